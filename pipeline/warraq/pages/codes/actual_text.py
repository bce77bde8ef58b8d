"""What /ActualText says of a cluster whose glyphs the font's map doesn't tell apart.

Chromium and LibreOffice shape a letter and its marks into glyphs that stand for no character of their own (shadda with
a vowel, a hamza drawn apart), leave them out of ToUnicode, and put the characters into /ActualText around the cluster.
That text replaces the glyphs' own (ISO 32000-2, 14.9.4). It is believed where the letters are the ones that were read:
then the marks are what it adds.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.letters import fold_lookalikes
from warraq.arabic.marks import is_mark
from warraq.model.glyph import Page
from warraq.model.packed.pages import each_page
from warraq.pages.codes.codes import LETTER, SPACE, CodeTable, clean, extended
from warraq.pages.codes.readings import ZWNJ

Indices = NDArray[np.intp]

#: A cluster has at most so many glyphs; a longer span is a phrase, whose order would have to be taken on trust.
_MOST_GLYPHS: Final = 8
SOFT_HYPHEN: Final = "\N{SOFT HYPHEN}"
_HYPHENS: Final = ("-", "\N{HYPHEN}")
#: An advance below this is none, in units of the font size.
_NO_ADVANCE: Final = 0.1


@dataclass(slots=True)
class _Spoken:
    """Rows that are added to a table: one a text, and those that each kind of span gets."""

    codes: CodeTable
    texts: dict[tuple[int, str], int] = field(default_factory=dict)
    spans: dict[tuple[tuple[int, ...], str], list[int]] = field(default_factory=dict)

    def row(self, like: int, text: str) -> int:
        """The row of ``text``, as sure as the row ``like``; silent where it is empty."""
        if self.codes.text[like] == text:
            return like
        return self.texts.setdefault((like, text), len(self.codes.text) + len(self.texts))


def with_actual_text(
    codes: CodeTable, rows: Sequence[Indices], pages: Sequence[Page]
) -> tuple[CodeTable, Sequence[Indices]]:
    """The table with a row more for each text that a span gives to a glyph, and the rows of the pages' glyphs with it.

    Args:
        rows: for each page, the row of each glyph.
    """
    spoken = _Spoken(codes)
    result = each_page(pages, lambda index, page: _rows_of_page(spoken, page, rows[index]))
    for _ in result:  # so that every text has its row, also where the rows of a page are made when they are asked for
        pass
    return extended(codes, list(spoken.texts)), result


def claims_of(page: Page, claims: Sequence[str]) -> NDArray[np.int32]:
    """``Page.claim``, hyphens that are said to be soft, or nothing, with the number after the last of ``claims``.

    InDesign and TeX hyphenate so: the hyphen at the end of a line is no part of the word.
    """
    soft = [
        start
        for start, end, text in page.actual_text
        if end - start == 1 and text in ("", SOFT_HYPHEN) and claims[page.claim[start]] in _HYPHENS
    ]
    if not soft:
        return page.claim
    claim = page.claim.copy()
    claim[soft] = len(claims)
    return claim


def _rows_of_page(spoken: _Spoken, page: Page, row: Indices) -> Indices:
    if not page.actual_text:
        return row
    row = row.copy()
    for start, end, text in page.actual_text:
        if end - start <= _MOST_GLYPHS:
            wide = page.advance[start:end] > _NO_ADVANCE * page.size[start:end]
            row[start:end] = _rows_of_span(spoken, tuple(row[start:end].tolist()), text, tuple(wide.tolist()))
    return row


def _rows_of_span(spoken: _Spoken, rows: tuple[int, ...], text: str, wide: tuple[bool, ...]) -> list[int]:
    """The rows of the glyphs of a span: each letter with its marks, the other glyphs silent; as they were in doubt.

    Args:
        wide: which of them have an advance.
    """
    known = spoken.spans.get((rows, text))
    if known is None:
        known = spoken.spans[rows, text] = _spell(spoken, rows, clean(text), wide) or list(rows)
    return known


def _spell(spoken: _Spoken, rows: tuple[int, ...], text: str, wide: tuple[bool, ...]) -> list[int] | None:
    codes = spoken.codes
    if not text or max(rows) >= len(codes.text):
        return None  # nothing said, or a span within a span
    if text == ZWNJ or all(map(is_mark, text)):
        return _share_marks(spoken, rows, text)
    clusters = _clusters(text)
    read = {i: codes.text[row] for i, row in enumerate(rows) if codes.kind[row] == LETTER}
    claimed = {i: codes.claimed[row] for i, row in enumerate(rows) if codes.kind[row] == LETTER and codes.claimed[row]}
    unknown = [i for i, row in enumerate(rows) if wide[i] and not codes.claimed[row] and codes.kind[row] != SPACE]
    alone = {unknown[0]: text} if len(unknown) == 1 and not claimed else {}
    for letters in (read, claimed, alone):
        shares = _share(clusters, {i: _letters(text) for i, text in letters.items()})
        if shares is not None:
            return [spoken.row(row, shares.get(i, "")) for i, row in enumerate(rows)]
    return None


def _share_marks(spoken: _Spoken, rows: tuple[int, ...], text: str) -> list[int] | None:
    """All marks (or a non-joiner) to the first glyph of a span without letters: they belong to the same letter."""
    if any(spoken.codes.kind[row] == LETTER for row in rows):
        return None
    return [spoken.row(row, text if i == 0 else "") for i, row in enumerate(rows)]


def _clusters(text: str) -> list[str]:
    """Each letter with its marks, decomposed; a non-joiner goes with the letter after it, at the end with the last."""
    clusters: list[str] = []
    waiting = ""
    for character in unicodedata.normalize("NFD", text):
        if character == ZWNJ:
            waiting = character
        elif unicodedata.category(character) == "Mn" and clusters and not waiting:
            clusters[-1] += character
        else:
            clusters.append(waiting + character)
            waiting = ""
    if waiting and clusters:
        clusters[-1] += waiting
    return clusters


def _letters(text: str) -> str:
    """The letters of ``text`` without marks, those that look alike made the same."""
    letters = [c for c in unicodedata.normalize("NFD", text) if c != ZWNJ and unicodedata.category(c) != "Mn"]
    return fold_lookalikes("".join(letters))


def _share(clusters: Sequence[str], letters: dict[int, str]) -> dict[int, str] | None:
    """Clusters to glyphs: in logical order, from the first glyph to the last or the other way round. Of the parts
    of one letter, each of which claims it, the first gets it.
    """
    if not letters:
        return None
    if len(clusters) == 1 and set(letters.values()) == {_letters(clusters[0])}:
        return {min(letters): unicodedata.normalize("NFC", clusters[0])}
    for glyphs in (sorted(letters), sorted(letters, reverse=True)):
        shares: dict[int, str] = {}
        place = 0
        for glyph in glyphs:
            part = clusters[place : place + len(letters[glyph])]
            if "".join(map(_letters, part)) != letters[glyph]:
                break
            shares[glyph] = unicodedata.normalize("NFC", "".join(part))
            place += len(part)
        else:
            if place == len(clusters):
                return shares
    return None
