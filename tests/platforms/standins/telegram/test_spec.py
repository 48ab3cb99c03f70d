"""The check against Telegram's own description finds what is wrong and lets pass what is right."""

import json

import pytest
from aiohttp import ClientSession
from telegram import Bot

from bot.sandbox.telegram.call import Call, Upload
from bot.sandbox.telegram.people import Person
from bot.sandbox.telegram.server import TelegramStandIn
from bot.sandbox.telegram.spec import Spec
from tests.platforms.standins.telegram.conftest import SPEC


@pytest.fixture(scope="module")
def spec() -> Spec:
    return Spec.load(SPEC)


BUTTON = {"text": "x", "callback_data": "x"}
WRONG = [
    ("sendMessage", {"chat_id": "1"}, "text is missing"),
    ("sendMessage", {"chat_id": "1", "text": "x", "colour": "red"}, "colour: no such parameter"),
    ("sendMessage", {"chat_id": "1", "text": "x", "protect_content": "maybe"}, "'maybe' is no Boolean"),
    ("sendMessage", {"chat_id": "1", "text": "x", "reply_markup": "{"}, "not JSON"),
    (
        "sendMessage",
        {"chat_id": "1", "text": "x", "reply_markup": {"inline_keyboard": [BUTTON]}},
        "is no array",
    ),
    (
        "sendMessage",
        {"chat_id": "1", "text": "x", "reply_markup": {"inline_keyboard": [[{"text": 7}]]}},
        "reply_markup.inline_keyboard[0][0].text: 7 is no String",
    ),
    ("editMessageText", {"text": "x", "message_id": "7.5"}, "'7.5' is no Integer"),
    ("setMyCommands", {"commands": [{"command": "a"}]}, "BotCommand.description is missing"),
    (
        "setMyCommands",
        {"commands": [], "scope": {"type": "chat_member", "chat_id": 1}},
        "BotCommandScopeChatMember.user_id is missing",
    ),
    ("sendMediaGroup", {"chat_id": "1", "media": [{"type": "photo"}]}, "InputMediaPhoto.media is missing"),
    ("sendPhoto", {"chat_id": "1"}, "photo is missing"),
    ("sendPigeon", {}, "no such method"),
]


@pytest.mark.parametrize(("method", "params", "problem"), WRONG, ids=[problem for *_, problem in WRONG])
def test_what_is_wrong_is_found(spec: Spec, method: str, params: dict[str, object], problem: str) -> None:
    sent: dict[str, object] = {
        name: value if isinstance(value, str) else json.dumps(value) for name, value in params.items()
    }
    assert [problem in found for found in spec.call_problems(Call(method, sent))] == [True]


def test_what_is_right_passes_in_every_form(spec: Spec) -> None:
    markup = {"inline_keyboard": [[BUTTON]]}
    form = {"chat_id": "1", "text": "x", "reply_markup": json.dumps(markup), "protect_content": "True"}
    native = {"chat_id": "@channel", "text": "x", "reply_markup": markup, "protect_content": True}
    uploads = {"photo": Upload("a.png", None, b"x")}
    media = [{"type": "photo", "media": "attach://a"}, {"type": "video", "media": "attach://b"}]
    calls = [
        Call("sendMessage", dict(form)),
        Call("sendMessage", dict(native), as_form=False),
        Call("sendPhoto", {"chat_id": "1"}, uploads),
        Call("sendPhoto", {"chat_id": "1", "photo": "BQAC"}),
        Call("sendMediaGroup", {"chat_id": "1", "media": json.dumps(media)}),
        Call("getupdates", {"offset": "-1", "allowed_updates": "[]"}),
    ]
    assert [problem for call in calls for problem in spec.call_problems(call)] == []


def test_a_wrong_answer_is_found(spec: Spec) -> None:
    spec.check_answer("getMe", {"id": 1, "is_bot": True})
    assert spec.answer_violations == ["getMe: User.first_name is missing"]


async def test_the_standin_collects_violations_and_unknown_calls(
    standin: TelegramStandIn, bot: Bot, ada: Person
) -> None:
    async with ClientSession() as session:
        address = f"{standin.api_url}{standin.token}"
        async with session.post(
            f"{address}/sendMessage", json={"chat_id": ada.id, "text": "x", "why": 1}
        ) as sent:
            assert sent.status == 200
        async with session.get(f"{address}/sendDice?chat_id={ada.id}") as answer:
            assert (answer.status, (await answer.json())["ok"]) == (404, False)
    assert standin.violations == ["sendMessage.why: no such parameter"]
    assert standin.unknown_calls == ["sendDice"]
    standin.violations.clear()
    standin.unknown_calls.clear()
