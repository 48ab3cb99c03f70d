"""Nobody answers in vain: what cannot be is told at the press, or at the very question."""

from datetime import timedelta

import pytest

from bot.dialog.asking import Asking, Do
from bot.dialog.incoming import Incoming, Invoke, Place
from bot.dialog.view import View
from core.groups.model import Group, LinkKind
from core.mentors import service as mentors
from core.people.model import Platform
from core.sessions import announcing, attending, deciding, leading
from core.sessions.model import Attendance, Mode, Session, SessionForm
from tests.builders import NOW
from tests.commands.town import Somebody, Town, said, text_of

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LINK = "https://meet.example.org/x"


class School:
    """A group with its mentor, an admin and a learner."""

    def __init__(self, town: Town, group: Group, people: tuple[Somebody, Somebody, Somebody]) -> None:
        self.town, self.group = town, group
        self.mentor, self.admin, self.learner = people

    async def session(self, title: str = "Decorators", after: timedelta = DAY, **changes: object) -> Session:
        """A session of an hour that takes place."""
        start = NOW + after
        form = {"description": "", "mode": Mode.ONLINE, "link": LINK, **changes}
        wanted = SessionForm(self.group.id, title, starts_at=start, ends_at=start + HOUR, **form)  # type: ignore[arg-type]  # changes are right
        made = await self.mentor.acts(announcing.announce, wanted)
        done: Session = await self.admin.acts(deciding.verify, made.id, approve=True)
        return done


@pytest.fixture
async def school(town: Town) -> School:
    group = await town.group()
    mentor = await town.person("Grace Specimen")
    await town.link(mentor, group, LinkKind.MENTOR)
    learner = await town.person("Ada Example", Platform.DISCORD)
    await town.link(learner, group)
    return School(town, group, (mentor, await town.person("Margo Admin", admin=True), learner))


def question(body: object) -> tuple[str, str]:
    """What is asked now, and what was wrong with the last answer."""
    assert isinstance(body, Asking), text_of(body)  # type: ignore[arg-type]  # what else there is can be read
    first = body.questions[0]
    return first.param, said(first.error) if first.error else ""


def choices(asking: Asking) -> list[str]:
    return [one.label for one in asking.questions[0].choices]


NEW = {"group": "Python", "title": "Closures", "mode": "HYBRID"}


@pytest.mark.parametrize(
    ("given", "name", "wrong", "right"),
    [
        ({}, "start", ("2031-03-04 12:01", "too soon"), "2031-03-09 12:00"),
        ({}, "start", ("2033-03-04 12:00", "too far ahead"), "2031-03-09 12:00"),
        ({}, "start", ("2031-03-05 12:15", "You lead Decorators from"), "2031-03-09 12:00"),
        ({"start": "2031-03-09 12:00"}, "duration", ("5", "takes from 15 minutes"), "60"),
        ({"start": "2031-03-05 11:30"}, "duration", ("60", "You lead Decorators from"), "30"),
        (
            {"start": "2031-03-09 12:00", "duration": 60},
            "link",
            ("http://meet.example.org", "must begin with “https://”"),
            LINK,
        ),
        (
            {"start": "2031-03-09 12:00", "duration": 60},
            "link",
            ("https://me:secret@meet.example.org", "name or a password"),
            LINK,
        ),
    ],
)
async def test_what_is_wrong_with_a_session_is_told_at_its_question(
    school: School, given: dict[str, object], name: str, wrong: tuple[str, str], right: str
) -> None:
    await school.session()
    asked = await school.mentor.begin("session create", **NEW, **given)
    while asked.questions[0].param != name:
        assert asked.questions[0].param == "description"
        asked = await school.mentor.answer(asked, "", Do.SKIP)  # type: ignore[assignment]  # more is asked
    refused = await school.mentor.answer(asked, wrong[0])
    assert question(refused)[0] == name
    assert wrong[1] in question(refused)[1]
    assert isinstance(refused, Asking)
    assert question(await school.mentor.answer(refused, right))[0] != name


@pytest.mark.parametrize(
    ("button", "wrong", "sentence"),
    [
        ("Skills", ", ".join(f"skill {number}" for number in range(21)), "from 1 to 20 skills"),
        ("Links", "http://example.org", "must begin with “https://”"),
    ],
)
async def test_a_profile_is_judged_at_each_question(
    school: School, button: str, wrong: str, sentence: str
) -> None:
    await school.mentor.do("mentor profile")
    asked = await school.mentor.asked(button)
    assert sentence in question(await school.mentor.answer(asked, wrong))[1]


