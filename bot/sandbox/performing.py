"""Playing a script: each step through the stand-ins' people, waiting for what it needs; a transcript."""

from collections.abc import Callable
from datetime import timedelta

from bot.sandbox.child import DidNotStartError
from bot.sandbox.community import UnknownPersonError
from bot.sandbox.script import Script, Step, Verb
from bot.sandbox.seat_discord import REFUSALS, DiscordSeat
from bot.sandbox.seat_telegram import TelegramSeat
from bot.sandbox.seats import CannotError, Seat
from bot.sandbox.stage import Stage
from bot.sandbox.telegram.errors import ApiError

Tell = Callable[[str], None]


class StepFailedError(Exception):
    """A step cannot be done; the message names file, line and reason, and what the person sees instead."""


async def perform(stage: Stage, script: Script, tell: Tell) -> None:
    """Play all steps, telling the transcript line by line; raises StepFailedError at the first that fails."""
    player = Player(stage, tell)
    for step in script.steps:
        try:
            await player.take(step)
        except (CannotError, UnknownPersonError, DidNotStartError, ApiError, *REFUSALS) as why:
            shown = "\n".join(f"    {line}" for line in player.seen(step)) or "    nothing"
            place = f"{script.name}, line {step.number}: {step.text}"
            raise StepFailedError(f"{place}\n  {why}\n  {step.who or 'Nobody'} sees:\n{shown}") from why


class Player:
    """Everybody who acts in a script."""

    def __init__(self, stage: Stage, tell: Tell) -> None:
        self._stage = stage
        self._tell = tell
        self._seats: dict[tuple[str, str], Seat] = {}
        self._answers: dict[str, tuple[str, ...]] = {}
        self._told: list[str] = []

    async def take(self, step: Step) -> None:
        """Take one step."""
        self._tell(step.text)
        if step.verb is Verb.ANSWERS:
            self._answers[step.about or ""] = step.words
            return
        lines = await (self._act(step) if step.who else self._happen(step))
        shown = [line for line in lines if not line.startswith("(only ")]
        if shown != self._told:
            for line in lines:
                self._tell(f"    {line}" if line else "")
        self._told = shown

    def seen(self, step: Step) -> list[str]:
        """What the person of a step looks at."""
        seat = self._seats.get((step.who, step.platform))
        return seat.looks_at() if seat else []

    async def _happen(self, step: Step) -> list[str]:
        bot = self._stage.bot
        if step.verb is Verb.KILL:
            await bot.kill()
        elif step.verb is Verb.START:
            await bot.start()
        else:
            by = step.by if step.verb is Verb.FORWARD else await self._to_next()
            await self._stage.move(by)
            return [f"{self._stage.clock.now():%a %-d %b %Y, %H:%M} UTC"]
        return []

    async def _to_next(self) -> timedelta:
        by = await self._stage.to_next()
        if by is None:
            raise CannotError("nothing is scheduled, so there is no next event.")
        return by

    async def _act(self, step: Step) -> list[str]:
        seat = self._seat(step)
        first = step.words[0] if step.words else ""
        match step.verb:
            case Verb.WRITES:
                return await seat.write(first, step.place)
            case Verb.PRESSES:
                return await seat.press(first, step.about)
            case Verb.PICKS:
                return await seat.pick(step.words)
            case Verb.SUBMITS:
                answers, self._answers = self._answers, {}
                return await seat.submit(answers)
            case Verb.OPENS:
                return await seat.open(first)
        return await self._look(seat, step, first)

    async def _look(self, seat: Seat, step: Step, words: str) -> list[str]:
        if step.verb is Verb.SEES:
            return await seat.see(words, step.place)
        if seat.sees(words, step.place):
            raise CannotError(f"{step.who} does see “{words}”.")
        return []

    def _seat(self, step: Step) -> Seat:
        community = self._stage.community
        name = community.named(step.who)
        key = (step.who, step.platform)
        if key not in self._seats:
            make = DiscordSeat if step.platform == "discord" else TelegramSeat
            self._seats[key] = make(name, community)
        return self._seats[key]
