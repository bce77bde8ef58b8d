"""Rows of a page: lines that stand beside each other, where their words leave white, and the pieces between gutters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from warraq.layout.labels import is_label
from warraq.layout.place import WORD, part, placed, rows_of
from warraq.model.line import Box, Line
from warraq.pages.lines.regions import bands
from warraq.pages.lines.regions.bands import GUTTER, Extent, merged, wide_white_of, without_justified

#: What stands right before a blank in a sentence, and right after one (U+060C comma, 061B semicolon).
OPENING: Final = ("(", "[", "\u00ab")
CLOSING: Final = re.compile(r"[)\]\u00bb,;\u060c\u061b]|\.(?!\S)")


@dataclass(frozen=True, slots=True)
class Row(bands.Row):
    """``lines`` that stand beside each other, in reading order."""

    lines: tuple[Line, ...]

    def cut(self, edges: Sequence[float]) -> list[list[Line]]:
        """The pieces of its lines between places that rise, left to right: what is left of the first, and so on."""
        groups: list[list[Line]] = [[] for _ in range(len(edges) + 1)]
        for line in self.lines:
            left, _, right, _ = placed(line)
            boxes = line.boxes
            if bisect_right(edges, left) == bisect_right(edges, right) or not line.words or None in boxes:
                groups[bisect_right(edges, (left + right) / 2)].append(line)
                continue
            words: dict[int, list[int]] = {}
            for number, box in enumerate(boxes):
                assert box is not None
                words.setdefault(bisect_right(edges, (box[0] + box[2]) / 2), []).append(number)
            for group, numbers in words.items():
                groups[group].append(part(line, numbers) if len(words) > 1 else line)
        return groups


def make_rows(lines: Sequence[Line]) -> list[Row]:
    """The rows of some lines of one page, from the top."""
    return [_row(row) for row in rows_of(lines)]


def _row(lines: Sequence[Line]) -> Row:
    boxes = [placed(line) for line in lines]
    by_line = sorted((span, line.size) for line in lines for span in _spans(line))
    spans = [span for span, _ in by_line]
    if len(lines) > 1:
        spans = merged(spans, 0.0)
    return Row(
        top=min(box[1] for box in boxes),
        bottom=max(box[3] for box in boxes),
        size=max(line.size for line in lines),
        spans=tuple(spans),
        sizes=tuple(
            max(size for (start, _), size in by_line if left <= start <= right) if len(lines) > 1 else lines[0].size
            for left, right in spans
        ),
        wide=_wide(lines) if len(by_line) > 1 else 0.0,
        lines=tuple(lines),
    )


def _wide(lines: Sequence[Line]) -> float:
    """``wide_white_of`` the words of some lines."""
    edges = (sorted((box[0], box[2]) for box in line.boxes if box is not None) for line in lines)
    spaces = [right[0] - left[1] for line in edges for left, right in pairwise(line)]
    return wide_white_of(spaces, max(max(line.size for line in lines), 1.0))


def _spans(line: Line) -> list[Extent]:
    """Where the words of a line stand; a label is no column of its own."""
    white = GUTTER * max(line.size, 1.0)
    left, _, right, _ = placed(line)
    if not line.words or line.white <= white:
        return [(left, right)]
    boxes = [box for box in line.boxes if box is not None]
    if len(boxes) < len(line.words):
        return [(left, right)]
    spans = without_justified(merged(sorted((box[0], box[2]) for box in boxes), white), line.size)
    if len(spans) > 1:
        spans = _without_blanks(spans, line, boxes)
    if len(spans) > 1:
        first = spans[-1 if line.rtl else 0]
        opening = [word.text for word, box in zip(line.unplaced, boxes, strict=True) if first[0] <= box[0] <= first[1]]
        if is_label(" ".join(opening)) and WORD.search(line.text):
            return _without_label(spans, _wide([line]), line.rtl)
    return spans


def _without_blanks(spans: list[Extent], line: Line, boxes: Sequence[Box]) -> list[Extent]:
    """The spans, those together that a blank in a sentence parts: in brackets, or before what ends a phrase."""
    words = sorted(zip(boxes, line.unplaced, strict=True), key=lambda item: item[0])
    joined = spans[:1]
    for span in spans[1:]:
        left = next(word.text for box, word in reversed(words) if box[2] <= joined[-1][1])
        right = next(word.text for box, word in words if box[0] >= span[0])
        before, after = (right, left) if line.rtl else (left, right)
        if before.endswith(OPENING) or CLOSING.match(after):
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return joined


def _without_label(spans: list[Extent], wide: float, rtl: bool) -> list[Extent]:
    """The spans, the first to be read with the next where no other is parted by wide white: a table has its labels."""
    if sum(other[0] - one[1] >= wide for one, other in pairwise(spans)) > 1:
        return spans
    near, rest = (spans[-2:], spans[:-2]) if rtl else (spans[:2], spans[2:])
    joined = (near[0][0], near[1][1])
    return [*rest, joined] if rtl else [joined, *rest]
