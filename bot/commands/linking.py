"""Joining the accounts of one person (rules.md §1)."""

from bot.commands import gates
from bot.dialog.call import Call
from bot.dialog.command import Context, ask, command, hidden, option
from bot.dialog.kinds import Confirm, Number, ShortText
from bot.dialog.view import View
from bot.views import linking as views
from core.people import linking

CODE_BYTES = 10
"""80 bits: guessing is hopeless within five tries."""
ID = Number(1, 2**31)
CODE = ShortText(longest=60)


def whole(_: Context, value: str) -> None:
    """What is no code at all, or a part of one, is not counted as a try."""
    linking.check_whole(value, CODE_BYTES * 2)


@command("link", telegram="link")
async def link(call: Call, code: str | None = option(CODE, check=whole)) -> View:
    """Without a code: make one for the other side. With one: enter it here."""
    if code is not None:
        return await _enter(call, code)
    fresh = call.code(CODE_BYTES)
    offer = await call.write(linking.offer_code, fresh)
    return views.offered(call.words, offer, fresh, call.incoming.identity.platform)


@command("link-enter", telegram="link_enter", menu=False)
async def enter(call: Call, code: str = ask(CODE, check=whole)) -> View:
    """Enter the code that was shown on the other side."""
    return await _enter(call, code)


async def _enter(call: Call, code: str) -> View:
    found = await call.write(linking.enter_code, code)
    return views.entered(call.words, found)


@command("link-confirm", telegram="link_confirm", menu=False)
async def confirm(call: Call, code: int = hidden(ID)) -> View:
    """Confirm, on the side that made the code, that the other account is one's own."""
    found = await call.write(linking.confirm_code, code)
    return views.linked(call.words, found)


@command("link-refuse", telegram="link_refuse", menu=False)
async def refuse(call: Call, code: int = hidden(ID)) -> View:
    """Say that the other account is somebody else's."""
    await call.write(linking.refuse_code, code)
    return views.refused(call.words)


@command("unlink", telegram="unlink", menu=False, card="settings")
async def unlink(
    call: Call, account: int = hidden(ID, check=gates.to_unlink), confirmed: bool = ask(Confirm())
) -> View:
    """Make an account a person of its own again."""
    found = await call.write(linking.unlink, account)
    return views.unlinked(call.words, found)
