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

from warraq.compiled import lean_njit, njit
from warraq.extract.doubled import may_be_doubled, without_doubles
from warraq.language.hashing import mix
from warraq.model.glyph import INVISIBLE, Extraction, Page
from warraq.model.shown_codes import ShownCodes, shown_codes

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
#: Where letters leave no white between them, spaces may be narrower still: this share of the gaps at most, so wide at
#: least, usually less wide than the other, and with few (share of their number) between them and the letters. What
#: parts words then (font sizes).
MOST_GAPS: Final = 0.35
TIGHTEST_SPACE: Final = 0.045
TIGHT_SPACE: Final = 0.09
STRAY_SHARE: Final = 0.05
TIGHT_GAP: Final = 0.03
#: A line whose letters are set apart: so many gaps at least, of which this share is alike (within so much of the usual
#: one), and how wide that is, least and most (font sizes). Wider ones part the cells of a table.
SET_APART: Final = 8
ALIKE_SHARE: Final = 0.6
ALIKE_WITHIN: Final = 0.08
APART_LEAST, APART_MOST = 0.09, 0.5
#: Baselines closer than this are one line (font sizes).
SAME_BASELINE: Final = 0.25
#: A mark whose middle lies lower than this over the baseline is below its base, however high that is (font sizes).
LOW: Final = 0.12
#: What a base costs a mark that is neither painted right before nor right behind it (font sizes): tails of other words
#: go below its letter in faces with narrow spaces.
ASIDE: Final = 0.1
#: A mark may belong to any line whose baseline is so near (font sizes), and to the nearest one.
REACH: Final = 1.6
#: Glyphs that stand closer than this are in one place, and positions are told apart to this part of a point.
STILL: Final = 0.05
STEPS: Final = 20
#: Kerning sets a letter so far over a space without a width that stands before it in the stream (font sizes).
KERNED: Final = 0.15
#: Cells for each glyph of a page where those that may be doubled are looked for: few are in one cell by chance.
HEADS: Final = 4
_MULTIPLIER: Final = 0x9E3779B97F4A7C15
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
        seen = once(page, np.flatnonzero((page.flags & INVISIBLE) == 0), numbers)
        angles = page.angle[seen]
        if angles.size > 1 and (angles[1:] == angles[:-1]).all():
            _cut(page, numbers, seen, float(np.round(angles[0])), ink, read)
            continue
        angles = np.round(angles)
        for angle in np.unique(angles):
            _cut(page, numbers, seen[angles == angle], float(angle), ink, read)
    return _distinct(read)


