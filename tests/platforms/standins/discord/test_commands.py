"""Registering commands: limits, ids, counting, and who is shown what."""

from typing import Any

import discord
import pytest
from discord import app_commands

from bot.sandbox.discord import CannotDoError, DiscordStandIn
from bot.sandbox.discord.permissions import MANAGE_GUILD
from tests.platforms.standins.discord.rig import Api, Bot, HandClock, Login, wrong

Body = dict[str, Any]


@pytest.fixture
def path(standin: DiscordStandIn) -> str:
    standin.limits.relax()
    return f"/applications/{standin.application_id}/commands"


def command(name: str = "session", **more: object) -> Body:
    return {"name": name, "description": "About sessions", **more}


def option(name: str = "topic", kind: int = 3, **more: object) -> Body:
    return {"type": kind, "name": name, "description": "x", **more}


def options(*many: Body) -> Body:
    return command(options=list(many))


async def test_command_keeps_its_id_when_registered_again(
    standin: DiscordStandIn, api: Api, path: str
) -> None:
    _, first = await api("PUT", path, [command(), command("other")])
    _, second = await api("PUT", path, [command(description="Changed")])
    assert second[0]["id"] == first[0]["id"]
    assert second[0]["version"] != first[0]["version"]
    assert standin.commands.puts[""] == 2
    _, third = await api("PUT", path, [command(description="Changed")])
    assert third[0]["version"] == second[0]["version"]


async def test_single_commands_are_made_changed_and_removed(api: Api, path: str) -> None:
    status, made = await api("POST", path, command())
    assert status == 201
    one = f"{path}/{made['id']}"
    assert (await api("PATCH", one, {"description": "Other"}))[1]["description"] == "Other"
    assert (await api("GET", one))[1]["description"] == "Other"
    assert (await api("DELETE", one))[0] == 204
    assert (await api("GET", one))[1]["code"] == 10063


async def test_localizations_are_listed_only_when_asked_for(api: Api, path: str) -> None:
    await api("POST", path, command(name_localizations={"fr": "séance"}))
    assert "name_localizations" not in (await api("GET", path))[1][0]
    _, listed = await api("GET", f"{path}?with_localizations=true")
    assert listed[0]["name_localizations"] == {"fr": "séance"}


