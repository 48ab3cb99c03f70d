"""Blanks what must never be read in a log: the secrets of the settings, and whatever looks like one."""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote, quote_plus

BLANK = "[secret]"

_PATTERNS = (
    # Telegram: 123456:AA…, also inside https://…/bot123456:AA…/getMe, the colon perhaps encoded
    re.compile(r"(?P<keep>)\d{6,}(?::|%3[Aa])[\w-]{30,}"),
    # Discord: the three parts of a bot token
    re.compile(r"(?P<keep>)\b(?:mfa\.[\w-]{20,}|[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,})"),
    # Discord: the token of an interaction or a webhook, the last part of its address
    re.compile(r"(?P<keep>/(?:interactions|webhooks)/\d+/)(?!\[)[^/?#\s\"']+"),
    # the password of a database or any other address
    re.compile(r"(?P<keep>\b[a-z][a-z0-9+.-]*://[^\s/:@\"']*:)[^\s@/\"']+(?=@)"),
    # a one-time code in a deep link
    re.compile(r"(?P<keep>[?&]start(?:app|group)?=)[\w%-]+"),
    # `token=…`, `"link_code": "…"`, `Authorization: Bot …`, in any spelling
    re.compile(
        r"(?P<keep>(?i:\b\w*(?:token|password|passwd|secret|authorization|link_?code|one_time_code)[\"']?\s*[=:]\s*"
        r"(?:b?[\"'])?(?:bot |bearer |basic )?+))(?!None\b|null\b|\[secret\])[^\s\"',;)}\]&]+"
    ),
)
_SECRET_NAME = re.compile(r"(?i)(?:token|password|passwd|secret|authorization|link_?code|one_time_code)$")


class Redaction:
    """Knows the secrets of this process; makes any text or value fit to be logged."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        spellings = {spelling for secret in secrets if secret for spelling in _spellings(secret)}
        longest_first = sorted(spellings, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def text(self, text: str) -> str:
        """The text with every secret in it blanked."""
        if self._known is not None:
            text = self._known.sub(BLANK, text)
        for pattern in _PATTERNS:
            text = pattern.sub(_blanked, text)
        return text

    def value(self, value: object) -> object:
        """The value as plain data without secrets; what is no number, text, list or mapping as its repr."""
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {self.text(str(key)): self.named(str(key), inner) for key, inner in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self.value(inner) for inner in value]
        return self.text(_repr(value))

    def named(self, name: str, value: object) -> object:
        """The value of a key; one whose very name says secret is blanked whatever it is."""
        return BLANK if value and _SECRET_NAME.search(name) else self.value(value)


def _blanked(match: re.Match[str]) -> str:
    return f"{match['keep']}{BLANK}"


def _spellings(secret: str) -> set[str]:
    """A secret as it is, as addresses spell it and as Python and JSON quote it."""
    escaped = secret.encode("unicode_escape").decode("ascii")
    return {
        secret,
        quote(secret),
        quote(secret, safe=""),
        quote_plus(secret),
        escaped,
        escaped.replace('"', '\\"'),
    }


def _repr(value: object) -> str:
    try:
        return repr(value)
    except Exception:  # noqa: BLE001 - whatever a foreign __repr__ raises, the line must still be written
        return f"<{type(value).__name__}>"
