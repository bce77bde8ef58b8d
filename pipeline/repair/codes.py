"""What each (font, charcode) of a document stands for, as columns that a page's glyphs look up at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.arabic.presentation_forms import to_letters
from pipeline.model.font import GlyphMap, Reading
from pipeline.model.glyph import Extraction, Page
from pipeline.repair.ink import ink_centres
from pipeline.repair.order import MIRROR, bidi_class

#: Kinds of glyph.
LETTER: Final = 0  # anything that takes a place in the line: letters, digits, punctuation
MARK: Final = 1  # a combining mark: it belongs to the base below or above which it is painted
SPACE: Final = 2
SILENT: Final = 3  # paints something that is no text: a kashida, an ornament

_TATWEEL: Final = "\N{ARABIC TATWEEL}"
_UNREAD: Final = "\N{REPLACEMENT CHARACTER}"
#: A claim that no map has confirmed.
_UNCHECKED_CONFIDENCE: Final = 0.5


@dataclass(frozen=True, slots=True)
class CodeTable:
    """One row per (font, charcode) that the document uses; all columns have the same length.

    Attributes:
        keys: ``font << 32 | charcode``, sorted.
        kind: LETTER, MARK, SPACE or SILENT.
        text: letters in logical order, no presentation forms, no tatweel.
        arabic: the text is a right-to-left letter.
        character: one character that stands for the whole cluster in the bidirectional algorithm.
        confidence: of the reading, 0..1.
        alternatives: other texts with their probability.
        ink_centre: middle of the ink relative to the origin, in units of the font size; NaN where unknown.
    """

    keys: NDArray[np.uint64]
    kind: NDArray[np.uint8]
    text: tuple[str, ...]
    character: tuple[str, ...]
    arabic: NDArray[np.bool_]
    confidence: NDArray[np.float64]
    alternatives: tuple[tuple[tuple[str, float], ...], ...]
    ink_centre: NDArray[np.float64]

    def rows(self, page: Page) -> NDArray[np.intp]:
        """The row of each glyph of ``page``."""
        return np.searchsorted(self.keys, _keys(page))


def _keys(page: Page) -> NDArray[np.uint64]:
    return (page.font.astype(np.uint64) << np.uint64(32)) | page.charcode.astype(np.uint64)


def build_codes(extraction: Extraction, maps: Sequence[GlyphMap]) -> CodeTable:
    """The table of all codes that occur. A code without a reading keeps its claim, at low confidence."""
    readings = {glyph_map.font: glyph_map.readings for glyph_map in maps}
    claims = _first_claims(extraction)
    keys = np.array(sorted(claims), dtype=np.uint64)
    found: list[Reading] = []
    for key in keys.tolist():
        font, charcode = key >> 32, key & 0xFFFFFFFF
        reading = readings.get(font, {}).get(charcode)
        found.append(reading if reading is not None else _unchecked(claims[key]))
    cleaned = [clean(reading.text) for reading in found]
    kinds = [kind_of(reading.text, text) for reading, text in zip(found, cleaned, strict=True)]
    marks = [key for key, kind in zip(keys.tolist(), kinds, strict=True) if kind == MARK]
    centres = ink_centres(extraction.fonts, marks)
    return CodeTable(
        keys=keys,
        kind=np.array(kinds, dtype=np.uint8),
        text=tuple(cleaned),
        character=tuple(text[:1] or " " for text in cleaned),
        arabic=np.array([bidi_class(text[:1] or " ") in ("R", "AL") for text in cleaned], dtype=np.bool_),
        confidence=np.array([reading.confidence for reading in found], dtype=np.float64),
        alternatives=tuple(
            tuple((clean(text), probability) for text, probability in reading.alternatives) for reading in found
        ),
        ink_centre=np.array([centres.get(key, np.nan) for key in keys.tolist()], dtype=np.float64),
    )


def with_brackets_turned(codes: CodeTable, rows: set[int]) -> CodeTable:
    """The table with the characters of ``rows`` mirrored."""
    text = tuple(MIRROR.get(text, text) if row in rows else text for row, text in enumerate(codes.text))
    return replace(codes, text=text, character=tuple(t[:1] or " " for t in text))


def _first_claims(extraction: Extraction) -> dict[int, str | None]:
    """Every key that occurs, with the first claim made for it."""
    claims: dict[int, str | None] = {}
    for page in extraction.pages:
        keys, first = np.unique(_keys(page), return_index=True)
        for key, index in zip(keys.tolist(), page.claim[first].tolist(), strict=True):
            if claims.get(key) is None:
                claims[key] = extraction.claims[index] if index >= 0 else None
    return claims


def _unchecked(claim: str | None) -> Reading:
    if claim is None:
        return Reading(_UNREAD, 0.0, "none")
    return Reading(claim, _UNCHECKED_CONFIDENCE, "claim")


def clean(text: str) -> str:
    """Letters for presentation forms; no tatweel, no format characters, no space unless there is nothing else."""
    letters = to_letters(text)
    kept = "".join(c for c in letters if c != _TATWEEL and unicodedata.category(c) not in ("Cf", "Cc"))
    return "".join(kept.split()) or (" " if kept else "")


def kind_of(reading: str, text: str) -> int:
    """The kind of glyph that reads ``text`` once cleaned. Controls such as a tab count as spaces."""
    if not text:
        return SPACE if reading and _TATWEEL not in reading and reading.isspace() else SILENT
    if text == " ":
        return SPACE
    if all(unicodedata.category(c) == "Mn" for c in text):
        return MARK
    return LETTER
