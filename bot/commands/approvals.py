"""One queue of everything that waits for this person, decided by buttons (rules.md §3, §5)."""

from bot.commands import gates
from bot.commands.lookups import group_names
from bot.dialog.call import Call
from bot.dialog.command import Who, ask, command, hidden
from bot.dialog.kinds import LongText, Number
from bot.dialog.view import View
from bot.views import applications
from bot.views import approvals as views
from core.approvals import service
from core.mentors import service as mentors
from core.mentors.model import ApplicationStatus
from core.permissions import Action
from core.sessions import deciding

ID = Number(1, 2**31)
NOTE = LongText(longest=500)
TO_VERIFY = gates.session_for(Action.SESSION_VERIFY)


@command("approvals", telegram="approvals", who=Who.LEAD)
async def approvals(call: Call, page: int = hidden(Number(1, 10_000), 1)) -> View:
    """Applications and sessions that wait for this person."""
    found = await call.read(service.waiting, page)
    return views.queue(call.words, found)


@command("application show", telegram="application", who=Who.ADMIN, menu=False)
async def application(call: Call, application: int = hidden(ID)) -> View:
    """One application in full."""
    found = await call.read(mentors.application, application)
    groups = await call.read(group_names)
    return applications.to_decide(call.words, found, groups, viewer=call.actor.id)


@command("application-approve", telegram="approve_mentor", who=Who.ADMIN, menu=False)
async def approve_application(call: Call, application: int = hidden(ID)) -> View:
    """Make the applicant a mentor of exactly the chosen groups."""
    return await _decide(call, application, ApplicationStatus.APPROVED, None)


@command("application-reject", telegram="reject_mentor", who=Who.ADMIN, menu=False)
async def reject_application(
    call: Call, application: int = hidden(ID, check=gates.to_decide), note: str = ask(NOTE)
) -> View:
    """Turn an application down, with the reason."""
    return await _decide(call, application, ApplicationStatus.REJECTED, note)


@command("application-changes", telegram="ask_changes", who=Who.ADMIN, menu=False)
async def ask_for_changes(
    call: Call, application: int = hidden(ID, check=gates.to_decide), note: str = ask(NOTE)
) -> View:
    """Send an application back, with what to change."""
    return await _decide(call, application, ApplicationStatus.CHANGES_REQUESTED, note)


async def _decide(call: Call, application: int, status: ApplicationStatus, note: str | None) -> View:
    decided = await call.write(mentors.decide, application, status, note, seen=call.seen)
    return applications.decided(call.words, decided)


@command("session-approve", telegram="approve_session", who=Who.LEAD, menu=False)
async def approve_session(call: Call, session: int = hidden(ID)) -> View:
    """Let a session take place; its card goes to the group."""
    decided = await call.write(deciding.verify, session, approve=True, reason=None, seen=call.seen)
    return views.session_decided(call.words, decided)


@command("session-reject", telegram="reject_session", who=Who.LEAD, menu=False)
async def reject_session(
    call: Call, session: int = hidden(ID, check=TO_VERIFY), reason: str = ask(NOTE)
) -> View:
    """Turn a session down, with the reason."""
    decided = await call.write(deciding.verify, session, approve=False, reason=reason, seen=call.seen)
    return views.session_decided(call.words, decided)
