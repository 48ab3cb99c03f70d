"""When and how an interaction may be answered, by hand and with Discord's codes."""

from typing import Any

import pytest

from bot.sandbox.discord import DiscordStandIn, Interaction, Person
from bot.sandbox.discord.interaction import AUTOCOMPLETE, COMMAND, COMPONENT, SUBMIT
from bot.sandbox.discord.records import Message
from tests.platforms.standins.discord.rig import Api, HandClock, wrong

SAY: dict[str, Any] = {"type": 4, "data": {"content": "hello"}}
MODAL: dict[str, Any] = {
    "custom_id": "m",
    "title": "New session",
    "components": [
        {"type": 18, "label": "Name", "component": {"type": 4, "custom_id": "name", "style": 1}},
    ],
}


@pytest.fixture
def ada(standin: DiscordStandIn) -> Person:
    return standin.add_person("Ada Example")


class Acts:
    """Opens interactions of any kind and answers them by hand."""

    def __init__(self, standin: DiscordStandIn, ada: Person, api: Api) -> None:
        self.standin, self.ada, self.api = standin, ada, api
        self.channel = next(iter(standin.world.guild.channels.values()))

    def open(self, kind: int = COMMAND, source: Message | None = None) -> Interaction:
        data = {"id": "1", "name": "x", "type": 1, "custom_id": "x", "component_type": 2}
        return self.standin.interactions.open(kind, self.ada.user, self.channel, data, source)

    async def answer(self, interaction: Interaction, body: object, query: str = "") -> tuple[int, Any]:
        path = f"/interactions/{interaction.id}/{interaction.token}/callback{query}"
        return await self.api("POST", path, body)

    async def hook(
        self, method: str, interaction: Interaction, path: str = "", body: object = None
    ) -> tuple[int, Any]:
        base = f"/webhooks/{self.standin.application_id}/{interaction.token}"
        return await self.api(method, base + path, body)


@pytest.fixture
def acts(standin: DiscordStandIn, ada: Person, api: Api) -> Acts:
    standin.limits.relax()
    return Acts(standin, ada, api)


async def test_second_answer_is_refused(acts: Acts) -> None:
    interaction = acts.open()
    assert await acts.answer(interaction, SAY) == (204, None)
    status, refused = await acts.answer(interaction, SAY)
    assert (status, refused["code"]) == (400, 40060)


async def test_late_answer_is_refused(standin: DiscordStandIn, acts: Acts) -> None:
    standin.interactions.answer_within = 0.02
    interaction = acts.open()
    assert (await interaction.answered()).kind == "no response"
    status, refused = await acts.answer(interaction, SAY)
    assert (status, refused["code"]) == (404, 10062)
    assert interaction.late_answers == 1


async def test_moving_the_clock_makes_no_answer_late(acts: Acts, clock: HandClock) -> None:
    interaction = acts.open()
    clock.forward(seconds=30)
    assert (await acts.answer(interaction, SAY))[0] == 204


async def test_unknown_interaction_is_refused(acts: Acts) -> None:
    interaction = acts.open()
    status, refused = await acts.api("POST", f"/interactions/1/{interaction.token}/callback", SAY)
    assert (status, refused["code"]) == (404, 10062)


async def test_token_dies_after_fifteen_minutes(acts: Acts, clock: HandClock) -> None:
    interaction = acts.open()
    await acts.answer(interaction, SAY)
    clock.forward(minutes=14, seconds=59)
    assert (await acts.hook("POST", interaction, body={"content": "still"}))[0] == 200
    clock.forward(seconds=1)
    for method, path in (("POST", ""), ("PATCH", "/messages/@original"), ("DELETE", "/messages/@original")):
        status, refused = await acts.hook(method, interaction, path, {"content": "too late"})
        assert (status, refused["code"]) == (401, 50027)


async def test_no_follow_up_before_the_first_answer(acts: Acts) -> None:
    status, refused = await acts.hook("POST", acts.open(), body={"content": "x"})
    assert (status, refused["code"]) == (404, 10015)


