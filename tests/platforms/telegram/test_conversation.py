"""Whole conversations: every kind asked, answered by buttons and by typing, in one tidy chat."""

from datetime import timedelta

import pytest

from bot.dialog.view import Press
from bot.sandbox.telegram.people import Person, buttons, labels, plain
from tests.platforms.telegram.conftest import House, press

pytestmark = pytest.mark.usefixtures("face")


async def test_a_command_is_answered(ada: Person) -> None:
    await ada.start()
    assert plain(await ada.next_message()) == "Welcome, Ada Example"


async def test_questions_by_typing(ada: Person) -> None:
    await ada.send("/newthing")
    first = await ada.next_message()
    assert plain(first) == "Make a thing · 1 of 3\n\nWhat is it called?\nFor example: Chess for beginners"
    assert labels(first) == ["Cancel"]
    await ada.send("Chess")
    second = await ada.next_message(lambda message: "large" in plain(message))
    assert labels(second) == ["Back", "Cancel"]
    await ada.state.world.changes.wait_for(lambda: not labels(first))
    assert "What is it called?" in plain(first)
    await ada.send("eleven")
    again = await ada.next_message(lambda message: "⚠️" in plain(message))
    assert "I need a whole number in digits, between 1 and 10" in plain(again)
    await ada.send("7")
    third = await ada.next_message(lambda message: "else" in plain(message))
    assert labels(third) == ["Back", "Skip", "Cancel"]
    summary = await press(ada, third, "Skip")
    assert plain(summary) == "Make a thing\n\nTitle: Chess\nSize: 7\nNote: Left out\n\nIs this right?"
    assert [(button.label, button.style) for row in buttons(summary) for button in row] == [
        ("Confirm", "success"), ("Change", None), ("Cancel", "danger"),
    ]  # fmt: skip
    done = await press(ada, summary, "Confirm")
    assert plain(done) == "🟢 Made · 1 · Chess · 7 · -"
    assert labels(done) == []


async def test_a_form_by_buttons_stays_in_one_message(ada: Person) -> None:
    await ada.send("/plan")
    asked = await ada.next_message()
    assert labels(asked) == ["Online", "On site", "Cancel"]
    await press(ada, asked, "On site")
    assert labels(asked) == ["Yes", "No", "Back", "Cancel"]
    await press(ada, asked, "Yes")
    await press(ada, asked, "5")
    assert "So far: Thu, Mar 5, 2026" in plain(asked)
    await press(ada, asked, "Evening")
    await press(ada, asked, "6:00 PM")
    assert labels(asked) == ["30 minutes", "1 hour", "Back", "Cancel"]
    await press(ada, asked, "1 hour")
    assert "Mode: On site" in plain(asked)
    await press(ada, asked, "Confirm")
    assert plain(asked) == "Planned · ON_SITE · True · 2026-03-05T18:00:00+00:00 · 1:00:00"
    assert ada.last() is asked


async def test_back_shows_what_was_said_and_keeps_it(ada: Person) -> None:
    await ada.send("/newthing")
    await ada.next_message()
    await ada.send("Chess")
    size = await ada.next_message(lambda message: "large" in plain(message))
    back = await press(ada, size, "Back")
    assert "So far: Chess" in plain(back)
    assert labels(back) == ["Keep it", "Cancel"]
    kept = await press(ada, back, "Keep it")
    assert "How large" in plain(kept)


async def test_the_same_command_goes_on_where_it_was_left(ada: Person) -> None:
    await ada.send("/newthing")
    await ada.next_message()
    await ada.send("Chess")
    left = await ada.next_message(lambda message: "large" in plain(message))
    await ada.send("/newthing")
    again = await ada.next_message(lambda message: "began" in plain(message))
    assert plain(again).split("\n\n")[:4] == [
        "Make a thing · 2 of 3",
        "You began this earlier. Go on, or press Cancel to start afresh.",
        "Title: Chess",
        "How large is it?",
    ]
    assert labels(left) == [], "the question is asked in one place"
    await ada.send("7")
    assert "Anything else?" in plain(await ada.next_message(lambda message: "3 of 3" in plain(message)))


async def test_one_answer_is_changed_from_the_summary(ada: Person) -> None:
    await ada.send("/newthing")
    for answer in ("Chess", "7", "Bring a board"):
        await ada.next_message(lambda message: bool(labels(message)))
        await ada.send(answer)
    summary = await ada.next_message(lambda message: "Is this right?" in plain(message))
    await press(ada, summary, "Change")
    assert labels(summary) == ["Title", "Size", "Note", "Back"]
    await press(ada, summary, "Back")
    assert labels(summary) == ["Confirm", "Change", "Cancel"]
    await press(ada, summary, "Change")
    asked = await press(ada, summary, "Size")
    assert "So far: 7" in plain(asked)
    await ada.send("9")
    fresh = await ada.next_message(
        lambda message: "Is this right?" in plain(message) and message is not asked
    )
    assert "Size: 9\nNote: Bring a board" in plain(fresh)


