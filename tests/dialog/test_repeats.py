"""Drafts that are restarted, delivered twice, pressed late, or pressed by somebody else."""

from bot.dialog.asking import Do
from bot.dialog.replies import Toast
from tests.dialog.conftest import Somebody, first, said, to_confirmation


async def test_a_restart_in_the_middle_loses_nothing(ada: Somebody) -> None:
    asked = await ada.invoke("thing add")
    for step in ("Rust", "5", "a note"):
        ada.house.restart()
        asked = await ada.type(step)
    ada.house.restart()
    assert said(await ada.answer(asked, "yes")) == "Made Rust, note a note."


async def test_every_input_delivered_twice_has_one_effect(ada: Somebody) -> None:
    asked = await ada.invoke("thing add")
    assert await ada.again() == asked
    asked = await ada.type("Rust")
    assert await ada.again() == asked
    asked = await ada.answer(asked, "5")
    assert await ada.again() == asked
    asked = await ada.step(asked, Do.SKIP, "note")
    assert await ada.again() == asked
    made = await ada.answer(asked, "yes")
    assert said(made) == "Made Rust, note -."
    assert await ada.again() == made
    assert len(ada.house.database.tables.things) == 1


async def test_a_cancelled_draft_is_cancelled_again(ada: Somebody) -> None:
    asked = await ada.invoke("thing add")
    gone = await ada.step(asked, Do.CANCEL)
    assert await ada.again() == gone
    await ada.invoke("thing add")
    gone = await ada.invoke("cancel")
    assert "Cancelled" in said(gone)
    assert await ada.again() == gone


async def test_a_typed_answer_delivered_again_does_not_answer_the_next_question(ada: Somebody) -> None:
    asked = await ada.invoke("thing add", title="5")
    asked = await ada.type("7")
    assert first(asked).param == "note"
    assert await ada.again() == asked
    asked = await ada.step(asked, Do.BACK)
    asked = await ada.type("3")
    assert await ada.again() == asked


async def test_a_typed_answer_delivered_again_does_not_finish_the_command(ada: Somebody) -> None:
    await ada.invoke("plan", mode="ON_SITE", start="2026-03-05 18:00Z")
    await ada.invoke("plan", mode="ONLINE", start="2026-03-05T18:00Z")
    asked = await ada.type("90")
    assert first(asked).param == "length"
    assert await ada.again() == asked
    assert await ada.again() == asked


async def test_an_old_button_says_so_and_changes_nothing(ada: Somebody) -> None:
    old = await ada.invoke("thing add")
    await ada.type("Rust")
    toast = await ada.answer(old, "Go")
    assert isinstance(toast, Toast)
    assert "answered already" in said(toast)
    assert ada.house.database.tables.drafts[1].answers == {"title": "Rust"}


async def test_an_old_button_elsewhere_shows_the_current_question_there(ada: Somebody) -> None:
    old = await ada.invoke("thing add")
    await ada.house.engine.shown(old.draft_id, "message-1")
    asked = await ada.type("Rust")
    assert asked.message_id == "message-1"
    assert isinstance(await ada.step(old, Do.BACK, message="message-1"), Toast)
    assert first(await ada.step(old, Do.BACK, message="message-0")).param == "size"


async def test_two_presses_at_once_have_one_effect(ada: Somebody) -> None:
    asked = await to_confirmation(ada)
    await ada.answer(asked, "yes")
    assert "finished" in said(await ada.answer(asked, "yes"))
    assert len(ada.house.database.tables.things) == 1


async def test_only_its_owner_can_step_a_draft(ada: Somebody) -> None:
    asked = await ada.invoke("thing add")
    eve = ada.house.person("Eve Sample", "2")
    denied = await eve.answer(asked, "mine")
    assert "Somebody else" in said(denied)
    assert ada.house.database.tables.drafts[1].answers == {}
    (row,) = ada.house.database.tables.audit
    assert (row.outcome.value, row.action, row.actor_id) == ("denied", "thing add", 2)
    await eve.again()
    assert len(ada.house.database.tables.audit) == 1


async def test_a_command_that_went_on_where_it_was_left_begins_nothing_when_it_comes_again(
    ada: Somebody,
) -> None:
    await ada.invoke("thing add")
    await ada.type("Rust")
    asked = await ada.invoke("thing add")
    assert asked.resumed
    went_on = ada.incoming
    asked = await ada.answer(await ada.type("5"), "a note")
    await ada.answer(asked, "yes")
    ada.incoming = went_on
    assert "finished already" in said(await ada.again())
    assert ada.house.database.tables.drafts == {}
