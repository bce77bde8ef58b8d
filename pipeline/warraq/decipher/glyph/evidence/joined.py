"""Evidence from the font's own letters: a glyph like none in the atlas may be two of its neighbours drawn as one.

Faces join other pairs than the atlas knows (seen with reh, sad with yeh). Where an initial or medial letter of the same
font, set beside a final one as shaping would, looks like the glyph, the glyph stands for both.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.glyph.parameters import Joined as P
from warraq.fonts.outlines.atlas import LETTER, Atlas, Label
from warraq.fonts.outlines.glyph_shape import GlyphOutlines, Part
from warraq.fonts.outlines.outline import KERNEL_WIDTH, OutlineEvidence, Use


class Pair(NamedTuple):
    """Two letters as one glyph: the text, whether it joins before, and its outline's worth beside the best label's."""

    text: str
    before: bool
    value: float


class _Letter(NamedTuple):
    row: int
    text: str
    before: bool


def joined_pairs(
    outlines: GlyphOutlines,
    uses: Sequence[Use],
    evidence: OutlineEvidence,
    atlas: Atlas,
    texts: Mapping[int, str],
    wanted: Collection[int],
) -> dict[int, list[Pair]]:
    """Row -> pairs that explain its outline better than any label, the best first.

    Args:
        texts: what each row reads at present; letters among them lend their shape.
        wanted: rows that may be pairs.
    """
    novel = [row for row in sorted(wanted) if evidence.novelty[row] > P.NOVEL and not evidence.mark[row]]
    novel = [row for row in novel if not evidence.blank[row]]
    if not novel:
        return {}
    lent = _lenders(uses, evidence, atlas, texts)
    sizes = _sizes(uses, evidence)
    tried = [(row, pair) for row in novel for pair in _tried(row, *lent, sizes, evidence, atlas)]
    if not tried:
        return {}
    away = _distances(tried, outlines, uses, evidence, atlas)
    best: defaultdict[int, dict[tuple[str, bool], float]] = defaultdict(dict)
    for (row, (first, final)), distance in zip(tried, away.tolist(), strict=True):
        nearest = float(evidence.novelty[row])
        if distance < nearest - P.GAIN:
            key = first.text + final.text, first.before
            value = (nearest - distance) / (2 * KERNEL_WIDTH**2) - P.PAIR_COST
            best[row][key] = max(value, best[row].get(key, -np.inf))
    pairs = {row: [Pair(*key, value) for key, value in values.items()] for row, values in best.items()}
    return {row: sorted(values, key=lambda pair: -pair.value)[: P.PAIRS_KEPT] for row, values in pairs.items()}


@lru_cache(maxsize=4)
def _of_letters(labels: tuple[Label, ...]) -> dict[str, list[int]]:
    """Letter -> its labels."""
    lenders: defaultdict[str, list[int]] = defaultdict(list)
    for i, label in enumerate(labels):
        if label.kind == LETTER and len(label.text) == 1:
            lenders[label.text].append(i)
    return dict(lenders)


def _lenders(
    uses: Sequence[Use], evidence: OutlineEvidence, atlas: Atlas, texts: Mapping[int, str]
) -> tuple[dict[str, list[_Letter]], list[_Letter]]:
    """Letters of the font that may join to the next one, by their text, and letters that may end a word."""
    labels = _of_letters(atlas.labels)
    lent: Counter[tuple[str, bool, bool]] = Counter()
    firsts: defaultdict[str, list[_Letter]] = defaultdict(list)
    finals: list[_Letter] = []
    for row, text in sorted(texts.items(), key=lambda item: (-uses[item[0]].times, item[0])):
        if evidence.blank[row] or text not in labels or evidence.novelty[row] > P.FAMILIAR:
            continue
        values = evidence.loglik[row][labels[text]].tolist()
        least = np.float32(max(values)) - P.FORM_WITHIN
        for i, value in zip(labels[text], values, strict=True):
            label = atlas.labels[i]
            form = text, label.before, label.after
            if value < least or lent[form] == P.LENDERS:
                continue
            lent[form] += 1
            if label.after:
                firsts[text].append(_Letter(row, text, label.before))
            elif label.before:
                finals.append(_Letter(row, text, True))
    return firsts, finals


def _tried(
    row: int,
    firsts: dict[str, list[_Letter]],
    finals: list[_Letter],
    sizes: NDArray[np.float64],
    evidence: OutlineEvidence,
    atlas: Atlas,
) -> list[tuple[_Letter, _Letter]]:
    """The pairs that a glyph is compared to."""
    letters = _single_letters(atlas.labels)
    order = letters[np.argsort(-evidence.loglik[row, letters], kind="stable")].tolist()
    like = itertools.islice(dict.fromkeys(atlas.labels[i].text for i in order), P.LIKE)
    lent = [first for text in like for first in firsts.get(text, ())]
    return [(lent[i], finals[j]) for i, j in _fitting(row, _rows(lent), _rows(finals), sizes)]


@lru_cache(maxsize=4)
def _single_letters(labels: tuple[Label, ...]) -> NDArray[np.int64]:
    """Numbers of the labels of one letter."""
    return np.sort(np.array(list(itertools.chain(*_of_letters(labels).values())), np.int64))


def _distances(
    tried: Sequence[tuple[int, tuple[_Letter, _Letter]]],
    outlines: GlyphOutlines,
    uses: Sequence[Use],
    evidence: OutlineEvidence,
    atlas: Atlas,
) -> NDArray[np.float32]:
    """Squared distances of glyphs (rows) to pairs that are set side by side. Pairs are painted once."""
    em = outlines.units_per_em
    number = {pair: k for k, pair in enumerate(dict.fromkeys((one.row, other.row) for _, (one, other) in tried))}
    clusters, advances = [], []
    for first, final in number:
        advance = round(uses[final].advance * em)
        clusters.append([Part(uses[final].gid), Part(uses[first].gid, dx=advance)])
        advances.append((uses[final].advance + uses[first].advance) * em)
    points = _points(clusters, advances, evidence.tall, outlines, atlas)
    chosen = [number[first.row, final.row] for _, (first, final) in tried]
    squared: NDArray[np.float32] = ((points[chosen] - evidence.points[[row for row, _ in tried]]) ** 2).sum(1)
    return squared


#: points in the space of an atlas of clusters of some outlines, by their parts, advance and tall height
_known: Final[WeakKeyDictionary[GlyphOutlines, tuple[Atlas, dict[object, NDArray[np.float32]]]]] = WeakKeyDictionary()


def _points(
    clusters: Sequence[Sequence[Part]], advances: Sequence[float], tall: float, outlines: GlyphOutlines, atlas: Atlas
) -> NDArray[np.float32]:
    """Points float32[n, d] of clusters of glyphs; remembered for other files with the very same fonts."""
    of_atlas, known = _known.get(outlines, (atlas, {}))
    if of_atlas is not atlas or len(known) > P.MOST_KNOWN:
        known = {}
    keys = [(*parts, advance, tall) for parts, advance in zip(clusters, advances, strict=True)]
    if new := [k for k, key in enumerate(keys) if key not in known]:
        shapes = outlines.shapes([clusters[k] for k in new], [advances[k] for k in new], tall)
        known.update(zip((keys[k] for k in new), atlas.project(shapes), strict=True))
        _known[outlines] = atlas, known
    return np.stack([known[key] for key in keys])


def _rows(letters: Sequence[_Letter]) -> NDArray[np.int64]:
    return np.array([letter.row for letter in letters], np.int64)


def _sizes(uses: Sequence[Use], evidence: OutlineEvidence) -> NDArray[np.float64]:
    """Advance, bottom and top of each glyph (em), float64[n, 3]; NaN where nothing is painted."""
    boxes = ((np.nan, np.nan) if box is None else (box[1], box[3]) for box in evidence.boxes)
    return np.array([(use.advance, *box) for use, box in zip(uses, boxes, strict=True)], np.float64).reshape(-1, 3)


def _fitting(
    row: int, firsts: NDArray[np.int64], finals: NDArray[np.int64], sizes: NDArray[np.float64]
) -> list[tuple[int, int]]:
    """Places in ``firsts`` and in ``finals`` (rows) of pairs that are together as wide as the glyph, and as high and
    deep, the one or the other."""
    width, bottom, top = sizes[row]
    one, other = sizes[firsts][:, None], sizes[finals][None]
    fits = (
        (np.abs(width - one[..., 0] - other[..., 0]) < P.ADVANCE_WITHIN)
        & (np.abs(top - np.maximum(one[..., 2], other[..., 2])) < P.HEIGHT_WITHIN)
        & (np.abs(bottom - np.minimum(one[..., 1], other[..., 1])) < P.HEIGHT_WITHIN)
        & (firsts[:, None] != row)
        & (finals[None] != row)
    )
    return [(int(i), int(j)) for i, j in np.argwhere(fits)]
