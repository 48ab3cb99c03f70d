"""Sentences: nodes instead of markup, plurals, fallback, and loud errors where they help."""

import logging
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialog.catalogue import FluentCatalogue, FluentWords
from bot.dialog.language import WordingError
from bot.dialog.text import Link, Own, Show, Strong, Text, User, When
from bot.dialog.written import length, plain
from tests.dialog.test_sentences_of_the_code import wanted

AT = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)
ENGLISH = """
-brand = Mentorbot
yes = Yes
no = No
missing-words = No words for { $key }.
hello = Hello { $name }, welcome to { -brand }!
    .hint = A hint for { $name }
only-attribute =
    .label = A label
seats = { $count ->
    [0] No seats
    [one] One seat
   *[other] { $count } seats
} left
reason = { $reason ->
    [none] No reason
   *[other] Because { $reason }
}
state = { $state ->
    [in-progress] Now
   *[other] { $state }
}
phase-in-progress = Running
phase-done = Over
flag = { $flag ->
    [yes] On
   *[no] Off ({ $flag })
}
any = { $value }
twice = { $one } and { $two } and { $one }
"""
FRENCH = """
hello = Bonjour { $name } !
seats = { $count ->
    [one] { $count } place
   *[other] { $count } places
}
twice = { $one }, { $unknown }
"""


class Phase(StrEnum):
    """A state."""

    IN_PROGRESS = "IN_PROGRESS"
    DONE = "DONE"


def made(folder: Path, *, strict: bool = True, **languages: str) -> FluentCatalogue:
    for language, text in {"en": ENGLISH, **languages}.items():
        (folder / language.replace("_", "-")).mkdir()
        (folder / language.replace("_", "-") / "words.ftl").write_text(text, "utf-8")
    return FluentCatalogue(folder, strict=strict)


@pytest.fixture
def words(tmp_path: Path) -> FluentWords:
    return made(tmp_path).words("en", "Europe/Berlin")


def test_words_of_people_stand_apart(words: FluentWords) -> None:
    assert words.say("hello", name="<b>{ $name }</b>") == (
        Own("Hello "), User("<b>{ $name }</b>"), Own(", welcome to Mentorbot!"),
    )  # fmt: skip
    assert words.say("twice", one="a", two="b") == (
        User("a"), Own(" and "), User("b"), Own(" and "), User("a"),
    )  # fmt: skip


