"""Joining the accounts of one person (rules.md §1)."""

import secrets

from bot.dialog.call import Call
from bot.dialog.command import ask, command, hidden, option
from bot.dialog.kinds import Confirm, Number, ShortText
from bot.dialog.view import View
from bot.views import linking as views
from core.people import linking

CODE_BYTES = 10
"""80 bits: guessing is hopeless within five tries."""
ID = Number(1, 2**31)


@command("link", telegram="link")
async def link(call: Call, code: str | None = option(ShortText(longest=40))) -> View:
    """Without a code: make one for the other side. With one: enter it here."""
    if code is not None:
        return views.entered(call.words, await call.write(linking.enter_code, code))
    fresh = secrets.token_hex(CODE_BYTES)
    offered = await call.write(linking.offer_code, fresh)
    return views.offered(call.words, offered, fresh)


@command("link-enter", telegram="link_enter", menu=False)
async def enter(call: Call, code: str = ask(ShortText(longest=40))) -> View:
    """Enter the code that was shown on the other side."""
    return views.entered(call.words, await call.write(linking.enter_code, code))


@command("link-confirm", telegram="link_confirm", menu=False)
async def confirm(call: Call, code: int = hidden(ID)) -> View:
    """Confirm, on the side that made the code, that the other account is one's own."""
    return views.linked(call.words, await call.write(linking.confirm_code, code))


@command("link-refuse", telegram="link_refuse", menu=False)
async def refuse(call: Call, code: int = hidden(ID)) -> View:
    """Say that the other account is somebody else's."""
    return views.refused(call.words, await call.write(linking.refuse_code, code))


@command("unlink", telegram="unlink", menu=False)
async def unlink(call: Call, account: int = hidden(ID), confirmed: bool = ask(Confirm())) -> View:
    """Make an account a person of its own again."""
    return views.unlinked(call.words, await call.write(linking.unlink, account))
