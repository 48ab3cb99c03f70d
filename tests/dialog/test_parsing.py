"""Every kind against what people and attackers write; a refusal is a sentence with a next step."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialog import kinds
from bot.dialog.answers import kept
from bot.dialog.parsing import parse
from bot.dialog.reading import NeedsPerson, Reader, Reading
from bot.dialog.refusals import sentence
from bot.dialog.written import plain
from core.errors import Refusal
from core.people.model import Account, Actor, Identity, Platform
from tests.dialog.commands import TITLES, Mode, things
from tests.dialog.conftest import CATALOGUE
from tests.dialog.memory import START, Memory
from tests.dialog.test_sentences_of_the_code import wanted

LENGTH = kinds.Duration(timedelta(minutes=15), timedelta(hours=8), ())
ALL = (
    kinds.ShortText(), kinds.LongText(), kinds.Number(1, 500), kinds.YesNo(), kinds.OneOf(Mode),
    kinds.Pick(things), kinds.Pick(things, many=True), kinds.PersonPick(), kinds.Day(), kinds.ClockTime(),
    kinds.Moment(), LENGTH, kinds.Upload((".csv",), 100), kinds.Spot(kinds.SpotOf.TELEGRAM_CHAT),
    kinds.Confirm(),
)  # fmt: skip
RTL, ZALGO = "\u202egnp.exe", "t" + "\u0337\u031b\u0321\u0334\u0338" * 40
NASTY = {
    "empty": "",
    "blank": " \n\t ",
    "nul": "\x00",
    "huge": "9" * 5000,
    "long": "x" * 100_000,
    "negative": "-5",
    "emoji": "😀" * 30,
    "right to left": RTL,
    "zalgo": ZALGO,
    "html": "<b onclick=x>hi</b>",
    "markdown": "**[x](http://evil.example)**",
    "everyone": "@everyone <@&1>",
    "sql": "'; DROP TABLE people;--",
    "script": "javascript:alert(1)",
    "surrogate": "\ud800x",
    "half": "½",
    "arabic digits": "١٢",
    "float": "1e9",
    "zero width": "\u200b\u200d\ufeff",
    "format": "{0.__class__} %s ${x} { $y }",
}
TEXTUAL = (kinds.ShortText, kinds.LongText, kinds.Number, kinds.Spot, kinds.PersonPick)
OTHER = {
    "none": None,
    "list": [],
    "dict": {},
    "float": 1.5,
    "bytes": b"x",
    "object": object(),
    "lists": [[1]],
}


def reading(language: str = "en", zone: str = "Europe/Berlin", **more: Any) -> Reading:
    memory = Memory()
    person, account = memory.uow().people.create(Identity(Platform.TELEGRAM, "1", "Ada Example"), START)
    memory.uow().people.create(Identity(Platform.DISCORD, "77", "Linus Sample"), START)
    assert isinstance(account, Account)
    words = CATALOGUE.words(language, zone)
    return Reading(START, Reader(memory.uow(), Actor(person, account, False, False), words), **more)


def code(kind: kinds.Kind, raw: object, **more: Any) -> str:
    """The refusal's code; its sentence has to exist and to be worded."""
    with pytest.raises(Refusal) as caught:
        parse(kind, raw, reading(**more))
    said = plain(sentence(caught.value, CATALOGUE.words("en", "UTC")), "en", "UTC")
    assert said.endswith((".", "?", "!"))
    return caught.value.code


@pytest.mark.parametrize("name", NASTY)
@pytest.mark.parametrize("kind", ALL, ids=lambda kind: type(kind).__name__)
def test_nasty_text_is_taken_as_text_or_refused_in_a_sentence(kind: kinds.Kind, name: str) -> None:
    for typed in (False, True):
        try:
            value = parse(kind, NASTY[name], reading(typed=typed))
        except Refusal:
            assert code(kind, NASTY[name], typed=typed).startswith("answer-")
            continue
        assert isinstance(kind, TEXTUAL), (kind, name, value)
        if isinstance(value, str):
            assert value.strip()
            assert not set(value) & set("\x00\u202e\u200b\ufeff")


@pytest.mark.parametrize("name", OTHER)
@pytest.mark.parametrize("kind", ALL, ids=lambda kind: type(kind).__name__)
def test_what_is_no_text_is_refused(kind: kinds.Kind, name: str) -> None:
    assert code(kind, OTHER[name]).startswith("answer-")


@given(raw=st.text(max_size=120))
def test_no_text_breaks_any_kind(raw: str) -> None:
    here = reading()
    for kind in ALL:
        for one in (here, Reading(START)):
            try:
                parse(kind, raw, one)
            except Refusal as refusal:
                assert refusal.code.startswith("answer-")  # noqa: PT017 - a text that is taken is fine too
            except NeedsPerson:
                assert one.reader is None


