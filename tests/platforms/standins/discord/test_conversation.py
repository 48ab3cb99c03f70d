"""What a person does and the bot answers, through the unmodified discord.py."""

import asyncio

import discord
import pytest
from discord import app_commands

from bot.sandbox.discord import CannotDoError, buttons, inputs, selects, texts
from tests.platforms.standins.discord.conftest import Bot


class Card(discord.ui.LayoutView):
    """A Components V2 card with a text, a button and a menu."""

    def __init__(self, body: str = "Rust for beginners") -> None:
        super().__init__(timeout=None)
        join = discord.ui.Button(label="Join", custom_id="join:7", style=discord.ButtonStyle.success)
        leave = discord.ui.Button(label="Leave", custom_id="leave:7", disabled=True)
        menu = discord.ui.Select(
            custom_id="when:7", options=[discord.SelectOption(label="Monday", value="1")], placeholder="When?"
        )
        container = discord.ui.Container(discord.ui.TextDisplay(body), accent_color=0x00FF00)
        container.add_item(discord.ui.ActionRow(join, leave)).add_item(discord.ui.ActionRow(menu))
        self.add_item(container)


class Form(discord.ui.Modal, title="New session"):
    name = discord.ui.Label(text="Name", component=discord.ui.TextInput(custom_id="name", max_length=80))
    level = discord.ui.Label(
        text="Level",
        component=discord.ui.RadioGroup(
            custom_id="level",
            options=[discord.RadioGroupOption(label="First steps"), discord.RadioGroupOption(label="Deep")],
        ),
    )
    agreed = discord.ui.Label(text="Agreed", component=discord.ui.Checkbox(custom_id="agreed"))
    guest = discord.ui.Label(text="Guest", component=discord.ui.UserSelect(custom_id="guest", required=False))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        name, level, agreed, guest = (
            each.component for each in (self.name, self.level, self.agreed, self.guest)
        )
        guests = ", ".join(user.display_name for user in guest.values)
        told = f"{name.value} / {level.value} / {agreed.value} / {guests}"
        await interaction.response.send_message(told, ephemeral=True)


def make_bot() -> Bot:
    bot = Bot()
    session = app_commands.Group(name="session", description="Sessions")

    @session.command(name="show", description="Show a session")
    async def show(interaction: discord.Interaction, session: str, member: discord.Member | None = None):
        roles = ", ".join(role.name for role in interaction.user.roles)
        body = f"{session} for {member or interaction.user} in {interaction.locale} with {roles}"
        await interaction.response.send_message(view=Card(body))

    @show.autocomplete("session")
    async def complete(interaction: discord.Interaction, current: str):
        return [app_commands.Choice(name=f"{current}ebra", value="12")]

    @session.command(name="secret", description="Only for you")
    async def secret(interaction: discord.Interaction):
        await interaction.response.defer(ephemeral=True)
        await interaction.edit_original_response(view=Card("a secret"))

    @session.command(name="create", description="Make one")
    async def create(interaction: discord.Interaction):
        await interaction.response.send_modal(Form())

    @session.command(name="silent", description="Says nothing")
    async def silent(interaction: discord.Interaction):
        bot.errors.append(ValueError("nothing said"))

    bot.tree.add_command(session)

    @bot.tree.context_menu(name="Book this mentor")
    async def book(interaction: discord.Interaction, member: discord.Member):
        await interaction.response.send_message(f"booking {member.display_name}", ephemeral=True)

    @bot.event
    async def on_interaction(interaction: discord.Interaction):
        if interaction.type is discord.InteractionType.component:
            data = interaction.data
            if data["custom_id"] == "join:7":
                await interaction.response.edit_message(view=Card("joined"))
                await interaction.followup.send("You are in", ephemeral=True)
            else:
                await interaction.response.defer()
                await interaction.edit_original_response(view=Card(f"chosen {data['values']}"))

    @bot.event
    async def on_message(message: discord.Message):
        if message.guild is None and not message.author.bot:
            await message.channel.send(f"you said {message.content}")

    return bot


@pytest.fixture
async def bot(login) -> Bot:
    return await login(make_bot())


