"""What only Discord has: the menu that opens on a person. It ends in a command like any other."""

from bot.dialog.command import Registry
from bot.dialog.incoming import Invoke
from bot.dialog.wording import Catalogue
from bot.discord.reading import USER_MENU, Payload
from bot.discord.wire import Json

MENTOR_COMMAND, MENTOR_PARAM = "mentor show", "mentor"
LONGEST_NAME = 32


def menus(registry: Registry, catalogue: Catalogue) -> list[Json]:
    """The menus on a person: show this mentor, if there is such a command."""
    if MENTOR_COMMAND not in registry.commands:
        return []
    name = catalogue.words(catalogue.best(), "UTC").label("discord-menu-mentor")
    return [{"type": USER_MENU, "name": name[:LONGEST_NAME]}]


def invoked_on_user(data: Payload) -> Invoke:
    """The command chosen from a person's menu, with the name by which the person is shown."""
    target = data["target_id"]
    user = data["resolved"]["users"][target]
    member = (data["resolved"].get("members") or {}).get(target) or {}
    name = member.get("nick") or user.get("global_name") or user["username"]
    return Invoke(MENTOR_COMMAND, {MENTOR_PARAM: name})
