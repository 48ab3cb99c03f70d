"""Interest groups in words and buttons."""

import pytest

from core.people.model import Platform
from tests.commands.town import Somebody, Town


@pytest.fixture
async def admin(town: Town) -> Somebody:
    return await town.person("Margo Admin", Platform.DISCORD, admin=True)


async def test_nothing_there_says_what_to_do(town: Town) -> None:
    ada = await town.person("Ada Example")
    assert "An admin creates the first one" in await ada.do("group list")
    assert "Join a group to see its sessions" in await ada.do("session browse")
    assert ada.labels() == ["Groups"]


async def test_an_admin_makes_the_first_group_from_the_empty_list(town: Town) -> None:
    margo = await town.person("Margo Admin", admin=True)
    assert "Create the first one" in await margo.do("group list")
    assert "Group 1 is there" in await margo.press("New group", name="Python")
    assert margo.labels()


async def test_a_list_pages_and_finds(town: Town) -> None:
    ada = await town.person("Ada Example")
    for number in range(12):
        await town.group(f"Group {number:02}")
    assert "Group 09" in await ada.do("group list")
    assert ada.labels() == ["Next", "Browse sessions"]
    second = await ada.press("Next")
    assert "page 2" in second
    assert "Group 11" in second
    assert ada.labels() == ["Previous", "Browse sessions"]
    assert "Group 03" in await ada.do("group list", search="up 03")
    assert "No group fits" in await ada.do("group list", search="knitting")


async def test_joining_and_leaving(town: Town) -> None:
    await town.group()
    ada = await town.person("Ada Example")
    await ada.do("group list")
    assert "You are in Python" in await ada.press("Join", row="Python")
    assert "you are in" in await ada.press("Groups")
    assert "You left Python" in await ada.press("Leave", row="Python")
    assert "You are in Python" in await ada.press("Join again")
    again = await ada.do("group join", group="1")
    assert again.startswith("Already done")
    assert "You are in Python already" in again
    assert "planned in this group" in await ada.press("Browse sessions")


async def test_an_admin_changes_a_group_by_its_buttons(town: Town, admin: Somebody) -> None:
    await admin.do("group create", name="Python", discord_role="123456789012345678")
    assert "123456789012345678" in await admin.do("group edit", group="Python")
    assert "Rust" in await admin.press("Name", name="Rust")
    assert (await admin.press("Name", name="Rust")).startswith("It was like that already")
    await admin.press("Telegram chat", telegram_chat="-1001234567890")
    assert "-1001234567890" in await admin.do("group edit", group="Rust")
    assert "Active: No" in await admin.press("Switch off")
    assert "Active: Yes" in await admin.press("Switch on")
    assert "called Rust already" in await admin.do("group create", name="rust")


async def test_an_old_card_of_a_group_shows_what_is_now(town: Town, admin: Somebody) -> None:
    await admin.do("group create", name="Python")
    await admin.do("group edit", group="Python")
    old = admin.button("Switch off")
    await admin.do("group edit", group="Python", name="Rust")
    assert "was changed meanwhile" in await admin.use(old)
    assert (await town.database.read(lambda uow: uow.groups.all(active_only=True)))[0].name == "Rust"


async def test_a_lead_is_made_and_unmade(town: Town, admin: Somebody) -> None:
    await town.group()
    lead = await town.person("Linus Sample")
    assert "Only admins" in await lead.do("group lead", group="1", person=str(lead.id))
    assert "Linus Sample leads Python now" in await admin.do("group lead", group="1", person=str(lead.id))
    assert "Nothing waits for you" in await lead.do("approvals")
    await admin.do("group lead", group="1", person=str(lead.id), lead=False)
    assert "only admins and leads" in await lead.do("approvals")


async def test_a_learner_looks_at_one_group(town: Town) -> None:
    await town.group()
    ada = await town.person("Ada Example")
    assert "All about Python" in await ada.do("group show", group="Python")
    assert ada.labels() == ["Join", "Its sessions", "Mentors"]
