"""From an HTTP request to an answer: faults, limits, authorization, handler, record."""

import json
import re
import socket
import struct
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import BodyPartReader, web

from bot.sandbox.discord.call import Answered, Call, Route
from bot.sandbox.discord.faults import Fault
from bot.sandbox.discord.forms import KNOWN, RefusedError, refusal
from bot.sandbox.discord.records import Upload
from bot.sandbox.discord.scene import Scene

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
FILE_FIELD = re.compile(r"files\[(\d+)\]")
EDGE_BAN = "<!DOCTYPE html><html><head><title>Access denied | Error 1015</title></head></html>"


def serve(scene: Scene, route: Route) -> Handler:
    """Return what answers the requests of a route."""

    async def answer(request: web.Request) -> web.StreamResponse:
        scene.in_flight += 1
        try:
            return await _answer(scene, route, request)
        finally:
            scene.in_flight -= 1
            scene.bell.ring()

    return answer


async def _answer(scene: Scene, route: Route, request: web.Request) -> web.StreamResponse:
    call = Call(
        route.method,
        route.template,
        _path(request),
        request.match_info,
        request.query,
        base_of(request),
        scene=scene,
    )
    scene.base_url = scene.base_url or call.base
    call.authorized = request.headers.get("Authorization") == f"Bot {scene.token}"
    try:
        await _read(call, request)
    except RefusedError as refused:
        return _refuse(call, refused)
    scene.limits.note(call)
    if fault := scene.faults.before(call):
        struck = await _strike(call, request, fault)
        if struck is not None:
            return struck
    response = _process(scene, route, call)
    if fault := scene.faults.after(call):
        return await _strike_after(call, request, fault)
    return response


def _process(scene: Scene, route: Route, call: Call) -> web.Response:
    if limited := scene.limits.refusal(call):
        return too_many(call, limited[0], limited[1])
    if not route.by_token and not call.authorized:
        scene.limits.invalid += 1
        return _refuse(call, RefusedError(401, 0, "401: Unauthorized"))
    scene.check_against_spec(call)
    try:
        answered = route.handler(call)
    except RefusedError as refused:
        scene.limits.invalid += refused.status in (401, 403)
        return _refuse(call, refused)
    except (ValueError, TypeError, LookupError, AttributeError) as why:
        # Discord would name the field; here it is enough that a body of the wrong shape is refused and told.
        scene.violations.append(f"{call.method} {call.path} was not understood: {why!r}")
        return _refuse(call, RefusedError(400, 50035, "Invalid Form Body"))
    status = 204 if answered is None else route.status
    return _respond(call, status, answered)


def base_of(request: web.Request) -> str:
    """Return the address under which the stand-in is mounted, as the client sees it."""
    prefix = request.path.partition("/api/v")[0]
    scheme = request.headers.get("X-Forwarded-Proto", request.scheme)
    return f"{scheme}://{request.host}{prefix}"


def _path(request: web.Request) -> str:
    return "/" + request.path.partition("/api/v")[2].partition("/")[2]


async def _read(call: Call, request: web.Request) -> None:
    """Read a JSON or multipart body. Raises 50109."""
    if request.content_type == "multipart/form-data":
        reader = await request.multipart()
        while isinstance(part := await reader.next(), BodyPartReader):
            content = bytes(await part.read(decode=False))
            if part.name == "payload_json":
                call.body = _parsed(content)
            elif field := FILE_FIELD.fullmatch(part.name or ""):
                call.files[int(field[1])] = Upload(part.filename or "file", content)
        return
    content = await request.read()
    if content:
        call.body = _parsed(content)


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        raise refusal(50109) from None


def _respond(call: Call, status: int, body: Answered, headers: dict[str, str] | None = None) -> web.Response:
    call.scene.record(call, status, body)
    headers = call.scene.limits.headers(call) | (headers or {})
    if status == 204:
        return web.Response(status=204, headers=headers)
    headers["Content-Type"] = "application/json"
    return web.Response(status=status, body=json.dumps(body).encode(), headers=headers)


def _refuse(call: Call, refused: RefusedError) -> web.Response:
    return _respond(call, refused.status, refused.body)


def too_many(call: Call, wait: float, scope: str) -> web.Response:
    """Return Discord's own 429, which carries ``Via`` as everything behind its edge does."""
    everywhere = scope == "global"
    body = {"message": "You are being rate limited.", "retry_after": round(wait, 3), "global": everywhere}
    headers = {"Retry-After": str(int(wait) + 1), "X-RateLimit-Scope": scope, "Via": "1.1 sandbox"}
    if everywhere:
        headers["X-RateLimit-Global"] = "true"
    return _respond(call, 429, body, headers)


async def _strike(call: Call, request: web.Request, fault: Fault) -> web.Response | None:
    """Let an ordered fault happen; none means that the request goes on after a delay."""
    if fault.kind == "delay":
        await call.scene.faults.hold(fault.seconds)
        return None
    if fault.kind in ("timeout_before", "reset"):
        return await _strike_after(call, request, fault)
    return _wrong(call, fault)


def _wrong(call: Call, fault: Fault) -> web.Response:
    """Return the wrong answer that a fault orders."""
    limits = call.scene.limits
    if fault.kind == "429":
        limits.invalid += 1
        limits.pause(call, fault.retry_after, everywhere=fault.everywhere)
        return too_many(call, fault.retry_after, "global" if fault.everywhere else "user")
    if fault.kind == "html_429":
        call.scene.record(call, 429, None)
        return web.Response(status=429, text=EDGE_BAN, content_type="text/html")
    if fault.kind == "401":
        limits.invalid += 1
        return _refuse(call, RefusedError(401, 0, "401: Unauthorized"))
    if fault.kind == "refuse":
        limits.invalid += fault.status in (401, 403)
        known = refusal(fault.code) if fault.code in KNOWN and not fault.message else None
        return _refuse(call, known or RefusedError(fault.status, fault.code, fault.message))
    return _refuse(call, RefusedError(fault.status, 0, fault.message or f"{fault.status}: Server Error"))


async def _strike_after(call: Call, request: web.Request, fault: Fault) -> web.Response:
    """Leave a request without its answer, or give it a wrong one although it was processed."""
    if fault.kind == "5xx_after":
        return _wrong(call, fault)
    if fault.kind.startswith("timeout"):
        await call.scene.faults.hold(fault.seconds)
    transport = request.transport
    if transport is not None:
        raw = transport.get_extra_info("socket")
        if raw is not None:
            # A linger time of zero makes the kernel answer with a reset instead of a polite end.
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    return web.Response(status=499)