REFUSED = [
    (kinds.ShortText(), "", "answer-empty"),
    (kinds.ShortText(), "x" * 101, "answer-too-long"),
    (kinds.ShortText(shortest=3), "ab", "answer-too-short"),
    (kinds.ShortText(), "\ud800", "answer-broken"),
    (kinds.ShortText(), 5, "answer-not-text"),
    (kinds.LongText(5), "abcdef", "answer-too-long"),
    (kinds.Number(1, 500), "0", "answer-out-of-range"),
    (kinds.Number(1, 500), "-1", "answer-out-of-range"),
    (kinds.Number(1, 500), "1000000000", "answer-out-of-range"),
    (kinds.Number(1, 500), "9" * 5000, "answer-out-of-range"),
    (kinds.Number(1, 500), "½", "answer-not-a-number"),
    (kinds.Number(1, 500), "١٢", "answer-not-a-number"),
    (kinds.Number(1, 500), "1.5", "answer-not-a-number"),
    (kinds.Number(1, 500), True, "answer-not-a-number"),
    (kinds.YesNo(), "maybe", "answer-not-yes-or-no"),
    (kinds.OneOf(Mode), "MOON", "answer-not-in-list"),
    (kinds.Pick(things), "zebra", "answer-not-in-list"),
    (kinds.Pick(things), "ta", "answer-ambiguous"),
    (kinds.Pick(things, many=True), [], "answer-none-chosen"),
    (kinds.Pick(things, many=True), list(range(101)), "answer-too-many"),
    (kinds.PersonPick(), "discord:78", "answer-person-unknown"),
    (kinds.PersonPick(), "zebra", "answer-not-in-list"),
    (kinds.PersonPick(), "a", "answer-ambiguous"),
    (kinds.Day(), "soonish", "answer-not-a-day"),
    (kinds.Day(), "1", "answer-not-a-day"),
    (kinds.Day(), "2026-02-30", "answer-no-such-day"),
    (kinds.Day(), "29 feb 2027", "answer-no-such-day"),
    (kinds.Day(), "3/4/2027", "answer-day-twice"),
    (kinds.ClockTime(), "25:00", "answer-not-a-time"),
    (kinds.ClockTime(), "6", "answer-not-a-time"),
    (kinds.ClockTime(), "in 2 hours", "answer-not-a-time"),
    (kinds.Moment(), "tomorrow 26:99", "answer-not-a-moment"),
    (kinds.Moment(), "31 april 18:00", "answer-no-such-day"),
    (kinds.Moment(), "2026-03-29 02:30", "answer-time-missing"),
    (kinds.Moment(), "2026-10-25 02:30", "answer-time-twice"),
    (kinds.Moment(), "0001-01-01 00:00", "answer-time-range"),
    (kinds.Moment(), "3/4/2027 18:00", "answer-day-twice"),
    (LENGTH, "long", "answer-not-a-length"),
    (LENGTH, "0", "answer-length-range"),
    (LENGTH, "-90", "answer-length-range"),
    (LENGTH, "9h", "answer-length-range"),
    (LENGTH, 10**30, "answer-length-range"),
    (kinds.Upload((".csv",), 100), "file", "answer-not-a-file"),
    (kinds.Upload((".csv",), 100), kinds.Uploaded("a.exe", 1, b"x"), "answer-file-type"),
    (kinds.Upload((".csv",), 100), kinds.Uploaded("a.csv", 101, b"x" * 101), "answer-file-too-big"),
    (kinds.Upload((".csv",), 100), kinds.Uploaded("a.csv", 0, b""), "answer-file-empty"),
    (kinds.Spot(kinds.SpotOf.DISCORD_ROLE), "the role", "answer-not-a-place"),
    (kinds.Confirm(), "no", "answer-not-confirmed"),
    (kinds.Confirm(), False, "answer-not-confirmed"),
]


@pytest.mark.parametrize(("kind", "raw", "expected"), REFUSED)
def test_each_wrong_answer_has_its_own_refusal(kind: kinds.Kind, raw: object, expected: str) -> None:
    assert code(kind, raw) == expected


def test_every_refusal_of_an_answer_has_a_sentence_and_every_sentence_a_refusal() -> None:
    sentences = {key.removeprefix("refusal-") for key in wanted("en") if key.startswith("refusal-answer-")}
    assert sentences == {expected for _, _, expected in REFUSED}


