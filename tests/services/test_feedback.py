"""Feedback (rules.md §5, §10)."""

import pytest

from core.errors import Denied, Refusal
from core.facts import FeedbackGiven
from core.people.model import Actor
from core.sessions import feedback
from core.sessions.model import Session
from tests.services.conftest import Refuses
from tests.services.world import DAY, HOUR, MINUTE, START, World


def ready(world: World, learners: int = 1) -> tuple[Session, Actor, list[Actor]]:
    group = world.group()
    mentor = world.mentor("Mia Mentor", group)
    session = world.scheduled(mentor, group)
    joined = [world.learner(f"Learner {n}", group) for n in range(learners)]
    world.join(session, *joined)
    world.attended(session, *joined)
    world.at(START + HOUR)
    world.forget()
    return session, mentor, joined


def test_it_is_given_and_the_mentor_told(world: World) -> None:
    session, mentor, (learner,) = ready(world)
    given = feedback.give(world.uow, learner, world.now, session.id, 5, " Clear ").feedback
    assert (given.rating, given.text, given.given_at) == (5, "Clear", world.now)
    assert world.told(FeedbackGiven) == [mentor.id]
    assert [row.action for row in world.audited()] == ["feedback.give"]
    assert "Clear" not in repr(world.memory.audit)


@pytest.mark.parametrize(("rating", "text"), [(None, None), (None, "  "), (None, "\u200b")])
def test_a_rating_or_a_text(world: World, refuses: Refuses, rating: None, text: str | None) -> None:
    session, _, (learner,) = ready(world)
    with refuses("feedback-empty"):
        feedback.give(world.uow, learner, world.now, session.id, rating, text)
    feedback.give(world.uow, learner, world.now, session.id, None, "Words only")
    feedback.give(world.uow, learner, world.now, session.id, 3, None)


@pytest.mark.parametrize("rating", [0, 6, -1, 100])
def test_a_rating_is_from_one_to_five(world: World, refuses: Refuses, rating: int) -> None:
    session, _, (learner,) = ready(world)
    with refuses("feedback-rating"):
        feedback.give(world.uow, learner, world.now, session.id, rating, None)


def test_the_text_is_limited(world: World, refuses: Refuses) -> None:
    session, _, (learner,) = ready(world)
    with refuses("text-too-long"):
        feedback.give(world.uow, learner, world.now, session.id, None, "x" * 2001)
    feedback.give(world.uow, learner, world.now, session.id, None, "x" * 2000)


def test_only_those_who_attended(world: World, refuses: Refuses) -> None:
    session, mentor, (learner,) = ready(world)
    other = world.learner("Lou Learner", world.memory.groups[session.group_id])
    for actor in (mentor, other, world.person("Ada Example", admin=True)):
        with refuses("feedback-not-attended") as caught:
            feedback.give(world.uow, actor, world.now, session.id, 5, None)
        assert isinstance(caught.value, Denied)
    assert feedback.give(world.uow, learner, world.now, session.id, 5, None).feedback.rating == 5


def test_the_window(world: World) -> None:
    session, _, (learner,) = ready(world)
    for now, code in (
        (START + HOUR - MINUTE, "feedback-too-early"),
        (START + HOUR, None),
        (START + HOUR + 7 * DAY, None),
        (START + HOUR + 7 * DAY + MINUTE, "feedback-too-late"),
    ):
        if code is None:
            feedback.give(world.uow, learner, now, session.id, 4, None)
        else:
            with pytest.raises(Refusal) as caught:
                feedback.give(world.uow, learner, now, session.id, 4, None)
            assert caught.value.code == code


def test_it_is_edited_and_the_same_again_does_nothing(world: World) -> None:
    session, _, (learner,) = ready(world)
    first = feedback.give(world.uow, learner, world.now, session.id, 4, "Good")
    before = world.snapshot()
    assert feedback.give(world.uow, learner, world.now + MINUTE, session.id, 4, "Good") == first
    assert first.until == START + HOUR + 7 * DAY
    assert world.snapshot() == before
    assert feedback.give(world.uow, learner, world.now, session.id, 5, None).feedback.text == "Good"
    assert world.uow.sessions.ratings(session.id) == (1, 5.0)


def test_the_average_is_shown_from_three_ratings_on_and_texts_without_names(world: World) -> None:
    session, mentor, joined = ready(world, learners=3)
    for learner, rating in zip(joined, (5, 4, 3), strict=True):
        got = feedback.received(world.uow, mentor, world.now, session.id)
        assert got.average is None
        feedback.give(world.uow, learner, world.now, session.id, rating, f"Text {rating}")
    got = feedback.received(world.uow, mentor, world.now, session.id)
    assert (got.ratings, got.average) == (3, 4.0)
    assert set(got.texts.items) == {"Text 5", "Text 4", "Text 3"}


def test_received_is_for_those_who_lead(world: World, refuses: Refuses) -> None:
    session, _, (learner,) = ready(world)
    with refuses("session-not-yours"):
        feedback.received(world.uow, learner, world.now, session.id)
