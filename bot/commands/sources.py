"""What there is to pick from: queries behind pick lists and autocomplete."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.commands import places
from bot.dialog import written
from bot.dialog.kinds import Choice, Looking
from bot.dialog.picking import named_by
from bot.dialog.text import Show, When
from core.groups.model import Group, LinkKind
from core.mentors.model import Mentor, MentorStatus
from core.page import Page
from core.ports import UnitOfWork
from core.sessions.model import Listed, Part, Session, Status, Within
from core.sessions.rules import wants_feedback
from core.sessions.states import effective_status

SHOWN = 25
LONGEST_TITLE = 55
"""What leaves room for the start in a label of 100 characters."""
LOOKED_THROUGH = 4
Found = tuple[Sequence[Choice], bool]
T = TypeVar("T")


def _first_with(first: int, page_of: Callable[[int], Page[T]]) -> Page[T]:
    """A page of a list may hold nothing that fits: the next ones are looked through until one does."""
    found: Page[T] = Page((), first, more=True)
    while found.more and not found.items and found.number < first + LOOKED_THROUGH:
        page = page_of(found.number)
        found = Page(page.items, found.number + 1, page.more)
    return found


def _group_name(uow: UnitOfWork, _: Looking, group_id: int) -> str | None:
    group = uow.groups.get(group_id)
    return None if group is None else group.name


def _session_name(uow: UnitOfWork, looking: Looking, session_id: int) -> str | None:
    session = uow.sessions.get(session_id)
    return None if session is None else _named(session, looking)


def _mentor_name(uow: UnitOfWork, _: Looking, person_id: int) -> str | None:
    mentor = uow.mentors.get(person_id)
    return None if mentor is None else mentor.name


def _learner_name(uow: UnitOfWork, looking: Looking, person_id: int) -> str | None:
    session_id = looking.answers.get("session")
    found = uow.sessions.participant(session_id, person_id) if isinstance(session_id, int) else None
    return None if found is None else found.name


def _named(session: Session | Listed, looking: Looking) -> str:
    title = (
        session.title if len(session.title) <= LONGEST_TITLE else f"{session.title[:LONGEST_TITLE].rstrip()}…"
    )
    return f"{title} · {_start(session, looking)}"


def _matching(groups: Iterable[Group], looking: Looking) -> Found:
    wanted = looking.text.casefold()
    found = [group for group in groups if wanted in group.name.casefold()]
    first = (looking.number - 1) * SHOWN
    shown = found[first : first + SHOWN]
    return [Choice(str(group.id), group.name, group.description or None) for group in shown], len(
        found
    ) > first + SHOWN


@named_by(_group_name)
def active_groups(uow: UnitOfWork, looking: Looking) -> Found:
    """Every active group."""
    return _matching(uow.groups.all(active_only=True), looking)


@named_by(_group_name)
def all_groups(uow: UnitOfWork, looking: Looking) -> Found:
    """Every group, switched off ones too."""
    return _matching(uow.groups.all(active_only=False), looking)


def _linked(uow: UnitOfWork, looking: Looking, kind: LinkKind, *, wanted: bool) -> Found:
    links = uow.groups.links(looking.actor.id)
    groups = uow.groups.all(active_only=True)
    return _matching((g for g in groups if (kind in links.get(g.id, frozenset())) is wanted), looking)


@named_by(_group_name)
def groups_to_join(uow: UnitOfWork, looking: Looking) -> Found:
    """Groups the person is not a learner of."""
    return _linked(uow, looking, LinkKind.LEARNER, wanted=False)


@named_by(_group_name)
def groups_to_leave(uow: UnitOfWork, looking: Looking) -> Found:
    """Groups the person is a learner of."""
    return _linked(uow, looking, LinkKind.LEARNER, wanted=True)


@named_by(_group_name)
def mentored_groups(uow: UnitOfWork, looking: Looking) -> Found:
    """Groups the person mentors."""
    return _linked(uow, looking, LinkKind.MENTOR, wanted=True)


@named_by(_group_name)
def groups_to_move_to(uow: UnitOfWork, looking: Looking) -> Found:
    """Groups that the mentor of the session mentors that was answered before, whoever moves it."""
    session_id = looking.answers.get("session")
    session = uow.sessions.get(session_id) if isinstance(session_id, int) else None
    links = uow.groups.links(session.mentor_id) if session is not None else {}
    groups = (one for one in uow.groups.all(active_only=True) if LinkKind.MENTOR in links.get(one.id, ()))
    return _matching(groups, looking)


@named_by(_group_name)
def own_groups(uow: UnitOfWork, looking: Looking) -> Found:
    """Groups the person belongs to, in whatever way."""
    links = uow.groups.links(looking.actor.id)
    return _matching((group for group in uow.groups.all(active_only=True) if group.id in links), looking)


def _sessions(page: Page[Session] | Page[Listed], looking: Looking) -> Found:
    """Sessions by title and start: a series has many of one title."""
    return [
        Choice(
            str(one.id),
            _named(one, looking),
            f"{one.group_name} · {one.mentor_name}",
        )
        for one in page.items
    ], page.more


def _start(session: Session | Listed, looking: Looking) -> str:
    return written.instant(When(session.starts_at, Show.MOMENT), looking.language, looking.zone)


@named_by(_session_name)
def sessions_to_join(uow: UnitOfWork, looking: Looking) -> Found:
    """What `session browse` lists, as far as the person is not in it and a seat is free."""
    within = Within(looking.actor.id, as_learner=True)

    def free(number: int) -> Page[Listed]:
        page = uow.sessions.browse(within, looking.now, looking.text, None, number, SHOWN)
        left = tuple(one for one in page.items if one.part is None and one.seats_left != 0)
        return replace(page, items=left)

    return _sessions(_first_with(looking.number, free), looking)


@named_by(_session_name)
def sessions_to_leave(uow: UnitOfWork, looking: Looking) -> Found:
    """Sessions whose seat can still be given back."""
    wanted, waiting = looking.text.casefold(), (Status.PENDING_APPROVAL, Status.SCHEDULED)
    found = [
        p.session
        for p in uow.sessions.upcoming(looking.actor.id, looking.now, SHOWN)
        if p.participant.part is Part.MENTEE
        and effective_status(p.session, looking.now) in waiting
        and wanted in p.session.title.casefold()
    ]
    return _sessions(Page(tuple(found), 1, more=False), looking)


@named_by(_session_name)
def own_sessions(uow: UnitOfWork, looking: Looking) -> Found:
    """Sessions the person leads, whatever their state."""
    page = uow.sessions.of_mentor(looking.actor.id, None, looking.text, looking.number, SHOWN)
    return _sessions(page, looking)


def _in_hand(uow: UnitOfWork, looking: Looking, number: int) -> Page[Session]:
    if looking.actor.admin:
        return uow.sessions.listed(None, None, looking.text, number, SHOWN)
    return uow.sessions.of_mentor(looking.actor.id, None, looking.text, number, SHOWN)


def _led(
    uow: UnitOfWork, looking: Looking, *states: Status, but: Callable[[Session], bool] = lambda _: False
) -> Found:
    """Sessions in one of these states now, latest start first: those the person leads; any, for an admin."""

    def right(number: int) -> Page[Session]:
        page = _in_hand(uow, looking, number)
        fit = (one for one in page.items if effective_status(one, looking.now) in states and not but(one))
        return replace(page, items=tuple(fit))

    return _sessions(_first_with(looking.number, right), looking)


@named_by(_session_name)
def started_sessions(uow: UnitOfWork, looking: Looking) -> Found:
    """Sessions in the person's hands that have begun, over or not."""
    return _led(uow, looking, Status.IN_PROGRESS, Status.COMPLETED)


