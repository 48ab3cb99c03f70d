"""About sessions: proposed, decided, moved, cancelled."""

from bot.dialog.text import Show, Text, User, When
from bot.dialog.view import Action, Style, Tone, View
from bot.notices.notice import Reader, notice
from bot.notices.present import OVER, Present, about, calendar, details, present
from bot.views.parts import button, strong
from bot.views.sessions import decide, reason
from core.facts import SessionCancelled, SessionDecided, SessionMoved, SessionProposed
from core.groups.model import LinkKind
from core.notices.outcomes import Pointless
from core.sessions.model import Session, Status


@notice(SessionProposed)
def session_proposed(fact: SessionProposed, reader: Reader) -> View | Pointless:
    """A session waits for a decision: its card with the buttons."""
    found = present(reader, fact.session_id)
    if isinstance(found, Pointless):
        return found
    session = found.session
    if session.status is not Status.PENDING_APPROVAL:
        return Pointless("it was decided")
    if found.leads or not _decides(reader, session.group_id):
        return Pointless("nothing to decide for this person any more")
    card = about(reader, Present(session, None))
    queue = button(reader.words, "approvals", "approvals")
    return View(
        title=reader.say("notice-session-proposed", title=strong(session.title), mentor=session.mentor_name),
        lines=card.lines,
        fields=card.fields,
        actions=(*decide(reader.words, session), details(reader, found), queue),
        tone=Tone.CARE,
    )


def _decides(reader: Reader, group_id: int) -> bool:
    links = reader.uow.groups.links(reader.person.id).get(group_id, frozenset())
    return LinkKind.LEAD in links or reader.person.id in reader.uow.people.admins()


@notice(SessionDecided)
def session_decided(fact: SessionDecided, reader: Reader) -> View | Pointless:
    """A session was approved or rejected; told to its mentors and to those who had joined."""
    found = present(reader, fact.session_id)
    if isinstance(found, Pointless):
        return found
    session = found.session
    if found.place is None:
        return Pointless("not in this session any more")
    if fact.approved and session.status in {Status.REJECTED, Status.CANCELLED}:
        return Pointless("it will not take place after all", cancelled=True)
    if not fact.approved and session.status is not Status.REJECTED:
        return Pointless("it was proposed again")
    key = "notice-session-approved" if fact.approved else "notice-session-rejected"
    why = reason(reader.words, fact.reason)
    because = (reader.say("notice-because", reason=why),) if why else ()
    card = about(reader, found)
    return View(
        title=reader.say(key, title=strong(session.title)),
        lines=(*because, reader.say(f"{key}-next", leads=found.leads)),
        fields=card.fields,
        actions=_after_decision(reader, found, approved=fact.approved),
        tone=card.tone,
    )


def _after_decision(reader: Reader, found: Present, *, approved: bool) -> tuple[Action, ...]:
    if approved:
        return (details(reader, found), calendar(reader, found))
    if not found.leads:
        return (button(reader.words, "browse", "session browse", style=Style.PRIMARY),)
    clone = {"session": found.session.id}
    return (
        button(reader.words, "clone", "session clone", clone, style=Style.PRIMARY),
        details(reader, found),
    )


@notice(SessionMoved)
def session_moved(fact: SessionMoved, reader: Reader) -> View | Pointless:
    """Time, group or place changed: what was, and what is now."""
    found = present(reader, fact.session_id)
    if isinstance(found, Pointless):
        return found
    session = found.session
    if session.status in OVER:
        return Pointless("the session is over or off", cancelled=session.status is Status.CANCELLED)
    if found.place is None:
        return Pointless("not in this session any more")
    card = about(reader, found)
    leave = {"session": session.id}
    actions: tuple[Action, ...] = (details(reader, found), calendar(reader, found))
    if not found.leads:
        gone = button(reader.words, "leave", "session leave", leave, style=Style.DANGER)
        actions = (*actions, gone)
    return View(
        title=reader.say("notice-session-moved", title=strong(session.title)),
        lines=(*_changes(fact, found, reader), *_paused(fact, found, reader)),
        fields=card.fields,
        actions=actions,
        tone=Tone.CARE,
    )


def _changes(fact: SessionMoved, found: Present, reader: Reader) -> tuple[Text, ...]:
    session = found.session
    lines: list[Text] = []
    if fact.old_starts_at != session.starts_at:
        was = When(fact.old_starts_at, Show.MOMENT)
        lines.append(reader.say("notice-moved-time", was=was, now=When(session.starts_at, Show.FULL)))
    if fact.zone is not None:
        lines.append(reader.say("notice-moved-clocks", zone=fact.zone.replace("_", " ")))
    if fact.old_group is not None:
        lines.append(reader.say("notice-moved-group", was=fact.old_group, now=session.group_name))
    if fact.old_place is not None:
        lines.append(_meets(fact.old_place, session, reader))
    return tuple(lines) or (reader.say("notice-moved-length"),)


def _meets(was: str, session: Session, reader: Reader) -> Text:
    """What is new about where one meets. An old link is of no use, so it is not told."""
    if was != (session.venue or ""):
        return reader.say("notice-moved-place", was=was)
    return reader.say("notice-moved-link", mode=session.mode, link=bool(session.link))


def _paused(fact: SessionMoved, found: Present, reader: Reader) -> tuple[Text, ...]:
    """After a new time it waits for approval again; the seat stays. Clocks that change ask nobody."""
    if found.session.status is not Status.PENDING_APPROVAL or fact.zone is not None:
        return ()
    return (reader.say("notice-moved-waits", leads=found.leads),)


@notice(SessionCancelled)
def session_cancelled(fact: SessionCancelled, reader: Reader) -> View | Pointless:
    """A session will not take place, and why."""
    session = reader.uow.sessions.get(fact.session_id)
    if session is None:
        return Pointless("the session was deleted", cancelled=True)
    why = reason(reader.words, fact.reason) or (User(fact.reason),)
    place = reader.uow.sessions.participant(session.id, reader.person.id)
    leads = session.mentor_id == reader.person.id
    if place is None and not leads:
        return Pointless("not in this session any more")
    again = {"session": session.id}
    actions = (
        (button(reader.words, "clone", "session clone", again, style=Style.PRIMARY),)
        if leads
        else (button(reader.words, "browse", "session browse", style=Style.PRIMARY),)
    )
    return View(
        title=reader.say("notice-session-cancelled", title=strong(session.title)),
        lines=(
            reader.say("notice-session-cancelled-was", start=When(session.starts_at, Show.MOMENT)),
            reader.say("notice-because", reason=why),
            reader.say("notice-session-cancelled-next", leads=leads),
        ),
        actions=actions,
        tone=Tone.REFUSED,
    )
