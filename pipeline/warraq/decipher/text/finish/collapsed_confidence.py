"""How sure words are of dumps whose runs of spaces were made one (``collapsed_spaces``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from warraq.decipher.text.finish.orthography import likelier_spelling
from warraq.decipher.text.records import Piece
from warraq.decipher.text.words.word_confidence import Doubt
from warraq.language.model import LanguageModel

#: The chance that a word is wrong is its usual one to this power. What isn't listed of two made-up dumps holds no wrong
#: word so, and 1.1 per 1,000 with a power of 1, where 14 and 18 % of the words fewer are listed; of two dumps of a
#: report, 3.7 so, 4.9 and 5.6 with 1, where 13 % fewer are listed, and 2.1 and 3.4 with 0.75, where 11 % more are.
WRONG_POWER: Final = 0.85
#: How sure, at most, a word is that another alef would make likelier: where half of a ligature came out as a space, a
#: spelling that nobody uses may seem to be what is written. Of 77 such words in two dumps of a report that is spelt
#: with care 4 are right, of 13 in two made-up dumps 10.
MISSPELT: Final = 0.5
#: The chance of a word of such a piece to stand where it belongs, beside what is known of it otherwise.
IN_PLACE: Final = 0.8


def confidence(usual: float) -> float:
    """How sure a word of such a dump is that would be as sure as ``usual`` in one with all its spaces (0 to 1)."""
    return float(1 - (1 - usual) ** WRONG_POWER)


def less_sure(pieces: Sequence[Piece], doubts: Sequence[Doubt], lm: LanguageModel, *, torn: bool) -> tuple[Doubt, ...]:
    """The doubts about the ``pieces`` of a line of such a dump, by the ``doubts`` as of one with all its spaces.

    ``torn``: the line is one of ``pieces_of_rows``.
    """
    in_place = IN_PLACE if torn else 1.0

    def doubt(piece: Piece, usual: Doubt) -> Doubt:
        sure, others = in_place * confidence(usual.confidence), usual.alternatives
        better = likelier_spelling(piece.text, lm) if piece.units else None
        if better is not None:
            sure = min(sure, MISSPELT)
            others = ((better, 1 - MISSPELT), *(other for other in others if other[0] != better))
        return replace(usual, confidence=sure, alternatives=others)

    return tuple(map(doubt, pieces, doubts))
