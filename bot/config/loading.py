"""From a path and an environment to settings, or to every reason why not."""

import stat
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from pydantic import SecretStr, ValidationError

from bot.config.kinds import Section
from bot.config.problems import ConfigError, Key, Origin, Problem, explain
from bot.config.settings import Settings
from bot.config.sources import CONFIG_VARIABLE, Sources

DEFAULT_PATH = Path("config.toml")


def load(path: Path | None, environ: Mapping[str, str]) -> Settings:
    """Read the settings: a file, then the environment over it.

    The file is `path`, else the one `MENTORBOT_CONFIG` names, else ./config.toml if it is there.

    Raises:
        ConfigError: with every problem of both, none of them repeating a value.
    """
    sources = Sources()
    file = _file(path, environ)
    if file is not None:
        sources.read_file(file)
    written = {key for key in SECRET_KEYS if _is_told(sources.values, key)}
    sources.read_environment(environ, SECRET_KEYS)
    try:
        settings = Settings.model_validate(sources.values)
    except ValidationError as error:
        found = tuple(explain(error, Settings, sources.origins, Origin(str(file or DEFAULT_PATH))))
        raise ConfigError(_in_order((*sources.problems, *found))) from None
    if sources.problems:
        raise ConfigError(_in_order(tuple(sources.problems)))
    if file is not None and written and _readable_by_all(file):
        settings.note(_exposed(file, written))
    return settings


def _file(path: Path | None, environ: Mapping[str, str]) -> Path | None:
    if path is not None:
        return path
    if named := environ.get(CONFIG_VARIABLE, "").strip():
        return Path(named)
    return DEFAULT_PATH if DEFAULT_PATH.exists() else None


def _in_order(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The file's problems first, from its top to its bottom, then the environment's by name."""
    return tuple(
        sorted(problems, key=lambda one: (one.origin.is_variable, one.origin.name, one.origin.line or 0))
    )


def _is_told(values: Mapping[str, object], key: Key) -> bool:
    """Whether the file gives this secret away; a database address only does with a password in it."""
    section = values.get(key[0])
    value = section.get(key[1]) if isinstance(section, dict) else None
    return bool(value) and (key != ("database", "url") or "@" in str(value))


def _readable_by_all(file: Path) -> bool:
    return bool(file.stat().st_mode & stat.S_IROTH)


def _exposed(file: Path, written: set[Key]) -> str:
    keys = ", ".join(".".join(key) for key in sorted(written))
    return f"{file} holds secrets ({keys}) and every user of this machine can read it: run `chmod 600 {file}`"


def _secret_keys() -> tuple[Key, ...]:
    keys: list[Key] = []
    for name, section in Settings.model_fields.items():
        if isinstance(section.annotation, type) and issubclass(section.annotation, Section):
            fields = section.annotation.model_fields.items()
            keys.extend((name, key) for key, field in fields if _is_secret(field.annotation))
    return tuple(keys)


def _is_secret(annotation: object) -> bool:
    return annotation is SecretStr or any(_is_secret(part) for part in get_args(annotation))


SECRET_KEYS = _secret_keys()
"""The keys whose values are secrets: typed so in the settings, not listed a second time."""
