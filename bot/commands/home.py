"""Where everything starts: home and help."""

from bot.dialog.call import Call
from bot.dialog.command import REGISTRY, command, option
from bot.dialog.kinds import ShortText
from bot.dialog.view import View
from bot.views import help as help_views
from bot.views import home as views
from core.home import service


@command("home", telegram="start")
async def home(call: Call) -> View:
    """What waits for the person and what they can do next."""
    found = await call.read(service.home)
    return views.home(call.words, found)


@command("help", telegram="help")
async def help_(call: Call, search: str = option(ShortText(), "")) -> View:
    """Every command this person can use, by area."""
    overview = await call.read(service.home)
    reader = help_views.Reader(call.incoming.identity.platform, call.words, call.app_words)
    return help_views.help_(reader, overview, tuple(REGISTRY), search)
