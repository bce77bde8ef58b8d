"""How sure words are of dumps whose runs of spaces were made one (``collapsed_spaces``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from warraq.decipher.text.finish.orthography import likelier_spelling
from warraq.decipher.text.parameters import CollapsedConfidence as P
from warraq.decipher.text.records import Piece
from warraq.decipher.text.words.word_confidence import Doubt
from warraq.language.model import LanguageModel


def confidence(usual: float) -> float:
    """How sure a word of such a dump is that would be as sure as ``usual`` in one with all its spaces (0 to 1)."""
    return float(1 - (1 - usual) ** P.WRONG_POWER)


def less_sure(pieces: Sequence[Piece], doubts: Sequence[Doubt], lm: LanguageModel, *, torn: bool) -> tuple[Doubt, ...]:
    """The doubts about the ``pieces`` of a line of such a dump, by the ``doubts`` as of one with all its spaces.

    ``torn``: the line is one of ``pieces_of_rows``.
    """
    in_place = P.IN_PLACE if torn else 1.0

    def doubt(piece: Piece, usual: Doubt) -> Doubt:
        sure, others = in_place * confidence(usual.confidence), usual.alternatives
        better = likelier_spelling(piece.text, lm) if piece.units else None
        if better is not None:
            sure = min(sure, P.MISSPELT)
            others = ((better, 1 - P.MISSPELT), *(other for other in others if other[0] != better))
        return replace(usual, confidence=sure, alternatives=others)

    return tuple(map(doubt, pieces, doubts))
