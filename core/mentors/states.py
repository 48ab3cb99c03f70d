"""States of an application and of a mentor (rules.md §3)."""

from core.mentors.model import ApplicationStatus, MentorStatus
from core.states import Edges

_WAITS, _APPROVED = ApplicationStatus.PENDING, ApplicationStatus.APPROVED
_REJECTED, _CHANGES = ApplicationStatus.REJECTED, ApplicationStatus.CHANGES_REQUESTED

APPLICATION_EDGES: Edges[ApplicationStatus] = Edges(
    {
        _WAITS: frozenset({_APPROVED, _REJECTED, _CHANGES}),
        _REJECTED: frozenset({_WAITS}),
        _CHANGES: frozenset({_WAITS}),
        _APPROVED: frozenset({ApplicationStatus.REVOKED}),
    }
)

MENTOR_EDGES: Edges[MentorStatus] = Edges(
    {
        MentorStatus.ACTIVE: frozenset({MentorStatus.PAUSED, MentorStatus.REVOKED}),
        MentorStatus.PAUSED: frozenset({MentorStatus.ACTIVE, MentorStatus.REVOKED}),
        # An admin may assign a revoked mentor anew; the application stays revoked.
        MentorStatus.REVOKED: frozenset({MentorStatus.ACTIVE}),
    }
)
