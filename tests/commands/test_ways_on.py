"""Every card ends in a step that its reader can take: nobody is offered what would be refused."""

from dataclasses import replace

from bot.dialog.asking import Asking
from bot.views.admin import outbox
from core.facts import MentorStatusChanged
from core.groups.model import LinkKind
from core.mentors import standing
from core.notices.model import OutboxStatus
from core.operations.service import Running
from core.page import Page
from core.people.model import Platform
from core.sessions import announcing, deciding
from core.sessions.announcing import SessionChange
from core.sessions.model import Mode, Session, SessionForm
from tests.builders import NOW
from tests.commands.test_sessions import DAY, HOUR
from tests.commands.town import CATALOGUE, Somebody, Town, said, text_of


async def lesson(town: Town) -> tuple[Somebody, Somebody, Session]:
    """A mentor, an admin, and a session of theirs that is approved."""
    group = await town.group()
    mentor = await town.person("Grace Specimen")
    await town.link(mentor, group, LinkKind.MENTOR)
    admin = await town.person("Margo Admin", Platform.DISCORD, admin=True)
    form = SessionForm(group.id, "Decorators", "", Mode.ONLINE, NOW + DAY, NOW + DAY + HOUR, None)
    made = await mentor.acts(announcing.announce, form)
    return mentor, admin, await admin.acts(deciding.verify, made.id, approve=True)


async def test_an_outsider_who_looks_at_a_session_can_join_its_group(town: Town) -> None:
    _, _, session = await lesson(town)
    otto = await town.person("Otto Outsider")
    await otto.do("session show", session=str(session.id))
    assert otto.labels() == ["Join the group", "Browse sessions"]
    assert "You are in Python" in await otto.press("Join the group")
    assert "Decorators" in await otto.press("Its sessions")


async def test_an_outsider_is_not_led_into_a_group_that_is_closed(town: Town) -> None:
    _, admin, session = await lesson(town)
    await admin.do("group edit", group="Python", active="no")
    otto = await town.person("Otto Outsider")
    assert "Decorators" in await otto.do("session show", session=str(session.id))
    assert otto.labels() == ["Browse sessions"]


async def test_whoever_is_in_hears_that_the_link_follows_and_nobody_else_does(town: Town) -> None:
    mentor, _, session = await lesson(town)
    ada = await town.person("Ada Example")
    await ada.do("group join", group="Python")
    assert "Meeting link" not in await ada.do("session show", session=str(session.id))
    assert "Meeting link: follows later" in await ada.press("Join")
    assert "Meeting link: follows later" in await mentor.do("session show", session=str(session.id))
    await mentor.do("session edit", session=str(session.id), link="https://meet.example.org/x")
    assert "follows later" not in await ada.do("session show", session=str(session.id))


async def test_only_mentors_are_led_to_a_new_session(town: Town) -> None:
    mentor, admin, _ = await lesson(town)
    otto = await town.person("Otto Outsider")
    assert "Mentors lead sessions" in await otto.do("session mine")
    assert otto.labels() == ["Become a mentor"]
    await mentor.do("session mine")
    assert "New session" in mentor.labels()
    await admin.do("session list")
    assert "New session" not in admin.labels()


async def test_an_admin_is_not_led_to_announce_what_somebody_else_leads(town: Town) -> None:
    mentor, admin, session = await lesson(town)
    await mentor.do("session cancel", session=str(session.id), reason="I am ill.")
    await mentor.do("session mine")
    assert [one.label for one in mentor.view.rows[0].actions] == ["Open", "Announce again"]
    assert "Grace" not in said(mentor.view.rows[0].lines[1]), "one's own name tells nothing"
    assert "Grace" in await admin.do("session list")
    assert [one.label for one in admin.view.rows[0].actions] == ["Open"]
    assert "Only Grace Specimen can" in await admin.do("session clone", session=str(session.id))


async def test_an_admin_moves_a_session_to_a_group_of_its_mentor_not_of_their_own(town: Town) -> None:
    mentor, admin, session = await lesson(town)
    design, chess = await town.group("Design"), await town.group("Chess")
    await town.link(mentor, design, LinkKind.MENTOR)
    await town.link(admin, chess, LinkKind.MENTOR)
    await admin.do("session edit", session=str(session.id))
    asked = await admin.asked("Group")
    assert [one.label for one in asked.questions[0].choices] == ["Design", "Python"]
    moved = await town.group("Rust")
    await town.link(mentor, moved, LinkKind.MENTOR)
    await admin.do("session edit", session=str(session.id), group="Rust")
    assert (await town.session(session.id)).group_name == "Rust"


async def test_whoever_is_taken_out_is_chosen_among_those_who_are_in(town: Town) -> None:
    mentor, _, session = await lesson(town)
    assert "Nobody has joined Decorators" in await mentor.do("session remove", session=str(session.id))
    ada = await town.person("Ada Example")
    await ada.do("group join", group="Python")
    await ada.do("session join", session=str(session.id))
    asked = await mentor.answer(await mentor.begin("session remove"), str(session.id))
    assert isinstance(asked, Asking)
    assert [one.label for one in asked.questions[0].choices] == ["Ada Example"]


