"""How sure a reading is: a logistic curve over what was seen to tell right from wrong readings.

Fitted on 10,600 readings (290,000 glyphs) of texts set in thirteen faces, each face's family left out of the atlas,
with claims missing, or 10, 60 or 90 % wrong; leave-one-face-out expected calibration error 0.0006 by glyph.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from pipeline.decipher.spellings import DIGIT, KASHIDA, LATIN, LETTERS, MARK, NOTHING, PUNCTUATION

#: No reading is surer than this, nor less sure than the other.
MOST: Final = 0.9995
LEAST: Final = 0.02
#: Beyond these, more evidence of a kind says nothing more.
MARGIN_CAP: Final = 30.0
OUTLINE_CAP: Final = 18.0
TOKENS_CAP: Final = 40
NOVELTY_CAP: Final = 150.0

_BIAS: Final = 0.5
_MARGIN: Final = 0.09
_MARGIN_ROOT: Final = 0.71
_OUTLINE: Final = 0.09
_TOKENS: Final = 0.45
_NOVELTY: Final = -0.016
_SAME_SPELLING: Final = 2.5
_BOTH_NO_LETTER: Final = 2.8
_AGAINST_OUTLINE: Final = -1.2
_CLAIMED: Final = 2.0
#: By kind of the reading, against letters.
_KIND: Final = {MARK: -1.5, DIGIT: -1.9, LATIN: -1.9, PUNCTUATION: -1.9, KASHIDA: -1.2, NOTHING: -1.2}


@dataclass(frozen=True, slots=True)
class Grounds:
    """What speaks for a reading.

    Attributes:
        margin: its score before that of the next string, nats.
        outline_margin: how much better its outline suits than that of any other string, nats; negative if worse.
        tokens: distinct tokens that it was seen in.
        novelty: squared distance of the outline to the atlas.
        same_spelling: the next string is another spelling of the same letters, where scores are held together.
        both_no_letter: both are digits, Latin letters or punctuation, where they are held together too.
        kind: kind of the reading, see :mod:`pipeline.decipher.spellings`.
        claimed: the file claims the same.
    """

    margin: float
    outline_margin: float
    tokens: int
    novelty: float
    same_spelling: bool = False
    both_no_letter: bool = False
    kind: int = LETTERS
    claimed: bool = False


def confidence(grounds: Grounds) -> float:
    """Probability that a reading on these grounds is right."""
    margin = min(max(grounds.margin, 0.0), MARGIN_CAP)
    logit = (
        _BIAS
        + _MARGIN * margin
        + _MARGIN_ROOT * math.sqrt(margin)
        + _OUTLINE * min(max(grounds.outline_margin, -OUTLINE_CAP), OUTLINE_CAP)
        + _TOKENS * math.log1p(min(grounds.tokens, TOKENS_CAP))
        + _NOVELTY * min(grounds.novelty, NOVELTY_CAP)
        + _SAME_SPELLING * grounds.same_spelling
        + _BOTH_NO_LETTER * grounds.both_no_letter
        + _AGAINST_OUTLINE * (grounds.outline_margin < 0)
        + _CLAIMED * grounds.claimed
        + _KIND.get(grounds.kind, 0.0)
    )
    return min(MOST, max(LEAST, 1 / (1 + math.exp(-logit))))
