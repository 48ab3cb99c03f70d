"""What the core needs from storage: one narrow protocol an area, gathered in a unit of work.

A use case is a plain function `(uow, actor, now, …)`; it runs inside one transaction, so whatever
it reads is true while it acts and whatever it writes is committed together (trust.md §3.3).
All instants are aware UTC. `get` returns None for what does not exist.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from core.audit import AuditRow
from core.drafts import Answers, Draft, DraftKey
from core.groups.model import Group, GroupSummary, LinkKind
from core.leases import Lease, LeaseRole
from core.mentors.model import (
    Application,
    ApplicationForm,
    ApplicationStatus,
    Mentor,
    MentorFigures,
    MentorStatus,
    ProfileForm,
    Tier,
)
from core.notices.model import Card, Category, Notice, OutboxRow, OutboxStatus
from core.notices.outcomes import Settlement
from core.page import Page
from core.people.model import Account, Identity, LinkCode, LinkState, Person, Platform, QuietHours
from core.programme import Programme
from core.sessions.model import (
    Attendance,
    Feedback,
    Mode,
    Part,
    Participant,
    Participation,
    Session,
    SessionForm,
    Status,
)


class People(Protocol):
    """People, accounts, settings and link codes."""

    def get(self, person_id: int) -> Person | None: ...
    def several(self, person_ids: Collection[int]) -> Sequence[Person]:
        """Those of these people that exist, in one query; a notice to hundreds needs their quiet hours."""
        ...

    def account(self, platform: Platform, user_id: str) -> Account | None: ...
    def account_by_id(self, account_id: int) -> Account | None: ...
    def accounts(self, person_id: int) -> Sequence[Account]: ...
    def accounts_of(self, person_ids: Collection[int]) -> Sequence[Account]: ...
    def create(self, identity: Identity, now: datetime) -> tuple[Person, Account]: ...
    def refresh(self, account_id: int, identity: Identity) -> None:
        """Store name, username, language and (when told) roles as the platform says now."""
        ...

    def set_language(self, person_id: int, language: str | None) -> None: ...
    def set_zone(self, person_id: int, zone: str | None) -> None: ...
    def set_quiet(self, person_id: int, quiet: QuietHours | None) -> None: ...
    def set_admin(self, person_id: int, admin: bool) -> None: ...
    def set_reachable(self, account_id: int, reachable: bool) -> None: ...
    def set_notify(self, account_id: int, notify: bool) -> None: ...
    def set_dm_channel(self, account_id: int, channel: str) -> None: ...
    def admins(self) -> Sequence[int]:
        """Ids of the people made admin, of those whose account is one by configuration, and of
        those who hold a configured Discord role.
        """
        ...

    def categories_off(self, person_ids: Collection[int]) -> set[tuple[int, Category]]: ...
    def set_category(self, person_id: int, category: Category, on: bool) -> None: ...
    def search(self, text: str, limit: int) -> Sequence[Person]:
        """People by name or username, for autocomplete and pick lists."""
        ...

    def add_code(self, person_id: int, platform: Platform, digest: str, expires_at: datetime) -> int: ...
    def code(self, digest: str) -> LinkCode | None: ...
    def code_by_id(self, code_id: int) -> LinkCode | None: ...
    def void_codes(self, person_id: int) -> None: ...
    def count_tries(self, person_id: int, since: datetime) -> int:
        """Codes this person entered, right or wrong, since an instant."""
        ...

    def add_try(self, person_id: int, now: datetime) -> None: ...
    def set_code(
        self, code_id: int, expected: LinkState, state: LinkState, entered_by: int | None
    ) -> bool: ...
    def merge(self, keep: int, gone: int) -> None:
        """Move everything of `gone` to `keep`; where both have a place in one thing, `keep`'s stays."""
        ...

    def detach(self, account_id: int, now: datetime) -> Person:
        """Make an account a person of its own."""
        ...

    def export(self, person_id: int) -> dict[str, list[dict[str, object]]]:
        """Every row about a person, by table."""
        ...

    def erase(self, person_id: int, now: datetime) -> None:
        """Remove what identifies a person everywhere; counts stay.

        Pending notices are cancelled. The accounts stay as nameless tombstones that `account` still
        finds, so that a late input does not create the person anew (trust.md §2 row 80).
        """
        ...


