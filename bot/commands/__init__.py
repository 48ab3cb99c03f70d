"""WHAT PEOPLE CAN DO: one file an area; importing the package declares every command."""

# ruff: isort: off
# The order is that of menus and of help.
from bot.commands import (
    home,
    groups,
    sessions,
    session_feedback,
    mentors,
    applying,
    profile,
    session_leading,
    session_editing,
    session_people,
    approvals,
    settings,
    linking,
    stats,
    privacy,
    admin,
    pausing,
    filtering,
    ways,
)
# ruff: isort: on

__all__ = [
    "admin",
    "applying",
    "approvals",
    "filtering",
    "groups",
    "home",
    "linking",
    "mentors",
    "pausing",
    "privacy",
    "profile",
    "session_editing",
    "session_feedback",
    "session_leading",
    "session_people",
    "sessions",
    "settings",
    "stats",
    "ways",
]
