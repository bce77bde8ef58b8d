"""The page tree: every page's dictionary with what it inherits, however broken its neighbours are.

ISO 32000-2, 7.7.3. pdfminer's own walk stops at the first page that it can't use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psexceptions import PSException

from warraq.pdf.paths import Matrix
from warraq.pdf.values import name_of

_INHERITED: Final = ("Resources", "MediaBox", "CropBox", "Rotate")
#: Nodes above a page; real trees are a handful deep.
_MAX_DEPTH: Final = 64
#: A page edge farther from the origin than this is not meant, points.
_FAR: Final = 1e6
_LETTER: Final = (0.0, 0.0, 612.0, 792.0)

#: x0, y0, x1, y1 in user space, with x0 < x1 and y0 < y1.
Rectangle = tuple[float, float, float, float]


def page_dictionaries(document: PDFDocument) -> Iterator[Mapping[str, Any]]:
    """The pages in order, an empty one for each leaf that the file has lost.

    Where the tree leads to no page at all: every page object of the file, by number.
    """
    any_page = False
    lost: list[Mapping[str, Any]] = []
    for page in _walk(document.catalog.get("Pages"), {}, set(), 0):
        if not page and not any_page:
            lost.append(page)
            continue
        if not any_page:
            yield from lost
        any_page = True
        yield page
    if not any_page:
        yield from _loose_pages(document)


def _walk(node: Any, inherited: Mapping[str, Any], seen: set[int], depth: int) -> Iterator[Mapping[str, Any]]:
    if isinstance(node, PDFObjRef):
        if node.objid in seen:
            return
        seen.add(node.objid)
    entries = resolve1(node)
    if not isinstance(entries, Mapping):
        yield {}
        return
    if depth > _MAX_DEPTH:
        return
    merged = {**inherited, **{key: entries[key] for key in _INHERITED if key in entries}}
    children = resolve1(entries.get("Kids"))
    if isinstance(children, list) and name_of(entries.get("Type")) != "Page":
        for child in children:
            yield from _walk(child, merged, seen, depth + 1)
    elif name_of(entries.get("Type")) in ("Page", ""):
        yield {**entries, **merged}


def _loose_pages(document: PDFDocument) -> Iterator[Mapping[str, Any]]:
    for number in sorted({number for xref in document.xrefs for number in xref.get_objids()}):
        try:
            entries = resolve1(document.getobj(number))
        except (PDFException, PSException):
            continue
        if isinstance(entries, Mapping) and name_of(entries.get("Type")) == "Page":
            yield {**_inherited(entries), **entries}


def _inherited(page: Mapping[str, Any]) -> dict[str, Any]:
    inherited: dict[str, Any] = {}
    node = resolve1(page.get("Parent"))
    for _ in range(_MAX_DEPTH):
        if not isinstance(node, Mapping):
            break
        inherited = {**{key: node[key] for key in _INHERITED if key in node}, **inherited}
        node = resolve1(node.get("Parent"))
    return inherited


def geometry(page: Mapping[str, Any]) -> tuple[Matrix, float, float, int]:
    """User space -> the displayed page with its origin at the bottom left; its width, its height, how far it is turned.

    What is displayed is the crop box within the media box, turned by /Rotate, degrees clockwise. Other than quarter
    turns are none (ISO 32000-2, table 31).
    """
    media = _rectangle(page.get("MediaBox")) or _LETTER
    x0, y0, x1, y1 = _overlap(_rectangle(page.get("CropBox")) or media, media) or media
    turns: dict[int, Matrix] = {
        90: (0, -1, 1, 0, -y0, x1),
        180: (-1, 0, 0, -1, x1, y1),
        270: (0, 1, -1, 0, y1, -x0),
    }
    rotate = resolve1(page.get("Rotate"))
    rotation = int(rotate) % 360 if isinstance(rotate, (int, float)) and abs(rotate) < _FAR else 0
    width, height = x1 - x0, y1 - y0
    if rotation in (90, 270):
        width, height = height, width
    if rotation not in turns:
        return (1, 0, 0, 1, -x0, -y0), width, height, 0
    return turns[rotation], width, height, rotation


def _rectangle(values: Any) -> Rectangle | None:
    values = resolve1(values)
    corners = [resolve1(value) for value in values] if isinstance(values, list) else []
    # Farther edges are not meant; nor is what is no number.
    if len(corners) != 4 or not all(isinstance(value, (int, float)) and abs(value) <= _FAR for value in corners):
        return None
    x0, y0, x1, y1 = (float(value) for value in corners)
    box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return box if box[0] < box[2] and box[1] < box[3] else None


def _overlap(a: Rectangle, b: Rectangle) -> Rectangle | None:
    box = (max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3]))
    return box if box[0] < box[2] and box[1] < box[3] else None
