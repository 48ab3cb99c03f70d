"""Picks: the thing or the person that an answer means."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence

from bot.dialog.asking import Asking
from bot.dialog.facts import enum_key
from bot.dialog.kinds import Choice, Looking, Pick, Source
from bot.dialog.reading import Reading
from bot.dialog.wording import Words
from core import text
from core.errors import Refusal
from core.people.model import Person, Platform
from core.ports import UnitOfWork

MOST_CHOSEN = 100
SHOWN = 25
_ID = re.compile(r"[0-9]{1,18}")
_ACCOUNT = re.compile(r"(discord|telegram):([0-9]{1,20})")
_PAGES = 4


def parse_pick(kind: Pick, raw: object, reading: Reading) -> int | tuple[int, ...]:
    """The id picked, or all of them for a pick of several."""
    if not kind.many:
        return _picked(kind, raw, reading)
    raws = raw if isinstance(raw, list | tuple) else [raw]
    if not raws:
        raise Refusal("answer-none-chosen")
    if len(raws) > MOST_CHOSEN:
        raise Refusal("answer-too-many", most=MOST_CHOSEN)
    return tuple(dict.fromkeys(_picked(kind, one, reading) for one in raws))


def _picked(kind: Pick, raw: object, reading: Reading) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    if not isinstance(raw, str):
        raise Refusal("answer-not-in-list", text="")
    if _ID.fullmatch(raw) and not reading.typed:
        return int(raw)
    said = text.searched(raw)
    try:
        return int(_meant(kind.source, said, reading).value)
    except Refusal as refusal:
        if kind.wider is None or refusal.code != "answer-not-in-list":
            raise
        return int(_meant(kind.wider, said, reading).value)


def _meant(source: Source, said: str, reading: Reading) -> Choice:
    """The one choice whose label is what was said, or the only one that contains it."""
    found = matching(source, said, reading)
    same = [choice for choice in found if choice.label.casefold() == said.casefold()]
    if len(same or found) == 1:
        return (same or found)[0]
    raise Refusal("answer-ambiguous" if found else "answer-not-in-list", text=said[:40])


def matching(source: Source, said: str, reading: Reading) -> Sequence[Choice]:
    """Choices whose label contains what was said."""
    if not said:
        return ()
    choices, _ = source(reading.known().uow, reading.looking(said))
    return [choice for choice in choices if folded(said) in folded(choice.label)]


def folded(said: str) -> str:
    """Letters alone: “Montréal” is found by “montreal”, “Sao Paulo” by “são-paulo”."""
    letters = unicodedata.normalize("NFD", said.casefold().replace("_", " ").replace("-", " ").strip())
    return "".join(sign for sign in letters if not unicodedata.combining(sign))


Namer = Callable[[UnitOfWork, Looking, int], str | None]
"""How one thing of a query is called, whatever page it would stand on."""
NAMERS: dict[Source, Namer] = {}


def named_by(namer: Namer) -> Callable[[Source], Source]:
    """Declare how a query's things are called."""

    def declare(source: Source) -> Source:
        NAMERS[source] = namer
        return source

    return declare


def label_of(source: Source, value: int, reading: Reading) -> str | None:
    """How a choice is called; None when nobody knows. Without a namer its pages are looked through."""
    if (namer := NAMERS.get(source)) is not None:
        return namer(reading.known().uow, reading.looking(), value)
    for number in range(1, _PAGES + 1):
        choices, more = source(reading.known().uow, reading.looking(number=number))
        for choice in choices:
            if choice.value == str(value):
                return choice.label
        if not more:
            break
    return None


def parse_person(raw: object, reading: Reading) -> int:
    """The person's id: itself, an account of theirs, or a name that only one person has."""
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    if not isinstance(raw, str):
        raise Refusal("answer-not-in-list", text="")
    if _ID.fullmatch(raw) and not reading.typed:
        return int(raw)
    uow = reading.known().uow
    if account := _ACCOUNT.fullmatch(raw):
        found = uow.people.account(Platform(account[1]), account[2])
        if found is None:
            raise Refusal("answer-person-unknown")
        return found.person_id
    said = text.searched(raw).removeprefix("@")
    people = uow.people.search(said, SHOWN) if said else ()
    same = [person for person in people if person.name.casefold() == said.casefold()]
    if len(same or people) != 1:
        raise Refusal("answer-ambiguous" if people else "answer-not-in-list", text=said[:40])
    return (same or people)[0].id


def people_called(said: str, uow: UnitOfWork, words: Words) -> list[Choice]:
    """People whose names begin so; namesakes with their accounts, which tell them apart."""
    people = uow.people.search(said, SHOWN) if said else ()
    counts = Counter(person.name.casefold() for person in people)
    return [
        Choice(
            str(person.id),
            person.name if counts[person.name.casefold()] == 1 else _with_accounts(person, uow, words),
        )
        for person in people
    ]


def _with_accounts(person: Person, uow: UnitOfWork, words: Words) -> str:
    accounts = [
        words.label(enum_key(one.platform)) + (f" @{one.username}" if one.username else "")
        for one in uow.people.accounts(person.id)
    ]
    return " · ".join([person.name, *accounts])


def check_choices(asking: Asking, words: Words) -> None:
    """Ask nothing that nobody could answer: where a pick has no choices, say what to do instead.

    The sentence is `refusal-nothing-<name of the query>`; a pick without one is asked all the same.
    """
    for question in asking.questions:
        kind = question.kind
        given = question.optional or question.choices or question.more or question.value
        if isinstance(kind, Pick) and not given:
            code = f"nothing-{kind.source.__name__.replace('_', '-')}"
            if question.error is None and words.has(f"refusal-{code}"):
                raise Refusal(code)
