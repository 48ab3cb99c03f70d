"""Slash commands, their options, autocomplete and menus, and where the answers go."""

import pytest

from bot.dialog.incoming import Invoke, Typed
from bot.dialog.kinds import Choice, Uploaded
from bot.dialog.replies import Toast
from bot.dialog.text import Own
from bot.discord import slash
from bot.discord.face import DiscordFace
from bot.discord.wire import Json
from bot.sandbox.discord import CannotDoError, DiscordStandIn, Person, texts
from bot.sandbox.discord.records import Upload
from tests.platforms.discord.scripted import ScriptedEngine, make_registry, said, shown


def leaf(commands: list[Json], path: str) -> Json:
    """A command's description of a path such as "session show"."""
    first, *rest = path.split()
    found = next(each for each in commands if each["name"] == first)
    for word in rest:
        found = next(each for each in found["options"] if each["name"] == word)
    return found


@pytest.fixture
def ada(standin: DiscordStandIn) -> Person:
    return standin.add_person("Ada Example", locale="fr", roles=[standin.world.add_role("Learners")])


async def test_every_kind_of_option_arrives(
    standin: DiscordStandIn, face: DiscordFace, engine: ScriptedEngine, ada: Person
) -> None:
    linus = standin.add_person("Linus Sample")
    role = standin.world.add_role("Mentors")
    channel = next(iter(standin.world.guild.channels.values()))
    options = {
        "session": "7",
        "member": linus,
        "level": "deep",
        "day": "tomorrow",
        "clock": "18:00",
        "length": "90",
        "seats": 0,
        "online": False,
        "role": role,
        "channel": channel,
        "people": Upload("people.csv", b"name\nAda Example\n"),
    }
    message = await shown(await ada.slash(None, "everything", options))
    assert "Hello" in texts(message)
    heard = engine.heard[0].what
    assert heard == Invoke(
        "everything",
        {
            "session": "7",
            "member": f"discord:{linus.id}",
            "level": "deep",
            "day": "tomorrow",
            "clock": "18:00",
            "length": "90",
            "seats": 0,
            "online": False,
            "role": role.id,
            "channel": channel.id,
            "people": Uploaded("people.csv", 17, b"name\nAda Example\n"),
        },
    )


async def test_who_speaks_and_where(
    standin: DiscordStandIn, face: DiscordFace, engine: ScriptedEngine, ada: Person
) -> None:
    interaction = await ada.slash(None, "home")
    await interaction.answered()
    heard = engine.heard[0]
    assert heard.key == interaction.id
    assert heard.identity.user_id == ada.id
    assert heard.identity.name == "Ada Example"
    assert heard.identity.language == "fr"
    assert heard.identity.role_ids == frozenset(ada.member.roles)
    assert not heard.place.private
    assert heard.place.chat_id == interaction.channel.id


async def test_private_answer_is_seen_by_the_asker_alone(
    standin: DiscordStandIn, face: DiscordFace, ada: Person
) -> None:
    linus = standin.add_person("Linus Sample")
    message = await shown(await ada.slash(None, "home"))
    assert message.ephemeral
    assert message not in linus.visible_messages()


async def test_public_answer_is_seen_by_all(
    standin: DiscordStandIn, face: DiscordFace, engine: ScriptedEngine, ada: Person
) -> None:
    engine.script = lambda incoming, pressed: said("For all", private=False)
    linus = standin.add_person("Linus Sample")
    message = await shown(await ada.slash(None, "home"))
    assert message in linus.visible_messages()


async def test_in_the_chat_with_the_bot_answers_stay(
    standin: DiscordStandIn, face: DiscordFace, engine: ScriptedEngine, ada: Person
) -> None:
    message = await shown(await ada.slash(ada.dm_channel, "home"))
    assert not message.ephemeral
    assert engine.heard[0].place.private
    assert engine.heard[0].identity.role_ids is None


async def test_a_remark_without_words_is_no_answer(
    standin: DiscordStandIn, face: DiscordFace, engine: ScriptedEngine, ada: Person
) -> None:
    standin.interactions.answer_within = 0.05
    engine.script = lambda incoming, pressed: Toast(())
    assert (await (await ada.slash(None, "home")).answered()).kind == "no response"


async def test_a_remark_is_private(
    standin: DiscordStandIn, face: DiscordFace, engine: ScriptedEngine, ada: Person
) -> None:
    engine.script = lambda incoming, pressed: Toast((Own("Slowly, please."),))
    message = await shown(await ada.slash(None, "home"))
    assert texts(message) == "Slowly, please."
    assert message.ephemeral


