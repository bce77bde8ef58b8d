"""The tables that fonts bring, each read once a document however many fonts share it, and counted for all of them.

A font of a few bytes may name tables with a million entries, thousands of fonts the same ones, or ones of their own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sized
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from pdfminer.pdftypes import resolve1

from warraq.config import Limits
from warraq.errors import LimitExceeded
from warraq.extract.content.coding import Coding, composite_coding
from warraq.fonts.programs.cmap import MOST_BYTES, parse_cmap
from warraq.fonts.programs.program import FontProgram, parse_program
from warraq.pdf.streams import leading_bytes, stream_bytes
from warraq.pdf.values import number_of

#: Bytes of a /CIDToGIDMap: there are 65,536 CIDs, two bytes each.
MOST_GID_MAP: Final = 2 << 16
#: Bytes that count as an entry where a table is read and not kept, or kept as bytes.
_PER_ENTRY: Final = 16
#: Entries of a table that fonts share and each looks at, that count as one more.
_LOOKED_AT: Final = 16
_LAST_CID: Final = 0xFFFF
#: Widths read of one font, those that overwrite each other too.
_MOST_WIDTHS: Final = 1_000_000
#: What is no reference, seen at once.
_DIRECT: Final = frozenset({int, float, list})

_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Table(Generic[_Made]):
    """A table, and what is the same of two that are equal."""

    entries: dict[int, _Made]
    digest: str


class FontTables:
    """The tables of the fonts of one document.

    Raises:
        LimitExceeded: by any method, for what is more than ``limits`` allow all fonts together.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._entries = 0
        self._bytes = 0
        #: What was made of a thing by its kind and identity, with the thing: another would get its identity else.
        self._made: dict[tuple[str, object], tuple[Any, Any]] = {}
        self._programs: dict[str, tuple[bytes, str, FontProgram]] = {}

    def count(self, entries: int) -> None:
        """So many entries are made for a font."""
        self._entries += entries
        if self._entries > self._limits.font_entries:
            raise LimitExceeded(f"tables of fonts have more than {self._limits.font_entries} entries")

    def count_bytes(self, size: int) -> None:
        """A program, or procedures, of so many bytes are kept for a font."""
        self._bytes += size
        if self._bytes > self._limits.font_bytes:
            raise LimitExceeded(f"the programs of all fonts hold more than {self._limits.font_bytes} bytes")

    def _once(self, kind: str, thing: Any, make: Callable[[Any], _Made]) -> _Made:
        key = kind, id(thing)
        if key not in self._made:
            self._made[key] = thing, make(thing)
        made: _Made = self._made[key][1]
        return made

    def program(self, value: Any) -> tuple[bytes, str, FontProgram] | None:
        """The font program in a stream: its bytes, their digest, what it tells; None where there is none."""
        return self._once("program", resolve1(value), self._read_program)

    def _read_program(self, stream: Any) -> tuple[bytes, str, FontProgram] | None:
        data = stream_bytes(stream)
        if not data:
            return None
        if len(data) > self._limits.font_program_bytes:
            raise LimitExceeded(f"a font program holds {len(data)} bytes")
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self._programs:
            self.count_bytes(len(data))
            parsed = parse_program(data)
            self.count(_size(parsed))
            self._programs[digest] = data, digest, parsed
        return self._programs[digest]

    def to_unicode(self, value: Any) -> Table[str]:
        """What a /ToUnicode says."""
        return self._once("text", resolve1(value), self._read_to_unicode)

    def _read_to_unicode(self, stream: Any) -> Table[str]:
        data = leading_bytes(stream, MOST_BYTES)
        self.count(len(data) // _PER_ENTRY)
        cmap = parse_cmap(data)
        texts = cmap.to_unicode
        if not texts and cmap.to_cid:
            # Some producers write cidrange where bfrange belongs; the numbers are code points all the same.
            texts = {code: chr(cid) for code, cid in cmap.to_cid.items() if 0 < cid < 0xD800}
        self.count(len(texts))
        return self.table(texts)

    def coding(self, value: Any) -> Coding:
        """The coding of a composite font by its /Encoding."""
        encoding = resolve1(value)
        return self._once("coding", encoding, self._read_coding)  # pdfminer has one object for equal names

    def _read_coding(self, encoding: Any) -> Coding:
        data = leading_bytes(encoding, MOST_BYTES)
        self.count(len(data) // _PER_ENTRY)
        coding = composite_coding(encoding, data)
        self.count(len(coding.cids or ()))
        return coding

    def gid_map(self, value: Any) -> bytes:
        """A /CIDToGIDMap: two bytes for each CID; empty where there is none."""
        return self._once("gids", resolve1(value), self._read_gid_map)

    def _read_gid_map(self, stream: Any) -> bytes:
        data = leading_bytes(stream, MOST_GID_MAP)
        self.count(len(data) // _PER_ENTRY)
        return data

    def widths(self, value: Any) -> Table[float]:
        """What a /W of a CIDFont says (ISO 32000-2, 9.7.4.3): ``c [w1 ... wn]`` and ``first last w``."""
        table = self._once("widths", resolve1(value), self._read_widths)
        self.count(len(table.entries) // _LOOKED_AT)
        return table

    def _read_widths(self, array: Any) -> Table[float]:
        widths: dict[int, float] = {}
        pending: list[float] = []
        work = 0
        for item in array if isinstance(array, list) else []:
            value = item if type(item) in _DIRECT else resolve1(item)
            if work > _MOST_WIDTHS:
                break
            before = len(widths)
            if isinstance(value, list):
                if pending:
                    numbers = [float(width) if type(width) is int else number_of(width) for width in value[:0x10000]]
                    first = int(pending[-1])
                    if 0 <= first <= _LAST_CID:
                        widths.update(enumerate(numbers[: _LAST_CID + 1 - first], first))
                    work += len(value)
                pending = []
            elif isinstance(value, (int, float)):
                pending.append(value)
                if len(pending) == 3:
                    first, last = int(pending[0]), min(int(pending[1]), _LAST_CID)
                    codes = range(max(first, 0), last + 1)
                    widths.update(dict.fromkeys(codes, float(pending[2])))
                    work += len(codes)
                    pending = []
            self.count(len(widths) - before)
        return self.table(widths)

    @staticmethod
    def table(entries: dict[int, _Made]) -> Table[_Made]:
        """Entries with what tells whether others are the same."""
        return Table(entries, hashlib.sha256(repr(sorted(entries.items())).encode("utf-8", "replace")).hexdigest())


def _size(parsed: FontProgram) -> int:
    """How many entries the tables of a program have."""
    tables: dict[int, Sized] = {id(table): table for table in parsed.cmaps.values()}
    for table in (
        parsed.gid_to_unicode,
        parsed.gid_to_name,
        parsed.name_to_gid,
        parsed.encoding,
        parsed.advances,
        parsed.cid_to_gid or (),
    ):
        tables[id(table)] = table
    return sum(map(len, tables.values()))
