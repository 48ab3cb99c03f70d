"""Stable short codes for the names inside a button's token: they survive restarts and deploys."""

import hashlib
from collections.abc import Iterable
from functools import cache

CODE_BYTES = 3


@cache
def code(name: str) -> bytes:
    """Three bytes that stand for a command or a parameter."""
    return hashlib.blake2b(name.encode(), digest_size=CODE_BYTES).digest()


class Codes:
    """Names by code."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: dict[bytes, str] = {}
        self.collisions: list[tuple[str, str]] = []
        """Pairs of names with the same code; one of each has to be renamed."""
        for name in names:
            other = self._names.setdefault(code(name), name)
            if other != name:
                self.collisions.append((other, name))

    def name(self, found: bytes) -> str | None:
        """The name behind a code; None when it belongs to another version of the program."""
        return self._names.get(found)
