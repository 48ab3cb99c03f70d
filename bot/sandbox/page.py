"""The page and the sandbox's own controls; everything else the page does on the stand-ins' own endpoints.

GET  /                     the page
GET  /static/<file>        its modules and styles
GET  /sandbox/state        {run, now, ahead, bot, people, groups, outbox, tour}
POST /sandbox/clock        {by: seconds} or {to: "next"}: move the clock of everything
POST /sandbox/bot          {do: "kill" | "start"}
POST /sandbox/people       {name}: somebody new, on both platforms
GET  /sandbox/log          the bot's last log lines
GET  /sandbox/events       what changes, as one stream (`stream.py`)

What cannot be done is answered with 409 and a sentence, nonsense with 400.
"""

from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from secrets import token_hex
from typing import Any

from aiohttp import web
from prometheus_client.parser import text_string_to_metric_families

from bot.sandbox.community import GROUPS, Inhabitant
from bot.sandbox.guard import json_body
from bot.sandbox.stage import Stage

STATIC = Path(__file__).parent / "static"
FURTHEST = timedelta(days=400)
Outbox = dict[str, dict[str, int]]


class Page:
    """Serves the page; knows the stage, and nothing of core or storage."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._run = token_hex(8)

    def add_to(self, app: web.Application) -> None:
        """Register the routes."""
        app.router.add_get("/", self._index)
        app.router.add_static("/static/", STATIC)
        app.router.add_get("/sandbox/state", self._state)
        app.router.add_post("/sandbox/clock", self._clock)
        app.router.add_post("/sandbox/bot", self._bot)
        app.router.add_post("/sandbox/people", self._people)
        app.router.add_get("/sandbox/log", self._log)
        app.router.add_get("/sandbox/events", self._stage.stream.serve)

    async def _index(self, _: web.Request) -> web.StreamResponse:
        return web.FileResponse(STATIC / "index.html")

    async def _state(self, _: web.Request) -> web.Response:
        stage = self._stage
        health = await stage.bot.health()
        _status, figures = await stage.bot.get("/metrics") if health else (0, "")
        return web.json_response(
            {
                "run": self._run,
                "now": stage.clock.now().isoformat(),
                "ahead": stage.clock.ahead.total_seconds(),
                "bot": {
                    "alive": stage.bot.alive,
                    "ready": bool(health.get("ready")),
                    "faces": health.get("faces", {}),
                    "exit_code": stage.bot.exit_code,
                    "seconds_to_next": health.get("seconds_to_next"),
                },
                "people": self._everybody(),
                "groups": list(GROUPS),
                "outbox": outbox(figures),
                "tour": stage.tour.state(),
            }
        )

    def _everybody(self) -> list[dict[str, Any]]:
        community = self._stage.community
        return [
            {
                **asdict(one),
                "discord": community.discord[one.name].id,
                "telegram": community.telegram[one.name].id,
            }
            for one in community.people
        ]

    async def _clock(self, request: web.Request) -> web.Response:
        body = await json_body(request)
        by = await self._to_next() if body.get("to") == "next" else _seconds(body.get("by"))
        if not timedelta(0) <= self._stage.clock.ahead - self._stage.began_ahead + by <= FURTHEST:
            raise web.HTTPConflict(text="The clock goes forward only, and at most 400 days.")
        await self._stage.move(by)
        return web.json_response({"now": self._stage.clock.now().isoformat()})

    async def _to_next(self) -> timedelta:
        if not self._stage.bot.alive:
            raise web.HTTPConflict(
                text="The bot is not running, so nobody knows what comes next. Start it first."
            )
        by = await self._stage.to_next()
        if by is None:
            raise web.HTTPConflict(text="Nothing is scheduled, so there is no next event to move to.")
        return by

    async def _bot(self, request: web.Request) -> web.Response:
        do = (await json_body(request)).get("do")
        if do == "kill":
            await self._stage.bot.kill()
        elif do == "start":
            await self._stage.bot.launch()
        else:
            raise web.HTTPBadRequest(text='Send {"do": "kill"} or {"do": "start"}.')
        return web.json_response({"alive": self._stage.bot.alive})

    async def _people(self, request: web.Request) -> web.Response:
        name = " ".join(str((await json_body(request)).get("name", "")).split())
        try:
            self._stage.community.add(Inhabitant(name, "newcomer", "added by you"))
        except ValueError as why:
            raise web.HTTPConflict(text=str(why)) from why
        self._stage.stream.changed()
        return web.json_response(self._everybody()[-1])

    async def _log(self, _: web.Request) -> web.Response:
        return web.json_response({"lines": list(self._stage.bot.lines)})


def _seconds(value: object) -> timedelta:
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or not abs(value) < FURTHEST.total_seconds() * 2
    ):
        raise web.HTTPBadRequest(text='Send {"by": seconds} or {"to": "next"}.')
    return timedelta(seconds=value)


def outbox(figures: str) -> Outbox:
    """Rows of the outbox by platform and state, as the bot's figures tell them."""
    found: Outbox = {}
    for family in text_string_to_metric_families(figures):
        if family.name == "mentorbot_outbox_rows":
            for sample in family.samples:
                platform = found.setdefault(sample.labels["platform"], {})
                platform[sample.labels["status"]] = int(sample.value)
    return found
