"""What looks like a secret is blanked, and what does not is left to be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.redaction import BLANK, Redaction

TELEGRAM = "123456789:AAF-not_a_real_token_only_its_form0"
DISCORD = "MTExMTExMTExMTExMTExMTEx.GexAmp.not-a-real-token-only-its-form-00000"
INTERACTION = "aW50ZXJhY3Rpb246MTIzOmZvcm0"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"https://api.telegram.org/bot{TELEGRAM}/getMe", f"https://api.telegram.org/bot{BLANK}/getMe"),
        (f"GET /bot{TELEGRAM.replace(':', '%3A')}/x", f"GET /bot{BLANK}/x"),
        (f"file/bot{TELEGRAM}/photos/1.jpg", f"file/bot{BLANK}/photos/1.jpg"),
        (f"logging in with {DISCORD}.", f"logging in with {BLANK}."),
        (f"Authorization: Bot {DISCORD}", f"Authorization: Bot {BLANK}"),
        ("{'Authorization': 'Bot abc'}", f"{{'Authorization': 'Bot {BLANK}'}}"),
        (
            f"POST https://discord.com/api/v10/interactions/123/{INTERACTION}/callback 404",
            f"POST https://discord.com/api/v10/interactions/123/{BLANK}/callback 404",
        ),
        (f"/webhooks/123/{INTERACTION}/messages/@original", f"/webhooks/123/{BLANK}/messages/@original"),
        (f"/webhooks/123/{INTERACTION}?wait=true", f"/webhooks/123/{BLANK}?wait=true"),
        ("postgresql+asyncpg://ada:pa$$w0rd@db:5432/m", f"postgresql+asyncpg://ada:{BLANK}@db:5432/m"),
        ("http://ada:x@proxy.example.org", f"http://ada:{BLANK}@proxy.example.org"),
        ("https://t.me/example_bot?start=Qm9keQ-_x", f"https://t.me/example_bot?start={BLANK}"),
        ('{"link_code": "AB12-CD34"}', f'{{"link_code": "{BLANK}"}}'),
        ("password=hunter2, user=ada", f"password={BLANK}, user=ada"),
        ("X-Telegram-Bot-Api-Secret-Token: abc", f"X-Telegram-Bot-Api-Secret-Token: {BLANK}"),
    ],
)
def test_secrets_are_blanked_and_their_surroundings_kept(text: str, shown: str) -> None:
    assert Redaction().text(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "sqlite+aiosqlite:///data/mentorbot.sqlite3",
        "https://meet.example.org/room?x=1",
        "https://discord.com/api/v10/gateway/bot",
        "2026-11-21T08:07:38.279762Z session 12 starts at 10:30",
        "token_expired group=python code=full",
        "token=None",
        "bot.discord.client.FaceClient started",
        "/webhooks/123",
    ],
)
def test_other_text_is_left_as_it_is(text: str) -> None:
    assert Redaction().text(text) == text


@given(secret=st.text(min_size=6, max_size=40).filter(str.strip), before=st.text(), after=st.text())
def test_a_known_secret_never_comes_through(secret: str, before: str, after: str) -> None:
    shown = Redaction([secret]).text(f"{before}{secret}{after}")
    assert BLANK in shown
    assert secret not in shown.replace(BLANK, "\0")


@pytest.mark.parametrize(
    "value",
    [
        {"a": ["x", {"b": "s3cr#t /é"}]},
        ("s3cr#t /é",),
        {"s3cr#t /é": 1},
        ValueError("s3cr#t /é"),
        b"s3cr#t /\xc3\xa9".decode(),
        {"path": "s3cr%23t%20/%C3%A9"},
        {"path": "s3cr%23t+%2F%C3%A9"},
        {"json": '"s3cr#t /\\xe9"'},
    ],
)
def test_a_known_secret_is_found_in_any_value_and_spelling(value: object) -> None:
    shown = repr(Redaction(["s3cr#t /é"]).value(value))
    assert "s3cr" not in shown
    assert BLANK in shown


def test_numbers_and_nothing_stay_what_they_are() -> None:
    assert Redaction(["1"]).value([1, 1.5, True, None]) == [1, 1.5, True, None]


@pytest.mark.parametrize(
    "name", ["token", "bot_token", "Authorization", "link_code", "webhook_secret", "password"]
)
def test_a_key_that_is_named_like_a_secret_is_blanked(name: str) -> None:
    assert Redaction().named(name, "x") == BLANK
    assert Redaction().named(name, None) is None


def test_an_object_that_cannot_be_shown_does_not_stop_the_log() -> None:
    class Broken:
        def __repr__(self) -> str:
            raise RuntimeError("no")

    assert Redaction().value(Broken()) == "<Broken>"
