"""What the readers have filled, as pages: the glyphs of many pages at once.

A page has too few glyphs for NumPy to be busy with them: to begin takes it longer. So pages wait until they are many.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from warraq.extract.content.fonts import FontResource
from warraq.extract.content.paint import AREA_COLUMNS, FRAME_COLUMNS, PICTURE, ROUNDED, SOLID, Runs, mark_unseen
from warraq.extract.content.stream_reader import GlyphColumns
from warraq.extract.pages.leftwards import places_on_paper
from warraq.model.glyph import CLIPPED, RECOGNISED, FormField, Page
from warraq.model.packed.code_index import CodeIndex, first_places
from warraq.model.packed.pages import PackedPages

#: Pages wait until they have so many glyphs, and numbers of areas and rules: some twenty pages of a book. Each page
#: counts as some more, so that those that wait are few though they are empty.
TOGETHER: Final = 1 << 16
_PAGE: Final = 1 << 8
#: A place that is on no page, points.
_FAR: Final = 1e6
#: A glyph's origin may lie so far outside its page, points.
_OVER: Final = 0.5
#: A baseline whose direction is further from the right than this runs to the left, degrees.
_LEFTWARDS: Final = 135.0
#: A page shows pictures where these cover a larger share of it (a logo covers less), or where it paints so many paths
#: that are no rules: letters as outlines.
_PICTURED: Final = 0.05
_OUTLINES: Final = 100
#: Types of the columns font, CID, GID and claim.
_KINDS: Final = (np.uint16, np.uint32, np.int32, np.int32)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Read:
    """A page that has been read: its number, its displayed size in points, and the columns that its reader filled.

    Then by how much it is turned before it is displayed.
    """

    number: int
    width: float
    height: float
    columns: GlyphColumns
    rotation: int


class _Batch:
    """The columns of pages, one after another.

    Attributes:
        read: the pages.
        glyphs, runs: how many each page has.
        lengths: of each run its number of glyphs.
        frame: ``FRAME_COLUMNS`` of each run.
        font: of each run, its index into the fonts of its page.
        code, along, advance: of each glyph, as in ``GlyphColumns``.
    """

    def __init__(self, read: Sequence[_Read]) -> None:
        columns = [page.columns for page in read]
        self.read = read
        self.glyphs = [len(each.code) for each in columns]
        self.runs = [len(each.run_length) for each in columns]
        self.lengths = _joined([each.run_length for each in columns], np.int64)
        self.frame = _joined([each.run_frame for each in columns], np.float64).reshape(-1, FRAME_COLUMNS)
        self.font = _joined([each.run_font for each in columns], np.intp)
        self.code = _joined([each.code for each in columns], np.uint32)
        self.along = _joined([each.along for each in columns], np.float64)
        self.advance = _joined([each.advance for each in columns], np.float64)


class PageMaker:
    """Makes the pages of a document; fonts and claimed strings are numbered in the order of their first use.

    Attributes:
        pages: those that are made; after ``finish``, all that were added.
        fonts: by the index of ``Page.font``.
        claims: each claimed string with its index.
    """

    def __init__(self, pages: list[Page] | PackedPages) -> None:
        self.pages = pages
        self.fonts: list[FontResource] = []
        self.claims: dict[str, int] = {}
        self._waiting: list[_Read] = []
        self._held = 0
        self._painting: list[FontResource] = []  # by the number that ``_codes`` has them under
        self._numbers: dict[int, int] = {}
        self._index: dict[int, int] = {}
        self._codes = CodeIndex()
        self._rows: list[tuple[int, int, int, int]] = []
        self._columns: tuple[NDArray[Any], ...] = tuple(np.zeros(0, kind) for kind in _KINDS)

    def add(self, number: int, width: float, height: float, columns: GlyphColumns, rotation: int = 0) -> None:
        """The page ``number`` was read; its ``columns`` don't change any more."""
        self._waiting.append(_Read(number, width, height, columns, rotation))
        self._held += len(columns.code) + len(columns.areas) + len(columns.rules) + _PAGE
        if self._held >= TOGETHER:
            self.finish()

    def finish(self) -> None:
        """Make the pages that wait."""
        read, self._waiting, self._held = self._waiting, [], 0
        if not read:
            return
        batch = _Batch(read)
        number = self._number_runs(batch)
        with np.errstate(all="ignore"):  # places that are no numbers lie nowhere
            looked = self._look_up(batch, number)
            mirrored = self._mirrored(batch, number)
            claims = ["", *self.claims] if mirrored.any() else []
            texts = [claims[claim + 1] for claim in looked["claim"].tolist()] if claims else []
            made = {"charcode": batch.code, **_placed(batch, self._painting, number, mirrored, texts), **looked}
            rules = _rules(batch)
        for page, rule, (start, end) in zip(read, rules, _spans(batch.glyphs), strict=True):
            self.pages.append(
                Page(
                    number=page.number,
                    width=page.width,
                    height=page.height,
                    rules=rule,
                    fills=_fills(page),
                    dots=_dots(page),
                    actual_text=tuple(span for span in page.columns.actual_text if span[1] > span[0]),
                    annotated=page.columns.annotated,
                    rotation=page.rotation,
                    pictured=_is_pictured(page),
                    fields=_fields(page),
                    **{name: column[start:end] for name, column in made.items()},
                )
            )

    def _number_runs(self, batch: _Batch) -> NDArray[np.intp]:
        """Number of the font of each run, in ``_painting``."""
        numbers: list[int] = []
        begins: list[int] = []
        for page in batch.read:
            begins.append(len(numbers))
            numbers += [self._number(font) for _, font in page.columns.fonts.values()]
        fonts: NDArray[np.intp] = np.array(numbers, np.intp)[batch.font + np.repeat(begins, batch.runs)]
        return fonts

    def _mirrored(self, batch: _Batch, number: NDArray[np.intp]) -> NDArray[np.bool_]:
        """The runs whose glyphs are painted as in a mirror; their fonts are told."""
        _, _, dx, dy, up_x, up_y, size, sign = batch.frame.T[:8]
        mirrored: NDArray[np.bool_] = (dx * up_y - dy * up_x) * sign * size < 0
        more = np.bincount(number, np.where(mirrored, batch.lengths, -batch.lengths), len(self._painting))
        for font in np.flatnonzero(more).tolist():
            self._painting[font].mirrored += int(more[font])
        return mirrored

    def _number(self, font: FontResource) -> int:
        number = self._numbers.setdefault(id(font), len(self._painting))
        if number == len(self._painting):
            self._painting.append(font)
        return number

    def _look_up(self, batch: _Batch, number: NDArray[np.intp]) -> dict[str, NDArray[Any]]:
        """Font, CID, GID and claim columns: decided once per distinct (font, code), then spread over the column."""
        keys = np.repeat(number.astype(np.uint64) << np.uint64(32), batch.lengths) | batch.code
        rows = self._codes.find(keys)
        if rows.min(initial=0) < 0:
            places = first_places(keys, np.flatnonzero(rows < 0))
            run = np.searchsorted(np.cumsum(batch.lengths), places, side="right")
            page = np.searchsorted(np.cumsum(batch.runs), run, side="right")
            # Fonts and claims are numbered page by page, in the order of the page's fonts and of their codes.
            order = np.lexsort((batch.code[places], batch.font[run], page))
            self._look_up_codes(number[run[order]].tolist(), batch.code[places[order]].tolist())
            self._codes.add(keys[places[order]])
            rows = self._codes.find(keys)
            new = (np.array(column, kind) for column, kind in zip(zip(*self._rows, strict=True), _KINDS, strict=True))
            self._columns = tuple(np.concatenate(both) for both in zip(self._columns, new, strict=True))
            self._rows = []
        names = ("font", "cid", "gid", "claim")
        return {name: column[rows] for name, column in zip(names, self._columns, strict=True)}

    def _look_up_codes(self, painting: Sequence[int], codes: Sequence[int]) -> None:
        """Add a row for each code that a font shows, the next of ``_codes``; ``painting``: numbers of the fonts."""
        claims, add = self.claims, self._rows.append
        for of, code in zip(painting, codes, strict=True):
            font = self._painting[of]
            font.used.add(code)
            index = self._index.setdefault(id(font), len(self.fonts))
            if index == len(self.fonts):
                self.fonts.append(font)
            claim, cid = font.claims(code), font.cid(code)
            add((index, cid, font.gid_of(cid), claims.setdefault(claim, len(claims)) if claim else -1))


