"""The page about security names files that exist, and only those."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "security.md"
NAMED = re.compile(r"`((?:bot|core|storage|tests|deploy|docs)/[\w./-]+|\.ci/run|Makefile)`")


def test_every_file_it_names_exists() -> None:
    named = set(NAMED.findall(PAGE.read_text("utf-8")))
    assert len(named) > 60
    assert sorted(one for one in named if not (ROOT / one).exists()) == []


def test_every_line_says_where_and_by_what_it_is_shown() -> None:
    rows = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("|")][2:]
    assert len(rows) > 30
    empty = [row for row in rows if any(not cell.strip(" –") for cell in row.strip("|").split("|"))]
    assert empty == []
