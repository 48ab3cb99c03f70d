"""Every documented limit of a message is refused with Discord's code, and its edge is accepted."""

from typing import Any

import pytest

from bot.sandbox.discord import DiscordStandIn
from tests.platforms.standins.discord.rig import Api, wrong

V2 = 1 << 15
Body = dict[str, Any]


def button(number: int = 1, **more: object) -> Body:
    return {"type": 2, "style": 1, "label": f"b{number}", "custom_id": f"id{number}", **more}


def row(*parts: Body) -> Body:
    return {"type": 1, "components": list(parts)}


def menu(options: int = 1, **more: object) -> Body:
    made = [{"label": f"o{number}", "value": f"v{number}"} for number in range(options)]
    return {"type": 3, "custom_id": "menu", "options": made, **more}


def text(content: str = "words") -> Body:
    return {"type": 10, "content": content}


def v2(*parts: Body, **more: object) -> Body:
    return {"flags": V2, "components": list(parts), **more}


def legacy(*parts: Body) -> Body:
    return {"content": "words", "components": [row(*parts)]}


GOOD: dict[str, Body] = {
    "content": {"content": "x" * 2000},
    "code points": {"content": "😀" * 2000},
    "embeds": {"embeds": [{"title": "x" * 256, "description": "y" * 344} for _ in range(10)]},
    "buttons": legacy(*(button(number) for number in range(5))),
    "rows": {"content": "x", "components": [row(button(number)) for number in range(5)]},
    "options": legacy(menu(25, placeholder="p" * 150, min_values=0, max_values=25)),
    "custom id": legacy(button(custom_id="x" * 100, label="y" * 80)),
    "link": legacy({"type": 2, "style": 5, "label": "x", "url": "https://example.org/" + "x" * 492}),
    "texts": v2(text("x" * 3000), text("y" * 1000)),
    "forty": v2({"type": 17, "components": [text() for _ in range(39)]}),
    "section": v2({"type": 9, "components": [text(), text(), text()], "accessory": button()}),
    "gallery": v2({"type": 12, "items": [{"media": {"url": "https://example.org/a.png"}}] * 10}),
    "separator": v2(text(), {"type": 14, "divider": True, "spacing": 2}),
}
OPTION = {"label": "x", "value": "y"}
BAD: dict[str, tuple[Body, str, str]] = {
    "content": ({"content": "x" * 2001}, "content", "BASE_TYPE_MAX_LENGTH"),
    "nonce": ({"content": "x", "nonce": "n" * 26}, "nonce", "BASE_TYPE_MAX_LENGTH"),
    "eleven embeds": ({"embeds": [{"title": "x"}] * 11}, "embeds", "BASE_TYPE_MAX_LENGTH"),
    "embed title": ({"embeds": [{"title": "x" * 257}]}, "embeds.0.title", "BASE_TYPE_MAX_LENGTH"),
    "embed size": ({"embeds": [{"description": "x" * 3001}] * 2}, "embeds", "MAX_EMBED_SIZE_EXCEEDED"),
    "embed field": (
        {"embeds": [{"fields": [{"name": "x", "value": "y" * 1025}]}]},
        "embeds.0.fields.0.value",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "six rows": (
        {"content": "x", "components": [row(button(number)) for number in range(6)]},
        "components",
        "BASE_TYPE_MAX_LENGTH",
    ),
    "six buttons": (
        legacy(*(button(number) for number in range(6))),
        "components.0.components",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "empty row": (legacy(), "components.0.components", "BASE_TYPE_BAD_LENGTH"),
    "menu beside a button": (
        legacy(menu(), button()),
        "components.0.components.1",
        "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
    ),
    "26 options": (legacy(menu(26)), "components.0.components.0.options", "BASE_TYPE_BAD_LENGTH"),
    "no options": (legacy(menu(0)), "components.0.components.0.options", "BASE_TYPE_BAD_LENGTH"),
    "same value twice": (
        legacy(menu() | {"options": [OPTION, OPTION]}),
        "components.0.components.0.options.1.value",
        "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
    ),
    "more values than options": (
        legacy(menu(1, max_values=2)),
        "components.0.components.0.max_values",
        "NUMBER_TYPE_MAX",
    ),
    "placeholder": (
        legacy(menu(placeholder="x" * 151)),
        "components.0.components.0.placeholder",
        "BASE_TYPE_MAX_LENGTH",
    ),
    "option label": (
        legacy(menu() | {"options": [{"label": "x" * 101, "value": "y"}]}),
        "components.0.components.0.options.0.label",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "button label": (
        legacy(button(label="x" * 81)),
        "components.0.components.0.label",
        "BASE_TYPE_MAX_LENGTH",
    ),
    "no label": (
        legacy(button(label="")),
        "components.0.components.0.label",
        "BUTTON_COMPONENT_INVALID_LABEL",
    ),
    "custom id": (
        legacy(button(custom_id="x" * 101)),
        "components.0.components.0.custom_id",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "custom id and url": (
        legacy({"type": 2, "style": 5, "label": "x", "url": "https://example.org", "custom_id": "x"}),
        "components.0.components.0.custom_id",
        "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
    ),
    "scheme": (
        legacy({"type": 2, "style": 5, "label": "x", "url": "javascript:alert(1)"}),
        "components.0.components.0.url",
        "URL_TYPE_INVALID_SCHEME",
    ),
    "same custom id twice": (
        v2(row(button(1)), {"type": 17, "components": [row(button(1))]}),
        "components.1.components.0.components.0.custom_id",
        "COMPONENT_CUSTOM_ID_DUPLICATED",
    ),
    "forty-one": (
        v2({"type": 17, "components": [text() for _ in range(38)]}, row(button())),
        "components",
        "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
    ),
    "texts": (
        v2(text("x" * 3000), text("y" * 1001)),
        "components",
        "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
    ),
    "V2 without its flag": ({"components": [text()]}, "components.0.type", "UNION_TYPE_CHOICES"),
    "V2 with content": (
        v2(text(), content="x"),
        "content",
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ),
    "V2 with embeds": (
        v2(text(), embeds=[{"title": "x"}]),
        "embeds",
        "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ),
    "container in a container": (
        v2({"type": 17, "components": [{"type": 17, "components": [text()]}]}),
        "components.0.components.0.type",
        "UNION_TYPE_CHOICES",
    ),
    "section without accessory": (
        v2({"type": 9, "components": [text()]}),
        "components.0.accessory",
        "BASE_TYPE_REQUIRED",
    ),
    "four texts in a section": (
        v2({"type": 9, "components": [text()] * 4, "accessory": button()}),
        "components.0.components",
        "BASE_TYPE_BAD_LENGTH",
    ),
    "empty text": (v2(text("")), "components.0.content", "BASE_TYPE_BAD_LENGTH"),
    "file that was not sent": (
        v2({"type": 13, "file": {"url": "attachment://a.txt"}}),
        "components.0.file.url",
        "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
    ),
    "file from elsewhere": (
        v2({"type": 13, "file": {"url": "https://example.org/a.txt"}}),
        "components.0.file.url",
        "UNFURLED_MEDIA_ITEM_ATTACHMENT_REQUIRED",
    ),
    "alt text": (
        v2({"type": 12, "items": [{"media": {"url": "https://example.org"}, "description": "x" * 1025}]}),
        "components.0.items.0.description",
        "BASE_TYPE_MAX_LENGTH",
    ),
    "ephemeral outside an answer": ({"content": "x", "flags": 64}, "flags", "MESSAGE_FLAGS_INVALID"),
    "answer to nothing": (
        {"content": "x", "message_reference": {"message_id": "1"}},
        "message_reference",
        "REPLIES_UNKNOWN_MESSAGE",
    ),
}


@pytest.fixture
def path(standin: DiscordStandIn) -> str:
    standin.limits.relax()
    return f"/channels/{next(iter(standin.world.guild.channels))}/messages"


@pytest.mark.parametrize("name", GOOD)
async def test_edge_is_accepted(standin: DiscordStandIn, api: Api, path: str, name: str) -> None:
    status, answer = await api("POST", path, GOOD[name])
    assert status == 200, answer
    assert standin.violations == []


@pytest.mark.parametrize("name", BAD)
async def test_limit_is_refused(api: Api, path: str, name: str) -> None:
    body, place, code = BAD[name]
    status, answer = await api("POST", path, body)
    assert status == 400, answer
    assert wrong(answer) == {place: code}


async def test_empty_message_is_refused(api: Api, path: str) -> None:
    assert (await api("POST", path, {"content": ""}))[1]["code"] == 50006


async def test_broken_json_is_refused(standin: DiscordStandIn, api: Api, path: str) -> None:
    headers = {"Authorization": f"Bot {standin.token}", "Content-Type": "application/json"}
    async with api.session.post(standin.api_url + path, data="{", headers=headers) as response:
        assert (await response.json())["code"] == 50109
        assert response.headers["Content-Type"] == "application/json"


async def test_v2_cannot_be_taken_from_a_message(api: Api, path: str) -> None:
    _, made = await api("POST", path, v2(text("first")))
    _, kept = await api("PATCH", f"{path}/{made['id']}", {"components": [text("second")], "flags": 0})
    assert kept["flags"] & V2
    status, refused = await api("PATCH", f"{path}/{made['id']}", {"content": "x"})
    assert status == 400
    assert wrong(refused) == {"content": "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"}


async def test_message_becomes_v2_only_without_its_content(api: Api, path: str) -> None:
    _, made = await api("POST", path, {"content": "first"})
    _, refused = await api("PATCH", f"{path}/{made['id']}", v2(text()))
    assert wrong(refused) == {"content": "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"}
    status, _ = await api("PATCH", f"{path}/{made['id']}", v2(text(), content=None))
    assert status == 200


async def test_components_are_numbered(api: Api, path: str) -> None:
    _, made = await api("POST", path, v2({"type": 17, "id": 2, "components": [text(), {"type": 14}]}, text()))
    container, last = made["components"]
    assert (container["id"], [part["id"] for part in container["components"]], last["id"]) == (2, [1, 3], 4)
