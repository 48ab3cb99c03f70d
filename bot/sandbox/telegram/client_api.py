"""Acting as people over HTTP, for the page on which one person plays several; JSON throughout.

Every address lies under `/client`. A refused request answers 400, an unknown user, chat or message 404, both
with `{"error": "…"}`. Messages are as `view.py` describes them.

    GET  /client/state                       the bot, its profile, users, chats, limits, faults, unknown calls
    POST /client/users                       {name, language_code?, username?} → the user
    POST /client/groups                      {title, members?: [user], admins?: [user]} → the chat
    GET  /client/messages?user=&chat=        what a user sees, newest last; `before` (an id) and `limit` page
    POST /client/messages                    {user, chat?, text, reply_to?} → the message
    POST /client/start                       {user, payload?} → the message; as a deep link does
    POST /client/press                       {user, chat, message, data? or label?} → {query}; see `answer`
    POST /client/uploads                     multipart: user, chat?, caption?, kind?, file → the message
    POST /client/block                       {user, blocked} → {blocked}
    GET  /client/commands?user=&chat=        {commands, menu_button, keyboard} as this user sees them
    GET  /client/files/<file_id>             the bytes of a file
    GET  /client/exchanges?after=            the last calls of the bot and their answers
    POST /client/faults                      {kind, method?, times?, chance?, seconds?, status?, chat_id?}
    DELETE /client/faults                    everything works again
    GET  /client/events                      one Server-Sent-Events stream, resumed by Last-Event-ID

The events are `new`, `edited`, `deleted` (`{message, seen_by}`), `answer` (`{query, user, text, alert, url}`)
and `action` (`{chat, action}`); `user`, `chat` and `menu` only say that something there has changed.
Without a chat, the private chat with the bot is meant.
"""

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.sandbox.telegram.call import read_call
from bot.sandbox.telegram.client_events import stream_events
from bot.sandbox.telegram.client_state import bot_json, chat_view, fault_json, limits_json, user_view
from bot.sandbox.telegram.errors import ApiError, JsonObject
from bot.sandbox.telegram.faults import EVERY
from bot.sandbox.telegram.people import Person
from bot.sandbox.telegram.scene import Scene
from bot.sandbox.telegram.view import message_view
from bot.sandbox.telegram.world import Chat, Message

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
PAGE = 50


