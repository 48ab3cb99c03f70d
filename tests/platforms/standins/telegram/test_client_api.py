"""The page's side: acting as people over HTTP, and seeing live what the bot does."""

import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, FormData, StreamReader, web
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from bot.sandbox.telegram.html import parsed_html, units
from bot.sandbox.telegram.people import Person
from bot.sandbox.telegram.server import TelegramStandIn
from bot.sandbox.telegram.text import with_detected
from bot.sandbox.telegram.view import safe_html

OUTWARD = 'target="_blank" rel="noopener noreferrer"'


class Page:
    """A browser's side of the client routes."""

    def __init__(self, session: ClientSession) -> None:
        self.session = session

    async def get(self, path: str) -> dict:
        async with self.session.get(path) as answer:
            assert answer.status == 200, await answer.text()
            body: dict = await answer.json()
            return body

    async def post(self, path: str, **body: object) -> dict:
        async with self.session.post(path, json=body) as answer:
            assert answer.status == 200, await answer.text()
            answered: dict = await answer.json()
            return answered

    async def refused(self, path: str, **body: object) -> tuple[int, str]:
        async with self.session.post(path, json=body) as answer:
            return answer.status, (await answer.json())["error"]


@pytest.fixture
async def page(standin: TelegramStandIn) -> AsyncIterator[Page]:
    async with ClientSession(base_url=standin.api_url.removesuffix("/bot")) as session:
        yield Page(session)


async def test_a_newcomer_is_made_writes_and_is_answered(page: Page, bot: Bot) -> None:
    user = await page.post("/client/users", name="Linus Sample", language_code="fr")
    assert (user["name"], user["started"]) == ("Linus Sample", False)
    await page.post("/client/start", user=user["id"], payload="bk_1")
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.text == "/start bk_1"
    await update.message.reply_html("<b>Hi</b> &amp; welcome")
    seen = await page.get(f"/client/messages?user={user['id']}")
    assert [message["html"] for message in seen["messages"]] == [
        '<a class="command" data-command="/start">/start</a> bk_1',
        "<b>Hi</b> &amp; welcome",
    ]
    state = await page.get("/client/state")
    assert [(one["name"], one["started"]) for one in state["users"]] == [("Linus Sample", True)]
    assert state["bot"]["waiting_updates"] == 1


async def test_presses_and_their_answers_come_live(page: Page, bot: Bot, ada: Person) -> None:
    async with page.session.get("/client/events") as stream:
        assert await stream.content.readline() == b": listening\n"
        await stream.content.readline()
        button = InlineKeyboardButton("Join", callback_data="join", style="primary")
        sent = await bot.send_message(ada.id, "Session", reply_markup=InlineKeyboardMarkup([[button]]))
        which = {"message": sent.message_id, "label": "Join"}
        press = await page.post("/client/press", user=ada.id, chat=ada.id, **which)
        await bot.answer_callback_query(press["query"], "You are in", show_alert=True)
        await sent.edit_text("Session, with you")
        events = [await next_event(stream.content) for _ in range(3)]
    assert [kind for kind, _data in events] == ["new", "answer", "edited"]
    (_, new), (_, answer), (_, edited) = events
    assert new["seen_by"] == [ada.id]
    assert new["message"]["buttons"][0][0] == {
        "label": "Join", "data": "join", "url": None, "copies": None, "style": "primary",
    }  # fmt: skip
    assert (answer["query"], answer["user"]) == (press["query"], ada.id)
    assert (answer["text"], answer["alert"]) == ("You are in", True)
    assert edited["message"]["text"] == "Session, with you"


async def next_event(content: StreamReader) -> tuple[str, dict]:
    lines = []
    async for line in content:
        if line == b"\n":
            break
        lines.append(line.decode().rstrip().partition(": ")[::2])
    fields = dict(lines)
    return fields["event"], json.loads(fields["data"])


async def test_a_stream_goes_on_where_it_was_left(page: Page, bot: Bot, ada: Person) -> None:
    last = (await page.get("/client/state"))["last_event"]
    await bot.send_message(ada.id, "while away")
    async with page.session.get("/client/events", headers={"Last-Event-ID": str(last)}) as stream:
        await stream.content.readline()
        await stream.content.readline()
        kind, data = await next_event(stream.content)
    assert (kind, data["message"]["text"]) == ("new", "while away")


async def test_messages_come_in_pages(page: Page, bot: Bot, ada: Person) -> None:
    for number in range(5):
        await bot.send_message(ada.id, str(number))
    newest = await page.get(f"/client/messages?user={ada.id}&limit=2")
    assert ([one["text"] for one in newest["messages"]], newest["more"]) == (["3", "4"], True)
    older = await page.get(f"/client/messages?user={ada.id}&limit=9&before={newest['messages'][0]['id']}")
    assert ([one["text"] for one in older["messages"]], older["more"]) == (["0", "1", "2"], False)


