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

#: In dumps that keep all spaces a seventh of those between letters stand beside others; of words that are parted by
#: one, and no letter, hardly any: that many single ones must be seen.
COLLAPSED_SHARE: Final = 0.01
LEAST_SPACES: Final = 200
#: So many others there is room for behind each: a short word may have left nothing, and one more space parts it from
#: the next. With room for one, and room in words at the price of a haraka, 12, 6 and 30 % of the words of three made-up
#: dumps were wrong (20 % of the forms lost), with this 4, 3 and 20 %. With room for five 9.2 % of those of a dump by
#: pdftotext are, with this 8.4 %.
ROOM: Final = 3
#: A line shorter than this share of the column, which is as wide as this quantile of the lines, is a piece of one where
#: its paragraph goes on behind it. Where more lines than ``OFTEN`` are, short ones before or behind a gap in their
#: paragraph are pieces as well.
PIECE: Final = 0.8
COLUMN: Final = 0.8
OFTEN: Final = 0.03
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
    are_pieces = [size and on for size, on in zip(short, [*goes_on, False], strict=True)]
    for k in range(1, len(lines)):
        are_pieces[k] |= are_pieces[k - 1] and short[k] and goes_on[k - 1]
    if sum(are_pieces) > OFTEN * len(lines):
        apart = [line.blank > 0 and not opens for line, opens in zip(lines, breaks, strict=True)]
        # with its first piece what comes behind a gap: the paragraph doesn't end there
        beside = [own or behind for own, behind in zip(apart, [*apart[1:], False], strict=True)]
        are_pieces = [own or (size and gap) for own, size, gap in zip(are_pieces, short, beside, strict=True)]
    return are_pieces
