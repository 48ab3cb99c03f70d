"""How sessions are searched: by the index of words while a word is rare, along the list while it is common.

A rare word has few rows to sort; a common one fills a page of the list soon. Either way no search reads
a whole table, unless a rare word is typed that only the middle of words holds: then nothing is found.
"""

from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, literal, select, union

from storage.compiled import Runs
from storage.searching import LAST, matches, pattern, words
from storage.session_columns import leader
from storage.tables import person_words, session_words, sessions

RARE = 2000
"""So many titles with words that begin so are few: among a million, sorting these takes 2 ms, and a page of
what half as many hold is found along the list in 19."""
FEW = 20
"""So many people with words that begin so are few; each may lead hundreds of sessions."""
MOST_WORDS = 3


class Search(Enum):
    """How a text is looked for."""

    NONE = "no text was given"
    RARE = "one of its words is rare"
    COMMON = "all of its words are common"


def _begins(column: Any) -> ColumnElement[bool]:
    return and_(column >= bindparam("from_word"), column < bindparam("to_word"))


def _counted(column: Any, most: int) -> Select[Any]:
    found = select(literal(1)).where(_begins(column)).limit(most).subquery()
    return select(func.count()).select_from(found)


_TITLES = _counted(session_words.c.word, RARE)
_PEOPLE = _counted(person_words.c.word, FEW)
_BY_TITLE = select(session_words.c.session_id).where(_begins(session_words.c.word))
_led = sessions.alias("led")
_BY_MENTOR = (
    select(_led.c.id)
    .join(person_words, person_words.c.person_id == _led.c.mentor_id)
    .where(_begins(person_words.c.word))
)


def in_titles(search: Search) -> list[ColumnElement[bool]]:
    """Sessions whose title holds the text."""
    holds = [] if search is Search.NONE else [matches(sessions.c.title_key)]
    return [*holds, sessions.c.id.in_(_BY_TITLE)] if search is Search.RARE else holds


def in_titles_or_mentors(search: Search) -> list[ColumnElement[bool]]:
    """Sessions whose title, or whose mentor's name, holds the text."""
    holds = [] if search is Search.NONE else [matches(sessions.c.title_key, leader.c.name_key)]
    return [*holds, sessions.c.id.in_(union(_BY_TITLE, _BY_MENTOR))] if search is Search.RARE else holds


def plan(connection: Runs, text: str, *, mentors_too: bool) -> tuple[Search, dict[str, str]]:
    """How to look for a text, and what to bind for it."""
    if not text.strip():
        return Search.NONE, {}
    given = {"pattern": pattern(text)}
    typed = sorted(words(text), key=len, reverse=True)[:MOST_WORDS]
    ranges = [{"from_word": word, "to_word": word + LAST} for word in typed]
    if not ranges:
        return Search.RARE, given | {"from_word": LAST, "to_word": LAST}
    for between in ranges:
        if _is_rare(connection, between, mentors_too=mentors_too):
            return Search.RARE, given | between
    return Search.COMMON, given


def _is_rare(connection: Runs, between: dict[str, str], *, mentors_too: bool) -> bool:
    if connection.execute(_TITLES, between).scalar_one() == RARE:
        return False
    return not mentors_too or connection.execute(_PEOPLE, between).scalar_one() < FEW
