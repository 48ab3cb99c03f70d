"""Reads config.toml and the environment into one tree, remembering where each value came from."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.config.problems import PREFIX, Key, Origin, Problem, variable_of

CONFIG_VARIABLE = "MENTORBOT_CONFIG"

_HEADER = re.compile(r"\s*\[\s*([\w.-]+)\s*\]\s*(?:#.*)?")
_ASSIGNMENT = re.compile(r"\s*([\w.-]+)\s*=")
_AT_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)")


@dataclass
class Sources:
    """The values found so far, their origins, and what could not be read."""

    values: dict[str, object] = field(default_factory=dict)
    origins: dict[Key, Origin] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def read_file(self, path: Path) -> None:
        """Take everything from a TOML file."""
        origin = Origin(str(path))
        try:
            text = path.read_bytes().decode("utf-8-sig")
            self.values = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            found = _AT_LINE.search(str(error))
            line = int(found[1]) if found else None
            reason = f"is not valid TOML here: {_AT_LINE.sub('', str(error))}"
            self.problems.append(Problem(Origin(str(path), line), (), reason, 'key = "value"'))
        except UnicodeDecodeError:
            self.problems.append(Problem(origin, (), "is not text in UTF-8"))
        except OSError as error:
            self.problems.append(
                Problem(origin, (), f"cannot be read: {(error.strerror or 'unknown').lower()}")
            )
        else:
            self.origins = {key: Origin(str(path), line) for key, line in lines_of(text).items()}

    def read_environment(self, environ: Mapping[str, str], secret_keys: Iterable[Key]) -> None:
        """Lay the variables over the file; an empty one is not set, `…_FILE` of a secret names its file."""
        in_files = {f"{variable_of(key)}_FILE": key for key in secret_keys}
        for name, value in sorted(environ.items()):
            if not name.startswith(PREFIX) or name == CONFIG_VARIABLE or not value.strip():
                continue
            origin = Origin(name, is_variable=True)
            if name in in_files:
                self._read_secret(origin, in_files[name], Path(value.strip()))
            else:
                self._set(origin, tuple(name.removeprefix(PREFIX).lower().split("__")), value)

    def _read_secret(self, origin: Origin, key: Key, path: Path) -> None:
        given = self.origins.get(key)
        if given is not None and given.is_variable:
            self.problems.append(
                Problem(origin, key, f"cannot be set together with {given.name}; keep one of them")
            )
            return
        try:
            self._set(origin, key, path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError):
            self.problems.append(Problem(origin, key, "must be the path of a text file that can be read"))

    def _set(self, origin: Origin, key: Key, value: str) -> None:
        if len(key) != 2 or not all(key):
            reason = f"is no setting; a setting's variable is {PREFIX}<SECTION>__<KEY>"
            self.problems.append(Problem(origin, key, reason, f"{PREFIX}LOG__LEVEL=INFO"))
            return
        section = self.values.setdefault(key[0], {})
        if isinstance(section, dict):
            section[key[1]] = value
            self.origins[key] = origin
            self.origins.setdefault(key[:1], origin)


def lines_of(text: str) -> dict[Key, int]:
    """The line of each section and key, as usually written; one in an unusual spelling is not found."""
    lines: dict[Key, int] = {}
    table: Key = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.fullmatch(line):
            table = tuple(header[1].split("."))
            lines.setdefault(table, number)
        elif assignment := _ASSIGNMENT.match(line):
            lines.setdefault((*table, *assignment[1].split(".")), number)
    return lines
