"""What people type (trust.md §2 rows 62–64)."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core import text
from core.errors import Refusal

ANY = st.text(st.characters(), max_size=200)
CLEAN = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
NASTY = st.text(
    st.sampled_from(
        "a é\u0301\u0300\u0302\u200b\u200d\u200c\u202e\u2066\ufeff\x00\n\r\t\u0627👩💻\u0915\u094d\ufe0f"
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("  two   words ", "two words"),
        ("line\nbreak\r\nagain\u2028more", "line break again more"),
        ("cafe\u0301", "café"),
        ("abc\u202edef\u2066", "abcdef"),
        ("nul\x00l\x1b[31m", "null[31m"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("ad\u200dmin\u200c", "admin"),
        ("👩\u200d💻 codes", "👩\u200d💻 codes"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क\u094d\u200dष", "क\u094d\u200dष"),
        ("z\u0363\u0364\u0365\u0366\u0367\u0368algo", "z\u0363\u0364\u0365\u0366algo"),
        ("<b>@everyone</b> *x*", "<b>@everyone</b> *x*"),
    ],
)
def test_one_line(raw: str, kept: str) -> None:
    assert text.one_line(raw, "title", 100) == unicodedata.normalize("NFC", kept)


def test_several_lines_keep_paragraphs() -> None:
    assert text.several_lines(" a \n\n\n\n b\r\nc\t \n", "about", 100) == "a\n\n b\nc"


@pytest.mark.parametrize("length", [99, 100, 101])
@pytest.mark.parametrize("sign", ["x", "é", "👩", "e\u0301"])
def test_length_is_counted_in_code_points_after_cleaning(length: int, sign: str) -> None:
    raw = "\u200b" + sign * length
    if length <= 100:
        assert len(text.one_line(raw, "title", 100)) == length
    else:
        with pytest.raises(Refusal) as caught:
            text.one_line(raw, "title", 100)
        assert caught.value.code == "text-too-long"
        assert caught.value.facts == {"field": "title", "limit": 100, "length": length}


@pytest.mark.parametrize(
    "raw", ["", "   ", "\n\n", "\u200b\u200b", "\u2800", "\u3164 \u3164", "\u0301", "\x00"]
)
def test_what_shows_nothing_is_empty(raw: str) -> None:
    for clean in (text.one_line, text.several_lines):
        with pytest.raises(Refusal) as caught:
            clean(raw, "title", 100)
        assert caught.value.code == "text-empty"
    assert text.optional_line(raw, "title", 100) is None
    assert text.optional_lines(raw, "title", 100) is None


def test_left_out_is_left_out() -> None:
    assert text.optional_line(None, "title", 100) is None
    assert text.optional_lines(None, "title", 100) is None


def test_too_short() -> None:
    with pytest.raises(Refusal) as caught:
        text.one_line("a", "name", 100, shortest=2)
    assert caught.value.code == "text-too-short"


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        text.one_line("a\ud800", "title", 100)
    assert caught.value.code == "text-broken"


def test_a_megabyte_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(Refusal) as caught:
        text.several_lines("\u200b" * 1_000_000, "about", 1000)
    assert caught.value.code == "text-too-long"


@example("\u094d\u0300\u200c\u060e")
@given(CLEAN | NASTY)
def test_cleaning_twice_changes_nothing(raw: str) -> None:
    for clean in (text.one_line, text.several_lines):
        once = clean(raw, "field", 1000, 0)
        assert clean(once, "field", 1000, 0) == once


@given(CLEAN | NASTY)
def test_what_is_kept_deceives_nobody(raw: str) -> None:
    kept = text.several_lines(raw, "field", 1000, 0)
    assert unicodedata.is_normalized("NFC", kept)
    assert not set(kept) & set(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u200b\ufeff\x00\r\t"
    )
    assert "\n" not in text.one_line(raw, "field", 1000, 0)
    run = 0
    for sign in kept:
        run = run + 1 if unicodedata.category(sign) in {"Mn", "Me"} else 0
        assert run <= text.MOST_MARKS


@given(ANY)
def test_a_search_never_fails(raw: str) -> None:
    found = text.searched(raw)
    found.encode()
    assert len(found) <= 100


@given(
    st.text(st.characters(categories=["Lu", "Ll", "Nd", "Po"], max_codepoint=0x24F), min_size=1, max_size=50)
)
def test_plain_words_are_kept_as_they_are(raw: str) -> None:
    assert text.one_line(raw, "field", 100) == unicodedata.normalize("NFC", raw)
