"""One number ties a platform's event to its change, its notices and their delivery (issue: observability)."""

import io
import json

import pytest
from sqlalchemy import select

from bot import logs
from bot.config.settings import Log
from core.people.model import Platform
from storage.tables import outbox
from storage.unit_of_work import Work
from tests.config.test_logs import _as_before
from tests.journeys.test_pausing import on
from tests.journeys.world import World

AS_BEFORE = _as_before
"""Leaves the process's log as it was found."""


def listed(uow: Work) -> list[tuple[int, str]]:
    rows = uow.scope.connection.execute(select(outbox.c.id, outbox.c.kind, outbox.c.correlation))
    return [(row.id, row.correlation) for row in rows if row.kind == "AdminChanged"]


@pytest.mark.parametrize("platform", Platform)
async def test_an_input_is_followed_to_the_delivery_of_what_it_owes(world: World, platform: Platform) -> None:
    stream = io.StringIO()
    logs.configure(Log(level="DEBUG", format="json"), (), stream)
    boss, new = on(world, platform, "Bo Boss", admin=True), on(world, platform, "Ned New")
    await world.open()
    await new.do("home")
    person = new.person if platform is Platform.DISCORD else new.name  # type: ignore[attr-defined]  # Discord's own
    await boss.do("admin add", {"person": person})
    await new.told("You are an admin now")
    await world.app.caught_up()
    told = [json.loads(line) for line in stream.getvalue().splitlines()]
    (number,) = {
        one["correlation"]
        for one in told
        if (one["event"], one.get("command"), one.get("outcome")) == ("handled", "admin add", "done")
    }
    database = world.app.engine.database
    audited = (await database.read(lambda uow: uow.audit.recent(1, 10))).items
    assert [one.correlation for one in audited if one.action == "admin.make"] == [number]
    ((row, correlation),) = await database.read(listed)  # type: ignore[arg-type]  # storage's own unit of work
    assert correlation == number
    sent = [one for one in told if one["event"] == "sent" and one.get("outbox") == row]
    assert [(one["correlation"], one["platform"]) for one in sent] == [(number, platform.value)]