async def test_files_go_up_and_are_shown(page: Page, bot: Bot, ada: Person) -> None:
    form = FormData({"user": str(ada.id), "caption": "members"})
    form.add_field("file", b"email,name\n", filename="members.csv")
    async with page.session.post("/client/uploads", data=form) as answer:
        media = (await answer.json())["media"]
    assert (media["name"], media["kind"], media["size"]) == ("members.csv", "document", 11)
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.caption == "members"
    async with page.session.get(f"/client/files/{media['file_id']}") as answer:
        assert answer.content_type == "application/octet-stream"
        assert await answer.read() == b"email,name\n"


async def test_menus_blocks_groups_and_calls(page: Page, bot: Bot, ada: Person) -> None:
    await bot.set_my_commands([("start", "Begin")])
    commands = await page.get(f"/client/commands?user={ada.id}")
    assert commands["commands"] == [{"command": "start", "description": "Begin"}]
    assert await page.post("/client/block", user=ada.id, blocked=True) == {"blocked": True}
    assert await page.post("/client/block", user=ada.id, blocked=False) == {"blocked": False}
    group = await page.post("/client/groups", title="Readers", members=[ada.id])
    await bot.send_message(group["id"], "card")
    seen = await page.get(f"/client/messages?user={ada.id}&chat={group['id']}")
    assert seen["messages"][0]["text"] == "card"
    calls = (await page.get("/client/exchanges"))["exchanges"]
    assert [call["method"] for call in calls] == ["getMe", "setMyCommands", "sendMessage"]
    assert calls[-1]["status"] == 200


async def test_faults_are_ordered_and_cleared(page: Page, standin: TelegramStandIn) -> None:
    fault = await page.post("/client/faults", kind="rate_limit", method="sendMessage", seconds=3, times=1)
    assert (fault["kind"], fault["seconds"], len(standin.faults.ordered)) == ("rate_limit", 3, 1)
    async with page.session.delete("/client/faults") as answer:
        assert (answer.status, standin.faults.ordered) == (200, [])


async def test_what_cannot_be_is_refused_with_a_reason(page: Page, ada: Person) -> None:
    assert (await page.refused("/client/messages", user=1, text="x"))[0] == 404
    assert (await page.refused("/client/messages", user=ada.id, text=" "))[0] == 400
    assert (await page.refused("/client/start", user=ada.id, payload="no spaces"))[0] == 400
    assert (await page.refused("/client/users", name=" ")) == (400, "a name is needed")
    assert (await page.refused("/client/faults", kind="earthquake"))[0] == 400
    await ada.send("x")
    status, error = await page.refused("/client/press", user=ada.id, message=ada.last().id, label="Ok")
    assert (status, "no button 'Ok'" in error) == (400, True)


async def test_nobody_reads_anothers_private_chat(standin: TelegramStandIn, page: Page, ada: Person) -> None:
    linus = standin.person("Linus Sample")
    async with page.session.get(f"/client/messages?user={linus.id}&chat={ada.id}") as answer:
        assert answer.status == 404


async def test_everything_works_mounted_under_a_prefix(standin: TelegramStandIn) -> None:
    outer = web.Application()
    outer.add_subapp("/telegram", standin.application())
    runner = web.AppRunner(outer, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    root = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
    async with Bot(standin.token, base_url=f"{root}/bot", base_file_url=f"{root}/file/bot") as bot:
        assert bot.username == "mentorbot"
    async with ClientSession() as session, session.get(f"{root}/client/state") as answer:
        assert (await answer.json())["bot"]["username"] == "mentorbot"
    await runner.cleanup()


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<b>a<i>b</i></b>c", "<b>a<i>b</i></b>c"),
        ("😀<b>😀</b>&lt;i&gt;", "😀<b>😀</b>&lt;i&gt;"),
        ('<tg-time unix="0" format="wDT">then</tg-time>',
         '<time datetime="1970-01-01T00:00:00+00:00" data-unix="0" data-format="wDT">then</time>'),
        ('<a href="https://t.me/mentorbot?start=bk_1">go</a>',
         f'<a href="https://t.me/mentorbot?start=bk_1" {OUTWARD} data-start="bk_1">go</a>'),
        ("https://[x", '<a class="link" data-url="https://[x">https://[x</a>'),
        ("<tg-spoiler>x</tg-spoiler>", '<span class="spoiler">x</span>'),
        ("a@example.org", '<a href="mailto:a@example.org">a@example.org</a>'),
        ("<blockquote expandable>x</blockquote>", '<blockquote class="expandable">x</blockquote>'),
    ],
)  # fmt: skip
def test_text_becomes_safe_html(source: str, html: str) -> None:
    text, entities = parsed_html(source)
    assert safe_html(text, with_detected(text, entities), "mentorbot") == html


def test_overlapping_entities_are_still_well_formed() -> None:
    entities = [{"type": "bold", "offset": 0, "length": 3}, {"type": "italic", "offset": 2, "length": 3}]
    assert safe_html("abcde", entities, "mentorbot") == "<b>ab<i>c</i></b><i>de</i>"


@given(st.text())
def test_no_text_becomes_markup(text: str) -> None:
    whole = {"type": "bold", "offset": 0, "length": units(text)}
    html = safe_html(text, [whole] if text else [], "mentorbot")
    assert html.count("<") == (2 if text else 0)
