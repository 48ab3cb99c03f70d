"""Pieces that many views share."""

from collections.abc import Mapping

from bot.dialog.text import Own, Text, User
from bot.dialog.view import Action, Press, Style
from bot.dialog.wording import Words
from core.page import Page


def user(text: str | None) -> Text:
    """Words of a person, or nothing."""
    return (User(text),) if text else ()


def own(text: str) -> Text:
    """Words of ours that are already worded."""
    return (Own(text),)


def button(
    words: Words,
    key: str,
    command: str,
    answers: Mapping[str, object] | None = None,
    *,
    style: Style = Style.USUAL,
    seen: int | None = None,
    only: int | None = None,
) -> Action:
    """A button labelled `button-<key>` of the catalogue that calls a command."""
    press = Press(command, answers or {}, seen=seen, only=only)
    return Action(label=words.label(f"button-{key}"), press=press, style=style)


def paging(
    words: Words, page: Page[object], command: str, answers: Mapping[str, object]
) -> tuple[Action, ...]:
    """Previous and next, where there are such pages; `answers` keep the list's filter."""
    actions = []
    if page.number > 1:
        actions.append(button(words, "previous", command, {**answers, "page": page.number - 1}))
    if page.more:
        actions.append(button(words, "next", command, {**answers, "page": page.number + 1}))
    return tuple(actions)


def empty_page(words: Words, page: Page[object], otherwise: str) -> tuple[Text, ...]:
    """What a page without items says: past the end, or there is nothing at all (rules.md §0)."""
    if page.items:
        return ()
    return (words.say("page-past-end", number=page.number),) if page.number > 1 else (words.say(otherwise),)
