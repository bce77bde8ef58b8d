"""Evidence from the kin of a glyph: what its body or its whole shape is beside, in the same font, tells what it can be.

Faces that draw dots apart have one glyph for hah, jeem and khah, one for all teeth, and many of either, for use beside
other letters. A calligraphic face's hah may be like none of the atlas, and its khah, which stands in one word, like a
feh: what one of them can be, given its outline and its words, tells what the others are. So do glyphs that look far
more like each other than like anything that the atlas knows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.decipher.glyph.candidates import Candidates
from pipeline.decipher.glyph.spellings import LETTERS, Spellings, kind_of

#: What a glyph says against other bodies than its own, where it has the same one, and all of them together (nats).
OF_ONE_BODY: Final = 12.0
MOST_COST: Final = 24.0
#: What a glyph says against other letters than its own where another looks like it: (squared distance, nats), linear in
#: between; and how many of those that look most like it are heard.
LOOKS_ALIKE: Final = (5.0, 3.0)
LOOKS_OTHERWISE: Final = (40.0, 0.0)
MOST_ALIKE: Final = 3
#: What changes less is as it was (nats).
LEAST_CHANGE: Final = 0.01
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


class Tie(NamedTuple):
    """A glyph that tells of another of its font: which sign it is, and what it says against what it isn't (nats).

    ``of_body``: it tells of the body, else of the letters.
    """

    other: int
    cost: float
    of_body: bool


class Said(NamedTuple):
    """What a sign itself says of bodies, and of letters where it is some (nats, the best 0)."""

    of_bodies: dict[str, float]
    of_letters: dict[str, float]


_NOTHING: Final = np.zeros(0)


def ties_of_bodies(drawn: Mapping[int, tuple[int, int]]) -> Iterator[tuple[int, Tie]]:
    """The ties of signs that have one body. ``drawn``: sign -> the font and the glyph that is its body."""
    signs_of: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for sign, key in drawn.items():
        signs_of[key].append(sign)
    for signs in signs_of.values():
        for sign in signs:
            yield from ((sign, Tie(other, OF_ONE_BODY, of_body=True)) for other in signs if other != sign)


def ties_of_shapes(signs: Sequence[int], points: NDArray[np.float32]) -> Iterator[tuple[int, Tie]]:
    """The ties of ``signs`` of one font that look alike. ``points``: float32[n, d], in the space of the atlas."""
    squares = (points**2).sum(1)
    away = squares[:, None] + squares - 2 * points @ points.T
    np.fill_diagonal(away, np.inf)
    near, far = zip(LOOKS_ALIKE, LOOKS_OTHERWISE, strict=True)
    for sign, row in zip(signs, away, strict=True):
        for k in np.argsort(row, kind="stable")[:MOST_ALIKE].tolist():
            if (cost := float(np.interp(row[k], near, far))) > 0:
                yield sign, Tie(signs[k], cost, of_body=False)


class Kin:
    """What the kin of the signs of a document say of them, and how far their candidates agree with it.

    Args:
        ties: signs, each with one that tells of it.
        settled: sign -> text, of those that are not in question.
    """

    def __init__(self, ties: Iterable[tuple[int, Tie]], settled: Mapping[int, str], spellings: Spellings) -> None:
        self._ties: defaultdict[int, list[Tie]] = defaultdict(list)
        for sign, tie in ties:
            self._ties[sign].append(tie)
        self._heard = {tie.other for own in self._ties.values() for tie in own}
        #: the most that one says against anything: what is worth less to another is worth as little (nats)
        self._most = max((tie.cost for own in self._ties.values() for tie in own), default=0.0)
        self._spellings = spellings
        self._settled = {s: _said([text], [body_of(text)], [0.0]) for s, text in settled.items() if s in self._heard}
        #: of each string the letters without their dots
        self._bodies: list[str] = []
        #: sign -> what its candidates are charged with, and what its kin said then
        self._charged: dict[int, NDArray[np.float64]] = {}
        self._heeded: dict[int, list[tuple[Tie, Said]]] = {}
        #: sign -> the scores of its candidates that were last heard, and what they say without that
        self._said: dict[int, tuple[NDArray[np.float64], Said]] = {}

    def weigh(self, candidates: Mapping[int, Candidates], scores: Mapping[int, NDArray[np.float64]]) -> bool:
        """Put what its kin say into what outlines say of the candidates of each sign, in place of what was before.

        None is heard on itself, nor what others say of it.

        Args:
            scores: sign -> what all that is known says of its candidates (nats), or of those that it had then; other
                arrays where it says something else.

        Returns whether anything changed.
        """
        self._bodies += map(body_of, self._spellings.texts[len(self._bodies) :])
        told = {sign: self._says(sign, candidates, scores) for sign in self._heard}
        changed = False
        for sign, ties in self._ties.items():
            own = candidates.get(sign)
            if own is not None and own.strings.size > 1:
                heard = [(tie, found) for tie in ties if (found := told[tie.other]) is not None]
                changed |= self._charge(sign, own, heard)
        return changed

    def _says(
        self, sign: int, candidates: Mapping[int, Candidates], scores: Mapping[int, NDArray[np.float64]]
    ) -> Said | None:
        """What ``sign`` itself says; None where nothing is known of it."""
        own = candidates.get(sign)
        if sign in self._settled or own is None:
            return self._settled.get(sign)
        score = scores.get(sign, _NOTHING)
        if score.size != own.strings.size:
            return self._without_charge(sign, own, own.outline)
        if sign not in self._said or self._said[sign][0] is not score:
            self._said[sign] = score, self._without_charge(sign, own, score)
        return self._said[sign][1]

    def _without_charge(self, sign: int, own: Candidates, score: NDArray[np.float64]) -> Said:
        """What the ``score`` of its candidates says but for what others said of ``sign``."""
        value = score.copy()
        charged = self._charged.get(sign, _NOTHING)
        value[: charged.size] -= charged
        value -= value.max()
        told = value > -self._most
        strings = own.strings[told].tolist()
        texts, bodies = (list(map(each.__getitem__, strings)) for each in (self._spellings.texts, self._bodies))
        return _said(texts, bodies, value[told].tolist())

    def _charge(self, sign: int, own: Candidates, heard: list[tuple[Tie, Said]]) -> bool:
        """Charge the candidates of ``sign`` with what was ``heard`` of its kin; whether that is new."""
        known = self._charged.get(sign, _NOTHING)
        if known.size == own.strings.size and self._heeded.get(sign) == heard:
            return False
        of_bodies = _together([(found.of_bodies, tie.cost) for tie, found in heard if tie.of_body])
        of_letters = _together([(found.of_letters, tie.cost) for tie, found in heard if not tie.of_body])
        other_body, other_letters = of_bodies[None], of_letters[None]
        texts, bodies = self._spellings.texts, self._bodies
        now = np.array(
            [
                max(of_bodies.get(body := bodies[string], other_body), -MOST_COST)
                + (of_letters.get(texts[string], other_letters) if body else 0.0)
                for string in own.strings.tolist()
            ]
        )
        before = np.concatenate([known, np.zeros(now.size - known.size)])
        if np.abs(now - before).max() < LEAST_CHANGE:
            return False
        own.outline += now - before
        self._charged[sign], self._heeded[sign] = now, heard
        return True


def _said(texts: Sequence[str], bodies: Sequence[str], worth: Sequence[float]) -> Said:
    """What is said of bodies and letters by what each of ``texts`` is worth, which have these ``bodies``; nothing of
    letters where none is best."""
    found = Said({}, {})
    for text, body, value in zip(texts, bodies, worth, strict=True):
        found.of_bodies[body] = max(found.of_bodies.get(body, value), value)
        if body:
            found.of_letters[text] = max(found.of_letters.get(text, value), value)
    if max(found.of_letters.values(), default=-1.0) < 0:
        found.of_letters.clear()
    return found


def _together(told: Sequence[tuple[Mapping[str, float], float]]) -> dict[str | None, float]:
    """What all say of each string that some of them tell of, the best 0; under None, of any other."""
    found: dict[str | None, float] = {
        text: sum(max(values.get(text, -cost), -cost) for values, cost in told)
        for text in dict.fromkeys(text for values, _ in told for text in values)
    }
    found[None] = -sum(cost for _, cost in told)
    most = max(found.values())
    return {text: value - most for text, value in found.items()}
