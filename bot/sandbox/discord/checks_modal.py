"""Limits of a modal (platforms.md, Discord)."""

from bot.sandbox.discord.checks_parts import (
    IN_A_LABEL,
    check_custom_id,
    check_kinds,
    check_text_display,
    check_text_input,
    check_unique,
    walk,
)
from bot.sandbox.discord.forms import Form, Json, Place


def check_modal(form: Form, modal: Json) -> None:
    """Check a modal: a title, one to five parts, each a label around one input, or a text."""
    form.length(("title",), modal.get("title"), 45, 1)
    check_custom_id(form, (), modal)
    at: Place = ("components",)
    form.length(at, modal.get("components"), 5, 1)
    for place, part in check_kinds(form, at, modal.get("components"), (1, 10, 18)):
        if part["type"] == 10:
            check_text_display(form, place, part)
        elif part["type"] == 1:
            _check_row(form, place, part)
        else:
            _check_label(form, place, part)
    if not form.errors:
        found = walk(at, modal["components"])
        message = "Component custom id cannot be duplicated"
        check_unique(form, found, "custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", message)


def _check_row(form: Form, at: Place, part: Json) -> None:
    """Check the older form: a row with one text input that has its own label."""
    form.length((*at, "components"), part.get("components"), 1, 1)
    for place, child in check_kinds(form, (*at, "components"), part.get("components"), (4,)):
        form.length((*place, "label"), child.get("label"), 45, 1)
        check_text_input(form, place, child)


def _check_label(form: Form, at: Place, part: Json) -> None:
    form.length((*at, "label"), part.get("label"), 45, 1)
    form.length((*at, "description"), part.get("description"), 100)
    inner, place = part.get("component"), (*at, "component")
    if not isinstance(inner, dict) or inner.get("type") not in IN_A_LABEL:
        message = f'Value of field "type" must be one of {tuple(IN_A_LABEL)}.'
        form.wrong((*place, "type"), "UNION_TYPE_CHOICES", message)
        return
    IN_A_LABEL[inner["type"]](form, place, inner)
    if inner.get("disabled"):
        message = "Components in a modal cannot be disabled"
        form.wrong((*place, "disabled"), "COMPONENT_DISABLED_IN_MODAL", message)
    if inner["type"] == 4 and inner.get("label"):
        message = "A text input inside a label cannot have a label of its own"
        form.wrong((*place, "label"), "TEXT_INPUT_LABEL_NOT_ALLOWED", message)
