"""A wrong setting stops the start with its place, its key, the reason and an example; trust.md row 46."""

import json
import tomllib
from pathlib import Path
from random import Random

import pytest
from pydantic import ValidationError

from bot.config import Settings
from bot.config.kinds import Section
from bot.config.loading import SECRET_KEYS
from tests.config.conftest import Refuse

CANARY = "canary-9f8e7d"
EXAMPLES = {
    (name, key): field.examples[0]
    for name, section in Settings.model_fields.items()
    if isinstance(section.annotation, type) and issubclass(section.annotation, Section)
    for key, field in section.annotation.model_fields.items()
    if field.examples
}
FREE_TEXT = {("community", "name"), ("http", "host")}
"""These take any text."""


def toml(value: object) -> str:
    """A value as TOML writes it."""
    return json.dumps(value)


def wrong_values(key: tuple[str, str]) -> list[object]:
    """Values this key must refuse: of another type, beyond every limit, or a text it does not know."""
    example = EXAMPLES[key]
    wrong: list[object] = [{"a": 1}, 1.5]
    if isinstance(example, bool):
        return [*wrong, CANARY, [CANARY], 7]
    if isinstance(example, int):
        return [*wrong, CANARY, [CANARY], -1, 10**12, True]
    if isinstance(example, list):
        return [*wrong, [CANARY + " /"], [True], [[1]], 5]
    wrong += [5, True, [CANARY]]
    return wrong if key in FREE_TEXT or key in SECRET_KEYS else [*wrong, CANARY + " /"]


MUTATIONS = [(key, value) for key in sorted(EXAMPLES) for value in wrong_values(key)]


def test_there_are_enough_mutations() -> None:
    assert len(MUTATIONS) >= 200


@pytest.mark.parametrize(("key", "value"), MUTATIONS, ids=[f"{'.'.join(k)}={v}" for k, v in MUTATIONS])
def test_a_wrong_value_in_the_file(refuse: Refuse, key: tuple[str, str], value: object) -> None:
    written = "{a = 1}" if isinstance(value, dict) else toml(value)
    lines = refuse(f"# first\n[{key[0]}]\n\n{key[1]} = {written}\n")
    (line,) = [line for line in lines if f": {'.'.join(key)}: " in line]
    assert line.startswith("config.toml:4: ")
    assert f". Example: {key[1]} = " in line
    assert CANARY not in "".join(lines)


@pytest.mark.parametrize("key", sorted(set(EXAMPLES) - FREE_TEXT - set(SECRET_KEYS)), ids=".".join)
def test_a_wrong_value_in_a_variable(refuse: Refuse, key: tuple[str, str]) -> None:
    name = f"MENTORBOT_{key[0]}__{key[1]}".upper()
    (line,) = refuse("", {name: CANARY + " /"})
    assert line.startswith((f"{name}: must ", f"{name}: does not "))
    assert f". Example: {name}=" in line
    assert CANARY not in line


@pytest.mark.parametrize("seed", range(200))
def test_everything_that_is_wrong_is_told_at_once(refuse: Refuse, seed: int) -> None:
    """Up to eight wrong values at once, spread over the file and the environment."""
    dice = Random(seed)  # noqa: S311 - the same mistakes each time
    wrong = dice.sample([one for one in MUTATIONS if not isinstance(one[1], dict)], 8)
    inside = dict(_sections(dict(wrong[:5])))
    around = {key for key, _ in wrong[5:] if key not in {*inside, *FREE_TEXT} and key not in SECRET_KEYS}
    file = "".join(f"[{section}]\n{name} = {toml(value)}\n" for (section, name), value in inside.items())
    lines = refuse(file, {f"MENTORBOT_{one[0]}__{one[1]}".upper(): CANARY + " /" for one in around})
    for section, name in inside:
        assert sum(f": {section}.{name}: " in line for line in lines) == 1
        assert any(f". Example: {name} = " in line for line in lines if f"{section}.{name}: " in line)
    for section, name in around:
        variable = f"MENTORBOT_{section}__{name}".upper()
        assert sum(line.startswith(f"{variable}: ") for line in lines) == 1
        assert any(f". Example: {variable}=" in line for line in lines)
    assert CANARY not in "".join(lines)


