"""Somebody was faster in storage: the use case runs again, it never half-succeeds (trust.md §2)."""

from collections.abc import Callable
from typing import Any

import pytest

from core.errors import Conflict
from core.facts import SessionCardChanged
from core.mentors import profile, revising, service
from core.mentors.model import ApplicationStatus
from core.mentors.profile import ProfileChange
from core.mentors.revising import ApplicationChange
from core.notices import cards
from core.notices.model import Card, OutboxStatus
from core.notices.outcomes import Settlement
from core.people.model import Platform
from core.sessions import attending, leading
from tests.services.applying import applied, decide
from tests.services.conftest import Refuses
from tests.services.world import World


def lost(*args: Any, **values: Any) -> bool:
    """What a guarded update says when somebody was faster."""
    return False


def test_places_marks_and_profiles(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    group = world.group()
    admin, mentor = world.person("Ada Example", admin=True), world.mentor("Mia Mentor", group)
    learner, other = world.learner("Lia Learner", group), world.learner("Lou Learner", group)
    session = world.scheduled(mentor, group)
    world.join(session, learner, other)
    applicant, _ = applied(world, group.id)
    attempts: list[tuple[Any, str, Callable[[], Any]]] = [
        (world.uow.sessions, "free_seat", lambda: attending.leave(world.uow, learner, world.now, session.id)),
        (
            world.uow.sessions,
            "free_seat",
            lambda: leading.remove_learner(world.uow, mentor, world.now, session.id, other.id),
        ),
        (
            world.uow.mentors,
            "set_status",
            lambda: service.pause(world.uow, admin, world.now, mentor.id),
        ),
        (
            world.uow.mentors,
            "save_profile",
            lambda: profile.edit_profile(world.uow, mentor, world.now, ProfileChange(years=3)),
        ),
        (
            world.uow.mentors,
            "resubmit",
            lambda: revising.revise(world.uow, applicant, world.now, ApplicationChange(hours=9)),
        ),
    ]
    for repository, method, attempt in attempts:
        before = world.snapshot()
        with monkeypatch.context() as patched:
            patched.setattr(repository, method, lost)
            with pytest.raises(Conflict):
                attempt()
        assert world.snapshot() == before
        attempt()
        assert world.snapshot() != before


def test_an_application_is_revised_in_parts(world: World, refuses: Refuses) -> None:
    group, admin, nobody = world.group(), world.person("Ada Example", admin=True), world.person("Nora Nobody")
    with refuses("application-none"):
        revising.revise(world.uow, nobody, world.now, ApplicationChange(hours=9))
    actor, application = applied(world, group.id)
    decide(world, admin, application, ApplicationStatus.CHANGES_REQUESTED, "Say more")
    change = ApplicationChange(about="More", expertise="Go, SQL")
    after = revising.revise(world.uow, actor, world.now, change)
    assert (after.status, after.form.about, after.form.expertise) == (
        ApplicationStatus.PENDING,
        "More",
        ("Go", "SQL"),
    )
    assert after.form.hours == application.form.hours


class Cards:
    """Remembers what was kept and forgotten."""

    def __init__(self) -> None:
        self.kept: list[Card] = []
        self.forgotten: list[tuple[int, Platform, str]] = []

    def save_card(self, card: Card) -> None:
        self.kept.append(card)

    def forget_card(self, session_id: int, platform: Platform, channel: str) -> None:
        self.forgotten.append((session_id, platform, channel))


def test_cards_are_remembered_where_they_were_posted(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    group = world.group(channel="77")
    session = world.scheduled(world.mentor("Mia Mentor", group), group)
    (row,) = world.rows(SessionCardChanged)
    seen = Cards()
    monkeypatch.setattr(world.uow, "queue", seen)
    cards.after(world.uow, row, Settlement(OutboxStatus.PENDING))
    cards.after(world.uow, row, Settlement(OutboxStatus.SENT, message_id="m1"))
    cards.after(world.uow, row, Settlement(OutboxStatus.PENDING, forget_card=True))
    assert seen.kept == [Card(session.id, Platform.DISCORD, "77", "m1")]
    assert seen.forgotten == [(session.id, Platform.DISCORD, "77")]


def test_a_card_of_a_deleted_session_is_let_go(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    group = world.group(channel="77")
    session = world.scheduled(world.mentor("Mia Mentor", group), group)
    (row,) = world.rows(SessionCardChanged)
    world.uow.sessions.delete(session.id)
    seen = Cards()
    monkeypatch.setattr(world.uow, "queue", seen)
    cards.after(world.uow, row, Settlement(OutboxStatus.SENT, message_id="m1"))
    assert seen.kept == []
