"""Groups: everybody reads along, so what is private goes to the private chat."""

import pytest

from bot.dialog.limits import Limiter
from bot.dialog.text import User
from bot.dialog.view import View
from bot.sandbox.telegram.groups import Group
from bot.sandbox.telegram.people import Person, buttons, labels, plain
from bot.sandbox.telegram.world import Status
from bot.telegram.face import TelegramFace
from bot.telegram.groups import Groups
from tests.platforms.telegram.commands import SHOWN
from tests.platforms.telegram.conftest import House


@pytest.fixture
def chess(house: House, face: TelegramFace, ada: Person) -> Group:
    return house.standin.group("Chess circle", [ada])


async def test_a_private_answer_goes_to_the_private_chat(chess: Group, ada: Person) -> None:
    command = await ada.send("/things", chess.chat)
    assert plain(await ada.next_message(chat=ada.chat)).startswith("Things · 1")
    pointer = await ada.next_message(chat=chess.chat)
    assert plain(pointer) == "I have answered you in our private chat."
    assert pointer.reply_to is command
    assert buttons(pointer)[0][0].url == "https://t.me/mentorbot"


async def test_a_public_answer_stays_in_the_group(chess: Group, ada: Person) -> None:
    await ada.send("/card@mentorbot", chess.chat)
    card = await ada.next_message(lambda message: bool(labels(message)), chat=chess.chat)
    assert plain(card) == "Card · 7"
    assert labels(card) == ["Join", "Drop"]


async def test_a_form_begun_in_a_group_goes_on_in_private(chess: Group, ada: Person) -> None:
    await ada.send("/newthing", chess.chat)
    asked = await ada.next_message(chat=ada.chat)
    assert "What is it called?" in plain(asked)
    assert plain(await ada.next_message(chat=chess.chat)) == "Let us go on in our private chat."
    await ada.send("Chess")
    await ada.next_message(lambda message: "large" in plain(message), chat=ada.chat)


async def test_everybody_may_press_a_public_card(house: House, chess: Group, ada: Person) -> None:
    linus = house.standin.person("Linus Sample", started=True)
    chess.add(linus)
    await ada.send("/card", chess.chat)
    card = await ada.next_message(lambda message: bool(labels(message)), chat=chess.chat)
    for person, count in ((ada, 1), (linus, 2)):
        person.catch_up()
        tapped = await person.press(card, "Join")
        assert (
            await tapped.answered()
        ).text == f"Joined · 7 · {count}\nI have answered you in our private chat."
        assert plain(await person.next_message(chat=person.chat)) == f"🟢 Joined · 7 · {count}"
    assert plain(card) == "Card · 7"


async def test_who_never_started_the_bot_is_led_to_it(house: House, chess: Group) -> None:
    shy = house.standin.person("Linus Sample")
    chess.add(shy)
    await shy.send("/newthing Chess", chess.chat)
    pointer = await shy.next_message(lambda message: bool(labels(message)), chat=chess.chat)
    assert "press Start" in plain(pointer)
    await shy.open_link(str(buttons(pointer)[0][0].url))
    asked = await shy.next_message(chat=shy.chat)
    assert "How large is it?" in plain(asked)
    await shy.send("3")
    await shy.next_message(lambda message: "else" in plain(message), chat=shy.chat)


async def test_a_shown_list_is_reached_by_the_link_too(house: House, chess: Group) -> None:
    shy = house.standin.person("Linus Sample")
    chess.add(shy)
    await shy.send("/things 42", chess.chat)
    pointer = await shy.next_message(lambda message: bool(labels(message)), chat=chess.chat)
    await shy.open_link(str(buttons(pointer)[0][0].url))
    assert "Thing 42" in plain(await shy.next_message(chat=shy.chat))


async def test_who_never_started_the_bot_reads_the_answer_to_a_press(
    house: House, chess: Group, ada: Person
) -> None:
    shy = house.standin.person("Linus Sample")
    chess.add(shy)
    await ada.send("/card", chess.chat)
    card = await ada.next_message(lambda message: bool(labels(message)), chat=chess.chat)
    joined = await (await shy.press(card, "Join")).answered()
    assert joined.text == "Joined · 7 · 1"
    dropping = await (await shy.press(card, "Drop")).answered()
    assert dropping.url is not None
    await shy.open_link(f"https://{dropping.url}")
    assert "Why?" in plain(await shy.next_message(chat=shy.chat))


async def test_words_in_a_group_are_not_for_the_bot(house: House, chess: Group, ada: Person) -> None:
    chess.promote(ada)
    bot = house.standin.world.bot
    house.standin.state.change_member(chess.chat, ada.user, bot, Status.ADMINISTRATOR)
    for words in ("hello", "/things@otherbot", "/unknown", "Thing 42"):
        await ada.send(words, chess.chat)
    await house.standin.settled()
    assert [message.sender for message in chess.chat.messages.values()] == [ada.user] * 4


