"""Scores of tokens: words, joining, digits, and spellings that language may not tell apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.interpreted import interpreted
from warraq.decipher.glyph.parameters import (
    ANY_FORM,
    BETWEEN_DIGITS,
    LONE_LATIN,
    LONE_SLASH,
    LONGEST_WORD,
    WRONG_JOIN,
    WRONG_SEAT,
)
from warraq.decipher.glyph.scores import word_score
from warraq.decipher.glyph.scores.sign_score import joins_beside, own_joins
from warraq.decipher.glyph.scores.word_score import Reader, score_token, word_tables
from warraq.decipher.glyph.signs.spellings import NO_LETTER, Spellings, kind_of
from warraq.language.model import LanguageModel

FIXTURES = Path(__file__).resolve().parents[4] / "fixtures"
ISOLATED, FINAL = 1 << 0, 1 << 2


def reader_of(parts: list[str], forms: list[int] | None = None) -> Reader:
    """A token whose signs read ``parts`` in reading order."""
    spellings, count = Spellings(), len(parts)
    numbers = np.array([spellings.number(part) for part in parts], np.int64)
    masks, tables = np.array(forms or [ANY_FORM] * count, np.int64), word_tables(LanguageModel.load())
    return Reader(np.arange(count), np.array([0, count]), np.ones(1), numbers, masks, spellings.tables(), tables)


def score(parts: list[str], forms: list[int] | None = None) -> float:
    """Its score."""
    reader = reader_of(parts, forms)
    alike = score_token(reader, reader.words, 0)
    return float(alike - WRONG_JOIN * joins_beside(reader, 0, -1))


def test_the_joins_of_a_sign_are_counted_apart_from_those_beside_it() -> None:
    reader = reader_of(["\u0628"] * 4, [ANY_FORM, ISOLATED, ANY_FORM, ANY_FORM])
    reader.flat, reader.contexts = np.array([0, 1, 0, 2]), np.array([1, 3, 2, -1], np.int8)
    for mask in range(1, ANY_FORM + 1):
        reader.forms[0] = ANY_FORM
        apart = joins_beside(reader, 0, 0)
        assert list(reader.stands) == [0, 1, 1, 0]
        reader.forms[0] = mask
        of_sign = own_joins(reader, mask)
        assert apart + of_sign == joins_beside(reader, 0, -1)


def test_a_word_beats_letters_that_are_none() -> None:
    assert score(list("تعزيز")) > score(list("تعرير")) + 5  # U+062A U+0639 U+0632 U+064A U+0632


def test_a_word_scores_as_the_language_model_says() -> None:
    word = "تنفيذ"  # U+062A U+0646 U+0641 U+064A U+0630
    assert score(list(word)) == pytest.approx(LanguageModel.load().word_logp(word), abs=1e-4)


def test_letters_that_are_no_word_score_as_they_are_written_though_other_seats_were_tried() -> None:
    for word in ("طؤقثخغ", "طقثخئغ"):  # with U+0624 and U+0626
        assert score(list(word)) == pytest.approx(LanguageModel.load().word_logp(word), abs=1e-4)


def test_a_ligature_scores_as_its_letters() -> None:
    assert score(["ا", "لا", "تفاقية"]) == pytest.approx(score(list("الاتفاقية")), abs=1e-4)  # alef, lam-alef, ...


def test_a_hamza_over_the_lam_of_a_lam_alef_is_that_of_its_alef() -> None:
    lam, alef, below, above = "\u0644", "\u0627", "\u0655", "\u0654"
    kasra, region = "\N{ARABIC KASRA}", ["\u0642", "\u0644", "\u064a", "\u0645"]
    there = score([alef, lam, alef, below, *region])
    assert score([alef, lam, below, alef, *region]) == pytest.approx(there)
    assert score([alef, lam, above, alef, *region]) == pytest.approx(score([alef, lam, alef, above, *region]))
    assert score([alef, lam, kasra, alef, *region]) < there - 3


def test_a_hamza_before_an_alef_is_that_of_the_alef_if_no_letter_bears_it() -> None:
    alef, below, above, waw = "\u0627", "\u0655", "\u0654", "\u0648"
    # U+0625 U+062F U+0627 U+0631 U+0629 "administration", and with feh before it
    rest = [*"\u062f\u0627\u0631\u0629"]
    assert score([below, alef, *rest]) == pytest.approx(score([alef, below, *rest]))
    assert score(["\u0641", below, alef, *rest]) == pytest.approx(score(["\u0641", alef, below, *rest]))
    # waw bears one itself: U+0633 U+0624 U+0627 U+0644 "question"
    assert score(["\u0633", waw, above, alef, "\u0644"]) > score(["\u0633", waw, alef, above, "\u0644"]) + 5


def test_a_hamza_over_the_lam_of_a_lam_alef_that_is_cut_off_is_not_that_of_the_next_word_s_alef() -> None:
    cut_off = ["\u0644"] * (LONGEST_WORD - 1) + ["\u0655", "\u0627", "/"]
    # U+0625 U+062F U+0627 U+0631 U+0629 "administration", and without its hamza
    bare, bearing = ["\u0627", *"\u062f\u0627\u0631\u0629"], ["\u0625", *"\u062f\u0627\u0631\u0629"]
    lost = score(["/", *bearing]) - score(["/", *bare])
    assert lost > 1
    assert score(cut_off + bearing) - score(cut_off + bare) == pytest.approx(lost, abs=1e-4)


def test_a_form_in_the_wrong_place_costs() -> None:
    beh, alef = "\u0628", "\u0627"
    assert score([beh, alef], [ANY_FORM, FINAL]) > score([beh, alef], [ANY_FORM, ISOLATED]) + 3


def test_a_kashida_may_end_a_word_and_hardly_begins_one() -> None:
    alef, lam, heh, kashida = "\u0627", "\u0644", "\u0647", "\u0640"
    assert score([heh, kashida]) == score([lam, kashida]) == score([lam]) - 3.5 - 2.0
    assert score([kashida, heh]) == score([heh]) - 3.5 - 8.0
    assert score([alef, kashida]) == score([alef]) - 3.5 - 8.0  # alef joins to nothing behind it
    assert score([lam, kashida, lam]) == pytest.approx(score([lam, lam]) - 3.5)


def test_a_kashida_behind_a_mark_hides_no_letter_from_it() -> None:
    feh, qaf, waw, alef, fathatan = "\u0641", "\u0642", "\u0648", "\u0627", "\N{ARABIC FATHATAN}"
    assert score([waw, feh, qaf, fathatan, "\u0640", alef]) == score([waw, feh, qaf, fathatan, alef]) - 3.5


def test_a_shadda_with_its_fathatan_stands_before_an_alef_as_a_fathatan_does() -> None:
    beh, hah, alef, shadda, fathatan = "\u0628", "\u062d", "\u0627", "\N{ARABIC SHADDA}", "\N{ARABIC FATHATAN}"
    fatha, kasratan = "\N{ARABIC FATHA}", "\N{ARABIC KASRATAN}"
    assert score([hah, beh, shadda + fathatan, alef]) == score([hah, beh, shadda + fatha, alef])
    assert score([hah, beh, shadda + fathatan, hah]) < score([hah, beh, shadda + fatha, hah])
    assert score([hah, beh, shadda + kasratan, alef]) < score([hah, beh, shadda + fathatan, alef])


def test_what_ends_in_a_kashida_needs_to_be_no_word() -> None:
    rest = [*"\u063a\u0638\u062b\u0637"]
    assert score(rest) < score(["\u0644"]) - 5
    assert score([*rest, "\u0640"]) == score(["\u0644", "\u0640"])


def test_which_digit_it_is_makes_no_difference() -> None:
    assert score(["2", "3"]) == score(["7", "9"])
    assert score(["2"]) == score(["\u0662"])


def test_only_a_leading_zero_is_rare() -> None:
    """Digits of a token run from right to left: a number's first digit is the last one."""
    assert score(["8", "0", "0", "2"]) == score(["8", "3", "3", "2"])
    assert score(["0", "2"]) == score(["3", "2"])
    assert score(["0", "."]) == score(["3", "."])
    assert score(["8", "0"]) < score(["8", "3"])


