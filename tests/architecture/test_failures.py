"""The page of failures names only what exists, and every failure once."""

import ast
import re
from functools import cache

import pytest

from tests.architecture.source import ROOT

PAGE = (ROOT / "docs" / "failures.md").read_text("utf-8")
ROW = re.compile(r"\| (\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|")
ROWS = [ROW.fullmatch(line) for line in PAGE.splitlines() if re.match(r"\| \d", line)]
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
PATH = re.compile(r"`((?:bot|core|storage|tests|docs|deploy)/[\w/.-]+)`")
BESIDE = re.compile(r"`(\w+\.py)`")
"""A file without its folder lies beside the one named before it."""
UNBUILT = ("not built yet", "open: ")


@cache
def functions(path: str) -> frozenset[str]:
    """The tests of a file."""
    tree = ast.parse((ROOT / path).read_text("utf-8"), path)
    return frozenset(
        node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def test_every_failure_has_one_row() -> None:
    assert None not in ROWS
    assert [int(row[1]) for row in ROWS if row] == list(range(1, 89))


@pytest.mark.parametrize("row", [row for row in ROWS if row], ids=lambda row: row[1])
def test_what_a_row_names_exists(row: re.Match[str]) -> None:
    tests = TEST.findall(row[4])
    assert tests or row[3].startswith(UNBUILT), "a row shows a test, or says what is missing"
    for path, name in tests:
        assert (ROOT / path).is_file(), path
        assert name in functions(path), f"{path}::{name}"
    folder = None
    for mention in re.finditer(r"`[^`]+`", row[3]):
        if path := PATH.fullmatch(mention[0]):
            assert (ROOT / path[1]).exists(), path[1]
            folder = (ROOT / path[1]).parent
        elif beside := BESIDE.fullmatch(mention[0]):
            assert folder is not None
            assert (folder / beside[1]).is_file(), beside[1]
