"""Applications to become a mentor, for applicants and for those who decide."""

from collections.abc import Mapping

from bot.dialog.text import Show, Text, User, When
from bot.dialog.view import Action, Field, Row, Style, Tone, View
from bot.dialog.wording import Words
from bot.views.parts import (
    button,
    buttons_a_row,
    empty_page,
    joined,
    named,
    names,
    numbered,
    paging,
    searching_again,
    strong,
    told,
    user,
)
from core.mentors.model import Application, ApplicationStatus
from core.mentors.service import Wanted
from core.page import Page

TONES = {
    ApplicationStatus.PENDING: Tone.CARE,
    ApplicationStatus.CHANGES_REQUESTED: Tone.CARE,
    ApplicationStatus.APPROVED: Tone.GOOD,
    ApplicationStatus.REJECTED: Tone.REFUSED,
    ApplicationStatus.REVOKED: Tone.REFUSED,
}
CHANGEABLE = frozenset(
    {ApplicationStatus.PENDING, ApplicationStatus.CHANGES_REQUESTED, ApplicationStatus.REJECTED}
)
_PARTS = ("about", "expertise", "reason", "hours", "groups", "tier")
GroupNames = Mapping[int, str]


def fields(words: Words, one: Application, groups: GroupNames) -> tuple[Field, ...]:
    """Everything in an application."""
    form = one.form
    chosen = [groups[group_id] for group_id in form.group_ids if group_id in groups]
    return (
        named(words, "about", user(form.about)),
        named(words, "expertise", names(form.expertise)),
        named(words, "reason", user(form.reason)),
        named(words, "hours", words.say("hours-a-week", hours=form.hours)),
        named(words, "groups", names(chosen)),
        named(words, "tier", words.say("tier", tier=form.tier)),
        *told(words, "organisation", form.organisation),
    )


def decision(words: Words, one: Application) -> tuple[Field, ...]:
    """The state, who decided when, and their note."""
    state = named(words, "state", words.say("application-state", status=one.status))
    if one.decided_at is None or one.status is ApplicationStatus.PENDING:
        return (state,)
    by = words.say("decided-by", name=one.decided_by_name, at=When(one.decided_at, Show.MOMENT))
    return (state, named(words, "decided", by), *told(words, "note", one.note))


def card(words: Words, one: Application, groups: GroupNames, actions: tuple[Action, ...]) -> View:
    """An application in full, for those who decide about it."""
    return View(
        title=words.say("application-title", name=strong(one.person_name), number=one.id),
        lines=(words.say("application-since", at=When(one.updated_at, Show.MOMENT)),),
        fields=(*fields(words, one, groups), *decision(words, one)),
        actions=actions,
        tone=TONES[one.status],
    )


def deciding(words: Words, one: Application) -> tuple[Action, ...]:
    """Approve, reject or send back, while it waits; nothing happens when it has changed since."""
    if one.status is not ApplicationStatus.PENDING:
        return ()
    about, seen = {"application": one.id}, one.version
    return (
        button(words, "approve", "application-approve", about, style=Style.GOOD, seen=seen),
        button(words, "reject", "application-reject", about, style=Style.DANGER, seen=seen),
        button(words, "ask-changes", "application-changes", about, seen=seen),
    )


def to_decide(words: Words, one: Application, groups: GroupNames, viewer: int) -> View:
    """One application with its decision buttons, and the way back to the queue; nobody decides his own."""
    buttons = () if one.person_id == viewer else deciding(words, one)
    queue = button(words, "approvals", "approvals")
    return card(words, one, groups, (*buttons, queue))


def decided(words: Words, one: Application) -> View:
    """After a decision: what it means, and the rest of the queue."""
    note = (words.say("decided-note", note=one.note),) if one.note else ()
    return View(
        title=words.say("application-decided", name=strong(one.person_name), status=one.status),
        lines=(words.say("application-decided-next", status=one.status), *note),
        actions=(
            button(words, "approvals", "approvals", style=Style.PRIMARY),
            *_to_profile(words, one),
        ),
        tone=TONES[one.status],
    )


