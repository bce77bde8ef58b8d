"""Writing a healed PDF: whole, or as an incremental update behind the bytes that were there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from io import BytesIO
from typing import Final

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, Stream

from warraq.errors import UsageError

_START: Final = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_GENERATION_WIDTH: Final = 2


def whole_file(pdf: Pdf) -> bytes:
    """The document written anew; encryption, linearization, version and metadata stay as they were.

    The same document gives the same bytes, unless it is encrypted: encryption starts from random numbers.
    """
    out = BytesIO()
    pdf.save(
        out,
        fix_metadata_version=False,
        object_stream_mode=ObjectStreamMode.preserve,
        linearize=pdf.is_linearized,
        encryption=True if pdf.is_encrypted else None,
        deterministic_id=not pdf.is_encrypted,
    )
    return out.getvalue()


def incremental_update(pdf: Pdf, data: bytes, changed: Iterable[Object], first_new: int) -> bytes:
    """``data`` with the changed and the new objects appended (ISO 32000-2, 7.5.6). The old bytes are untouched.

    Args:
        pdf: the opened and changed document.
        data: the file as it was.
        changed: indirect objects that were there before and have changed.
        first_new: objects with this number or a higher one are new.

    Raises:
        UsageError: the file is encrypted, or its end is damaged.
    """
    if pdf.is_encrypted:
        raise UsageError("an encrypted file can't be updated incrementally", help="Leave --incremental out.")
    match = _START.search(data[-2048:])
    if match is None:
        raise UsageError("the end of the file is damaged", help="Leave --incremental out: the file is written anew.")
    objects = {thing.objgen: thing for thing in changed if isinstance(thing, Object) and thing.is_indirect}
    objects |= {thing.objgen: thing for thing in pdf.objects if _is_new(thing, first_new)}
    previous = int(match[1])
    parts = [data if data.endswith(b"\n") else data + b"\n"]
    at = len(parts[0])
    offsets: dict[tuple[int, int], int] = {}
    for objgen, thing in sorted(objects.items()):
        offsets[objgen] = at
        body = b"%d %d obj\n%b\nendobj\n" % (*objgen, _unparsed(thing))
        parts.append(body)
        at += len(body)
    size = max(number for number, _ in offsets) + 1
    trailer = _trailer(pdf, previous, max(size, int(pdf.trailer.get("/Size", size))))
    if data[previous : previous + 4] == b"xref":
        parts.append(_table(offsets, trailer, at))
    else:
        parts.append(_stream(offsets, trailer, at))
    return b"".join(parts)


def _is_new(thing: object, first_new: int) -> bool:
    # Numbers and names among the objects come as plain values; none of ours is one.
    return isinstance(thing, Object) and thing.is_indirect and thing.objgen[0] >= first_new


def _unparsed(thing: Object) -> bytes:
    if not isinstance(thing, Stream):
        return thing.unparse(resolved=True)
    raw = thing.read_raw_bytes()
    entries = {str(key): value for key, value in thing.items() if key not in ("/Length",)}
    header = Dictionary(entries).unparse()
    return b"%b /Length %d >>\nstream\n%b\nendstream" % (header[: header.rindex(b">>")].rstrip(), len(raw), raw)


def _trailer(pdf: Pdf, previous: int, size: int) -> Dictionary:
    kept = {key: pdf.trailer[key] for key in ("/Root", "/Info", "/ID") if key in pdf.trailer}
    return Dictionary({**kept, "/Size": size, "/Prev": previous})


def _table(offsets: dict[tuple[int, int], int], trailer: Dictionary, at: int) -> bytes:
    lines = [b"xref\n"]
    for (number, generation), offset in sorted(offsets.items()):
        lines.append(b"%d 1\n%010d %05d n \n" % (number, offset, generation))
    return b"".join([*lines, b"trailer\n", trailer.unparse(), b"\nstartxref\n%d\n%%%%EOF\n" % at])


def _stream(offsets: dict[tuple[int, int], int], trailer: Dictionary, at: int) -> bytes:
    """A cross-reference stream (7.5.8), for files whose last one is a stream too."""
    size = int(trailer.Size)
    entries = {**offsets, (size, 0): at}
    width = (at.bit_length() + 7) // 8
    rows, index = [], []
    for (number, generation), offset in sorted(entries.items()):
        rows.append(b"\1" + offset.to_bytes(width, "big") + generation.to_bytes(_GENERATION_WIDTH, "big"))
        index += [number, 1]
    data = b"".join(rows)
    trailer.Size = size + 1
    trailer.Type = Name.XRef
    trailer.W = Array([1, width, _GENERATION_WIDTH])
    trailer.Index = Array(index)
    trailer.Length = len(data)
    return b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        trailer.unparse(),
        data,
        at,
    )
