"""Links people give: https, to a host in the open, never fetched by us (trust.md §2 row 68, §5)."""

import ipaddress
import re
from collections.abc import Collection
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from core.errors import Refusal

LONGEST = 500
_PRINTABLE = "".join(chr(code) for code in range(0x21, 0x7F))
_INNER = frozenset(
    {
        *("localhost", "local", "localdomain", "internal", "intranet", "private"),
        *("corp", "home", "lan", "arpa", "onion"),
    }
)
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")


def link(raw: str, field: str, allowed: Collection[str] = ()) -> str:
    """Check a link and return it as it is kept, its host in lower case and in punycode.

    `allowed` names the hosts (and with them their sub-domains) it may lead to; empty allows any.
    """
    text = raw.strip()
    if not text or len(text) > LONGEST:
        raise Refusal("link-length", field=field, limit=LONGEST)
    parts = _split(text, field)
    if parts.scheme.lower() != "https":
        raise Refusal("link-not-https", field=field)
    if "@" in parts.netloc:
        raise Refusal("link-credentials", field=field)
    host = _host(parts, field)
    if allowed and not any(host == one or host.endswith("." + one) for one in allowed):
        raise Refusal("link-host", field=field, host=host, allowed=", ".join(sorted(allowed)))
    return _built(parts, host, field)


def optional_link(raw: str | None, field: str, allowed: Collection[str] = ()) -> str | None:
    """Check a link that may be left out."""
    return link(raw, field, allowed) if raw and raw.strip() else None


def _split(text: str, field: str) -> SplitResult:
    broken = any(ord(sign) <= 0x20 or sign in '\\<>"`{}|^' or 0x7F <= ord(sign) < 0xA0 for sign in text)
    try:
        parts = urlsplit(text)
        if broken or parts.port == 0:
            raise ValueError
        text.encode()
    except ValueError:
        raise Refusal("link-invalid", field=field) from None
    return parts


def _host(parts: SplitResult, field: str) -> str:
    name = (parts.hostname or "").rstrip(".")
    if name.startswith("[") or ":" in name:
        raise Refusal("link-internal", field=field, host=name)
    try:
        host = name.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise Refusal("link-invalid", field=field) from None
    labels = host.split(".")
    if not host or len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise Refusal("link-invalid", field=field)
    if len(labels) < 2 or labels[-1] in _INNER or _hidden_address(host, labels[-1]):
        raise Refusal("link-internal", field=field, host=host)
    return host


def _hidden_address(host: str, last: str) -> bool:
    """Whether a host is an address: written plainly and public it passes, in disguise it never does."""
    if not (last.isdigit() or last.startswith("0x")):
        return False
    try:
        return not ipaddress.IPv4Address(host).is_global
    except ValueError:
        return True


def _built(parts: SplitResult, host: str, field: str) -> str:
    port = f":{parts.port}" if parts.port not in {None, 443} else ""
    path, query, fragment = (
        quote(part, safe=_PRINTABLE) for part in (parts.path, parts.query, parts.fragment)
    )
    built = urlunsplit(("https", host + port, path, query, fragment))
    if len(built) > LONGEST:
        raise Refusal("link-length", field=field, limit=LONGEST)
    return built
