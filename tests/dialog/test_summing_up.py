"""What is read while answering and before confirming: the zone of a time, and what was left out."""

from bot.dialog.asking import Do
from bot.dialog.written import plain
from tests.dialog.conftest import Somebody, first, said, to_confirmation


async def test_a_skipped_question_stands_in_the_summary_and_can_be_answered_after_all(ada: Somebody) -> None:
    asked = await to_confirmation(ada)
    assert [one.param for one in asked.answered] == ["title", "size", "note"]
    assert plain(asked.answered[-1].value, "en", "UTC") == "Left out"
    asked = await ada.step(asked, Do.CHANGE, "note")
    assert first(asked).param == "note"
    asked = await ada.type("a note")
    assert said(await ada.answer(asked, "yes")) == "Made Rust, note a note."


async def test_nothing_is_left_out_before_it_was_asked(ada: Somebody) -> None:
    await ada.invoke("thing add")
    asked = await ada.type("Rust")
    assert [one.param for one in asked.answered] == ["title"]
