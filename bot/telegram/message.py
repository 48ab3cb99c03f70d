"""A message before it is sent, and the calls of the Bot API that send it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from telegram import InputFile

from bot.dialog.view import File, Picture
from bot.telegram.keyboards import Row
from bot.telegram.markup import Piece, shorten
from bot.telegram.wire import Json

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
NO_PREVIEW = {"is_disabled": True}


@dataclass(frozen=True, slots=True)
class Message:
    """Words, buttons, perhaps a picture and a file."""

    body: Piece
    rows: tuple[Row, ...] = ()
    picture: Picture | None = None
    file: File | None = None
    formatted: bool = True
    """False sends the words without any markup: Telegram has refused it once."""

    @property
    def has_media(self) -> bool:
        """Whether it is more than words; Telegram cannot turn one into the other by editing."""
        return self.picture is not None or self.file is not None

    def plainly(self) -> "Message":
        """The same without markup and without links on buttons: what can be refused is left out."""
        rows = tuple(row for each in self.rows if (row := [one for one in each if "url" not in one]))
        return replace(self, formatted=False, rows=rows)


@dataclass(frozen=True, slots=True)
class Sending:
    """One call that shows something in a chat."""

    method: str
    params: Json


def edit(message: Message, message_id: int) -> Sending:
    """The call that puts a message's words and buttons in place of another's."""
    return Sending("editMessageText", {"message_id": message_id, **_words(message)})


def strip(message_id: int) -> Sending:
    """The call that takes a message's buttons away."""
    return Sending("editMessageReplyMarkup", {"message_id": message_id})


def sendings(message: Message) -> Iterator[Sending]:
    """The calls that send a message; the last one carries the words and the buttons.

    A picture or a file carries them itself where they fit under it.
    """
    media = [one for one in (_picture(message), _file(message)) if one is not None]
    if not media or message.body.units > LONGEST_CAPTION:
        yield from media
        yield Sending("sendMessage", _words(message))
        return
    *before, last = media
    yield from before
    yield replace(last, params=last.params | _caption(message) | _markup(message))


def as_file(sending: Sending) -> Sending:
    """A picture sent as a file: Telegram takes no photo that is very large or very narrow."""
    params = {name: value for name, value in sending.params.items() if name != "photo"}
    return Sending("sendDocument", params | {"document": sending.params["photo"]})


def _words(message: Message) -> Json:
    told: Json = {"text": message.body.html if message.formatted else message.body.plain}
    if message.formatted:
        told["parse_mode"] = "HTML"
    return told | {"link_preview_options": NO_PREVIEW} | _markup(message)


def _caption(message: Message) -> Json:
    if message.formatted:
        return {"caption": message.body.html, "parse_mode": "HTML"}
    return {"caption": message.body.plain}


def _markup(message: Message) -> Json:
    return {"reply_markup": {"inline_keyboard": list(message.rows)}} if message.rows else {}


def _picture(message: Message) -> Sending | None:
    if message.picture is None:
        return None
    photo = InputFile(message.picture.data, filename=message.picture.name)
    told = {"photo": photo}
    alt = shorten(message.picture.alt, LONGEST_CAPTION)
    return Sending("sendPhoto", told | {"caption": alt} if alt else told)


def _file(message: Message) -> Sending | None:
    if message.file is None:
        return None
    return Sending("sendDocument", {"document": InputFile(message.file.data, filename=message.file.name)})
