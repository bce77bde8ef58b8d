"""Presentation forms (U+FB50-FDFF, U+FE70-FEFC) and the letters that they draw.

NFKC must not be used for this: it puts a space before fourteen marks, spells out the salutations and gives the rial
sign a Farsi yeh. ``tables.FORMS`` is curated; ``build.py`` says how.
"""

from __future__ import annotations

from typing import Final

from warraq.arabic.joining import Form
from warraq.arabic.tables import FORMS

#: (letters, form) -> presentation form; where two exist, the one of Presentation Forms-B or the first.
PRESENTATION_FORM: Final[dict[tuple[str, str], str]] = {
    key: character for character, key in sorted(FORMS.items(), reverse=True) if key[0]
} | {key: character for character, key in FORMS.items() if character >= "\ufe70" and key[0]}

_STACK: Final = "\u062c\u062d\u062e"
#: Letters stacked on a jeem, hah or khah: those strings that Unicode encodes as one glyph, and their like on the other
#: two letters, which faces draw in the same way (lam, meem and khah, where Unicode has only hah and jeem so).
STACKED: Final = tuple(
    sorted({text[:-1] + last for text, _ in FORMS.values() if len(text) > 1 and text[-1] in _STACK for last in _STACK})
)


def is_presentation_form(character: str) -> bool:
    """It stands for letters in a given form."""
    return character in FORMS


def letters_and_form(character: str) -> tuple[str, Form] | None:
    """The letters in logical order and their joining form; None for anything but a presentation form.

    The letters are empty for the tail fragment U+FE73, and a bare mark for U+FE70-FE7F.
    """
    return FORMS.get(character)  # type: ignore[return-value]


def to_letters(text: str) -> str:
    """``text`` with every presentation form replaced by its letters; all else is left alone.

    >>> to_letters("\\ufefb") == "\\u0644\\u0627"
    True
    """
    if text.isascii() or max(text) < "\ufb50":
        return text
    return "".join(FORMS[character][0] if character in FORMS else character for character in text)
