"""The spinner on a pressed button: ended once, soon, and with a remark where there is one."""

import asyncio

from bot.telegram.markup import shorten
from bot.telegram.outlet import LONGEST_TOAST, Outlet

SOON = 1.0
"""Seconds after which a press is acknowledged though its answer is not there yet."""
READ_AT_ONCE = 60
"""Units of a remark that can be read while it floats by; a longer one waits to be closed."""


class Spinner:
    """Acknowledges one press."""

    def __init__(self, outlet: Outlet, query_id: str) -> None:
        self._outlet = outlet
        self._query_id = query_id
        self._task: asyncio.Task[None] | None = None
        self._timer = asyncio.get_running_loop().call_later(SOON, self._in_time)

    def _in_time(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._outlet.acknowledge(self._query_id))

    async def stop(self, remark: str = "", *, url: str | None = None) -> bool:
        """End it; False when it had ended already and the remark was not seen."""
        self._timer.cancel()
        if self._task is not None:
            await self._task
            return not remark and url is None
        text = shorten(remark, LONGEST_TOAST) or None
        await self._outlet.acknowledge(self._query_id, text, alert=len(remark) > READ_AT_ONCE, url=url)
        return True