@pytest.mark.parametrize(
    ("kind", "answer"),
    [(COMMAND, 6), (COMMAND, 7), (COMMAND, 8), (AUTOCOMPLETE, 4), (SUBMIT, 9), (SUBMIT, 7), (COMPONENT, 8)],
)
async def test_answer_of_the_wrong_kind_is_refused(acts: Acts, kind: int, answer: int) -> None:
    status, refused = await acts.answer(acts.open(kind), {"type": answer, "data": {}})
    assert (status, wrong(refused)) == (400, {"type": "BASE_TYPE_CHOICES"})


async def test_refused_answer_can_be_given_again(acts: Acts) -> None:
    interaction = acts.open()
    status, refused = await acts.answer(interaction, {"type": 4, "data": {"content": "x" * 2001}})
    assert (status, wrong(refused)) == (400, {"data.content": "BASE_TYPE_MAX_LENGTH"})
    assert (await acts.answer(interaction, SAY))[0] == 204


async def test_callback_tells_what_it_made(acts: Acts) -> None:
    interaction = acts.open()
    _, told = await acts.answer(interaction, SAY, "?with_response=1")
    assert told["interaction"]["response_message_id"] == told["resource"]["message"]["id"]
    assert told["resource"]["type"] == 4


async def test_ephemeral_is_fixed_by_the_deferral(acts: Acts) -> None:
    interaction = acts.open()
    await acts.answer(interaction, {"type": 5, "data": {"flags": 64}})
    _, edited = await acts.hook("PATCH", interaction, "/messages/@original", {"content": "x", "flags": 0})
    assert edited["flags"] & 64
    public = acts.open()
    await acts.answer(public, {"type": 5})
    _, filled = await acts.hook("POST", public, body={"content": "x", "flags": 64})
    assert not filled["flags"] & 64
    assert public.followups == []


async def test_deferral_carries_no_other_flag(acts: Acts) -> None:
    status, refused = await acts.answer(acts.open(), {"type": 5, "data": {"flags": 1 << 15}})
    assert (status, wrong(refused)) == (400, {"data.flags": "BASE_TYPE_CHOICES"})


async def test_deferred_answer_becomes_v2_by_editing(standin: DiscordStandIn, acts: Acts) -> None:
    interaction = acts.open()
    await acts.answer(interaction, {"type": 5})
    body = {"flags": 1 << 15, "components": [{"type": 10, "content": "words"}]}
    status, edited = await acts.hook("PATCH", interaction, "/messages/@original", body)
    assert (status, edited["flags"]) == (200, 1 << 15)
    assert interaction.original is not None
    assert not interaction.original.loading


async def test_ephemeral_answer_is_nothing_the_api_shows(acts: Acts) -> None:
    interaction = acts.open()
    await acts.answer(interaction, {"type": 4, "data": {"content": "x", "flags": 64}})
    assert interaction.original is not None
    path = f"/channels/{acts.channel.id}/messages"
    status, refused = await acts.api("GET", f"{path}/{interaction.original.id}")
    assert (status, refused["code"]) == (404, 10008)
    assert (await acts.api("GET", path))[1] == []
    assert (await acts.hook("GET", interaction, "/messages/@original"))[1]["content"] == "x"


async def test_deleted_answer_is_gone(acts: Acts) -> None:
    interaction = acts.open()
    await acts.answer(interaction, SAY)
    _, follow_up = await acts.hook("POST", interaction, body={"content": "more"})
    for message_id in ("@original", follow_up["id"]):
        assert (await acts.hook("DELETE", interaction, f"/messages/{message_id}"))[0] == 204
        status, refused = await acts.hook("GET", interaction, f"/messages/{message_id}")
        assert (status, refused["code"]) == (404, 10008)


async def test_button_on_a_deleted_message_cannot_update_it(standin: DiscordStandIn, acts: Acts) -> None:
    first = acts.open()
    await acts.answer(first, SAY)
    assert first.original is not None
    interaction = acts.open(COMPONENT, first.original)
    standin.posts.delete(first.original)
    status, refused = await acts.answer(interaction, {"type": 7, "data": {"content": "x"}})
    assert (status, refused["code"]) == (404, 10008)


