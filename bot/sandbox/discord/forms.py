"""Refusals in Discord's words: status, code, message, and 50035 with its nested ``errors``."""

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]
Place = tuple[str | int, ...]

KNOWN: Mapping[int, tuple[int, str]] = {
    10003: (404, "Unknown Channel"),
    10004: (404, "Unknown Guild"),
    10007: (404, "Unknown Member"),
    10008: (404, "Unknown Message"),
    10011: (404, "Unknown Role"),
    10013: (404, "Unknown User"),
    10015: (404, "Unknown Webhook"),
    10062: (404, "Unknown interaction"),
    10063: (404, "Unknown application command"),
    10070: (404, "Unknown Guild Scheduled Event"),
    30034: (400, "Max number of daily application command creates has been reached (200)"),
    30032: (400, "Maximum number of application commands reached (100)."),
    30038: (400, "Maximum number of guild scheduled events reached (100)"),
    40003: (400, "You are opening direct messages too fast"),
    40005: (413, "Request entity too large"),
    40060: (400, "Interaction has already been acknowledged."),
    40094: (400, "Maximum number of follow up messages reached."),
    50001: (403, "Missing Access"),
    50005: (403, "Cannot edit a message authored by another user"),
    50006: (400, "Cannot send an empty message"),
    50007: (403, "Cannot send messages to this user"),
    50013: (403, "Missing Permissions"),
    50024: (400, "Cannot execute action on this channel type"),
    50027: (401, "Invalid Webhook Token"),
    50083: (400, "Thread is archived"),
    50109: (400, "The request body contains invalid JSON."),
    50278: (403, "Cannot send messages to this user due to having no mutual guilds"),
    160004: (400, "A thread has already been created for this message"),
}


def without_nulls(node: Any) -> Any:
    """Return JSON without the keys whose value is null; to Discord they are the same as absent."""
    if isinstance(node, dict):
        return {key: without_nulls(value) for key, value in node.items() if value is not None}
    return [without_nulls(each) for each in node] if isinstance(node, list) else node


class RefusedError(Exception):
    """An answer other than success, as Discord words it."""

    def __init__(self, status: int, code: int, message: str, errors: Json | None = None) -> None:
        super().__init__(f"{status} ({code}) {message}")
        self.status = status
        self.body: Json = {"message": message, "code": code}
        if errors:
            self.body["errors"] = errors


def refusal(code: int) -> RefusedError:
    """Return the refusal with one of Discord's documented codes."""
    status, message = KNOWN[code]
    return RefusedError(status, code, message)


class Form:
    """Collects what is wrong with a request body and where, then refuses it as a whole (50035)."""

    def __init__(self, at: Place = ()) -> None:
        self._at = at
        self.errors: Json = {}

    def wrong(self, place: Place, code: str, message: str) -> None:
        """Note one error at ``place``, a path of keys and list positions."""
        node = self.errors
        for step in (*self._at, *place):
            node = node.setdefault(str(step), {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def done(self) -> None:
        """Raise the refusal if anything was wrong."""
        if self.errors:
            raise RefusedError(400, 50035, "Invalid Form Body", self.errors)

    def length(self, place: Place, value: object, most: int, least: int = 0) -> None:
        """Require a text or list of a length between ``least`` and ``most``.

        Texts are counted in code points, which is what Discord's API answers show; the Discord
        client counts UTF-16 units in its own boxes, which is stricter only for people who type.
        """
        if value is None and least:
            self.required(place)
        elif isinstance(value, str | list) and not least <= len(value) <= most:
            if least and most:
                self.wrong(place, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")
            else:
                self.wrong(place, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")
        elif value is not None and not isinstance(value, str | list):
            self.wrong(place, "STRING_TYPE_CONVERT", f'Could not interpret "{value}" as string.')

    def required(self, place: Place) -> None:
        """Note that a field is missing."""
        self.wrong(place, "BASE_TYPE_REQUIRED", "This field is required")

    def between(self, place: Place, value: object, least: float, most: float) -> None:
        """Require a number between ``least`` and ``most`` where one is given."""
        if value is None:
            return
        if not isinstance(value, int | float) or isinstance(value, bool):
            self.wrong(place, "NUMBER_TYPE_COERCE", f'Value "{value}" is not a number.')
        elif value < least:
            self.wrong(place, "NUMBER_TYPE_MIN", f"Value should be greater than or equal to {least}.")
        elif value > most:
            self.wrong(place, "NUMBER_TYPE_MAX", f"Value should be less than or equal to {most}.")

    def one_of(self, place: Place, value: object, allowed: tuple[object, ...]) -> bool:
        """Require one of the allowed values; return whether it was one."""
        if value in allowed:
            return True
        self.wrong(place, "BASE_TYPE_CHOICES", f"Value must be one of {allowed}.")
        return False
