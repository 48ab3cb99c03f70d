"""A word to whoever our direct messages do not reach, with their next answer (trust.md §2 row 8)."""

from collections import OrderedDict
from dataclasses import replace

from bot.dialog.asking import Asking
from bot.dialog.call import Call
from bot.dialog.command import Registry
from bot.dialog.refusals import to_command
from bot.dialog.replies import Toast
from bot.dialog.view import Action, View

TRY_AGAIN = "settings-account"
"""The command that makes an account count as reachable again."""
_MOST = 10_000


class Hinting:
    """Says once how to open direct messages, each time they were found closed.

    Who was told is kept in memory: after a restart it is said once more.
    """

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._told: OrderedDict[int, None] = OrderedDict()
        """Accounts that were told and are still out of reach."""

    def added(self, call: Call, body: View | Asking | Toast) -> View | Asking | Toast:
        """The answer with the hint, where it is due; what others see too, and a mere remark, carry none."""
        if call.met is None or not isinstance(body, View) or not body.private:
            return body
        account = call.met.account
        tries = call.command is not None and call.command.name == TRY_AGAIN
        if account.reachable or not account.notify or tries:
            self._told.pop(account.id, None)
            return body
        if account.id in self._told:
            return body
        self._remember(account.id)
        hint = call.say("dialog-unreachable", platform=account.platform)
        if hint in body.lines:
            return body
        return replace(body, lines=(*body.lines, hint), actions=(*body.actions, *self._again(call)))

    def _again(self, call: Call) -> tuple[Action, ...]:
        if TRY_AGAIN not in self._registry.commands:
            return ()
        answers = {"account": call.actor.account.id, "on": True}
        return (to_command(self._registry, TRY_AGAIN, call.words, answers, "button-try-again"),)

    def _remember(self, account_id: int) -> None:
        self._told[account_id] = None
        if len(self._told) > _MOST:
            self._told.popitem(last=False)
