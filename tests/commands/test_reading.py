"""What people read around their answers: the zone in which a time is meant, and labels as French has them."""

import json

from bot.dialog.view import View
from bot.discord import render as discord
from bot.telegram import render as telegram
from bot.views.parts import named, user
from core.groups.model import LinkKind
from tests.commands.town import CATALOGUE, Town

FRENCH = CATALOGUE.words("fr", "Europe/Paris")


async def test_a_time_is_asked_with_the_zone_in_which_it_will_be_read(town: Town) -> None:
    grace = await town.person("Grace Specimen")
    group = await town.group()
    await town.link(grace, group, LinkKind.MENTOR)
    asked = await grace.begin(
        "session create", group=str(group.id), title="One", mode="ONLINE", description="-"
    )
    assert asked.questions[0].param == "start"
    assert asked.questions[0].hint == "For example: tomorrow 6 pm, or 2026-03-04 18:00 (UTC)"


def test_french_parts_a_label_from_its_colon(town: Town) -> None:
    view = View(title=user("Session"), fields=(named(FRENCH, "group", user("Python")),))
    sealer = town.engine.sealer(None)
    cards = discord.card(view, FRENCH, sealer), discord.plain(view, FRENCH)
    card, plain = (json.dumps(one.components, ensure_ascii=False) for one in cards)
    assert "**Groupe\u00a0:** Python" in card
    assert "Groupe\u00a0: Python" in plain
    assert "<b>Groupe\u00a0:</b> Python" in telegram.message(view, FRENCH, sealer).body.html