def _placed(
    batch: _Batch,
    fonts: Sequence[FontResource],
    number: NDArray[np.intp],
    mirrored: NDArray[np.bool_],
    texts: Sequence[str],
) -> dict[str, NDArray[Any]]:
    """Columns of where glyphs are, how large they are, and what is seen of them.

    Args:
        number: of each run, its font in ``fonts``.
        mirrored: runs that are painted as in a mirror.
        texts: what each glyph is claimed to stand for; empty where no run is.
    """
    lengths, along, advance = batch.lengths, batch.along, batch.advance
    x, y, dx, dy, up_x, up_y, size, sign = batch.frame.T[:8]
    em = np.array([font.em_scale for font in fonts])
    size = np.abs(size) * _of_each(math.hypot, up_x, up_y) * em[number]
    angle = _of_each(_degrees, sign * dx, sign * dy)
    flags = _flags(batch, fonts, number, size)
    if texts:
        # By render mode 3: letters of mode 7 are a clip, and seen where something is painted.
        recognised = _joined([page.columns.run_flags for page in batch.read], np.uint8) & RECOGNISED != 0
        left = mirrored & recognised & (np.abs(angle) > _LEFTWARDS)
        along = _turned_round(batch, left, texts)
        angle = np.where(left, (angle + 360.0) % 360.0 - 180.0, angle)
    width, height = (_spread([getattr(page, side) for page in batch.read], batch.glyphs) for side in _SIDES)
    ox, oy, dx, dy, unit = (np.repeat(column, lengths) for column in (x, y, dx, dy, np.hypot(dx, dy)))
    x, y = _on_paper(ox + along * dx), _on_paper(height - (oy + along * dy))
    flags[(x < -_OVER) | (x > width + _OVER) | (y < -_OVER) | (y > height + _OVER)] |= CLIPPED
    return {
        "x": x.astype(np.float32),
        "y": y.astype(np.float32),
        "advance": _on_paper(np.abs(advance * unit)).astype(np.float32),
        "size": np.repeat(_on_paper(size).astype(np.float32), lengths),
        "angle": np.repeat(np.where(np.isnan(angle), 0.0, angle).astype(np.float32), lengths),
        "flags": flags,
    }


