"""Which sentences the code uses, read off its source."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("bot/commands", "bot/views", "bot/notices")
PREFIXES = {"button": "button-", "named": "field-", "told": "field-"}
"""Functions whose second argument names a sentence, with what they put in front."""
PLAIN = {"empty_page": 2, "numbered": 1}
"""Functions one of whose arguments is a sentence's whole name."""


def files(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    """Every file of these folders, parsed."""
    for folder in folders or FOLDERS:
        for path in sorted((ROOT / folder).glob("*.py")):
            yield path, ast.parse(path.read_text("utf-8"))


def called(node: ast.Call) -> str:
    """The name of what is called."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def constants(node: ast.expr) -> Iterator[str]:
    """Every text an expression can be, as far as it is written out."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp():
            yield from constants(node.body)
            yield from constants(node.orelse)


def used() -> set[str]:
    """Names of sentences written out where they are said, and texts that may name one."""
    found: set[str] = set()
    for _, tree in files():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                found.update(_of_call(node))
    return found


def _of_call(node: ast.Call) -> Iterator[str]:
    name = called(node)
    if name in {"say", "label"} and node.args:
        yield from constants(node.args[0])
    if name in PREFIXES and len(node.args) > 1:
        yield from (PREFIXES[name] + text for text in constants(node.args[1]))
    if name in PLAIN and len(node.args) > PLAIN[name]:
        yield from constants(node.args[PLAIN[name]])


def texts() -> set[str]:
    """Every text in the code, for names that are put together or kept in a table."""
    return {
        node.value
        for _, tree in files()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def refusals() -> dict[str, list[frozenset[str]]]:
    """Codes of refusals raised in the core, with the names of the facts given each time."""
    found: dict[str, list[frozenset[str]]] = {}
    folders = [path.relative_to(ROOT).as_posix() for path in (ROOT / "core").iterdir() if path.is_dir()]
    for _, tree in files("core", *folders):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and called(node) in {"Refusal", "Denied", "Outdated"} and node.args:
                facts = frozenset(word.arg for word in node.keywords if word.arg)
                for code in constants(node.args[0]):
                    found.setdefault(code, []).append(facts)
    return found
