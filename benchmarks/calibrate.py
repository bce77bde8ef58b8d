"""Fit how sure a reading is, on generated files; see :mod:`warraq.decipher.glyph.scores.confidence`.

    python -m benchmarks.calibrate            fit and show, write nothing
    python -m benchmarks.calibrate --write    write pipeline/warraq/decipher/glyph/data/confidence.tsv
    python -m benchmarks.calibrate --words N  also print N wrong words that are the surest
    python -m benchmarks.calibrate --dots-apart  the weights for faces whose dots are glyphs of their own instead

The faces and seeds are others than those of the matrix. A word is right with the product of its codes' probabilities,
so the weights that make the words' outcomes likeliest are those under which a word's confidence means what it says.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, groupby, product
from typing import Any, Final
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from benchmarks.ascent import ascend
from benchmarks.corpus.build import Case, face_of, pdf_of
from benchmarks.corpus.damage import NO_DAMAGE, Damage
from benchmarks.corpus.page import faces
from benchmarks.corpus.producers import available, suits
from benchmarks.reading import families_in, read, unseen
from benchmarks.scores import Doubt
from benchmarks.unseen_faces import PRODUCERS, known
from warraq.config import DEFAULT
from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.scores.confidence import TERMS, WEIGHTS, WEIGHTS_DOTS_APART, Features, confidence, terms
from warraq.decipher.glyph.search import sign_readings
from warraq.decipher.weights import read_weights
from warraq.emit.report.compare import fold_marks
from warraq.emit.whole import write_whole
from warraq.model.document import normal_text
from warraq.pages.codes import codes
from warraq.pages.rows.words import WordBuilder

FACES: Final = ("noto-kufi", "alarabiya", "khalid", "freeserif", "vazirmatn", "harmattan", "thabit", "paktype")
DAMAGE: Final = (
    Damage("removed", "none"),
    Damage("wrong-35", "none"),
    Damage("wrong-100", "none"),
    Damage("spaces-40", "none"),
    Damage("foreign", "none"),
    Damage("wrong-75", "cmap"),
)
PAGES: Final = (1, 3)
#: Faces whose dots are glyphs of their own: those of ``benchmarks.unseen_faces`` on which it was chosen how to join
#: them. Gulzar, Qahiri and Noto Nastaliq Urdu are left to check by.
DOTS_APART: Final = ("mirza", "reem-kufi", "mada", "katibeh", "aref-ruqaa")
#: Their maps say little even as they are made.
DAMAGE_DOTS_APART: Final = (NO_DAMAGE, *DAMAGE[:-1])
FIRST_SEED_DOTS_APART: Final = 500
#: Codes are told apart by this much of confidence while it is watched.
STEP: Final = 1e-12
#: Strength of the pull towards the weights in force (of plain faces), and steps of the fit.
PULL, STEPS, RATE = 1e-3, 3000, 0.02


@dataclass(frozen=True, slots=True)
class Sample:
    """A word that stands ``count`` times in one file: features of its codes, product of the other codes' confidence."""

    text: str
    features: tuple[Features, ...]
    rest: float
    right: bool
    count: int


def cases() -> Iterator[Case]:
    """The files: each face with each damage and length, producers in turn; seeds below those of the matrix."""
    for turn, (face, damage, pages) in enumerate(product(faces(FACES), DAMAGE, PAGES)):
        producers = [name for name in available() if suits(name, face)]
        yield Case(producers[turn * 5 % len(producers)], face.name, pages, 1 + turn, damage)


def cases_dots_apart() -> Iterator[Case]:
    """The same of faces whose dots are glyphs of their own, by producers that need no installed face."""
    for turn, (face, damage, pages) in enumerate(product(DOTS_APART, DAMAGE_DOTS_APART, PAGES)):
        yield Case(PRODUCERS[turn % len(PRODUCERS)], face, pages, FIRST_SEED_DOTS_APART + turn, damage)


def samples(case: Case, *, dots_apart: bool = False) -> list[Sample]:
    """Words of one file, by a warraq that has never seen its faces; features of codes of the one kind of font only."""
    path = pdf_of(case)
    features: dict[float, Features] = {}
    turns = count()
    codes_of: dict[str, tuple[float, ...]] = {}
    spell = WordBuilder._spelling

    def watched(features_of_code: Features) -> float:
        value = confidence(features_of_code) - STEP * next(turns)
        if features_of_code.dots_apart == dots_apart:
            features[value] = features_of_code
        return value

    def spelt(self: WordBuilder, used: tuple[int, ...], texts: tuple[str, ...]) -> Any:
        word = spell(self, used, texts)
        codes_of.setdefault(word.text, tuple(self.sure[row] for row in sorted(set(used))))
        return word

    families = tuple(sorted({face_of(case).atlas, *families_in(path)} - {""}))
    with (
        unseen(families),
        patch.object(sign_readings, "confidence", watched),
        patch.object(WordBuilder, "_spelling", spelt),
        patch.object(codes, "is_inert", lambda text: False),  # so that every word is spelt
    ):
        words = read(path).words
    outcomes = Counter(_outcomes(case.truth, words))
    return [
        Sample(
            text,
            tuple(features[value] for value in codes_of[text] if value in features),
            math.prod(value for value in codes_of[text] if value not in features),
            right,
            times,
        )
        for (text, right), times in outcomes.items()
        if text in codes_of
    ]


