"""Readings of single codes that clusters make wrong, put right by the font's own tables and outlines.

Where HarfBuzz makes several glyphs of one letter and its marks, a producer has one string for all of them. WeasyPrint,
Typst and fpdf2 give it to one glyph and nothing to the others, or to each the string of the cluster in which it came
first: a kasra reads as shadda with kasra then, the bar that joins lam to kaf as a second lam.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from warraq.arabic.letters import ARABIC_LETTERS, fold_lookalikes, is_arabic_letter
from warraq.arabic.marks import is_mark
from warraq.fonts.names.glyph_names import text_of_name
from warraq.model.font import UNREAD, Font, Reading
from warraq.pages.codes.ink import Ink

ZWNJ: Final = "\N{ZERO WIDTH NON-JOINER}"
#: An advance below this is none, thousandths of the font size.
NO_ADVANCE: Final = 100.0
_HAMZA: Final = "\N{ARABIC LETTER HAMZA}"
_HAMZA_ABOVE: Final = "\N{ARABIC HAMZA ABOVE}"
#: ... and of a mark that a font draws apart from its letter: a letter that is cut short takes more room (Amiri's hah
#: before meem).
_ADVANCE_OF_MARK: Final = 10.0
#: A mark is at most this high, or stands this far above the baseline (shadda with a vowel), in units of the font size.
_MARK_HEIGHT: Final = 0.32
_ABOVE_LETTERS: Final = 0.5
#: Letters of other languages that have a twin in Arabic: farsi yeh, keheh, heh goal, ae.
_TWINS: Final = frozenset("\u06cc\u06a9\u06c1\u06d5")
#: So many letters that Arabic hasn't got make a document one of another language.
_FOREIGN_LETTERS: Final = 2
#: A claim that no map has confirmed.
_UNCHECKED_CONFIDENCE: Final = 0.5
#: A mark that only the font's tables name.
_FROM_TABLES: Final = 0.95


def unchecked(claim: str | None) -> Reading:
    """The reading of a code that no map has."""
    if claim is None:
        return Reading(UNREAD, 0.0, "none")
    return Reading(claim, _UNCHECKED_CONFIDENCE, "claim")


def settled(reading: Reading, claim: str | None, font: Font, charcode: int) -> Reading:
    """``reading``, or what the font's tables and the claim add to it.

    A code that reads as nothing, or as several marks, is the one mark that the tables name. A hamza without advance is
    the mark. A non-joiner that is claimed beside the letter stays.

    Args:
        claim: what the file says of the code; None where it says nothing.
    """
    text = reading.text
    if claim and ZWNJ in claim and claim.strip(ZWNJ) == text:
        return replace(reading, text=claim)
    if text == _HAMZA and font.widths.get(charcode, NO_ADVANCE) < NO_ADVANCE:
        return replace(reading, text=_HAMZA_ABOVE, alternatives=())
    if (text or claim) and not (len(text) > 1 and all(map(is_mark, text))):
        return reading
    gid = font.code_to_gid.get(charcode, -1)
    named = font.gid_to_unicode.get(gid) or text_of_name(font.gid_to_name.get(gid, "")) or ""
    if not named or not all(map(is_mark, named)) or not set(named) <= set(text or named):
        return reading
    return Reading(named, _FROM_TABLES, "cmap")


def mark_of(text: str, advance: float, ink: Ink | None) -> str:
    """``text``, or its marks alone, hamza and madda among them, where the glyph is only as high as one or high above.

    Typst and fpdf2 claim the letter, or the ligature, for both glyphs of a font that draws the marks apart.

    Args:
        advance: thousandths of the font size.
    """
    if ink is None or advance > _ADVANCE_OF_MARK or (ink.height > _MARK_HEIGHT and ink.base < _ABOVE_LETTERS):
        return text
    return "".join(filter(is_mark, unicodedata.normalize("NFD", text))) or text


def prefer_claimed_letters(texts: Sequence[str], claimed: Sequence[str]) -> list[str]:
    """``texts`` with the letters that are claimed for those that look alike, if the document isn't an Arabic one.

    In some forms kaf and keheh, yeh and farsi yeh are drawn alike: outlines and words of Arabic say kaf and yeh.
    Letters that only other languages have show that claims of theirs are meant.

    Args:
        texts, claimed: what each code reads and what the file says of it; the letters.
    """
    if not is_foreign(texts):
        return list(texts)
    return [
        claim
        if len(claim) == len(text) == 1 and claim in _TWINS and fold_lookalikes(claim) == fold_lookalikes(text)
        else text
        for text, claim in zip(texts, claimed, strict=True)
    ]


def is_foreign(texts: Sequence[str]) -> bool:
    """Whether a document is one of another language, by the letters that Arabic hasn't got.

    Args:
        texts: what its codes read.
    """
    foreign = {text for text in set(texts) if len(text) == 1 and is_arabic_letter(text)} - ARABIC_LETTERS - _TWINS
    return len(foreign) >= _FOREIGN_LETTERS


def is_kashida(text: str, ink: Ink | None) -> bool:
    """Whether the glyph of a letter (or of a code that nothing is known of) is the bar that stretches a word."""
    return ink is not None and ink.bar and may_be_kashida(text)


def may_be_kashida(text: str) -> bool:
    """Whether what a glyph reads as leaves open that it is such a bar."""
    return all(c == UNREAD or is_arabic_letter(c) for c in text)
