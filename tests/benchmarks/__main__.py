"""`python -m tests.benchmarks [LINE …]`: measure, print a table, and with --record keep it."""

import argparse
import asyncio
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.config.settings import Log
from bot.logs import configure
from core.clock import SystemClock
from tests.benchmarks import commands, faces, fanout, lateness, lists, queue, recording, starting, storing
from tests.benchmarks.measuring import Line, machine
from tests.benchmarks.setting import Setting

Measure = Callable[[Setting], Awaitable[list[Line]]]
MEASURES: dict[str, tuple[str, Measure]] = {
    "storage": ("A join in storage, 64 at once", storing.measure),
    "faces": ("A join end to end, 64 at once", faces.measure),
    "commands": ("Commands a second beside a REST server", commands.measure),
    "fanout": ("A fan-out against the platforms' limits, while others type commands", fanout.measure),
    "queue": ("The outbox", queue.measure),
    "lateness": ("Flips and reminders among many future sessions", lateness.measure),
    "lists": ("Lists among very many sessions", lists.measure),
    "start": ("Process start", starting.measure),
}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("lines", nargs="*", metavar="LINE", help=f"{', '.join(MEASURES)}; all by default")
    parser.add_argument("--sessions", type=int, default=1_000_000, help="how many sessions are loaded")
    parser.add_argument("--places", type=int, default=10, help="participants a session")
    parser.add_argument("--folder", type=Path, help="keep loaded files here, and use those that are there")
    parser.add_argument("--without-postgresql", action="store_true")
    parser.add_argument("--record", action="store_true", help="write the figures to docs/performance.md")
    chosen = parser.parse_args()
    if unknown := set(chosen.lines) - set(MEASURES):
        parser.error(f"no such line: {', '.join(sorted(unknown))}; there are {', '.join(MEASURES)}")
    return chosen


def _shown(title: str, lines: list[Line]) -> Table:
    table = Table(title=title, title_justify="left")
    for heading in ("", "measured", "must · stretch", "detail"):
        table.add_column(heading, overflow="fold")
    for line in lines:
        table.add_row(line.name, line.measured, line.goal, line.detail)
    return table


async def _run(chosen: argparse.Namespace, folder: Path) -> None:
    console = Console(width=max(120, Console().width))
    clock = SystemClock()
    setting = Setting(
        folder,
        chosen.folder or folder,
        chosen.sessions,
        chosen.places,
        postgres=not chosen.without_postgresql,
    )
    for name in chosen.lines or MEASURES:
        title, measure = MEASURES[name]
        before = machine()
        lines = await measure(setting)
        console.print(_shown(title, lines))
        console.print(before, style="dim")
        if chosen.record:
            recording.keep(name, title, lines, before, clock.now().date())


def main() -> None:
    """Measure what was asked for; files lie in a directory that is removed afterwards."""
    chosen = _arguments()
    configure(Log())  # as the program does: by default what nobody wants to read is written all the same
    with tempfile.TemporaryDirectory(prefix="mentorbot-bench-") as folder:
        asyncio.run(_run(chosen, Path(folder)))


if __name__ == "__main__":
    main()