async def test_autocomplete_hears_what_was_typed_and_answered(
    standin: DiscordStandIn, face: DiscordFace, engine: ScriptedEngine, ada: Person
) -> None:
    engine.found = [Choice("7", "Rust for beginners", "Compilers"), Choice("8", "x" * 200)]
    typed = await ada.autocomplete(None, "everything", ("session", "Rus"), {"seats": 3})
    choices = (await typed.answered()).choices
    assert engine.asked == [("everything", "session", "Rus", {"seats": 3})]
    assert choices[0] == {"name": "Rust for beginners · Compilers", "value": "7"}
    assert len(choices[1]["name"]) == 100


async def test_autocomplete_gives_at_most_25(
    standin: DiscordStandIn, face: DiscordFace, engine: ScriptedEngine, ada: Person
) -> None:
    engine.found = [Choice(str(number), f"Session {number}") for number in range(60)]
    typed = await ada.autocomplete(None, "session show", ("session", ""))
    assert len((await typed.answered()).choices) == 25


async def test_menu_on_a_person_shows_the_mentor(
    standin: DiscordStandIn, face: DiscordFace, engine: ScriptedEngine, ada: Person
) -> None:
    linus = standin.add_person("Linus Sample")
    await shown(await ada.use_on_user("Show this mentor", linus))
    assert engine.heard[0].what == Invoke("mentor show", {"mentor": "Linus Sample"})


async def test_what_only_buttons_call_is_not_offered(
    standin: DiscordStandIn, face: DiscordFace, ada: Person
) -> None:
    with pytest.raises(CannotDoError, match="no command"):
        await ada.slash(None, "only-buttons")


async def test_written_in_private_is_answered_in_private(
    standin: DiscordStandIn, face: DiscordFace, engine: ScriptedEngine, ada: Person
) -> None:
    await ada.dm("tomorrow at six")
    message = await ada.receives_dm("Hello")
    assert message.channel_id == ada.dm_channel.id
    assert engine.heard[0].what == Typed("tomorrow at six")


async def test_file_written_in_private_arrives(
    standin: DiscordStandIn, face: DiscordFace, engine: ScriptedEngine, ada: Person
) -> None:
    await ada.dm("here", files=[Upload("people.csv", b"a,b")])
    await ada.receives_dm("Hello")
    assert engine.heard[0].what == Typed("here", Uploaded("people.csv", 3, b"a,b"))


def test_forms_make_every_option_optional(engine: ScriptedEngine) -> None:
    commands = slash.payload(make_registry(), engine.catalogue, in_guilds=False)
    create = leaf(commands, "session create")
    assert [each["name"] for each in create["options"]] == ["title", "about", "seats", "level", "starts"]
    assert not any(each["required"] for each in create["options"])


def test_required_options_come_first_and_hidden_ones_not_at_all(engine: ScriptedEngine) -> None:
    options = leaf(slash.payload(make_registry(), engine.catalogue, in_guilds=True), "everything")["options"]
    assert [each["name"] for each in options if each["required"]] == ["session", "member"]
    assert [each["required"] for each in options] == sorted((e["required"] for e in options), reverse=True)
    assert "page" not in {each["name"] for each in options}


def test_numbers_have_limits_and_dynamic_options_complete(engine: ScriptedEngine) -> None:
    options = leaf(slash.payload(make_registry(), engine.catalogue, in_guilds=True), "everything")["options"]
    by_name = {each["name"]: each for each in options}
    assert (by_name["seats"]["min_value"], by_name["seats"]["max_value"]) == (0, 500)
    assert {name for name, each in by_name.items() if each.get("autocomplete")} == {
        "session", "day", "clock", "length",
    }  # fmt: skip
    assert [each["value"] for each in by_name["level"]["choices"]] == ["first-steps", "deep"]


def test_descriptions_get_shorter_when_a_command_grows_too_large(
    engine: ScriptedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = engine.catalogue.words("en", "UTC")
    monkeypatch.setattr(type(words), "has", lambda self, key: True)
    monkeypatch.setattr(
        type(words), "label", lambda self, key, **facts: "?" * 40 if key.endswith("-ask") else "!"
    )
    whole = {each["name"]: each for each in slash.payload(engine.registry, engine.catalogue, in_guilds=True)}
    monkeypatch.setattr(slash, "MOST_CHARACTERS", slash.size(whole["everything"]) - 1)
    brief = {each["name"]: each for each in slash.payload(engine.registry, engine.catalogue, in_guilds=True)}
    assert whole["everything"]["options"][0]["description"] == "?" * 40
    assert brief["everything"]["options"][0]["description"] == "!"


def test_size_counts_the_longest_language() -> None:
    part = {"name": "ab", "description": "c", "description_localizations": {"fr": "cde"}}
    assert slash.size(part | {"options": [part]}) == 10
