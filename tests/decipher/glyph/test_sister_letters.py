"""Letters that nothing but their shape decided are those of the document's language."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.repair.painter import line_read_by
from warraq import extract
from warraq.decipher.glyph.sister_letters import in_their_language

PDF = Path(__file__).resolve().parents[3] / "fixtures" / "pdf"
PERSIAN = "پیش از این كتاب گنج چاپ شد ١٣"


def changed(text: str, evidence: str = "cmap") -> str:
    """What is read otherwise in ``text`` where ``evidence`` gave its letters."""
    readings, symbols = line_read_by(text, evidence)
    return "".join(sorted(reading.text for reading in in_their_language(readings, symbols).values()))


def test_shapes_in_a_persian_document_are_persian_letters_and_digits() -> None:
    assert changed(PERSIAN) == "".join(sorted("ک۱۳"))


def test_claims_stay() -> None:
    assert changed(PERSIAN, "claim") == ""


@pytest.mark.parametrize("text", ["كتاب في ١٣ يوما", "كتاب گ في ١٣ يوما"])
def test_arabic_with_a_foreign_letter_stays_arabic(text: str) -> None:
    assert changed(text) == ""


def test_a_persian_file_whose_map_is_wrong_is_restored_by_its_tables() -> None:
    sound, damaged = extract(PDF / "persian.pdf"), extract(PDF / "persian-damaged.pdf")
    texts = [node.text for node in sound.walk() if node.kind != "title"]
    assert [node.text for node in damaged.walk() if node.kind != "title"] == texts


def test_without_tables_it_is_not_and_says_so() -> None:
    quality = extract(PDF / "persian-no-tables.pdf").quality
    assert quality.needs_review
    assert "unreadable_font" in quality.reasons
    assert quality.uncertain == quality.words


def test_claims_of_presentation_forms_show_the_language_too() -> None:
    """Letters of a font that is believed, as its map has them; those of another are read by their shape."""
    read, symbols = line_read_by(PERSIAN, "outline")
    forms = {"پ": "\ufb58", "چ": "\ufb7c", "گ": "\ufb94"}
    readings = {
        s: replace(
            reading,
            text=forms.get(reading.text, reading.text),
            evidence="claim" if reading.text in forms else "outline",
        )
        for s, reading in read.items()
    }
    assert "ک" in {reading.text for reading in in_their_language(readings, symbols).values()}
