"""Sessions as cards, rows and lists."""

from bot.dialog.text import Link, Show, Text, User, When
from bot.dialog.view import Action, Field, Row, Style, Tone, View
from bot.dialog.wording import Words
from bot.views.parts import button, user
from core.sessions.model import Part, Session, Status

TONES = {
    Status.PENDING_APPROVAL: Tone.CARE,
    Status.SCHEDULED: Tone.GOOD,
    Status.IN_PROGRESS: Tone.GOOD,
    Status.COMPLETED: Tone.PLAIN,
    Status.REJECTED: Tone.REFUSED,
    Status.CANCELLED: Tone.REFUSED,
}


def seats(words: Words, session: Session) -> Text:
    """Seats left, as a card and a row show them."""
    if session.seats_left is None:
        return words.say("seats-any", taken=session.taken)
    return words.say("seats-left", left=session.seats_left, seats=session.seats)


def place(words: Words, session: Session) -> Text:
    """Mode and venue; never the meeting link."""
    key = "place-venue" if session.venue else "place-mode"
    return words.say(key, mode=session.mode, venue=session.venue or "")


def facts(words: Words, session: Session) -> tuple[Field, ...]:
    """What everybody who sees the session may know."""
    length = session.ends_at - session.starts_at
    return (
        Field(words.label("field-when"), (When(session.starts_at, Show.FULL),)),
        Field(words.label("field-length"), words.say("length", length=length)),
        Field(words.label("field-where"), place(words, session)),
        Field(words.label("field-mentor"), user(session.mentor_name)),
        Field(words.label("field-group"), user(session.group_name)),
        Field(words.label("field-seats"), seats(words, session)),
    )


def state(words: Words, session: Session) -> Field:
    """The state, with the reason where there is one."""
    if session.reason:
        value = words.say("state-reason", state=session.status, reason=session.reason)
    else:
        value = words.say("state", state=session.status)
    return Field(words.label("field-state"), value)


def card(
    words: Words, session: Session, *, link: str | None = None, actions: tuple[Action, ...] = ()
) -> View:
    """The whole session; `link` only for those who may see it (rules.md §5)."""
    fields = (*facts(words, session), state(words, session))
    if link:
        fields = (*fields, Field(words.label("field-link"), (Link(link, link),)))
    return View(
        title=(User(session.title),),
        lines=(user(session.description),) if session.description else (),
        fields=fields,
        actions=actions,
        tone=TONES[session.status],
    )


def public_card(words: Words, session: Session) -> View:
    """The card in the group's channel: edited in place as seats and state change."""
    shown = card(words, session)
    actions: tuple[Action, ...] = (button(words, "details", "session show", {"session": session.id}),)
    if session.status in {Status.SCHEDULED, Status.IN_PROGRESS}:
        join = button(words, "join", "session join", {"session": session.id}, style=Style.PRIMARY)
        actions = (join, *actions)
    return View(
        title=shown.title,
        lines=shown.lines,
        fields=shown.fields,
        actions=actions,
        tone=shown.tone,
        private=False,
    )


def row(words: Words, session: Session, actions: tuple[Action, ...], *, with_state: bool = False) -> Row:
    """One session of a list."""
    where = words.say("session-row", group=session.group_name, mentor=session.mentor_name, mode=session.mode)
    last = words.say("state", state=session.status) if with_state else seats(words, session)
    return Row(
        title=(User(session.title),),
        lines=((When(session.starts_at, Show.FULL),), where, last),
        actions=actions,
    )


def viewer_actions(words: Words, session: Session, part: Part | None, *, leads: bool) -> tuple[Action, ...]:
    """The likely next steps for someone who looks at a session."""
    about = {"session": session.id}
    if leads:
        return leader_actions(words, session)
    if part is Part.MENTEE and session.status is Status.SCHEDULED:
        return (button(words, "leave", "session leave", about, style=Style.DANGER),)
    if part is Part.MENTEE and session.status is Status.COMPLETED:
        return (button(words, "feedback", "session feedback", about, style=Style.PRIMARY),)
    if part is None and session.status in {Status.SCHEDULED, Status.IN_PROGRESS}:
        return (button(words, "join", "session join", about, style=Style.PRIMARY),)
    return ()


def leader_actions(words: Words, session: Session) -> tuple[Action, ...]:
    """What the one who leads a session does next, by its state."""
    about = {"session": session.id}
    participants = button(words, "participants", "session participants", about)
    attendance = button(words, "attendance", "session attendance", about, style=Style.PRIMARY)
    clone = button(words, "clone", "session clone", about)
    edit = button(words, "edit", "session edit", about)
    cancel = button(words, "cancel-session", "session cancel", about, style=Style.DANGER)
    delete = button(words, "delete", "session delete", about, style=Style.DANGER)
    return {
        Status.PENDING_APPROVAL: (edit, cancel, clone),
        Status.SCHEDULED: (participants, edit, clone, cancel),
        Status.IN_PROGRESS: (attendance, participants, cancel),
        Status.COMPLETED: (attendance, participants, clone),
        Status.REJECTED: (clone, delete),
        Status.CANCELLED: (clone, delete),
    }[session.status]


def with_lead(
    lead: Text, view: View, actions: tuple[Action, ...] | None = None, tone: Tone | None = None
) -> View:
    """A card below a sentence that says what just happened."""
    return View(
        title=lead,
        lines=(view.title, *view.lines),
        fields=view.fields,
        rows=view.rows,
        actions=view.actions if actions is None else actions,
        tone=tone or view.tone,
        private=view.private,
    )
