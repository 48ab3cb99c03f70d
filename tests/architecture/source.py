"""The project's own Python files, parsed once, and what they import."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
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

    def imports(self) -> Iterator[tuple[int, str]]:
        """Line and full name of everything imported, however deep; `from a import b` is both a and a.b."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.lineno, node.module
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
