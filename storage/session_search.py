"""How sessions are searched: by the index of words while a word is rare, along the list while it is common.

A rare word has few rows to sort; a common one fills a page of the list soon. Either way no search reads
a whole table, unless a rare word is typed that only the middle of words holds: then nothing is found.
"""

from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, literal_column, select, union

from storage.compiled import Runs
from storage.searching import LAST, ONE, matches, pattern, unknown, words
from storage.session_columns import leader
from storage.tables import person_words, session_words, sessions

RARE = 2000
"""So many titles with words that begin so are few: among a million, looking these up takes 1 to 3 ms, and a
page of what half as many hold is found along the list in 5 to 17."""
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


def _begins_unknown(column: Any) -> ColumnElement[bool]:
    return and_(column >= unknown("from_word", column), column < unknown("to_word", column))


def _beyond(column: Any, few: int) -> Select[Any]:
    """Whether more than so many have a word that begins so."""
    return select(ONE).where(_begins_unknown(column)).offset(literal_column(str(few))).limit(ONE)


_MANY_TITLES = _beyond(session_words.c.word, RARE)
_MANY_PEOPLE = _beyond(person_words.c.word, FEW)
BY_TITLE = (
    select(session_words.c.session_id)
    .where(_begins_unknown(session_words.c.word))
    .limit(literal_column(str(RARE)))
    .subquery("by_title")
)
"""All that a rare word finds, twice where two words begin so; its limit tells PostgreSQL that it is rare."""
_led = sessions.alias("led")
_BY_MENTOR = (
    select(_led.c.id)
    .join(person_words, person_words.c.person_id == _led.c.mentor_id)
    .where(_begins(person_words.c.word))
)


def in_titles(search: Search) -> list[ColumnElement[bool]]:
    """Sessions whose title holds the text."""
    return [] if search is Search.NONE else [matches(sessions.c.title_key)]


def in_titles_or_mentors(search: Search) -> list[ColumnElement[bool]]:
    """Sessions whose title, or whose mentor's name, holds the text."""
    holds = [] if search is Search.NONE else [matches(sessions.c.title_key, leader.c.name_key)]
    rare = sessions.c.id.in_(union(select(BY_TITLE), _BY_MENTOR))
    return [*holds, rare] if search is Search.RARE else holds


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
    if connection.execute(_MANY_TITLES, between).all():
        return False
    return not mentors_too or not connection.execute(_MANY_PEOPLE, between).all()
