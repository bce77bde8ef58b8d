"""The route of each page of a text that some extractor made, beside the PDF that it was made of or without it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import regex

from warraq.arabic.letters import fold_lookalikes, is_arabic_letter
from warraq.arabic.presentation_forms import to_letters
from warraq.config import Config
from warraq.decipher.glyph.signs.tokens import Symbols
from warraq.decipher.text.channel import judged_lines
from warraq.model.finding import Finding
from warraq.repair.copied.copied_text import as_written
from warraq.routes.route import KEEP, OCR, REPAIR, ROUTES, PageRoute

#: Letters that stand for others: what inspection of a dump calls it, too.
ENCIPHERED: Final = "enciphered"
#: Glyphs of which the PDF says nothing: extractors write their numbers, or characters that have them.
NO_MAP: Final = "no_map"
_SPACES: Final = "word_spaces"
_UNMAPPED: Final = regex.compile(
    r"\(cid:\d+\)|[[\p{Cc}\p{Co}\p{Cn}\p{Cs}\N{REPLACEMENT CHARACTER}]--[\t\n\r\f]]", regex.V1
)
#: The same, or any other character that is seen.
_VISIBLE: Final = regex.compile(rf"{_UNMAPPED.pattern}|[^\s\p{{C}}]", regex.V1)
#: The page has letters that the text lacks.
LOST: Final = "lost_letters"


def routes_of_text(text: str, config: Config) -> tuple[list[PageRoute], list[Finding]]:
    """The route of each page of ``text``, form feeds end them; and what was found on each."""
    return _routes(_pages(text), config)


def _pages(text: str) -> list[str]:
    """The pages of a text, which form feeds end."""
    pages = text.split("\f")
    if len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    return pages


def _routes(pages: Sequence[str], config: Config) -> tuple[list[PageRoute], list[Finding]]:
    routes, findings = [], []
    for number, page in enumerate(pages, start=1):
        route, seen = _route(page, number if len(pages) > 1 else None, config)
        routes.append(route)
        findings += [replace(finding, subject="page", where=f"page {number}") for finding in seen]
    return routes, findings


def _route(page: str, number: int | None, config: Config) -> tuple[PageRoute, list[Finding]]:
    written, findings = as_written(page)
    findings = [f for f in findings if f.fault != _SPACES or f.score >= config.routes.spaces_share]
    unmapped = len(_UNMAPPED.findall(page)) / max(len(_VISIBLE.findall(page)), 1)
    if unmapped >= config.routes.unmapped_share:
        detail = f"{unmapped:.0%} of its characters are none: what they stand for wasn't known."
        findings.append(Finding(NO_MAP, "page", "", min(unmapped, 1.0), detail))
    lines = judged_lines(written)
    letters = sum(len(line) for line, _ in lines)
    share = sum(len(line) for line, enciphered in lines if enciphered) / letters if letters else 0.0
    if share >= config.routes.enciphered_share:
        detail = f"{share:.0%} of its letters stand in lines that spell no words."
        findings = [*findings, Finding(ENCIPHERED, "page", "", share, detail)]
    reasons = tuple(dict.fromkeys(finding.fault for finding in findings))
    return PageRoute(number, REPAIR if reasons else KEEP, reasons, round(share, 4)), findings


def beside_pdf(
    text: str, in_file: Sequence[PageRoute], symbols: Symbols | None, config: Config
) -> tuple[list[PageRoute], list[Finding]]:
    """The routes of a text that was copied of a PDF, whose own are ``in_file``; ``symbols`` are those of its pages.

    A text without as many form feeds as there are pages is judged as one.
    """
    parts = _pages(text)
    claimed = [_claimed(symbols, page) for page in range(len(in_file))]
    if len(parts) != len(in_file):
        parts = [text.replace("\f", "\n")]
        claimed = [sum(claimed, Counter())]
        in_file = [PageRoute(None, min((route.route for route in in_file), key=ROUTES.index, default=KEEP))]
    judged, findings = _routes(parts, config)
    result = []
    for route, part, pdf, letters in zip(judged, parts, in_file, claimed, strict=True):
        beside, seen = _beside(route, _letters(part), pdf, letters, config)
        result.append(beside)
        findings += seen
    return result, findings


def _beside(
    route: PageRoute, copied: Counter[str], pdf: PageRoute, claimed: Counter[str], config: Config
) -> tuple[PageRoute, list[Finding]]:
    """The route of a page of a text, with the letters ``copied``, beside that of the PDF's page.

    What reads well is kept whatever the PDF claims: somebody restored it. Of a page that can be relied on it has to
    have the letters. What can be read neither in the text nor from the glyphs is left to OCR.
    """
    route = replace(route, page=pdf.page)
    if pdf.route != KEEP and not copied.total():
        return pdf, []
    if pdf.route == OCR and route.route != KEEP:
        return replace(route, route=OCR, reasons=(*pdf.reasons, *route.reasons)), []
    missing = (claimed - copied).total() / max(claimed.total(), 1)
    if pdf.route != KEEP or missing < config.routes.lost_share:
        return route, []
    where = f"page {pdf.page}" if pdf.page else "text layer"
    finding = Finding(LOST, "page", where, missing, f"{missing:.0%} of the letters of the page aren't in the text.")
    doubtful = max(route.doubtful, round(missing, 4))
    return replace(route, route=REPAIR, reasons=(*route.reasons, LOST), doubtful=doubtful), [finding]


def _letters(text: str) -> Counter[str]:
    """The Arabic letters of ``text``, forms and look-alikes as one."""
    return Counter(fold_lookalikes(letter) for letter in to_letters(text) if is_arabic_letter(letter))


def _claimed(symbols: Symbols | None, page: int) -> Counter[str]:
    """The letters that a page claims, ``page`` from 0; none where no page has a text."""
    letters: Counter[str] = Counter()
    if symbols is None:
        return letters
    numbers, counts = np.unique(symbols.of_page[page], return_counts=True)
    for number, count in zip(numbers.tolist(), counts.tolist(), strict=True):
        for letter, times in _letters(symbols.claim[number] or "").items():
            letters[letter] += times * count
    return letters
