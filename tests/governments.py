"""Governments that change how their clocks go: zones compiled by a test, read before the machine's."""

import struct
import zoneinfo
from collections.abc import Iterator
from pathlib import Path

import pytest

from core import zones

CAIRO = "Africa/Cairo"
TWO_AHEAD, THREE_AHEAD = "EET-2", "EEST-3"
"""Rules as POSIX writes them, where the sign is the other way round."""


class Government:
    """Says by what rules the clocks of its zones go; any other zone goes as it always does."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def decree(self, rule: str, zone: str = CAIRO) -> None:
        """From now on files of the machine say so; who read them before does not know yet."""
        path = self._folder / zone
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(compiled(rule))

    def publish(self, version: str) -> None:
        """Say which version of the rules lies there."""
        (self._folder / "tzdata.zi").write_text(f"# version {version}\n# …\n", "utf-8")


def compiled(rule: str) -> bytes:
    """A file of a zone that goes by one rule at all times (RFC 8536)."""
    block = (
        b"TZif2" + bytes(15) + struct.pack(">6l", 0, 0, 0, 0, 1, 4) + struct.pack(">lbb", 0, 0, 0) + b"UTC\0"
    )
    return block + block + b"\n" + rule.encode() + b"\n"


@pytest.fixture
def government(tmp_path: Path) -> Iterator[Government]:
    """One that has decreed that Cairo is two hours ahead all year."""
    made = Government(tmp_path / "zones")
    made.decree(TWO_AHEAD)
    zoneinfo.reset_tzpath(to=[str(tmp_path / "zones")])
    zones.reread()
    yield made
    zoneinfo.reset_tzpath()
    zones.reread()
