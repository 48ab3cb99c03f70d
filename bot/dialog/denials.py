"""What the repetition of an input hears that was denied: the same again, whatever has been granted since."""

import json

from core.errors import Denied

_MARK = "denied:"


def kept(refusal: Denied) -> str:
    """The outcome to store with the attempt."""
    return _MARK + json.dumps([refusal.code, refusal.facts], default=str)


def remembered(outcome: str) -> Denied | None:
    """The denial that an outcome tells of."""
    if not outcome.startswith(_MARK):
        return None
    code, facts = json.loads(outcome.removeprefix(_MARK))
    return Denied(code, **facts)
