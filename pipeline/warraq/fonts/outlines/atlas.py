"""The atlas: how known faces draw each (string, form), as points in a space where distance means difference.

Written by ``tools/build_atlas.py``, read by :mod:`warraq.fonts.outlines.outline`.
``atlas.npz`` holds the points (int8, with a step per dimension), the label and family of each, and the projection
(float16); ``labels.tsv`` a label a line: code points, joins before and after, kind, share of running text;
``families.txt`` the families.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.fonts.outlines.glyph_shape import Shapes
from warraq.fonts.outlines.likelihoods import least_distances

DATA: Final = Path(__file__).parents[1] / "data"
#: Weight of the ten scalars beside the square root of the raster's cells.
SCALAR_WEIGHT: Final = np.array([6, 6, 6, 6, 6, 6, 1.5, 1.5, 1.5, 1.5], np.float32)
SCALAR_RANGE: Final = (-2.0, 4.0)

LETTER, MARK, DIGIT, LATIN, PUNCTUATION, TATWEEL = "L", "M", "N", "A", "P", "T"
#: Signs of sums, measures, notes and lists, which look like digits and letters: currency, mathematics, fractions,
#: primes, daggers, angle quotes, arrows, bullets, boxes and ticks. No minus, raised digit, capital Greek letter: they
#: look like what is more frequent in every face.
RARE_SIGNS: Final = (
    "$^`~\u00a1\u00a2\u00a3\u00a5\u00ac\u00ae\u00b1\u00b5\u00b6\u00bc\u00bd\u00be\u00bf\u00d7\u00f7"
    "\u2020\u2021\u2030\u2032\u2033\u2039\u203a\u20ac\u2122\u2190\u2191\u2192\u2193\u2202\u2206\u2211\u221a\u221e"
    "\u222b\u2248\u2260\u2264\u2265\u25a0\u25a1\u25aa\u25b2\u25ba\u25bc\u25c4\u25c6\u25ca\u25cb\u25cf\u25e6\u2605\u2606"
    "\u2610\u2713\u2717\u03a9\u03c0"
)
#: End of a verse, start of a part, place of prostration: of faces for the Koran.
VERSE_SIGNS: Final = "\u06dd\u06de\u06e9"
VARIED: Final = frozenset(RARE_SIGNS + VERSE_SIGNS)


#: Single precision holds whole numbers up to here.
_WHOLE: Final = 1 << 24
#: Points of the atlas whose products with the others are worked out at once, about: they stay in the cache of a core.
_AT_ONCE: Final = 1024


class Label(NamedTuple):
    """What an outline stands for.

    ``text`` is in logical order; brackets are as painted. ``before`` and ``after``: it is drawn to join its
    neighbour. ``kind``: ``L`` letters, ``M`` mark, ``N`` digit, ``A`` Latin, ``P`` punctuation, ``T`` tatweel.
    """

    text: str
    before: bool
    after: bool
    kind: str

    @property
    def accented(self) -> bool:
        """A Latin letter with an accent, or a ligature: those that the projection wasn't fitted on."""
        return self.kind == LATIN and (len(self.text) > 1 or not self.text.isascii())

    @property
    def varied(self) -> bool:
        """A sign that faces draw in ways of their own: that an outline looks otherwise says little."""
        return self.text in VARIED


@lru_cache(maxsize=4)
def columns_of_digits(labels: tuple[Label, ...]) -> dict[str, int]:
    """Digit -> the number of its label."""
    return {label.text: i for i, label in enumerate(labels) if label.kind == DIGIT}


def raw_features(rasters: NDArray[np.float32]) -> NDArray[np.float32]:
    """Ink 0..1 [n, RASTER_SIZE] -> its square root, which weighs faint edges up."""
    return np.sqrt(np.clip(rasters, 0, 1))


def raw_scalars(scalars: NDArray[np.float32]) -> NDArray[np.float32]:
    """Clip and weigh the scalars [n, SCALARS]."""
    return np.clip(scalars, *SCALAR_RANGE) * SCALAR_WEIGHT


