"""Joining the accounts of one person with a one-time code, and undoing it (rules.md §1, trust.md §5)."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime

from core import auditing
from core.errors import Conflict, Denied, Refusal
from core.facts import AccountsLinked, AccountUnlinked, LinkCodeEntered
from core.notices import service as notices
from core.people.model import Account, Actor, LinkCode, LinkState
from core.people.service import own_account
from core.permissions import POLICY, Action
from core.policy import Standing, Verdict, judge
from core.ports import UnitOfWork
from core.sessions import changing, ending
from core.states import Edges

LINK_EDGES: Edges[LinkState] = Edges(
    {
        LinkState.OFFERED: frozenset({LinkState.ENTERED, LinkState.VOID}),
        LinkState.ENTERED: frozenset({LinkState.USED, LinkState.VOID}),
    }
)


@dataclass(frozen=True, slots=True)
class CodeOffered:
    """A code that can be entered on the other side until it expires."""

    expires_at: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class CodeEntered:
    """What is told of every code, right or wrong: if it is right, the other side is asked now."""

    tries_left: int
    expires_minutes: int


@dataclass(frozen=True, slots=True)
class Linked:
    """The accounts of the joined person."""

    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class LinkRefused:
    """The other account was somebody else's; the code is void."""

    code_id: int


@dataclass(frozen=True, slots=True)
class Unlinked:
    """An account that is a person of its own now."""

    account_id: int
    platform: str
    name: str


def check_whole(code: str, letters: int) -> None:
    """Whether somebody entered so many letters and digits, as a code has, and not a part of one."""
    if re.fullmatch(f"[0-9a-f]{{{letters}}}", _plain(code)) is None:
        raise Refusal("link-code-whole", letters=letters)


def _plain(code: str) -> str:
    return re.sub(r"[\s-]", "", code).casefold()


def _digest(code: str) -> str:
    """Only this is stored; how people space or write the code does not matter."""
    return hashlib.sha256(_plain(code).encode()).hexdigest()


def offer_code(uow: UnitOfWork, actor: Actor, now: datetime, code: str) -> CodeOffered:
    """Offer a fresh random code of at least 80 bits; earlier ones of this person are void."""
    uow.people.void_codes(actor.id)
    expires_at = now + uow.programme.link_code_time
    code_id = uow.people.add_code(actor.id, actor.account.platform, _digest(code), expires_at)
    after = {"state": LinkState.OFFERED.value}
    auditing.record(uow, actor, now, Action.LINK_OFFER, ("link", code_id), {}, after)
    return CodeOffered(expires_at, _minutes(uow))


def _minutes(uow: UnitOfWork) -> int:
    return int(uow.programme.link_code_time.total_seconds()) // 60


def enter_code(uow: UnitOfWork, actor: Actor, now: datetime, code: str) -> CodeEntered:
    """Enter a code from the other side. The answer does not tell whether it was right; five tries."""
    tried = uow.people.count_tries(actor.id, now - uow.programme.link_code_time)
    left = uow.programme.link_tries - tried - 1
    if left < 0:
        raise Refusal("link-tries", tries=uow.programme.link_tries, minutes=_minutes(uow))
    found = uow.people.code(_digest(code[:200]))
    if found is not None and found.person_id == actor.id:
        raise Refusal("link-own-code")
    uow.people.add_try(actor.id, now)
    if found is not None and found.state is LinkState.OFFERED and now < found.expires_at:
        _enter(uow, actor, now, found)
    return CodeEntered(left, _minutes(uow))


def _enter(uow: UnitOfWork, actor: Actor, now: datetime, code: LinkCode) -> None:
    _move(uow, actor, now, Action.LINK_ENTER, code, LinkState.ENTERED, actor.id)
    fact = LinkCodeEntered(code.id, actor.account.platform.value)
    notices.tell(uow, fact, [code.person_id], now, useful_until=code.expires_at)


def _move(
    uow: UnitOfWork,
    actor: Actor,
    now: datetime,
    action: Action,
    code: LinkCode,
    state: LinkState,
    entered_by: int | None,
) -> None:
    LINK_EDGES.check(code.state, state)
    if not uow.people.set_code(code.id, code.state, state, entered_by):
        raise Conflict(f"link code {code.id} is {code.state.value} no longer")
    before, after = {"state": code.state.value}, {"state": state.value}
    auditing.record(uow, actor, now, action, ("link", code.id), before, after)


