"""Bad texts through the real clients, typed by people and read by them on the stand-ins of both platforms."""

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from random import Random

import pytest

from bot.sandbox.discord.reading import texts
from core.errors import Refusal
from core.text import one_line
from tests.journeys.conftest import end
from tests.journeys.world import World
from tests.proofs.bad_text import bad_text
from tests.proofs.shown import NO_PINGS, bare, pings, unescaped

SAID = 150
"""Texts on each platform."""
LONGEST = 60
_NEVER_SENT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\ud800-\udfff]")


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """A world without anybody."""
    made = World(f"sqlite+aiosqlite:///{tmp_path}/words.sqlite3")
    yield made
    await end(made)


def written(seed: int) -> Iterator[tuple[str, str]]:
    """What a client lets people send, and what is left of it as a group's name; another one each time."""
    dice, given = Random(seed), 0  # noqa: S311 - the same texts each time
    while given < SAID:
        text = " ".join(_NEVER_SENT.sub("", bad_text(dice)).split())[:LONGEST].strip()
        try:
            kept = one_line(f"{text} {given}", "name", LONGEST + 10)
        except Refusal:
            continue
        given += 1
        yield f"{text} {given - 1}".strip(), kept


async def test_what_is_typed_on_discord_is_shown_and_pings_nobody(world: World) -> None:
    person = world.on_discord("Ada Admin", admin=True).person
    await world.open()
    for text, kept in written(1):
        opened = await person.slash(world.lobby, "group create", {"name": text, "description": text})
        answer = await opened.answered()
        assert answer.message is not None, text
        assert answer.message.allowed_mentions == NO_PINGS
        assert bare(kept) in bare(unescaped(texts(answer.message))), text


async def test_what_is_typed_on_telegram_is_shown_and_calls_nobody_by_a_link(world: World) -> None:
    person = world.on_telegram("Tim Admin", admin=True).person
    await world.open()
    for text, kept in written(2):
        person.catch_up()
        await person.send(f"/newgroup {text}")
        shown = await person.next_message(lambda one: one.sender.is_bot)
        assert bare(kept) in bare(shown.text or ""), text
        assert not pings(shown.text or "", shown.entities, only="text_mention")
