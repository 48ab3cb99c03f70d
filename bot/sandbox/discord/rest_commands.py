"""Application commands: reading and registering them."""

from bot.sandbox.discord.call import Call, Route
from bot.sandbox.discord.commands import GLOBAL
from bot.sandbox.discord.forms import Json, RefusedError, refusal


def _place(call: Call) -> str:
    if call["application_id"] != call.scene.application_id:
        raise refusal(50001)
    guild_id = call.parameters.get("guild_id")
    if guild_id is None:
        return GLOBAL
    if guild_id not in call.scene.world.guilds:
        raise refusal(50001)
    return guild_id


def _listed(call: Call, command: Json) -> Json:
    if call.asks("with_localizations"):
        return command
    return {key: value for key, value in command.items() if not key.endswith("_localizations")}


def show_all(call: Call) -> list[Json]:
    """Return the registered commands."""
    return [_listed(call, each) for each in call.scene.commands.of(_place(call))]


def replace_all(call: Call) -> list[Json]:
    """Register exactly these commands."""
    if not isinstance(call.body, list):
        error = {"code": "LIST_TYPE_CONVERT", "message": "Only iterables may be used in a ListType"}
        raise RefusedError(400, 50035, "Invalid Form Body", {"_errors": [error]})
    made = call.scene.commands.replace(_place(call), call.body)
    call.scene.bell.tell("commands")
    return made


def create(call: Call) -> Json:
    """Register one command more, or anew under the same name."""
    made, _new = call.scene.commands.upsert(_place(call), call.fields)
    call.scene.bell.tell("commands")
    return made


def show(call: Call) -> Json:
    """Return one command."""
    return call.scene.commands.find(_place(call), call["command_id"])


def edit(call: Call) -> Json:
    """Change one command."""
    changed = call.scene.commands.change(_place(call), call["command_id"], call.fields)
    call.scene.bell.tell("commands")
    return changed


def delete(call: Call) -> None:
    """Forget one command."""
    call.scene.commands.remove(_place(call), call["command_id"])
    call.scene.bell.tell("commands")


_GLOBAL = "/applications/{application_id}/commands"
_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"
ROUTES = [
    route
    for base in (_GLOBAL, _GUILD)
    for route in (
        Route("GET", base, show_all),
        Route("PUT", base, replace_all),
        Route("POST", base, create, 201),
        Route("GET", base + "/{command_id}", show),
        Route("PATCH", base + "/{command_id}", edit),
        Route("DELETE", base + "/{command_id}", delete),
    )
]
