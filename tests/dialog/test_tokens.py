"""Button tokens: 64 bytes, exact, and worth nothing once a bit has changed."""

import random
import string
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialog.asking import Do, Step
from bot.dialog.codes import Codes
from bot.dialog.command import Command, Param, Registry, Who
from bot.dialog.kinds import ShortText
from bot.dialog.packing import from_hours, hours
from bot.dialog.tokens import Broken, Kept, Sealing, Tokens, load
from bot.dialog.view import Press, View
from core.clock import StandingClock
from tests.dialog.commands import declared
from tests.dialog.conftest import SECRET
from tests.dialog.memory import START, Memory

TOKENS = Tokens(declared(), SECRET)
SIGNS = string.ascii_letters + string.digits + "-_"
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**62), 2**62),
    st.text(max_size=300),
    st.from_regex(r"\A[0-9]{1,30}\Z"),
)
NUMBERS = st.none() | st.integers(0, 2**62)
PARAMS = ("title", "size", "note", "thing", "search")


def test_a_card_with_everything_fits() -> None:
    press = Press("thing join", {"thing": 10_000_000}, 4_000_000, 1_000_000, START + timedelta(days=365))
    token = TOKENS.seal(press)
    assert token is not None
    assert len(token) <= 64
    assert TOKENS.open(token, START) == press


def test_a_step_with_a_moment_fits() -> None:
    step = Step(2**31, 100, Do.ANSWER, "start", "2026-03-04T18:00+01:00")
    token = TOKENS.seal(step)
    assert token is not None
    assert TOKENS.open(token, START) == step


@given(
    answers=st.dictionaries(st.sampled_from(PARAMS), VALUES, max_size=5), seen=NUMBERS, only=NUMBERS,
)  # fmt: skip
def test_what_is_sealed_is_what_is_opened(
    answers: dict[str, object], seen: int | None, only: int | None
) -> None:
    allowed = {
        param.name for command in declared() for param in command.params if command.name == "thing add"
    }
    press = Press(
        "thing add", {name: value for name, value in answers.items() if name in allowed}, seen, only
    )
    token = TOKENS.seal(press)
    if token is not None:
        assert len(token) <= 64
        assert set(token) <= set(SIGNS)
        opened = TOKENS.open(token, START)
        assert opened == press
        assert isinstance(opened, Press)
        assert [type(value) for value in opened.answers.values()] == [
            type(value) for value in press.answers.values()
        ]


@given(
    draft=st.integers(0, 2**62), version=st.integers(0, 10**6), do=st.sampled_from(Do),
    param=st.none() | st.sampled_from(PARAMS), value=st.none() | st.text(max_size=40),
)  # fmt: skip
def test_a_step_comes_back_as_it_was(
    draft: int, version: int, do: Do, param: str | None, value: str | None
) -> None:
    step = Step(draft, version, do, param, value)
    token = TOKENS.seal(step)
    assert token is None or TOKENS.open(token, START) == step


@given(
    answers=st.dictionaries(st.sampled_from(("title", "note")), st.text() | st.lists(st.text()), min_size=1),
    ahead=st.none() | st.timedeltas(timedelta(hours=1), timedelta(days=20_000)),
)  # fmt: skip
async def test_what_does_not_fit_comes_back_from_its_row(
    answers: dict[str, object], ahead: timedelta | None
) -> None:
    memory = Memory()
    expires_at = START + ahead if ahead else None
    press = Press("thing add", answers, 1, None, expires_at)
    sealing = Sealing(TOKENS, memory, StandingClock(START), 7)
    token = sealing.seal(press)
    await sealing.keep()
    opened = TOKENS.open(token, START)
    found = load(memory.tables.tokens[opened.row]) if isinstance(opened, Kept) else opened
    rounded = from_hours(hours(expires_at)) if expires_at else None
    assert found == replace(press, only=7, expires_at=rounded)


def mutations(token: str, count: int) -> list[str]:
    """Tokens that differ: a sign changed, added, taken away, swapped, or two tokens spliced."""
    dice = random.Random(20260304)  # noqa: S311 - the same mutations each time
    other = TOKENS.seal(Press("thing join", {"thing": 4})) or ""
    found: list[str] = []
    while len(found) < count:
        at = dice.randrange(len(token))
        kind = dice.randrange(6)
        changed = {
            0: token[:at] + dice.choice(SIGNS) + token[at + 1 :],
            1: token[:at] + dice.choice(SIGNS) + token[at:],
            2: token[:at] + token[at + 1 :],
            3: token[:at] + chr(dice.randrange(1, 0x3000)) + token[at + 1 :],
            4: token[:at] + other[at:],
            5: "".join(dice.choices(SIGNS, k=dice.randrange(1, 65))),
        }[kind]
        if changed not in (token, other):
            found.append(changed)
    return found


@pytest.mark.parametrize(
    "what",
    [Press("thing join", {"thing": 3}, seen=2, only=5), Step(12, 3, Do.ANSWER, "title", "Rust")],
    ids=["press", "step"],
)
def test_no_mutation_is_believed(what: Press | Step) -> None:
    token = TOKENS.seal(what)
    assert token is not None
    tried = mutations(token, 25_000)
    assert {TOKENS.open(one, START) for one in tried} == {Broken.FORGED}


def test_a_rows_token_is_signed_too() -> None:
    token, row = TOKENS.seal_row()
    assert TOKENS.open(token, START) == Kept(row)
    assert len(bytes.fromhex(row)) * 8 >= 80
    assert {TOKENS.open(one, START) for one in mutations(token, 2000)} == {Broken.FORGED}


@pytest.mark.parametrize("token", ["", "A", "=" * 64, "a" * 65, "a" * 10_000, "é" * 10, "\ud800", " ", "a\n"])
def test_garbage_is_forged(token: str) -> None:
    assert TOKENS.open(token, START) is Broken.FORGED


def test_another_instances_tokens_are_forged() -> None:
    token = Tokens(declared(), b"another secret of other people..").seal(Press("thing list"))
    assert token is not None
    assert TOKENS.open(token, START) is Broken.FORGED


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        Tokens(declared(), b"short")


def test_a_command_of_another_version_is_outdated() -> None:
    async def run(*_: object) -> View:
        return View(())

    registry = Registry()
    param = Param("colour", ShortText())
    registry.add(Command("paint", "paint", Who.ANYONE, (param,), run))
    newer = Tokens(registry, SECRET)
    for what in (Press("paint"), Step(1, 1, Do.ANSWER, "colour", "red")):
        token = newer.seal(what)
        assert token is not None
        assert TOKENS.open(token, START) is Broken.OUTDATED


def test_a_parameter_of_another_command_is_outdated() -> None:
    token = TOKENS.seal(Press("thing join", {"title": "x"}))
    assert token is not None
    assert TOKENS.open(token, START) is Broken.OUTDATED


def test_codes_that_collide_are_told() -> None:
    codes = Codes(f"name {number}" for number in range(20_000))
    assert codes.collisions
    one, other = codes.collisions[0]
    assert one != other
    assert Codes(["a", "b", "a"]).collisions == []


def test_expiry_is_never_early() -> None:
    expires_at = START + timedelta(minutes=1)
    token = TOKENS.seal(Press("thing list", expires_at=expires_at))
    assert token is not None
    assert isinstance(TOKENS.open(token, START), Press)
    assert TOKENS.open(token, START + timedelta(hours=1)) is Broken.EXPIRED
