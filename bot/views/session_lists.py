"""Lists of sessions: what can be joined, what one leads, what is over."""

from datetime import datetime
from typing import Any

from bot.dialog.text import Show, Text, User, When
from bot.dialog.view import Action, Row, Style, View
from bot.dialog.wording import Words
from bot.views.parts import button, buttons_a_row, empty_page, joined, numbered, paging, searching_again
from bot.views.sessions import OPEN, own_place, place, reason, row, seats
from core.page import Page
from core.people.model import Actor
from core.programme import Programme
from core.sessions.attending import Wanted as Browsed
from core.sessions.leading import Wanted as Led
from core.sessions.model import Listed, Part, Participation, Session, Status
from core.sessions.rules import wants_feedback


def browsed(words: Words, page: Page[Listed], wanted: Browsed) -> View:
    """What this person can join, each with its own button."""
    some = buttons_a_row(len(page.items))
    rows = tuple(
        row(words, one, _to_join(words, one)[:some], _seats_or_part(words, one)) for one in page.items
    )
    searching = bool(wanted.search or wanted.group_id or wanted.mode)
    none = "sessions-none-in-group" if wanted.group_id else "sessions-none"
    kept = {"search": wanted.search, "group": wanted.group_id, "mode": wanted.mode}
    lines = empty_page(words, page, "sessions-none-found" if wanted.search or wanted.mode else none)
    return View(
        title=numbered(words, "sessions-title", page),
        lines=lines,
        rows=rows,
        actions=(
            *paging(words, page, "session browse", kept),
            *searching_again(words, page, "find-sessions", searching=searching),
            *([button(words, "all-sessions", "session browse")] if searching else []),
            *([] if page.items else [button(words, "groups", "group list", style=Style.PRIMARY)]),
        ),
    )


def _to_join(words: Words, one: Listed) -> tuple[Action, ...]:
    about = {"session": one.id}
    details = button(words, "details", "session show", about)
    if one.part is not None or one.status not in OPEN or one.seats_left == 0:
        return (details,)
    join = button(words, "join", "session join", about, style=Style.PRIMARY, seen=one.version)
    return (join, details)


def _seats_or_part(words: Words, one: Listed) -> Text:
    running = one.status is Status.IN_PROGRESS
    begun = words.say("state", state=one.status, reason=None) if running else ()
    if one.part is not None:
        return joined((words.say("place-own", part=one.part), begun))
    return joined((seats(words, one), begun))


def archived(words: Words, page: Page[Listed]) -> View:
    """Sessions of the person's groups that are over."""
    rows = tuple(row(words, one, (_details(words, one),), _state(words, one)) for one in page.items)
    return View(
        title=numbered(words, "archive-title", page),
        lines=empty_page(words, page, "archive-none"),
        rows=rows,
        actions=(*paging(words, page, "session archive"), button(words, "browse", "session browse")),
    )


def _details(words: Words, session: Session | Listed) -> Action:
    return button(words, "details", "session show", {"session": session.id})


def _state(words: Words, session: Session | Listed) -> Text:
    return words.say("state", state=session.status, reason=reason(words, session.reason))


def led(words: Words, page: Page[Session], wanted: Led, actor: Actor) -> View:
    """Sessions this person leads."""
    none = "mine-none" if actor.mentor or actor.paused else "mine-none-yet"
    keys = ("session mine", "find-own-sessions", "mine-title", none)
    return _sessions(words, page, wanted, actor, keys)


def listed(words: Words, page: Page[Session], wanted: Led, actor: Actor) -> View:
    """Every session, for admins."""
    keys = ("session list", "find-all-sessions", "all-sessions-title", "all-sessions-none")
    return _sessions(words, page, wanted, actor, keys)


def _sessions(
    words: Words, page: Page[Session], wanted: Led, actor: Actor, keys: tuple[str, str, str, str]
) -> View:
    command, find, title, none = keys
    some = buttons_a_row(len(page.items))
    rows = tuple(
        row(words, one, _to_lead(words, one, actor)[:some], _standing(words, one), actor)
        for one in page.items
    )
    searching = bool(wanted.search or wanted.status or wanted.group_id)
    kept: dict[str, Any] = {"search": wanted.search, "status": wanted.status, "group": wanted.group_id}
    more = list(searching_again(words, page, find, searching=searching))
    more += [button(words, "all-sessions", command)] if searching else []
    create = [button(words, "new-session", "session create", style=Style.PRIMARY)] if actor.mentor else []
    create += [button(words, "apply", "mentor apply")] if none == "mine-none-yet" and not page.items else []
    return View(
        title=numbered(words, title, page),
        lines=empty_page(words, page, "sessions-none-found" if searching else none),
        rows=rows,
        actions=(*paging(words, page, command, kept), *more, *create),
    )


def _standing(words: Words, session: Session) -> Text:
    """The state and the seats, where it takes place."""
    off = session.status in {Status.REJECTED, Status.CANCELLED}
    return joined((_state(words, session), () if off else seats(words, session)))


def _to_lead(words: Words, session: Session, actor: Actor) -> tuple[Action, ...]:
    """Open comes first: everything else is behind it."""
    about = {"session": session.id}
    open_ = button(words, "open", "session show", about)
    if session.status in {Status.IN_PROGRESS, Status.COMPLETED} and session.taken:
        return (open_, button(words, "attendance", "session attendance", about, style=Style.PRIMARY))
    if session.status in {Status.SCHEDULED, Status.PENDING_APPROVAL}:
        return (open_, button(words, "edit", "session edit", about, seen=session.version))
    if session.mentor_id != actor.id or not actor.mentor:
        return (open_,)
    return (open_, button(words, "clone", "session clone", about))


def history(words: Words, page: Page[Participation], programme: Programme, now: datetime) -> View:
    """The person's own participations, newest first."""
    rows = tuple(_past(words, one, programme, now) for one in page.items)
    return View(
        title=numbered(words, "history-title", page),
        lines=empty_page(words, page, "history-none"),
        rows=rows,
        actions=(*paging(words, page, "session history"), button(words, "browse", "session browse")),
    )


def _past(words: Words, one: Participation, programme: Programme, now: datetime) -> Row:
    session, mine = one.session, one.participant
    about = {"session": session.id}
    given = mine.feedback
    said = words.say("feedback-own", rating=given.rating or 0, text=given.text) if given else ()
    action = button(words, "details", "session show", about)
    if wants_feedback(session, mine, programme, now):
        key = "feedback-change" if given else "feedback"
        action = button(words, key, "session feedback", about, style=Style.PRIMARY)
    return Row(
        title=(User(session.title),),
        lines=(
            (When(session.starts_at, Show.MOMENT),),
            joined((words.say("led-by", mentor=session.mentor_name), _state(words, session))),
            joined((own_place(words, mine), said)),
        ),
        actions=(action,),
    )


def upcoming(words: Words, found: tuple[Participation, ...]) -> tuple[Row, ...]:
    """What a person takes part in next, as rows of home."""
    return tuple(
        Row(
            title=(User(one.session.title),),
            lines=(
                (When(one.session.starts_at, Show.FULL),),
                joined((place(words, one.session), _coming(words, one))),
            ),
            actions=(_details(words, one.session),),
        )
        for one in found
    )


def _coming(words: Words, one: Participation) -> Text:
    waits = one.session.status is Status.PENDING_APPROVAL
    if one.participant.part is not Part.MENTEE or waits:
        return words.say("coming-led", part=one.participant.part, state=one.session.status)
    return words.say("led-by", mentor=one.session.mentor_name)
