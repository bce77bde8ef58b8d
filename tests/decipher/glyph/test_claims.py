"""What the claims of a sign come to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.decipher.glyph.tiny_fonts import font, program
from tests.decipher.glyph.tiny_pages import page_of
from warraq.config import EVIDENCE
from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.candidates.candidates import Candidates, from_outlines, spelled_labels
from warraq.decipher.glyph.parameters import ANY_FORM
from warraq.decipher.glyph.search import sign_readings
from warraq.decipher.glyph.search import solve as module
from warraq.decipher.glyph.search.solve import add_unproposed, hamza_of, solve, telling
from warraq.decipher.glyph.signs.spellings import Spellings
from warraq.decipher.glyph.signs.tokens import symbols_of
from warraq.decipher.glyph.trust.claim_checks import _labels_of
from warraq.decipher.glyph.trust.claim_trust import Claims
from warraq.decipher.glyph.trust.latin_slots import _for_arabic, _labels
from warraq.fonts.claims.claim_text import commonest, shadda_first
from warraq.fonts.outlines import atlas


def test_the_claim_that_is_made_most_often_counts_and_of_equal_ones_the_least() -> None:
    assert commonest({"\u0628": 1, "\u062a": 3, "\u062b": 2}) == "\u062a"
    assert commonest({"\u062b": 2, "\u062a": 2, "\u0628": 1}) == "\u062a"
    assert commonest({"\u0628": 1}) == "\u0628"


def test_claims_that_say_nothing_are_left_out() -> None:
    claims = {"\u0628": 1, "\ufffd": 5, "\ue000": 2}
    assert telling(claims) == {"\u0628": 1}
    assert telling({"\ufffd": 5}) == {}
    assert telling(all_tell := {"\u0628": 1, "\u062a": 2}) == all_tell


def test_a_hamza_that_claims_the_letter_of_its_cluster_claims_itself() -> None:
    above, below = "\N{ARABIC HAMZA ABOVE}", "\N{ARABIC HAMZA BELOW}"
    assert hamza_of({"\u0623": 3, "\ufe83": 1, "\u0625": 2}) == {above: 4, below: 2}
    kept = {"\u0627": 2, "\u064e": 1, "\u0644\u0623": 1, "": 4, " ": 1}
    assert hamza_of(kept) == kept


def test_of_the_glyphs_of_a_cluster_the_mark_alone_claims_the_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pango claims the letter of a cluster for the glyph that comes first, be it the hamza or the letter."""
    alef_hamza, boxes = "\u0623", {"g2": (0, 600, 200, 700, 0)}
    made = font(program(["g1", "g2"], {}, boxes=boxes), codes=(1, 2), claims={1: alef_hamza, 2: alef_hamza})
    page = page_of(replace(made, widths={1: 500.0, 2: 0.0}), [1, 2] * 9)
    advance = np.where(page.pages[0].charcode == 2, 0, page.pages[0].advance).astype(np.float32)
    page = replace(page, pages=(replace(page.pages[0], advance=advance),))
    symbols, claims, seen = symbols_of(page), Claims, list[dict[int, Mapping[str, int]]]()

    def made_of(claimed: dict[int, Mapping[str, int]], *rest: Any) -> Claims:
        seen.append(claimed)
        return claims(claimed, *rest)

    monkeypatch.setattr("warraq.decipher.glyph.search.solve.Claims", made_of)
    solve(page, symbols, [0], {}, {}, EVIDENCE)
    assert seen == [{0: {alef_hamza: 9}, 1: {"\N{ARABIC HAMZA ABOVE}": 9}}]


def far_away(novelty: float) -> Callable[[Sequence[int]], NDArray[np.float64]]:
    """How far the outlines of signs are from the atlas: all so far."""
    return lambda signs: np.full(len(signs), novelty)


@pytest.mark.parametrize(
    ("claim", "worth"),
    [
        ("\u2211", -parameters.Solve.UNLIKE),
        ("\u2295", -1.0),
        ("\u0645", -parameters.Solve.UNLIKE),
        (")", None),
        ("\u0628", -3.0),
    ],
)
def test_a_claimed_sign_that_faces_draw_in_many_ways_may_look_otherwise(claim: str, worth: float | None) -> None:
    """The outline proposes a beh: of the summation sign it has seen some, of a circled plus none."""
    spellings, labels = spelled_labels(atlas.shipped())
    beh, string = spellings.number("\u0628"), spellings.number(claim)
    candidates = {7: Candidates(np.array([beh]), np.array([ANY_FORM]), np.array([-3.0]))}
    add_unproposed(candidates, [(7, string)], spellings, labels.strings, far_away(50.0))
    values = dict(zip(candidates[7].strings.tolist(), candidates[7].outline.tolist(), strict=True))
    assert values == {beh: -3.0} | ({} if worth is None else {string: worth})


