"""Who may do what: one table, deny by default (trust.md §5; published as docs/permissions.md)."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """What a person is, in general or to the object at hand."""

    ANYONE = "anyone"
    ADMIN = "admin"
    MENTOR = "mentor"
    """Approved and active."""
    PAUSED = "paused mentor"
    LEAD = "lead of its group"
    GROUP_MENTOR = "mentor of its group"
    MEMBER = "learner of its group"
    OWNER = "owner"
    """The one who applied, announced or is meant."""
    CO_MENTOR = "co-mentor"
    JOINED = "joined"
    ATTENDED = "attended"


@dataclass(frozen=True, slots=True)
class Rule:
    """One of `who`, none of `never`, in one of the states `when` (empty: any)."""

    who: frozenset[Standing]
    never: frozenset[Standing] = frozenset()
    when: frozenset[str] = frozenset()


class Verdict(StrEnum):
    """Why something is allowed or not."""

    YES = "yes"
    WRONG_PERSON = "wrong person"
    OWN = "own"
    WRONG_STATE = "wrong state"


def judge(rule: Rule | None, standings: AbstractSet[Standing], state: str | None = None) -> Verdict:
    """Decide; a missing rule denies. Order of checks: person, then state (rules.md §0)."""
    if rule is None or not (standings & rule.who):
        return Verdict.WRONG_PERSON
    if standings & rule.never:
        return Verdict.OWN
    if rule.when and state not in rule.when:
        return Verdict.WRONG_STATE
    return Verdict.YES
