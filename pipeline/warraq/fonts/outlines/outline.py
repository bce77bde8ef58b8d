"""Evidence from what a glyph looks like: log-likelihood of an embedded outline under each label of the atlas.

Independent of every table that a producer can strip or falsify: only the outline, which has to be right for the
page to print. The faces of the atlas vote as a mixture; those that resemble the document's face weigh more.
"""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

import freetype
import numpy as np
from numpy.typing import NDArray

from warraq.fonts.outlines.atlas import LATIN, LETTER, MARK, Atlas, Label, columns_of_digits
from warraq.fonts.outlines.digit_teeth import TEETH_OF_THREE
from warraq.fonts.outlines.glyph_shape import PARTS, Box, GlyphOutlines, Painted, Part, tall_height
from warraq.fonts.outlines.likelihoods import mixture, nearest_of_families
from warraq.model.font import Font

#: Width of the kernel around an atlas point, in units of the spread within a label. Leave-one-family-out on 15 faces.
KERNEL_WIDTH: Final = 2.0
#: How much a family's resemblance to the document's face counts.
FAMILY_STRENGTH: Final = 0.3
#: Glyphs narrower than this (em) may be marks.
MARK_ADVANCE: Final = 0.02
#: Factors tried on the measured tall height, for fonts whose running text has few tall letters.
SCALES: Final = (1.0, 0.8, 0.9, 1.12, 1.25)
#: Glyphs that decide the scale: the most used ones.
SCALE_SAMPLE: Final = 24
#: Tops of fewer glyphs don't tell how tall letters are: a comma alone would count as a letter.
FEW_GLYPHS: Final = 3
#: The measured tall height stands where the commonest glyphs are this near to the atlas on average (squared distance).
NEAR_ENOUGH: Final = 40.0
_CACHED_PROGRAMS: Final = 64
#: What a letter without dots loses where the glyph consists of parts (nats).
DOTTED: Final = 6.0
#: Letters that no face draws in parts: alef, hah, dal, reh, seen, sad, tah, ain, lam, meem, heh, waw, alef maksura.
UNDOTTED: Final = frozenset("\u0627\u062d\u062f\u0631\u0633\u0635\u0637\u0639\u0644\u0645\u0647\u0648\u0649")
#: Letters that all faces draw in parts: beh, teh marbuta, teh, theh, jeem, khah, thal, zain, sheen, dad, zah, ghain,
#: feh, qaf, noon, yeh; alef, waw and yeh with hamza or madda; peh, tcheh, jeh, veh.
PARTED_LETTERS: Final = frozenset(
    "\u0628\u0629\u062a\u062b\u062c\u062e\u0630\u0632\u0634\u0636\u0638\u063a\u0641\u0642\u0646\u064a"
    "\u0622\u0623\u0624\u0625\u0626\u067e\u0686\u0698\u06a4"
)
#: Glyphs of a face that draws dots apart: joined with dots, without those that it bears elsewhere (this often at least,
#: beside its other uses), any other one.
JOINED, BARE, OTHER = 1, 2, 3
BEARS: Final = 0.2
#: What letters with dots lose where the glyph is sure to have none, and others where it is sure to have some (nats).
SURE_COST: Final = 20.0
#: A glyph without advance in such a face that is less high is a mark and no letter (tall heights).
SMALL: Final = 0.4
#: Share of a font's glyphs up to which those without advance are marks, or letters set over others, and no digits.
FEW_NARROW: Final = 0.5
#: A face that suits so much worse than the best one (nats) adds nothing: of all together less than 0.02.
NEGLIGIBLE: Final = 8.0
#: Log-likelihood of a label that no face has (nats).
UNSEEN: Final = -1e4
#: A face without a glyph that is nearer than this counts as if it had one (squared distance).
FARTHEST: Final = 400.0
#: A glyph may be an accented Latin letter where a plain one is as near as anything else, but for this (squared
#: distance); where not, those are this far.
LATIN_NEAR: Final = 10.0
FAR: Final = np.float32(1e6)
#: A font is Latin if more of its common glyphs look like plain Latin letters.
LATIN_SHARE: Final = 0.4
#: Digits that teeth tell apart, how much less they may suit an outline than another label, and what the one costs that
#: it isn't (nats). Of 150 faces two draw a three with two teeth.
TWO: Final = "\N{ARABIC-INDIC DIGIT TWO}"
THREE: Final = "\N{ARABIC-INDIC DIGIT THREE}"
MAYBE_TOOTHED: Final = 9.0
OTHER_TEETH: Final = 5.0
_PLAIN, _ACCENTED = 1, 2


