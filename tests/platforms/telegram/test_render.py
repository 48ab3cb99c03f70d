"""Views and texts as Telegram shows them: exactly what was meant, never over a limit."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.dialog.asking import Step
from bot.dialog.catalogue import FluentCatalogue
from bot.dialog.text import Link, Node, Own, Show, Strong, User, When
from bot.dialog.view import Action, Field, Press, Row, Tone, View
from bot.sandbox.telegram.html import parsed_html
from bot.sandbox.telegram.keyboards import checked_markup
from bot.sandbox.telegram.people import Person, buttons, labels, plain
from bot.telegram import render
from bot.telegram.face import TelegramFace
from bot.telegram.markup import Markup, boundary, shorten, units, web_address
from core.text import several_lines
from tests.platforms.telegram.commands import SHOWN, file, picture, say
from tests.platforms.telegram.conftest import House

AT = datetime(2026, 3, 4, 17, 30, tzinfo=UTC)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
NASTY = st.sampled_from(
    [
        "<b>",
        "</b>",
        "&lt;",
        "&",
        "<a href='x'>",
        "🧑‍🚀" * 30,
        "é" * 40,
        "שלום",
        "\u202eevil",
        "]]>",
        "🇩🇪" * 9,
        "@ada",
    ]
)


class Plain:
    """Makes tokens that say nothing."""

    def __init__(self) -> None:
        self.sealed: list[Press | Step] = []

    def seal(self, what: Press | Step) -> str:
        self.sealed.append(what)
        return f"t{len(self.sealed)}"

    async def keep(self) -> None:
        return


@pytest.fixture(scope="module")
def markup(catalogue: FluentCatalogue) -> Markup:
    return Markup(catalogue.words("en", "Europe/Berlin"))


def without_isolates(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(raw=st.one_of(TEXTS, NASTY, st.lists(st.one_of(TEXTS, NASTY)).map("".join)))
def test_what_is_read_is_what_was_written(raw: str, markup: Markup) -> None:
    meant = several_lines(raw, "text", 100_000, shortest=0)
    for node in (User(meant), Own(meant), Strong(User(meant))):
        html = markup.text((node,)).html
        shown, entities = parsed_html(html)
        if not isinstance(node, Own):
            shown = without_isolates(shown)
        assert shown == meant.replace("\u2068", "").replace("\u2069", "")
        assert {entity["type"] for entity in entities} <= {"bold"}


@given(raw=st.one_of(TEXTS, st.lists(NASTY).map("".join)), most=st.integers(1, 120))
def test_a_cut_keeps_its_limit_and_its_letters(raw: str, most: int, markup: Markup) -> None:
    nodes: tuple[Node, ...] = (
        Strong(User(raw)),
        Own(" · "),
        When(AT),
        User(raw),
        Link("https://example.org", "x"),
    )
    piece = markup.fit(nodes, most)
    shown, _ = parsed_html(piece.html)
    assert shown == piece.plain
    assert utf16(shown) == piece.units <= max(most, 1)
    cut = shorten(raw, most)
    assert utf16(cut) <= max(most, 1)


@given(text=TEXTS)
def test_units_are_utf16(text: str) -> None:
    assert units(text) == utf16(text)


@pytest.mark.parametrize(
    ("text", "at", "cut"),
    [
        ("e\u0301x", 1, 0),
        ("👩‍🚀!", 1, 0),
        ("👩‍🚀!", 3, 3),
        ("👍🏽", 1, 0),
        ("🇩🇪🇫🇷", 3, 2),
        ("ab", 1, 1),
        ("ab", 9, 2),
    ],
)
def test_a_cut_parts_nothing_that_belongs_together(text: str, at: int, cut: int) -> None:
    assert boundary(text, at) == cut


@pytest.mark.parametrize(
    ("show", "pattern", "shown"),
    [
        (Show.FULL, "wDt", "Wed, Mar 4, 2026, 6:30\u202fPM CET"),
        (Show.MOMENT, "Dt", "Wed, Mar 4, 2026, 6:30\u202fPM CET"),
        (Show.DAY, "wD", "Wed, Mar 4, 2026"),
        (Show.TIME, "t", "6:30\u202fPM"),
        (Show.RELATIVE, "r", "Wed, Mar 4, 2026, 6:30\u202fPM CET"),
    ],
)
def test_an_instant_is_shown_by_telegram_itself(show: Show, pattern: str, shown: str, markup: Markup) -> None:
    text, (entity,) = parsed_html(markup.text((When(AT, show),)).html)
    assert text == shown
    assert entity == {
        "type": "date_time", "offset": 0, "length": len(shown), "unix_time": int(AT.timestamp()),
        "date_time_format": pattern,
    }  # fmt: skip


def test_an_instant_too_far_for_an_entity_is_written_out(markup: Markup) -> None:
    text, entities = parsed_html(markup.text((When(AT + timedelta(days=365 * 20)),)).html)
    assert text.startswith("Tue, Feb 27, 2046")
    assert entities == []


def test_a_link_shows_where_it_leads(markup: Markup) -> None:
    text, (entity,) = parsed_html(
        markup.text((Link("https://meet.example.org/a?b=1&c=2", "Join here"),)).html
    )
    assert text == "Join here (meet.example.org)"
    assert entity["url"] == "https://meet.example.org/a?b=1&c=2"
    named, _ = parsed_html(
        markup.text((Link("https://meet.example.org/a", "https://meet.example.org/a"),)).html
    )
    assert named == "https://meet.example.org/a"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org", "javascript:alert(1)", "https://user@example.org", "https://", "https://localhost/x",
        "https://exa mple.org", 'https://example.org/"><b>', "https://[", "tg://user?id=1", "", None,
        "https://example.org/" + "a" * 3000, "https://example.org/\n",
    ],
)  # fmt: skip
def test_only_plain_addresses_become_links(url: str | None, markup: Markup) -> None:
    assert web_address(url) is None
    if url:
        assert parsed_html(markup.text((Link(url, "label"),)).html)[1] == []


def card(view: View, catalogue: FluentCatalogue) -> tuple[str, list[list[dict[str, object]]]]:
    message = render.message(view, catalogue.words("en", "UTC"), Plain())
    assert checked_markup({"inline_keyboard": list(message.rows)}) is not None
    shown, _ = parsed_html(message.body.html)
    assert shown == message.body.plain
    assert utf16(shown) <= 4096
    return shown, list(message.rows)


def test_a_view_has_a_title_lines_facts_and_rows(catalogue: FluentCatalogue) -> None:
    rows = tuple(
        Row((User(f"R{n}"),), (say("line"),), (Action("Join", Press("x")), Action("Show", Press("y"))))
        for n in (1, 2)
    )
    view = View(
        say("Title"), lines=(say("one"), say("two")), fields=(Field("Group", say("Chess")),), rows=rows,
        actions=(Action("More", Press("z"), emoji="➕"),), tone=Tone.CARE,
    )  # fmt: skip
    shown, keyboard = card(view, catalogue)
    assert shown == "🟡 Title\n\none\ntwo\n\nGroup: Chess\n\n1. R1\nline\n\n2. R2\nline"
    assert [[button["text"] for button in row] for row in keyboard] == [
        ["1 · Join", "1 · Show"], ["2 · Join", "2 · Show"], ["➕ More"],
    ]  # fmt: skip


@given(
    lines=st.lists(st.one_of(TEXTS, NASTY), max_size=30),
    rows=st.lists(st.tuples(st.one_of(TEXTS, NASTY), st.integers(0, 4)), max_size=60),
    long=st.integers(0, 6000),
)
def test_no_view_is_too_long(
    lines: list[str], rows: list[tuple[str, int]], long: int, catalogue: FluentCatalogue
) -> None:
    listed = tuple(
        Row((User(title),), (say("x" * 90),), tuple(Action(title, Press("p")) for _ in range(count)))
        for title, count in rows
    )
    view = View(
        (User("t" * long),),
        lines=tuple((User(line),) for line in lines),
        fields=(Field("F", (User("y" * long),)),),
        rows=listed,
        actions=tuple(Action("foot", Press("p")) for _ in range(30)),
    )
    shown, _ = card(view, catalogue) if listed or view.actions else ("", [])
    numbers = [line for line in shown.split("\n") if line.startswith("… and ")]
    assert len(numbers) <= 1


def test_what_is_left_out_of_a_list_is_counted(catalogue: FluentCatalogue) -> None:
    rows = tuple(
        Row((User(f"Row {n}"),), (say("x" * 200),), (Action("Go", Press("p")),)) for n in range(1, 41)
    )
    shown, keyboard = card(View(say("Long"), rows=rows), catalogue)
    numbered = [line for line in shown.split("\n") if "Row" in line]
    assert shown.endswith(
        f"… and {40 - len(numbered)} more that do not fit here. Search or filter the list to see them."
    )
    assert len(keyboard) == len(numbered), "no button without its row"


async def test_a_short_picture_carries_its_words(house: House, face: TelegramFace, ada: Person) -> None:
    SHOWN["chart"] = View(say("Chart"), picture=picture(png()), actions=(Action("Help", Press("help")),))
    await ada.send("/show chart")
    shown = await ada.next_message()
    assert shown.media is not None
    assert (shown.media.kind, plain(shown), labels(shown)) == ("photo", "Chart", ["Help"])
    await ada.press(shown, "Help")
    answer = await ada.next_message()
    assert answer is not shown, "words cannot take the place of a picture"
    assert plain(answer) == "Help\n\nCommands: few"
    assert [button.url for row in buttons(answer) for button in row] == ["https://example.org/a?b=1&c=2"]


async def test_long_words_follow_their_picture(house: House, face: TelegramFace, ada: Person) -> None:
    SHOWN["chart"] = View(say("Chart"), lines=(say("x" * 1200),), picture=picture(png()), file=file(b"{}"))
    await ada.send("/show chart")
    first = await ada.next_message()
    second = await ada.next_message()
    third = await ada.next_message()
    assert (first.media is not None and first.media.kind, plain(first)) == ("photo", "A chart of nothing")
    assert second.media is not None
    assert second.media.kind == "document"
    assert plain(third).startswith("Chart\n\nxxx")


async def test_a_picture_too_narrow_for_a_photo_is_sent_as_a_file(
    house: House, face: TelegramFace, ada: Person
) -> None:
    SHOWN["chart"] = View(say("Chart"), picture=picture(png(10, 900)))
    await ada.send("/show chart")
    shown = await ada.next_message()
    assert shown.media is not None
    assert (shown.media.kind, plain(shown)) == ("document", "Chart")


async def test_markup_that_is_refused_goes_out_plain(house: House, face: TelegramFace, ada: Person) -> None:
    house.standin.faults.add("refused", "sendMessage", times=1, text="can't parse entities: x")
    await ada.send("/things")
    shown = await ada.next_message()
    assert plain(shown).startswith("Things · 1")
    assert shown.entities == []
    assert labels(shown)[0] == "1 · Join"


async def test_an_edit_whose_markup_is_refused_goes_out_plain(
    house: House, face: TelegramFace, ada: Person
) -> None:
    await ada.send("/things")
    shown = await ada.next_message()
    house.standin.faults.add("refused", "editMessageText", times=1, text="can't parse entities: x")
    await ada.press(shown, "Next")
    await ada.changed(shown)
    assert plain(shown).startswith("Things · 2")
    assert shown.entities == []


def png(width: int = 60, height: int = 40) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height)).save(buffer, "PNG")
    return buffer.getvalue()