#: A ground that text may stand on is at least so wide and so high, points, and is darker than paper; a page with more
#: of them is a drawing.
_FILL: Final = (20.0, 8.0)
_PAPER: Final = 0.985
_MOST_FILLS: Final = 400
#: Sides of a dot, least and most, points, and by how much of the most they differ.
_DOT: Final = (1.5, 9.0)
_ROUND: Final = 0.05
_SIDES: Final = ("width", "height")


def _turned_round(batch: _Batch, left: NDArray[np.bool_], texts: Sequence[str]) -> Floats:
    """``_Batch.along`` with the runs ``left`` as if they were written from left to right."""
    lefts = np.repeat(left, batch.lengths)
    x, y, dx, dy = (np.repeat(column[left], batch.lengths[left]) for column in batch.frame.T[:4])
    unit = np.hypot(dx, dy)
    # Runs that follow each other without a jump are told together, as are all words of one.
    begins = (x * dx + y * dy) / unit + batch.along[lefts] * unit
    ends = begins + batch.advance[lefts] * unit
    places = places_on_paper([text for text, turned in zip(texts, lefts, strict=True) if turned], begins, ends)
    along = batch.along.copy()
    along[lefts] += (places - begins) / unit
    return along


def _flags(batch: _Batch, fonts: Sequence[FontResource], number: NDArray[np.intp], size: Floats) -> NDArray[np.uint8]:
    """``Page.flags`` but for what lies outside the page; ``size`` is that of each run, points."""
    # Glyphs of Type 3 have colours of their own, and how far a vertical one reaches isn't known.
    followed = np.array([not font.vertical and font.program_kind != "type3" for font in fonts], np.bool_)
    run_flags = _joined([page.columns.run_flags for page in batch.read], np.uint8)
    flags = np.repeat(run_flags & ~np.uint8(RECOGNISED), batch.lengths)
    runs = Runs(batch.lengths, batch.frame, batch.along, batch.advance, size, followed[number])
    areas = [_areas(page) for page in batch.read]
    mark_unseen(runs, (run_flags & RECOGNISED) != 0, _spans(batch.runs), areas, flags)
    return flags


def _areas(page: _Read) -> Floats:
    """What is painted on a page beside text and rules, shape (k, ``AREA_COLUMNS``)."""
    return np.frombuffer(page.columns.areas, np.float64).reshape(-1, AREA_COLUMNS)


