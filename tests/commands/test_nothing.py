"""A command with nothing to choose from says what to do instead; it does not ask."""

import pytest

from bot.dialog.view import View
from core.groups.model import LinkKind
from core.people.model import Platform
from tests.commands.town import Town

ALONE = [
    ("group show", "An admin creates the first one", ["Home"]),
    ("group join", "no group left", ["Browse sessions"]),
    ("group leave", "in no group yet", ["Groups"]),
    ("group edit", "Create the first one", ["New group"]),
    ("session show", "Nothing is planned in your groups", ["Groups"]),
    ("session join", "nothing left to join", ["Groups", "Browse sessions"]),
    ("session leave", "no session that is still to come", ["Browse sessions"]),
    ("session feedback", "no session to give feedback on", ["My history"]),
    ("mentor show", "no mentors to be seen", ["Become a mentor"]),
    ("mentor apply", "no interest groups yet", ["Home"]),
    ("session create", "Only mentors announce sessions", ["Become a mentor"]),
    ("session edit", "could still be changed", ["My sessions"]),
    ("session cancel", "could be cancelled", ["My sessions"]),
    ("session delete", "could be deleted", ["My sessions"]),
    ("session clone", "not announced a session yet", ["New session"]),
    ("session participants", "not announced a session yet", ["New session"]),
    ("session attendance", "has started yet", ["My sessions"]),
    ("session add", "could be put into", ["My sessions"]),
]
FOR_ADMINS = [
    ("mentor revoke", "no mentor yet"),
    ("mentor pause", "No mentor is active"),
    ("mentor resume", "No mentor is paused"),
]


@pytest.mark.parametrize(("command", "sentence", "buttons"), ALONE, ids=[one[0] for one in ALONE])
async def test_nothing_there(town: Town, command: str, sentence: str, buttons: list[str]) -> None:
    ada = await town.person("Ada Example")
    said = await ada.do(command)
    assert isinstance(ada.view, View)
    assert sentence in said
    assert ada.labels() == buttons


@pytest.mark.parametrize(("command", "sentence"), FOR_ADMINS, ids=[one[0] for one in FOR_ADMINS])
async def test_nothing_there_for_an_admin(town: Town, command: str, sentence: str) -> None:
    margo = await town.person("Margo Admin", admin=True)
    assert sentence in await margo.do(command)
    assert margo.labels() == ["Mentors"]


LISTS = [
    "session browse",
    "session archive",
    "session mine",
    "session history",
    "mentor list",
    "group list",
    "inbox",
]


@pytest.mark.parametrize("command", LISTS)
async def test_an_empty_list_says_what_to_do_and_has_a_button(town: Town, command: str) -> None:
    ada = await town.person("Ada Example")
    assert await ada.do(command)
    assert ada.labels()
    assert len(ada.view.lines) == 1


async def test_an_admin_may_act_on_what_others_lead(town: Town) -> None:
    """Nothing of one's own to choose from does not matter where a button has chosen."""
    group = await town.group()
    mentor = await town.person("Grace Specimen")
    await town.link(mentor, group, LinkKind.MENTOR)
    admin = await town.person("Margo Admin", Platform.DISCORD, admin=True)
    start = {"start": "2031-03-06 18:00", "duration": 60}
    await mentor.do("session create", group="Python", title="Decorators", mode="ONLINE", **start)
    await admin.do("approvals")
    await admin.press("Open", row="Decorators")
    assert "Cancelled" in await admin.press("Cancel session", reason="The room burned down.")
