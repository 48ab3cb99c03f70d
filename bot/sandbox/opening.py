"""What the invented community has done before anybody looks: played as people would, by scripts."""

from pathlib import Path

from bot.sandbox.performing import perform
from bot.sandbox.script import read_script
from bot.sandbox.stage import Stage

SCRIPTS = Path(__file__).parent / "scripts"
OPENING = SCRIPTS / "opening.txt"
ARRIVALS = SCRIPTS / "arrivals.txt"


async def open_programme(stage: Stage) -> None:
    """Play the opening; raises StepFailedError when the bot does not do what it should."""
    await perform(stage, read_script(OPENING), lambda _line: None)


async def see_arrivals(stage: Stage) -> None:
    """Wait until everybody has been told of the opening; raises StepFailedError when somebody is not."""
    await perform(stage, read_script(ARRIVALS), lambda _line: None)
