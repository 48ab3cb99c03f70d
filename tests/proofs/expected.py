"""Who may do what: the tables of permissions.txt, and the words they use for people."""

from collections.abc import Mapping
from pathlib import Path

from core.policy import Standing
from tests.proofs.table import Table, tables

WORDS: Mapping[str, str] = {
    "anyone": "whoever is known: everybody after the first contact",
    "learner": "belongs to the thing's group, by joining it or by its Discord role",
    "group mentor": "an approved mentor of the thing's group, paused or not",
    "mentor": "an approved mentor who is active",
    "paused": "a mentor whom an admin lets rest",
    "profile": "is or was a mentor, so that there is a profile",
    "no mentor": "leads a session without being a mentor of its group",
    "lead": "lead of the thing's group",
    "some lead": "lead of any group",
    "admin": "made one by an admin, by the operator's settings, or by a Discord role in the settings",
    "by settings": "an admin by the operator's settings",
    "last": "the only admin there is",
    "owner": "whom the thing belongs to: the applicant, the mentor who announced it, the person meant",
    "co-mentor": "leads the session beside its mentor",
    "joined": "has a seat in the session",
    "attended": "has a seat and was marked as having come",
}
STANDINGS: Mapping[Standing, str] = {
    Standing.ANYONE: "anyone",
    Standing.ADMIN: "admin",
    Standing.MENTOR: "mentor",
    Standing.PAUSED: "paused",
    Standing.LEAD: "lead",
    Standing.GROUP_MENTOR: "group mentor",
    Standing.MEMBER: "learner",
    Standing.OWNER: "owner",
    Standing.CO_MENTOR: "co-mentor",
    Standing.JOINED: "joined",
    Standing.ATTENDED: "attended",
}
"""The word for each standing of the policy; one without a word is not proven, and fails."""

TABLES: Mapping[str, Table] = tables(Path(__file__).with_name("permissions.txt").read_text("utf-8"))


def action_of(what: str) -> str:
    """The action of the policy that a line is about; what stands behind a colon tells variants apart."""
    return what.partition(":")[0]


def areas_about(what: str) -> list[str]:
    """The areas whose tables have a line about this."""
    return [name for name, table in TABLES.items() if table.about(what)]
