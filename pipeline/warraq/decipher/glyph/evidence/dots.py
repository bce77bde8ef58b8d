"""Evidence from the dots of a font: where two of its glyphs bear the same dots, so do their letters.

A face draws the dots of its letters once and sets them over and under many bodies. Which contours of a glyph are those
of other glyphs too, only moved, is known to the unit, however little the body resembles the atlas: the teeth of beh,
teh, noon and yeh in a calligraphic face look like each other, and their dots don't. What the dots stand for the glyphs
show that are read already.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.glyph.candidates.candidates import Candidates
from warraq.decipher.glyph.parameters import Dots as P
from warraq.decipher.glyph.signs.spellings import DIGIT, LATIN, LETTERS, PUNCTUATION, Spellings, kind_of
from warraq.fonts.outlines.atlas import Label
from warraq.fonts.outlines.glyph_shape import GlyphOutlines

Signature = tuple[tuple[int, int], ...]
"""What is drawn beside the body of a glyph: of each contour -1, 0 or 1 (below, beside, above it), and which it is.

Of dots that are glyphs of their own: which glyph, counted from ``FIRST_GLYPH`` on, and 0.
"""

_BEARERS: Final = {
    "": "\u0621\u0627\u062d\u062f\u0631\u0633\u0635\u0637\u0639\u0644\u0645\u0647\u0648\u0649",  # hamza, alef, hah ...
    ".": "\u062e\u0630\u0632\u0636\u0638\u063a\u0641\u0646",  # khah, thal, zain, dad, zah, ghain, feh, noon
    "..": "\u0629\u062a\u0642",  # teh marbuta, teh, qaf
    "...": "\u062b\u0634\u0698\u06a4",  # theh, sheen, jeh, veh
    ",": "\u0628\u062c",  # beh, jeem
    ",,": "\u064a",  # yeh
    ",,,": "\u067e\u0686",  # peh, tcheh
    "'": "\u0623\u0624\u0626",  # alef, waw and yeh with hamza above
    "`": "\u0625",  # alef with hamza below
    "~": "\u0622",  # alef with madda
}
#: Hamza above and below and madda, as marks.
_COMPOSING: Final = {"'": "\u0654", "`": "\u0655", "~": "\u0653"}
_DOTS_OF: Final = {letter: dots for dots, letters in _BEARERS.items() for letter in letters}
#: Hamza itself, alef, waw, yeh and alef maksura: what is set over these isn't another letter's.
_SEATS: Final = frozenset("\u0621\u0627\u0648\u0649\u064a")
_ABOVE, _BELOW = frozenset((".", "..", "...", "'", "~")), frozenset((",", ",,", ",,,", "`"))


@lru_cache(maxsize=8192)
def dots_of(text: str) -> tuple[str, ...] | None:
    """The dots of letters, in a fixed order: ``.`` above, ``,`` below, ``'`` and ``~`` a hamza and madda.

    None where ``text`` is no letters, or has one whose drawing varies (kaf).

    >>> dots_of("\\u0646\\u0628")
    (',', '.')
    """
    if kind_of(text) != LETTERS or any(letter not in _DOTS_OF for letter in text):
        return None
    return tuple(sorted(filter(None, (_DOTS_OF[letter] for letter in text))))


@lru_cache(maxsize=4)
def bearers(labels: tuple[Label, ...]) -> tuple[dict[tuple[str, ...], int], NDArray[np.int64]]:
    """Dots -> their number, from 1 on; and that of each label of a single letter that bears some, 0 of others."""
    kinds: dict[tuple[str, ...], int] = {}
    borne = (dots_of(label.text) if len(label.text) == 1 else () for label in labels)
    return kinds, np.array([_number(kinds, dots or None) for dots in borne], np.int64)


#: what ``signatures`` returned last for some outlines, and of which glyphs
_last: Final[WeakKeyDictionary[GlyphOutlines, tuple[Sequence[int], list[Signature]]]] = WeakKeyDictionary()


def signatures(outlines: GlyphOutlines, gids: Sequence[int]) -> list[Signature]:
    """What each glyph bears, in the order of ``gids``; empty for a glyph of one contour, or a blank one.

    Letters that were joined with their dots bear those. Remembered for other files with the very same fonts.
    """
    asked, known = _last.get(outlines, ((), []))
    if asked != gids:
        known = _signatures(outlines, gids)
        _last[outlines] = gids, known
    return known


def _signatures(outlines: GlyphOutlines, gids: Sequence[int]) -> list[Signature]:
    """``signatures``, which aren't known yet."""
    contours, begins = _without_holes(*outlines.contours(gids, at_least=2), outlines.units_per_em)
    area, left, bottom, right, top = contours.T
    measures = zip(np.abs(area).tolist(), (right - left).tolist(), (top - bottom).tolist(), strict=True)
    numbers = np.array(_numbered(itertools.starmap(Size, measures)), np.int64)
    beside = np.ones(numbers.size, np.bool_)
    beside[begins[:-1][np.diff(begins) > 0]] = False
    borne = np.bincount(numbers[beside], minlength=numbers.size)
    # The largest contour is the body, but where others bear it: two dots are larger than the tooth of a yeh.
    bodies = np.append(np.flatnonzero(borne[numbers] < P.COMMON), numbers.size)
    body = bodies[np.searchsorted(bodies, begins[:-1])]
    of_contour = np.repeat(np.minimum(body, numbers.size - 1), np.diff(begins))
    low, high = (bottom[of_contour] + share * (top - bottom)[of_contour] for share in (P.OUTER, 1 - P.OUTER))
    middle = (bottom + top) / 2
    borne_by = list(zip(((middle > high).astype(np.int64) - (middle < low)).tolist(), numbers.tolist(), strict=True))
    result: list[Signature] = []
    for at, (first, past) in zip(body.tolist(), itertools.pairwise(begins.tolist()), strict=True):
        # Where all is borne by others, it is dots and nothing else: a colon.
        result.append(tuple(sorted(borne_by[first:at] + borne_by[at + 1 : past])) if at < past else ())
    for place, gid in enumerate(gids):
        if dots := outlines.letters.get(gid, ())[1:]:
            result[place] = tuple(sorted((P.FIRST_GLYPH + dot.gid, 0) for dot in dots))
    return result


