"""Slow handlers, late answers, lost receipts: the result is always told (trust.md §2 rows 14–18)."""

import asyncio

import pytest

from bot.dialog.asking import Asking, Question, Step
from bot.dialog.incoming import Incoming
from bot.dialog.kinds import ShortText
from bot.dialog.text import Own
from bot.dialog.view import Action, Press, View
from bot.discord.face import DiscordFace
from bot.sandbox.discord import DiscordStandIn, Fault, Interaction, Person, buttons, texts
from bot.sandbox.discord.interaction import DEFER, DEFER_UPDATE
from tests.platforms.discord.scripted import Gate, ScriptedEngine, Start, opened, said, shown
from tests.platforms.standins.discord.rig import HandClock

CALLBACK = "POST /interactions/*/callback"
NEXT = Action("Next", Press("home", {"page": 2}))
QUESTION = Question("title", ShortText(), "Title", (Own("What is it called?"),), None, optional=False)


def asking(incoming: Incoming, pressed: Press | Step | None) -> Asking:
    return Asking(1, 1, "thing add", (Own("Add a thing"),), (QUESTION,), (), 1, 1, can_back=False)


def card(incoming: Incoming, pressed: Press | Step | None) -> View:
    return said("Page 2" if pressed else "Page 1", actions=(NEXT,))


@pytest.fixture
def ada(standin: DiscordStandIn) -> Person:
    return standin.add_person("Ada Example")


@pytest.fixture
def gate(engine: ScriptedEngine) -> Gate:
    gate = engine.before = Gate()
    return gate


@pytest.fixture
async def hasty(start: Start) -> DiscordFace:
    """A face that asks for patience at once."""
    return await start(defer_after=0.0)


def original(interaction: Interaction) -> str:
    """What the first answer says."""
    assert interaction.original is not None
    return texts(interaction.original)


def edits(standin: DiscordStandIn) -> int:
    """How often a first answer was edited."""
    return sum(each.template.endswith("@original") for each in standin.exchanges)


async def deferred(standin: DiscordStandIn, interaction: Interaction, how: int):
    await standin.until(lambda: interaction.callback == how)


async def test_a_slow_command_is_deferred_and_then_answered(
    standin: DiscordStandIn, hasty: DiscordFace, gate: Gate, ada: Person
) -> None:
    asked = await ada.slash(None, "home")
    await deferred(standin, asked, DEFER)
    gate.open.set()
    message = await shown(asked)
    assert "Hello" in texts(message)
    assert message.ephemeral


async def test_a_quick_answer_takes_one_request(
    standin: DiscordStandIn, face: DiscordFace, ada: Person
) -> None:
    await shown(await ada.slash(None, "home"))
    calls = [each.template for each in standin.exchanges if "interaction" in each.template]
    assert calls == ["/interactions/{interaction_id}/{interaction_token}/callback"]


async def test_a_slow_button_is_deferred_and_edits_its_card(
    standin: DiscordStandIn, hasty: DiscordFace, engine: ScriptedEngine, ada: Person
) -> None:
    engine.script = card
    message = await shown(await ada.slash(None, "home"))
    gate = engine.before = Gate()
    pressed = await ada.press(message, label="Next")
    await deferred(standin, pressed, DEFER_UPDATE)
    gate.open.set()
    await standin.until(lambda: "Page 2" in texts(message))


async def test_a_slow_button_of_a_public_card_answers_privately(
    standin: DiscordStandIn, hasty: DiscordFace, engine: ScriptedEngine, ada: Person
) -> None:
    engine.script = lambda incoming, pressed: (
        said("You are in.") if pressed else said("Card", actions=(NEXT,), private=False)
    )
    message = await shown(await ada.slash(None, "home"))
    assert not message.ephemeral
    gate = engine.before = Gate()
    pressed = await ada.press(message, label="Next")
    await deferred(standin, pressed, DEFER_UPDATE)
    gate.open.set()
    await standin.until(lambda: pressed.followups)
    assert pressed.followups[0].only_for == ada.id
    assert "Card" in texts(message)


