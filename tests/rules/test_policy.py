"""The permissions (trust.md §5): deny by default, and one table that knows every action."""

import pytest

from core.permissions import POLICY, Action, general, in_group
from core.policy import Rule, Standing, Verdict, judge
from core.sessions.model import Status

CLOCKS = {Action.SESSION_EXPIRE, Action.SESSION_START, Action.SESSION_END, Action.SESSION_FOLLOW}


def test_every_action_of_people_has_a_rule_and_the_clocks_have_none() -> None:
    assert set(Action) - set(POLICY) == CLOCKS
    for action in CLOCKS:
        for standing in Standing:
            assert judge(POLICY.get(action), {standing}) is Verdict.WRONG_PERSON


def test_person_then_own_then_state() -> None:
    rule = Rule(frozenset({Standing.ADMIN}), frozenset({Standing.OWNER}), frozenset({"open"}))
    assert judge(rule, set(), "shut") is Verdict.WRONG_PERSON
    assert judge(rule, {Standing.OWNER}, "open") is Verdict.WRONG_PERSON
    assert judge(rule, {Standing.ADMIN, Standing.OWNER}, "shut") is Verdict.OWN
    assert judge(rule, {Standing.ADMIN}, "shut") is Verdict.WRONG_STATE
    assert judge(rule, {Standing.ADMIN}, None) is Verdict.WRONG_STATE
    assert judge(rule, {Standing.ADMIN}, "open") is Verdict.YES


def test_without_standing_nothing_is_allowed() -> None:
    assert all(judge(rule, set()) is Verdict.WRONG_PERSON for rule in POLICY.values())


@pytest.mark.parametrize("action", [one for one in Action if one.value.startswith("session.")])
def test_a_stranger_may_do_next_to_nothing_with_sessions(action: Action) -> None:
    allowed = {
        status for status in Status if judge(POLICY.get(action), {Standing.ANYONE}, status) is Verdict.YES
    }
    assert allowed == (set(Status) if action is Action.SESSION_SHOW else set())


def test_nobody_decides_their_own() -> None:
    everything = set(Standing)
    for action in (Action.SESSION_VERIFY, Action.APPLICATION_DECIDE, Action.ADMIN_MAKE, Action.MENTOR_ASSIGN):
        state = "PENDING_APPROVAL" if action is Action.SESSION_VERIFY else "PENDING"
        assert judge(POLICY.get(action), everything, state) is Verdict.OWN


def test_final_sessions_are_not_touched() -> None:
    changing = (
        Action.SESSION_EDIT,
        Action.SESSION_CANCEL,
        Action.SESSION_VERIFY,
        Action.SESSION_JOIN,
        Action.SESSION_LEAVE,
        Action.SESSION_ADD,
        Action.SESSION_REMOVE,
    )
    held = set(Standing) - {Standing.OWNER, Standing.CO_MENTOR}
    for status in (Status.REJECTED, Status.CANCELLED, Status.COMPLETED):
        for action in changing:
            assert judge(POLICY.get(action), held, status.value) is not Verdict.YES


def test_no_standing_comes_from_nowhere() -> None:
    assert in_group(frozenset()) == set()
    assert callable(general)
