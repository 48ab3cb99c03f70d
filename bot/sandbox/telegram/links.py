"""Which addresses Telegram takes in texts and on buttons."""

import re
from urllib.parse import SplitResult, urlsplit


def checked_link(url: str) -> str | None:
    """Return a link as Telegram would open it, `None` where it would make no link of it."""
    if re.match(r"(https?|tg|ton|tonsite)://\S+$", url):
        return url
    if re.match(r"[\w-]+(\.[\w-]+)+([/?#]\S*)?$", url):
        return f"http://{url}"
    return None


def parted(url: str) -> SplitResult | None:
    """Return the parts of an address, `None` for what cannot be taken apart."""
    try:
        return urlsplit(url)
    except ValueError:
        return None


def url_problem(url: str) -> str | None:
    """Return why a button cannot open an address, `None` when it can."""
    parts = parted(url if "://" in url else f"http://{url}")
    if parts is None:
        return "Wrong HTTP URL"
    if parts.scheme == "tg":
        return None
    if parts.scheme not in ("http", "https", "ton"):
        return "Unsupported URL protocol"
    host = parts.hostname or ""
    if not host:
        return "URL host is empty"
    named = re.search(r"[^.]\.[^.]{2,}", host) is not None
    # The real server refuses "localhost" too, but takes addresses in figures.
    numbered = re.fullmatch(r"\d+(\.\d+){3}|[0-9a-f:]*:[0-9a-f:]+", host) is not None
    return None if (named or numbered) and not re.search(r"\s", url) else "Wrong HTTP URL"
