"""Setting the scene from the page: users, roles, channels, faults (see ``client_api.py``)."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox.discord.faults import GATEWAY_KINDS, REST_KINDS, Fault
from bot.sandbox.discord.forms import Json
from bot.sandbox.discord.payloads import role_payload
from bot.sandbox.discord.permissions import ADMINISTRATOR
from bot.sandbox.discord.resolving import CannotDoError
from bot.sandbox.discord.scene import Scene

Asked = dict[str, Any]


def add_user(scene: Scene, asked: Asked) -> Json:
    """Make a user, a member of the default guild."""
    world = scene.world
    name = str(asked["name"]).strip()
    if not 1 <= len(name) <= 32:
        raise CannotDoError("A name has 1 to 32 characters.")
    roles = [world.find_role(world.guild, str(each)) for each in asked.get("roles") or []]
    user = world.add_user(name, locale=str(asked.get("locale", "en-US")), roles=roles)
    return {"id": user.id, "name": user.name, "display_name": user.display_name}


def change_user(scene: Scene, asked: Asked) -> Json:
    """Change a user's language, roles, or whether their DMs are open."""
    world = scene.world
    user = world.find_user(str(asked["user"]))
    user.locale = str(asked.get("locale", user.locale))
    user.dms_open = bool(asked.get("dms_open", user.dms_open))
    if "roles" in asked:
        wanted = [world.find_role(world.guild, str(each)) for each in asked["roles"]]
        for role in [world.guild.roles[each] for each in world.member(world.guild, user.id).roles]:
            if role not in wanted:
                world.take_role(user, role)
        for role in wanted:
            world.give_role(user, role)
    scene.bell.tell("user", user_id=user.id)
    return {"id": user.id}


def add_role(scene: Scene, asked: Asked) -> Json:
    """Make a role."""
    permissions = ADMINISTRATOR if asked.get("admin") else 0
    return role_payload(scene.world.add_role(str(asked["name"]), permissions=permissions))


def add_channel(scene: Scene, asked: Asked) -> Json:
    """Make a channel."""
    world = scene.world
    seen_by = asked.get("visible_to")
    roles = None if seen_by is None else [world.find_role(world.guild, str(each)) for each in seen_by]
    return {"id": world.add_channel(str(asked["name"]), visible_to=roles).id}


def order(scene: Scene, asked: Asked) -> Json:
    """Order a fault, or let one strike the gateway."""
    kind, faults = asked.get("kind"), scene.faults
    if kind in GATEWAY_KINDS:
        faults.strike_gateway(kind, code=asked.get("code"), times=int(asked.get("times", 1)))
    elif kind in REST_KINDS:
        faults.order(Fault(**asked))
    else:
        raise CannotDoError(f"There is no fault {kind!r}; there are {(*REST_KINDS, *GATEWAY_KINDS)}.")
    return {"ordered": kind}


MAKES: Mapping[str, Callable[[Scene, Asked], Json]] = {
    "users": add_user,
    "roles": add_role,
    "channels": add_channel,
    "faults": order,
}