def _outcomes(truth: str, words: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Each word and whether it is right; words that were joined, torn or moved are not the readings' fault."""
    true = fold_marks(normal_text(truth)).split()
    plain = [fold_marks(normal_text(word)) for word in words]
    edits = Levenshtein.opcodes(true, plain)
    for equal, run in groupby(edits, key=lambda edit: edit.tag == "equal"):
        stretch = list(run)
        sources, places = (
            range(stretch[0].src_start, stretch[-1].src_end),
            range(stretch[0].dest_start, stretch[-1].dest_end),
        )
        if len(sources) == len(places):
            for source, place in zip(sources, places, strict=True):
                if equal or sorted(true[source]) != sorted(plain[place]):
                    yield words[place], equal


class Fit:
    """Words as rows of codes, and the weights that make what happened to them likeliest."""

    def __init__(self, samples_of_files: Sequence[Sample]) -> None:
        self.names = list(TERMS)
        known = [sample for sample in samples_of_files if sample.features]
        rows = [terms(features) for sample in known for features in sample.features]
        self.terms: NDArray[np.float64] = np.array(rows, np.float64)
        self.word = np.repeat(np.arange(len(known)), [len(sample.features) for sample in known])
        self.rest = np.log([sample.rest for sample in known])
        self.right = np.array([sample.right for sample in known])
        self.count = np.array([sample.count for sample in known], float)
        self.scale = np.maximum(np.abs(self.terms).max(axis=0), 1e-9)

    def word_confidence(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Confidence of each word, within the bounds that a code's confidence has."""
        code = np.clip(1 / (1 + np.exp(-self.terms @ weights)), parameters.Confidence.LEAST, parameters.Confidence.MOST)
        return np.exp(np.bincount(self.word, np.log(code), len(self.right)) + self.rest)

    def fit(self, start: NDArray[np.float64]) -> NDArray[np.float64]:
        """Weights by gradient ascent (Adam) on the log likelihood, pulled a little towards ``start``."""
        x, total = self.terms / self.scale, self.count.sum()
        first = start * self.scale

        def slope(weights: NDArray[np.float64]) -> NDArray[np.float64]:
            code = np.clip(1 / (1 + np.exp(-x @ weights)), 1e-9, 1 - 1e-9)
            word = np.clip(np.exp(np.bincount(self.word, np.log(code), len(self.right)) + self.rest), 1e-9, 1 - 1e-9)
            pull = np.where(self.right, 1.0, -word / (1 - word)) * self.count / total
            towards: NDArray[np.float64] = PULL * (weights - first) / len(weights)
            return np.asarray(x.T @ ((1 - code) * pull[self.word]) - towards)

        fitted: NDArray[np.float64] = ascend(slope, first, [RATE] * STEPS) / self.scale
        return fitted

    def report(self, weights: NDArray[np.float64]) -> str:
        """Calibration error, and wrong words that are not flagged, under these weights."""
        doubt = Doubt()
        for sure, right, times in zip(self.word_confidence(weights), self.right, self.count, strict=True):
            doubt.add([float(sure)] * int(times), [bool(right)] * int(times))
        below = DEFAULT.uncertain_below
        return (
            f"{len(doubt.right)} words, {doubt.right.count(False)} wrong, "
            f"calibration error {doubt.calibration_error():.4f}, "
            f"{doubt.unflagged(below):.2f} wrong and not flagged per 1,000, {doubt.flagged(below):.2%} flagged"
        )


def in_force(*, dots_apart: bool = False) -> dict[str, float]:
    """The weights that the package has."""
    return read_weights(WEIGHTS_DOTS_APART if dots_apart else WEIGHTS)


def write(weights: dict[str, float], words: int, *, dots_apart: bool = False) -> None:
    """Write the table of weights."""
    faces_of_fit, path = (DOTS_APART, WEIGHTS_DOTS_APART) if dots_apart else (FACES, WEIGHTS)
    head = "# Made by benchmarks/calibrate.py; do not edit. Weights of warraq/decipher/glyph/scores/confidence.py.\n"
    origin = f"# Fitted on {words} words of generated files in {', '.join(faces_of_fit)}.\n"
    write_whole(head + origin + "".join(f"{name}\t{weight:.4f}\n" for name, weight in weights.items()), path)


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the confidence of readings on generated files.")
    parser.add_argument("--write", action="store_true", help="write the weights")
    parser.add_argument("--words", type=int, default=0, metavar="N", help="print the surest wrong words")
    parser.add_argument("--dots-apart", action="store_true", help="of faces whose dots are glyphs of their own")
    given = parser.parse_args()
    apart = given.dots_apart
    with known(DOTS_APART if apart else ()):
        of_files = cases_dots_apart() if apart else cases()
        of_all = [sample for case in of_files for sample in samples(case, dots_apart=apart)]
    fit = Fit(of_all)
    old, plain = (
        np.array([weights[name] for name in fit.names]) for weights in (in_force(dots_apart=apart), in_force())
    )
    new = fit.fit(plain)  # those of either kind: what few words tell of stays as it is in plain faces
    print("in force:", fit.report(old))
    print("fitted:  ", fit.report(new))
    for name, before, after in zip(fit.names, old, new, strict=True):
        print(f"{name:16} {before:8.4f} {after:8.4f}")
    asked = [sample for sample in of_all if sample.features]
    wrong = [(sure, s) for sure, s in zip(fit.word_confidence(new), asked, strict=True) if not s.right]
    for sure, sample in sorted(wrong, key=lambda pair: -pair[0])[: given.words]:
        print(f"{sure:.3f} {sample.count:3} {sample.text}")
    if given.write:
        write(dict(zip(fit.names, new.tolist(), strict=True)), int(fit.count.sum()), dots_apart=apart)


if __name__ == "__main__":
    main()