async def test_an_unknown_command_addressed_to_the_bot_is_answered(chess: Group, ada: Person) -> None:
    await ada.send("/unknown@mentorbot", chess.chat)
    assert "I do not know this command" in plain(await ada.next_message(chat=ada.chat))


async def test_an_anonymous_admin_is_refused(house: House, chess: Group, ada: Person) -> None:
    house.standin.state.updates.push(
        "message",
        {
            "message_id": 900,
            "date": 1,
            "chat": {"id": chess.id, "type": "supergroup", "title": "Chess circle"},
            "from": {
                "id": 1087968824,
                "is_bot": True,
                "first_name": "Group",
                "username": "GroupAnonymousBot",
            },
            "sender_chat": {"id": chess.id, "type": "supergroup", "title": "Chess circle"},
            "text": "/things",
        },
    )
    assert "You are writing anonymously" in plain(await ada.next_message(chat=chess.chat))


async def test_another_bot_is_ignored(house: House, chess: Group, ada: Person) -> None:
    house.standin.state.updates.push(
        "message",
        {
            "message_id": 901,
            "date": 1,
            "chat": {"id": chess.id, "type": "supergroup", "title": "Chess circle"},
            "from": {"id": 99, "is_bot": True, "first_name": "Other"},
            "text": "/things",
        },
    )
    await house.standin.settled()
    assert list(chess.chat.messages) == []


async def test_a_group_that_became_a_supergroup_is_told(
    house: House, face: TelegramFace, ada: Person
) -> None:
    small = house.standin.group("Small", [ada], kind="group")
    moved = small.migrate(ada)
    await house.standin.settled()
    assert ("moved", str(small.id), str(moved.id)) in house.told


async def test_what_a_person_wrote_calls_nobody_in_a_group(chess: Group, ada: Person) -> None:
    SHOWN["card"] = View((User("ask @linus_sample"),), private=False)
    await ada.send("/show card", chess.chat)
    card = await ada.next_message(chat=chess.chat)
    assert plain(card) == "ask @\u2060linus_sample"
    assert [entity["type"] for entity in card.entities] == ["bold"]


async def test_a_press_that_is_refused_is_told_to_the_presser_alone(
    house: House, chess: Group, ada: Person
) -> None:
    house.database.tables.things[7] = {"title": "Thing 7", "full": True}
    await ada.send("/card", chess.chat)
    card = await ada.next_message(chat=chess.chat)
    assert (await (await ada.press(card, "Join")).answered()).text == "It is full."
    await ada.send("/things")
    await ada.next_message(chat=ada.chat)
    assert len(ada.visible(chess.chat)) == 2


async def test_too_many_commands_are_told_once(house: House, ada: Person) -> None:
    engine = house.engine()
    engine.limiter = Limiter(per_minute=1)
    await house.start(engine=engine)
    chess = house.standin.group("Chess circle", [ada])
    for _ in range(4):
        await ada.send("/card", chess.chat)
    await house.standin.settled()
    shown = [plain(message) for message in ada.visible(chess.chat) if message.sender is not ada.user]
    assert shown[0] == "Card · 7"
    assert shown[1].startswith("That was quick.")
    assert len(shown) == 2


def test_groups_are_remembered_for_some_people_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.groups.MOST_PEOPLE", 3)
    groups = Groups()
    for number in range(8):
        groups.seen("1", str(-number), f"Group {number}")
    assert groups.of("1") == [(str(-number), f"Group {number}") for number in (7, 6, 5, 4, 3)]
    groups.seen("1", "-4", "Group four")
    assert groups.of("1")[0] == ("-4", "Group four")
    for person in ("2", "3", "4"):
        groups.seen(person, "-1", "G")
    assert groups.of("1") == []


async def test_a_group_that_lets_the_bot_in_can_be_chosen(
    house: House, face: TelegramFace, ada: Person
) -> None:
    chess = house.standin.group("Chess circle", [], admins=[ada], bot=None)
    chess.add_bot(ada)
    await house.standin.settled()
    await ada.send("/tie")
    asked = await ada.next_message(lambda message: "Which group?" in plain(message))
    assert labels(asked) == ["Chess circle", "Cancel"]


async def test_a_command_that_only_buttons_call_is_somebody_elses(
    house: House, chess: Group, ada: Person
) -> None:
    said = await ada.send("/dropthing", chess.chat)
    await house.standin.settled()
    assert list(chess.chat.messages.values()) == [said]