@dataclass(frozen=True, slots=True, eq=False)
class Atlas:
    """The faces' outlines in the projected space, sorted by (label, family); equal only to itself.

    Attributes:
        labels: the distinct labels.
        prior: use of each label in running text, 0..1, summed over the faces.
        families: names of the families.
        points: float32[n, d], whole numbers of ``step`` (float64[d]), 127 at most.
        finest: with whole numbers up to this one their products are exact in single precision.
        label_of, family_of: int32[n].
        ink_axes: float64[RASTER_SIZE, d], projects :func:`raw_features`.
        scalar_axes: float64[SCALARS, d], projects :func:`raw_scalars`.
        origin: float64[d], taken off the projection.
        norms: float32[n], squared length of the points.
        groups: int64[n + 1], where the points of each (label, family) begin, ``n`` last; label x families + family is
            in ``group_of``.
    """

    labels: tuple[Label, ...]
    prior: NDArray[np.float32]
    families: tuple[str, ...]
    points: NDArray[np.float32]
    step: NDArray[np.float64]
    finest: int
    label_of: NDArray[np.int32]
    family_of: NDArray[np.int32]
    ink_axes: NDArray[np.float64]
    scalar_axes: NDArray[np.float64]
    origin: NDArray[np.float64]
    norms: NDArray[np.float32]
    groups: NDArray[np.int64]
    group_of: NDArray[np.int64]

    def distances(self, points: NDArray[np.float32]) -> NDArray[np.float32]:
        """Least squared distance of each of ``points`` [m, d] to the atlas, float32[groups, m]: see ``group_of``.

        Their products are those of whole numbers that single precision holds, so that they come out the same however
        they are summed: of a point the largest coordinate is taken for as large a number as that allows.
        """
        scaled = points.astype(np.float64) * self.step
        finest = self.finest / np.maximum(np.abs(scaled).max(1, initial=0.0), 1e-12)
        whole = np.ascontiguousarray(np.rint(scaled * finest[:, None]).astype(np.float32).T)
        twice = (2 / finest).astype(np.float32)
        lengths = (points.astype(np.float64) ** 2).sum(1).astype(np.float32)
        result = np.empty((self.group_of.size, len(points)), np.float32)
        cuts = np.searchsorted(self.groups, [*range(0, len(self.points), _AT_ONCE), len(self.points)]).tolist()
        for first, past in itertools.pairwise(cuts):
            products = self.points[self.groups[first] : self.groups[past]] @ whole
            least_distances(products, twice, lengths, self.norms, self.groups[first : past + 1], result[first:past])
        return result

    def project(self, shapes: Shapes) -> NDArray[np.float32]:
        """Points float32[n, d] of ``shapes``."""
        ink, scalars = raw_features(shapes.rasters).astype(np.float64), raw_scalars(shapes.scalars).astype(np.float64)
        return (ink @ self.ink_axes + scalars @ self.scalar_axes - self.origin).astype(np.float32)


def _labels(path: Path) -> tuple[list[Label], list[float]]:
    """Labels of a file, a label a line, and the prior of each."""
    labels, priors = [], []
    for line in path.read_text("utf-8").splitlines():
        code_points, joins, kind, prior = line.split("\t")
        text = "".join(chr(int(c, 16)) for c in code_points.split())
        labels.append(Label(text, joins[0] == "1", joins[1] == "1", kind))
        priors.append(float(prior))
    return labels, priors


