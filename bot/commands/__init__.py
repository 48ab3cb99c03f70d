"""WHAT PEOPLE CAN DO: one file an area; importing the package declares every command."""

from bot.commands import (
    admin,
    approvals,
    groups,
    home,
    linking,
    mentors,
    privacy,
    profile,
    session_leading,
    session_people,
    sessions,
    settings,
    stats,
)

__all__ = [
    "admin",
    "approvals",
    "groups",
    "home",
    "linking",
    "mentors",
    "privacy",
    "profile",
    "session_leading",
    "session_people",
    "sessions",
    "settings",
    "stats",
]
