"""In which order a line's pieces come to stand in a dump when its kashidas were drawn as pieces of their own.

A producer that justifies with kashidas breaks a run at them, and draws the pieces of one run from left to right, while
the runs of a right-to-left line follow each other from right to left. An extractor that sets text by its place begins
a new stretch each time the pen steps back to the right; within a stretch the leftmost piece comes first, which is the
last one to be read. So where the pieces of a broken run are known, the order of the whole line is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

#: A piece by its edges: whole; ends with a cut kashida; begins with one; both.
_KINDS: Final = "SHEM"
#: What a line looks like: the last piece of a broken run, then what was read before that run, and its middle; further
#: runs come in between, each up to the first piece of the one before; at the end, what is read last, and a first piece.
_LINE: Final = re.compile("(?P<last>E)(?P<before>S*)(?P<middle>M*)(?P<further>(?:ES*HM*)*)(?P<after>S*)(?P<first>H)")
_FURTHER: Final = re.compile("(?P<last>E)(?P<between>S*)(?P<first>H)(?P<middle>M*)")


def written(runs: Sequence[Sequence[int]]) -> list[int]:
    """The pieces of ``runs``, which stand in reading order, as a dump has them.

    A run of several pieces was broken at its kashidas.
    """
    stretches: list[list[int]] = [[]]
    for run in runs:
        for number, piece in enumerate(reversed(run)):
            if number:
                stretches.append([])  # the pen steps back to the right
            stretches[-1].insert(0, piece)
    return [piece for stretch in stretches for piece in stretch]


def reading_orders(edges: Sequence[tuple[bool, bool]]) -> Iterator[list[int]]:
    """The orders in which pieces that stand so in a dump can be read; none where no way of drawing leads there.

    Args:
        edges: for each piece, whether it begins and whether it ends with a cut kashida.
    """
    kinds = "".join(_KINDS[2 * begins + ends] for begins, ends in edges)
    if kinds == "S" * len(kinds):
        yield list(range(len(kinds)))[::-1]
        return
    line = _LINE.fullmatch(kinds)
    if line is None:
        return

    def backwards(match: re.Match[str], part: str) -> list[int]:
        return list(range(*match.span(part)))[::-1]

    def ordered(before: list[int], after: list[int]) -> list[int]:
        order = before
        run = backwards(line, "middle") + backwards(line, "last")
        for further in _FURTHER.finditer(kinds, *line.span("further")):
            order = order + backwards(further, "first") + run + backwards(further, "between")
            run = backwards(further, "middle") + backwards(further, "last")
        return order + backwards(line, "first") + run + after

    before, after = backwards(line, "before"), backwards(line, "after")
    if line["middle"] or line["further"]:
        yield ordered(before, after)
        return
    whole = before + after  # one broken run: where it stands among the others doesn't show
    for count in range(len(whole) + 1):
        # the pieces nearest to the run's last piece in the dump were read before it
        yield ordered(whole[len(whole) - count :], whole[: len(whole) - count])
