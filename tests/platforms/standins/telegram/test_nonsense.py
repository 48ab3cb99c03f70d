"""Whatever a method is called with, it is done or refused as Telegram refuses; it never breaks."""

import asyncio
import inspect
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sandbox.telegram.call import Call, Upload
from bot.sandbox.telegram.errors import ApiError
from bot.sandbox.telegram.methods import METHODS
from bot.sandbox.telegram.server import TelegramStandIn
from bot.sandbox.telegram.spec import Spec
from bot.sandbox.telegram.world import FIRST_USER_ID
from tests.platforms.standins.telegram.conftest import SPEC

DESCRIBED = Spec.load(SPEC)
MENTIONED = sorted({name for method in METHODS for name in DESCRIBED.methods[method].fields})
NESTED = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 10)
    | st.sampled_from(["", "photo", "chat", "bold", "attach://x"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*MENTIONED, "type"]), inner),
    max_leaves=8,
)
VALUES = NESTED | st.sampled_from(
    [str(FIRST_USER_ID), "1", "-1", "[]", "{}", "{", "<b>x", "HTML", "/x", "typing"]
)


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=25)
@given(data=st.data())
def test_nonsense_never_breaks_a_method(method: str, data: st.DataObject) -> None:
    standin = TelegramStandIn(lambda: datetime(2031, 5, 1, tzinfo=UTC), seed=1)
    ada = standin.person("Ada Example", started=True)
    standin.world.post(ada.chat, standin.world.bot, text="first")
    names = sorted(DESCRIBED.methods[method].fields)
    params: dict[str, object] = data.draw(
        st.dictionaries(st.sampled_from(names), VALUES) if names else st.just({})
    )
    if "chat_id" in names and data.draw(st.booleans()):
        params["chat_id"] = ada.id
    call = Call(method, params, {"photo": Upload("x", None, b"x")}, as_form=False)
    call.params["timeout"] = 0
    with suppress(ApiError):
        result = METHODS[method](standin.state, call)
        if inspect.isawaitable(result):
            asyncio.run(_finish(result))


async def _finish(result: object) -> None:
    if inspect.isawaitable(result):
        await result
