"""What a use case answers is stored with its input and read back, so that a repeat hears the same."""

import inspect
import json
from collections.abc import Callable
from datetime import timedelta
from types import ModuleType
from typing import Any, get_type_hints

import pytest
from pydantic import TypeAdapter

from core.approvals import service as approvals
from core.groups import service as groups
from core.mentors import discovery, profile, revising
from core.mentors import service as mentors
from core.mentors.model import ApplicationForm
from core.people import linking
from core.people import service as people
from core.sessions import announcing, attending, deciding, feedback, leading
from core.sessions.model import Attendance
from tests.services.world import HOUR, START, World

MODULES: tuple[ModuleType, ...] = (
    approvals, groups, discovery, profile, revising, mentors, linking, people,
    announcing, attending, deciding, feedback, leading,
)  # fmt: skip


def use_cases() -> list[Callable[..., Any]]:
    """Public functions that take `(uow, actor, now, …)`."""
    found = {}
    for module in MODULES:
        for name, one in vars(module).items():
            if inspect.isfunction(one) and not name.startswith("_"):
                parameters = list(inspect.signature(one).parameters)
                if parameters[:3] == ["uow", "actor", "now"]:
                    found[one.__module__, one.__name__] = one
    return list(found.values())


def read_back(use_case: Callable[..., Any], result: Any) -> Any:
    codec: TypeAdapter[Any] = TypeAdapter(get_type_hints(use_case)["return"])
    return codec.validate_python(json.loads(codec.dump_json(result)), strict=False)


@pytest.mark.parametrize("use_case", use_cases(), ids=lambda one: f"{one.__module__}.{one.__name__}")
def test_every_answer_has_a_type_that_can_be_stored(use_case: Callable[..., Any]) -> None:
    TypeAdapter(get_type_hints(use_case)["return"]).json_schema()


def test_answers_are_read_back_as_they_were(world: World) -> None:
    group = world.group(role="55", channel="77")
    admin, learner = world.person("Ada Example", admin=True), world.person("Lia Learner")
    mentor, other = world.mentor("Mia Mentor", group), world.mentor("Max Mentor", group)

    def check(use_case: Callable[..., Any], actor: Any, *args: Any, **values: Any) -> Any:
        result = use_case(world.uow, actor, world.now, *args, **values)
        assert read_back(use_case, result) == result
        return result

    check(groups.join_group, learner, group.id)
    session = check(announcing.announce, mentor, world.form(group, seats=3))
    again = check(announcing.announce, other, world.form(group))
    for one in (session, again):
        check(deciding.verify, admin, one.id, approve=True)
    check(attending.join, learner, session.id)
    check(attending.join, learner, again.id)
    check(attending.join, learner, again.id, confirmed=True)
    check(attending.leave, learner, again.id)
    check(mentors.apply, learner, ApplicationForm("About", ("Python",), "Why", 2, (group.id,)))
    check(people.set_zone, learner, "Europe/Berlin")
    check(people.make_admin, admin, mentor.id)
    check(groups.set_lead, admin, group.id, learner.id, lead=True)
    check(profile.edit_profile, mentor, profile.ProfileChange(years=3))
    check(linking.offer_code, learner, "4f1d2c3b4a5968778695")
    world.at(START)
    check(leading.mark, mentor, session.id, learner.id, Attendance.ATTENDED)
    world.tick(START + HOUR)
    world.at(START + HOUR + timedelta(minutes=1))
    check(feedback.give, learner, session.id, 5, "Clear")
    check(announcing.clone, mentor, session.id, START + timedelta(days=7))
