"""What becomes of a page: its text is kept, restored, or read from its picture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from warraq.model.finding import Finding

#: The text can be used as it stands.
KEEP: Final = "keep"
#: It is wrong or lost, and warraq restores it from the glyphs or from the copied text.
REPAIR: Final = "repair"
#: Nothing in the file tells it: a picture, or letters that aren't drawn by the file's fonts.
OCR: Final = "ocr"
#: The reason of a page that is a picture: what ``inspect`` calls it, too.
NO_TEXT: Final = "pages_without_text"
#: All of them, the worst last.
ROUTES: Final = (KEEP, REPAIR, OCR)


@dataclass(frozen=True, slots=True)
class PageRoute:
    """The route of a page.

    Attributes:
        page: its number, from 1; None for a text without form feeds, which is judged as one.
        route: of ``ROUTES``.
        reasons: faults that speak against its text, by the names that findings have; notes of a page that is kept.
        doubtful: share of its letters and digits that can't be relied on, 0..1.
    """

    page: int | None
    route: str
    reasons: tuple[str, ...] = ()
    doubtful: float = 0.0


@dataclass(frozen=True, slots=True)
class Checked:
    """Which way the pages of a file go.

    Attributes:
        file: its base name.
        kind: ``pdf`` or ``text``.
        pages: a route a page, in their order.
        findings: what the reasons are about, font by font and page by page.
    """

    file: str
    kind: str
    pages: tuple[PageRoute, ...]
    findings: tuple[Finding, ...]

    @property
    def route(self) -> str:
        """The worst of its pages."""
        return worst(page.route for page in self.pages)


def only_pictures(pages: int) -> list[PageRoute]:
    """The routes of ``pages`` pages that show nothing but pictures."""
    return [PageRoute(number, OCR, (NO_TEXT,), 1.0) for number in range(1, pages + 1)]


def worst(routes: Iterable[str]) -> str:
    """The worst of some routes; ``KEEP`` of none.

    >>> worst(("repair", "keep"))
    'repair'
    """
    return max(routes, key=ROUTES.index, default=KEEP)
