"""The page's way in: acting as people over HTTP, and the stream of changes."""

import base64
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.sandbox.discord import DiscordStandIn, Person
from tests.platforms.standins.discord.example import ExampleBot
from tests.platforms.standins.discord.rig import Api, Bot, HandClock, Login

Page = Callable[..., Awaitable[tuple[int, Any]]]


@pytest.fixture
async def bot(login: Login) -> Bot:
    return await login(ExampleBot())


@pytest.fixture
def ada(standin: DiscordStandIn) -> Person:
    return standin.add_person("Ada Example")


@pytest.fixture
async def page(standin: DiscordStandIn) -> AsyncIterator[Page]:
    async with aiohttp.ClientSession(standin.base_url) as session:

        async def ask(method: str, path: str, body: object = None, **query: str) -> tuple[int, Any]:
            async with session.request(method, f"/client/{path}", json=body, params=query) as response:
                return response.status, await response.json()

        yield ask


def general(standin: DiscordStandIn) -> str:
    return next(iter(standin.world.guild.channels))


async def test_state_tells_who_sees_what(standin: DiscordStandIn, bot: Bot, page: Page) -> None:
    _, role = await page("POST", "roles", {"name": "Mentors"})
    _, hidden = await page("POST", "channels", {"name": "mentors", "visible_to": [role["id"]]})
    _, ada = await page("POST", "users", {"name": "Ada Example", "locale": "fr", "roles": [role["id"]]})
    _, linus = await page("POST", "users", {"name": "Linus Sample"})
    _, state = await page("GET", "state")
    channels = {each["id"]: each for each in state["guilds"][0]["channels"]}
    assert ada["id"] in channels[hidden["id"]]["seen_by"]
    assert linus["id"] not in channels[hidden["id"]]["seen_by"]
    assert state["bot"]["online"]
    assert {"Ada Example", "Linus Sample"} <= {user["display_name"] for user in state["users"]}
    assert state["guilds"][0]["members"][ada["id"]] == [role["id"]]
    await page("PATCH", f"users/{ada['id']}", {"roles": [], "locale": "de", "dms_open": False})
    user = standin.world.users[ada["id"]]
    assert (user.locale, user.dms_open) == ("de", False)
    assert standin.world.guild.members[ada["id"]].roles == []


async def test_whole_conversation(standin: DiscordStandIn, bot: Bot, ada: Person, page: Page) -> None:
    channel = general(standin)
    me = {"as": ada.id, "channel": channel}
    _, commands = await page("GET", "commands", **me)
    assert [each["name"] for each in commands["slash"]] == ["session"]
    assert [each["name"] for each in commands["user"]] == ["Book this mentor"]
    _, typed = await page(
        "POST", "autocomplete", me | {"path": "session show", "focused": ["session", "Alg"]}
    )
    assert typed["choices"] == [{"name": "Algebra", "value": "12"}]
    _, shown = await page("POST", "slash", me | {"path": "session show", "options": {"session": "12"}})
    assert shown["kind"] == "message"
    message = shown["message"]["id"]
    _, pressed = await page("POST", "press", me | {"message": message, "custom_id": "join:7"})
    assert "joined" in json.dumps(pressed["message"])
    _, chosen = await page(
        "POST", "choose", me | {"message": message, "custom_id": "when:7", "values": ["1"]}
    )
    assert chosen["kind"] in ("deferred", "message")
    _, menu = await page("POST", "menu", me | {"name": "Book this mentor", "user": ada.id})
    assert menu["message"]["content"] == "booking Ada Example"
    assert menu["message"]["ephemeral"]


async def test_modal_is_opened_and_submitted(
    standin: DiscordStandIn, bot: Bot, ada: Person, page: Page
) -> None:
    _, opened = await page("POST", "slash", {"as": ada.id, "path": "session create"})
    assert opened["modal"]["title"] == "New session"
    values = {"name": "Algebra", "level": "Deep", "days": ["Monday"], "agreed": True}
    _, answer = await page(
        "POST", "submit", {"as": ada.id, "interaction": opened["interaction"], "values": values}
    )
    assert answer["message"]["content"] == "Algebra / Deep / ['Monday'] / True / "
    _, again = await page("GET", "answer", interaction=answer["interaction"])
    assert again == answer


async def test_ephemeral_messages_are_shown_to_their_person_only(
    standin: DiscordStandIn, bot: Bot, ada: Person, page: Page
) -> None:
    linus = standin.add_person("Linus Sample")
    await page("POST", "menu", {"as": ada.id, "name": "Book this mentor", "user": linus.id})
    _, hers = await page("GET", "messages", **{"as": ada.id, "channel": general(standin)})
    _, his = await page("GET", "messages", **{"as": linus.id, "channel": general(standin)})
    assert [each["content"] for each in hers["messages"]] == ["booking Linus Sample"]
    assert his["messages"] == []


