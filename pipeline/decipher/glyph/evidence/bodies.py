"""Evidence from the bodies of a font: where two of its letters are one glyph but for their dots, so are their bodies.

Faces that draw dots apart have one glyph for hah, jeem and khah, one for all teeth, and many of either, for use beside
other letters. A calligraphic face's hah may be like none of the atlas, and its khah, which stands in one word, like a
feh: what one of them can be, given its outline and its words, tells what the others are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.decipher.glyph.candidates import Candidates
from pipeline.decipher.glyph.spellings import LETTERS, Spellings, kind_of

#: What one glyph says against a body at most, and all of them together (nats).
MOST_OF_ONE: Final = 12.0
MOST_COST: Final = 24.0
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


_NOTHING: Final = np.zeros(0)


class Bodies:
    """What the signs of a document have for bodies, and how far their candidates agree with it.

    Args:
        drawn: sign -> the font and the glyph that is its body.
        settled: sign -> text, of those that are not in question.
    """

    def __init__(self, drawn: Mapping[int, tuple[int, int]], settled: Mapping[int, str], spellings: Spellings) -> None:
        signs_of: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for sign, key in drawn.items():
            signs_of[key].append(sign)
        self._groups = [signs for signs in signs_of.values() if len(signs) > 1]
        self._settled, self._spellings = settled, spellings
        #: sign -> what its candidates are charged with
        self._charged: dict[int, NDArray[np.float64]] = {}
        #: sign -> the scores of its candidates that were last heard, and what they say without that
        self._heard: dict[int, tuple[NDArray[np.float64], dict[str, float]]] = {}

    def weigh(self, candidates: Mapping[int, Candidates], scores: Mapping[int, NDArray[np.float64]]) -> bool:
        """Put what the others of a body say into what outlines say of the candidates of each sign, in place of what was
        before. None is heard on itself.

        Args:
            scores: sign -> what all that is known says of its candidates (nats), or of those that it had then; other
                arrays where it says something else.

        Returns whether anything changed.
        """
        changed = False
        for signs in self._groups:
            told = {sign: said for sign in signs if (said := self._told(sign, candidates, scores))}
            for sign in signs:
                own = candidates.get(sign)
                if own is not None and own.strings.size > 1:
                    others = [said for other, said in told.items() if other != sign]
                    changed |= self._charge(sign, own, others)
        return changed

    def _told(
        self, sign: int, candidates: Mapping[int, Candidates], scores: Mapping[int, NDArray[np.float64]]
    ) -> dict[str, float]:
        """What ``sign`` itself says of bodies (nats, the best 0); of others it says as much as it may against them."""
        if sign in self._settled:
            return {body_of(self._settled[sign]): 0.0}
        own = candidates.get(sign)
        if own is None:
            return {}
        score = scores.get(sign, _NOTHING)
        if score.size != own.strings.size:
            score = own.outline
        elif sign in self._heard and self._heard[sign][0] is score:
            return self._heard[sign][1]
        value = score.copy()
        charged = self._charged.get(sign, _NOTHING)
        value[: charged.size] -= charged
        found: dict[str, float] = {}
        top = float(value.max())
        for string, worth in zip(own.strings.tolist(), value.tolist(), strict=True):
            body = body_of(self._spellings.texts[string])
            found[body] = max(found.get(body, -MOST_OF_ONE), worth - top)
        if score is not own.outline:
            self._heard[sign] = score, found
        return found

    def _charge(self, sign: int, own: Candidates, others: Sequence[Mapping[str, float]]) -> bool:
        """Charge the candidates of ``sign`` with what the ``others`` say of their bodies; whether that is new."""
        bodies = [body_of(self._spellings.texts[string]) for string in own.strings.tolist()]
        said = {body: sum(found.get(body, -MOST_OF_ONE) for found in others) for body in set(bodies).union(*others)}
        most = max(said.values())
        now = np.array([max(said[body] - most, -MOST_COST) for body in bodies])
        before = self._charged.get(sign, _NOTHING)
        if before.size == now.size and np.abs(now - before).max() < LEAST_CHANGE:
            return False
        own.outline += now
        own.outline[: before.size] -= before
        self._charged[sign] = now
        return True
