"""Telegram's own menu of commands: per role, per language, set only where it differs."""

import asyncio
from collections.abc import Awaitable
from typing import Any

import structlog
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.dialog.command import Command, Registry, Who
from bot.dialog.wording import Catalogue, Words
from bot.posting import Menu, MenuSet
from bot.telegram.markup import shorten
from bot.telegram.wire import Json, Wire

log = structlog.get_logger(__name__)

LONGEST_ABOUT = 256
"""Telegram's limit; bot/dialog/checks.py asks for much less, for the sake of the menu's size."""
MOST_COMMANDS = 100
LONGEST_DESCRIPTION, LONGEST_SHORT = 512, 120
SETS = {
    Who.ANYONE: MenuSet.LEARNER,
    Who.MENTOR: MenuSet.MENTOR,
    Who.LEAD: MenuSet.LEAD,
    Who.ADMIN: MenuSet.ADMIN,
}
IN_GROUPS = ("session browse", "group list", "mentor list", "help")
"""What is of use where everybody reads along; the rest is offered in private."""
COMMANDS_BUTTON = {"type": "commands"}


class Menus:
    """Sets the menus: those that everybody sees, and one person's own."""

    def __init__(
        self, wire: Wire, registry: Registry, catalogue: Catalogue, languages: tuple[str, ...]
    ) -> None:
        self._wire = wire
        self._registry = registry
        self._catalogue = catalogue
        self._languages = languages

    async def set_for(self, chat_id: str, menu: Menu) -> None:
        """One person's menu; somebody without a role sees everybody's. Raises TelegramError."""
        scope = {"type": "chat", "chat_id": int(chat_id)}
        if menu.sets <= {MenuSet.LEARNER}:
            await self._wire.call("deleteMyCommands", {"scope": scope})
            return
        words = self._catalogue.words(menu.language, "UTC")
        await self._wire.call("setMyCommands", {"scope": scope, "commands": self.commands(menu.sets, words)})

    async def keep_set(self, again_after: float) -> None:
        """Set the menus of all, again and again until it has worked (trust.md §2 row 83)."""
        while True:
            if await self.set_for_all():
                return
            await asyncio.sleep(again_after)

    async def set_for_all(self) -> bool:
        """The menus everybody sees, what the bot says about itself, and the menu button.

        False when it is worth trying again.
        """
        done = []
        for code, language in self._codes().items():
            done.append(await self._tried(self._menus_in(language, code)))
            done.append(await self._tried(self._about_in(language, code)))
        button = self._differing("getChatMenuButton", "setChatMenuButton", "menu_button", COMMANDS_BUTTON)
        done.append(await self._tried(button))
        return all(done)

    async def _tried(self, setting: Awaitable[None]) -> bool:
        """What cannot be set stays as it was, and keeps nothing else from being set.

        A server that refuses it, or does not know it, will not take it in an hour either.
        """
        try:
            await setting
        except TelegramError as error:
            log.warning("menus_not_set", error=repr(error))
            return isinstance(error, BadRequest | InvalidToken)
        return True

    def _codes(self) -> dict[str, str]:
        """Languages by Telegram's two-letter code; the community's own is for everybody else too."""
        first, *others = self._languages
        return {"": first} | {language[:2]: language for language in reversed(others)}

    async def _menus_in(self, language: str, code: str) -> None:
        words = self._catalogue.words(language, "UTC")
        everybody = self.commands(frozenset({MenuSet.LEARNER}), words)
        await self._commands({"type": "default"}, everybody, code)
        groups = [self._entry(self._registry.commands[name], words) for name in self._in_groups()]
        await self._commands({"type": "all_group_chats"}, groups, code)

    async def _about_in(self, language: str, code: str) -> None:
        words = self._catalogue.words(language, "UTC")
        about = shorten(words.label("telegram-description"), LONGEST_DESCRIPTION)
        await self._text("getMyDescription", "setMyDescription", "description", about, code)
        short = shorten(words.label("telegram-short-description"), LONGEST_SHORT)
        await self._text("getMyShortDescription", "setMyShortDescription", "short_description", short, code)

    def commands(self, sets: frozenset[MenuSet], words: Words) -> list[Json]:
        """The entries of a menu, in the order in which commands are declared."""
        wanted = sets | {MenuSet.LEARNER}
        return [
            self._entry(command, words)
            for command in self._registry
            if command.menu and SETS[command.who] in wanted
        ][:MOST_COMMANDS]

    def _in_groups(self) -> list[str]:
        return [name for name in IN_GROUPS if name in self._registry.commands]

    @staticmethod
    def _entry(command: Command, words: Words) -> Json:
        return {"command": command.telegram, "description": shorten(words.label(command.key), LONGEST_ABOUT)}

    async def _commands(self, scope: Json, commands: list[Json], code: str) -> None:
        told = {"scope": scope, "language_code": code or None}
        if await self._present("getMyCommands", told) != commands:
            await self._wire.call("setMyCommands", {"commands": commands, **told})

    async def _text(self, get: str, set_: str, name: str, text: str, code: str) -> None:
        told = {"language_code": code or None}
        found = await self._present(get, told)
        if not found or found.get(name) != text:
            await self._wire.call(set_, {name: text, **told})

    async def _differing(self, get: str, set_: str, name: str, wanted: Json) -> None:
        if await self._present(get, {}) != wanted:
            await self._wire.call(set_, {name: wanted})

    async def _present(self, get: str, told: Json) -> Any:
        """What is set at present; None where the server does not say."""
        try:
            return await self._wire.call(get, told)
        except (BadRequest, InvalidToken):
            return None
