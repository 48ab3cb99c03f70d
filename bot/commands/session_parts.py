"""What a session consists of, as it is asked for: the same when it is announced and when it is changed."""

from collections.abc import Mapping
from datetime import timedelta

from bot.dialog.kinds import LongText, Number, ShortText
from core.sessions.model import Mode

TITLE = ShortText(longest=150)
DESCRIPTION = LongText(longest=4000)
LINK = ShortText(longest=500)
VENUE = ShortText(longest=255)
SEATS = Number(1, 500)
LEAST, MOST = timedelta(minutes=1), timedelta(hours=24)
"""What a length can be at all; the programme's own limits are the core's."""
USUAL = tuple(timedelta(minutes=m) for m in (30, 45, 60, 90, 120, 180))


def has_link(answers: Mapping[str, object]) -> bool:
    """Online and hybrid sessions have a meeting link."""
    return answers.get("mode") is not Mode.OFFLINE


def has_venue(answers: Mapping[str, object]) -> bool:
    """Offline and hybrid sessions have a venue."""
    return answers.get("mode") in {Mode.OFFLINE, Mode.HYBRID}
