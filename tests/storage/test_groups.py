"""Groups and who belongs to them."""

from dataclasses import replace

import pytest

from core.errors import Conflict
from core.groups.model import LinkKind
from storage.unit_of_work import Work
from tests.builders import NOW, group, people, person
from tests.engines import AnyDatabase
from tests.storage.asking import read, write

LEARNER, MENTOR, LEAD = LinkKind.LEARNER, LinkKind.MENTOR, LinkKind.LEAD


async def test_a_group_is_found_by_number_and_slug(database: AnyDatabase) -> None:
    made = await write(database, lambda uow: group(uow, "Data Science", role="7", channel="8", chat="-9"))
    assert (made.name, made.active, made.version, made.created_at) == ("Data Science", True, 1, NOW)
    assert (made.discord_role_id, made.discord_channel_id, made.telegram_chat_id) == ("7", "8", "-9")
    assert await read(database, lambda uow: uow.groups.get(made.id)) == made
    assert await read(database, lambda uow: uow.groups.by_slug("DATA-science")) == made
    assert await read(database, lambda uow: uow.groups.by_slug("nothing")) is None


async def test_slugs_are_one_of_a_kind_whatever_their_case(database: AnyDatabase) -> None:
    await write(database, lambda uow: group(uow, "Python"))
    with pytest.raises(Conflict):
        await write(database, lambda uow: group(uow, "PYTHON"))


async def test_groups_are_listed_by_name_without_regard_to_case(database: AnyDatabase) -> None:
    await write(database, lambda uow: [group(uow, name) for name in ("rust", "Go", "python")])
    assert [one.name for one in await read(database, lambda uow: uow.groups.all(active_only=True))] == [
        "Go",
        "python",
        "rust",
    ]


async def test_a_change_is_stored_once_a_version(database: AnyDatabase) -> None:
    made = await write(database, group)
    changed = replace(made, name="Pythonistas", description="New", active=False, discord_role_id="7")
    assert await write(database, lambda uow: uow.groups.save(changed, 1))
    assert not await write(database, lambda uow: uow.groups.save(changed, 1))
    assert await read(database, lambda uow: uow.groups.get(made.id)) == replace(changed, version=2)
    assert await read(database, lambda uow: uow.groups.all(active_only=True)) == []


async def test_one_may_be_linked_in_several_ways(database: AnyDatabase) -> None:
    group_id, (one,) = await write(database, lambda uow: (group(uow).id, people(uow, 1)))

    async def link(kind: LinkKind, active: bool) -> bool:
        return await write(database, lambda uow: uow.groups.set_link(group_id, one, kind, active, NOW))

    assert await link(LEARNER, True)
    assert not await link(LEARNER, True)
    assert await link(MENTOR, True)
    assert await read(database, lambda uow: uow.groups.links(one)) == {group_id: {LEARNER, MENTOR}}
    assert await link(LEARNER, False)
    assert not await link(LEARNER, False)
    assert not await link(LEAD, False)
    assert await read(database, lambda uow: uow.groups.links(one)) == {group_id: {MENTOR}}
    assert await link(LEARNER, True)
    assert await read(database, lambda uow: list(uow.groups.people(group_id, LEARNER))) == [one]
    assert await read(database, lambda uow: list(uow.groups.people(group_id, LEAD))) == []


async def test_a_mapped_role_makes_a_learner(database: AnyDatabase) -> None:
    def make(uow: Work) -> tuple[int, int, int, int]:
        group_id = group(uow, role="77").id
        both, holder = (person(uow, role_ids=frozenset({"77", "5"})).id for _ in range(2))
        linked = person(uow, role_ids=frozenset({"5"})).id
        for one in (both, linked):
            uow.groups.set_link(group_id, one, LEARNER, True, NOW)
        return group_id, both, holder, linked

    group_id, both, holder, linked = await write(database, make)
    assert await read(database, lambda uow: uow.groups.links(holder)) == {group_id: {LEARNER}}
    assert await read(database, lambda uow: uow.groups.links(both)) == {group_id: {LEARNER}}
    learners = await read(database, lambda uow: list(uow.groups.people(group_id, LEARNER)))
    assert learners == sorted([both, holder, linked])
    assert await read(database, lambda uow: list(uow.groups.people(group_id, MENTOR))) == []
    summary = await read(database, lambda uow: uow.groups.summary(group_id, holder))
    assert summary is not None
    assert (summary.learners, set(summary.links)) == (3, {LEARNER})


async def test_a_page_counts_learners_and_tells_ones_own_links(database: AnyDatabase) -> None:
    def make(uow: Work) -> int:
        first, second, hidden = (group(uow, name) for name in ("Alpha", "Beta", "Gamma"))
        one, other = people(uow, 2)
        uow.groups.set_link(first.id, one, LEARNER, True, NOW)
        uow.groups.set_link(first.id, other, LEARNER, True, NOW)
        uow.groups.set_link(second.id, other, LEARNER, True, NOW)
        uow.groups.set_link(second.id, other, LEARNER, False, NOW)
        uow.groups.set_link(second.id, one, LEAD, True, NOW)
        uow.groups.save(replace(hidden, active=False), 1)
        return one

    one = await write(database, make)
    page = await read(database, lambda uow: uow.groups.page(one, "", 1, 10))
    assert [(item.group.name, item.learners, set(item.links)) for item in page.items] == [
        ("Alpha", 2, {LEARNER}),
        ("Beta", 0, {LEAD}),
    ]
    assert not page.more
    assert (await read(database, lambda uow: uow.groups.page(one, "", 1, 1))).more
    found = await read(database, lambda uow: uow.groups.page(one, "bet", 1, 10))
    assert [item.group.name for item in found.items] == ["Beta"]
    assert await read(database, lambda uow: uow.groups.summary(404, one)) is None


async def test_a_chat_that_moved_takes_its_group_along(database: AnyDatabase) -> None:
    moved, other = await write(
        database, lambda uow: (group(uow, "A", chat="-1").id, group(uow, "B", chat="-2").id)
    )
    await write(database, lambda uow: uow.groups.move_chat("-1", "-1001"))
    chats = await read(database, lambda uow: [uow.groups.get(one) for one in (moved, other)])
    assert [one.telegram_chat_id for one in chats if one] == ["-1001", "-2"]