def confirm_code(uow: UnitOfWork, actor: Actor, now: datetime, code_id: int) -> Linked:
    """Confirm, on the side that offered the code, that the other account is one's own; joins both."""
    code = _own_code(uow, actor, now, Action.LINK_CONFIRM, code_id)
    other = uow.people.get(code.entered_by) if code.entered_by is not None else None
    if other is None or other.erased_at is not None or other.id == actor.id:
        raise Refusal("link-expired")
    uow.people.hold([actor.id, other.id])
    _check_platforms(uow, actor, other.id)
    _check_sessions(uow, now, actor.id, other.id)
    _move(uow, actor, now, Action.LINK_CONFIRM, code, LinkState.USED, other.id)
    joined = uow.people.accounts(other.id)
    shared = ending.shared(uow, now, actor.id, other.id)
    uow.people.merge(keep=actor.id, gone=other.id)
    for session_id in shared:
        session = changing.get(uow, session_id)
        notices.refresh_cards(uow, session, now, was=session.status)
    if other.admin and not actor.person.admin:
        uow.people.set_admin(actor.id, admin=True)
    for account in joined:
        fact = AccountsLinked(account.platform.value, account.name)
        notices.tell(uow, fact, [actor.id], now)
    notices.changed_roles(uow, actor.id, now)
    _owe_group_roles(uow, now, actor.id)
    return Linked(tuple(uow.people.accounts(actor.id)))


def _owe_group_roles(uow: UnitOfWork, now: datetime, person_id: int) -> None:
    """What was joined on Telegram gives its roles to the account on Discord that was linked now."""
    links = uow.groups.links(person_id)
    held = {role for account in uow.people.accounts(person_id) for role in account.role_ids}
    for group_id in sorted(links):
        group = uow.groups.get(group_id)
        if group is not None and group.discord_role_id not in held:
            notices.group_role(uow, group, person_id, now, give=True)


def _check_platforms(uow: UnitOfWork, actor: Actor, other_id: int) -> None:
    """A person has one account a platform: two would leave open which one a notice goes to."""
    mine = {account.platform for account in uow.people.accounts(actor.id)}
    both = mine & {account.platform for account in uow.people.accounts(other_id)}
    if both:
        raise Refusal("link-same-platform", platform=min(both).value)


def _check_sessions(uow: UnitOfWork, now: datetime, keep: int, gone: int) -> None:
    """Nobody leads two sessions at a time (rules.md §5), nor does whoever two mentors turn out to be."""
    for one in ending.led(uow, now, keep):
        for other in ending.led(uow, now, gone):
            if one.starts_at < other.ends_at and other.starts_at < one.ends_at:
                titles = {"title": one.title, "other": other.title}
                raise Refusal("link-sessions-overlap", session=one.id, **titles)


def refuse_code(uow: UnitOfWork, actor: Actor, now: datetime, code_id: int) -> LinkRefused:
    """Say that the other account is somebody else's; nothing is joined and the code is void."""
    code = _own_code(uow, actor, now, Action.LINK_REFUSE, code_id)
    _move(uow, actor, now, Action.LINK_REFUSE, code, LinkState.VOID, code.entered_by)
    return LinkRefused(code.id)


def _own_code(uow: UnitOfWork, actor: Actor, now: datetime, action: Action, code_id: int) -> LinkCode:
    code = uow.people.code_by_id(code_id)
    held = {Standing.OWNER} if code is not None and code.person_id == actor.id else {Standing.ANYONE}
    verdict = judge(POLICY.get(action), held, code.state.value if code else None)
    if code is None or verdict is Verdict.WRONG_PERSON:
        attempt = {"action": action.value, "object_kind": "link", "object_id": code_id}
        raise Denied("link-not-yours", **attempt)
    if verdict is not Verdict.YES or now >= code.expires_at:
        raise Refusal("link-expired")
    return code


def may_unlink(uow: UnitOfWork, actor: Actor, account_id: int) -> Account:
    """The account, if it can become a person of its own."""
    account = own_account(uow, actor, Action.ACCOUNT_UNLINK, account_id)
    if len(uow.people.accounts(actor.id)) < 2:
        raise Refusal("account-only")
    return account


def unlink(uow: UnitOfWork, actor: Actor, now: datetime, account_id: int) -> Unlinked:
    """Make one of this person's accounts a person of its own; what was joined stays with the person."""
    uow.people.hold([actor.id])
    account = may_unlink(uow, actor, account_id)
    alone = uow.people.detach(account.id, now)
    before, after = {"person": actor.id}, {"person": alone.id}
    auditing.record(uow, actor, now, Action.ACCOUNT_UNLINK, ("account", account.id), before, after)
    fact = AccountUnlinked(account.platform.value, account.name)
    notices.tell(uow, fact, [actor.id, alone.id], now)
    notices.changed_roles(uow, actor.id, now)
    notices.changed_roles(uow, alone.id, now)
    return Unlinked(account.id, account.platform.value, account.name)
