"""Who is in a session, and who came."""

from bot.dialog.text import Text, User
from bot.dialog.view import Action, Row, Style, View
from bot.dialog.wording import Words
from bot.views.parts import button, empty_page, joined, paging, strong
from core.page import Page
from core.sessions.leading import Participants
from core.sessions.model import Attendance, Part, Participant, Session, Status

_CHANGEABLE = frozenset({Status.PENDING_APPROVAL, Status.SCHEDULED, Status.IN_PROGRESS})
_STARTED = frozenset({Status.IN_PROGRESS, Status.COMPLETED})


def listed(words: Words, found: Participants, search: str) -> View:
    """Everyone in a session; learners can be taken out while it has not ended."""
    session = found.session
    about = {"session": session.id}
    rows = tuple(
        Row(
            title=(User(one.name),),
            lines=(_part(words, session, one),),
            actions=_removal(words, session, one),
        )
        for one in found.page.items
    )
    return View(
        title=words.say("participants-title", title=strong(session.title)),
        lines=(_count(words, session), *empty_page(words, found.page, "participants-none")),
        rows=rows,
        actions=(
            *paging(words, found.page, "session participants", {**about, "search": search}),
            *_to_attendance(words, session),
            *_to_add(words, session),
            button(words, "open", "session show", about),
        ),
    )


def _count(words: Words, session: Session) -> Text:
    return words.say("participants-count", taken=session.taken, seats=session.seats)


def _part(words: Words, session: Session, one: Participant) -> Text:
    """Whether somebody came is a question only once it has begun."""
    if session.status in _STARTED or one.attendance is not Attendance.INVITED:
        return _about(words, one)
    return joined((words.say("part", part=one.part), (User(one.note),) if one.note else ()))


def _about(words: Words, one: Participant) -> Text:
    if one.part is not Part.MENTEE:
        return words.say("part", part=one.part)
    minutes = words.say("minutes", minutes=one.minutes) if one.minutes is not None else ()
    note = (User(one.note),) if one.note else ()
    return joined((words.say("attendance", attendance=one.attendance), minutes, note))


def _removal(words: Words, session: Session, one: Participant) -> tuple[Action, ...]:
    if one.part is not Part.MENTEE or session.status not in _CHANGEABLE:
        return ()
    about = {"session": session.id, "learner": one.person_id}
    return (button(words, "remove", "session remove", about, style=Style.DANGER),)


def _to_attendance(words: Words, session: Session) -> list[Action]:
    if session.status not in _STARTED:
        return []
    about = {"session": session.id}
    return [button(words, "attendance", "session attendance", about, style=Style.PRIMARY)]


def _to_add(words: Words, session: Session) -> list[Action]:
    if session.status not in {Status.SCHEDULED, Status.IN_PROGRESS}:
        return []
    return [button(words, "add-learner", "session add", {"session": session.id})]


def attendance(words: Words, found: Participants) -> View:
    """A row for each learner with its own buttons, and one button for all."""
    session, page = found.session, found.page
    about = {"session": session.id}
    learners = tuple(one for one in page.items if one.part is Part.MENTEE)
    everyone = {**about, "as_": Attendance.ATTENDED.value}
    all_came = button(words, "all-attended", "session-mark-all", everyone, style=Style.GOOD)
    return View(
        title=words.say("attendance-title", title=strong(session.title)),
        lines=_asked(words, page, learners),
        rows=tuple(_learner(words, session, one, page.number) for one in learners),
        actions=(
            *([all_came] if learners else []),
            *paging(words, page, "session attendance", about),
            button(words, "open", "session show", about),
        ),
    )


def _asked(words: Words, page: Page[Participant], learners: tuple[Participant, ...]) -> tuple[Text, ...]:
    if learners:
        return (words.say("attendance-how"),)
    return empty_page(words, page, "attendance-none") or (words.say("attendance-none"),)


def _learner(words: Words, session: Session, one: Participant, page: int) -> Row:
    about: dict[str, object] = {"session": session.id, "learner": one.person_id}
    marks = {
        Attendance.ATTENDED: button(
            words, "attended", "session-mark", _as(about, Attendance.ATTENDED, page), style=Style.GOOD
        ),
        Attendance.ABSENT: button(words, "absent", "session-mark", _as(about, Attendance.ABSENT, page)),
    }
    shown = tuple(action for as_, action in marks.items() if as_ is not one.attendance)
    return Row(
        title=(User(one.name),),
        lines=(_about(words, one),),
        actions=(*shown, button(words, "progress", "session-progress", about)),
    )


def _as(about: dict[str, object], attendance: Attendance, page: int) -> dict[str, object]:
    return {**about, "as_": attendance.value, "page": page}


def noted(words: Words, session: int, one: Participant) -> View:
    """After minutes or a note were written down; whoever has minutes has come."""
    who_came = button(words, "attendance", "session attendance", {"session": session})
    about = _as({"session": session, "learner": one.person_id}, Attendance.ATTENDED, 1)
    came = button(words, "attended", "session-mark", about, style=Style.GOOD)
    unmarked = one.minutes is not None and one.attendance is Attendance.INVITED
    return View(
        title=words.say("noted", name=one.name),
        lines=(_about(words, one),),
        actions=(*([came] if unmarked else []), *_back(words, session, who_came)),
    )


def added(words: Words, session: int, one: Participant) -> View:
    """After a learner was put into a session."""
    another = button(words, "add-learner", "session add", {"session": session})
    return View(title=words.say("learner-added", name=one.name), actions=_back(words, session, another))


def removed(words: Words, session: int, one: Participant) -> View:
    """After a learner was taken out."""
    return View(title=words.say("learner-removed", name=one.name), actions=_back(words, session))


def _back(words: Words, session: int, *between: Action) -> tuple[Action, ...]:
    """Ways on; attendance cannot be marked before the start, so it stands only where it was just at hand."""
    about = {"session": session}
    return (
        button(words, "participants", "session participants", about),
        *between,
        button(words, "open", "session show", about),
    )
