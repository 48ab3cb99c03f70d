"""Writes docs/permissions.md from the tables that the matrix holds the core to.

python -m tests.proofs.permissions
"""

from collections.abc import Iterator
from pathlib import Path

from bot.dialog.command import REGISTRY, Command
from tests.proofs.areas import AREAS
from tests.proofs.expected import TABLES, WORDS
from tests.proofs.pressing import OWN, Meaning, meanings
from tests.proofs.table import Line, Table

PAGE = Path(__file__).parents[2] / "docs" / "permissions.md"
_HEAD = """# Who may do what

Made by `python -m tests.proofs.permissions`; a test compares. Do not edit this page: the tables are kept in
`tests/proofs/permissions.txt` and `tests/proofs/commands.txt`, written from the rules and not from the
program, and every test run tries each cell as everybody, in every state, on the real use cases and storage.

What is not allowed here is refused (`core/permissions.py` denies by default). Who tries comes before the
state: somebody who may never do a thing does not learn in which state it is. An attempt by the wrong person
is noted in the audit log and changes nothing. Roles are read in the transaction that acts, so one that was
taken away acts at once.

## Words

"""


def page() -> str:
    """The whole page."""
    parts = [_HEAD, *(f"- **{word}**: {told}\n" for word, told in WORDS.items())]
    parts += [part for name, table in TABLES.items() for part in _area(name, table)]
    return "".join([*parts, *_commands()])


def _area(name: str, table: Table) -> Iterator[str]:
    several = len(table.states) > 1
    yield f"\n## {name.capitalize()}\n\n"
    yield _row("Action", "Who may", "Never", *(table.states if several else ()), "Rule")
    yield _row(*["---"] * 3, *[":-:" for _ in table.states if several], "---")
    for line in table.lines:
        marks = ["✓" if line.when[state] else "–" for state in table.states]
        yield _row(
            f"`{line.what}`",
            _who(line),
            ", ".join(sorted(line.never)),
            *(marks if several else ()),
            line.rule,
        )
    late = [
        f"“{state}” counts as {column}" for state, column in AREAS[name].states.items() if state != column
    ]
    if late:
        yield f"\nTried too: {'; '.join(late)}.\n"


def _who(line: Line) -> str:
    return ", ".join(sorted(line.who)) or "nobody"


def _commands() -> Iterator[str]:
    yield "\n## Commands\n\nWhat each command comes down to; “own” is what is theirs.\n\n"
    yield _row("Discord", "Telegram", "Action", "When it is given")
    yield _row(*["---"] * 4)
    for meaning in meanings():
        yield _command(REGISTRY.commands[meaning.command], meaning)


def _command(command: Command, meaning: Meaning) -> str:
    does = "own" if meaning.does == OWN else f"`{meaning.does}`"
    names = (
        (f"`/{command.name}`", f"`/{command.telegram}`")
        if command.menu
        else (f"button `{command.name}`", "button")
    )
    return _row(*names, does, ", ".join(meaning.giving))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
