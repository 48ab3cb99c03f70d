"""Lists of sessions: whose, in which order, page by page."""

from datetime import datetime, timedelta

import pytest

from core.groups.model import LinkKind
from core.page import Page
from core.sessions.model import Listed, Mode, Part, Session, Status, Within
from storage import session_search
from storage.session_columns import LISTED
from storage.unit_of_work import Work
from tests.builders import HOUR, NOW, group, people, person, session
from tests.engines import AnyDatabase
from tests.storage.asking import member, read, world, write

DAY = timedelta(days=1)
Rows = list[tuple[str, str, float, Status]]
"""Group, title, hours until the start, state."""


async def store(database: AnyDatabase, rows: Rows) -> dict[str, int]:
    """Store sessions; returns the groups' ids and, under `mentor`, that of their mentor."""

    def make(uow: Work) -> dict[str, int]:
        ids = {name: group(uow, name).id for name in sorted({row[0] for row in rows})}
        ids["mentor"] = people(uow, 1)[0]
        for name, title, hours, status in rows:
            starts = NOW + hours * HOUR
            session(
                uow, ids[name], ids["mentor"], status, title=title, starts_at=starts, ends_at=starts + HOUR
            )
        return ids

    return await write(database, make)


def titles(page: Page[Session] | Page[Listed]) -> list[str]:
    return [one.title for one in page.items]


SOME: Rows = [
    ("A", "a far", 50, Status.SCHEDULED),
    ("A", "a near", 2, Status.SCHEDULED),
    ("A", "a waiting", 3, Status.PENDING_APPROVAL),
    ("A", "a cancelled", 4, Status.CANCELLED),
    ("A", "a running", -0.5, Status.IN_PROGRESS),
    ("A", "a over", -30, Status.COMPLETED),
    ("A", "a stale", -40, Status.SCHEDULED),
    ("A", "a rejected", -50, Status.REJECTED),
    ("B", "b next", 5, Status.SCHEDULED),
    ("B", "b over", -60, Status.COMPLETED),
    ("C", "c next", 1, Status.SCHEDULED),
]


async def test_browse_holds_what_has_not_ended_soonest_first(database: AnyDatabase) -> None:
    ids = await store(database, SOME)

    async def browse(names: str, text: str = "", mode: Mode | None = None) -> list[str]:
        within = await member(database, *(ids[name] for name in names))
        return titles(await read(database, lambda uow: uow.sessions.browse(within, NOW, text, mode, 1, 10)))

    assert await browse("A") == ["a running", "a near", "a far"]
    assert await browse("AB") == ["a running", "a near", "b next", "a far"]
    assert await browse("ABC", "NEXT") == ["c next", "b next"]
    assert await browse("ABC", "%") == []
    assert await browse("ABC", mode=Mode.OFFLINE) == []
    assert await browse("C", mode=Mode.ONLINE) == ["c next"]
    assert await browse("") == []


