"""Time zones by the name that a city has in one's own language, with its accents or without."""

import pytest

from bot.dialog.asking import Asking
from bot.dialog.incoming import Invoke, Pressed
from bot.dialog.view import Press, View
from core.people.model import Identity, Platform
from tests.commands.town import Somebody, Town, text_of


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("Londres", "Europe/London"),
        ("bruxelles", "Europe/Brussels"),
        ("Le Caire", "Africa/Cairo"),
        ("Montréal", "America/Montreal"),
        ("La Réunion", "Indian/Reunion"),
        ("New York", "America/New York"),
    ],
)
async def test_a_city_as_it_is_called_in_french(town: Town, said: str, zone: str) -> None:
    marie = Somebody(town, Identity(Platform.TELEGRAM, "77", "Marie Exemple", language="fr"))
    await marie.send(Invoke("home"))
    assert marie.reply is not None
    marie.id = marie.reply.person_id or 0
    asked = await marie.send(Pressed(await marie.sealed(Press("settings-zone"))))
    assert isinstance(asked, Asking)
    answer = await marie.send_typed(said)
    if isinstance(answer, Asking):
        labels = [choice.label for choice in answer.questions[0].choices]
        assert zone in labels[0], labels
        answer = await marie.answer(answer, answer.questions[0].choices[0].value)
    assert isinstance(answer, View)
    assert zone in text_of(answer).replace("_", " ")
