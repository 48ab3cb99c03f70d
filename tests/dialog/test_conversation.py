"""Filling in a command: asked, answered, gone back, skipped, cancelled, changed, restarted, repeated."""

import sys
from datetime import date, timedelta

from bot.dialog.asking import Do, Step
from bot.dialog.kinds import Confirm, Uploaded
from bot.dialog.replies import Toast
from bot.dialog.text import User
from bot.dialog.view import Press, View
from bot.dialog.written import plain
from tests.dialog.conftest import House, Somebody, first, said, to_confirmation


async def test_everything_given_runs_at_once(ada: Somebody) -> None:
    assert said(await ada.invoke("thing list", search="rust")) == "Page 1 of rust."
    assert ada.house.database.tables.drafts == {}


async def test_what_is_missing_is_asked_in_order(ada: Somebody) -> None:
    asked = await ada.invoke("thing add")
    assert [question.param for question in asked.questions] == ["title", "size", "note"]
    assert (asked.position, asked.total, asked.can_back) == (1, 3, False)
    assert (first(asked).label, first(asked).hint) == ("Title", "At most 20 characters")
    asked = await ada.type("Rust")
    assert first(asked).param == "size"
    assert [(one.label, one.value, one.param) for one in asked.answered] == [
        ("Title", (User("Rust"),), "title")
    ]
    assert (asked.position, asked.can_back) == (2, True)


async def test_what_was_given_along_is_not_asked(ada: Somebody) -> None:
    asked = await ada.invoke("thing add", size=3)
    assert [question.param for question in asked.questions] == ["title", "note"]


async def test_the_summary_is_confirmed_and_the_draft_is_gone(ada: Somebody) -> None:
    asked = await to_confirmation(ada)
    assert isinstance(first(asked).kind, Confirm)
    assert [one.label for one in asked.answered] == ["Title", "Size", "Note"]
    assert said(await ada.answer(asked, "yes")) == "Made Rust, note -."
    tables = ada.house.database.tables
    assert tables.drafts == {}
    assert [one["title"] for one in tables.things.values()] == ["Rust"]


async def test_typing_yes_confirms(ada: Somebody) -> None:
    await to_confirmation(ada)
    assert "Confirm" in said(await ada.type("perhaps"))
    assert said(await ada.type("Yes")) == "Made Rust, note -."


async def test_back_keeps_the_answer_and_goes_on_from_there(ada: Somebody) -> None:
    await ada.invoke("thing add")
    asked = await ada.type("Rust")
    asked = await ada.answer(asked, "5")
    asked = await ada.step(asked, Do.BACK)
    assert (first(asked).param, first(asked).value) == ("size", 5)
    asked = await ada.step(asked, Do.BACK)
    assert (first(asked).param, first(asked).value, asked.can_back) == ("title", "Rust", False)
    asked = await ada.type("Go")
    assert first(asked).param == "note"
    assert asked.answered[0].value == (User("Go"),)


async def test_back_from_the_summary_is_the_last_question(ada: Somebody) -> None:
    asked = await ada.step(await to_confirmation(ada), Do.BACK)
    assert first(asked).param == "note"


async def test_change_asks_one_thing_again_and_returns_to_the_summary(ada: Somebody) -> None:
    asked = await ada.step(await to_confirmation(ada), Do.CHANGE, "size")
    assert (first(asked).param, first(asked).value) == ("size", 5)
    asked = await ada.type("7")
    assert isinstance(first(asked).kind, Confirm)
    await ada.answer(asked, "yes")
    assert [one["size"] for one in ada.house.database.tables.things.values()] == [7]


async def test_change_of_everything_shows_all_questions_with_their_answers(ada: Somebody) -> None:
    asked = await ada.step(await to_confirmation(ada), Do.CHANGE)
    assert [(one.param, one.value) for one in asked.questions] == [
        ("title", "Rust"),
        ("size", 5),
        ("note", None),
    ]


async def test_what_is_required_cannot_be_skipped(ada: Somebody) -> None:
    asked = await ada.invoke("thing add")
    assert first(await ada.step(asked, Do.SKIP, "title")).param == "title"