class Use(NamedTuple):
    """How the document uses one sign: glyph index, advance (em), and how often."""

    gid: int
    advance: float
    times: int


@dataclass(frozen=True, slots=True)
class OutlineEvidence:
    """What the outlines of one font say.

    Attributes:
        loglik: float32[n, labels]; only differences within a row mean anything. Rows of blank glyphs are 0.
        novelty: float32[n], squared distance to the nearest atlas point: high where no face draws such a glyph.
        blank: bool[n], nothing is painted.
        mark: bool[n], zero advance and more like a mark than like anything else.
        boxes: ink box per code, em; None where blank.
        points: float32[n, d] in the space of the atlas; 0 where blank.
        tall: tall height that the outlines were scaled by, font units.
    """

    loglik: NDArray[np.float32]
    novelty: NDArray[np.float32]
    blank: NDArray[np.bool_]
    mark: NDArray[np.bool_]
    boxes: tuple[tuple[float, float, float, float] | None, ...]
    points: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    tall: float = 0.0


_cache: OrderedDict[tuple[object, ...], OutlineEvidence] = OrderedDict()


class _Opened(threading.local):
    """The programs that a thread has open: a face holds the glyph that was loaded last, for one thread at a time."""

    def __init__(self) -> None:
        self.outlines: OrderedDict[str, GlyphOutlines | None] = OrderedDict()


_opened = _Opened()


def outlines_of(font: Font) -> GlyphOutlines | None:
    """The outlines of the embedded program, or None where there is none that FreeType can open."""
    known = _opened.outlines
    if font.program_hash not in known:
        outlines = None
        if font.program:
            try:
                outlines = GlyphOutlines(_readable(font, font.program), font.letters, _guests(font))
            except (freetype.FT_Exception, ValueError):
                outlines = None
        known[font.program_hash] = outlines
        if len(known) > _CACHED_PROGRAMS:
            known.popitem(last=False)
    return known[font.program_hash]


def _readable(font: Font, program: bytes) -> bytes:
    """The program as FreeType reads it: of a Type 3 font one that is made of its procedures."""
    if font.program_kind != "type3":
        return program
    from warraq.fonts.outlines.glyph_procedures import as_opentype  # few documents have such fonts

    return as_opentype(program)


def _guests(font: Font) -> dict[int, tuple[GlyphOutlines, int]]:
    """The glyphs of other fonts that ``font`` has, as far as those can be opened."""
    opened = ((gid, outlines_of(other), theirs) for gid, (other, theirs) in font.guests.items())
    return {gid: (outlines, theirs) for gid, outlines, theirs in opened if outlines is not None}


def outline_evidence(font: Font, uses: Sequence[Use], atlas: Atlas, tall_beside: float = 0.0) -> OutlineEvidence | None:
    """Likelihoods of the glyphs in ``uses`` under ``atlas``; None where the font has no readable program.

    ``tall_beside``: how tall the letters of the font are that most of the text is set in (em), 0 if that is not known:
    what a font of one or two glyphs is taken for at least.
    """
    key = (font.program_hash, atlas, tuple(uses), tall_beside)
    evidence = _cache.get(key)
    if evidence is None:
        outlines = outlines_of(font)
        if outlines is None:
            return None
        evidence = _cache[key] = _measure(outlines, uses, atlas, tall_beside)
        if len(_cache) > _CACHED_PROGRAMS:
            _cache.popitem(last=False)
    return evidence


