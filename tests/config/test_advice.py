"""What is allowed but told to the operator."""

from pathlib import Path

import pytest

from bot.config import load, warnings
from tests.config.conftest import Read

DISCORD = "MTExMTExMTExMTExMTExMTEx.GexAmp.not-a-real-token-only-its-form-00000"
TELEGRAM = "123456789:AA-not-a-real-token-only-its-form-0"
ADMIN = {"MENTORBOT_ADMINS__TELEGRAM_USER_IDS": "1"}


def told(read: Read, **environ: str) -> str:
    """The warnings about these variables, as one text."""
    return "\n".join(
        warnings(read("", {**ADMIN, **{f"MENTORBOT_{name}": value for name, value in environ.items()}}))
    )


def test_good_settings_give_no_warning_about_tokens_or_addresses(read: Read) -> None:
    text = told(
        read, DISCORD__TOKEN=DISCORD, TELEGRAM__TOKEN=TELEGRAM, DISCORD__API_URL="http://127.0.0.1:9/api/v10"
    )
    assert "token" not in text
    assert "api_url" not in text
    assert "[admins]" not in text


@pytest.mark.parametrize(("name", "other"), [("DISCORD", TELEGRAM), ("TELEGRAM", DISCORD)])
def test_a_token_of_the_wrong_shape_is_told_and_taken(read: Read, name: str, other: str) -> None:
    text = told(read, **{f"{name}__TOKEN": other})
    assert f"{name.lower()}.token does not look like a bot token" in text
    assert other not in text


def test_a_token_over_plain_http_is_told(read: Read) -> None:
    assert "discord.api_url is not https" in told(read, DISCORD__API_URL="http://proxy.example.org/api")


@pytest.mark.parametrize("address", ["http://localhost:1", "http://127.0.0.1:1", "http://[::1]:1"])
def test_plain_http_on_this_machine_is_fine(read: Read, address: str) -> None:
    assert "not https" not in told(read, DISCORD__API_URL=address, TELEGRAM__API_URL=f"{address}/bot")


def test_a_bot_api_address_without_bot_is_told(read: Read) -> None:
    assert "does not end in /bot" in told(read, TELEGRAM__API_URL="https://telegram.example.org")


def test_no_admin_is_told_once_a_face_starts(read: Read) -> None:
    alone = read("", {"MENTORBOT_TELEGRAM__TOKEN": TELEGRAM})
    assert any(line.startswith("[admins] is empty") for line in warnings(alone))
    assert not any(line.startswith("[admins]") for line in warnings(read()))


def test_a_language_without_sentences_is_told(read: Read) -> None:
    assert "no sentences in xx yet" in told(read, COMMUNITY__LANGUAGE="xx")


@pytest.mark.parametrize(
    ("text", "mode", "keys"),
    [
        ('[discord]\ntoken = "x"\n', 0o644, "discord.token"),
        (
            '[database]\nurl = "postgresql+asyncpg://u:p@h/d"\n[telegram]\ntoken = "x"\n',
            0o644,
            "database.url, telegram.token",
        ),
        ('[discord]\ntoken = "x"\n', 0o600, None),
        ('[database]\nurl = "sqlite+aiosqlite:///a.sqlite3"\n', 0o644, None),
    ],
)
def test_a_file_with_secrets_that_everybody_can_read_is_told(
    tmp_path: Path, text: str, mode: int, keys: str | None
) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text)
    path.chmod(mode)
    found = [line for line in warnings(load(path, {})) if "every user of this machine" in line]
    assert found == ([] if keys is None else [found[0]])
    assert keys is None or f"({keys})" in found[0]