def test_a_zero_that_stands_alone_may_be_a_bullet() -> None:
    assert score(["\u0660"]) == score(["\u0663"]) - 2 < score(["\u2022"])


def test_an_ascii_comma_is_rare_between_arabic_indic_digits() -> None:
    assert score(["\u0661", ",", "\u0662"]) < score(["\u0661", "\u066b", "\u0662"])
    assert score(["1", ",", "2"]) >= score(["\u0661", ",", "\u0662"]) + 1


def test_an_arabic_comma_may_stand_between_arabic_indic_digits_and_other_stops_may_not() -> None:
    one, two, comma, semicolon = "\u0661", "\u0662", "\u060c", "\u061b"
    assert score([one, comma, two]) == score([one, ",", two]) >= score([one, semicolon, two]) + 3
    assert score([one, comma, two]) >= score([one, comma, "7"]) + 3  # of another style
    assert score([one, comma, two, semicolon, one]) <= score([one, comma, two, comma, one]) - 3


def test_latin_letters_stand_beside_ascii_digits_and_hardly_beside_arabic_indic_ones() -> None:
    one, five = "\u0661", "\u0665"
    assert score(["o", one]) == score([one, "o"]) <= score([five, one]) - 5  # a small o and the Arabic five are alike
    assert score(["1", "o"]) >= score([one, "o"]) + 3


