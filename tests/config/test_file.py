"""The config.toml that is shipped: complete, commented, and the same as the defaults."""

import re
import tomllib
from pathlib import Path

import pytest

from bot.config import Settings, load
from bot.config.kinds import Section
from bot.config.loading import SECRET_KEYS

FILE = Path(__file__).parents[2] / "config.toml"
TEXT = FILE.read_text("utf-8")
UNCOMMENTED = re.sub(r"(?m)^# (?=\w+ = )", "", TEXT)
CODE = {
    str(path.relative_to(FILE.parent)): path.read_text("utf-8")
    for path in (FILE.parent / "bot").rglob("*.py")
}


def keys() -> set[tuple[str, str]]:
    """Every `section, key` the settings know."""
    found: set[tuple[str, str]] = set()
    for name, section in Settings.model_fields.items():
        assert isinstance(section.annotation, type)
        assert issubclass(section.annotation, Section)
        found |= {(name, key) for key in section.annotation.model_fields}
    return found


def test_it_says_what_the_defaults_are() -> None:
    told, built_in = (one.model_dump(mode="json") for one in (load(FILE, {}), Settings()))
    assert told == built_in


def test_it_shows_every_key_and_no_other() -> None:
    shown = {(section, key) for section, values in tomllib.loads(UNCOMMENTED).items() for key in values}
    assert shown == keys()


def test_its_commented_examples_are_right() -> None:
    settings = Settings.model_validate(tomllib.loads(UNCOMMENTED))
    assert settings.faces == ("discord", "telegram")


def test_every_key_stands_under_a_comment() -> None:
    blocks = re.split(r"\n\s*\n", TEXT)
    naked = [
        block
        for block in blocks
        if re.search(r"(?m)^\w+ = ", block) and not re.search(r"(?m)^# (?!\w+ = )", block)
    ]
    assert naked == []


def test_every_key_has_an_example_that_is_right() -> None:
    tree: dict[str, dict[str, object]] = {}
    for name, key in keys():
        section = Settings.model_fields[name].annotation
        assert isinstance(section, type)
        assert issubclass(section, Section)
        examples = section.model_fields[key].examples
        assert examples, f"{name}.{key} has no example"
        tree.setdefault(name, {})[key] = examples[0]
    Settings.model_validate(tree)


def test_the_secrets_are_these() -> None:
    assert {".".join(key) for key in SECRET_KEYS} == {
        "database.url",
        "discord.token",
        "telegram.token",
        "telegram.webhook_secret",
    }


@pytest.mark.parametrize(("name", "key"), sorted(keys()))
def test_every_key_comes_from_the_environment_too(name: str, key: str) -> None:
    values = tomllib.loads(UNCOMMENTED)
    value = values[name].pop(key)
    written = ",".join(map(str, value)) if isinstance(value, list) else str(value)
    settings = load(
        None, {f"MENTORBOT_{name}__{key}".upper(): written or "[]", "MENTORBOT_CONFIG": str(FILE)}
    )
    assert getattr(getattr(settings, name), key) == getattr(
        getattr(Settings.model_validate(tomllib.loads(UNCOMMENTED)), name), key
    )


@pytest.mark.parametrize(("name", "key"), sorted(keys()))
def test_every_key_is_of_use(name: str, key: str) -> None:
    read = [text for path, text in CODE.items() if "bot/config" not in path and f".{key}" in text]
    assert read, f"nothing reads {name}.{key}"
