"""Labels in Latin script, and documents that are numbered with them."""

from __future__ import annotations

import pytest

from warraq.segment.numbering.latin import read_latin_labels, roman


@pytest.mark.parametrize(
    ("text", "style", "ordinal"),
    [
        ("II. State of the collections", "ordinal", 2),
        ("B. Maps", "abjad", 2),
        ("(b) The salaries", "letter", 2),
        ("b) Les salaires", "letter", 2),
        ("(iv) text", "quoted", 4),
        ("Article 5", "article", 5),
        ("Article premier", "article", 1),
        ("Article 1er. La loi", "article", 1),
        ("Chapitre II: Autorisations", "chapter", 2),
        ("Annex", "annex", 0),
        ("12. The Group", "decimal", 12),
    ],
)
def test_labels_are_read(text: str, style: str, ordinal: int) -> None:
    labels = [label for label in read_latin_labels(text) if label.start == 0]
    assert (style, ordinal) in [(label.style, label.ordinal) for label in labels if label.exactness == 1.0]


@pytest.mark.parametrize(
    "text", ["Articles of faith", "Annex and more", "Part of it", "Article 5/3", "Mr. Smith", "The"]
)
def test_words_are_no_labels(text: str) -> None:
    assert not [label for label in read_latin_labels(text) if label.exactness == 1.0]


def test_a_reference_is_not_exact() -> None:
    assert all(label.exactness < 1 for label in read_latin_labels("Article 5 of the Convention"))


def test_roman_numbers_are_those_of_headings() -> None:
    assert [roman(number) for number in ("I", "IV", "XIX", "XXXIX", "IIII", "C", "")] == [1, 4, 19, 39, 0, 0, 0]