async def test_cancel_ends_the_draft(ada: Somebody) -> None:
    asked = await to_confirmation(ada)
    assert "Nothing has changed" in said(await ada.step(asked, Do.CANCEL))
    assert ada.house.database.tables.drafts == {}
    assert ada.house.database.tables.things == {}


async def test_the_command_cancel_ends_it_too(ada: Somebody) -> None:
    await to_confirmation(ada)
    assert "Cancelled" in said(await ada.invoke("cancel"))
    assert "no open question" in said(await ada.invoke("cancel"))


async def test_another_command_does_not_disturb_the_draft(ada: Somebody) -> None:
    await ada.invoke("thing add")
    await ada.invoke("thing list")
    assert first(await ada.type("Rust")).param == "size"


async def test_the_same_command_goes_on_where_it_was_left(ada: Somebody) -> None:
    begun = await ada.invoke("thing add")
    assert not (await ada.invoke("thing add")).resumed, "nothing was answered yet"
    await ada.type("Rust")
    ada.house.restart()
    again = await ada.invoke("thing add")
    assert (again.draft_id, again.resumed, again.message_id) == (begun.draft_id + 1, True, None)
    assert first(again).param == "size"
    assert [one.value for one in again.answered] == [(User("Rust"),)]
    assert not (await ada.type("3")).resumed
    assert first(await ada.invoke("thing add", title="Zig")).param == "size", (
        "what is given along begins anew"
    )
    await ada.invoke("cancel")
    assert first(await ada.invoke("thing add")).param == "title"


async def test_what_a_button_began_is_not_what_the_command_alone_means(ada: Somebody) -> None:
    for title in ("Rust", "Zig"):
        await ada.answer(await ada.invoke("thing add", title=title, size=1, note="-"), "yes")
    assert first(await ada.press(Press("mark", {"thing": 1}, seen=1))).param == "note"
    asked = await ada.invoke("mark")
    assert (first(asked).param, asked.resumed) == ("thing", False), "perhaps another one is meant"


async def test_what_has_expired_is_not_gone_on_with(ada: Somebody) -> None:
    await ada.invoke("thing add")
    await ada.type("Rust")
    ada.house.clock.at += timedelta(days=8)
    assert first(await ada.invoke("thing add")).param == "title"


async def test_a_wrong_answer_is_told_and_not_stored(ada: Somebody) -> None:
    await ada.invoke("thing add")
    asked = await ada.type("x" * 21)
    assert "21 characters; at most 20" in said(asked)
    assert first(asked).param == "title"
    assert ada.house.database.tables.drafts[1].answers == {}
    assert first(await ada.type("Rust")).param == "size"


async def test_a_day_that_is_over_is_refused_before_its_time_is_asked(ada: Somebody) -> None:
    await ada.invoke("plan", mode="ON_SITE", link="here")
    asked = await ada.type("2026-03-01")
    assert "That day is over" in said(asked)
    assert first(asked).value is None
    assert first(await ada.type("2026-03-05")).value == date(2026, 3, 5)


async def test_a_form_answers_several_and_keeps_wrong_ones_for_correction(ada: Somebody) -> None:
    asked = await ada.invoke("thing add")
    asked = await ada.step(asked, Do.FORM, values={"title": "Rust", "size": "eleven", "note": ""})
    assert [(one.param, one.value) for one in asked.questions] == [("size", "eleven")]
    assert "between 1 and 10" in said(asked)
    asked = await ada.step(asked, Do.OPEN)
    assert (first(asked).value, "between" in said(asked)) == ("eleven", True)
    asked = await ada.step(asked, Do.FORM, values={"size": "9"})
    assert isinstance(first(asked).kind, Confirm)


async def test_an_empty_required_answer_of_a_form_is_told(ada: Somebody) -> None:
    asked = await ada.invoke("thing add")
    asked = await ada.step(asked, Do.FORM, values={"title": "  ", "size": "3"})
    assert "nothing in it" in said(asked)


async def test_a_form_cannot_answer_what_only_buttons_set(ada: Somebody) -> None:
    asked = await ada.press(Press("thing-drop", {"thing": 5}))
    view = await ada.step(asked, Do.FORM, values={"thing": "6", "reason": "old", "$seen": "9"})
    assert said(view) == "Dropped 5 because old, seen ."


