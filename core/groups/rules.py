"""Names and places of a group (rules.md §2), pure."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from core import text
from core.errors import Refusal
from core.groups.model import Group, LinkKind

NAME, DESCRIPTION, SLUG = 75, 500, 60


@dataclass(frozen=True, slots=True)
class Spots:
    """Where a group is on the platforms, by id; None leaves a place as it is, an empty text takes it away."""

    discord_role: str | None = None
    discord_channel: str | None = None
    telegram_chat: str | None = None


@dataclass(frozen=True, slots=True)
class GroupChange:
    """What of a group is to be changed; None leaves it as it is."""

    name: str | None = None
    description: str | None = None
    spots: Spots = Spots()
    active: bool | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is to be changed."""
        return self == GroupChange()


def name(raw: str) -> str:
    """A group's cleaned name."""
    return text.one_line(raw, "name", NAME)


def description(raw: str) -> str:
    """A group's cleaned description; it may be empty."""
    return text.several_lines(raw, "description", DESCRIPTION, shortest=0)


def spot(raw: str | None, old: str | None, field: str) -> str | None:
    """The id of a role, channel or chat after a change."""
    if raw is None:
        return old
    if raw and not re.fullmatch(r"-?[1-9][0-9]{0,19}", raw):
        raise Refusal("group-spot", field=field)
    return raw or None


def check_name_free(wanted: str, groups: Iterable[Group], but: int | None) -> None:
    """Two groups of one name would be mistaken for each other."""
    for group in groups:
        if group.id != but and group.name.casefold() == wanted.casefold():
            raise Refusal("group-name-taken", name=group.name, group_id=group.id)


def slug(wanted: str, taken: Collection[str]) -> str:
    """A short name for addresses: letters and digits of any script, made unique by a number."""
    plain = unicodedata.normalize("NFKD", wanted.casefold())
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    base = re.sub(r"[\W_]+", "-", letters).strip("-")[:SLUG].strip("-") or "group"
    number, found = 1, base
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    return found


def check_limit(links: Collection[frozenset[LinkKind]], limit: int) -> None:
    """As many groups as the programme allows a learner; 0 allows any number."""
    if limit and _joined(links) >= limit:
        raise Refusal("group-limit", limit=limit)


def over_limit(links: Collection[frozenset[LinkKind]], limit: int) -> bool:
    """Whether these are more than the programme allows."""
    return limit > 0 and _joined(links) > limit


def _joined(links: Collection[frozenset[LinkKind]]) -> int:
    return sum(LinkKind.LEARNER in kinds for kinds in links)