def _measure(outlines: GlyphOutlines, uses: Sequence[Use], atlas: Atlas, tall_beside: float) -> OutlineEvidence:
    boxes = [outlines.box(use.gid)[0] for use in uses]
    inked = sorted((i for i, box in enumerate(boxes) if box is not None), key=lambda i: (-uses[i].times, i))
    em = outlines.units_per_em
    loglik = np.zeros((len(uses), len(atlas.labels)), np.float32)
    novelty = np.zeros(len(uses), np.float32)
    mark = np.zeros(len(uses), np.bool_)
    points = np.zeros((len(uses), atlas.points.shape[1]), np.float32)
    tall = 0.0
    if inked:
        page = _Sketches(outlines, uses, atlas)
        common, tall, known, latin = _best_tall(page, boxes, tall_beside)
        first = set(common)
        inked = [*common, *(i for i in inked if i not in first)]
        narrow = [i for i in inked if uses[i].advance < MARK_ADVANCE]
        seen = page.look(inked, tall) + page.look(narrow, tall, [float(_ink(boxes[i]).right) for i in narrow])
        points[inked] = [sketch.point for sketch in seen[: len(inked)]]
        values, nearest = _likelihoods(known, [sketch.point for sketch in seen[len(common) :]], atlas, latin)
        apart = _dots_apart(outlines, uses)[[*inked, *narrow]]
        values -= _missing_dots([sketch.parts for sketch in seen], apart, atlas)
        loglik[inked] = values[: len(inked)]
        _tell_by_teeth(loglik, inked, outlines, uses, atlas)
        novelty[inked] = nearest[: len(inked)]
        is_mark = _kind(atlas.labels, MARK)
        few = sum(uses[i].times for i in narrow) < FEW_NARROW * sum(use.times for use in uses)
        may_be = _kind(atlas.labels, LETTER) if few else ~is_mark
        for row, i in enumerate(narrow, start=len(inked)):
            as_mark, as_letter = loglik[i][is_mark].max(), values[row][may_be].max()
            small = apart[row] in (BARE, OTHER) and _ink(boxes[i]).top - _ink(boxes[i]).bottom < SMALL * tall
            mark[i] = (as_mark > as_letter - 1 or small) and apart[row] != JOINED
            letter = np.where(may_be & (not small), values[row], UNSEEN)
            loglik[i] = np.where(is_mark, loglik[i], letter)
            novelty[i] = min(novelty[i], nearest[row])
    scaled = tuple(None if b is None else (b.left / em, b.bottom / em, b.right / em, b.top / em) for b in boxes)
    blank = np.array([b is None for b in boxes], np.bool_)
    return OutlineEvidence(loglik, novelty, blank, mark, scaled, points, tall)