async def test_a_currency_has_three_letters(school: School) -> None:
    await school.mentor.do("mentor profile")
    asked = await school.mentor.answer(await school.mentor.asked("Rate"), 20)
    assert isinstance(asked, Asking)
    assert "three letters" in question(await school.mentor.answer(asked, "euros"))[1]


async def test_seats_that_are_taken_are_told_at_once(school: School) -> None:
    session = await school.session()
    for name in ("Linus Sample", "Mira Test"):
        one = await school.town.person(name)
        await school.town.link(one, school.group)
        await one.acts(attending.join, session.id)
    await school.mentor.do("session edit", session=str(session.id))
    asked = await school.mentor.asked("Seats")
    assert "2 learners have joined" in question(await school.mentor.answer(asked, 1))[1]


@pytest.mark.parametrize(
    ("command", "given", "name", "sentence", "right"),
    [
        ("session edit", {"link": "http://example.org"}, "link", "must begin with", f"{LINK}y"),
        ("session edit", {"duration": 5}, "duration", "takes from 15 minutes", 30),
        ("mentor profile", {"meeting_link": "ftp://example.org"}, "meeting_link", "must begin with", LINK),
        ("mentor profile", {"currency": "euros"}, "currency", "three letters", "EUR"),
    ],
)
async def test_a_wrong_option_can_be_corrected(
    school: School, command: str, given: dict[str, object], name: str, sentence: str, right: object
) -> None:
    """What was typed along with a command is asked again, with everything else still there."""
    session = await school.session()
    about = {"session": str(session.id)} if command == "session edit" else {}
    asked = await school.mentor.begin(command, **about, **given)
    assert question(asked)[0] == name
    assert sentence in question(asked)[1]
    assert "Changed" in text_of(await school.mentor.answer(asked, right))


async def test_an_option_that_is_right_is_carried_out_at_once(school: School) -> None:
    session = await school.session(seats=3)
    said_then = await school.mentor.do("session edit", session=str(session.id), link=LINK, seats=0)
    assert "no limit" in said_then


async def test_what_may_be_left_out_is_not_asked_of_who_typed_the_rest(school: School) -> None:
    assert "is there: Rust" in await school.admin.do("group create", name="Rust")
    body = await school.admin.send(Invoke("group create", {"name": "Go"}))
    assert "is there: Go" in text_of(body)


async def test_what_was_done_is_answered_as_it_was_then(school: School) -> None:
    """Delivered again, a command would find its own effect in its way."""
    session = await school.session()
    await school.learner.acts(attending.join, session.id)
    place = Place("chat", private=True)
    for one, what in (
        (school.learner, Invoke("session leave", {"session": str(session.id)})),
        (school.admin, Invoke("group create", {"name": "Rust"})),
    ):
        given = Incoming(f"key-{what.command}", one.identity, place, what)
        first, second = [await school.town.engine.handle(given) for _ in range(2)]
        assert isinstance(second.body, View)
        assert text_of(second.body) == text_of(first.body)


async def test_minutes_are_judged_at_their_question(school: School) -> None:
    session = await school.session()
    await school.learner.acts(attending.join, session.id)
    await school.town.move(days=1, minutes=5)
    await school.mentor.do("session attendance", session=str(session.id))
    asked = await school.mentor.asked("Minutes & note", row="Ada")
    assert question(await school.mentor.answer(asked, 91)) == ("minutes", "Choose from 1 to 90 minutes.")


async def test_a_name_that_is_taken_is_told_at_once(school: School) -> None:
    asked = await school.admin.begin("group create")
    assert "group called Python already" in question(await school.admin.answer(asked, "python"))[1]


async def test_quiet_hours_have_a_length(school: School) -> None:
    await school.learner.do("settings")
    asked = await school.learner.answer(await school.learner.asked("Quiet hours"), "22:00")
    assert isinstance(asked, Asking)
    assert "differ" in question(await school.learner.answer(asked, "22:00"))[1]


async def test_who_is_in_already_is_not_put_in_again(school: School) -> None:
    session = await school.session()
    await school.learner.acts(attending.join, session.id)
    asked = await school.mentor.begin("session add", session=str(session.id))
    assert "is in Decorators already" in question(await school.mentor.answer(asked, school.learner.id))[1]


async def test_an_outdated_card_says_so_before_it_asks_and_shows_itself_anew(school: School) -> None:
    session = await school.session()
    await school.mentor.do("session edit", session=str(session.id))
    old = school.mentor.button("Description")
    assert "Changed" in await school.mentor.press("Title", title="Closures")
    assert "was changed meanwhile" in await school.mentor.use(old)
    assert "Closures" in text_of(school.mentor.view)
    assert "What will happen" in said((await school.mentor.asked("Description")).questions[0].ask)


