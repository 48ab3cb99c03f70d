"""Two people become one, and one account a person of its own."""

from datetime import time
from typing import Any

from core.groups.model import LinkKind
from core.mentors.model import ApplicationStatus, ProfileForm, Tier
from core.notices.model import Category, OutboxStatus, Target
from core.people.model import LinkState, Platform, QuietHours
from core.sessions.model import Part, Status
from storage.unit_of_work import Work
from storage.verify import broken
from tests.builders import HOUR, NOW, application_form, group, identity, notice, people, person, session
from tests.engines import AnyDatabase
from tests.storage.asking import read, write


async def two(database: AnyDatabase) -> tuple[int, int]:
    """Ids of the one who stays and of the one who goes."""
    keep, gone = await write(
        database,
        lambda uow: (
            person(uow, name="Ada Example", username="ada").id,
            person(uow, name="Ada On Telegram", platform=Platform.TELEGRAM).id,
        ),
    )
    return keep, gone


async def merge(database: AnyDatabase, keep: int, gone: int) -> None:
    await write(database, lambda uow: uow.people.merge(keep, gone))
    assert await read(database, broken) == []


async def test_accounts_settings_and_names_come_together(database: AnyDatabase) -> None:
    keep, gone = await two(database)

    def settle(uow: Work) -> None:
        uow.people.set_zone(keep, "Europe/Berlin")
        uow.people.set_zone(gone, "Asia/Kolkata")
        uow.people.set_language(gone, "fr")
        uow.people.set_admin(gone, admin=True)
        uow.people.set_category(keep, Category.FEEDBACK, on=False)
        uow.people.set_category(gone, Category.FEEDBACK, on=False)
        uow.people.set_category(gone, Category.STARTING, on=False)

    await write(database, settle)
    await merge(database, keep, gone)
    found = await read(database, lambda uow: uow.people.get(keep))
    assert found is not None
    assert (found.name, found.zone, found.language, found.admin) == (
        "Ada Example",
        "Europe/Berlin",
        "fr",
        True,
    )
    accounts = await read(database, lambda uow: uow.people.accounts(keep))
    assert [one.platform for one in accounts] == [Platform.DISCORD, Platform.TELEGRAM]
    off = await read(database, lambda uow: uow.people.categories_off([keep, gone]))
    assert off == {(keep, Category.FEEDBACK), (keep, Category.STARTING)}
    assert [one.id for one in await read(database, lambda uow: uow.people.search("telegram", 5))] == [keep]
    assert await read(database, lambda uow: uow.people.admins()) == [keep]


async def test_quiet_hours_of_the_one_who_stays_hold(database: AnyDatabase) -> None:
    keep, gone = await two(database)
    quiet = QuietHours(time(22), time(7))

    def settle(uow: Work) -> None:
        uow.people.set_quiet(keep, quiet)
        uow.people.set_quiet(gone, QuietHours(time(1), time(2)))

    await write(database, settle)
    await merge(database, keep, gone)
    found = await read(database, lambda uow: uow.people.get(keep))
    assert found is not None
    assert found.quiet == quiet


async def test_quiet_hours_of_the_one_who_goes_hold_where_no_others_were_chosen(
    database: AnyDatabase,
) -> None:
    keep, gone = await two(database)
    quiet = QuietHours(time(22), time(7))
    await write(database, lambda uow: uow.people.set_quiet(gone, quiet))
    await merge(database, keep, gone)
    found = await read(database, lambda uow: uow.people.get(keep))
    assert found is not None
    assert found.quiet == quiet


async def test_an_old_number_leads_to_the_one_who_stays(database: AnyDatabase) -> None:
    keep, gone = await two(database)
    third = await write(database, lambda uow: person(uow).id)
    await merge(database, keep, gone)
    await merge(database, third, keep)
    for old in (keep, gone):
        found = await read(database, lambda uow, old=old: uow.people.get(old))  # type: ignore[misc]  # bound at once
        assert found is not None
        assert found.id == third


