"""Readings of single codes that clusters make wrong, put right by the font's own tables and outlines.

Where HarfBuzz makes several glyphs of one letter and its marks, a producer has one string for all of them. WeasyPrint,
Typst and fpdf2 give it to one glyph and nothing to the others, or to each the string of the cluster in which it came
first: a kasra reads as shadda with kasra then, the bar that joins lam to kaf as a second lam.
"""

from __future__ import annotations

from typing import Final

from pipeline.arabic.glyph_names import text_of_name
from pipeline.arabic.letters import is_arabic_letter
from pipeline.arabic.marks import is_mark
from pipeline.model.font import Font, Reading
from pipeline.repair.ink import Ink

_UNREAD: Final = "\N{REPLACEMENT CHARACTER}"
#: A claim that no map has confirmed.
_UNCHECKED_CONFIDENCE: Final = 0.5
#: A mark that only the font's tables name.
_FROM_TABLES: Final = 0.95


def unchecked(claim: str | None) -> Reading:
    """The reading of a code that no map has."""
    if claim is None:
        return Reading(_UNREAD, 0.0, "none")
    return Reading(claim, _UNCHECKED_CONFIDENCE, "claim")


def settled(reading: Reading, claim: str | None, font: Font, charcode: int) -> Reading:
    """``reading``, or the mark that the font's tables name for the glyph where that is only a part of it.

    Args:
        claim: what the file says of the code; None where it says nothing.
    """
    if reading.text and not (len(reading.text) > 1 and all(map(is_mark, reading.text))):
        return reading
    if not reading.text and claim:
        return reading
    gid = font.code_to_gid.get(charcode, -1)
    text = font.gid_to_unicode.get(gid) or text_of_name(font.gid_to_name.get(gid, "")) or ""
    if not text or not all(map(is_mark, text)) or not set(text) <= set(reading.text or text):
        return reading
    return Reading(text, _FROM_TABLES, "cmap")


def is_kashida(text: str, ink: Ink | None) -> bool:
    """Whether the glyph of a letter (or of a code that nothing is known of) is the bar that stretches a word."""
    return ink is not None and ink.bar and all(c == _UNREAD or is_arabic_letter(c) for c in text)
