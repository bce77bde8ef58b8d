"""The atlas as other languages read it."""

from __future__ import annotations

import numpy as np
import pytest

from warraq.decipher.glyph.candidates.books import book_of
from warraq.fonts.outlines import atlas
from warraq.language.alphabets import ARABIC, PERSIAN, URDU, Alphabet

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


def test_urdu_has_two_hehs_in_every_form() -> None:
    # The heh of Arabic that joins the next letter is doachashmee; the other one's outlines come with the letters.
    for before, after in ((False, True), (True, True), (True, False)):
        assert {"ہ", "ھ"} <= texts(URDU, before=before, after=after)


@pytest.mark.parametrize(("alphabet", "letters"), [(PERSIAN, "پچژگ"), (URDU, "پچژگٹڈڑںے")])
def test_letters_that_arabic_lacks_have_outlines(alphabet: Alphabet, letters: str) -> None:
    assert set(letters) <= texts(alphabet, before=False, after=False)
    book = book_of(BOOK, alphabet)
    drawn = {book.labels[number].text for number in np.unique(book.label_of).tolist()}
    assert set(letters) <= drawn


def test_only_letters_of_the_language_are_added() -> None:
    assert not set("ٹڈڑںے") & texts(PERSIAN, before=False, after=False)


def test_urdu_ends_its_sentences_with_a_sign_of_its_own() -> None:
    signs = {label.text for label in book_of(BOOK, URDU).labels if label.kind == atlas.PUNCTUATION}
    assert "۔" in signs
    assert "۔" not in {label.text for label in book_of(BOOK, PERSIAN).labels}


def test_rows_stay_grouped_by_label_and_family() -> None:
    book = book_of(BOOK, URDU)
    group = book.label_of.astype(np.int64) * len(book.families) + book.family_of
    assert (np.diff(group) >= 0).all()
    assert book.group_of.tolist() == np.unique(group).tolist()
    assert len(book.labels) == len(book.prior)
