"""The proof sheet as a string: the data as JSON in one HTML page with its style and its script.

The page asks nothing of a network: pictures, style, script and data are in it, and its policy forbids the rest.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from warraq.config import DEFAULT, Config
from warraq.emit.formats.json import to_data
from warraq.emit.pictures.places import word_glyphs
from warraq.emit.proof.glyph_pictures import glyph_path
from warraq.emit.proof.sheet_data import MOST_ALTERNATIVES, branch, rounded, sheet_html, word_entry
from warraq.emit.translation import ENGLISH
from warraq.model.document import Document
from warraq.model.font import Font, GlyphMap, Reading
from warraq.model.glyph import Extraction
from warraq.model.line import Line
from warraq.pictures.painter import page_pictures


def proof_sheet(
    data: bytes,
    extraction: Extraction,
    maps: Sequence[GlyphMap],
    lines: Sequence[Line],
    document: Document,
    *,
    password: str | None = None,
    config: Config = DEFAULT,
    language: str = ENGLISH,
) -> str:
    """The proof sheet of one PDF as an HTML page.

    Args:
        data: the file.
        extraction, maps, lines, document: what the stages made of it. The pages of the document are shown. Words that
            were read in pictures have no glyphs of the file.
        language: that in which it opens.
    """
    shown = frozenset(page.number for page in document.pages)
    if len(shown) < len(extraction.pages):  # else they may be packed, and stay so
        extraction = replace(extraction, pages=tuple(page for page in extraction.pages if page.number in shown))
    return sheet_html(
        document,
        below=config.uncertain_below,
        fonts=_fonts(extraction, maps, document),
        pages=list(_pages(data, extraction, lines, document, password, config)),
        tree=[branch(node, shown) for node in (*document.body, *document.footnotes)],
        language=language,
    )


def _pages(
    data: bytes,
    extraction: Extraction,
    lines: Sequence[Line],
    document: Document,
    password: str | None,
    config: Config,
) -> Iterator[dict[str, Any]]:
    of_page: defaultdict[int, list[Line]] = defaultdict(list)
    for line in lines:
        of_page[line.page].append(line)
    regions = {report.number: report.regions for report in document.pages}
    fonts = len(document.fonts)
    below = config.uncertain_below
    numbers = [page.number for page in extraction.pages]
    painted = page_pictures(data, password, limits=config.limits, first=numbers[0] - 1) if numbers else iter(())
    pictures = dict(zip(range(numbers[0], numbers[-1] + 1) if numbers else (), painted, strict=False))
    for page in extraction.pages:
        words = of_page[page.number]
        glyphs = iter(word_glyphs(page, words))
        pairs = list(zip(page.font.tolist(), page.charcode.tolist(), strict=True))
        yield {
            "n": page.number,
            "w": round(page.width, 1),
            "h": round(page.height, 1),
            "img": pictures.get(page.number, ""),
            "regions": [
                {"k": region.kind, "n": region.order or 0, "b": list(rounded(region.bbox))}
                for region in regions.get(page.number, ())
            ],
            "lines": [
                {
                    "rtl": int(line.rtl),
                    "b": int(line.bold),
                    "words": [
                        word_entry(word, [pairs[glyph] for glyph in next(glyphs) if pairs[glyph][0] < fonts], below)
                        for word in line.words
                    ],
                }
                for line in words
            ],
        }


def _fonts(extraction: Extraction, maps: Sequence[GlyphMap], document: Document) -> list[dict[str, Any]]:
    uses, places = _uses(extraction)
    reports = to_data(document).get("fonts", [])
    return [
        {
            **report,
            "program": extraction.fonts[glyph_map.font].program_hash,
            "glyphs": [
                _glyph(
                    extraction.fonts[glyph_map.font],
                    code,
                    reading,
                    uses[glyph_map.font, code],
                    places.get((glyph_map.font, code)),
                )
                for code, reading in sorted(
                    glyph_map.readings.items(), key=lambda item: (-uses[glyph_map.font, item[0]], item[0])
                )
            ],
        }
        for glyph_map, report in zip(maps, reports, strict=False)
    ]


def _glyph(font: Font, code: int, reading: Reading, uses: int, place: list[float] | None) -> dict[str, Any]:
    gid = font.code_to_gid.get(code, -1)
    outline = glyph_path(font, gid)
    entry: dict[str, Any] = {
        "code": code,
        "n": uses,
        "adv": round(font.widths.get(code, 0.0), 1),
        "claim": font.to_unicode.get(code),
        "t": reading.text,
        "c": round(reading.confidence, 4),
        "e": reading.evidence,
    }
    if place is not None:
        entry["at"] = place
    if outline:
        entry["d"] = outline
    if reading.alternatives:
        entry["a"] = [(text, round(share, 3)) for text, share in reading.alternatives[:MOST_ALTERNATIVES]]
    if font.gid_to_name.get(gid):
        entry["name"] = font.gid_to_name[gid]
    return entry


def _uses(extraction: Extraction) -> tuple[Counter[tuple[int, int]], dict[tuple[int, int], list[float]]]:
    """How often each (font, code) is painted, and where first: page, x, baseline, size, advance."""
    uses: Counter[tuple[int, int]] = Counter()
    places: dict[tuple[int, int], list[float]] = {}
    for page in extraction.pages:
        for i, key in enumerate(zip(page.font.tolist(), page.charcode.tolist(), strict=True)):
            uses[key] += 1
            if key not in places:
                x, y, size, advance = (float(c[i]) for c in (page.x, page.y, page.size, page.advance))
                places[key] = [page.number, *(round(value, 1) for value in (x, y, size, advance))]
    return uses, places
