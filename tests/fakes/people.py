"""People, accounts and link codes in memory."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from core.notices.model import Category
from core.people.model import Account, Identity, LinkCode, LinkState, Person, Platform, QuietHours, Speaker
from core.people.roles import admin_by_settings
from core.programme import Programme
from tests.fakes.memory import Memory, matches


class FakePeople:
    def __init__(self, memory: Memory, programme: Programme) -> None:
        self.memory = memory
        self.programme = programme

    def get(self, person_id: int) -> Person | None:
        return self.memory.people.get(person_id)

    def hold(self, person_ids: Collection[int]) -> None:
        """There is nobody else."""

    def several(self, person_ids: Collection[int]) -> Sequence[Person]:
        return [self.memory.people[one] for one in person_ids if one in self.memory.people]

    def account(self, platform: Platform, user_id: str) -> Account | None:
        found = self.memory.accounts.values()
        return next((a for a in found if (a.platform, a.user_id) == (platform, user_id)), None)

    def speaker(self, platform: Platform, user_id: str) -> Speaker | None:
        account = self.account(platform, user_id)
        if account is None:
            return None
        mentor = self.memory.mentors.get(account.person_id)
        return Speaker(account, self.memory.people[account.person_id], mentor.status if mentor else None)

    def account_by_id(self, account_id: int) -> Account | None:
        return self.memory.accounts.get(account_id)

    def accounts(self, person_id: int) -> Sequence[Account]:
        return [a for a in self.memory.accounts.values() if a.person_id == person_id]

    def accounts_of(self, person_ids: Collection[int]) -> Sequence[Account]:
        return [a for a in self.memory.accounts.values() if a.person_id in person_ids]

    def create(self, identity: Identity, now: datetime) -> tuple[Person, Account]:
        person = Person(self.memory.next(), identity.name, None, None, None, admin=False, created_at=now)
        account = Account(
            id=self.memory.next(),
            person_id=person.id,
            platform=identity.platform,
            user_id=identity.user_id,
            name=identity.name,
            username=identity.username,
            language=identity.language,
            role_ids=identity.role_ids or frozenset(),
            reachable=True,
            notify=True,
            dm_channel=None,
        )
        self.memory.people[person.id] = person
        self.memory.accounts[account.id] = account
        return person, account

    def refresh(self, account_id: int, identity: Identity) -> None:
        roles = identity.role_ids
        if roles is None:
            roles = self.memory.accounts[account_id].role_ids
        self._account(
            account_id,
            name=identity.name,
            username=identity.username,
            language=identity.language,
            role_ids=roles,
        )

    def _account(self, account_id: int, **values: Any) -> None:
        self.memory.accounts[account_id] = replace(self.memory.accounts[account_id], **values)

    def _person(self, person_id: int, **values: Any) -> None:
        self.memory.people[person_id] = replace(self.memory.people[person_id], **values)

    def set_language(self, person_id: int, language: str | None) -> None:
        self._person(person_id, language=language)

    def set_zone(self, person_id: int, zone: str | None) -> None:
        self._person(person_id, zone=zone)

    def set_quiet(self, person_id: int, quiet: QuietHours | None) -> None:
        self._person(person_id, quiet=quiet)

    def set_admin(self, person_id: int, admin: bool) -> None:
        self._person(person_id, admin=admin)

    def set_reachable(self, account_id: int, reachable: bool) -> None:
        self._account(account_id, reachable=reachable)

    def set_notify(self, account_id: int, notify: bool) -> None:
        self._account(account_id, notify=notify)

    def set_dm_channel(self, account_id: int, channel: str) -> None:
        self._account(account_id, dm_channel=channel)

    def admins(self) -> Sequence[int]:
        return [
            person.id
            for person in self.memory.people.values()
            if person.erased_at is None
            and (person.admin or admin_by_settings(self.accounts(person.id), self.programme))
        ]

    def categories_off(self, person_ids: Collection[int]) -> set[tuple[int, Category]]:
        return {one for one in self.memory.off if one[0] in person_ids}

    def set_category(self, person_id: int, category: Category, on: bool) -> None:
        (self.memory.off.discard if on else self.memory.off.add)((person_id, category))

    def search(self, text: str, limit: int) -> Sequence[Person]:
        return [person for person in self.memory.people.values() if matches(text, person.name)][:limit]

    def add_code(self, person_id: int, platform: Platform, digest: str, expires_at: datetime) -> int:
        number = self.memory.next()
        self.memory.codes[number] = LinkCode(
            number, digest, person_id, platform, LinkState.OFFERED, None, expires_at
        )
        return number

    def code(self, digest: str) -> LinkCode | None:
        return next((code for code in self.memory.codes.values() if code.digest == digest), None)

    def code_by_id(self, code_id: int) -> LinkCode | None:
        return self.memory.codes.get(code_id)

    def void_codes(self, person_id: int) -> None:
        for code in list(self.memory.codes.values()):
            if code.person_id == person_id and code.state in {LinkState.OFFERED, LinkState.ENTERED}:
                self.memory.codes[code.id] = replace(code, state=LinkState.VOID)

    def count_tries(self, person_id: int, since: datetime) -> int:
        return sum(1 for person, at in self.memory.tries if person == person_id and at >= since)

    def add_try(self, person_id: int, now: datetime) -> None:
        self.memory.tries.append((person_id, now))

    def set_code(self, code_id: int, expected: LinkState, state: LinkState, entered_by: int | None) -> bool:
        code = self.memory.codes[code_id]
        if code.state is not expected:
            return False
        self.memory.codes[code_id] = replace(code, state=state, entered_by=entered_by)
        return True

    def merge(self, keep: int, gone: int) -> None:
        for account in self.accounts(gone):
            self._account(account.id, person_id=keep)
        self.memory.links = {
            (group, keep if person == gone else person, kind) for group, person, kind in self.memory.links
        }
        if gone in self.memory.mentors:
            mentor = self.memory.mentors.pop(gone)
            self.memory.mentors.setdefault(keep, replace(mentor, person_id=keep))
        for (session, person), place in list(self.memory.places.items()):
            if person == gone:
                del self.memory.places[session, person]
                self.memory.places.setdefault((session, keep), replace(place, person_id=keep))
        del self.memory.people[gone]

    def detach(self, account_id: int, now: datetime) -> Person:
        account = self.memory.accounts[account_id]
        person = Person(self.memory.next(), account.name, None, None, None, admin=False, created_at=now)
        self.memory.people[person.id] = person
        self._account(account_id, person_id=person.id)
        return person

    def export(self, person_id: int) -> dict[str, list[dict[str, object]]]:
        return {"person": [{"id": person_id, "name": self.memory.people[person_id].name}]}

    def erase(self, person_id: int, now: datetime) -> None:
        self._person(person_id, name="", admin=False, erased_at=now)
        for account in self.accounts(person_id):
            self._account(account.id, name="", username=None, role_ids=frozenset())
