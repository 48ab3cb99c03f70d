"""Places in sessions: seats, attendance, notes, feedback, and what a person took part in."""

from datetime import timedelta

import pytest

from core.errors import Conflict
from core.sessions.model import Attendance, Feedback, Part, Status
from storage.unit_of_work import Work
from tests.builders import HOUR, NOW, identity, session, session_form
from tests.engines import AnyDatabase
from tests.storage.asking import World, read, world, write


async def take(database: AnyDatabase, made: World, person_id: int) -> bool:
    return await write(database, lambda uow: uow.sessions.take_seat(made.session, person_id, NOW))


async def taken(database: AnyDatabase, made: World) -> int:
    found = await read(database, lambda uow: uow.sessions.get(made.session))
    assert found is not None
    return found.taken


async def test_seats_are_taken_until_none_is_left(database: AnyDatabase) -> None:
    made = await world(database, seats=2)
    assert [await take(database, made, one) for one in made.learners] == [True, True, False]
    assert await taken(database, made) == 2
    seated = await read(database, lambda uow: uow.sessions.participants(made.session))
    assert [(one.part, one.attendance) for one in seated if one.part is Part.MENTEE] == [
        (Part.MENTEE, Attendance.INVITED)
    ] * 2


async def test_without_a_number_of_seats_everybody_finds_one(database: AnyDatabase) -> None:
    made = await world(database, seats=None, learners=8)
    assert all([await take(database, made, one) for one in made.learners])
    assert await taken(database, made) == 8


async def test_who_is_in_takes_no_second_seat(database: AnyDatabase) -> None:
    made = await world(database)
    assert await take(database, made, made.learners[0])
    with pytest.raises(Conflict):
        await take(database, made, made.learners[0])
    with pytest.raises(Conflict):
        await take(database, made, made.mentor)
    assert await taken(database, made) == 1


async def test_a_seat_that_was_left_is_free_and_leaving_twice_frees_it_once(database: AnyDatabase) -> None:
    made = await world(database, seats=1)
    first, second, _ = made.learners
    assert await take(database, made, first)

    async def leave(person_id: int) -> bool:
        return await write(database, lambda uow: uow.sessions.free_seat(made.session, person_id, NOW))

    assert await leave(first)
    assert not await leave(first)
    assert not await leave(made.mentor)
    assert await taken(database, made) == 0
    assert await take(database, made, second)
    assert not await take(database, made, first)


async def test_joining_again_begins_anew(database: AnyDatabase) -> None:
    made = await world(database)
    one = made.learners[0]

    def come_and_go(uow: Work) -> None:
        uow.sessions.take_seat(made.session, one, NOW)
        uow.sessions.set_attendance(made.session, [one], Attendance.ATTENDED)
        uow.sessions.set_note(made.session, one, "Asked good questions.")
        uow.sessions.free_seat(made.session, one, NOW)
        uow.sessions.take_seat(made.session, one, NOW + HOUR)

    await write(database, come_and_go)
    place = await read(database, lambda uow: uow.sessions.participant(made.session, one))
    assert place is not None
    assert (place.attendance, place.note, place.joined_at, place.left_at) == (
        Attendance.INVITED,
        None,
        NOW + HOUR,
        None,
    )
    assert await taken(database, made) == 1


async def test_who_left_is_no_participant(database: AnyDatabase) -> None:
    made = await world(database)
    one = made.learners[0]

    def come_and_go(uow: Work) -> None:
        uow.sessions.take_seat(made.session, one, NOW)
        uow.sessions.free_seat(made.session, one, NOW)

    await write(database, come_and_go)
    assert await read(database, lambda uow: uow.sessions.participant(made.session, one)) is None
    assert await read(database, lambda uow: uow.sessions.places(one, [made.session])) == {}
    assert (await read(database, lambda uow: uow.sessions.history(one, 1, 10))).items == ()
    changed = await write(
        database, lambda uow: uow.sessions.set_attendance(made.session, [one], Attendance.ABSENT)
    )
    assert changed == 0


async def test_participants_come_mentors_first_then_by_name_and_are_searched(database: AnyDatabase) -> None:
    made = await world(database)

    def join(uow: Work) -> None:
        for name in ("zoë Sample", "Ada Example", "Linus Sample"):
            person_id = uow.people.create(identity(name=name), NOW)[0].id
            uow.sessions.take_seat(made.session, person_id, NOW)

    await write(database, join)
    everybody = await read(database, lambda uow: uow.sessions.participants(made.session))
    assert [one.name for one in everybody][1:] == ["Ada Example", "Linus Sample", "zoë Sample"]
    assert everybody[0].part is Part.MENTOR

    async def found(text: str) -> list[str]:
        rows = await read(database, lambda uow: uow.sessions.participants(made.session, text))
        return [one.name for one in rows]

    for text, names in {"SAMPLE": ["Linus Sample", "zoë Sample"], "ZOË": ["zoë Sample"], "100%": []}.items():
        assert await found(text) == names


