"""What people are told of sessions: proposed, decided, moved, cancelled, and their own place."""

from core.facts import (
    LearnerAdded,
    LearnerRemoved,
    SessionCancelled,
    SessionDecided,
    SessionMoved,
    SessionProposed,
)
from core.groups.model import LinkKind
from core.mentors import standing
from core.sessions import announcing, attending, deciding, leading
from core.sessions.announcing import SessionChange
from core.sessions.model import Mode, SessionForm
from core.sessions.states import NOT_APPROVED_IN_TIME
from tests.commands.town import CATALOGUE, text_of
from tests.notices.lesson import DAY, HOUR, LINK, START, Lesson


async def proposed(class_: Lesson) -> SessionProposed:
    """A second session that waits."""
    start = START + 3 * DAY
    form = SessionForm(class_.group.id, "Generators", "", Mode.ONLINE, start, start + HOUR, LINK)
    made = await class_.mentor.acts(announcing.announce, form)
    return SessionProposed(made.id, made.version)


async def test_an_admin_decides_where_it_is_told(class_: Lesson) -> None:
    fact = await proposed(class_)
    said, buttons = await class_.told(fact, class_.admin)
    assert "Grace Specimen proposes Generators" in said
    assert LINK not in said, "the link is for those in it"
    assert buttons == ["Approve", "Reject", "Details", "Approvals"]


async def test_a_lead_decides_too_and_others_read_nothing(class_: Lesson) -> None:
    fact = await proposed(class_)
    assert "nothing to decide" in await class_.pointless(fact, class_.ada)
    await class_.town.link(class_.ada, class_.group, LinkKind.LEAD)
    _, buttons = await class_.told(fact, class_.ada)
    assert "Approve" in buttons
    assert "nothing to decide" in await class_.pointless(fact, class_.mentor)


async def test_a_proposal_asks_about_the_session_as_it_is_and_not_once_it_is_decided(class_: Lesson) -> None:
    fact = await proposed(class_)
    await class_.mentor.acts(announcing.edit, fact.session_id, SessionChange(title="Generators, slowly"))
    text, buttons = await class_.told(fact, class_.admin)
    assert "Generators, slowly" in text
    assert "Approve" in buttons
    await class_.admin.acts(deciding.verify, fact.session_id, approve=True)
    assert "decided" in await class_.pointless(fact, class_.admin)


async def test_a_deleted_session_is_not_told(class_: Lesson) -> None:
    fact = await proposed(class_)
    await class_.mentor.acts(announcing.delete, fact.session_id)
    assert "deleted" in await class_.pointless(fact, class_.admin)


async def test_the_mentor_hears_of_the_approval(class_: Lesson) -> None:
    said, buttons = await class_.told(SessionDecided(class_.session.id, True, None), class_.mentor)
    assert "Approved: Decorators" in said
    assert "Learners of the group can join now" in said
    assert buttons == ["Details", "Add to calendar"]


async def test_an_approval_of_what_was_called_off_is_not_told(class_: Lesson) -> None:
    await class_.cancelled()
    assert "not take place" in await class_.pointless(
        SessionDecided(class_.session.id, True, None), class_.ada
    )


async def test_the_mentor_hears_why_it_was_turned_down(class_: Lesson) -> None:
    fact = await proposed(class_)
    await class_.admin.acts(deciding.verify, fact.session_id, approve=False, reason="Not on a holiday.")
    said, buttons = await class_.told(
        SessionDecided(fact.session_id, False, "Not on a holiday."), class_.mentor
    )
    assert "The reason: Not on a holiday." in said
    assert buttons == ["Announce again", "Details"]


async def test_whoever_had_joined_hears_that_it_was_not_approved_in_time(class_: Lesson) -> None:
    await class_.mentor.acts(announcing.edit, class_.session.id, SessionChange(start=START + HOUR))
    class_.clock.at = START + HOUR
    said, buttons = await class_.told(
        SessionDecided(class_.session.id, False, NOT_APPROVED_IN_TIME), class_.ada
    )
    assert "not approved in time" in said
    assert buttons == ["Browse sessions"]


async def test_reasons_of_the_programme_are_told_in_the_readers_language(class_: Lesson) -> None:
    """The core writes them in its own words; who reads them has others."""
    town, french = class_.town, CATALOGUE.words("fr", "UTC")
    for one in (class_.ada, class_.mentor):
        await town.do(lambda uow, one=one: uow.people.set_language(one.id, "fr"))
    await class_.mentor.acts(announcing.edit, class_.session.id, SessionChange(start=START + HOUR))
    await town.move(days=1, hours=2)
    late = french.label("reason-not-approved-in-time")
    for one in (class_.ada, class_.mentor):
        assert late in text_of(await town.told(SessionDecided, one))
    assert late in await class_.mentor.do("session show", session=str(class_.session.id))
    assert late in await class_.mentor.do("session mine")


