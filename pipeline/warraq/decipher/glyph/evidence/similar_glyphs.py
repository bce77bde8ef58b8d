"""Evidence from similar glyphs of one font: what a glyph with the same body or shape can be tells what another can be.

Faces that draw dots apart have one glyph for hah, jeem and khah, one for all teeth, and many of either, for use beside
other letters. A calligraphic face's hah may be like none of the atlas, and its khah, which stands in one word, like a
feh: what one of them can be, given its outline and its words, tells what the others are. So do glyphs that look far
more like each other than like anything that the atlas knows.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.glyph.candidates.candidates import Candidates
from warraq.decipher.glyph.evidence.contributions import Contributions, with_choice
from warraq.decipher.glyph.parameters import SimilarGlyphs as P
from warraq.decipher.glyph.scores.columns import begins_of
from warraq.decipher.glyph.signs.spellings import LETTERS, Spellings, kind_of
from warraq.fonts.outlines.likelihoods import Asked, Links, Sources, messages

#: Letters whose bodies are one in some form: those of alef, beh with noon and yeh, hah, dal, reh, seen, sad, tah, ain,
#: feh with qaf, heh with teh marbuta, waw.
_ALIKE: Final = (
    "\u0627\u0622\u0623\u0625",
    "\u0628\u062a\u062b\u0646\u064a\u0626\u0649\u067e",
    "\u062d\u062c\u062e\u0686",
    "\u062f\u0630",
    "\u0631\u0632\u0698",
    "\u0633\u0634",
    "\u0635\u0636",
    "\u0637\u0638",
    "\u0639\u063a",
    "\u0641\u0642\u06a4",
    "\u0647\u0629",
    "\u0648\u0624",
)
#: Where a lam and its alef are glyphs of their own, the lam that bears the hamza of the alef reads as both.
_LAM, _LAM_ALEF = "\u0644", "\u0644\u0627"
_BODIES: Final = str.maketrans({letter: alike[0] for alike in _ALIKE for letter in alike})


@lru_cache(maxsize=8192)
def body_of(text: str) -> str:
    """Letters without their dots, each as the first of those that have its body in some form; empty for no letters.

    >>> body_of("\\u0646\\u062c") == body_of("\\u062a\\u062d")
    True
    """
    return text.translate(_BODIES).replace(_LAM_ALEF, _LAM) if kind_of(text) == LETTERS else ""


class Link(NamedTuple):
    """A glyph that tells of another of its font: which sign it is, and what it says against what it isn't (nats).

    ``of_body``: it tells of the body, else of the letters.
    """

    other: int
    cost: float
    of_body: bool


def links_of_bodies(drawn: Mapping[int, tuple[int, int]]) -> Iterator[tuple[int, Link]]:
    """The links of signs that have one body. ``drawn``: sign -> the font and the glyph that is its body."""
    signs_of: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for sign, key in drawn.items():
        signs_of[key].append(sign)
    for signs in signs_of.values():
        for sign in signs:
            yield from ((sign, Link(other, P.OF_ONE_BODY, of_body=True)) for other in signs if other != sign)


def links_of_shapes(signs: Sequence[int], points: NDArray[np.float32]) -> Iterator[tuple[int, Link]]:
    """The links of ``signs`` of one font that look alike. ``points``: float32[n, d], in the space of the atlas."""
    squares = (points**2).sum(1)
    away = squares[:, None] + squares - 2 * points @ points.T
    np.fill_diagonal(away, np.inf)
    near, far = zip(P.LOOKS_ALIKE, P.LOOKS_OTHERWISE, strict=True)
    nearest = np.argsort(away, axis=1, kind="stable")[:, : P.MOST_ALIKE]
    costs = np.interp(np.take_along_axis(away, nearest, axis=1), near, far)
    for sign, others, nats in zip(signs, nearest.tolist(), costs.tolist(), strict=True):
        yield from (
            (sign, Link(signs[k], cost, of_body=False)) for k, cost in zip(others, nats, strict=True) if cost > 0
        )


_NO_STRINGS: Final = np.zeros(0, np.int64)
_NOTHING: Final = np.zeros(0)


class SimilarGlyphs:
    """What similar glyphs say of the signs of a document, and how far their candidates agree with it.

    Args:
        links: signs, each with one that tells of it.
        settled: sign -> text, of those that are not in question.
    """

    def __init__(self, links: Iterable[tuple[int, Link]], settled: Mapping[int, str], spellings: Spellings) -> None:
        by_sign: defaultdict[int, list[Link]] = defaultdict(list)
        for sign, link in links:
            by_sign[sign].append(link)
        every = list(itertools.chain.from_iterable(by_sign.values()))
        self._row = {sign: row for row, sign in enumerate(by_sign)}
        self._source = {sign: source for source, sign in enumerate(dict.fromkeys(link.other for link in every))}
        self._links = Links(
            begins_of(list(map(len, by_sign.values()))),
            np.array([self._source[link.other] for link in every], np.int64),
            np.array([link.cost for link in every]),
            np.array([link.of_body for link in every], np.bool_),
        )
        self._spellings = spellings
        self._settled = {
            sign: (np.array([spellings.number(settled[sign])], np.int64), np.zeros(1))
            for sign in self._source
            if sign in settled
        }
        self._number_of_body = {"": 0}
        #: of each string the number of its letters without their dots, 0 where it has none
        self._bodies = np.zeros(0, np.int64)
        self._contributions = Contributions()
        #: sign -> the scores of its candidates that were last used, and these without what others said of it
        self._last: dict[int, tuple[NDArray[np.float64], NDArray[np.float64]]] = {}

    def weigh(self, candidates: Mapping[int, Candidates], scores: Mapping[int, NDArray[np.float64]]) -> bool:
        """Put what similar glyphs say into what outlines say of each candidate, in place of what was before.

        None counts for itself, nor does what others say of it.

        Args:
            scores: sign -> what all that is known says of its candidates (nats), or of those that it had then; other
                arrays where it says something else.

        Returns whether anything changed.
        """
        signs, proposed, begins, asked = with_choice(self._row, candidates)
        if not signs:
            return False
        new = self._spellings.texts[self._bodies.size :]
        numbers = [self._number_of_body.setdefault(body, len(self._number_of_body)) for body in map(body_of, new)]
        self._bodies = np.concatenate((self._bodies, np.array(numbers, np.int64)))
        strings, values = zip(*(self._belief(sign, candidates, scores) for sign in self._source), strict=True)
        sizes = begins_of(list(map(len, strings)))
        sources = Sources(sizes, np.concatenate(strings), np.concatenate(values), self._bodies)
        rows = np.array([self._row[sign] for sign in signs], np.int64)
        now = messages(Asked(rows, begins, asked), self._links, sources, -P.MOST_COST)
        return self._contributions.replace(signs, proposed, begins, now, P.LEAST_CHANGE)

    def _belief(
        self, sign: int, candidates: Mapping[int, Candidates], scores: Mapping[int, NDArray[np.float64]]
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """What ``sign`` can be, and what each is worth without what others said of it; none where nothing is known."""
        candidate = candidates.get(sign)
        if sign in self._settled or candidate is None:
            return self._settled.get(sign, (_NO_STRINGS, _NOTHING))
        score = scores.get(sign, _NOTHING)
        if score.size != candidate.strings.size:
            return candidate.strings, self._without_contribution(sign, candidate.outline)
        if sign not in self._last or self._last[sign][0] is not score:
            self._last[sign] = score, self._without_contribution(sign, score)
        return candidate.strings, self._last[sign][1]

    def _without_contribution(self, sign: int, score: NDArray[np.float64]) -> NDArray[np.float64]:
        contribution, value = self._contributions.of(sign), score.copy()
        value[: contribution.size] -= contribution
        return value
