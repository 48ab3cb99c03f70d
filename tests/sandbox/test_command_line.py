"""`mentorbot sandbox` and `mentorbot run` without a token, as one starts and ends them in a terminal."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)")
BARE = {name: value for name, value in os.environ.items() if not name.startswith("MENTORBOT_")}
LOOPBACK = {"0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000"}
NOTHING = {"00000000", "0" * 32}


def command(*arguments: str) -> list[str]:
    """The program, as it is started in this environment."""
    return [sys.executable, "-m", "bot", *arguments]


@contextmanager
def playing(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A sandbox that is ready, and its address."""
    # The command is this very interpreter with the program under test.
    with subprocess.Popen(  # noqa: S603 see above
        command(*arguments), env=BARE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        address = next((found[0] for line in process.stdout if (found := ADDRESS.search(line))), None)
        assert address is not None, process.stderr and process.stderr.read()
        try:
            yield process, address
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=30)


def children(parent: int) -> list[int]:
    """The processes that a process has started."""
    tasks = Path(f"/proc/{parent}/task").iterdir()
    return [int(child) for task in tasks for child in (task / "children").read_text().split()]


def ends(process: int) -> tuple[set[str], set[str]]:
    """The addresses at the near and at the far ends of a process's sockets, as the kernel writes them."""
    held = set()
    for descriptor in Path(f"/proc/{process}/fd").iterdir():
        if descriptor.is_symlink() and (found := re.search(r"socket:\[(\d+)\]", str(descriptor.readlink()))):
            held.add(found[1])
    rows = [
        line.split()
        for table in ("tcp", "tcp6", "udp", "udp6")
        for line in Path(f"/proc/{process}/net/{table}").read_text().splitlines()[1:]
    ]
    near, far = (
        {row[at].partition(":")[0] for row in rows if len(row) > 9 and row[9] in held} for at in (1, 2)
    )
    return near, far


def account(address: str, name: str, platform: str) -> str:
    """The id of somebody's account."""
    people = httpx.get(f"{address}/sandbox/state", timeout=20).json()["people"]
    return next(str(one[platform]) for one in people if one["name"] == name)


@pytest.mark.skipif(not Path("/proc/self/net/tcp").exists(), reason="the kernel tells of sockets on Linux")
def test_run_without_a_token_is_a_sandbox_that_stays_on_this_machine(tmp_path: Path) -> None:
    with playing("run", "--port", "0", "--db", str(tmp_path / "kept.sqlite3")) as (process, address):
        assert account(address, "Otto Outsider", "discord")
        [bot] = children(process.pid)
        for each in (process.pid, bot):
            near, far = ends(each)
            assert near
            assert near <= LOOPBACK, "something listens for the network, or talks to it"
            assert far <= LOOPBACK | NOTHING
    assert process.returncode == 0
    assert not Path(f"/proc/{bot}").exists()


def test_a_taken_port_says_so_and_names_the_option() -> None:
    with playing("sandbox", "--port", "0") as (_process, address):
        port = address.rpartition(":")[2]
        for how in ("sandbox", "run"):
            # The command is this very interpreter with the program under test.
            second = subprocess.run(  # noqa: S603 see above
                command(how, "--port", port), env=BARE, capture_output=True, text=True, check=False
            )
            assert second.returncode == 4
            assert f"Port {port} of 127.0.0.1 is taken. Choose another with --port" in second.stderr
            assert "Traceback" not in second.stderr


def test_keeps_its_state_in_a_file_until_it_is_reset(tmp_path: Path) -> None:
    kept = str(tmp_path / "kept.sqlite3")
    for reset, opened in (((), True), ((), False), (("--reset",), True)):
        with playing("sandbox", "--port", "0", "--db", kept, *reset) as (_process, address):
            assert joinable(address) == ["Design studio"], "she is in the other group"
            assert (messages(address) > 0) is opened, "the opening is played once for each database"


def joinable(address: str) -> list[str]:
    """The groups that the bot offers Ada while she types."""
    ada = account(address, "Ada Example", "discord")
    asked = {"as": ada, "channel": general(address), "path": "group join", "focused": ["group", ""]}
    answer = httpx.post(f"{address}/discord/client/autocomplete", json={**asked, "options": {}}, timeout=20)
    return [str(choice["name"]).partition(" · ")[0] for choice in answer.json()["choices"]]


def general(address: str) -> str:
    [guild] = httpx.get(f"{address}/discord/client/state", timeout=20).json()["guilds"]
    return next(str(channel["id"]) for channel in guild["channels"] if channel["name"] == "general")


def messages(address: str) -> int:
    """How many messages the admin has had in the chat with the bot on Telegram."""
    margo = account(address, "Margo Admin", "telegram")
    asked = {"user": margo, "chat": margo, "limit": "50"}
    page = httpx.get(f"{address}/telegram/client/messages", params=asked, timeout=20).json()
    return len(page["messages"])


def test_the_sandboxs_options_are_refused_by_a_real_bot() -> None:
    # The command is this very interpreter with the program under test.
    said = subprocess.run(  # noqa: S603 see above
        command("run", "--port", "0"),
        env={**BARE, "MENTORBOT_TELEGRAM__TOKEN": "1:token"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 2
    assert "mentorbot sandbox" in said.stderr
