"""The library over aiohttp: whole bodies, its own errors, failures told apart, no token anywhere."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
    TimedOut,
)
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from bot.sandbox.telegram.people import Person, plain
from bot.sandbox.telegram.server import TelegramStandIn
from bot.telegram.errors import NotTelegramError, ThrottledError, unsent
from bot.telegram.transport import Timeouts, Transport, _body
from bot.telegram.wire import Wire, file_url
from tests.platforms.telegram.conftest import House


@pytest.fixture
async def wire(standin: TelegramStandIn) -> AsyncIterator[Wire]:
    transport = Transport(Timeouts(read=0.3, connect=0.3))
    await transport.initialize()
    yield Wire(standin.token, standin.api_url, transport)
    await transport.shutdown()


@given(
    told=st.dictionaries(
        st.sampled_from(["text", "chat_id", "x"]), st.text(st.characters(exclude_categories=["Cs"]))
    )
)
def test_a_body_says_what_the_libraries_own_says(told: dict[str, str]) -> None:
    body, headers = _body(
        RequestData([RequestParameter.from_input(name, said) for name, said in told.items()])
    )
    assert isinstance(body, bytes)
    assert dict(parse_qsl(body.decode(), keep_blank_values=True)) == told
    assert headers == {"Content-Type": "application/x-www-form-urlencoded"}


async def test_words_and_files_arrive_whole(wire: Wire, ada: Person) -> None:
    markup = {"inline_keyboard": [[{"text": "ж & + %", "callback_data": "a=b&c"}]]}
    await wire.call(
        "sendMessage", {"chat_id": ada.id, "text": "100 % & + = ; 🧑‍🚀\n", "reply_markup": markup}
    )
    message = await ada.next_message()
    assert plain(message) == "100 % & + = ; 🧑‍🚀"
    assert message.markup == markup
    upload = InputFile(bytes(range(256)) * 100, filename="ж.bin")
    sent = await wire.call(
        "sendDocument", {"chat_id": ada.id, "document": upload, "caption": "<b>x</b>", "parse_mode": "HTML"}
    )
    assert await wire.fetch(sent["document"]["file_id"]) == bytes(range(256)) * 100
    assert (await ada.next_message()).entities == [{"type": "bold", "offset": 0, "length": 1}]


@pytest.mark.parametrize(
    ("kind", "options", "error"),
    [
        ("rate_limit", {"seconds": 9}, ThrottledError),
        ("html_error", {"status": 429}, ThrottledError),
        ("html_error", {"status": 403}, NotTelegramError),
        ("html_error", {"status": 404}, NotTelegramError),
        ("server_error", {}, NetworkError),
        ("blocked", {}, Forbidden),
        ("unauthorized", {}, InvalidToken),
        ("refused", {}, BadRequest),
        ("hang_before", {"seconds": 5}, TimedOut),
        ("reset_before", {}, NetworkError),
    ],
)
async def test_every_refusal_has_its_error(
    standin: TelegramStandIn, wire: Wire, ada: Person, kind: str, options: dict, error: type[Exception]
) -> None:
    standin.faults.add(kind, "sendMessage", **options)
    with pytest.raises(error) as caught:
        await wire.call("sendMessage", {"chat_id": ada.id, "text": "x"})
    assert type(caught.value) is error
    assert not unsent(caught.value), "whatever was answered or broken off may have arrived"


async def test_the_time_to_wait_is_kept_as_it_was_told(
    standin: TelegramStandIn, wire: Wire, ada: Person
) -> None:
    standin.faults.add("rate_limit", "sendMessage", seconds=9)
    with pytest.raises(ThrottledError) as caught:
        await wire.call("sendMessage", {"chat_id": ada.id, "text": "x"})
    assert caught.value.seconds == 9
    standin.faults.clear()
    standin.faults.add("html_error", "sendMessage", status=429)
    with pytest.raises(ThrottledError) as caught:
        await wire.call("sendMessage", {"chat_id": ada.id, "text": "x"})
    assert caught.value.seconds is None


async def test_a_moved_group_says_where(standin: TelegramStandIn, wire: Wire, ada: Person) -> None:
    small = standin.group("Small", [ada], kind="group")
    moved = small.migrate(ada)
    with pytest.raises(ChatMigrated) as caught:
        await wire.call("sendMessage", {"chat_id": small.id, "text": "x"})
    assert caught.value.new_chat_id == moved.id


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/bot", "http://does-not-exist.invalid/bot"])
async def test_what_never_left_is_known(
    address: str, standin: TelegramStandIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "aiohttp")
    caplog.set_level(logging.INFO, "telegram")
    transport = Transport(Timeouts(read=2, connect=2))
    await transport.initialize()
    with pytest.raises(NetworkError) as caught:
        await Wire(standin.token, address, transport).call("getMe")
    await transport.shutdown()
    assert unsent(caught.value)
    told = f"{caught.value!r}{caught.value.__cause__!r}{caught.value.__cause__}{caplog.text}"
    assert standin.token not in told


async def test_a_connection_that_takes_too_long_is_unsent(standin: TelegramStandIn) -> None:
    """A listener whose queue is full answers no handshake."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(0)
    waiting = [socket.create_connection(listener.getsockname())]
    transport = Transport(Timeouts(read=5, connect=0.2))
    await transport.initialize()
    wire = Wire(standin.token, f"http://127.0.0.1:{listener.getsockname()[1]}/bot", transport)
    told = []
    for _ in range(3):
        with pytest.raises(NetworkError) as caught:
            async with asyncio.timeout(3):
                await wire.call("getMe", read_timeout=0.2)
        told.append(unsent(caught.value))
    await transport.shutdown()
    for one in (*waiting, listener):
        one.close()
    assert told[-1], "the handshake was never answered"


