"""Choosing a day and a time by buttons: a month grid, then half hours by part of the day."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from babel import dates

from bot.dialog import written
from bot.dialog.asking import Do
from bot.dialog.wording import Words
from bot.telegram.keyboards import BLANK, Row, Steps, idle, in_rows
from bot.telegram.wire import Json

DAYS = 7
MONTHS_AHEAD = 24
STEP = timedelta(minutes=30)
HOURS_IN_PART = 6
PARTS = {0: "telegram-night", 6: "telegram-morning", 12: "telegram-afternoon", 18: "telegram-evening"}
USUAL_PART = 12
PAST = "·"
EARLIER, LATER = "◀", "▶"
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


def month_looked_at(look: str | None) -> date | None:
    """The first day of the month that is to be shown; None when something else is."""
    found = _MONTH.fullmatch(look or "")
    return date(int(found[1]), int(found[2]), 1) if found and int(found[1]) > 0 else None


@dataclass(frozen=True, slots=True)
class Month:
    """A month's days, seven a row; days that are over do nothing."""

    shown: date
    chosen: date | None
    today: date
    """In the viewer's zone."""
    steps: Steps
    words: Words

    def rows(self) -> list[Row]:
        """Its name with ◀ ▶, the weekdays, the days."""
        first, last = self.today.replace(day=1), _later(self.today, MONTHS_AHEAD)
        shown = min(max(self.shown.replace(day=1), first), last)
        locale = written.locale(self.words.language)
        head = [
            self._turn(EARLIER, _later(shown, -1) if shown > first else None),
            idle(dates.format_skeleton("yMMMM", shown, locale=locale)),
            self._turn(LATER, _later(shown, 1) if shown < last else None),
        ]
        begin = locale.first_week_day
        names = dates.get_day_names("short", context="stand-alone", locale=locale)
        weekdays = [idle(names[(begin + day) % DAYS]) for day in range(DAYS)]
        before = [idle(BLANK)] * ((shown.weekday() - begin) % DAYS)
        count = (_later(shown, 1) - shown).days
        cells = [*before, *(self._day(shown + timedelta(days=day)) for day in range(count))]
        cells += [idle(BLANK)] * (-len(cells) % DAYS)
        return [head, weekdays, *in_rows(cells, DAYS)]

    def _day(self, day: date) -> Json:
        if day < self.today:
            return idle(PAST)
        return self.steps.answer(day.isoformat(), f"[{day.day}]" if day == self.chosen else str(day.day))

    def _turn(self, label: str, to: date | None) -> Json:
        return self.steps.do(Do.LOOK, label, f"{to:%Y-%m}") if to else idle(BLANK)


@dataclass(frozen=True, slots=True)
class Times:
    """The half hours of one part of the day, and the other parts."""

    look: str | None
    day: date | None
    """None when only a time is asked for."""
    chosen: time | None
    now: datetime
    """On the viewer's wall."""
    steps: Steps
    words: Words

    def rows(self) -> list[Row]:
        """Twelve half hours, the parts of the day, and the way back to the days."""
        part = self._part()
        begin = datetime.combine(self.day or self.now.date(), time(part))
        chips = [self._time(begin + STEP * number) for number in range(HOURS_IN_PART * 2)]
        rows = [*in_rows(chips, 4), *in_rows([self._other(hour, part) for hour in PARTS], 2)]
        if self.day is not None:
            label = self.words.label("telegram-other-day")
            rows.append([self.steps.do(Do.LOOK, label, f"{self.day:%Y-%m}")])
        return rows

    def _part(self) -> int:
        look = self.look or ""
        if look.isdecimal() and int(look) in PARTS:
            return int(look)
        if self.chosen is not None:
            return self.chosen.hour // HOURS_IN_PART * HOURS_IN_PART
        if self.day == self.now.date():
            return (self.now + STEP).hour // HOURS_IN_PART * HOURS_IN_PART
        return USUAL_PART

    def _time(self, at: datetime) -> Json:
        if self.day == self.now.date() and at <= self.now.replace(tzinfo=None):
            return idle(PAST)
        label = written.clock(at.time(), self.words.language)
        raw = f"{at:%Y-%m-%d %H:%M}" if self.day is not None else f"{at:%H:%M}"
        return self.steps.answer(raw, f"[{label}]" if at.time() == self.chosen else label)

    def _other(self, hour: int, part: int) -> Json:
        label = self.words.label(PARTS[hour])
        return idle(f"[{label}]") if hour == part else self.steps.do(Do.LOOK, label, str(hour))


def _later(day: date, months: int) -> date:
    """The first day of the month so many months later."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)
