"""Tokens for the glyph channel: which codes stand together between spaces, in reading order.

A light version of line finding, good enough to decide codes and nothing else: baselines are clustered, glyphs
sorted along them, gaps and blank glyphs part them, and the visual order is reversed for a right-to-left reading.
Numbers stay reversed inside their token, which the scores don't mind. Marks follow the base that they sit on.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.model.glyph import INVISIBLE, Extraction, Page
from pipeline.model.packed_pages import each_page

#: A gap wider than this parts two words (font sizes). Producers that write no spaces leave 0.2 to 0.3.
GAP: Final = 0.15
#: Faces that are small on their body have narrower spaces (Lateef: 0.08 to 0.2). Gaps from ``LEAST_GAP`` on are those
#: between words where they are so many of a page's (count, share); up to it glyphs are only kerned. Where their median
#: is below ``NARROW``, this share of it parts words.
LEAST_GAP: Final = 0.065
LEAST_GAPS: Final = 20
GAPS_SHARE: Final = 0.05
NARROW: Final = 0.18
GAP_SHARE: Final = 0.55
#: Baselines closer than this are one line (font sizes).
SAME_BASELINE: Final = 0.25


@dataclass(frozen=True, slots=True)
class Symbols:
    """The distinct (font, charcode) pairs of a document; everything is indexed by symbol number.

    Attributes:
        font, code, gid, count: int64[n].
        advance: float32[n], median advance in em.
        claim: the commonest claimed string, None where there is none.
        of_page: per page, the symbol number of each glyph; made when a page is asked for.
    """

    font: NDArray[np.int64]
    code: NDArray[np.int64]
    gid: NDArray[np.int64]
    count: NDArray[np.int64]
    advance: NDArray[np.float32]
    claim: tuple[str | None, ...]
    of_page: Sequence[NDArray[np.int64]]

    def __len__(self) -> int:
        return int(self.font.size)


def _keys(page: Page) -> NDArray[np.int64]:
    return (page.font.astype(np.int64) << 32) | page.charcode.astype(np.int64)


def symbols_of(extraction: Extraction) -> Symbols:
    """Number the (font, charcode) pairs of a document by font, then code."""
    count: Counter[int] = Counter()
    first: dict[int, tuple[int, np.float32, int]] = {}  # GID, advance and claim of the first glyph
    for page in extraction.pages:
        distinct, places, counts = np.unique(_keys(page), return_index=True, return_counts=True)
        for key, place, uses in zip(distinct.tolist(), places.tolist(), counts.tolist(), strict=True):
            count[key] += uses
            if key not in first:
                size = page.size[place]
                em = page.advance[place] / size if size > 0 else np.float32(0)
                first[key] = int(page.gid[place]), em, int(page.claim[place])
    keys = sorted(count)
    numbers = np.array(keys, np.int64)
    found = [first[key] for key in keys]
    return Symbols(
        font=numbers >> 32,
        code=numbers & 0xFFFFFFFF,
        gid=np.array([gid for gid, _, _ in found], np.int64),
        count=np.array([count[key] for key in keys], np.int64),
        advance=np.abs(np.array([em for _, em, _ in found], np.float32)),
        claim=tuple(extraction.claims[i] if i >= 0 else None for _, _, i in found),
        of_page=each_page(extraction.pages, lambda _, page: np.searchsorted(numbers, _keys(page)).astype(np.int64)),
    )


@dataclass(frozen=True, slots=True)
class Ink:
    """What tokens need to know of each sign's outline.

    Attributes:
        blank: bool[n], paints nothing.
        mark: bool[n], sits on a base.
        left, bottom, right, top: float32[n], ink box in em (0..advance where unknown).
    """

    blank: NDArray[np.bool_]
    mark: NDArray[np.bool_]
    left: NDArray[np.float32]
    bottom: NDArray[np.float32]
    right: NDArray[np.float32]
    top: NDArray[np.float32]


@dataclass(slots=True)
class Tokens:
    """The distinct tokens of a document.

    Attributes:
        count: token (sign numbers in reading order) -> how often.
        follows: (token before in the line, token) -> how often.
        below: per mark sign, how often it sat below the middle of its base, and how often above.
    """

    count: Counter[tuple[int, ...]] = field(default_factory=Counter)
    follows: Counter[tuple[tuple[int, ...], tuple[int, ...]]] = field(default_factory=Counter)
    below: Counter[int] = field(default_factory=Counter)
    above: Counter[int] = field(default_factory=Counter)


def tokens_of(extraction: Extraction, of_page: Iterable[NDArray[np.int64]], ink: Ink) -> Tokens:
    """Cut every page into tokens. ``of_page``: per page, the sign number of each glyph; ``ink`` is indexed by it."""
    tokens = Tokens()
    for page, numbers in zip(extraction.pages, of_page, strict=True):
        seen = (page.flags & INVISIBLE) == 0
        for angle in np.unique(np.round(page.angle[seen])):
            rows = np.flatnonzero(seen & (np.round(page.angle) == angle))
            _cut(page, numbers, rows, float(angle), ink, tokens)
    return tokens


def _cut(page: Page, numbers: NDArray[np.int64], rows: NDArray[np.int64], angle: float, ink: Ink, out: Tokens) -> None:
    """Tokens of the glyphs ``rows`` that share a baseline direction."""
    turn = np.deg2rad(angle)
    x, y = page.x[rows].astype(np.float64), page.y[rows].astype(np.float64)
    along = x * np.cos(turn) - y * np.sin(turn)
    down = x * np.sin(turn) + y * np.cos(turn)
    symbol, size = numbers[rows], page.size[rows].astype(np.float64)
    is_mark = ink.mark[symbol]
    base = np.flatnonzero(~is_mark)
    if not base.size:
        return
    order = base[np.lexsort((base, down[base]))]
    new = np.r_[True, np.diff(down[order]) > SAME_BASELINE * np.maximum(size[order][1:], 1)]
    line = np.cumsum(new) - 1
    lines = np.split(order, np.flatnonzero(new)[1:])
    owners, marks = _attach(lines, np.flatnonzero(is_mark), along, down, size, symbol, ink, out)
    advance = np.abs(page.advance[rows]).astype(np.float64)
    row, line, closed = _read(order, line, along, advance, size, ink.blank[symbol])
    _count(row, line, closed, symbol, ink.blank[symbol], owners, marks, out)


def _read(
    order: NDArray[np.int64],
    line: NDArray[np.int64],
    along: NDArray[np.float64],
    advance: NDArray[np.float64],
    size: NDArray[np.float64],
    blank: NDArray[np.bool_],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Rows line by line from right to left, the line of each, and whether a token ends with it: at blanks and gaps.

    ``order`` and ``line``: rows and their lines, which rise. Rows are in stream order, which settles ties of position.
    """
    by_stream = np.lexsort((order, line))
    same, steps = line[1:] == line[:-1], np.diff(along[order[by_stream]])
    forth, back = (
        np.bincount(line[1:][same & went], minlength=int(line[-1]) + 1) for went in (steps > 0.05, steps < -0.05)
    )
    ties = np.where((forth >= back)[line], order, -order)
    row = order[np.lexsort((ties, np.round(along[order] * 20), line))]
    ends = along[row] + advance[row]
    bounds = np.flatnonzero(np.r_[True, ~same, True])
    for a, b in itertools.pairwise(bounds.tolist()):
        np.maximum.accumulate(ends[a:b], out=ends[a:b])
    gaps = np.where(same, (along[row][1:] - ends[:-1]) / np.maximum(size[row][1:], 1e-6), 0.0)
    parted = np.r_[False, gaps > word_gap(gaps[~(blank[row][1:] | blank[row][:-1])])]
    mirrored = (bounds[:-1] + bounds[1:])[line] - 1 - np.arange(row.size)
    row, parted = row[mirrored], parted[mirrored]
    return row, line, blank[row] | parted | np.r_[~same, True]


