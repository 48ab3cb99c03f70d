"""Views as cards: what they show, Discord's limits, and where the answer to a button appears."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.dialog.asking import Step
from bot.dialog.catalogue import FluentCatalogue
from bot.dialog.incoming import Incoming
from bot.dialog.text import Own, Strong, User
from bot.dialog.view import Action, Field, File, Picture, Press, Row, Style, Tone, View
from bot.discord.face import DiscordFace
from bot.discord.render import card, plain
from bot.discord.wire import Json
from bot.discord.wire import Message as Sending
from bot.sandbox.discord import DiscordStandIn, Person, buttons, texts
from bot.sandbox.discord.checks_message import check_message
from bot.sandbox.discord.forms import Form
from tests.platforms.discord.scripted import ScriptedEngine, Sealer, Start, Tokens, said, shown

WORDS = FluentCatalogue().words("en", "Asia/Kolkata")


def join(number: int, label: str = "Join") -> Action:
    return Action(label, Press("session join", {"session": number}), style=Style.PRIMARY)


def row(number: int, actions: int = 1) -> Row:
    names = ("Join", "Show", "Leave", "Edit", "Clone", "Delete")
    title = (User(f"Session {number}"),)
    return Row(title, ((Own("Tomorrow"),),), tuple(join(number, names[at]) for at in range(actions)))


def made(view: View) -> Sending:
    message = card(view, WORDS, Sealer(Tokens()))
    form = Form()
    body = message.body()
    check_message(form, body, body["flags"])
    assert form.errors == {}
    return message


def listed(message: Sending) -> str:
    found = []

    def look(parts: list[Json]):
        for part in parts:
            found.append(part.get("content") or "")
            look(part.get("components") or [])

    look(message.components)
    return "\n".join(each for each in found if each)


def test_a_card_shows_title_lines_fields_and_rows() -> None:
    view = View(
        (User("Rust *for* beginners"),),
        lines=((Own("Bring a laptop."),),),
        fields=(Field("Seats", (Own("3 left"),)),),
        rows=(row(1),),
        tone=Tone.GOOD,
    )
    shown = listed(made(view))
    assert shown.splitlines() == [
        r"### Rust \*for\* beginners", "Bring a laptop.", "**Seats:** 3 left", "**Session 1**", "Tomorrow",
    ]  # fmt: skip


def test_one_button_stands_beside_its_row_and_several_below() -> None:
    one, several = (
        made(View((Own("List"),), rows=(row(1), row(2, 3)))).components[0]["components"][-3:-1],
        None,
    )
    assert one[0]["type"] == 9
    several = made(View((Own("List"),), rows=(row(1), row(2, 3)))).components[0]["components"][-1]
    assert [each["label"] for each in several["components"]] == ["Join", "Show", "Leave"]


@pytest.mark.parametrize("actions", [0, 1, 2, 5, 6])
@pytest.mark.parametrize("number", [0, 1, 9, 12, 13, 40, 200])
def test_long_lists_say_how_many_are_left(number: int, actions: int) -> None:
    view = View(
        (Own("List"),), rows=tuple(row(n, actions) for n in range(number)), actions=(join(0, "Next"),)
    )
    shown = listed(made(view))
    kept = shown.count("**Session ")
    assert kept == number or f"and {number - kept} more" in shown
    assert kept > 0 or number == 0


TEXT = st.text(max_size=300) | st.just("*" * 2500) | st.just("x" * 5000)
NODES = st.lists(
    st.builds(User, TEXT) | st.builds(Own, TEXT) | st.builds(Strong, st.builds(User, TEXT)), max_size=3
)
LINES = NODES.map(tuple)
ACTIONS = st.lists(st.builds(Action, TEXT, st.builds(Press, st.just("session join"))), max_size=7).map(tuple)
VIEWS = st.builds(
    View,
    LINES,
    st.lists(LINES, max_size=4).map(tuple),
    st.lists(st.builds(Field, TEXT, LINES), max_size=30).map(tuple),
    st.lists(st.builds(Row, LINES, st.lists(LINES, max_size=3).map(tuple), ACTIONS), max_size=20).map(tuple),
    st.lists(st.builds(Action, TEXT, st.builds(Press, st.just("home"))), max_size=40).map(tuple),
    st.none() | st.just(Picture(b"png", "a picture.png", "x" * 2000)),
    st.none() | st.just(File(b"a,b", "a picture.png")),
)


@settings(max_examples=40)
@given(VIEWS)
def test_every_view_fits_discords_limits(view: View) -> None:
    made(view)


@settings(max_examples=40)
@given(VIEWS)
def test_every_view_fits_as_plain_text(view: View) -> None:
    message = plain(view, WORDS)
    form = Form()
    check_message(form, message.body(), message.body()["flags"])
    assert form.errors == {}


def test_doubtful_links_are_no_buttons() -> None:
    actions = (Action("Join", url="javascript:alert(1)"), Action("Join", url="https://meet.example/x"))
    (only,) = made(View((Own("Card"),), actions=actions)).components[0]["components"][-1]["components"]
    assert only["url"] == "https://meet.example/x"


@pytest.fixture
def ada(standin: DiscordStandIn) -> Person:
    return standin.add_person("Ada Example")


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (2, 2)).save(out, "PNG")
    return out.getvalue()


async def test_picture_with_its_words_and_file_arrive(
    standin: DiscordStandIn, face: DiscordFace, engine: ScriptedEngine, ada: Person
) -> None:
    picture, file = Picture(png(), "my chart.png", "Two bars"), File(b"a,b\n", "people.csv")
    engine.script = lambda incoming, pressed: said("Figures", picture=picture, file=file)
    message = await shown(await ada.slash(None, "home"))
    assert [each.filename for each in message.attachments] == ["my_chart.png", "people.csv"]
    assert message.attachments[0].content == picture.data
    assert message.attachments[0].description == "Two bars"
    assert "Two bars" in texts(message)


async def test_nobody_is_ever_pinged(
    standin: DiscordStandIn, face: DiscordFace, engine: ScriptedEngine, ada: Person
) -> None:
    linus = standin.add_person("Linus Sample")
    words = f"@everyone <@{linus.id}> <@&{standin.world.guild.id}>"
    engine.script = lambda incoming, pressed: View((User(words),), private=False)
    message = await shown(await ada.slash(None, "home"))
    assert message.allowed_mentions == {"parse": []}
    assert standin.posts.payload(message)["mentions"] == []


def paged(incoming: Incoming, pressed: Press | Step | None) -> View:
    page = int(str(pressed.answers.get("page", 1))) if isinstance(pressed, Press) else 1
    nxt = Action("Next", Press("session browse", {"page": page + 1}))
    detail = Action("Show", Press("session show", {"session": 1}))
    if isinstance(pressed, Press) and pressed.command == "session show":
        return said("The session")
    return View((Own(f"Page {page}"),), rows=(Row((User("Rust"),), (), (detail,)),), actions=(nxt,))


async def test_paging_edits_the_private_list_in_place(
    standin: DiscordStandIn, face: DiscordFace, engine: ScriptedEngine, ada: Person
) -> None:
    engine.script = paged
    message = await shown(await ada.slash(None, "home"))
    second = await shown(await ada.press(message, label="Next"))
    assert second is message
    assert "Page 2" in texts(message)


async def test_a_rows_button_leaves_the_list(
    standin: DiscordStandIn, face: DiscordFace, engine: ScriptedEngine, ada: Person
) -> None:
    engine.script = paged
    message = await shown(await ada.slash(None, "home"))
    detail = await shown(await ada.press(message, label="Show"))
    assert detail is not message
    assert detail.ephemeral
    assert "Page 1" in texts(message)


async def test_a_refusal_leaves_the_card(
    standin: DiscordStandIn, face: DiscordFace, engine: ScriptedEngine, ada: Person
) -> None:
    engine.script = lambda incoming, pressed: (
        said("It is full.", refused=True) if pressed else said("The session", actions=(join(1),))
    )
    message = await shown(await ada.slash(None, "home"))
    refused = await shown(await ada.press(message, label="Join"))
    assert refused is not message
    assert "The session" in texts(message)


async def test_what_is_red_without_being_a_refusal_takes_the_cards_place(
    standin: DiscordStandIn, face: DiscordFace, engine: ScriptedEngine, ada: Person
) -> None:
    engine.script = lambda incoming, pressed: (
        said("It is cancelled.", tone=Tone.REFUSED) if pressed else said("The session", actions=(join(1),))
    )
    message = await shown(await ada.slash(None, "home"))
    assert await shown(await ada.press(message, label="Join")) is message
    assert "It is cancelled." in texts(message)


async def test_a_public_card_answers_privately_and_stays(
    standin: DiscordStandIn, face: DiscordFace, engine: ScriptedEngine, ada: Person
) -> None:
    linus = standin.add_person("Linus Sample")
    engine.script = lambda incoming, pressed: (
        said("You are in.") if pressed else said("The session", actions=(join(1),), private=False)
    )
    message = await shown(await ada.slash(None, "home"))
    answer = await shown(await linus.press(message, label="Join"))
    assert answer.only_for == linus.id
    assert "The session" in texts(message)
    assert engine.heard[1].place.message_id == message.id


async def test_buttons_work_after_a_restart(
    standin: DiscordStandIn, start: Start, face: DiscordFace, ada: Person, engine: ScriptedEngine
) -> None:
    engine.script = paged
    message = await shown(await ada.slash(None, "home"))
    await face.close()
    await start(engine=ScriptedEngine(paged, engine.tokens))
    await shown(await ada.press(message, label="Next"))
    assert "Page 2" in texts(message)


async def test_what_is_sealed_is_kept_before_it_is_sent(
    standin: DiscordStandIn, face: DiscordFace, engine: ScriptedEngine, ada: Person
) -> None:
    engine.script = paged
    await shown(await ada.slash(None, "home"))
    assert engine.tokens.kept == 1


async def test_buttons_that_do_the_same_are_told_apart(
    standin: DiscordStandIn,
    face: DiscordFace,
    engine: ScriptedEngine,
    ada: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Sealer, "seal", lambda self, what: "same")
    engine.script = lambda incoming, pressed: said("Card", actions=(join(1, "One"), join(1, "Two")))
    message = await shown(await ada.slash(None, "home"))
    assert len({each.custom_id for each in buttons(message)}) == 2