async def test_links_to_groups_are_joined(database: AnyDatabase) -> None:
    keep, gone = await two(database)

    def link(uow: Work) -> tuple[int, int]:
        both, theirs = group(uow, "Both").id, group(uow, "Theirs").id
        uow.groups.set_link(both, keep, LinkKind.LEARNER, True, NOW)
        uow.groups.set_link(both, keep, LinkKind.LEARNER, False, NOW)
        uow.groups.set_link(both, gone, LinkKind.LEARNER, True, NOW)
        uow.groups.set_link(both, keep, LinkKind.LEAD, True, NOW)
        uow.groups.set_link(theirs, gone, LinkKind.MENTOR, True, NOW)
        return both, theirs

    both, theirs = await write(database, link)
    await merge(database, keep, gone)
    assert await read(database, lambda uow: uow.groups.links(keep)) == {
        both: {LinkKind.LEARNER, LinkKind.LEAD},
        theirs: {LinkKind.MENTOR},
    }
    assert await read(database, lambda uow: uow.groups.links(gone)) == {}


async def test_of_two_places_in_one_session_one_stays(database: AnyDatabase) -> None:
    keep, gone = await two(database)

    def join(uow: Work) -> dict[str, int]:
        group_id, (mentor,) = group(uow).id, people(uow, 1)
        made = {}
        for number, name in enumerate(("both", "theirs", "left", "led")):
            starts = NOW + (2 * number + 1) * HOUR
            times: dict[str, Any] = {"starts_at": starts, "ends_at": starts + HOUR}
            leader = gone if name == "led" else mentor
            made[name] = session(uow, group_id, leader, title=name, seats=2, **times).id
        for name in ("both", "left", "led"):
            uow.sessions.take_seat(made[name], keep, NOW)
        for name in ("both", "theirs", "left"):
            uow.sessions.take_seat(made[name], gone, NOW)
        uow.sessions.free_seat(made["left"], keep, NOW)
        return made

    made = await write(database, join)
    await merge(database, keep, gone)

    async def state(name: str) -> tuple[int, Part | None]:
        found = await read(database, lambda uow: uow.sessions.get(made[name]))
        place = await read(database, lambda uow: uow.sessions.participant(made[name], keep))
        assert found is not None
        return found.taken, place.part if place else None

    assert await state("both") == (1, Part.MENTEE)
    assert await state("theirs") == (1, Part.MENTEE)
    assert await state("left") == (1, Part.MENTEE)
    assert await state("led") == (0, Part.MENTOR)
    led = await read(database, lambda uow: uow.sessions.get(made["led"]))
    assert led is not None
    assert led.mentor_id == keep


async def test_two_sessions_of_one_title_and_start_may_come_together(database: AnyDatabase) -> None:
    keep, gone = await two(database)

    def lead(uow: Work) -> None:
        group_id = group(uow).id
        session(uow, group_id, keep)
        session(uow, group_id, gone)

    await write(database, lead)
    await write(database, lambda uow: uow.people.merge(keep, gone))
    page = await read(database, lambda uow: uow.sessions.of_mentor(keep, None, "", 1, 9))
    assert len(page.items) == 2


async def test_of_two_standing_applications_the_approved_one_stays(database: AnyDatabase) -> None:
    keep, gone = await two(database)

    def apply(uow: Work) -> tuple[int, int]:
        mine = uow.mentors.apply(keep, application_form(), NOW)
        theirs = uow.mentors.apply(gone, application_form(), NOW)
        uow.mentors.decide(theirs.id, ApplicationStatus.PENDING, ApplicationStatus.APPROVED, None, keep, NOW)
        uow.mentors.grant(gone, Tier.MENTOR, None, ProfileForm(expertise=("Python",)), NOW)
        return mine.id, theirs.id

    mine, theirs = await write(database, apply)
    await merge(database, keep, gone)
    standing = await read(database, lambda uow: uow.mentors.open_or_approved(keep))
    assert [one.id for one in standing] == [theirs]
    closed = await read(database, lambda uow: uow.mentors.application(mine))
    assert closed is not None
    assert closed.status is ApplicationStatus.REVOKED
    found = await read(
        database, lambda uow: uow.mentors.discover("", "python", None, 1, 9, all_statuses=False)
    )
    assert [one.person_id for one in found.items] == [keep]


