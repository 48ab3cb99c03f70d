"""The things acted upon, one area each: their states, taken from the enums, and how they get there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.mentors.model import ApplicationStatus, MentorStatus
from core.notices.model import OutboxStatus
from core.people.model import LinkState
from core.sessions.model import Status
from tests.proofs import scenes
from tests.proofs.roles import PEOPLE, Role, role, the_owner
from tests.proofs.stage import Stage

Arrange = Callable[[Stage, str], None]


@dataclass(frozen=True)
class Area:
    """What the cells of one table are played with."""

    states: Mapping[str, str]
    """Every state something is brought into, and the column of the table that speaks about it."""
    roles: Mapping[str, Role]
    arrange: Arrange
    enum: type[StrEnum] | None = None
    """All its values are among the states."""


def _same(enum: type[StrEnum], *more: str) -> dict[str, str]:
    names = [one.value for one in enum]
    return {name: name for name in (*more, *names)}


_SESSION_ROLES: dict[str, Role] = {
    **PEOPLE,
    "a learner who joined": role("learner, joined", scenes.joined),
    "one who joined and left the group": role("joined", scenes.joined_and_left_group),
    "a learner who left the session": role("learner", scenes.left_session),
    "a learner who attended": role("learner, joined, attended", scenes.attended),
    "an admin who joined": role("learner, joined, admin", scenes.admin_joined),
    "a lead who attended": role("learner, joined, attended, lead, some lead", scenes.lead_attended),
    "a co-mentor": role("co-mentor, no mentor", scenes.co_mentor),
    "a co-mentor of the group": role("co-mentor, group mentor, mentor, profile", scenes.mentoring_co_mentor),
    "a co-mentor who is an admin": role("co-mentor, no mentor, admin", scenes.admin_co_mentor),
    "a co-mentor who is a lead": role("co-mentor, no mentor, lead, some lead", scenes.lead_co_mentor),
    "its mentor": the_owner("group mentor", "mentor", "profile"),
    "its mentor, an admin": the_owner("group mentor", "mentor", "profile", "admin"),
    "its mentor, a lead": the_owner("group mentor", "mentor", "profile", "lead", "some lead"),
    "its mentor, a learner too": the_owner("group mentor", "mentor", "profile", "learner"),
    "its mentor, paused": role("owner, group mentor, paused, profile", scenes.paused_owner),
    "its mentor, one no longer": role("owner, no mentor, profile", scenes.former_owner),
}

AREAS: Mapping[str, Area] = {
    "session": Area({**_same(Status), **scenes.LATE}, _SESSION_ROLES, scenes.session, Status),
    "application": Area(
        _same(ApplicationStatus),
        {
            **PEOPLE,
            "the applicant": the_owner(),
            "the applicant, an admin": the_owner("admin"),
            "the applicant, a lead": the_owner("lead"),
        },
        scenes.application,
        ApplicationStatus,
    ),
    "own application": Area(
        _same(ApplicationStatus, "none"),
        {
            "the applicant": the_owner(),
            "the applicant, an admin": the_owner("admin"),
            "the applicant, a lead": the_owner("lead"),
        },
        scenes.application,
        ApplicationStatus,
    ),
    "mentor": Area(
        _same(MentorStatus, "none", "unlisted"),
        {**PEOPLE, "that mentor": the_owner(), "that mentor, an admin": the_owner("admin")},
        scenes.mentor,
        MentorStatus,
    ),
    "own profile": Area(
        _same(MentorStatus),
        {"that mentor": the_owner(), "that mentor, an admin": the_owner("admin")},
        scenes.mentor,
        MentorStatus,
    ),
    "group": Area({"active": "active", "switched-off": "switched-off"}, PEOPLE, scenes.group),
    "person": Area(
        {one: one for one in ("learner", "admin", "admin-by-settings", "erased")},
        {name: one for name, one in PEOPLE.items() if name != "an admin by the settings"},
        scenes.person,
    ),
    "account": Area(
        {"linked": "linked", "only": "only"},
        {**PEOPLE, "its person": the_owner(), "its person, an admin": the_owner("admin")},
        scenes.account,
    ),
    "link code": Area(
        {**_same(LinkState), "lapsed": "lapsed", "entered, lapsed": "lapsed"},
        {
            **PEOPLE,
            "who offered it": the_owner(),
            "who offered it, an admin": the_owner("admin"),
            "who entered it before": role("", scenes.enterer),
        },
        scenes.link_code,
        LinkState,
    ),
    "notice": Area(_same(OutboxStatus), PEOPLE, scenes.notice, OutboxStatus),
    "programme": Area(
        {"any": "any"}, {**PEOPLE, "the last admin": role("admin, last", scenes.last_admin)}, scenes.programme
    ),
}
