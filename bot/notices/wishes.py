"""After a session: who came, how was it, and what was said (rules.md §9)."""

from bot.dialog.view import Style, Tone, View
from bot.notices.notice import Reader, notice
from bot.notices.present import details, present
from bot.views.parts import button, strong
from bot.views.sessions import stars
from core.facts import AttendanceWanted, FeedbackGiven, FeedbackWanted
from core.notices.outcomes import Pointless
from core.sessions.model import Attendance, Part, Status
from core.sessions.rules import wants_feedback


@notice(AttendanceWanted)
def attendance_wanted(fact: AttendanceWanted, reader: Reader) -> View | Pointless:
    """A session ended: its mentor is asked who came."""
    found = present(reader, fact.session_id)
    if isinstance(found, Pointless):
        return found
    session = found.session
    if session.status is not Status.COMPLETED or not found.leads:
        return Pointless("nothing to say about who came")
    people = reader.uow.sessions.participants(session.id)
    learners = [one for one in people if one.part is Part.MENTEE]
    unmarked = sum(one.attendance is Attendance.INVITED for one in learners)
    if not unmarked:
        return Pointless("it was said who came")
    about = {"session": session.id}
    everyone = {**about, "as_": Attendance.ATTENDED.value}
    return View(
        title=reader.say("notice-attendance-wanted", title=strong(session.title)),
        lines=(reader.say("notice-attendance-wanted-next", count=unmarked),),
        actions=(
            button(reader.words, "attendance", "session attendance", about, style=Style.PRIMARY),
            button(reader.words, "all-attended", "session-mark-all", everyone, style=Style.GOOD),
            button(reader.words, "clone", "session clone", about),
        ),
        tone=Tone.CARE,
    )


@notice(FeedbackWanted)
def feedback_wanted(fact: FeedbackWanted, reader: Reader) -> View | Pointless:
    """Somebody attended: how was it? Five stars, and room for words."""
    found = present(reader, fact.session_id)
    if isinstance(found, Pointless):
        return found
    session, place = found.session, found.place
    if place is None or place.part is not Part.MENTEE:
        return Pointless("not in this session any more")
    if place.feedback is not None:
        return Pointless("feedback was given")
    if not wants_feedback(session, place, reader.programme, reader.now):
        return Pointless("did not attend, or it is too late")
    return View(
        title=reader.say("notice-feedback-wanted", title=strong(session.title)),
        lines=(reader.say("notice-feedback-wanted-next", mentor=session.mentor_name),),
        actions=tuple(stars(reader.words, session)),
    )


@notice(FeedbackGiven)
def feedback_given(fact: FeedbackGiven, reader: Reader) -> View | Pointless:
    """Somebody gave feedback; the average shows from three ratings on, never who gave which."""
    found = present(reader, fact.session_id)
    if isinstance(found, Pointless):
        return found
    if not found.leads:
        return Pointless("does not lead this session any more")
    given = reader.uow.sessions.participant(fact.session_id, fact.person_id)
    text = given.feedback.text if given is not None and given.feedback is not None else None
    session = found.session
    said = reader.say("notice-feedback-text", text=text) if text else reader.say("notice-feedback-stars")
    read = button(reader.words, "feedback-read", "session-feedback-read", {"session": session.id})
    return View(
        title=reader.say("notice-feedback-given", title=strong(session.title)),
        lines=(said,),
        actions=(read, details(reader, found)),
        tone=Tone.GOOD,
    )