async def test_an_outdated_profile_shows_itself_anew(school: School) -> None:
    await school.mentor.do("mentor profile")
    old = school.mentor.button("About you")
    await school.mentor.press("Headline", headline="Teacher")
    assert "changed meanwhile" in await school.mentor.use(old)
    assert "Teacher" in text_of(school.mentor.view)


async def test_to_cancel_a_question_brings_its_card_back(school: School) -> None:
    session = await school.session()
    await school.mentor.do("session edit", session=str(session.id))
    asked = await school.mentor.asked("Title")
    assert asked.replaces, "it is asked in place of the card"
    back = text_of(await school.mentor.answer(asked, "", Do.CANCEL))
    assert "Nothing has changed" in back
    assert "Seats" in school.mentor.labels()


async def test_a_decision_that_has_fallen_meanwhile_ends_the_question(school: School) -> None:
    form = SessionForm(
        school.group.id, "Generators", "", Mode.ONLINE, NOW + DAY, NOW + DAY + HOUR, LINK, None, None
    )
    made = await school.mentor.acts(announcing.announce, form)
    await school.admin.do("approvals")
    asked = await school.admin.asked("Reject", row="Generators")
    await (await school.town.person("Olaf Admin", admin=True)).acts(deciding.verify, made.id, approve=True)
    late = await school.admin.answer(asked, "Too long.")
    assert isinstance(late, View)
    assert "Already approved by Olaf Admin" in text_of(late)
    assert "no open question" not in text_of(late)
    again = await school.admin.answer(asked, "Too long.")
    assert "finished already" in text_of(again)


async def test_a_role_that_is_gone_ends_what_it_began(school: School) -> None:
    """Roles are read again at each step (trust.md §2 row 74)."""
    asked = await school.mentor.begin("session create", **NEW)
    await school.admin.acts(mentors.pause, school.mentor.id, "Holiday")
    ended = await school.mentor.answer(asked, "", Do.SKIP)
    assert "paused" in text_of(ended)
    assert isinstance(ended, View)


async def test_what_was_denied_before_it_asked_is_denied_again(school: School) -> None:
    """The same input, delivered a second time, hears the same, whatever has been granted since."""
    await school.admin.acts(mentors.pause, school.mentor.id, "Holiday")
    place = Place("chat", private=True)
    given = Incoming("key-delivered-twice", school.mentor.identity, place, Invoke("session create"))
    first = await school.town.engine.handle(given)
    await school.admin.acts(mentors.reactivate, school.mentor.id)
    second = await school.town.engine.handle(given)
    assert "You are paused as a mentor" in text_of(first.body)
    assert text_of(second.body) == text_of(first.body)


async def test_only_what_can_be_left_is_offered(school: School) -> None:
    running, coming = await school.session("Running"), await school.session("Coming", 2 * DAY)
    for session in (running, coming):
        await school.learner.acts(attending.join, session.id)
    await school.town.move(days=1, minutes=5)
    assert len(choices(await school.learner.begin("session leave"))) == 1
    refused = text_of(await school.learner.send_typed("Running"))
    assert "has started" in refused, "who names it hears why not"


async def test_only_what_can_be_rated_is_offered(school: School) -> None:
    old, new = await school.session("Old"), await school.session("New", 9 * DAY)
    for session in (old, new):
        await school.learner.acts(attending.join, session.id)
    await school.town.move(days=1, minutes=5)
    await school.mentor.acts(leading.mark, old.id, school.learner.id, Attendance.ATTENDED)
    await school.town.move(days=8, hours=2)
    await school.mentor.acts(leading.mark, new.id, school.learner.id, Attendance.ATTENDED)
    offered = choices(await school.learner.begin("session feedback"))
    assert len(offered) == 1
    assert offered[0].startswith("New")


async def test_only_what_has_a_seat_is_offered(school: School) -> None:
    full, free = await school.session("Full", seats=1), await school.session("Free", 2 * DAY)
    other = await school.town.person("Linus Sample")
    await school.town.link(other, school.group)
    await other.acts(attending.join, full.id)
    assert [one.startswith(free.title) for one in choices(await school.learner.begin("session join"))] == [
        True
    ]


async def test_only_what_nobody_joined_is_offered_to_be_deleted(school: School) -> None:
    joined, alone = await school.session("Joined"), await school.session("Alone", 2 * DAY)
    await school.learner.acts(attending.join, joined.id)
    for session in (joined, alone):
        await school.mentor.acts(announcing.cancel, session.id, "I am ill.")
    offered = choices(await school.mentor.begin("session delete"))
    assert [one.startswith("Alone") for one in offered] == [True]
