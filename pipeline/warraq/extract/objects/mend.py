"""Rebuilds the cross-reference table of a file whose own doesn't lead anywhere, from the objects that are really there.

pdfminer does so for files with plain objects; most files of today keep theirs in object streams, and a few bytes too
many before the header make them unreadable. A file that was cut off is not mended: what is missing can't be known, and
half a document must not pass for a whole one.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_left
from typing import Final

_OBJECT: Final = re.compile(rb"(?<!\d)(\d{1,9})[\0\t\n\f\r ]+(\d{1,5})[\0\t\n\f\r ]+obj\b")
_OBJECT_STREAM: Final = re.compile(rb"/Type\s*/ObjStm\b")
_CATALOG: Final = re.compile(rb"/Type\s*/Catalog\b")
_INFO: Final = re.compile(rb"/Info\s+(\d+\s+\d+\s+R)\b")
#: The end marker stands this near to the end of a whole file.
_END_WITHIN: Final = 2048
#: Bytes of a dictionary before its stream; enough for any object stream.
_DICTIONARY: Final = 2048
#: Bytes that the object streams may unpack to.
_UNPACKED: Final = 256 * 1024 * 1024


def mend(data: bytes) -> bytes | None:
    """The file with a new cross-reference table; None where it is cut off, encrypted or holds no catalog."""
    if b"%%EOF" not in data[-_END_WITHIN:] or b"/Encrypt" in data:
        return None
    offsets = {int(match[1]): match.start() for match in _OBJECT.finditer(data)}
    unpacked = _unpack(data, sorted(offsets.values()), set(offsets))
    parts, at = [data, b"\n"], len(data) + 1
    for number, body in unpacked.items():
        text = b"%d 0 obj\n%b\nendobj\n" % (number, body)
        offsets[number] = at
        parts.append(text)
        at += len(text)
    root = _root(data, offsets, unpacked)
    if root is None:
        return None
    info = _INFO.search(data)
    entries = b"".join(b"%d 1\n%010d 00000 n \n" % (number, offset) for number, offset in sorted(offsets.items()))
    trailer = b"<</Size %d/Root %d 0 R%b>>" % (max(offsets) + 1, root, b"/Info " + info[1] if info else b"")
    parts.append(b"xref\n%btrailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (entries, trailer, at))
    return b"".join(parts)


def _unpack(data: bytes, offsets: list[int], known: set[int]) -> dict[int, bytes]:
    """The objects inside object streams (ISO 32000-2, 7.5.7) that don't also stand in the open."""
    objects: dict[int, bytes] = {}
    budget = _UNPACKED
    for start in offsets:
        head = data[start : start + _DICTIONARY]
        begin = head.find(b"stream")
        if begin < 0 or not _OBJECT_STREAM.search(head, 0, begin):
            continue
        first = re.search(rb"/First\s+(\d+)", head)
        body = data[start + begin + 6 :].lstrip(b"\r\n") if b"FlateDecode" in head[:begin] else b""
        try:
            text = zlib.decompressobj().decompress(body, budget)
        except zlib.error:
            continue
        budget -= len(text)
        if first is None or budget <= 0:
            continue
        base = int(first[1])
        pairs = [int(word) for word in re.findall(rb"\d+", text[:base])]
        places = sorted(zip(pairs[1::2], pairs[::2], strict=False))
        ends = [place for place, _ in places[1:]] + [len(text)]
        for (place, number), end in zip(places, ends, strict=False):
            if number not in known:
                objects[number] = text[base + place : base + end]
    return objects


def _root(data: bytes, offsets: dict[int, int], unpacked: dict[int, bytes]) -> int | None:
    """Number of the last catalog of the file."""
    packed = [number for number, body in unpacked.items() if _CATALOG.search(body)]
    if packed:
        return packed[-1]
    catalogs = [match.start() for match in _CATALOG.finditer(data)]
    open_objects = sorted((offset, number) for number, offset in offsets.items() if number not in unpacked)
    starts = [offset for offset, _ in open_objects]
    for catalog in reversed(catalogs):
        before = bisect_left(starts, catalog)
        if before:
            return open_objects[before - 1][1]
    return None
