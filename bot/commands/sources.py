"""What there is to pick from: queries behind pick lists and autocomplete."""

from collections.abc import Iterable, Sequence

from bot.dialog.kinds import Choice, Looking
from core.groups.model import Group, LinkKind
from core.page import Page
from core.ports import UnitOfWork
from core.sessions.model import Session, Status

SHOWN = 25
Found = tuple[Sequence[Choice], bool]


def _matching(groups: Iterable[Group], looking: Looking) -> Found:
    wanted = looking.text.casefold()
    found = [group for group in groups if wanted in group.name.casefold()]
    first = (looking.number - 1) * SHOWN
    shown = found[first : first + SHOWN]
    return [Choice(str(group.id), group.name, group.description or None) for group in shown], len(
        found
    ) > first + SHOWN


def active_groups(uow: UnitOfWork, looking: Looking) -> Found:
    """Every active group."""
    return _matching(uow.groups.all(active_only=True), looking)


def all_groups(uow: UnitOfWork, looking: Looking) -> Found:
    """Every group, switched off ones too."""
    return _matching(uow.groups.all(active_only=False), looking)


def _linked(uow: UnitOfWork, looking: Looking, kind: LinkKind, *, wanted: bool) -> Found:
    links = uow.groups.links(looking.actor.id)
    groups = uow.groups.all(active_only=True)
    return _matching((g for g in groups if (kind in links.get(g.id, frozenset())) is wanted), looking)


def groups_to_join(uow: UnitOfWork, looking: Looking) -> Found:
    """Groups the person is not a learner of."""
    return _linked(uow, looking, LinkKind.LEARNER, wanted=False)


def groups_to_leave(uow: UnitOfWork, looking: Looking) -> Found:
    """Groups the person is a learner of."""
    return _linked(uow, looking, LinkKind.LEARNER, wanted=True)


def mentored_groups(uow: UnitOfWork, looking: Looking) -> Found:
    """Groups the person mentors."""
    return _linked(uow, looking, LinkKind.MENTOR, wanted=True)


def _sessions(page: Page[Session]) -> Found:
    return [
        Choice(str(one.id), one.title, f"{one.group_name} · {one.mentor_name}") for one in page.items
    ], page.more


def sessions_to_join(uow: UnitOfWork, looking: Looking) -> Found:
    """What `session browse` lists."""
    groups = [g for g, kinds in uow.groups.links(looking.actor.id).items() if LinkKind.LEARNER in kinds]
    return _sessions(uow.sessions.browse(groups, looking.now, looking.text, None, looking.number, SHOWN))


def joined_sessions(uow: UnitOfWork, looking: Looking) -> Found:
    """Sessions the person takes part in that have not ended."""
    wanted = looking.text.casefold()
    found = [
        p.session
        for p in uow.sessions.upcoming(looking.actor.id, looking.now, SHOWN)
        if wanted in p.session.title.casefold()
    ]
    return _sessions(Page(tuple(found), 1, more=False))


def own_sessions(uow: UnitOfWork, looking: Looking) -> Found:
    """Sessions the person leads, whatever their state."""
    return _sessions(uow.sessions.of_mentor(looking.actor.id, None, looking.text, looking.number, SHOWN))


def seen_sessions(uow: UnitOfWork, looking: Looking) -> Found:
    """Sessions to look at: what can be joined, else what the person leads."""
    found, more = sessions_to_join(uow, looking)
    return (found, more) if found else own_sessions(uow, looking)


def attended_sessions(uow: UnitOfWork, looking: Looking) -> Found:
    """Sessions the person took part in, newest first."""
    page = uow.sessions.history(looking.actor.id, looking.number, SHOWN)
    done = [p.session for p in page.items if p.session.status is Status.COMPLETED]
    return _sessions(Page(tuple(done), looking.number, more=page.more))


def discoverable_mentors(uow: UnitOfWork, looking: Looking) -> Found:
    """Public mentors by name."""
    page = uow.mentors.discover(
        looking.text, None, None, looking.number, SHOWN, all_statuses=looking.actor.admin
    )
    return [Choice(str(m.person_id), m.name, m.profile.headline) for m in page.items], page.more


def learners_of(uow: UnitOfWork, looking: Looking) -> Found:
    """The learners of the session that was answered before."""
    session_id = looking.answers.get("session")
    if not isinstance(session_id, int):
        return [], False
    found = uow.sessions.participants(session_id, looking.text)
    learners = [one for one in found if one.part == "MENTEE"]
    first = (looking.number - 1) * SHOWN
    shown = [Choice(str(one.person_id), one.name) for one in learners[first : first + SHOWN]]
    return shown, len(learners) > first + SHOWN