def test_outlines_say_nothing_against_claimed_signs_that_faces_draw_in_many_ways() -> None:
    book = atlas.shipped()
    assert _labels_of(")", book).size
    assert not _labels_of("\u25e6", book).size
    values = np.where([label.text == "\u25e6" for label in book.labels], 0.0, -50.0).astype(np.float32)
    assert _for_arabic(values, 100.0, "\u25e6", book) == _for_arabic(values, 100.0, "\u2295", book)


def test_one_outline_says_no_more_than_so_much_of_a_latin_font() -> None:
    """One glyph that is like no other isn't all that is known of a font."""
    book = atlas.shipped()
    values = np.where([label.text == "\u0645" for label in book.labels], 0.0, -50.0).astype(np.float32)
    assert [_for_arabic(values, 0.0, claim, book) for claim in "a\u0645"] == [10.0, -10.0]
    assert _for_arabic(values, 900.0, "\u2295", book) == -10.0


def test_without_outlines_so_many_strings_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    made = page_of(font(program(["g1", "g2", "g3", "g4"], {}), codes=(1, 2, 3, 4)), [1, 2, 3, 4] * 9)
    kept = list[int]()

    def counted(loglik: Any, index: Any, sight: Any, most: int) -> list[Candidates]:
        kept.append(most)
        return from_outlines(loglik, index, sight, most)

    monkeypatch.setattr(module, "from_outlines", counted)
    for kinds in (EVIDENCE - {"outline"}, EVIDENCE):
        solve(made, symbols_of(made), [0], {}, {}, kinds)
    assert kept[0] == 200 > kept[1] == parameters.Candidates.KEPT


def test_a_claim_of_many_letters_is_no_reading() -> None:
    claims = {1: "\u0628", 2: "\u0628\u062a\u062b\u062c\u062d"}
    made = page_of(font(program(["g1", "g2"], {}), codes=(1, 2), claims=claims), [1, 2] * 9)
    seen = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "of_any_size", lambda candidates, spellings, string: seen.append(spellings.texts[string]))
        solve(made, symbols_of(made), [0], {}, {}, EVIDENCE)
    assert seen == ["\u0628"]


def test_a_sign_that_no_face_draws_is_the_less_likely_the_better_the_atlas_knows_the_outline() -> None:
    """A rule is an underscore, whatever a shifted map says; a glyph like no other may be what is claimed."""
    spellings = Spellings()
    rule, bullet, lam = (spellings.number(text) for text in ("_", "\N{BLACK CIRCLE}", "\N{ARABIC LETTER LAM}"))
    worth = {}
    for novelty in (0.0, 25.0, 60.0):
        candidates = {0: Candidates(np.array([rule]), np.array([ANY_FORM]), np.zeros(1))}
        add_unproposed(candidates, [(0, bullet), (0, lam)], spellings, np.array([rule]), far_away(novelty))
        assert candidates[0].strings.tolist() == [rule, bullet, lam]
        worth[novelty] = candidates[0].outline[1:].tolist()
    assert worth == {0.0: [-3.0, -12.0], 25.0: [-2.0, -12.0], 60.0: [-1.0, -12.0]}


def test_a_bracket_is_claimed_by_either_of_its_sides() -> None:
    spellings = Spellings()
    claims = Claims({0: {"(": 3}, 1: {"\u0628": 2}, 2: {}}, {0: 0, 1: 0, 2: 0}, spellings, {})
    assert [claims.says(0, text) for text in "()[\u0628"] == [True, True, False, False]
    assert claims.says(1, "\u0628")
    assert not claims.says(1, "")
    assert not claims.says(2, "")
    assert not claims.says(9, "(")


def test_signs_that_faces_draw_in_many_ways_are_no_evidence_of_arabic_or_latin_letters() -> None:
    book = atlas.shipped()
    for claim in ("\u06de", "\u25cf", "$"):
        arabic, signs, named, _ = _labels(claim, book)
        assert not any(book.labels[label].varied for label in np.flatnonzero(arabic | signs | named))
        assert arabic.any()
        assert signs.any()


