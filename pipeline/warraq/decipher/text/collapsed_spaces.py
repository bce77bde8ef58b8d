"""Dumps whose runs of spaces were made one: where letters came out as spaces, one space is a letter, or parts words, or
both.

pdftotext, pdfium and what shows HTML keep no second space. Where two of them in a row are hardly ever seen though
letters come out as spaces, others may stand behind each: there or not, which the search decides. Whatever number there
was, one is left, so what is none of them costs nothing, inside a word too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from warraq.decipher.text.dump import DumpLine
from warraq.decipher.text.items import ROOM_SIGN, SOFT_SIGN
from warraq.decipher.text.lattice import Piece
from warraq.decipher.text.orthography import likelier_spelling
from warraq.decipher.text.stand_ins import SYMBOLS
from warraq.decipher.text.word_confidence import Doubt
from warraq.language.model import LanguageModel

#: In dumps that keep all spaces a seventh of those between letters stand beside others; of words that are parted by
#: one, and no letter, hardly any: that many single ones must be seen.
COLLAPSED_SHARE: Final = 0.01
LEAST_SPACES: Final = 200
#: So many others there is room for behind each: a short word may have left nothing, and one more space parts it from
#: the next. With room for one, and room in words at the price of a haraka, 12, 6 and 30 % of the words of three made-up
#: dumps were wrong (20 % of the forms lost), with this 4, 3 and 20 %. With room for five 9.2 % of those of a dump by
#: pdftotext are, with this 8.4 %.
ROOM: Final = 3
#: The chance that a word is wrong is its usual one to this power. What isn't listed of two made-up dumps holds no wrong
#: word so, and 1.1 per 1,000 with a power of 1, where 14 and 18 % of the words fewer are listed; of two dumps of a
#: report, 3.7 so, 4.9 and 5.6 with 1, where 13 % fewer are listed, and 2.1 and 3.4 with 0.75, where 11 % more are.
WRONG_POWER: Final = 0.85
#: How sure, at most, a word is that another alef would make likelier: where half of a ligature came out as a space, a
#: spelling that nobody uses may seem to be what is written. Of 77 such words in two dumps of a report that is spelt
#: with care 4 are right, of 13 in two made-up dumps 10.
MISSPELT: Final = 0.5
#: A line shorter than this share of the column, which is as wide as this quantile of the lines, is a piece of one where
#: its paragraph goes on behind it. Where more lines than ``OFTEN`` are, short ones before or behind a gap in their
#: paragraph are pieces as well.
PIECE: Final = 0.8
COLUMN: Final = 0.8
OFTEN: Final = 0.03
#: The chance of a word of such a piece to stand where it belongs, beside what is known of it otherwise.
IN_PLACE: Final = 0.8

#: So many spaces are the layout's.
_WIDE: Final = 10
_BETWEEN: Final = re.compile(f"(?<=[{SYMBOLS}]) +(?=[{SYMBOLS}])")


def is_collapsed(lines: Sequence[DumpLine]) -> bool:
    """Whether ``lines``, whose letters come out as others or as spaces, have lost all spaces but one of each run."""
    spaces = [len(found) for line in lines for found in _BETWEEN.findall(line.raw) if len(found) < _WIDE]
    return len(spaces) >= LEAST_SPACES and sum(count > 1 for count in spaces) < COLLAPSED_SHARE * len(spaces)


def with_room(text: str) -> str:
    """A segment's ``text`` with room for ``ROOM`` more spaces behind each, and for two at an edge that has any."""
    inner = text.strip(SOFT_SIGN)
    left, right = len(text) - len(text.lstrip(SOFT_SIGN)), len(text) - len(text.rstrip(SOFT_SIGN))
    if not inner:
        return text
    room = inner.replace(" ", " " + ROOM_SIGN * ROOM)
    return SOFT_SIGN * (2 if left == 1 else left) + room + SOFT_SIGN * (2 if right == 1 else right)


def confidence(usual: float) -> float:
    """How sure a word of such a dump is that would be as sure as ``usual`` in one with all its spaces (0 to 1)."""
    return float(1 - (1 - usual) ** WRONG_POWER)


def less_sure(pieces: Sequence[Piece], found: Sequence[Doubt], lm: LanguageModel, *, torn: bool) -> tuple[Doubt, ...]:
    """The doubts about the ``pieces`` of a line of such a dump, of those ``found`` as in one with all its spaces.

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

    return tuple(map(doubt, pieces, found))


def pieces_of_rows(lines: Sequence[DumpLine], breaks: Sequence[bool]) -> list[bool]:
    """Which ``lines`` are pieces of one, of which another may have been written elsewhere.

    pdftotext takes a wide gap for the edge of a column. Letters that came out as spaces leave such gaps: what stands on
    both sides becomes lines of their own, the last one first, or behind the paragraph. ``breaks``: lines that open a
    block.
    """
    if not lines:
        return []
    sizes = [len(line.raw.strip()) for line in lines]
    wide = PIECE * float(np.quantile(sizes, COLUMN))
    short = [size < wide for size in sizes]
    goes_on = [
        not opens and not line.blank and line.number == before.number + 1
        for before, line, opens in zip(lines, lines[1:], breaks[1:], strict=False)
    ]
    found = [size and on for size, on in zip(short, [*goes_on, False], strict=True)]
    for k in range(1, len(lines)):
        found[k] |= found[k - 1] and short[k] and goes_on[k - 1]
    if sum(found) > OFTEN * len(lines):
        apart = [line.blank > 0 and not opens for line, opens in zip(lines, breaks, strict=True)]
        # with its first piece what comes behind a gap: the paragraph doesn't end there
        beside = [own or behind for own, behind in zip(apart, [*apart[1:], False], strict=True)]
        found = [own or (size and gap) for own, size, gap in zip(found, short, beside, strict=True)]
    return found
