"""Language, time zone, quiet hours, notices, accounts (rules.md §1, §9)."""

from datetime import time

from bot.commands import sources
from bot.dialog.call import Call
from bot.dialog.command import ask, command, hidden
from bot.dialog.kinds import ClockTime, Number, OneOf, Pick, ShortText, YesNo
from bot.dialog.view import View
from bot.views import settings as views
from core.notices.model import Category
from core.people import service

ID = Number(1, 2**31)


@command("settings", telegram="settings")
async def settings(call: Call) -> View:
    """Everything the person has chosen, with a button to change each."""
    return views.settings(call.words, await call.read(service.settings))


@command("settings-language", telegram="language", menu=False)
async def language(call: Call, language: str = ask(ShortText(longest=8))) -> View:
    """Choose the language of every answer."""
    return views.changed(call.words, await call.write(service.set_language, language))


@command("settings-zone", telegram="zone", menu=False)
async def zone(call: Call, zone: str = ask(Pick(sources.zones))) -> View:
    """Choose the time zone in which times are shown and read."""
    return views.changed(call.words, await call.write(service.set_zone, zone))


@command("settings-quiet", telegram="quiet", menu=False)
async def quiet(call: Call, start: time = ask(ClockTime()), end: time = ask(ClockTime())) -> View:
    """Hours in which only what is urgent may ring."""
    return views.changed(call.words, await call.write(service.set_quiet, start, end))


@command("settings-quiet-off", telegram="quiet_off", menu=False)
async def quiet_off(call: Call) -> View:
    """No quiet hours."""
    return views.changed(call.words, await call.write(service.set_quiet, None, None))


@command("settings-notices", telegram="notices", menu=False)
async def notices(call: Call) -> View:
    """Each kind of notice with its switch."""
    return views.notices(call.words, await call.read(service.settings))


@command("settings-notice", telegram="notice", menu=False)
async def notice(
    call: Call, category: Category = hidden(OneOf(Category)), on: bool = hidden(YesNo())
) -> View:
    """Switch one kind of notice on or off."""
    return views.notices(call.words, await call.write(service.set_category, category, on=on))


@command("settings-account", telegram="account", menu=False)
async def account(call: Call, account: int = hidden(ID), on: bool = hidden(YesNo())) -> View:
    """Choose whether notices go to one of the linked accounts."""
    return views.changed(call.words, await call.write(service.set_notify, account, on=on))


@command("inbox", telegram="inbox")
async def inbox(call: Call, page: int = hidden(Number(1, 10_000), 1)) -> View:
    """What the person was not told because it was off or did not arrive."""
    return views.inbox(call.words, await call.read(service.inbox, page))
