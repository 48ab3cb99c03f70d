"""Pieces that many views share."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.dialog.text import Own, Strong, Text, User
from bot.dialog.view import Action, Field, Press, Style, View
from bot.dialog.wording import Words
from core.page import Page

_ROOM = 30
"""Parts that the rows of one message may have: a text and its buttons (platforms.md, Components V2)."""


def user(text: str | None) -> Text:
    """Words of a person, or nothing."""
    return (User(text),) if text else ()


def own(text: str) -> Text:
    """Words of ours that are already worded."""
    return (Own(text),)


def strong(text: str) -> Text:
    """Words of a person, emphasised."""
    return (Strong(User(text)),)


def named(words: Words, key: str, value: Text) -> Field:
    """A field labelled `field-<key>` of the catalogue."""
    return Field(words.label(f"field-{key}"), value)


def told(words: Words, key: str, text: str | None) -> tuple[Field, ...]:
    """A field with words of a person, if there are any."""
    return (named(words, key, user(text)),) if text else ()


def button(
    words: Words,
    key: str,
    command: str,
    answers: Mapping[str, object] | None = None,
    *,
    style: Style = Style.USUAL,
    seen: int | None = None,
    only: int | None = None,
    **facts: object,
) -> Action:
    """A button labelled `button-<key>` of the catalogue that calls a command."""
    press = Press(command, answers or {}, seen=seen, only=only)
    return Action(label=words.label(f"button-{key}", **facts), press=press, style=style)


def paging(
    words: Words, page: Page[Any], command: str, answers: Mapping[str, object] | None = None
) -> tuple[Action, ...]:
    """Previous and next, where there are such pages; `answers` keep the list's filter."""
    kept = {name: value for name, value in (answers or {}).items() if value not in {None, ""}}
    actions = []
    if page.number > 1:
        actions.append(button(words, "previous", command, {**kept, "page": page.number - 1}))
    if page.more:
        actions.append(button(words, "next", command, {**kept, "page": page.number + 1}))
    return tuple(actions)


def searching_again(words: Words, page: Page[Any], command: str, *, searching: bool) -> tuple[Action, ...]:
    """A button to search and filter a list, where there is anything to find."""
    if not (page.items or searching or page.number > 1):
        return ()
    return (button(words, "find", command),)


def empty_page(words: Words, page: Page[Any], otherwise: str) -> tuple[Text, ...]:
    """What a page without items says: past the end, or there is nothing at all (rules.md §0)."""
    if page.items:
        return ()
    return (words.say("page-past-end", number=page.number),) if page.number > 1 else (words.say(otherwise),)


def buttons_a_row(rows: int) -> int:
    """How many buttons each of so many rows may have for all of them to fit into one message."""
    return max(1, min(3, _ROOM // max(rows, 1) - 2))


def numbered(words: Words, title: str, page: Page[Any]) -> Text:
    """The title of a list, with the page's number from the second on."""
    said = words.say(title)
    return said if page.number == 1 else words.say("list-page", title=said, number=page.number)


def joined(parts: Iterable[Text], between: str = " · ") -> Text:
    """Texts on one line; empty ones are left out."""
    found: list[Text] = []
    for part in parts:
        if part:
            found.extend([own(between)] if found else [])
            found.append(part)
    return tuple(node for text in found for node in text)


def names(items: Sequence[str]) -> Text:
    """Several words of people, with commas."""
    return joined(((User(item),) for item in items), ", ")


def with_lead(
    lead: Text, view: View, actions: tuple[Action, ...] | None = None, *, lines: tuple[Text, ...] = ()
) -> View:
    """A card below a sentence that says what just happened."""
    return View(
        title=lead,
        lines=((*_emphasised(view.title),), *lines, *view.lines),
        fields=view.fields,
        rows=view.rows,
        actions=view.actions if actions is None else actions,
        tone=view.tone,
        private=view.private,
    )


def _emphasised(title: Text) -> Text:
    return tuple(Strong(node) if isinstance(node, Own | User) else node for node in title)
