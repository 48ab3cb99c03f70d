"""Checks what the bot sends against Discord's published OpenAPI description."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError, validators

from bot.sandbox.discord.forms import Json

# What Discord accepts although its description is behind: the schema, what is put into it, and why.
ALLOWED: tuple[tuple[str, Json, str], ...] = (
    (
        "SnowflakeType",
        {"type": ["string", "integer"]},
        "Discord takes ids as numbers too; discord.py sends recipient_id, mentions and attachments so.",
    ),
)


@cache
def load(path: Path) -> "Spec":
    """Return the description in a file, read once in a process."""
    return Spec(path)


class Spec:
    """The published description, with a validator for each operation that was used once."""

    def __init__(self, path: Path) -> None:
        document: Json = json.loads(path.read_text(encoding="utf-8"))
        schemas: dict[str, Any] = document["components"]["schemas"]
        for name, change, _why in ALLOWED:
            schemas[name] = schemas[name] | change
        self._paths: Json = _linked(document["paths"], schemas)
        self._validators: dict[tuple[str, str], Any] = {}

    def violations(self, method: str, template: str, body: object) -> list[str]:
        """Return what is wrong with a request body, each with its place; empty when all is well."""
        validator = self._validator(method, template)
        if validator is None:
            return []
        return [_worded(error) for error in validator.iter_errors(body)]

    def describes(self, method: str, template: str) -> bool:
        """Return whether the operation is in the description."""
        return method.lower() in self._paths.get(template, {})

    def _validator(self, method: str, template: str) -> Any:
        key = (method, template)
        if key not in self._validators:
            operation = self._paths.get(template, {}).get(method.lower(), {})
            content = operation.get("requestBody", {}).get("content", {})
            schema = content.get("application/json", {}).get("schema")
            self._validators[key] = None if schema is None else _Validator(schema)
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


def _union(
    validator: Any,
    branches: list[Json],
    instance: object,
    _schema: Json,
) -> Iterator[ValidationError]:
    """Check a union by the one branch that is meant, which tells more than "none fits" and is much faster.

    What is meant is told by ``type`` in an object; null means null.
    """
    meant = [branch for branch in branches if _fits(branch, instance)]
    if len(meant) == 1:
        yield from validator.descend(instance, meant[0])
    elif not any(validator.evolve(schema=branch).is_valid(instance) for branch in meant):
        allowed = [branch["const"] for branch in branches if "const" in branch]
        yield ValidationError(f"{instance!r} is not one of {allowed or 'the kinds allowed here'}")


def _fits(branch: Json, instance: object) -> bool:
    if branch.get("type") == "null" or instance is None:
        return (branch.get("type") == "null") == (instance is None)
    if not isinstance(instance, dict) or "type" not in instance:
        return True
    kinds = branch.get("properties", {}).get("type", {}).get("enum")
    return kinds is None or instance["type"] in kinds


_Validator = validators.extend(Draft202012Validator, {"oneOf": _union, "anyOf": _union})


def _worded(error: ValidationError) -> str:
    return f"{error.json_path}: {error.message}"
