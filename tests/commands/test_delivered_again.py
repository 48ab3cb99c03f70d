"""A second delivery hears what the first one did, though what it asked for is no longer possible."""

from datetime import timedelta

from bot.dialog.asking import Asking, Do, Step
from bot.dialog.incoming import Incoming, Invoke, Place, Pressed, Typed
from bot.dialog.view import Press
from core.groups.model import LinkKind
from core.sessions import announcing, attending
from core.sessions.model import Mode, SessionForm
from tests.commands.town import KEYS, Somebody, Town, text_of


async def twice(somebody: Somebody, what: Invoke | Pressed | Typed) -> str:
    """One input, delivered twice; what was read, the same both times."""
    place = Place("chat", private=True)
    incoming = Incoming(f"twice-{next(KEYS)}", somebody.identity, place, what)
    first = await somebody.town.engine.handle(incoming)
    again = await somebody.town.engine.handle(incoming)
    assert again.body == first.body
    somebody.reply = first
    return text_of(first.body)


async def sealed(somebody: Somebody, what: Press | Step) -> str:
    """A button's token."""
    sealer = somebody.town.engine.sealer(somebody.id)
    token = sealer.seal(what)
    await sealer.keep()
    return token


async def joined(town: Town) -> Somebody:
    """A learner in a session called One."""
    grace, ada, group = (
        await town.person("Grace Specimen"),
        await town.person("Ada Example"),
        await town.group(),
    )
    await town.link(grace, group, LinkKind.MENTOR)
    await town.link(ada, group)
    start = town.clock.now() + timedelta(days=2)
    form = SessionForm(group.id, "One", "", Mode.ONLINE, start, start + timedelta(hours=1), None, None, 1)
    made = await grace.acts(announcing.announce, form)
    if made.status.value == "PENDING_APPROVAL":
        admin = await town.person("Margo Admin", admin=True)
        await admin.do_button("session-approve", session=made.id)
    await ada.acts(attending.join, made.id)
    return ada


async def test_leaving_by_name(town: Town) -> None:
    ada = await joined(town)
    assert "You left One" in await twice(ada, Invoke("session leave", {"session": "One"}))


async def test_typing_the_last_answer(town: Town) -> None:
    admin = await town.person("Margo Admin", admin=True)
    asked = await admin.begin("group create", description="-")
    body = await admin.send_typed("Python")
    while isinstance(body, Asking) and body.questions[0].param != "telegram_chat":
        body = await admin.answer(body, "", Do.SKIP)
    assert isinstance(body, Asking), asked
    assert "Group 1 is there: Python" in await twice(admin, Typed("-1001234567890"))


async def test_searching(town: Town) -> None:
    ada = await joined(town)
    token = await sealed(ada, Press("find-sessions", {"search": "One", "mode": "ONLINE"}))
    asked = await ada.send(Pressed(token))
    assert isinstance(asked, Asking)
    step = Step(asked.draft_id, asked.version, Do.SKIP, asked.questions[0].param)
    assert "One" in await twice(ada, Pressed(await sealed(ada, step)))


async def test_a_code_that_was_made(town: Town) -> None:
    ada = await town.person("Ada Example")
    first = await twice(ada, Invoke("link"))
    assert await twice(ada, Invoke("link")) != first


async def test_cancelling(town: Town) -> None:
    admin = await town.person("Margo Admin", admin=True)
    asked = await admin.begin("group create")
    step = Step(asked.draft_id, asked.version, Do.CANCEL)
    assert "Cancelled" in await twice(admin, Pressed(await sealed(admin, step)))
    await admin.begin("group create")
    assert "Cancelled" in await twice(admin, Invoke("cancel"))
