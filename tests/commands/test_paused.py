"""While an admin has paused all changes: told before the first question, and no answer is lost."""

import pytest

from bot.dialog.asking import Asking
from bot.dialog.command import REGISTRY
from bot.dialog.incoming import Pressed
from bot.dialog.view import Press, View
from bot.views.pausing import BUTTONS
from core.operations import switches
from core.switches import Switch
from tests.commands.town import CATALOGUE, Town, text_of
from tests.proofs.deeds import DEEDS
from tests.proofs.pressing import OWN, meanings

PAUSED = "paused all changes"
ASKED_ALL_THE_SAME = {"session attendance"}
"""Shows who came first, and changes something with its buttons only."""


@pytest.mark.parametrize(
    ("command", "told"),
    [("group show", False), ("find-sessions", False), ("group join", True), ("mentor apply", True)],
)
async def test_it_is_told_before_the_first_question(town: Town, command: str, *, told: bool) -> None:
    await town.group()
    boss, ada = await town.person("Margo Admin", admin=True), await town.person("Ada Example")
    await boss.acts(switches.pause, Switch.READ_ONLY)
    answer = await ada.send(Pressed(await ada.sealed(Press(command, {}))))
    assert (PAUSED in text_of(answer)) == told
    assert isinstance(answer, Asking) != told


async def test_answers_given_before_a_pause_are_kept(town: Town) -> None:
    await town.group("Rust")
    boss, ada = await town.person("Margo Admin", admin=True), await town.person("Ada Example")
    asking = await ada.begin("group join")
    chosen = asking.questions[0].choices[0].value
    await boss.acts(switches.pause, Switch.READ_ONLY)
    refused = await ada.answer(asking, chosen)
    assert PAUSED in text_of(refused)
    assert isinstance(refused, Asking)
    await boss.acts(switches.resume, Switch.READ_ONLY)
    done = await ada.answer(refused, chosen)
    assert isinstance(done, View)
    assert "Rust" in text_of(done)


def test_a_command_that_asks_is_said_to_read_where_it_does() -> None:
    """Without the word it is refused while changes are paused, although it changes nothing."""
    reading = {
        one.command
        for one in meanings()
        if any(param.asked and not param.hidden for param in REGISTRY.commands[one.command].params)
        and (one.does == OWN or DEEDS[one.does].reads)
    }
    assert {one.name for one in REGISTRY if one.reads} == reading | ASKED_ALL_THE_SAME


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("switch", Switch)
def test_what_pauses_and_what_resumes_name_the_same_thing(switch: Switch, language: str) -> None:
    """Only the verb differs."""
    words = CATALOGUE.words(language, "UTC")
    pause, resume = (words.label(f"button-{key}").split(" ", 1) for key in BUTTONS[switch])
    verbs = {"en": ("Pause", "Resume"), "fr": ("Suspendre", "Reprendre")}
    assert (pause[0], resume[0]) == verbs[language]
    assert pause[1] == resume[1]
