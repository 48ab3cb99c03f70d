"""What breaks on the way of updates, and what is refused for good (trust.md §2 rows 34–36, §3.9)."""

import logging
from datetime import timedelta

import pytest
from telegram.error import TelegramError

from bot.sandbox.telegram.people import Person, plain
from bot.telegram.conversing import Hooks
from bot.telegram.face import FaceRefusedError, TelegramFace
from tests.platforms.telegram.conftest import House
from tests.platforms.telegram.watched import Watched


@pytest.fixture
def engine(house: House) -> Watched:
    return Watched(house.engine())


@pytest.mark.parametrize("kind", ["server_error", "reset_before", "html_error", "hang_before", "rate_limit"])
async def test_a_poll_that_fails_is_tried_again(
    house: House, face: TelegramFace, ada: Person, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.polling.GRACE", 0.3)
    monkeypatch.setattr("bot.telegram.polling.LONG_POLL", 0)
    house.standin.faults.add(kind, "getUpdates", times=2, seconds=1, status=502)
    await ada.start()
    assert plain(await ada.next_message(within=10)).startswith("Welcome")
    await house.standin.settled()
    assert face.connected
    assert face.broken is None


async def test_another_poller_is_named_once_and_waited_for(
    house: House, ada: Person, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    house.standin.faults.add("conflict", "getUpdates", times=3)
    face = await house.start()
    await ada.start()
    assert plain(await ada.next_message()).startswith("Welcome")
    await house.standin.wait_for(lambda: face.connected or None)
    said = capsys.readouterr().out
    assert said.count("telegram_conflict") == 1
    assert "another copy of the bot polls with this token" in said


async def test_a_refused_token_halts_the_face(house: House, face: TelegramFace, ada: Person) -> None:
    house.standin.faults.add("unauthorized")
    await ada.start()
    await house.standin.wait_for(lambda: house.told)
    assert house.told == [("broken", "token-refused")]
    assert face.broken == "token-refused"
    assert not face.connected


async def test_a_proxys_page_is_no_refused_token(house: House, face: TelegramFace, ada: Person) -> None:
    house.standin.faults.add("html_error", "getUpdates", status=404, times=2)
    await ada.start()
    assert plain(await ada.next_message()).startswith("Welcome")
    assert face.broken is None


async def test_a_wrong_token_is_told_at_start_without_being_shown(
    house: House, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    token = "7000000001:AAWrongWrongWrongWrongWrongWrongWrong1"
    face = TelegramFace(house.engine(), token, house.standin.api_url)
    with pytest.raises(FaceRefusedError, match="MENTORBOT_TELEGRAM__TOKEN") as caught:
        await face.start()
    await face.close()
    assert face.broken == "token-refused"
    assert token not in f"{caught.value!r}{caught.value.__cause__!r}{capsys.readouterr()}"


async def test_a_start_waits_for_telegram(house: House, ada: Person) -> None:
    house.standin.faults.add("server_error", "getMe", times=2)
    house.standin.faults.add("reset_before", "getWebhookInfo", times=1)
    face = await house.start()
    await ada.start()
    assert plain(await ada.next_message()).startswith("Welcome")
    assert face.connected


async def test_a_webhook_of_somebody_else_is_refused(house: House) -> None:
    await house.start()
    house.standin.state.updates.hooked = True
    house.standin.state.webhook["url"] = "https://other.example.org/hook"
    face = house.make()
    with pytest.raises(FaceRefusedError, match=r"a webhook of other\.example\.org is set for this bot"):
        await face.start()
    assert house.calls("deleteWebhook") == []


async def test_our_own_former_webhook_is_deleted(house: House, ada: Person) -> None:
    house.standin.state.updates.hooked = True
    house.standin.state.webhook["url"] = "https://bot.example.org/telegram"
    await house.start(former_webhook_url="https://bot.example.org/telegram")
    await ada.start()
    assert plain(await ada.next_message()).startswith("Welcome")


async def test_blocking_and_unblocking_is_told(house: House, face: TelegramFace, ada: Person) -> None:
    ada.block()
    ada.unblock()
    await house.standin.settled()
    assert house.told == [("reachable", str(ada.id), False), ("reachable", str(ada.id), True)]


async def test_edited_messages_are_not_asked_for(house: House, face: TelegramFace, ada: Person) -> None:
    said = await ada.send("/things")
    await ada.next_message()
    await ada.edit(said, "/jointhing 7")
    await house.standin.settled()
    assert house.database.tables.things == {}


async def test_old_bare_commands_are_answered_once(house: House, ada: Person) -> None:
    for _ in range(3):
        await ada.send("/things")
    await ada.send("/jointhing 7")
    house.clock.at += timedelta(minutes=11)
    await house.start()
    await house.standin.settled()
    shown = [plain(message) for message in ada.visible() if message.sender is not ada.user]
    assert len(shown) == 2
    assert shown[0].startswith("I was away for a while")
    assert shown[1] == "🟢 Joined · 7 · 1"
    await ada.send("/things")
    assert plain(await ada.next_message(lambda m: "Things" in plain(m))).startswith("Things")


async def test_a_clock_that_is_wrong_makes_nothing_old(house: House, face: TelegramFace, ada: Person) -> None:
    house.clock.at -= timedelta(days=400)
    said = house.clock.at
    await house.restart()
    house.standin.world.now = lambda: said - timedelta(days=300)
    await ada.send("/things")
    assert plain(await ada.next_message()).startswith("Things")


async def test_a_blocked_answer_is_no_failure(house: House, face: TelegramFace, ada: Person) -> None:
    house.standin.faults.add("blocked", "sendMessage", times=1)
    await ada.send("/things")
    await house.standin.settled()
    await ada.send("/things")
    assert plain(await ada.next_message()).startswith("Things")
    assert house.told == []


@pytest.mark.parametrize("kind", ["server_error", "reset_before", "rate_limit", "lost_error", "html_error"])
async def test_an_answer_that_was_not_taken_is_sent_again(
    house: House, face: TelegramFace, ada: Person, kind: str
) -> None:
    house.standin.faults.add(kind, "sendMessage", times=1, seconds=1)
    await ada.send("/things")
    assert plain(await ada.next_message()).startswith("Things")


async def test_a_lost_connection_says_no_token(house: House, caplog: pytest.LogCaptureFixture) -> None:
    face = house.make()
    wire = face._wire
    await face._transport.initialize()
    await house.standin.stop()
    with pytest.raises(TelegramError) as caught:
        await wire.call("getMe")
    chain = f"{caught.value!r} {caught.value.__cause__!r} {caught.value.__cause__}"
    assert house.standin.token not in chain
    await house.standin.start()


async def test_a_server_that_knows_no_webhooks_is_polled(house: House, ada: Person) -> None:
    house.standin.faults.add("not_found", "getWebhookInfo")
    await house.start()
    await ada.start()
    assert plain(await ada.next_message()).startswith("Welcome")


async def test_a_rate_limit_without_end_is_given_up(
    house: House, face: TelegramFace, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.outlet.LONGEST_WAIT", 1.5)
    house.standin.faults.add("rate_limit", "sendMessage", seconds=1, times=2)
    await ada.send("/things")
    await ada.send("/day")
    assert "Which day?" in plain(await ada.next_message())


async def test_a_close_gives_up_what_never_ends_and_confirms_none_of_it(
    house: House, engine: Watched, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.telegram.face.FINISHING", 0.05)
    engine.gate.clear()
    face = await house.start(engine=engine)
    await ada.start()
    await house.standin.wait_for(lambda: engine.taken)
    await face.close()
    assert len(house.standin.state.updates.waiting) == 1
    await house.start()
    assert plain(await ada.next_message()).startswith("Welcome")


async def test_a_poison_that_cannot_be_recorded_is_skipped_too(house: House, ada: Person) -> None:
    async def broken(*_: str) -> None:
        raise OSError

    house.standin.state.updates.push("message", {"text": "nonsense"})
    await house.start(hooks=Hooks(poisoned=broken))
    await ada.start()
    assert plain(await ada.next_message()).startswith("Welcome")


async def test_a_file_that_cannot_be_fetched_is_asked_for_again(
    house: House, face: TelegramFace, ada: Person
) -> None:
    house.standin.faults.add("server_error", "getFile", times=1)
    await ada.send("/import")
    await ada.next_message()
    await ada.upload(b"a,b", "people.csv")
    assert plain(await ada.next_message()) == "I could not fetch this file. Please send it again."
    await ada.upload(b"a,b", "people.csv")
    assert plain(await ada.next_message(lambda m: "Imported" in plain(m))) == "Imported · people.csv · 3"


async def test_pictures_stickers_and_service_messages(house: House, face: TelegramFace, ada: Person) -> None:
    await ada.send("/import")
    await ada.next_message()
    updates = house.standin.state.updates
    private = {
        "chat": {"id": ada.id, "type": "private"},
        "from": {"id": ada.id, "first_name": "Ada"},
        "date": 1,
    }
    updates.push("message", {"message_id": 900, **private, "sticker": {"file_id": "x"}})
    assert "I need a file here" in plain(await ada.next_message())
    updates.push("message", {"message_id": 901, **private, "photo": [{"file_id": "x", "file_size": 9}]})
    assert "ending in .csv" in plain(await ada.next_message(lambda m: ".csv" in plain(m)))
    await house.standin.settled()
    before = len(ada.visible())
    updates.push("message", {"message_id": 902, **private, "pinned_message": {}})
    updates.push("message", {"message_id": 903, "date": 1, "chat": private["chat"], "text": "from nobody"})
    await house.standin.settled()
    assert len(ada.visible()) == before
