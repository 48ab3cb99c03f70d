"""What is shown equals what was meant: a small reading of Discord's markdown is the judge."""

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.dialog.kinds import SpotOf
from bot.dialog.text import Link, Own, Show, SpotName, Strong, User, When
from bot.discord.markdown import escape, fit, render, shorten, web_address

ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
# What Discord's client would make something else of.
ACTIVE = re.compile(
    r"""
    [*_~`|\\\[\]]                                   # emphasis, code, spoilers, links
    | <(?:@|\#|:|a:|t:|/|id:|https?:)               # mentions, channels, emoji, times, commands
    | (?:https?|steam)://                           # addresses become links by themselves
    | @(?:everyone|here)
    | ^[^\S\n]*(?:\#{1,3}[ ]|-\#[ ]|>[ ]|>>>|[-*+][ ]|\d+\.[ ])
    """,
    re.VERBOSE | re.MULTILINE,
)
BLANK = "\ue000"
TRICKY = st.sampled_from(
    [
        "*", "_", "~", "`", "|", "\\", "[a](b)", "<@1>", "<#2>", "<t:3:R>", "</x:4>", "<:e:5>", "@everyone",
        "@here", "https://a.example", "# ", "-# ", "> ", ">>> ", "- ", "+ ", "1. ", "\n",
        " ", "a", "é", "7", "||",
        "```",
        ":/",
    ]
)  # fmt: skip
TEXTS = st.lists(TRICKY | st.text(max_size=3), max_size=12).map("".join)
INVISIBLE = re.compile("[\u2066-\u2069\u202a-\u202e]")


def seen(markdown: str) -> str:
    """What a reader sees; fails when something is read as markup."""
    bare = ESCAPED.sub(BLANK, markdown)
    found = ACTIVE.search(bare)
    assert found is None, (found, markdown)
    return INVISIBLE.sub("", ESCAPED.sub(r"\1", markdown))


def without(text: str) -> str:
    return INVISIBLE.sub("", text)


@given(TEXTS)
@example("https://evil.example")
@example("1. one\n2. two")
@example("\n- a\n  - b")
def test_rendered_text_equals_input(text: str) -> None:
    assert seen(escape(text)) == without(text)


@given(st.lists(TEXTS, min_size=1, max_size=4))
@example(["1", ". x"])
@example(["", "- x"])
@example(["\n", "# x"])
def test_nodes_beside_each_other_make_no_markup(parts: list[str]) -> None:
    text = tuple(User(part) if number % 2 else Own(part) for number, part in enumerate(parts))
    joined = render(text)
    # An address may only come into being where two texts of people and ours meet; both are harmless.
    if "://" not in "".join(parts):
        assert seen(joined) == without("".join(parts))


@given(TEXTS, st.integers(0, 60))
def test_cut_text_is_a_beginning_and_fits(text: str, most: int) -> None:
    shown = fit((User(text),), most + 1)
    assert len(shown) <= most + 1
    if shown != render((User(text),)):
        assert without(text).startswith(seen(shown)[:-1].rstrip("\u2069"))


@given(st.text(max_size=40), st.integers(1, 30))
def test_shortened_text_fits(text: str, most: int) -> None:
    assert len(shorten(text, most)) <= most


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("e\u0301e\u0301e\u0301", 4, "e\u0301…"),
        ("👨‍👩‍👧 family", 4, "…"),
        ("a👍🏽b", 3, "a…"),
        ("🇮🇳🇫🇷🇩🇪", 4, "🇮🇳…"),
        ("word word", 6, "word…"),
    ],
)
def test_letters_and_emoji_are_not_cut_apart(text: str, most: int, shown: str) -> None:
    assert shorten(text, most) == shown


def test_right_to_left_names_are_kept_to_themselves() -> None:
    assert render((Own("By "), User("עדה"), Own("!"))) == "By \u2068עדה\u2069!"
    assert "\u202e" not in render((User("abc\u202edef"),))


def test_instants_are_discords_own() -> None:
    at = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
    seconds = int(at.timestamp())
    assert render((When(at),)) == f"<t:{seconds}:F> (<t:{seconds}:R>)"
    assert [
        render((When(at, show),))[-2] for show in (Show.MOMENT, Show.DAY, Show.TIME, Show.RELATIVE)
    ] == list("fDtR")


def test_strong_words_are_bold() -> None:
    assert render((Strong(User("a*b")),)) == r"**a\*b**"


def test_links_show_their_host() -> None:
    assert (
        render((Link("https://meet.example/x", "Join"),)) == "[Join](<https://meet.example/x>) (meet.example)"
    )
    assert (
        render((Link("https://meet.example/x", "meet.example"),))
        == "[meet.example](<https://meet.example/x>)"
    )
    assert render((Link("https://meet.example/x", "https://meet.example/x"),)) == "<https://meet.example/x>"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "http://meet.example", "https://user@meet.example", "https://", "https:///x",
        "https://[::1", "ftp://x", "https://meet.example/\nx", "https://meet.example/" + "x" * 600,
    ],
)  # fmt: skip
def test_doubtful_addresses_are_text_only(url: str) -> None:
    assert web_address(url) is None
    seen(render((Link(url, "Join"),)))


@given(st.text(max_size=30))
def test_addresses_cannot_leave_their_place(path: str) -> None:
    address = web_address("https://meet.example/" + path)
    if address is not None:
        assert not set('()<> "\\`\n') & set(address)
        assert urlsplit(address).hostname == "meet.example"


@pytest.mark.parametrize(
    ("of", "shown"),
    [
        (SpotOf.DISCORD_ROLE, "<@&77>"),
        (SpotOf.DISCORD_CHANNEL, "<#77>"),
        (SpotOf.TELEGRAM_CHAT, "77"),
    ],
)
def test_a_role_and_a_channel_are_shown_by_their_names(of: SpotOf, shown: str) -> None:
    assert render((SpotName(of, "77"),)) == shown
