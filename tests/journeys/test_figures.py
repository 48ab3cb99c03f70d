"""What an operator reads off `/metrics` and `/healthz` after people have done something."""

import re

import aiohttp

from bot.sandbox.discord.faults import Fault
from core.people.model import Platform
from tests.journeys.test_story import announce, become_mentor, found_group, usual
from tests.journeys.test_troubles import state
from tests.journeys.world import GROUP, World


async def test_every_figure_has_been_measured(world: World) -> None:
    cast = usual(world)
    await world.open()
    await found_group(world, cast)
    await become_mentor(world, cast)
    await announce(world, cast)
    due = await world.app.engine.database.read(lambda uow: uow.sessions.next_due())
    assert due is not None
    await world.move_to(due)
    assert "already" in await cast.learner.do("group join", {"group": GROUP})
    await world.app.caught_up()
    async with aiohttp.ClientSession(f"http://127.0.0.1:{world.app.http.port}") as client:
        async with client.get("/healthz") as health:
            assert (health.status, (await health.json())["ready"]) == (200, True)
        async with client.get("/metrics") as answer:
            text = await answer.text()
    figures = {name: float(value) for name, value in re.findall(r"(?m)^(mentorbot_.+) (\S+)$", text)}
    for platform in ("discord", "telegram"):
        assert figures[f'mentorbot_first_answer_seconds_count{{platform="{platform}"}}'] > 0
        assert figures[f'mentorbot_limiter_wait_seconds_count{{platform="{platform}"}}'] > 0
        assert figures[f'mentorbot_notice_lateness_seconds_count{{platform="{platform}"}}'] > 0
    done = 'mentorbot_commands_total{command="group create",outcome="done",platform="discord"}'
    asked = 'mentorbot_commands_total{command="mentor apply",outcome="asked",platform="telegram"}'
    refused = 'mentorbot_commands_total{command="group join",outcome="refused",platform="discord"}'
    assert figures[done] == 1
    assert figures[asked] > 1
    assert figures[refused] == 1
    for role in ("tick", "discord-gateway", "telegram-poll", "send-discord", "send-telegram"):
        assert figures[f'mentorbot_leases_held{{role="{role}"}}'] == 1
    for platform in ("discord", "telegram"):
        assert figures[f'mentorbot_outbox_oldest_seconds{{platform="{platform}"}}'] == 0
    for what in ("discord", "telegram", "outbox", "read-only"):
        assert figures[f'mentorbot_paused{{what="{what}"}}'] == 0
    assert figures["mentorbot_tick_lag_seconds_count"] > 0
    assert figures["mentorbot_write_ahead_log_bytes"] > 0
    assert figures["mentorbot_tasks"] > 5


async def test_a_process_lives_though_a_platform_refuses_it(world: World) -> None:
    await world.open()
    world.discord.faults.order(Fault("401"))
    world.discord.faults.strike_gateway("drop", code=4004)
    await state(world.app, Platform.DISCORD, "halted")
    async with aiohttp.ClientSession(f"http://127.0.0.1:{world.app.http.port}") as client:
        async with client.get("/livez") as live:
            assert (live.status, await live.json()) == (200, {"live": True})
        async with client.get("/healthz") as health:
            told = await health.json()
    assert (health.status, told["ready"], told["live"]) == (503, False, True)
    assert told["faces"] == {"discord": "refused", "telegram": "connected"}
