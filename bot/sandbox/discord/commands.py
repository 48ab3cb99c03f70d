"""The commands a bot has registered, global and per guild."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.sandbox.discord.checks_commands import check_command
from bot.sandbox.discord.forms import Form, Json, refusal, without_nulls
from bot.sandbox.discord.snowflakes import Snowflakes

GLOBAL = ""
MOST = {1: 100, 2: 15, 3: 15, 4: 1}
CREATES_A_DAY = 200
_DEFAULTS: Json = {
    "type": 1,
    "description": "",
    "name_localizations": None,
    "description_localizations": None,
    "default_member_permissions": None,
    "dm_permission": True,
    "contexts": None,
    "integration_types": [0],
    "nsfw": False,
}


class Commands:
    """All registered commands by place: a guild's id, or "" for the global ones."""

    def __init__(self, snowflakes: Snowflakes, application_id: str, now: Callable[[], datetime]) -> None:
        self._snowflakes = snowflakes
        self._application_id = application_id
        self._now = now
        self._places: dict[str, dict[str, Json]] = {}
        self._created: list[tuple[datetime, str]] = []
        self.puts: Counter[str] = Counter()

    def of(self, place: str = GLOBAL) -> list[Json]:
        """Return the commands of a place."""
        return list(self._places.get(place, {}).values())

    def find(self, place: str, command_id: str) -> Json:
        """Return one command. Raises 10063."""
        commands = self._places.get(place, {})
        if command_id not in commands:
            raise refusal(10063)
        return commands[command_id]

    def replace(self, place: str, wanted: list[Json]) -> list[Json]:
        """Register exactly these commands; one that keeps type and name keeps its id."""
        form = Form()
        names: set[tuple[object, object]] = set()
        for index, command in enumerate(wanted):
            check_command(form, (index,), command)
            name = (command.get("type", 1), command.get("name"))
            if name in names:
                message = "Application command names must be unique"
                form.wrong((index,), "APPLICATION_COMMANDS_DUPLICATE_NAME", message)
            names.add(name)
        form.done()
        self._check_numbers(wanted)
        known = {(each["type"], each["name"]): each for each in self.of(place)}
        self.puts[place] += 1
        made = [self._made(place, each, known.get((each.get("type", 1), each["name"]))) for each in wanted]
        self._places[place] = {each["id"]: each for each in made}
        return made

    def upsert(self, place: str, command: Json) -> tuple[Json, bool]:
        """Register one command in place of one with the same name; tell whether it is new."""
        form = Form()
        check_command(form, (), command)
        form.done()
        kind, name = command.get("type", 1), command["name"]
        known = next((e for e in self.of(place) if (e["type"], e["name"]) == (kind, name)), None)
        if known is None:
            self._check_numbers([*self.of(place), command])
        made = self._made(place, command, known)
        self._places.setdefault(place, {})[made["id"]] = made
        return made, known is None

    def change(self, place: str, command_id: str, change: Json) -> Json:
        """Change some fields of a command."""
        known = self.find(place, command_id)
        form = Form()
        check_command(form, (), known | change)
        form.done()
        changed = self._made(place, known | change, known)
        self._places[place][command_id] = changed
        return changed

    def remove(self, place: str, command_id: str) -> None:
        """Forget a command. Raises 10063."""
        self.find(place, command_id)
        del self._places[place][command_id]

    def _made(self, place: str, command: Json, known: Json | None) -> Json:
        if known is None:
            self._count_creation(place)
        made = _DEFAULTS | command | {"options": without_nulls(command.get("options") or [])}
        made["id"] = known["id"] if known else self._snowflakes.next()
        made["application_id"] = self._application_id
        comparable = {key: value for key, value in made.items() if key != "version"}
        same = known is not None and {k: v for k, v in known.items() if k != "version"} == comparable
        made["version"] = known["version"] if known and same else self._snowflakes.next()
        if place != GLOBAL:
            made["guild_id"] = place
        return made

    def _check_numbers(self, commands: list[Json]) -> None:
        for kind, number in Counter(each.get("type", 1) for each in commands).items():
            if number > MOST.get(kind, 100):
                raise refusal(30032)

    def _count_creation(self, place: str) -> None:
        now = self._now()
        self._created = [each for each in self._created if now - each[0] < timedelta(days=1)]
        self._created.append((now, place))
        if sum(each[1] == place for each in self._created) > CREATES_A_DAY:
            raise refusal(30034)
