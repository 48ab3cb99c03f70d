"""Acting as a person over HTTP, for the page in the browser. JSON in and out; all below ``/client``.

Reading
- ``GET state``: guilds (roles, members with role ids, channels with who sees them, events), users, the bot.
- ``GET messages?as=USER&channel=ID[&before=MESSAGE][&limit=50]``: as that person sees them, oldest first.
- ``GET commands?as=USER[&channel=ID]``: slash commands and context menus shown to that person there.
- ``GET answer?interaction=ID``: what the person sees now in answer to what they did.
- ``GET events?as=USER[&as=USER…]`` (``as=*`` for everyone): Server-Sent Events, one JSON object a change:
  ``type`` is one of message, message_update, message_delete, interaction, answer, commands, channel, role,
  user, member, guild, event, gateway, faults; ids tell what to read again. A change only one person may see
  (``only_for``) reaches only streams that name them.
- ``GET exchanges[?limit=100]``: the bot's last requests, newest first, unknown calls, violations, breaches.

Acting; each names the person as ``as`` and gives ``{"interaction", "kind", "message"|"modal"|"choices"}``,
where kind is message, modal, choices, acknowledged, deferred (the ``answer`` event follows) or no response
- ``POST slash {as, channel, path, options}``; a file option is ``{"filename", "base64"}``.
- ``POST autocomplete {as, channel, path, focused: [option, text], options}``.
- ``POST menu {as, name, user}`` or ``{as, name, channel, message}``: a context menu command.
- ``POST press {as, channel, message, custom_id}`` and ``POST choose {…, values}``.
- ``POST submit {as, interaction, values}``: the modal that this interaction opened, values by custom_id.
- ``POST message {as, channel, text[, reply_to]}``: gives the message.

Setting the scene
- ``POST users {name[, locale][, roles]}``; ``PATCH users/ID {locale, dms_open, roles}``.
- ``POST roles {name[, admin]}``; ``POST channels {name[, visible_to]}``.
- ``POST faults {kind, where, times, probability, retry_after, everywhere, status, code, seconds}`` for REST
  faults, or ``{kind, code, times}`` for the gateway's (see ``faults.py``); ``DELETE faults`` ends them all.

What a client would not allow is answered with 409 and ``{"error": …}``, nonsense with 400.
"""

import asyncio
import base64
import contextlib
import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.sandbox.discord import client_setting, client_views
from bot.sandbox.discord.forms import Json, RefusedError
from bot.sandbox.discord.interaction import Interaction
from bot.sandbox.discord.people import Person, find_person
from bot.sandbox.discord.records import Channel, Message, Upload
from bot.sandbox.discord.resolving import CannotDoError
from bot.sandbox.discord.scene import Scene

Answers = Callable[[web.Request], Awaitable[web.StreamResponse]]
Asked = dict[str, Any]
KEEP_ALIVE_SECONDS = 15.0