@pytest.mark.parametrize("claim", ["\N{WHITE BULLET}", "\u0628"])
def test_a_claimed_bullet_is_held_against_those_of_other_sizes(claim: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(
        module, "of_any_size", lambda candidates, spellings, string: seen.append(spellings.texts[string])
    )
    made = font(program(["g1", "g2"], {}), codes=(1, 2), claims={1: claim, 2: "\u062a"})
    page = page_of(made, [1, 2] * 9)
    solve(page, symbols_of(page), [0], {}, {}, EVIDENCE)
    assert claim in seen


def test_a_vowel_and_a_shadda_are_claimed_in_either_order() -> None:
    """The atlas has the shadda first; NFC puts kasra, damma and fatha before it."""
    shadda, kasra = "\N{ARABIC SHADDA}", "\N{ARABIC KASRA}"
    for claim in (shadda + kasra, kasra + shadda):
        claims = Claims({0: {claim: 1}}, {0: 0}, Spellings())
        assert claims.says(0, shadda + kasra)
    other = "\u0628" + shadda
    assert [shadda_first(text) for text in (other, kasra, "")] == [other, kasra, ""]


def test_what_a_map_that_is_wrong_throughout_claims_bears_nothing_out() -> None:
    """One code in twenty reads as it is claimed by chance."""
    count, beh, teh = 20, "\u0628", "\u062a"
    of_font = {sign: {beh: 1} for sign in range(count)}
    claims = Claims(
        {**of_font, count: {"5": 1}, count + 1: {beh: 1}},
        {**dict.fromkeys(range(count + 1), 0), count + 1: 1},
        Spellings(),
    )
    wrong = dict.fromkeys(range(count + 2), teh)
    assert not claims.bears_out(0, beh)  # nothing is learnt yet
    claims.learn({**wrong, 0: beh})
    assert not claims.bears_out(0, beh)
    assert claims.bears_out(count, "5")  # digits are right more often than not
    assert not claims.bears_out(count, "6")
    claims.learn({**wrong, **dict.fromkeys(range(4), beh), count + 1: beh})
    assert claims.bears_out(0, beh) and not claims.bears_out(0, teh)
    assert claims.bears_out(count + 1, beh)  # the only one of its font
    assert not claims.supports(0, beh)  # it is wrong about four in five
    claims.learn({**wrong, **dict.fromkeys(range(17), beh)})
    assert claims.supports(0, beh) and not claims.supports(0, teh)


def test_no_claim_is_certain_however_often_claims_are_right() -> None:
    spellings, beh = Spellings(), "\u0628"
    strings = np.array([*map(spellings.number, (beh, "\u062a"))])
    claims = Claims({sign: {beh: 1} for sign in range(900)}, dict.fromkeys(range(900), 0), spellings)
    claims.learn(dict.fromkeys(range(900), beh))
    as_claimed, _ = np.exp(claims.score([0], np.array([0, 2]), strings))
    assert 0.9 < as_claimed < 0.98


def test_digits_and_signs_are_no_more_believed_where_a_map_is_wrong_about_most_of_them() -> None:
    """Two signs are misread as claimed: the digit by chance, where the other digits and signs are read otherwise."""
    of_font = {0: {"7": 1}, 1: {"6": 1}, 2: {"2": 1}, 3: {"3": 1}}
    claims = Claims(of_font, dict.fromkeys(of_font, 0), Spellings())
    claims.learn({0: "7", 1: "2", 2: "3", 3: "("})
    assert not claims.bears_out(0, "7")
    claims.learn({0: "7", 1: "6", 2: "3", 3: "3"})
    assert claims.bears_out(0, "7")


@pytest.mark.parametrize("says", [False, True])
def test_what_a_sign_is_claimed_to_be_is_asked_of_its_claims(says: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not of the claimed string alone: a bracket may be claimed by its other side."""
    made = font(program(["g1", "g2"], {}), codes=(1, 2), claims={1: "\u0628", 2: "("})
    page = page_of(made, [1, 2] * 9)
    seen: list[bool] = []
    features = sign_readings.features_of

    def features_of(case: Any, problem: Any, ranked: Any, claimed: Any, tokens: Any) -> Any:
        seen.extend(text for each in claimed for text in each)
        return features(case, problem, ranked, claimed, tokens)

    monkeypatch.setattr(sign_readings, "features_of", features_of)
    monkeypatch.setattr(Claims, "bears_out", lambda *_: says)
    monkeypatch.setattr(Claims, "supports", lambda *_: says)
    solve(page, symbols_of(page), [0], {}, {}, EVIDENCE)
    assert set(seen) == {says}
