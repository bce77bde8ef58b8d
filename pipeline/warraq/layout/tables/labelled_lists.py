"""Lists and listings of code whose signs or numbers stand in a column of their own: no tables.

Numbers that go on from the end of one such column to the top of the next part a list that is set in several.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from warraq.layout.labels import is_label
from warraq.layout.place import WORD, around, placed
from warraq.layout.tables.white_tables import Cells, is_number
from warraq.model.line import Line

_LEAST_LABELS: Final = 3
#: This share of the numbers is one more than that above.
_SHARE_COUNTED: Final = 0.75
_NUMBER: Final = re.compile(r"\(?(\d{1,4})[.)-]?")
#: Where two other columns have something in this share of the rows, they are a table whose rows are counted.
_SHARE_ROWS: Final = 0.7


def labelled_list(rows: Sequence[Cells], rules: int) -> list[Line] | None:
    """The lines of a list, each behind its label, from the top; None of other rows.

    A label is a sign, the same in each row, or one of a list, or a number one more than that above; nothing else stands
    in the column at the side where the text begins, not even a head. Values beside years are cells.

    Args:
        rows: of a band, cut into cells.
        rules: how many run between them; where they part most entries it is a table.
    """
    last = len(rows[0].columns) - 1
    for at, inner in ((0, 1), (last, last - 1)):
        labels = [line for row in rows for line in row.columns[at]]
        texts = [line for row in rows for line in row.columns[inner]]
        if len(labels) < max(_LEAST_LABELS, 2 * rules) or not _are_labels(labels, texts, at_right=at > 0):
            continue
        if not _is_table(rows, at):
            return [line for row in rows for line in _joined(row, at)]
    return None


def numbered_parts(rows: Sequence[Cells]) -> tuple[int, list[list[Line]]]:
    """The lines of each column of a list that is set in several side by side, in the order of its numbers, and how many
    rows stand above them; none of other rows.

    The numbers of each stand in a column of their own at its side, left or right in all of them alike.

    Args:
        rows: of a band, cut into cells.
    """
    numbers = {at: _numbers(_texts(rows, at)) for at in range(len(rows[0].columns))}
    labels = [at for at, of_column in numbers.items() if of_column]
    if len(labels) < 2 or any(other - one < 2 for one, other in pairwise(labels)):
        return 0, []
    last = len(numbers) - 1
    if (labels[0] == 0) == (labels[-1] == last):
        return 0, []
    ends = [*labels, last + 1] if labels[0] == 0 else [0, *(at + 1 for at in labels)]
    parts = sorted(zip(labels, pairwise(ends), strict=True), key=lambda part: numbers[part[0]][0])
    if any(numbers[below][0] != numbers[above][-1] + 1 for (above, _), (below, _) in pairwise(parts)):
        return 0, []
    above = next(number for number, row in enumerate(rows) if any(row.columns[at] for at in labels))
    return above, [
        [line for row in rows[above:] for cell in row.columns[first:end] for line in cell] for _, (first, end) in parts
    ]


def _texts(rows: Sequence[Cells], column: int) -> list[str]:
    return [line.text for row in rows for line in row.columns[column]]


def _numbers(texts: Sequence[str]) -> list[int]:
    """The numbers that labels have which count on; none of others."""
    matches = [_NUMBER.fullmatch(text) for text in texts]
    if len(texts) < _LEAST_LABELS or not all(matches):
        return []
    numbers = [int(match[1]) for match in matches if match]
    return numbers if _rise(numbers) else []


def _are_labels(labels: Sequence[Line], texts: Sequence[Line], *, at_right: bool) -> bool:
    signs = {line.text for line in labels}
    if len(signs) == 1 and all(len(sign) == 1 and not sign.isdigit() for sign in signs):
        return _have_words(texts)
    if not all(map(is_label, signs)) and not _count_on([line.text for line in labels]):
        return False
    begins_there = 2 * sum(line.rtl == at_right for line in texts) > len(texts)
    count_on = all(map(is_label, signs)) and bool(_numbers([line.text for line in labels]))
    return _have_words(texts) and (begins_there or count_on)


def _have_words(lines: Sequence[Line]) -> bool:
    """Whether most have a word, and are no number with its unit."""
    return 2 * sum(WORD.search(line.text) is not None and not is_number(line.text) for line in lines) > len(lines)


def _count_on(texts: Sequence[str]) -> bool:
    """Whether all are numbers, most of them one more than that before; several listings begin anew."""
    return all(map(str.isdecimal, texts)) and _rise([int(text) for text in texts])


def _rise(numbers: Sequence[int]) -> bool:
    """Whether most are one more than that before."""
    steps = [below == above + 1 for above, below in pairwise(numbers)]
    return sum(steps) >= _SHARE_COUNTED * len(steps)


def _is_table(rows: Sequence[Cells], labels: int) -> bool:
    """Whether the columns but that of the labels are those of a table."""
    full = sum(sum(map(bool, row.columns)) - bool(row.columns[labels]) > 1 for row in rows)
    return full >= _SHARE_ROWS * len(rows)


def _joined(row: Cells, labels: int) -> list[Line]:
    """The lines of a row: one, if each column has no more than one."""
    lines = [line for column in row.columns for line in column]
    text = [line for number, column in enumerate(row.columns) for line in column if number != labels]
    if len(lines) < 2 or not text or max(map(len, row.columns)) > 1:
        return lines if labels == 0 else lines[::-1]
    ordered = [*row.columns[labels], *(text[::-1] if text[0].rtl else text)]
    words = tuple(word for line in ordered for word in line.words)
    return [text[0].with_words(words, around(map(placed, lines)))]
