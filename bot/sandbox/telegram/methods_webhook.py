"""Methods that set, drop and describe the webhook."""

import re
from urllib.parse import urlsplit

from bot.sandbox.telegram.call import Call
from bot.sandbox.telegram.errors import JsonObject, bad_request
from bot.sandbox.telegram.state import State

PORTS = (443, 80, 88, 8443)
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def set_webhook(state: State, call: Call) -> bool:
    """Have updates posted to an address; an empty address drops the webhook."""
    url = call.text("url") or ""
    if not url:
        return delete_webhook(state, call)
    _check_url(url)
    secret = call.text("secret_token") or ""
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    state.updates.allow(call.structure("allowed_updates"))
    if call.flag("drop_pending_updates"):
        state.updates.discard()
    state.webhook = {"url": url, "secret": secret, "max_connections": call.integer("max_connections", 40)}
    state.updates.hooked = True
    state.world.changes.ring()
    return True


def delete_webhook(state: State, call: Call) -> bool:
    """Go back to long polling."""
    if call.flag("drop_pending_updates"):
        state.updates.discard()
    state.webhook = {}
    state.updates.hooked = False
    state.world.changes.ring()
    return True


def get_webhook_info(state: State, _call: Call) -> JsonObject:
    """Tell where updates are posted and how that went."""
    hook = state.webhook
    body: JsonObject = {
        "url": hook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": len(state.updates.waiting),
    }
    for name in ("max_connections", "last_error_date", "last_error_message"):
        if name in hook:
            body[name] = hook[name]
    if state.updates.allowed is not None:
        body["allowed_updates"] = sorted(state.updates.allowed)
    return body


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    # Like a self-hosted server, the stand-in also posts to plain HTTP, but only on this machine.
    if parts.hostname in LOOPBACK and parts.scheme in ("http", "https"):
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