class Groups(Protocol):
    """Interest groups and links."""

    def get(self, group_id: int) -> Group | None: ...
    def by_slug(self, slug: str) -> Group | None: ...
    def all(self, *, active_only: bool) -> Sequence[Group]:
        """By name."""
        ...

    def page(self, person_id: int, text: str, number: int, size: int) -> Page[GroupSummary]:
        """Active groups by name with the person's links."""
        ...

    def summary(self, group_id: int, person_id: int) -> GroupSummary | None:
        """One group, active or not, with its learners counted and the person's links."""
        ...

    def create(
        self,
        slug: str,
        name: str,
        description: str,
        discord_role_id: str | None,
        discord_channel_id: str | None,
        telegram_chat_id: str | None,
        now: datetime,
    ) -> Group: ...
    def save(self, group: Group, expected_version: int) -> bool:
        """Store changed fields and count the version up; False when somebody was faster."""
        ...

    def move_chat(self, old_chat_id: str, new_chat_id: str) -> None:
        """A Telegram group became a supergroup."""
        ...

    def links(self, person_id: int) -> dict[int, frozenset[LinkKind]]:
        """Active links by group, a mapped Discord role counting as a learner's link (rules.md §2)."""
        ...

    def people(self, group_id: int, kind: LinkKind) -> Sequence[int]: ...
    def set_link(self, group_id: int, person_id: int, kind: LinkKind, active: bool, now: datetime) -> bool:
        """True when this changed something."""
        ...


class Mentors(Protocol):
    """Applications and mentors."""

    def application(self, application_id: int) -> Application | None: ...
    def latest_application(self, person_id: int) -> Application | None: ...
    def open_or_approved(self, person_id: int) -> Sequence[Application]:
        """Those that are PENDING, CHANGES_REQUESTED or APPROVED."""
        ...

    def apply(self, person_id: int, form: ApplicationForm, now: datetime) -> Application: ...
    def resubmit(
        self, application_id: int, form: ApplicationForm, expected_version: int, now: datetime
    ) -> bool:
        """Back to PENDING with the note and the decision cleared."""
        ...

    def decide(
        self,
        application_id: int,
        expected: ApplicationStatus,
        status: ApplicationStatus,
        note: str | None,
        decided_by: int,
        now: datetime,
    ) -> bool:
        """Guarded by the expected state; False when somebody was faster."""
        ...

    def applications(
        self, status: ApplicationStatus | None, tier: Tier | None, text: str, number: int, size: int
    ) -> Page[Application]:
        """Newest first."""
        ...

    def get(self, person_id: int) -> Mentor | None: ...
    def grant(
        self, person_id: int, tier: Tier, organisation: str | None, form: ProfileForm, now: datetime
    ) -> Mentor:
        """Create the profile, or bring a former mentor's back to ACTIVE."""
        ...

    def save_profile(self, person_id: int, profile: ProfileForm, expected_version: int) -> bool: ...
    def set_status(self, person_id: int, expected: MentorStatus, status: MentorStatus) -> bool: ...
    def discover(
        self,
        text: str,
        skill: str | None,
        group_id: int | None,
        number: int,
        size: int,
        *,
        all_statuses: bool,
    ) -> Page[Mentor]:
        """Public ACTIVE mentors by name; `all_statuses` is the admin's view."""
        ...

    def figures(self, person_id: int, now: datetime) -> MentorFigures: ...


