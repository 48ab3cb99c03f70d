"""Everything about a person: handed over, and erased so that nothing tells who it was."""

import json

from sqlalchemy import select

from core.audit import AuditRow
from core.drafts import DraftKey
from core.facts import AccountsLinked, SessionCancelled
from core.mentors.model import ProfileForm, Tier
from core.notices.model import OutboxStatus, Target
from core.people.model import Identity, Platform
from core.sessions.model import Feedback, Mode, Status, Wall
from storage.inbox import Inbox
from storage.tables import inbox, metadata, tokens
from storage.unit_of_work import Work
from storage.verify import broken
from tests.builders import HOUR, NOW, application_form, group, notice, people, session
from tests.engines import AnyDatabase
from tests.storage.asking import read, write

WHO = Identity(Platform.DISCORD, "987654321012", "Cora Canary", "canarycora", "fr", frozenset({"77"}))
OTHER = Identity(Platform.TELEGRAM, "123456789987", "Coralie Canary", "canarycoralie", "fr")
CANARIES = ("canary", "987654321012", "123456789987", "Canarian")
INPUT = (Platform.TELEGRAM, "update-1")
KEY = DraftKey(Platform.DISCORD, "1", WHO.user_id)


def live(uow: Work) -> tuple[int, int, int]:
    """A person who has left traces everywhere; returns their number, a learned and a led session."""
    who, account = uow.people.create(WHO, NOW)
    twin, _ = uow.people.create(OTHER, NOW)
    group_id, (mentor,) = group(uow).id, people(uow, 1)
    uow.people.merge(who.id, twin.id)
    uow.people.set_zone(who.id, "Atlantic/Canary")
    uow.people.add_code(who.id, Platform.DISCORD, "digest", NOW + HOUR)
    uow.people.add_try(who.id, NOW)
    form = application_form(
        group_id, about="A Canarian", reason="canary", tier=Tier.COMPANY_MENTOR, organisation="Canary Inc."
    )
    uow.mentors.apply(who.id, form, NOW)
    profile = ProfileForm(
        "Canarian", "canary", ("Canary singing",), "Canary Inc.", meeting_link="https://canary.example"
    )
    uow.mentors.grant(who.id, Tier.MENTOR, "Canary Inc.", profile, NOW)
    learned = session(uow, group_id, mentor, title="Learned")
    uow.sessions.take_seat(learned.id, who.id, NOW)
    uow.sessions.set_note(learned.id, who.id, "A canary who asks much")
    uow.sessions.set_feedback(learned.id, who.id, Feedback(5, "Like a canary", NOW))
    led = session(
        uow,
        group_id,
        who.id,
        Status.COMPLETED,
        title="Led",
        description="By canary",
        mode=Mode.HYBRID,
        link="https://canary.example",
        venue="At the Canary's, 1 Example Street",
    )
    uow.zone_rules.mean(led.id, Wall("Atlantic/Canary", NOW.replace(tzinfo=None)))
    order = f"discord:{WHO.user_id}:session-{learned.id}"
    to_them = {"person_id": who.id, "account_id": account.id, "dest": WHO.user_id, "order_key": order}
    uow.outbox.owe(
        [
            notice(1, SessionCancelled(learned.id, "the canary is ill"), **to_them),
            notice(
                2,
                AccountsLinked("telegram", OTHER.name),
                target=Target.KEPT,
                platform=None,
                dest="",
                person_id=who.id,
            ),
        ]
    )
    uow.drafts.start(KEY, "mentor apply", {"about": "canary"}, None, NOW + HOUR)
    uow.audit.add(AuditRow(NOW, who.id, "discord", "session.join", "session", learned.id, {}, {}, "c"))
    uow.drafts.keep_token("secret", "a search for the canary", NOW + HOUR, twin.id)
    Inbox(uow.scope).record(INPUT)
    Inbox(uow.scope).set_outcome(INPUT, "Canary is taken", twin.id)
    return who.id, learned.id, led.id


async def test_export_holds_every_row_about_a_person_as_json(database: AnyDatabase) -> None:
    who, learned, led = await write(database, live)
    told = await read(database, lambda uow: uow.people.export(who))
    assert {table: len(rows) for table, rows in told.items()} == {
        "people": 2,
        "accounts": 2,
        "categories_off": 0,
        "link_codes": 1,
        "link_tries": 1,
        "group_links": 0,
        "applications": 1,
        "mentors": 1,
        "saved_mentors": 0,
        "sessions": 1,
        "participants": 2,
        "outbox": 2,
        "audit": 1,
        "inbox": 1,
        "tokens": 1,
        "drafts": 1,
    }
    text = json.dumps(told, ensure_ascii=False)
    for trace in (
        "Cora Canary",
        "Coralie Canary",
        "A Canarian",
        "Like a canary",
        "the canary is ill",
        NOW.isoformat(),
    ):
        assert trace in text
    assert "digest" not in text
    assert "secret" not in text
    assert {row["session_id"] for row in told["participants"]} == {learned, led}


