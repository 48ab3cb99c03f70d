"""One queue of everything that waits for a decision."""

from bot.dialog.view import Row, Style, Tone, View
from bot.dialog.wording import Words
from bot.views import applications
from bot.views.parts import button, buttons_a_row, paging, strong
from bot.views.sessions import card, decide, row
from core.approvals.service import Waiting
from core.page import Page
from core.sessions.model import Session, Status


def queue(words: Words, found: Waiting) -> View:
    """Sessions, then applications; each is decided where it stands."""
    items = (*found.sessions, *found.applications)
    page = Page(items, found.number, found.more)
    some = buttons_a_row(len(items))
    rows = (
        *(_session(words, one, some) for one in found.sessions),
        *(applications.to_row(words, one, some) for one in found.applications),
    )
    lines = (words.say("approvals-count", count=found.total),) if found.total else ()
    if not items:
        past = found.number > 1
        lines = (words.say("page-past-end", number=found.number) if past else words.say("approvals-none"),)
    return View(
        title=words.say("approvals-title"),
        lines=lines,
        rows=rows,
        actions=(*paging(words, page, "approvals"), button(words, "home", "home")),
        tone=Tone.CARE if items else Tone.GOOD,
    )


def _session(words: Words, one: Session, some: int) -> Row:
    open_ = button(words, "open", "session show", {"session": one.id})
    found = (*decide(words, one), open_)
    return row(words, one, found if some >= len(found) else (open_,), words.say("waits-approval"))


def session_decided(words: Words, session: Session) -> View:
    """After a decision about a session: what it means, and the rest of the queue."""
    approved = session.status is not Status.REJECTED
    shown = card(words, session)
    return View(
        title=words.say("session-decided", title=strong(session.title), approved=approved),
        lines=(words.say("session-decided-next", approved=approved, mentor=session.mentor_name),),
        fields=shown.fields,
        actions=(
            button(words, "approvals", "approvals", style=Style.PRIMARY),
            button(words, "open", "session show", {"session": session.id}),
        ),
        tone=shown.tone,
    )
