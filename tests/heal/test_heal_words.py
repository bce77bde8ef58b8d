"""A word that a person corrected is right in the healed file, and only there."""

from __future__ import annotations

import json
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from benchmarks.heal import pdfium, pdftotext, pypdf
from tests.heal.conftest import FIXTURES, Healed
from tests.installed import program
from warraq import heal, run
from warraq.decipher.corrections import Corrections, WordCorrection, read_corrections
from warraq.emit.heal import heal_words
from warraq.model.line import Word
from warraq.pictures.painter import compared_pages, repainted
from warraq.repair.strings import drop_controls

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


def mupdf(path: Path) -> str:
    command = [program("mutool", "mupdf-tools"), "draw", "-q", "-F", "txt", str(path)]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def copied(text: str) -> str:
    """Without the marks of direction that poppler sets around words."""
    return unicodedata.normalize("NFKC", drop_controls.repair(text))


def correction(word: Word, text: str) -> Corrections:
    assert word.box is not None
    left, top, right, bottom = word.box
    return Corrections(words=(WordCorrection(1, (left + right) / 2, (top + bottom) / 2, word.text, text),))


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


LIBRARIES, OF, AND = "\u0645\u0643\u062a\u0628\u0627\u062a", "\u0645\u0646", "\u0648"


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        (SOURCE.name, LIBRARIES),
        (SOURCE.name, OF),
        (SOURCE.name, AND),
        (SOURCE.name, 3 * LIBRARIES),
        (SOURCE.name, "\u0645\u0642\u062f\u0651\u0645\u0629"),  # a mark stays with its letter
        (SOURCE.name, "2019"),
        (SOURCE.name, "Annex"),
        ("law-damaged.pdf", LIBRARIES),
        ("law-damaged.pdf", OF),
        ("ctoc-cop-wg7-2020-4-word.pdf", OF),
    ],
)
def test_any_word_may_become_any_other(source: str, wanted: str, healed: Callable[..., Healed], tmp_path: Path) -> None:
    path, out = FIXTURES / source, tmp_path / "out.pdf"
    reading = run.read_pdf(path)
    known = Counter(word.text for line in reading.lines for word in line.words)
    # pypdf runs a line's first word together with what is painted before it, whatever file it reads
    inner = (word for line in reading.lines if line.page == 1 for word in line.words[1:-1])
    was = next(w for w in inner if known[w.text] == 1 and w.text.isalpha() and 5 < len(w.text) < 9 and w.box)
    report = heal(path, out, corrections=correction(was, wanted))  # it compares the pictures
    assert report.words == 1
    assert report.warnings == ()
    plain = healed(source).after
    for reader in (pdfium, pdftotext, mupdf, pypdf):
        before, after = (Counter(copied(reader(file)).split()) for file in (plain, out))
        if wanted.isascii():  # poppler and MuPDF run Latin words in Arabic lines together with the word beside them
            assert sum(wanted in word for word in after - before) == 1, reader
        elif reader is pypdf:  # it puts what stands before and behind another font in another order
            assert after[wanted] == before[wanted] + 1
        else:
            assert after - before == Counter([wanted]), reader
            assert before - after == Counter([was.text]), reader
        assert was.text not in after, reader


@pytest.mark.parametrize("state", [b"80 Tz", b"1.7 Tc", b"4 Tw", b"130 Tz 0.6 Tc"])
def test_the_pen_is_moved_as_the_state_of_the_text_asks(state: bytes, tmp_path: Path) -> None:
    source = tmp_path / "set.pdf"
    with pikepdf.open(SOURCE) as pdf:
        for page in pdf.pages:
            page.Contents = pdf.make_stream(page.Contents.read_bytes().replace(b"BT ", b"BT " + state + b" "))
        pdf.save(source)
    words = (word for line in run.read_pdf(source).lines for word in line.words[1:-1] if line.page == 1)
    was = next(word for word in words if word.text.isalpha() and len(word.text) > 5)
    report = heal(source, tmp_path / "out.pdf", corrections=correction(was, LIBRARIES))  # it compares the pictures
    assert (report.words, report.warnings) == (1, ())
    assert LIBRARIES in pdfium(tmp_path / "out.pdf")


def test_words_that_would_be_painted_otherwise_are_left_out(
    word: Word, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heal_words, "_NARROWEST", 2000)
    monkeypatch.setattr(heal_words._Typeset, "_displacement", lambda *_: 0.0)  # the pen stays where it is
    report = heal(SOURCE, tmp_path / "out.pdf", corrections=correction(word, "\u0648"))
    assert report.words == 0
    assert [w for w in report.warnings if "page 1 would look different" in w]
    heal(SOURCE, tmp_path / "plain.pdf")
    assert (tmp_path / "out.pdf").read_bytes() == (tmp_path / "plain.pdf").read_bytes()


def test_the_own_reader_reads_the_corrected_word(word: Word, tmp_path: Path) -> None:
    heal(SOURCE, tmp_path / "out.pdf", corrections=correction(word, "\u0648\u0644\u062f"))
    texts = [word.text for line in run.read_pdf(tmp_path / "out.pdf").lines for word in line.words]
    assert "\u0648\u0644\u062f" in texts
    assert word.text not in texts


@pytest.mark.parametrize(
    ("letters", "shown"),
    [
        ("\u0645\u0646", "\u0646\u0645"),
        ("\u0645\u064612", "12\u0646\u0645"),
        ("12\u0645", "\u064512"),
        ("abc", "abc"),
        ("19-", "19-"),
    ],
)
def test_letters_are_shownfrom_left_to_right(letters: str, shown: str) -> None:
    assert heal_words.from_left(letters) == shown


def test_a_confirmed_word_changes_nothing(word: Word, tmp_path: Path) -> None:
    heal(SOURCE, tmp_path / "plain.pdf")
    report = heal(SOURCE, tmp_path / "out.pdf", corrections=correction(word, word.text))
    assert report.words == 0
    assert (tmp_path / "out.pdf").read_bytes() == (tmp_path / "plain.pdf").read_bytes()


def test_corrections_of_glyphs_come_too_late_for_a_healed_file(tmp_path: Path) -> None:
    reading = run.read_pdf(SOURCE)
    glyph_map = next(each for each in reading.maps if each.verdict == "wrong_map")
    program = reading.extraction.fonts[glyph_map.font].program_hash
    file = tmp_path / "some.corrections.json"
    entry = {"program": program, "code": next(iter(glyph_map.readings)), "text": "\u0638"}
    file.write_text(json.dumps({"warraq_corrections": 1, "glyphs": [entry]}), encoding="utf-8")
    heal(SOURCE, tmp_path / "healed.pdf")
    report = heal(tmp_path / "healed.pdf", tmp_path / "again.pdf", corrections=read_corrections(file))
    assert any("healed before" in warning for warning in report.warnings)
