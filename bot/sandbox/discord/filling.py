"""Filling in a modal: what a person enters, checked as the client does, in the shape Discord sends."""

from collections.abc import Mapping

from bot.sandbox.discord.checks_parts import SELECTS
from bot.sandbox.discord.forms import Json
from bot.sandbox.discord.interaction import Modal
from bot.sandbox.discord.reading import Input, inputs
from bot.sandbox.discord.resolving import CannotDoError, Resolved

TEXT_INPUT, STRING_SELECT, UPLOAD, RADIO, CHECKBOXES, CHECKBOX = 4, 3, 19, 21, 22, 23


def modal_data(modal: Modal, values: Mapping[str, object], resolved: Resolved) -> Json:
    """Return the interaction data of a submitted modal; ``values`` by custom_id or label."""
    left = dict(values)
    filled: dict[str, Json] = {}
    for each in inputs(modal):
        key = next((name for name in (each.custom_id, each.label) if name in left), None)
        given = left.pop(key) if key is not None else _before(each.raw)
        filled[each.custom_id] = _filled(each, given, resolved)
    if left:
        known = [(each.custom_id, each.label) for each in inputs(modal)]
        raise CannotDoError(f"The modal has no input {', '.join(left)}; it has {known}.")
    components = [_wrapped(part, filled) for part in modal.components]
    data: Json = {"custom_id": modal.custom_id, "components": components}
    return data | ({"resolved": resolved.found} if resolved.found else {})


def _wrapped(part: Json, filled: dict[str, Json]) -> Json:
    base = {"type": part["type"], "id": part.get("id", 0)}
    if part["type"] == 18:
        return base | {"component": filled[part["component"]["custom_id"]]}
    if part["type"] == 1:
        return base | {"components": [filled[part["components"][0]["custom_id"]]]}
    return base


def _before(raw: Json) -> object:
    """Return what is entered when the person leaves an input as it was opened."""
    if raw["type"] == TEXT_INPUT:
        return raw.get("value") or ""
    if raw["type"] == CHECKBOX:
        return bool(raw.get("default"))
    chosen = [option["value"] for option in raw.get("options") or [] if option.get("default")]
    chosen += [each["id"] for each in raw.get("default_values") or []]
    if raw["type"] == RADIO:
        return chosen[0] if chosen else None
    return chosen


def _filled(each: Input, given: object, resolved: Resolved) -> Json:
    told: Json = {"type": each.kind, "id": each.raw.get("id", 0), "custom_id": each.custom_id}
    if each.kind == TEXT_INPUT:
        return told | {"value": _text(each, given)}
    if each.kind == CHECKBOX:
        if not isinstance(given, bool):
            raise CannotDoError(f"{each.label} takes true or false, not {given!r}.")
        return told | {"value": given}
    if each.kind == RADIO:
        return told | {"value": _radio(each, given)}
    return told | {"values": _values(each, given, resolved)}


def _text(each: Input, given: object) -> str:
    if not isinstance(given, str):
        raise CannotDoError(f"{each.label} takes text, not {given!r}.")
    if not given and each.raw.get("required", True):
        raise CannotDoError(f"{each.label} is required.")
    least, most = each.raw.get("min_length") or 0, each.raw.get("max_length") or 4000
    if given and not least <= len(given) <= most:
        raise CannotDoError(f"{each.label} takes {least} to {most} characters, not {len(given)}.")
    return given


def _radio(each: Input, given: object) -> str | None:
    if given is None:
        if each.raw.get("required", True):
            raise CannotDoError(f"{each.label} is required.")
        return None
    return option_value(each.raw, given)


def _values(each: Input, given: object, resolved: Resolved) -> list[str]:
    many = list(given) if isinstance(given, list | tuple) else [given]
    required = each.raw.get("required", True)
    least = each.raw.get("min_values", 1) if required or many else 0
    most = each.raw.get("max_values", len(each.raw.get("options") or []) if each.kind == CHECKBOXES else 1)
    if not least <= len(many) <= most:
        raise CannotDoError(f"{each.label} takes {least} to {most} values, not {len(many)}.")
    return pick(each.raw, many, resolved)


def pick(raw: Json, many: list[object], resolved: Resolved) -> list[str]:
    """Return the values of a select, checkbox group or upload, pointing at what they name."""
    if raw["type"] in (STRING_SELECT, CHECKBOXES):
        return [option_value(raw, each) for each in many]
    pointing = {5: resolved.user, 6: resolved.role, 7: resolved.mentionable, 8: resolved.channel}
    take = pointing[raw["type"]] if raw["type"] in SELECTS else resolved.file
    return [take(each) for each in many]


def option_value(raw: Json, wanted: object) -> str:
    """Return the value of an option given by value or label."""
    for option in raw["options"]:
        if wanted in (option["value"], option["label"]):
            return str(option["value"])
    raise CannotDoError(f"{wanted!r} is none of {[option['label'] for option in raw['options']]}.")
