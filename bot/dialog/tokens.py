"""Button tokens: signed, at most 64 bytes of ASCII, believed only when genuine (trust.md §2 row 69).

A token is base64url of a version byte, the packed press or step, and eight bytes of keyed BLAKE2b,
which takes a fraction of what HMAC through OpenSSL does.
What does not fit is kept in a row behind a random number of 96 bits; that token is signed too.
A token says what to do, never that one may: authority comes from who presses.
"""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.dialog.asking import Do, Step
from bot.dialog.codes import Codes
from bot.dialog.command import Registry
from bot.dialog.packing import (
    Garbled,
    Unfit,
    Unknown,
    from_hours,
    hours,
    pack_press,
    pack_step,
    plain,
    unpack_press,
    unpack_step,
)
from bot.dialog.view import Press
from core.clock import Clock
from core.ports import Database, UnitOfWork

LONGEST = 64
MAC_BYTES = 8
ID_BYTES = 12
ROW_LIFE = timedelta(days=90)
"""How long the row behind a long token is kept; buttons older than that say so."""
_ROOM = LONGEST * 3 // 4
_PRESS, _STEP, _ROW = 0x10, 0x11, 0x12


class Broken(StrEnum):
    """Why a token does nothing; the catalogue says it as `dialog-button-<value>`."""

    FORGED = "forged"
    EXPIRED = "expired"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True)
class Kept:
    """A genuine token whose content lies in a row."""

    row: str


Opened = Press | Step | Kept | Broken


class Tokens:
    """Seals and opens tokens with this instance's secret."""

    def __init__(self, registry: Registry, secret: bytes) -> None:
        """Keys for the commands as declared now; `secret` has at least 16 bytes."""
        if len(secret) < 16:
            raise ValueError("the secret of the buttons needs at least 16 bytes")
        self._key = hmac.digest(secret, b"mentorbot button 1", "sha256")
        self._registry = registry
        self.commands = Codes(command.name for command in registry)
        self.params = Codes(param.name for command in registry for param in command.params)

    def seal(self, what: Press | Step) -> str | None:
        """The token; None when it does not fit into 64 bytes."""
        try:
            if isinstance(what, Press):
                return self._signed(_PRESS, pack_press(what))
            return self._signed(_STEP, pack_step(what))
        except Unfit:
            return None

    def seal_row(self) -> tuple[str, str]:
        """A token for a row yet to be kept, and the row's name."""
        number = secrets.token_bytes(ID_BYTES)
        token = self._signed(_ROW, number)
        if token is None:
            raise AssertionError("a row's token always fits")
        return token, number.hex()

    def open(self, token: str, now: datetime) -> Opened:
        """What the token stands for; every failure is a value."""
        body = self._verified(token)
        if body is None:
            return Broken.FORGED
        try:
            match body[0]:
                case 0x10:
                    return self.current(unpack_press(body[1:], self.commands, self.params), now)
                case 0x11:
                    return unpack_step(body[1:], self.params)
                case 0x12:
                    return Kept(body[1:].hex())
                case _:
                    return Broken.OUTDATED
        except (Garbled, Unknown):
            return Broken.OUTDATED

    def current(self, press: Press, now: datetime) -> Press | Broken:
        """The press if it can still be carried out."""
        command = self._registry.commands.get(press.command)
        if command is None or press.answers.keys() - {param.name for param in command.params}:
            return Broken.OUTDATED
        if press.expires_at is not None and press.expires_at <= now:
            return Broken.EXPIRED
        return press

    def _signed(self, kind: int, body: bytes) -> str | None:
        data = bytes([kind]) + body
        if len(data) + MAC_BYTES > _ROOM:
            return None
        return _encode(data + self._mac(data))

    def _verified(self, token: str) -> bytes | None:
        if len(token) > LONGEST or not token.isascii():
            return None
        try:
            data = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            return None
        body, mac = data[:-MAC_BYTES], data[-MAC_BYTES:]
        genuine = hmac.compare_digest(self._mac(body), mac)
        # One content has one spelling: bits that the decoder ignores may not differ.
        return body if genuine and body and _encode(data) == token else None

    def _mac(self, data: bytes) -> bytes:
        return hashlib.blake2b(data, key=self._key, digest_size=MAC_BYTES).digest()


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


class Sealing:
    """Turns the presses of one message into tokens; private ones obey only their person."""

    def __init__(self, tokens: Tokens, database: Database, clock: Clock, person_id: int | None) -> None:
        self._tokens = tokens
        self._database = database
        self._clock = clock
        self._person_id = person_id
        self._rows: list[tuple[str, str, datetime]] = []

    def seal(self, what: Press | Step) -> str:
        """A token of at most 64 bytes, signed; what does not fit is kept in a row."""
        if isinstance(what, Press) and what.only is None and self._person_id is not None:
            what = Press(what.command, what.answers, what.seen, self._person_id, what.expires_at)
        token = self._tokens.seal(what)
        if token is not None:
            return token
        token, row = self._tokens.seal_row()
        expires_at = what.expires_at if isinstance(what, Press) else None
        self._rows.append((row, _dump(what), expires_at or self._clock.now() + ROW_LIFE))
        return token

    async def keep(self) -> None:
        """Store the rows behind the tokens that did not fit; call before sending."""
        rows, self._rows = self._rows, []
        if rows:
            person_id = self._person_id
            await self._database.write(lambda uow: _keep(uow, rows, person_id), source="tokens")


def _keep(uow: UnitOfWork, rows: list[tuple[str, str, datetime]], person_id: int | None) -> None:
    for row, payload, expires_at in rows:
        uow.drafts.keep_token(row, payload, expires_at, person_id)


def _dump(what: Press | Step) -> str:
    if isinstance(what, Step):
        found: Mapping[str, object] = {
            "draft": what.draft_id, "version": what.version, "do": what.do.value,
            "param": what.param, "value": what.value,
        }  # fmt: skip
    else:
        found = {
            "command": what.command, "answers": plain(what.answers), "seen": what.seen, "only": what.only,
            "expires": hours(what.expires_at) if what.expires_at else None,
        }  # fmt: skip
    return json.dumps(found, separators=(",", ":"))


def load(payload: str) -> Press | Step:
    """What a row holds, as `_dump` wrote it."""
    found = json.loads(payload)
    if "draft" in found:
        return Step(found["draft"], found["version"], Do(found["do"]), found["param"], found["value"])
    expires = found["expires"]
    return Press(
        found["command"],
        found["answers"],
        found["seen"],
        found["only"],
        from_hours(expires) if expires is not None else None,
    )
