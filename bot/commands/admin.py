"""For admins: other admins, and what the outbox could not deliver."""

from bot.commands import gates
from bot.commands.lookups import person_names
from bot.dialog.call import Call
from bot.dialog.command import Who, ask, command, hidden
from bot.dialog.kinds import Confirm, Number, PersonPick
from bot.dialog.view import View
from bot.views import admin as views
from core.operations import service as operations
from core.people import service
from core.permissions import Action

ID = Number(1, 2**31)


@command("admin add", telegram="addadmin", who=Who.ADMIN, ready=gates.admins(Action.ADMIN_MAKE, "person"))
async def add(
    call: Call, person: int = ask(PersonPick(), check=gates.admin_to_be), confirmed: bool = ask(Confirm())
) -> View:
    """Make somebody an admin."""
    done = await call.write(service.make_admin, person)
    return views.changed(call.words, done)


@command(
    "admin remove",
    telegram="removeadmin",
    who=Who.ADMIN,
    ready=gates.admins(Action.ADMIN_REMOVE, "person"),
)
async def remove(
    call: Call, person: int = ask(PersonPick(), check=gates.admin_to_remove), confirmed: bool = ask(Confirm())
) -> View:
    """Make somebody an admin no longer; the last one stays."""
    done = await call.write(service.remove_admin, person)
    return views.changed(call.words, done)


@command("admin outbox", telegram="outbox", who=Who.ADMIN)
async def outbox(call: Call, page: int = hidden(Number(1, 10_000), 1)) -> View:
    """Notices that need a decision, what is on its way, and which process does what."""
    found = await call.read(operations.outbox, page)
    people = {one.notice.person_id for one in found.items if one.notice.person_id is not None}
    names = await call.read(person_names, people)
    running = await call.read(operations.running)
    return views.outbox(call.words, found, names, running)


@command("admin audit", telegram="audit", who=Who.ADMIN)
async def audit(call: Call, page: int = hidden(Number(1, 10_000), 1)) -> View:
    """Who did what, newest first."""
    found = await call.read(operations.audit, page)
    names = await call.read(person_names, {row.actor_id for row in found.items if row.actor_id is not None})
    return views.audit(call.words, found, names)


@command("outbox-retry", telegram="outbox_retry", who=Who.ADMIN, menu=False)
async def retry(call: Call, row: int = hidden(ID)) -> View:
    """Send a notice again."""
    done = await call.write(operations.retry, row)
    return views.settled(call.words, done, again=True)


@command("outbox-discard", telegram="outbox_discard", who=Who.ADMIN, menu=False)
async def discard(call: Call, row: int = hidden(ID)) -> View:
    """Give a notice up."""
    done = await call.write(operations.discard, row)
    return views.settled(call.words, done, again=False)
