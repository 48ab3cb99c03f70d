"""Two people become one, and one account a person of its own (rules.md §1)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Executable,
    String,
    Table,
    Time,
    and_,
    bindparam,
    cast,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
    update,
)

from core.mentors.model import ApplicationStatus
from core.notices.model import OutboxStatus
from core.people.model import Person
from core.sessions.model import Part
from storage import mapping
from storage.accounts import new_person, write_words
from storage.scope import Repository
from storage.tables import (
    accounts,
    applications,
    categories_off,
    group_links,
    link_codes,
    link_tries,
    mentors,
    outbox,
    participants,
    people,
    person_words,
    saved_mentors,
    sessions,
)
from storage.tables.mentors import STANDS
from storage.tables.sessions import NOT_DROPPED

_KEEP: BindParameter[int] = bindparam("keep")
_GONE: BindParameter[int] = bindparam("gone")
_OTHER_LINK = group_links.alias("other_link")
_OTHER_OFF = categories_off.alias("other_off")
_OTHER_MENTOR = mentors.alias("other_mentor")
_OTHER_SAVED = saved_mentors.alias("other_saved")
_OTHER_SESSION = sessions.alias("other_session")


def _moves(table: Table, column: str = "person_id") -> Executable:
    return update(table).where(table.c[column] == _GONE).values({column: _KEEP})


def _theirs(table: Table) -> Executable:
    return delete(table).where(table.c.person_id == _GONE)


def _same_link(*, active: bool) -> ColumnElement[bool]:
    """A link of the other person to the same group, of the same kind."""
    same = and_(_OTHER_LINK.c.group_id == group_links.c.group_id, _OTHER_LINK.c.kind == group_links.c.kind)
    return and_(same, _OTHER_LINK.c.active) if active else same


_SETTINGS = (
    update(people)
    .where(people.c.id == _KEEP)
    .values(
        language=func.coalesce(people.c.language, bindparam("their_language")),
        zone=func.coalesce(people.c.zone, bindparam("their_zone")),
        quiet_start=func.coalesce(people.c.quiet_start, bindparam("their_quiet_start", type_=Time)),
        quiet_end=func.coalesce(people.c.quiet_end, bindparam("their_quiet_end", type_=Time)),
        admin=or_(people.c.admin, bindparam("they_admin")),
    )
)
"""Where the one who stays has not chosen, the other's choice holds."""
_SIGNPOST = (
    update(people)
    .where(or_(people.c.id == _GONE, people.c.merged_into == _GONE))
    .values(merged_into=_KEEP, admin=False)
)


def _once_saved(column: str, other: str) -> tuple[Executable, ...]:
    """Whom the one who goes has saved, or who has saved them: for the one who stays, once.

    As long as the one who stays is no mentor, the profile's own move takes those along who saved it.
    """
    gone, kept = saved_mentors.c[column] == _GONE, _OTHER_SAVED.c[column] == _KEEP
    same = exists().where(kept, _OTHER_SAVED.c[other] == saved_mentors.c[other])
    possible = exists().where(_OTHER_MENTOR.c.person_id == _KEEP) if column == "mentor_id" else true()
    return (
        delete(saved_mentors).where(gone, same),
        update(saved_mentors).where(gone, possible).values({column: _KEEP}),
    )


