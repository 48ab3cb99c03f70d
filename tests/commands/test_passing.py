"""What goes wrong without anybody's fault and is over by itself (trust.md §2 row 39)."""

import pytest

from core.errors import Conflict
from storage.groups import GroupRepository
from tests.commands.town import Town


async def test_who_was_in_the_way_of_others_is_asked_to_try_again(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No apology: it was tried four times, nothing is wrong and nothing has changed."""
    ada = await town.person("Ada Example")
    group = await town.group()
    tried = []

    def busy(*_: object, **__: object) -> None:
        tried.append(1)
        raise Conflict("somebody else has it")

    with monkeypatch.context() as patched:
        patched.setattr(GroupRepository, "set_link", busy)
        said = await ada.do("group join", group=str(group.id))
    assert "Nothing has changed. Please try again." in said
    assert "number" not in said
    assert len(tried) == 4
    assert "Python" in await ada.do("group join", group=str(group.id))
