"""The parts of the stand-in, put together."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from bot.sandbox.discord.announcing import GUILD_MEMBERS, GUILDS
from bot.sandbox.discord.bell import PATIENCE, Bell
from bot.sandbox.discord.commands import Commands
from bot.sandbox.discord.faults import Faults
from bot.sandbox.discord.forms import Json
from bot.sandbox.discord.gateway import Gateway
from bot.sandbox.discord.guild_payloads import guild_create_payload, member_chunk
from bot.sandbox.discord.interactions import Interactions
from bot.sandbox.discord.limits import Limits
from bot.sandbox.discord.payloads import user_payload
from bot.sandbox.discord.posts import Posts
from bot.sandbox.discord.records import Attachment
from bot.sandbox.discord.request import Request
from bot.sandbox.discord.sessions import Link, Session
from bot.sandbox.discord.snowflakes import Snowflakes
from bot.sandbox.discord.world import World

if TYPE_CHECKING:
    from bot.sandbox.discord.spec import Spec

Found = TypeVar("Found")
EXCHANGES_KEPT = 1000


@dataclass(frozen=True)
class Exchange:
    """One request of the bot and the status and body it got."""

    at: datetime
    method: str
    path: str
    template: str
    body: Any
    status: int
    answer: Any


class Scene:
    """What handlers and persons act on, and what has been seen of the bot."""

    def __init__(self, now: Callable[[], datetime], token: str, application_id: str) -> None:
        self.now = now
        self.token = token
        self.application_id = application_id
        self.bell = Bell()
        self.snowflakes = Snowflakes(now)
        self.files: dict[str, Attachment] = {}
        self.gateway = Gateway(token, self.bell, self._welcome)
        self.world = World(now, self.snowflakes, self.bell, self.gateway.send, application_id)
        self.posts = Posts(self.world)
        self.commands = Commands(self.snowflakes, application_id, now)
        self.interactions = Interactions(self.world, self.posts, self.gateway, self.bell)
        self.gateway.members = self._members
        self.limits = Limits(now)
        self.faults = Faults(self.gateway, self.bell)
        self.closing = False
        self.in_flight = 0
        self.base_url = ""
        self.exchanges: deque[Exchange] = deque(maxlen=EXCHANGES_KEPT)
        self.unknown_calls: list[str] = []
        self.violations: list[str] = []
        self.spec: Spec | None = None

    def record(self, request: Request, status: int, answer: object) -> None:
        """Remember an exchange."""
        body = request.body
        self.exchanges.append(
            Exchange(self.now(), request.method, request.path, request.template, body, status, answer)
        )

    def check_against_spec(self, request: Request) -> None:
        """Check a request body against Discord's published description, where one was given."""
        if self.spec is None:
            return
        if not self.spec.describes(request.method, request.template):
            self.violations.append(f"{request.method} {request.template}: not in the description")
        elif request.body is not None:
            found = self.spec.violations(request.method, request.template, request.body)
            self.violations += [f"{request.method} {request.path} {each}" for each in found]

    async def until(self, look: Callable[[], Found], within: float = PATIENCE) -> Found:
        """Return the first true result of ``look``, asked again after every change; else TimeoutError."""
        return await self.bell.until(look, within)

    async def connected(self, within: float = PATIENCE) -> None:
        """Wait until the bot has a session on the gateway."""
        await self.until(lambda: self.gateway.connected, within)

    async def settled(self, within: float = PATIENCE) -> None:
        """Wait until nobody waits: all interactions answered, no request open, all events delivered."""
        await self.until(self._quiet, within)

    def _quiet(self) -> bool:
        waiting = [each for each in self.interactions.unsettled if not each.settled]
        return not waiting and self.in_flight == 0 and self.gateway.idle

    def about(self) -> Json:
        """Return the application object."""
        bot = self.world.bot
        return {
            "id": self.application_id,
            "name": bot.display_name,
            "icon": None,
            "description": "",
            "summary": "",
            "type": None,
            "bot": user_payload(bot),
            "owner": user_payload(next(each for each in self.world.users.values() if not each.bot)),
            "team": None,
            "flags": 0,
            "bot_public": False,
            "bot_require_code_grant": False,
            "verify_key": "0" * 64,
            "approximate_guild_count": len(self.world.guilds),
            "redirect_uris": [],
            "integration_types_config": {"0": {}, "1": {}},
        }

    def _welcome(self, session: Session, link: Link) -> Iterator[tuple[str, Json]]:
        guilds = [guild for guild in self.world.guilds.values() if session.concerns(guild.id)]
        yield (
            "READY",
            {
                "v": 10,
                "user": user_payload(self.world.bot) | {"verified": True, "mfa_enabled": True, "email": None},
                "guilds": [{"id": guild.id, "unavailable": True} for guild in guilds],
                "session_id": session.id,
                "session_type": "normal",
                "resume_gateway_url": f"ws{'s' if link.request.secure else ''}://{link.request.host}{link.request.path}",
                "shard": list(session.shard),
                "application": {"id": self.application_id, "flags": 0},
                "private_channels": [],
                "relationships": [],
                "_trace": [],
            },
        )
        bot = self.world.bot
        for guild in guilds if session.intents & GUILDS else []:
            everyone = bool(session.intents & GUILD_MEMBERS)
            yield "GUILD_CREATE", guild_create_payload(guild, bot, bot, with_members=everyone)

    def _members(self, asked: Json, session: Session) -> Iterator[tuple[str, Json]]:
        guild = self.world.guilds.get(str(asked.get("guild_id")))
        everyone = bool(session.intents & GUILD_MEMBERS)
        if guild is not None and (everyone or asked.get("user_ids") or asked.get("query")):
            yield "GUILD_MEMBERS_CHUNK", member_chunk(guild, asked)