async def test_of_two_profiles_the_keepers_stays(database: AnyDatabase) -> None:
    keep, gone = await two(database)

    def grant(uow: Work) -> None:
        uow.mentors.grant(keep, Tier.MENTOR, None, ProfileForm(headline="Mine"), NOW)
        uow.mentors.grant(gone, Tier.MENTOR, None, ProfileForm(headline="Theirs", expertise=("Go",)), NOW)

    await write(database, grant)
    await merge(database, keep, gone)
    found = await read(database, lambda uow: uow.mentors.get(keep))
    assert found is not None
    assert found.profile.headline == "Mine"
    assert await read(database, lambda uow: uow.mentors.get(gone)) is None


async def test_notices_codes_and_tries_move_along(database: AnyDatabase) -> None:
    keep, gone = await two(database)

    def owe(uow: Work) -> int:
        uow.outbox.owe([notice(1, target=Target.KEPT, platform=None, dest="", person_id=gone)])
        uow.people.add_try(gone, NOW)
        return uow.people.add_code(gone, Platform.DISCORD, "digest", NOW + HOUR)

    code_id = await write(database, owe)
    await merge(database, keep, gone)
    waiting = await read(database, lambda uow: uow.outbox.waiting_for(keep, 1, 9))
    assert [row.notice.dedupe_key for row in waiting.items] == ["notice-1"]
    assert await read(database, lambda uow: uow.people.count_tries(keep, NOW)) == 1
    code = await read(database, lambda uow: uow.people.code_by_id(code_id))
    assert code is not None
    assert (code.person_id, code.state) == (keep, LinkState.OFFERED)


async def test_an_account_becomes_a_person_of_its_own(database: AnyDatabase) -> None:
    keep, gone = await two(database)
    await merge(database, keep, gone)
    mine, theirs = await read(database, lambda uow: uow.people.accounts(keep))

    def owe(uow: Work) -> None:
        uow.outbox.owe(
            [
                notice(1, person_id=keep, account_id=mine.id),
                notice(2, person_id=keep, account_id=theirs.id),
            ]
        )

    await write(database, owe)
    own = await write(database, lambda uow: uow.people.detach(theirs.id, NOW + HOUR))
    assert (own.name, own.created_at, own.admin) == ("Ada On Telegram", NOW + HOUR, False)
    assert [one.id for one in await read(database, lambda uow: uow.people.accounts(own.id))] == [theirs.id]
    assert [one.id for one in await read(database, lambda uow: uow.people.accounts(keep))] == [mine.id]
    assert [one.id for one in await read(database, lambda uow: uow.people.search("telegram", 5))] == [own.id]
    pending = await read(database, lambda uow: uow.queue.listed([OutboxStatus.PENDING], 1, 9))
    assert [row.notice.dedupe_key for row in pending.items] == ["notice-1"]


async def test_who_leads_and_learns_in_many_sessions_is_merged_whole(database: AnyDatabase) -> None:
    keep, gone = await two(database)

    def fill(uow: Work) -> None:
        group_id, others = group(uow).id, [uow.people.create(identity(), NOW)[0].id for _ in range(3)]
        for number in range(12):
            starts = NOW + number * 2 * HOUR
            status = (Status.SCHEDULED, Status.COMPLETED, Status.CANCELLED)[number % 3]
            made = session(
                uow,
                group_id,
                others[number % 3],
                status,
                title=f"No. {number}",
                starts_at=starts,
                ends_at=starts + HOUR,
            )
            for one in ([keep], [gone], [keep, gone])[number % 3]:
                uow.sessions.take_seat(made.id, one, NOW)

    await write(database, fill)
    await merge(database, keep, gone)
    history = await read(database, lambda uow: uow.sessions.history(keep, 1, 50))
    assert len(history.items) == 12
    assert (await read(database, lambda uow: uow.sessions.history(gone, 1, 50))).items == ()
