"""The plans by which an engine carries out what a use case asks of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.util import await_only

from storage.compiled import Fetched
from storage.drivers import OnAsyncpg, OnSqlite
from storage.unit_of_work import Work


class Explaining:
    """Runs statements and keeps the plan of each."""

    def __init__(self, driver: OnSqlite | OnAsyncpg) -> None:
        self._driver = driver
        self.plans: list[str] = []

    def execute(self, statement: Executable, parameters: Any = None, /) -> Fetched:
        values = parameters[0] if isinstance(parameters, list) else parameters or {}
        sql, arguments = self._driver._statements.prepared(statement, values).bind(values)
        if isinstance(self._driver, OnSqlite):
            rows = self._driver.raw.execute(f"EXPLAIN QUERY PLAN {sql}", arguments)
            self.plans.append("\n".join(row[3] for row in rows))
        else:
            found = await_only(self._driver.raw.fetch(f"EXPLAIN {sql}", *arguments))
            self.plans.append("\n".join(row[0] for row in found))
        return self._driver.execute(statement, parameters)


IN_ITS_ORDER = {"SCAN people", "SCAN applications", "SCAN audit"}
"""Lists of the newest: SQLite walks these tables from their end and stops after a page."""


MADE = ("wanted_groups", "by_title", "merged", "found", "anon_", "CONSTANT", "SUBQUERY")
"""Names of what a statement makes itself, a page long."""


def scans(plan: str) -> Iterator[str]:
    """Lines of a plan that read a whole table, rather than walk an index."""
    for line in plan.splitlines():
        if "Seq Scan on" in line:
            yield line
        if not line.startswith("SCAN ") or " USING " in line or line.split()[1].startswith(MADE):
            continue
        if line not in IN_ITS_ORDER or "TEMP B-TREE" in plan:
            yield line


def plans(work: Work, use_case: Callable[[Work], object], *, indexes_only: bool = True) -> list[str]:
    """The plans of a use case's statements, which are carried out as well.

    With `indexes_only` PostgreSQL reads a table whole only where nothing else works; without, where it
    believes that to be the best.
    """
    driver = work.scope.connection
    assert isinstance(driver, OnSqlite | OnAsyncpg)
    if indexes_only and isinstance(driver, OnAsyncpg):
        await_only(driver.raw.execute("SET LOCAL enable_seqscan = off"))
    explaining = Explaining(driver)
    use_case(Work(replace(work.scope, connection=explaining), "test", ""))
    return explaining.plans
