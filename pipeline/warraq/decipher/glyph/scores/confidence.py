"""How sure a reading is: a logistic curve over what was seen to tell right from wrong readings.

Its weights are in ``data/confidence.tsv``, which ``python -m benchmarks.calibrate --write`` makes: it fits them so that
the product over a word's codes is the share of such words that are right, on generated files of damaged fonts whose
faces are left out of the atlas. ``benchmarks.accuracy --matrix`` checks them on other seeds and other faces.

Fonts whose dots are glyphs of their own have weights of their own (``data/confidence_dots_apart.tsv``, made with
``--dots-apart``): their letters were joined first, and many of them stand in one word only. Other features made nothing
better there: whether a letter was joined, whether it is several, whether its next string would make words as well,
what of the font reads as nothing.
"""

from __future__ import annotations

import math
from functools import lru_cache
from operator import mul
from pathlib import Path
from typing import Final, NamedTuple

from warraq.decipher.glyph.parameters import Confidence as P
from warraq.decipher.glyph.signs.spellings import DIGIT, KASHIDA, LATIN, LETTERS, MARK, NOTHING, PUNCTUATION
from warraq.decipher.weights import read_weights

_LOGARITHMS: Final = tuple(math.log1p(count) for count in range(P.TOKENS_CAP + 1))
_SIGNS: Final = frozenset({DIGIT, LATIN, PUNCTUATION})
SILENT: Final = frozenset({KASHIDA, NOTHING})
WEIGHTS: Final = Path(__file__).parents[1] / "data" / "confidence.tsv"
WEIGHTS_DOTS_APART: Final = WEIGHTS.with_name("confidence_dots_apart.tsv")


class Features(NamedTuple):
    """What speaks for a reading.

    Attributes:
        margin: its score before that of the next string, nats.
        outline_margin: how much better its outline suits than that of any other string, nats; negative if worse.
        tokens: distinct tokens that it was seen in.
        novelty: squared distance of the outline to the atlas.
        same_spelling: the next string is another spelling of the same letters, where scores are held together.
        both_no_letter: both are digits, Latin letters or punctuation, where they are held together too.
        kind: kind of the reading, see :mod:`warraq.decipher.glyph.signs.spellings`.
        claimed: the file claims the same.
        unread: share of the tokens that read as nothing.
        repeated: 0..1, how far it speaks against the reading that another glyph of the font reads the same; for both
            see :mod:`warraq.decipher.glyph.search.penalties`.
        dots_apart: the dots of its font are glyphs of their own.
        supported: the file claims the same, and is mostly right about other glyphs of the font.
    """

    margin: float
    outline_margin: float
    tokens: int
    novelty: float
    same_spelling: bool = False
    both_no_letter: bool = False
    kind: int = LETTERS
    claimed: bool = False
    unread: float = 0.0
    repeated: float = 0.0
    dots_apart: bool = False
    supported: bool = False


#: What the curve weighs.
TERMS: Final = (
    "bias", "margin", "margin_root", "outline", "against_outline", "tokens", "novelty", "same_spelling",
    "both_no_letter", "claimed", "unread", "repeated", "mark", "sign", "silent",
)  # fmt: skip


def terms(features: Features) -> tuple[float, ...]:
    """What is known of each of ``TERMS``."""
    margin, outline, tokens, novelty, same_spelling, both_no_letter, kind, claimed, unread, repeated, *_ = features
    margin = min(max(margin, 0.0), P.MARGIN_CAP)
    return (
        1.0,
        margin,
        math.sqrt(margin),
        min(max(outline, -P.OUTLINE_CAP), P.OUTLINE_CAP),
        outline < 0,
        _LOGARITHMS[min(tokens, P.TOKENS_CAP)],
        min(novelty, P.NOVELTY_CAP),
        same_spelling,
        both_no_letter,
        claimed,
        unread,
        repeated,
        kind == MARK,
        kind in _SIGNS,
        kind in SILENT,
    )


def confidence(features: Features) -> float:
    """Probability that a reading with these features is right."""
    logit = sum(map(mul, _weights(features.dots_apart), terms(features)))
    return min(P.MOST, max(P.LEAST, 1 / (1 + math.exp(-logit))))


@lru_cache(maxsize=2)
def _weights(dots_apart: bool) -> tuple[float, ...]:
    """The weight of each feature, in the order of ``terms``."""
    weight = read_weights(WEIGHTS_DOTS_APART if dots_apart else WEIGHTS)
    return tuple(weight[name] for name in TERMS)
