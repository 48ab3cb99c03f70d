"""How much is tried: little in every test run, the full sizes of trust.md §4 in `make prove`."""

import os

FULL = bool(os.environ.get("MENTORBOT_PROVE"))
"""Set by `make prove`."""


def size(usual: int, full: int) -> int:
    """The number for this run."""
    return full if FULL else usual
