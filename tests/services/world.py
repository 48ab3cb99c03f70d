"""A small programme in memory, to act in."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from core.audit import AuditOutcome, AuditRow
from core.facts import Fact
from core.groups.model import Group, LinkKind
from core.mentors.model import ProfileForm, Tier
from core.notices.model import Notice, OutboxRow, OutboxStatus, Target
from core.people import roles
from core.people.model import Actor, Identity, Platform
from core.programme import Programme
from core.sessions import announcing, attending, deciding, ticking
from core.sessions.model import Attendance, Mode, Session, SessionForm, Status
from tests.fakes import FakeUnitOfWork, Memory

START = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LINK = "https://meet.example.org/room"


class World:
    """People, groups and sessions; `now` is three days before START."""

    def __init__(self, programme: Programme | None = None) -> None:
        self.memory = Memory()
        self.uow = FakeUnitOfWork(programme or Programme(), self.memory)
        self.now = START - 3 * DAY
        self._user_ids = count(1000)

    def programme(self, **values: Any) -> None:
        """Change settings."""
        self.uow = FakeUnitOfWork(replace(self.uow.programme, **values), self.memory)

    def person(self, name: str, *, admin: bool = False, platform: Platform = Platform.DISCORD) -> Actor:
        """Somebody new, with one account."""
        identity = Identity(platform, str(next(self._user_ids)), name)
        actor = roles.actor(self.uow, identity, self.now)
        if admin:
            self.uow.people.set_admin(actor.id, admin=True)
        return self.again(actor)

    def again(self, actor: Actor) -> Actor:
        """The same person as read now."""
        account = self.memory.accounts[actor.account.id]
        identity = Identity(account.platform, account.user_id, account.name, account.username)
        return roles.actor(self.uow, identity, self.now)

    def group(self, name: str = "Python", **spots: str) -> Group:
        """A group, perhaps with `role`, `channel` or `chat`."""
        return self.uow.groups.create(
            name.casefold(),
            name,
            "",
            spots.get("role"),
            spots.get("channel"),
            spots.get("chat"),
            self.now,
        )

    def link(self, actor: Actor, group: Group, kind: LinkKind = LinkKind.LEARNER) -> Actor:
        """Make somebody belong to a group."""
        self.uow.groups.set_link(group.id, actor.id, kind, active=True, now=self.now)
        return actor

    def learner(self, name: str, group: Group) -> Actor:
        """A new learner of a group."""
        return self.link(self.person(name), group)

    def lead(self, name: str, group: Group) -> Actor:
        """A new lead of a group."""
        return self.link(self.person(name), group, LinkKind.LEAD)

    def mentor(self, name: str, *groups: Group) -> Actor:
        """A new mentor of some groups."""
        actor = self.person(name)
        self.uow.mentors.grant(actor.id, Tier.IG_MENTOR, None, ProfileForm(), self.now)
        for group in groups:
            self.link(actor, group, LinkKind.MENTOR)
        return self.again(actor)

    def form(self, group: Group, **values: Any) -> SessionForm:
        """What a mentor could announce."""
        usual = SessionForm(group.id, "Decorators", "", Mode.ONLINE, START, START + HOUR, LINK)
        return replace(usual, **values)

    def announced(self, mentor: Actor, group: Group, **values: Any) -> Session:
        """A session in the state in which it is announced."""
        return announcing.announce(self.uow, mentor, self.now, self.form(group, **values))

    def scheduled(self, mentor: Actor, group: Group, **values: Any) -> Session:
        """An approved session."""
        session = self.announced(mentor, group, **values)
        if session.status is Status.PENDING_APPROVAL:
            admin = self.person("Approving Admin", admin=True)
            session = deciding.verify(self.uow, admin, self.now, session.id, approve=True)
            self.uow.people.set_admin(admin.id, admin=False)
        return session

    def join(self, session: Session, *actors: Actor) -> None:
        """Let people join."""
        for actor in actors:
            attending.join(self.uow, actor, self.now, session.id)

    def attended(self, session: Session, *actors: Actor) -> None:
        """Say that people came."""
        self.uow.sessions.set_attendance(session.id, [one.id for one in actors], Attendance.ATTENDED)

    def session(self, session: Session) -> Session:
        """A session as it is stored now."""
        return self.memory.sessions[session.id]

    def tick(self, now: datetime) -> None:
        """Let the clock do everything that is due at an instant."""
        self.now = now
        for session_id in self.uow.sessions.due(now, 1000):
            ticking.tick(self.uow, session_id, now)

    def at(self, now: datetime) -> "World":
        """Move the clock without letting it act."""
        self.now = now
        return self

    def rows(self, fact: type[Fact], *statuses: OutboxStatus) -> list[OutboxRow]:
        """Rows of one kind of fact, in the order in which they were owed; PENDING ones unless told."""
        wanted = statuses or (OutboxStatus.PENDING,)
        return [one for one in self.memory.rows.values() if _is(one, fact) and one.status in wanted]

    def told(self, fact: type[Fact]) -> list[int]:
        """Ids of the people to whom this is owed by direct message."""
        found = (one.notice for one in self.rows(fact) if one.notice.target is Target.PERSON)
        return [one.person_id for one in found if one.person_id is not None]

    def notices(self, fact: type[Fact]) -> list[Notice]:
        """What is owed of one kind."""
        return [one.notice for one in self.rows(fact)]

    def facts(self, fact: type[Fact]) -> list[Any]:
        """The facts themselves."""
        return [one.fact for one in self.notices(fact)]

    def forget(self) -> None:
        """Start counting notices and audit rows anew."""
        self.memory.rows.clear()
        self.memory.audit.clear()

    def audited(self, action: str | None = None) -> list[AuditRow]:
        """Audit rows of what was done."""
        done = [row for row in self.memory.audit if row.outcome is AuditOutcome.DONE]
        return [row for row in done if action in {None, row.action}]

    def snapshot(self) -> tuple[Any, ...]:
        """Everything stored, to see that nothing changed."""
        memory = self.memory
        kept: Iterable[Any] = (
            memory.people, memory.accounts, memory.off, memory.codes, memory.groups, memory.links,
            memory.applications, memory.mentors, memory.sessions, memory.places, memory.rows, memory.audit,
        )  # fmt: skip
        return tuple(repr(one) for one in kept)


def _is(row: OutboxRow, fact: type[Fact]) -> bool:
    return isinstance(row.notice.fact, fact)
