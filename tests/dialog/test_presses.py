"""Commands by name and by button: run, refused, denied, outdated, forged, too fast, broken."""

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.dialog.catalogue import FluentCatalogue
from bot.dialog.incoming import Pressed
from bot.dialog.replies import Toast
from bot.dialog.view import Press, Tone, View
from tests.dialog.conftest import House, Somebody, first, said


def with_thing(ada: Somebody) -> None:
    ada.house.database.tables.things[3] = {"title": "Thing three", "joined": []}


async def test_a_press_is_one_transaction_and_no_read(ada: Somebody) -> None:
    with_thing(ada)
    token = await ada.sealed(Press("thing join", {"thing": 3}, seen=2))
    database = ada.house.database
    reads, writes = database.reads, database.writes
    reply = await ada.press(Press("thing join", {"thing": 3}, seen=2))
    assert said(reply) == "Joined Thing three."
    assert (database.reads, database.writes) == (reads, writes + 1)
    assert token


async def test_a_press_delivered_twice_has_one_effect_and_the_same_answer(ada: Somebody) -> None:
    with_thing(ada)
    reply = await ada.press(Press("thing join", {"thing": 3}))
    assert await ada.again() == reply
    assert ada.house.database.tables.things[3]["joined"] == [1]


async def test_buttons_survive_a_restart(ada: Somebody) -> None:
    with_thing(ada)
    token = await ada.sealed(Press("thing join", {"thing": "3"}))
    ada.house.restart()
    assert said(await ada.send(Pressed(token))) == "Joined Thing three."


async def test_what_a_button_lacks_is_asked(ada: Somebody) -> None:
    assert first(await ada.press(Press("thing join"))).param == "thing"


async def test_a_refused_press_leaves_its_message_alone(ada: Somebody) -> None:
    reply = await ada.press(Press("thing join", {"thing": 9}))
    assert isinstance(reply, Toast)
    assert said(reply) == "It is gone. Send /things."


async def test_a_refused_command_is_a_private_answer_with_next_steps(ada: Somebody) -> None:
    asked = await ada.invoke("thing add", title="full", size=1, note="n", confirmed="yes")
    assert isinstance(asked, View)
    assert (asked.refused, asked.private) == (True, True)
    assert [(one.label, one.press) for one in asked.actions] == [("List things", Press("thing list"))]


async def test_a_refused_press_with_a_next_step_is_an_answer_with_its_button(ada: Somebody) -> None:
    answers = {"title": "full", "size": 1, "note": "n", "confirmed": "yes"}
    reply = await ada.press(Press("thing add", answers))
    assert isinstance(reply, View)
    assert reply.actions


async def test_the_wrong_presser_is_told_and_audited_once(ada: Somebody) -> None:
    with_thing(ada)
    await ada.invoke("home")
    eve = ada.house.person("Eve Sample", "2")
    reply = await eve.press(Press("thing join", {"thing": 3}, only=1))
    await eve.again()
    assert isinstance(reply, Toast)
    assert "somebody else" in said(reply)
    assert ada.house.database.tables.things[3]["joined"] == []
    (row,) = ada.house.database.tables.audit
    assert (row.action, row.actor_id, row.outcome.value, row.source) == (
        "thing join",
        2,
        "denied",
        "telegram",
    )


async def test_what_was_denied_stays_denied_when_it_is_delivered_again(ada: Somebody) -> None:
    """Between two deliveries the person may have been given what they lacked."""
    with_thing(ada)
    await ada.invoke("home")
    eve = ada.house.person("Eve Sample", "2")
    denied = await eve.press(Press("thing join", {"thing": 3}, only=1), key="once")
    again = await eve.press(Press("thing join", {"thing": 3}), key="once")
    assert said(again) == said(denied)
    assert ada.house.database.tables.things[3]["joined"] == []
    assert len(ada.house.database.tables.audit) == 1


async def test_a_private_cards_buttons_obey_their_person(ada: Somebody) -> None:
    with_thing(ada)
    await ada.invoke("home")
    eve = ada.house.person("Eve Sample", "2")
    token = await ada.sealed(Press("thing join", {"thing": 3}), person_id=1)
    assert "somebody else" in said(await eve.send(Pressed(token)))
    assert said(await ada.send(Pressed(token))) == "Joined Thing three."


async def test_a_private_button_starts_no_draft_for_somebody_else(ada: Somebody) -> None:
    await ada.invoke("home")
    eve = ada.house.person("Eve Sample", "2")
    assert "somebody else" in said(await eve.press(Press("thing join", only=1)))
    assert ada.house.database.tables.drafts == {}


async def test_an_outdated_card_is_refreshed(ada: Somebody) -> None:
    with_thing(ada)
    reply = await ada.press(Press("thing join", {"thing": 3}, seen=1))
    assert said(reply) == "Here is Thing three. It changed meanwhile. Look again."
    assert reply.tone is Tone.CARE
    assert ada.house.database.tables.things[3]["joined"] == []


async def test_only_buttons_reach_what_only_buttons_set(ada: Somebody) -> None:
    assert "do not know this command" in said(await ada.invoke("thing-drop", thing=3, reason="x"))
    assert said(await ada.invoke("thing list", page=7)) == "Page 1 of everything."
    assert said(await ada.press(Press("thing list", {"page": 7}))) == "Page 7 of everything."


async def test_what_comes_along_does_not_override_what_is_sealed(ada: Somebody) -> None:
    reply = await ada.press(Press("thing list", {"search": "a"}), values={"search": "b", "page": 9, "x": 1})
    assert said(reply) == "Page 1 of a."
    assert said(await ada.press(Press("thing list"), values={"search": "b"})) == "Page 1 of b."


