"""Posting updates to the webhook, one after the other, again and again until it answers 2xx."""

import asyncio
from collections.abc import AsyncIterator

from aiohttp import ClientError, ClientSession, ClientTimeout, web

from bot.sandbox.telegram.state import State
from bot.sandbox.telegram.updates import Update

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
ANSWER_WITHIN = ClientTimeout(total=30)
LONGEST_PAUSE = 30.0


class WebhookPoster:
    """Runs beside the application; real Telegram posts up to `max_connections` at once, this one by one."""

    def __init__(self, state: State) -> None:
        """Post the updates of one bot."""
        self._state = state
        self.first_pause = 0.2
        self.tls = True
        """False posts to http:// what is said to be https://: nobody on loopback has a certificate."""

    async def run_beside(self, _application: web.Application) -> AsyncIterator[None]:
        """Post as long as the application runs, as one of its cleanup contexts."""
        task = asyncio.create_task(self._run())
        yield
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    async def _run(self) -> None:
        updates, pause = self._state.updates, self.first_pause
        async with ClientSession(timeout=ANSWER_WITHIN) as session:
            while True:
                await self._state.world.changes.wait_for(lambda: updates.hooked and updates.waiting, None)
                update = updates.waiting[0]
                error = await self._post(session, update)
                if error is None:
                    pause = self.first_pause
                    updates.confirm(update.id + 1)
                    continue
                self._state.webhook["last_error_date"] = self._state.world.timestamp()
                self._state.webhook["last_error_message"] = error
                self._state.world.changes.ring()
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    def _address(self, url: str) -> str:
        return url if self.tls else url.replace("https://", "http://", 1)

    async def _post(self, session: ClientSession, update: Update) -> str | None:
        """Return what went wrong, `None` when the update was taken."""
        hook = self._state.webhook
        headers = {SECRET_HEADER: str(hook["secret"])} if hook.get("secret") else {}
        try:
            async with session.post(
                self._address(str(hook["url"])), json=update.as_json(), headers=headers
            ) as answer:
                if 200 <= answer.status < 300:
                    return None
                return f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except ClientError:
            return "Connection refused"
        except TimeoutError:
            return "Connection timed out"
