"""Search without regard to case, and pages of lists."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    bindparam,
    false,
    func,
    literal_column,
    or_,
    select,
)

from core.page import Page

T = TypeVar("T")
LAST = "\U0010ffff"
"""Sorts after every continuation of a word."""
_WORD = re.compile(r"\w+")
LIMIT: BindParameter[int] = bindparam("limit", type_=Integer, literal_execute=True)
OFFSET: BindParameter[int] = bindparam("offset", type_=Integer, literal_execute=True)
"""As numbers in the SQL: where they were parameters, PostgreSQL would take any plan that it keeps to return
a tenth of the table, and rather plan each page anew, which takes it five times as long as reading it."""
TOP: BindParameter[int] = bindparam("top", type_=Integer, literal_execute=True)
"""Rows of a part that is merged with others: those before the page, those on it, and one more."""
ONE: ColumnElement[int] = literal_column("1")
"""As a limit, for the same reason."""


def folded(text: str) -> str:
    """A text as it is compared: compatibility forms and case do not matter."""
    return unicodedata.normalize("NFKC", text).casefold()


def words(*texts: str | None) -> set[str]:
    """The folded words of some texts."""
    return {word for text in texts if text for word in _WORD.findall(folded(text))}


def pattern(text: str) -> str:
    """A LIKE pattern for a text anywhere, whatever wildcards it contains; escaped by a backslash."""
    escaped = folded(text.strip()).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def matches(*columns: Any) -> ColumnElement[bool]:
    """A condition: one of these folded columns contains the text bound as `pattern`."""
    return unguessed(or_(*(column.like(bindparam("pattern"), escape="\\") for column in columns)))


def unguessed(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """A condition of which PostgreSQL does not guess how rarely it holds: half of the rows, it takes.

    It plans for what a pattern or a value looks like otherwise, anew for each, and expects next to nothing.
    """
    held: ColumnElement[bool] = func.coalesce(condition, false())
    return held


def unknown(name: str, column: Any) -> ColumnElement[Any]:
    """A parameter of the column's type whose value PostgreSQL does not look at when it plans.

    Whatever the value, the plan looks as dear then, so that one is made and kept.
    """
    return select(bindparam(name, type_=column.type)).scalar_subquery()


def window(number: int, size: int) -> dict[str, int]:
    """Limit and offset of a page, with one row more to know whether others follow; and their sum."""
    offset = (max(number, 1) - 1) * size
    return {"limit": size + 1, "offset": offset, "top": offset + size + 1}


def page(items: Sequence[T], number: int, size: int) -> Page[T]:
    """A page of rows that were read through `window`."""
    return Page(tuple(items[:size]), max(number, 1), len(items) > size)
