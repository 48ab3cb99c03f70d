"""Command menus and the bot's profile: limits, scopes, languages, and what a person's client shows."""

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
    BotCommandScopeChatMember,
    MenuButtonCommands,
)
from telegram.error import BadRequest

from bot.sandbox.telegram.people import Person
from bot.sandbox.telegram.server import TelegramStandIn


@pytest.mark.parametrize(
    ("commands", "reason"),
    [
        ([("Start", "x")], "(?i)bot_command_invalid"),
        ([("my-sessions", "x")], "(?i)bot_command_invalid"),
        ([("help", "x"), ("help", "y")], "(?i)bot_command_invalid"),
        ([(f"c{n}", "x") for n in range(101)], "(?i)bot_commands_too_much"),
        ([(f"c{n}", "x" * 250) for n in range(21)], "(?i)bot_commands_too_much"),
    ],
)
async def test_wrong_menus_are_refused(bot: Bot, commands: list[tuple[str, str]], reason: str) -> None:
    with pytest.raises(BadRequest, match=reason):
        await bot.set_my_commands([BotCommand(*pair) for pair in commands])
    assert await bot.get_my_commands() == ()


@pytest.mark.parametrize(("name", "description"), [("a" * 33, "x"), ("a", "x" * 257), ("", "x"), ("a", "")])
async def test_lengths_of_a_command(bot: Bot, name: str, description: str) -> None:
    with pytest.raises(BadRequest):
        await bot.set_my_commands([(name, description)])
    assert await bot.set_my_commands([("a" * 32, "x" * 256)])


async def test_the_narrowest_scope_and_the_own_language_win(
    standin: TelegramStandIn, bot: Bot, ada: Person
) -> None:
    linus = standin.person("Linus Sample", language_code="fr-CA", started=True)
    await bot.set_my_commands([("start", "Begin")])
    assert ada.commands() == {"start": "Begin"}
    await bot.set_my_commands([("start", "Home")], scope=BotCommandScopeAllPrivateChats())
    await bot.set_my_commands(
        [("start", "Accueil")], scope=BotCommandScopeAllPrivateChats(), language_code="fr"
    )
    assert (ada.commands(), linus.commands()) == ({"start": "Home"}, {"start": "Accueil"})
    await bot.set_my_commands([("apply", "Apply")], scope=BotCommandScopeChat(linus.id))
    assert (ada.commands(), linus.commands()) == ({"start": "Home"}, {"apply": "Apply"})
    await bot.delete_my_commands(scope=BotCommandScopeChat(linus.id))
    assert linus.commands() == {"start": "Accueil"}


async def test_menus_in_a_group_depend_on_who_looks(standin: TelegramStandIn, bot: Bot, ada: Person) -> None:
    lead, guest = standin.person("Grace Placeholder"), standin.person("Linus Sample")
    group = standin.group("Readers", [ada, guest], [lead])
    for name, scope in {
        "all": BotCommandScopeAllGroupChats(),
        "leads": BotCommandScopeAllChatAdministrators(),
        "ours": BotCommandScopeChatAdministrators(group.id),
        "ada": BotCommandScopeChatMember(group.id, ada.id),
    }.items():
        await bot.set_my_commands([(name, "x")], scope=scope)
    seen = {person.user.first_name: list(person.commands(group.chat)) for person in (ada, guest, lead)}
    assert seen == {"Ada": ["ada"], "Linus": ["all"], "Grace": ["ours"]}
    await bot.delete_my_commands(scope=BotCommandScopeChatAdministrators(group.id))
    assert list(lead.commands(group.chat)) == ["leads"]


async def test_the_profile_speaks_languages(bot: Bot) -> None:
    await bot.set_my_description("Mentors", language_code="en")
    await bot.set_my_short_description("Short")
    await bot.set_my_name("Mentor Bot")
    assert (await bot.get_my_description("en")).description == "Mentors"
    assert (await bot.get_my_description()).description == ""
    assert (await bot.get_my_short_description("fr")).short_description == "Short"
    assert (await bot.get_my_name()).name == "Mentor Bot"


@pytest.mark.parametrize(
    ("method", "longest"), [("description", 512), ("short_description", 120), ("name", 64)]
)
async def test_profile_texts_have_limits(bot: Bot, method: str, longest: int) -> None:
    setter = getattr(bot, f"set_my_{method}")
    assert await setter("x" * longest)
    with pytest.raises(BadRequest, match=r"is too long"):
        await setter("x" * (longest + 1))


async def test_the_menu_button_is_set_for_all_or_one(bot: Bot, ada: Person) -> None:
    assert (await bot.get_chat_menu_button(ada.id)).type == "default"
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert (await bot.get_chat_menu_button(ada.id)).type == "commands"