async def test_messages_come_in_pages(standin: DiscordStandIn, ada: Person, page: Page) -> None:
    channel = general(standin)
    for number in range(5):
        await page("POST", "message", {"as": ada.id, "channel": channel, "text": str(number)})
    me = {"as": ada.id, "channel": channel, "limit": "3"}
    _, newest = await page("GET", "messages", **me)
    _, older = await page("GET", "messages", before=newest["messages"][0]["id"], **me)
    assert [each["content"] for each in newest["messages"]] == ["2", "3", "4"]
    assert [each["content"] for each in older["messages"]] == ["0", "1"]
    assert (newest["more"], older["more"]) == (True, False)


async def test_file_can_be_given(
    standin: DiscordStandIn, bot: Bot, ada: Person, page: Page, api: Api
) -> None:
    command = {
        "name": "upload",
        "description": "A file",
        "options": [{"type": 11, "name": "file", "description": "x"}],
    }
    await api("POST", f"/applications/{standin.application_id}/commands", command)
    standin.interactions.answer_within = 0.2
    file = {"filename": "a.txt", "base64": base64.b64encode(b"hello").decode()}
    _, told = await page("POST", "slash", {"as": ada.id, "path": "upload", "options": {"file": file}})
    assert told["kind"] == "no response"
    data: Any = bot.interactions[-1].data
    url = next(iter(data["resolved"]["attachments"].values()))["url"]
    async with api.session.get(url) as response:
        assert await response.read() == b"hello"


@pytest.mark.parametrize(
    ("path", "body", "status", "why"),
    [
        ("slash", {"as": "Ada Example", "path": "nothing"}, 409, "no command"),
        ("slash", {"as": "Nobody", "path": "x"}, 400, "no user"),
        (
            "press",
            {"as": "Ada Example", "channel": "1", "message": "1", "custom_id": "x"},
            409,
            "Unknown Channel",
        ),
        ("submit", {"as": "Ada Example", "interaction": "1"}, 409, "gone"),
        ("users", {"name": " "}, 409, "1 to 32"),
        ("faults", {"kind": "earthquake"}, 409, "no fault"),
        ("faults", {"kind": "5xx", "colour": "red"}, 400, "colour"),
    ],
)
async def test_what_cannot_be_done_is_said(
    ada: Person, page: Page, path: str, body: object, status: int, why: str
) -> None:
    answered, told = await page("POST", path, body)
    assert (answered, why in told["error"]) == (status, True), told


async def test_only_json_is_taken(standin: DiscordStandIn, api: Api) -> None:
    async with api.session.post(standin.base_url + "/client/users", data="{}") as response:
        assert response.status == 415


async def test_changes_are_streamed_to_those_who_may_see_them(
    standin: DiscordStandIn, bot: Bot, ada: Person, api: Api
) -> None:
    linus = standin.add_person("Linus Sample")
    address = f"{standin.base_url}/client/events?as="
    streams = [await api.session.get(address + each) for each in (ada.id, linus.id, "*")]
    for stream in streams:
        assert await stream.content.readline() == b": open\n"
    await (await ada.use_on_user("Book this mentor", linus)).answered()
    await linus.say(standin.world.guild.channels[general(standin)], "for all")
    seen = [await kinds_until_message(stream) for stream in streams]
    assert seen == [["interaction", "message"], ["message"], ["interaction", "message"]]
    for stream in streams:
        stream.close()


async def kinds_until_message(stream: aiohttp.ClientResponse) -> list[str]:
    kinds: list[str] = []
    while "message" not in kinds:
        line = await stream.content.readline()
        if line.startswith(b"data: "):
            kinds.append(json.loads(line[6:])["type"])
    return kinds


async def test_faults_and_exchanges_over_http(
    standin: DiscordStandIn, bot: Bot, ada: Person, page: Page, api: Api
) -> None:
    await page("POST", "faults", {"kind": "5xx", "where": "GET /users/@me", "times": 1, "status": 502})
    assert [(await api("GET", "/users/@me"))[0] for _ in range(2)] == [502, 200]
    await api("GET", "/nowhere")
    _, found = await page("GET", "exchanges", limit="2")
    assert [each["status"] for each in found["exchanges"]] == [200, 502]
    assert found["unknown_calls"] == ["GET /nowhere"]
    await page("POST", "faults", {"kind": "401"})
    await page("DELETE", "faults")
    assert (await api("GET", "/users/@me"))[0] == 200
    await page("POST", "faults", {"kind": "reconnect"})
    await standin.until(lambda: standin.gateway.resumes)


async def test_everything_works_below_a_prefix(clock: HandClock) -> None:
    standin = DiscordStandIn(clock)
    outer = web.Application()
    outer.add_subapp("/play/discord", standin.application())
    runner = web.AppRunner(outer)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    base = f"http://{host}:{port}/play/discord"
    async with aiohttp.ClientSession(headers={"Authorization": f"Bot {standin.token}"}) as session:
        async with session.get(f"{base}/api/v10/gateway/bot") as response:
            address = (await response.json())["url"]
        assert address == base.replace("http", "ws") + "/gateway"
        async with session.ws_connect(address) as socket:
            await socket.receive_json()
            await socket.send_json({"op": 2, "d": {"token": standin.token, "intents": 1, "properties": {}}})
            ready = await socket.receive_json()
        assert ready["d"]["resume_gateway_url"] == address
        async with session.get(f"{base}/client/state") as response:
            assert response.status == 200
    await runner.cleanup()