class ClientRoutes:
    """The routes of the page."""

    def __init__(self, scene: Scene) -> None:
        """Act on one scene."""
        self._scene = scene
        self._state = scene.state

    def add_to(self, application: web.Application) -> None:
        """Register the routes, relative, so that they can be mounted under any prefix."""
        router = application.router
        for path, handler in {
            "/client/state": self.state,
            "/client/messages": self.messages,
            "/client/commands": self.commands,
            "/client/files/{file_id}": self.file,
            "/client/exchanges": self.exchanges,
            "/client/events": self.events,
        }.items():
            router.add_get(path, _answering(handler))
        for path, handler in {
            "/client/users": self.add_user,
            "/client/groups": self.add_group,
            "/client/messages": self.send,
            "/client/start": self.start,
            "/client/press": self.press,
            "/client/uploads": self.upload,
            "/client/block": self.block,
            "/client/faults": self.add_fault,
        }.items():
            router.add_post(path, _answering(handler))
        router.add_delete("/client/faults", _answering(self.clear_faults))

    async def state(self, _request: web.Request) -> web.StreamResponse:
        """Tell everything but the messages."""
        world = self._state.world
        return web.json_response(
            {
                "bot": bot_json(self._state),
                "users": [user_view(person) for person in self._scene.people.values()],
                "chats": [chat_view(world, chat) for chat in world.chats.values()],
                "limits": limits_json(self._scene.limits),
                "faults": [fault_json(fault) for fault in self._scene.faults.ordered],
                "unknown_calls": self._scene.unknown_calls,
                "violations": self._scene.violations,
                "last_event": world.changes.last_number,
            }
        )

    async def messages(self, request: web.Request) -> web.StreamResponse:
        """Show a chat as one user sees it."""
        person, chat = self._where(dict(request.query))
        before = int(request.query.get("before", 0))
        limit = min(max(int(request.query.get("limit", PAGE)), 1), 200)
        seen = [message for message in person.visible(chat) if not before or message.id < before]
        page = [message_view(self._state.world, message) for message in seen[-limit:]]
        return web.json_response({"messages": page, "more": len(seen) > limit})

    async def send(self, request: web.Request) -> web.StreamResponse:
        """Write a message."""
        body = await _body(request)
        person, chat = self._where(body)
        reply_to = self._message(chat, body["reply_to"]) if body.get("reply_to") else None
        return self._shown(await person.send(str(body.get("text", "")), chat, reply_to))

    async def start(self, request: web.Request) -> web.StreamResponse:
        """Press Start or open a deep link."""
        body = await _body(request)
        person, _chat = self._where(body)
        return self._shown(await person.start(str(body.get("payload") or "")))

    async def press(self, request: web.Request) -> web.StreamResponse:
        """Press an inline button; the answer comes as an event."""
        body = await _body(request)
        person, chat = self._where(body)
        message = self._message(chat, body.get("message"))
        label, data = body.get("label"), body.get("data")
        press = await person.press(message, _text(label), _text(data))
        return web.json_response({"query": press.record.query_id})

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """Send a file."""
        call = await read_call("upload", request)
        fields, upload = call.params, call.uploads.get("file")
        if upload is None:
            raise ValueError("a file is needed")
        person, chat = self._where(fields)
        kind, caption = str(fields.get("kind", "document")), str(fields.get("caption", ""))
        name = upload.name or "file"
        return self._shown(await person.upload(upload.content, name, caption, kind=kind, chat=chat))

    async def block(self, request: web.Request) -> web.StreamResponse:
        """Block or unblock the bot."""
        body = await _body(request)
        person, _chat = self._where(body)
        if body.get("blocked"):
            person.block()
        else:
            person.unblock()
        return web.json_response({"blocked": person.chat.blocked})

    async def commands(self, request: web.Request) -> web.StreamResponse:
        """Show the menus beside the input field."""
        person, chat = self._where(dict(request.query))
        menu = [{"command": name, "description": text} for name, text in person.commands(chat).items()]
        menu_buttons = self._state.profile.menu_buttons
        menu_button = menu_buttons.get(chat.id) or menu_buttons.get(0) or {"type": "default"}
        shown = {"commands": menu, "menu_button": menu_button, "keyboard": person.keyboard(chat)}
        return web.json_response(shown)

    async def file(self, request: web.Request) -> web.StreamResponse:
        """Send a file's bytes; never as something a browser would run."""
        file = self._state.world.files.get(request.match_info["file_id"])
        if file is None:
            raise web.HTTPNotFound
        mime = file.mime or "application/octet-stream"
        safe = mime if mime.startswith("image/") and "svg" not in mime else "application/octet-stream"
        headers = {"X-Content-Type-Options": "nosniff"}
        return web.Response(body=file.content, content_type=safe, headers=headers)

    async def exchanges(self, request: web.Request) -> web.StreamResponse:
        """Show the last calls."""
        after = int(request.query.get("after", 0))
        newer = [exchange.as_json() for exchange in self._scene.calls if exchange.number > after]
        return web.json_response({"exchanges": newer, "counts": self._scene.exchanges.counts})

    async def add_user(self, request: web.Request) -> web.StreamResponse:
        """Let a person exist."""
        body = await _body(request)
        name = str(body.get("name", "")).strip()
        if not name:
            raise ValueError("a name is needed")
        language, username = _text(body.get("language_code")), _text(body.get("username"))
        person = self._scene.person(name, language_code=language or "en", username=username or None)
        return web.json_response(user_view(person))

    async def add_group(self, request: web.Request) -> web.StreamResponse:
        """Let a group exist, with the bot in it."""
        body = await _body(request)
        members, admins = (self._people(body.get(name)) for name in ("members", "admins"))
        group = self._scene.group(str(body.get("title") or "Group"), members, admins)
        return web.json_response(chat_view(self._state.world, group.chat))

    async def add_fault(self, request: web.Request) -> web.StreamResponse:
        """Order a fault."""
        body = await _body(request)
        fault = self._scene.faults.add(str(body.pop("kind", "")), str(body.pop("method", EVERY)), **body)
        return web.json_response(fault_json(fault))

    async def clear_faults(self, _request: web.Request) -> web.StreamResponse:
        """Let everything work again."""
        self._scene.faults.clear()
        return web.json_response({})

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Stream what happens until the page goes away."""
        return await stream_events(self._state.world, request)

    def _where(self, fields: JsonObject) -> tuple[Person, Chat]:
        person = self._people([fields.get("user")])[0]
        number = int(str(fields.get("chat") or person.id))
        chat = self._state.world.chats.get(number)
        if chat is None or (chat.is_private and chat is not person.chat):
            raise web.HTTPNotFound
        return person, chat

    def _people(self, numbers: object) -> list[Person]:
        wanted = [int(str(number)) for number in numbers] if isinstance(numbers, list) else []
        if any(number not in self._scene.people for number in wanted):
            raise web.HTTPNotFound
        return [self._scene.people[number] for number in wanted]

    def _message(self, chat: Chat, number: object) -> Message:
        message = chat.messages.get(int(str(number)))
        if message is None:
            raise web.HTTPNotFound
        return message

    def _shown(self, message: Message) -> web.Response:
        return web.json_response(message_view(self._state.world, message))


def _answering(handler: Handler) -> Handler:
    """Turn what a handler raises into a JSON answer."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except (ValueError, LookupError) as error:
            return web.json_response({"error": str(error)}, status=400)
        except ApiError as error:
            return web.json_response({"error": error.description}, status=400)
        except web.HTTPNotFound:
            return web.json_response({"error": "there is no such user, chat, message or file"}, status=404)

    return answer


async def _body(request: web.Request) -> JsonObject:
    body = await request.json()
    if not isinstance(body, dict):
        raise TypeError("a JSON object is needed")
    return body


def _text(value: object) -> str | None:
    return None if value is None else str(value)
