"""What persons can do and read besides the common: files, roles, channels, embeds, replies, old modals."""

from typing import Any

import discord
import pytest

from bot.sandbox.discord import (
    CannotDoError,
    Channel,
    DiscordStandIn,
    Message,
    Person,
    Upload,
    answer_texts,
    texts,
)
from tests.platforms.standins.discord.rig import Bot, Login


class OldForm(discord.ui.Modal, title="Old"):
    words: discord.ui.TextInput = discord.ui.TextInput(label="Words", custom_id="words", default="as before")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(content=f"old: {self.words.value}")


class PointingForm(discord.ui.Modal, title="Pointing"):
    role: Any = discord.ui.Label(text="Role", component=discord.ui.RoleSelect(custom_id="role"))
    place: Any = discord.ui.Label(text="Place", component=discord.ui.ChannelSelect(custom_id="place"))
    anyone: Any = discord.ui.Label(text="Anyone", component=discord.ui.MentionableSelect(custom_id="anyone"))
    files: Any = discord.ui.Label(
        text="Files",
        description="At most two",
        component=discord.ui.FileUpload(custom_id="files", max_values=2, required=False),
    )
    hint: Any = discord.ui.TextDisplay("Nothing is stored")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        pointed = [getattr(self, name).component.values[0].name for name in ("role", "place", "anyone")]
        contents = [await file.read() for file in self.files.component.values]
        await interaction.response.send_message(f"{pointed} {contents}")


class PersonBot(Bot):
    """Answers a pressed button, a chosen menu and a message menu."""

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        await super().on_interaction(interaction)
        data: Any = interaction.data
        match data.get("custom_id"):
            case "old":
                await interaction.response.send_modal(OldForm())
            case "pointing":
                await interaction.response.send_modal(PointingForm())
            case "roles" | "channels" | "users" as kind:
                key = {"roles": "roles", "channels": "channels", "users": "members"}[kind]
                await interaction.response.send_message(" ".join(data["resolved"][key]))


def controls() -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="Old", custom_id="old"))
    view.add_item(discord.ui.Button(label="Pointing", custom_id="pointing"))
    view.add_item(discord.ui.Button(label="Site", url="https://example.org"))
    view.add_item(discord.ui.RoleSelect(custom_id="roles", placeholder="Roles"))
    view.add_item(discord.ui.ChannelSelect(custom_id="channels"))
    view.add_item(discord.ui.UserSelect(custom_id="users", max_values=2))
    return view


@pytest.fixture
def channel(standin: DiscordStandIn) -> Channel:
    return next(iter(standin.world.guild.channels.values()))


@pytest.fixture
async def bot(standin: DiscordStandIn, login: Login) -> Bot:
    bot = PersonBot()

    @bot.tree.context_menu(name="Report this message")
    async def report(interaction: discord.Interaction, message: discord.Message) -> None:
        await interaction.response.send_message(f"{message.author.name}: {message.content}", ephemeral=True)

    @bot.tree.command(description="A file")
    async def give(
        interaction: discord.Interaction, file: discord.Attachment, to: discord.Member | discord.Role
    ) -> None:
        await interaction.response.send_message(f"{await file.read()!r} {file.filename} {to.name}")

    await login(bot)
    await bot.sees(lambda: bot.guilds and bot.guilds[0].name)
    return bot


@pytest.fixture
def ada(standin: DiscordStandIn, bot: Bot) -> Person:
    return standin.add_person("Ada Example")


@pytest.fixture
async def panel(bot: Bot, channel: Channel) -> Message:
    embed = discord.Embed(title="Title", description="Words").add_field(name="When", value="Monday")
    embed.set_author(name="Author").set_footer(text="Footer")
    await bot.guilds[0].text_channels[0].send("Panel", embed=embed, view=controls())
    return next(iter(channel.messages.values()))


async def test_embeds_and_controls_are_read(panel: Message) -> None:
    lines = ["Panel", "Author", "Title", "Words", "When: Monday", "Footer", "[Old]", "[Pointing]", "[Site]"]
    assert texts(panel).splitlines() == [*lines, "(Roles)", "(…)", "(…)"]


async def test_message_is_reported(ada: Person, channel: Channel) -> None:
    said = await ada.say(channel, "something rude")
    answer = await (await ada.use_on_message("Report this message", said)).answered()
    assert answer_texts(answer) == "ada.example: something rude"
    with pytest.raises(CannotDoError, match="no context menu"):
        await ada.use_on_message("Praise this message", said)


