"""What speaks for a word of a deciphered text, and how sure that makes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from tests.decipher.text.words.test_alternatives import ambiguous
from warraq.decipher.text import parameters
from warraq.decipher.text.dump.items import ROOM_SIGN, Items, itemize
from warraq.decipher.text.records import Piece
from warraq.decipher.text.words.word_features import Features, Outputs, at_edge, confidence, in_order
from warraq.language import tokens
from warraq.language.units import units

DECODER = ambiguous()
SOME = Features(3.0, 0.9, 0.5, 0.9, False, 3)


def words(*shown: tuple[str, str], margin: float = 8.0, token: int = 100) -> list[tuple[Piece, Items, float]]:
    """Words that were read, and what stands for each."""
    rows = []
    for text, symbols in shown:
        items = itemize(symbols, DECODER.symbols)
        rows.append((Piece(text, 0, len(items), token, tuple(units(text)), 0.0), items, margin))
    return rows


def usual(read: Iterable[tuple[Piece, Items, float]], text: str, symbols: str) -> float:
    ((piece, items, _),) = words((text, symbols))
    return Outputs(read, DECODER.emissions).usual(piece, items)


@pytest.mark.parametrize(
    "better",
    [
        SOME._replace(margin=6.0), SOME._replace(usual=0.99), SOME._replace(steady=1.0), SOME._replace(order=0.99),
    ],
)  # fmt: skip
def test_more_that_speaks_for_a_word_makes_it_surer(better: Features) -> None:
    assert confidence(better) > confidence(SOME)


def test_confidence_has_bounds() -> None:
    inf = float("inf")
    assert parameters.WordFeatures.LEAST <= confidence(Features(-inf, 0.01, 0.0, 0.0, True, 1)) < 0.3
    assert 0.9 < confidence(Features(inf, 1.0, 1.0, 1.0, False, 9)) <= parameters.WordFeatures.MOST


def test_what_has_no_letters_is_as_sure_as_its_place() -> None:
    sure = in_order(0.9, False, 3)
    assert confidence(SOME) < sure < in_order(0.99, False, 3) <= parameters.WordFeatures.MOST
    assert in_order(0.9, True, 3) < sure != in_order(0.9, False, 1)
    certain = SOME._replace(margin=12.0, usual=1.0, steady=1.0)
    assert confidence(certain) == pytest.approx(sure, abs=0.01)


def test_a_word_does_not_vouch_for_its_own_letters() -> None:
    read = words(("من", "من"), ("من", "من"))
    assert usual(read, "من", "من") == pytest.approx(0.5)
    assert usual([*read, *words(("من", f"من{ROOM_SIGN}"))], "من", "من") == pytest.approx(0.5)
    by_others = usual([*read, *words(("عن", "عن"), ("مع", "مع"))], "من", "من")
    assert by_others == pytest.approx(
        (1 + parameters.WordFeatures.SHOWN_BEFORE) / (1 + 2 * parameters.WordFeatures.SHOWN_BEFORE), abs=0.01
    )


def test_forms_of_one_stem_show_its_letters_once() -> None:
    read = words(("حسن", "حسن"), ("وحسن", "وحسن"), ("حسد", "حسد"))
    assert usual(read, "حسن", "حسن") == pytest.approx(0.5)
    assert usual([*read, *words(("من", "من"))], "حسن", "حسن") > 0.9


def test_other_outputs_of_a_letter_speak_against_one() -> None:
    read = words(("من", "من"), ("عند", "عند"))
    alike, other = (usual([*read, *words(("حسن", symbols))], "عن", "عن") for symbols in ("حسن", "حسح"))
    assert other < 0.6 < alike


def test_what_many_words_show_is_usual_though_more_show_another_output() -> None:
    one = [
        ("من", "من"),
        ("مع", "مع"),
        ("مس", "مس"),
        ("مح", "مح"),
        ("بن", "بن"),
        ("فن", "فن"),
        ("سن", "سن"),
        ("لن", "لن"),
    ]
    other = [("مرح", "صرح"), ("مدح", "صدح"), ("مزح", "صزح"), ("مس", "صس"), ("مع", "صع"), ("مح", "صح"), ("مرض", "صرض")]
    alone, beside = (usual(words(*read), "من", "من") for read in (one, [*one, *other]))
    assert alone > beside > 3 / (3 + parameters.WordFeatures.OTHERS_AT_MOST) - 0.05


def test_words_that_are_hardly_better_than_others_show_little() -> None:
    sure = usual(words(("عن", "عن"), ("مع", "مع")), "من", "من")
    unsure = usual(words(("عن", "عن"), ("مع", "مع"), margin=0.5), "من", "من")
    unknown = usual(words(("عن", "عن"), ("مع", "مع"), token=tokens.UNKNOWN), "من", "من")
    assert sure > max(unsure, unknown) > 0.5


def test_what_stands_between_spaces_and_an_end_of_its_line_is_at_an_edge() -> None:
    items = itemize(" من عن مع ", DECODER.symbols)
    piece = Piece("من", 1, 3, 100, tuple(units("من")), 0.0)
    assert at_edge(piece, items)
    assert not at_edge(replace(piece, start=4, end=6), items)
    assert at_edge(replace(piece, start=7, end=9), items)
