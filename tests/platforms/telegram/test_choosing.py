"""Lists by pages, several at once, the month grid and the times of a day."""

from datetime import timedelta

import pytest

from bot.dialog.kinds import Choice
from bot.sandbox.telegram.people import Person, buttons, labels, plain
from bot.telegram.picking import Part
from tests.platforms.telegram.conftest import House, press

pytestmark = pytest.mark.usefixtures("face")


async def test_a_long_list_is_turned_page_by_page(ada: Person) -> None:
    await ada.send("/choose")
    shown = await ada.next_message()
    pages = [labels(shown)]
    while "▶" in labels(shown):
        await press(ada, shown, "▶")
        pages.append(labels(shown))
    things = [label for page in pages for label in page if label.startswith("Thing")]
    assert things == [f"Thing {number:02}" for number in range(1, 61)]
    assert max(len([one for one in page if one.startswith("Thing")]) for page in pages) <= 10
    for _ in range(len(pages) - 1):
        await press(ada, shown, "◀")
    assert labels(shown) == pages[0]
    assert "◀" not in labels(shown)


async def test_a_thing_of_a_later_page_is_chosen(ada: Person) -> None:
    await ada.send("/choose")
    shown = await ada.next_message()
    while "Thing 42" not in labels(shown):
        await press(ada, shown, "▶")
    assert plain(await press(ada, shown, "Thing 42")) == "Chosen · 42"


async def test_a_list_is_searched_by_typing(ada: Person) -> None:
    await ada.send("/choose")
    await ada.next_message()
    await ada.send("thing 1")
    found = await ada.next_message(lambda message: "More than one" in plain(message))
    assert [one for one in labels(found) if one.startswith("Thing")] == [
        f"Thing {number}" for number in range(10, 20)
    ]
    await ada.send("thing 17")
    assert plain(await ada.next_message(lambda m: "Chosen" in plain(m))) == "Chosen · 17"


async def test_several_are_marked_on_their_page(ada: Person) -> None:
    await ada.send("/tags")
    shown = await ada.next_message()
    assert "Done (0)" in labels(shown)
    await press(ada, shown, "☐ Thing 03")
    assert "☑ Thing 03" in labels(shown)
    await press(ada, shown, "▶")
    await press(ada, shown, "☐ Thing 12")
    assert "☑ Thing 12" in labels(shown)
    await press(ada, shown, "☐ Thing 11")
    await press(ada, shown, "☑ Thing 11")
    assert "Done (2)" in labels(shown)
    assert plain(await press(ada, shown, "Done (2)")) == "Tagged · 3 · 12"


async def test_what_a_button_cannot_say_is_listed(ada: Person) -> None:
    await ada.send("/slot")
    shown = await ada.next_message()
    assert plain(shown).startswith(
        "Choose a slot · 1 of 2\n\nWhich slot?\n\n1. Slot 1\non day 1 & <more>\n2. Slot 2\non day 2"
    )
    assert [len(row) for row in buttons(shown)] == [1] * 8
    await press(ada, shown, "▶")
    assert "\n1. Slot 7\n" in plain(shown)
    await press(ada, shown, "2 · Slot 8")
    await press(ada, shown, "☐ 1 · Slot 1")
    await press(ada, shown, "▶")
    await press(ada, shown, "☐ 6 · Slot 12")
    assert "☑ 6 · Slot 12" in labels(shown)
    assert plain(await press(ada, shown, "Done (2)")) == "Slots · 8 · 1 · 12"


async def test_a_month_is_seven_wide_with_days_over_greyed(ada: Person) -> None:
    await ada.send("/day")
    grid = await ada.next_message()
    rows = [[button.label for button in row] for row in buttons(grid)]
    assert rows[0] == ["\u2800", "March 2026", "▶"]
    assert rows[1] == ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
    # 1 March 2026 is a Sunday; today is Wednesday the 4th.
    assert rows[2] == ["\u2800"] * 6 + ["·"]
    assert rows[3] == ["·", "·", "4", "5", "6", "7", "8"]
    assert {len(row) for row in rows[1:-1]} == {7}


async def test_what_is_no_button_does_nothing(ada: Person, house: House) -> None:
    await ada.send("/day")
    grid = await ada.next_message()
    pressed = await ada.press(grid, "Mo")
    assert not (await pressed.answered()).text
    assert grid.version == 1


