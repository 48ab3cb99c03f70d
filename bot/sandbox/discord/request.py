"""One request of the bot to the REST API, as it was read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.discord.forms import Json, RefusedError
from bot.sandbox.discord.records import Upload


@dataclass
class Request:
    """Its route's template and parameters, the query, the JSON body, the uploaded files."""

    method: str
    template: str
    path: str
    parameters: Mapping[str, str]
    query: Mapping[str, str]
    base: str
    body: Any = None
    files: dict[int, Upload] = field(default_factory=dict)
    authorized: bool = False

    def __getitem__(self, name: str) -> str:
        """Return a parameter of the path."""
        return self.parameters[name]

    @property
    def fields(self) -> Json:
        """The JSON body as an object. Raises 50035 when it is anything else."""
        if isinstance(self.body, dict):
            return self.body
        raise RefusedError(400, 50035, "Invalid Form Body", {"_errors": [_NOT_A_DICTIONARY]})

    def asks(self, name: str) -> bool:
        """Return whether a query parameter is switched on."""
        return self.query.get(name, "").lower() in ("1", "true")


_NOT_A_DICTIONARY = {"code": "DICT_TYPE_CONVERT", "message": "Only dictionaries may be used in a DictType"}
