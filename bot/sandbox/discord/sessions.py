"""A gateway session, which outlives its connection, and the connection itself."""

import asyncio
import contextlib
import json
from collections import deque

from aiohttp import web

from bot.sandbox.discord.forms import Json
from bot.sandbox.discord.squeeze import Squeeze, squeezer

# How many events a session can replay after a drop.
REPLAY = 10_000
Outgoing = str | tuple[int, str]


class Link:
    """One websocket connection; what is said goes out in order."""

    def __init__(self, request: web.Request, socket: web.WebSocketResponse) -> None:
        self.request = request
        self.session: Session | None = None
        self.last_beat = asyncio.get_running_loop().time()
        self.beats = 0
        self.deaf = False
        self.watch: asyncio.TimerHandle | None = None
        self._socket = socket
        self._squeeze: Squeeze | None = squeezer(request.query.get("compress"))
        self._outgoing: asyncio.Queue[Outgoing] = asyncio.Queue()
        self._writing = asyncio.create_task(self._write())

    @property
    def idle(self) -> bool:
        """Whether everything said has gone out."""
        return self._outgoing.empty()

    def say(self, payload: Json) -> None:
        """Send a payload that has no sequence number."""
        self.say_text(json.dumps(payload, separators=(",", ":")))

    def say_text(self, text: str) -> None:
        """Send a payload that is text already."""
        self._outgoing.put_nowait(text)

    def close(self, code: int, reason: str = "") -> None:
        """Close after everything said before has gone out."""
        self._outgoing.put_nowait((code, reason))

    def abort(self) -> None:
        """Cut the connection without a word."""
        if self.request.transport is not None:
            self.request.transport.abort()

    async def _write(self) -> None:
        with contextlib.suppress(ConnectionError):
            while isinstance(each := await self._outgoing.get(), str):
                if self._squeeze is None:
                    await self._socket.send_str(each)
                else:
                    await self._socket.send_bytes(self._squeeze(each))
            await self._socket.close(code=each[0], message=each[1].encode())

    async def ended(self) -> None:
        """Stop writing and watching once the connection is gone."""
        if self.watch is not None:
            self.watch.cancel()
        self._writing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._writing


class Session:
    """What a bot identified as: its intents, its shard, and the events it can have replayed."""

    def __init__(self, session_id: str, intents: int, shard: tuple[int, int]) -> None:
        self.id = session_id
        self.intents = intents
        self.shard = shard
        self.sequence = 0
        self.link: Link | None = None
        self._sent: deque[tuple[int, str]] = deque(maxlen=REPLAY)

    def send(self, name: str, data: Json) -> None:
        """Dispatch an event; while the connection is gone it is kept for the replay."""
        self.sequence += 1
        payload = {"op": 0, "t": name, "s": self.sequence, "d": data}
        text = json.dumps(payload, separators=(",", ":"))
        self._sent.append((self.sequence, text))
        if self.link is not None:
            self.link.say_text(text)

    def concerns(self, guild_id: str | None) -> bool:
        """Return whether this shard is told about a guild; DMs go to shard 0."""
        number, count = self.shard
        return (int(guild_id or 0) >> 22) % count == number

    def replay(self, link: Link, after: int) -> bool:
        """Send everything after a sequence number; false when some of it is no longer kept."""
        oldest = self._sent[0][0] if self._sent else self.sequence + 1
        if after + 1 < oldest or after > self.sequence:
            return False
        self.link = link
        for sequence, text in self._sent:
            if sequence > after:
                link.say_text(text)
        return True
