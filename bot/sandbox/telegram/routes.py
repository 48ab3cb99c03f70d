"""HTTP in front of the methods: token, faults, answers, file downloads."""

import inspect
import json
import re
import socket
import struct

from aiohttp import web

from bot.sandbox.telegram import faults
from bot.sandbox.telegram.call import Call, read_call
from bot.sandbox.telegram.errors import ApiError, JsonObject
from bot.sandbox.telegram.exchanges import Exchange, Exchanges
from bot.sandbox.telegram.faults import BrokenError, Fault, FaultKind, Faults
from bot.sandbox.telegram.methods import METHODS
from bot.sandbox.telegram.spec import Spec
from bot.sandbox.telegram.state import State

TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{35,}")
PROXY_PAGE = "<html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>"


class BotRoutes:
    """The routes the bot uses, relative, so that they can be mounted under any prefix."""

    def __init__(
        self, state: State, ordered: Faults, exchanges: Exchanges, token: str, spec: Spec | None
    ) -> None:
        """Serve one bot, known by its token; calls and answers are checked where a description is given."""
        self._state = state
        self._faults = ordered
        self._exchanges = exchanges
        self._token = token
        self._spec = spec

    def add_to(self, application: web.Application) -> None:
        """Register the routes."""
        application.router.add_route("*", "/bot{token:[^/]+}/{method}", self.call)
        application.router.add_get("/file/bot{token:[^/]+}/{path:.+}", self.download)

    async def call(self, request: web.Request) -> web.StreamResponse:
        """Do one method and answer as Telegram does."""
        method = request.match_info["method"]
        exchange, fault = self._exchanges.begin(method, {}, self._state.world.timestamp()), None
        try:
            self._check_token(request.match_info["token"])
            call = await read_call(method, request)
            exchange.params = call.params
            if self._spec is not None:
                self._spec.check_call(call)
            fault = self._faults.strike(method, call.integer("chat_id"))
            exchange.fault = fault.kind.value if fault else ""
            await faults.before(fault)
            if fault is not None and fault.kind is FaultKind.HTML_ERROR:
                return self._web_page(exchange, fault)
            body: JsonObject = {"ok": True, "result": await self._done(call)}
            status = 200
            await faults.afterwards(fault)
        except ApiError as error:
            status, body = error.code, error.body()
            exchange.description = error.description
        except BrokenError:
            _cut(request)
            return web.Response()
        exchange.status = status
        return web.Response(text=json.dumps(body), status=status, content_type="application/json")

    async def download(self, request: web.Request) -> web.StreamResponse:
        """Send a stored file."""
        if request.match_info["token"] != self._token:
            return web.json_response(ApiError(401, "Unauthorized").body(), status=401)
        path = request.match_info["path"]
        for file in self._state.world.files.values():
            if file.path == path:
                return web.Response(body=file.content, content_type=file.mime or "application/octet-stream")
        return web.json_response(ApiError(404, "Not Found").body(), status=404)

    def _check_token(self, token: str) -> None:
        if token == self._token:
            return
        if TOKEN.fullmatch(token):
            raise ApiError(401, "Unauthorized")
        raise ApiError(404, "Not Found")

    async def _done(self, call: Call) -> object:
        method = METHODS.get(call.method.lower())
        if method is None:
            self._exchanges.unknown.append(call.method)
            raise ApiError(404, "Not Found: method not found")
        result = method(self._state, call)
        if inspect.isawaitable(result):
            result = await result
        if self._spec is not None:
            self._spec.check_answer(call.method, result)
        return result

    @staticmethod
    def _web_page(exchange: Exchange, fault: Fault) -> web.Response:
        exchange.status = fault.status
        page = PROXY_PAGE.format(f"{fault.status} from a proxy")
        return web.Response(text=page, status=fault.status, content_type="text/html")


def _cut(request: web.Request) -> None:
    """Reset the connection so that the client sees it at once, without a single byte."""
    transport = request.transport
    if transport is None:
        return
    connection = transport.get_extra_info("socket")
    if connection is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()