async def test_places_of_several_sessions_are_told_at_once(database: AnyDatabase) -> None:
    made = await world(database)
    other = await write(
        database, lambda uow: session(uow, made.group, made.learners[0], title="Other", seats=1).id
    )
    await take(database, made, made.learners[0])
    places = await read(
        database, lambda uow: uow.sessions.places(made.learners[0], [made.session, other, 404])
    )
    assert places == {made.session: Part.MENTEE, other: Part.MENTOR}
    assert await read(database, lambda uow: uow.sessions.places(made.learners[0], [])) == {}


async def test_attendance_notes_minutes_and_feedback_are_kept(database: AnyDatabase) -> None:
    made = await world(database)
    given = Feedback(4, "More examples, please.", NOW + HOUR)

    def fill_in(uow: Work) -> int:
        for one in made.learners:
            uow.sessions.take_seat(made.session, one, NOW)
        one = made.learners[0]
        uow.sessions.set_note(made.session, one, "Reads well.")
        uow.sessions.set_minutes(made.session, one, 45)
        uow.sessions.set_feedback(made.session, one, given)
        return uow.sessions.set_attendance(made.session, made.learners[:2], Attendance.ATTENDED)

    assert await write(database, fill_in) == 2
    place = await read(database, lambda uow: uow.sessions.participant(made.session, made.learners[0]))
    assert place is not None
    assert (place.attendance, place.note, place.minutes, place.feedback) == (
        Attendance.ATTENDED,
        "Reads well.",
        45,
        given,
    )
    absent = await read(database, lambda uow: uow.sessions.participant(made.session, made.learners[2]))
    assert absent is not None
    assert absent.attendance is Attendance.INVITED


async def test_ratings_are_counted_and_averaged(database: AnyDatabase) -> None:
    made = await world(database)
    assert await read(database, lambda uow: uow.sessions.ratings(made.session)) == (0, None)

    def rate(uow: Work) -> None:
        for one, rating in zip(made.learners, (5, 4, None), strict=True):
            uow.sessions.take_seat(made.session, one, NOW)
            uow.sessions.set_feedback(made.session, one, Feedback(rating, "So it was.", NOW))

    await write(database, rate)
    assert await read(database, lambda uow: uow.sessions.ratings(made.session)) == (2, 4.5)


async def test_history_is_newest_first_in_pages_and_leaves_leading_out(database: AnyDatabase) -> None:
    made = await world(database)
    one = made.learners[0]

    def join(uow: Work) -> None:
        for number in range(5):
            starts = NOW - number * timedelta(days=1)
            held = session(
                uow, made.group, made.mentor, title=f"No. {number}", starts_at=starts, ends_at=starts + HOUR
            )
            uow.sessions.take_seat(held.id, one, NOW)
        session(uow, made.group, one, title="Led", starts_at=NOW - 9 * HOUR, ends_at=NOW - 8 * HOUR)

    await write(database, join)
    pages = await read(
        database, lambda uow: [uow.sessions.history(one, number, 2) for number in (1, 2, 3, 4)]
    )
    assert [[item.session.title for item in page.items] for page in pages] == [
        ["No. 0", "No. 1"],
        ["No. 2", "No. 3"],
        ["No. 4"],
        [],
    ]
    assert [page.more for page in pages] == [True, True, False, False]
    assert pages[0].items[0].participant.person_id == one


async def test_upcoming_is_soonest_first_and_holds_only_what_will_take_place(database: AnyDatabase) -> None:
    made = await world(database, title="Tomorrow")
    one = made.learners[0]

    def join(uow: Work) -> None:
        uow.sessions.take_seat(made.session, one, NOW)
        for title, hours, status in (
            ("Soon", 1, Status.SCHEDULED),
            ("Running", -0.5, Status.IN_PROGRESS),
            ("Over", -5, Status.SCHEDULED),
            ("Called off", 2, Status.CANCELLED),
            ("In approval again", 3, Status.PENDING_APPROVAL),
        ):
            starts = NOW + hours * HOUR
            held = session(
                uow, made.group, made.mentor, status, title=title, starts_at=starts, ends_at=starts + HOUR
            )
            uow.sessions.take_seat(held.id, one, NOW)

    await write(database, join)
    found = await read(database, lambda uow: uow.sessions.upcoming(one, NOW, 10))
    assert [item.session.title for item in found] == ["Running", "Soon", "In approval again", "Tomorrow"]


async def test_what_one_joined_at_the_same_time_is_found(database: AnyDatabase) -> None:
    made = await world(database)
    one, form = made.learners[0], session_form(made.group)
    await take(database, made, one)

    async def clash(hours: float, but: int) -> int | None:
        starts = form.starts_at + hours * HOUR
        found = await read(
            database, lambda uow: uow.sessions.joined_overlapping(one, starts, starts + HOUR, but)
        )
        return found.id if found else None

    assert await clash(0.5, 0) == made.session
    assert await clash(0.5, made.session) is None
    assert await clash(1, 0) is None
    await write(database, lambda uow: uow.sessions.free_seat(made.session, one, NOW))
    assert await clash(0.5, 0) is None