def _likelihoods(
    known: NDArray[np.float32], points: Sequence[NDArray[np.float32]], atlas: Atlas, latin: bool
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Log-likelihoods [n, labels] of glyphs and their least distances [n]: of those whose distances to the atlas are
    ``known``, and of ``points`` behind them. ``latin``: of a Latin font."""
    parts = [known]
    if points:
        parts.append(atlas.distances(np.stack(points)))
        _set_accents_apart(parts[-1], atlas, latin)
    nearest = np.concatenate([nearest_of_families(part, atlas.group_of, len(atlas.families)) for part in parts], axis=1)
    weights = _family_weights(nearest)
    values = np.concatenate([_mixture(part, weights, atlas.group_of, len(atlas.labels)) for part in parts])
    return values, nearest.min(0)


def _set_accents_apart(distances: NDArray[np.float32], atlas: Atlas, latin: bool | None = None) -> bool:
    """Put accented Latin letters far from the glyphs of these ``distances`` [groups, n] to the atlas, in place, but for
    those that look like plain ones: they are many, and letters of strange faces with their dots lie near some.

    In a Latin font they stay where they are. ``latin``: whether it is one; None where most of its glyphs are to tell.
    Returns that.
    """
    kinds = _kinds_of_groups(atlas)
    accented = np.flatnonzero(kinds == _ACCENTED)
    if latin or not accented.size:
        return bool(latin)
    other, plain, _ = nearest_of_families(distances, kinds, _ACCENTED + 1)
    if latin is None and (plain <= other).mean() > LATIN_SHARE:
        return True
    distances[np.ix_(accented, plain > other + LATIN_NEAR)] = FAR
    return False


@lru_cache(maxsize=4)
def _kinds_of_groups(atlas: Atlas) -> NDArray[np.int64]:
    """int64[groups], which are of plain Latin letters, which of accented ones and ligatures."""
    kinds = [_ACCENTED if label.accented else _PLAIN if label.kind == LATIN else 0 for label in atlas.labels]
    return np.array(kinds, np.int64)[atlas.group_of // len(atlas.families)]


def _missing_dots(parts: Sequence[int], apart: NDArray[np.int64], atlas: Atlas) -> NDArray[np.float32]:
    """What labels lose whose letter has no dots where the glyph consists of ``parts``, float32[n, labels].

    Glyphs of a face that draws dots apart, as ``_dots_apart`` gives them: those that were joined with dots are sure to
    have some, and those that were not have none if they are of one part. What dots are set on elsewhere is sure to be a
    letter without.
    """
    parted = np.array(parts) > 1
    lost = DOTTED * (parted[:, None] & _undotted(atlas.labels)).astype(np.float32)
    if apart.any():
        price = np.select([apart == BARE, (apart == OTHER) & ~parted], [SURE_COST, DOTTED], 0.0).astype(np.float32)
        lost += price[:, None] * _parted(atlas.labels)
        lost += SURE_COST * np.outer(apart == JOINED, ~_parted(atlas.labels)).astype(np.float32)
        lost += SURE_COST * np.outer(apart == BARE, ~_kind(atlas.labels, LETTER)).astype(np.float32)
    return lost


def _tell_by_teeth(
    loglik: NDArray[np.float32], rows: Sequence[int], outlines: GlyphOutlines, uses: Sequence[Use], atlas: Atlas
) -> None:
    """Make what looks like an Arabic two or three that which its teeth tell, and not the other.

    Changes ``loglik`` [n, labels], of the glyphs in ``uses``, in place, in those ``rows`` that paint.
    """
    digits = columns_of_digits(atlas.labels)
    columns = [digits[TWO], digits[THREE]]
    likest = loglik[:, columns].max(1)
    toothed = likest > loglik.max(1) - MAYBE_TOOTHED
    for row in (row for row in rows if toothed[row]):
        right = outlines.teeth(uses[row].gid) >= TEETH_OF_THREE
        wrong = columns[not right]
        loglik[row, columns[right]] = likest[row]
        loglik[row, wrong] = min(loglik[row, wrong], likest[row] - OTHER_TEETH)


def _dots_apart(outlines: GlyphOutlines, uses: Sequence[Use]) -> NDArray[np.int64]:
    """Of each glyph of a face that draws dots apart ``JOINED``, ``BARE`` or ``OTHER``; 0 in other faces."""
    if not outlines.letters:
        return np.zeros(len(uses), np.int64)
    borne: Counter[int] = Counter()
    for use in uses:
        if use.gid in outlines.letters:
            borne[outlines.letters[use.gid][0].gid] += use.times
    bare = [borne[use.gid] > BEARS * use.times for use in uses]
    return np.select([[use.gid in outlines.letters for use in uses], bare], [JOINED, BARE], OTHER)


@lru_cache(maxsize=16)
def _kind(labels: tuple[Label, ...], kind: str) -> NDArray[np.bool_]:
    return np.array([label.kind == kind for label in labels])


@lru_cache(maxsize=4)
def _parted(labels: tuple[Label, ...]) -> NDArray[np.bool_]:
    return np.array([not PARTED_LETTERS.isdisjoint(label.text) for label in labels])


@lru_cache(maxsize=4)
def _undotted(labels: tuple[Label, ...]) -> NDArray[np.bool_]:
    return np.array([label.text in UNDOTTED for label in labels])


def _ink(box: Box | None) -> Box:
    assert box is not None
    return box


class _Sketch(NamedTuple):
    """A glyph in the space of the atlas, and its number of parts."""

    point: NDArray[np.float32]
    parts: int


class _Sketches:
    """The glyphs of one font as the atlas would have them, each sketched once under one tall height."""

    def __init__(self, outlines: GlyphOutlines, uses: Sequence[Use], atlas: Atlas) -> None:
        self.outlines, self.uses, self.atlas = outlines, uses, atlas
        self._seen: dict[tuple[int, float, bool], _Sketch] = {}
        self._painted = Painted({}, {})

    def look(self, rows: Sequence[int], tall: float, advances: Sequence[float] | None = None) -> list[_Sketch]:
        """Sketches of the glyphs of ``rows``, which paint; with ``advances`` (font units) instead of their own."""
        em, other = self.outlines.units_per_em, advances is not None
        wide = advances if advances is not None else [self.uses[i].advance * em for i in rows]
        new = {i: width for i, width in zip(rows, wide, strict=True) if (i, tall, other) not in self._seen}
        if new:
            parts = [[Part(self.uses[i].gid)] for i in new]
            shapes = self.outlines.shapes(parts, list(new.values()), tall, self._painted)
            counts = shapes.scalars[:, PARTS].tolist()
            for i, point, count in zip(new, self.atlas.project(shapes), counts, strict=True):
                self._seen[i, tall, other] = _Sketch(point, int(count))
        return [self._seen[i, tall, other] for i in rows]


def _best_tall(
    page: _Sketches, boxes: Sequence[Box | None], beside: float
) -> tuple[list[int], float, NDArray[np.float32], bool]:
    """Rows of common glyphs, the most used first; the tall height (font units), measured or a multiple under which they
    look more familiar; their distances to the atlas under it; whether they are Latin letters."""
    uses = page.uses
    spaced = [i for i, box in enumerate(boxes) if box is not None and uses[i].advance >= MARK_ADVANCE]
    sample = spaced or [i for i, box in enumerate(boxes) if box is not None]
    times = dict(zip(sample, _without_leader([uses[i].times for i in sample]), strict=True))
    measured = tall_height([float(_ink(boxes[i]).top) for i in sample], list(times.values()))
    if measured <= 0:
        measured = page.outlines.units_per_em / 2
    if len(sample) < FEW_GLYPHS:
        measured = max(measured, beside * page.outlines.units_per_em)
    common = sorted(sample, key=lambda i: (-uses[i].times, i))[:SCALE_SAMPLE]
    weights = np.sqrt([times[i] for i in common])
    best, best_score, best_distances, latin = measured, -np.inf, np.zeros((1, 0), np.float32), False
    for factor in SCALES:
        tall = measured * factor
        distances = page.atlas.distances(np.stack([sketch.point for sketch in page.look(common, tall)]))
        is_latin = _set_accents_apart(distances, page.atlas)
        nearest = distances.min(0)
        # A change of scale has to be worth it: the measured height is right for most text fonts.
        score = -float((np.minimum(nearest, 200) * weights).sum() / weights.sum()) - (2.0 if factor != 1.0 else 0.0)
        if score > best_score:
            best, best_score, best_distances, latin = tall, score, distances, is_latin
        if factor == 1.0 and -score < NEAR_ENOUGH:
            break
    return common, best, best_distances, latin


def _without_leader(times: Sequence[int]) -> list[int]:
    """How often each glyph is used, but no glyph more than the next where it is most of all: so are only the dots of
    leaders, in a menu or a form, and by their tops no letter would be tall."""
    if len(times) < FEW_GLYPHS or 2 * max(times) <= sum(times):
        return list(times)
    most = sorted(times)[-2]
    return [min(used, most) for used in times]


def _family_weights(nearest: NDArray[np.float32]) -> NDArray[np.float64]:
    """Log weight per family: those whose ``nearest`` glyphs [families, n] are nearest on average count more."""
    mean = np.minimum(nearest, FARTHEST).astype(np.float64).mean(1)
    weights: NDArray[np.float64] = -FAMILY_STRENGTH * (mean - mean.min()) / (2 * KERNEL_WIDTH**2)
    return weights


def _mixture(
    distances: NDArray[np.float32], weights: NDArray[np.float64], group_of: NDArray[np.int64], labels: int
) -> NDArray[np.float32]:
    """log sum over families of weight x kernel, float32[n, labels]; ``UNSEEN`` where no face has the label.

    ``distances`` [groups, n] are sorted by label; ``weights`` by family, in nats.
    """
    result = np.full((labels, distances.shape[1]), UNSEEN, np.float32)
    mixture(distances, weights.astype(np.float32), group_of, 1 / (2 * KERNEL_WIDTH**2), -NEGLIGIBLE, result)
    return result.T