@given(name=st.text(min_size=1))
def test_any_words_of_people_come_out_exactly(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    words = CATALOGUE_OF.setdefault("en", made(tmp_path_factory.mktemp("any"))).words("en", "UTC")
    assert words.say("any", value=name) == (User(name),)
    assert words.label("hello", name=name) == f"Hello {name}, welcome to Mentorbot!"


CATALOGUE_OF: dict[str, FluentCatalogue] = {}


def test_the_longest_words_of_people_pass(words: FluentWords) -> None:
    assert words.say("any", value="x" * 100_000) == (User("x" * 100_000),)


def test_instants_links_and_texts_pass_through(words: FluentWords) -> None:
    link = Link("https://example.org", "there")
    strong = Strong(User("a"))
    text: Text = (Own("x"), User("y"))
    assert words.say("any", value=AT) == (When(AT, Show.FULL),)
    assert words.say("any", value=When(AT, Show.DAY)) == (When(AT, Show.DAY),)
    assert words.say("any", value=link) == (link,)
    assert words.say("any", value=strong) == (strong,)
    assert words.say("any", value=text) == text
    assert words.say("any", value=()) == ()
    assert words.say("any", value=["a", "b"]) == (User("a"), Own(", "), User("b"))
    assert words.say("any", value=[Phase.DONE, 1200]) == (Own("Over"), Own(", "), Own("1,200"))


def test_numbers_plurals_and_lengths(words: FluentWords) -> None:
    assert [words.label("seats", count=number) for number in (0, 1, 2, 1200)] == [
        "No seats left", "One seat left", "2 seats left", "1,200 seats left",
    ]  # fmt: skip
    assert words.label("any", value=2.5) == "2.5"
    assert words.label("any", value=timedelta(minutes=90)) == "1 hour, 30 minutes"
    assert words.label("any", value=date(2026, 3, 4)) == "Wed, Mar 4, 2026"
    assert words.label("any", value=time(18)) == "6:00\u202fPM"


def test_what_is_missing_can_be_asked_for(words: FluentWords) -> None:
    assert [words.label("reason", reason=reason) for reason in (None, "", "of rain")] == [
        "No reason", "No reason", "Because of rain",
    ]  # fmt: skip
    assert words.say("any", value=None) == ()
    assert [words.label("flag", flag=flag) for flag in (True, False)] == ["On", "Off (No)"]


def test_states_select_by_value_and_show_their_label(words: FluentWords) -> None:
    assert words.label("state", state=Phase.IN_PROGRESS) == "Now"
    assert words.label("state", state=Phase.DONE) == "Over"


def test_labels_write_instants_in_the_viewers_zone(words: FluentWords) -> None:
    assert words.label("any", value=AT) == "Wed, Mar 4, 2026, 7:00\u202fPM CET"
    assert words.label("any", value=When(AT, Show.TIME)) == "7:00\u202fPM"
    assert words.label("any", value=When(AT, Show.DAY)) == "Wed, Mar 4, 2026"
    assert words.label("any", value=Link("https://example.org", "there")) == "there"


def test_attributes_are_keys_too(words: FluentWords) -> None:
    assert words.label("hello.hint", name="Ada") == "A hint for Ada"
    assert [words.has(key) for key in ("hello", "hello.hint", "only-attribute.label", "yes")] == [True] * 4
    assert [words.has(key) for key in ("hullo", "hello.label", "only-attribute", "-brand")] == [False] * 4


def test_what_is_equal_but_of_another_kind_is_said_otherwise(words: FluentWords) -> None:
    assert [words.label("any", value=value) for value in (1, True, 1.0)] == ["1", "Yes", "1"]
    assert words.say("any", value="DONE") == (User("DONE"),)
    assert words.say("any", value=Phase.DONE) == (Own("Over"),)


def test_a_language_falls_back_to_english(tmp_path: Path) -> None:
    words = made(tmp_path, fr=FRENCH, strict=False).words("fr", "UTC")
    assert words.label("hello", name="Ada") == "Bonjour Ada !"
    assert [words.label("seats", count=number) for number in (0, 1, 2)] == ["0 place", "1 place", "2 places"]
    assert words.label("reason", reason=None) == "No reason"
    assert words.label("any", value=timedelta(minutes=90)) == "1 hour, 30 minutes"


def test_a_sentence_that_is_wrong_in_a_language_is_said_in_english(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    words = made(tmp_path, fr=FRENCH, strict=False).words("fr", "UTC")
    with caplog.at_level(logging.ERROR):
        assert words.label("twice", one="a", two="b") == "a and b and a"
    assert "twice" in caplog.text


def test_strict_is_loud(tmp_path: Path) -> None:
    words = made(tmp_path, fr=FRENCH).words("fr", "UTC")
    with pytest.raises(WordingError, match="unknown"):
        words.say("twice", one="a", two="b")
    with pytest.raises(WordingError, match="no sentence hullo"):
        words.say("hullo")
    with pytest.raises(WordingError, match="name"):
        words.say("hello")
    with pytest.raises(TypeError, match="object"):
        words.say("any", value=object())


def test_in_production_a_gap_is_said_and_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    words = made(tmp_path, strict=False).words("en", "UTC")
    with caplog.at_level(logging.ERROR):
        assert words.label("hullo") == "No words for hullo."
        assert "Hello" in words.label("hello")
    assert len(caplog.records) == 2


def test_the_best_language(tmp_path: Path) -> None:
    catalogue = made(tmp_path, fr=FRENCH, pt_BR="hello = Oi { $name }")
    wanted = [
        ("fr",),
        ("fr-CA",),
        ("FR",),
        ("pt",),
        ("pt-BR", "fr"),
        ("pt_br",),
        (None, "xx", "fr"),
        ("xx",),
        (),
    ]
    assert [catalogue.best(*tags) for tags in wanted] == [
        "fr", "fr", "fr", "en", "pt-BR", "pt-BR", "fr", "en", "en",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hello = a\nhello = b", "says hello a second time"),
        ("this is junk", "cannot be read"),
        ("hello = { $name", "en/words.ftl:1 cannot be read"),
        ("hello = \ue000", "private-use"),
    ],
)
def test_a_file_that_cannot_be_read_stops_the_start(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(WordingError, match=expected):
        made(tmp_path, en=text)


def test_where_nobody_checks_a_broken_sentence_is_said_in_english(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    words = made(tmp_path, strict=False, fr=f"{FRENCH}yes = {{ $name\nno = Non").words("fr", "UTC")
    assert (words.label("yes"), words.label("no")) == ("Yes", "Non")
    assert "sentence yes of language fr cannot be read" in caplog.text


def test_a_sentence_inside_another_is_read_with_it(tmp_path: Path) -> None:
    inner = (
        "outer = { inner.hint } { inner } {-brand}\ninner = In\n    .hint = { outer-hint }\nouter-hint = Hint"
    )
    assert made(tmp_path, de=f"{inner}\n-brand = Bot").words("de", "UTC").label("outer") == "Hint In Bot"


def test_a_folder_that_is_no_language_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(WordingError, match="klingonish"):
        made(tmp_path, klingonish="hello = x")


def test_there_has_to_be_english(tmp_path: Path) -> None:
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "words.ftl").write_text(FRENCH, "utf-8")
    with pytest.raises(WordingError, match="no English"):
        FluentCatalogue(tmp_path)


def test_our_own_files_are_read_and_every_fixed_sentence_is_said() -> None:
    catalogue = FluentCatalogue(strict=True)
    for language in catalogue.languages:
        for name in wanted(language):
            assert catalogue.words(language, "UTC").has(name)


@given(minutes=st.integers(0, 10**6))
def test_a_length_is_told_exactly(minutes: int) -> None:
    units = {"day": 1440, "days": 1440, "hour": 60, "hours": 60, "minute": 1, "minutes": 1}
    parts = [part.split(" ") for part in length(timedelta(minutes=minutes), "en").split(", ")]
    assert sum(int(number.replace(",", "")) * units[unit] for number, unit in parts) == minutes


def test_plain_text_of_every_node() -> None:
    text: Text = (
        Own("a"),
        User("b"),
        Strong(Own("c")),
        Link("https://example.org", "d"),
        When(AT, Show.TIME),
    )
    assert plain(text, "en", "UTC") == "abcd6:00\u202fPM"
