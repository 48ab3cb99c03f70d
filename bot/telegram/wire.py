"""The library's bot, with Telegram's answers left as they are."""

from collections.abc import Mapping
from typing import Any

from telegram import Bot

from bot.telegram.transport import Transport

Json = dict[str, Any]


class Wire(Bot):
    """Calls the Bot API through the library, which checks answers and raises its errors.

    Answers stay JSON: building objects of them costs 0.1 to 0.3 ms each, and one update that the library
    cannot read would take the whole batch with it.
    """

    __slots__ = ()

    def __init__(self, token: str, api_url: str, transport: Transport | None = None) -> None:
        """Talk to the server at `api_url`, which ends in `/bot`; files lie under `/file/bot` beside it."""
        transport = transport or Transport()
        super().__init__(
            token,
            base_url=api_url,
            base_file_url=file_url(api_url),
            request=transport,
            get_updates_request=transport,
        )

    async def call(
        self, method: str, params: Mapping[str, object] | None = None, *, read_timeout: float | None = None
    ) -> Any:
        """Call a method of the Bot API; parameters that are None are left out.

        Raises:
            TelegramError: as the library has them, and those of bot/telegram/errors.py.
        """
        if read_timeout is None:
            return await self._post(method, dict(params or {}))
        return await self._post(method, dict(params or {}), read_timeout=read_timeout)

    async def fetch(self, file_id: str) -> bytes:
        """Download a file of at most 20 MB that somebody sent."""
        found = await self.get_file(file_id)
        return bytes(await found.download_as_bytearray())


def file_url(api_url: str) -> str:
    """Where files are, for the address of an API."""
    return f"{api_url.removesuffix('/bot')}/file/bot"
