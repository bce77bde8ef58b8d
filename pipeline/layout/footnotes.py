"""Footnotes: small print at the foot of a column, opened by a mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.model.line import Line

#: Footnotes are set smaller than this share of the text's size.
_SMALLER: Final = 0.93
_MARK: Final = re.compile(r"(?:\(?[0-9\u0660-\u0669*\u2020]{1,3}\)?[-.]?)(?=\s|\S)")


def first_footnote(column: Sequence[Line], body_size: float) -> int:
    """Index of the first line of the footnotes at the end of a column; its length where there are none."""
    start = len(column)
    while start > 0 and column[start - 1].size < _SMALLER * body_size:
        start -= 1
    while start < len(column) and not _MARK.match(column[start].text):
        start += 1
    # A whole column of small print is no footnote.
    return start if start > 0 else len(column)