class Sessions(Protocol):
    """Group sessions and participants."""

    def get(self, session_id: int) -> Session | None: ...
    def add(
        self, form: SessionForm, mentor_id: int, status: Status, due_at: datetime | None, now: datetime
    ) -> Session:
        """Also adds the mentor as participant MENTOR."""
        ...

    def same(self, mentor_id: int, title: str, starts_at: datetime) -> Session | None:
        """A session of this mentor that is neither cancelled nor rejected, with this title and start."""
        ...

    def overlapping(
        self, mentor_id: int, starts_at: datetime, ends_at: datetime, but: int | None
    ) -> Session | None:
        """A session this person leads that is neither cancelled nor rejected and shares time with these."""
        ...

    def save(
        self,
        session_id: int,
        form: SessionForm,
        status: Status,
        due_at: datetime | None,
        expected_version: int,
    ) -> bool:
        """Store an edit and count the version up; False when somebody was faster."""
        ...

    def move(
        self,
        session_id: int,
        expected: Status,
        status: Status,
        *,
        due_at: datetime | None,
        reason: str | None = None,
        decided_by: int | None = None,
        decided_at: datetime | None = None,
    ) -> bool:
        """Change the state, guarded by the expected one, and count the version up."""
        ...

    def set_due(self, session_id: int, expected: datetime, due_at: datetime | None) -> bool: ...
    def delete(self, session_id: int) -> None: ...
    def due(self, now: datetime, limit: int) -> Sequence[int]:
        """Ids of sessions with something due, the earliest first."""
        ...

    def next_due(self) -> datetime | None: ...
    def browse(
        self,
        group_ids: Collection[int],
        now: datetime,
        text: str,
        mode: Mode | None,
        number: int,
        size: int,
    ) -> Page[Session]:
        """SCHEDULED and IN_PROGRESS sessions that have not ended, soonest first."""
        ...

    def of_mentor(
        self, mentor_id: int, status: Status | None, text: str, number: int, size: int
    ) -> Page[Session]:
        """Sessions someone leads, latest start first."""
        ...

    def listed(
        self, group_id: int | None, status: Status | None, text: str, number: int, size: int
    ) -> Page[Session]:
        """Every session, for admins, latest start first; text matches title or mentor."""
        ...

    def archived(self, group_ids: Collection[int], before: datetime, number: int, size: int) -> Page[Session]:
        """Sessions that started before an instant, latest first (rules.md §5, archive)."""
        ...

    def awaiting(self, group_ids: Collection[int] | None, limit: int) -> Sequence[Session]:
        """PENDING_APPROVAL sessions, the soonest first; None is every group."""
        ...

    def participant(self, session_id: int, person_id: int) -> Participant | None:
        """An active place, whichever part."""
        ...

    def participants(self, session_id: int, text: str = "") -> Sequence[Participant]:
        """Active places, mentors first, then by name."""
        ...

    def take_seat(self, session_id: int, person_id: int, now: datetime) -> bool:
        """Take a seat as MENTEE if one is free, in one guarded statement; False when full."""
        ...

    def free_seat(self, session_id: int, person_id: int, now: datetime) -> bool: ...
    def places(self, person_id: int, session_ids: Collection[int]) -> dict[int, Part]:
        """The person's active part in each of these sessions."""
        ...

    def joined_overlapping(
        self, person_id: int, starts_at: datetime, ends_at: datetime, but: int
    ) -> Session | None:
        """A session this person has an active place in that is neither cancelled nor rejected."""
        ...

    def set_attendance(self, session_id: int, person_ids: Collection[int], attendance: Attendance) -> int: ...
    def set_note(self, session_id: int, person_id: int, note: str | None) -> None: ...
    def set_minutes(self, session_id: int, person_id: int, minutes: int | None) -> None: ...
    def set_feedback(self, session_id: int, person_id: int, feedback: Feedback) -> None: ...
    def ratings(self, session_id: int) -> tuple[int, float | None]:
        """Number of ratings and their average."""
        ...

    def history(self, person_id: int, number: int, size: int) -> Page[Participation]:
        """Own participations as a learner, newest start first."""
        ...

    def upcoming(self, person_id: int, now: datetime, limit: int) -> Sequence[Participation]:
        """What a person takes part in and has not ended, soonest first."""
        ...


class Outbox(Protocol):
    """Notices owed; written with the fact, read by the sender in its own transactions."""

    def owe(self, notices: Sequence[Notice]) -> int:
        """Insert, ignoring those whose dedupe key exists; returns how many were new."""
        ...

    def owe_card(self, notice: Notice) -> None:
        """Owe a card's refresh unless one is pending already."""
        ...

    def cancel(self, session_id: int, kinds: Collection[str]) -> int:
        """PENDING rows of these kinds about a session become CANCELLED."""
        ...

    def waiting_for(self, person_id: int, number: int, size: int) -> Page[OutboxRow]:
        """What a person was not told: KEPT, SUPPRESSED, EXPIRED or DEAD, newest first."""
        ...

    def mark_read(self, person_id: int, now: datetime) -> None: ...
    def card(self, session_id: int, platform: Platform, channel: str) -> Card | None: ...
    def cards(self, session_id: int) -> Sequence[Card]: ...


class Audit(Protocol):
    """The append-only audit log."""

    def add(self, row: AuditRow) -> None: ...
    def recent(self, number: int, size: int) -> Page[AuditRow]: ...


