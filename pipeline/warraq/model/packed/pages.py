"""The pages of a long document, packed: glyph columns are most of what a document holds while it is read.

A glyph takes 41 bytes, packed it is six. What is the same for every glyph of a code stands in one table, the rest is
deflated. A page is made anew each time it is asked for, and goes when nobody holds it.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from warraq.model.glyph import FormField, Page
from warraq.model.packed.code_index import code_keys

_Made = TypeVar("_Made")

#: The fastest that zlib has; the next ones save three per cent.
_LEVEL: Final = 1
#: Columns that are not the same for all glyphs of a code.
_OWN: Final = ("x", "y", "advance", "size", "angle", "flags")


@dataclass(frozen=True, slots=True)
class _Packed:
    """One page: the numbers of its codes and its own columns one after another, bytes of equal weight together."""

    number: int
    width: float
    height: float
    glyphs: int
    annotated: int
    rotation: int
    pictured: bool
    wide: bool
    columns: bytes
    rules: bytes
    fills: bytes
    dots: bytes
    actual_text: bytes
    fields: tuple[FormField, ...]


def _packed_boxes(boxes: NDArray[np.float32]) -> bytes:
    return zlib.compress(boxes.tobytes(), _LEVEL) if boxes.size else b""


def _boxes(packed: bytes) -> NDArray[np.float32]:
    return np.frombuffer(bytearray(zlib.decompress(packed)) if packed else b"", np.float32).reshape(-1, 4)


class PackedPages(Sequence[Page]):
    """Pages in order, as a tuple of them would be, but for their identity.

    A (font, charcode) has the same CID, GID and claim wherever it stands: they are kept once.
    """

    def __init__(self, pages: Iterable[Page] = ()) -> None:
        self._pages: list[_Packed] = []
        self._number: dict[int, int] = {}
        self._codes: list[tuple[int, int, int, int, int]] = []
        self._table: tuple[NDArray[Any], ...] = ()
        self._last: tuple[int, Page] | None = None
        for page in pages:
            self.append(page)

    def append(self, page: Page) -> None:
        distinct, first, inverse = np.unique(code_keys(page), return_index=True, return_inverse=True)
        numbers = np.array([self._code(key, page, at) for key, at in zip(distinct.tolist(), first, strict=True)])
        wide = len(self._codes) > 0xFFFF
        codes = numbers.astype(np.uint32 if wide else np.uint16)[inverse] if distinct.size else np.zeros(0, np.uint16)
        columns = [codes, *(getattr(page, name) for name in _OWN)]
        self._pages.append(
            _Packed(
                page.number,
                page.width,
                page.height,
                len(page),
                page.annotated,
                page.rotation,
                page.pictured,
                wide,
                zlib.compress(b"".join(map(_by_weight, columns)), _LEVEL),
                _packed_boxes(page.rules),
                _packed_boxes(page.fills),
                _packed_boxes(page.dots),
                zlib.compress(pickle.dumps(page.actual_text), _LEVEL) if page.actual_text else b"",
                page.fields,
            )
        )

    def _code(self, key: int, page: Page, at: np.intp) -> int:
        """Number of the code of the glyph ``at``."""
        number = self._number.get(key)
        if number is None:
            number = self._number[key] = len(self._codes)
            row = (page.font[at], page.charcode[at], page.cid[at], page.gid[at], page.claim[at])
            self._codes.append((int(row[0]), int(row[1]), int(row[2]), int(row[3]), int(row[4])))
        return number

    def __len__(self) -> int:
        return len(self._pages)

    @overload
    def __getitem__(self, index: int) -> Page: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Page, ...]: ...
    def __getitem__(self, index: int | slice) -> Page | tuple[Page, ...]:
        if isinstance(index, slice):
            return tuple(map(self._unpacked, self._pages[index]))
        if self._last is None or self._last[0] != index:
            self._last = index, self._unpacked(self._pages[index])
        return self._last[1]

    def _unpacked(self, page: _Packed) -> Page:
        data = zlib.decompress(page.columns)
        codes, at = _column(data, 0, np.dtype(np.uint32 if page.wide else np.uint16), page.glyphs)
        columns = {}
        for name in _OWN:
            columns[name], at = _column(data, at, np.dtype(np.uint8 if name == "flags" else np.float32), page.glyphs)
        font, charcode, cid, gid, claim = (column[codes] for column in self._columns())
        return Page(
            number=page.number,
            width=page.width,
            height=page.height,
            font=font,
            charcode=charcode,
            cid=cid,
            gid=gid,
            claim=claim,
            rules=_boxes(page.rules),
            fills=_boxes(page.fills),
            dots=_boxes(page.dots),
            actual_text=pickle.loads(zlib.decompress(page.actual_text)) if page.actual_text else (),
            annotated=page.annotated,
            rotation=page.rotation,
            pictured=page.pictured,
            fields=page.fields,
            **columns,
        )

    def _columns(self) -> tuple[NDArray[Any], ...]:
        """The table of codes: font, charcode, CID, GID and claim."""
        if not self._table or self._table[0].size != len(self._codes):
            types = (np.uint16, np.uint32, np.uint32, np.int32, np.int32)
            columns = zip(*self._codes, strict=True) if self._codes else ((),) * len(types)
            self._table = tuple(np.array(column, kind) for column, kind in zip(columns, types, strict=True))
        return self._table


def _by_weight(column: NDArray[Any]) -> bytes:
    """The bytes of a column, all first ones, then all second ones: those of near numbers are alike."""
    return np.ascontiguousarray(column).view(np.uint8).reshape(len(column), column.itemsize).T.tobytes()


def _column(data: bytes, at: int, kind: np.dtype[Any], count: int) -> tuple[NDArray[Any], int]:
    """The column of ``count`` numbers at ``at`` of ``data``, and where the next one begins."""
    end = at + kind.itemsize * count
    weights = np.frombuffer(data, np.uint8, end - at, at).reshape(kind.itemsize, count)
    return np.ascontiguousarray(weights.T).view(kind).reshape(count), end


class _EachPage(Sequence[_Made], Generic[_Made]):
    """What ``make`` makes of each page when it is asked for: kept, but made anew where the pages are packed."""

    def __init__(self, pages: Sequence[Page], make: Callable[[int, Page], _Made]) -> None:
        self._pages, self._make = pages, make
        self._kept: dict[int, _Made] | None = None if isinstance(pages, PackedPages) else {}

    def __len__(self) -> int:
        return len(self._pages)

    @overload
    def __getitem__(self, index: int) -> _Made: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[_Made, ...]: ...
    def __getitem__(self, index: int | slice) -> _Made | tuple[_Made, ...]:
        if isinstance(index, slice):
            return tuple(self[i] for i in range(len(self))[index])
        if self._kept is None:
            return self._make(index, self._pages[index])
        if index not in self._kept:
            self._kept[index] = self._make(index, self._pages[index])
        return self._kept[index]


def when_asked(pages: Sequence[Page], make: Callable[[int, Page], _Made]) -> Sequence[_Made]:
    """``make(index, page)`` of each page when it is first asked for, or each time where the pages are packed."""
    return _EachPage(pages, make)


def each_page(pages: Sequence[Page], make: Callable[[int, Page], _Made]) -> Sequence[_Made]:
    """``make(index, page)`` of each page: kept where the pages are, made when it is asked for where they are packed."""
    if isinstance(pages, PackedPages):
        return when_asked(pages, make)
    return [make(index, page) for index, page in enumerate(pages)]
