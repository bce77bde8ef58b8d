"""What each page of the file shows, and how many words were read there: a page without text is never silent."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from warraq.model import document as model
from warraq.model.document import PageKind, PageReport
from warraq.model.glyph import Page
from warraq.model.line import Block, Line, Region
from warraq.segment.pages.word_fonts import GlyphPlaces, glyph_places

_FURNITURE: Final = frozenset({"header", "footer"})
#: Sizes and boxes are rounded to so many decimals of a point.
_PLACES: Final = 2


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is known of a page before its words are counted; of a page of a dump nothing but its number."""

    number: int
    size: tuple[float, float] | None = None
    rotation: int | None = None
    pictured: bool = False
    recognised: bool = False
    glyphs: GlyphPlaces | None = None
    read: bool = False

    @classmethod
    def of(cls, page: Page, *, words: bool = False, read: bool = False) -> PageFacts:
        """``words``: with what tells their fonts. ``read``: words were read in its picture."""
        size = round(float(page.width), _PLACES), round(float(page.height), _PLACES)
        places = glyph_places(page) if words else None
        return cls(page.number, size, page.rotation, page.pictured, page.recognised, places, read)


def pages_of_dump(text: str) -> tuple[PageFacts, ...]:
    """The pages of a dump whose form feeds end them; one where it has no form feed.

    >>> [page.number for page in pages_of_dump("a\\f\\fb\\f\\n")]
    [1, 2, 3]
    """
    pages = text.split("\f")
    if len(pages) == 1:
        return (PageFacts(1),)
    return tuple(PageFacts(number) for number in range(1, len(pages) + (pages[-1].strip() != "")))


def page_table(
    pages: Sequence[PageFacts], blocks: Iterable[Block], regions: Iterable[Region] = ()
) -> tuple[PageReport, ...]:
    """The table of the pages whose text is ``blocks``; what a page doesn't show is none of its words."""
    words: Counter[int] = Counter()
    in_body: Counter[int] = Counter()
    pictured = {page.number for page in pages if page.pictured}
    over: defaultdict[tuple[str, tuple[int, ...]], list[Line]] = defaultdict(list)
    for block in blocks if pages else ():
        if block.role == "hidden":
            continue
        for line in block.lines:
            if line.hidden:
                continue
            words[line.page] += len(line.words)
            if block.role not in _FURNITURE:
                in_body[line.page] += len(line.words)
                if line.page in pictured and line.box:
                    over[line.text, tuple(map(round, line.box))].append(line)
    for same in over.values():
        for line in same if len(same) > 1 else ():  # a stamp: it stands in the same place of several pictures
            in_body[line.page] -= len(line.words)
    of_page: defaultdict[int, list[Region]] = defaultdict(list)
    for region in regions:
        of_page[region.page].append(region)
    return tuple(
        PageReport(
            number=page.number,
            size=page.size,
            rotation=page.rotation,
            word_count=words[page.number],
            kind=_kind(page, words[page.number], in_body[page.number]) if page.size else None,
            regions=_numbered(of_page[page.number]),
        )
        for page in pages
    )


def _numbered(regions: Sequence[Region]) -> tuple[model.Region, ...]:
    """The regions of a page, which are in the order of reading, as the output has them."""
    orders = count(1)
    numbered = []
    for region in regions:
        left, top, right, bottom = region.box
        bbox = round(left, _PLACES), round(top, _PLACES), round(right, _PLACES), round(bottom, _PLACES)
        order = None if region.kind in _FURNITURE else next(orders)
        numbered.append(model.Region(kind=region.kind, order=order, bbox=bbox))
    return tuple(numbered)


def _kind(page: PageFacts, words: int, in_body: int) -> PageKind:
    """``in_body``: how many of its words are no furniture."""
    if page.pictured and not in_body:
        return "picture"
    if not words:
        return "empty"
    if page.read:
        return "ocr"
    return "ocr_layer" if page.recognised else "text"
