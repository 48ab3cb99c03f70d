"""Limits of a message's components, legacy rows and Components V2 (platforms.md, Discord)."""

from collections.abc import Mapping

from bot.sandbox.discord.checks_parts import (
    SELECTS,
    Check,
    check_button,
    check_kinds,
    check_select,
    check_text_display,
    check_unique,
    walk,
)
from bot.sandbox.discord.forms import Form, Json, Place

MOST_COMPONENTS = 40
MOST_TEXT = 4000
TOP_V2 = (1, 9, 10, 12, 13, 14, 17)
IN_CONTAINER = (1, 9, 10, 12, 13, 14)


def check_components(form: Form, components: object, *, v2: bool) -> None:
    """Check the ``components`` of a message."""
    at: Place = ("components",)
    if not isinstance(components, list):
        form.wrong(at, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
        return
    if not v2:
        form.length(at, components, 5)
    for place, part in check_kinds(form, at, components, TOP_V2 if v2 else (1,)):
        _CHECKS[part["type"]](form, place, part)
    if form.errors:
        return
    _check_together(form, at, components, v2=v2)


def _check_together(form: Form, at: Place, components: list[Json], *, v2: bool) -> None:
    found = walk(at, components)
    message = "Component custom id cannot be duplicated"
    check_unique(form, found, "custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", message)
    check_unique(form, found, "id", "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated")
    if v2 and len(found) > MOST_COMPONENTS:
        message = f"Total number of components exceeds the maximum of {MOST_COMPONENTS}"
        form.wrong(at, "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", message)
    texts = sum(len(part["content"]) for _, part in found if part["type"] == 10)
    if texts > MOST_TEXT:
        message = f"Components displayable text size exceeds maximum size of {MOST_TEXT}"
        form.wrong(at, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", message)


def _check_row(form: Form, at: Place, part: Json) -> None:
    inside = (*at, "components")
    form.length(inside, part.get("components"), 5, 1)
    children = check_kinds(form, inside, part.get("components"), (2, *SELECTS))
    if any(child["type"] in SELECTS for _, child in children) and len(children) > 1:
        for place, _ in children[1:]:
            message = "The specified component exceeds the maximum width"
            form.wrong(place, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message)
    for place, child in children:
        (check_button if child["type"] == 2 else check_select)(form, place, child)


def _check_section(form: Form, at: Place, part: Json) -> None:
    inside = (*at, "components")
    form.length(inside, part.get("components"), 3, 1)
    for place, child in check_kinds(form, inside, part.get("components"), (10,)):
        check_text_display(form, place, child)
    accessory = part.get("accessory")
    if not isinstance(accessory, dict):
        form.required((*at, "accessory"))
    elif accessory.get("type") == 2:
        check_button(form, (*at, "accessory"), accessory)
    elif accessory.get("type") == 11:
        _check_media(form, (*at, "accessory"), accessory)
    else:
        message = 'Value of field "type" must be one of (2, 11).'
        form.wrong((*at, "accessory", "type"), "UNION_TYPE_CHOICES", message)


def _check_media(form: Form, at: Place, part: Json) -> None:
    form.length((*at, "media", "url"), (part.get("media") or {}).get("url"), 2048, 1)
    form.length((*at, "description"), part.get("description"), 1024)


def _check_gallery(form: Form, at: Place, part: Json) -> None:
    items = part.get("items")
    form.length((*at, "items"), items, 10, 1)
    for index, item in enumerate(items if isinstance(items, list) else []):
        _check_media(form, (*at, "items", index), item)


def _check_file(form: Form, at: Place, part: Json) -> None:
    url = (part.get("file") or {}).get("url")
    if not isinstance(url, str) or not url.startswith("attachment://"):
        message = "A file component only shows an attachment:// reference"
        form.wrong((*at, "file", "url"), "UNFURLED_MEDIA_ITEM_ATTACHMENT_REQUIRED", message)


def _check_separator(form: Form, at: Place, part: Json) -> None:
    form.one_of((*at, "spacing"), part.get("spacing", 1), (1, 2))


def _check_container(form: Form, at: Place, part: Json) -> None:
    inside = (*at, "components")
    form.length(inside, part.get("components"), MOST_COMPONENTS, 1)
    form.between((*at, "accent_color"), part.get("accent_color"), 0, 0xFFFFFF)
    for place, child in check_kinds(form, inside, part.get("components"), IN_CONTAINER):
        _CHECKS[child["type"]](form, place, child)


_CHECKS: Mapping[int, Check] = {
    1: _check_row,
    9: _check_section,
    10: check_text_display,
    12: _check_gallery,
    13: _check_file,
    14: _check_separator,
    17: _check_container,
}
