"""Bookmarks: the outline of the document, as a viewer shows it beside the pages (ISO 32000-2, 12.3.3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.utils import decode_text

from warraq.errors import WarraqError
from warraq.model.glyph import Bookmark

#: So many are read at most, and none that lies deeper.
MOST_BOOKMARKS: Final = 10_000
_MOST_DEPTH: Final = 16


def bookmarks_of(catalog: Mapping[str, Any]) -> tuple[Bookmark, ...]:
    """The bookmarks in the order in which a viewer lists them, up to the first that can't be read."""
    bookmarks: list[Bookmark] = []
    try:
        outline = resolve1(catalog.get("Outlines"))
        if isinstance(outline, Mapping):
            _walk(outline.get("First"), 1, set(), bookmarks)
    except (WarraqError, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - pdfminer raises anything on damaged input
        pass
    return tuple(bookmarks)


def _walk(reference: Any, depth: int, seen: set[int], bookmarks: list[Bookmark]) -> None:
    """Add a bookmark, those in it and those after it; each once, however the file links them."""
    while isinstance(reference, PDFObjRef) and reference.objid not in seen and len(bookmarks) < MOST_BOOKMARKS:
        seen.add(reference.objid)
        entries = resolve1(reference)
        if not isinstance(entries, Mapping):
            return
        title = resolve1(entries.get("Title"))
        if isinstance(title, bytes):
            bookmarks.append(Bookmark(depth, decode_text(title)))
        if depth < _MOST_DEPTH:
            _walk(entries.get("First"), depth + 1, seen, bookmarks)
        reference = entries.get("Next")