async def test_that_the_mentor_left_is_told_in_the_readers_language(class_: Lesson) -> None:
    await class_.town.do(lambda uow: uow.people.set_language(class_.ada.id, "fr"))
    await class_.admin.acts(standing.revoke, class_.mentor.id, "Enough.")
    told = text_of(await class_.town.told(SessionCancelled, class_.ada))
    assert CATALOGUE.words("fr", "UTC").label("reason-mentor-left") in told


async def test_a_move_says_what_was_and_what_is(class_: Lesson) -> None:
    edited = await class_.mentor.acts(announcing.edit, class_.session.id, SessionChange(start=START + HOUR))
    fact = SessionMoved(class_.session.id, START, None, None, edited.session.version)
    said, buttons = await class_.told(fact, class_.ada)
    assert "Before: Wed, Mar 5, 2031" in said
    assert "Your seat is kept" in said
    assert buttons == ["Details", "Add to calendar", "Leave"]
    _, buttons = await class_.told(fact, class_.mentor)
    assert "Leave" not in buttons
    await class_.ada.acts(attending.leave, class_.session.id)
    assert "not in this session" in await class_.pointless(fact, class_.ada)


async def test_a_move_by_other_rules_for_the_clocks_says_why_and_asks_nobody(class_: Lesson) -> None:
    await class_.mentor.acts(announcing.edit, class_.session.id, SessionChange(start=START + HOUR))
    moved = SessionMoved(class_.session.id, START, None, None, 2, "America/New_York")
    said, _ = await class_.told(moved, class_.ada)
    assert "Before: Wed, Mar 5, 2031" in said
    assert "The clocks in America/New York change differently now" in said
    assert "Your seat is kept" not in said


async def test_a_move_to_another_place_or_group_names_the_old_one(class_: Lesson) -> None:
    moved = SessionMoved(class_.session.id, START, "Room 4", "Rust", class_.session.version)
    said, _ = await class_.told(moved, class_.ada)
    assert "it was Room 4" in said
    assert "moved from Rust to Python" in said
    longer, _ = await class_.told(SessionMoved(class_.session.id, START, None, None, 1), class_.ada)
    assert "ends at another time" in longer


async def test_a_change_of_how_one_meets_never_shows_the_old_link(class_: Lesson) -> None:
    hybrid = SessionChange(mode=Mode.HYBRID, venue="Hall")
    for change, words in (
        (SessionChange(link="https://other.example.org/y"), "The meeting link is new."),
        (SessionChange(link=""), "There is no meeting link at the moment."),
        (hybrid, "The place has changed; it was online."),
        (SessionChange(mode=Mode.OFFLINE), "It is on site only now."),
        (SessionChange(mode=Mode.ONLINE, link=LINK), "The place has changed; it was Hall."),
    ):
        await class_.mentor.acts(announcing.edit, class_.session.id, change)
        assert words in text_of(await class_.town.told(SessionMoved, class_.ada))


async def test_a_move_is_not_told_once_it_is_over_or_off(class_: Lesson) -> None:
    moved = SessionMoved(class_.session.id, START, "", None, class_.session.version)
    await class_.cancelled()
    assert "over or off" in await class_.pointless(moved, class_.ada)


async def test_a_cancellation_says_why_and_what_next(class_: Lesson) -> None:
    await class_.cancelled()
    fact = SessionCancelled(class_.session.id, "I am ill.")
    said, buttons = await class_.told(fact, class_.ada)
    assert "Cancelled: Decorators" in said
    assert "The reason: I am ill." in said
    assert buttons == ["Browse sessions"]
    _, buttons = await class_.told(fact, class_.mentor)
    assert buttons == ["Announce again"]
    assert "not in this session" in await class_.pointless(fact, class_.admin)


async def test_a_learner_who_was_added_reads_the_card(class_: Lesson) -> None:
    said, buttons = await class_.told(LearnerAdded(class_.session.id), class_.ada)
    assert "Grace Specimen put you into Decorators" in said
    assert LINK in said
    assert buttons == ["Details", "Add to calendar", "Leave"]
    await class_.ada.acts(attending.leave, class_.session.id)
    assert "not in this session" in await class_.pointless(LearnerAdded(class_.session.id), class_.ada)
    await class_.cancelled()
    assert "over or off" in await class_.pointless(LearnerAdded(class_.session.id), class_.ada)


async def test_a_learner_who_was_taken_out_reads_why(class_: Lesson) -> None:
    fact = LearnerRemoved(class_.session.id, "Wrong group.")
    assert "in the session again" in await class_.pointless(fact, class_.ada)
    await class_.mentor.acts(leading.remove_learner, class_.session.id, class_.ada.id, "Wrong group.")
    said, buttons = await class_.told(fact, class_.ada)
    assert "The reason: Wrong group." in said
    assert buttons == ["Browse sessions"]
