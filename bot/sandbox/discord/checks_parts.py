"""Limits of single components: buttons, selects, options, inputs; shared by messages and modals."""

from collections.abc import Callable, Mapping

from bot.sandbox.discord.forms import Form, Json, Place

Check = Callable[[Form, Place, Json], None]
SELECTS = (3, 5, 6, 7, 8)


def check_custom_id(form: Form, at: Place, part: Json) -> None:
    """Require a custom_id of 1 to 100 characters."""
    form.length((*at, "custom_id"), part.get("custom_id"), 100, 1)


def check_button(form: Form, at: Place, part: Json) -> None:
    """Check a button: its style decides between custom_id, url and SKU."""
    if not form.one_of((*at, "style"), part.get("style"), (1, 2, 3, 4, 5, 6)):
        return
    form.length((*at, "label"), part.get("label"), 80)
    if part["style"] == 5:
        _check_link(form, at, part)
    elif part["style"] != 6:
        check_custom_id(form, at, part)
        if part.get("url"):
            form.wrong((*at, "url"), "BUTTON_COMPONENT_URL_NOT_ALLOWED", "A url cannot be set on this style")
    if part["style"] != 6 and not part.get("label") and not part.get("emoji"):
        form.wrong((*at, "label"), "BUTTON_COMPONENT_INVALID_LABEL", "A button needs a label or an emoji")


def _check_link(form: Form, at: Place, part: Json) -> None:
    if part.get("custom_id"):
        message = "A custom id and url cannot both be specified"
        form.wrong((*at, "custom_id"), "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", message)
    url = part.get("url")
    form.length((*at, "url"), url, 512, 1)
    if isinstance(url, str) and not url.startswith(("http://", "https://", "discord://")):
        message = f'Scheme "{url.partition(":")[0]}" is not supported. Scheme must be one of '
        form.wrong((*at, "url"), "URL_TYPE_INVALID_SCHEME", message + "('http', 'https', 'discord').")


def check_select(form: Form, at: Place, part: Json) -> None:
    """Check a select menu of any kind."""
    check_custom_id(form, at, part)
    form.length((*at, "placeholder"), part.get("placeholder"), 150)
    form.between((*at, "min_values"), part.get("min_values"), 0, 25)
    form.between((*at, "max_values"), part.get("max_values"), 1, 25)
    if part["type"] == 3:
        check_options(form, at, part, 25)
        _check_choosable(form, at, part)


def _check_choosable(form: Form, at: Place, part: Json) -> None:
    options = part.get("options")
    if not isinstance(options, list) or not options:
        return
    fewest, most = part.get("min_values", 1), part.get("max_values", 1)
    if isinstance(most, int) and most > len(options):
        form.wrong(
            (*at, "max_values"),
            "NUMBER_TYPE_MAX",
            f"int value should be less than or equal to {len(options)}.",
        )
    if isinstance(fewest, int) and isinstance(most, int) and fewest > most:
        form.wrong(
            (*at, "min_values"), "NUMBER_TYPE_MAX", f"int value should be less than or equal to {most}."
        )
    chosen = sum(bool(option.get("default")) for option in options if isinstance(option, dict))
    if isinstance(most, int) and chosen > most:
        form.wrong((*at, "options"), "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", "Too many default values")


def check_options(form: Form, at: Place, part: Json, most: int, least: int = 1) -> None:
    """Check the options of a select, radio group or checkbox group."""
    options = part.get("options")
    form.length((*at, "options"), options, most, least)
    seen: set[object] = set()
    for index, option in enumerate(options if isinstance(options, list) else []):
        place = (*at, "options", index)
        form.length((*place, "label"), option.get("label"), 100, 1)
        form.length((*place, "value"), option.get("value"), 100, 1)
        form.length((*place, "description"), option.get("description"), 100)
        if option.get("value") in seen:
            message = "The specified option value is already used"
            form.wrong((*place, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message)
        seen.add(option.get("value"))


def check_text_input(form: Form, at: Place, part: Json) -> None:
    """Check a text input; its length limits go up to 4,000."""
    check_custom_id(form, at, part)
    form.one_of((*at, "style"), part.get("style"), (1, 2))
    form.length((*at, "placeholder"), part.get("placeholder"), 100)
    form.length((*at, "value"), part.get("value"), 4000)
    form.between((*at, "min_length"), part.get("min_length"), 0, 4000)
    form.between((*at, "max_length"), part.get("max_length"), 1, 4000)
    fewest, most = part.get("min_length") or 0, part.get("max_length") or 4000
    if fewest > most:
        form.wrong(
            (*at, "min_length"), "NUMBER_TYPE_MAX", f"int value should be less than or equal to {most}."
        )
    value = part.get("value")
    if value and not fewest <= len(value) <= most:
        form.length((*at, "value"), value, most, max(fewest, 1))


def check_upload(form: Form, at: Place, part: Json) -> None:
    """Check a file upload: up to ten files."""
    check_custom_id(form, at, part)
    form.between((*at, "min_values"), part.get("min_values"), 0, 10)
    form.between((*at, "max_values"), part.get("max_values"), 1, 10)


def check_radio_group(form: Form, at: Place, part: Json) -> None:
    """Check a radio group: two to ten options, at most one chosen before."""
    check_custom_id(form, at, part)
    check_options(form, at, part, 10, 2)
    if sum(bool(option.get("default")) for option in part.get("options") or []) > 1:
        form.wrong((*at, "options"), "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", "Too many default values")


def check_checkbox_group(form: Form, at: Place, part: Json) -> None:
    """Check a checkbox group: one to ten options."""
    check_custom_id(form, at, part)
    check_options(form, at, part, 10)
    form.between((*at, "min_values"), part.get("min_values"), 0, 10)
    form.between((*at, "max_values"), part.get("max_values"), 1, 10)


def check_text_display(form: Form, at: Place, part: Json) -> None:
    """Check a text display."""
    form.length((*at, "content"), part.get("content"), 4000, 1)


IN_A_LABEL: Mapping[int, Check] = {
    **dict.fromkeys(SELECTS, check_select),
    4: check_text_input,
    19: check_upload,
    21: check_radio_group,
    22: check_checkbox_group,
    23: check_custom_id,
}


def check_unique(form: Form, found: list[tuple[Place, Json]], key: str, code: str, message: str) -> None:
    """Refuse a value of ``key`` that an earlier component already has."""
    seen: set[object] = set()
    for place, part in found:
        value = part.get(key)
        if value in (None, 0):
            continue
        if value in seen:
            form.wrong((*place, key), code, message)
        seen.add(value)


def walk(at: Place, components: list[Json]) -> list[tuple[Place, Json]]:
    """Return every component with its place, nested ones and accessories included."""
    found: list[tuple[Place, Json]] = []
    for index, part in enumerate(components):
        place = (*at, index)
        found.append((place, part))
        found += walk((*place, "components"), part.get("components") or [])
        for key in ("accessory", "component"):
            if isinstance(part.get(key), dict):
                found.append(((*place, key), part[key]))
    return found


def check_kinds(form: Form, at: Place, parts: object, allowed: tuple[int, ...]) -> list[tuple[Place, Json]]:
    """Return the components of a list whose type is allowed there, and refuse the others."""
    good: list[tuple[Place, Json]] = []
    for index, part in enumerate(parts if isinstance(parts, list) else []):
        if isinstance(part, dict) and part.get("type") in allowed:
            good.append(((*at, index), part))
        else:
            message = f'Value of field "type" must be one of {allowed}.'
            form.wrong((*at, index, "type"), "UNION_TYPE_CHOICES", message)
    return good
