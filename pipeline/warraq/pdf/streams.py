"""Streams: their decoded bytes, within a budget. A few hundred bytes can unpack to gigabytes.

pdfminer decodes as far as a stream goes and has no place for a limit, so streams are decoded here, and hold their bytes
from then on, as those have that pdfminer decoded.
"""

from __future__ import annotations

import zlib
from base64 import a85decode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from io import BytesIO
from typing import Any, Final

from pdfminer import pdftypes
from pdfminer.ascii85 import asciihexdecode
from pdfminer.lzw import LZWDecoder
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.utils import apply_png_predictor, apply_tiff_predictor

from warraq.config import Limits
from warraq.errors import LimitExceeded, WarraqError


def _ascii85(data: bytes) -> bytes:
    """ASCII85, with its marks of begin and end, with half of them, or without.

    As pdfminer has it, whose patterns for the marks take time with the square of white space.
    """
    data = data.strip()
    for mark, rest in ((b"<", data[1:].lstrip()), (b"", data)):
        if data.startswith(mark) and rest.startswith(b"~"):
            data = rest[1:].lstrip()
            break
    for mark, rest in ((b">", data[:-1].rstrip()), (b"", data)):
        if data.endswith(mark) and rest.endswith(b"~"):
            data = rest[:-1].rstrip()
            break
    return a85decode(data)


#: Filters that can be told from their short names; those of images leave the data as it is.
_FLATE: Final = ("FlateDecode", "Fl")
_LZW: Final = ("LZWDecode", "LZW")
_SHRINKING: Final[dict[str, Callable[[bytes], bytes]]] = {
    "ASCII85Decode": _ascii85,
    "A85": _ascii85,
    "ASCIIHexDecode": asciihexdecode,
    "AHx": asciihexdecode,
}
_RUN_LENGTH: Final = ("RunLengthDecode", "RL")
IMAGE_FILTERS: Final = frozenset(("DCTDecode", "DCT", "JPXDecode", "JBIG2Decode", "CCITTFaxDecode", "CCF"))
#: Filters one upon the other; real files have two.
_MOST_FILTERS: Final = 8
#: Decoded bytes that streams hold; beyond, each is decoded whenever it is asked for, and counts each time.
_MOST_HELD: Final = 256 << 20
#: Columns of predicted data, its bytes in all, and for how many others each of them counts: it takes as long.
_MOST_COLUMNS: Final = 1 << 20
_MOST_PREDICTED: Final = 32 << 20
_PREDICTED_COST: Final = 8
#: Bytes at the end of deflated data that may be wrong: all but the first of its checksum.
_CHECKSUM_TAIL: Final = 3

#: A length that ends run length data; from the next one on, one byte is repeated 257 less so many times.
_END_OF_RUNS: Final = 128

_current: Final[ContextVar[_Budget | None]] = ContextVar("budget", default=None)


class _Budget:
    """What the streams of one document may unpack to."""

    def __init__(self, limits: Limits) -> None:
        self.stream = limits.stream_bytes
        self.left = limits.unpacked_bytes
        self.held = 0

    @property
    def most(self) -> int:
        return min(self.stream, self.left)

    def spend(self, size: int) -> None:
        if size > self.stream:
            raise LimitExceeded(f"a stream unpacks to more than {self.stream} bytes")
        self.spend_time(size)

    def spend_time(self, size: int) -> None:
        """What takes as long as to unpack so many bytes."""
        self.left -= size
        if self.left < 0:
            raise LimitExceeded("the streams of the file unpack to too many bytes")

    def hold(self, size: int) -> bool:
        """Whether a stream may hold so many bytes; they count if so."""
        fits = self.held + size <= _MOST_HELD
        if fits:
            self.held += size
        return fits


@contextmanager
def budget(limits: Limits) -> Iterator[None]:
    """Within it streams that unpack to more than ``limits`` allow raise LimitExceeded."""
    token = _current.set(_Budget(limits))
    try:
        yield
    finally:
        _current.reset(token)


def unpack(stream: PDFStream, *, hold: bool = False) -> bytes:
    """The decoded bytes of a stream; within the budget if there is one, and if they aren't too many the stream holds
    them from then on.

    Args:
        hold: it holds them anyway: pdfminer will look into it.

    Raises:
        LimitExceeded: it has too many filters, or unpacks to too much.
        Exception: whatever a filter raises for damaged data.
    """
    allowed = _current.get()
    if allowed is not None and stream.data is None:
        data = _decoded(stream, allowed, allowed.most)
        allowed.spend(len(data))
        if not allowed.hold(len(data)) and not hold:
            return data
        stream.data, stream.rawdata = data, None
    return bytes(stream.get_data())


def _decoded(stream: PDFStream, allowed: _Budget, most: int) -> bytes:
    """A little more than ``most`` of the decoded bytes, or all."""
    data: bytes = stream.rawdata or b""
    if stream.decipher is not None and stream.objid is not None and stream.genno is not None:
        data = stream.decipher(stream.objid, stream.genno, data, stream.attrs)
    filters = stream.get_filters()
    if len(filters) > _MOST_FILTERS:
        raise LimitExceeded(f"a stream has {len(filters)} filters")
    for number, (name, parameters) in enumerate(filters, start=1):
        # What isn't the end may be longer: the filters of images alone leave it as it is, and others make it shorter.
        enough = most if number == len(filters) else allowed.most
        data = filtered(getattr(name, "name", ""), data, enough)
        if len(data) > allowed.most:
            break
        if number < len(filters):
            allowed.spend_time(len(data))
        if isinstance(parameters, dict):
            data = _predicted(data, parameters, allowed)
    return data


