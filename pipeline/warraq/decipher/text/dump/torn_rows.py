"""Rows that an extractor tore in two at a wide gap: both pieces are put on one line again, the second one first.

pdftotext takes a wide gap for the space between two columns, and writes what stands to its left before what stands to
its right. Letters that came out as spaces leave such gaps. Two short lines that follow one another, and are as long as
a line together, are one row; in which order its pieces are read the search decides, as that of any line's runs. What
stood to the left of a paragraph's gap may also stand apart behind the paragraph. Of two dumps of a report by pdftotext
8.1 and 11.7 % of the words are wrong if that stays there, 7.9 and 10.9 % so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from warraq.decipher.text import parameters
from warraq.decipher.text.dump.dump import DumpLine
from warraq.decipher.text.parameters import TornRows as P

#: What parts the pieces of a row, as a wide gap parts the runs of a line.
GAP: Final = 12 * " "


def with_rows(lines: Sequence[DumpLine], breaks: Sequence[bool]) -> list[DumpLine]:
    """``lines``, those put together that are pieces of one row; as many as can be, where such rows are frequent.

    ``breaks``: lines that open a block.
    """
    pairs = _pairs(lines, breaks)
    if len(pairs) <= P.OFTEN * len(lines):
        return list(lines)
    taken = pairs | {k + 1 for k in pairs}
    rests = {k: rest for k, rest in _rests(lines, breaks).items() if k not in taken}
    result: list[DumpLine] = []
    for k, line in enumerate(lines):
        if k in pairs:
            after = lines[k + 1]
            result.append(replace(after, raw=after.raw.strip() + GAP + line.raw.strip(), blank=line.blank))
        elif k in rests:
            result.append(replace(line, raw=line.raw.strip() + GAP + lines[rests[k]].raw.strip()))
        elif k not in taken and k not in rests.values():
            result.append(line)
    return result


def _pairs(lines: Sequence[DumpLine], breaks: Sequence[bool]) -> set[int]:
    """The lines that are a row with the next one: as many as can be, without a line that is of two rows."""
    sizes = [len(line.raw.strip()) for line in lines]
    column = float(np.quantile(sizes, parameters.CollapsedSpaces.COLUMN))

    def whole(k: int) -> bool:
        after = lines[k + 1]
        follows = after.number == lines[k].number + 1 and not after.blank and not breaks[k + 1]
        short = max(sizes[k], sizes[k + 1]) < parameters.CollapsedSpaces.PIECE * column
        return follows and short and P.LEAST_WHOLE * column <= sizes[k] + sizes[k + 1] <= P.MOST_WHOLE * column

    # of each line: the most pairs among those before it and their lines, without a pair that ends with it or with one
    none: tuple[int, ...] = ()
    before, best = none, none
    for k in range(len(lines) - 1):
        longer = (*before, k) if whole(k) else before
        before, best = best, max(best, longer, key=len)
    return set(best)


def _rests(lines: Sequence[DumpLine], breaks: Sequence[bool]) -> dict[int, int]:
    """Lines that were torn -> the rest of each, a line that stands apart behind their paragraph, the last of its block.

    The line is the shortest of the paragraph but the last one, which is short anyway.
    """
    sizes = [len(line.raw.strip()) for line in lines]
    column = float(np.quantile(sizes, parameters.CollapsedSpaces.COLUMN))
    begin, rests = 0, {}
    for k, (line, opens) in enumerate(zip(lines, breaks, strict=True)):
        is_last = k + 1 == len(lines) or breaks[k + 1]
        if not opens and line.blank and is_last and k - begin > 1:
            torn = min(range(begin, k - 1), key=sizes.__getitem__)
            short = max(sizes[torn], sizes[k]) < parameters.CollapsedSpaces.PIECE * column
            if short and P.LEAST_WHOLE * column <= sizes[torn] + sizes[k] <= P.MOST_WHOLE * column:
                rests[torn] = k
        if opens or line.blank or line.number != lines[k - 1].number + 1:
            begin = k
    return rests
