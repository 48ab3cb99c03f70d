"""What does not fit Discord's description is named with its place."""

import pytest

from bot.sandbox.discord import DiscordStandIn
from bot.sandbox.discord.server import ROUTES
from bot.sandbox.discord.spec import Spec
from tests.platforms.standins.discord.rig import SPEC, Api

SEND = "/channels/{channel_id}/messages"


@pytest.fixture(scope="module")
def spec() -> Spec:
    return Spec(SPEC)


def test_every_imitated_route_is_in_the_description(spec: Spec) -> None:
    unknown = [route for route in ROUTES if not spec.describes(route.method, route.template)]
    assert unknown == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"content": "x"}, []),
        ({"content": 1}, ["$.content: 1 is not of type 'string', 'null'"]),
        ({"allowed_mentions": {"users": [123]}}, []),
        ({"allowed_mentions": {"users": [True]}}, ["$.allowed_mentions.users[0]: "]),
        (
            {"components": [{"type": 1, "components": [{"type": 2, "style": 9, "label": "x"}]}]},
            ["$.components[0].components[0].style: 9 is not one of"],
        ),
        ({"components": [{"type": 10}]}, ["$.components[0]: 'content' is a required property"]),
    ],
)
def test_violation_is_told_with_its_place(spec: Spec, body: object, found: list[str]) -> None:
    told = spec.violations("POST", SEND, body)
    assert len(told) == len(found), told
    for one, start in zip(told, found, strict=True):
        assert one.startswith(start)


async def test_violations_are_collected(standin: DiscordStandIn, api: Api) -> None:
    channel = next(iter(standin.world.guild.channels))
    await api("POST", f"/channels/{channel}/messages", {"content": "x", "flags": "many"})
    where = f"POST /channels/{channel}/messages"
    by_description, by_hand = standin.violations
    assert by_description == f"{where} $.flags: 'many' is not of type 'integer', 'null'"
    assert by_hand.startswith(f"{where} was not understood")
