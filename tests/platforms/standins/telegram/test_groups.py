"""Groups: what the bot hears there, who belongs to them, what it may do."""

import pytest
from telegram import Bot
from telegram.error import BadRequest, Forbidden

from bot.sandbox.telegram.people import Person
from bot.sandbox.telegram.server import TelegramStandIn


async def heard(bot: Bot) -> list[str | None]:
    return [update.message.text for update in await bot.get_updates() if update.message]


async def test_privacy_mode_lets_the_bot_hear_only_what_is_meant_for_it(
    standin: TelegramStandIn, bot: Bot, ada: Person
) -> None:
    group = standin.group("Readers", [ada])
    card = await bot.send_message(group.id, "card")
    shown = await ada.next_message(chat=group.chat)
    for text in ("chatter", "/sessions", "/sessions@mentorbot", "/sessions@otherbot", "ask @MentorBot"):
        await ada.send(text, group.chat)
    await ada.send("a reply", group.chat, reply_to=shown)
    assert shown.id == card.message_id
    assert await heard(bot) == ["/sessions", "/sessions@mentorbot", "ask @MentorBot", "a reply"]


async def test_an_administrator_bot_hears_everything(standin: TelegramStandIn, bot: Bot, ada: Person) -> None:
    group = standin.group("Readers", [ada], bot="administrator")
    await ada.send("chatter", group.chat)
    assert await heard(bot) == ["chatter"]


async def test_supergroups_number_their_own_messages(standin: TelegramStandIn, bot: Bot, ada: Person) -> None:
    first, second = standin.group("A", [ada]), standin.group("B", [ada])
    ids = [(await bot.send_message(chat_id, "x")).message_id for chat_id in (first.id, second.id, ada.id)]
    assert ids == [1, 1, 1]


async def test_everyone_in_a_group_sees_everyone(standin: TelegramStandIn, bot: Bot, ada: Person) -> None:
    linus, stranger = standin.person("Linus Sample"), standin.person("Grace Placeholder")
    group = standin.group("Readers", [ada, linus])
    await ada.send("hello", group.chat)
    assert (await linus.next_message()).text == "hello"
    assert stranger.visible(group.chat) == []
    with pytest.raises(ValueError, match=r"is not in Readers"):
        await stranger.send("let me in", group.chat)


async def test_the_bot_can_ask_who_is_in_a_group(standin: TelegramStandIn, bot: Bot, ada: Person) -> None:
    lead = standin.person("Grace Placeholder")
    group = standin.group("Readers", [ada], [lead])
    assert [member.user.id for member in await bot.get_chat_administrators(group.id)] == [lead.id]
    assert (await bot.get_chat_member(group.id, ada.id)).status == "member"
    assert await bot.get_chat_member_count(group.id) == 3
    assert (await bot.get_chat(group.id)).title == "Readers"
    group.remove(ada)
    assert (await bot.get_chat_member(group.id, ada.id)).status == "left"


async def test_comings_and_goings_are_told(standin: TelegramStandIn, bot: Bot, ada: Person) -> None:
    await bot.get_updates(allowed_updates=["message", "my_chat_member", "chat_member"])
    group = standin.group("Readers", [ada], bot=None)
    group.add_bot(ada, leads=True)
    group.add(standin.person("Linus Sample"))
    kinds = [next(iter(set(update.to_dict()) - {"update_id"})) for update in await bot.get_updates()]
    assert kinds == ["my_chat_member", "message", "chat_member", "message"]


async def test_pinning_needs_the_right(standin: TelegramStandIn, bot: Bot, ada: Person) -> None:
    group = standin.group("Readers", [ada])
    card = await bot.send_message(group.id, "card")
    with pytest.raises(BadRequest, match=r"^Not enough rights to manage pinned messages"):
        await card.pin()
    await (mine := await bot.send_message(ada.id, "note")).pin()
    assert (await bot.get_chat(ada.id)).pinned_message == mine
    await mine.unpin()
    assert (await bot.get_chat(ada.id)).pinned_message is None


async def test_the_bot_leaves(standin: TelegramStandIn, bot: Bot, ada: Person) -> None:
    group = standin.group("Readers", [ada])
    await bot.leave_chat(group.id)
    with pytest.raises(Forbidden, match=r"not a member"):
        await bot.send_message(group.id, "x")


async def test_topics_are_refused_and_actions_seen(bot: Bot, ada: Person) -> None:
    with pytest.raises(BadRequest, match=r"^The chat is not a forum"):
        await bot.create_forum_topic(ada.id, "Mentee")
    await bot.send_chat_action(ada.id, "typing")
    assert ada.chat.actions == ["typing"]
    with pytest.raises(BadRequest, match=r"^Wrong parameter action"):
        await bot.send_chat_action(ada.id, "dancing")


async def test_edits_are_told_as_messages_are(standin: TelegramStandIn, bot: Bot, ada: Person) -> None:
    group = standin.group("Readers", [ada])
    await ada.edit(await ada.send("chatter", group.chat), "more chatter")
    await ada.edit(await ada.send("/join", group.chat), "/leave")
    edits = [update.edited_message.text for update in await bot.get_updates() if update.edited_message]
    assert edits == ["/leave"]
