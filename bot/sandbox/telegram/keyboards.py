"""Reply markup: what Telegram accepts as buttons, and the words with which it refuses the rest."""

from bot.sandbox.telegram.errors import ApiError, JsonObject, bad_request
from bot.sandbox.telegram.html import units
from bot.sandbox.telegram.links import url_problem

MAX_BUTTONS = 100
MAX_IN_ROW = 8
MAX_DATA_BYTES = 64
MAX_COPY_TEXT = 256
MAX_PLACEHOLDER = 64
STYLES = frozenset({"primary", "success", "danger"})
ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
KINDS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")


def checked_markup(markup: object) -> JsonObject | None:
    """Return the markup that stands after Telegram's checks, `None` for none; 400 otherwise."""
    if markup is None or markup == {}:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    kind = next((name for name in KINDS if name in markup), None)
    if kind in ("inline_keyboard", "keyboard"):
        _check_rows(markup, kind)
    if kind in ("keyboard", "force_reply"):
        placeholder = markup.get("input_field_placeholder")
        if placeholder and units(str(placeholder)) > MAX_PLACEHOLDER:
            raise bad_request("REPLY_MARKUP_PLACEHOLDER_INVALID")
    if kind in ("remove_keyboard", "force_reply") and not isinstance(markup[kind], bool):
        raise bad_request(f'field "{kind}" must be of type Boolean')
    return markup


def inline_only(markup: object) -> JsonObject | None:
    """Return the markup of an edited message, which can only be an inline keyboard."""
    checked = checked_markup(markup)
    if checked is not None and "inline_keyboard" not in checked:
        raise bad_request("inline keyboard expected")
    return checked


def _check_rows(markup: JsonObject, kind: str) -> None:
    rows = markup[kind]
    if not isinstance(rows, list):
        raise bad_request(f'field "{kind}" must be of type Array')
    total = 0
    for row in rows:
        if not isinstance(row, list):
            raise bad_request(f'field "{kind}" must be an Array of Arrays')
        total += len(row)
        # The real server silently breaks long rows; here they are refused so that nobody relies on it.
        if len(row) > MAX_IN_ROW or total > MAX_BUTTONS:
            raise bad_request("REPLY_MARKUP_TOO_LONG")
        for button in row:
            if kind == "inline_keyboard":
                _check_inline(button)
            else:
                _check_reply(button)


def _check_reply(button: object) -> None:
    text = button.get("text") if isinstance(button, dict) else button
    if not isinstance(text, str):
        raise bad_request("can't parse keyboard button: Can't find field \"text\"")
    if not text.strip():
        raise bad_request("keyboard button text must be non-empty")
    if isinstance(button, dict):
        _check_style(button)


def _check_inline(button: object) -> None:
    if not isinstance(button, dict):
        raise _unparsed("Inline keyboard button must be an Object")
    text = button.get("text")
    if text is None:
        raise _unparsed('Can\'t find field "text"')
    if not isinstance(text, str):
        raise _unparsed('Field "text" must be of type String')
    if not text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    _check_style(button)
    actions = [name for name in ACTIONS if button.get(name) not in (None, "")]
    actions += [name for name in ACTIONS if name.startswith("switch_") and button.get(name) == ""]
    if not actions:
        raise _unparsed("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        # The real server takes the first it knows; two actions are always the sender's mistake.
        raise _unparsed("Exactly one action field must be used")
    _check_action(button, actions[0])


def _check_action(button: JsonObject, action: str) -> None:
    value = button[action]
    if action == "callback_data" and not 1 <= len(str(value).encode()) <= MAX_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if action == "url" and (problem := url_problem(str(value))):
        raise bad_request(f"inline keyboard button URL '{value}' is invalid: {problem}")
    if action == "copy_text":
        copied = value.get("text") if isinstance(value, dict) else None
        if not isinstance(copied, str) or not 1 <= units(copied) <= MAX_COPY_TEXT:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if action == "web_app":
        url = str(value.get("url")) if isinstance(value, dict) else ""
        if not url.startswith("https://"):
            what = "inline keyboard button Web App URL"
            raise bad_request(f"{what} '{url}' is invalid: Only HTTPS links are allowed")
    if action in ("pay", "callback_game"):
        raise bad_request("BUTTON_TYPE_INVALID")


def _check_style(button: JsonObject) -> None:
    if "style" in button and button["style"] not in STYLES:
        raise bad_request("BUTTON_STYLE_INVALID")


def _unparsed(reason: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {reason}")
