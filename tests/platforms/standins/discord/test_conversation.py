"""What a person does and the bot answers, through the unmodified discord.py."""

import asyncio
import io

import discord
import pytest

from bot.sandbox.discord import (
    Answer,
    CannotDoError,
    DiscordStandIn,
    Message,
    Person,
    buttons,
    inputs,
    selects,
    texts,
)
from bot.sandbox.discord.threads import open_thread
from tests.platforms.standins.discord.example import ExampleBot
from tests.platforms.standins.discord.rig import Bot, Login

SHOW = "session show"


@pytest.fixture
async def bot(login: Login) -> Bot:
    return await login(ExampleBot())


@pytest.fixture
def ada(standin: DiscordStandIn, bot: Bot) -> Person:
    return standin.add_person("Ada Example")


@pytest.fixture
def linus(standin: DiscordStandIn) -> Person:
    return standin.add_person("Linus Sample")


def shown(answer: Answer) -> Message:
    assert answer.message is not None
    return answer.message


async def card_for(person: Person) -> Message:
    return shown(await (await person.slash(None, SHOW, {"session": "1"})).answered())


async def test_slash_command_is_answered_with_a_card(standin: DiscordStandIn, bot: Bot) -> None:
    role = standin.world.add_role("Learners")
    ada = standin.add_person("Ada Example", locale="fr", roles=[role])
    answer = await (await ada.slash(None, SHOW, {"session": "12", "member": ada})).answered()
    words = ["12 for ada.example in fr with @everyone, Learners", "[Join]", "[Leave]", "(When?)", "  Monday"]
    assert texts(shown(answer)).splitlines() == words
    seen = [(each.label, each.disabled) for each in buttons(shown(answer))]
    assert seen == [("Join", False), ("Leave", True)]
    assert selects(shown(answer))[0].custom_id == "when:7"
    assert (bot.errors, standin.unknown_calls, standin.violations) == ([], [], [])


async def test_autocomplete_gives_choices(ada: Person) -> None:
    answer = await (await ada.autocomplete(None, SHOW, ("session", "Alg"))).answered()
    assert [dict(choice) for choice in answer.choices] == [{"name": "Algebra", "value": "12"}]


async def test_deferred_ephemeral_answer_is_seen_by_its_person_only(ada: Person, linus: Person) -> None:
    message = shown(await (await ada.slash(None, "session secret")).answered())
    assert "a secret" in texts(message)
    assert message.ephemeral
    assert message in ada.visible_messages()
    assert message not in linus.visible_messages()
    with pytest.raises(CannotDoError):
        await linus.press(message, label="Join")


async def test_modal_is_filled_in_and_submitted(standin: DiscordStandIn, ada: Person, linus: Person) -> None:
    opened = await (await ada.slash(None, "session create")).answered()
    assert opened.modal is not None
    assert [each.label for each in inputs(opened.modal)] == ["Name", "Level", "Days", "Agreed", "Guest"]
    values = {"Name": "Algebra", "level": "Deep", "Days": ["Friday"], "Agreed": True, "guest": [linus]}
    answer = await (await ada.submit(opened.modal, values)).answered()
    assert shown(answer).content == "Algebra / Deep / ['Friday'] / True / Linus Sample"
    assert standin.violations == []


async def test_modal_holds_a_person_to_its_rules(ada: Person) -> None:
    modal = (await (await ada.slash(None, "session create")).answered()).modal
    with pytest.raises(CannotDoError, match="Name takes 0 to 80"):
        await ada.submit(modal, {"Name": "x" * 81, "Level": "Deep", "Days": ["Monday"]})
    with pytest.raises(CannotDoError, match="Level is required"):
        await ada.submit(modal, {"Name": "x", "Days": ["Monday"]})
    with pytest.raises(CannotDoError, match="Days takes 1 to 2 values"):
        await ada.submit(modal, {"Name": "x", "Level": "Deep", "Days": []})
    with pytest.raises(CannotDoError, match="Agreed takes true or false"):
        await ada.submit(modal, {"Name": "x", "Level": "Deep", "Days": ["Monday"], "Agreed": "yes"})
    with pytest.raises(CannotDoError, match="no input Colour"):
        await ada.submit(modal, {"Name": "x", "Level": "Deep", "Days": ["Monday"], "Colour": "red"})
    with pytest.raises(CannotDoError, match="none of"):
        await ada.submit(modal, {"Name": "x", "Level": "Deep", "Days": ["Sunday"]})


