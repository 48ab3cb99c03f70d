"""The project's own Python files, parsed once, and what they import."""

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "core", "storage")


@dataclass(frozen=True)
class Source:
    """One file: its path as the tests write it, and its tree."""

    path: str

    @cached_property
    def text(self) -> str:
        """The file's text."""
        return (ROOT / self.path).read_text("utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed file."""
        return ast.parse(self.text, self.path)

    @property
    def package(self) -> str:
        """The top-level package the file lies in."""
        return self.path.split("/", 1)[0]

    @property
    def module(self) -> str:
        """The name it is imported by."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def imports(self) -> Iterator[tuple[int, str]]:
        """Line and full name of everything imported, wherever in the file; `from a import b` is a.b."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)

    def within(self, *places: str) -> bool:
        """Whether the file is one of these places or lies inside one of them."""
        return any(self.path == place or self.path.startswith(f"{place.rstrip('/')}/") for place in places)


@lru_cache(maxsize=1)
def sources() -> tuple[Source, ...]:
    """Every Python file of the three packages and the tests."""
    found = (path for top in (*PACKAGES, "tests") for path in (ROOT / top).rglob("*.py"))
    return tuple(Source(path.relative_to(ROOT).as_posix()) for path in sorted(found))


def imported(source: Source, *modules: str) -> list[str]:
    """Where this file imports one of these modules or something inside it, as `path:line name`."""
    return sorted(
        {
            f"{source.path}:{line} {name}"
            for line, name in source.imports()
            if any(name == module or name.startswith(f"{module}.") for module in modules)
        }
    )


def circle(files: Collection[Source]) -> list[str]:
    """Modules of which each is imported by the next and the last is the first again; empty without any."""
    known = {source.module for source in files}
    needs = {
        source.module: {_of(known, name) for _, name in source.imports()} - {source.module, ""}
        for source in files
    }
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as found:
        return list(found.args[1])
    return []


def _of(modules: set[str], name: str) -> str:
    """The module of these that an imported name is or lies in; empty for none."""
    while name and name not in modules:
        name = name.rpartition(".")[0]
    return name
