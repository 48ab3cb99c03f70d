"""The gateway with the unmodified client: intents, drops, resumes, invalid sessions, refusals."""

import asyncio
import contextlib
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable

import aiohttp
import discord
import pytest

from bot.sandbox.discord import TOKEN, DiscordStandIn
from bot.sandbox.discord.announcing import GUILD_MEMBERS, MESSAGE_CONTENT
from bot.sandbox.discord.squeeze import squeezer
from tests.platforms.standins.discord.example import ExampleBot
from tests.platforms.standins.discord.rig import Bot, HandClock, Login


class Wire:
    """A gateway connection by hand."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.events: list[dict] = []

    async def identify(self, shard: tuple[int, int]) -> None:
        await self.say(2, {"token": TOKEN, "intents": 1, "properties": {}, "shard": shard})
        await self.say(1, None)
        while (event := await self.hears())["op"] != 11:
            self.events.append(event)

    async def say(self, operation: int, data: object) -> None:
        await self.socket.send_json({"op": operation, "d": data})

    async def hears(self) -> dict:
        heard: dict = await self.socket.receive_json(timeout=5)
        return heard

    async def closed(self) -> int | None:
        message = await self.socket.receive(timeout=5)
        assert message.type is aiohttp.WSMsgType.CLOSE
        return int(message.data)


Dial = Callable[[], Awaitable[Wire]]


@pytest.fixture
async def dial(standin: DiscordStandIn) -> AsyncIterator[Dial]:
    async with aiohttp.ClientSession() as session:

        async def opened() -> Wire:
            wire = Wire(await session.ws_connect(standin.base_url + "/gateway"))
            assert (await wire.hears())["op"] == 10
            return wire

        yield opened


async def test_client_asks_for_compression_and_sees_its_guild(standin: DiscordStandIn, login: Login) -> None:
    bot = await login(Bot())
    await bot.sees(lambda: bot.guilds and bot.guilds[0].name)
    link = next(iter(standin.gateway.links))
    assert link.request.query["compress"] == "zlib-stream"
    assert [channel.name for channel in bot.guilds[0].text_channels] == ["general"]
    assert bot.guilds[0].me.id == int(standin.application_id)


async def test_content_comes_only_with_the_intent_except_in_private_and_mentions(
    standin: DiscordStandIn, login: Login
) -> None:
    bot = await login(Bot())
    ada = standin.add_person("Ada Example")
    general = next(iter(standin.world.guild.channels.values()))
    await ada.say(general, "nothing for you")
    await ada.say(general, f"<@{standin.application_id}> for you")
    await ada.dm("in private")
    await bot.sees(lambda: len(bot.messages) == 3)
    assert bot.messages[0].content == ""
    assert [message.content.split()[-2:] for message in bot.messages][1:] == [
        ["for", "you"],
        ["in", "private"],
    ]


async def test_content_and_members_come_with_the_intents(standin: DiscordStandIn, login: Login) -> None:
    intents = discord.Intents.default()
    intents.message_content = intents.members = True
    bot = await login(Bot(intents))
    await bot.sees(lambda: bot.guilds and bot.guilds[0].name)
    ada = standin.add_person("Ada Example")
    await ada.say(next(iter(standin.world.guild.channels.values())), "for everyone")
    await bot.sees(lambda: bot.messages)
    assert bot.messages[0].content == "for everyone"
    member = bot.guilds[0].get_member(int(ada.id))
    assert member is not None
    assert member.display_name == "Ada Example"


async def test_members_stay_unknown_without_the_intent(standin: DiscordStandIn, login: Login) -> None:
    bot = await login(Bot())
    ada = standin.add_person("Ada Example")
    await ada.dm("hello")
    await bot.sees(lambda: bot.messages)
    assert bot.guilds[0].get_member(int(ada.id)) is None
    fetched = await bot.guilds[0].fetch_member(int(ada.id))
    assert fetched.display_name == "Ada Example"
    asked = await bot.guilds[0].query_members(user_ids=[int(ada.id)])
    assert [member.id for member in asked] == [int(ada.id)]


async def test_what_happened_while_the_connection_was_gone_is_replayed(
    standin: DiscordStandIn, login: Login
) -> None:
    bot = await login(ExampleBot())
    ada = standin.add_person("Ada Example")
    standin.faults.strike_gateway("drop")
    await ada.dm("while you were away")
    async with asyncio.timeout(10):
        await bot.resumed.wait()
    await ada.receives_dm("you said while you were away")
    assert (standin.gateway.identifies, standin.gateway.resumes) == (1, 1)


async def test_client_reconnects_when_asked(standin: DiscordStandIn, login: Login) -> None:
    bot = await login(Bot())
    standin.faults.strike_gateway("reconnect")
    async with asyncio.timeout(10):
        await bot.resumed.wait()
    assert standin.gateway.resumes == 1


async def test_invalid_session_makes_the_client_identify_again(standin: DiscordStandIn, login: Login) -> None:
    await login(Bot())
    standin.faults.strike_gateway("invalid_session")
    await standin.until(lambda: standin.gateway.identifies == 2, 10)
    await standin.connected()
    assert len(standin.gateway.sessions) == 1


async def test_interaction_is_delivered_as_often_as_ordered(standin: DiscordStandIn, login: Login) -> None:
    bot = await login(ExampleBot())
    standin.faults.strike_gateway("duplicate_interactions", times=2)
    ada = standin.add_person("Ada Example")
    await ada.slash(None, "session silent")
    await bot.sees(lambda: len(bot.interactions) == 3)
    assert len({interaction.id for interaction in bot.interactions}) == 1


async def test_two_sessions_both_get_every_interaction(standin: DiscordStandIn, login: Login) -> None:
    first, second = await login(ExampleBot()), await login(ExampleBot())
    ada = standin.add_person("Ada Example")
    await ada.slash(None, "session silent")
    await first.sees(lambda: first.interactions)
    await second.sees(lambda: second.interactions)
    assert first.interactions[0].id == second.interactions[0].id


async def test_only_what_was_asked_for_is_delivered(standin: DiscordStandIn, dial: Dial) -> None:
    wire = await dial()
    await wire.identify((0, 1))
    general = next(iter(standin.world.guild.channels.values()))
    ada = standin.add_person("Ada Example")
    await ada.say(general, "in the guild")
    await ada.dm("in private")
    opened = standin.interactions.open(2, ada.user, general, {})
    ephemeral = standin.posts.make(general, standin.world.bot, flags=64, only_for=ada.id)
    standin.posts.post(ephemeral)
    await wire.say(1, None)
    heard = [await wire.hears() for _ in range(2)]
    assert [(each["op"], each.get("t")) for each in heard] == [(0, "INTERACTION_CREATE"), (11, None)]
    assert heard[0]["d"]["token"] == opened.token


async def test_ephemeral_messages_are_no_events(standin: DiscordStandIn, login: Login) -> None:
    bot = await login(ExampleBot())
    ada, linus = standin.add_person("Ada Example"), standin.add_person("Linus Sample")
    await (await ada.use_on_user("Book this mentor", linus)).answered()
    await ada.say(next(iter(standin.world.guild.channels.values())), "later")
    await bot.sees(lambda: bot.messages)
    assert [message.author.id for message in bot.messages] == [int(ada.id)]


async def test_shard_is_told_only_about_its_guilds(
    standin: DiscordStandIn, clock: HandClock, dial: Dial
) -> None:
    for number in range(4):
        clock.forward(milliseconds=1)
        standin.world.add_guild(f"Guild {number}")
    shards = [await dial(), await dial()]
    for number, each in enumerate(shards):
        await each.identify((number, 2))
    ids = [{event["d"]["id"] for event in each.events if event["t"] == "GUILD_CREATE"} for each in shards]
    assert ids[0] | ids[1] == set(standin.world.guilds)
    assert not ids[0] & ids[1]
    assert all((int(guild_id) >> 22) % 2 == number for number in (0, 1) for guild_id in ids[number])


async def test_wrong_token_is_refused(standin: DiscordStandIn, dial: Dial) -> None:
    bot = Bot()
    with pytest.raises(discord.LoginFailure):
        await bot.login("wrong")
    await bot.close()
    wire = await dial()
    await wire.say(2, {"token": "wrong", "intents": 1, "properties": {}})
    assert await wire.closed() == 4004


async def test_privileged_intent_that_is_not_granted_is_refused(standin: DiscordStandIn) -> None:
    standin.gateway.refused_intents = GUILD_MEMBERS | MESSAGE_CONTENT
    intents = discord.Intents.default()
    intents.members = True
    bot = Bot(intents)
    with pytest.raises(discord.PrivilegedIntentsRequired):
        await bot.start(TOKEN)
    await bot.close()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ((2, {"token": TOKEN, "intents": -1, "properties": {}}), 4013),
        ((2, {"token": TOKEN, "intents": 1, "shard": [2, 2], "properties": {}}), 4010),
        ((8, {"guild_id": "1"}), 4003),
        ("nonsense", 4002),
    ],
)
async def test_what_makes_no_sense_closes_the_connection(dial: Dial, said: object, code: int) -> None:
    wire = await dial()
    if isinstance(said, tuple):
        await wire.say(*said)
    else:
        await wire.socket.send_str(str(said))
    assert await wire.closed() == code


async def test_silent_heart_ends_the_connection(standin: DiscordStandIn, dial: Dial) -> None:
    standin.gateway.heartbeat_seconds = 0.05
    wire = await dial()
    assert await wire.closed() == 4009


async def test_heartbeat_is_acknowledged_unless_the_gateway_is_deaf(
    standin: DiscordStandIn, dial: Dial
) -> None:
    wire = await dial()
    await wire.say(1, None)
    assert (await wire.hears())["op"] == 11
    standin.faults.strike_gateway("deaf")
    await wire.say(1, None)
    await standin.until(lambda: next(iter(standin.gateway.links)).beats == 2)
    standin.faults.clear()
    await wire.say(1, None)
    assert (await wire.hears())["op"] == 11
    assert next(iter(standin.gateway.links)).beats == 3


async def test_refusing_gateway_answers_503(standin: DiscordStandIn, dial: Dial) -> None:
    standin.faults.strike_gateway("refuse_gateway")
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await dial()
    assert refused.value.status == 503


async def test_resume_of_an_unknown_session_is_invalid(dial: Dial) -> None:
    wire = await dial()
    await wire.say(6, {"token": TOKEN, "session_id": "unknown", "seq": 1})
    assert await wire.hears() == {"op": 9, "d": False}


async def test_sharded_client_is_served(standin: DiscordStandIn, clock: HandClock) -> None:
    standin.gateway.shards_advised = 2
    for number in range(3):
        clock.forward(milliseconds=1)
        standin.world.add_guild(f"Guild {number}")
    bot = discord.AutoShardedClient(intents=discord.Intents.default(), max_messages=None)
    running = asyncio.create_task(bot.start(TOKEN))
    await standin.until(lambda: len(standin.gateway.connected) == 2, 15)
    assert {session.shard for session in standin.gateway.connected} == {(0, 2), (1, 2)}
    await bot.close()
    with contextlib.suppress(asyncio.CancelledError, OSError):
        await running


async def test_bot_comes_back_to_a_guild(standin: DiscordStandIn, login: Login) -> None:
    bot = await login(Bot())
    guild = standin.world.add_guild("Other")
    standin.world.remove_bot(guild)
    standin.world.add_bot(guild)
    async with asyncio.timeout(10):
        await bot.wait_until_ready()
    assert {str(each.id) for each in bot.guilds} == set(standin.world.guilds)


async def test_stand_in_can_go_away_and_come_back(standin: DiscordStandIn, login: Login) -> None:
    bot = await login(ExampleBot())
    ada = standin.add_person("Ada Example")
    port = int(standin.base_url.rpartition(":")[2])
    await standin.stop()
    with pytest.raises(OSError, match="Cannot connect"):
        await bot.fetch_user(int(ada.id))
    await ada.dm("while all was down")
    await standin.start(port)
    await ada.receives_dm("while all was down", 30)


def test_zlib_stream_is_one_stream() -> None:
    squeeze = squeezer("zlib-stream")
    assert squeeze is not None
    stream = zlib.decompressobj()
    frames = [squeeze("first"), squeeze("second")]
    assert all(frame.endswith(b"\x00\x00\xff\xff") for frame in frames)
    assert [stream.decompress(frame) for frame in frames] == [b"first", b"second"]


def test_zstd_stream_stores_blocks_behind_one_header() -> None:
    squeeze = squeezer("zstd-stream")
    assert squeeze is not None
    assert squeeze("hello") == bytes.fromhex("28b52ffd0038") + (5 << 3).to_bytes(3, "little") + b"hello"
    long = squeeze("x" * 200_000)
    assert long[:3] == (131_072 << 3).to_bytes(3, "little")
    assert len(long) == 200_000 + 6
