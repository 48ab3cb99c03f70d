"""Facts as JSON and back (core/facts.py holds the registry)."""

from dataclasses import fields
from datetime import datetime
from typing import Any, get_args

from core.facts import Fact


class UnreadableFact(Exception):
    """A stored fact that this version cannot read: unknown kind or other fields."""


_shapes: dict[type[Fact], tuple[tuple[str, ...], tuple[str, ...]]] = {}


def _shape(kind: type[Fact]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of a fact's fields, and of those that hold instants; worked out once a kind."""
    if kind not in _shapes:
        known = fields(kind)
        instants = (one.name for one in known if datetime in (one.type, *get_args(one.type)))
        _shapes[kind] = (tuple(one.name for one in known), tuple(instants))
    return _shapes[kind]


def payload(fact: Fact) -> dict[str, Any]:
    """What is stored of a fact beside its kind; instants as ISO 8601."""
    names, instants = _shape(type(fact))
    values = {name: getattr(fact, name) for name in names}
    for name in instants:
        if values[name] is not None:
            values[name] = values[name].isoformat()
    return values


def fact(kind: str, stored: dict[str, Any]) -> Fact:
    """The fact again; raises UnreadableFact where this version does not know it."""
    cls = Fact.registry.get(kind)
    if cls is None:
        raise UnreadableFact(f"unknown fact {kind}")
    values = dict(stored)
    try:
        for name in _shape(cls)[1]:
            if values[name] is not None:
                values[name] = datetime.fromisoformat(values[name])
        return cls(**values)
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableFact(f"fact {kind} has other fields: {error}") from error
