"""Tokens that nobody sealed: a real one changed, cut short, lengthened, spliced with another, or made up."""

import string
from collections.abc import Iterator
from random import Random

SIGNS = string.ascii_letters + string.digits + "-_"


def mutations(token: str, other: str, dice: Random) -> Iterator[str]:
    """One after the other, without end; `other` is a real token too."""
    while True:
        at = dice.randrange(len(token))
        changed = (
            token[:at] + dice.choice(SIGNS) + token[at + 1 :],
            token[:at] + dice.choice(SIGNS) + token[at:],
            token[:at] + token[at + 1 :],
            token[:at],
            token[:at] + chr(dice.randrange(1, 0x3000)) + token[at + 1 :],
            token[:at] + other[at:],
            token + other[:at],
            token[at:] + token[:at],
            "".join(dice.choices(SIGNS, k=dice.randrange(1, 65))),
        )[dice.randrange(9)]
        if changed not in {token, other}:
            yield changed
