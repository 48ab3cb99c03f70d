"""Imports run bot → core ← storage, and each platform's library has one room; design.md §3."""

import sys
from textwrap import dedent

import pytest

from tests.architecture.source import PACKAGES, Source, circle, imported, sources

COMPOSITION = ("bot/app.py", "bot/composing.py", "bot/checking.py", "bot/upkeep.py")
"""Who may see storage: what builds the programme."""

PLATFORMS = {
    "discord": ("bot/discord", "tests"),
    "telegram": ("bot/telegram", "tests"),
}
CORE_LIBRARIES = {"babel"}
"""What the core may use beside the standard library: calculation, no input and no output."""

SILENT_MODULES = {
    "asyncio",
    "socket",
    "ssl",
    "subprocess",
    "threading",
    "sqlite3",
    "http",
    "urllib.request",
    "logging",
    "os",
}
"""Parts of the standard library that talk to something outside; the core uses none."""


def offences(places: tuple[str, ...], *modules: str) -> list[str]:
    """Imports of these modules anywhere but in these places."""
    return [
        found for source in sources() if not source.within(*places) for found in imported(source, *modules)
    ]


def test_core_sees_neither_bot_nor_storage() -> None:
    assert [
        found for one in sources() if one.package == "core" for found in imported(one, "bot", "storage")
    ] == []


def test_storage_sees_no_bot() -> None:
    assert [found for one in sources() if one.package == "storage" for found in imported(one, "bot")] == []


def test_only_the_composition_sees_storage() -> None:
    assert offences((*COMPOSITION, "storage", "tests"), "storage") == []


@pytest.mark.parametrize("library", sorted(PLATFORMS))
def test_a_platforms_library_has_one_room(library: str) -> None:
    assert offences(PLATFORMS[library], library) == []


def test_only_storage_says_sql() -> None:
    assert offences(("storage", "tests"), "sqlalchemy", "aiosqlite", "asyncpg", "sqlite3", "alembic") == []


def test_nothing_of_the_project_imports_its_tests() -> None:
    assert offences(("tests",), "tests", "pytest", "hypothesis") == []


def test_core_imports_no_library_that_reads_or_writes() -> None:
    known = sys.stdlib_module_names | CORE_LIBRARIES | {"core"}
    core = [one for one in sources() if one.package == "core"]
    assert [found for one in core for found in imported(one, *SILENT_MODULES)] == []
    imports = [(f"{one.path}:{line}", name) for one in core for line, name in one.imports()]
    assert [found for found in imports if found[1].split(".")[0] not in known] == []


def test_imports_run_in_no_circle() -> None:
    found = circle([one for one in sources() if one.package in PACKAGES])
    assert not found, " is imported by ".join(found)


def written(path: str, text: str) -> Source:
    """A file that is not there."""
    source = Source(path)
    source.__dict__["text"] = dedent(text)
    return source


def test_an_offence_would_be_seen() -> None:
    source = written(
        "core/x.py",
        """
        from storage import tables

        def late():
            import discord.ext.commands as c
        """,
    )
    assert imported(source, "storage") == ["core/x.py:2 storage.tables"]
    assert imported(source, "discord") == ["core/x.py:5 discord.ext.commands"]
    assert imported(source, "disc") == []


def test_a_circle_would_be_seen() -> None:
    package = written("bot/a/__init__.py", "from bot.a.b import B")
    above = written("bot/a/b.py", "from bot.a import c")
    below = written("bot/a/c.py", "")
    assert circle([package, above, below]) == []
    looks_up = written("bot/a/c.py", "if TYPE_CHECKING:\n    from bot.a.b import B")
    assert set(circle([package, above, looks_up])) == {"bot.a.b", "bot.a.c"}
