"""Whole conversations: every kind asked, answered by buttons and by typing, in one tidy chat."""

import pytest

from bot.sandbox.telegram.people import Person, buttons, labels, plain
from bot.sandbox.telegram.world import Message

pytestmark = pytest.mark.usefixtures("face")


async def press(person: Person, message: Message, label: str) -> Message:
    """Press a button and return the message once it shows something else."""
    person.catch_up()
    await person.press(message, label)
    return await person.changed(message)


async def test_a_command_is_answered(ada: Person) -> None:
    await ada.start()
    assert plain(await ada.next_message()) == "Welcome, Ada Example"


async def test_questions_by_typing(ada: Person) -> None:
    await ada.send("/newthing")
    first = await ada.next_message()
    assert plain(first) == ("Make a thing · 1 of 3\n\nWhat is it called?\nFor example: Chess for beginners")
    assert labels(first) == ["Cancel"]
    await ada.send("Chess")
    second = await ada.next_message(lambda message: "large" in plain(message))
    assert labels(second) == ["Back", "Cancel"]
    assert labels(first) == []
    assert "What is it called?" in plain(first)
    await ada.send("eleven")
    again = await ada.next_message(lambda message: "⚠️" in plain(message))
    assert "I need a whole number in digits, between 1 and 10" in plain(again)
    await ada.send("7")
    third = await ada.next_message(lambda message: "else" in plain(message))
    assert labels(third) == ["Back", "Skip", "Cancel"]
    summary = await press(ada, third, "Skip")
    assert plain(summary) == "Make a thing\n\nTitle: Chess\nSize: 7\n\nIs this right?"
    assert [(button.label, button.style) for row in buttons(summary) for button in row] == [
        ("Confirm", "success"), ("Change", None), ("Cancel", "danger"),
    ]  # fmt: skip
    done = await press(ada, summary, "Confirm")
    assert plain(done) == "🟢 Made · 1 · Chess · 7 · -"
    assert labels(done) == []