class Size(NamedTuple):
    """A contour whatever its place: in ems, its ``area`` in their square, without a sign."""

    area: float
    width: float
    height: float


def _without_holes(
    contours: NDArray[np.float64], begins: NDArray[np.int64], em: int
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Of each glyph those ``contours`` that wind like its largest, in em, the largest first.

    Then where those of each glyph begin.

    ``contours`` and where those of each glyph begin are as ``GlyphOutlines.contours`` gives them, in units of ``em``.
    """
    sizes = np.diff(begins)
    glyph = np.repeat(np.arange(sizes.size), sizes)
    ordered = contours[np.lexsort((-np.abs(contours[:, 0]), glyph))]
    kept = ordered[:, 0] * ordered[begins[glyph], 0] > 0
    return ordered[kept] / [em * em, em, em, em, em], np.concatenate([[0], np.cumsum(kept)])[begins]


def _alike(contour: Size, other: Size) -> bool:
    return (
        abs(contour.area - other.area) < P.AREA_WITHIN * other.area
        and abs(contour.width - other.width) < P.SIZE_WITHIN
        and abs(contour.height - other.height) < P.SIZE_WITHIN
    )


def _numbered(sizes: Iterable[Size]) -> list[int]:
    """Number contours, each as the first that is like it, moved; or as a further one.

    Those of large fonts aren't compared with all others: they are found by cells of width and height.
    """
    numbers: list[int] = []
    drawn: list[Size] = []
    cells: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for size in sizes:
        column, row = math.floor(size.width / P.SIZE_WITHIN), math.floor(size.height / P.SIZE_WITHIN)
        around = itertools.product((column - 1, column, column + 1), (row - 1, row, row + 1))
        met = itertools.chain.from_iterable(cells[cell] for cell in around if cell in cells)
        number = min((known for known in met if _alike(size, drawn[known])), default=len(drawn))
        if number == len(drawn):
            cells[column, row].append(number)
            drawn.append(size)
        numbers.append(number)
    return numbers


class _Gains(NamedTuple):
    """What dots cost a sign that were seen (nats, 0 or less), what any others do, and the dots that cost least."""

    costs: dict[tuple[str, ...], float]
    rest: float
    likeliest: tuple[str, ...]


_NOTHING: Final = np.zeros(0)


def _costs(votes: Mapping[tuple[str, ...], float], signature: Signature) -> _Gains:
    """What dots cost by how many voted for them, beside those that most did for (nats)."""
    most = max(votes.values())
    weight = P.OWN_GLYPH if signature[0][0] >= P.FIRST_GLYPH else 1.0

    def cost(count: float, *, elsewhere: bool = False) -> float:
        nats = math.log((count + P.UNSEEN) / (most + P.UNSEEN)) * most / (most + P.ALONE)
        return weight * max(nats - P.OTHER_SIDE * elsewhere, -P.MOST_COST)

    costs = {dots: cost(count, elsewhere=_elsewhere(dots, signature)) for dots, count in votes.items()}
    return _Gains(costs, cost(0.0), max(costs, key=lambda dots: (costs[dots], dots)))


def _both(likeliest: Mapping[tuple[int, Signature], tuple[str, ...]], key: tuple[int, Signature]) -> tuple[str, ...]:
    """The dots of what only one glyph bears above and below together, by those that bear the one and the other."""
    font, signature = key
    parts = [tuple(part) for _, part in itertools.groupby(signature, key=lambda contour: contour[0])]
    dots = [likeliest.get((font, part), ()) for part in parts]
    return tuple(sorted(itertools.chain(*dots))) if len(parts) > 1 and all(dots) else ()


def _elsewhere(dots: Collection[str], signature: Signature) -> bool:
    """All of ``signature`` is on one side of the body, and none of ``dots`` belongs there."""
    sides = {side for side, _ in signature}
    return (sides == {1} and _ABOVE.isdisjoint(dots)) or (sides == {-1} and _BELOW.isdisjoint(dots))


class Dots:
    """What the signs of a document bear, and how far their candidates agree with it.

    Args:
        borne: sign -> its font, and what its glyph bears, which may be nothing; absent where its outline isn't known.
        settled: sign -> text, of those that are not in question.
    """

    def __init__(
        self, borne: Mapping[int, tuple[int, Signature]], settled: Mapping[int, str], spellings: Spellings
    ) -> None:
        self._spellings = spellings
        self._borne = {sign: (font, dots) for sign, (font, dots) in borne.items() if dots}
        self._bare = borne.keys() - self._borne.keys()
        self._settled = {sign: dots for sign in self._borne if (dots := dots_of(settled.get(sign, ""))) is not None}
        self._gains: dict[int, _Gains] = {}
        kinds, of_string = _kinds_of(tuple(spellings.texts[: spellings.shared]))
        #: dots -> their number, and that of each string's, 0 where they aren't known
        self._kinds, self._kind_of_string = dict(kinds), of_string
        #: sign -> what its candidates were last given, and the costs that this was made from
        self._weighed: dict[int, tuple[NDArray[np.float64], _Gains | None]] = {}

    def learn(self, readings: Mapping[int, str]) -> None:
        """Count anew what the glyphs with the same contours are read as; none counts for itself."""
        votes: defaultdict[tuple[int, Signature], defaultdict[tuple[str, ...], float]] = defaultdict(
            lambda: defaultdict(float)
        )
        dots_read: dict[int, tuple[str, ...]] = {}
        for sign, key in self._borne.items():
            dots = self._settled.get(sign, dots_of(readings.get(sign, "")))
            if dots is not None:
                votes[key][dots] += P.SETTLED if sign in self._settled else 1.0
                dots_read[sign] = dots
        likeliest = {key: max(cast, key=lambda dots: (cast[dots], dots)) for key, cast in votes.items()}
        known: dict[tuple[tuple[int, Signature], tuple[str, ...] | None], _Gains | None] = {}
        self._gains = {}
        for sign, key in self._borne.items():
            if sign in self._settled:
                continue
            asked = key, dots_read.get(sign)
            if asked not in known:
                others = dict(votes[key])
                if sign in dots_read:
                    others[dots_read[sign]] -= 1.0
                if max(others.values(), default=0.0) <= 0 and (both := _both(likeliest, key)):
                    others = {both: 1.0}
                known[asked] = _costs(others, key[1]) if max(others.values(), default=0.0) > 0 else None
            gains = known[asked]
            if gains is not None:
                self._gains[sign] = gains

    def likeliest(self, sign: int) -> tuple[str, ...] | None:
        """The dots that other glyphs with the same contours bear; None where nothing was learnt, or is known of it."""
        gains = self._gains.get(sign)
        if gains is not None:
            return gains.likeliest
        return () if sign in self._bare else None

    def loose_hamza(self, sign: int, text: str) -> str:
        """The hamza or madda, as a mark, that ``sign`` bears beside the dots of the one letter ``text``, where that is
        no seat of any or nothing: the half of a lam-alef. Else empty.

        Only of what is sure: dots that are glyphs of their own, which other letters of the font bear.
        """
        gains, borne = self._gains.get(sign), dots_of(text) if text else ()
        if gains is None or borne is None or len(text) > 1 or self._borne[sign][1][0][0] < P.FIRST_GLYPH:
            return ""
        more = list(gains.likeliest)
        for dots in borne:
            if dots not in more:
                return ""
            more.remove(dots)
        seated = text in _SEATS or not _COMPOSING.keys().isdisjoint(borne)
        return _COMPOSING.get(more[0], "") if len(more) == 1 and not seated else ""

    def weigh(self, candidates: Mapping[int, Candidates]) -> bool:
        """Put what was learnt into what outlines say of the candidates of each sign, in place of what was before.

        Returns whether anything changed.
        """
        stale = []
        for sign in self._borne:
            candidate, gains = candidates.get(sign), self._gains.get(sign)
            if candidate is None or candidate.strings.size == 1:
                continue
            before, made_from = self._weighed.get(sign, (_NOTHING, None))
            if gains != made_from or (gains is not None and before.size != candidate.strings.size):
                stale.append((sign, candidate, before, gains))
        if not stale:
            return False
        sizes = [candidate.strings.size for _, candidate, _, _ in stale]
        contribution = self._contribution(
            np.concatenate([candidate.strings for _, candidate, _, _ in stale]), sizes, [g for *_, g in stale]
        )
        ends = np.cumsum([0, *sizes]).tolist()
        for (sign, candidate, before, gains), (a, b) in zip(stale, itertools.pairwise(ends), strict=True):
            now = contribution[a:b]
            candidate.outline += now
            candidate.outline[: before.size] -= before
            self._weighed[sign] = now, gains
        return True

    def fit(self, strings: NDArray[np.int64], borne: tuple[str, ...] | None) -> NDArray[np.bool_]:
        """Which of ``strings`` have the dots ``borne``, or some that aren't known; all where ``borne`` isn't."""
        if borne is None:
            return np.ones(strings.size, np.bool_)
        kinds = self._kinds_of(strings)
        fits: NDArray[np.bool_] = (kinds == 0) | (kinds == _number(self._kinds, borne))
        return fits

    def _kinds_of(self, strings: NDArray[np.int64]) -> NDArray[np.int64]:
        """The number of the dots of each of ``strings``."""
        new = self._spellings.texts[self._kind_of_string.size :]
        if new:
            more = [_number(self._kinds, dots_of(text)) for text in new]
            self._kind_of_string = np.concatenate([self._kind_of_string, more])
        return self._kind_of_string[strings]

    def _contribution(
        self, strings: NDArray[np.int64], sizes: Sequence[int], gains: Sequence[_Gains | None]
    ) -> NDArray[np.float64]:
        """What dots cost ``strings``, those of one sign behind those of the other; ``gains`` and how many, by sign."""
        kind_of_string = self._kinds_of(strings)
        rows: dict[int, int] = {}
        row_of = [rows.setdefault(id(each), len(rows)) for each in gains]
        distinct = list({id(each): each for each in gains}.values())
        numbers = [[_number(self._kinds, dots) for dots in each.costs] if each else [] for each in distinct]
        table = np.zeros((len(distinct), len(self._kinds) + 1))
        rest = np.array([each.rest if each else 0.0 for each in distinct])
        table[:, 1:] = rest[:, None]
        for row, (each, kinds) in enumerate(zip(distinct, numbers, strict=True)):
            table[row, kinds] = list(each.costs.values()) if each else []
        row_of_string = np.repeat(np.array(row_of, np.int64), sizes)
        kind = self._spellings.tables().kind[strings]
        is_sign = (kind == DIGIT) | (kind == LATIN) | (kind == PUNCTUATION)
        contribution: NDArray[np.float64] = table[row_of_string, kind_of_string]
        contribution[is_sign] += rest[row_of_string[is_sign]] * P.SIGN
        return contribution


@lru_cache(maxsize=4)
def _kinds_of(texts: tuple[str, ...]) -> tuple[dict[tuple[str, ...], int], NDArray[np.int64]]:
    """Dots -> their number, from 1 on; and that of each of ``texts``."""
    kinds: dict[tuple[str, ...], int] = {}
    return kinds, np.array([_number(kinds, dots_of(text)) for text in texts], np.int64)


def _number(kinds: dict[tuple[str, ...], int], dots: tuple[str, ...] | None) -> int:
    """The number of ``dots``, given out at first sight; 0 where they aren't known."""
    return 0 if dots is None else kinds.setdefault(dots, len(kinds) + 1)
