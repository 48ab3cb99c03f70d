"""What can go wrong on the way to Telegram, told apart by whether a message may have arrived."""

import aiohttp
from telegram.error import BadRequest, NetworkError, TelegramError


class ThrottledError(TelegramError):
    """429: not taken. The library's own RetryAfter rounds and warns; this one keeps what was said."""

    def __init__(self, seconds: float | None) -> None:
        super().__init__(f"asked to wait {seconds} s" if seconds is not None else "asked to wait")
        self.seconds = seconds
        """None: refused without a time, as an edge in front of Telegram does."""


class NotTelegramError(NetworkError):
    """Somebody in between answered with a page of their own: it says nothing about us or the chat."""

    def __init__(self, status: int) -> None:
        super().__init__(f"status {status} without Telegram's answer")
        self.status = status


def unsent(error: BaseException) -> bool:
    """Whether a call certainly never reached Telegram: no name, no connection."""
    cause = error.__cause__
    return isinstance(cause, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError)


def says(error: TelegramError, *phrases: str) -> bool:
    """Whether a refusal carries one of these phrases of Telegram's."""
    told = str(error).lower()
    return isinstance(error, BadRequest) and any(phrase in told for phrase in phrases)


def unmodified(error: TelegramError) -> bool:
    """The message is as it should be already (trust.md §2 row 11)."""
    return says(error, "message is not modified")


def uneditable(error: TelegramError) -> bool:
    """The message to edit is gone, too old, or of another kind (trust.md §2 row 10)."""
    return says(
        error,
        "message to edit not found",
        "message can't be edited",
        "message_id_invalid",
        "there is no text in the message to edit",
        "there is no caption in the message to edit",
        "message identifier is not specified",
    )


def nobody_there(error: TelegramError) -> bool:
    """A refusal (400) that means that the destination cannot be reached at all."""
    return says(
        error,
        "chat not found",
        "user not found",
        "peer_id_invalid",
        "group chat was deactivated",
        "not enough rights to send",
        "have no rights to send",
        "need administrator rights",
        "chat_write_forbidden",
        "chat_restricted",
        "channel_private",
        "topic_closed",
    )
