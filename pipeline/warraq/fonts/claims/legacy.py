"""Evidence: private conventions of makers of Arabic faces, from before Unicode's or beside them.

Names: those of Monotype's faces (``lamwithmeeminitial``, ``fathatanlow``) and the numbers of the AFII registry for
contextual forms, which the Adobe Glyph List leaves out. Code points: Microsoft's private use ligatures (U+E811), and
the block U+F241-F2F1 in which many display faces keep their letters behind a symbol cmap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from warraq.arabic.digits import EXTENDED
from warraq.arabic.presentation_forms import to_letters
from warraq.fonts.names.glyph_names import text_of_name
from warraq.model.font import Font

#: Trust in a name of these schemes, and in a private use code point: other faces may mean another letter by it.
NAME_TRUST: Final = 0.995
CODE_POINT_TRUST: Final = 0.9

#: Last byte of the presentation form (U+FExx) that AFII number 62753 + index names.
_AFII_FIRST: Final = 62753
_AFII_FORMS: Final = bytes.fromhex(
    "828486888b8c8a8e919290949798969b9c9a9fa09ea3a4a2a7a8a6aaacaeb0b3b4b2b7b8b6bbbcbabfc0bec3c4c2c7c8c6cbcccacfd0ce"
    "d3d4d2d7d8d6dbdcdadfe0dee3e4e2e7e8e6ebeceaeef0f3f4f2f5f6f7f8f9fafbfc"
)
#: Other numbers of the registry: keheh, farsi yeh, hamzas and madda, wasla, superscript alef, heh, digits.
_AFII: Final = {
    57447: "\u0647", 57459: "\u0670", 57460: "\u0671", 57461: "\u066b", 57504: "\u0655", 57543: "\u0654",
    57555: "\u06cc", 57567: "\u06a9", 62843: "\u06f4", 62844: "\u06f5", 62845: "\u06f6",
}  # fmt: skip
_NUMBER: Final = re.compile(r"afii(\d{5})")

_FORM: Final = re.compile(r"(?:isolatedd?|initial|medial|final)$")
_POSITION: Final = re.compile(r"(?:low|onhamza)$")
_DIGITS: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_SIGNS: Final = {
    "arabiccomma": "\N{ARABIC COMMA}",
    "arabicsemicolon": "\N{ARABIC SEMICOLON}",
    "arabicquestionmark": "\N{ARABIC QUESTION MARK}",
    "hyphenminus": "-",
}
#: Microsoft's faces: ligatures and low marks.
_MICROSOFT: Final = {
    0xE811: "\u0644\u0645\u062c", 0xE812: "\u0628\u0647", 0xE814: "\u062a\u0647", 0xE815: "\u0646\u0647",
    0xE816: "\u0631\u064a\u0627\u0644", 0xE818: "\u0651\u064b",
    0xE820: "\u064e", 0xE821: "\u064f", 0xE822: "\u0652", 0xE823: "\u064b", 0xE824: "\u064c", 0xE825: "\u0651",
    0xE826: "\u0650", 0xE827: "\u064d", 0xE828: "\u0651\u064e", 0xE829: "\u0651\u064f", 0xE82A: "\u0651\u064b",
    0xE82B: "\u0651\u064c", 0xE82C: "\u0651\u0650", 0xE82D: "\u0651\u064d", 0xE832: "\u064e", 0xE833: "\u064b",
    0xE834: "\u0652", 0xE835: "\u064f", 0xE836: "\u064c",
}  # fmt: skip
#: First and last code point -> letters: the forms of one letter follow each other. Read off the outlines of five faces
#: that share the block.
_DISPLAY: Final = (
    (0xF215, 0xF215, "\u0628\u0631"), (0xF216, 0xF216, "\u062a\u0631"), (0xF217, 0xF217, "\u064a\u0631"),
    (0xF241, 0xF242, "\u0627"), (0xF243, 0xF244, "\u0623"), (0xF247, 0xF248, "\u0625"), (0xF249, 0xF24C, "\u0628"),
    (0xF24D, 0xF250, "\u062a"), (0xF251, 0xF254, "\u062b"), (0xF255, 0xF258, "\u062c"), (0xF259, 0xF25C, "\u062d"),
    (0xF261, 0xF263, "\u062e"), (0xF265, 0xF266, "\u062f"), (0xF267, 0xF268, "\u0630"), (0xF269, 0xF26A, "\u0631"),
    (0xF26B, 0xF26C, "\u0632"), (0xF26D, 0xF270, "\u0633"), (0xF271, 0xF274, "\u0634"), (0xF275, 0xF278, "\u0635"),
    (0xF279, 0xF27A, "\u0636"), (0xF27E, 0xF27E, "\u0636"), (0xF27F, 0xF27F, "\u0637"),
    (0xF294, 0xF294, "\u064a\u0646"), (0xF29D, 0xF29D, "\u0644\u0645"), (0xF2A1, 0xF2A1, "\u0637"),
    (0xF2A3, 0xF2A3, "\u0638"), (0xF2A7, 0xF2AA, "\u0639"),
    (0xF2AB, 0xF2AC, "\u063a"), (0xF2AF, 0xF2B2, "\u0641"), (0xF2B3, 0xF2B6, "\u0642"), (0xF2B7, 0xF2BA, "\u0643"),
    (0xF2BB, 0xF2BE, "\u0644"), (0xF2BF, 0xF2C2, "\u0645"), (0xF2C3, 0xF2C6, "\u0646"), (0xF2C7, 0xF2CA, "\u0647"),
    (0xF2CB, 0xF2CC, "\u0648"), (0xF2CD, 0xF2D0, "\u064a"), (0xF2D1, 0xF2D2, "\u0629"), (0xF2D3, 0xF2D4, "\u0649"),
    (0xF2D5, 0xF2D5, "\u0621"), (0xF2D6, 0xF2D6, "\u0626"), (0xF2DB, 0xF2DB, "\u0624"),
    (0xF2DC, 0xF2DD, "\u0644\u0627"), (0xF2DE, 0xF2DF, "\u0644\u0623"), (0xF2E0, 0xF2E0, "\u0644\u0622"),
    (0xF2E2, 0xF2E2, "\u0644\u0625"), (0xF2F1, 0xF2F1, "\u0637"),
)  # fmt: skip
PRIVATE_USE: Final[dict[str, str]] = {chr(point): text for point, text in _MICROSOFT.items()} | {
    chr(point): text for first, last, text in _DISPLAY for point in range(first, last + 1)
}


def by_name(font: Font, codes: Iterable[int]) -> dict[int, str]:
    """charcode -> string of a glyph name of these schemes that the Adobe Glyph List doesn't know."""
    texts = {}
    for code in codes:
        for name in (font.code_to_name.get(code), font.gid_to_name.get(font.code_to_gid.get(code, -1))):
            if name and text_of_name(name) is None and (text := text_of_private_name(name)):
                texts[code] = text
                break
    return texts


