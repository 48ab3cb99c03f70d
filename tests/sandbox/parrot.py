"""A small bot that shows everything both platforms can show, so that the page can be tried by itself.

It takes the same settings as mentorbot and offers the same `/healthz`, `/metrics` and `/clock`:
`python -m tests.sandbox.parrot --movable-clock 0`.
"""

import asyncio
import json
import os
import signal
import sys

import telegram
import yarl
from aiohttp import web
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.sandbox.parrot_discord import Parrot
from tests.sandbox.parrot_more import add_more
from tests.sandbox.parrot_telegram import TelegramParrot

FIGURES = """# TYPE mentorbot_outbox_rows gauge
mentorbot_outbox_rows{platform="discord",status="due"} 2
mentorbot_outbox_rows{platform="telegram",status="due"} 0
mentorbot_outbox_rows{platform="telegram",status="dead"} 1
"""


class Health:
    """What the sandbox asks of a bot."""

    def __init__(self, bird: Parrot) -> None:
        self._bird = bird
        self.ahead = float(sys.argv[sys.argv.index("--movable-clock") + 1])

    def application(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/healthz", self._ready)
        app.router.add_get("/metrics", self._figures)
        app.router.add_post("/clock", self._clock)
        return app

    async def _ready(self, _: web.Request) -> web.Response:
        ready = self._bird.shown.is_set()
        body = {"ready": ready, "faces": {"discord": "connected"}, "seconds_to_next": 1800.0}
        return web.json_response(body, status=200 if ready else 503)

    async def _figures(self, _: web.Request) -> web.Response:
        return web.Response(text=FIGURES)

    async def _clock(self, request: web.Request) -> web.Response:
        self.ahead = (await request.json())["ahead"]
        return web.json_response({"ahead": self.ahead})


async def main() -> None:
    setting = {name.removeprefix("MENTORBOT_"): value for name, value in os.environ.items()}
    api = setting["DISCORD__API_URL"]
    Route.BASE = api
    gateway = api.replace("http", "ws").removesuffix("/api/v10") + "/gateway"
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
    bird = Parrot()
    add_more(bird.tree)
    health = Health(bird)
    runner = web.AppRunner(health.application(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", int(setting["HTTP__PORT"])).start()
    bot = telegram.Bot(
        setting["TELEGRAM__TOKEN"],
        base_url=setting["TELEGRAM__API_URL"],
        base_file_url=setting["TELEGRAM__API_URL"].removesuffix("/bot") + "/file/bot",
    )
    ended = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, ended.set)
    chatter = TelegramParrot(bot, [int(each) for each in json.loads(setting["ADMINS__TELEGRAM_USER_IDS"])])
    async with asyncio.TaskGroup() as group:
        running = [
            group.create_task(bird.start(setting["DISCORD__TOKEN"])),
            group.create_task(chatter.run()),
        ]
        await bird.shown.wait()
        await chatter.shown.wait()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await ended.wait()
        for task in running:
            task.cancel()
    await bird.close()
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
