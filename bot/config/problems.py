"""What is wrong with the settings, told so that all of it can be mended at once. No value is repeated."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from bot.config.kinds import Section

PREFIX = "MENTORBOT_"

Key = tuple[str, ...]

_REASONS = {
    "string_type": "must be text in quotes",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a smaller whole number",
    "int_from_float": "must be a whole number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "tuple_type": "must be a list",
    "model_type": "must be a section of its own: [name] on a line, its keys below",
    "model_attributes_type": "must be a section of its own: [name] on a line, its keys below",
    "literal_error": "must be {expected}",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
    "string_too_short": "must not be empty",
    "string_too_long": "must have at most {max_length} characters",
    "too_long": "must have at most {max_length} items",
    "string_pattern_mismatch": "does not have the right form",
}


@dataclass(frozen=True)
class Origin:
    """Where a value came from: a file and a line of it, or an environment variable."""

    name: str
    line: int | None = None
    is_variable: bool = False

    def __str__(self) -> str:
        """Write `config.toml:12`, or the variable's name."""
        return f"{self.name}:{self.line}" if self.line else self.name


@dataclass(frozen=True)
class Problem:
    """One thing to mend: where it is, which key, why, and what a right value looks like."""

    origin: Origin
    key: Key
    reason: str
    example: str = ""

    def __str__(self) -> str:
        """Write the one line an operator reads."""
        where = (
            str(self.origin)
            if self.origin.is_variable or not self.key
            else f"{self.origin}: {'.'.join(self.key)}"
        )
        stop = "" if self.reason.endswith("?") else "."
        example = f"{stop} Example: {self.example}" if self.example else ""
        return f"{where}: {self.reason}{example}"


class ConfigError(Exception):
    """The settings cannot be used; carries every problem found, not only the first."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(self.lines()))

    def lines(self) -> tuple[str, ...]:
        """One line a problem, ready to be printed."""
        return tuple(str(problem) for problem in self.problems)


def field_of(model: type[Section], key: Key) -> FieldInfo | None:
    """The declaration of `section.key`, if there is one."""
    section = model.model_fields.get(key[0]) if key else None
    if section is None or len(key) < 2 or not isinstance(section.annotation, type):
        return section
    return section.annotation.model_fields.get(key[1]) if issubclass(section.annotation, Section) else None


def explain(
    error: ValidationError, model: type[Section], origins: dict[Key, Origin], fallback: Origin
) -> Iterator[Problem]:
    """Turn what pydantic found into problems, one for each key."""
    told: set[Key] = set()
    for detail in error.errors(include_input=False, include_url=False):
        key = tuple(str(part) for part in detail["loc"][:2])
        if key in told:
            continue
        told.add(key)
        origin = origins.get(key) or _nearest(key, origins) or fallback
        if detail["type"] == "extra_forbidden":
            yield Problem(origin, key, _unknown(model, key))
        else:
            yield Problem(origin, key, _reason(detail), example_of(model, key, origin))


def variable_of(key: Key) -> str:
    """The environment variable of a key: `discord.token` is `MENTORBOT_DISCORD__TOKEN`."""
    return PREFIX + "__".join(key).upper()


def _nearest(key: Key, origins: dict[Key, Origin]) -> Origin | None:
    """Where a key that is not there belongs: into its section of the file, or among the variables."""
    section = origins.get(key[:1])
    return Origin(variable_of(key), is_variable=True) if section and section.is_variable else section


def example_of(model: type[Section], key: Key, origin: Origin) -> str:
    """A right line for this key, in the language of the place the wrong one came from."""
    field = field_of(model, key)
    if field is None or not field.examples:
        return ""
    value = field.examples[0]
    if not origin.is_variable:
        return f"{key[-1]} = {json.dumps(value, ensure_ascii=False)}"
    return f"{origin.name}={_in_environment(value)}"


def _in_environment(value: object) -> str:
    if isinstance(value, list):
        return ",".join(str(item) for item in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _reason(detail: ErrorDetails) -> str:
    context: dict[str, Any] = detail.get("ctx", {})
    if detail["type"] == "value_error":
        return str(context["error"])
    template = _REASONS.get(detail["type"])
    return (
        template.format_map(context).replace("'", '"')
        if template
        else f"is not right: {detail['msg'].lower()}"
    )


def _unknown(model: type[Section], key: Key) -> str:
    """Say that a key is unknown, and which known one it resembles."""
    section = model.model_fields.get(key[0])
    inside = section.annotation if section is not None and len(key) > 1 else model
    names = list(inside.model_fields) if isinstance(inside, type) and issubclass(inside, Section) else []
    kind = "key" if len(key) > 1 else "section"
    near = get_close_matches(key[-1].lower(), names, n=1)
    hint = f"did you mean {near[0]}?" if near else f"the {kind}s here are {', '.join(names)}"
    return f"is no {kind} mentorbot knows; {hint}"
