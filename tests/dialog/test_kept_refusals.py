"""A refusal that was kept says the same again."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.dialog.kept_refusals import kept, remembered
from core.errors import Denied, Outdated, Refusal
from core.people.model import Platform
from core.sessions.model import Status

FACTS = {
    "at": datetime(2031, 3, 4, 12, 30, tzinfo=UTC),
    "span": timedelta(minutes=90),
    "status": Status.CANCELLED,
    "platforms": [Platform.DISCORD, Platform.TELEGRAM],
    "title": "{} $instant",
    "count": 3,
    "share": 0.5,
    "yes": True,
    "none": None,
}


@pytest.mark.parametrize("kind", [Refusal, Denied, Outdated])
def test_every_kind_of_fact_is_kept(kind: type[Refusal]) -> None:
    found = remembered(kept(kind("session-decided", **FACTS)))
    assert found is not None
    assert type(found) is kind
    assert (found.code, found.facts) == ("session-decided", FACTS)
    assert [type(fact) for fact in found.facts.values()] == [type(fact) for fact in FACTS.values()]


@pytest.mark.parametrize("outcome", ["", "7", '{"session": 1}', "ran:[]", "draft:3"])
def test_other_outcomes_are_none(outcome: str) -> None:
    assert remembered(outcome) is None
