"""The tables, one file an area; importing the package completes the metadata."""

from storage.tables.base import EPOCH, FOREVER, hold_choices, metadata
from storage.tables.groups import group_links, groups
from storage.tables.mentors import applications, mentor_skills, mentors, saved_mentors
from storage.tables.outbox import outbox
from storage.tables.people import (
    account_roles,
    accounts,
    categories_off,
    link_codes,
    link_tries,
    people,
    person_words,
)
from storage.tables.running import audit, drafts, inbox, leases, meta, switches, tokens
from storage.tables.sessions import cards, participants, session_words, sessions

hold_choices()

__all__ = [
    "EPOCH",
    "FOREVER",
    "account_roles",
    "accounts",
    "applications",
    "audit",
    "cards",
    "categories_off",
    "drafts",
    "group_links",
    "groups",
    "inbox",
    "leases",
    "link_codes",
    "link_tries",
    "mentor_skills",
    "mentors",
    "meta",
    "metadata",
    "outbox",
    "participants",
    "people",
    "person_words",
    "saved_mentors",
    "session_words",
    "sessions",
    "switches",
    "tokens",
]
