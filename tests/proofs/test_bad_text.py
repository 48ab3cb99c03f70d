"""20,000 bad texts as answers to every question of every command, shown on both faces (trust.md §4 G8).

0 errors, 0 pings, no limit passed, and what is shown is what was written. Everything runs in this process:
the engine, the use cases and the repositories on a file, the renderers, and the stand-ins' own checks of what
a platform refuses. What goes through the real clients is in test_worded.py.
"""

from collections import Counter
from contextlib import closing, suppress
from functools import partial
from itertools import count, cycle, islice
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot.dialog import failing, kinds
from bot.dialog.call import Call
from bot.dialog.catalogue import FluentCatalogue
from bot.dialog.command import REGISTRY, Registry
from bot.dialog.incoming import Incoming, Invoke, Place, Pressed, Typed
from bot.dialog.replies import Reply
from bot.dialog.view import Press, View
from core.clock import StandingClock
from core.errors import Refusal
from core.people.model import Identity
from core.text import one_line, several_lines
from tests.builders import NOW
from tests.proofs.acting import Acting
from tests.proofs.bad_text import bad_text
from tests.proofs.beginning import begin
from tests.proofs.known import Known, look
from tests.proofs.pressing import Meaning, Pressing, meanings
from tests.proofs.rehearsal import Rehearsal
from tests.proofs.shown import bare, meant, on_discord, on_telegram
from tests.proofs.sizes import size
from tests.proofs.stage import PROGRAMME

INPUTS, PARTS = size(20_000, 100_000), 8
PLACE = Place("chat", private=True, message_id="1")
NOT_WRITTEN = (kinds.Confirm, kinds.Upload)
CASES = [
    (meaning, param.name)
    for meaning in meanings()
    for param in REGISTRY.commands[meaning.command].params
    if not param.hidden and not isinstance(param.kind, NOT_WRITTEN)
]
"""What is hidden comes from our own buttons, and those are signed."""


class Talk:
    """Somebody who says the wrong things, each of them undone afterwards."""

    def __init__(self, rehearsal: Rehearsal, catalogue: FluentCatalogue, clock: StandingClock, seed: int):
        self.pressing = Pressing(rehearsal, catalogue, clock)
        self.dice = Random(seed)  # noqa: S311 - the same texts each time
        self.acting = Acting(self.dice)
        self.known: Known = look(rehearsal.work())
        self.keys = count(1)

    async def says(self, identity: Identity, what: Any) -> Reply:
        """One input."""
        return await self.pressing.engine.handle(Incoming(f"said-{next(self.keys)}", identity, PLACE, what))

    async def gives(self, meaning: Meaning, name: str, text: str) -> list[Reply]:
        """A bad answer to one question: along with the command, behind a button, or typed when asked."""
        who, press = self.acting.draw(meaning, self.known, NOW)
        command = REGISTRY.commands[meaning.command]
        others = {key: value for key, value in press.answers.items() if key != name}
        if not command.menu:
            sealer = self.pressing.engine.sealer(None)
            token = sealer.seal(Press(command.name, others))
            await sealer.keep()
            return [await self.says(who, Pressed(token, {name: text}))]
        if self.dice.random() < 0.5:
            return [await self.says(who, Invoke(command.name, others | {name: text}))]
        await self.pressing.engine.suggest(who, command.name, name, text, others)
        asked = await self.says(who, Invoke(command.name, others))
        return [asked, await self.says(who, Typed(text))]


def no_apology(error: Exception, call: Call, registry: Registry) -> View:
    """Nothing may go wrong."""
    raise error


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
async def test_nothing_people_write_breaks_or_pings(
    part: int, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(failing, "apology", no_apology)
    clock = StandingClock(NOW)
    with closing(Rehearsal(sqlite_template, PROGRAMME, clock)) as rehearsal:
        community = partial(begin, now=NOW, crowd=8, leading=3, seats=4)
        await rehearsal.write(community, source="operator", correlation="beginning")
        talk = Talk(rehearsal, FluentCatalogue(), clock, part)
        seen = Counter[str]()
        for meaning, name in islice(cycle(CASES), INPUTS // PARTS):
            seen += await give(talk, meaning, name)
    assert seen["shown as written"] > INPUTS // PARTS // 20, seen


async def give(talk: Talk, meaning: Meaning, name: str) -> Counter[str]:
    """Give one bad answer, look at what is shown, and undo it."""
    text = bad_text(talk.dice)
    with talk.pressing.rehearsal.undone():
        replies = await talk.gives(meaning, name, text)
    for reply in replies:
        check(reply, (meaning, name, text))
    as_written = sum(bool(kept(text) & set(meant(reply))) for reply in replies)
    return Counter({"replies": len(replies), "shown as written": as_written})


def kept(text: str) -> set[str]:
    """What is left of a text once it is cleaned, on one line or on several; nothing if it is refused."""
    with suppress(Refusal):
        return {bare(one_line(text, "text", 1000)), bare(several_lines(text, "text", 1000))}
    return set()


def check(reply: Reply, tried: object) -> None:
    """Both faces can show it, and show of people's words all that is meant."""
    faces = {"discord": on_discord(reply), "telegram": on_telegram(reply, NOW)}
    for words in meant(reply):
        for face, shown in faces.items():
            assert " ".join(words.split()) in " ".join(shown.split()), (face, words, shown, tried)
