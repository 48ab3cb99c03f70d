"""Rows to models, spelled out; the statements name their columns as the models do."""

from collections.abc import Mapping
from typing import Any

from core.audit import AuditRow
from core.drafts import Draft, DraftKey
from core.facts import Fact
from core.groups.model import Group
from core.mentors.model import Application, ApplicationForm, Mentor, ProfileForm
from core.notices.model import Card, Notice, OutboxRow
from core.people.model import Account, LinkCode, Person, QuietHours, Speaker
from core.sessions.model import Feedback, Listed, Participant, Participation, Session
from storage.facts import UnreadableFact, fact
from storage.tables import FOREVER

Row = Any
"""A row of a result; its attributes are typed by the model it becomes."""


def person(row: Row) -> Person:
    """A row of `people`."""
    return _person(row, row.id, row.name, row.language)


def _person(row: Row, person_id: int, name: str, language: str | None) -> Person:
    quiet = None if row.quiet_start is None else QuietHours(row.quiet_start, row.quiet_end)
    return Person(
        id=person_id,
        name=name,
        language=language,
        zone=row.zone,
        quiet=quiet,
        admin=row.admin,
        created_at=row.created_at,
        erased_at=row.erased_at,
    )


def account(row: Row) -> Account:
    """A row of `accounts`."""
    return Account(
        id=row.id,
        person_id=row.person_id,
        platform=row.platform,
        user_id=row.user_id,
        name=row.name,
        username=row.username,
        language=row.language,
        role_ids=frozenset(row.role_ids),
        reachable=row.reachable,
        notify=row.notify,
        dm_channel=row.dm_channel,
    )


def speaker(row: Row) -> Speaker:
    """A row of `accounts` joined with its person, and with the `standing` of a mentor."""
    whose = _person(row, row.person_id, row.person_name, row.person_language)
    return Speaker(account(row), whose, row.standing)


def link_code(row: Row) -> LinkCode:
    """A row of `link_codes`."""
    return LinkCode(
        id=row.id,
        digest=row.digest,
        person_id=row.person_id,
        platform=row.platform,
        state=row.state,
        entered_by=row.entered_by,
        expires_at=row.expires_at,
    )


def group(row: Row) -> Group:
    """A row of `groups`."""
    return Group(
        id=row.id,
        slug=row.slug,
        name=row.name,
        description=row.description,
        active=row.active,
        discord_role_id=row.discord_role_id,
        discord_channel_id=row.discord_channel_id,
        telegram_chat_id=row.telegram_chat_id,
        version=row.version,
        created_at=row.created_at,
    )