class ClientApi:
    """The routes of the page."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def add_to(self, app: web.Application) -> None:
        """Add all routes to an application."""
        reads = {"state": self._state, "messages": self._messages, "commands": self._commands}
        reads |= {"answer": self._answer, "exchanges": self._exchanges}
        for name, read in reads.items():
            app.router.add_get(f"/client/{name}", self._reading(read))
        acts = {"slash": self._slash, "autocomplete": self._autocomplete, "menu": self._menu}
        acts |= {"press": self._press, "choose": self._choose, "submit": self._submit}
        for name, act in acts.items():
            app.router.add_post(f"/client/{name}", self._acting(self._answered(act)))
        app.router.add_post("/client/message", self._acting(self._say))
        for name, make in client_setting.MAKES.items():
            app.router.add_post(f"/client/{name}", self._acting(self._set(make)))
        app.router.add_patch("/client/users/{user}", self._acting(self._set(client_setting.change_user)))
        app.router.add_delete("/client/faults", self._clear)
        app.router.add_get("/client/events", self._events)

    def _reading(self, read: Callable[[Asked], Json]) -> Answers:
        async def answer(request: web.Request) -> web.StreamResponse:
            return await _guarded(lambda: _now(read(dict(request.query))))

        return answer

    def _acting(self, act: Callable[[Asked], Awaitable[Json]]) -> Answers:
        async def answer(request: web.Request) -> web.StreamResponse:
            # A page from elsewhere cannot send this type without being asked first by its browser.
            if request.content_type != "application/json":
                return web.json_response({"error": "Send application/json."}, status=415)
            asked: Asked = await request.json()
            return await _guarded(lambda: act(asked | dict(request.match_info)))

        return answer

    def _set(self, make: Callable[[Scene, Asked], Json]) -> Callable[[Asked], Awaitable[Json]]:
        return lambda asked: _now(make(self._scene, asked))

    def _answered(self, act: Callable[[Asked], Awaitable[Interaction]]) -> Callable[[Asked], Awaitable[Json]]:
        async def answer(asked: Asked) -> Json:
            interaction = await act(asked)
            within = self._scene.interactions.answer_within + 1.0
            done = lambda: interaction.callback is not None or interaction.expired  # noqa: E731 read once
            await self._scene.until(done, within)
            return client_views.answer(self._scene, interaction)

        return answer

    def _person(self, asked: Asked) -> Person:
        return find_person(self._scene, str(asked["as"]))

    def _channel(self, asked: Asked) -> Channel | None:
        channel_id = asked.get("channel")
        return None if channel_id is None else self._scene.world.find_channel(str(channel_id))

    def _found(self, asked: Asked, key: str = "message") -> Message:
        channel = self._scene.world.find_channel(str(asked["channel"]))
        message: Message | None = channel.messages.get(str(asked[key]))
        if message is None:
            raise CannotDoError("That message is gone.")
        return message

    def _state(self, _asked: Asked) -> Json:
        return client_views.state(self._scene)

    def _messages(self, asked: Asked) -> Json:
        person, channel = self._person(asked), self._scene.world.find_channel(str(asked["channel"]))
        before = int(asked["before"]) if "before" in asked else None
        limit = min(int(asked.get("limit", 50)), 200)
        return client_views.messages(self._scene, person, channel, before, limit)

    def _commands(self, asked: Asked) -> Json:
        person, channel = self._person(asked), self._channel(asked)
        kinds = {"slash": 1, "user": 2, "message": 3}
        return {name: person.commands(channel, kind) for name, kind in kinds.items()}

    def _answer(self, asked: Asked) -> Json:
        return client_views.answer(self._scene, self._interaction(asked))

    def _interaction(self, asked: Asked) -> Interaction:
        found = self._scene.interactions.by_id(str(asked["interaction"]))
        if found is None:
            raise CannotDoError("That interaction is gone.")
        return found

    def _exchanges(self, asked: Asked) -> Json:
        return client_views.findings(self._scene, int(asked.get("limit", 100)))

    async def _slash(self, asked: Asked) -> Interaction:
        options = _with_files(asked.get("options") or {})
        return await self._person(asked).slash(self._channel(asked), str(asked["path"]), options)

    async def _autocomplete(self, asked: Asked) -> Interaction:
        name, text = asked["focused"]
        others = _with_files(asked.get("options") or {})
        person = self._person(asked)
        return await person.autocomplete(self._channel(asked), str(asked["path"]), (name, text), others)

    async def _menu(self, asked: Asked) -> Interaction:
        person, name = self._person(asked), str(asked["name"])
        if "message" in asked:
            return await person.use_on_message(name, self._found(asked))
        target = find_person(self._scene, str(asked["user"]))
        return await person.use_on_user(name, target, self._channel(asked))

    async def _press(self, asked: Asked) -> Interaction:
        return await self._person(asked).press(self._found(asked), custom_id=str(asked["custom_id"]))

    async def _choose(self, asked: Asked) -> Interaction:
        message, values = self._found(asked), asked["values"]
        return await self._person(asked).choose(message, str(asked["custom_id"]), values)

    async def _submit(self, asked: Asked) -> Interaction:
        modal = self._interaction(asked).modal
        return await self._person(asked).submit(modal, _with_files(asked.get("values") or {}))

    async def _say(self, asked: Asked) -> Json:
        channel = self._scene.world.find_channel(str(asked["channel"]))
        reply_to = self._found(asked, "reply_to") if asked.get("reply_to") else None
        said = await self._person(asked).say(channel, str(asked["text"]), reply_to=reply_to)
        return client_views.message(self._scene, said)

    async def _clear(self, _request: web.Request) -> web.Response:
        self._scene.faults.clear()
        return web.json_response({"ordered": None})

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """Stream the changes one person may see; a comment now and then keeps the connection open."""
        me = set(request.query.getall("as", []))
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        queue = self._scene.bell.listen()
        try:
            with contextlib.suppress(ConnectionError):
                await response.write(b": open\n\n")
                while not self._scene.closing:
                    await response.write(await _next_change(queue, me))
        finally:
            self._scene.bell.forget(queue)
        return response


async def _next_change(queue: asyncio.Queue[Json], me: set[str]) -> bytes:
    try:
        async with asyncio.timeout(KEEP_ALIVE_SECONDS):
            change = await queue.get()
            while change["only_for"] is not None and not {"*", change["only_for"]} & me:
                change = await queue.get()
    except TimeoutError:
        return b": still here\n\n"
    return f"data: {json.dumps(change)}\n\n".encode()


async def _now(value: Json) -> Json:
    return value


async def _guarded(act: Callable[[], Awaitable[Json]]) -> web.Response:
    """Answer with what the act gives, or with why it cannot be done."""
    try:
        return web.json_response(await act())
    except CannotDoError as why:
        return web.json_response({"error": str(why)}, status=409)
    except RefusedError as why:
        return web.json_response({"error": why.body["message"]}, status=409)
    except (LookupError, TypeError, ValueError) as why:
        return web.json_response({"error": f"{type(why).__name__}: {why}"}, status=400)


def _with_files(values: dict[str, Any]) -> dict[str, object]:
    """Turn ``{"filename", "base64"}`` into files, also inside lists."""

    def file_or(value: object) -> object:
        if isinstance(value, dict) and "base64" in value:
            return Upload(str(value["filename"]), base64.b64decode(value["base64"], validate=True))
        return [file_or(each) for each in value] if isinstance(value, list) else value

    return {name: file_or(value) for name, value in values.items()}