def word_gap(gaps: NDArray[np.float64]) -> float:
    """The gap that parts words on a page whose glyphs stand ``gaps`` apart (font sizes)."""
    wide = gaps[gaps > LEAST_GAP]
    if wide.size < max(LEAST_GAPS, GAPS_SHARE * gaps.size):
        return GAP
    usual = float(np.median(wide))
    return max(LEAST_GAP, GAP_SHARE * usual) if usual < NARROW else GAP


def _count(
    row: NDArray[np.int64],
    line: NDArray[np.int64],
    closed: NDArray[np.bool_],
    symbol: NDArray[np.int64],
    blank: NDArray[np.bool_],
    owners: NDArray[np.int64],
    marks: NDArray[np.int64],
    out: Tokens,
) -> None:
    """Count the tokens of ``row``, each base with the ``marks`` (symbols) whose ``owners`` (rows) it is."""
    number: NDArray[np.int64] = np.cumsum(closed) - closed
    place = np.zeros(symbol.size, np.int64)
    place[row] = np.arange(row.size)
    inked = np.flatnonzero(~blank[row])
    at = np.concatenate([inked, place[owners]])
    signs = np.concatenate([symbol[row[inked]], marks])
    sequence = np.argsort(at, kind="stable")
    at, found = at[sequence], signs[sequence].tolist()
    if not found:
        return
    first = np.flatnonzero(np.r_[True, np.diff(number[at]) != 0])
    tokens = [tuple(found[a:b]) for a, b in itertools.pairwise([*first.tolist(), len(found)])]
    out.count.update(tokens)
    beside = np.diff(line[at[first]]) == 0
    out.follows.update(pair for pair, near in zip(itertools.pairwise(tokens), beside.tolist(), strict=True) if near)


def _attach(
    lines: list[NDArray[np.int64]],
    marks: NDArray[np.int64],
    along: NDArray[np.float64],
    down: NDArray[np.float64],
    size: NDArray[np.float64],
    symbol: NDArray[np.int64],
    ink: Ink,
    out: Tokens,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Base rows and the symbols of their marks. A mark goes to the base under or over the middle of its ink."""
    owners, found = [], []
    if not marks.size:
        return marks, marks
    heights = np.array([np.median(down[line]) for line in lines])
    lefts = np.array([along[line].min() for line in lines]) - 2
    rights = np.array([(along[line] + size[line]).max() for line in lines]) + 2
    for row in marks.tolist():
        s = symbol[row]
        middle = along[row] + (ink.left[s] + ink.right[s]) / 2 * size[row]
        away = np.abs(heights - down[row]) + np.where((middle < lefts) | (middle > rights), 50, 0)
        line = lines[int(away.argmin())]
        inked = line[~ink.blank[symbol[line]]]
        if not inked.size:
            continue
        base = symbol[inked]
        left = along[inked] + np.minimum(ink.left[base], 0) * size[inked]
        right = along[inked] + ink.right[base] * size[inked]
        beside = np.maximum(np.maximum(left - middle, middle - right), 0)
        owner = int(inked[int((beside + 0.01 * np.abs(middle - (left + right) / 2)).argmin())])
        owners.append(owner)
        found.append(int(s))
        height = (down[owner] - down[row]) / max(size[row], 1) + (ink.bottom[s] + ink.top[s]) / 2
        owner_middle = (ink.bottom[symbol[owner]] + ink.top[symbol[owner]]) / 2
        (out.below if height < min(owner_middle, 0.12) else out.above)[int(s)] += 1
    return np.array(owners, np.int64), np.array(found, np.int64)
