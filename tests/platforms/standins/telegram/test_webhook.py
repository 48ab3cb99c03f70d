"""The webhook: updates are posted with the secret until somebody takes them."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, Conflict

from bot.sandbox.telegram.people import Person
from bot.sandbox.telegram.server import TelegramStandIn

SECRET = "X-Telegram-Bot-Api-Secret-Token"


class Receiver:
    """A bot's side of a webhook, refusing as often as told."""

    def __init__(self) -> None:
        self.refuse = 0
        self.got: list[tuple[str | None, dict]] = []
        self.url = ""

    async def take(self, request: web.Request) -> web.Response:
        if self.refuse:
            self.refuse -= 1
            return web.Response(status=500)
        self.got.append((request.headers.get(SECRET), await request.json()))
        return web.Response()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    listening = Receiver()
    application = web.Application()
    application.router.add_post("/hook", listening.take)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    listening.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield listening
    await runner.cleanup()


async def test_updates_are_posted_in_order_until_taken(
    standin: TelegramStandIn, bot: Bot, ada: Person, receiver: Receiver
) -> None:
    standin.webhook.first_pause = 0.001
    receiver.refuse = 2
    await ada.send("waited")
    assert await bot.set_webhook(receiver.url, secret_token="s3cret", allowed_updates=["message"])
    await ada.send("second")
    await standin.settled()
    assert [secret for secret, _update in receiver.got] == ["s3cret", "s3cret"]
    assert [update["message"]["text"] for _secret, update in receiver.got] == ["waited", "second"]
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.allowed_updates) == (receiver.url, 0, ("message",))
    assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"


async def test_polling_and_a_webhook_exclude_each_other(
    standin: TelegramStandIn, bot: Bot, ada: Person, receiver: Receiver
) -> None:
    await bot.set_webhook(receiver.url)
    with pytest.raises(Conflict, match=r"can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    await ada.send("polled")
    assert len(await bot.get_updates()) == 1
    assert (await bot.get_webhook_info()).url == ""


async def test_pending_updates_can_be_dropped(bot: Bot, ada: Person) -> None:
    await ada.send("old news")
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


@pytest.mark.parametrize(
    ("url", "secret", "reason"),
    [
        ("http://example.org/hook", "x", "An HTTPS URL must be provided"),
        ("https://example.org:8000/hook", "x", "only on ports 80, 88, 443 or 8443"),
        ("https://example.org/hook", "no spaces", "unallowed characters"),
    ],
)
async def test_wrong_webhooks_are_refused(bot: Bot, url: str, secret: str, reason: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await bot.set_webhook(url, secret_token=secret)
