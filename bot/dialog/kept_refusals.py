"""What the repetition of an input hears that was refused: the same again, whatever has changed since.

Without it an input that a stopped process had in hand would be judged anew, and be carried out minutes late.
"""

import json
from datetime import datetime, timedelta
from enum import StrEnum

from core.errors import Denied, Outdated, Refusal

_MARKS: dict[str, type[Refusal]] = {"denied:": Denied, "outdated:": Outdated, "refused:": Refusal}


def kept(refusal: Refusal) -> str:
    """The outcome to store with the attempt."""
    mark = next(mark for mark, kind in _MARKS.items() if isinstance(refusal, kind))
    return mark + json.dumps([refusal.code, {name: _plain(fact) for name, fact in refusal.facts.items()}])


def remembered(outcome: str) -> Refusal | None:
    """The refusal that an outcome tells of."""
    for mark, kind in _MARKS.items():
        if outcome.startswith(mark):
            code, facts = json.loads(outcome.removeprefix(mark), object_hook=_fact)
            return kind(code, **facts)
    return None


def _plain(fact: object) -> object:
    """A fact as JSON has it, told apart from others that are written the same."""
    match fact:
        case StrEnum():
            return {"$member": [type(fact).__qualname__, fact.value]}
        case None | bool() | int() | float() | str():
            return fact
        case datetime():
            return {"$instant": fact.isoformat()}
        case timedelta():
            return {"$seconds": fact.total_seconds()}
        case list() | tuple() | set() | frozenset():
            return [_plain(one) for one in fact]
        case _:
            return str(fact)


def _fact(plain: dict[str, object]) -> object:
    match plain:
        case {"$member": [str(name), str(value)]}:
            kind = next((one for one in StrEnum.__subclasses__() if one.__qualname__ == name), None)
            return value if kind is None else kind(value)
        case {"$instant": str(written)}:
            return datetime.fromisoformat(written)
        case {"$seconds": float(seconds)}:
            return timedelta(seconds=seconds)
        case _:
            return plain