def _to_profile(words: Words, one: Application) -> list[Action]:
    if one.status is not ApplicationStatus.APPROVED:
        return []
    return [button(words, "show-mentor", "mentor show", {"mentor": one.person_id})]


def applied(words: Words, one: Application) -> View:
    """After applying."""
    return View(
        title=words.say("applied"),
        lines=(words.say("applied-next"),),
        fields=decision(words, one),
        actions=(
            button(words, "application-status", "mentor status", style=Style.PRIMARY),
            button(words, "edit", "mentor edit", seen=one.version),
            button(words, "groups", "group list"),
        ),
        tone=Tone.GOOD,
    )


def status(words: Words, one: Application | None, groups: GroupNames) -> View:
    """Where one's own application stands, and what to do next."""
    if one is None:
        return View(
            title=words.say("application-none"),
            lines=(words.say("application-how"),),
            actions=(button(words, "apply", "mentor apply", style=Style.PRIMARY),),
        )
    return View(
        title=words.say("application-yours", status=one.status),
        lines=(words.say("application-yours-next", status=one.status),),
        fields=(*decision(words, one), *fields(words, one, groups)),
        actions=_own_actions(words, one),
        tone=TONES[one.status],
    )


def _own_actions(words: Words, one: Application) -> tuple[Action, ...]:
    if one.status in CHANGEABLE:
        return (button(words, "edit", "mentor edit", style=Style.PRIMARY, seen=one.version),)
    if one.status is ApplicationStatus.APPROVED:
        return (
            button(words, "profile", "mentor profile", style=Style.PRIMARY),
            button(words, "new-session", "session create"),
        )
    return (button(words, "home", "home"),)


def to_edit(words: Words, one: Application | None, groups: GroupNames) -> View:
    """What can be changed of one's own application, a button each."""
    if one is None or one.status not in CHANGEABLE:
        return status(words, one, groups)
    return _parts(words, one, groups, words.say("application-to-edit", status=one.status))


def revised(words: Words, one: Application, groups: GroupNames) -> View:
    """After a change: the same card for the next one."""
    return _parts(words, one, groups, words.say("application-revised"), (words.say("applied-next"),))


def _parts(
    words: Words, one: Application, groups: GroupNames, title: Text, lines: tuple[Text, ...] = ()
) -> View:
    parts = tuple(
        button(words, f"edit-{part}", f"application-edit-{part}", seen=one.version) for part in _PARTS
    )
    return View(
        title=title,
        lines=lines,
        fields=(*fields(words, one, groups), *decision(words, one)),
        actions=(*parts, button(words, "application-status", "mentor status")),
        tone=TONES[one.status],
    )


def listed(words: Words, page: Page[Application], wanted: Wanted) -> View:
    """Every application, newest first."""
    some = buttons_a_row(len(page.items))
    kept = {"search": wanted.search, "status": wanted.status, "tier": wanted.tier}
    searching = any(kept.values())
    return View(
        title=numbered(words, "applications-title", page),
        lines=empty_page(words, page, "applications-none-found" if searching else "applications-none"),
        rows=tuple(row(words, one, (_open(words, one),)[:some]) for one in page.items),
        actions=(
            *paging(words, page, "mentor applications", kept),
            *searching_again(words, page, "find-applications", searching=searching),
            *([button(words, "all-applications", "mentor applications")] if searching else []),
            button(words, "approvals", "approvals"),
        ),
    )


def _open(words: Words, one: Application) -> Action:
    return button(words, "open", "application show", {"application": one.id})


def row(words: Words, one: Application, actions: tuple[Action, ...]) -> Row:
    """One application of a list."""
    state: Text = words.say("application-state", status=one.status)
    return Row(
        title=(User(one.person_name),),
        lines=(
            joined((words.say("tier", tier=one.form.tier), state)),
            (When(one.updated_at, Show.MOMENT),),
        ),
        actions=actions,
    )


def to_row(words: Words, one: Application, some: int) -> Row:
    """One application of the queue; with room for one button only, that opens it."""
    found = (*deciding(words, one)[:2], _open(words, one))
    return row(words, one, found if some >= len(found) else (_open(words, one),))
