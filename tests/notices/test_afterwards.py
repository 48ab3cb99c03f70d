"""After a session: who came, how was it, what was said."""

from core.facts import AttendanceWanted, FeedbackGiven, FeedbackWanted
from core.sessions import feedback, leading
from core.sessions.model import Attendance
from tests.notices.lesson import DAY, HOUR, START, Lesson


async def test_the_mentor_is_asked_who_came(class_: Lesson) -> None:
    fact = AttendanceWanted(class_.session.id)
    assert "nothing to say" in await class_.pointless(fact, class_.mentor)
    class_.clock.at = START + HOUR
    said, buttons = await class_.told(fact, class_.mentor)
    assert "1 learner is not marked yet" in said
    assert buttons == ["Attendance", "All attended", "Announce again"]
    assert "nothing to say" in await class_.pointless(fact, class_.ada)


async def test_the_mentor_is_not_asked_again(class_: Lesson) -> None:
    class_.clock.at = START + HOUR
    await class_.mentor.acts(leading.mark_all, class_.session.id, Attendance.ATTENDED)
    assert "said who came" in await class_.pointless(AttendanceWanted(class_.session.id), class_.mentor)


async def test_whoever_came_is_asked_how_it_was(class_: Lesson) -> None:
    fact = FeedbackWanted(class_.session.id)
    class_.clock.at = START + HOUR
    assert "did not attend" in await class_.pointless(fact, class_.ada)
    await class_.mentor.acts(leading.mark_all, class_.session.id, Attendance.ATTENDED)
    said, buttons = await class_.told(fact, class_.ada)
    assert "How was Decorators?" in said
    assert buttons == ["★★★★★", "★★★★", "★★★", "★★", "★", "In my words"]
    class_.clock.at = START + HOUR + 8 * DAY
    assert "too late" in await class_.pointless(fact, class_.ada)
    assert "not in this session" in await class_.pointless(fact, class_.admin)


async def test_feedback_that_was_given_is_not_asked_for_again(class_: Lesson) -> None:
    class_.clock.at = START + HOUR
    await class_.mentor.acts(leading.mark_all, class_.session.id, Attendance.ATTENDED)
    await class_.ada.acts(feedback.give, class_.session.id, 5, "Very clear.")
    assert "was given" in await class_.pointless(FeedbackWanted(class_.session.id), class_.ada)
    fact = FeedbackGiven(class_.session.id, class_.ada.id)
    said, buttons = await class_.told(fact, class_.mentor)
    assert "Very clear." in said
    assert "Ada" not in said, "nobody learns who said it"
    assert buttons == ["Read feedback", "Details"]
    assert "does not lead" in await class_.pointless(fact, class_.ada)
