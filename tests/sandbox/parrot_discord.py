"""What the parrot does on Discord: a command for each thing the page has to show."""

import asyncio
import io
import struct
import zlib
from typing import Any, cast

import discord
from discord import app_commands, ui

FRUIT = ("Apple", "Apricot", "Banana", "Blackberry", "Cherry", "Cranberry", "Date", "Elderberry", "Fig")
MARKDOWN = """### A heading with **bold**
Plain, **bold**, *italic*, __underlined__, ~~struck~~, `code` and ||hidden||.
> A quotation, <@{user}> in <#{channel}>
- one
- two
-# Small print, at <t:1767258000:F> (<t:1767258000:R>)
```py
print("<b>not bold</b>")
```
[A link](https://example.org/a) and https://example.org/b, but not <script>alert(1)</script>."""


def png(width: int, height: int) -> bytes:
    """A picture: a blue slope."""
    rows = b"".join(
        b"\0" + bytes((60, 90, 120 + x * 100 // width) * 1)[0:3] * 1 + b"\x3c\x5a\xb4" * (width - 1)
        for x in range(height)
    )

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


class First(ui.Modal, title="Everything one can type"):
    def __init__(self) -> None:
        super().__init__(custom_id="first")
        options = [discord.SelectOption(label=each, value=each.lower()) for each in FRUIT]
        self.add_item(
            ui.Label(
                text="Title",
                description="One line.",
                component=ui.TextInput(custom_id="title", max_length=20, placeholder="Type hints"),
            )
        )
        self.add_item(
            ui.Label(
                text="About",
                component=ui.TextInput(
                    custom_id="about", style=discord.TextStyle.paragraph, required=False, default="Before"
                ),
            )
        )
        self.add_item(
            ui.Label(
                text="Fruit",
                component=ui.Select(custom_id="fruit", options=options, min_values=1, max_values=2),
            )
        )
        radio = [
            discord.RadioGroupOption(label="Online", value="online", default=True),
            discord.RadioGroupOption(label="In a room", value="room", description="Needs a venue."),
        ]
        self.add_item(ui.Label(text="Mode", component=ui.RadioGroup(custom_id="mode", options=radio)))
        boxes = [
            discord.CheckboxGroupOption(label=each, value=each.lower()) for each in ("Red", "Green", "Blue")
        ]
        self.add_item(
            ui.Label(
                text="Colours", component=ui.CheckboxGroup(custom_id="colours", options=boxes, required=False)
            )
        )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(told(interaction), ephemeral=True)


class Second(ui.Modal, title="Everything one can choose"):
    def __init__(self) -> None:
        super().__init__(custom_id="second")
        self.add_item(ui.TextDisplay("Nobody is told of **this**."))
        self.add_item(ui.Label(text="Person", component=ui.UserSelect(custom_id="person")))
        self.add_item(ui.Label(text="Role", component=ui.RoleSelect(custom_id="role", required=False)))
        self.add_item(ui.Label(text="Agreed", component=ui.Checkbox(custom_id="agreed")))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(told(interaction), ephemeral=True)


def sent(interaction: discord.Interaction) -> dict[str, Any]:
    """What the platform sent, as plain JSON."""
    return cast("dict[str, Any]", interaction.data or {})


def told(interaction: discord.Interaction) -> str:
    """Everything that was entered, as the platform sent it."""
    parts = sent(interaction).get("components") or []
    inner: list[Any] = [part["component"] for part in parts if "component" in part]
    return " · ".join(f"{each['custom_id']}={each.get('value', each.get('values'))}" for each in inner)


class Card(ui.LayoutView):
    """Sections, buttons of every style, menus, a picture, a file."""

    def __init__(self, presses: int = 0) -> None:
        super().__init__(timeout=None)
        box: ui.Container[Card] = ui.Container(accent_colour=0x2F9E6E)
        box.add_item(ui.TextDisplay(MARKDOWN.format(user="100000000000000001", channel="0")))
        box.add_item(ui.Separator())
        for name in ("Type hints in anger", "A first test"):
            button: ui.Button[Card] = ui.Button(
                label="Join", custom_id=f"join {name}", style=discord.ButtonStyle.success
            )
            button.callback = self._join  # type: ignore[method-assign]  # the library's own way to set it
            box.add_item(ui.Section(f"**{name}**\n<t:1767258000:f> · 3 seats left", accessory=button))
        box.add_item(
            ui.MediaGallery(discord.MediaGalleryItem("attachment://slope.png", description="A blue slope"))
        )
        box.add_item(ui.File("attachment://dates.ics"))
        row: ui.ActionRow[Card] = ui.ActionRow()
        count: ui.Button[Card] = ui.Button(
            label=f"Pressed {presses}", custom_id=f"count {presses}", style=discord.ButtonStyle.primary
        )
        count.callback = self._count  # type: ignore[method-assign]  # the library's own way to set it
        row.add_item(count)
        row.add_item(ui.Button(label="No", custom_id="no", style=discord.ButtonStyle.danger, disabled=True))
        row.add_item(ui.Button(label="Chat", url="https://t.me/mentorbot?start=hello"))
        box.add_item(row)
        menu: ui.Select[Card] = ui.Select(
            custom_id="menu",
            placeholder="Choose fruit",
            options=[discord.SelectOption(label=each, description="Tasty") for each in FRUIT],
        )
        menu.callback = self._menu  # type: ignore[method-assign]  # the library's own way to set it
        second: ui.ActionRow[Card] = ui.ActionRow()
        second.add_item(menu)
        box.add_item(second)
        people: ui.UserSelect[Card] = ui.UserSelect(
            custom_id="people", placeholder="Choose people", max_values=2
        )
        people.callback = self._menu  # type: ignore[method-assign]  # the library's own way to set it
        third: ui.ActionRow[Card] = ui.ActionRow()
        third.add_item(people)
        box.add_item(third)
        self.add_item(box)

    async def _join(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(
            f"You pressed {sent(interaction)['custom_id']}.", ephemeral=True
        )

    async def _count(self, interaction: discord.Interaction) -> None:
        presses = int(str(sent(interaction).get("custom_id")).split()[1])
        await interaction.response.edit_message(view=Card(presses + 1))

    async def _menu(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(
            f"You chose {sent(interaction).get('values')}.", ephemeral=True
        )


def files() -> list[discord.File]:
    return [
        discord.File(io.BytesIO(png(320, 120)), "slope.png"),
        discord.File(io.BytesIO(b"BEGIN:VCALENDAR"), "dates.ics"),
    ]


class Parrot(discord.Client):
    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.default(), max_messages=None)
        self.tree = app_commands.CommandTree(self)
        self.shown = asyncio.Event()
        show = app_commands.Group(name="show", description="Show what there is")
        acts: dict[str, Any] = {
            "card": card,
            "form": form,
            "choices": choices,
            "slow": slow,
            "nothing": nothing,
            "tell": tell,
            "secret": secret,
        }
        for name, act in acts.items():
            show.command(name=name, description=f"Show {name}")(act)
        self.tree.add_command(show)
        self.tree.add_command(
            app_commands.Command(
                name="find", description="Find fruit, with every kind of option", callback=find
            )
        )
        self.tree.add_command(
            app_commands.Command(name="admin", description="For admins only", callback=secret)
        )
        command = self.tree.get_command("admin")
        if isinstance(command, app_commands.Command):
            command.default_permissions = discord.Permissions(administrator=True)

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_connect(self) -> None:
        self.shown.set()


async def card(interaction: discord.Interaction) -> None:
    await interaction.response.send_message(view=Card(), files=files(), ephemeral=True)


async def form(interaction: discord.Interaction) -> None:
    await interaction.response.send_modal(First())


async def choices(interaction: discord.Interaction) -> None:
    await interaction.response.send_modal(Second())


async def slow(interaction: discord.Interaction) -> None:
    await interaction.response.defer(ephemeral=True)
    await interaction.edit_original_response(content="Here it is, late.")


async def nothing(_interaction: discord.Interaction) -> None:
    return


async def secret(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("Nobody else sees this.", ephemeral=True)


async def tell(interaction: discord.Interaction, person: discord.User, text: str) -> None:
    await person.send(text)
    await interaction.response.send_message("Told.", ephemeral=True)


async def complete(_interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
    return [
        app_commands.Choice(name=each, value=each.lower())
        for each in FRUIT
        if current.lower() in each.lower()
    ]


@app_commands.describe(fruit="Which fruit", count="How many", kind="Of which kind")
@app_commands.autocomplete(fruit=complete)
@app_commands.choices(
    kind=[app_commands.Choice(name="Ripe", value="ripe"), app_commands.Choice(name="Green", value="green")]
)
async def find(
    interaction: discord.Interaction,
    fruit: str,
    count: app_commands.Range[int, 1, 9] = 1,
    kind: str = "ripe",
    person: discord.User | None = None,
    where: discord.TextChannel | None = None,
    role: discord.Role | None = None,
    picture: discord.Attachment | None = None,
) -> None:
    people = f"{person and person.display_name} {where} {role} {picture and picture.filename}"
    given = f"{fruit} {count} {kind} {people}"
    await interaction.response.send_message(f"Found: {given}")
