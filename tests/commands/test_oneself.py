"""Home, help, settings, inbox, linking, privacy and figures in words and buttons."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select

from bot.dialog.asking import Asking
from bot.dialog.incoming import Pressed, Typed
from bot.dialog.view import Press
from core import auditing
from core.errors import Refusal
from core.groups.model import LinkKind
from core.people.model import Account, Platform
from core.ports import UnitOfWork
from storage.tables import metadata
from tests.commands.town import Somebody, Town, said, text_of


@pytest.fixture
async def ada(town: Town) -> Somebody:
    return await town.person("Ada Example")


async def test_settings_change_one_by_one(ada: Somebody) -> None:
    assert "UTC (the community's)" in await ada.do("settings")
    assert "Time zone: Asia/Kolkata" in await ada.press("Time zone", zone="Kolkata")
    assert "10:00 PM – 7:00 AM" in (await ada.press("Quiet hours", start="22:00", end="7:00")).replace(
        "\u202f", " "
    )
    assert "Quiet hours: none" in await ada.press("No quiet hours")
    assert "Language: English" in await ada.press("Language", language="English")
    assert "waits in your inbox" in await ada.press("No notices here", row="Telegram")


async def test_a_zone_is_found_by_its_abbreviation_and_a_wrong_one_is_told(ada: Somebody) -> None:
    await ada.do("settings")
    asked = await ada.asked("Time zone")
    assert "Pacific/Honolulu" in asked.questions[0].choices[0].label, "well-known ones first"
    found = await ada.send(Typed("IST"))
    assert isinstance(found, Asking)
    assert found.questions[0].choices[0].label.startswith("Asia/Kolkata (IST, 5:30")
    await ada.do("settings")
    assert "I cannot find" in await ada.press("Time zone", zone="Atlantis")


async def test_notices_are_switched(ada: Somebody) -> None:
    await ada.do("settings")
    listed = await ada.press("Notices")
    assert "Reminder a day before" in listed
    assert len(ada.view.rows) == 10
    await ada.press("Switch off", row="Reminder a day before")
    assert [one.label for one in ada.view.rows[3].actions] == ["Switch on"]
    await ada.press("Switch on", row="Reminder a day before")
    assert "10 of 10" in await ada.press("Settings")


async def test_an_account_that_was_out_of_reach_is_tried_again(town: Town) -> None:
    """Discord tells nobody that direct messages are open again: the person does."""
    linus = await town.person("Linus Sample", Platform.DISCORD)

    def account(uow: UnitOfWork) -> Account:
        return uow.people.accounts(linus.id)[0]

    number = (await town.database.read(account)).id
    await town.do(lambda uow: uow.people.set_reachable(number, reachable=False))
    assert "do not reach you on Discord" in await linus.do("home")
    assert "do not arrive here" in await linus.do("settings")
    assert "I write to you here" in await linus.press("Try again", row="Discord")
    assert (await town.database.read(account)).reachable
    assert "do not reach you" not in await linus.do("home")


async def test_help_speaks_each_platforms_commands(town: Town, ada: Somebody) -> None:
    linus = await town.person("Linus Sample", Platform.DISCORD)
    telegram, discord = await ada.do("help"), await linus.do("help")
    assert "/joingroup" in telegram
    assert "/group join" in discord
    assert "/newsession" not in telegram
    assert "/approvals" not in telegram
    assert "/feedback" in await ada.do("help", search="feedback")
    assert "no command that fits" in await ada.do("help", search="xyzzy")


async def test_help_for_an_admin_shows_every_command_whole(town: Town) -> None:
    for platform in Platform:
        admin = await town.person("Margo Admin", platform, admin=True)
        shown = await admin.do("help")
        assert shown.count("/") >= 48
        assert len(shown) < 3900


async def test_the_inbox_shows_what_was_switched_off(town: Town, ada: Somebody) -> None:
    assert "Nothing waits for you here" in await ada.do("inbox")
    admin = await town.person("Margo Admin", admin=True)
    group = await town.group()
    await town.link(ada, group)
    await town.link(admin, group, LinkKind.MENTOR)
    await ada.do_button("settings-notice", category="changed", on=False)
    await admin.do(
        "session create",
        group="Python",
        title="Decorators",
        mode="ONLINE",
        start="2031-03-06 18:00",
        duration=60,
    )
    other = await town.person("Olaf Admin", admin=True)
    await other.do("approvals")
    await other.press("Approve", row="Decorators")
    await ada.do("session join", session="1")
    await admin.do("session edit", session="1")
    await admin.press("Time", start="2031-03-07 18:00", duration=60)
    assert "1 message is in your inbox" in await ada.do("home")
    await admin.do("session cancel", session="1", reason="I am ill.")
    assert "1 message is in your inbox" in await ada.do("home")
    assert "Cancelled: Decorators" in await ada.press("Inbox")
    assert "Your inbox is empty" in await ada.press("All read")
    assert "Nothing waits for you here" in await ada.do("inbox")


async def test_two_accounts_become_one_person_and_two_again(town: Town, ada: Somebody) -> None:
    other = await town.person("Ada on Discord", Platform.DISCORD)
    await town.link(other, await town.group())
    offered = await ada.do("link")
    code = said(ada.view.lines[1])
    assert "On Discord" in offered
    shown, leave = [await other.sealed(Press(one, {"group": 1})) for one in ("group show", "group leave")]
    assert "This code is yours" in await ada.do("link", code=code)
    assert "If the code is right" in await other.do("link", code=code)
    assert "Linked!" in await ada.do_button("link-confirm", code=1)
    assert "Python" in await ada.do("group list")
    assert "Discord: Ada on Discord" in await ada.do("settings")
    assert "Python" in text_of(await other.send(Pressed(shown))), "a button made for them before still obeys"
    assert "You left Python" in text_of(await other.send(Pressed(leave)))
    other.id = ada.id
    assert "Discord (Ada on Discord) is unlinked" in await ada.press("Unlink", row="Discord")
    assert "Discord" not in await ada.do("settings")


async def test_a_wrong_code_reads_like_a_right_one(ada: Somebody) -> None:
    first = await ada.do("link", code="aaaaa-bbbbb-ccccc-ddddd")
    assert "If the code is right" in first
    for _ in range(4):
        await ada.do("link", code="aaaaa-bbbbb-ccccc-ddddd")
    assert "the last of 5 tries" in await ada.do("link", code="aaaaa-bbbbb-ccccc-ddddd")


async def test_what_is_no_code_costs_no_try(ada: Somebody) -> None:
    for wrong in ("abc", "2d531-5c13d-dc55b", "zzzzz-zzzzz-zzzzz-zzzzz"):
        assert "A code has 20 letters and digits" in await ada.do("link", code=wrong)
    assert "You have 4 more tries" in await ada.do("link", code="AAAAA bbbbb-ccccc-ddddd")


async def test_data_is_taken_along_and_erased(ada: Somebody) -> None:
    await ada.do("privacy")
    await ada.press("My data as a file")
    assert ada.view.file is not None
    assert "Ada Example" in json.dumps(json.loads(ada.view.file.data))
    await ada.press("Privacy")
    assert "is erased" in await ada.press("Erase everything")
    assert "Your data was erased" in await ada.do("home")


async def test_no_word_that_was_typed_outlives_an_erasure(town: Town, ada: Somebody) -> None:
    """Answers kept for a repetition hold a whole form, or what was refused; a long button holds a search."""
    group = await town.group()
    await town.link(ada, group, LinkKind.MENTOR)
    typed = {"group": "Python", "title": "Xylophones", "mode": "ONLINE", "duration": 60}
    for _ in range(2):
        await ada.do("session create", **typed, start="2031-03-06 18:00")
    await ada.begin("session create", description="About xylophones")
    await ada.sealed(Press("help", {"search": f"{'how to play ' * 9} the xylophone"}))
    held = await town.database.read(tables_with("xylophone"))
    assert held >= {"inbox", "tokens", "drafts"}
    await ada.do("privacy")
    await ada.press("Erase everything")
    assert await town.database.read(tables_with("xylophone")) <= {"sessions", "session_words"}


def tables_with(word: str) -> Callable[[Any], set[str]]:
    """In which tables it is; the title of a session is public, and stays for those who came."""
    return lambda uow: {
        table.name
        for table in metadata.sorted_tables
        for row in uow.scope.connection.execute(select(table))
        if word in str(row).casefold()
    }


async def test_figures_come_as_text_and_as_a_picture(town: Town, ada: Somebody) -> None:
    await ada.do("stats")
    assert ada.view.picture is not None
    assert Image.open(io.BytesIO(ada.view.picture.data)).format == "PNG"
    assert "Sessions joined: 0" in ada.view.picture.alt
    assert "Sessions led" not in text_of(ada.view)
    await town.link(ada, await town.group(), LinkKind.MENTOR)
    await ada.do("stats")
    assert "Sessions led: 0" in text_of(ada.view)
    assert "Stars on average" not in text_of(ada.view), "no average before there are three ratings"


async def test_admins_make_and_unmake_admins(town: Town, ada: Somebody) -> None:
    admin = await town.person("Margo Admin", admin=True)
    assert "Ada Example is an admin now" in await admin.do("admin add", person=str(ada.id))
    assert "no longer an admin" in await admin.press("Undo")
    assert "the only admin" in await admin.do("admin remove", person=str(admin.id))
    assert "Only admins" in await ada.do("admin add", person=str(ada.id))


async def test_admins_see_who_did_what(town: Town, ada: Somebody) -> None:
    admin = await town.person("Margo Admin", admin=True)
    await town.group()
    await ada.do("group join", group="Python")
    listed = await admin.do("admin audit")
    assert "group.join: group 1" in listed
    assert "by Ada Example (Telegram), done" in listed
    said = await admin.do("admin outbox")
    assert "every notice has arrived" in said
    assert "Telegram: 0 waiting, 0 being sent" in said
    assert "Only admins" in await ada.do("admin outbox")


async def test_home_says_where_messages_do_not_arrive(town: Town, ada: Somebody) -> None:
    account = (await town.database.read(lambda uow: uow.people.accounts(ada.id)))[0]
    assert "do not reach you" not in await ada.do("home")
    await town.do(lambda uow: uow.people.set_reachable(account.id, reachable=False))
    assert "do not reach you on Telegram" in await ada.do("home")


async def test_who_is_erased_while_being_refused_hears_the_refusal(
    ada: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    def erased(*_: object) -> None:
        raise Refusal("person-erased", at=None)

    monkeypatch.setattr(auditing, "denied", erased)
    assert "Only admins" in await ada.do("admin outbox")
