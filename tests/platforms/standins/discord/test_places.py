"""DMs, threads, channels, roles and events, through discord.py and with Discord's codes."""

from datetime import timedelta

import discord
import pytest

from bot.sandbox.discord import Channel, DiscordStandIn
from bot.sandbox.discord.permissions import CREATE_EVENTS, MANAGE_ROLES
from bot.sandbox.discord.snowflakes import created_at
from tests.platforms.standins.discord.rig import Api, Bot, HandClock, Login, wrong


@pytest.fixture
async def bot(standin: DiscordStandIn, login: Login) -> Bot:
    standin.limits.enabled = False
    bot = await login(Bot())
    await bot.sees(lambda: bot.guilds and bot.guilds[0].name)
    return bot


@pytest.fixture
def channel(standin: DiscordStandIn) -> Channel:
    return next(iter(standin.world.guild.channels.values()))


def code(refused: pytest.ExceptionInfo[discord.HTTPException]) -> int:
    return refused.value.code


async def test_dm_reaches_a_person(standin: DiscordStandIn, bot: Bot) -> None:
    ada = standin.add_person("Ada Example")
    user = await bot.fetch_user(int(ada.id))
    await user.send("reminder")
    assert (await ada.receives_dm("reminder")).author.bot


async def test_closed_dm_is_refused(standin: DiscordStandIn, bot: Bot) -> None:
    ada = standin.add_person("Ada Example")
    ada.close_dms()
    user = await bot.fetch_user(int(ada.id))
    with pytest.raises(discord.Forbidden) as refused:
        await user.send("reminder")
    assert code(refused) == 50007
    ada.close_dms(open_again=True)
    await user.send("reminder")


async def test_dm_without_a_common_guild_is_refused(standin: DiscordStandIn, bot: Bot) -> None:
    ada = standin.add_person("Ada Example")
    standin.world.leave(ada.user)
    with pytest.raises(discord.Forbidden) as refused:
        await (await bot.fetch_user(int(ada.id))).send("reminder")
    assert code(refused) == 50278


async def test_unknown_user_is_refused(standin: DiscordStandIn, api: Api) -> None:
    status, refused = await api("POST", "/users/@me/channels", {"recipient_id": "1"})
    assert (status, refused["code"]) == (404, 10013)


async def test_dms_opened_too_fast_are_refused(standin: DiscordStandIn, api: Api) -> None:
    people = [standin.add_person(f"Person {number}") for number in range(11)]
    opened = [await api("POST", "/users/@me/channels", {"recipient_id": each.id}) for each in people]
    assert [status for status, _ in opened] == [200] * 10 + [400]
    assert opened[-1][1]["code"] == 40003
    again, _ = await api("POST", "/users/@me/channels", {"recipient_id": people[0].id})
    assert again == 200


async def test_private_thread_is_for_those_inside(
    standin: DiscordStandIn, bot: Bot, channel: Channel
) -> None:
    ada, linus = standin.add_person("Ada Example"), standin.add_person("Linus Sample")
    parent = bot.guilds[0].text_channels[0]
    thread = await parent.create_thread(name="Ada and a mentor", auto_archive_duration=1440)
    assert thread.type is discord.ChannelType.private_thread
    await thread.add_user(discord.Object(int(ada.id)))
    await thread.send("between us")
    place = standin.world.channels[str(thread.id)]
    assert [message.content for message in ada.visible_messages(place)] == ["between us"]
    assert not standin.world.sees(linus.user, place)
    assert {member.id for member in await thread.fetch_members()} == {
        int(ada.id),
        int(standin.application_id),
    }
    await thread.remove_user(discord.Object(int(ada.id)))
    assert not standin.world.sees(ada.user, place)


async def test_archived_thread_refuses_edits_and_wakes_by_a_message(
    standin: DiscordStandIn, bot: Bot
) -> None:
    thread = await bot.guilds[0].text_channels[0].create_thread(name="Old")
    said = await thread.send("first")
    await thread.edit(archived=True)
    with pytest.raises(discord.HTTPException) as refused:
        await said.edit(content="second")
    assert code(refused) == 50083
    with pytest.raises(discord.HTTPException) as refused:
        await thread.edit(name="New")
    assert code(refused) == 50083
    await thread.send("awake")
    assert not standin.world.channels[str(thread.id)].archived


async def test_thread_from_a_message_is_made_once(bot: Bot) -> None:
    said = await bot.guilds[0].text_channels[0].send("card")
    thread = await said.create_thread(name="About it")
    assert thread.id == said.id
    with pytest.raises(discord.HTTPException) as refused:
        await said.create_thread(name="Again")
    assert code(refused) == 160004


async def test_channel_is_made_changed_and_deleted(standin: DiscordStandIn, bot: Bot) -> None:
    made = await bot.guilds[0].create_text_channel("mentors", topic="For mentors")
    await made.edit(name="all-mentors")
    assert standin.world.channels[str(made.id)].name == "all-mentors"
    await made.delete()
    with pytest.raises(discord.NotFound) as refused:
        await made.send("x")
    assert code(refused) == 10003