async def test_a_wrong_option_is_asked_again_with_the_error(ada: Somebody) -> None:
    asked = await ada.invoke("thing add", title="x" * 30, size=3)
    assert [one.param for one in asked.questions] == ["title", "note"]
    assert "30 characters" in said(asked)


async def test_an_unknown_command_gets_a_hint(ada: Somebody) -> None:
    assert "/help" in said(await ada.invoke("dance"))


async def test_an_expired_button(ada: Somebody) -> None:
    press = Press("thing list", expires_at=ada.house.clock.at + timedelta(minutes=30))
    assert said(await ada.press(press)) == "Page 1 of everything."
    ada.house.clock.at += timedelta(hours=2)
    assert "too old" in said(await ada.press(press))


async def test_long_answers_lie_in_a_row_until_it_is_purged(ada: Somebody) -> None:
    search = "Москва " * 10
    assert said(await ada.press(Press("thing list", {"search": search}))).startswith("Page 1 of Москва")
    token = await ada.sealed(Press("thing list", {"search": search}))
    ada.house.database.tables.tokens.clear()
    assert "too old" in said(await ada.send(Pressed(token)))


async def test_an_error_is_an_apology_with_a_number_and_nothing_changed(
    ada: Somebody, caplog: pytest.LogCaptureFixture
) -> None:
    answers = {"title": "broken", "size": 1, "note": "n", "confirmed": True}
    with caplog.at_level(logging.ERROR):
        reply = await ada.press(Press("thing add", answers))
    assert "Sorry" in said(reply)
    assert "secret-in-the-error" not in said(reply)
    assert isinstance(reply, View)
    assert "home" in [one.press.command for one in reply.actions if one.press], "somewhere to begin anew"
    assert ada.house.database.tables.things == {}
    assert said(await ada.invoke("thing list")) == "Page 1 of everything."


async def test_cancellation_is_not_swallowed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    async def cancelled(*_: object, **__: object) -> None:
        raise asyncio.CancelledError

    monkeypatch.setattr(house.database, "read", cancelled)
    with pytest.raises(asyncio.CancelledError):
        await house.person().invoke("home")


async def test_a_dead_database_is_an_apology(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    async def dead(*_: object, **__: object) -> None:
        raise OSError("no space left on device")

    for door in ("read", "write"):
        monkeypatch.setattr(house.database, door, dead)
    ada = house.person()
    assert "Sorry" in said(await ada.invoke("home"))
    assert "Sorry" in said(await ada.press(Press("thing join", {"thing": 1})))
    assert "Sorry" in said(await ada.press(Press("thing join")))
    assert "Sorry" in said(await ada.type("hello"))


async def test_too_fast_is_one_warning_then_silence(catalogue: FluentCatalogue) -> None:
    house = House(catalogue, per_minute=5)
    ada = house.person()
    answers = [said(await ada.invoke("thing list")) for _ in range(8)]
    assert answers[:5] == ["Page 1 of everything."] * 5
    assert "wait a moment" in answers[5]
    assert answers[6:] == ["", ""]
    assert house.engine.limiter.silenced == 2
    assert said(await house.person("Eve Sample", "2").invoke("thing list")) == "Page 1 of everything."
    assert said(await ada.invoke("home")) == "Hello Ada Example."
    house.clock.at += timedelta(seconds=13)
    assert said(await ada.invoke("thing list")) == "Page 1 of everything."


async def test_a_thousand_from_one_person_disturb_nobody(catalogue: FluentCatalogue) -> None:
    house = House(catalogue, per_minute=30)
    eve, ada = house.person("Eve Sample", "2"), house.person()
    for _ in range(1000):
        await eve.invoke("thing list")
    assert house.engine.limiter.silenced == 1000 - 31
    assert said(await ada.invoke("thing list")) == "Page 1 of everything."


async def test_a_changed_name_is_stored_by_the_way(ada: Somebody) -> None:
    await ada.invoke("home")
    await ada.invoke("thing add")
    ada.identity = replace(ada.identity, name="Ada Renamed")
    assert first(await ada.type("Rust")).param == "size"
    assert ada.house.database.tables.accounts[0].name == "Ada Renamed"


async def test_replies_say_whose_they_are(ada: Somebody) -> None:
    whose = []
    for command in ("thing list", "home"):
        await ada.invoke(command)
        whose.append(ada.reply.person_id if ada.reply else 0)
    assert whose == [None, 1]


async def test_suggestions_while_typing(ada: Somebody) -> None:
    async def suggested(command: str, param: str, text: str) -> list[str]:
        found = await ada.house.engine.suggest(ada.identity, command, param, text, {"mode": "ONLINE"})
        return [choice.label for choice in found]

    assert await suggested("thing show", "thing", "bet") == ["Beta", "Beta two"]
    assert len(await suggested("thing show", "thing", "")) == 25
    assert await suggested("plan", "mode", "on s") == ["On site"]
    assert await suggested("plan", "length", "") == ["1 hour"]
    assert await suggested("plan", "length", "1h30") == ["1 hour, 30 minutes"]
    assert await suggested("plan", "start", "tomorrow 6pm") == ["Thu, Mar 5, 2026, 6:00\u202fPM UTC"]
    assert await suggested("every", "person", "ada") == ["Ada Example"]
    assert len(await suggested("thing show", "thing", "\ud800")) == 25
    for nonsense in ("\ud800x", "x" * 5000, "'; drop table people;--"):
        assert await suggested("thing show", "thing", nonsense) == []
        assert await suggested("plan", "start", nonsense) == []
    assert await suggested("thing show", "colour", "x") == []
    assert await suggested("dance", "thing", "x") == []
