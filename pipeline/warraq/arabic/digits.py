"""Decimal digits as Arabic documents write them: ASCII, Arabic-Indic (U+0660) and extended Arabic-Indic (U+06F0).

And Roman numerals, which faces draw as letters.
"""

from __future__ import annotations

from typing import Final

ASCII: Final = "0123456789"
ARABIC_INDIC: Final = "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669"
EXTENDED: Final = "\u06f0\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7\u06f8\u06f9"
SUPERSCRIPT: Final = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
DIGITS: Final = frozenset(ASCII + ARABIC_INDIC + EXTENDED)

#: Roman numerals of one letter (U+2160 to U+217F), capital and small -> that letter.
LETTER_OF_NUMERAL: Final = {
    chr(first + value - 1): letter
    for first, row in ((0x2160, "IVXLCDM"), (0x2170, "ivxlcdm"))
    for value, letter in zip((1, 5, 10, 13, 14, 15, 16), row, strict=True)
}

_TO_ASCII: Final = str.maketrans(ARABIC_INDIC + EXTENDED, ASCII + ASCII)
#: What else of powers is raised in Unicode: signs (U+2212 minus), brackets, i and n.
_TO_SUPERSCRIPT: Final = str.maketrans(
    ASCII + "+-\u2212=()in", SUPERSCRIPT + "\u207a\u207b\u207b\u207c\u207d\u207e\u2071\u207f"
)
_TO_ARABIC_INDIC: Final = str.maketrans(ASCII + EXTENDED, ARABIC_INDIC + ARABIC_INDIC)
_TO_EXTENDED: Final = str.maketrans(ASCII + ARABIC_INDIC, EXTENDED + EXTENDED)


def is_digit(character: str) -> bool:
    """One of the thirty digits."""
    return character in DIGITS


def value(character: str) -> int | None:
    """0 to 9; None for anything but a digit."""
    return int(character.translate(_TO_ASCII)) if character in DIGITS else None


def to_ascii(text: str) -> str:
    """``text`` with every digit as its ASCII one, for comparison."""
    return text.translate(_TO_ASCII)


def to_arabic_indic(text: str) -> str:
    """``text`` with every digit as its Arabic-Indic one."""
    return text.translate(_TO_ARABIC_INDIC)


def to_extended(text: str) -> str:
    """``text`` with every digit as its extended Arabic-Indic one."""
    return text.translate(_TO_EXTENDED)


def to_superscript(text: str) -> str:
    """``text`` with its ASCII digits raised, and what else powers have; there are none of the other kinds of digits."""
    return text.translate(_TO_SUPERSCRIPT)


def has_superscript(text: str) -> bool:
    """Whether Unicode has all its characters raised."""
    return all(ord(character) in _TO_SUPERSCRIPT for character in text)
