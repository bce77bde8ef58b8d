"""Codes that fonts of one document share."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.decipher.glyph.split_face import NASKH, set_text
from tests.decipher.glyph.tiny_fonts import font as font_of
from tests.decipher.glyph.typesetter import typeset
from tests.installed import require
from warraq.config import DEFAULT, EVIDENCE
from warraq.decipher.glyph import channel, parameters
from warraq.decipher.glyph.readings.font_cache import FontCache
from warraq.decipher.glyph.readings.shared_codes import by_shared_codes
from warraq.decipher.glyph.signs.tokens import Symbols
from warraq.model.font import Font, Reading

LETTERS = "\u0627\u0628\u062a\u062c\u062d\u062f\u0631\u0633\u0639\u0641\u0642\u0644\u0645\u0646\u0647\u0648"
LAM_JEEM, JEEM = "\u0644\u062c", "\u062c"
FIRST = 60
#: The code of the ligature: in the midst of the letters.
LIGATURE = FIRST + len(LETTERS) // 2
DOUBT = Reading(JEEM, 0.2, "language", ((LAM_JEEM, 0.5), ("\u062d", 0.1)))
KNOWN = Reading(LAM_JEEM, 0.99, "language")


def table(letters: str = LETTERS, ligature: Reading = KNOWN, least: float = 0.999) -> dict[int, Reading]:
    """Code -> reading: ``letters``, and the ligature between them."""
    codes = [code for code in range(FIRST, FIRST + len(LETTERS) + 1) if code != LIGATURE]
    readings = {code: Reading(text, least, "outline") for code, text in zip(codes, letters, strict=True)}
    return readings | {LIGATURE: ligature}


def taken(*tables: Mapping[int, Reading], fonts: list[Font] | None = None) -> dict[tuple[int, int], Reading]:
    """(font, code) -> what is taken over, of fonts with these readings."""
    rows = [(font, code) for font, of_font in enumerate(tables) for code in of_font]
    font, code = np.array(rows, np.int64).T
    ones, advance = np.ones(len(rows), np.int64), np.full(len(rows), 0.5, np.float32)
    symbols = Symbols(font, code, code, ones, advance, (None,) * len(rows), ())
    readings = {s: tables[font][code] for s, (font, code) in enumerate(rows)}
    taken_readings = by_shared_codes(readings, symbols, fonts or [font_of(None, codes=()) for _ in tables])
    return {rows[s]: reading for s, reading in taken_readings.items()}


def test_a_font_reads_what_its_sister_is_sure_of() -> None:
    readings = taken(table(), table(ligature=DOUBT))
    assert list(readings) == [(1, LIGATURE)]
    reading = readings[1, LIGATURE]
    assert (reading.text, reading.evidence, reading.confidence) == (LAM_JEEM, "shared_codes", KNOWN.confidence)
    assert [text for text, _ in reading.alternatives] == [JEEM, "\u062d"]
    assert sum(odds for _, odds in reading.alternatives) <= 1 - reading.confidence + 1e-3


def test_the_same_reading_becomes_surer_and_an_unheard_of_one_is_no_certainty() -> None:
    assert taken(table(), table(ligature=replace(KNOWN, confidence=0.4)))[1, LIGATURE].confidence == KNOWN.confidence
    untold = taken(table(), table(ligature=Reading("\u062b", 0.3, "language")))[1, LIGATURE]
    assert untold.text == LAM_JEEM
    assert 0.4 < untold.confidence < KNOWN.confidence


@pytest.mark.parametrize("turn", [1, 5])
def test_subsets_that_are_numbered_from_scratch_say_nothing_of_each_other(turn: int) -> None:
    assert not taken(table(), table(LETTERS[turn:] + LETTERS[:turn], DOUBT))


def test_fonts_that_agree_in_a_part_of_their_codes_speak_there_alone() -> None:
    half = len(LETTERS) // 2
    turned = LETTERS[half + 1 :] + LETTERS[half]
    assert not taken(table(), table(LETTERS[:half] + turned, DOUBT))  # it stands where they part
    other = table(LETTERS[: half + 1] + LETTERS[-1] + LETTERS[half + 1 : -1], DOUBT)
    assert taken(table(), other)[1, LIGATURE].text == LAM_JEEM


def test_agreement_beyond_the_nearest_code_where_they_part_does_not_count() -> None:
    half = len(LETTERS) // 2
    near = LETTERS[half - 2 : half + 2]
    swapped = LETTERS[: half - 4] + LETTERS[half - 4 : half - 2][::-1] + near + LETTERS[half + 2 : half + 4][::-1]
    assert not taken(table(), table(swapped + LETTERS[half + 4 :], DOUBT))


def test_the_surest_font_is_heard_and_none_that_makes_a_reading_less_sure() -> None:
    less = table(ligature=replace(KNOWN, confidence=parameters.SharedCodes.SURE))
    for others in ((table(), less), (less, table())):
        assert taken(*others, table(ligature=DOUBT))[2, LIGATURE].confidence == KNOWN.confidence
    assert not taken(table(), table(ligature=replace(DOUBT, confidence=0.9, alternatives=())))


def test_what_reads_as_no_letters_is_not_spoken_for() -> None:
    for text in ("", "7", "("):
        assert not taken(table(), table(ligature=replace(DOUBT, text=text)))


def test_few_letters_in_common_or_doubtful_ones_are_not_enough() -> None:
    few = dict(list(table(ligature=DOUBT).items())[-(parameters.SharedCodes.LEAST_AGREED - 1) :]) | {LIGATURE: DOUBT}
    assert not taken(table(), few)
    assert not taken(table(), table(ligature=DOUBT, least=parameters.SharedCodes.SURE - 0.01))
    assert not taken(
        table(ligature=replace(KNOWN, confidence=parameters.SharedCodes.SURE - 0.01)), table(ligature=DOUBT)
    )


def test_presentation_forms_are_their_letters() -> None:
    claimed = "".join(unicodedata.lookup(f"{unicodedata.name(letter)} ISOLATED FORM") for letter in LETTERS)
    sister = table(claimed, replace(KNOWN, text="\N{ARABIC LETTER LAM INITIAL FORM}\N{ARABIC LETTER JEEM FINAL FORM}"))
    assert taken(sister, table(ligature=DOUBT)) == taken(table(), table(ligature=DOUBT)) != {}


def test_digits_and_latin_letters_that_all_encodings_share_say_nothing() -> None:
    assert not taken(table("0123456789abcdef"), table("0123456789abcdef", DOUBT))


def named(codes: dict[int, int]) -> Font:
    return replace(font_of(None, codes=()), code_to_name={code: f"g{glyph}" for code, glyph in codes.items()})


def numbered(codes: dict[int, int]) -> Font:
    return replace(font_of(None, codes=()), code_to_gid=codes)


@pytest.mark.parametrize("made", [named, numbered])
def test_names_and_indices_of_glyphs_are_shared_too(made: Callable[[dict[int, int]], Font]) -> None:
    fonts = [made({code + more: code for code in table()}) for more in (0, 100)]
    moved = {code + 100: reading for code, reading in table(ligature=DOUBT).items()}
    assert taken(table(), moved, fonts=fonts)[1, LIGATURE + 100].text == LAM_JEEM
    assert not taken(table(), moved)


def test_it_is_heard_of_unless_it_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = Reading("\u062b\u062b", 0.99, "shared_codes")
    monkeypatch.setattr(channel, "by_shared_codes", lambda readings, symbols, fonts: {0: reading})
    extraction = typeset(set_text()[:300], require(NASKH, "fonts-noto-core")).extraction
    for evidence, is_used in ((EVIDENCE, True), (EVIDENCE - {"shared_codes"}, False)):
        maps = channel.decipher(extraction, config=replace(DEFAULT, evidence=evidence))
        assert (reading in maps[0].readings.values()) == is_used


def test_it_is_heard_of_of_fonts_from_the_cache_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = Reading("\u062b\u062b", 0.99, "shared_codes")
    monkeypatch.setattr(channel, "by_shared_codes", lambda readings, symbols, fonts: {0: reading})
    extraction = typeset(set_text()[:300], require(NASKH, "fonts-noto-core")).extraction
    caches = [FontCache(tmp_path, EVIDENCE) for _ in range(2)]
    first, again = (channel.decipher(extraction, cache=cache) for cache in caches)
    assert [len(cache.notes) for cache in caches] == [0, 1]
    assert first == again
    assert reading in again[0].readings.values()
