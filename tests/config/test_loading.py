"""Where settings come from, and which of two places wins."""

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from bot.config import ConfigError, Settings, load, warnings
from tests.config.conftest import Read, Refuse


def test_nothing_at_all_gives_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = load(None, {})
    assert settings == Settings()
    assert settings.faces == ()


def test_the_folders_own_file_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config.toml").write_text('[community]\nname = "Here"\n')
    monkeypatch.chdir(tmp_path)
    assert load(None, {}).community.name == "Here"


def test_a_named_path_beats_the_variable(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).write_text(f'[community]\nname = "{name}"\n')
    environ = {"MENTORBOT_CONFIG": str(tmp_path / "two")}
    assert load(tmp_path / "one", environ).community.name == "one"
    assert load(None, environ).community.name == "two"


def test_the_environment_beats_the_file_key_by_key(read: Read) -> None:
    settings = read("[http]\nport = 1\nhost = '::1'\n", {"MENTORBOT_HTTP__PORT": "2", "PATH": "/bin"})
    assert (settings.http.host, settings.http.port) == ("::1", 2)


def test_a_bad_value_in_the_file_does_not_matter_where_the_environment_overrules_it(read: Read) -> None:
    assert read("[http]\nport = 'x'\n", {"MENTORBOT_HTTP__PORT": "2"}).http.port == 2


@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_variable_is_not_set(read: Read, empty: str) -> None:
    assert read("", {"MENTORBOT_DISCORD__TOKEN": empty, "MENTORBOT_FOO": empty}).faces == ()


@pytest.mark.parametrize("written", ["1,2", " 1 , 2 ", "[1, 2]", '["1", "2"]'])
def test_lists_are_written_with_commas_or_as_json(read: Read, written: str) -> None:
    assert read("", {"MENTORBOT_ADMINS__DISCORD_USER_IDS": written}).admins.discord_user_ids == (1, 2)


def test_lists_can_be_emptied(read: Read) -> None:
    settings = read('[sessions]\nreminders = ["1h"]\n', {"MENTORBOT_SESSIONS__REMINDERS": "[]"})
    assert settings.sessions.reminders == ()


def test_reminders_are_sorted_and_told_once(read: Read) -> None:
    settings = read("", {"MENTORBOT_SESSIONS__REMINDERS": "20s,24h,1h30m,1d"})
    assert settings.sessions.reminders == (timedelta(days=1), timedelta(minutes=90), timedelta(seconds=20))


def test_values_are_typed(read: Read) -> None:
    settings = read(
        '[community]\ntimezone = "Europe/Berlin"\n[discord]\ntoken = " a.b.c\\n"\nmembers_intent = true\n'
        '[telegram]\napi_url = "http://localhost:81/bot/"\n[log]\nlevel = "debug"\n'
        '[links]\nallowed_hosts = ["Meet.Example.org"]\n',
        {"MENTORBOT_DISCORD__SHARD_COUNT": "2"},
    )
    assert settings.community.timezone == ZoneInfo("Europe/Berlin")
    assert settings.discord.token is not None
    assert settings.discord.token.get_secret_value() == "a.b.c"
    assert (settings.discord.members_intent, settings.discord.shard_count) == (True, 2)
    assert settings.telegram.api_url == "http://localhost:81/bot"
    assert settings.log.level == "DEBUG"
    assert settings.links.allowed_hosts == ("meet.example.org",)
    assert settings.faces == ("discord",)


def test_settings_cannot_be_changed(read: Read) -> None:
    settings = read()
    with pytest.raises(ValidationError):
        settings.http.port = 1  # type: ignore[misc]  # the point of the test


def test_a_byte_order_mark_is_no_problem(tmp_path: Path) -> None:
    path = tmp_path / "c.toml"
    path.write_bytes(b"\xef\xbb\xbf[http]\r\nport = 3\r\n")
    assert load(path, {}).http.port == 3


def test_a_secret_can_lie_in_a_file(read: Read, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("from-a-file\n")
    settings = read("", {"MENTORBOT_TELEGRAM__TOKEN_FILE": str(tmp_path / "token")})
    assert settings.telegram.token is not None
    assert settings.telegram.token.get_secret_value() == "from-a-file"


def test_a_secret_in_a_file_and_in_a_variable_is_refused(refuse: Refuse, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("one")
    environ = {"MENTORBOT_TELEGRAM__TOKEN": "two", "MENTORBOT_TELEGRAM__TOKEN_FILE": str(tmp_path / "token")}
    (line,) = refuse("", environ)
    assert line.endswith(
        "TOKEN_FILE: cannot be set together with MENTORBOT_TELEGRAM__TOKEN; keep one of them"
    )


def test_a_secrets_file_that_is_not_there_is_refused(refuse: Refuse) -> None:
    (line,) = refuse("", {"MENTORBOT_TELEGRAM__WEBHOOK_SECRET_FILE": "/nowhere/at/all"})
    assert line == "MENTORBOT_TELEGRAM__WEBHOOK_SECRET_FILE: must be the path of a text file that can be read"


@pytest.mark.parametrize("by_variable", [True, False])
def test_a_named_file_has_to_be_there(tmp_path: Path, by_variable: bool) -> None:
    path = tmp_path / "none.toml"
    with pytest.raises(ConfigError) as caught:
        load(None if by_variable else path, {"MENTORBOT_CONFIG": str(path)} if by_variable else {})
    assert caught.value.lines() == (f"{path}: cannot be read: no such file or directory",)


def test_a_refused_reload_leaves_the_old_settings_as_they_were(read: Read, refuse: Refuse) -> None:
    old = read("[http]\nport = 5\n")
    refuse("[http]\nport = -5\n")
    assert old.http.port == 5


def test_secrets_are_known_to_the_log_and_shown_to_nobody(read: Read) -> None:
    settings = read(
        "",
        {
            "MENTORBOT_DISCORD__TOKEN": "canary-discord",
            "MENTORBOT_TELEGRAM__TOKEN": "canary-telegram",
            "MENTORBOT_TELEGRAM__WEBHOOK_SECRET": "canary-webhook",
            "MENTORBOT_DATABASE__URL": "postgresql+asyncpg://u:canary%20db@h/name",
        },
    )
    assert set(settings.secrets()) == {
        "canary-discord",
        "canary-telegram",
        "canary-webhook",
        "canary%20db",
        "canary db",
    }
    shown = (
        f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()} {warnings(settings)}"
    )
    assert "canary" not in shown