_SIMPLE = (
    _moves(applications),
    _moves(participants),
    _moves(accounts),
    _moves(link_codes),
    _moves(link_codes, "entered_by"),
    _moves(link_tries),
    _moves(outbox),
    delete(categories_off).where(
        categories_off.c.person_id == _GONE,
        exists().where(_OTHER_OFF.c.person_id == _KEEP, _OTHER_OFF.c.category == categories_off.c.category),
    ),
    _moves(categories_off),
    update(group_links)
    .where(
        group_links.c.person_id == _KEEP,
        exists().where(_OTHER_LINK.c.person_id == _GONE, _same_link(active=True)),
    )
    .values(active=True),
    delete(group_links).where(
        group_links.c.person_id == _GONE,
        exists().where(_OTHER_LINK.c.person_id == _KEEP, _same_link(active=False)),
    ),
    _moves(group_links),
    *_once_saved("person_id", "mentor_id"),
    *_once_saved("mentor_id", "person_id"),
    delete(mentors).where(mentors.c.person_id == _GONE, exists().where(_OTHER_MENTOR.c.person_id == _KEEP)),
    _moves(mentors),
    delete(saved_mentors).where(saved_mentors.c.person_id == _KEEP, saved_mentors.c.mentor_id == _KEEP),
    update(sessions)
    .where(
        sessions.c.mentor_id == _GONE,
        NOT_DROPPED,
        exists().where(
            _OTHER_SESSION.c.mentor_id == _KEEP,
            _OTHER_SESSION.c.starts_at == sessions.c.starts_at,
            _OTHER_SESSION.c.title_key == sessions.c.title_key,
        ),
    )
    .values(title_key=sessions.c.title_key + literal(" ") + cast(sessions.c.id, String)),
    _moves(sessions, "mentor_id"),
    _theirs(person_words),
    _SIGNPOST,
)
"""What moves without looking; where both have the same row, the other's goes first."""
_APPLICATIONS = select(
    applications.c.id, applications.c.person_id, applications.c.scope, applications.c.status
)
_STANDING = _APPLICATIONS.where(applications.c.person_id.in_([_KEEP, _GONE]), STANDS)
_CLOSE = (
    update(applications)
    .where(applications.c.id.in_(bindparam("ids", expanding=True)))
    .values(status=ApplicationStatus.REVOKED)
)
_twin = participants.alias("twin")
_TWINS = (
    select(
        participants.c.session_id,
        participants.c.part.label("kept_part"),
        participants.c.left_at.label("kept_left"),
        _twin.c.part.label("gone_part"),
        _twin.c.left_at.label("gone_left"),
    )
    .join(_twin, _twin.c.session_id == participants.c.session_id)
    .where(participants.c.person_id == _KEEP, _twin.c.person_id == _GONE)
)
_DROP_PLACES = delete(participants).where(
    tuple_(participants.c.session_id, participants.c.person_id).in_(bindparam("places", expanding=True))
)
_FREE_SEATS = (
    update(sessions)
    .where(sessions.c.id.in_(bindparam("session_ids", expanding=True)))
    .values(taken=sessions.c.taken - 1)
)
_RANK = {Part.MENTOR: 0, Part.CO_MENTOR: 1, Part.MENTEE: 2}
_ACCOUNT = select(accounts).where(accounts.c.id == bindparam("account_id"))
_HAND_OVER = (
    update(accounts).where(accounts.c.id == bindparam("account_id")).values(person_id=bindparam("new_person"))
)
_CANCEL = (
    update(outbox)
    .where(
        outbox.c.person_id == bindparam("of_person"),
        outbox.c.account_id == bindparam("of_account"),
        outbox.c.status == OutboxStatus.PENDING,
    )
    .values(status=OutboxStatus.CANCELLED, settled_at=bindparam("now"), error="account unlinked")
)
_PERSON = select(people).where(people.c.id == bindparam("person_id"))


class Merging(Repository):
    """The part of `core.ports.People` that joins and parts people."""

    __slots__ = ()

    def merge(self, keep: int, gone: int) -> None:
        """Move everything of `gone` to `keep`; its row stays as a signpost to `keep`."""
        both = {"keep": keep, "gone": gone}
        self._join_settings(both)
        self._close_doubled_applications(both)
        self._drop_doubled_places(both)
        for statement in _SIMPLE:
            self._connection.execute(statement, both)
        write_words(self._scope, keep)

    def _join_settings(self, both: dict[str, int]) -> None:
        gone = self._connection.execute(_PERSON, {"person_id": both["gone"]}).one()
        told = {
            "their_language": gone.language,
            "their_zone": gone.zone,
            "their_quiet_start": gone.quiet_start,
            "their_quiet_end": gone.quiet_end,
            "they_admin": gone.admin,
        }
        self._connection.execute(_SETTINGS, {"keep": both["keep"]} | told)

    def _close_doubled_applications(self, both: dict[str, int]) -> None:
        """Of two standing applications for one thing the approved one stays, else the keeper's."""
        rows = self._connection.execute(_STANDING, both).all()
        best: dict[str, Any] = {}
        closed: list[int] = []
        for row in sorted(
            rows,
            key=lambda one: (one.status is not ApplicationStatus.APPROVED, one.person_id != both["keep"]),
        ):
            if row.scope in best:
                closed.append(row.id)
            best.setdefault(row.scope, row)
        if closed:
            self._connection.execute(_CLOSE, {"ids": closed})

    def _drop_doubled_places(self, both: dict[str, int]) -> None:
        """Of two places in one session the active one stays, then the leading one, then the keeper's."""
        dropped: list[tuple[int, int]] = []
        freed: list[int] = []
        for row in self._connection.execute(_TWINS, both):
            kept = (row.kept_left is not None, _RANK[row.kept_part])
            gone = (row.gone_left is not None, _RANK[row.gone_part])
            loser, left, part = (
                ("gone", row.gone_left, row.gone_part)
                if kept <= gone
                else ("keep", row.kept_left, row.kept_part)
            )
            dropped.append((row.session_id, both[loser]))
            if left is None and part is Part.MENTEE:
                freed.append(row.session_id)
        self._run(_DROP_PLACES, places=dropped)
        self._run(_FREE_SEATS, session_ids=freed)

    def _run(self, statement: Executable, **values: Iterable[object]) -> None:
        """Where there is anything to run it for."""
        if all(values.values()):
            self._connection.execute(statement, values)

    def detach(self, account_id: int, now: datetime) -> Person:
        """Make an account a person of its own; what was owed to it is cancelled, the rest stays behind."""
        account = self._connection.execute(_ACCOUNT, {"account_id": account_id}).one()
        person_id = new_person(self._scope, account.name, now)
        self._connection.execute(_HAND_OVER, {"account_id": account_id, "new_person": person_id})
        owed = {"of_person": account.person_id, "of_account": account_id, "now": now}
        self._connection.execute(_CANCEL, owed)
        write_words(self._scope, person_id)
        write_words(self._scope, account.person_id)
        return mapping.person(self._connection.execute(_PERSON, {"person_id": person_id}).one())
