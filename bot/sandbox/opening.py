"""What the invented community has done before anybody looks: played as people would, by scripts."""

from pathlib import Path
from typing import TYPE_CHECKING

from bot.sandbox.performing import perform
from bot.sandbox.script import read_script

if TYPE_CHECKING:
    from bot.sandbox.host import Sandbox

SCRIPTS = Path(__file__).parent / "scripts"
OPENING = SCRIPTS / "opening.txt"
ARRIVALS = SCRIPTS / "arrivals.txt"


async def open_programme(sandbox: "Sandbox") -> None:
    """Play the opening; raises StepFailedError when the bot does not do what it should."""
    await perform(sandbox, read_script(OPENING), lambda _line: None)


async def see_arrivals(sandbox: "Sandbox") -> None:
    """Wait until everybody has been told of the opening; raises StepFailedError when somebody is not."""
    await perform(sandbox, read_script(ARRIVALS), lambda _line: None)
