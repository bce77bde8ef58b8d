"""Words in doubt beside what is read in the picture of their page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.ocr.scans import engine
from tests.ocr.test_recognised_pages import Scripted
from warraq.config import EVIDENCE, Config
from warraq.emit.report.compare import character_error_rate
from warraq.model.line import Line, Word
from warraq.ocr.recogniser import RecognisedWord
from warraq.ocr.witness import with_witness
from warraq.run import extract

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pdf"
DOUBT = 0.85


def line(*words: tuple[str, float], top: float = 100.0) -> Line:
    """A line of words with how sure each is; every place is 60 points wide."""
    placed = [
        Word(text, f"<{text}>", sure, (440.0 - 60 * place, top, 490.0 - 60 * place, top + 14))
        for place, (text, sure) in enumerate(words)
    ]
    return Line(1, tuple(placed), (0.0, top, 500.0, top + 14), 12.0)


def seen(place: float, text: str, sure: float, top: float = 100.0, places: float = 1.0) -> RecognisedWord:
    """A word in the picture, in one or more places of a line."""
    return RecognisedWord(text, (500 - 60 * (place + places), top + 1, 490.0 - 60 * place, top + 13), sure, 0)


def test_what_both_say_is_surer_than_either() -> None:
    (done,) = with_witness([line(("كتاب", 0.6), ("مكتبة", 0.6))], {1: [seen(0, "كِتاب", 0.9), seen(1, "مكتبه", 0.01)]})
    first, second = done.words
    assert (first.text, second.text) == ("كتاب", "مكتبة")
    assert first.confidence > 0.95
    assert second.confidence < 0.6


def test_a_lost_word_is_read_in_the_picture_and_both_readings_are_kept() -> None:
    (done,) = with_witness([line(("كباب", 0.05))], {1: [seen(0, "كتاب", 0.95)]})
    (word,) = done.words
    assert (word.text, word.original) == ("كتاب", "<كباب>")
    assert word.confidence < DOUBT
    assert [text for text, _ in word.alternatives] == ["كباب"]


def test_of_a_word_of_which_nothing_is_known_even_a_doubtful_reading_is_taken() -> None:
    for sure, text in ((0.01, "كتاب"), (0.1, "كباب")):
        (done,) = with_witness([line(("كباب", sure))], {1: [seen(0, "كتاب", 0.5)]})
        assert done.words[0].text == text


def test_a_word_that_the_text_may_have_right_stays_with_the_other_reading_beside_it() -> None:
    (done,) = with_witness([line(("كباب", 0.5), ("نص", 0.99))], {1: [seen(0, "كتاب", 0.95), seen(1, "نض", 0.9)]})
    first, second = done.words
    assert (first.text, [text for text, _ in first.alternatives]) == ("كباب", ["كتاب"])
    assert first.confidence < 0.5
    assert (second.text, [text for text, _ in second.alternatives]) == ("نص", ["نض"])
    assert DOUBT < second.confidence < 0.99


def test_numbers_are_not_taken_from_pictures() -> None:
    (done,) = with_witness([line(("۱۳۹۸", 0.05))], {1: [seen(0, "٣٩٨", 0.95)]})
    (word,) = done.words
    assert word.text == "۱۳۹۸" and word.confidence < DOUBT
    (same,) = with_witness([line(("۱۳۹۸", 0.5))], {1: [seen(0, "١٣٩٨", 0.95)]})
    assert same.words[0].confidence > DOUBT


def test_words_that_are_parted_otherwise_are_one_reading() -> None:
    lines = [line(("كتا", 0.1), ("ب", 0.1), ("نص", 0.99))]
    (one,) = with_witness(lines, {1: [seen(0, "كتاب", 0.95, places=2), seen(2, "نص", 0.95)]})
    assert [word.text for word in one.words] == ["كتا", "ب", "نص"]  # the same letters: only where they part differs
    assert one.words[0].confidence > 0.5
    (two,) = with_witness(lines, {1: [seen(0, "كتبة", 0.95, places=2), seen(2, "نص", 0.95)]})
    assert [word.text for word in two.words] == ["كتبة", "نص"]
    assert two.words[0].original == "<كتا> <ب>"
    (three,) = with_witness(
        [line(("كتابنص", 0.1))], {1: [seen(0.5, "نض", 0.95, places=0.4), seen(0, "كتب", 0.95, places=0.5)]}
    )
    assert three.text == "كتب نض"


def test_pictures_that_read_the_sure_words_wrong_are_not_believed() -> None:
    sure = [(text, 0.99) for text in ("مكتبة", "خزانة", "مخطوط", "فهرس")]
    there = [seen(place, text, 0.9) for place, (text, _) in enumerate(sure)]
    wrong = [seen(place, text[::-1], 0.9) for place, (text, _) in enumerate(sure)]
    lines = [line(*sure, ("كباب", 0.05))]
    assert with_witness(lines, {1: [*there, seen(4, "كتاب", 0.7)]})[0].words[-1].text == "كتاب"
    assert with_witness(lines, {1: [*wrong, seen(4, "كتاب", 0.7)]})[0].words[-1].text == "كباب"


def test_a_word_of_the_picture_belongs_to_the_line_that_it_stands_in() -> None:
    lines = [line(("كباب", 0.05)), line(("باب", 0.05), top=110.0)]
    first, second = with_witness(lines, {1: [seen(0, "كتاب", 0.95), seen(0, "ناب", 0.95, top=110.0)]})
    assert (first.text, second.text) == ("كتاب", "ناب")
    assert with_witness(lines, {2: [seen(0, "كتاب", 0.95)]}) == lines
    backwards = replace(seen(0, "باتك", 0.95), painted=True)
    assert with_witness(lines, {1: [backwards]}) == lines


def test_a_font_that_nothing_tells_is_read_beside_its_picture() -> None:
    engine()
    true = extract(FIXTURES / "honest.pdf").to_text()
    config = Config(evidence=EVIDENCE - {"outline"})  # as if its letters were drawn like no others
    alone, beside = (extract(FIXTURES / "honest-no-map.pdf", ocr=mode, config=config) for mode in ("never", "auto"))
    before, after = (character_error_rate(true, document.to_text()) for document in (alone, beside))
    assert before > 0.5 and after < 0.15 * before
    assert [page.kind for page in beside.pages] == ["text", "text"]
    assert beside.quality.needs_review
    doubts = [doubt for node in beside.walk() for doubt in node.uncertain]
    assert any(doubt.alternatives for doubt in doubts)


@pytest.mark.parametrize("name", ["honest.pdf", "law-damaged.pdf", "honest-no-map.pdf"])
def test_nothing_is_read_twice_where_few_words_are_in_doubt(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warraq.pictures.painter._answers", None)
    reader = Scripted("نص")
    assert extract(FIXTURES / name, ocr="auto", recogniser=reader) == extract(FIXTURES / name)
    assert not reader.asked