async def test_whose_role_has_ended_is_not_asked_to_become_a_mentor(town: Town) -> None:
    mentor, admin, _ = await lesson(town)
    await admin.acts(standing.revoke, mentor.id, "Enough.")
    assert "role as a mentor has ended" in await mentor.do("home")
    assert "Become a mentor" not in mentor.labels()
    for command in ("session create", "mentor profile", "mentor apply"):
        assert "ended for good" in await mentor.do(command)
        assert mentor.labels() == ["Home"]
    await mentor.do("session mine")
    assert [one.label for one in mentor.view.rows[0].actions] == ["Open"]
    await mentor.press("Open", row="Decorators")
    assert "Announce again" not in mentor.labels()


async def test_an_admin_reads_whom_an_undelivered_notice_is_for_and_what_it_says(town: Town) -> None:
    mentor, admin, _ = await lesson(town)
    await admin.acts(standing.pause, mentor.id, "Rest.")
    (row,) = await town.owed(MentorStatusChanged, mentor)
    dead = replace(row, status=OutboxStatus.DEAD, attempt=2, error="Forbidden")
    words, names = CATALOGUE.words("en", "UTC"), {mentor.id: "Grace Specimen"}
    told = text_of(outbox(words, Page((dead,), 1, more=False), names, Running((), ())))
    assert f"Notice {row.id}: mentor paused, back or ended" in told
    assert "Telegram · to Grace Specimen · failed, 2 attempts" in told


async def test_an_edit_that_changes_nothing_says_so(town: Town) -> None:
    mentor, _, session = await lesson(town)
    await mentor.do("session edit", session=str(session.id))
    assert "nothing has changed" in await mentor.press("Title", title="Decorators")
    assert (await town.session(session.id)).version == session.version
    assert text_of(mentor.view).startswith("It was like that already")
    assert (await mentor.press("Title", title="Generators")).startswith("Changed\n")
    typed = {"session": str(session.id), "title": "Generators"}
    assert (await mentor.do("session edit", **typed)).startswith("It was like that already")
    assert "Closures" in await mentor.do("session edit", **(typed | {"title": "Closures"}))


async def test_why_a_session_was_rejected_is_not_told_to_the_whole_channel(town: Town) -> None:
    mentor, admin, session = await lesson(town)
    later = SessionChange(start=NOW + 2 * DAY)
    await mentor.acts(announcing.edit, session.id, later)
    await admin.acts(deciding.verify, session.id, approve=False, reason="You were late twice.")
    assert "late twice" not in text_of(town.public(await town.session(session.id)))
    assert "late twice" in await mentor.do("session show", session=str(session.id))


async def test_a_time_that_is_taken_names_its_day_once(town: Town) -> None:
    mentor, _, session = await lesson(town)
    again = {"group": "Python", "title": "Another", "mode": "ONLINE", "link": "", "duration": 60}
    said_ = await mentor.do("session create", start="2031-03-05 12:30", **again)
    assert "from Wed, Mar 5, 2031, 12:00 PM UTC to 1:00 PM" in said_.replace("\u202f", " "), session


async def test_namesakes_are_told_apart_by_their_accounts(town: Town) -> None:
    _, admin, session = await lesson(town)
    for platform in Platform:
        await town.person("Ada Example", platform)
    await town.person("Adam Other")
    asking = await admin.begin("session add", session=str(session.id))
    found = await admin.send_typed("Ada")
    assert isinstance(found, Asking)
    assert asking.questions[0].param == "person"
    assert sorted(one.label for one in found.questions[0].choices) == [
        "Ada Example · Discord",
        "Ada Example · Telegram",
        "Adam Other",
    ]


async def test_before_it_begins_nobody_is_called_unmarked(town: Town) -> None:
    mentor, _, session = await lesson(town)
    ada = await town.person("Ada Example")
    await mentor.do("session add", session=str(session.id), person=str(ada.id))
    listed = await mentor.do("session participants", session=str(session.id))
    assert "Learner" in listed
    assert "Not marked yet" not in listed
    await town.move(days=1, minutes=5)
    assert "Not marked yet" in await mentor.do("session participants", session=str(session.id))


async def test_whoever_was_erased_is_offered_nothing_that_would_be_refused(town: Town) -> None:
    ada = await town.person("Ada Example")
    await ada.do("privacy")
    await ada.press("Erase everything")
    assert "another account" in await ada.do("home")
    assert ada.labels() == []


async def test_whoever_took_part_for_minutes_is_marked_by_the_next_press(town: Town) -> None:
    mentor, _, session = await lesson(town)
    ada = await town.person("Ada Example")
    await mentor.do("session add", session=str(session.id), person=str(ada.id))
    await town.move(days=1, minutes=5)
    await mentor.do("session attendance", session=str(session.id))
    assert "Not marked yet · 40 minutes" in await mentor.press("Minutes & note", row="Ada", minutes=40)
    assert mentor.labels()[0] == "Attended"
    assert "Attended · 40 minutes" in await mentor.press("Attended")
