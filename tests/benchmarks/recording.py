"""Keeping figures in docs/performance.md, each line's between its own two marks."""

import re
from datetime import date
from pathlib import Path

from tests.benchmarks.measuring import Line

DOCUMENT = Path(__file__).parents[2] / "docs" / "performance.md"


def keep(name: str, title: str, lines: list[Line], machine: str, on: date) -> None:
    """Replace what the document says of one measurement. Raises ValueError where it has no marks for it."""
    rows = [f"| {line.name} | {line.measured} | {line.goal} | {line.detail} |" for line in lines]
    table = "\n".join(
        [
            f"<!-- {name} -->",
            f"**{title}**, {on.isoformat()}; {machine}",
            "",
            "| | measured | must · stretch | detail |",
            "|---|---|---|---|",
            *rows,
            f"<!-- /{name} -->",
        ]
    )
    text = DOCUMENT.read_text("utf-8")
    marked = re.compile(rf"<!-- {name} -->.*?<!-- /{name} -->", re.DOTALL)
    if not marked.search(text):
        raise ValueError(f"{DOCUMENT.name} has no place for {name}: <!-- {name} --><!-- /{name} -->")
    DOCUMENT.write_text(marked.sub(lambda _: table, text), "utf-8")
