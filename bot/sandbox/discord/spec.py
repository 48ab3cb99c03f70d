"""Checks what the bot sends against Discord's published OpenAPI description."""

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

from bot.sandbox.discord.forms import Json

Allowance = tuple[str, Callable[[ValidationError], bool]]
# What Discord accepts although its description is behind, each with the reason.
ALLOWED: tuple[Allowance, ...] = ()


@cache
def load(path: Path) -> "Spec":
    """Return the description in a file, read once in a process."""
    return Spec(path)


class Spec:
    """The published description, with a validator for each operation that was used once."""

    def __init__(self, path: Path) -> None:
        document: Json = json.loads(path.read_text(encoding="utf-8"))
        schemas: dict[str, Any] = document["components"]["schemas"]
        # Discord takes ids as numbers too, and discord.py sends some so (recipient_id, attachments).
        schemas["SnowflakeType"] = schemas["SnowflakeType"] | {"type": ["string", "integer"]}
        self._paths: Json = _linked(document["paths"], schemas)
        self._validators: dict[tuple[str, str], Draft202012Validator | None] = {}

    def violations(self, method: str, template: str, body: object) -> list[str]:
        """Return what is wrong with a request body, each with its place; empty when all is well."""
        validator = self._validator(method, template)
        if validator is None:
            return []
        found = (leaf for error in validator.iter_errors(body) for leaf in _leaves(error))
        return [_worded(each) for each in found if not any(allows(each) for _, allows in ALLOWED)]

    def describes(self, method: str, template: str) -> bool:
        """Return whether the operation is in the description."""
        return method.lower() in self._paths.get(template, {})

    def _validator(self, method: str, template: str) -> Draft202012Validator | None:
        key = (method, template)
        if key not in self._validators:
            operation = self._paths.get(template, {}).get(method.lower(), {})
            content = operation.get("requestBody", {}).get("content", {})
            schema = content.get("application/json", {}).get("schema")
            self._validators[key] = None if schema is None else Draft202012Validator(schema)
        return self._validators[key]


def _linked(document: Json, schemas: dict[str, Any]) -> Json:
    """Replace every reference by what it names, so that nothing is looked up while validating.

    Descriptions that contain themselves become circular objects, which a validator only follows as deep as
    the body goes.
    """
    linked: dict[str, Any] = {name: {} for name in schemas}

    def link(node: Any) -> Any:
        if isinstance(node, dict):
            if "$ref" in node:
                return linked[node["$ref"].rpartition("/")[2]]
            return {key: link(value) for key, value in node.items()}
        return [link(each) for each in node] if isinstance(node, list) else node

    for name, schema in schemas.items():
        linked[name].update(link(schema))
    paths: Json = link({path: _bodies(operations) for path, operations in document.items()})
    return paths


def _bodies(operations: Json) -> Json:
    return {
        method: {"requestBody": operation.get("requestBody", {})}
        for method, operation in operations.items()
        if isinstance(operation, dict)
    }


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    """Yield the errors that matter: of a union those of the branch meant, told by its ``type``."""
    branches: dict[Any, list[ValidationError]] = {}
    for each in error.context or ():
        branches.setdefault(each.schema_path[0], []).append(each)
    if not branches:
        yield error
        return
    for each in min(branches.values(), key=_distance):
        yield from _leaves(each)


def _distance(branch: list[ValidationError]) -> tuple[bool, int]:
    """Rank a branch of a union: the one whose ``type`` fits first, then the one with fewest errors."""
    other_type = any(
        list(each.relative_path)[-1:] == ["type"] or (each.validator == "type" and not each.relative_path)
        for each in branch
    )
    return other_type, len(branch)


def _worded(error: ValidationError) -> str:
    return f"{error.json_path}: {error.message}"