LONG: Body = {"choices": [{"name": f"{number:0100}", "value": f"{number:0100}"} for number in range(25)]}
BAD: dict[str, tuple[Body, str, str]] = {
    "capital": (command("Session"), "0.name", "APPLICATION_COMMAND_INVALID_NAME"),
    "space": (command("my session"), "0.name", "APPLICATION_COMMAND_INVALID_NAME"),
    "long name": (command("x" * 33), "0.name", "BASE_TYPE_BAD_LENGTH"),
    "long description": (command(description="x" * 101), "0.description", "BASE_TYPE_BAD_LENGTH"),
    "no description": ({"name": "x"}, "0.description", "BASE_TYPE_REQUIRED"),
    "description of a menu": (
        command(type=2),
        "0.description",
        "APPLICATION_COMMAND_INVALID_DESCRIPTION",
    ),
    "26 options": (options(*(option(f"o{n}") for n in range(26))), "0.options", "BASE_TYPE_MAX_LENGTH"),
    "26 choices": (
        options(option(choices=[{"name": str(n), "value": str(n)} for n in range(26)])),
        "0.options.0.choices",
        "BASE_TYPE_MAX_LENGTH",
    ),
    "long choice": (
        options(option(choices=[{"name": "x" * 101, "value": "x"}])),
        "0.options.0.choices.0.name",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "required after optional": (
        options(option("a"), option("b", required=True)),
        "0.options.1",
        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
    ),
    "same option twice": (
        options(option("a"), option("a")),
        "0.options.1.name",
        "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
    ),
    "option beside a subcommand": (
        options(option("a", 1), option("b")),
        "0.options.1.type",
        "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
    ),
    "group in a group": (
        options(option("a", 2, options=[option("b", 2)])),
        "0.options.0.options.0.type",
        "BASE_TYPE_CHOICES",
    ),
    "choices that complete": (
        options(option(autocomplete=True, choices=[{"name": "x", "value": "x"}])),
        "0.options.0.autocomplete",
        "APPLICATION_COMMAND_AUTOCOMPLETE_NOT_ALLOWED",
    ),
    "locale": (
        command(name_localizations={"tlh": "x"}),
        "0.name_localizations.tlh",
        "ENUM_TYPE_COERCE",
    ),
    "localized name": (
        command(name_localizations={"fr": "Séance"}),
        "0.name_localizations.fr",
        "APPLICATION_COMMAND_INVALID_NAME",
    ),
    "context": (command(contexts=[3]), "0.contexts.0", "BASE_TYPE_CHOICES"),
    "8,000 characters": (
        options(option("a", **LONG), option("b", **LONG)),
        "0",
        "APPLICATION_COMMAND_TOO_LARGE",
    ),
}


@pytest.mark.parametrize("name", BAD)
async def test_limit_is_refused(api: Api, path: str, name: str) -> None:
    body, place, code = BAD[name]
    status, refused = await api("PUT", path, [body])
    assert status == 400, refused
    assert wrong(refused) == {place: code}


async def test_only_the_longest_language_counts(api: Api, path: str) -> None:
    spoken = dict.fromkeys(("fr", "de", "ru", "ja", "ko", "it", "pl", "tr"), "x" * 100)
    many = [
        option(f"o{number}", 1, description_localizations=spoken, options=[option("a")])
        for number in range(25)
    ]
    assert (await api("PUT", path, [options(*many)]))[0] == 200


async def test_names_of_many_scripts_are_taken(api: Api, path: str) -> None:
    names = ["seánce", "сессия", "会议", "सत्र", "การประชุม", "my-session_2"]
    assert (await api("PUT", path, [command(name) for name in names]))[0] == 200


async def test_same_name_twice_is_refused(api: Api, path: str) -> None:
    _, refused = await api("PUT", path, [command(), command()])
    assert wrong(refused) == {"1": "APPLICATION_COMMANDS_DUPLICATE_NAME"}


async def test_numbers_of_commands_are_limited(api: Api, path: str) -> None:
    assert (await api("PUT", path, [command(f"c{n}") for n in range(101)]))[1]["code"] == 30032
    menus = [{"type": 2, "name": f"Menu {n}"} for n in range(16)]
    assert (await api("PUT", path, menus))[1]["code"] == 30032
    assert (await api("PUT", path, menus[:15]))[0] == 200


async def test_two_hundred_creations_a_day(api: Api, path: str, clock: HandClock) -> None:
    for start in range(4):
        assert (await api("PUT", path, [command(f"c{start}-{n}") for n in range(50)]))[0] == 200
    assert (await api("PUT", path, [command("one-more")]))[1]["code"] == 30034
    clock.forward(days=1)
    assert (await api("PUT", path, [command("one-more")]))[0] == 200


async def test_guild_commands_belong_to_their_guild(standin: DiscordStandIn, api: Api, path: str) -> None:
    other = standin.world.add_guild("Other")
    place = f"/applications/{standin.application_id}/guilds/{other.id}/commands"
    await api("PUT", place, [command()])
    ada = standin.add_person("Ada Example")
    assert ada.commands() == []
    standin.world.join(ada.user, other)
    channel = standin.world.add_channel("other", guild=other)
    assert [each["name"] for each in ada.commands(channel)] == ["session"]
    assert (await api("GET", f"/applications/{standin.application_id}/guilds/1/commands"))[0] == 403


async def test_commands_are_shown_by_permission_and_place(
    standin: DiscordStandIn, api: Api, path: str
) -> None:
    shown = [
        command("everyone"),
        command("admins", default_member_permissions="0"),
        command("managers", default_member_permissions=str(MANAGE_GUILD)),
        command("guild-only", contexts=[0]),
        command("private", contexts=[1]),
    ]
    await api("PUT", path, shown)
    ada = standin.add_person("Ada Example")
    assert {each["name"] for each in ada.commands()} == {"everyone", "managers", "guild-only"} - {"managers"}
    assert {each["name"] for each in ada.commands(ada.dm_channel)} == {
        "everyone",
        "admins",
        "managers",
        "private",
    }
    ada.give(standin.world.add_role("Managers", permissions=MANAGE_GUILD))
    assert "managers" in {each["name"] for each in ada.commands()}
    assert "admins" in {each["name"] for each in ada.become_admin().commands()}


async def test_typed_values_are_checked_like_the_client_does(standin: DiscordStandIn, login: Login) -> None:
    bot = Bot()
    seen: list[object] = []

    @bot.tree.command(description="All kinds")
    @app_commands.choices(level=[app_commands.Choice(name="First steps", value="first")])
    async def all_kinds(
        interaction: discord.Interaction,
        text: app_commands.Range[str, 2, 5],
        whole: app_commands.Range[int, 1, 10],
        part: float,
        yes: bool,
        level: str,
        role: discord.Role,
        place: discord.TextChannel,
    ) -> None:
        seen.extend([text, whole, part, yes, level, role.name, place.name])
        await interaction.response.send_message("ok")

    await login(bot)
    ada = standin.add_person("Ada Example")
    good: Body = {
        "text": "abc",
        "whole": 3,
        "part": 0.5,
        "yes": True,
        "level": "First steps",
        "role": standin.world.add_role("Mentors"),
        "place": next(iter(standin.world.guild.channels.values())),
    }
    await (await ada.slash(None, "all_kinds", good)).answered()
    assert seen == ["abc", 3, 0.5, True, "first", "Mentors", "general"]
    for name, value in (
        ("text", "a"),
        ("whole", 11),
        ("whole", "3"),
        ("yes", 1),
        ("level", "x"),
        ("role", "1"),
    ):
        with pytest.raises(CannotDoError):
            await ada.slash(None, "all_kinds", good | {name: value})
    with pytest.raises(CannotDoError, match="no option colour"):
        await ada.slash(None, "all_kinds", good | {"colour": "red"})