def application(row: Row) -> Application:
    """A row of `applications` with `person_name` and `decided_by_name`."""
    form = ApplicationForm(
        about=row.about,
        expertise=tuple(row.expertise),
        reason=row.reason,
        hours=row.hours,
        group_ids=tuple(row.group_ids),
        tier=row.tier,
        organisation=row.organisation,
    )
    return Application(
        id=row.id,
        person_id=row.person_id,
        person_name=row.person_name,
        form=form,
        status=row.status,
        note=row.note,
        decided_by=row.decided_by,
        decided_by_name=row.decided_by_name,
        decided_at=row.decided_at,
        version=row.version,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def mentor(row: Row) -> Mentor:
    """A row of `mentors` with the person's `name`."""
    profile = ProfileForm(
        headline=row.headline,
        about=row.about,
        expertise=tuple(row.expertise),
        company=row.company,
        job_title=row.job_title,
        years=row.years,
        location=row.location,
        links=tuple(row.links),
        session_minutes=row.session_minutes,
        buffer_minutes=row.buffer_minutes,
        meeting_link=row.meeting_link,
        rate=row.rate,
        currency=row.currency,
        public=row.public,
    )
    return Mentor(
        person_id=row.person_id,
        name=row.name,
        tier=row.tier,
        organisation=row.organisation,
        status=row.status,
        profile=profile,
        version=row.version,
        since=row.since,
    )


def session(row: Row) -> Session:
    """A row of `sessions` with `group_name`, `mentor_name` and `decided_by_name`."""
    return Session(
        id=row.id,
        group_id=row.group_id,
        group_name=row.group_name,
        mentor_id=row.mentor_id,
        mentor_name=row.mentor_name,
        title=row.title,
        description=row.description,
        mode=row.mode,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        link=row.link,
        venue=row.venue,
        seats=row.seats,
        taken=row.taken,
        status=row.status,
        reason=row.reason,
        decided_by=row.decided_by,
        decided_by_name=row.decided_by_name,
        decided_at=row.decided_at,
        due_at=row.due_at,
        version=row.version,
        created_at=row.created_at,
    )


def listed(row: Row) -> Listed:
    """A row of `session_columns.LISTED`, whose columns come in the order of the model's fields."""
    return Listed._make(row)


def participant(row: Row) -> Participant:
    """A row of `participants` with `person_name`."""
    given = None if row.feedback_at is None else Feedback(row.rating, row.feedback, row.feedback_at)
    return Participant(
        session_id=row.session_id,
        person_id=row.person_id,
        name=row.person_name,
        part=row.part,
        attendance=row.attendance,
        note=row.note,
        minutes=row.minutes,
        feedback=given,
        joined_at=row.joined_at,
        left_at=row.left_at,
    )


def participation(row: Row) -> Participation:
    """A row of a session joined with one participant of it."""
    return Participation(session(row), participant(row))


def outbox_row(row: Row, told: Fact | None = None) -> OutboxRow:
    """A row of `outbox`; a fact that cannot be read is given as a bare `Fact`."""
    if told is None:
        try:
            told = fact(row.kind, row.payload)
        except UnreadableFact:
            told = Fact()
    return OutboxRow(
        id=row.id,
        notice=_notice(row, told),
        status=row.status,
        attempt=row.attempt,
        ambiguous=row.ambiguous,
        lease_owner=row.lease_owner,
        lease_epoch=row.lease_epoch,
        lease_until=row.lease_until,
        nonce=row.nonce,
        plain=row.plain,
        message_id=row.message_id,
        error=row.error,
        created_at=row.created_at,
        sent_at=row.sent_at,
    )


def _notice(row: Row, told: Fact) -> Notice:
    return Notice(
        fact=told,
        target=row.target,
        platform=row.platform,
        dest=row.dest,
        person_id=row.person_id,
        account_id=row.account_id,
        dedupe_key=row.dedupe_key,
        order_key=row.order_key,
        category=row.category,
        priority=row.priority,
        not_before=row.not_before,
        useful_until=None if row.useful_until == FOREVER else row.useful_until,
        session_id=row.session_id,
        correlation=row.correlation,
    )


def card(row: Row) -> Card:
    """A row of `cards`."""
    return Card(row.session_id, row.platform, row.channel, row.message_id)


def draft(row: Row) -> Draft:
    """A row of `drafts`."""
    return Draft(
        id=row.id,
        key=DraftKey(row.platform, row.chat_id, row.user_id),
        command=row.command,
        answers=row.answers,
        asking=row.asking,
        version=row.version,
        message_id=row.message_id,
        expires_at=row.expires_at,
    )


def audit_row(row: Row) -> AuditRow:
    """A row of `audit`."""
    return AuditRow(
        at=row.at,
        actor_id=row.actor_id,
        source=row.source,
        action=row.action,
        object_kind=row.object_kind,
        object_id=row.object_id,
        before=row.before,
        after=row.after,
        correlation=row.correlation,
        outcome=row.outcome,
    )


def plain(row: Mapping[Any, Any]) -> dict[str, object]:
    """A row as what JSON can hold: instants and times as ISO 8601, enumerations as their values."""
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> object:
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return value