async def test_erasing_leaves_nothing_that_tells_who_it_was(database: AnyDatabase) -> None:
    who, _, _ = await write(database, live)
    await write(database, lambda uow: uow.people.erase(who, NOW + HOUR))

    def everything(uow: Work) -> list[str]:
        return [
            f"{table.name}: {row}"
            for table in metadata.sorted_tables
            for row in uow.scope.connection.execute(select(table))
        ]

    rows = await read(database, everything)
    assert len(rows) > 10
    for canary in CANARIES:
        assert [row for row in rows if canary.casefold() in row.casefold()] == []
    assert await read(database, broken) == []


async def test_counts_and_ratings_stay(database: AnyDatabase) -> None:
    who, learned, led = await write(database, live)
    await write(database, lambda uow: uow.people.erase(who, NOW + HOUR))
    found = await read(database, lambda uow: uow.sessions.get(learned))
    assert found is not None
    assert found.taken == 1
    assert await read(database, lambda uow: uow.sessions.ratings(learned)) == (1, 5.0)
    kept = await read(database, lambda uow: uow.sessions.get(led))
    assert kept is not None
    assert (kept.title, kept.mentor_name, kept.link) == ("Led", "", None)


async def test_nothing_more_is_sent_to_who_was_erased(database: AnyDatabase) -> None:
    who, _, _ = await write(database, live)
    await write(database, lambda uow: uow.people.erase(who, NOW + HOUR))
    page = await read(database, lambda uow: uow.queue.listed(set(OutboxStatus), 1, 9))
    assert {row.status for row in page.items} == {OutboxStatus.CANCELLED}
    assert (await read(database, lambda uow: uow.outbox.waiting_for(who, 1, 9))).items == ()
    assert await read(database, lambda uow: uow.drafts.open_for(KEY)) is None


async def test_a_late_input_finds_the_tombstone(database: AnyDatabase) -> None:
    who, _, _ = await write(database, live)
    await write(database, lambda uow: uow.people.erase(who, NOW + HOUR))
    account = await read(database, lambda uow: uow.people.account(WHO.platform, WHO.user_id))
    assert account is not None
    assert (account.person_id, account.user_id, account.name, account.reachable) == (
        who,
        WHO.user_id,
        "",
        False,
    )
    person = await read(database, lambda uow: uow.people.get(who))
    assert person is not None
    assert (person.name, person.erased_at, person.admin, person.zone) == ("", NOW + HOUR, False, None)
    speaker = await read(database, lambda uow: uow.people.speaker(WHO.platform, WHO.user_id))
    assert speaker is not None
    assert speaker.person == person
    assert await read(database, lambda uow: uow.people.search("canary", 5)) == []
    assert await read(database, lambda uow: uow.people.account(Platform.DISCORD, "5")) is None


async def test_others_keep_theirs(database: AnyDatabase) -> None:
    who, _, _ = await write(database, live)
    (other,) = await write(database, lambda uow: people(uow, 1))
    await write(database, lambda uow: uow.outbox.owe([notice(9, person_id=other)]))
    before = await read(database, lambda uow: uow.people.export(other))
    await write(database, lambda uow: uow.people.erase(who, NOW + HOUR))
    assert await read(database, lambda uow: uow.people.export(other)) == before


async def test_their_answers_and_buttons_go_and_those_of_others_stay(database: AnyDatabase) -> None:
    """Whoever was merged into them kept their own number with what they typed."""
    who, _, _ = await write(database, live)
    (other,) = await write(database, lambda uow: people(uow, 1))
    for key, whose in (("press-1", who), ("press-2", other), ("press-3", None)):
        await database.write(
            lambda uow: uow.drafts.keep_token(key, "what it stands for", NOW + HOUR, whose),  # noqa: B023 - awaited at once
            source="discord",
            key=(Platform.DISCORD, key),
            outcome=lambda _: "the answer",
            whose=lambda _: whose,  # noqa: B023 - awaited at once
        )
    await write(database, lambda uow: uow.people.erase(who, NOW + HOUR))

    def kept(uow: Work) -> tuple[list[object], list[object]]:
        answers = select(inbox.c.key, inbox.c.person_id).where(inbox.c.outcome != "").order_by(inbox.c.key)
        behind = select(tokens.c.token).order_by(tokens.c.token)
        return list(uow.scope.connection.execute(answers)), list(
            uow.scope.connection.execute(behind).scalars()
        )

    assert await read(database, kept) == ([("press-2", other), ("press-3", None)], ["press-2", "press-3"])