def by_code_point(font: Font, codes: Iterable[int]) -> dict[int, str]:
    """charcode -> string of a private use code point that the font's cmap or the file gives its glyph."""
    texts = {}
    for code in codes:
        for point in (font.gid_to_unicode.get(font.code_to_gid.get(code, -1)), font.to_unicode.get(code)):
            if point in PRIVATE_USE:
                texts[code] = PRIVATE_USE[point]
                break
    return texts


@lru_cache(maxsize=4096)
def text_of_private_name(name: str) -> str | None:
    """The string that a name of the AFII registry or of Monotype's scheme stands for; None where it is neither.

    >>> text_of_private_name("lamwithmeemwithjeeminitial") == "\\u0644\\u0645\\u062c"
    True
    """
    number = _NUMBER.fullmatch(name)
    if number:
        place = int(number[1]) - _AFII_FIRST
        if 0 <= place < len(_AFII_FORMS):
            return to_letters(chr(0xFE00 + _AFII_FORMS[place]))
        return _AFII.get(int(number[1]))
    name = name.lower()
    if name in _SIGNS:
        return _SIGNS[name]
    if name.startswith("extendedarabicindicdigit") and name[24:] in _DIGITS:
        return EXTENDED[_DIGITS.index(name[24:])]
    stem = _POSITION.sub("", name) if _POSITION.search(name) else None
    if stem is not None:
        return text_of_name(stem.replace("with", ""))
    return _ligature(name.removesuffix("arabic").removeprefix("arabic")) if _FORM.search(name) else None


def _ligature(name: str) -> str | None:
    """Letters that ``with`` joins, each with a form or only the last."""
    whole = _letters(_FORM.sub("", name))
    if whole is not None:
        return whole
    parts = [_letters(_FORM.sub("", part)) for part in name.split("with")]
    return "".join(part for part in parts if part) if len(parts) > 1 and all(parts) else None


def _letters(stem: str) -> str | None:
    """One letter, or several whose names follow each other with or without ``with`` between them."""
    known = text_of_name(stem.replace("with", "") + "-ar")
    if known is not None:
        return known
    joined = stem.split("with")
    for at in range(1, len(joined)):
        # alef with hamza above is one letter, lam with meem two
        left, right = _letters("with".join(joined[:at])), _letters("with".join(joined[at:]))
        if left and right:
            return left + right
    for at in range(len(stem) - 2, 1, -1):
        letter = text_of_name(stem[:at] + "-ar")
        rest = _letters(stem[at:]) if letter else None
        if letter and rest:
            return letter + rest
    return None