async def test_button_updates_the_card_and_follows_up(standin: DiscordStandIn, ada: Person) -> None:
    card = await card_for(ada)
    pressed = await ada.press(card, label="Join")
    assert (await pressed.answered()).message is card
    followed = await standin.until(lambda: pressed.followups)
    assert "joined" in texts(card)
    assert followed[0].content == "You are in"
    assert followed[0].only_for == ada.id


async def test_menu_is_deferred_and_edited(ada: Person) -> None:
    answer = await (await ada.choose(await card_for(ada), values=["Monday"])).answered()
    assert "chosen ['1']" in texts(shown(answer))


async def test_button_that_is_no_longer_shown_can_still_be_pressed(bot: Bot, ada: Person) -> None:
    card = await card_for(ada)
    with pytest.raises(CannotDoError):
        await ada.press(card, custom_id="gone")
    await (await ada.choose(card, "gone", ["1"], stale=True)).answered()
    data = bot.interactions[-1].data
    assert data is not None
    assert data.get("custom_id") == "gone"


async def test_context_menu_on_a_user(ada: Person, linus: Person) -> None:
    answer = await (await ada.use_on_user("Book this mentor", linus)).answered()
    assert shown(answer).content == "booking Linus Sample"


async def test_direct_message_is_answered(ada: Person) -> None:
    await ada.dm("hello")
    assert (await ada.receives_dm("you said hello")).channel_id == ada.dm_channel.id


async def test_answer_and_follow_up_can_carry_files(standin: DiscordStandIn, login: Login) -> None:
    bot = Bot()

    @bot.tree.command(description="A chart")
    async def chart(interaction: discord.Interaction) -> None:
        file = discord.File(io.BytesIO(b"png"), "chart.png", description="A chart")
        await interaction.response.send_message("first", file=file)
        await interaction.followup.send("second", file=discord.File(io.BytesIO(b"csv"), "rows.csv"))
        await interaction.edit_original_response(attachments=[])

    await login(bot)
    asked = await standin.add_person("Ada Example").slash(None, "chart")
    assert [each.filename for each in shown(await asked.answered()).attachments] == ["chart.png"]
    follow_up = (await standin.until(lambda: asked.followups))[0]
    assert [each.content for each in follow_up.attachments] == [b"csv"]
    await standin.until(lambda: asked.updates)
    assert shown(await asked.answered()).attachments == []
    assert standin.violations == []


async def test_command_in_private_and_in_a_thread(standin: DiscordStandIn, login: Login) -> None:
    bot = Bot()

    @bot.tree.command(description="Where")
    async def where(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(
            f"{interaction.channel.__class__.__name__} {interaction.user}"
        )

    await login(bot)
    ada = standin.add_person("Ada Example")
    general = next(iter(standin.world.guild.channels.values()))
    thread = open_thread(standin.world, general, 11, {"name": "Questions"})
    places = (ada.dm_channel, thread, general)
    answers = [shown(await (await ada.slash(place, "where")).answered()).content for place in places]
    assert answers == ["DMChannel ada.example", "Thread ada.example", "TextChannel ada.example"]


async def test_deferred_answer_that_is_deleted_leaves_the_follow_up(
    standin: DiscordStandIn, login: Login
) -> None:
    bot = Bot()

    @bot.tree.command(description="Deletes")
    async def gone(interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        await interaction.delete_original_response()
        await interaction.followup.send("only this")

    await login(bot)
    asked = await standin.add_person("Ada Example").slash(None, "gone")
    await standin.until(lambda: asked.followups)
    assert shown(await asked.answered()).content == "only this"


async def test_no_answer_in_time_is_seen(standin: DiscordStandIn, ada: Person) -> None:
    standin.interactions.answer_within = 0.05
    answer = await (await ada.slash(None, "session silent")).answered()
    assert answer.kind == "no response"
    async with asyncio.timeout(5):
        await standin.settled()


async def test_person_is_held_to_what_the_client_allows(ada: Person) -> None:
    with pytest.raises(CannotDoError, match="required"):
        await ada.slash(None, SHOW)
    with pytest.raises(CannotDoError, match="no command"):
        await ada.slash(None, "session fly")
    with pytest.raises(CannotDoError, match="not complete"):
        await ada.slash(None, "session")
    with pytest.raises(CannotDoError, match="disabled"):
        await ada.press(await card_for(ada), label="Leave")
