"""Rows for tests: obviously invented people, groups, sessions and notices."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from core.facts import Fact, SessionCancelled
from core.groups.model import Group
from core.mentors.model import ApplicationForm
from core.notices.model import Category, Notice, Target
from core.people.model import Identity, Person, Platform
from core.ports import UnitOfWork
from core.sessions.model import Mode, Session, SessionForm, Status

NOW = datetime(2031, 3, 4, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
_numbers = count(1)


def identity(number: int | None = None, platform: Platform = Platform.DISCORD, **changes: Any) -> Identity:
    """Somebody a platform knows."""
    number = next(_numbers) if number is None else number
    made = Identity(platform, str(100_000 + number), f"Person {number}", f"person{number}", "en")
    return replace(made, **changes)


def person(uow: UnitOfWork, number: int | None = None, **changes: Any) -> Person:
    """A person with one account."""
    return uow.people.create(identity(number, **changes), NOW)[0]


def people(uow: UnitOfWork, how_many: int) -> list[int]:
    """Ids of so many people."""
    return [person(uow).id for _ in range(how_many)]


def group(uow: UnitOfWork, name: str = "Python", **spots: str) -> Group:
    """An active group."""
    slug = name.lower().replace(" ", "-")
    return uow.groups.create(
        slug, name, f"All about {name}", spots.get("role"), spots.get("channel"), spots.get("chat"), NOW
    )


def session_form(group_id: int, **changes: Any) -> SessionForm:
    """A session of an hour that starts in a day."""
    made = SessionForm(
        group_id=group_id,
        title="Reading code aloud",
        description="Bring some.",
        mode=Mode.ONLINE,
        starts_at=NOW + 24 * HOUR,
        ends_at=NOW + 25 * HOUR,
        link="https://meet.example.org/aloud",
        seats=5,
    )
    return replace(made, **changes)


def session(
    uow: UnitOfWork,
    group_id: int,
    mentor_id: int,
    status: Status = Status.SCHEDULED,
    due_at: datetime | None = None,
    **changes: Any,
) -> Session:
    """A session that is stored."""
    return uow.sessions.add(session_form(group_id, **changes), mentor_id, status, due_at, NOW)


def application_form(*group_ids: int, **changes: Any) -> ApplicationForm:
    """An application to be a mentor."""
    made = ApplicationForm(
        about="I read code.",
        expertise=("Python", "Reading"),
        reason="It is fun.",
        hours=3,
        group_ids=group_ids or (1,),
    )
    return replace(made, **changes)


def notice(number: int | None = None, fact: Fact | None = None, **changes: Any) -> Notice:
    """A direct message that is due."""
    number = next(_numbers) if number is None else number
    made = Notice(
        fact=fact or SessionCancelled(1, "The mentor is ill."),
        target=Target.PERSON,
        platform=Platform.DISCORD,
        dest=f"user-{number}",
        person_id=None,
        account_id=None,
        dedupe_key=f"notice-{number}",
        order_key=f"order-{number}",
        category=Category.CHANGED,
        priority=5,
        not_before=NOW,
        useful_until=None,
    )
    return replace(made, **changes)
