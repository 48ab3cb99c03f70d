"""Writing a config.toml and reading it, as the start of the bot does."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from bot.config import ConfigError, Settings, load

Read = Callable[..., Settings]
Refuse = Callable[..., tuple[str, ...]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Settings from the text of a file and from variables."""

    def reading(text: str = "", environ: Mapping[str, str] | None = None) -> Settings:
        path = tmp_path / "config.toml"
        path.write_text(text, "utf-8")
        path.chmod(0o600)
        return load(path, environ or {})

    return reading


@pytest.fixture
def refuse(read: Read, tmp_path: Path) -> Refuse:
    """The lines an operator reads about a file and variables that are refused, the folder's name left out."""

    def refusing(text: str = "", environ: Mapping[str, str] | None = None) -> tuple[str, ...]:
        with pytest.raises(ConfigError) as caught:
            read(text, environ)
        assert caught.value.__cause__ is None
        assert caught.value.__context__ is None or caught.value.__suppress_context__
        return tuple(line.replace(f"{tmp_path}/", "") for line in caught.value.lines())

    return refusing
