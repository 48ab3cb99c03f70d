"""Presses and steps as few bytes: numbers by size, names by code, short values by a tag."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from bot.dialog.asking import Do, Step
from bot.dialog.codes import CODE_BYTES, Codes, code
from bot.dialog.view import Press

_NONE, _NO, _YES, _WHOLE, _BELOW, _DIGITS, _TEXT = range(7)
"""Tags of values; a tag from `_TEXT` on is a text of that many bytes less."""
_SEEN, _ONLY, _EXPIRES = 1, 2, 4
_PARAM, _VALUE = 1, 2
_HOUR = timedelta(hours=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST_TEXT = 255 - _TEXT
_LARGEST = 1 << 63


class Unfit(Exception):
    """This cannot be said in the short form."""


class Unknown(Exception):
    """A code that this version of the program does not know."""


class Garbled(Exception):
    """Bytes that no version of the program has written."""


def pack_press(press: Press) -> bytes:
    """A press: command, flags, numbers, answers. Raises Unfit."""
    flags, numbers = 0, b""
    for flag, number in (
        (_SEEN, press.seen),
        (_ONLY, press.only),
        (_EXPIRES, hours(press.expires_at) if press.expires_at else None),
    ):
        if number is not None:
            flags |= flag
            numbers += _whole(number)
    answers = b"".join(code(name) + _value(value) for name, value in press.answers.items())
    return code(press.command) + bytes([flags]) + numbers + answers


def unpack_press(data: bytes, commands: Codes, params: Codes) -> Press:
    """The press behind these bytes. Raises Unknown or Garbled."""
    reader = _Reader(data)
    command = reader.name(commands)
    flags = reader.byte()
    seen = reader.whole() if flags & _SEEN else None
    only = reader.whole() if flags & _ONLY else None
    expires_at = from_hours(reader.whole()) if flags & _EXPIRES else None
    answers: dict[str, object] = {}
    while not reader.done:
        name = reader.name(params)
        answers[name] = reader.value()
    return Press(command, answers, seen, only, expires_at)


def pack_step(step: Step) -> bytes:
    """A step of a draft. Raises Unfit."""
    flags = (_PARAM if step.param is not None else 0) | (_VALUE if step.value is not None else 0)
    named = code(step.param) if step.param is not None else b""
    value = _value(step.value) if step.value is not None else b""
    head = _whole(step.draft_id) + _whole(step.version) + step.do.value.encode("ascii")
    return head + bytes([flags]) + named + value


def unpack_step(data: bytes, params: Codes) -> Step:
    """The step behind these bytes. Raises Unknown or Garbled."""
    reader = _Reader(data)
    draft_id, version = reader.whole(), reader.whole()
    try:
        do = Do(chr(reader.byte()))
    except ValueError:
        raise Unknown from None
    flags = reader.byte()
    param = reader.name(params) if flags & _PARAM else None
    value = reader.value() if flags & _VALUE else None
    if not reader.done:
        raise Garbled
    return Step(draft_id, version, do, param, None if value is None else str(value))


def hours(instant: datetime) -> int:
    """Whole hours since 1970, rounded up: a button never expires before its time."""
    return -((_EPOCH - instant) // _HOUR)


def from_hours(number: int) -> datetime:
    """The instant so many hours after 1970. Raises Garbled."""
    try:
        return _EPOCH + number * _HOUR
    except OverflowError:
        raise Garbled from None


def plain(answers: Mapping[str, object]) -> dict[str, object]:
    """Answers as JSON holds them: tuples become lists."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in answers.items()}


def _whole(number: int) -> bytes:
    """A number of at least 0, seven bits a byte, the lowest first."""
    if not 0 <= number < _LARGEST:
        raise Unfit
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    found.append(number)
    return bytes(found)


def _value(value: object) -> bytes:
    if value is None:
        return bytes([_NONE])
    if isinstance(value, bool):
        return bytes([_YES if value else _NO])
    if isinstance(value, int):
        return bytes([_WHOLE]) + _whole(value) if value >= 0 else bytes([_BELOW]) + _whole(-value)
    if isinstance(value, str):
        return _text(value)
    raise Unfit


def _text(value: str) -> bytes:
    """Text; digits that a number gives back exactly are kept as the number."""
    if len(value) < 19 and value.isascii() and value.isdecimal() and str(int(value)) == value:
        return bytes([_DIGITS]) + _whole(int(value))
    encoded = value.encode("utf-8", "surrogatepass")
    if len(encoded) > _LONGEST_TEXT:
        raise Unfit
    return bytes([_TEXT + len(encoded)]) + encoded


class _Reader:
    """Takes bytes from the front; raises Garbled when there are not enough."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def done(self) -> bool:
        return self._at == len(self._data)

    def take(self, count: int) -> bytes:
        found = self._data[self._at : self._at + count]
        if len(found) < count:
            raise Garbled
        self._at += count
        return found

    def byte(self) -> int:
        return self.take(1)[0]

    def whole(self) -> int:
        number = shift = 0
        while True:
            found = self.byte()
            number |= (found & 0x7F) << shift
            if found < 0x80:
                return number
            shift += 7
            if shift > 63:
                raise Garbled

    def name(self, codes: Codes) -> str:
        name = codes.name(self.take(CODE_BYTES))
        if name is None:
            raise Unknown
        return name

    def value(self) -> object:
        tag = self.byte()
        if tag in (_NONE, _NO, _YES):
            return {_NONE: None, _NO: False, _YES: True}[tag]
        if tag in (_WHOLE, _BELOW):
            return self.whole() if tag == _WHOLE else -self.whole()
        if tag == _DIGITS:
            return str(self.whole())
        try:
            return self.take(tag - _TEXT).decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            raise Garbled from None
