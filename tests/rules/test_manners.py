"""Every fact is told in some manner (rules.md §9)."""

import ast
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core import facts
from core.facts import Fact
from core.notices import manners
from core.notices.model import Category

NOW = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[2]
VALUES = {"int": 7, "str": "x", "bool": True, "str | None": None, "datetime": NOW}


def example(kind: type[Fact]) -> Fact:
    names = {field.name: getattr(field.type, "__name__", str(field.type)) for field in fields(kind)}
    return kind(**{name: VALUES[of] for name, of in names.items()})


@pytest.mark.parametrize("kind", sorted(Fact.registry))
def test_every_fact_has_a_manner_a_subject_and_an_occurrence(kind: str) -> None:
    fact = example(Fact.registry[kind])
    found = manners.manner(fact)
    assert 0 <= found.priority <= 9
    assert manners.subject(fact)
    key = manners.occurrence(fact, NOW, "input")
    assert key == manners.occurrence(fact, NOW, "input")
    assert len(key) < 200


def test_approvals_changes_and_decisions_cannot_be_lost() -> None:
    kept = {kind for kind in Fact.registry if manners.manner(example(Fact.registry[kind])).keep}
    assert {
        "ApplicationSubmitted",
        "ApplicationDecided",
        "SessionProposed",
        "SessionDecided",
        "SessionMoved",
        "SessionCancelled",
        "LearnerRemoved",
        "MentorStatusChanged",
    } <= kept
    assert not {"ReminderDue", "SessionStarting", "FeedbackWanted", "FeedbackGiven"} & kept


@pytest.mark.parametrize(
    ("ahead", "category"),
    [(86400, Category.DAY_BEFORE), (3600, Category.HOUR_BEFORE), (900, Category.MINUTES_BEFORE)],
)
def test_each_reminder_has_its_own_switch(ahead: int, category: Category) -> None:
    assert manners.manner(facts.ReminderDue(1, NOW, ahead)).category is category


def test_what_is_told_once_has_a_key_without_the_input() -> None:
    for fact in (
        facts.ReminderDue(1, NOW, 60),
        facts.SessionStarting(1, NOW),
        facts.AttendanceWanted(1),
        facts.FeedbackWanted(1),
    ):
        assert manners.occurrence(fact, NOW, "a") == manners.occurrence(fact, NOW.replace(year=2027), "b")
    moved = facts.SessionStarting(1, NOW.replace(day=5))
    assert manners.occurrence(moved, NOW, "") != manners.occurrence(facts.SessionStarting(1, NOW), NOW, "")


def test_two_facts_of_one_input_are_told_apart() -> None:
    one, other = facts.MentorStatusChanged(1, "PAUSED", None), facts.MentorStatusChanged(1, "ACTIVE", None)
    assert manners.occurrence(one, NOW, "a") != manners.occurrence(other, NOW, "a")


def test_refusals_name_their_sentence_literally() -> None:
    """The catalogue's test collects the codes; a computed one would have no sentence."""
    for path in sorted((ROOT / "core").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in {"Refusal", "Denied", "Outdated"}:
                code = node.args[0]
                assert isinstance(code, ast.Constant), f"{path}:{node.lineno}"
                assert isinstance(code.value, str)
                assert code.value.replace("-", "").isalpha()
                assert code.value == code.value.lower()
