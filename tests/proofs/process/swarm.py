"""People who join and leave all the time, and what each of them saw of it."""

import asyncio
import contextlib
import random
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.discord.people import Person as DiscordPerson
from bot.sandbox.discord.reading import texts
from bot.sandbox.telegram.people import Person as TelegramPerson
from core.people.model import Platform
from tests.proofs.process.town import TIGHT, Town

DISCORD_COMMANDS = {True: "session join", False: "session leave"}
BREATH = 0.03, 0.1
"""Seconds between two deeds of one person: enough for every step to be passed all the time."""
NO_EFFECT = "Nothing has changed"
"""So says an answer to what could not be done, such as when too many wanted the same at once."""
TELEGRAM_COMMANDS = {True: "/join", False: "/leave"}


@dataclass
class Deed:
    """One attempt: into a session or out of it; `answer` is None when nothing came back."""

    session: str
    into: bool
    answer: str | None = None


@dataclass
class Diary:
    """What one person did, in order."""

    platform: Platform
    user_id: str
    deeds: list[Deed] = field(default_factory=list)

    def about(self, session: str) -> list[Deed]:
        """What was done with one session."""
        return [deed for deed in self.deeds if deed.session == session]

    def possible(self, session: str, *, late: bool = False) -> set[bool]:
        """Whether the person may be in it now: what was answered holds, what was not may have happened.

        On Telegram an input survives our crash, so the last one holds in any case. On Discord a process that
        was stopped with it in hand may do it `late`, when the person has long done something else.
        """
        states, unsure = {False}, set()
        for deed in self.about(session):
            if NO_EFFECT in (deed.answer or ""):
                continue
            sure = deed.answer is not None or self.platform is Platform.TELEGRAM
            states = {deed.into} if sure else states | {deed.into}
            unsure |= set() if sure else {deed.into}
        return states | unsure if late else states


class Swarm:
    """Everybody acts at once until `stop`; only while the bot is up, as people do."""

    def __init__(self, town: Town, seed: int, breath: tuple[float, float] = BREATH) -> None:
        self.town = town
        self.breath = breath
        self.diaries: list[Diary] = []
        self._dice = random.Random(seed)  # noqa: S311 seeded, so that it repeats
        self._stopping = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin."""
        town = self.town
        for person in town.actors:
            platform = Platform.DISCORD if isinstance(person, DiscordPerson) else Platform.TELEGRAM
            diary = Diary(platform, str(person.id))
            self.diaries.append(diary)
            dice = random.Random(self._dice.random())  # noqa: S311 seeded, so that it repeats
            self._tasks.append(asyncio.create_task(self._live(person, diary, dice)))

    async def stop(self) -> None:
        """Everybody ends what they have begun."""
        self._stopping.set()
        self.town.answers(now=True)
        await asyncio.gather(*self._tasks)

    async def _live(self, person: DiscordPerson | TelegramPerson, diary: Diary, dice: random.Random) -> None:
        while not self._stopping.is_set():
            await self.town.up.wait()
            if self._stopping.is_set():
                return
            session = dice.choice([*self.town.far, TIGHT])
            before = diary.about(session)
            deed = Deed(session, not (before and before[-1].into))
            diary.deeds.append(deed)
            await self._unless_down(self._do(person, deed))
            await asyncio.sleep(dice.uniform(*self.breath))

    async def _do(self, person: DiscordPerson | TelegramPerson, deed: Deed) -> None:
        with contextlib.suppress(TimeoutError):
            if isinstance(person, DiscordPerson):
                await self._on_discord(person, deed)
            else:
                await self._on_telegram(person, deed)

    async def _unless_down(self, doing: Coroutine[Any, Any, None]) -> None:
        """Nobody waits for the answer of a bot that has died."""
        deed, down = asyncio.ensure_future(doing), asyncio.ensure_future(self.town.down.wait())
        await asyncio.wait({deed, down}, return_when=asyncio.FIRST_COMPLETED)
        for one in (deed, down):
            one.cancel()
        for one in (deed, down):
            with contextlib.suppress(asyncio.CancelledError):
                await one

    async def _on_discord(self, person: DiscordPerson, deed: Deed) -> None:
        command = DISCORD_COMMANDS[deed.into]
        opened = await person.slash(self.town.lobby, command, {"session": deed.session})
        answer = await opened.answered(within=5)
        if answer.message is not None:
            deed.answer = texts(answer.message)

    async def _on_telegram(self, person: TelegramPerson, deed: Deed) -> None:
        person.catch_up()
        await person.send(f"{TELEGRAM_COMMANDS[deed.into]} {deed.session}")
        shown = await person.next_message(lambda one: one.sender.is_bot, within=5)
        deed.answer = shown.text or ""