def test_a_lone_latin_letter_is_as_rare_as_a_lone_arabic_one() -> None:
    assert (
        score(["J"])
        == score(["("]) + score(["J", ")"]) - score(["(", ")"])
        == pytest.approx(score(["\u0642"]), abs=1.5)
    )
    assert score(["J", "A"]) > score(["J"]) + score(["A"]) + LONE_LATIN
    assert score(["J", "2"]) > score(["J"]) + score(["2"])  # a symbol


def test_a_slash_that_stands_alone_is_rare_and_a_hyphen_is_not() -> None:
    assert score(["/"]) <= score(["-"]) - LONE_SLASH
    assert score(["\u0648", "/", "\u0648"]) >= score(["\u0648", "-", "\u0648"])


def test_letters_stand_beside_ascii_digits_and_hardly_beside_arabic_indic_ones() -> None:
    word = ["\u0645", "\u0646"]
    assert score([*word, "\u0666"]) <= score([*word, "6"]) - 5
    assert score(["\u0666", *word]) <= score(["6", *word]) - 5
    assert score(["\u0648", "\u0666"]) == score(["\u0648", "6"])  # one letter: "and"


def test_separators_go_by_the_length_of_the_group_behind_them() -> None:
    """Digits of a token run from right to left: those behind a separator come first."""
    comma, decimal, thousands = ",", "\N{ARABIC DECIMAL SEPARATOR}", "\N{ARABIC THOUSANDS SEPARATOR}"

    def number(separator: str, behind: int, before: int = 2) -> float:
        return score(["\u0661"] * behind + [separator] + ["\u0662"] * before)

    assert number(comma, 3) == number(thousands, 3) >= number(decimal, 3) + 1
    assert number(decimal, 1, 3) >= number(comma, 1, 3) + 1 >= number(thousands, 1, 3) + 3
    assert number("\u060c", 3) < number(comma, 3)  # nobody writes thousands with an Arabic comma
    assert number(thousands, 3, 0) <= number(thousands, 3, 1) - score(["\u0661"]) - 4  # no number before it


@pytest.mark.parametrize("sign", ["'", "\u2018", "\u2019", "\u00b7", "\u2022", "\u25cf"])
def test_apostrophes_and_dots_part_no_arabic_indic_digits(sign: str) -> None:
    alone = score([sign])
    assert score(["\u0660", sign, "\u0661"]) == pytest.approx(score(["\u0660", "-", "\u0661"]) - BETWEEN_DIGITS)
    assert score(["0", sign, "1"]) == pytest.approx(score(["0", "-", "1"]))  # as in Swiss numbers
    assert score([sign, "\u0661"]) == pytest.approx(alone + score(["\u0661"]))  # a quotation, an item of a list


def test_digits_of_one_number_are_of_one_style() -> None:
    mixed, indic, plain = (score(list(number)) for number in ("1\u0662", "\u0661\u0662", "12"))
    assert mixed < min(indic, plain) - 3