def _sections(wrong: dict[tuple[str, str], object]) -> list[tuple[tuple[str, str], object]]:
    """One key of each section: TOML takes a section once."""
    return list({key[0]: (key, value) for key, value in sorted(wrong.items(), key=str)}.values())


@pytest.mark.parametrize("key", sorted(EXAMPLES), ids=".".join)
def test_an_example_can_be_copied_into_the_file(key: tuple[str, str]) -> None:
    assert tomllib.loads(f"{key[1]} = {toml(EXAMPLES[key])}") == {key[1]: EXAMPLES[key]}


def test_a_key_with_two_wrong_items_is_told_once(refuse: Refuse) -> None:
    assert len(refuse('[admins]\ndiscord_user_ids = ["x", "y"]\n')) == 1


def test_what_pydantic_says_repeats_no_value_either() -> None:
    with pytest.raises(ValidationError) as caught:
        Settings.model_validate({"discord": {"token": [CANARY]}, "http": {"port": CANARY}})
    assert CANARY not in str(caught.value)


def test_all_problems_are_told_at_once_the_files_from_top_to_bottom_first(refuse: Refuse) -> None:
    lines = refuse(
        '[telgram]\ntoken = "x"\n[http]\nport = 99999\nhots = "a"\n'
        '[sessions]\nmin_length = "9h"\napproval = "maybe"\n',
        {
            "MENTORBOT_LOG__LEVEL": "LOUD",
            "MENTORBOT_FOO": "1",
            "MENTORBOT_DATABASE__URL": "postgres://u:p@h/d",
        },
    )
    assert [line.split(": must")[0].split(": is")[0] for line in lines] == [
        "config.toml:1: telgram",
        "config.toml:4: http.port",
        "config.toml:5: http.hots",
        "config.toml:6: sessions.max_length",
        "config.toml:8: sessions.approval",
        "MENTORBOT_DATABASE__URL",
        "MENTORBOT_FOO",
        "MENTORBOT_LOG__LEVEL",
    ]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("[telgram]\n", "telgram: is no section mentorbot knows; did you mean telegram?"),
        ("[qqq]\n", "qqq: is no section mentorbot knows; the sections here are community, discord,"),
        ('[discord]\ntokn = "x"\n', "discord.tokn: is no key mentorbot knows; did you mean token?"),
        ("[groups]\nqqq = 1\n", "groups.qqq: is no key mentorbot knows; the keys here are join_limit"),
        ("discord = 5\n", "discord: must be a section of its own"),
        ("[[discord]]\n", "discord: must be a section of its own"),
    ],
)
def test_an_unknown_name_is_told_with_the_known_ones(refuse: Refuse, text: str, hint: str) -> None:
    (line,) = refuse(text)
    assert hint in line


@pytest.mark.parametrize(
    "name", ["MENTORBOT_TOKEN", "MENTORBOT_A__B__C", "MENTORBOT___B", "MENTORBOT_DISCORD__TOKN"]
)
def test_an_unknown_variable_is_refused(refuse: Refuse, name: str) -> None:
    (line,) = refuse("", {name: CANARY})
    assert line.startswith(f"{name}: is no ")
    assert CANARY not in line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"[discord]\ntoken = {CANARY}:x\n", 2),
        (f'[discord]\ntoken = "{CANARY}\n', 2),
        (f"[discord\ntoken = '{CANARY}'\n", 1),
        ("[http]\nport = 1\nport = 2\n", 3),
        ("[http]\n[http]\n", 2),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(refuse: Refuse, text: str, line: int) -> None:
    (told,) = refuse(text)
    assert told.startswith(f"config.toml:{line}: is not valid TOML here: ")
    assert CANARY not in told


def test_a_file_that_is_no_text_is_refused(
    refuse: Refuse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "write_text", lambda self, *_: self.write_bytes(b"\xff\xfe\x00"))
    assert refuse() == ("config.toml: is not text in UTF-8",)


