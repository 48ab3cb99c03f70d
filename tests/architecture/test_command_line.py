"""What sentences and documents tell an operator to type can be typed."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from bot.command_line import cli

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"[`/]mentorbot ([a-z]+)")
TOLD = [
    *(ROOT / "docs").glob("*.md"),
    *(ROOT / "docs" / "decisions").glob("*.md"),
    ROOT / "deploy" / "mentorbot.service",
    *(path for folder in ("bot", "core", "storage") for path in (ROOT / folder).rglob("*.py")),
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "config.toml",
]


@pytest.mark.parametrize("path", TOLD, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_that_is_named_exists(path: Path) -> None:
    known = set(get_command(cli).commands)  # type: ignore[attr-defined]  # a group has them
    assert set(NAMED.findall(path.read_text("utf-8"))) <= known


def test_it_looks_at_something() -> None:
    found = {name for path in TOLD for name in NAMED.findall(path.read_text("utf-8"))}
    assert found >= {"run", "backup", "restored", "verify", "check"}
