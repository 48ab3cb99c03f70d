"""Messages through discord.py: nonces, files, mentions, rights, what is gone."""

import io

import discord
import pytest

from bot.sandbox.discord import Channel, DiscordStandIn, texts
from bot.sandbox.discord.permissions import SEND_MESSAGES
from tests.platforms.standins.discord.rig import Api, Bot, HandClock, Login


@pytest.fixture
async def bot(login: Login) -> Bot:
    return await login(Bot())


@pytest.fixture
def channel(standin: DiscordStandIn) -> Channel:
    return next(iter(standin.world.guild.channels.values()))


async def place(bot: Bot, channel: Channel) -> discord.TextChannel:
    found = await bot.fetch_channel(int(channel.id))
    assert isinstance(found, discord.TextChannel)
    return found


async def test_same_nonce_makes_one_message(
    standin: DiscordStandIn, bot: Bot, channel: Channel, clock: HandClock
) -> None:
    there = await place(bot, channel)
    sent = [await there.send("reminder", nonce="notice-1") for _ in range(2)]
    assert sent[0].id == sent[1].id
    assert len(channel.messages) == 1
    assert len(standin.posts.nonce_repeats) == 1
    clock.forward(minutes=6)
    assert (await there.send("reminder", nonce="notice-1")).id != sent[0].id


async def test_nonce_that_is_not_enforced_may_repeat(api: Api, channel: Channel) -> None:
    for _ in range(2):
        await api("POST", f"/channels/{channel.id}/messages", {"content": "x", "nonce": "1"})
    assert len(channel.messages) == 2


async def test_file_is_kept_and_served(standin: DiscordStandIn, bot: Bot, channel: Channel, api: Api) -> None:
    there = await place(bot, channel)
    file = discord.File(io.BytesIO(b"\x89PNG"), "chart.png", description="A chart")
    sent = await there.send("look", file=file)
    assert await sent.attachments[0].read() == b"\x89PNG"
    assert (sent.attachments[0].description, sent.attachments[0].content_type) == ("A chart", "image/png")
    async with api.session.get(standin.base_url + "/attachments/1/2/none.png") as response:
        assert response.status == 404


async def test_file_is_shown_by_a_component(standin: DiscordStandIn, bot: Bot, channel: Channel) -> None:
    view = discord.ui.LayoutView()
    gallery: discord.ui.MediaGallery = discord.ui.MediaGallery()
    view.add_item(gallery.add_item(media="attachment://chart.png", description="A chart"))
    there = await place(bot, channel)
    await there.send(view=view, file=discord.File(io.BytesIO(b"png"), "chart.png"))
    kept = next(iter(channel.messages.values()))
    media = kept.components[0]["items"][0]["media"]
    assert media["url"] == kept.attachments[0].url
    assert texts(kept) == "A chart"
    assert standin.violations == []


async def test_file_over_ten_mebibytes_is_refused(bot: Bot, channel: Channel) -> None:
    there = await place(bot, channel)
    with pytest.raises(discord.HTTPException) as refused:
        await there.send(file=discord.File(io.BytesIO(bytes(10 * 1024 * 1024 + 1)), "big.bin"))
    assert (refused.value.status, refused.value.code) == (413, 40005)


async def test_edit_keeps_and_drops_files(bot: Bot, channel: Channel) -> None:
    there = await place(bot, channel)
    files = [discord.File(io.BytesIO(b"x"), f"{name}.txt") for name in "ab"]
    sent = await there.send("files", files=files)
    changed = await sent.edit(attachments=[sent.attachments[1], discord.File(io.BytesIO(b"y"), "c.txt")])
    assert [each.filename for each in changed.attachments] == ["b.txt", "c.txt"]


async def test_only_allowed_mentions_reach_anyone(
    standin: DiscordStandIn, bot: Bot, channel: Channel
) -> None:
    ada, linus = standin.add_person("Ada Example"), standin.add_person("Linus Sample")
    there = await place(bot, channel)
    words = f"<@{ada.id}> and <@{linus.id}>"
    only = discord.AllowedMentions(everyone=False, roles=False, users=[discord.Object(int(ada.id))])
    sent = await there.send(words, allowed_mentions=only)
    assert [user.id for user in sent.mentions] == [int(ada.id)]
    silent = await there.send(words, allowed_mentions=discord.AllowedMentions.none())
    assert silent.mentions == []


async def test_edited_and_deleted_messages(bot: Bot, channel: Channel) -> None:
    there = await place(bot, channel)
    sent = await there.send("first")
    assert (await sent.edit(content="second")).content == "second"
    assert [message.content async for message in there.history()] == ["second"]
    await sent.delete()
    with pytest.raises(discord.NotFound) as gone:
        await sent.edit(content="third")
    assert gone.value.code == 10008


async def test_history_is_read_in_pages(standin: DiscordStandIn, bot: Bot, channel: Channel) -> None:
    ada = standin.add_person("Ada Example")
    for number in range(120):
        await ada.say(channel, str(number))
    there = await place(bot, channel)
    read = [message.id async for message in there.history(limit=None)]
    assert read == [int(each) for each in reversed(channel.messages)]
    first = [message.id async for message in there.history(limit=3, oldest_first=True)]
    assert first == [int(each) for each in channel.messages][:3]


async def test_someone_elses_message_cannot_be_edited(
    standin: DiscordStandIn, api: Api, channel: Channel
) -> None:
    said = await standin.add_person("Ada Example").say(channel, "mine")
    path = f"/channels/{channel.id}/messages/{said.id}"
    assert (await api("PATCH", path, {"content": "yours"}))[1]["code"] == 50005
    assert (await api("DELETE", path))[0] == 204
    assert said.deleted


async def test_rights_are_asked_for(standin: DiscordStandIn, api: Api, channel: Channel) -> None:
    path = f"/channels/{channel.id}/messages"
    role = standin.world.bot_role()
    standin.world.guild.roles[standin.world.guild.id].permissions &= ~SEND_MESSAGES
    role.permissions &= ~SEND_MESSAGES
    assert (await api("POST", path, {"content": "x"}))[1]["code"] == 50013
    channel.overwrites = [{"id": standin.world.guild.id, "type": 0, "allow": "0", "deny": str(1 << 10)}]
    assert (await api("POST", path, {"content": "x"}))[1]["code"] == 50001
    assert (await api("POST", "/channels/1/messages", {"content": "x"}))[1]["code"] == 10003


async def test_channel_for_some_roles_is_hidden_from_others(standin: DiscordStandIn, bot: Bot) -> None:
    role = standin.world.add_role("Mentors")
    hidden = standin.world.add_channel("mentors", visible_to=[role])
    ada = standin.add_person("Ada Example", roles=[role])
    linus = standin.add_person("Linus Sample")
    await (await place(bot, hidden)).send("for mentors")
    assert [message.content for message in ada.visible_messages(hidden)] == ["for mentors"]
    assert not standin.world.sees(linus.user, hidden)
