"""The gateway: hello, identify, ready, heartbeats, resume, and events by intent and shard."""

import asyncio
import json
import secrets
from collections.abc import Callable, Iterable

from aiohttp import WSMsgType, web

from bot.sandbox.discord.announcing import PRIVILEGED
from bot.sandbox.discord.bell import Bell
from bot.sandbox.discord.forms import Json
from bot.sandbox.discord.sessions import Link, Session

ALL_INTENTS = (1 << 26) - 1
Events = Iterable[tuple[str, Json]]


class Gateway:
    """All sessions of the bot, and the faults that can strike them."""

    def __init__(self, token: str, bell: Bell, welcome: Callable[[Session, Link], Events]) -> None:
        self._token = token
        self._bell = bell
        self._welcome = welcome
        self.sessions: dict[str, Session] = {}
        self.links: set[Link] = set()
        self.heartbeat_seconds = 41.25
        self.refused_intents = 0
        self.shards_advised = 1
        self.refusing = False
        self.repeat_interactions = 0
        self.identifies = 0
        self.resumes = 0
        self.members: Callable[[Json, Session], Events] = lambda _asked, _session: ()

    @property
    def connected(self) -> list[Session]:
        """The sessions with a live connection."""
        return [session for session in self.sessions.values() if session.link is not None]

    @property
    def idle(self) -> bool:
        """Whether every event has gone out."""
        return all(link.idle for link in self.links)

    def send(
        self,
        name: str,
        data: Json,
        *,
        guild_id: str | None = None,
        intent: int = 0,
        bare: Json | None = None,
    ) -> None:
        """Dispatch an event to every session that asked for it (see ``Announce``)."""
        for session in self.sessions.values():
            if session.concerns(guild_id) and session.intents & intent == intent:
                sees_content = bare is None or session.intents & (1 << 15)
                session.send(name, data if sees_content else bare or data)

    def interaction(self, data: Json, guild_id: str | None) -> None:
        """Deliver an interaction, as often as the fault says."""
        for _ in range(1 + self.repeat_interactions):
            self.send("INTERACTION_CREATE", data, guild_id=guild_id)

    def drop(self, code: int | None = None) -> None:
        """Cut every connection without a word, or close it with a code; sessions can be resumed."""
        for link in list(self.links):
            if code is None:
                link.abort()
            else:
                link.close(code)
            self._unlink(link)

    def ask_to_reconnect(self) -> None:
        """Ask every client to reconnect and resume (opcode 7)."""
        for link in self.links:
            link.say({"op": 7, "d": None})

    def invalidate(self, *, resumable: bool = False) -> None:
        """Tell every client that its session is invalid (opcode 9)."""
        for link in self.links:
            link.say({"op": 9, "d": resumable})
        if not resumable:
            self.sessions.clear()

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until it ends."""
        if self.refusing:
            return web.Response(status=503, text="The gateway refuses connections for now.")
        socket = web.WebSocketResponse(max_msg_size=4096 * 4, compress=False)
        await socket.prepare(request)
        link = Link(request, socket)
        self.links.add(link)
        self._watch(link)
        link.say({"op": 10, "d": {"heartbeat_interval": int(self.heartbeat_seconds * 1000), "_trace": []}})
        try:
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._receive(link, message.data)
        finally:
            self._ended(link, socket.close_code)
            await link.ended()
        return socket

    def _watch(self, link: Link) -> None:
        """Close a connection whose heart has stopped (4009, session timed out)."""
        loop = asyncio.get_running_loop()
        left = link.last_beat + self.heartbeat_seconds * 1.5 - loop.time()
        if left > 0:
            link.watch = loop.call_later(left, self._watch, link)
        else:
            link.close(4009, "Session timed out.")

    def _ended(self, link: Link, code: int | None) -> None:
        session = link.session
        self._unlink(link)
        # A client that says goodbye with 1000 or 1001 gives its session up.
        if session is not None and session.link is None and code in (1000, 1001):
            self.sessions.pop(session.id, None)
        self._bell.tell("gateway")

    def _unlink(self, link: Link) -> None:
        self.links.discard(link)
        if link.session is not None and link.session.link is link:
            link.session.link = None

    def _receive(self, link: Link, text: str) -> None:
        try:
            payload = json.loads(text)
            operation, data = payload["op"], payload.get("d")
        except (ValueError, KeyError, TypeError):
            link.close(4002, "Error while decoding payload.")
            return
        if operation == 1:
            link.last_beat = asyncio.get_running_loop().time()
            link.beats += 1
            self._bell.ring()
            if not link.deaf:
                link.say({"op": 11, "d": None})
        elif operation == 2:
            self._identify(link, data)
        elif operation == 6:
            self._resume(link, data)
        elif link.session is None:
            link.close(4003, "Not authenticated.")
        elif operation == 8:
            for name, event in self.members(data, link.session):
                link.session.send(name, event)
        elif operation not in (3, 4):
            link.close(4001, "Unknown opcode.")

    def _identify(self, link: Link, data: Json) -> None:
        if refused := self._why_not(link, data):
            link.close(*refused)
            return
        number, count = data.get("shard") or (0, 1)
        gone = [
            each for each in self.sessions.values() if each.link is None and each.shard == (number, count)
        ]
        for session in gone:
            del self.sessions[session.id]
        session = Session(secrets.token_hex(16), data["intents"], (number, count))
        self.sessions[session.id] = session
        session.link, link.session = link, session
        self.identifies += 1
        for name, event in self._welcome(session, link):
            session.send(name, event)
        self._bell.tell("gateway")

    def _why_not(self, link: Link, data: Json) -> tuple[int, str] | None:
        if link.session is not None:
            return 4005, "Already authenticated."
        if data.get("token", "").removeprefix("Bot ") != self._token:
            return 4004, "Authentication failed."
        intents = data.get("intents")
        if not isinstance(intents, int) or not 0 <= intents <= ALL_INTENTS:
            return 4013, "Invalid intent(s)."
        if intents & PRIVILEGED & self.refused_intents:
            return 4014, "Disallowed intent(s)."
        number, count = data.get("shard") or (0, 1)
        if not 0 <= number < count:
            return 4010, "Invalid shard."
        return None

    def _resume(self, link: Link, data: Json) -> None:
        if data.get("token", "").removeprefix("Bot ") != self._token:
            link.close(4004, "Authentication failed.")
            return
        session = self.sessions.get(str(data.get("session_id")))
        if session is None or not session.replay(link, int(data.get("seq") or 0)):
            link.say({"op": 9, "d": False})
            return
        link.session = session
        self.resumes += 1
        session.send("RESUMED", {"_trace": []})
        self._bell.tell("gateway")
