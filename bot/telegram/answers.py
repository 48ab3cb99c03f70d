"""What can be pressed to answer a question, by the kind of answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from bot.dialog import kinds, written
from bot.dialog.asking import Question
from bot.dialog.wording import Words
from bot.telegram import calendar, picking
from bot.telegram.calendar import Month, Times
from bot.telegram.keyboards import Row, Steps, flowing

Places = Sequence[tuple[str, str]]
"""Groups that can be chosen: chat id and title."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The buttons of one question."""

    question: Question
    look: str | None
    steps: Steps
    words: Words
    now: datetime
    """On the viewer's wall."""
    places: Places = ()

    def rows(self) -> list[Row]:
        """What a refusal offers instead, what usually is answered, and what was answered before."""
        return [*self._instead(), *self._usual(), *self._keeping()]

    def _usual(self) -> list[Row]:
        kind = self.question.kind
        match kind:
            case kinds.YesNo() | kinds.OneOf() | kinds.Pick() | kinds.PersonPick():
                return self._choices(kind)
            case kinds.Day() | kinds.Moment() | kinds.ClockTime():
                return self._dates(kind)
            case kinds.Duration():
                lengths = [one for one in kind.usual if kind.least <= one <= kind.most]
                return flowing(self._length(one) for one in lengths)
            case kinds.Spot():
                here = self.places if kind.of is kinds.SpotOf.TELEGRAM_CHAT else ()
                return [[self.steps.answer(chat_id, title)] for chat_id, title in here]
            case kinds.ShortText() | kinds.LongText() | kinds.Number() | kinds.Upload() | kinds.Confirm():
                return []
            case _:
                assert_never(kind)

    def _choices(self, kind: kinds.YesNo | kinds.OneOf | kinds.Pick | kinds.PersonPick) -> list[Row]:
        match kind:
            case kinds.YesNo():
                chosen = {True: "yes", False: "no"}.get(self.question.value is True)
                chosen = chosen if isinstance(self.question.value, bool) else None
                said = [self._marked(raw, self.words.label(raw), chosen) for raw in ("yes", "no")]
                return [[self.steps.answer(raw, label) for raw, label in said]]
            case kinds.Pick(many=True):
                return picking.several(self.question, self.look, self.steps, self.words)
            case kinds.Pick() | kinds.OneOf() | kinds.PersonPick():
                return picking.one(self.question, self.look, self.steps)
            case _:
                assert_never(kind)

    def _dates(self, kind: kinds.Day | kinds.Moment | kinds.ClockTime) -> list[Row]:
        value = self.question.value
        match kind:
            case kinds.Day():
                return self._month(value if isinstance(value, date) else None)
            case kinds.ClockTime():
                return self._times(None, value if isinstance(value, time) else None)
            case kinds.Moment():
                return self._moment(value)
            case _:
                assert_never(kind)

    def _moment(self, value: object) -> list[Row]:
        """A month until the day is known, then the times of that day."""
        if isinstance(value, datetime):
            local = value.astimezone(ZoneInfo(self.words.zone))
            # Somebody who comes back to a finished answer begins with its day.
            if self.look is None or calendar.month_looked_at(self.look):
                return self._month(local.date())
            return self._times(local.date(), local.time())
        if isinstance(value, date) and not calendar.month_looked_at(self.look):
            return self._times(value, None)
        return self._month(value if isinstance(value, date) else None)

    def _month(self, chosen: date | None) -> list[Row]:
        today = self.now.date()
        shown = calendar.month_looked_at(self.look) or chosen or today
        return Month(shown, chosen, today, self.steps, self.words).rows()

    def _times(self, day: date | None, chosen: time | None) -> list[Row]:
        return Times(self.look, day, chosen, self.now, self.steps, self.words).rows()

    def _length(self, span: timedelta) -> dict[str, object]:
        raw, chosen = entered(span, self.words.zone), entered(self.question.value, self.words.zone)
        raw, label = self._marked(str(raw), written.length(span, self.words.language), chosen)
        return self.steps.answer(raw, label)

    @staticmethod
    def _marked(raw: str, label: str, chosen: str | None) -> tuple[str, str]:
        return raw, f"{picking.MARK}{label}" if raw == chosen else label

    def _instead(self) -> list[Row]:
        """What a refusal offers: the two times that a clock shows twice, or those beside a gap."""
        if isinstance(self.question.kind, kinds.Pick | kinds.OneOf | kinds.PersonPick):
            return []
        return [[self.steps.answer(each.value, each.label)] for each in self.question.choices]

    def _keeping(self) -> list[Row]:
        """Keep the answer given before, for somebody who has come back to it."""
        before = entered(answered_before(self.question), self.words.zone)
        return [[self.steps.answer(before, self.words.label("telegram-keep"))]] if before else []


def answered_before(question: Question) -> object | None:
    """The whole answer given before, where no button is marked with it."""
    value, kind = question.value, question.kind
    if question.error is not None or isinstance(
        kind, kinds.YesNo | kinds.OneOf | kinds.Upload | kinds.Confirm
    ):
        return None
    half = isinstance(kind, kinds.Moment) and not isinstance(value, datetime)
    return None if half or isinstance(value, list | tuple) else value


def entered(value: object, zone: str) -> str | None:
    """An answer as its button says it."""
    match value:
        case datetime():
            return value.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes")
        case date():
            return value.isoformat()
        case time():
            return value.isoformat("minutes")
        case timedelta():
            return str(int(value.total_seconds()) // 60)
        case str() | int():
            return str(value)
        case _:
            return None