async def test_the_version_a_button_showed_survives_the_draft(ada: Somebody) -> None:
    await ada.press(Press("thing-drop", {"thing": 5}, seen=3))
    ada.house.restart()
    assert said(await ada.type("old")) == "Dropped 5 because old, seen 3."


async def test_an_expired_draft_is_closed_and_can_be_started_again(ada: Somebody) -> None:
    asked = await ada.press(Press("thing-drop", {"thing": 5}))
    ada.house.clock.at += timedelta(days=8)
    view = await ada.answer(asked, "old")
    assert "waited too long" in said(view)
    assert ada.house.database.tables.drafts == {}
    assert view.actions[0].press == Press("thing-drop", {"thing": 5})
    assert first(await ada.press(view.actions[0].press)).param == "reason"


async def test_answering_puts_the_expiry_off(ada: Somebody) -> None:
    asked = await ada.invoke("thing add")
    for text in ("Rust", "5"):
        ada.house.clock.at += timedelta(days=5)
        asked = await ada.type(text)
    assert first(asked).param == "note"


async def test_a_refusal_comes_back_to_the_question_it_concerns(ada: Somebody) -> None:
    await ada.invoke("thing add")
    await ada.type("taken")
    asked = await ada.type("5")
    asked = await ada.step(asked, Do.SKIP, "note")
    asked = await ada.answer(asked, "yes")
    assert (first(asked).param, first(asked).value) == ("title", "taken")
    assert said(asked) == "This title is taken. Choose another one."
    asked = await ada.type("Rust")
    assert isinstance(first(asked).kind, Confirm)
    assert said(await ada.answer(asked, "yes")) == "Made Rust, note -."


async def test_any_other_refusal_stays_at_the_summary(ada: Somebody) -> None:
    asked = await ada.invoke("thing add", title="full", size=2, note="n")
    asked = await ada.answer(asked, "yes")
    assert isinstance(first(asked).kind, Confirm)
    assert "It is full" in said(asked)
    assert len(ada.house.database.tables.drafts) == 1


async def test_who_may_not_do_it_after_all_is_told_and_the_draft_ends(ada: Somebody) -> None:
    asked = await ada.invoke("thing add", title="forbidden", size=2, note="n")
    view = await ada.answer(asked, "yes")
    assert isinstance(view, View)
    assert (view.refused, "Only admins" in said(view)) == (True, True)
    assert ada.house.database.tables.drafts == {}
    (row,) = ada.house.database.tables.audit
    assert (row.action, row.object_kind, row.object_id, row.after) == (
        "thing.make", "thing", 7, {"refusal": "thing-forbidden"},
    )  # fmt: skip


async def test_an_error_at_the_end_keeps_the_draft(ada: Somebody) -> None:
    asked = await ada.invoke("thing add", title="broken", size=2, note="n")
    assert "Sorry" in said(await ada.answer(asked, "yes"))
    assert len(ada.house.database.tables.drafts) == 1
    asked = await ada.step(asked, Do.CHANGE, "title")
    await ada.type("whole")
    assert said(await ada.type("yes")) == "Made whole, note n."


async def test_text_without_a_question_gets_a_hint(ada: Somebody) -> None:
    view = await ada.type("hello?")
    assert "/help" in said(view)
    assert [action.press for action in view.actions] == [Press("home")]


async def test_a_question_that_no_longer_applies_is_not_asked(ada: Somebody) -> None:
    asked = await ada.invoke("plan", mode="ONLINE", start="2026-03-05T18:00Z", length=60)
    assert [one.param for one in asked.questions] == ["link"]
    asked = await ada.step(asked, Do.CHANGE, "mode")
    view = await ada.answer(asked, "ON_SITE")
    assert said(view).startswith("Planned On site at no link on ")
    assert said(view).endswith("for 1 hour.")


