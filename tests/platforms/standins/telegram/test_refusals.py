"""Every limit on messages and keyboards is refused as Telegram refuses it."""

from collections.abc import Sequence

import pytest
from aiohttp import ClientSession
from telegram import (
    Bot,
    CopyTextButton,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.sandbox.telegram.people import Person, plain
from bot.sandbox.telegram.server import TelegramStandIn
from tests.platforms.standins.telegram.conftest import Clock

BAD_BUTTONS = {
    "BUTTON_DATA_INVALID": {"callback_data": "я" * 33},
    "Text buttons are unallowed in the inline keyboard": {"callback_data": ""},
    "URL 'no-host' is invalid: Wrong HTTP URL": {"url": "no-host"},
    "URL 'ftp://example.com' is invalid: Unsupported URL protocol": {"url": "ftp://example.com"},
    "URL 'http://[x' is invalid: Wrong HTTP URL": {"url": "http://[x"},
    "URL 'http://localhost:80' is invalid: Wrong HTTP URL": {"url": "http://localhost:80"},
    "BUTTON_COPY_TEXT_INVALID": {"copy_text": {"text": "x" * 257}},
    "Exactly one action field": {"url": "https://example.org", "callback_data": "x"},
    "BUTTON_TYPE_INVALID": {"pay": True},
    "Only HTTPS links are allowed": {"web_app": {"url": "http://example.com"}},
    "BUTTON_STYLE_INVALID": {"callback_data": "x", "style": "gold"},
    'Field "text" must be of type String': {"text": 7, "callback_data": "x"},
    "button text must be non-empty": {"text": " ", "callback_data": "x"},
}


def grid(rows: int, columns: int) -> InlineKeyboardMarkup:
    button = InlineKeyboardButton("x", callback_data="x")
    return InlineKeyboardMarkup([[button] * columns] * rows)


async def refused(standin: TelegramStandIn, method: str, **params: object) -> str:
    """Call, past the library, with what its own types would not let through; return why it was refused."""
    address = f"{standin.api_url}{standin.token}/{method}"
    async with ClientSession() as session, session.post(address, json=params) as answer:
        body = await answer.json()
    assert (answer.status, body["ok"], body["error_code"]) == (400, False, 400)
    return str(body["description"])


@pytest.fixture
def lenient(standin: TelegramStandIn) -> None:
    """What is sent wrongly on purpose is no finding of the description's check."""
    standin._routes._spec = None


async def test_text_is_1_to_4096_units_after_parsing(bot: Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "<b>" + "😀" * 2048 + "</b>", parse_mode="HTML")
    with pytest.raises(BadRequest, match=r"^Message is too long"):
        await bot.send_message(ada.id, "😀" * 2048 + "x")
    with pytest.raises(BadRequest, match=r"^Message text is empty"):
        await bot.send_message(ada.id, "")
    with pytest.raises(BadRequest, match=r"^Text must be non-empty"):
        await bot.send_message(ada.id, "<b> \n</b>", parse_mode="HTML")


async def test_markup_is_checked_on_sending_and_editing(bot: Bot, ada: Person) -> None:
    message = await bot.send_message(ada.id, "fine")
    for call in (
        bot.send_message(ada.id, "<b>x", parse_mode="HTML"),
        message.edit_text("<b>x", parse_mode="HTML"),
    ):
        with pytest.raises(
            BadRequest, match=r"^Can't parse entities: can't find end tag corresponding to start"
        ):
            await call
    with pytest.raises(BadRequest, match=r"^Unsupported parse_mode"):
        await bot.send_message(ada.id, "x", parse_mode="Org")


async def test_text_is_cleaned_trimmed_and_searched(bot: Bot, ada: Person) -> None:
    await bot.send_message(
        ada.id, "  a\u202eb\r <code>/not</code> /help@mentorbot x@example.org ", parse_mode="HTML"
    )
    message = await ada.next_message()
    assert plain(message) == "ab /not /help@mentorbot x@example.org"
    found = [(entity["type"], entity["offset"], entity["length"]) for entity in message.entities]
    assert found == [("code", 3, 4), ("bot_command", 8, 15), ("email", 24, 13)]


async def test_given_entities_are_checked(bot: Bot, ada: Person) -> None:
    bold = MessageEntity(MessageEntity.BOLD, 0, 2)
    await bot.send_message(ada.id, "hello", entities=[bold])
    assert (await ada.next_message()).entities == [{"type": "bold", "offset": 0, "length": 2}]
    with pytest.raises(BadRequest, match=r"(?i)ends after the end of the text at UTF-16 offset 9"):
        await bot.send_message(ada.id, "hello", entities=[MessageEntity(MessageEntity.BOLD, 0, 9)])
    with pytest.raises(BadRequest, match=r"(?i)begins after the end of the text at UTF-16 offset 9"):
        await bot.send_message(ada.id, "hello", entities=[MessageEntity(MessageEntity.BOLD, 9, 1)])
    with pytest.raises(BadRequest, match=r"(?i)incorrect offset -1"):
        await bot.send_message(ada.id, "hello", entities=[MessageEntity(MessageEntity.BOLD, -1, 1)])


@pytest.mark.parametrize(("reason", "button"), BAD_BUTTONS.items(), ids=BAD_BUTTONS)
async def test_wrong_buttons_are_refused(
    standin: TelegramStandIn, ada: Person, lenient: None, reason: str, button: dict[str, object]
) -> None:
    keyboard = {"inline_keyboard": [[{"text": "x", **button}]]}
    assert reason in await refused(standin, "sendMessage", chat_id=ada.id, text="x", reply_markup=keyboard)
    assert ada.visible() == []


async def test_a_button_takes_64_bytes(bot: Bot, ada: Person) -> None:
    button = InlineKeyboardButton("x", callback_data="я" * 32, style="danger")
    copy = InlineKeyboardButton("copy", copy_text=CopyTextButton("x" * 256))
    await bot.send_message(ada.id, "x", reply_markup=InlineKeyboardMarkup([[button, copy]]))
    press = await ada.press(await ada.next_message(), label="x")
    assert press.record.data == "я" * 32


@pytest.mark.parametrize(("rows", "columns"), [(1, 9), (13, 8), (101, 1)])
async def test_a_keyboard_too_large_is_refused(bot: Bot, ada: Person, rows: int, columns: int) -> None:
    await bot.send_message(ada.id, "largest", reply_markup=grid(12, 8))
    with pytest.raises(BadRequest, match=r"REPLY_MARKUP_TOO_LONG|Reply_markup_too_long"):
        await bot.send_message(ada.id, "x", reply_markup=grid(rows, columns))


async def test_reply_keyboards_come_are_tapped_and_go(bot: Bot, ada: Person) -> None:
    rows: Sequence[Sequence[KeyboardButton]] = [
        [KeyboardButton("Yes", style="success"), KeyboardButton("No")]
    ]
    await bot.send_message(ada.id, "Sure?", reply_markup=ReplyKeyboardMarkup(rows, resize_keyboard=True))
    assert ada.keyboard() == [["Yes", "No"]]
    assert plain(await ada.tap("Yes")) == "Yes"
    with pytest.raises(LookupError, match=r"no 'Maybe' on the keyboard"):
        await ada.tap("Maybe")
    await bot.send_message(ada.id, "Fine", reply_markup=ReplyKeyboardRemove())
    assert ada.keyboard() == []


async def test_a_placeholder_is_at_most_64(standin: TelegramStandIn, bot: Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "x", reply_markup=ForceReply(input_field_placeholder="x" * 64))
    markup = {"force_reply": True, "input_field_placeholder": "x" * 65}
    reason = await refused(standin, "sendMessage", chat_id=ada.id, text="x", reply_markup=markup)
    assert reason == "Bad Request: REPLY_MARKUP_PLACEHOLDER_INVALID"


async def test_editing_says_why_not(bot: Bot, ada: Person, clock: Clock) -> None:
    message = await bot.send_message(ada.id, "same", reply_markup=grid(1, 1))
    with pytest.raises(
        BadRequest, match=r"^Message is not modified: specified new message content and reply"
    ):
        await message.edit_text("same", reply_markup=grid(1, 1))
    with pytest.raises(BadRequest, match=r"^There is no caption in the message to edit"):
        await message.edit_caption("x")
    with pytest.raises(BadRequest, match=r"^Message to edit not found"):
        await bot.edit_message_text("x", ada.id, 999)
    hers = await ada.send("mine")
    with pytest.raises(BadRequest, match=r"^Message can't be edited"):
        await bot.edit_message_text("x", ada.id, hers.id)
    await message.edit_reply_markup(None)
    assert ada.visible()[0].inline_rows == []


async def test_deleting_works_for_48_hours(bot: Bot, ada: Person, clock: Clock) -> None:
    old, young = await bot.send_message(ada.id, "old"), await bot.send_message(ada.id, "young")
    clock.advance(hours=48)
    assert await young.delete()
    with pytest.raises(BadRequest, match=r"^Message to delete not found"):
        await young.delete()
    clock.advance(seconds=1)
    with pytest.raises(BadRequest, match=r"^Message can't be deleted for everyone"):
        await old.delete()


async def test_chats_that_cannot_be_written_to(standin: TelegramStandIn, bot: Bot, ada: Person) -> None:
    with pytest.raises(BadRequest, match=r"^Chat not found"):
        await bot.send_message(12345, "x")
    ada.deactivate()
    with pytest.raises(Forbidden, match=r"user is deactivated"):
        await bot.send_message(ada.id, "x")
    outside = standin.group("Readers", [ada], bot=None)
    with pytest.raises(Forbidden, match=r"bot is not a member of the supergroup chat"):
        await bot.send_message(outside.id, "x")
    outside.add_bot(ada)
    outside.kick_bot(ada)
    with pytest.raises(Forbidden, match=r"bot was kicked from the supergroup chat"):
        await bot.send_message(outside.id, "x")


async def test_a_group_that_became_a_supergroup_tells_its_new_id(
    standin: TelegramStandIn, bot: Bot, ada: Person
) -> None:
    old = standin.group("Readers", [ada], kind="group")
    new = old.migrate(ada)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(old.id, "x")
    assert moved.value.new_chat_id == new.id
    await bot.send_message(new.id, "x")
    told = [update.message for update in await bot.get_updates() if update.message]
    assert [(m.migrate_to_chat_id, m.migrate_from_chat_id) for m in told] == [(new.id, None), (None, old.id)]


async def test_replies_need_their_message(bot: Bot, ada: Person) -> None:
    with pytest.raises(BadRequest, match=r"^Message to be replied not found"):
        await bot.send_message(ada.id, "x", reply_parameters=ReplyParameters(999))
    lenient = ReplyParameters(999, allow_sending_without_reply=True)
    assert (await bot.send_message(ada.id, "x", reply_parameters=lenient)).reply_to_message is None


async def test_an_answer_is_at_most_200(bot: Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "x", reply_markup=grid(1, 1))
    press = await ada.press(await ada.next_message(), label="x")
    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await bot.answer_callback_query(press.record.query_id, "x" * 201)
    await bot.answer_callback_query(press.record.query_id, "x" * 200)


async def test_copies_and_forwards(bot: Bot, ada: Person, standin: TelegramStandIn) -> None:
    linus = standin.person("Linus Sample", started=True)
    source = await ada.send("hello /help")
    await bot.copy_message(linus.id, ada.id, source.id)
    await bot.forward_message(linus.id, ada.id, source.id)
    copied, forwarded = linus.visible()
    assert plain(copied) == plain(forwarded) == "hello /help"
    assert copied.forward_origin is None
    assert forwarded.forward_origin is not None
    shut = await bot.send_message(ada.id, "keep", protect_content=True)
    with pytest.raises(BadRequest, match=r"^Message can't be forwarded"):
        await bot.forward_message(linus.id, ada.id, shut.message_id)
    await linus.forward(copied)
    (update,) = [u for u in await bot.get_updates() if u.message and u.message.forward_origin]
    assert update.message is not None
    assert update.message.text == "hello /help"
