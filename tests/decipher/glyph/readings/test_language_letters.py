"""Letters that nothing but their shape decided are those of the document's language."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.repair.painter import line_read_by
from warraq import extract
from warraq.decipher.glyph.parameters import Solve
from warraq.decipher.glyph.readings import language_letters
from warraq.decipher.glyph.readings.language_letters import as_named, doubted_in_urdu, hehs_of_urdu, in_their_language
from warraq.emit.report.compare import character_error_rate

PDF = Path(__file__).resolve().parents[4] / "fixtures" / "pdf"
PERSIAN = "پیش از این كتاب گنج چاپ شد ١٣"


def changed(text: str, evidence: str = "cmap") -> str:
    """What is read otherwise in ``text`` where ``evidence`` gave its letters, and nothing is claimed."""
    readings, symbols = line_read_by(text, evidence)
    symbols = replace(symbols, claim=(None,) * len(symbols))
    return "".join(sorted(reading.text for reading in in_their_language(readings, symbols).values()))


def test_shapes_in_a_persian_document_are_persian_letters_and_digits() -> None:
    assert changed(PERSIAN) == "".join(sorted("ک۱۳"))


def test_claims_stay() -> None:
    assert changed(PERSIAN, "claim") == ""


@pytest.mark.parametrize(("quoted", "kept"), [("", ""), ("ک", "ك"), ("ک۱", "ك")])
def test_what_is_claimed_as_it_is_read_stays_where_its_sister_is_claimed_too(quoted: str, kept: str) -> None:
    """A Persian book may quote Arabic; many a map has Arabic names for all."""
    readings, symbols = line_read_by(f"{PERSIAN} {quoted}", "cmap")
    changed = in_their_language(readings, symbols)
    assert {readings[s].text for s in changed} == set("ك١٣") - set(kept)


def named(claims: str, guesses: str, known: str = "زندگی ایک مسلسل سفر", evidence: str = "outline") -> str:
    """What is read of ``known`` and then of ``guesses``, which are claimed to be ``claims``."""
    read, symbols = line_read_by(known + " " + claims, "cmap")
    other = {claim: guess for claim, guess in zip(claims, guesses, strict=True) if claim != guess}
    members = range(len(symbols))
    texts = {s: symbols.claim[s] or "" for s in members}
    readings = {
        s: replace(reading, text=other[texts[s]], evidence=evidence, confidence=0.86) if texts[s] in other else reading
        for s, reading in read.items()
    }
    return "".join(sorted(reading.text for reading in as_named(members, readings, symbols).values()))


def test_a_letter_that_arabic_lacks_is_not_guessed_to_be_an_arabic_one() -> None:
    assert named("ہے", "أر") == "ہے"
    assert named("ہے", "أر", evidence="cmap") == ""  # tables know
    assert named("حب", "جت") == ""  # letters that the atlas knows, and Arabic words


def test_a_blank_is_no_letter() -> None:
    assert named("ہ", " ") == ""


def test_a_map_that_tables_do_not_bear_out_names_nothing() -> None:
    assert named("ہے", "أر", known="زندہ") == ""  # too few say anything
    read, symbols = line_read_by("زندگی ایک مسلسل سفر ہ", "cmap")
    wrong = {s: replace(reading, text="ب") for s, reading in read.items() if reading.text in "زنمف"}
    guessed = {s: replace(reading, text="أ", evidence="outline") for s, reading in read.items() if reading.text == "ہ"}
    assert as_named(range(len(symbols)), read | wrong | guessed, symbols) == {}
    assert len(as_named(range(len(symbols)), read | guessed, symbols)) == 1


def test_what_is_only_claimed_is_doubtful() -> None:
    read, symbols = line_read_by("زندگی ایک مسلسل سفر ہ", "cmap")
    guessed = {s: replace(reading, text="أ", evidence="language") for s, reading in read.items() if reading.text == "ہ"}
    (reading,) = as_named(range(len(symbols)), read | guessed, symbols).values()
    assert (reading.text, reading.confidence, reading.evidence) == ("ہ", 0.5, "claim")


def doubted(text: str, guesses: str) -> str:
    """What is doubted of a text of which the outlines and words of Arabic gave some letters, and tables the others."""
    read, symbols = line_read_by(text, "cmap")
    guessed = {s: replace(r, evidence="language", confidence=0.92) for s, r in read.items() if r.text in guesses}
    doubted_readings = doubted_in_urdu(read | guessed, symbols)
    assert {reading.confidence for reading in doubted_readings.values()} <= {0.5}
    return "".join(sorted(reading.text for reading in doubted_readings.values()))


def test_guesses_of_letters_are_doubtful_in_urdu() -> None:
    assert doubted("زندگی میں سفر ہے. في", "ف.") == "ف"


@pytest.mark.parametrize("text", ["كتاب في البيت.", "زندگی در این سفر است. في"])
def test_guesses_in_arabic_and_persian_are_as_sure_as_they_were(text: str) -> None:
    assert doubted(text, "ف.") == ""


@pytest.mark.parametrize(
    ("text", "evidence", "hehs"),
    [
        ("یہ لڑکے ہیں، گھر بڑے ہیں", "name", "ہھ"),
        ("یہ لڑکے ہیں، گھر بڑے ہیں", "claim", ""),  # claims that are believed stay
        ("یہ لڑکے ہیں، گھر بڑے ہیں", "outline", ""),
        ("هذا بيتہ وكتاب في مدينتھ", "name", ""),  # Arabic, whose heh a face names so
    ],
)
def test_hehs_of_urdu_are_those_that_fonts_name(
    text: str, evidence: str, hehs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, symbols = line_read_by(text, evidence)
    named = {s: symbols.claim[s] or "" for s in read}
    folded = {s: replace(r, text="ه") if named[s] in "ہھ" else r for s, r in read.items()}
    code_of = {int(symbols.code[s]): text for s, text in named.items()}
    monkeypatch.setattr(language_letters, "by_program", lambda font, codes: {code: code_of[code] for code in codes})
    fonts: Any = [None] * (1 + int(symbols.font.max()))
    changed = hehs_of_urdu(folded, symbols, fonts)
    assert {reading.text for reading in changed.values()} == set(hehs)
    assert all(named[s] == reading.text for s, reading in changed.items())


@pytest.mark.parametrize("text", ["كتاب في ١٣ يوما", "كتاب گ في ١٣ يوما"])
def test_arabic_with_a_foreign_letter_stays_arabic(text: str) -> None:
    assert changed(text) == ""


def test_a_persian_file_whose_map_is_wrong_is_restored_by_its_tables() -> None:
    sound, damaged = extract(PDF / "persian.pdf"), extract(PDF / "persian-damaged.pdf")
    texts = [node.text for node in sound.walk() if node.kind != "title"]
    assert [node.text for node in damaged.walk() if node.kind != "title"] == texts


def test_without_tables_it_is_restored_by_the_words_of_its_language() -> None:
    sound, bare = extract(PDF / "persian.pdf"), extract(PDF / "persian-no-tables.pdf")
    texts, restored = ("\n".join(node.content for node in document.walk()) for document in (sound, bare))
    assert character_error_rate(texts, restored) < 0.01
    assert bare.metadata.language == "fa"
    assert not bare.quality.needs_review


def test_where_arabic_words_always_do_it_is_not_restored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Solve, "WORDS_OF_ARABIC", 0.0)
    quality = extract(PDF / "persian-no-tables.pdf").quality
    assert "unreadable_font" in quality.reasons
    assert quality.uncertain == quality.words


def test_claims_of_presentation_forms_show_the_language_too() -> None:
    """Letters of a font that is believed, as its map has them; those of another are read by their shape."""
    read, symbols = line_read_by(PERSIAN, "outline")
    symbols = replace(symbols, claim=(None,) * len(symbols))
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
