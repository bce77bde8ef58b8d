"""Letters whose dots are glyphs of their own: which base of a page bears which dots, and the code of each letter."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.glyph.parameters import SplitLetters as P
from warraq.decipher.glyph.parts.dots_apart import Drawn
from warraq.model.glyph import Page

#: Charcodes of the joined letters of a font begin behind it: hardly a CMap has codes of four bytes.
FIRST_CODE: Final = 1 << 24
STEPS: Final = 100


class Letter(NamedTuple):
    """A base and the dots that it bears: charcodes, dots with their offset in ``1 / STEPS`` em."""

    font: int
    base: int
    dots: tuple[tuple[int, int, int], ...]

    @property
    def which(self) -> tuple[int, int, tuple[int, ...]]:
        """Font, base and dots, wherever these are."""
        return self.font, self.base, tuple(code for code, _, _ in self.dots)

    @property
    def height(self) -> float:
        """Of the dots' origins over the baseline, on average."""
        return sum(dy for _, _, dy in self.dots) / len(self.dots)


class Found(NamedTuple):
    """The letters of a page: the row of each base, those of its dots, and which letter it is."""

    base: int
    dots: tuple[int, ...]
    letter: Letter


def letters_of_page(page: Page, drawn: Mapping[int, Drawn]) -> list[Found]:
    """The letters of a page with their dots, of all the fonts that draw dots apart."""
    letters: list[Found] = []
    for number, font in drawn.items():
        rows = np.flatnonzero(page.font == number)
        codes = page.charcode[rows]
        is_dots = np.isin(codes, list(font.dots))
        bases = rows[np.isin(codes, list(font.bases))]
        if bases.size and is_dots.any():
            letters += _of_font(page, number, rows[is_dots], bases, font)
    return letters


def _of_font(page: Page, number: int, dots: NDArray[np.intp], bases: NDArray[np.intp], font: Drawn) -> list[Found]:
    """The letters of one font: dots go to the base before or behind them in the stream."""
    after = np.searchsorted(bases, dots)
    sides = [np.clip(after - 1, 0, bases.size - 1), np.clip(after, 0, bases.size - 1)]
    offsets = [_offsets(page, dots, bases[side]) for side in sides]
    misses = [_misses(page, dots, bases[side], off, font) for side, off in zip(sides, offsets, strict=True)]
    usual = int(np.minimum(misses[1], P.REACH).sum() < np.minimum(misses[0], P.REACH).sum())
    chosen = np.where(misses[1 - usual] < misses[usual], 1 - usual, usual)
    at = np.arange(dots.size)
    missed = np.stack(misses)[chosen, at]
    borne = missed < P.REACH
    owner, rows = bases[np.stack(sides)[chosen, at]][borne], dots[borne]
    dx, dy = np.round(np.stack(offsets)[chosen, at][borne] * STEPS).astype(np.int64).T
    order = np.lexsort((rows, dy, dx, page.charcode[rows], owner))
    owner, rows = owner[order], rows[order]
    begins = np.flatnonzero(np.diff(owner, prepend=-1)).tolist()
    parts = list(zip(page.charcode[rows].tolist(), dx[order].tolist(), dy[order].tolist(), strict=True))
    of_letters = zip(owner[begins].tolist(), page.charcode[owner[begins]].tolist(), strict=True)
    spans, its = pairwise([*begins, rows.size]), rows.tolist()
    return [
        Found(base, tuple(its[a:b]), Letter(number, code, tuple(parts[a:b])))
        for (base, code), (a, b) in zip(of_letters, spans, strict=True)
    ]


def _offsets(page: Page, dots: NDArray[np.intp], bases: NDArray[np.intp]) -> NDArray[np.float64]:
    """Where dots are set, along and over the baseline of ``bases``, em, float64[n, 2]."""
    turn = np.deg2rad(page.angle[bases].astype(np.float64))
    size = np.maximum(page.size[bases].astype(np.float64), 1e-6)
    x, y = ((column[dots].astype(np.float64) - column[bases]) / size for column in (page.x, page.y))
    return np.stack([x * np.cos(turn) - y * np.sin(turn), -x * np.sin(turn) - y * np.cos(turn)], axis=1)


def _misses(
    page: Page, dots: NDArray[np.intp], bases: NDArray[np.intp], offsets: NDArray[np.float64], font: Drawn
) -> NDArray[np.float64]:
    """How far the middle of dots lies beside the ink of ``bases``, em; infinite where they are no part of it."""
    of_dots, of_bases = (edges_by_glyph(page.charcode[rows], font.edges) for rows in (dots, bases))
    middle = offsets[:, 0] + of_dots.mean(1)
    beside = np.maximum(0.0, np.maximum(of_bases[:, 0] - middle, middle - of_bases[:, 1]))
    apart = (np.abs(offsets[:, 1]) > P.FARTHEST) | (page.angle[dots] != page.angle[bases])
    return np.where(apart | (np.abs(page.size[dots] - page.size[bases]) > 0.01 * page.size[bases]), np.inf, beside)


def edges_by_glyph(codes: NDArray[np.uint32], edges: Mapping[int, tuple[float, float]]) -> NDArray[np.float64]:
    """Left and right edge of the ink of each glyph, float64[n, 2]. ``edges``: by charcode, of all ``codes``."""
    known = sorted(edges)
    by_glyph: NDArray[np.float64] = np.array([edges[code] for code in known])[np.searchsorted(known, codes)]
    return by_glyph


def numbered(letters: Iterable[Letter]) -> tuple[dict[Letter, int], dict[tuple[int, int], Letter]]:
    """The charcode of each letter; and (font, charcode) -> the commonest drawing of it.

    The same dots at about the same height are the same letter.
    """
    counts = Counter(letters)
    alike: defaultdict[tuple[int, int, tuple[int, ...]], list[Letter]] = defaultdict(list)
    for letter in sorted(counts, key=lambda letter: (letter.which, letter.height, letter)):
        alike[letter.which].append(letter)
    codes: dict[Letter, int] = {}
    shapes: dict[tuple[int, int], Letter] = {}
    last: Counter[int] = Counter()
    for (font, _, _), drawn_alike in alike.items():
        cuts = [i for i, (a, b) in enumerate(pairwise(drawn_alike), 1) if b.height - a.height > P.APART * STEPS]
        for begin, end in pairwise([0, *cuts, len(drawn_alike)]):
            last[font] += 1
            codes |= dict.fromkeys(drawn_alike[begin:end], FIRST_CODE + last[font])
            shapes[font, FIRST_CODE + last[font]] = max(
                drawn_alike[begin:end], key=lambda letter: (counts[letter], letter)
            )
    return codes, shapes