async def test_a_moment_is_given_in_two_steps(house: House) -> None:
    ada = house.person()
    await ada.invoke("home")
    house.database.uow().people.set_zone(1, "Europe/Berlin")
    asked = await ada.invoke("plan", mode="ON_SITE", length="1h30")
    asked = await ada.answer(asked, "2026-03-05")
    assert str(first(asked).value) == "2026-03-05"
    house.restart()
    view = await ada.type("18:00")
    assert (
        said(view)
        == "Planned On site at no link on Thu, Mar 5, 2026, 5:00\u202fPM UTC for 1 hour, 30 minutes."
    )


async def test_a_day_said_today_is_the_same_day_tomorrow(ada: Somebody) -> None:
    await ada.invoke("plan", mode="ON_SITE")
    await ada.type("tomorrow 6pm")
    ada.house.clock.at += timedelta(days=3)
    assert "Mar 5, 2026, 6:00" in said(await ada.type("60"))


async def test_several_are_toggled_and_done(ada: Somebody) -> None:
    asked = await ada.invoke("tags")
    assert (len(first(asked).choices), first(asked).more) == (25, True)
    assert "Nothing is chosen yet" in said(await ada.step(asked, Do.DONE, "chosen"))
    for value in ("1", "2", "30", "1"):
        asked = await ada.step(asked, Do.TOGGLE, "chosen", value)
        assert first(asked).param == "chosen"
    assert first(asked).value == (2, 30)
    looked = await ada.step(asked, Do.LOOK, "chosen", "2")
    assert (looked.look, first(looked).choices[0].value, looked.version) == ("2", "26", asked.version)
    asked = await ada.type("Alpha")
    assert first(asked).value == (2, 30, 1)
    asked = await ada.step(asked, Do.DONE, "chosen")
    assert first(asked).param == "to_all"
    assert [node for one in asked.answered for node in one.value if isinstance(node, User)] == [
        User("Beta"), User("Thing 30"), User("Alpha"),
    ]  # fmt: skip
    assert said(await ada.answer(asked, "no")) == "Tagged 2, 30, 1, open No."


async def test_typing_searches_what_there_is_to_pick(ada: Somebody) -> None:
    await ada.invoke("thing show")
    asked = await ada.type("ta")
    assert "More than one" in said(asked)
    assert [choice.label for choice in first(asked).choices] == ["Beta", "Beta two"]
    asked = await ada.type("zebra")
    assert "cannot find" in said(asked)
    assert len(first(asked).choices) == 25
    ada.house.database.tables.things[1] = {"title": "Alpha"}
    assert said(await ada.type("alpha")) == "Here is Alpha."


async def test_a_select_menu_brings_its_value_along(ada: Somebody) -> None:
    asked = await ada.invoke("thing show")
    ada.house.database.tables.things[2] = {"title": "Beta"}
    assert said(await ada.step(asked, Do.ANSWER, "thing", values={"thing": "2"})) == "Here is Beta."


async def test_a_step_of_a_draft_that_never_was(ada: Somebody) -> None:
    assert isinstance(await ada.press(Step(99, 1, Do.ANSWER, "title", "x")), Toast)


async def test_a_file_waits_in_the_draft_for_the_confirmation(ada: Somebody) -> None:
    asked = await ada.invoke("every", person="1", day="tomorrow", clock="6pm", place="<@&5>")
    assert first(asked).param == "file"
    assert "as an attachment" in said(await ada.type("people.csv"))
    assert ".csv" in said(await ada.type("", Uploaded("people.exe", 1, b"x")))
    form = {"file": Uploaded("people.csv", 2000, b"x" * 2000)}
    asked = await ada.step(asked, Do.FORM, values=form)
    assert "larger than 1 kB" in said(asked)
    asked = await ada.type("", Uploaded("people.csv", 3, b"a,b"))
    assert isinstance(first(asked).kind, Confirm)
    assert [plain(one.value, "en", "UTC") for one in asked.answered] == [
        "Ada Example", "Thu, Mar 5, 2026", "6:00\u202fPM", "5", "people.csv",
    ]  # fmt: skip
    ada.house.restart()
    assert said(await ada.answer(asked, "yes")).endswith("5, people.csv.")


async def test_times_in_words_can_be_made_ready_beforehand(house: House) -> None:
    await house.engine.warm_up()
    assert "dateparser" in sys.modules
