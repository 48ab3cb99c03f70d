"""Everybody who may try something: what they are in the words of the tables, and how they become that."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from core.groups.model import LinkKind
from core.mentors.model import MentorStatus
from core.people.model import Actor
from tests.proofs.stage import ADMIN_ID, ADMIN_ROLE, GROUP_ROLE, Stage

Play = Callable[[Stage], Actor]
LEARNER, MENTOR, LEAD = LinkKind.LEARNER, LinkKind.MENTOR, LinkKind.LEAD


@dataclass(frozen=True)
class Role:
    """Somebody, in the words of the tables beside “anyone”."""

    words: frozenset[str]
    play: Play


def role(words: str, play: Play) -> Role:
    """A role; `words` is separated by commas."""
    return Role(frozenset(word.strip() for word in words.split(",") if word.strip()), play)


def _former_mentor(stage: Stage) -> Actor:
    return stage.mentoring(stage.newcomer(), MentorStatus.REVOKED)


def _former_admin(stage: Stage) -> Actor:
    actor = stage.promoted(stage.newcomer())
    stage.uow.people.set_admin(actor.id, admin=False)
    return stage.again(actor)


def _left(stage: Stage) -> Actor:
    actor = stage.link(stage.newcomer(), LEARNER)
    stage.uow.groups.set_link(stage.group, actor.id, LEARNER, active=False, now=stage.now)
    return stage.again(actor)


def _everything(stage: Stage) -> Actor:
    return stage.promoted(stage.link(stage.mentoring(stage.newcomer()), LEARNER, LEAD))


PEOPLE: dict[str, Role] = {
    "a stranger": role("", lambda stage: stage.newcomer()),
    "a learner": role("learner", lambda stage: stage.link(stage.newcomer(), LEARNER)),
    "a learner by a Discord role": role("learner", lambda stage: stage.newcomer(role=GROUP_ROLE)),
    "a learner of another group": role(
        "", lambda stage: stage.link(stage.newcomer(), LEARNER, group=stage.other)
    ),
    "a learner who left the group": role("", _left),
    "a mentor": role("mentor, group mentor, profile", lambda stage: stage.mentoring(stage.newcomer())),
    "a mentor of another group": role(
        "mentor, profile", lambda stage: stage.mentoring(stage.newcomer(), group=stage.other)
    ),
    "a paused mentor": role(
        "group mentor, paused, profile", lambda stage: stage.mentoring(stage.newcomer(), MentorStatus.PAUSED)
    ),
    "a former mentor": role("profile", _former_mentor),
    "a lead": role("lead, some lead", lambda stage: stage.link(stage.newcomer(), LEAD)),
    "a lead of another group": role(
        "some lead", lambda stage: stage.link(stage.newcomer(), LEAD, group=stage.other)
    ),
    "an admin": role("admin", lambda stage: stage.promoted(stage.newcomer())),
    "an admin by the settings": role("admin, by settings", lambda stage: stage.newcomer(user_id=ADMIN_ID)),
    "an admin by a Discord role": role("admin, by settings", lambda stage: stage.newcomer(role=ADMIN_ROLE)),
    "a former admin": role("", _former_admin),
    "one who is all of it": role(
        "learner, mentor, group mentor, profile, lead, some lead, admin", _everything
    ),
}
"""To things of others: the group meant is that of the thing."""


def the_owner(*also: str) -> Role:
    """Whoever the thing belongs to, and what else they are."""
    return Role(frozenset({"owner", *also}), lambda stage: _also(stage, stage.owner, also))


def _also(stage: Stage, actor: Actor, also: Iterable[str]) -> Actor:
    for word in also:
        match word:
            case "admin":
                actor = stage.promoted(actor)
            case "lead":
                actor = stage.link(actor, LEAD)
            case "some lead":
                actor = stage.link(actor, LEAD, group=stage.other)
            case "learner":
                actor = stage.link(actor, LEARNER)
            case _:
                continue
    return stage.again(actor)