@pytest.mark.parametrize(
    ("zone", "hint"),
    [
        ("Europe/Berln", "did you mean Europe/Berlin"),
        ("berlin", "did you mean Europe/Berlin"),
        ("Kolkatta", "did you mean Asia/Kolkata"),
        ("CST", "must be an IANA time zone"),
        ("EST", "must be an IANA time zone"),
        ("GMT+25", "must be an IANA time zone"),
        ("../../etc/passwd", "must be an IANA time zone"),
    ],
)
def test_a_zone_that_is_none_is_told_with_near_ones(refuse: Refuse, zone: str, hint: str) -> None:
    (line,) = refuse(f'[community]\ntimezone = "{zone}"\n')
    assert hint in line
    assert "?." not in line


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        (f"postgres://u:{CANARY}@h/d", "must begin with"),
        (f"sqlite:///{CANARY}", "must begin with"),
        (CANARY, "must begin with"),
        ("sqlite+aiosqlite://", "must name a file"),
        ("sqlite+aiosqlite:///:memory:", "must name a file"),
        (f"postgresql+asyncpg://u:{CANARY}@h", "must name a server and a database"),
        (f"postgresql+asyncpg://u:{CANARY}@h:x/d", "must name a server and a database"),
    ],
)
def test_a_database_address_that_cannot_be_used(refuse: Refuse, url: str, reason: str) -> None:
    (line,) = refuse("", {"MENTORBOT_DATABASE__URL": url})
    assert reason in line
    assert CANARY not in line


@pytest.mark.parametrize(
    "address",
    [
        "htp://x",
        "https://",
        "x.example.org",
        "https://u:p@h",
        "https://h/?a=1",
        "https://h:99999",
        "https://h:0",
        "//h",
    ],
)
def test_an_address_that_is_none(refuse: Refuse, address: str) -> None:
    (line,) = refuse(f'[discord]\napi_url = "{address}"\n')
    assert "discord.api_url: must be a " in line


@pytest.mark.parametrize("text", ["10", "", "m", "-5m", "1.5h", "5 weeks", "9999999d", "1h-5m"])
def test_a_length_of_time_that_is_none(refuse: Refuse, text: str) -> None:
    (line,) = refuse(f'[drafts]\nexpiry = "{text}"\n')
    assert "drafts.expiry: must be a length of time with its unit" in line


@pytest.mark.parametrize(
    ("section", "keys", "reason"),
    [
        (
            "sessions",
            'min_length = "2h"\nmax_length = "1h"',
            "sessions.max_length: must not be less than min_length",
        ),
        (
            "sessions",
            'min_notice = "2d"\nmax_ahead = "1d"',
            "sessions.max_ahead: must not be less than min_notice",
        ),
        ("sessions", 'reminders = ["0s"]', "sessions.reminders: must be lengths of time of more than 0s"),
        ("http", "port = 70000", "http.port: must be at most 65535"),
        ("drafts", 'expiry = "91d"', "drafts.expiry: must be at most 90 days"),
        ("community", 'name = " "', "community.name: must not be empty"),
        ("sessions", 'mode = "ONLINE"', "sessions.mode: is no key"),
    ],
)
def test_limits_are_told_as_they_are_written(refuse: Refuse, section: str, keys: str, reason: str) -> None:
    (line,) = refuse(f"[{section}]\n{keys}\n")
    assert reason in line


def test_a_webhook_needs_its_address_and_secret(refuse: Refuse) -> None:
    assert [line.split(". Example")[0] for line in refuse("", {"MENTORBOT_TELEGRAM__MODE": "webhook"})] == [
        'MENTORBOT_TELEGRAM__WEBHOOK_SECRET: is needed with telegram.mode = "webhook"',
        'MENTORBOT_TELEGRAM__WEBHOOK_URL: is needed with telegram.mode = "webhook"',
    ]


def test_a_list_that_is_half_written_is_refused(refuse: Refuse) -> None:
    (line,) = refuse("", {"MENTORBOT_ADMINS__DISCORD_USER_IDS": "[1, 2"})
    assert ": must be a list, with commas between its items" in line


def test_a_webhook_is_called_over_https_only(refuse: Refuse) -> None:
    (line,) = refuse('[telegram]\nwebhook_url = "http://bot.example.org/telegram"\n')
    assert "telegram.webhook_url: must begin with https://" in line
