"""For admins: other admins, notices that need a decision, and who did what."""

import re
from collections.abc import Mapping
from datetime import datetime

from bot.dialog.text import Show, Text, User, When
from bot.dialog.view import Field, Row, Style, Tone, View
from bot.dialog.wording import Words
from bot.views.parts import button, empty_page, joined, numbered, paging, strong
from core.audit import AuditRow
from core.notices.model import OutboxRow
from core.operations.service import Running
from core.page import Page
from core.people.model import Platform
from core.people.service import AdminSet


def changed(words: Words, found: AdminSet) -> View:
    """After somebody became an admin, or is one no longer."""
    about = {"person": found.person.id}
    undo = button(words, "undo-admin", "admin remove", about, style=Style.DANGER)
    return View(
        title=words.say("admin-changed", name=strong(found.person.name), admin=found.admin),
        lines=(words.say("admin-changed-next", admin=found.admin),),
        actions=(*([undo] if found.admin else []), button(words, "home", "home")),
        tone=Tone.GOOD,
    )


def outbox(words: Words, page: Page[OutboxRow], names: Mapping[int, str], running: Running) -> View:
    """Notices that need a decision: dead, uncertain or held; and how the rest stands."""
    return View(
        title=numbered(words, "outbox-title", page),
        lines=empty_page(words, page, "outbox-none") or (words.say("outbox-how"),),
        fields=_running(words, running),
        rows=tuple(_undecided(words, one, names) for one in page.items),
        actions=(
            *paging(words, page, "admin outbox"),
            button(words, "audit", "admin audit"),
            button(words, "pause", "admin pause"),
        ),
        tone=Tone.CARE if page.items else Tone.GOOD,
    )


def _running(words: Words, running: Running) -> tuple[Field, ...]:
    """What each platform is owed, and which process does what until when."""
    owed = (
        Field(
            words.label("platform", platform=one.platform),
            words.say("outbox-owed", waiting=one.waiting, sending=one.sending, since=_when(one.since)),
        )
        for one in running.owed
    )
    leases = (
        Field(
            words.label("lease", role=one.role),
            words.say("lease-held", process=one.owner[:8], until=When(one.until, Show.TIME)),
        )
        for one in running.leases
    )
    return (*owed, *leases)


def _when(since: datetime | None) -> When | None:
    return None if since is None else When(since, Show.MOMENT)


def _undecided(words: Words, one: OutboxRow, names: Mapping[int, str]) -> Row:
    about = {"row": one.id}
    name = names.get(one.notice.person_id) if one.notice.person_id is not None else None
    to = words.say("outbox-to", name=name) if name else ()
    platform = words.say("platform", platform=one.notice.platform) if one.notice.platform else ()
    state = words.say("outbox-state", status=one.status, attempt=one.attempt)
    error: Text = (User(one.error[:200]),) if one.error else ()
    return Row(
        title=words.say("outbox-row", number=one.id, kind=words.label(fact_key(one.notice.fact.kind))),
        lines=tuple(
            line
            for line in (joined((platform, to, state)), (When(one.created_at, Show.MOMENT),), error)
            if line
        ),
        actions=(
            button(words, "retry", "outbox-retry", about, style=Style.PRIMARY),
            button(words, "discard", "outbox-discard", about, style=Style.DANGER),
        ),
    )


def fact_key(kind: str) -> str:
    """The catalogue's key for what a notice is about: `fact-<words of its class>`."""
    return "fact" + re.sub("[A-Z]", lambda letter: f"-{letter[0].lower()}", kind)


def settled(words: Words, row: int, *, again: bool) -> View:
    """After a notice was put back into the queue, or given up."""
    return View(
        title=words.say("outbox-settled", number=row, again=again),
        actions=(button(words, "outbox", "admin outbox"), button(words, "home", "home")),
        tone=Tone.GOOD,
    )


def audit(words: Words, page: Page[AuditRow], names: Mapping[int, str]) -> View:
    """Who did what, newest first."""
    return View(
        title=numbered(words, "audit-title", page),
        lines=empty_page(words, page, "audit-none"),
        rows=tuple(_done(words, one, names) for one in page.items),
        actions=(*paging(words, page, "admin audit"), button(words, "outbox", "admin outbox")),
    )


def _done(words: Words, one: AuditRow, names: Mapping[int, str]) -> Row:
    changes = joined((_change(name, value) for name, value in one.after.items()), ", ")
    name = names.get(one.actor_id) if one.actor_id is not None else None
    source = words.label(f"platform-{one.source}") if one.source in set(Platform) else one.source
    who = words.say("audit-who", name=name, source=source, outcome=one.outcome)
    return Row(
        title=words.say("audit-row", action=one.action, kind=one.object_kind, number=one.object_id),
        lines=tuple(line for line in ((When(one.at, Show.MOMENT),), who, changes) if line),
    )


def _change(name: str, value: object) -> Text:
    return (User(f"{name}={value}"),)