async def test_a_closed_transport_says_so(standin: TelegramStandIn) -> None:
    with pytest.raises(NetworkError, match="closed"):
        await Wire(standin.token, standin.api_url).call("getMe")


@pytest.mark.parametrize(
    ("api_url", "files"),
    [
        ("https://api.telegram.org/bot", "https://api.telegram.org/file/bot"),
        ("http://127.0.0.1:8081/bot", "http://127.0.0.1:8081/file/bot"),
        ("http://127.0.0.1:8081/telegram/bot", "http://127.0.0.1:8081/telegram/file/bot"),
    ],
)
def test_files_lie_beside_the_api(api_url: str, files: str) -> None:
    assert file_url(api_url) == files


async def test_no_log_names_the_token(
    house: House, ada: Person, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("aiohttp", "asyncio"):
        caplog.set_level(logging.DEBUG, name)
    caplog.set_level(logging.INFO, "telegram")
    for kind in ("server_error", "reset_before", "html_error", "rate_limit"):
        house.standin.faults.add(kind, times=2, seconds=1)
    await house.start()
    await ada.send("/things")
    await ada.next_message()
    house.standin.faults.add("unauthorized", "getUpdates")
    await ada.send("/things")
    await house.standin.wait_for(lambda: house.told)
    assert house.standin.token not in caplog.text + capsys.readouterr().out


@pytest.mark.parametrize(
    ("payload", "text"),
    [
        (b'{"ok": true, "result": {"text": "d\\u00e9j\\u00e0 \\ud83d\\ude00"}}', "déjà \U0001f600"),
        (b'{"ok": true, "result": {"text": "half \\ud83d"}}', "half \ud83d"),
        (b'{"ok": true, "result": {"text": "cut \xc3"}}', "cut \ufffd"),
    ],
)
def test_an_answer_is_read_as_the_library_reads_it(payload: bytes, text: str) -> None:
    assert Transport.parse_json_payload(payload) == BaseRequest.parse_json_payload(payload)
    assert Transport.parse_json_payload(payload)["result"]["text"] == text


def test_an_answer_that_is_no_json_is_the_library_s_error() -> None:
    with pytest.raises(TelegramError, match="Invalid server response"):
        Transport.parse_json_payload(b"<html>")