def leading_bytes(value: Any, most: int) -> bytes:
    """The first bytes of a stream, or of what a reference leads to: no more than ``most`` are decoded, none is held.

    Empty where there is none to be had.
    """
    stream, allowed = resolve1(value), _current.get()
    if allowed is None or not isinstance(stream, PDFStream) or stream.data is not None:
        return stream_bytes(stream)[:most]
    try:
        # A predictor has a byte more for each row, which is a byte at least.
        data = _decoded(stream, allowed, min(2 * most, allowed.most))[:most]
        allowed.spend(len(data))
    except (WarraqError, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - see stream_bytes
        return b""
    return data


def filtered(name: str, data: bytes, most: int) -> bytes:
    """One filter; at most a little more than ``most`` bytes of what it gives. Those of images leave data as it is.

    Damaged data raises whatever its filter raises, or is empty; an unknown filter raises PDFNotImplementedError.
    """
    if name in _FLATE:
        return _unzip(data, most)
    if name in _LZW:
        return _joined(LZWDecoder(BytesIO(data)).run(), most)
    if name in _SHRINKING:
        return _SHRINKING[name](data)
    if name in _RUN_LENGTH:
        return _runs(data, most)
    if name in IMAGE_FILTERS:
        return data
    raise pdftypes.PDFNotImplementedError(f"unsupported filter: {name!r}")


def _unzip(data: bytes, most: int) -> bytes:
    """Inflated data, also where it breaks off; nothing where it is damaged before its checksum, as in pdfminer."""
    try:
        return zlib.decompressobj().decompress(data, most + 1)
    except zlib.error:
        with suppress(zlib.error):
            return zlib.decompressobj().decompress(data[:-_CHECKSUM_TAIL], most + 1)
        return b""


def _runs(data: bytes, most: int) -> bytes:
    """ISO 32000-2, 7.4.5, also where it breaks off."""
    output, at = bytearray(), 0
    while at < len(data) and data[at] != _END_OF_RUNS and len(output) <= most:
        length = data[at]
        if length < _END_OF_RUNS:
            output += data[at + 1 : at + length + 2]
            at += length + 2
        else:
            output += data[at + 1 : at + 2] * (257 - length)
            at += 2
    return bytes(output)


def _joined(pieces: Iterable[bytes], most: int) -> bytes:
    parts, size = [], 0
    for piece in pieces:
        parts.append(piece)
        size += len(piece)
        if size > most:
            break
    return b"".join(parts)


def _predicted(data: bytes, parameters: dict[str, Any], allowed: _Budget) -> bytes:
    """ISO 32000-2, 7.4.4.4."""
    predictor = _integer(parameters.get("Predictor"), 1)
    if predictor < 2:
        return data
    shape = [_integer(parameters.get(key), default) for key, default in _SHAPE]
    if max(shape) > _MOST_COLUMNS or len(data) > _MOST_PREDICTED:
        raise LimitExceeded(f"{len(data)} bytes of a stream are predicted in rows of {max(shape)}")
    allowed.spend_time(_PREDICTED_COST * len(data))
    if predictor == 2:
        data = apply_tiff_predictor(*shape, data)
    elif predictor >= 10:
        data = apply_png_predictor(predictor, *shape, data)
    return data


_SHAPE: Final = (("Colors", 1), ("Columns", 1), ("BitsPerComponent", 8))


def _integer(value: Any, default: int) -> int:
    value = resolve1(value)
    return int(value) if isinstance(value, (int, float)) else default


def stream_bytes(value: Any) -> bytes:
    """The decoded bytes of a stream, or of what a reference leads to; empty where there is none to be had."""
    value = resolve1(value)
    if not isinstance(value, PDFStream):
        return b""
    try:
        return unpack(value)
    except (WarraqError, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - a filter fails on damaged data in its own way; an unreadable stream is an empty one
        return b""


def content_bytes(value: Any) -> tuple[bytes, bool]:
    """The decoded bytes of a content stream, and whether the data is whole.

    pdfminer drops a stream whose deflated data breaks off, and takes one whose checksum is wrong for good.
    """
    stream = resolve1(value)
    raw = stream.rawdata if isinstance(stream, PDFStream) and stream.decipher is None else None
    filters = [getattr(name, "name", "") for name, _ in stream.get_filters()] if raw else []
    data = stream_bytes(stream)
    if not raw or filters[:1] not in (["FlateDecode"], ["Fl"]):
        return data, bool(data) or not raw or not raw.strip()
    if data and raw.endswith(zlib.adler32(data).to_bytes(4, "big")):
        return data, True  # the checksum of all that was inflated is where it must be
    inflated, whole = _inflate(raw)
    return data or (inflated if len(filters) == 1 else b""), whole


def _inflate(raw: bytes) -> tuple[bytes, bool]:
    """What can be inflated of zlib data, and whether it ended and its checksum (if it is there) is right."""
    inflater = zlib.decompressobj(wbits=-15)
    parts = []
    with suppress(zlib.error):
        for start in range(2, len(raw), 256):
            parts.append(inflater.decompress(raw[start : start + 256]))
    data = b"".join(parts)
    checksum = inflater.unused_data[:4]
    if len(checksum) < 4:  # the chunk boundary, or a /Length that cuts it off
        return data, inflater.eof
    return data, inflater.eof and int.from_bytes(checksum, "big") == zlib.adler32(data)
