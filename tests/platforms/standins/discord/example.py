"""A small bot with one of everything: a card, a menu, a modal, autocomplete, a deferred answer, DMs."""

from typing import Any

import discord
from discord import app_commands

from tests.platforms.standins.discord.rig import Bot


class Card(discord.ui.LayoutView):
    """A Components V2 card with a text, two buttons and a menu."""

    def __init__(self, body: str = "Rust for beginners") -> None:
        super().__init__(timeout=None)
        join: Any = discord.ui.Button(label="Join", custom_id="join:7", style=discord.ButtonStyle.success)
        leave: Any = discord.ui.Button(label="Leave", custom_id="leave:7", disabled=True)
        menu: Any = discord.ui.Select(
            custom_id="when:7", options=[discord.SelectOption(label="Monday", value="1")], placeholder="When?"
        )
        container: Any = discord.ui.Container(discord.ui.TextDisplay(body), accent_color=0x00FF00)
        container.add_item(discord.ui.ActionRow(join, leave)).add_item(discord.ui.ActionRow(menu))
        self.add_item(container)


class SessionForm(discord.ui.Modal, title="New session"):
    name: Any = discord.ui.Label(text="Name", component=discord.ui.TextInput(custom_id="name", max_length=80))
    level: Any = discord.ui.Label(
        text="Level",
        component=discord.ui.RadioGroup(
            custom_id="level",
            options=[discord.RadioGroupOption(label="First steps"), discord.RadioGroupOption(label="Deep")],
        ),
    )
    days: Any = discord.ui.Label(
        text="Days",
        component=discord.ui.CheckboxGroup(
            custom_id="days",
            max_values=2,
            options=[
                discord.CheckboxGroupOption(label="Monday"),
                discord.CheckboxGroupOption(label="Friday"),
            ],
        ),
    )
    agreed: Any = discord.ui.Label(text="Agreed", component=discord.ui.Checkbox(custom_id="agreed"))
    guest: Any = discord.ui.Label(
        text="Guest", component=discord.ui.UserSelect(custom_id="guest", required=False)
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        names = ("name", "level", "days", "agreed", "guest")
        each: Any = {name: getattr(self, name).component for name in names}
        guests = ", ".join(user.display_name for user in each["guest"].values)
        told = (each["name"].value, each["level"].value, each["days"].values, each["agreed"].value, guests)
        await interaction.response.send_message(" / ".join(map(str, told)), ephemeral=True)


@app_commands.guild_only()
class Sessions(app_commands.Group, name="session", description="Sessions"):
    @app_commands.command(description="Show a session")
    async def show(
        self, interaction: discord.Interaction, session: str, member: discord.Member | None = None
    ) -> None:
        assert isinstance(interaction.user, discord.Member)
        roles = ", ".join(role.name for role in interaction.user.roles)
        body = f"{session} for {member or interaction.user} in {interaction.locale} with {roles}"
        await interaction.response.send_message(view=Card(body))

    @show.autocomplete("session")
    async def complete(
        self, interaction: discord.Interaction, current: str
    ) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{current}ebra", value="12")]

    @app_commands.command(description="Only for you")
    async def secret(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        await interaction.edit_original_response(view=Card("a secret"))

    @app_commands.command(description="Make one")
    async def create(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_modal(SessionForm())

    @app_commands.command(description="Says nothing")
    async def silent(self, interaction: discord.Interaction) -> None:
        """Leave the person waiting."""


async def book(interaction: discord.Interaction, member: discord.Member) -> None:
    await interaction.response.send_message(f"booking {member.display_name}", ephemeral=True)


class ExampleBot(Bot):
    def __init__(self, intents: discord.Intents | None = None) -> None:
        super().__init__(intents)
        self.tree.add_command(Sessions())
        self.tree.context_menu(name="Book this mentor")(book)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        await super().on_interaction(interaction)
        data: Any = interaction.data
        if interaction.type is not discord.InteractionType.component:
            return
        if data["custom_id"] == "join:7":
            await interaction.response.edit_message(view=Card("joined"))
            await interaction.followup.send("You are in", ephemeral=True)
        else:
            await interaction.response.defer()
            await interaction.edit_original_response(view=Card(f"chosen {data['values']}"))

    async def on_message(self, message: discord.Message) -> None:
        await super().on_message(message)
        if message.guild is None and not message.author.bot:
            await message.channel.send(f"you said {message.content}")
