"""The alphabet of the language model: (letters, form) units of Arabic words.

A unit is what a font draws as one glyph: a letter in one of its joining forms, or a lam-alef ligature. A word's
units follow from its letters alone, so a word and its unit sequence are the same thing. Unit 0 is the word boundary.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

#: Letters that never join to the next one (joining type R), and hamza, which joins to neither side (type U).
RIGHT_JOINING: Final = "\u0622\u0623\u0624\u0625\u0627\u0629\u062f\u0630\u0631\u0632\u0648\u0649"
DUAL_JOINING: Final = (
    "\u0626\u0628\u062a\u062b\u062c\u062d\u062e\u0633\u0634\u0635\u0636\u0637\u0638\u0639\u063a"
    "\u0641\u0642\u0643\u0644\u0645\u0646\u0647\u064a"
)
HAMZA: Final = "\N{ARABIC LETTER HAMZA}"
LAM: Final = "\N{ARABIC LETTER LAM}"
ALEFS: Final = "\u0622\u0623\u0625\u0627"
LETTERS: Final = HAMZA + RIGHT_JOINING + DUAL_JOINING

BOUNDARY: Final = 0
#: (letters, form) by unit number; the first is the word boundary.
UNITS: Final[tuple[tuple[str, str], ...]] = (
    ("", "boundary"),
    (HAMZA, "iso"),
    *((letter, form) for letter in RIGHT_JOINING for form in ("iso", "fin")),
    *((letter, form) for letter in DUAL_JOINING for form in ("iso", "ini", "med", "fin")),
    *((LAM + alef, form) for alef in ALEFS for form in ("iso", "fin")),
)
UNIT_OF: Final[dict[tuple[str, str], int]] = {unit: number for number, unit in enumerate(UNITS)}
COUNT: Final = len(UNITS)
#: The lam-alef ligatures, which some fonts draw, and some extractors emit, as two.
LAM_ALEF_UNITS: Final = tuple(n for n, (letters, _) in enumerate(UNITS) if len(letters) == 2)

_DUAL = frozenset(DUAL_JOINING)
_KNOWN = frozenset(LETTERS)


def is_word(text: str) -> bool:
    """True where every character is an Arabic letter that the units cover (no marks, no digits)."""
    return bool(text) and all(c in _KNOWN for c in text)


@lru_cache(maxsize=65536)
def units(word: str) -> tuple[int, ...]:
    """Unit numbers of a word of plain letters. Raises KeyError for a character that is none of ``LETTERS``."""
    result = []
    joined = False
    i, n = 0, len(word)
    while i < n:
        c = word[i]
        if c == LAM and i + 1 < n and word[i + 1] in ALEFS:
            result.append(UNIT_OF[c + word[i + 1], "fin" if joined else "iso"])
            joined = False
            i += 2
            continue
        follows = c in _DUAL and i + 1 < n and word[i + 1] != HAMZA
        form = ("med" if follows else "fin") if joined and c != HAMZA else ("ini" if follows else "iso")
        result.append(UNIT_OF[c, form])
        joined = follows
        i += 1
    return tuple(result)


def spell(unit_numbers: tuple[int, ...] | list[int]) -> str:
    """The word that a unit sequence stands for."""
    return "".join(UNITS[u][0] for u in unit_numbers)