async def test_slash_command_is_answered_with_a_card(standin, bot):
    role = standin.world.add_role("Learners")
    ada = standin.add_person("Ada Example", locale="fr", roles=[role])
    answer = await (await ada.slash(None, "session show", {"session": "12", "member": ada})).answered()
    assert answer.kind == "message"
    assert texts(answer.message).splitlines() == [
        "12 for ada.example in fr with @everyone, Learners", "[Join]", "[Leave]", "(When?)", "  Monday",
    ]  # fmt: skip
    assert [(each.label, each.disabled) for each in buttons(answer.message)] == [("Join", False), ("Leave", True)]
    assert selects(answer.message)[0].custom_id == "when:7"
    assert bot.errors == []
    assert standin.unknown_calls == []


async def test_autocomplete_gives_choices(standin, bot):
    ada = standin.add_person("Ada Example")
    typed = await ada.autocomplete(None, "session show", ("session", "Alg"))
    answer = await typed.answered()
    assert [dict(choice) for choice in answer.choices] == [{"name": "Algebra", "value": "12"}]


async def test_deferred_ephemeral_answer_is_seen_by_its_person_only(standin, bot):
    ada, linus = standin.add_person("Ada Example"), standin.add_person("Linus Sample")
    answer = await (await ada.slash(None, "session secret")).answered()
    assert "a secret" in texts(answer.message)
    assert answer.message.ephemeral
    assert answer.message in ada.visible_messages()
    assert answer.message not in linus.visible_messages()
    with pytest.raises(CannotDoError):
        await linus.press(answer.message, label="Join")


async def test_modal_is_filled_in_and_submitted(standin, bot):
    ada, linus = standin.add_person("Ada Example"), standin.add_person("Linus Sample")
    opened = await (await ada.slash(None, "session create")).answered()
    assert [each.label for each in inputs(opened.modal)] == ["Name", "Level", "Agreed", "Guest"]
    values = {"Name": "Algebra", "level": "Deep", "Agreed": True, "guest": [linus]}
    answer = await (await ada.submit(opened.modal, values)).answered()
    assert answer.message.content == "Algebra / Deep / True / Linus Sample"


async def test_button_updates_the_card_and_follows_up(standin, bot):
    ada = standin.add_person("Ada Example")
    card = (await (await ada.slash(None, "session show", {"session": "1"})).answered()).message
    pressed = await ada.press(card, label="Join")
    assert (await pressed.answered()).message is card
    followed = await standin.until(lambda: pressed.followups)
    assert "joined" in texts(card)
    assert followed[0].content == "You are in"
    assert followed[0].only_for == ada.id


async def test_menu_is_deferred_and_edited(standin, bot):
    ada = standin.add_person("Ada Example")
    card = (await (await ada.slash(None, "session show", {"session": "1"})).answered()).message
    answer = await (await ada.choose(card, values=["Monday"])).answered()
    assert "chosen ['1']" in texts(answer.message)


async def test_context_menu_on_a_user(standin, bot):
    ada, linus = standin.add_person("Ada Example"), standin.add_person("Linus Sample")
    answer = await (await ada.use_on_user("Book this mentor", linus)).answered()
    assert answer.message.content == "booking Linus Sample"


async def test_direct_message_is_answered(standin, bot):
    ada = standin.add_person("Ada Example")
    await ada.dm("hello")
    assert (await ada.receives_dm("you said hello")).channel_id == ada.dm_channel.id


async def test_no_answer_in_time_is_seen(standin, bot):
    standin.interactions.answer_within = 0.05
    ada = standin.add_person("Ada Example")
    answer = await (await ada.slash(None, "session silent")).answered()
    assert answer.kind == "no response"
    await asyncio.wait_for(standin.settled(), 5)


async def test_person_is_held_to_what_the_client_allows(standin, bot):
    ada = standin.add_person("Ada Example")
    with pytest.raises(CannotDoError, match="required"):
        await ada.slash(None, "session show")
    with pytest.raises(CannotDoError, match="no command"):
        await ada.slash(None, "session fly")
    with pytest.raises(CannotDoError, match="not complete"):
        await ada.slash(None, "session")
    card = (await (await ada.slash(None, "session show", {"session": "1"})).answered()).message
    with pytest.raises(CannotDoError, match="disabled"):
        await ada.press(card, label="Leave")
