"""The transport compressions a client may ask the gateway for."""

import zlib
from collections.abc import Callable

Squeeze = Callable[[str], bytes]

_ZSTD_MAGIC = bytes.fromhex("28b52ffd")
# Frame header: no content size, no checksum, a window of 128 KiB (2^17), which is also the largest block.
_ZSTD_HEADER = _ZSTD_MAGIC + bytes([0x00, 0x38])
_BLOCK = 1 << 17


def squeezer(asked: str | None) -> Squeeze | None:
    """Return what turns texts into frames of one stream; None where plain text was asked for."""
    if asked == "zlib-stream":
        return _zlib_stream()
    if asked == "zstd-stream":
        return _zstd_stream()
    return None


def _zlib_stream() -> Squeeze:
    stream = zlib.compressobj(level=1)
    return lambda text: stream.compress(text.encode()) + stream.flush(zlib.Z_SYNC_FLUSH)


def _zstd_stream() -> Squeeze:
    """Make a valid zstd stream of stored blocks: Python 3.11 has no zstd compressor, and needs none here."""
    opened = False

    def squeeze(text: str) -> bytes:
        nonlocal opened
        head = b"" if opened else _ZSTD_HEADER
        opened = True
        return head + b"".join(_stored_blocks(text.encode()))

    return squeeze


def _stored_blocks(content: bytes) -> list[bytes]:
    """Return the content as raw blocks, none of them the last of its frame."""
    pieces = [content[at : at + _BLOCK] for at in range(0, len(content), _BLOCK)]
    return [(len(piece) << 3).to_bytes(3, "little") + piece for piece in pieces]