class Queue(Protocol):
    """The sender's side of the outbox (trust.md §3.4)."""

    def claim(
        self, platform: Platform, lease: Lease, now: datetime, limit: int, hold: timedelta
    ) -> Sequence[OutboxRow]:
        """Mark up to `limit` due heads of their order keys SENDING, attempt counted, and return them."""
        ...

    def settle(self, row: OutboxRow, settlement: Settlement, now: datetime) -> bool:
        """Store what became of a claimed row; False when the claim was lost, and nothing changes."""
        ...

    def sweep(self, now: datetime) -> int:
        """Rows whose claim lapsed become PENDING again with one ambiguous attempt more."""
        ...

    def release(self, platform: Platform) -> int:
        """At start, when no other process can be sending: give back every claim at once."""
        ...

    def next_at(self, platform: Platform) -> datetime | None:
        """When the earliest PENDING row may be sent."""
        ...

    def listed(self, statuses: Collection[OutboxStatus], number: int, size: int) -> Page[OutboxRow]: ...
    def get(self, row_id: int) -> OutboxRow | None: ...
    def retry(self, row_id: int, now: datetime) -> bool:
        """A DEAD, UNCERTAIN or HELD row becomes PENDING."""
        ...

    def discard(self, row_id: int) -> bool: ...
    def depth(self) -> dict[tuple[str, str], int]:
        """Rows by platform and status, finished ones left out."""
        ...

    def oldest_pending(self, platform: Platform, now: datetime) -> datetime | None: ...
    def save_card(self, card: Card) -> None: ...
    def forget_card(self, session_id: int, platform: Platform, channel: str) -> None: ...


class Drafts(Protocol):
    """Half-filled commands and the rows behind tokens that do not fit into a button."""

    def get(self, draft_id: int) -> Draft | None: ...
    def open_for(self, key: DraftKey) -> Draft | None: ...
    def start(
        self, key: DraftKey, command: str, answers: Answers, asking: str | None, expires_at: datetime
    ) -> Draft:
        """Replaces a draft of the same key."""
        ...

    def save(
        self, draft_id: int, expected_version: int, answers: Answers, asking: str | None, expires_at: datetime
    ) -> bool:
        """Count the version up; False when the draft moved on."""
        ...

    def set_message(self, draft_id: int, message_id: str) -> None: ...
    def end(self, draft_id: int) -> bool: ...
    def purge(self, now: datetime) -> int: ...
    def keep_token(self, token: str, payload: str, expires_at: datetime) -> None: ...
    def token(self, token: str) -> str | None: ...


class Leases(Protocol):
    """Leases with a growing epoch; PostgreSQL's own clock decides there."""

    def take(self, role: LeaseRole, owner: str, hold: timedelta, now: datetime) -> Lease | None:
        """Take or renew; None while somebody else holds it."""
        ...

    def give_back(self, lease: Lease) -> None: ...
    def all(self) -> Sequence[Lease]: ...


class UnitOfWork(Protocol):
    """Everything a use case may touch, inside one transaction."""

    @property
    def programme(self) -> Programme: ...
    @property
    def source(self) -> str:
        """Where the input came from: discord, telegram, clock or operator."""
        ...

    @property
    def correlation(self) -> str:
        """Ties platform event, change, audit and notices together."""
        ...

    @property
    def people(self) -> People: ...
    @property
    def groups(self) -> Groups: ...
    @property
    def mentors(self) -> Mentors: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def queue(self) -> Queue: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def leases(self) -> Leases: ...


T = TypeVar("T")


class Repeated(Exception):
    """This input was handled before; carries the outcome that was stored with its effect."""

    def __init__(self, outcome: str) -> None:
        super().__init__("input handled before")
        self.outcome = outcome


class Database(Protocol):
    """The only awaited door to storage."""

    async def write(
        self,
        use_case: Callable[[UnitOfWork], T],
        *,
        source: str,
        correlation: str = "",
        key: tuple[Platform, str] | None = None,
        outcome: Callable[[T], str] | None = None,
    ) -> T:
        """Run a use case in one transaction and answer after its commit.

        With `key` the input is recorded in the inbox in the same transaction, `outcome(result)` with
        it; a key that is there already raises `Repeated` and nothing runs. `Conflict` and the
        engine's own serialisation failures are tried again, at most three times.
        """
        ...

    async def read(self, query: Callable[[UnitOfWork], T]) -> T:
        """Run a query that writes nothing."""
        ...
