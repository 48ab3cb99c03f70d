"""A known weakness turns a change down; an advisory service out of reach is said loudly, and is no answer."""

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.supply.audit import KNOWN, LOCKS, WRONG, understood

ROOT = Path(__file__).parents[2]
LINE = re.compile(r"^[a-z0-9._-]+.*==.*", re.MULTILINE | re.IGNORECASE)
LOCK = """\
aiolimiter==1.2.1 --hash=sha256:d3f249e9059a20badcb56b61601a83556133655c11d1eb3dd3e04ff069e5f3c7
aiosqlite==0.22.1 --hash=sha256:21c002eb13823fad740196c5a2e9d8e62f6243bd9e7e4a1f87fb5e44ecb4fceb
"""
WEAKNESS = {
    "id": "GHSA-test-test-test",
    "summary": "Recorded",
    "affected": [
        {
            "package": {"name": "aiosqlite", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "0.22.2"}]}],
        }
    ],
}


class Service(BaseHTTPRequestHandler):
    """Answers as the OSV service does."""

    weak: frozenset[str] = frozenset()
    fails = False

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        known = {"vulns": [WEAKNESS]} if asked["package"]["name"] in self.weak else {}
        self.send_response(503 if self.fails else 200)
        self.end_headers()
        self.wfile.write(json.dumps(known).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def service() -> Iterator[type[Service]]:
    class Mine(Service):
        """This test's own."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Mine)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    Mine.server_version = f"http://127.0.0.1:{server.server_port}/v1/query"
    yield Mine
    server.shutdown()
    server.server_close()
    thread.join()


def audit(tmp_path: Path, url: str, *locks: str) -> tuple[int, str]:
    """Run it as `make audit` does."""
    command = [sys.executable, "-m", "tests.supply.audit"]
    for number, lock in enumerate(locks or (LOCK,)):
        path = tmp_path / f"{number}.lock"
        path.write_text(lock)
        command += ["--lock", str(path)]
    environment = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    done = subprocess.run(  # noqa: S603 - our own words
        [*command, "--service", "osv", "--osv-url", url],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_known_weakness_fails_and_is_named(service: type[Service], tmp_path: Path) -> None:
    service.weak = frozenset({"aiosqlite"})
    code, said = audit(tmp_path, service.server_version)
    assert code == KNOWN
    assert "aiosqlite 0.22.1: GHSA-test-test-test (mended in 0.22.2)" in said


def test_a_weakness_in_any_lock_is_found(service: type[Service], tmp_path: Path) -> None:
    service.weak = frozenset({"aiosqlite"})
    harmless, weak = LOCK.splitlines()
    code, said = audit(tmp_path, service.server_version, harmless, weak)
    assert code == KNOWN
    assert "aiosqlite 0.22.1" in said


def test_every_lock_is_asked_about() -> None:
    """The one of what is shipped is part of the one of the tools."""
    locks = {path.name for path in ROOT.glob("*.lock")}
    assert locks - set(LOCKS) == {"requirements.lock"}
    shipped, tools = (LINE.findall((ROOT / f"requirements{one}.lock").read_text()) for one in ("", "-dev"))
    assert set(shipped) <= set(tools)


def test_nothing_known_is_well(service: type[Service], tmp_path: Path) -> None:
    assert audit(tmp_path, service.server_version)[0] == 0


def test_a_service_that_fails_is_told_loudly(service: type[Service], tmp_path: Path) -> None:
    service.fails = True
    code, said = audit(tmp_path, service.server_version)
    assert code == 0
    assert "WARNING: NOT AUDITED" in said


def test_a_service_out_of_reach_is_told_loudly(tmp_path: Path) -> None:
    code, said = audit(tmp_path, "http://127.0.0.1:1/v1/query")
    assert code == 0
    assert "WARNING: NOT AUDITED" in said


def test_a_lock_that_cannot_be_read_fails(service: type[Service], tmp_path: Path) -> None:
    code, said = audit(tmp_path, service.server_version, "aiosqlite>=0.22\n")
    assert code == WRONG
    assert "could not be audited" in said


def test_an_index_that_knows_no_package_is_no_answer() -> None:
    unknown = {"dependencies": [{"name": "aiosqlite", "skip_reason": "not found"}], "fixes": []}
    answer = understood(json.dumps(unknown), "")
    assert not answer.whole
    assert not answer.wrong
