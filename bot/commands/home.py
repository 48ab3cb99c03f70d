"""Where everything starts: home and help."""

from dataclasses import replace
from datetime import datetime

from bot.dialog.call import Call
from bot.dialog.command import REGISTRY, command, option
from bot.dialog.kinds import ShortText
from bot.dialog.view import View
from bot.dialog.wording import Words
from bot.notices.waiting import waiting
from bot.views import help as help_views
from bot.views import home as views
from core.home import service
from core.people.model import Actor
from core.ports import UnitOfWork
from core.programme import Programme


@command("home", telegram="start")
async def home(call: Call) -> View:
    """What waits for the person and what they can do next."""
    await call.known()
    found = await call.read(_home, call.words, call.programme)
    return views.home(call.words, found)


def _home(uow: UnitOfWork, actor: Actor, now: datetime, words: Words, programme: Programme) -> service.Home:
    """Counts in the inbox what it would show: some of it has lost its use meanwhile."""
    found = service.home(uow, actor, now)
    told = waiting(uow, actor, now, words, programme)
    if told.more:
        return found
    return replace(found, unread=sum(view is not None for view in told.items))


@command("help", telegram="help")
async def help_(call: Call, search: str = option(ShortText(), "")) -> View:
    """Every command this person can use, by area."""
    overview = await call.read(service.home)
    reader = help_views.Reader(call.incoming.identity.platform, call.words, call.app_words)
    return help_views.help_(reader, overview, tuple(REGISTRY), search)