@named_by(_session_name)
def editable_sessions(uow: UnitOfWork, looking: Looking) -> Found:
    """Sessions in the person's hands that have not started."""
    return _led(uow, looking, Status.PENDING_APPROVAL, Status.SCHEDULED)


@named_by(_session_name)
def cancellable_sessions(uow: UnitOfWork, looking: Looking) -> Found:
    """Sessions in the person's hands that have not ended."""
    return _led(uow, looking, Status.PENDING_APPROVAL, Status.SCHEDULED, Status.IN_PROGRESS)


@named_by(_session_name)
def open_sessions(uow: UnitOfWork, looking: Looking) -> Found:
    """Sessions in the person's hands that learners can be put into."""
    return _led(uow, looking, Status.SCHEDULED, Status.IN_PROGRESS, but=lambda one: one.seats_left == 0)


@named_by(_session_name)
def deletable_sessions(uow: UnitOfWork, looking: Looking) -> Found:
    """Sessions in the person's hands that do not stand and that nobody joined."""
    fallen = (Status.PENDING_APPROVAL, Status.REJECTED, Status.CANCELLED)
    return _led(uow, looking, *fallen, but=lambda one: one.taken > 0)


@named_by(_session_name)
def seen_sessions(uow: UnitOfWork, looking: Looking) -> Found:
    """Sessions to look at: those of the person's groups, else those they lead."""
    within = Within(looking.actor.id)
    page = uow.sessions.browse(within, looking.now, looking.text, None, looking.number, SHOWN)
    return _sessions(page, looking) if page.items else own_sessions(uow, looking)