async def test_roles_are_given_below_the_bots_own(standin: DiscordStandIn, bot: Bot) -> None:
    ada = standin.add_person("Ada Example")
    member = await bot.guilds[0].fetch_member(int(ada.id))
    made = await bot.guilds[0].create_role(name="Mentor")
    await member.add_roles(made)
    assert str(made.id) in ada.member.roles
    await member.remove_roles(made)
    assert ada.member.roles == []
    high = standin.world.add_role("High", position=60)
    with pytest.raises(discord.Forbidden) as refused:
        await member.add_roles(discord.Object(int(high.id)))
    assert code(refused) == 50013
    standin.world.bot_role().permissions &= ~MANAGE_ROLES
    with pytest.raises(discord.Forbidden):
        await member.add_roles(made)


async def test_members_are_listed_in_pages(standin: DiscordStandIn, api: Api) -> None:
    people = [standin.add_person(f"Person {number}") for number in range(5)]
    guild = standin.world.guild
    path = f"/guilds/{guild.id}/members"
    _, first = await api("GET", f"{path}?limit=3")
    _, rest = await api("GET", f"{path}?limit=1000&after={first[-1]['user']['id']}")
    ids = [member["user"]["id"] for member in first + rest]
    assert ids == sorted(guild.members, key=int)
    assert {each.id for each in people} < set(ids)
    assert (await api("GET", f"{path}/1"))[1]["code"] == 10007
    assert (await api("GET", "/guilds/1/members"))[1]["code"] == 10004


async def test_event_lives_and_ends(standin: DiscordStandIn, bot: Bot, clock: HandClock) -> None:
    start = clock() + timedelta(days=1)
    event = await bot.guilds[0].create_scheduled_event(
        name="Rust for beginners",
        start_time=start,
        end_time=start + timedelta(hours=1),
        entity_type=discord.EntityType.external,
        privacy_level=discord.PrivacyLevel.guild_only,
        location="https://example.org/call",
        description="x" * 1000,
    )
    assert event.start_time == start
    await event.edit(name="Rust for everyone")
    ada = standin.add_person("Ada Example")
    kept = standin.world.guild.events[str(event.id)]
    kept.interested.append(ada.id)
    assert [user.id async for user in event.users()] == [int(ada.id)]
    event = await event.start()
    event = await event.end()
    with pytest.raises(discord.HTTPException):
        await event.edit(status=discord.EventStatus.active)
    await event.delete()
    with pytest.raises(discord.NotFound) as refused:
        await event.edit(name="x")
    assert code(refused) == 10070
    assert standin.violations == []


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"name": "x" * 101}, "name"),
        ({"description": "x" * 1001}, "description"),
        ({"entity_metadata": {"location": "x" * 101}}, "entity_metadata.location"),
        ({"entity_metadata": None}, "entity_metadata.location"),
        ({"scheduled_end_time": None}, "scheduled_end_time"),
        ({"scheduled_end_time": "2026-11-22T11:00:00+00:00"}, "scheduled_end_time"),
        ({"scheduled_start_time": "2026-11-20T12:00:00+00:00"}, "scheduled_start_time"),
        ({"privacy_level": 1}, "privacy_level"),
        ({"entity_type": 2}, "channel_id"),
    ],
)
async def test_event_has_limits(
    standin: DiscordStandIn, api: Api, change: dict[str, object], place: str
) -> None:
    good = {
        "name": "Rust",
        "privacy_level": 2,
        "entity_type": 3,
        "entity_metadata": {"location": "online"},
        "scheduled_start_time": "2026-11-22T12:00:00+00:00",
        "scheduled_end_time": "2026-11-22T13:00:00+00:00",
    }
    status, refused = await api("POST", f"/guilds/{standin.world.guild.id}/scheduled-events", good | change)
    assert status == 400, refused
    assert list(wrong(refused)) == [place]


async def test_hundred_events_are_the_most(standin: DiscordStandIn, api: Api) -> None:
    standin.limits.relax()
    path = f"/guilds/{standin.world.guild.id}/scheduled-events"
    body = {
        "name": "Rust",
        "privacy_level": 2,
        "entity_type": 3,
        "entity_metadata": {"location": "online"},
        "scheduled_start_time": "2026-11-22T12:00:00+00:00",
        "scheduled_end_time": "2026-11-22T13:00:00+00:00",
    }
    for _ in range(100):
        assert (await api("POST", path, body))[0] == 200
    assert (await api("POST", path, body))[1]["code"] == 30038
    standin.world.bot_role().permissions &= ~CREATE_EVENTS
    assert (await api("POST", path, body))[1]["code"] == 50013


async def test_bot_that_was_kicked_is_told_and_refused(standin: DiscordStandIn, bot: Bot, api: Api) -> None:
    guild = standin.world.add_guild("Other")
    standin.world.remove_bot(guild)
    assert (await api("GET", f"/guilds/{guild.id}"))[1]["code"] == 10004


async def test_ids_carry_the_injected_time(standin: DiscordStandIn, clock: HandClock) -> None:
    clock.forward(days=3)
    ada = standin.add_person("Ada Example")
    assert abs(created_at(ada.id) - clock()) < timedelta(seconds=1)
    assert len({standin.snowflakes.next() for _ in range(1000)}) == 1000
