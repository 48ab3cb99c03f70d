"""States are walked along their edges only (design.md §3; trust.md I3)."""

from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.mentors.model import ApplicationStatus, MentorStatus
from core.mentors.states import APPLICATION_EDGES, MENTOR_EDGES
from core.people.linking import LINK_EDGES
from core.people.model import LinkState
from core.sessions.model import Status
from core.sessions.states import EDGES
from core.states import Edges, ForbiddenStepError

TABLES: list[tuple[Edges[Any], type[StrEnum]]] = [
    (EDGES, Status),
    (APPLICATION_EDGES, ApplicationStatus),
    (MENTOR_EDGES, MentorStatus),
    (LINK_EDGES, LinkState),
]


def test_the_edges_of_sessions_are_those_of_the_rules() -> None:
    found = {(old.value, new.value) for old in Status for new in EDGES.after(old)}
    assert found == {
        ("PENDING_APPROVAL", "SCHEDULED"),
        ("PENDING_APPROVAL", "REJECTED"),
        ("PENDING_APPROVAL", "CANCELLED"),
        ("SCHEDULED", "IN_PROGRESS"),
        ("SCHEDULED", "PENDING_APPROVAL"),
        ("SCHEDULED", "CANCELLED"),
        ("IN_PROGRESS", "COMPLETED"),
        ("IN_PROGRESS", "CANCELLED"),
    }
    assert {state for state in Status if EDGES.is_final(state)} == {
        Status.REJECTED,
        Status.CANCELLED,
        Status.COMPLETED,
    }


def test_a_revoked_application_is_final() -> None:
    assert APPLICATION_EDGES.is_final(ApplicationStatus.REVOKED)
    assert APPLICATION_EDGES.after(ApplicationStatus.APPROVED) == {ApplicationStatus.REVOKED}


@pytest.mark.parametrize(("edges", "states"), TABLES)
def test_every_other_step_is_forbidden(edges: Edges[Any], states: type[StrEnum]) -> None:
    for old in states:
        for new in states:
            if new in edges.after(old):
                edges.check(old, new)
            else:
                with pytest.raises(ForbiddenStepError):
                    edges.check(old, new)


@given(st.data(), st.sampled_from(TABLES))
def test_random_walks_never_leave_the_edges(
    data: st.DataObject, table: tuple[Edges[Any], type[StrEnum]]
) -> None:
    edges, states = table
    state = data.draw(st.sampled_from(states))
    for _ in range(12):
        wanted = data.draw(st.sampled_from(states))
        try:
            edges.check(state, wanted)
        except ForbiddenStepError:
            assert wanted not in edges.after(state)
        else:
            assert not edges.is_final(state)
            state = wanted