async def test_cancel_by_button_and_by_command(ada: Person) -> None:
    await ada.send("/newthing")
    asked = await ada.next_message()
    cancelled = await press(ada, asked, "Cancel")
    assert plain(cancelled) == "Cancelled. Nothing has changed."
    await ada.send("/newthing")
    asked = await ada.next_message(lambda message: "called" in plain(message))
    await ada.send("/cancel")
    assert plain(await ada.next_message(lambda m: m is not asked)) == "Cancelled. Nothing has changed."
    await ada.state.world.changes.wait_for(lambda: not labels(asked))


async def test_a_refusal_at_the_end_comes_back_to_its_question(ada: Person) -> None:
    await ada.send("/newthing taken")
    await ada.next_message()
    await ada.send("3")
    note = await ada.next_message(lambda message: "else" in plain(message))
    await press(ada, note, "Skip")
    refused = await press(ada, note, "Confirm")
    assert "⚠️ That name is taken. Please choose another one." in plain(refused)
    assert "What is it called?" in plain(refused)


async def test_words_after_a_command_answer_its_first_question(ada: Person, house: House) -> None:
    await ada.send("/jointhing 7")
    assert plain(await ada.next_message()) == "🟢 Joined · 7 · 1"
    await ada.send("/things@MentorBot 12")
    listed = await ada.next_message()
    assert plain(listed) == "Things · 1\n\nThing 12\nfor everybody"
    assert labels(listed) == ["Join", "Next"]


async def test_a_file_answers_a_question(ada: Person) -> None:
    await ada.send("/import")
    await ada.next_message()
    await ada.upload(b"not a picture", "people.txt")
    wrong = await ada.next_message()
    assert "A file ending in .csv is needed" in plain(wrong)
    await ada.upload(b"x" * 2000, "people.csv")
    large = await ada.next_message(lambda message: "larger than" in plain(message))
    assert large is not wrong
    await ada.upload(b"name,email\n", "people.csv")
    done = await ada.next_message(lambda message: "Imported" in plain(message))
    assert plain(done) == "Imported · people.csv · 11"


async def test_only_files_that_some_command_takes_are_fetched(ada: Person, house: House) -> None:
    await ada.send("/import")
    await ada.next_message()
    await ada.upload(b"x" * 2000, "people.csv")
    await ada.next_message()
    assert house.calls("getFile") == []


async def test_a_group_is_chosen_where_the_bot_was_spoken_to(ada: Person, house: House) -> None:
    chess = house.standin.group("Chess circle", [ada])
    await ada.send("/things@mentorbot", chess.chat)
    await ada.next_message(chat=ada.chat)
    await ada.send("/tie")
    asked = await ada.next_message(lambda message: "Which group?" in plain(message))
    assert labels(asked) == ["Chess circle", "Cancel"]
    assert plain(await press(ada, asked, "Chess circle")) == f"Tied to · {chess.id}"


async def test_a_person_is_found_by_part_of_a_name(ada: Person, house: House) -> None:
    for name in ("Linus Sample", "Lina Sample"):
        await house.standin.person(name).start()
    await house.standin.settled()
    await ada.send("/meet")
    await ada.next_message()
    await ada.send("sample")
    several = await ada.next_message(lambda message: "More than one" in plain(message))
    assert labels(several)[:2] == ["Linus Sample", "Lina Sample"]
    await press(ada, several, "Lina Sample")
    assert plain(several).startswith("Meeting · ")


async def test_a_card_stays_when_it_starts_a_conversation(ada: Person) -> None:
    await ada.send("/jointhing 7")
    card = await ada.next_message()
    await ada.press(card, "Drop")
    asked = await ada.next_message(lambda message: "Why?" in plain(message))
    assert asked is not card
    assert labels(card) == ["Drop"]
    await ada.send("No time")
    done = await ada.next_message(lambda message: message is not asked)
    assert plain(done) == "Dropped · 7 · No time"
    assert labels(asked) == []


async def test_text_that_answers_nothing_is_told_so(ada: Person) -> None:
    await ada.send("hello?")
    assert "There is no open question right now." in plain(await ada.next_message())


async def test_an_unknown_command_is_told_so(ada: Person) -> None:
    await ada.send("/nonsense")
    assert "I do not know this command" in plain(await ada.next_message())


async def test_a_link_with_somebody_elses_payload_leads_home(ada: Person) -> None:
    await ada.send("/start ref-2026")
    assert plain(await ada.next_message()).startswith("Welcome")
    await ada.send("/start v1:act:7")
    assert plain(await ada.next_message()).startswith("Welcome")


async def test_a_link_that_is_too_old_says_so_and_offers_where_to_begin(house: House, ada: Person) -> None:
    sealer = house.engine().sealer(None)
    token = sealer.seal(Press("home", expires_at=house.clock.now() + timedelta(hours=1)))
    house.clock.at += timedelta(hours=3)
    await ada.send(f"/start {token}")
    told = await ada.next_message()
    assert "too old" in plain(told)
    assert plain(await press(ada, told, labels(told)[0])).startswith("Welcome")
