"""A conversation through the real library: updates in, messages and edits out, presses answered."""

import asyncio

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, Conflict, Forbidden

from bot.sandbox.telegram.people import Person, Press, buttons, labels, plain
from bot.sandbox.telegram.server import TelegramStandIn

ROW = [
    InlineKeyboardButton("Accept", callback_data="v1:acc:7", style="success"),
    InlineKeyboardButton("Site", url="https://example.org/a"),
]


async def pressed(bot: Bot, person: Person, label: str) -> tuple[Press, Update]:
    await bot.send_message(person.id, "Choose", reply_markup=InlineKeyboardMarkup([ROW]))
    press = await person.press(await person.next_message(), label)
    return press, (await bot.get_updates(timeout=2))[-1]


async def test_getme_names_the_bot(bot: Bot) -> None:
    assert (bot.username, bot.id) == ("mentorbot", 7000000001)


async def test_a_person_writes_and_the_bot_answers(bot: Bot, ada: Person) -> None:
    await ada.start("bk_12")
    (update,) = await bot.get_updates(timeout=2)
    assert update.message is not None
    assert update.message.text == "/start bk_12"
    assert update.message.entities[0].type == "bot_command"
    await update.message.reply_text("Hello <b>Ada</b>", parse_mode="HTML", do_quote=True)
    answer = await ada.next_message()
    assert plain(answer) == "Hello Ada"
    assert answer.entities == [{"type": "bold", "offset": 6, "length": 3}]
    assert answer.reply_to is not None


async def test_updates_stay_until_a_higher_offset_confirms_them(bot: Bot, ada: Person) -> None:
    for word in ("one", "two", "three"):
        await ada.send(word)
    first = await bot.get_updates(limit=2)
    assert [update.message.text for update in first if update.message] == ["one", "two"]
    assert await bot.get_updates(limit=2) == first
    rest = await bot.get_updates(offset=first[-1].update_id + 1)
    assert [update.message.text for update in rest if update.message] == ["three"]
    assert await bot.get_updates(offset=rest[-1].update_id + 1) == ()


async def test_a_long_poll_wakes_for_the_first_update(bot: Bot, ada: Person) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await ada.state.world.changes.wait_for(lambda: ada.state.updates._poll)
    await ada.send("wake up")
    (update,) = await poll
    assert update.message is not None
    assert update.message.text == "wake up"


async def test_of_two_pollers_the_first_is_told_of_the_conflict(
    standin: TelegramStandIn, bot: Bot, ada: Person
) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=20))
    await standin.wait_for(lambda: standin.state.updates._poll)
    async with Bot(standin.token, base_url=standin.api_url) as other:
        second = asyncio.create_task(other.get_updates(timeout=20))
        with pytest.raises(Conflict, match=r"terminated by other getUpdates request"):
            await first
        await ada.send("for the second")
        assert len(await second) == 1


async def test_a_press_reaches_the_bot_and_its_toast_the_person(bot: Bot, ada: Person) -> None:
    press, update = await pressed(bot, ada, "Accept")
    assert update.callback_query is not None
    assert update.callback_query.data == "v1:acc:7"
    await update.callback_query.answer("Done", show_alert=True)
    answer = await press.answered()
    assert (answer.text, answer.alert) == ("Done", True)


async def test_a_press_is_answered_only_once(bot: Bot, ada: Person) -> None:
    _press, update = await pressed(bot, ada, "Accept")
    assert update.callback_query is not None
    await update.callback_query.answer()
    with pytest.raises(BadRequest, match=r"Query is too old and response timeout expired"):
        await update.callback_query.answer()


async def test_a_late_answer_is_too_old(standin: TelegramStandIn, bot: Bot, ada: Person) -> None:
    _press, update = await pressed(bot, ada, "Accept")
    standin.limits.callback_seconds = 0
    assert update.callback_query is not None
    with pytest.raises(BadRequest, match=r"Query is too old"):
        await update.callback_query.answer()


async def test_an_edit_changes_what_the_person_sees(bot: Bot, ada: Person) -> None:
    press, _update = await pressed(bot, ada, "Accept")
    shown = press.record.message
    await bot.edit_message_text("Accepted", chat_id=ada.id, message_id=shown.id)
    seen = await ada.changed(shown)
    assert (plain(seen), buttons(seen), seen.revisions) == ("Accepted", [], ["Choose"])


async def test_buttons_show_what_they_do(bot: Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "Choose", reply_markup=InlineKeyboardMarkup([ROW]))
    message = await ada.next_message()
    assert labels(message) == ["Accept", "Site"]
    accept, site = buttons(message)[0]
    assert (accept.style, site.url) == ("success", "https://example.org/a")
    with pytest.raises(LookupError, match=r"does not call the bot"):
        await ada.press(message, label="Site")
    with pytest.raises(LookupError, match=r"no button 'Decline'"):
        await ada.press(message, label="Decline")


async def test_the_bot_cannot_write_first(standin: TelegramStandIn, bot: Bot) -> None:
    shy = standin.person("Linus Sample")
    with pytest.raises(Forbidden, match=r"bot can't initiate conversation with a user"):
        await bot.send_message(shy.id, "Hello")
    await shy.start()
    await bot.send_message(shy.id, "Hello")


async def test_a_block_is_told_and_felt(bot: Bot, ada: Person) -> None:
    ada.block()
    with pytest.raises(Forbidden, match=r"bot was blocked by the user"):
        await bot.send_message(ada.id, "Hello?")
    ada.unblock()
    blocked, unblocked = (update.my_chat_member for update in await bot.get_updates())
    assert blocked is not None
    assert unblocked is not None
    assert blocked.new_chat_member.status == "kicked"
    assert (unblocked.old_chat_member.status, unblocked.new_chat_member.status) == ("kicked", "member")


async def test_a_press_outlives_the_message_it_was_on(bot: Bot, ada: Person) -> None:
    await bot.send_message(ada.id, "Choose", reply_markup=InlineKeyboardMarkup([ROW]))
    message = await ada.next_message()
    await bot.delete_message(ada.id, message.id)
    await ada.press(message, label="Accept")
    (update,) = await bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.message is not None
    assert not update.callback_query.message.is_accessible