async def test_months_are_turned_until_the_calendar_ends(ada: Person) -> None:
    await ada.send("/day")
    grid = await ada.next_message()
    await press(ada, grid, "▶")
    assert buttons(grid)[0][1].label == "April 2026"
    await press(ada, grid, "◀")
    assert buttons(grid)[0][1].label == "March 2026"
    for _ in range(24):
        await press(ada, grid, "▶")
    assert [button.label for button in buttons(grid)[0]] == ["◀", "March 2028", "\u2800"]


async def test_today_is_the_viewers_own(ada: Person, house: House) -> None:
    await ada.start()
    await ada.next_message()
    house.database.uow().people.set_zone(1, "Pacific/Kiritimati")
    house.clock.at = house.clock.at.replace(hour=23)
    await ada.send("/day")
    grid = await ada.next_message()
    assert "4" not in labels(grid)
    assert "5" in labels(grid)


async def test_times_come_by_part_of_the_day(ada: Person) -> None:
    await ada.send("/day")
    asked = await ada.next_message()
    await press(ada, asked, "4")
    assert labels(asked)[:2] == ["12:00 PM", "12:30 PM"]
    await press(ada, asked, "Evening")
    assert labels(asked)[0] == "6:00 PM"
    assert "[Evening]" in labels(asked)
    assert len([one for one in labels(asked) if "PM" in one]) == 12
    assert plain(await press(ada, asked, "11:30 PM")) == "Day · 2026-03-04 · 23:30:00"


async def test_times_that_are_over_today_are_greyed(ada: Person, house: House) -> None:
    await ada.send("/plan ONLINE")
    asked = await ada.next_message()
    await press(ada, asked, "No")
    house.clock.at += timedelta(hours=4, minutes=10)
    await press(ada, asked, "4")
    assert labels(asked)[:6] == ["·"] * 5 + ["2:30 PM"]


async def test_another_day_can_be_chosen_before_the_time(ada: Person) -> None:
    await ada.send("/plan ONLINE")
    asked = await ada.next_message()
    await press(ada, asked, "No")
    await press(ada, asked, "10")
    await press(ada, asked, "Another day")
    assert "[10]" in labels(asked)
    await press(ada, asked, "12")
    await press(ada, asked, "Morning")
    await press(ada, asked, "9:30 AM")
    await press(ada, asked, "Back")
    assert "So far: " in plain(asked)
    assert "[12]" in labels(asked)
    await press(ada, asked, "Keep it")
    assert "30 minutes" in labels(asked)


async def test_a_wrong_time_leaves_the_day_in_sight(ada: Person) -> None:
    await ada.send("/plan ONLINE")
    asked = await ada.next_message()
    await press(ada, asked, "No")
    await press(ada, asked, "10")
    await ada.send("25:00")
    again = await ada.next_message(lambda message: "cannot read" in plain(message))
    assert "So far: Tue, Mar 10, 2026" in plain(again)


async def test_dates_are_typed_as_well(ada: Person) -> None:
    await ada.send("/plan ONLINE")
    asked = await ada.next_message()
    await press(ada, asked, "No")
    await ada.send("tomorrow")
    times = await ada.next_message(lambda message: message is not asked)
    assert "Another day" in labels(times)
    await ada.send("18:15")
    await ada.next_message(lambda message: "How long" in plain(message))
    await ada.send("1h15")
    summary = await ada.next_message(lambda message: "Is this right?" in plain(message))
    await press(ada, summary, "Confirm")
    assert plain(summary) == "Planned · ONLINE · False · 2026-03-05T18:15:00+00:00 · 1:15:00"


async def test_a_time_that_clocks_show_twice_is_asked_back(ada: Person, house: House) -> None:
    await ada.start()
    await ada.next_message()
    house.database.uow().people.set_zone(1, "Europe/Berlin")
    await ada.send("/plan ONLINE")
    asked = await ada.next_message()
    await press(ada, asked, "No")
    await ada.send("2026-10-25 02:30")
    twice = await ada.next_message(lambda message: "⚠️" in plain(message))
    first, second = labels(twice)[:2]
    assert "CEST" in first
    assert "CET" in second
    length = await press(ada, twice, second)
    assert "How long" in plain(length)


def test_a_long_name_that_the_message_tells_is_short_on_its_button() -> None:
    choices = [
        Choice("1", "Type hints · Wed, Mar 4, 2026, 6:00 PM UTC", "Python"),
        Choice("2", "x" * 60, None),
    ]
    part = Part(choices, None, None)
    assert [part.label(at, one) for at, one in enumerate(choices, 1)] == [
        "1 · Type hints",
        f"2 · {'x' * 29}…",
    ]
    alone = Part([Choice("2", "y" * 60, None)], None, None)
    assert alone.label(1, alone.shown[0]) == "y" * 60
