"""Scripts: what they may say, what is told when they cannot go on; the transcripts among the documents."""

import subprocess
from pathlib import Path

import pytest

from bot.sandbox.opening import SCRIPTS
from bot.sandbox.script import ScriptError, Verb, parsed
from tests.sandbox.test_command_line import BARE, command

TRANSCRIPTS = Path(__file__).parents[2] / "docs" / "transcripts"


def played(script: Path) -> subprocess.CompletedProcess[str]:
    """What `mentorbot sandbox --script` says."""
    # The command is this very interpreter with the program under test.
    return subprocess.run(  # noqa: S603 see above
        command("sandbox", "--script", str(script)), env=BARE, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("name", ["story", "swapped"])
def test_the_transcripts_in_the_documentation_are_true(name: str) -> None:
    """A notice may arrive a moment earlier or later, so that it stands elsewhere or once more."""
    said = played(SCRIPTS / f"{name}.txt")
    assert said.returncode == 0, said.stderr
    shown = (TRANSCRIPTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    missing = [line for line in shown if line not in said.stdout.splitlines()]
    assert missing == [], f"play it anew: mentorbot sandbox --script {SCRIPTS / name}.txt > docs/transcripts"


def test_a_step_says_who_where_and_what() -> None:
    script = parsed('clock starts 2026-03-02 09:00\nAda on discord: /home\n… presses "Join" beside "Hints"\n')
    assert script.begins is not None
    first, second = script.steps
    assert (first.who, first.platform, first.verb, first.words) == ("Ada", "discord", Verb.WRITES, ("/home",))
    assert (second.who, second.verb, second.words, second.about) == ("Ada", Verb.PRESSES, ("Join",), "Hints")


@pytest.mark.parametrize(
    "line", ["Ada dances", "… sees", "Ada on a boat: /home", "clock +1 week", "clock -1 h"]
)
def test_a_line_that_says_nothing_known_is_named(line: str) -> None:
    with pytest.raises(ScriptError, match="line 2: this says nothing I know"):
        parsed(f"# A comment\n{line}\n")


def test_an_unreadable_script_is_named(tmp_path: Path) -> None:
    said = played(tmp_path / "missing.txt")
    assert (said.returncode, said.stdout) == (2, "")
    assert "missing.txt cannot be read" in said.stderr


def test_an_unknown_person_is_told_apart_from_those_who_are_here(tmp_path: Path) -> None:
    script = tmp_path / "script.txt"
    script.write_text('Ada on discord: /home\n… sees "Ada"\nNemo on telegram: /start\n', encoding="utf-8")
    said = played(script)
    assert said.returncode == 1
    assert "script.txt, line 3: Nemo on telegram" in said.stderr
    assert "There is nobody called 'Nemo' here. There are Ada Example, " in said.stderr
    assert said.stdout.startswith("Ada on discord: /home\n")


def test_a_step_that_cannot_be_done_says_what_is_seen_instead(tmp_path: Path) -> None:
    script = tmp_path / "script.txt"
    script.write_text('Otto on discord: /session browse\n… presses "Fly"\n', encoding="utf-8")
    said = played(script)
    assert said.returncode == 1
    assert "does not see a button “Fly”" in said.stderr
    assert "Otto sees:\n    Sessions you can join" in said.stderr
