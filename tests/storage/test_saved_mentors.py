"""Mentors whom people have saved, through merging and erasing."""

from core.mentors.model import ProfileForm, Tier
from storage.unit_of_work import Work
from tests.builders import HOUR, NOW, people
from tests.engines import AnyDatabase
from tests.storage.asking import read, write


async def saved_by(database: AnyDatabase, who: int) -> list[int]:
    """Whom somebody finds among their saved mentors."""
    page = await read(
        database,
        lambda uow: uow.mentors.discover("", None, None, 1, 10, all_statuses=False, saved_by=who),
    )
    return sorted(one.person_id for one in page.items)


async def four(database: AnyDatabase) -> list[int]:
    """Two mentors and two learners."""

    def make(uow: Work) -> list[int]:
        made = people(uow, 4)
        for mentor in made[:2]:
            uow.mentors.grant(mentor, Tier.MENTOR, None, ProfileForm(), NOW)
        return made

    return await write(database, make)


async def save(database: AnyDatabase, *pairs: tuple[int, int]) -> None:
    for who, whom in pairs:
        await write(database, lambda uow, who=who, whom=whom: uow.mentors.save(who, whom, NOW))  # type: ignore[misc]  # bound at once


async def test_a_mentor_is_saved_once_and_let_go(database: AnyDatabase) -> None:
    mia, otto, lia, _ = await four(database)
    await save(database, (lia, mia), (lia, mia), (lia, otto))
    assert await saved_by(database, lia) == [mia, otto]
    assert await read(database, lambda uow: uow.mentors.saved(lia, mia))
    await write(database, lambda uow: uow.mentors.let_go(lia, mia))
    assert await saved_by(database, lia) == [otto]
    assert not await read(database, lambda uow: uow.mentors.saved(lia, mia))


async def test_of_two_learners_who_are_one_all_stay_saved_once(database: AnyDatabase) -> None:
    mia, otto, lia, lea = await four(database)
    await save(database, (lia, mia), (lea, mia), (lea, otto))
    await write(database, lambda uow: uow.people.merge(lia, lea))
    assert await saved_by(database, lia) == [mia, otto]


async def test_of_two_mentors_who_are_one_the_one_who_stays_is_saved(database: AnyDatabase) -> None:
    mia, otto, lia, lea = await four(database)
    await save(database, (lia, mia), (lia, otto), (lea, otto), (otto, mia))
    await write(database, lambda uow: uow.people.merge(mia, otto))
    assert [await saved_by(database, one) for one in (lia, lea, mia)] == [[mia], [mia], []]


async def test_a_learner_who_becomes_a_mentor_by_linking_keeps_who_saved_them(database: AnyDatabase) -> None:
    mia, _, lia, lea = await four(database)
    await save(database, (lia, mia), (lea, mia))
    await write(database, lambda uow: uow.people.merge(lia, mia))
    assert [await saved_by(database, one) for one in (lia, lea)] == [[], [lia]]


async def test_who_is_erased_is_saved_by_nobody_and_saves_nobody(database: AnyDatabase) -> None:
    mia, otto, lia, lea = await four(database)
    await save(database, (lia, mia), (lea, mia), (lea, otto))
    told = await read(database, lambda uow: uow.people.export(lea))
    assert len(told["saved_mentors"]) == 2
    for one in (mia, lea):
        await write(database, lambda uow, one=one: uow.people.erase(one, NOW + HOUR))  # type: ignore[misc]  # bound at once
    for who, whom in ((lia, mia), (lea, otto)):
        assert not await read(database, lambda uow, who=who, whom=whom: uow.mentors.saved(who, whom))  # type: ignore[misc]  # bound at once
