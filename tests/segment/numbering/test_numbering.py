"""The grammar of labels."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from tests.cases import cases
from warraq.segment.numbering import headwords, numbering, words
from warraq.segment.numbering.headwords import DAMAGED, HEADWORDS, SHORTEST_MENDED
from warraq.segment.numbering.numbering import PATTERNS, may_end_with_label, read_labels
from warraq.segment.numbering.words import OneOff, fold_with_places


@pytest.mark.parametrize(("name", "case"), cases("segment", "wild"))
def test_labels(name: str, case: dict[str, Any]) -> None:
    assert first(case["text"]) == case


@pytest.mark.parametrize(("name", "case"), cases("segment", "negative"))
def test_what_is_no_label(name: str, case: dict[str, Any]) -> None:
    assert read_labels(case["text"]) == ()


@pytest.mark.parametrize(("name", "case"), cases("segment", "known_failures"))
def test_labels_that_are_not_read_yet(name: str, case: dict[str, Any]) -> None:
    assert first(case["text"]) == {field: value for field, value in case.items() if field != "reason"}


def first(text: str) -> dict[str, Any]:
    """The likeliest label of ``text`` as cases have it, with what is left of the text."""
    for label in read_labels(text):
        rest = (text[: label.start] + text[label.end :]).strip()
        return {"text": text, "style": label.style, "ordinal": label.ordinal, "number": label.number, "rest": rest}
    return {"text": text}


def test_a_damaged_word_gives_every_entry_that_is_one_letter_away() -> None:
    by_number = {label.number: label.exactness for label in read_labels("ابعا - تنظيم") if label.style != "unreadable"}
    assert set(by_number) == {"رابعا", "سابعا"}
    assert all(exactness < 1 for exactness in by_number.values())


def test_an_exact_word_shuts_out_its_neighbours() -> None:
    assert [label.number for label in read_labels("سابعا - تنظيم") if label.style == "ordinal"] == ["سابعا"]


def test_every_ordinal_in_words_has_its_value() -> None:
    """Up to 199, masculine and feminine, as the grammar composes them."""
    units = ["الأولى", "الثانية", "الثالثة", "الرابعة", "الخامسة", "السادسة", "السابعة", "الثامنة", "التاسعة"]
    tens = ["العشرون", "الثلاثون", "الأربعون", "الخمسون", "الستون", "السبعون", "الثمانون", "التسعون"]
    names = dict(enumerate(units, start=1))
    names[10] = "العاشرة"
    names[11] = "الحادية عشرة"
    names |= {10 + index: f"{unit} عشرة" for index, unit in enumerate(units, start=1) if index > 1}
    for ten, name in enumerate(tens, start=2):
        names[10 * ten] = name
        names[10 * ten + 1] = f"الحادية و{name}"
        names |= {10 * ten + index: f"{unit} و{name}" for index, unit in enumerate(units, start=1) if index > 1}
    names |= {100 + value: f"{name} بعد المائة" for value, name in names.items()}
    assert len(names) == 198
    for value, name in names.items():
        (label,) = (label for label in read_labels(f"المادة {name}") if label.style == "article")
        assert (label.ordinal, label.number) == (value, name)


def test_a_letter_is_read_in_both_orders() -> None:
    by_style = {label.style: label.ordinal for label in read_labels("(ت) نص")}
    assert (by_style["letter"], by_style["hija"]) == (22, 3)


#: What labels are made of, and what stands beside them.
_PIECES = (
    "أولا",
    "ثانيا",
    "حادي",
    "عشر",
    "ألف",
    "أ",
    "ب",
    "التوصية",
    "نص",
    "12",
    "3",
    "(",
    ")",
    "-",
    "–",
    ":",
    ".",
    "/",
    "'",
    "•",
)


@given(st.lists(st.tuples(st.sampled_from(_PIECES), st.sampled_from(("", " ", "  "))), max_size=9))
@example([("حادي", " "), ("عشر", " "), ("-", " "), ("نص", "")])
@example([("نص", " "), ("-", " "), ("حادي", " "), ("عشر", "")])
@example([("نص", " "), ("(", ""), ("ب", ""), (")", "")])
@example([("نص", " "), (")", ""), ("ب", ""), ("(", "")])
@example([("نص", " "), ("3", " "), ("-", "")])
def test_a_pattern_that_is_not_tried_would_not_have_matched(parts: list[tuple[str, str]]) -> None:
    text = "".join(part + space for part, space in parts)
    tried = read_labels(text)
    at_end = any(label.start and label.end == len(text) for label in tried)
    assert not at_end or may_end_with_label(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(numbering, "_tried", lambda has: numbering._distinct(PATTERNS))
        assert read_labels(text) == tried


@given(st.lists(st.sampled_from((*_PIECES, " ", "  ", "\u00a0", "\x1c", "--", "\u2013")), max_size=12))
@example(["نص", "\x1c", "-", "نص", " "])
@example(["نص", " ", "-", " ", "-", "نص", " ", "-", "نص", " "])
def test_an_expression_looked_for_at_dashes_is_found_wherever_it_is(parts: list[str]) -> None:
    text = "".join(parts)
    for written in {pattern.written for pattern in PATTERNS if pattern.written.startswith(numbering._BEFORE_DASH)}:
        spans = [match.span() for match in numbering._at_dashes(written)(text)]
        assert spans == [match.span() for match in numbering._compiled(written).finditer(text)]


@given(st.text("ابتثج", min_size=3, max_size=9), st.lists(st.text("ابتثج", min_size=1, max_size=10), max_size=20))
@example("ابتثج", ["باتثج", "ابتجث", "ابثتج", "بتثج", "ابتث", "اابتثج", "ابتثجج"])
@example("ابت", ["باا", "اتب", "بت", "اب", "ابتت", "اات"])
def test_words_that_are_one_letter_off_are_all_found(word: str, words: list[str]) -> None:
    near = [place for place, other in enumerate(words) if OSA.distance(word, other) <= 1]
    assert OneOff(words, len(word)).places(word) == near


@given(st.text("اة أ\u064b\u0640\u0301م", max_size=12))
@example("\u064bمَادـةً\u064b")
def test_letters_of_a_folded_text_know_where_they_stood(text: str) -> None:
    folded, places = fold_with_places(text)
    kept = [place for place, char in enumerate(text) if char not in "\u064b\u0640\u0301\u064e"]
    assert list(places) == list(places[:]) == [*kept, len(text)]
    assert len(folded) == len(kept) and (places[-1], places[len(folded)]) == (len(text), len(text))


@pytest.mark.parametrize(
    ("text", "styles"),
    [
        ("المادةا 5- نص", ["article"]),
        ("الماة 5- نص", ["article"]),
        ("المارة 5- نص", ["article"]),
        ("مادةا 5- نص", []),  # too short a word
    ],
)
def test_a_headword_is_mended_where_a_letter_is_wrong_lost_or_too_many(text: str, styles: list[str]) -> None:
    assert [label.style for label in read_labels(text) if label.style in HEADWORDS] == styles


def test_a_number_without_a_stop_after_it_is_tried_with_no_pattern_that_needs_one() -> None:
    tried = numbering._patterns(numbering._has("12 نص آخر"))
    more = [pattern for pattern in numbering._patterns(numbering._has("12. نص آخر")) if pattern not in tried]
    assert sorted(pattern.style for pattern in more) == ["decimal", "decimal", "resolution"]


def test_styles_that_are_written_alike_are_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    compiled = numbering._compiled

    def watched(written: str) -> regex.Pattern[str]:
        asked.append(written)
        return compiled(written)

    monkeypatch.setattr(numbering, "_compiled", watched)
    for text, styles in (("(ت) نص", {"letter", "hija"}), ("نص - ألف", {"abjad", "unreadable"})):
        asked.clear()
        numbering._tried.cache_clear()
        assert styles <= {label.style for label in read_labels(text)}
        assert asked and len(asked) == len(set(asked))


def test_a_headword_is_known_with_any_one_letter_of_it_damaged() -> None:
    words = {word: style for word, style in headwords._words().items() if len(word) >= SHORTEST_MENDED}
    assert words
    for word in words:
        for at in range(len(word)):
            for damaged in (word[:at] + "\u062b" + word[at + 1 :], word[:at] + "\u062b" + word[at:]):
                near = {style for known, style in words.items() if OSA.distance(damaged, known) <= 1}
                if damaged not in headwords._words():
                    assert headwords._style(damaged) == ((near.pop(), DAMAGED) if len(near) == 1 else ("", 0.0))


def test_what_is_passed_over_at_a_glance_holds_no_sign_and_no_mark() -> None:
    characters = list(map(chr, range(0x10000)))
    assert not [char for char in characters if _all_of(numbering._WITHOUT_SIGNS, char) and numbering._ANY_SIGN(char)]
    assert not [char for char in characters if _all_of(words._WITHOUT_MARKS, char) and words._MARKS.match(char)]


def _all_of(match: Callable[[str], re.Match[str] | None], text: str) -> bool:
    whole = match(text)
    return whole is not None and whole.end() == len(text)


@given(st.text('ابةى\u0671\u064b\u0640٣5 \u060c\u061b.:-([\u00ab"a\u0301\u0915\t', max_size=20))
@example("المادة: نص")
@example("المادة\u060c نص")
@example("( مادة")
def test_a_headword_is_looked_for_wherever_there_may_be_one(text: str) -> None:
    plain, printed = headwords._PLAIN_WORD(text), headwords._WORD.match(text)
    if plain is not None:
        assert printed is not None and printed["word"] == plain[0]
    if printed is not None:
        assert headwords._MAY_BEGIN(text)