def _rules(batch: _Batch) -> list[NDArray[np.float32]]:
    """``Page.rules`` of each page: from user space to the displayed page."""
    counts = [len(page.columns.rules) // 4 for page in batch.read]
    left, bottom, right, top = _joined([page.columns.rules for page in batch.read], np.float64).reshape(-1, 4).T
    height = _spread([page.height for page in batch.read], counts)
    rules = _on_paper(np.column_stack([left, height - top, right, height - bottom])).astype(np.float32)
    return [rules[start:end] for start, end in _spans(counts)]


def _fills(page: _Read) -> NDArray[np.float32]:
    """``Page.fills``."""
    return _shapes(page, lambda wide, high: (wide >= _FILL[0]) & (high >= _FILL[1]))


def _dots(page: _Read) -> NDArray[np.float32]:
    """``Page.dots``."""
    least, most = _DOT
    return _shapes(
        page,
        lambda wide, high: (
            (np.minimum(wide, high) >= least) & (np.maximum(wide, high) <= most) & (abs(wide - high) <= _ROUND * most)
        ),
    )


def _shapes(page: _Read, fits: Callable[[Floats, Floats], NDArray[np.bool_]]) -> NDArray[np.float32]:
    """Boxes on the displayed page of rectangles and round shapes of a colour whose widths and heights fit; none where
    there are so many that the page is a drawing."""
    left, bottom, right, top, kind, shade = _areas(page).T[:6]
    chosen = ((kind == SOLID) | (kind == ROUNDED)) & (shade < _PAPER) & fits(right - left, top - bottom)
    if not 0 < np.count_nonzero(chosen) <= _MOST_FILLS:
        return np.zeros((0, 4), np.float32)
    boxes = np.column_stack([left, page.height - top, right, page.height - bottom])[chosen]
    return _on_paper(boxes).astype(np.float32)


def _fields(page: _Read) -> tuple[FormField, ...]:
    """``Page.fields``: those that stand on the page."""
    fields = []
    for (left, bottom, right, top), text, size in page.columns.fields:
        if left < page.width and bottom < page.height and right > 0 and top > 0:
            edges = left, page.height - top, right, page.height - bottom
            x, y, across, down = (round(edge, 2) for edge in edges)
            fields.append(FormField((x, y, across, down), text, size))
    return tuple(fields)


def _is_pictured(page: _Read) -> bool:
    """``Page.pictured``."""
    columns = page.columns
    if not columns.images:  # as on most pages
        return False
    if columns.images - len(columns.rules) // 4 >= _OUTLINES:
        return True
    areas = _areas(page)
    left, bottom, right, top = areas[areas[:, 4] == PICTURE, :4].T
    across = np.minimum(right, page.width) - np.maximum(left, 0.0)
    up = np.minimum(top, page.height) - np.maximum(bottom, 0.0)
    return bool((np.maximum(across, 0.0) * np.maximum(up, 0.0)).sum() > _PICTURED * page.width * page.height)


def _on_paper(lengths: Floats) -> Floats:
    """Lengths in points that arithmetic can be done with: no page is a kilometre wide, and nothing is no number."""
    if np.abs(lengths).max(initial=0.0) <= _FAR:  # never true where there is one that is no number
        return lengths
    return np.clip(np.nan_to_num(lengths, nan=_FAR, posinf=_FAR, neginf=-_FAR), -_FAR, _FAR)


def _degrees(x: float, y: float) -> float:
    return math.degrees(math.atan2(y, x)) + 0.0


def _of_each(function: Callable[[float, float], float], x: Floats, y: Floats) -> Floats:
    """``function`` of pairs, most of which are those before them, to the sign of a zero.

    NumPy's own functions round the last bit otherwise than those of ``math``.
    """
    bits = np.column_stack([x, y]).view(np.int64)
    begins = np.append(True, (bits[1:] != bits[:-1]).any(axis=1))[: len(bits)]
    values = np.array(list(map(function, x[begins].tolist(), y[begins].tolist())))
    each: NDArray[np.float64] = values[np.cumsum(begins) - 1]
    return each


def _joined(columns: Sequence[array[Any]], kind: type[np.generic]) -> NDArray[Any]:
    """Columns of several pages as one; one that can't be written to where it is of the same type."""
    return np.frombuffer(b"".join(columns), columns[0].typecode).astype(kind, copy=False)


def _spread(values: Sequence[float], counts: Sequence[int]) -> float | Floats:
    """Each value so many times; the value alone where all are the same."""
    return values[0] if len(set(values)) == 1 else np.repeat(values, counts)


def _spans(counts: Sequence[int]) -> list[tuple[int, int]]:
    """Where in a column of all pages that of each begins and ends."""
    return list(pairwise([0, *accumulate(counts)]))