async def test_file_and_role_are_given_to_a_command(standin: DiscordStandIn, ada: Person) -> None:
    role = standin.world.add_role("Mentors")
    for to, name in ((ada, "ada.example"), (role, "Mentors")):
        options = {"file": Upload("a.txt", b"hello"), "to": to}
        answer = await (await ada.slash(None, "give", options)).answered()
        assert answer_texts(answer) == f"b'hello' a.txt {name}"
    for bad in ({"file": "a.txt", "to": ada}, {"file": Upload("a", b""), "to": "1"}):
        with pytest.raises(CannotDoError):
            await ada.slash(None, "give", bad)


async def test_old_modal_updates_the_message_it_came_from(ada: Person, panel: Message) -> None:
    opened = await (await ada.press(panel, label="Old")).answered()
    assert answer_texts(opened).splitlines() == ["Old"]
    answer = await (await ada.submit(opened.modal)).answered()
    assert answer.message is panel
    assert panel.content == "old: as before"


async def test_modal_points_at_roles_channels_and_files(
    standin: DiscordStandIn, ada: Person, channel: Channel, panel: Message
) -> None:
    role = standin.world.add_role("Mentors")
    opened = await (await ada.press(panel, label="Pointing")).answered()
    assert answer_texts(opened).splitlines() == [
        "Pointing", "Role", "Place", "Anyone", "Files", "At most two", "Nothing is stored",
    ]  # fmt: skip
    values: dict[str, object] = {"Role": role, "Place": channel, "Anyone": ada}
    files = [Upload("a.txt", b"a"), Upload("b.txt", b"b")]
    answer = await (await ada.submit(opened.modal, values | {"Files": files})).answered()
    assert answer_texts(answer) == "['Mentors', 'general', 'ada.example'] [b'a', b'b']"
    opened = await (await ada.press(panel, label="Pointing")).answered()
    without = await (await ada.submit(opened.modal, values)).answered()
    assert answer_texts(without).endswith("[]")
    with pytest.raises(CannotDoError, match="Files takes 1 to 2"):
        await ada.submit(opened.modal, values | {"Files": files * 2})
    linus = standin.add_person("Linus Sample")
    with pytest.raises(CannotDoError, match="open for Ada"):
        await linus.submit(opened.modal, values)


async def test_menus_point_at_things(
    standin: DiscordStandIn, ada: Person, channel: Channel, panel: Message
) -> None:
    role, linus = standin.world.add_role("Mentors"), standin.add_person("Linus Sample")
    chosen: list[tuple[str, list[object], str]] = [
        ("roles", [role], role.id),
        ("channels", [channel], channel.id),
        ("users", [ada, linus], f"{ada.id} {linus.id}"),
    ]
    for custom_id, values, resolved in chosen:
        assert answer_texts(await (await ada.choose(panel, custom_id, values)).answered()) == resolved
    with pytest.raises(CannotDoError, match="3 values"):
        await ada.choose(panel, "users", [ada, linus, ada])
    with pytest.raises(CannotDoError, match="no role"):
        await ada.choose(panel, "roles", ["1"])
    with pytest.raises(CannotDoError, match="is a link"):
        await ada.press(panel, label="Site")


async def test_reply_tells_what_it_answers(bot: Bot, ada: Person, channel: Channel) -> None:
    sent = await bot.guilds[0].text_channels[0].send("question")
    asked = channel.messages[str(sent.id)]
    await ada.say(channel, f"<@{bot.user.id if bot.user else 0}> yes", reply_to=asked)
    await bot.sees(lambda: len(bot.messages) == 2)
    reference = bot.messages[-1].reference
    assert reference is not None
    assert isinstance(reference.resolved, discord.Message)
    assert reference.resolved.content == "question"
    answered = await bot.messages[-1].reply("good")
    assert answered.reference is not None
    assert channel.messages[str(answered.id)].reference is not None


async def test_person_comes_and_goes(standin: DiscordStandIn, ada: Person, channel: Channel) -> None:
    role = standin.world.add_role("Mentors")
    ada.give(role).leave()
    assert not standin.world.sees(ada.user, channel)
    with pytest.raises(CannotDoError, match="does not see"):
        await ada.say(channel, "let me in")
    assert ada.join(role).member.roles == [role.id]
    await ada.say(channel, "back")
    assert (await ada.sees_message(channel, "back")).author is ada.user


async def test_person_is_found_by_name_or_id(standin: DiscordStandIn, ada: Person) -> None:
    for who in ("Ada Example", "ada.example", ada.id, ada.user):
        assert standin.person(who).user is ada.user
    assert standin.add_person("Ada Example").user.name == "ada.example2"
    with pytest.raises(LookupError):
        standin.person("Nobody")
    with pytest.raises(TimeoutError):
        await ada.receives_dm("never", 0.01)
