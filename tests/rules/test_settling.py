"""The outcome table (trust.md §3.5), every line of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.facts import SessionCancelled
from core.notices.model import Category, Notice, OutboxRow, OutboxStatus, Target
from core.notices.outcomes import (
    Ambiguous,
    CardGone,
    Gone,
    Locked,
    Malformed,
    Moved,
    Outcome,
    Pointless,
    Sent,
    Settlement,
    Unknown,
    Unsent,
    Wait,
)
from core.notices.settling import MOST_ATTEMPTS, OUTAGE_PAUSE, sent_enough, settle
from core.people.model import Platform
from tests.fakes.outbox import row as owed

NOW = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
PENDING, DEAD, EXPIRED = OutboxStatus.PENDING, OutboxStatus.DEAD, OutboxStatus.EXPIRED


def row(
    *,
    target: Target = Target.PERSON,
    platform: Platform | None = Platform.DISCORD,
    useful_until: datetime | None = None,
    **values: object,
) -> OutboxRow:
    """A claimed row at its first attempt."""
    notice = Notice(
        fact=SessionCancelled(1, "Ill"),
        target=target,
        platform=platform,
        dest="7",
        person_id=1,
        account_id=1,
        dedupe_key="k",
        order_key="o",
        category=Category.CHANGED,
        priority=5,
        not_before=NOW,
        useful_until=useful_until,
    )
    return replace(owed(1, notice, OutboxStatus.SENDING), **{"attempt": 1, **values})  # type: ignore[arg-type]  # as given


def test_sent() -> None:
    assert settle(Sent("m1"), row(), NOW, 0.5) == Settlement(OutboxStatus.SENT, message_id="m1")
    assert settle(Sent(), row(), NOW, 0.5) == Settlement(OutboxStatus.SENT)


def test_pointless() -> None:
    assert settle(Pointless("too late"), row(), NOW, 0) == Settlement(EXPIRED, error="too late")
    assert settle(Pointless("off", cancelled=True), row(), NOW, 0) == Settlement(
        OutboxStatus.CANCELLED, error="off"
    )


@pytest.mark.parametrize(("jitter", "seconds"), [(0.0, 10.0), (0.5, 10.5), (0.999, 10.999 - 0.009)])
@pytest.mark.parametrize("attempt", [1, 12, 99])
def test_a_rate_limit_waits_as_told_and_is_not_counted(jitter: float, seconds: float, attempt: int) -> None:
    found = settle(Wait(10 * SECOND, everywhere=True), row(attempt=attempt), NOW, jitter)
    assert (found.status, found.counted) == (PENDING, False)
    assert found.not_before is not None
    assert abs((found.not_before - NOW).total_seconds() - seconds) < 0.01
    assert found.not_before >= NOW + 10 * SECOND, "never earlier than the platform asked"


@pytest.mark.parametrize("attempt", [1, 12, 99])
@pytest.mark.parametrize(("jitter", "factor"), [(0.0, 0.8), (0.5, 1.0), (1.0, 1.2)])
def test_an_outage_burns_no_attempts(attempt: int, jitter: float, factor: float) -> None:
    found = settle(Unsent("refused"), row(attempt=attempt), NOW, jitter)
    assert (found.status, found.counted, found.error) == (PENDING, False, "refused")
    assert found.not_before == NOW + OUTAGE_PAUSE * factor


def test_a_halted_platform_gives_the_row_back() -> None:
    found = settle(Locked("401"), row(attempt=12), NOW, 0.5)
    assert found == Settlement(PENDING, not_before=NOW, counted=False, error="401")


def test_what_nobody_foresaw_is_tried_three_times() -> None:
    for attempt, seconds in ((1, 2), (2, 4)):
        found = settle(Unknown("boom"), row(attempt=attempt), NOW, 0.5)
        assert (found.status, found.counted) == (PENDING, True)
        assert found.not_before == NOW + seconds * SECOND
    assert settle(Unknown("boom"), row(attempt=3), NOW, 0.5) == Settlement(DEAD, error="boom")


@pytest.mark.parametrize(
    ("platform", "ambiguous", "seconds"),
    [
        (Platform.DISCORD, 0, 15),
        (Platform.DISCORD, 1, 45),
        (Platform.DISCORD, 2, 90),
        (Platform.DISCORD, 3, None),
        (Platform.DISCORD, 9, None),
        (Platform.TELEGRAM, 0, 20),
        (Platform.TELEGRAM, 1, None),
        (Platform.TELEGRAM, 2, None),
    ],
)
@pytest.mark.parametrize("target", [Target.PERSON, Target.CHANNEL])
def test_what_may_have_arrived(
    platform: Platform, ambiguous: int, seconds: int | None, target: Target
) -> None:
    found = settle(Ambiguous("reset"), row(target=target, platform=platform, ambiguous=ambiguous), NOW, 0.3)
    assert (found.ambiguous, found.counted, found.error) == (1, True, "reset")
    if seconds is None:
        assert found.status is OutboxStatus.UNCERTAIN
    else:
        assert (found.status, found.not_before) == (PENDING, NOW + seconds * SECOND)


@pytest.mark.parametrize("target", [Target.MENU, Target.ROLE])
def test_what_shows_nothing_twice_is_simply_repeated(target: Target) -> None:
    for attempt, seconds in ((1, 2), (5, 32), (8, 256), (9, 300), (11, 300)):
        found = settle(Ambiguous("reset"), row(target=target, attempt=attempt, ambiguous=5), NOW, 0.5)
        assert (found.status, found.not_before) == (PENDING, NOW + seconds * SECOND)
    assert settle(Ambiguous("reset"), row(target=target, attempt=12), NOW, 0.5).status is DEAD


@pytest.mark.parametrize("jitter", [0.0, 0.25, 0.999])
def test_back_off_is_within_a_fifth(jitter: float) -> None:
    found = settle(Ambiguous("reset"), row(target=Target.MENU, attempt=10), NOW, jitter)
    assert found.not_before is not None
    assert 240 <= (found.not_before - NOW).total_seconds() <= 360


@pytest.mark.parametrize("target", [one for one in Target if one is not Target.KEPT])
def test_a_destination_that_is_gone(target: Target) -> None:
    found = settle(Gone("blocked"), row(target=target), NOW, 0.5)
    expected = Settlement(OutboxStatus.SUPPRESSED, error="blocked", unreachable=target is Target.PERSON)
    assert found == expected


def test_a_card_that_is_gone_is_posted_anew_but_not_for_ever() -> None:
    found = settle(CardGone("10008"), row(target=Target.CHANNEL), NOW, 0.5)
    assert found == Settlement(PENDING, not_before=NOW, error="10008", forget_card=True)
    assert settle(CardGone("10008"), row(attempt=3), NOW, 0.5).status is DEAD


def test_our_fault_is_sent_once_as_plain_text() -> None:
    found = settle(Malformed("can't parse"), row(), NOW, 0.5)
    assert (found.status, found.plain, found.not_before) == (PENDING, True, NOW)
    assert settle(Malformed("can't parse"), row(plain=True), NOW, 0.5).status is DEAD


def test_a_chat_that_moved_is_followed_but_not_for_ever() -> None:
    found = settle(Moved("-100"), row(), NOW, 0.5)
    assert (found.status, found.new_dest, found.not_before) == (PENDING, "-100", NOW)
    assert settle(Moved("-100"), row(attempt=3), NOW, 0.5).status is DEAD


@pytest.mark.parametrize("outcome", [Unsent("x"), Unknown("x"), Ambiguous("x"), Wait(10 * SECOND)])
def test_nothing_is_tried_after_its_use(outcome: Outcome) -> None:
    soon = row(useful_until=NOW + SECOND)
    found = settle(outcome, soon, NOW, 0.5)
    assert (found.status, found.not_before) == (EXPIRED, None)
    late = row(useful_until=NOW + timedelta(hours=1))
    assert settle(outcome, late, NOW, 0.5).status is PENDING


def test_at_its_last_instant_it_is_still_of_use() -> None:
    found = settle(Wait(SECOND), row(useful_until=NOW + SECOND), NOW, 0.0)
    assert found.status is PENDING


@pytest.mark.parametrize(
    ("platform", "target", "ambiguous", "enough"),
    [
        (Platform.TELEGRAM, Target.PERSON, 1, False),
        (Platform.TELEGRAM, Target.PERSON, 2, True),
        (Platform.DISCORD, Target.PERSON, 3, False),
        (Platform.DISCORD, Target.PERSON, 4, True),
        (Platform.TELEGRAM, Target.MENU, 9, False),
        (Platform.DISCORD, Target.ROLE, 9, False),
        (None, Target.KEPT, 9, False),
    ],
)
def test_crash_after_crash_sends_no_third_copy(
    platform: Platform | None, target: Target, ambiguous: int, enough: bool
) -> None:
    one = row(platform=platform, target=target, ambiguous=ambiguous)
    assert sent_enough(one) is enough
    if enough:
        assert settle(Ambiguous("crashed"), one, NOW, 0).status is OutboxStatus.UNCERTAIN


OUTCOMES: list[Outcome] = [
    Sent("m"),
    Wait(SECOND),
    Wait(timedelta(hours=1), everywhere=True),
    Unsent("x"),
    Ambiguous("x"),
    Gone("x"),
    CardGone("x"),
    Malformed("x"),
    Locked("x"),
    Moved("-1"),
    Pointless("x"),
    Pointless("x", cancelled=True),
    Unknown("x"),
]


@settings(max_examples=500)
@given(
    outcome=st.sampled_from(OUTCOMES),
    target=st.sampled_from([one for one in Target if one is not Target.KEPT]),
    platform=st.sampled_from(Platform),
    claimed=st.fixed_dictionaries(
        {"attempt": st.integers(1, 200), "ambiguous": st.integers(0, 200), "plain": st.booleans()}
    ),
    useful=st.none() | st.integers(-3600, 3600),
    jitter=st.floats(0, 1, exclude_max=True),
)
def test_whatever_happens_the_row_ends_somewhere_or_has_a_time(
    outcome: Outcome,
    target: Target,
    platform: Platform,
    claimed: dict[str, object],
    useful: int | None,
    jitter: float,
) -> None:
    until = None if useful is None else NOW + useful * SECOND
    one = row(
        target=target,
        platform=platform,
        useful_until=until,
        **claimed,
    )
    found = settle(outcome, one, NOW, jitter)
    assert found.status not in {OutboxStatus.SENDING, OutboxStatus.HELD, OutboxStatus.KEPT}
    if found.status is PENDING:
        assert found.not_before is not None
        assert found.not_before >= NOW
        waits = isinstance(outcome, Wait | Unsent | Locked)
        assert waits is not found.counted, "only waiting is free"
        assert not found.counted or one.attempt < MOST_ATTEMPTS or isinstance(outcome, Malformed | Ambiguous)
