"""Tokens for the glyph channel: which codes stand together between spaces, in reading order.

A light version of line finding, good enough to decide codes and nothing else: baselines are clustered, glyphs
sorted along them, gaps and blank glyphs part them, and the visual order is reversed for a right-to-left reading.
Numbers stay reversed inside their token, which the scores don't mind. Marks follow the base that they sit on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.glyph.parameters import Tokens as P
from warraq.decipher.glyph.signs import token_lines
from warraq.extract.pages.doubled import without_doubles
from warraq.model.glyph import INVISIBLE, Extraction, Page
from warraq.model.packed.shown_codes import ShownCodes, shown_codes

_NONE: Final = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Symbols:
    """The distinct (font, charcode) pairs of a document; everything is indexed by symbol number.

    Attributes:
        font, code, gid, count: int64[n].
        advance: float32[n], advance in em of the first glyph.
        claim: the claimed string, None where there is none.
        of_page: per page, the symbol number of each glyph.
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


def symbols_of(extraction: Extraction, shown: ShownCodes | None = None) -> Symbols:
    """Number the (font, charcode) pairs of a document by font, then code.

    ``shown``: its ``shown_codes``, if they were numbered.
    """
    shown = shown or shown_codes(extraction)
    return Symbols(
        font=(shown.keys >> np.uint64(32)).astype(np.int64),
        code=(shown.keys & np.uint64(0xFFFFFFFF)).astype(np.int64),
        gid=shown.gid,
        count=shown.count,
        advance=np.abs(shown.advance),
        claim=tuple(extraction.claims[i] if i >= 0 else None for i in shown.claim.tolist()),
        of_page=shown.of_page,
    )


class Ink(NamedTuple):
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


@dataclass(frozen=True, slots=True)
class Tokens:
    """The distinct tokens of a document, the most frequent first and then as they come; signs in reading order.

    Attributes:
        flat, starts: int64, the signs of token k are ``flat[starts[k]:starts[k + 1]]``.
        counts: int64[n], how often each stands in the document.
        follows: int64[m, 3], token, the token behind it in a line, and how often; the most frequent first.
        below, above: int64 by sign, how often a mark sat below the middle of its base, and how often above.
    """

    flat: NDArray[np.int64]
    starts: NDArray[np.int64]
    counts: NDArray[np.int64]
    follows: NDArray[np.int64]
    below: NDArray[np.int64]
    above: NDArray[np.int64]

    def shares_with(self, others: Collection[int]) -> NDArray[np.float64]:
        """By sign: the share of its places in the document at which one of ``others`` stands in the same token."""
        token = self._token_of_place()
        held = np.bincount(token, np.isin(self.flat, list(others)), minlength=self.counts.size) > 0
        return self._share_of_places(held[token])

    def beside(self, others: Collection[int]) -> NDArray[np.float64]:
        """By sign: the share of its places in the document at which one of ``others`` is next to it in its token."""
        token, held = self._token_of_place(), np.isin(self.flat, list(others))
        together = token[1:] == token[:-1]
        near = np.zeros(self.flat.size, np.bool_)
        near[1:] |= held[:-1] & together
        near[:-1] |= held[1:] & together
        return self._share_of_places(near)

    def _token_of_place(self) -> NDArray[np.int64]:
        """The token that each sign of ``flat`` stands in."""
        return np.repeat(np.arange(self.counts.size), np.diff(self.starts))

    def _share_of_places(self, chosen: NDArray[np.bool_]) -> NDArray[np.float64]:
        """By sign: the share of its places in the document that are ``chosen``, bool by place of ``flat``."""
        places, signs = self.counts[self._token_of_place()], self.below.size
        total = np.bincount(self.flat, places, minlength=signs)
        return np.bincount(self.flat, places * chosen, minlength=signs) / np.maximum(total, 1)


@dataclass(slots=True)
class _Read:
    """The tokens of a document as they come: signs and lengths of each, and whether the one before is beside it."""

    below: NDArray[np.int64]
    above: NDArray[np.int64]
    signs: list[NDArray[np.int64]] = field(default_factory=list)
    sizes: list[NDArray[np.int64]] = field(default_factory=list)
    beside: list[NDArray[np.bool_]] = field(default_factory=list)


