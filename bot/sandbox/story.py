"""The guided tour's steps: what to click, and by what one sees that it is done."""

import re
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TourStep:
    """One step of the story."""

    key: str
    title: str
    what: str
    """One sentence of what to click."""
    who: str
    platform: str
    """Where the tour suggests to do it; it counts wherever it is done."""
    begin: str = ""
    """What is put into the text field to begin with; nothing when the step begins by pressing something."""
    clock: bool = False
    """Whether the step is done with the clock in the bar."""
    sign: re.Pattern[str] = field(default=re.compile("$^"))
    """What the bot shows somebody once it is done."""


def _said(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


STORY = (
    TourStep(
        "apply",
        "Apply",
        "As Alan on Telegram, send /apply and answer the questions, then press Confirm.",
        "Alan Placeholder",
        "telegram",
        "/apply",
        sign=_said(r"your application is sent|sent again, thank you"),
    ),
    TourStep(
        "approve",
        "Approve",
        "As Margo on Discord, open the direct message about Alan and press Approve.",
        "Margo Admin",
        "discord",
        sign=_said(r"\bis a mentor now\b|you are a mentor now"),
    ),
    TourStep(
        "announce",
        "Announce",
        "As Alan on Telegram, send /newsession, answer the questions and press Confirm.",
        "Alan Placeholder",
        "telegram",
        "/newsession",
        sign=_said(r"session \d+ is announced"),
    ),
    TourStep(
        "approve-session",
        "Approve it",
        "As Margo on Discord, press Approve on the session that Alan proposes.",
        "Margo Admin",
        "discord",
        sign=_said(r"^\W*approved: "),
    ),
    TourStep(
        "browse",
        "Browse",
        "As Ada on Discord, type /session browse and press Enter.",
        "Ada Example",
        "discord",
        "/session browse",
        sign=_said(r"sessions you can join"),
    ),
    TourStep(
        "join",
        "Join",
        "As Ada, press Join beside the session that Alan announced.",
        "Ada Example",
        "discord",
        sign=_said(r"you are in!"),
    ),
    TourStep(
        "remind",
        "Remind",
        "Press “Next event” at the clock above until Ada is reminded in her direct messages.",
        "Ada Example",
        "discord",
        clock=True,
        sign=_said(r"\bstarts (in\b|now)"),
    ),
    TourStep(
        "attend",
        "Attend",
        "Go on with “Next event” until Alan is asked who came; as Alan, press All attended.",
        "Alan Placeholder",
        "telegram",
        clock=True,
        sign=_said(r"how was .+\?"),
    ),
    TourStep(
        "feedback",
        "Feedback",
        "As Ada on Discord, open the direct message and press a number of stars.",
        "Ada Example",
        "discord",
        sign=_said(r"thank you![\s★☆]+you can change it"),
    ),
)
