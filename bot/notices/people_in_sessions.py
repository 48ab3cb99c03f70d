"""About learners whom a mentor put into a session or took out of one."""

from bot.dialog.text import User
from bot.dialog.view import Style, Tone, View
from bot.notices.notice import Reader, notice
from bot.notices.present import OVER, about, calendar, details, present
from bot.views.parts import button, strong
from core.facts import LearnerAdded, LearnerRemoved
from core.notices.outcomes import Pointless
from core.sessions.model import Status


@notice(LearnerAdded)
def learner_added(fact: LearnerAdded, reader: Reader) -> View | Pointless:
    """A mentor put this person into a session."""
    found = present(reader, fact.session_id)
    if isinstance(found, Pointless):
        return found
    session = found.session
    if session.status in OVER:
        return Pointless("the session is over or off", cancelled=session.status is Status.CANCELLED)
    if found.place is None:
        return Pointless("not in this session any more")
    card = about(reader, found)
    leave = button(reader.words, "leave", "session leave", {"session": session.id}, style=Style.DANGER)
    return View(
        title=reader.say("notice-learner-added", title=strong(session.title), mentor=session.mentor_name),
        lines=card.lines,
        fields=card.fields,
        actions=(details(reader, found), calendar(reader, found), leave),
        tone=Tone.GOOD,
    )


@notice(LearnerRemoved)
def learner_removed(fact: LearnerRemoved, reader: Reader) -> View | Pointless:
    """A mentor took this person out of a session, and why."""
    found = present(reader, fact.session_id)
    if isinstance(found, Pointless):
        return found
    if found.place is not None:
        return Pointless("in the session again")
    session = found.session
    why = (reader.say("notice-because", reason=User(fact.reason)),) if fact.reason else ()
    return View(
        title=reader.say("notice-learner-removed", title=strong(session.title)),
        lines=(*why, reader.say("notice-learner-removed-next", mentor=session.mentor_name)),
        actions=(button(reader.words, "browse", "session browse", style=Style.PRIMARY),),
        tone=Tone.CARE,
    )
