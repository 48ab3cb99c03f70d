"""Ordered faults, as the unmodified client and a bare one meet them."""

import asyncio

import aiohttp
import discord
import pytest

from bot.sandbox.discord import Channel, DiscordStandIn, Fault
from tests.platforms.standins.discord.rig import Api, Bot, Login

SEND = "POST /channels/*/messages"


@pytest.fixture
async def bot(login: Login) -> Bot:
    return await login(Bot())


@pytest.fixture
def channel(standin: DiscordStandIn) -> Channel:
    return next(iter(standin.world.guild.channels.values()))


@pytest.fixture
async def place(bot: Bot, channel: Channel) -> discord.TextChannel:
    found = await bot.fetch_channel(int(channel.id))
    assert isinstance(found, discord.TextChannel)
    return found


async def test_client_waits_out_a_429(
    standin: DiscordStandIn, place: discord.TextChannel, channel: Channel
) -> None:
    standin.faults.order(Fault("429", SEND, times=1, retry_after=0.3))
    await place.send("after the pause")
    assert [message.content for message in channel.messages.values()] == ["after the pause"]
    assert [each.status for each in standin.exchanges if each.template.endswith("/messages")] == [429, 200]
    assert standin.limits.breaches == []


async def test_ignoring_a_429_is_a_breach(standin: DiscordStandIn, api: Api, channel: Channel) -> None:
    standin.limits.in_flight_seconds = 0
    path = f"/channels/{channel.id}/messages"
    standin.faults.order(Fault("429", SEND, times=1, retry_after=30))
    status, body = await api("POST", path, {"content": "x"})
    assert (status, body["retry_after"], body["global"]) == (429, 30, False)
    await api("POST", path, {"content": "x"})
    assert standin.limits.breaches == [f"POST {path}"]
    await api("GET", "/users/@me")
    assert len(standin.limits.breaches) == 1


async def test_what_was_under_way_when_the_429_came_is_no_breach(standin: DiscordStandIn, api: Api) -> None:
    standin.faults.order(Fault("429", "/users/@me", times=1, retry_after=30))
    for _ in range(2):
        await api("GET", "/users/@me")
    assert standin.limits.breaches == []


async def test_global_429_forbids_everything(standin: DiscordStandIn, api: Api) -> None:
    standin.limits.in_flight_seconds = 0
    standin.faults.order(Fault("429", "/users/@me", times=1, retry_after=30, everywhere=True))
    status, body = await api("GET", "/users/@me")
    assert (status, body["global"]) == (429, True)
    await api("GET", f"/guilds/{standin.world.guild.id}")
    assert len(standin.limits.breaches) == 1


async def test_edge_ban_is_html_without_via(standin: DiscordStandIn, place: discord.TextChannel) -> None:
    standin.faults.order(Fault("html_429", SEND))
    with pytest.raises(discord.HTTPException) as refused:
        await place.send("x")
    assert refused.value.status == 429
    assert "Via" not in refused.value.response.headers
    assert refused.value.response.headers["Content-Type"].startswith("text/html")


async def test_server_error_is_raised(standin: DiscordStandIn, place: discord.TextChannel) -> None:
    standin.faults.order(Fault("5xx", SEND, status=503))
    with pytest.raises(discord.DiscordServerError):
        await place.send("x")


async def test_token_can_be_revoked(standin: DiscordStandIn, place: discord.TextChannel) -> None:
    standin.faults.order(Fault("401"))
    with pytest.raises(discord.HTTPException) as refused:
        await place.send("x")
    assert refused.value.status == 401
    assert standin.limits.invalid == 1


async def test_any_code_can_be_ordered(standin: DiscordStandIn, place: discord.TextChannel) -> None:
    standin.faults.order(Fault("refuse", SEND, code=50001))
    with pytest.raises(discord.Forbidden) as refused:
        await place.send("x")
    assert (refused.value.code, refused.value.text) == (50001, "Missing Access")


@pytest.mark.parametrize("kind", ["reset", "timeout_before"])
async def test_request_that_is_lost_before_it_is_taken(
    standin: DiscordStandIn, place: discord.TextChannel, channel: Channel, kind: str
) -> None:
    standin.faults.order(Fault(kind, SEND, seconds=0.05))  # type: ignore[arg-type]  # parametrized
    with pytest.raises((OSError, aiohttp.ClientError)):
        await place.send("x")
    assert channel.messages == {}


