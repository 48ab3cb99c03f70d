"""Somebody whose app speaks French reads French, on either platform, without asking for it."""

from bot.dialog.catalogue import FluentCatalogue
from tests.journeys.players import DiscordPlayer, TelegramPlayer
from tests.journeys.world import GROUP, World

CATALOGUE = FluentCatalogue(strict=True)
FRENCH = CATALOGUE.words("fr", "UTC")
ENGLISH = CATALOGUE.words("en", "UTC")


async def test_a_french_person_on_telegram_reads_french(world: World) -> None:
    admin = world.on_discord("Margo Admin", admin=True)
    zoe = TelegramPlayer(
        world.telegram, world.telegram.person("Zoé Exemple", language_code="fr", started=True), world.names
    )
    ada = world.on_telegram("Ada Example")
    await world.open()
    await admin.do("group create", {"name": GROUP, "description": "Everything about Python"})
    assert FRENCH.label("home-title", name="Zoé Exemple") in await zoe.do("home")
    assert FRENCH.label("settings-title", changed=False) in await zoe.do("settings")
    assert zoe.person.commands()["groups"] == FRENCH.label("cmd-group-list")
    assert FRENCH.label("groups-title") in await zoe.do("group list")
    assert FRENCH.label("group-joined", title=GROUP) in await zoe.press(FRENCH.label("button-join-group"))
    assert ENGLISH.label("groups-title") in await ada.do("group list")
    assert ada.person.commands()["groups"] == ENGLISH.label("cmd-group-list")


async def test_a_french_person_on_discord_reads_french(world: World) -> None:
    person = world.discord.add_person("Zoé Exemple", locale="fr")
    zoe = DiscordPlayer(world.discord, person, world.lobby)
    await world.open()
    assert FRENCH.label("home-title", name="Zoé Exemple") in await zoe.do("home")
    (home,) = [one for one in person.commands(world.lobby) if one["name"] == "home"]
    assert home["description"] == ENGLISH.label("cmd-home")
    assert home["description_localizations"]["fr"] == FRENCH.label("cmd-home")