def once(page: Page, rows: NDArray[np.int64], numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """``without_doubles``, which has nothing to do on most pages."""
    heads, following = np.empty(HEADS * len(page) + 1, np.int64), np.empty(len(page) + 1, np.int64)
    doubled = may_be_doubled(heads, following, page.x, page.y, page.size, page.advance, rows, numbers)
    return without_doubles(page, rows, numbers) if doubled else rows


def _distinct(read: _Read) -> Tokens:
    """Number the tokens and count them, and the pairs of neighbours.

    Tokens are the same where a hash of 64 bits over their signs is.
    """
    signs = np.concatenate([_NONE, *read.signs])
    sizes = np.concatenate([_NONE, *read.sizes])
    if not sizes.size:
        return Tokens(signs, np.zeros(1, np.int64), sizes, np.zeros((0, 3), np.int64), read.below, read.above)
    begins = np.cumsum(sizes) - sizes
    number, first, counts = _numbered(signs, sizes)
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


@njit(cache=True)
def _numbered(signs, sizes):  # type: ignore[no-untyped-def]
    """Which of the distinct tokens each is, as they come; the place of the first of each, and how many there are."""
    room = 1
    while room < 2 * sizes.size:
        room *= 2
    slots, hashed = np.full(room, -1, np.int64), np.empty(sizes.size, np.uint64)
    number, first, counts = np.empty_like(sizes), np.empty_like(sizes), np.zeros_like(sizes)
    made, place = 0, 0
    for token in range(sizes.size):
        own, power = np.uint64(0), np.uint64(1)
        for _ in range(sizes[token]):
            power *= np.uint64(_MULTIPLIER)
            own += np.uint64(signs[place] + 1) * power
            place += 1
        slot = np.int64(mix(own)) & (room - 1)
        while slots[slot] >= 0 and hashed[slots[slot]] != own:
            slot = (slot + 1) & (room - 1)
        if slots[slot] < 0:
            slots[slot], hashed[made], first[made] = made, own, token
            made += 1
        number[token] = slots[slot]
        counts[number[token]] += 1
    return number, first[:made].copy(), counts[:made].copy()


def _cut(page: Page, numbers: NDArray[np.int64], rows: NDArray[np.int64], angle: float, ink: Ink, out: _Read) -> None:
    """Tokens of the glyphs ``rows`` that share a baseline direction."""
    turn = np.deg2rad(angle)
    along, down, symbol, base, marks, painted = _placed(
        page.x, page.y, rows, numbers, angle != 0, np.cos(turn), np.sin(turn), ink
    )
    if not base.size:
        return
    order = base[np.argsort(down[base], kind="stable")]
    row, gaps, between, bounds, marks, owners = _lines(
        order, marks, painted, along, down, page.size[rows], page.advance[rows], symbol, ink, out.below, out.above
    )
    signs, sizes, beside = _tokens(row, gaps, word_gap(between), bounds, symbol, ink.blank, marks, owners)
    out.signs.append(signs)
    out.sizes.append(sizes)
    out.beside.append(beside)


@njit(cache=True)
def _placed(x, y, rows, numbers, turned, cosine, sine, ink):  # type: ignore[no-untyped-def]
    """Of the glyphs ``rows`` of a page: places along and across the baseline (float64), signs, which of them are bases
    and which are marks (places in ``rows``), and those that are painted beside each mark, as ``_owners`` wants them.

    ``turned``: by the angle that has this ``cosine`` and ``sine``; 0 degrees otherwise.
    """
    along, down, symbol = np.empty(rows.size), np.empty(rows.size), np.empty(rows.size, np.int64)
    base, marks = np.empty(rows.size, np.int64), np.empty(rows.size, np.int64)
    painted = np.full((rows.size, 2), -1, np.int64)
    bases, made, waiting, last = 0, 0, 0, -1
    for k in range(rows.size):
        one, other = np.float64(x[rows[k]]), np.float64(y[rows[k]])
        along[k] = one * cosine - other * sine if turned else one
        down[k] = one * sine + other * cosine if turned else other
        symbol[k] = numbers[rows[k]]
        if ink.mark[symbol[k]]:
            marks[made], painted[made, 0] = k, last
            made += 1
            continue
        base[bases] = k
        bases += 1
        if not ink.blank[symbol[k]]:
            last = k
            for mark in range(waiting, made):
                painted[mark, 1] = k
            waiting = made
    return along, down, symbol, base[:bases].copy(), marks[:made].copy(), painted[:made].copy()


@njit(cache=True)
def _lines(  # type: ignore[no-untyped-def]
    order, marks, painted, along, down, size, advance, symbol, ink, below, above
):
    """Rows and gaps of the lines as ``_from_left`` gives them, the gaps between ink, and where lines begin; rows of the
    marks that have a base, and of their bases. Counts sides as ``_owners`` does.

    ``order``: rows of the bases from the highest to the lowest; ``marks`` and ``painted`` are those of ``_owners``.
    """
    em, wide = size.astype(np.float64), np.abs(advance).astype(np.float64)
    bounds, lines = np.zeros(order.size + 1, np.int64), 1
    for k in range(1, order.size):
        if down[order[k]] - down[order[k - 1]] > SAME_BASELINE * max(em[order[k]], 1.0):
            bounds[lines] = k
            lines += 1
    bounds[lines] = order.size
    bounds = bounds[: lines + 1].copy()
    owners = _owners(marks, painted, order, bounds, along, down, em, symbol, ink, below, above)
    row, gaps = _from_left(order, bounds, along, wide, em, ink.blank[symbol])
    blank = ink.blank[symbol[row]]
    for n in range(lines):
        _close(gaps[bounds[n] : bounds[n + 1] - 1], blank[bounds[n] : bounds[n + 1]])
    return row, gaps, gaps[~(blank[1:] | blank[:-1])], bounds, marks[owners >= 0], owners[owners >= 0]


@njit(cache=True)
def _close(gaps, blank):  # type: ignore[no-untyped-def]
    """Takes the white from the ``gaps`` of a line whose letters are set apart; ``blank``: of the glyphs beside them."""
    wide = 0
    for k in range(gaps.size):
        wide += int(gaps[k] > APART_LEAST and not (blank[k] or blank[k + 1]))
    if wide < SET_APART:
        return
    between = np.sort(gaps[~(blank[1:] | blank[:-1])])
    usual = between[between.size // 2]
    alike = 0
    for gap in between:
        alike += int(abs(gap - usual) <= ALIKE_WITHIN)
    if APART_LEAST < usual < APART_MOST and alike >= ALIKE_SHARE * between.size:
        for k in range(gaps.size):
            if not (blank[k] or blank[k + 1]):
                gaps[k] -= usual


@lean_njit(cache=True)
def _rises(values):  # type: ignore[no-untyped-def]
    """None of ``values`` is less than the one before."""
    for k in range(1, values.size):  # noqa: SIM110 (a loop that Numba compiles)
        if values[k] < values[k - 1]:
            return False
    return True


@njit(cache=True)
def _from_left(order, bounds, along, advance, size, blank):  # type: ignore[no-untyped-def]
    """The rows of each line from left to right, and the white before each but the first (font sizes); 0 between lines.

    Where two stand in one place, they go the way that most of the line goes. A blank (by row) without an advance stands
    between the two that the stream has it between, though kerning sets the one on its right a little over it.
    """
    rows, gaps = np.empty_like(order), np.zeros(order.size - 1)
    for n in range(bounds.size - 1):
        a, b = bounds[n], bounds[n + 1]
        own = order[a:b] if _rises(order[a:b]) else np.sort(order[a:b])
        forth = 0
        for k in range(1, own.size):
            step = along[own[k]] - along[own[k - 1]]
            forth += int(step > STILL) - int(step < -STILL)
        if forth < 0:
            own = own[::-1].copy()
        place = np.rint(along[own] * STEPS)
        for k in range(1, own.size - 1):
            if blank[own[k]] and advance[own[k]] == 0:
                right = max(along[own[k - 1]], along[own[k + 1]])
                if right < along[own[k]] < right + KERNED * size[own[k]]:
                    place[k] = np.rint(right * STEPS)
        rows[a:b] = own if _rises(place) else own[np.argsort(place, kind="mergesort")]
        end = -np.inf
        for k in range(a, b):
            row = rows[k]
            if k > a:
                gaps[k - 1] = (along[row] - end) / max(size[row], 1e-6)
            end = max(end, along[row] + advance[row])
    return rows, gaps


def word_gap(gaps: NDArray[np.float64]) -> float:
    """The gap that parts words on a page whose glyphs stand ``gaps`` apart (font sizes)."""
    if _is_tight(gaps):
        return TIGHT_GAP
    wide = gaps[gaps > LEAST_GAP]
    if wide.size < max(LEAST_GAPS, GAPS_SHARE * gaps.size):
        return GAP
    usual = float(np.median(wide))
    return max(LEAST_GAP, GAP_SHARE * usual) if usual < NARROW else GAP


def _is_tight(gaps: NDArray[np.float64]) -> bool:
    """Whether most spaces are hardly any white, and there is none between letters."""
    spaces = gaps[gaps >= TIGHTEST_SPACE]
    if not max(LEAST_GAPS, GAPS_SHARE * gaps.size) <= spaces.size < MOST_GAPS * gaps.size:
        return False
    if np.median(spaces) >= TIGHT_SPACE:
        return False
    between = (gaps > TIGHT_GAP / 2) & (gaps < TIGHTEST_SPACE)
    return bool(between.sum() <= STRAY_SHARE * spaces.size)


@njit(cache=True)
def _tokens(row, gaps, gap, bounds, symbol, blank, marks, owners):  # type: ignore[no-untyped-def]
    """Signs of the tokens from right to left, line by line, how many each has, and whether the one before is beside it.

    Tokens end at blanks (by sign) and at gaps wider than ``gap``. ``row`` and ``gaps`` as ``_from_left`` gives them;
    ``bounds``: where lines begin. Each base goes with the ``marks`` (rows) whose ``owners`` (rows) it is, as they come.
    """
    first, following = np.full(symbol.size, -1, np.int64), np.empty(marks.size, np.int64)
    for k in range(marks.size - 1, -1, -1):
        following[k] = first[owners[k]]
        first[owners[k]] = k
    most = row.size + marks.size
    signs, sizes, beside = np.empty(most, np.int64), np.zeros(most, np.int64), np.zeros(most, np.bool_)
    made, tokens, last = 0, 0, -1
    for line in range(bounds.size - 1):
        ended = True
        for k in range(bounds[line + 1] - 1, bounds[line] - 1, -1):
            base = row[k]
            if not blank[symbol[base]]:
                if ended:
                    beside[tokens] = line == last
                    tokens, last = tokens + 1, line
                start = made
                signs[made] = symbol[base]
                made += 1
                mark = first[base]
                while mark >= 0:
                    signs[made] = symbol[marks[mark]]
                    made += 1
                    mark = following[mark]
                sizes[tokens - 1] += made - start
            ended = blank[symbol[base]] or (k > bounds[line] and gaps[k - 1] > gap)
    return signs[:made].copy(), sizes[:tokens].copy(), beside[:tokens].copy()


@njit(cache=True, inline="always")
def _away(height, down, middle, left, right):  # type: ignore[no-untyped-def]
    """How far a mark is from a line, points; much farther where it lies beside it."""
    return abs(height - down) + (50 if middle < left or middle > right else 0)


@njit(cache=True)
def _owners(marks, painted, order, bounds, along, down, size, symbol, ink, below, above):  # type: ignore[no-untyped-def]
    """Row of each mark's base, under or over the middle of its ink; -1 where its line has none. Counts the side.

    Of two lines that a mark may belong to, it is that to whose letter its ink is nearer: faces set hamza above alef as
    far from its baseline as from that of the line above.
    ``painted``: rows [marks, 2] of the bases that are painted last before each mark and first behind it, -1 for none.
    ``order``: base rows line by line, each line from its highest row to its lowest; ``bounds``: where lines begin.
    """
    lines = bounds.size - 1
    height, left, right = np.empty(lines), np.full(lines, np.inf), np.full(lines, -np.inf)
    for n in range(lines):
        a, b = bounds[n], bounds[n + 1]
        height[n] = (down[order[(a + b - 1) // 2]] + down[order[(a + b) // 2]]) / 2
        for row in order[a:b]:
            left[n], right[n] = min(left[n], along[row] - 2), max(right[n], along[row] + size[row] + 2)
    owners = np.full(marks.size, -1, np.int64)
    for k in range(marks.size):
        mark = marks[k]
        s = symbol[mark]
        middle = along[mark] + (ink.left[s] + ink.right[s]) / 2 * size[mark]
        nearest = np.inf
        for n in range(lines):
            nearest = min(nearest, _away(height[n], down[mark], middle, left[n], right[n]))
        lowest = np.inf
        for n in range(lines):
            away = _away(height[n], down[mark], middle, left[n], right[n])
            if away > max(nearest, REACH * size[mark]):
                continue
            least, owner = np.inf, -1
            for row in order[bounds[n] : bounds[n + 1]]:
                base = symbol[row]
                if ink.blank[base]:
                    continue
                begin, end = along[row] + min(ink.left[base], 0) * size[row], along[row] + ink.right[base] * size[row]
                beside = max(begin - middle, middle - end, 0.0) + 0.01 * abs(middle - (begin + end) / 2)
                if row != painted[k, 0] and row != painted[k, 1]:
                    beside += ASIDE * size[mark]
                if beside < least:
                    owner, least = row, beside
            if owner < 0:
                continue
            base = symbol[owner]
            over = (ink.bottom[s] * size[mark] - down[mark]) - (ink.top[base] * size[owner] - down[owner])
            under = (ink.bottom[base] * size[owner] - down[owner]) - (ink.top[s] * size[mark] - down[mark])
            cost = least + max(over, under, 0.0)
            if cost < lowest or (cost == lowest and away == nearest):
                owners[k], lowest = owner, cost
        if owners[k] >= 0:
            base = symbol[owners[k]]
            high = (down[owners[k]] - down[mark]) / max(size[mark], 1) + (ink.bottom[s] + ink.top[s]) / 2
            if high < min((ink.bottom[base] + ink.top[base]) / 2, LOW):
                below[s] += 1
            else:
                above[s] += 1
    return owners
