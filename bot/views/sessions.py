"""Sessions as cards and rows, the same in answers, notices and channels."""

from dataclasses import replace

from bot.dialog.text import Link, Show, Text, User, When
from bot.dialog.view import Action, Field, Row, Style, Tone, View
from bot.dialog.wording import Words
from bot.views.parts import button, joined, named, user
from core.mentors.standing import REVOKED
from core.people.model import Actor
from core.permissions import Action as May
from core.sessions.attending import SessionView
from core.sessions.model import Attendance, Listed, Mode, Part, Participant, Session, Status
from core.sessions.states import NOT_APPROVED_IN_TIME

TONES = {
    Status.PENDING_APPROVAL: Tone.CARE,
    Status.SCHEDULED: Tone.GOOD,
    Status.IN_PROGRESS: Tone.GOOD,
    Status.COMPLETED: Tone.PLAIN,
    Status.REJECTED: Tone.REFUSED,
    Status.CANCELLED: Tone.REFUSED,
}
OPEN = frozenset({Status.SCHEDULED, Status.IN_PROGRESS})
_OWN_REASONS = {NOT_APPROVED_IN_TIME: "reason-not-approved-in-time", REVOKED: "reason-mentor-left"}


def reason(words: Words, given: str | None) -> Text | None:
    """Why a session was rejected or cancelled, in a person's words or in ours."""
    if not given:
        return None
    return words.say(_OWN_REASONS[given]) if given in _OWN_REASONS else (User(given),)


def seats(words: Words, session: Session | Listed) -> Text:
    """Seats left, as a card and a row show them; seats that were taken, once nobody can join any more."""
    if session.status not in {*OPEN, Status.PENDING_APPROVAL}:
        return words.say("seats-taken", taken=session.taken, seats=session.seats)
    if session.seats_left is None:
        return words.say("seats-any", taken=session.taken)
    return words.say("seats-left", left=session.seats_left, seats=session.seats)


def place(words: Words, session: Session) -> Text:
    """Mode and venue; never the meeting link. The venue went where its mentor was erased."""
    mode = Mode.ONLINE if session.mode is Mode.HYBRID and session.venue is None else session.mode
    return words.say("place", mode=mode, venue=session.venue)


def facts(words: Words, session: Session) -> tuple[Field, ...]:
    """What everybody who sees the session may know."""
    return (
        named(words, "when", (When(session.starts_at, Show.FULL),)),
        named(words, "length", words.say("length", length=session.ends_at - session.starts_at)),
        named(words, "where", place(words, session)),
        named(words, "mentor", user(session.mentor_name)),
        named(words, "group", user(session.group_name)),
        named(words, "seats", seats(words, session)),
    )


def state(words: Words, session: Session) -> Field:
    """The state, with the reason where there is one."""
    return named(
        words, "state", words.say("state", state=session.status, reason=reason(words, session.reason))
    )


def link(words: Words, session: Session) -> tuple[Field, ...]:
    """The meeting link for those in a session, while it is of use; until it starts, that it follows."""
    if session.mode is Mode.OFFLINE or session.status not in {*OPEN, Status.PENDING_APPROVAL}:
        return ()
    if session.link:
        return (named(words, "link", (Link(session.link, session.link),)),)
    return () if session.status is Status.IN_PROGRESS else (named(words, "link", words.say("link-follows")),)


def card(words: Words, session: Session, actions: tuple[Action, ...] = ()) -> View:
    """The whole session without its meeting link."""
    return View(
        title=(User(session.title),),
        lines=(user(session.description),) if session.description else (),
        fields=(*facts(words, session), state(words, session)),
        actions=actions,
        tone=TONES[session.status],
    )


def private_card(words: Words, session: Session, actions: tuple[Action, ...] = ()) -> View:
    """The whole session with its link, for those who joined or lead it (rules.md §5)."""
    plain = card(words, session, actions)
    fields = (*plain.fields, *link(words, session))
    return View(title=plain.title, lines=plain.lines, fields=fields, actions=actions, tone=plain.tone)


def public_card(words: Words, session: Session) -> View:
    """The card in the group's channel: edited in place as seats and state change.

    Why a session was rejected is for its mentor and those who joined, not for everybody.
    """
    private = session.status is Status.REJECTED and session.reason not in _OWN_REASONS
    shown = card(words, replace(session, reason=None) if private else session)
    about = {"session": session.id}
    actions: tuple[Action, ...] = (button(words, "details", "session show", about),)
    if session.status in OPEN:
        join = button(words, "join", "session join", about, style=Style.PRIMARY, seen=session.version)
        actions = (join, *actions)
    return View(
        title=shown.title,
        lines=shown.lines,
        fields=shown.fields,
        actions=actions,
        tone=shown.tone,
        private=False,
    )


def seen_by(words: Words, view: SessionView, actions: tuple[Action, ...]) -> View:
    """The card with its link, or without a word about one, as this person may see it."""
    inside = view.place is not None or view.session.link is not None
    return (private_card if inside else card)(words, view.session, actions)


def shown(words: Words, view: SessionView) -> View:
    """A session as one person may see it, with everything they can do with it now."""
    full = seen_by(words, view, viewer_actions(words, view))
    if view.place is None:
        return full
    mine = named(words, "you", own_place(words, view.place))
    return View(
        title=full.title,
        lines=full.lines,
        fields=(*full.fields, mine),
        actions=full.actions,
        tone=full.tone,
    )


