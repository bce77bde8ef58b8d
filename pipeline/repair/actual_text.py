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
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.model.glyph import Page
from pipeline.repair.codes import LETTER, CodeTable, clean, extended

Indices = NDArray[np.intp]

#: A cluster has at most so many glyphs; a longer span is a phrase, whose order would have to be taken on trust.
_MOST_GLYPHS: Final = 8


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
) -> tuple[CodeTable, list[Indices]]:
    """The table with a row more for each text that a span gives to a glyph, and the rows of the pages' glyphs with it.

    Args:
        rows: for each page, the row of each glyph.
    """
    spoken = _Spoken(codes)
    result = []
    for page, row in zip(pages, rows, strict=True):
        if page.actual_text:
            row = row.copy()
            for start, end, text in page.actual_text:
                if end - start <= _MOST_GLYPHS:
                    row[start:end] = _rows_of_span(spoken, tuple(row[start:end].tolist()), text)
        result.append(row)
    return extended(codes, list(spoken.texts)), result


def _rows_of_span(spoken: _Spoken, rows: tuple[int, ...], text: str) -> list[int]:
    """The rows of the glyphs of a span: each letter with its marks, the other glyphs silent; as they were in doubt."""
    known = spoken.spans.get((rows, text))
    if known is None:
        known = spoken.spans[rows, text] = _spell(spoken, rows, clean(text)) or list(rows)
    return known


def _spell(spoken: _Spoken, rows: tuple[int, ...], text: str) -> list[int] | None:
    codes = spoken.codes
    if max(rows) >= len(codes.text):
        return None  # a span within a span
    clusters = _clusters(text)
    letters = {i: _letters(codes.text[row]) for i, row in enumerate(rows) if codes.kind[row] == LETTER}
    marked = any(len(cluster) > 1 for cluster in clusters) or any(letters[i] != codes.text[rows[i]] for i in letters)
    if not letters or not marked:
        return None
    shares = _share(clusters, letters)
    if shares is None:
        return None
    return [spoken.row(row, shares.get(i, "")) for i, row in enumerate(rows)]


def _clusters(text: str) -> list[str]:
    """Each letter with its marks, decomposed."""
    clusters: list[str] = []
    for is_mark, run in groupby(unicodedata.normalize("NFD", text), key=lambda c: unicodedata.category(c) == "Mn"):
        if is_mark and clusters:
            clusters[-1] += "".join(run)
        else:
            clusters += list(run)
    return clusters


def _letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")


def _share(clusters: Sequence[str], letters: dict[int, str]) -> dict[int, str] | None:
    """Clusters to glyphs: in logical order, from the first glyph to the last or the other way round."""
    for glyphs in (sorted(letters), sorted(letters, reverse=True)):
        shares: dict[int, str] = {}
        place = 0
        for glyph in glyphs:
            part = clusters[place : place + len(letters[glyph])]
            if "".join(cluster[0] for cluster in part) != letters[glyph]:
                break
            shares[glyph] = unicodedata.normalize("NFC", "".join(part))
            place += len(part)
        else:
            if place == len(clusters):
                return shares
    return None
