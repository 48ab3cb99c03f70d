"""WHAT PEOPLE ARE TOLD: one function a fact, fact → view; importing the package declares them all."""

from bot.notices import accounts, mentors, operations, people_in_sessions, reminders, sessions, wishes

__all__ = ["accounts", "mentors", "operations", "people_in_sessions", "reminders", "sessions", "wishes"]
