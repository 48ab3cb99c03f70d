"""Checks calls and answers against Telegram's published description of its API.

The file is the description as JSON: `methods` and `types` by name, each with `fields` (name, types, required,
description) or `subtypes`, methods also with `returns`. Allowed beyond it, each for a reason:

- form values are text, and numbers, booleans and JSON are read from it: the server does so, and the library
  sends every nested value that way;
- an uploaded part may stand for a required parameter of its name: that is how files are sent;
- "Array of A or Array of B" means an array of A or B: albums mix photos and videos;
- of subtypes the one whose constant the value names is checked; without such a constant any may fit.

The 10.1 description knows everything python-telegram-bot 22.8 (Bot API 10.0) sends: no field is excepted.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.sandbox.telegram.call import Call

ARRAY = "Array of "
CONSTANT = re.compile(r'(?:must be|always) (?:“|")?(\w+)(?:”|")?$')
DISCRIMINATORS = ("type", "status", "source")
BOOLEANS = frozenset({"true", "false", "True", "False", "1", "0"})


@dataclass(frozen=True, slots=True)
class Field:
    """One described field."""

    name: str
    types: tuple[str, ...]
    required: bool
    constant: str | None


@dataclass(slots=True)
class Shape:
    """A described method or object."""

    fields: dict[str, Field]
    subtypes: tuple[str, ...]
    returns: tuple[str, ...]


@dataclass(slots=True)
class Spec:
    """The description, ready to check with, and what was found wrong so far."""

    version: str
    methods: dict[str, Shape]
    types: dict[str, Shape]
    violations: list[str] = field(default_factory=list)
    answer_violations: list[str] = field(default_factory=list)

    @classmethod
    def load(cls, path: Path) -> "Spec":
        """Read a description; OSError or ValueError when it is none."""
        document = json.loads(path.read_text("utf-8"))
        methods = {name.lower(): _shape(entry) for name, entry in document["methods"].items()}
        types = {name: _shape(entry) for name, entry in document["types"].items()}
        return cls(document["version"], methods, types)

    def check_call(self, call: Call) -> None:
        """Note in `violations` what a call does that the description does not know."""
        self.violations += self.call_problems(call)

    def check_answer(self, method: str, result: object) -> None:
        """Note in `answer_violations` where an answer is not of the described kind."""
        shape = self.methods.get(method.lower())
        if shape is not None:
            self.answer_violations += self._union(shape.returns, result, method, loose=False)

    def call_problems(self, call: Call) -> list[str]:
        """Return what is wrong with a call's parameters."""
        shape = self.methods.get(call.method.lower())
        if shape is None:
            return [f"{call.method}: no such method in {self.version}"]
        problems = [
            f"{call.method}: {name} is missing"
            for name, wanted in shape.fields.items()
            if wanted.required and name not in call.params and name not in call.uploads
        ]
        for name, value in call.params.items():
            described = shape.fields.get(name)
            where = f"{call.method}.{name}"
            if described is None:
                problems.append(f"{where}: no such parameter")
            else:
                problems += self._parameter(described, value, where, loose=call.as_form)
        return problems

    def _parameter(self, described: Field, value: object, where: str, *, loose: bool) -> list[str]:
        nested = [kind for kind in described.types if kind.startswith(ARRAY) or kind in self.types]
        if isinstance(value, str) and nested and nested != ["InputFile"] and "String" not in described.types:
            try:
                value = json.loads(value)
            except ValueError:
                return [f"{where}: not JSON"]
            loose = False
        return self._union(described.types, value, where, loose=loose)

    def _union(self, kinds: Iterable[str], value: object, where: str, *, loose: bool) -> list[str]:
        """Return the problems with the kind that fits best, none when one fits."""
        kinds = tuple(kinds)
        if len(kinds) > 1 and all(kind.startswith(ARRAY) for kind in kinds):
            return self._mixed_array([kind.removeprefix(ARRAY) for kind in kinds], value, where)
        fewest: list[str] | None = None
        for kind in kinds:
            problems = list(self._kind(kind, value, where, loose=loose))
            if not problems:
                return []
            if fewest is None or len(problems) < len(fewest):
                fewest = problems
        return fewest or []

    def _kind(self, kind: str, value: object, where: str, *, loose: bool) -> Iterator[str]:
        if kind.startswith(ARRAY):
            yield from self._array(kind.removeprefix(ARRAY), value, where)
        elif kind in self.types and kind != "InputFile":
            yield from self._object(kind, value, where)
        elif not _is_scalar(kind, value, loose=loose):
            yield f"{where}: {value!r:.60} is no {kind}"

    def _array(self, kind: str, value: object, where: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{where}: {value!r:.60} is no array"
            return
        for number, entry in enumerate(value):
            yield from self._kind(kind, entry, f"{where}[{number}]", loose=False)

    def _mixed_array(self, kinds: list[str], value: object, where: str) -> list[str]:
        if not isinstance(value, list):
            return [f"{where}: {value!r:.60} is no array"]
        return [
            problem
            for number, entry in enumerate(value)
            for problem in self._object_of(kinds, entry, f"{where}[{number}]")
        ]

    def _object_of(self, kinds: list[str], value: object, where: str) -> list[str]:
        return self._union(self._candidates(kinds, value), value, where, loose=False)

    def _object(self, kind: str, value: object, where: str) -> Iterator[str]:
        shape = self.types[kind]
        if shape.subtypes:
            yield from self._object_of(list(shape.subtypes), value, where)
            return
        if not isinstance(value, dict):
            yield f"{where}: {value!r:.60} is no {kind}"
            return
        for name, described in shape.fields.items():
            if described.required and name not in value:
                yield f"{where}: {kind}.{name} is missing"
        for name, entry in value.items():
            yield from self._member(kind, shape.fields.get(name), name, entry, where)

    def _member(
        self, kind: str, described: Field | None, name: str, value: object, where: str
    ) -> Iterator[str]:
        if described is None:
            yield f"{where}: {kind} has no {name}"
        elif described.constant is not None and value != described.constant:
            yield f"{where}.{name}: {value!r:.60} is not {described.constant}"
        else:
            yield from self._union(described.types, value, f"{where}.{name}", loose=False)

    def _candidates(self, subtypes: list[str], value: object) -> list[str]:
        """Return the one subtype the value's constant names, all of them when none does."""
        if isinstance(value, dict):
            for name in DISCRIMINATORS:
                for kind in subtypes:
                    described = self.types[kind].fields.get(name)
                    if described and described.constant and described.constant == value.get(name):
                        return [kind]
        return subtypes


def _shape(entry: dict[str, object]) -> Shape:
    described = entry.get("fields", [])
    fields = [_field(raw) for raw in described] if isinstance(described, list) else []
    return Shape(
        {one.name: one for one in fields}, _names(entry.get("subtypes")), _names(entry.get("returns"))
    )


def _field(raw: dict[str, object]) -> Field:
    name = str(raw["name"])
    constant = CONSTANT.search(str(raw.get("description", ""))) if name in DISCRIMINATORS else None
    return Field(
        name, _names(raw["types"]), bool(raw.get("required")), constant.group(1) if constant else None
    )


def _names(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _is_scalar(kind: str, value: object, *, loose: bool) -> bool:
    if kind == "Boolean":
        return isinstance(value, bool) or (loose and value in BOOLEANS)
    if kind == "Integer":
        whole = isinstance(value, int) and not isinstance(value, bool)
        return whole or (loose and isinstance(value, str) and re.fullmatch(r"-?\d+", value) is not None)
    if kind == "Float":
        if loose and isinstance(value, str):
            return re.fullmatch(r"-?\d+(\.\d+)?", value) is not None
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, str)
