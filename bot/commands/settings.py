"""Language, time zone, quiet hours, notices, accounts, inbox (rules.md §1, §9)."""

from dataclasses import replace
from datetime import time

from bot.commands import gates, places, sources
from bot.dialog.call import Call
from bot.dialog.command import ask, command, hidden, pick
from bot.dialog.kinds import ClockTime, Number, OneOf, YesNo
from bot.dialog.view import View
from bot.notices.waiting import waiting
from bot.views import settings as views
from core.notices.model import Category
from core.notices.service import mark_read
from core.people import service

ID = Number(1, 2**31)


@command("settings", telegram="settings")
async def settings(call: Call) -> View:
    """Everything the person has chosen, with a button to change each."""
    found = await call.read(service.settings)
    return views.settings(call.words, found)


@command("settings-language", telegram="language", menu=False, card="settings")
async def language(call: Call, language: int = pick(sources.languages)) -> View:
    """Choose the language of every answer."""
    found = await call.write(service.set_language, places.language_of(language))
    return _changed(call, found)


@command("settings-zone", telegram="zone", menu=False, card="settings")
async def zone(call: Call, zone: int = pick(sources.zones)) -> View:
    """Choose the time zone in which times are shown and read."""
    found = await call.write(service.set_zone, places.zone_of(zone, call.now))
    return _changed(call, found)


def _changed(call: Call, found: service.Settings) -> View:
    """The answer is the first one in the new language and zone."""
    person = replace(call.actor.person, language=found.language, zone=found.zone)
    call.renew(replace(call.actor, person=person))
    return views.settings(call.words, found, changed=True)


@command("settings-quiet", telegram="quiet", menu=False, card="settings")
async def quiet(
    call: Call, start: time = ask(ClockTime()), end: time = ask(ClockTime(), check=gates.other_end)
) -> View:
    """Hours in which only what is urgent may ring."""
    found = await call.write(service.set_quiet, start, end)
    return views.settings(call.words, found, changed=True)


@command("settings-quiet-off", telegram="quiet_off", menu=False)
async def quiet_off(call: Call) -> View:
    """No quiet hours."""
    found = await call.write(service.set_quiet, None, None)
    return views.settings(call.words, found, changed=True)


@command("settings-notices", telegram="notices", menu=False)
async def notices(call: Call) -> View:
    """Each kind of notice with its switch."""
    found = await call.read(service.settings)
    return views.notices(call.words, found)


@command("settings-notice", telegram="notice", menu=False)
async def notice(
    call: Call, category: Category = hidden(OneOf(Category)), on: bool = hidden(YesNo())
) -> View:
    """Switch one kind of notice on or off."""
    found = await call.write(service.set_category, category, on)
    return views.notices(call.words, found)


@command("settings-account", telegram="account", menu=False)
async def account(call: Call, account: int = hidden(ID), on: bool = hidden(YesNo())) -> View:
    """Choose whether notices go to one of the linked accounts."""
    found = await call.write(service.set_notify, account, on)
    return views.settings(call.words, found, changed=True)


@command("inbox", telegram="inbox")
async def inbox(call: Call, page: int = hidden(Number(1, 10_000), 1)) -> View:
    """What the person was not told because it was off or did not arrive."""
    await call.known()
    found = await call.read(waiting, call.words, call.programme, page)
    return views.inbox(call.words, found)


@command("inbox-read", telegram="inbox_read", menu=False)
async def inbox_read(call: Call) -> View:
    """Take everything in the inbox as read."""
    await call.write(mark_read)
    return views.inbox_read(call.words)
