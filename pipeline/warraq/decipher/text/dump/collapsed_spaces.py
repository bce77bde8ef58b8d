"""Dumps whose runs of spaces were made one: where letters came out as spaces, one space is a letter, or parts words, or
both.

pdftotext, pdfium and what shows HTML keep no second space. Where two of them in a row are hardly ever seen though
letters come out as spaces, others may stand behind each: there or not, which the search decides. Whatever number there
was, one is left, so what is none of them costs nothing, inside a word too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from warraq.decipher.text.dump.dump import DumpLine
from warraq.decipher.text.dump.items import ROOM_SIGN, SOFT_SIGN
from warraq.decipher.text.dump.stand_ins import SYMBOLS
from warraq.decipher.text.parameters import CollapsedSpaces as P

_BETWEEN: Final = re.compile(f"(?<=[{SYMBOLS}]) +(?=[{SYMBOLS}])")


def is_collapsed(lines: Sequence[DumpLine]) -> bool:
    """Whether ``lines``, whose letters come out as others or as spaces, have lost all spaces but one of each run."""
    spaces = [len(gap) for line in lines for gap in _BETWEEN.findall(line.raw)]
    return len(spaces) >= P.LEAST_SPACES and sum(count > 1 for count in spaces) < P.COLLAPSED_SHARE * len(spaces)


def with_room(text: str) -> str:
    """A segment's ``text`` with room for ``ROOM`` more spaces behind each, and for two at an edge that has any."""
    inner = text.strip(SOFT_SIGN)
    left, right = len(text) - len(text.lstrip(SOFT_SIGN)), len(text) - len(text.rstrip(SOFT_SIGN))
    if not inner:
        return text
    room = inner.replace(" ", " " + ROOM_SIGN * P.ROOM)
    return SOFT_SIGN * (2 if left == 1 else left) + room + SOFT_SIGN * (2 if right == 1 else right)


def pieces_of_rows(lines: Sequence[DumpLine], breaks: Sequence[bool]) -> list[bool]:
    """Which ``lines`` are pieces of one, of which another may have been written elsewhere.

    pdftotext takes a wide gap for the edge of a column. Letters that came out as spaces leave such gaps: what stands on
    both sides becomes lines of their own, the last one first, or behind the paragraph. ``breaks``: lines that open a
    block.
    """
    if not lines:
        return []
    sizes = [len(line.raw.strip()) for line in lines]
    wide = P.PIECE * float(np.quantile(sizes, P.COLUMN))
    short = [size < wide for size in sizes]
    goes_on = [
        not opens and not line.blank and line.number == before.number + 1
        for before, line, opens in zip(lines, lines[1:], breaks[1:], strict=False)
    ]
    are_pieces = [size and on for size, on in zip(short, [*goes_on, False], strict=True)]
    for k in range(1, len(lines)):
        are_pieces[k] |= are_pieces[k - 1] and short[k] and goes_on[k - 1]
    if sum(are_pieces) > P.OFTEN * len(lines):
        apart = [line.blank > 0 and not opens for line, opens in zip(lines, breaks, strict=True)]
        # with its first piece what comes behind a gap: the paragraph doesn't end there
        beside = [this or behind for this, behind in zip(apart, [*apart[1:], False], strict=True)]
        are_pieces = [this or (size and gap) for this, size, gap in zip(are_pieces, short, beside, strict=True)]
    return are_pieces