@named_by(_session_name)
def attended_sessions(uow: UnitOfWork, looking: Looking) -> Found:
    """Sessions the person attended and can still give feedback on, newest first."""

    def wanted(number: int) -> Page[Session]:
        page = uow.sessions.history(looking.actor.id, number, SHOWN)
        done = tuple(
            one.session
            for one in page.items
            if wants_feedback(one.session, one.participant, uow.programme, looking.now)
            and looking.text.casefold() in one.session.title.casefold()
        )
        return Page(done, page.number, page.more)

    return _sessions(_first_with(looking.number, wanted), looking)


@named_by(_mentor_name)
def discoverable_mentors(uow: UnitOfWork, looking: Looking) -> Found:
    """Public mentors by name."""
    page = uow.mentors.discover(
        looking.text, None, None, looking.number, SHOWN, all_statuses=looking.actor.admin
    )
    return _mentors(page)


def _mentors(page: Page[Mentor]) -> Found:
    return [Choice(str(one.person_id), one.name, one.profile.headline) for one in page.items], page.more


def _by_status(uow: UnitOfWork, looking: Looking, *states: MentorStatus) -> Found:
    def right(number: int) -> Page[Mentor]:
        page = uow.mentors.discover(looking.text, None, None, number, SHOWN, all_statuses=True)
        return replace(page, items=tuple(one for one in page.items if one.status in states))

    return _mentors(_first_with(looking.number, right))


@named_by(_mentor_name)
def active_mentors(uow: UnitOfWork, looking: Looking) -> Found:
    """Mentors who work at present, for admins."""
    return _by_status(uow, looking, MentorStatus.ACTIVE)


@named_by(_mentor_name)
def paused_mentors(uow: UnitOfWork, looking: Looking) -> Found:
    """Mentors who rest at present, for admins."""
    return _by_status(uow, looking, MentorStatus.PAUSED)


@named_by(_mentor_name)
def present_mentors(uow: UnitOfWork, looking: Looking) -> Found:
    """Mentors who work or rest, for admins."""
    return _by_status(uow, looking, MentorStatus.ACTIVE, MentorStatus.PAUSED)


@named_by(_learner_name)
def learners_of(uow: UnitOfWork, looking: Looking) -> Found:
    """The learners of the session that was answered before."""
    session_id = looking.answers.get("session")
    if not isinstance(session_id, int):
        return [], False
    found = uow.sessions.participants(session_id, looking.text)
    learners = [one for one in found if one.part is Part.MENTEE]
    first = (looking.number - 1) * SHOWN
    shown = [Choice(str(one.person_id), one.name) for one in learners[first : first + SHOWN]]
    return shown, len(learners) > first + SHOWN


def zones(uow: UnitOfWork, looking: Looking) -> Found:
    """Time zones with the time it is there now: that is how people recognise theirs."""
    return places.zones(looking.text, looking.now, looking.language, looking.number)


def languages(uow: UnitOfWork, looking: Looking) -> Found:
    """Languages of the catalogue, each called by its own name."""
    return places.languages(looking.text), False
