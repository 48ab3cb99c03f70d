"""Sessions in words and buttons: lists, editing, attendance, feedback, calendar."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from bot.dialog.asking import Asking
from bot.dialog.incoming import Incoming, Invoke, Place
from bot.dialog.view import View
from core.facts import SessionMoved
from core.groups.model import Group, LinkKind
from core.people.model import Platform
from core.sessions import announcing, attending, deciding, feedback
from core.sessions.model import Mode, Session, SessionForm, Status
from tests.builders import NOW
from tests.commands.town import Somebody, Town, text_of

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
PARTS = ["Title", "Description", "Time", "Place and link", "Seats", "Group"]


class Class:
    """A group with a mentor, an admin and sessions."""

    def __init__(self, town: Town, group: Group, mentor: Somebody, admin: Somebody) -> None:
        self.town, self.group, self.mentor, self.admin = town, group, mentor, admin

    async def session(self, title: str = "Decorators", after: timedelta = DAY, **changes: object) -> Session:
        """An approved session of an hour."""
        start = NOW + after
        form = {"description": "", "mode": Mode.ONLINE, "link": "https://meet.example.org/x", **changes}
        wanted = SessionForm(self.group.id, title, starts_at=start, ends_at=start + HOUR, **form)  # type: ignore[arg-type]  # changes are right
        made = await self.mentor.acts(announcing.announce, wanted)
        done: Session = await self.admin.acts(deciding.verify, made.id, approve=True)
        return done

    async def learner(self, name: str, *sessions: Session) -> Somebody:
        """A learner of the group who joined these."""
        one = await self.town.person(name, Platform.DISCORD)
        await self.town.link(one, self.group)
        for session in sessions:
            await one.acts(attending.join, session.id)
        return one


@pytest.fixture
async def lessons(town: Town) -> Class:
    group = await town.group()
    mentor = await town.person("Grace Specimen")
    await town.link(mentor, group, LinkKind.MENTOR)
    return Class(town, group, mentor, await town.person("Margo Admin", Platform.DISCORD, admin=True))


async def test_a_full_page_fits_into_one_message(lessons: Class) -> None:
    for number in range(12):
        await lessons.session(f"Session {number:02}", DAY + number * 2 * HOUR)
    ada = await lessons.learner("Ada Example")
    assert "Session 09" in await ada.do("session browse")
    assert ada.labels() == ["Next", "Search or filter"]
    assert "Session 11" in await ada.press("Next")
    assert "Session 07" in await ada.do("session browse", search="session 07")
    assert "All sessions" in ada.labels()
    assert "Nothing fits" in await ada.do("session browse", mode="OFFLINE")
    assert "There is no page" not in await lessons.mentor.do("session mine")
    assert lessons.mentor.labels() == ["Next", "Search or filter", "New session"]


async def test_the_link_is_for_those_who_joined(lessons: Class) -> None:
    session = await lessons.session()
    ada = await lessons.learner("Ada Example")
    assert "meet.example.org" not in await ada.do("session show", session=str(session.id))
    assert "meet.example.org" in await ada.press("Join")
    assert "meet.example.org" not in await ada.press("Leave")
    assert "meet.example.org" in await lessons.mentor.do("session show", session=str(session.id))


async def test_a_full_session_says_so(lessons: Class) -> None:
    session = await lessons.session(seats=1)
    await lessons.learner("Ada Example", session)
    second = await lessons.learner("Linus Sample")
    assert "full (1)" in await second.do("session browse")
    assert "Join" not in second.labels()
    assert "The only seat" in await second.do("session join", session=str(session.id))
    assert second.labels() == ["Browse sessions"]


async def test_a_session_is_changed_by_its_buttons(lessons: Class) -> None:
    session = await lessons.session()
    mentor = lessons.mentor
    await lessons.learner("Ada Example", session)
    assert "What do you want to change?" in await mentor.do("session edit", session=str(session.id))
    assert mentor.labels()[:6] == PARTS
    assert "Closures" in await mentor.press("Title", title="Closures")
    assert "0 of 1 left" not in await mentor.press("Seats", seats=3)
    assert mentor.labels()[:6] == PARTS, "the next change is one press away"
    moved = await mentor.press("Time", start="2031-03-07 09:00", duration=90)
    assert "It waits for approval now" in moved
    assert "1 hour, 30 minutes" in moved
    assert "Room 5" in await mentor.press("Place and link", mode="OFFLINE", venue="Room 5")
    assert "no limit, 1 joined" in await mentor.press("No seat limit")


async def test_calling_off_deleting_and_repeating(lessons: Class) -> None:
    session = await lessons.session()
    mentor = lessons.mentor
    await lessons.learner("Ada Example", session)
    await mentor.do("session show", session=str(session.id))
    assert "Cancelled; 1 learner is told" in await mentor.press("Cancel session", reason="I am ill.")
    assert "I am ill." in await mentor.do("session show", session=str(session.id))
    said = await mentor.press("Announce again", start="2031-03-09 18:00")
    assert "is announced" in said
    assert "Deleted: Decorators" in await mentor.press("Delete")
    assert "Sessions you lead" in await mentor.press("My sessions")


async def test_attendance_has_a_row_for_each_learner(lessons: Class) -> None:
    session = await lessons.session()
    for number in range(8):
        await lessons.learner(f"Learner {number}", session)
    await lessons.town.move(days=1, minutes=5)
    mentor = lessons.mentor
    assert "Learner 5" in await mentor.do("session attendance", session=str(session.id))
    assert [one.label for one in mentor.view.rows[0].actions] == ["Attended", "Absent", "Minutes & note"]
    assert mentor.labels() == ["All attended", "Next", "Open"]
    assert "Learner 7" in await mentor.press("Next")
    assert "Absent" in await mentor.press("Absent", row="Learner 7")
    assert "Learner 7" in text_of(mentor.view), "one stays on the page"
    everyone = await mentor.press("All attended")
    assert everyone.count("Attended") == 6
    assert "50 minutes" in await mentor.press("Minutes & note", row="Learner 0", minutes=50)
    assert "Choose from 1 to 90 minutes" in await mentor.do_button(
        "session-progress", session=session.id, learner=4, minutes=91
    )


async def test_attendance_begins_with_the_session(lessons: Class) -> None:
    session = await lessons.session()
    said = await lessons.mentor.do("session attendance", session=str(session.id))
    assert "You can say who came from then on" in said


async def test_participants_are_added_and_taken_out(lessons: Class) -> None:
    session = await lessons.session()
    linus = await lessons.town.person("Linus Sample")
    mentor = lessons.mentor
    added = await mentor.do("session add", session=str(session.id), person=str(linus.id))
    assert "Linus Sample is in" in added
    assert mentor.labels() == ["Participants", "Add a learner", "Open"]
    assert "Linus Sample" in await mentor.press("Participants")
    assert "Linus Sample is out" in await mentor.press("Take out", row="Linus", reason="Wrong person.")
    assert mentor.labels() == ["Participants", "Open"]
    assert "Nobody has joined yet" in await mentor.press("Participants")


async def test_feedback_waits_for_the_end(lessons: Class) -> None:
    session = await lessons.session()
    ada = await lessons.learner("Ada Example", session)
    assert "Only those who attended" in await ada.do("session feedback", session=str(session.id), rating=5)


async def test_a_calendar_file_goes_with_a_joined_session(lessons: Class) -> None:
    session = await lessons.session(description="Bring a laptop.")
    ada = await lessons.learner("Ada Example", session)
    await ada.do("session show", session=str(session.id))
    await ada.press("Add to calendar")
    file = ada.view.file
    assert file is not None
    (event,) = Calendar.from_ical(file.data).walk("VEVENT")
    assert event["SUMMARY"] == "Decorators"
    assert event.decoded("DTSTART") == session.starts_at
    assert str(event["LOCATION"]) == "https://meet.example.org/x"


async def test_an_outsiders_calendar_has_no_link(lessons: Class) -> None:
    session = await lessons.session()
    otto = await lessons.town.person("Otto Outsider")
    await otto.do_button("session-calendar", session=session.id)
    assert otto.view.file is not None
    assert b"meet.example.org" not in otto.view.file.data


async def test_admins_see_every_session(lessons: Class) -> None:
    session = await lessons.session()
    assert "Decorators" in await lessons.admin.do("session list", status="SCHEDULED")
    assert "Nothing fits" in await lessons.admin.do("session list", status="REJECTED")
    assert "Only admins" in await lessons.mentor.do("session list")
    assert "Decorators" in await lessons.admin.do("session show", session=str(session.id))


async def test_turning_a_session_down_needs_a_reason(lessons: Class) -> None:
    await lessons.session()
    form = await lessons.mentor.do(
        "session create", group="1", title="Late", mode="ONLINE", start="2031-03-20 18:00", duration=60
    )
    assert "waits for approval" in form
    await lessons.admin.do("approvals")
    said = await lessons.admin.press("Reject", row="Late", reason="Not on a holiday.")
    assert "Rejected: Late" in said
    assert "Not on a holiday." in said


async def test_the_archive_shows_what_is_over(lessons: Class) -> None:
    session = await lessons.session()
    ada = await lessons.learner("Ada Example", session)
    assert "There are none yet" in await ada.do("session archive")
    await lessons.town.move(days=3)
    assert "Completed" in await ada.do("session archive")


async def test_every_state_has_its_own_card(lessons: Class) -> None:
    session = await lessons.session()
    ada = await lessons.learner("Ada Example", session)
    seen: dict[Status, list[str]] = {}
    for step in (timedelta(), DAY + timedelta(minutes=1), 2 * HOUR):
        await lessons.town.move(seconds=step.total_seconds())
        body = await ada.do("session show", session=str(session.id))
        assert isinstance(ada.view, View)
        stored = await lessons.town.session(session.id)
        seen[stored.status] = ada.labels()
        assert "State" in body
    assert seen == {
        Status.SCHEDULED: ["Leave", "Add to calendar"],
        Status.IN_PROGRESS: ["Enter the meeting", "Add to calendar"],
        Status.COMPLETED: ["Browse sessions"],
    }


async def test_home_reminds_a_mentor_of_attendance(lessons: Class) -> None:
    session = await lessons.session()
    await lessons.learner("Ada Example", session)
    await lessons.town.move(days=1, hours=2)
    assert "have not said yet who came" in await lessons.mentor.do("home")
    await lessons.mentor.do("session attendance", session=str(session.id))
    await lessons.mentor.press("All attended")
    assert "have not said yet who came" not in await lessons.mentor.do("home")


async def test_feedback_is_read_in_pages(lessons: Class) -> None:
    session = await lessons.session()
    learners = [await lessons.learner(f"Learner {number}", session) for number in range(7)]
    await lessons.town.move(days=1, hours=2)
    await lessons.mentor.do("session attendance", session=str(session.id))
    await lessons.mentor.press("All attended")
    for number, one in enumerate(learners):
        await one.acts(feedback.give, session.id, 5, f"Text {number}: {'very clear ' * 40}")
    await lessons.mentor.do("session show", session=str(session.id))
    assert "Text 5" not in await lessons.mentor.press("Read feedback")
    assert lessons.mentor.labels() == ["Next", "Open"]
    assert "Text 6" in await lessons.mentor.press("Next")
    assert lessons.mentor.labels() == ["Previous", "Open"]


async def test_an_admin_picks_from_everybodys_sessions_a_mentor_from_their_own(lessons: Class) -> None:
    other = await lessons.town.person("Omar Sample")
    await lessons.town.link(other, lessons.group, LinkKind.MENTOR)
    await lessons.session("Decorators")
    for who, offered in ((lessons.mentor, 1), (lessons.admin, 1), (other, 0)):
        asked = await who.send(Invoke("session cancel", {}))
        found = len(asked.questions[0].choices) if isinstance(asked, Asking) else 0
        assert found == offered, who.identity.name


async def test_what_was_typed_about_an_older_card_changes_nothing(lessons: Class) -> None:
    session = await lessons.session("Decorators")
    mentor = lessons.mentor
    await mentor.do("session edit", session=session.id)
    asked = await mentor.asked("Title")
    await lessons.admin.do("session edit", session=session.id, description="Bring a laptop.")
    said = text_of(await mentor.answer(asked, "Closures"))
    assert "was changed meanwhile" in said
    assert "Bring a laptop." in said, "the card as it is now"
    assert (await lessons.town.session(session.id)).title == "Decorators"


async def test_what_was_refused_stays_refused_when_it_comes_again(lessons: Class) -> None:
    """A process that was stopped with it in hand is resumed after the person has joined elsewhere."""
    session = await lessons.session("Decorators")
    ada = await lessons.learner("Ada Example")
    leave = Invoke("session leave", {"session": str(session.id)})
    late = Incoming("late", ada.identity, Place("chat", private=True), leave)
    first = text_of((await lessons.town.engine.handle(late)).body)
    assert "You are not in Decorators" in first
    await ada.do("session join", session=session.id)
    assert text_of((await lessons.town.engine.handle(late)).body) == first
    assert (await lessons.town.session(session.id)).taken == 1


async def test_a_meeting_link_can_be_taken_away(lessons: Class) -> None:
    session = await lessons.session()
    ada = await lessons.learner("Ada Example", session)
    assert "meet.example.org" in await lessons.mentor.do("session edit", session=str(session.id))
    assert "meet.example.org" not in await lessons.mentor.press("No meeting link")
    assert "No meeting link" not in lessons.mentor.labels()
    assert (await lessons.town.session(session.id)).link is None
    moved = text_of(await lessons.town.told(SessionMoved, ada))
    assert "There is no meeting link at the moment." in moved
