"""The other way in: posted updates, proven by their secret, confirmed by a 200 after the commit."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession, web

from bot.sandbox.telegram.people import Person, plain
from bot.telegram.face import TelegramFace, WebhookAt
from bot.telegram.webhook import LARGEST_UPDATE, SECRET
from tests.platforms.telegram.conftest import House

RIGHT = "s3cret"


@pytest.fixture
async def hooked(house: House) -> AsyncIterator[tuple[TelegramFace, str]]:
    """A face with a webhook on a server of its own, as the composer runs it."""
    app = web.Application(client_max_size=1024 * 1024)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    faces: list[TelegramFace] = []

    async def late(request: web.Request) -> web.StreamResponse:
        return await faces[0]._webhook.take(request)  # type: ignore[union-attr]  # made below

    app.router.add_post("/telegram", late)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
    faces.append(house.make(webhook=WebhookAt(url, "s3cret")))
    house.standin.webhook.first_pause = 0.01
    yield faces[0], url
    await runner.cleanup()


async def post(url: str, body: Any, secret: str = RIGHT) -> int:
    data = body if isinstance(body, bytes) else None
    json = None if data is not None else body
    async with (
        ClientSession() as session,
        session.post(url, json=json, data=data, headers={SECRET: secret}) as answer,
    ):
        return answer.status


async def test_updates_come_in_by_the_webhook(
    house: House, hooked: tuple[TelegramFace, str], ada: Person
) -> None:
    face, url = hooked
    await face.start()
    assert face.connected
    (told,) = house.calls("setWebhook")
    assert (told["url"], told["secret_token"]) == (url, "s3cret")
    await ada.send("/jointhing 7")
    assert plain(await ada.next_message()) == "🟢 Joined · 7 · 1"
    await house.standin.settled()
    assert house.calls("getUpdates") == []


async def test_only_telegram_is_let_in(house: House, hooked: tuple[TelegramFace, str]) -> None:
    face, url = hooked
    update = {"update_id": 1}
    assert await post(url, update) == 503, "not open yet"
    await face.start()
    assert await post(url, update, "s3cre") == 401
    assert await post(url, update, "s3cret") == 200
    assert await post(url, b"nonsense") == 400
    assert await post(url, [1]) == 400
    assert await post(url, b"x" * (LARGEST_UPDATE + 1)) == 413
    await face.close()
    assert await post(url, update) == 503


async def test_the_composer_can_serve_it(house: House) -> None:
    app = web.Application()
    house.make(webhook=WebhookAt("https://bot.example.org/a/hook", "s")).add_to(app)
    house.make().add_to(app)
    assert [route.resource.canonical for route in app.router.routes() if route.resource] == ["/a/hook"]


async def test_a_webhook_that_fails_is_sent_again(
    house: House, hooked: tuple[TelegramFace, str], ada: Person
) -> None:
    face, _ = hooked
    await ada.send("/jointhing 7")
    await house.standin.wait_for(lambda: True)
    await face.start()
    assert plain(await ada.next_message()) == "🟢 Joined · 7 · 1"
    await house.standin.settled()
    assert house.database.tables.things[7]["joined"] == [1]
