"""The atlas as other languages read it."""

from __future__ import annotations

from warraq.decipher.glyph.candidates.books import book_of
from warraq.fonts.outlines import atlas
from warraq.language.alphabets import ARABIC, PERSIAN, URDU

BOOK = atlas.shipped()


def texts(alphabet, before: bool, after: bool) -> set[str]:  # type: ignore[no-untyped-def]
    return {
        label.text
        for label in book_of(BOOK, alphabet).labels
        if label.kind == atlas.LETTER and (label.before, label.after) == (before, after)
    }


def test_arabic_has_the_atlas_as_it_is() -> None:
    assert book_of(BOOK, ARABIC) is BOOK


def test_letters_become_those_of_the_language() -> None:
    assert {"ک", "ی"} <= texts(PERSIAN, before=False, after=False)
    assert not {"ك", "ي", "ى"} & texts(PERSIAN, before=False, after=False)


def test_urdu_has_two_hehs_by_their_form() -> None:
    assert "ھ" in texts(URDU, before=False, after=True)
    assert "ہ" not in texts(URDU, before=False, after=True)
    assert "ہ" in texts(URDU, before=True, after=False)