def load(folder: Path = DATA, exclude: tuple[str, ...] = ()) -> Atlas:
    """Read the atlas in ``folder``, without the families named in ``exclude`` and what they alone draw (for fair
    measurement).

    Raises FileNotFoundError where it was not built, and ValueError where no family would be left.
    """
    arrays = np.load(folder / "atlas.npz")
    labels, priors = _labels(folder / "labels.tsv")
    families = tuple((folder / "families.txt").read_text("utf-8").splitlines())
    # In double precision, rounded afterwards: how a product is split among threads and processors must not show.
    ink_axes = arrays["ink_axes"].astype(np.float64)
    keep = ~np.isin(arrays["family_of"], [i for i, name in enumerate(families) if name in exclude])
    if not keep.any():
        raise ValueError("an atlas without any of its families says nothing")
    points, step = arrays["points"][keep], arrays["step"].astype(np.float64)
    drawn, numbers = np.unique(arrays["label_of"][keep], return_inverse=True)
    label_of, family_of = numbers.astype(np.int32), arrays["family_of"][keep].astype(np.int32)
    group = label_of.astype(np.int64) * len(families) + family_of
    first = np.flatnonzero(np.r_[True, np.diff(group) != 0])
    return Atlas(
        labels=tuple(labels[number] for number in drawn.tolist()),
        prior=np.array(priors, np.float32)[drawn],
        families=families,
        points=points.astype(np.float32),
        step=step,
        finest=_WHOLE // int(np.abs(points.astype(np.int64)).sum(1).max(initial=0) + points.shape[1]),
        label_of=label_of,
        family_of=family_of,
        ink_axes=ink_axes,
        scalar_axes=arrays["scalar_axes"].astype(np.float64),
        origin=arrays["mean"].astype(np.float64) @ ink_axes,
        norms=((points * step) ** 2).sum(1).astype(np.float32),
        groups=np.r_[first, group.size],
        group_of=group[first],
    )


@dataclass(frozen=True, slots=True)
class Letters:
    """Outlines of letters beyond the atlas, in its space and by its families: see ``tools/build_letters.py``.

    Attributes:
        labels, prior: as in ``Atlas``.
        points: int8[n, d].
        label_of, family_of: int64[n].
    """

    labels: tuple[Label, ...]
    prior: NDArray[np.float32]
    points: NDArray[np.int8]
    label_of: NDArray[np.int64]
    family_of: NDArray[np.int64]


@lru_cache(maxsize=1)
def more_letters() -> Letters:
    """Those that come with the package, read once."""
    arrays = np.load(DATA / "letters.npz")
    labels, prior = _labels(DATA / "letters.tsv")
    numbers = (arrays[name].astype(np.int64) for name in ("label_of", "family_of"))
    return Letters(tuple(labels), np.array(prior, np.float32), arrays["points"], *numbers)


def with_letters(book: Atlas, labels: tuple[Label, ...], letters: Letters, wanted: NDArray[np.bool_]) -> Atlas:
    """``book``, its ``labels`` renamed, and those outlines of ``letters`` that are ``wanted``, of its own families.

    A label that stands twice among ``labels`` stays so: it is drawn in both ways.
    """
    chosen = wanted[letters.label_of] & np.isin(letters.family_of, np.unique(book.family_of))
    number = {label: place for place, label in reversed(list(enumerate(labels)))}
    added = [place for place in np.unique(letters.label_of[chosen]).tolist() if letters.labels[place] not in number]
    number |= {letters.labels[place]: len(labels) + k for k, place in enumerate(added)}
    of_letters = np.array([number.get(label, -1) for label in letters.labels])
    points = np.concatenate((book.points, letters.points[chosen].astype(np.float32)))
    label_of = np.concatenate((book.label_of, of_letters[letters.label_of[chosen]]))
    family_of = np.concatenate((book.family_of, letters.family_of[chosen]))
    group: NDArray[np.int64] = label_of.astype(np.int64) * len(book.families) + family_of.astype(np.int64)
    order = np.argsort(group, kind="stable")
    group, points = group[order], points[order]
    first = np.flatnonzero(np.r_[True, np.diff(group) != 0])
    return replace(
        book,
        labels=(*labels, *(letters.labels[place] for place in added)),
        prior=np.concatenate((book.prior, letters.prior[added])),
        points=points,
        finest=_WHOLE // int(np.abs(points.astype(np.int64)).sum(1).max(initial=0) + points.shape[1]),
        label_of=label_of[order].astype(np.int32),
        family_of=family_of[order].astype(np.int32),
        norms=((points * book.step) ** 2).sum(1).astype(np.float32),
        groups=np.r_[first, group.size],
        group_of=group[first],
    )


@lru_cache(maxsize=1)
def shipped() -> Atlas:
    """The atlas that comes with the package, loaded once."""
    return load()
