"""The same commands by people in the same position read the same on both platforms."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.discord import reading as discord_reading
from bot.sandbox.telegram.reading import labels
from tests.journeys.players import DiscordPlayer, Player, TelegramPlayer
from tests.journeys.test_story import TITLE, announce, become_mentor, found_group, usual
from tests.journeys.world import GROUP, World

TIME_ON_DISCORD = re.compile(r"<t:\d+:[A-Za-z]>(?: \(<t:\d+:R>\))?")
TIME_ON_TELEGRAM = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), [A-Z][a-z]+ \d+, \d{4}, [\d:]+\s[AP]M UTC")
PLATFORM = re.compile(r"\b(?:Discord|Telegram)\b")
MARKUP = re.compile(r"[*#`<>\\]|^> ", re.MULTILINE)
NUMBER = re.compile(r"^\d+ · ")
TONES = ("🟢", "🟡", "🔴")


@dataclass(frozen=True)
class Read:
    """What somebody reads, without how their platform shows it."""

    words: tuple[str, ...]
    buttons: frozenset[str]


def on_discord(player: DiscordPlayer) -> Read:
    message = player.newest()
    lines = discord_reading.texts(message).splitlines()
    said = [line for line in lines if not re.fullmatch(r"\[.*\]", line)]
    text = TIME_ON_DISCORD.sub("TIME", "\n".join(said))
    return Read(words(text), frozenset(one.label for one in discord_reading.buttons(message)))


def on_telegram(player: TelegramPlayer) -> Read:
    message = player.newest()
    text = TIME_ON_TELEGRAM.sub("TIME", message.text or "")
    return Read(words(text), frozenset(NUMBER.sub("", one) for one in labels(message)))


def words(text: str) -> tuple[str, ...]:
    lines = (MARKUP.sub("", PLATFORM.sub("HERE", line)).strip() for line in text.splitlines())
    plain = (line.lstrip("".join(TONES)).strip() for line in lines)
    return tuple(re.sub(r"^\d+\. ", "", line) for line in plain if line)


COMMANDS: Mapping[str, Mapping[str, str]] = {
    "group list": {},
    "session browse": {},
    "session show": {"session": TITLE},
    "session history": {},
    "mentor list": {},
    "mentor status": {},
    "settings": {},
    "privacy": {},
    "inbox": {},
    "session join": {"session": TITLE},
    "session leave": {"session": TITLE},
    "group leave": {"group": GROUP},
}


async def test_every_answer_says_the_same(world: World) -> None:
    cast = usual(world)
    ada, twin = world.on_discord("Ada Twin"), world.on_telegram("Ada Twin")
    await world.open()
    await found_group(world, cast)
    await become_mentor(world, cast)
    await announce(world, cast)
    here = await go_round(ada, on_discord)
    there = await go_round(twin, on_telegram)
    for command in COMMANDS:
        assert set(here[command].words) == set(there[command].words), command
        assert here[command].buttons == there[command].buttons, command


async def go_round(player: Player, read: Callable[[Any], Read]) -> dict[str, Read]:
    """Everything one person reads on the way."""
    await player.do("group join", {"group": GROUP})
    found = {}
    for command, answers in COMMANDS.items():
        await player.do(command, answers)
        found[command] = read(player)
    return found
