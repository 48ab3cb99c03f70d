"""One call of a Bot API method: its parameters as they came, from a query, a form, JSON or multipart."""

import json
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from bot.sandbox.telegram.errors import JsonObject, bad_request


@dataclass(slots=True)
class Upload:
    """A file part of a multipart body."""

    name: str | None
    mime: str | None
    content: bytes


@dataclass(slots=True)
class Call:
    """A method's name and its parameters; form values are strings, JSON values keep their types."""

    method: str
    params: JsonObject = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)
    as_form: bool = True

    def has(self, name: str) -> bool:
        """Say whether a parameter was given and is not empty."""
        return self.params.get(name) not in (None, "")

    def text(self, name: str) -> str | None:
        """Return a parameter as text, `None` when absent."""
        value = self.params.get(name)
        if value is None:
            return None
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, name: str, default: int | None = None) -> int | None:
        """Return a whole number; what is none counts as absent, as on the real server."""
        value = self.params.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        try:
            return int(str(value)) if value is not None else default
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        """Return a boolean as Telegram reads it: true, yes, 1 in any case."""
        return str(self.params.get(name, "")).lower() in ("true", "yes", "1", "t")

    def structure(self, name: str) -> object:
        """Return a nested value, decoded from JSON when it came as a string; 400 for bad JSON."""
        value = self.params.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            decoded: object = json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None
        return decoded

    def mapping(self, name: str) -> JsonObject:
        """Return a nested object, empty when absent."""
        value = self.structure(name)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise bad_request(f"object expected as {name}")
        return value


async def read_call(method: str, request: web.Request) -> Call:
    """Read a request into a call, whatever way the client chose to send it."""
    call = Call(method, dict(request.query))
    if not request.can_read_body:
        return call
    if request.content_type == "application/json":
        await _read_json(call, request)
    elif request.content_type == "multipart/form-data":
        await _read_multipart(call, request)
    else:
        body = (await request.read()).decode("utf-8", "replace")
        call.params.update(parse_qsl(body, keep_blank_values=True))
    return call


async def _read_json(call: Call, request: web.Request) -> None:
    try:
        body = json.loads(await request.read())
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(body, dict):
        raise bad_request("object expected as request body")
    call.as_form = False
    call.params.update(body)


async def _read_multipart(call: Call, request: web.Request) -> None:
    reader = await request.multipart()
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise bad_request("wrong multipart body")
        if part.filename is None:
            call.params[part.name] = await part.text()
        else:
            mime = part.headers.get("Content-Type")
            content = bytes(await part.read(decode=True))
            call.uploads[part.name] = Upload(part.filename, mime, content)
