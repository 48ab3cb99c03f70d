"""Files go up and come down again; pictures have to be pictures."""

import io

import pytest
from PIL import Image
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaDocument, InputMediaPhoto
from telegram.error import BadRequest, NetworkError

from bot.sandbox.telegram import methods_media
from bot.sandbox.telegram.people import Person, buttons, plain
from bot.sandbox.telegram.server import TelegramStandIn


def picture(width: int = 40, height: int = 30) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "PNG")
    return out.getvalue()


async def test_a_document_is_sent_fetched_and_sent_again(bot: Bot, ada: Person) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Ok", callback_data="ok")]])
    message = await bot.send_document(
        ada.id, b"BEGIN:VCALENDAR", filename="session.ics", caption="<b>Take</b>", parse_mode="HTML",
        reply_markup=keyboard,
    )  # fmt: skip
    seen = await ada.next_message()
    assert (plain(seen), buttons(seen)[0][0].label) == ("Take", "Ok")
    assert seen.media is not None
    assert (seen.media.file.name, seen.media.file.content) == ("session.ics", b"BEGIN:VCALENDAR")
    assert message.document is not None
    file = await bot.get_file(message.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"BEGIN:VCALENDAR"
    again = await bot.send_document(ada.id, message.document.file_id)
    assert again.document is not None
    assert again.document.file_unique_id == message.document.file_unique_id


async def test_a_picture_knows_its_size(bot: Bot, ada: Person) -> None:
    message = await bot.send_photo(ada.id, picture(), caption="me", has_spoiler=True)
    assert (message.photo[-1].width, message.photo[-1].height) == (40, 30)
    assert message.caption == "me"
    assert message.has_media_spoiler


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"no picture", "(?i)image_process_failed"), (picture(1000, 20), "(?i)photo_invalid_dimensions")],
)
async def test_a_photo_has_to_be_one(bot: Bot, ada: Person, content: bytes, reason: str) -> None:
    with pytest.raises(BadRequest, match=reason):
        await bot.send_photo(ada.id, content)


async def test_what_cannot_be_sent_or_fetched(
    bot: Bot, ada: Person, standin: TelegramStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BadRequest, match=r"(?i)wrong remote file identifier"):
        await bot.send_document(ada.id, "BQACnothing")
    with pytest.raises(BadRequest, match=r"(?i)file must be non-empty"):
        await bot.send_document(ada.id, b"", filename="empty.txt")
    message = await bot.send_document(ada.id, b"12345678")
    monkeypatch.setattr(methods_media, "MAX_DOWNLOAD", 7)
    monkeypatch.setattr(methods_media, "MAX_UPLOAD", 7)
    assert message.document is not None
    with pytest.raises(BadRequest, match=r"^File is too big"):
        await bot.get_file(message.document.file_id)
    with pytest.raises(NetworkError, match=r"Request Entity Too Large"):
        await bot.send_document(ada.id, b"12345678")


async def test_a_caption_is_at_most_1024_units(bot: Bot, ada: Person) -> None:
    message = await bot.send_photo(ada.id, picture(), caption="😀" * 512)
    with pytest.raises(BadRequest, match=r"^Message caption is too long"):
        await bot.send_photo(ada.id, picture(), caption="😀" * 512 + "x")
    with pytest.raises(BadRequest, match=r"^There is no text in the message to edit"):
        await message.edit_text("x")
    await message.edit_caption("shorter")
    assert plain(ada.last()) == "shorter"


async def test_media_can_be_exchanged(bot: Bot, ada: Person) -> None:
    message = await bot.send_photo(ada.id, picture(), caption="old")
    await message.edit_media(InputMediaPhoto(picture(60, 60), caption="new"))
    seen = ada.last()
    assert seen.media is not None
    assert (seen.media.width, plain(seen)) == (60, "new")


async def test_an_album(bot: Bot, ada: Person) -> None:
    album = await bot.send_media_group(
        ada.id, [InputMediaPhoto(picture(), caption="one"), InputMediaPhoto(picture())]
    )
    assert len({message.media_group_id for message in album}) == 1
    with pytest.raises(BadRequest, match=r"can't be mixed"):
        await bot.send_media_group(ada.id, [InputMediaPhoto(picture()), InputMediaDocument(b"x")])


async def test_a_person_uploads(bot: Bot, ada: Person) -> None:
    await ada.upload(b"email,name\n", "members.csv", "import /help")
    await ada.upload(picture(), "me.png", kind="photo")
    document, photo = (update.message for update in await bot.get_updates())
    assert document is not None
    assert document.document is not None
    assert (document.document.file_name, document.document.mime_type) == ("members.csv", "text/csv")
    assert [entity.type for entity in document.caption_entities] == ["bot_command"]
    file = await bot.get_file(document.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"email,name\n"
    assert photo is not None
    assert photo.photo[0].width == 40
