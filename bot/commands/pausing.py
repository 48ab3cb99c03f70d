"""For admins: stopping for a while what does harm (trust.md §5, kill switches)."""

from bot.dialog.call import Call
from bot.dialog.command import Who, command, hidden
from bot.dialog.kinds import OneOf
from bot.dialog.view import View
from bot.views import pausing as views
from core.operations import switches
from core.switches import Switch


@command("admin pause", telegram="pause", who=Who.ADMIN)
async def show(call: Call) -> View:
    """What can be stopped for a while, and what is stopped now."""
    found = await call.read(switches.paused)
    return views.switches(call.words, found)


@command("switch-pause", telegram="switch_pause", who=Who.ADMIN, menu=False)
async def pause(call: Call, switch: Switch = hidden(OneOf(Switch))) -> View:
    """Stop it."""
    found = await call.write(switches.pause, switch)
    return views.switches(call.words, found)


@command("switch-resume", telegram="switch_resume", who=Who.ADMIN, menu=False)
async def resume(call: Call, switch: Switch = hidden(OneOf(Switch))) -> View:
    """Let it go on where it stopped."""
    found = await call.write(switches.resume, switch)
    return views.switches(call.words, found)
