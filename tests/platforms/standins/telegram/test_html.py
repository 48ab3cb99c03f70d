"""Telegram's HTML: what becomes an entity, and what is refused with which words."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.telegram.errors import ApiError
from bot.sandbox.telegram.html import parsed_html, units
from bot.sandbox.telegram.text import with_detected


def entity(kind: str, offset: int, length: int, **more: object) -> dict[str, object]:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>a</b> <strong>b</strong>", "a b", [entity("bold", 0, 1), entity("bold", 2, 1)]),
        ("<i>a</i><em>b</em>", "ab", [entity("italic", 0, 1), entity("italic", 1, 1)]),
        ("<u>a</u><ins>b</ins>", "ab", [entity("underline", 0, 1), entity("underline", 1, 1)]),
        ("<s>a</s><del>b</del>", "ab", [entity("strikethrough", 0, 1), entity("strikethrough", 1, 1)]),
        ("<tg-spoiler>x</tg-spoiler>", "x", [entity("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [entity("spoiler", 0, 1)]),
        ("<b>a<i>b</i></b>", "ab", [entity("italic", 1, 1), entity("bold", 0, 2)]),
        ("&lt;b&gt; &amp; &quot;&#233;&#x1F600;", '<b> & "é😀', []),
        ("&nbsp; & &amp;lt;", "&nbsp; & &lt;", []),
        ("😀<b>x</b>", "😀x", [entity("bold", 2, 1)]),
        ("<b></b>plain", "plain", []),
        ("<blockquote>q</blockquote>", "q", [entity("blockquote", 0, 1)]),
        ("<blockquote expandable>q</blockquote>", "q", [entity("expandable_blockquote", 0, 1)]),
        ("<code>x</code>", "x", [entity("code", 0, 1)]),
        ('<pre><code class="language-python">x</code></pre>', "x", [entity("pre", 0, 1, language="python")]),
        (
            '<a href="https://example.org/?a=1&amp;b=2">x</a>',
            "x",
            [entity("text_link", 0, 1, url="https://example.org/?a=1&b=2")],
        ),
        ('<a href="tg://user?id=50">x</a>', "x", [entity("text_mention", 0, 1, user={"id": 50})]),
        ('<a href="no link">x</a>', "x", []),
        (
            '<tg-time unix="1935651600" format="wDT">1 May 2031, 09:00 UTC</tg-time>',
            "1 May 2031, 09:00 UTC",
            [entity("date_time", 0, 21, unix_time=1935651600, date_time_format="wDT")],
        ),
        ('<tg-time unix="19">soon</tg-time>', "soon", [entity("date_time", 0, 4, unix_time=19)]),
        ('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>', "👍",
         [entity("custom_emoji", 0, 2, custom_emoji_id="5368324170671202286")]),
    ],
)  # fmt: skip
def test_markup_becomes_entities(source: str, text: str, entities: list[dict[str, object]]) -> None:
    parsed, found = parsed_html(source)
    assert parsed == text
    assert sorted(found, key=repr) == sorted(entities, key=repr)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<b>unclosed", "Can't find end tag corresponding to start tag \"b\""),
        ("<script>alert(1)</script>", 'Unsupported start tag "script" at byte offset 0'),
        ("é <br>", 'Unsupported start tag "br" at byte offset 3'),
        ("<b><i>test</b></i>", 'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<a href", 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
        ('<a href="x', 'Unclosed start tag at byte offset 0'),
        ("<a href=https://x>x</a>", "Unexpected end of name token at byte offset 8"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<span class="big">x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="x">x</tg-emoji>', "Invalid custom emoji identifier specified"),
        ('<tg-time unix="soon">x</tg-time>', "Invalid Unix time specified"),
        ('<tg-time unix="1" format="rt">x</tg-time>', "Invalid date-time format specified"),
    ],
)  # fmt: skip
def test_wrong_markup_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refused:
        parsed_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


@given(st.text())
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert parsed_html(escaped) == (text, [])


@given(st.text())
def test_length_is_counted_in_utf_16(text: str) -> None:
    assert units(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(st.text(alphabet=st.sampled_from("<>/&;=\"' abi-tg")))
def test_any_text_is_parsed_or_refused(source: str) -> None:
    with contextlib.suppress(ApiError):
        text, entities = parsed_html(source)
        assert all(0 <= int(str(one["offset"])) < units(text) for one in entities)


@pytest.mark.parametrize(
    ("source", "spans"),
    [
        ("<b>a<code>b</code>c</b>", [("bold", 0, 1), ("code", 1, 1), ("bold", 2, 1)]),
        ("<code><b>ab</b></code>", [("code", 0, 2)]),
        ("<blockquote>a<code>b</code></blockquote>", [("blockquote", 0, 2), ("code", 1, 1)]),
        ("<code>/help</code> /help", [("code", 0, 5), ("bot_command", 6, 5)]),
        ('<a href="https://example.org">/help</a>', [("text_link", 0, 5)]),
    ],
)
def test_code_holds_no_other_entity(source: str, spans: list[tuple[str, int, int]]) -> None:
    entities = with_detected(*parsed_html(source))
    assert [(one["type"], one["offset"], one["length"]) for one in entities] == spans