TAKEN = [
    (kinds.ShortText(), "  a \u202e b\n", "a b"),
    (kinds.LongText(), "a\r\nb", "a\nb"),
    (kinds.Number(1, 500), " 42 ", 42),
    (kinds.Number(-5, 5), "-5", -5),
    (kinds.YesNo(), "Yes", True),
    (kinds.YesNo(), False, False),
    (kinds.OneOf(Mode), "on_site", Mode.ON_SITE),
    (kinds.OneOf(Mode), Mode.ONLINE, Mode.ONLINE),
    (kinds.Pick(things), "7", 7),
    (kinds.Pick(things), 7, 7),
    (kinds.Pick(things), "beta", 2),
    (kinds.Pick(things), "beta t", 3),
    (kinds.Pick(things, many=True), ["1", 2, "alpha"], (1, 2)),
    (kinds.PersonPick(), "discord:77", 2),
    (kinds.PersonPick(), "@linus", 2),
    (kinds.Day(), "tomorrow", date(2026, 3, 5)),
    (kinds.Day(), "4 march", date(2026, 3, 4)),
    (kinds.Day(), "friday", date(2026, 3, 6)),
    (kinds.Day(), "4.3.2027", date(2027, 3, 4)),
    (kinds.Day(), "13/4/2027", date(2027, 4, 13)),
    (kinds.Day(), "29 feb 2028", date(2028, 2, 29)),
    (kinds.ClockTime(), "18:00", time(18)),
    (kinds.ClockTime(), "6pm", time(18)),
    (kinds.ClockTime(), "6:30 p.m.", time(18, 30)),
    (kinds.ClockTime(), "18h30", time(18, 30)),
    (kinds.ClockTime(), "12am", time(0)),
    (kinds.ClockTime(), "noon", time(12)),
    (kinds.Moment(), "2026-03-05", date(2026, 3, 5)),
    (kinds.Moment(), "tomorrow", date(2026, 3, 5)),
    (kinds.Moment(), "2026-03-05 18:00", datetime(2026, 3, 5, 17, tzinfo=UTC)),
    (kinds.Moment(), "2026-10-25T02:30+02:00", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    (kinds.Moment(), "tomorrow 6pm", datetime(2026, 3, 5, 17, tzinfo=UTC)),
    (kinds.Moment(), "at 6pm", datetime(2026, 3, 4, 17, tzinfo=UTC)),
    (kinds.Moment(), "9:00", datetime(2026, 3, 5, 8, tzinfo=UTC)),
    (kinds.Moment(), "friday at 9am", datetime(2026, 3, 6, 8, tzinfo=UTC)),
    (kinds.Moment(), "in 2 hours", datetime(2026, 3, 4, 12, tzinfo=UTC)),
    (kinds.Moment(), "4 march 2027 6:30 pm", datetime(2027, 3, 4, 17, 30, tzinfo=UTC)),
    (LENGTH, "90", timedelta(minutes=90)),
    (LENGTH, 90, timedelta(minutes=90)),
    (LENGTH, "1h30", timedelta(minutes=90)),
    (LENGTH, "1.5 h", timedelta(minutes=90)),
    (LENGTH, "2 hours", timedelta(hours=2)),
    (LENGTH, "1 hour 30 minutes", timedelta(minutes=90)),
    (kinds.Spot(kinds.SpotOf.DISCORD_ROLE), "<@&123>", "123"),
    (kinds.Spot(kinds.SpotOf.TELEGRAM_CHAT), "-100123", "-100123"),
    (kinds.Upload((".csv",), 100), kinds.Uploaded("A.CSV", 1, b"x"), kinds.Uploaded("A.CSV", 1, b"x")),
    (kinds.Confirm(), "yes", True),
]


@pytest.mark.parametrize(("kind", "raw", "expected"), TAKEN)
def test_what_people_write_is_understood(kind: kinds.Kind, raw: object, expected: object) -> None:
    assert parse(kind, raw, reading()) == expected


@pytest.mark.parametrize(("kind", "raw", "expected"), TAKEN)
def test_what_a_draft_keeps_is_read_again_to_the_same_without_anybody(
    kind: kinds.Kind, raw: object, expected: object
) -> None:
    value = parse(kind, raw, reading())
    assert parse(kind, kept(value), Reading(START + timedelta(days=400))) == expected


def test_the_limit_and_the_length_are_told() -> None:
    with pytest.raises(Refusal) as caught:
        parse(kinds.ShortText(20), "x" * 25, reading())
    assert caught.value.facts == {"limit": 20, "length": 25}


def test_a_time_alone_belongs_to_the_day_given_before() -> None:
    here = reading(day=date(2026, 7, 1))
    assert parse(kinds.Moment(), "18:00", here) == datetime(2026, 7, 1, 16, tzinfo=UTC)


def test_digits_typed_are_a_name_and_behind_a_button_an_id() -> None:
    assert parse(kinds.Pick(things), "5", reading()) == 5
    assert parse(kinds.Pick(things), "44", reading(typed=True)) == TITLES.index("Thing 44") + 1
    assert code(kinds.Pick(things), "61", typed=True) == "answer-not-in-list"
