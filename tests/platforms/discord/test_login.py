"""Logging in, registering the commands, and what Discord may refuse."""

import pytest

from bot.discord import identifying
from bot.discord.face import DiscordFace
from bot.discord.refusals import DiscordRefusedError
from bot.sandbox.discord import DiscordStandIn, texts
from bot.sandbox.discord.announcing import GUILD_MEMBERS
from bot.sandbox.discord.faults import Fault
from tests.platforms.discord.scripted import ScriptedEngine, Start, shown


def names(standin: DiscordStandIn, place: str = "") -> set[str]:
    return {each["name"] for each in standin.commands.of(place)}


async def test_connects_and_registers_the_commands(standin: DiscordStandIn, start: Start) -> None:
    face = await start()
    assert face.connected
    assert names(standin) == {"session", "everything", "home", "mentor", "Show this mentor"}
    assert standin.commands.puts == {"": 1}


async def test_unchanged_commands_are_not_registered_again(standin: DiscordStandIn, start: Start) -> None:
    await (await start()).close()
    await start()
    assert standin.commands.puts == {"": 1}


async def test_changed_commands_are_registered_again(
    standin: DiscordStandIn, start: Start, engine: ScriptedEngine
) -> None:
    await (await start()).close()
    del engine.registry.commands["home"]
    await start()
    assert "home" not in names(standin)


async def test_guild_commands_replace_global_ones(standin: DiscordStandIn, start: Start) -> None:
    await (await start()).close()
    guild = standin.world.guild.id
    await start(guild_ids=[int(guild)])
    assert names(standin) == set()
    assert "home" in names(standin, guild)
    await start(guild_ids=[int(guild)])
    assert standin.commands.puts == {"": 2, guild: 1}


async def test_global_commands_replace_those_of_a_guild(standin: DiscordStandIn, start: Start) -> None:
    guild = standin.world.guild.id
    await (await start(guild_ids=[int(guild)])).close()
    await start()
    assert "home" in names(standin)
    await standin.until(lambda: names(standin, guild) == set())


async def test_a_guild_that_is_served_no_longer_loses_its_commands(
    standin: DiscordStandIn, start: Start
) -> None:
    old, new = standin.world.guild.id, standin.world.add_guild("Another").id
    await (await start(guild_ids=[int(old)])).close()
    await start(guild_ids=[int(new)])
    await standin.until(lambda: names(standin, old) == set())
    assert "home" in names(standin, new)


async def test_failed_registration_is_tried_again_and_stops_nothing(
    standin: DiscordStandIn, start: Start
) -> None:
    order = standin.faults.order(Fault("5xx", "PUT /applications/*", times=1))
    face = await start(sync_again_after=0.01)
    assert face.connected
    await standin.until(lambda: names(standin))
    assert order.struck == 1


async def test_wrong_token_is_told_with_the_place_to_mend_it(standin: DiscordStandIn, start: Start) -> None:
    with pytest.raises(DiscordRefusedError, match="MENTORBOT_DISCORD__TOKEN"):
        await start(token="not-the-token")


async def test_refused_intent_names_the_switch(standin: DiscordStandIn, start: Start) -> None:
    standin.gateway.refused_intents = GUILD_MEMBERS
    with pytest.raises(DiscordRefusedError, match="Server Members Intent"):
        await start(members_intent=True)


async def test_intents_are_the_fewest(standin: DiscordStandIn, face: DiscordFace) -> None:
    (session,) = standin.gateway.connected
    assert session.intents == (1 << 0) | (1 << 12)


async def test_gateway_that_refuses_is_tried_until_it_lets_us_in(
    standin: DiscordStandIn, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.discord.face.LOGIN_AGAIN", (0.0,))
    standin.faults.strike_gateway("refuse_gateway")
    face = await start(patience=0.05)
    assert not face.connected
    standin.faults.clear()
    await standin.connected(within=20)


async def test_identifies_at_most_so_often_a_day(
    standin: DiscordStandIn, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Discord counts over restarts; at its own limit it would reset the token (trust.md §2 row 38)."""
    monkeypatch.setattr(identifying, "ASK_AGAIN", 0.01)
    standin.gateway.identifies = identifying.MOST_A_DAY
    face = await start(patience=0.5)
    assert not face.connected
    assert standin.gateway.identifies == identifying.MOST_A_DAY
    standin.gateway.identifies = 0
    await standin.connected(within=20)


async def test_comes_back_after_a_drop(standin: DiscordStandIn, face: DiscordFace) -> None:
    standin.faults.strike_gateway("drop")
    await standin.until(lambda: standin.gateway.resumes)
    ada = standin.add_person("Ada Example")
    message = await shown(await ada.slash(None, "home"))
    assert "Hello" in texts(message)
    assert face.connected


@pytest.mark.slow
async def test_shards_connect_each(standin: DiscordStandIn, start: Start) -> None:
    face = await start(shard_count=2)
    assert face.connected
    assert sorted(each.shard for each in standin.gateway.connected) == [(0, 2), (1, 2)]
