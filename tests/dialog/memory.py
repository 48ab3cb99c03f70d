"""A database in memory that keeps its promises: whole transactions, the inbox, guarded drafts."""

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, TypeVar

from core.audit import AuditRow
from core.drafts import Answers, Draft, DraftKey
from core.people.model import Account, Identity, Person, Platform, Speaker
from core.ports import Repeated
from core.programme import Programme

T = TypeVar("T")
START = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)


@dataclass
class Tables:
    """Everything that is stored."""

    people: dict[int, Person] = field(default_factory=dict)
    accounts: list[Account] = field(default_factory=list)
    drafts: dict[int, Draft] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    audit: list[AuditRow] = field(default_factory=list)
    inbox: dict[tuple[Platform, str], str] = field(default_factory=dict)
    things: dict[int, dict[str, Any]] = field(default_factory=dict)
    next_draft: int = 1


class People:
    """The part of the people repository that the engine and first contact need."""

    def __init__(self, tables: Tables) -> None:
        self._t = tables

    def get(self, person_id: int) -> Person | None:
        return self._t.people.get(person_id)

    def account(self, platform: Platform, user_id: str) -> Account | None:
        for one in self._t.accounts:
            if (one.platform, one.user_id) == (platform, user_id):
                return one
        return None

    def speaker(self, platform: Platform, user_id: str) -> Speaker | None:
        account = self.account(platform, user_id)
        return None if account is None else Speaker(account, self._t.people[account.person_id])

    def accounts(self, person_id: int) -> list[Account]:
        return [one for one in self._t.accounts if one.person_id == person_id]

    def create(self, identity: Identity, now: datetime) -> tuple[Person, Account]:
        number = len(self._t.people) + 1
        person = Person(number, identity.name, None, None, None, False, now)
        account = Account(
            number, number, identity.platform, identity.user_id, identity.name, identity.username,
            identity.language, frozenset(), True, True, None,
        )  # fmt: skip
        self._t.people[number] = person
        self._t.accounts.append(account)
        return person, account

    def refresh(self, account_id: int, identity: Identity) -> None:
        self._t.accounts = [
            replace(one, name=identity.name, username=identity.username, language=identity.language)
            if one.id == account_id
            else one
            for one in self._t.accounts
        ]

    def set_zone(self, person_id: int, zone: str | None) -> None:
        self._t.people[person_id] = replace(self._t.people[person_id], zone=zone)

    def admins(self) -> list[int]:
        return []

    def search(self, text: str, limit: int) -> list[Person]:
        return [one for one in self._t.people.values() if text.casefold() in one.name.casefold()][:limit]


class Drafts:
    """Drafts, guarded by their version, and rows behind long tokens."""

    def __init__(self, tables: Tables) -> None:
        self._t = tables

    def get(self, draft_id: int) -> Draft | None:
        return self._t.drafts.get(draft_id)

    def open_for(self, key: DraftKey) -> Draft | None:
        return next((one for one in self._t.drafts.values() if one.key == key), None)

    def start(
        self, key: DraftKey, command: str, answers: Answers, asking: str | None, expires_at: datetime
    ) -> Draft:
        self._t.drafts = {number: one for number, one in self._t.drafts.items() if one.key != key}
        number, self._t.next_draft = self._t.next_draft, self._t.next_draft + 1
        draft = Draft(number, key, command, json_of(answers), asking, 1, None, expires_at)
        self._t.drafts[number] = draft
        return draft

    def save(
        self, draft_id: int, expected_version: int, answers: Answers, asking: str | None, expires_at: datetime
    ) -> bool:
        draft = self._t.drafts.get(draft_id)
        if draft is None or draft.version != expected_version:
            return False
        self._t.drafts[draft_id] = replace(
            draft, answers=json_of(answers), asking=asking, version=draft.version + 1, expires_at=expires_at
        )
        return True

    def set_message(self, draft_id: int, message_id: str) -> None:
        if draft_id in self._t.drafts:
            self._t.drafts[draft_id] = replace(self._t.drafts[draft_id], message_id=message_id)

    def end(self, draft_id: int) -> bool:
        return self._t.drafts.pop(draft_id, None) is not None

    def keep_token(self, token: str, payload: str, expires_at: datetime, person_id: int | None) -> None:
        self._t.tokens[token] = payload

    def token(self, token: str) -> str | None:
        return self._t.tokens.get(token)


def json_of(answers: Answers) -> Answers:
    """What the answers are after a trip through a JSON column."""
    found: Answers = json.loads(json.dumps(dict(answers)))
    return found


class Memory:
    """The `Database` port on tables in memory."""

    def __init__(self) -> None:
        self.tables = Tables()
        self.reads = 0
        self.writes = 0

    def uow(self, source: str = "test", correlation: str = "") -> Any:
        """A unit of work on the tables."""
        return SimpleNamespace(
            programme=Programme(),
            source=source,
            correlation=correlation,
            read_only=False,
            switches=SimpleNamespace(paused=dict),
            people=People(self.tables),
            drafts=Drafts(self.tables),
            audit=SimpleNamespace(add=self.tables.audit.append),
            groups=SimpleNamespace(links=lambda _: {}),
            mentors=SimpleNamespace(get=lambda _: None),
            outbox=SimpleNamespace(owe=lambda _: 0),
            things=self.tables.things,
        )

    async def write(
        self,
        use_case: Callable[[Any], T],
        *,
        source: str,
        correlation: str = "",
        key: tuple[Platform, str] | None = None,
        outcome: Callable[[T], str] | None = None,
        whose: Callable[[T], int | None] | None = None,
    ) -> T:
        self.writes += 1
        if key is not None and key in self.tables.inbox:
            raise Repeated(self.tables.inbox[key])
        before = copy.deepcopy(self.tables)
        try:
            result = use_case(self.uow(source, correlation))
            if key is not None:
                self.tables.inbox[key] = outcome(result) if outcome else ""
        except BaseException:
            self.tables = before
            raise
        return result

    async def read(self, query: Callable[[Any], T]) -> T:
        self.reads += 1
        return query(self.uow())
