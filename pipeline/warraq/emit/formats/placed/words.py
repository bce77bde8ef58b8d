"""The words of a page that have places, node by node and line by line: what formats of text recognition hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import Final

from warraq.errors import UsageError
from warraq.model.document import Document, PageReport, Word

#: Dots an inch of the picture that places are given on, in whole numbers.
DOTS: Final = 300
_PIXELS: Final = DOTS / 72  # a point
Box = tuple[float, float, float, float]
Placed = tuple[Word, Box]


def require_places(document: Document, form: str) -> None:
    """Raises UsageError where it is a text, whose words have no places, or they weren't kept."""
    if document.source.engine == "text":
        raise UsageError(f"a text has no places that {form} could give", help="Give the PDF that it was copied from.")
    if any(page.words is None for page in document.pages):
        raise UsageError("the words were not kept", help="Read the file with Config(words=True).")


def nodes_of(page: PageReport) -> Iterator[tuple[str | None, list[list[Placed]]]]:
    """The id of each node of a page, None for headers and footers, with the lines of its words there."""
    for node, of_node in groupby(page.words or (), key=attrgetter("node")):
        placed = [(word, word.bbox) for word in of_node if word.bbox is not None]
        if placed:
            yield node, list(_lines(placed))


def _lines(placed: list[Placed]) -> Iterator[list[Placed]]:
    """The words of a node line by line: the middle of the next word of a line is level with the word before it."""
    line: list[Placed] = []
    for word, box in placed:
        if line and not line[-1][1][1] <= (box[1] + box[3]) / 2 <= line[-1][1][3]:
            yield line
            line = []
        line.append((word, box))
    yield line


def around(boxes: Iterable[Box]) -> Box:
    """The box that holds ``boxes``."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def pixels(box: Box) -> tuple[int, int, int, int]:
    """A box in whole pixels: left, top, right, bottom."""
    left, top, right, bottom = (max(round(edge * _PIXELS), 0) for edge in box)
    return left, top, right, bottom
