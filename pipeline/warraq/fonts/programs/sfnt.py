"""Sound TrueType programs, read directly: fontTools takes several times as long, and knows what to do with the others.

Whatever isn't as OpenType 1.9 has it, or is seldom embedded, is left to fontTools; what is read here it reads alike.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

#: Versions of `maxp` and how long the table is then.
_MAXP: Final = {0x00005000: 6, 0x00010000: 32}
_HEAD: Final = 54
_HHEA: Final = 36
_LAST_CODE_POINT: Final = 0x10FFFF

#: What the file of a TrueType program begins with.
TRUETYPE: Final = (b"\0\1\0\0", b"true")
_READ: Final = (b"cmap", b"head", b"hhea", b"hmtx", b"maxp", b"post")

#: What the subtables of a `cmap` may list in all: four times the characters of Unicode, for 65,535 glyphs at most.
MOST_CMAP_WORK: Final = 600_000
#: code -> glyph index
Cmap = dict[int, int]


class _Unusual(Exception):
    """The program is one for fontTools."""


@dataclass(frozen=True, slots=True)
class Sfnt:
    """What a sound program tells; the attributes are those of ``FontProgram``, and ``post`` the table of names.

    ``post`` is None where there is none.
    """

    units_per_em: int
    cmaps: dict[tuple[int, int], Cmap]
    advances: tuple[int, ...]
    post: bytes | None


def read_sfnt(data: bytes) -> Sfnt | None:
    """The program, if it is a TrueType one without any fault; else None."""
    try:
        tables = _tables(data, _READ)
        maxp, head, hhea, hmtx = (tables[tag] for tag in (b"maxp", b"head", b"hhea", b"hmtx"))
        version, glyphs = struct.unpack(">LH", maxp[:6])
        if len(maxp) != _MAXP.get(version) or len(head) != _HEAD or len(hhea) != _HHEA:
            return None
        longs = struct.unpack(">H", hhea[34:])[0]
        return Sfnt(
            units_per_em=struct.unpack(">H", head[18:20])[0] or 1000,
            cmaps=_cmaps(tables[b"cmap"], glyphs) if b"cmap" in tables else {},
            advances=struct.unpack(f">{2 * longs}H", hmtx[: 4 * longs])[::2],
            post=tables.get(b"post"),
        )
    except (_Unusual, KeyError, IndexError, struct.error):
        return None


def sound_tables(data: bytes, tags: Sequence[bytes]) -> dict[bytes, bytes] | None:
    """Those of the tables ``tags`` that a sound TrueType program has, by their tags; None for any other program."""
    try:
        return _tables(data, tags) if data[:4] in TRUETYPE else None
    except (_Unusual, struct.error):
        return None


def _tables(data: bytes, tags: Sequence[bytes]) -> dict[bytes, bytes]:
    """The tables ``tags``, by their tags. The directory may list very many that overlap: no others are copied."""
    count = struct.unpack(">H", data[4:6])[0]
    places: dict[bytes, slice] = {}
    for tag, _, offset, length in struct.iter_unpack(">4sLLL", data[12 : 12 + 16 * count]):
        if offset + length > len(data):
            raise _Unusual
        places[tag] = slice(offset, offset + length)
    if len(places) != count or b"CFF " in places:
        raise _Unusual
    return {tag: data[places[tag]] for tag in tags if tag in places}


def _cmaps(table: bytes, glyphs: int) -> dict[tuple[int, int], Cmap]:
    """(platform, encoding) -> map; glyph 0 is none, and neither are glyphs that the program doesn't have."""
    count = struct.unpack(">H", table[2:4])[0]
    if len(table) < 4 + 8 * count or cmap_work(table) > MOST_CMAP_WORK:
        raise _Unusual
    cmaps: dict[tuple[int, int], Cmap] = {}
    known: dict[int, Cmap] = {}
    for platform, encoding, offset in struct.iter_unpack(">HHL", table[4 : 4 + 8 * count]):
        if offset not in known:
            known[offset] = {code: gid for code, gid in _subtable(table, offset).items() if 0 < gid < glyphs}
        cmaps[platform, encoding] = known[offset]
    return cmaps


