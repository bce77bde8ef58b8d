"""A word that a person corrected is right in the healed file, and only there."""

from __future__ import annotations

import doctest
import json
from pathlib import Path

import pytest

from benchmarks.heal import pdfium, pdftotext
from tests.heal.conftest import FIXTURES
from warraq import heal, run
from warraq.decipher.corrections import Corrections, WordCorrection, read_corrections
from warraq.emit import heal_words
from warraq.emit.painter import compared_pages, repainted
from warraq.model.line import Word

SOURCE = FIXTURES / "honest-wrong-map.pdf"


@pytest.fixture(scope="module")
def word() -> Word:
    """A word that stands in the document once."""
    lines = run.read_pdf(SOURCE).lines
    texts = [word.text for line in lines for word in line.words]
    return next(
        word
        for line in lines
        for word in line.words
        if line.page == 1
        and sum(word.text in text for text in texts) == 1
        and word.text.isalpha()
        and len(word.text) > 5
    )


def correction(word: Word, text: str) -> Corrections:
    assert word.box is not None
    left, top, right, bottom = word.box
    return Corrections(words=(WordCorrection(1, (left + right) / 2, (top + bottom) / 2, word.text, text),))


def test_the_examples_hold() -> None:
    assert doctest.testmod(heal_words).failed == 0


@pytest.mark.parametrize("tags", [False, True])
def test_readers_get_the_corrected_word_and_no_other_changes(word: Word, tags: bool, tmp_path: Path) -> None:
    wanted = word.text[:2] + "\u0638" + word.text[3:]  # zah for the third letter
    out = tmp_path / "out.pdf"
    report = heal(SOURCE, out, corrections=correction(word, wanted), tags=tags)
    assert report.words == 1
    assert report.warnings == ()
    heal(SOURCE, tmp_path / "plain.pdf")
    for reader in (pdfium, pdftotext):
        plain, corrected = reader(tmp_path / "plain.pdf"), reader(out)
        assert word.text in plain
        assert corrected == plain.replace(word.text, wanted)
    assert repainted(compared_pages(SOURCE.read_bytes(), out.read_bytes())) == []


def test_a_confirmed_word_changes_nothing(word: Word, tmp_path: Path) -> None:
    heal(SOURCE, tmp_path / "plain.pdf")
    report = heal(SOURCE, tmp_path / "out.pdf", corrections=correction(word, word.text))
    assert report.words == 0
    assert (tmp_path / "out.pdf").read_bytes() == (tmp_path / "plain.pdf").read_bytes()


def test_corrections_of_glyphs_come_too_late_for_a_healed_file(tmp_path: Path) -> None:
    reading = run.read_pdf(SOURCE)
    glyph_map = next(found for found in reading.maps if found.verdict == "wrong_map")
    program = reading.extraction.fonts[glyph_map.font].program_hash
    file = tmp_path / "some.corrections.json"
    entry = {"program": program, "code": next(iter(glyph_map.readings)), "text": "\u0638"}
    file.write_text(json.dumps({"warraq_corrections": 1, "glyphs": [entry]}), encoding="utf-8")
    heal(SOURCE, tmp_path / "healed.pdf")
    report = heal(tmp_path / "healed.pdf", tmp_path / "again.pdf", corrections=read_corrections(file))
    assert any("healed before" in warning for warning in report.warnings)
