"""What is kept about a person; taking it along, having it erased (trust.md §5)."""

from bot.commands import gates
from bot.dialog.call import Call
from bot.dialog.command import ask, command
from bot.dialog.kinds import Confirm
from bot.dialog.view import View
from bot.views import privacy as views
from core.people import service


@command("privacy", telegram="privacy")
async def privacy(call: Call) -> View:
    """What is kept, for how long, and what can be done about it."""
    await call.known()
    return views.privacy(call.words)


@command("privacy-export", telegram="export", menu=False)
async def export(call: Call) -> View:
    """Everything about the person as a JSON file, once a day."""
    await call.write(service.note_export)
    found = await call.read(service.export_mine)
    return views.export(call.words, found)


@command("privacy-erase", telegram="erase", menu=False, ready=gates.may_erase, card="privacy")
async def erase(call: Call, confirmed: bool = ask(Confirm())) -> View:
    """Erase everything that identifies the person."""
    await call.write(service.erase_me)
    return views.erased(call.words)
