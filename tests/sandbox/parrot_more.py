"""More that the parrot shows on Discord: what its card and its first two forms have no room for."""

import io
from datetime import UTC, datetime
from typing import Any

import discord
from discord import app_commands, ui

from tests.sandbox.parrot_discord import png, sent, told

AT = datetime(2026, 1, 1, 9, tzinfo=UTC)
MENUS: dict[str, Any] = {
    "role": ui.RoleSelect,
    "channel": ui.ChannelSelect,
    "anybody": ui.MentionableSelect,
}


class More(ui.LayoutView):
    """A small picture beside a text, several pictures, a wide gap, a menu of each kind of thing."""

    def __init__(self) -> None:
        super().__init__(timeout=None)
        self.add_item(ui.TextDisplay("Above the box"))
        box: ui.Container[More] = ui.Container(accent_colour=0xB3261E)
        box.add_item(ui.Section("A text beside a picture", accessory=ui.Thumbnail("attachment://slope.png")))
        box.add_item(ui.Separator(visible=False, spacing=discord.SeparatorSpacing.large))
        pictures = [discord.MediaGalleryItem("attachment://slope.png") for _ in range(3)]
        box.add_item(ui.MediaGallery(*pictures))
        for name, kind in MENUS.items():
            menu = kind(custom_id=name, placeholder=f"Choose {name}")
            menu.callback = chosen
            row: ui.ActionRow[More] = ui.ActionRow()
            row.add_item(menu)
            box.add_item(row)
        self.add_item(box)


class Third(ui.Modal, title="What else one can choose"):
    def __init__(self) -> None:
        super().__init__(custom_id="third")
        for name, kind in {**MENUS, "file": ui.FileUpload}.items():
            self.add_item(ui.Label(text=name.title(), component=kind(custom_id=name, required=False)))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(told(interaction), ephemeral=True)


async def chosen(interaction: discord.Interaction) -> None:
    await interaction.response.send_message(f"You chose {sent(interaction).get('values')}.", ephemeral=True)


async def more(interaction: discord.Interaction) -> None:
    slope = discord.File(io.BytesIO(png(320, 120)), "slope.png")
    await interaction.response.send_message(view=More(), file=slope, ephemeral=True)


async def others(interaction: discord.Interaction) -> None:
    await interaction.response.send_modal(Third())


async def embed(interaction: discord.Interaction) -> None:
    """What bots sent before there were components, with files that stand by themselves."""
    box = discord.Embed(title="A title", description="Some **words**.", colour=0x2F9E6E, timestamp=AT)
    box.set_author(name="An author")
    box.add_field(name="Seats", value="3 left")
    box.set_image(url="attachment://slope.png")
    box.set_footer(text="Small print")
    row = ui.View(timeout=None)
    row.add_item(ui.Button(label="Open", emoji="📅", url="https://example.org/open"))
    files = [
        discord.File(io.BytesIO(png(320, 120)), "slope.png"),
        discord.File(io.BytesIO(b"BEGIN:VCALENDAR"), "dates.ics"),
    ]
    await interaction.response.send_message("Before the box", embed=box, view=row, files=files)


def add_more(tree: "app_commands.CommandTree[Any]") -> None:
    """Let the parrot show these too."""
    show = tree.get_command("show")
    if isinstance(show, app_commands.Group):
        for act in (more, others, embed):
            show.command(name=act.__name__, description=f"Show {act.__name__}")(act)
