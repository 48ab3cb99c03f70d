"""What no file of the project may be or hold; what is exempt stands here."""

import ast
import re

import pytest

from tests.architecture.source import ROOT, Source, sources

LONGEST_FILE = 350
LONGEST_FUNCTION = 60
BANNED_NAMES = {
    "util",
    "utils",
    "helper",
    "helpers",
    "manager",
    "managers",
    "processor",
    "processors",
    "misc",
    "common",
}
CLOCK = "core/clock.py"
AWAITED = ("core/ports/unit_of_work.py",)
"""Where the core names the two calls the edge awaits: write and read."""
READS_THE_ENVIRONMENT = ("bot/command_line.py", "bot/sandbox/child.py", "tests")
REASONED = re.compile(r"#\s*(?:noqa(?::\s*[A-Z0-9, ]+)?|type:\s*ignore(?:\[[\w, -]+\])?)(?P<reason>.*)")
UNFINISHED = re.compile(r"\b(?:T[O]DO|F[I]XME|X[X]X)\b|\bNotImplemented[E]rror\b")
MACHINE_PATH = re.compile(r"(?<![\w.:/])/(?:home|root|Users|work)/\w")
OURS = [source for source in sources() if source.package != "tests"]
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(source: Source) -> list[Function]:
    """Every function and method of a file."""
    return [node for node in ast.walk(source.tree) if isinstance(node, Function)]


def test_no_file_is_longer_than_one_can_keep_in_mind() -> None:
    long = {one.path: lines for one in sources() if (lines := len(one.text.splitlines())) > LONGEST_FILE}
    assert long == {}


def test_no_function_is_longer_than_a_page() -> None:
    long = [
        f"{one.path}:{node.lineno} {node.name}"
        for one in OURS
        if "/migrations/" not in one.path
        for node in functions(one)
        if (node.end_lineno or node.lineno) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_no_file_or_folder_has_a_name_that_says_nothing() -> None:
    named = [one.path for one in sources() if BANNED_NAMES & set(one.path.removesuffix(".py").split("/"))]
    assert named == []


def test_nothing_is_left_for_later() -> None:
    found = [
        f"{one.path}:{number}"
        for one in sources()
        for number, line in enumerate(one.text.splitlines(), start=1)
        if UNFINISHED.search(line)
    ]
    assert found == []


def test_every_exemption_says_why() -> None:
    bare = [
        f"{one.path}:{number} {line.strip()}"
        for one in sources()
        for number, line in enumerate(one.text.splitlines(), start=1)
        if (found := REASONED.search(line))
        and len(found["reason"].strip(" -#")) < len("a reason")
        and "re.compile" not in line
    ]
    assert bare == []


def test_only_the_clock_tells_the_time() -> None:
    told = [
        f"{one.path}:{node.lineno} {ast.unparse(node)}"
        for one in OURS
        if one.path != CLOCK
        for node in ast.walk(one.tree)
        if isinstance(node, ast.Attribute)
        and ast.unparse(node)
        in {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}
    ]
    assert told == []


def test_the_environment_is_read_in_one_place() -> None:
    read = [
        f"{one.path}:{node.lineno}"
        for one in sources()
        if not one.within(*READS_THE_ENVIRONMENT)
        for node in ast.walk(one.tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node) in {"os.environ", "os.getenv", "os.environb"}
    ]
    assert read == []


def test_the_core_is_synchronous() -> None:
    found = [
        f"{one.path}:{node.lineno}"
        for one in sources()
        if one.package == "core" and one.path not in AWAITED
        for node in ast.walk(one.tree)
        if isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncWith | ast.AsyncFor)
    ]
    assert found == []


def test_every_module_begins_by_saying_what_it_is() -> None:
    silent = [one.path for one in sources() if one.tree.body and ast.get_docstring(one.tree) is None]
    assert silent == []


@pytest.mark.parametrize("pattern", ["requirements*.lock", "pyproject.toml", "Makefile", ".ci/*"])
def test_no_file_that_installs_names_an_address(pattern: str) -> None:
    found = [
        path.name for path in sorted(ROOT.glob(pattern)) if re.search(r"https?://", path.read_text("utf-8"))
    ]
    assert found == []


def test_locks_pin_every_line_with_hashes() -> None:
    for lock in sorted(ROOT.glob("requirements*.lock")):
        text = lock.read_text("utf-8")
        pins = re.findall(r"(?m)^[a-z0-9][\w.-]*(?:\[[\w,-]+\])?==\S+", text)
        entries = re.findall(r"(?m)^[^\s#].*$", text)
        assert len(pins) == len(entries) > 0, lock.name
        assert len(re.findall(r"(?m)^[^\s#].*\\\n    --hash=sha256:", text)) == len(entries), lock.name


def test_the_tools_lock_agrees_with_the_runtime_lock() -> None:
    runtime, tools = (
        set(re.findall(r"(?m)^[^\s#][^\\]*", (ROOT / name).read_text("utf-8")))
        for name in ("requirements.lock", "requirements-dev.lock")
    )
    assert runtime - tools == set()


def test_no_path_of_a_machine_is_written_anywhere() -> None:
    texts = [
        path
        for path in ROOT.iterdir()
        if path.is_file() and path.suffix in {"", ".md", ".toml", ".yaml"} and path.name != ".coverage"
    ]
    named = [path.name for path in texts if MACHINE_PATH.search(path.read_text("utf-8", errors="replace"))]
    assert named + [one.path for one in sources() if MACHINE_PATH.search(one.text)] == []
