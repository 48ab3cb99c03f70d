"""What both platforms show of a reply, after everything they refuse has been looked for."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.dialog import kinds
from bot.dialog.asking import Asking, Step
from bot.dialog.replies import Reply, Toast
from bot.dialog.text import Strong, Text, User
from bot.dialog.view import Press, View
from bot.dialog.written import plain
from bot.discord import forms as discord_forms
from bot.discord.custom_ids import Answers
from bot.discord.interactions import message_of
from bot.discord.wire import Json
from bot.sandbox.discord.checks_message import check_message
from bot.sandbox.discord.checks_modal import check_modal
from bot.sandbox.discord.forms import Form
from bot.sandbox.telegram.html import parsed_html, units
from bot.sandbox.telegram.keyboards import checked_markup
from bot.sandbox.telegram.text import with_detected
from bot.telegram import asking, render
from bot.telegram.message import LONGEST_TEXT, Message

NO_PINGS: Json = {"parse": []}
SHORT = 200
"""Nothing that is shorter is cut, in a reply that is not long as a whole."""
_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
_INVISIBLE = re.compile("[\u2066-\u2069\u202a-\u202e]")


class Tokens:
    """Seals nothing: a button says only that it is one, as long as a token may be."""

    def __init__(self) -> None:
        self.sealed = 0

    def seal(self, what: Press | Step) -> str:
        self.sealed += 1
        return f"{self.sealed:064}"

    async def keep(self) -> None:
        return


def on_discord(reply: Reply) -> str:
    """The words of the message; fails on what Discord refuses and on what could ping."""
    message = message_of(reply, Tokens())
    body, form = message.body(), Form()
    check_message(form, body, body["flags"])
    if isinstance(reply.body, Asking) and discord_forms.questions(reply.body):
        check_modal(form, discord_forms.form(reply.body, reply.words, Tokens(), Answers.IN_PLACE))
    assert form.errors == {}
    assert body["allowed_mentions"] == NO_PINGS
    return bare(unescaped("\n".join(_contents(message.components))))


def unescaped(markdown: str) -> str:
    """What a reader of Discord sees of words in which every mark is escaped."""
    return _ESCAPED.sub(r"\1", markdown)


def on_telegram(reply: Reply, now: datetime) -> str:
    """The words of the message; fails on what Telegram refuses and on what could ping."""
    message = _message(reply, now)
    shown, entities = parsed_html(message.body.html)
    assert shown == message.body.plain
    assert units(shown) <= LONGEST_TEXT
    assert not pings(shown, entities, only="text_mention")
    if isinstance(reply.body, View):
        public = render.message(replace(reply.body, private=False), reply.words, Tokens())
        assert not pings(*parsed_html(public.body.html), only="mention")
    if message.rows:
        assert checked_markup({"inline_keyboard": list(message.rows)}) is not None
    return bare(shown)


def pings(shown: str, entities: list[Json], only: str) -> list[Json]:
    """What would call somebody; in a private chat with the bot a name that is written calls nobody."""
    return [entity for entity in with_detected(shown, entities) if entity["type"] == only]


def _message(reply: Reply, now: datetime) -> Message:
    body = reply.body
    if isinstance(body, Toast):
        return render.remark(body.text, reply.words)
    if isinstance(body, View):
        return render.message(body, reply.words, Tokens())
    return asking.message(body, reply.words, Tokens(), now)


def _contents(parts: list[Json]) -> Iterator[str]:
    for part in parts:
        yield part.get("content") or ""
        yield from _contents([*(part.get("components") or []), *filter(None, [part.get("accessory")])])


def bare(text: str) -> str:
    """Without the marks that keep directions apart."""
    return _INVISIBLE.sub("", text)


def meant(reply: Reply) -> list[str]:
    """What people wrote of what is shown; nothing of a long reply, which may be cut."""
    said = _texts(reply.body)
    if len("".join(plain(text, "en", "UTC") for text in said)) > 1000:
        return []
    nodes = [node.node if isinstance(node, Strong) else node for text in said for node in text]
    words = [node.text for node in nodes if isinstance(node, User) and len(node.text) < SHORT]
    return [bare(one).strip() for one in words]


def _texts(body: View | Asking | Toast) -> list[Text]:
    match body:
        case Toast(text):
            return [text]
        case Asking():
            # What was said so far is a part of the summary alone, on a phone.
            summary = isinstance(body.questions[0].kind, kinds.Confirm)
            return [body.title, *(each.value for each in body.answered if summary)]
        case View():
            fields = [each.value for each in body.fields]
            rows = [text for row in body.rows for text in (row.title, *row.lines)]
            return [body.title, *body.lines, *fields, *rows]
