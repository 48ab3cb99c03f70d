"""The stand-in itself: its routes, its start and stop, and what it has seen."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from aiohttp import web

from bot.sandbox.discord import (
    rest_basics,
    rest_channels,
    rest_commands,
    rest_events,
    rest_guilds,
    rest_interactions,
    rest_messages,
)
from bot.sandbox.discord.call import Route
from bot.sandbox.discord.client_api import ClientApi
from bot.sandbox.discord.people import Person, find_person
from bot.sandbox.discord.records import Guild, Role, User
from bot.sandbox.discord.scene import Scene
from bot.sandbox.discord.serving import serve

TOKEN = "sandbox-discord-token"  # noqa: S105 opens nothing but this stand-in
APPLICATION_ID = "100000000000000001"
ROUTES: list[Route] = [
    *rest_basics.ROUTES,
    *rest_commands.ROUTES,
    *rest_channels.ROUTES,
    *rest_messages.ROUTES,
    *rest_guilds.ROUTES,
    *rest_events.ROUTES,
    *rest_interactions.ROUTES,
]


class DiscordStandIn(Scene):
    """An imitation of Discord on loopback that the unmodified discord.py logs in to.

    Point ``discord.http.Route.BASE`` at ``api_url``; the gateway's address comes from ``/gateway/bot``.
    With ``spec``, the path of Discord's OpenAPI description, each request body is checked against it,
    and what does not fit is collected in ``violations``.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        token: str = TOKEN,
        application_id: str = APPLICATION_ID,
        spec: Path | None = None,
    ) -> None:
        super().__init__(now, token, application_id)
        if spec is not None:
            # Imported here because only tests have jsonschema.
            from bot.sandbox.discord.spec import load  # noqa: PLC0415 tests alone have jsonschema

            self.spec = load(spec)
        self._runner: web.AppRunner | None = None

    def add_person(
        self,
        name: str,
        *,
        locale: str = "en-US",
        roles: Iterable[Role] = (),
        guild: Guild | None = None,
        in_guild: bool = True,
    ) -> Person:
        """Make a user and return them ready to act."""
        user = self.world.add_user(name, locale=locale, roles=roles, guild=guild, in_guild=in_guild)
        return Person(self, user)

    def person(self, who: User | str) -> Person:
        """Return a user, given as such or by id or name, ready to act. Raises ``LookupError``."""
        return find_person(self, who)

    def application(self) -> web.Application:
        """Return all routes, relative, to be served alone or mounted under any prefix."""
        app = web.Application(client_max_size=110 * 1024 * 1024)
        for route in ROUTES:
            app.router.add_route(route.method, "/api/v10" + route.template, serve(self, route))
        ClientApi(self).add_to(app)
        app.on_shutdown.append(self._close)
        app.router.add_get("/gateway", self.gateway.connect)
        app.router.add_get("/attachments/{channel}/{attachment}/{name}", self._file)
        app.router.add_route("*", "/api/v10/{path:.*}", self._unknown)
        return app

    async def _close(self, _app: web.Application) -> None:
        """End what stays open by itself: event streams, held requests, gateway connections."""
        self.closing = True
        self.bell.tell("closing")
        self.faults.clear()
        self.gateway.drop()

    async def _file(self, request: web.Request) -> web.Response:
        file = self.files.get(request.match_info["attachment"])
        if file is None:
            raise web.HTTPNotFound
        return web.Response(body=file.content, content_type=file.content_type)

    async def _unknown(self, request: web.Request) -> web.Response:
        """Answer what is not imitated with 404, and remember it."""
        self.unknown_calls.append(f"{request.method} /{request.match_info['path']}")
        body = b'{"message": "404: Not Found", "code": 0}'
        return web.Response(status=404, body=body, headers={"Content-Type": "application/json"})

    async def start(self, port: int = 0) -> None:
        """Serve on 127.0.0.1; port 0 takes a free one."""
        self.closing = False
        self._runner = web.AppRunner(self.application(), shutdown_timeout=0.5)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        self.base_url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        """Cut every connection and stop serving."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    @property
    def api_url(self) -> str:
        """The address for ``Route.BASE``."""
        return f"{self.base_url}/api/v10"
