"""The atlas for documents of a language: what its labels stand for there, and the letters that Arabic lacks."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np

from warraq.fonts.outlines.atlas import DIGIT, LETTER, Atlas, Label, more_letters, with_letters
from warraq.language.alphabets import Alphabet

_HEH: Final = "\N{ARABIC LETTER HEH}"
_DOACHASHMEE: Final = "\N{ARABIC LETTER HEH DOACHASHMEE}"


@lru_cache(maxsize=3)
def book_of(book: Atlas, alphabet: Alphabet) -> Atlas:
    """``book`` with the letters of ``alphabet``."""
    if alphabet.in_forms:
        return book
    letters = more_letters()
    known = alphabet.letters + "".join(map(chr, alphabet.variants)) + alphabet.full_stop
    wanted = np.array([label.kind == DIGIT or label.text in known for label in letters.labels], np.bool_)
    return with_letters(book, tuple(_label(label, alphabet) for label in book.labels), letters, wanted)


def _label(label: Label, alphabet: Alphabet) -> Label:
    """What the outlines of an Arabic label stand for.

    Urdu draws as the heh that joins the next letter what it calls doachashmee, and has a heh of its own.
    """
    if label.kind != LETTER:
        return label
    if label.text == _HEH and label.after and _DOACHASHMEE in alphabet.letters:
        return label._replace(text=_DOACHASHMEE)
    return label._replace(text=alphabet.fold(label.text))