@pytest.mark.parametrize("kind", ["reset_after", "timeout_after"])
async def test_request_that_is_taken_but_not_answered(
    standin: DiscordStandIn, place: discord.TextChannel, channel: Channel, kind: str
) -> None:
    standin.faults.order(Fault(kind, SEND, seconds=0.05, times=1))  # type: ignore[arg-type]  # parametrized
    with pytest.raises((OSError, aiohttp.ClientError)):
        await place.send("x", nonce="once")
    await place.send("x", nonce="once")
    assert len(channel.messages) == 1


async def test_server_error_after_it_was_taken(
    standin: DiscordStandIn, place: discord.TextChannel, channel: Channel
) -> None:
    standin.faults.order(Fault("5xx_after", SEND, status=502, times=1))
    await place.send("x")
    assert len(channel.messages) == 1
    assert len(standin.posts.nonce_repeats) == 1


async def test_delay_and_clearing(standin: DiscordStandIn, place: discord.TextChannel) -> None:
    standin.faults.order(Fault("delay", SEND, seconds=60))
    sending = asyncio.create_task(place.send("x"))
    await standin.until(lambda: standin.faults.struck["delay"])
    assert not sending.done()
    standin.faults.clear()
    assert (await sending).content == "x"


async def test_faults_by_chance_repeat_with_their_seed(standin: DiscordStandIn, api: Api) -> None:
    standin.limits.relax()
    standin.faults.order(Fault("5xx", "GET /users/@me", probability=0.5))
    runs: list[list[int]] = []
    for _ in range(2):
        standin.faults.seed(7)
        runs.append([(await api("GET", "/users/@me"))[0] for _ in range(20)])
    assert runs[0] == runs[1]
    assert set(runs[0]) == {200, 503}


async def test_fault_strikes_only_where_it_was_ordered(standin: DiscordStandIn, api: Api) -> None:
    fault = standin.faults.order(Fault("5xx", "GET /guilds/{guild_id}", times=1))
    guild = f"/guilds/{standin.world.guild.id}"
    assert [(await api("GET", path))[0] for path in ("/users/@me", guild, guild)] == [200, 503, 200]
    standin.faults.lift(fault)


async def test_bucket_of_a_route_is_enforced_and_told(
    standin: DiscordStandIn, api: Api, channel: Channel
) -> None:
    path = f"/channels/{channel.id}/messages"
    statuses = [(await api("POST", path, {"content": "x"}))[0] for _ in range(6)]
    assert statuses == [200] * 5 + [429]
    assert standin.limits.refused == 1
    other = standin.world.add_channel("other")
    headers = {"Authorization": f"Bot {standin.token}"}
    address = f"{standin.api_url}/channels/{other.id}/messages"
    async with api.session.post(address, json={"content": "x"}, headers=headers) as response:
        limits = {key.lower(): value for key, value in response.headers.items() if "ratelimit" in key.lower()}
    assert (limits["x-ratelimit-limit"], limits["x-ratelimit-remaining"]) == ("5", "4")
    assert 4 < float(limits["x-ratelimit-reset-after"]) <= 5


async def test_fifty_a_second_are_the_most(standin: DiscordStandIn, api: Api) -> None:
    standin.limits.a_second = 10
    paths = ["/users/@me", f"/guilds/{standin.world.guild.id}"] * 6
    answers = [await api("GET", path) for path in paths]
    refused = [body for status, body in answers if status == 429]
    assert refused
    assert all(body["global"] for body in refused)
    assert standin.limits.busiest_second == 10


async def test_answers_to_interactions_are_outside_the_global_limit(
    standin: DiscordStandIn, api: Api
) -> None:
    standin.limits.a_second = 0
    ada = standin.add_person("Ada Example")
    opened = standin.interactions.open(2, ada.user, next(iter(standin.world.channels.values())), {})
    address = f"{standin.api_url}/interactions/{opened.id}/{opened.token}/callback"
    async with api.session.post(address, json={"type": 4, "data": {"content": "x"}}) as response:
        assert response.status == 204


async def test_what_is_not_imitated_is_remembered(standin: DiscordStandIn, api: Api) -> None:
    status, body = await api("GET", "/guilds/1/stickers")
    assert (status, body) == (404, {"message": "404: Not Found", "code": 0})
    assert standin.unknown_calls == ["GET /guilds/1/stickers"]


async def test_exchanges_are_remembered(standin: DiscordStandIn, api: Api, channel: Channel) -> None:
    await api("POST", f"/channels/{channel.id}/messages", {"content": "x"})
    last = standin.exchanges[-1]
    assert (last.method, last.template, last.body, last.status) == (
        "POST",
        "/channels/{channel_id}/messages",
        {"content": "x"},
        200,
    )