def _subtable(table: bytes, offset: int) -> Cmap:
    kind, length = struct.unpack(">HH", table[offset : offset + 4])
    if kind == 12:
        length = struct.unpack(">L", table[offset + 4 : offset + 8])[0]
    data = table[offset : offset + length]
    if len(data) != length or kind not in _READERS:
        raise _Unusual
    return _READERS[kind](data)


def _bytes(data: bytes) -> Cmap:
    """Format 0: a glyph for each byte."""
    if len(data) != 262:
        raise _Unusual
    return dict(enumerate(data[6:]))


def _segments(data: bytes) -> Cmap:
    """Format 4: segments of codes; a glyph is that of the segment's first code and so many on, or stands in a list."""
    count = struct.unpack(">H", data[6:8])[0] // 2
    words = struct.unpack(f">{len(data) // 2 - 7}H", data[14:])
    ends, starts, deltas, offsets = (words[at : at + count] for at in (0, *(i * count + 1 for i in (1, 2, 3))))
    listed = words[4 * count + 1 :]
    cmap: Cmap = {}
    for number in range(count - 1):  # the last is U+FFFF
        delta, codes = deltas[number], range(starts[number], ends[number] + 1)
        if not offsets[number]:
            gids = [code + delta & 0xFFFF for code in codes]
        else:
            first = offsets[number] // 2 + number - count
            if not codes:
                continue
            if first < 0 or first + len(codes) > len(listed):
                raise _Unusual
            gids = [gid and gid + delta & 0xFFFF for gid in listed[first : first + len(codes)]]
        pairs = zip(codes, gids, strict=True)
        cmap.update([pair for pair in pairs if pair[1]] if 0 in gids else pairs)
    return cmap


def _trimmed(data: bytes) -> Cmap:
    """Format 6: a glyph for each of a run of codes."""
    first, count = struct.unpack(">HH", data[6:10])
    return dict(enumerate(struct.unpack(f">{count}H", data[10 : 10 + 2 * count]), first))


def _groups(data: bytes) -> Cmap:
    """Format 12: runs of codes, each with the glyph of its first."""
    count = struct.unpack(">L", data[12:16])[0]
    if len(data) != 16 + 12 * count:
        raise _Unusual
    cmap: Cmap = {}
    before = -1
    for start, end, gid in struct.iter_unpack(">LLL", data[16:]):
        if not before < start <= end <= _LAST_CODE_POINT:
            raise _Unusual
        cmap.update(zip(range(start, end + 1), range(gid, gid + end - start + 1), strict=True))
        before = end
    return cmap


_READERS: Final = {0: _bytes, 4: _segments, 6: _trimmed, 12: _groups}


def cmap_work(table: bytes) -> int:
    """How much the subtables of a `cmap` list: code points, and words of format 4; of more than enough, only some.

    fontTools lists them all before anyone can say no, and keeps a copy of each subtable, which may overlap others.
    OpenType 1.9, `cmap`: format 4 has segments, 8, 12 and 13 have groups; the others are bounded by their size.
    """
    records = struct.unpack(">H", table[2:4])[0]
    work = 0
    for offset in {struct.unpack_from(">L", table, at + 4)[0] for at in range(4, 4 + 8 * records, 8)}:
        work += _subtable_work(table, offset)
        if work > MOST_CMAP_WORK:
            break
    return work


def _subtable_work(table: bytes, offset: int) -> int:
    size = len(table) - offset
    kind = struct.unpack_from(">H", table, offset)[0]
    if kind == 4:
        length: int
        length, _, doubled = struct.unpack_from(">3H", table, offset + 2)
        segments = min(doubled // 2, size // 8)
        ends = struct.unpack_from(f">{segments}H", table, offset + 14)
        starts = struct.unpack_from(f">{segments}H", table, offset + 16 + 2 * segments)
        return length // 2 + _listed(starts, ends)
    head = {8: 8208, 12: 12, 13: 12}.get(kind)
    if head is None:
        return size
    groups = min(struct.unpack_from(">L", table, offset + head)[0], (size - head - 4) // 12)
    words = struct.unpack_from(f">{3 * groups}L", table, offset + head + 4)
    return _listed(words[::3], words[1::3])


def _listed(starts: Sequence[int], ends: Sequence[int]) -> int:
    return sum(max(end - start, 0) + 1 for start, end in zip(starts, ends, strict=True))