def tokens_of(extraction: Extraction, of_page: Iterable[NDArray[np.int64]], ink: Ink) -> Tokens:
    """Cut every page into tokens. ``of_page``: per page, the sign number of each glyph; ``ink`` is indexed by it."""
    read = _Read(np.zeros(ink.blank.size, np.int64), np.zeros(ink.blank.size, np.int64))
    for page, numbers in zip(extraction.pages, of_page, strict=True):
        seen = without_doubles(page, np.flatnonzero((page.flags & INVISIBLE) == 0), numbers)
        angles = page.angle[seen]
        if angles.size > 1 and (angles[1:] == angles[:-1]).all():
            _cut(page, numbers, seen, float(np.round(angles[0])), ink, read)
            continue
        angles = np.round(angles)
        for angle in np.unique(angles):
            _cut(page, numbers, seen[angles == angle], float(angle), ink, read)
    return _distinct(read)


def _distinct(read: _Read) -> Tokens:
    """Number the tokens and count them, and the pairs of neighbours.

    Tokens are the same where a hash of 64 bits over their signs is.
    """
    signs = np.concatenate([_NONE, *read.signs])
    sizes = np.concatenate([_NONE, *read.sizes])
    if not sizes.size:
        return Tokens(signs, np.zeros(1, np.int64), sizes, np.zeros((0, 3), np.int64), read.below, read.above)
    begins = np.cumsum(sizes) - sizes
    number, first, counts = token_lines.numbered(signs, sizes)
    order = _falling(counts)
    rank = np.empty_like(order)
    rank[order] = np.arange(order.size)
    number, first, counts = rank[number], first[order], counts[order]
    lengths = sizes[first]
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    flat = signs[np.repeat(begins[first] - starts[:-1], lengths) + np.arange(starts[-1])]
    beside = np.flatnonzero(np.concatenate(read.beside))
    pairs, times = np.unique(number[beside - 1] * counts.size + number[beside], return_counts=True)
    follows = np.stack([pairs // counts.size, pairs % counts.size, times], axis=1)
    return Tokens(flat, starts, counts, follows[_falling(times)], read.below, read.above)


def _falling(counts: NDArray[np.int64]) -> NDArray[np.intp]:
    """Places of ``counts`` from the largest on, of equal ones the first first: 16 bits are sorted several times as
    fast."""
    behind = counts.max(initial=0) - counts
    return np.argsort(behind.astype(np.uint16) if behind.max(initial=0) < 1 << 16 else behind, kind="stable")


def _cut(page: Page, numbers: NDArray[np.int64], rows: NDArray[np.int64], angle: float, ink: Ink, out: _Read) -> None:
    """Tokens of the glyphs ``rows`` that share a baseline direction."""
    turn = np.deg2rad(angle)
    turned = (float(np.cos(turn)), float(np.sin(turn))) if angle else None
    places = token_lines.placed(page.x, page.y, rows, numbers, turned, ink)
    if not places.base.size:
        return
    order = places.base[np.argsort(places.down[places.base], kind="stable")]
    sides = token_lines.Sides(out.below, out.above)
    row, gaps, between, bounds, marks, owners = token_lines.lines(
        order, places, page.size[rows], page.advance[rows], ink, sides
    )
    signs, sizes, beside = token_lines.cut(
        row, gaps, word_gap(between), bounds, places.symbol, ink.blank, marks, owners
    )
    out.signs.append(signs)
    out.sizes.append(sizes)
    out.beside.append(beside)


def word_gap(gaps: NDArray[np.float64]) -> float:
    """The gap that parts words on a page whose glyphs stand ``gaps`` apart (font sizes)."""
    if _is_tight(gaps):
        return P.TIGHT_GAP
    wide = gaps[gaps > P.LEAST_GAP]
    if wide.size < max(P.LEAST_GAPS, P.GAPS_SHARE * gaps.size):
        return P.GAP
    return P.LEAST_GAP if float(np.median(wide)) < P.NARROW else P.GAP


def _is_tight(gaps: NDArray[np.float64]) -> bool:
    """Whether most spaces are hardly any white, and there is none between letters."""
    spaces = gaps[gaps >= P.TIGHTEST_SPACE]
    if not max(P.LEAST_GAPS, P.GAPS_SHARE * gaps.size) <= spaces.size < P.MOST_GAPS * gaps.size:
        return False
    if np.median(spaces) >= P.TIGHT_SPACE:
        return False
    between = (gaps > P.TIGHT_GAP / 2) & (gaps < P.TIGHTEST_SPACE)
    return bool(between.sum() <= P.STRAY_SHARE * spaces.size)