def test_a_hamza_may_sit_on_another_seat() -> None:
    mine, theirs, neither = (score(list(word)) for word in ("مسؤول", "مسئول", "مسبول"))
    assert mine > theirs > neither + 3
    assert score(list("رؤوس")) - 1.5 > score(list("رئوس"))  # which no list has
    # U+064A U+0624 U+062F U+064A "leads to": no waw follows, so that nobody writes it on yeh
    right, wrong, none = (score(list(word)) for word in ("يؤدي", "يئدي", "يبدض"))
    assert right - wrong > mine - theirs + 3
    assert wrong > none


@pytest.mark.parametrize(("right", "wrong"), [("الرؤيات", "الرئيات"), ("تهيؤات", "تهيئات"), ("القائه", "القاؤه")])
def test_a_hamza_on_the_wrong_seat_is_not_worse_than_no_word(right: str, wrong: str) -> None:
    model = LanguageModel.load()
    assert model.word_logp(right) - WRONG_SEAT < model.word_logp(wrong) - 9  # rarer than what its letters make likely
    assert score(list(wrong)) == pytest.approx(model.word_logp(wrong), abs=0.5)


def test_a_hamza_mark_makes_a_letter_with_the_one_before() -> None:
    parts = ["\u0627", "\u0654", *"سماء"]  # alef, hamza above, seen, meem, alef, hamza
    assert score(parts) > score(["\u0628", "\u0654", *"سماء"]) + 5


@pytest.mark.parametrize(("letter", "other"), [("\u0623", "\u0627"), ("\u0649", "\u064a"), ("\u0629", "\u0647")])
def test_spellings_that_writers_mix_are_one_group(letter: str, other: str) -> None:
    spellings = Spellings()
    assert spellings.variant(spellings.number(letter)) == spellings.variant(spellings.number(other))


def test_what_is_no_letter_is_one_group() -> None:
    spellings = Spellings()
    assert {spellings.variant(spellings.number(c)) for c in "7.(a\u0667\u060c"} == {NO_LETTER}


def test_kinds() -> None:
    kinds = [kind_of(text) for text in ("", "\u0644\u0627", "\u0651\u064e", "5", "a", ".", "\u0640")]
    assert kinds == [0, 1, 2, 3, 4, 5, 6]


def test_tokens_score_alike_compiled_and_interpreted() -> None:
    """Words of a real text, and signs of all kinds in no order."""
    plain, rng = interpreted("warraq.decipher.glyph.scores.word_score"), np.random.default_rng(2)
    words = dict.fromkeys((FIXTURES / "truth" / "honest.txt").read_text("utf-8").split()[:150])
    signs = [
        *"\u0627\u0644\u0647\u062a\u0640\u0651\u064b\u064f\u0654\u0655\u0660\u0665\u066b\u066c\u060c07aJ,./(-'",
        "",
    ]
    tokens = [[*word] for word in words]
    tokens += [rng.choice(signs, rng.integers(1, 9)).tolist() for _ in range(300)]
    tokens += [["\u0628", "\u0644\u0627\u0644", *"\u0626\u0648\u0624"] * 9, [*"\u0651\u064b", "\u0644\u0644\u0647"]]
    model, spellings = LanguageModel.load(), Spellings()
    numbers = [[spellings.number(part) for part in token] for token in tokens]
    flat, starts = np.concatenate(numbers), np.cumsum([0, *map(len, numbers)])
    spelled, tables = np.arange(len(spellings.texts)), spellings.tables()
    wide: dict[str, Any] = {
        name: column.astype(object) for name, column in tables._asdict().items() if isinstance(column, np.ndarray)
    }
    both = []
    for module, columns in ((word_score, tables), (plain, tables._replace(**wide))):
        tables_made = module.word_tables(model)
        reader = module.Reader(flat, starts, np.ones(len(tokens)), spelled, spelled, columns, tables_made)
        if module is plain:
            reader.word = reader.word.astype(object)
        scores, contexts = [], []
        for token in range(len(tokens)):
            scores.append(module.score_token(reader, tables_made, token))
            contexts.append(list(reader.contexts[: len(tokens[token])]))
        both.append((scores, contexts, np.asarray(tables_made.words).tolist(), np.asarray(tables_made.grams).tolist()))
    assert both[0] == both[1]
