"""What a person has chosen, with a button to change each; and what waits in the inbox."""

from bot.dialog import written
from bot.dialog.text import Own, Text
from bot.dialog.view import Action, Row, Style, Tone, View
from bot.dialog.wording import Words
from bot.views.parts import button, empty_page, named, own
from core.page import Page
from core.people.model import Platform
from core.people.service import AccountSetting, Settings


def settings(words: Words, found: Settings, *, changed: bool = False) -> View:
    """Everything the person has chosen."""
    on = sum(found.categories.values())
    return View(
        title=words.say("settings-title", changed=changed),
        fields=(
            named(words, "language", _language(words, found)),
            named(words, "zone", words.say("zone", zone=found.zone, community=found.community_zone)),
            named(words, "quiet", _quiet(words, found)),
            named(words, "notices", words.say("notices-on", on=on, all=len(found.categories))),
        ),
        rows=tuple(_account(words, one, alone=len(found.accounts) < 2) for one in found.accounts),
        actions=(
            button(words, "set-zone", "settings-zone", style=Style.PRIMARY),
            button(words, "set-language", "settings-language"),
            button(words, "set-quiet", "settings-quiet"),
            *([button(words, "quiet-off", "settings-quiet-off")] if found.quiet else []),
            button(words, "set-notices", "settings-notices"),
            *([button(words, "link", "link")] if len(found.accounts) < 2 else []),
            button(words, "privacy", "privacy"),
            button(words, "home", "home"),
        ),
        tone=Tone.GOOD if changed else Tone.PLAIN,
    )


def _language(words: Words, found: Settings) -> Text:
    if found.language is None:
        return words.say("language-follows")
    return own(written.locale(found.language).get_display_name() or found.language)


def _quiet(words: Words, found: Settings) -> Text:
    if found.quiet is None:
        return words.say("quiet-none")
    return words.say("quiet", start=found.quiet.start, end=found.quiet.end)


def _account(words: Words, one: AccountSetting, *, alone: bool) -> Row:
    about = {"account": one.id}
    switch = button(
        words,
        "notify-off" if one.notify else "notify-on",
        "settings-account",
        {**about, "on": not one.notify},
    )
    again = [] if one.reachable else [_try_again(words, about)]
    unlink = [] if alone else [button(words, "unlink", "unlink", about, style=Style.DANGER)]
    return Row(
        title=words.say("account", platform=Platform(one.platform), name=one.name),
        lines=(
            words.say(
                "account-state", notify=one.notify, reachable=one.reachable, current=one.current, alone=alone
            ),
        ),
        actions=(*again, switch, *unlink),
    )


def _try_again(words: Words, about: dict[str, int]) -> Action:
    return button(words, "try-again", "settings-account", {**about, "on": True}, style=Style.PRIMARY)


def notices(words: Words, found: Settings) -> View:
    """Each kind of notice with its switch."""
    rows = tuple(
        Row(
            title=words.say("category", category=category),
            lines=(words.say("category-state", on=on),),
            actions=(
                button(
                    words,
                    "switch-off" if on else "switch-on",
                    "settings-notice",
                    {"category": category.value, "on": not on},
                    style=Style.USUAL if on else Style.GOOD,
                ),
            ),
        )
        for category, on in found.categories.items()
    )
    return View(
        title=words.say("notices-title"),
        lines=(words.say("notices-lead"),),
        rows=rows,
        actions=(button(words, "settings", "settings"),),
    )


def inbox(words: Words, page: Page[View | None]) -> View:
    """What the person was not told; notices that lost their use are left out."""
    rows = tuple(_waiting(words, view) for view in page.items if view is not None)
    actions: list[Action] = []
    if page.number > 1:
        actions.append(button(words, "previous", "inbox", {"page": page.number - 1}))
    if page.more:
        actions.append(button(words, "next", "inbox", {"page": page.number + 1}))
    if page.items:
        actions.append(button(words, "inbox-read", "inbox-read", style=Style.PRIMARY))
    return View(
        title=words.say("inbox-title"),
        lines=() if rows else empty_page(words, page, "inbox-none") or (words.say("inbox-page-over"),),
        rows=rows,
        actions=(*actions, button(words, "home", "home")),
    )


def _waiting(words: Words, view: View) -> Row:
    """A notice in short: its first lines and its first button."""
    said = [line for line in view.lines if line][:2]
    fields = [
        (*words.say("dialog-field", label=Own(one.label)), Own(" "), *one.value) for one in view.fields[:2]
    ]
    return Row(title=view.title, lines=(*said, *fields), actions=view.actions[:1])


def inbox_read(words: Words) -> View:
    """After everything in the inbox was marked as read."""
    return View(
        title=words.say("inbox-emptied"),
        lines=(words.say("inbox-emptied-next"),),
        actions=(button(words, "home", "home"), button(words, "set-notices", "settings-notices")),
        tone=Tone.GOOD,
    )