async def test_pages_of_several_groups_follow_on_without_gap_or_repeat(database: AnyDatabase) -> None:
    rows: Rows = [("ABC"[n % 3], f"No. {n:02}", 1 + n // 2, Status.SCHEDULED) for n in range(25)]
    ids = await store(database, rows)
    within = await member(database, *(ids[name] for name in "ABC"))
    pages = await read(
        database,
        lambda uow: [uow.sessions.browse(within, NOW, "", None, number, 10) for number in (1, 2, 3, 4)],
    )
    assert [title for page in pages for title in titles(page)] == [f"No. {n:02}" for n in range(25)]
    assert [(page.number, len(page.items), page.more) for page in pages] == [
        (1, 10, True),
        (2, 10, True),
        (3, 5, False),
        (4, 0, False),
    ]


async def test_a_full_last_page_has_nothing_after_it(database: AnyDatabase) -> None:
    ids = await store(database, [("A", f"No. {n}", 1 + n, Status.SCHEDULED) for n in range(10)])
    within = await member(database, ids["A"])
    page = await read(database, lambda uow: uow.sessions.browse(within, NOW, "", None, 1, 10))
    assert (len(page.items), page.more) == (10, False)


async def test_very_many_groups_are_browsed_alike(database: AnyDatabase) -> None:
    count = 65
    rows: Rows = [(f"G{n:03}", f"No. {n:03}", 1 + n, Status.SCHEDULED) for n in range(count)]
    ids = await store(database, rows)
    every = await member(database, *(ids[f"G{n:03}"] for n in range(count)))
    page = await read(database, lambda uow: uow.sessions.browse(every, NOW, "no.", None, 2, 10))
    assert titles(page) == [f"No. {n:03}" for n in range(10, 20)]
    old = await read(database, lambda uow: uow.sessions.archived(every, NOW + 5 * HOUR, 1, 10))
    assert titles(old) == [f"No. {n:03}" for n in (3, 2, 1, 0)]


async def test_browse_looks_into_the_groups_that_are_asked_for(database: AnyDatabase) -> None:
    ids = await store(database, SOME)

    def make(uow: Work) -> int:
        role, viewer = group(uow, "D", role="77").id, person(uow, role_ids=frozenset({"77"})).id
        session(uow, role, ids["mentor"], title="d next", starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR)
        uow.groups.set_link(ids["A"], viewer, LinkKind.MENTOR, True, NOW)
        for kind in (LinkKind.LEARNER, LinkKind.LEAD):
            uow.groups.set_link(ids["B"], viewer, kind, True, NOW)
        uow.groups.set_link(ids["C"], viewer, LinkKind.LEARNER, True, NOW)
        uow.groups.set_link(ids["C"], viewer, LinkKind.LEARNER, False, NOW)
        return viewer

    viewer = await write(database, make)

    async def found(within: Within, text: str = "") -> list[str]:
        return titles(await read(database, lambda uow: uow.sessions.browse(within, NOW, text, None, 1, 10)))

    assert await found(Within(viewer)) == ["a running", "d next", "a near", "b next", "a far"]
    assert await found(Within(viewer, as_learner=True)) == ["d next", "b next"]
    assert await found(Within(viewer, ids["A"])) == ["a running", "a near", "a far"]
    assert await found(Within(viewer, ids["C"])) == []
    assert await found(Within(viewer, ids["A"], as_learner=True)) == []
    assert await found(Within(viewer, as_learner=True), "next") == ["d next", "b next"]
    assert await found(Within(404)) == []


def test_the_columns_of_a_list_are_those_of_its_model() -> None:
    assert tuple(column.key for column in LISTED) == Listed._fields


async def test_a_list_tells_of_ones_own_part(database: AnyDatabase) -> None:
    made = await world(database, seats=2)
    within = await member(database, made.group)

    async def part(person_id: int) -> Part | None:
        found = Within(person_id)
        page = await read(database, lambda uow: uow.sessions.browse(found, NOW, "", None, 1, 10))
        return page.items[0].part

    assert await part(within.person_id) is None
    await write(database, lambda uow: uow.sessions.take_seat(made.session, within.person_id, NOW))
    assert await part(within.person_id) is Part.MENTEE
    await write(database, lambda uow: uow.sessions.free_seat(made.session, within.person_id, NOW))
    assert await part(within.person_id) is None
    await write(
        database, lambda uow: uow.groups.set_link(made.group, made.mentor, LinkKind.MENTOR, True, NOW)
    )
    assert await part(made.mentor) is Part.MENTOR


async def test_the_archive_is_latest_first_and_holds_what_was_public(database: AnyDatabase) -> None:
    ids = await store(database, SOME)

    within = await member(database, ids["A"], ids["B"])

    async def archived(before: datetime) -> list[str]:
        return titles(await read(database, lambda uow: uow.sessions.archived(within, before, 1, 10)))

    assert await archived(NOW - DAY) == ["a over", "a stale", "b over"]
    assert await archived(NOW - 100 * DAY) == []


async def test_a_mentors_own_list_is_latest_first_by_state_and_text(database: AnyDatabase) -> None:
    ids = await store(database, SOME)

    async def own(status: Status | None, text: str = "", number: int = 1) -> list[str]:
        page = await read(
            database, lambda uow: uow.sessions.of_mentor(ids["mentor"], status, text, number, 4)
        )
        return titles(page)

    assert await own(None) == ["a far", "b next", "a cancelled", "a waiting"]
    assert await own(None, number=2) == ["a near", "c next", "a running", "a over"]
    assert await own(Status.COMPLETED) == ["a over", "b over"]
    assert await own(None, "Next") == ["b next", "c next"]
    assert titles(await read(database, lambda uow: uow.sessions.of_mentor(404, None, "", 1, 4))) == []


async def test_the_admins_list_filters_group_and_state_and_searches_title_and_mentor(
    database: AnyDatabase,
) -> None:
    ids = await store(database, SOME)
    name = await read(database, lambda uow: uow.people.get(ids["mentor"]))
    assert name is not None

    async def listed(group: str | None, status: Status | None, text: str = "") -> list[str]:
        group_id = ids[group] if group else None
        return titles(await read(database, lambda uow: uow.sessions.listed(group_id, status, text, 1, 4)))

    assert await listed(None, None) == ["a far", "b next", "a cancelled", "a waiting"]
    assert await listed("B", None) == ["b next", "b over"]
    assert await listed("B", Status.SCHEDULED) == ["b next"]
    assert await listed(None, Status.COMPLETED) == ["a over", "b over"]
    assert await listed(None, None, name.name.upper()) == ["a far", "b next", "a cancelled", "a waiting"]
    assert await listed(None, None, "A wait") == ["a waiting"]


async def test_a_word_in_very_many_titles_is_searched_alike(
    database: AnyDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = await store(database, SOME)

    within = await member(database, ids["A"], ids["B"])

    async def found() -> list[list[str]]:
        return [
            titles(await read(database, lambda uow: uow.sessions.listed(None, None, "NEX", 1, 10))),
            titles(await read(database, lambda uow: uow.sessions.listed(ids["B"], None, "b", 1, 10))),
            titles(await read(database, lambda uow: uow.sessions.browse(within, NOW, "next b", None, 1, 10))),
            titles(await read(database, lambda uow: uow.sessions.browse(within, NOW, "b next", None, 1, 10))),
        ]

    rare = await found()
    monkeypatch.setattr(session_search, "_is_rare", lambda *_, **__: False)
    assert await found() == rare == [["b next", "c next"], ["b next", "b over"], [], ["b next"]]


async def test_what_awaits_approval_comes_soonest_first(database: AnyDatabase) -> None:
    rows: Rows = [
        ("A", "later", 9, Status.PENDING_APPROVAL),
        ("A", "approved", 2, Status.SCHEDULED),
        ("B", "sooner", 3, Status.PENDING_APPROVAL),
    ]
    ids = await store(database, rows)
    every = await read(database, lambda uow: uow.sessions.awaiting(None, 10))
    assert [one.title for one in every] == ["sooner", "later"]
    of_a = await read(database, lambda uow: uow.sessions.awaiting([ids["A"]], 10))
    assert [one.title for one in of_a] == ["later"]
    assert [one.title for one in await read(database, lambda uow: uow.sessions.awaiting(None, 1))] == [
        "sooner"
    ]
    assert not await read(database, lambda uow: uow.sessions.awaiting([], 10))
