"""Sources and wheel of one commit are the same bytes, whoever makes them, where and when."""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VENV = Path(sys.prefix)


def knows_a_commit() -> bool:
    """Not where the sources were unpacked from an archive, or git may not read them."""
    git = shutil.which("git")
    if git is None:
        return False
    asked = [git, "-C", str(ROOT), "rev-parse", "--verify", "HEAD"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0  # noqa: S603 - our own words


def run(*command: str, cwd: Path, **environment: str) -> None:
    program = shutil.which(command[0])
    assert program is not None
    subprocess.run(  # noqa: S603 - our own words
        [program, *command[1:]], cwd=cwd, check=True, capture_output=True, env=os.environ | environment
    )


def made_in(checkout: Path, umask: int, **environment: str) -> dict[str, str]:
    """The digests of what is made of the last commit there; with the Makefile as it is here."""
    run("git", "clone", "--quiet", str(ROOT), str(checkout), cwd=ROOT)
    (checkout / "bot" / "left_behind.py").write_text("what nobody committed\n")
    before = os.umask(umask)
    try:
        tools = str(VENV / ".tools")
        run(
            *("make", "-f", str(ROOT / "Makefile"), "-o", tools, "sources", f"VENV={VENV}"),
            cwd=checkout,
            **environment,
        )
    finally:
        os.umask(before)
    return {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in (checkout / "dist").iterdir()}


@pytest.mark.skipif(not knows_a_commit(), reason="git knows no commit here")
def test_sources_and_wheel_are_the_same_bytes_for_the_same_commit(tmp_path: Path) -> None:
    one = made_in(tmp_path / "one", 0o022, TZ="UTC", PYTHONHASHSEED="1")
    other = made_in(tmp_path / "a" / "longer way", 0o077, TZ="Asia/Tokyo", PYTHONHASHSEED="2")
    assert one == other
    assert sorted(name.rsplit(".", 1)[1] for name in one) == ["gz", "whl"]
    (sources,) = (tmp_path / "one" / "dist").glob("*.tar.gz")
    with tarfile.open(sources) as archive:
        members = archive.getmembers()
    assert {(each.uid, each.gid, each.uname, each.gname) for each in members} == {(0, 0, "", "")}
    assert {each.mode for each in members} <= {0o644, 0o755}
    assert len({each.mtime for each in members}) == 1
    assert not [each.name for each in members if "left_behind" in each.name]