async def test_click_that_is_only_acknowledged(acts: Acts) -> None:
    first = acts.open()
    await acts.answer(first, SAY)
    interaction = acts.open(COMPONENT, first.original)
    await acts.answer(interaction, {"type": 6})
    assert (await interaction.answered(0.05)).kind == "acknowledged"


@pytest.mark.parametrize(
    ("choices", "place"),
    [
        ([{"name": "x", "value": "y"}] * 26, "data.choices"),
        ([{"name": "x" * 101, "value": "y"}], "data.choices.0.name"),
        ([{"name": "x", "value": "y" * 101}], "data.choices.0.value"),
        ([{"name": "", "value": "y"}], "data.choices.0.name"),
    ],
)
async def test_choices_have_limits(acts: Acts, choices: list[object], place: str) -> None:
    _, refused = await acts.answer(acts.open(AUTOCOMPLETE), {"type": 8, "data": {"choices": choices}})
    assert list(wrong(refused)) == [place]


def label(inner: dict[str, Any], **more: object) -> dict[str, Any]:
    return {"type": 18, "label": "Label", "component": {"custom_id": "x", **inner}, **more}


def options(number: int) -> list[dict[str, str]]:
    return [{"label": f"o{each}", "value": f"v{each}"} for each in range(number)]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"title": "x" * 46}, "data.title"),
        ({"custom_id": "x" * 101}, "data.custom_id"),
        ({"components": []}, "data.components"),
        ({"components": [{"type": 10, "content": "x"}] * 6}, "data.components"),
        ({"components": [{"type": 17, "components": []}]}, "data.components.0.type"),
        ({"components": [label({"type": 2, "style": 1})]}, "data.components.0.component.type"),
        ({"components": [label({"type": 4, "style": 1}, label="x" * 46)]}, "data.components.0.label"),
        (
            {"components": [label({"type": 4, "style": 1}, description="x" * 101)]},
            "data.components.0.description",
        ),
        (
            {"components": [label({"type": 4, "style": 1, "max_length": 4001})]},
            "data.components.0.component.max_length",
        ),
        (
            {"components": [label({"type": 4, "style": 1, "value": "xxx", "max_length": 2})]},
            "data.components.0.component.value",
        ),
        (
            {"components": [label({"type": 4, "style": 1, "label": "x"})]},
            "data.components.0.component.label",
        ),
        ({"components": [label({"type": 21, "options": options(1)})]}, "data.components.0.component.options"),
        (
            {"components": [label({"type": 21, "options": options(11)})]},
            "data.components.0.component.options",
        ),
        (
            {"components": [label({"type": 22, "options": options(11)})]},
            "data.components.0.component.options",
        ),
        ({"components": [label({"type": 19, "max_values": 11})]}, "data.components.0.component.max_values"),
        (
            {"components": [label({"type": 3, "options": options(1), "disabled": True})]},
            "data.components.0.component.disabled",
        ),
        (
            {"components": [label({"type": 23}), label({"type": 23})]},
            "data.components.1.component.custom_id",
        ),
    ],
)
async def test_modal_has_limits(acts: Acts, change: dict[str, Any], place: str) -> None:
    status, refused = await acts.answer(acts.open(), {"type": 9, "data": MODAL | change})
    assert status == 400, refused
    assert list(wrong(refused)) == [place]


async def test_modal_within_its_limits_is_opened(standin: DiscordStandIn, acts: Acts) -> None:
    parts = [
        label({"type": 4, "style": 2, "max_length": 4000, "placeholder": "x" * 100}, label="x" * 45),
        label({"type": 21, "custom_id": "a", "options": options(10)}, description="x" * 100),
        label({"type": 22, "custom_id": "b", "options": options(10), "max_values": 10}),
        label({"type": 23, "custom_id": "c"}),
        label({"type": 19, "custom_id": "d", "max_values": 10}),
    ]
    interaction = acts.open()
    modal = MODAL | {"title": "x" * 45, "components": parts}
    status, refused = await acts.answer(interaction, {"type": 9, "data": modal})
    assert status == 204, refused
    assert standin.violations == []
    assert (await interaction.answered()).kind == "modal"