async def test_a_deferred_form_becomes_a_message_that_opens_it(
    standin: DiscordStandIn, hasty: DiscordFace, engine: ScriptedEngine, gate: Gate, ada: Person
) -> None:
    engine.script = asking
    asked = await ada.slash(None, "home")
    await deferred(standin, asked, DEFER)
    gate.open.set()
    message = await shown(asked)
    assert [each.label for each in buttons(message)] == ["Continue", "Cancel"]


async def test_what_a_form_seals_is_kept(
    standin: DiscordStandIn, face: DiscordFace, engine: ScriptedEngine, ada: Person
) -> None:
    engine.script = asking
    await opened(await ada.slash(None, "home"))
    assert engine.tokens.kept == 1


async def test_an_answer_after_three_seconds_comes_by_direct_message(
    standin: DiscordStandIn, face: DiscordFace, gate: Gate, ada: Person
) -> None:
    standin.interactions.answer_within = 0.02
    asked = await ada.slash(None, "home")
    assert (await asked.answered()).kind == "no response"
    gate.open.set()
    message = await ada.receives_dm("Hello")
    assert message.nonce == f"late-{asked.id}"


async def test_an_expired_token_is_answered_by_direct_message(
    standin: DiscordStandIn, hasty: DiscordFace, gate: Gate, ada: Person, clock: HandClock
) -> None:
    asked = await ada.slash(None, "home")
    await deferred(standin, asked, DEFER)
    clock.forward(minutes=16)
    gate.open.set()
    await ada.receives_dm("Hello")


async def test_a_lost_receipt_is_made_good_without_a_second_message(
    standin: DiscordStandIn, face: DiscordFace, ada: Person
) -> None:
    standin.faults.order(Fault("reset_after", CALLBACK, times=1))
    asked = await ada.slash(None, "home")
    await standin.until(lambda: edits(standin))
    await standin.settled()
    assert "Hello" in original(asked)
    assert asked.followups == []
    assert ada.dms() == []


async def test_a_lost_request_is_sent_again(standin: DiscordStandIn, face: DiscordFace, ada: Person) -> None:
    standin.faults.order(Fault("reset", CALLBACK, times=1))
    message = await shown(await ada.slash(None, "home"))
    assert "Hello" in texts(message)


async def test_already_answered_by_another_copy_edits_that_answer(
    standin: DiscordStandIn, start: Start, face: DiscordFace, engine: ScriptedEngine, ada: Person
) -> None:
    await start()  # a second copy of the bot with the same token
    asked = await ada.slash(None, "home")
    await standin.until(lambda: edits(standin))
    await standin.settled()
    assert len(engine.heard) == 2
    assert "Hello" in original(asked)
    assert asked.followups == []
    assert ada.dms() == []


async def test_a_refused_card_is_answered_in_plain_words(
    standin: DiscordStandIn, face: DiscordFace, engine: ScriptedEngine, ada: Person
) -> None:
    engine.script = lambda incoming, pressed: said("Hello", actions=(NEXT,))
    standin.faults.order(
        Fault("refuse", CALLBACK, times=1, status=400, code=50035, message="Invalid Form Body")
    )
    message = await shown(await ada.slash(None, "home"))
    assert texts(message) == "Hello"


async def test_a_refused_form_becomes_a_message(
    standin: DiscordStandIn, face: DiscordFace, engine: ScriptedEngine, ada: Person
) -> None:
    engine.script = asking
    standin.faults.order(
        Fault("refuse", CALLBACK, times=1, status=400, code=50035, message="Invalid Form Body")
    )
    message = await shown(await ada.slash(None, "home"))
    assert "Add a thing" in texts(message)
    assert [each.label for each in buttons(message)] == ["Continue", "Cancel"]


async def test_closing_lets_answers_on_their_way_arrive(
    standin: DiscordStandIn, face: DiscordFace, gate: Gate, ada: Person
) -> None:
    asked = await ada.slash(None, "home")
    await gate.reached.wait()
    closing = asyncio.create_task(face.close())
    await asyncio.sleep(0)
    gate.open.set()
    await closing
    assert "Hello" in original(asked)


async def test_a_request_that_hangs_is_given_up_for_a_direct_message(
    standin: DiscordStandIn, face: DiscordFace, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.discord.answering.ANSWER_WITHIN", 0.02)
    standin.faults.order(Fault("timeout_before", CALLBACK))
    await ada.slash(None, "home")
    await ada.receives_dm("Hello")
