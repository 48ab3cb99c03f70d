"""The stage on which one cell of the matrix is played: a group, its people, and the thing acted upon."""

from itertools import count

from core.groups.model import LinkKind
from core.mentors.model import MentorStatus, ProfileForm, Tier
from core.people import roles
from core.people.model import Account, Actor, Identity, Platform
from core.programme import Programme
from storage.unit_of_work import Work
from tests.builders import NOW, group
from tests.proofs.rehearsal import Rehearsal

ADMIN_ID, ADMIN_ROLE, GROUP_ROLE = "900", "7000", "7001"
PROGRAMME = Programme(
    admin_discord_ids=frozenset({ADMIN_ID}), admin_discord_roles=frozenset({ADMIN_ROLE}), group_limit=0
)
_user_ids = count(1000)


class Stage:
    """What a cell needs; ids of things are set by the area that arranges them."""

    session = application = mentor = person = learner = code = account = row = 0
    owner: Actor
    """Whom the thing belongs to."""
    secret = "c0dec0dec0dec0dec0de"

    def __init__(self, rehearsal: Rehearsal) -> None:
        self.rehearsal = rehearsal
        self.uow: Work = rehearsal.work()
        self.now = NOW
        self.group, self.other = self._groups()
        self.person = self.newcomer("Petra Person").id

    def _groups(self) -> tuple[int, int]:
        known = {one.name: one.id for one in self.uow.groups.all(active_only=False)}
        return known["Python"], known["Rust"]

    def newcomer(
        self, name: str = "Nova Newcomer", *, user_id: str | None = None, role: str | None = None,
        platform: Platform = Platform.DISCORD,
    ) -> Actor:  # fmt: skip
        """Somebody new."""
        held = frozenset({role} if role else ()) if platform is Platform.DISCORD else None
        return self.actor(Identity(platform, user_id or str(next(_user_ids)), name, role_ids=held))

    def actor(self, identity: Identity) -> Actor:
        """Somebody as the core sees them now."""
        return roles.actor(self.uow, identity, self.now)

    def again(self, actor: Actor) -> Actor:
        """The same person with what they are by now."""
        account = actor.account
        return self.actor(
            Identity(account.platform, account.user_id, account.name, role_ids=account.role_ids)
        )

    def actor_of(self, person_id: int) -> Actor:
        """A person through their first account."""
        account = self.uow.people.accounts(person_id)[0]
        return self.actor(
            Identity(account.platform, account.user_id, account.name, role_ids=account.role_ids)
        )

    def link(self, actor: Actor, *kinds: LinkKind, group: int | None = None) -> Actor:
        """Make somebody belong to the group."""
        for kind in kinds:
            self.uow.groups.set_link(group or self.group, actor.id, kind, active=True, now=self.now)
        return self.again(actor)

    def mentoring(
        self, actor: Actor, status: MentorStatus = MentorStatus.ACTIVE, *, group: int | None = None
    ) -> Actor:
        """Make somebody a mentor, linked to the group unless they are one no longer."""
        self.uow.mentors.grant(actor.id, Tier.IG_MENTOR, None, ProfileForm(headline="I help"), self.now)
        if status is not MentorStatus.ACTIVE:
            self.uow.mentors.set_status(actor.id, MentorStatus.ACTIVE, status)
        if status is MentorStatus.REVOKED:
            return self.again(actor)
        return self.link(actor, LinkKind.MENTOR, group=group)

    def promoted(self, actor: Actor) -> Actor:
        """Make somebody an admin."""
        self.uow.people.set_admin(actor.id, admin=True)
        return self.again(actor)


def _identity(account: Account) -> Identity:
    return Identity(account.platform, account.user_id, account.name, role_ids=account.role_ids)


def furnish(rehearsal: Rehearsal) -> None:
    """What is there in every cell: two groups and an admin who stays."""
    uow = rehearsal.work()
    group(uow, "Python", role=GROUP_ROLE, channel="5000", chat="-6000")
    group(uow, "Rust")
    root = roles.actor(uow, Identity(Platform.DISCORD, "901", "Root Example"), NOW)
    uow.people.set_admin(root.id, admin=True)