def own_place(words: Words, place: Participant) -> Text:
    """What the viewer is to the session, and what was noted about them."""
    if place.part is not Part.MENTEE:
        return words.say("place-own", part=place.part)
    attended = words.say("attendance-own", attendance=place.attendance, minutes=place.minutes or 0)
    note = words.say("note-from-mentor", note=place.note) if place.note else ()
    return (
        joined((attended, note))
        if place.attendance is not Attendance.INVITED
        else (joined((words.say("place-own", part=place.part), note)))
    )


def row(
    words: Words,
    session: Session | Listed,
    actions: tuple[Action, ...],
    last: Text,
    viewer: Actor | None = None,
) -> Row:
    """One session of a list; `last` is what matters most there: seats, or the state.

    A viewer who leads it is not told their own name.
    """
    own = viewer is not None and viewer.id == session.mentor_id
    mentor = None if own else session.mentor_name
    about = words.say("session-row", group=session.group_name, mentor=mentor, mode=session.mode)
    return Row(
        title=(User(session.title),),
        lines=((When(session.starts_at, Show.FULL),), joined((about, last))),
        actions=actions,
    )


def viewer_actions(words: Words, view: SessionView) -> tuple[Action, ...]:
    """The likely next steps for someone who looks at a session: what they may do, then where to go on."""
    found = _enter(words, view.session)
    found += [one for may, make in _ACTIONS if may in view.may for one in make(words, view.session)]
    if view.place is not None and view.session.status in OPEN:
        about = {"session": view.session.id}
        found.append(button(words, "calendar", "session-calendar", about))
    return tuple(found) or _outside(words, view)


def _outside(words: Words, view: SessionView) -> tuple[Action, ...]:
    """For those who can do nothing with it: its group, where they could join that, and other sessions."""
    browse = button(words, "browse", "session browse")
    if not view.group_open or view.session.status not in OPEN:
        return (browse,)
    about = {"group": view.session.group_id}
    return (button(words, "join-its-group", "group join", about, style=Style.PRIMARY), browse)


def _enter(words: Words, session: Session) -> list[Action]:
    """The way into a meeting that runs, for those who may know it."""
    if session.status is not Status.IN_PROGRESS or not session.link:
        return []
    return [Action(label=words.label("button-enter"), url=session.link, style=Style.PRIMARY)]


def _join(words: Words, session: Session) -> list[Action]:
    about = {"session": session.id}
    return [button(words, "join", "session join", about, style=Style.PRIMARY, seen=session.version)]


def _leave(words: Words, session: Session) -> list[Action]:
    return [button(words, "leave", "session leave", {"session": session.id}, style=Style.DANGER)]


def stars(words: Words, session: Session) -> list[Action]:
    """Five buttons, a rating each, and one for words."""
    about = {"session": session.id}
    rated = [
        button(words, "stars", "session feedback", {**about, "rating": rating}, rating=rating)
        for rating in range(5, 0, -1)
    ]
    return [*rated, button(words, "feedback-text", "session-feedback-text", about)]


def decide(words: Words, session: Session) -> list[Action]:
    """Approve or reject; nothing happens when the session has changed since."""
    about, seen = {"session": session.id}, session.version
    return [
        button(words, "approve", "session-approve", about, style=Style.GOOD, seen=seen),
        button(words, "reject", "session-reject", about, style=Style.DANGER, seen=seen),
    ]


def _attendance(words: Words, session: Session) -> list[Action]:
    return [button(words, "attendance", "session attendance", {"session": session.id}, style=Style.PRIMARY)]


def _participants(words: Words, session: Session) -> list[Action]:
    return [button(words, "participants", "session participants", {"session": session.id})]


def _read(words: Words, session: Session) -> list[Action]:
    if session.status is not Status.COMPLETED:
        return []
    return [button(words, "feedback-read", "session-feedback-read", {"session": session.id})]


def _edit(words: Words, session: Session) -> list[Action]:
    return [button(words, "edit", "session edit", {"session": session.id}, seen=session.version)]


def _clone(words: Words, session: Session) -> list[Action]:
    return [button(words, "clone", "session clone", {"session": session.id})]


def _cancel(words: Words, session: Session) -> list[Action]:
    about = {"session": session.id}
    key, style = "cancel-session", Style.DANGER
    return [button(words, key, "session cancel", about, style=style, seen=session.version)]


def _delete(words: Words, session: Session) -> list[Action]:
    about = {"session": session.id}
    return [button(words, "delete", "session delete", about, style=Style.DANGER, seen=session.version)]


_ACTIONS = (
    (May.SESSION_VERIFY, decide),
    (May.SESSION_JOIN, _join),
    (May.SESSION_MARK, _attendance),
    (May.SESSION_PARTICIPANTS, _participants),
    (May.FEEDBACK_READ, _read),
    (May.SESSION_EDIT, _edit),
    (May.SESSION_COPY, _clone),
    (May.FEEDBACK_GIVE, stars),
    (May.SESSION_LEAVE, _leave),
    (May.SESSION_CANCEL, _cancel),
    (May.SESSION_DELETE, _delete),
)


def leader_actions(words: Words, session: Session) -> tuple[Action, ...]:
    """What the one who leads a session does next, by its state."""
    edit, clone, cancel = _edit(words, session), _clone(words, session), _cancel(words, session)
    delete = [] if session.taken else _delete(words, session)
    participants, attendance = _participants(words, session), _attendance(words, session)
    found = {
        Status.PENDING_APPROVAL: [edit, clone, cancel, delete],
        Status.SCHEDULED: [participants, edit, clone, cancel],
        Status.IN_PROGRESS: [attendance, participants, clone, cancel],
        Status.COMPLETED: [attendance, _read(words, session), clone],
        Status.REJECTED: [clone, delete],
        Status.CANCELLED: [clone, delete],
    }[session.status]
    return tuple(one for some in found for one in some)
