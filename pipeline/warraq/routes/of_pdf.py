"""The route of each page of a PDF, by the share of its glyphs whose claims can't be relied on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.presentation_forms import is_presentation_form
from warraq.config import Config
from warraq.decipher.glyph.channel import Doubts
from warraq.decipher.glyph.signs.signs import has_outline
from warraq.decipher.glyph.signs.tokens import Symbols
from warraq.model.finding import Finding
from warraq.model.glyph import CLIPPED, INVISIBLE, RECOGNISED, Extraction, Page
from warraq.routes.route import KEEP, NO_TEXT, OCR, REPAIR, PageRoute

#: Faults of a font's map, which are reasons on the pages that its doubtful codes stand on.
MAP_FAULTS: Final = frozenset(
    {"wrong_map", "no_map", "many_to_one_map", "mirrored_digits", "offset_map", "blank_letters", "missing_glyphs"}
)
#: The fault of a font against which no check speaks, but its words or its ink.
DOUBTFUL: Final = "doubtful_map"
FORMS: Final = "presentation_forms"
#: A page with so many times the glyphs that make a text is one.
_FEW: Final = 50
_NO_PLACES: Final = np.zeros(0, [(name, np.int64) for name in ("font", "code", "x", "y")])


@dataclass(frozen=True, slots=True)
class _Codes:
    """What is known of each (font, charcode) pair of a document: bool[n] each.

    Attributes:
        counted: it is a letter or a digit, or can't be told.
        bad: its claim can't be relied on.
        form: it claims a presentation form, which a search for letters doesn't find.
        drawn: its glyph has an outline, or the font's tables name it: it can be restored.
    """

    counted: NDArray[np.bool_]
    bad: NDArray[np.bool_]
    form: NDArray[np.bool_]
    drawn: NDArray[np.bool_]


def routes_of_pdf(
    extraction: Extraction, doubts: Doubts, findings: Sequence[Finding], config: Config
) -> tuple[list[PageRoute], list[Finding]]:
    """The route of each page, and a finding for each font that is doubted without one.

    Args:
        doubts: those of ``warraq.decipher.glyph.channel.doubts``.
        findings: those of ``warraq.diagnose.diagnose``.
    """
    symbols, codes = doubts.symbols, _codes(extraction, doubts)
    faults, doubtful = _faults(extraction, codes, symbols, findings)
    counts = _own_glyphs(extraction, config.routes.picture_glyphs)
    routes = []
    for page, numbers, count in zip(extraction.pages, symbols.of_page, counts, strict=True):
        if page.number in extraction.damaged_pages:
            routes.append(PageRoute(page.number, OCR, ("damaged_page",), 1.0))
        elif page.pictured and count < config.routes.picture_glyphs:
            routes.append(PageRoute(page.number, OCR, (NO_TEXT,), 1.0))
        else:
            routes.append(_route(page, numbers[_shown(page)], codes, symbols, faults, config))
    return routes, doubtful


def _codes(extraction: Extraction, doubts: Doubts) -> _Codes:
    symbols = doubts.symbols
    claims = [claim or "" for claim in symbols.claim]
    bad = doubts.wrong | doubts.open
    spelt = np.array([any(map(str.isalnum, claim)) for claim in claims], bool)
    form = np.array([any(map(is_presentation_form, claim)) for claim in claims], bool)
    drawn = ~bad | doubts.wrong
    for s in np.flatnonzero(bad & ~drawn).tolist():
        drawn[s] = has_outline(extraction.fonts[int(symbols.font[s])], int(symbols.gid[s]))
    return _Codes(spelt | bad, bad, form, drawn)


def _faults(
    extraction: Extraction, codes: _Codes, symbols: Symbols, findings: Sequence[Finding]
) -> tuple[Mapping[int, tuple[str, ...]], list[Finding]]:
    """The faults of each font with codes that can't be relied on; a finding for those that have none."""
    by_place: defaultdict[str, list[str]] = defaultdict(list)
    for finding in findings:
        if finding.subject == "font" and finding.fault in MAP_FAULTS:
            by_place[finding.where].append(finding.fault)
    faults, doubtful = {}, []
    for number in np.unique(symbols.font[codes.bad]).tolist():
        font = extraction.fonts[number]
        where = f"{font.name} (font {number})"
        known = by_place.get(where)
        if known is None:
            of_font = symbols.font == number
            many, of = int(np.count_nonzero(codes.bad & of_font)), int(np.count_nonzero(of_font))
            detail = f"Words or outlines speak against what {many} of {of} codes claim, or nothing bears it out."
            doubtful.append(Finding(DOUBTFUL, "font", where, many / of, detail))
        faults[number] = tuple(known or (DOUBTFUL,))
    return faults, doubtful


def _shown(page: Page) -> NDArray[np.bool_]:
    """bool[n], the glyphs that are seen, or stand for a picture of their text."""
    shown: NDArray[np.bool_] = (page.flags & (INVISIBLE | CLIPPED)) == 0
    shown |= (page.flags & RECOGNISED) != 0
    return shown


def _route(
    page: Page,
    numbers: NDArray[np.intp],
    codes: _Codes,
    symbols: Symbols,
    faults: Mapping[int, tuple[str, ...]],
    config: Config,
) -> PageRoute:
    """The route of a page by its glyphs, ``numbers`` into ``symbols``."""
    numbers = numbers[codes.counted[numbers]]
    bad = numbers[codes.bad[numbers]]
    share = bad.size / numbers.size if numbers.size else 0.0
    fonts = Counter(symbols.font[bad].tolist())
    reasons = [fault for font, _ in fonts.most_common() for fault in faults[font]]
    if share >= config.routes.doubtful_share:
        lost = np.count_nonzero(~codes.drawn[bad])
        route = OCR if 2 * lost > bad.size else REPAIR
        return PageRoute(page.number, route, tuple(dict.fromkeys(reasons)), round(share, 4))
    if np.count_nonzero(codes.form[numbers]) >= config.routes.form_share * max(numbers.size, 1):
        return PageRoute(page.number, REPAIR, (FORMS,), round(share, 4))
    return PageRoute(page.number, KEEP, ("ocr_layer",) if page.recognised else (), round(share, 4))


def _own_glyphs(extraction: Extraction, most: int) -> list[int]:
    """How many glyphs of each page stand on no other page in the same place, of those with pictures and few glyphs: a
    stamp on scans is none of their text. Of the others ``most``."""
    places = {page.number: _places(page) for page in extraction.pages if page.pictured and len(page) < _FEW * most}
    every, count = np.unique(np.concatenate([_NO_PLACES, *places.values()]), return_counts=True)
    repeated = every[count > 1]
    unrepeated = {number: int(np.count_nonzero(~np.isin(of_page, repeated))) for number, of_page in places.items()}
    return [unrepeated.get(page.number, most) for page in extraction.pages]


def _places(page: Page) -> NDArray[np.void]:
    """The distinct glyphs that are shown, each with its code and its place in points."""
    shown = _shown(page)
    columns = (page.font, page.charcode, np.rint(page.x), np.rint(page.y))
    rows = np.stack([column[shown].astype(np.int64) for column in columns], axis=1)
    return np.unique(rows, axis=0).view(_NO_PLACES.dtype).ravel()
