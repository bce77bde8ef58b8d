"""Cutting lines into tokens: blanks, gaps, reading order, marks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.glyph_columns import at_rows
from tests.interpreted import interpreted
from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.signs import token_lines, tokens
from warraq.decipher.glyph.signs.tokens import Ink, Tokens, symbols_of, tokens_of, word_gap
from warraq.extract.pages.pdf_file import extract_pdf
from warraq.model.font import Font
from warraq.model.glyph import Extraction, Page

BLANK, MARK = 9, 8
PDFS = Path(__file__).resolve().parents[4] / "fixtures" / "pdf"


def page(glyphs: list[tuple[int, float, float, float]]) -> Page:
    """Glyphs as (code, x, y, advance), size 10."""
    codes = np.array([g[0] for g in glyphs])
    count = len(glyphs)
    return Page(
        number=1, width=600.0, height=800.0,
        font=np.zeros(count, np.uint16), charcode=codes.astype(np.uint32), cid=codes.astype(np.uint32),
        gid=codes.astype(np.int32), x=np.array([g[1] for g in glyphs], np.float32),
        y=np.array([g[2] for g in glyphs], np.float32), advance=np.array([g[3] for g in glyphs], np.float32),
        size=np.full(count, 10, np.float32), angle=np.zeros(count, np.float32), flags=np.zeros(count, np.uint8),
        claim=np.full(count, -1, np.int32),
    )  # fmt: skip


def extraction(*pages: Page) -> Extraction:
    font = Font("Tiny", "Type0", True, None, "none", "", {}, {}, {}, {}, {}, {})
    return Extraction("x.pdf", "", "test", pages, (font,), (), {})


def cut(glyphs: list[tuple[int, float, float, float]], angle: float = 0.0) -> dict[tuple[int, ...], int]:
    """Tokens as charcodes."""
    document = extraction(replace(page(glyphs), angle=np.full(len(glyphs), angle, np.float32)))
    symbols = symbols_of(document)
    codes = symbols.code
    ones = np.ones(len(symbols), np.float32)
    ink = Ink(codes == BLANK, codes == MARK, 0 * ones, 0 * ones, 0.5 * ones, 0.7 * ones)
    tokens = tokens_of(document, symbols.of_page, ink)
    each = np.split(codes[tokens.flat], tokens.starts[1:-1])
    return {tuple(token.tolist()): n for token, n in zip(each, tokens.counts.tolist(), strict=True)}


def test_tokens_are_read_from_the_right() -> None:
    assert cut([(1, 0, 0, 5), (2, 5, 0, 5), (3, 10, 0, 5)]) == {(3, 2, 1): 1}


def test_a_blank_glyph_parts_tokens() -> None:
    assert cut([(1, 0, 0, 5), (BLANK, 5, 0, 3), (2, 8, 0, 5)]) == {(2,): 1, (1,): 1}


def test_a_gap_without_a_space_glyph_parts_tokens() -> None:
    assert cut([(1, 0, 0, 5), (2, 7, 0, 5)]) == {(2,): 1, (1,): 1}


@pytest.mark.parametrize("reverse", [False, True])
def test_a_blank_without_an_advance_parts_what_the_stream_has_it_between_however_that_is_kerned(reverse: bool) -> None:
    def read(kern: float, wide: float = 0.0) -> set[tuple[int, ...]]:
        glyphs = [
            (1, 0.0, 0.0, 5.0),
            (2, 5.0, 0.0, 5.0),
            (BLANK, 10.0, 0.0, wide),
            (3, 10 - kern, 0.0, 5.0),
            (4, 15 - kern, 0.0, 5.0),
        ]
        return set(cut(glyphs[::-1] if reverse else glyphs))

    assert read(0) == read(0.5) == {(4, 3), (2, 1)}
    assert read(4) != read(0)  # no kerning: whatever it is, it stands where it is painted
    assert read(0.5, wide=1.0) == {(4,), (3, 2, 1)}  # a space with a width does so too


def apart(white: list[float]) -> list[tuple[int, float, float, float]]:
    """Glyphs 20, 21 and so on, five points wide, with so much white between them (points; the size is 10)."""
    return [(k + 20, 5 * k + sum(white[:k]), 0, 5) for k in range(len(white) + 1)]


@pytest.mark.parametrize("white", [1.0, 2.0, 4.5])
def test_letters_that_a_line_sets_apart_are_one_token(white: float) -> None:
    assert len(cut(apart([white] * 7))) == (1 if white < 10 * parameters.Tokens.GAP else 8)  # too few to tell
    assert cut(apart([white] * 8)) == {tuple(range(28, 19, -1)): 1}
    wider = apart([white] * 4 + [white + 10 * parameters.Tokens.GAP + 0.1] + [white] * 4)
    assert set(cut(wider)) == {tuple(range(29, 24, -1)), tuple(range(24, 19, -1))}


def test_cells_of_a_table_and_words_without_space_glyphs_stay_apart() -> None:
    assert len(cut(apart([5.5] * 9))) == 10
    assert len(cut(apart([2.0, 3.5] * 5))) == 11  # no two alike


def test_where_blanks_part_words_that_are_set_apart_they_stay_parted() -> None:
    glyphs = [(BLANK if k == 4 else k + 20, 7.0 * k, 0.0, 5.0) for k in range(11)]
    assert set(cut(glyphs)) == {tuple(range(30, 24, -1)), tuple(range(23, 19, -1))}


def test_a_small_gap_does_not() -> None:
    assert cut([(1, 0, 0, 5), (2, 6, 0, 5)]) == {(2, 1): 1}


def test_a_glyph_that_is_painted_again_beside_itself_is_there_once() -> None:
    bold = [(code, x + shift, 0.0, 5.0) for shift in (0.0, 0.3, 0.6) for code, x in ((1, 0.0), (2, 5.0), (2, 10.0))]
    assert cut(bold) == {(2, 2, 1): 1}


def test_lines_are_kept_apart_whatever_the_stream_order() -> None:
    assert cut([(1, 0, 0, 5), (3, 0, 20, 5), (2, 5, 0, 5), (4, 5, 20, 5)]) == {(2, 1): 1, (4, 3): 1}


@pytest.mark.parametrize("angle", [30.0, 90.0, 200.0])
def test_lines_of_a_turned_page_are_those_of_an_upright_one(angle: float) -> None:
    upright = [(1, 0.0, 0.0, 5.0), (2, 5.0, 0.0, 5.0), (MARK, 5.0, 0.0, 0.0), (3, 0.0, 20.0, 5.0), (4, 5.0, 20.0, 5.0)]
    cosine, sine = np.cos(np.deg2rad(angle)), np.sin(np.deg2rad(angle))
    turned = [(code, x * cosine + y * sine, y * cosine - x * sine, advance) for code, x, y, advance in upright]
    assert cut(turned, angle) == cut(upright) == {(2, MARK, 1): 1, (4, 3): 1}


def test_glyphs_in_one_place_stand_as_they_are_painted_though_one_is_raised() -> None:
    assert cut([(1, 0, 0, 5), (2, 5, 0, 5), (3, 5, -1, 5), (4, 10, 0, 5)]) == {(4, 3, 2, 1): 1}


def test_a_mark_follows_the_base_that_it_sits_on() -> None:
    assert cut([(1, 0, 0, 5), (2, 5, 0, 5), (MARK, 5, 0, 0)]) == {(2, MARK, 1): 1}


def test_marks_of_one_base_stand_in_the_order_in_which_they_are_painted() -> None:
    document = extraction(page([(1, 0, 0, 5), (MARK, 0, 0, 0), (7, 0, 0, 0), (2, 5, 0, 5)]))
    symbols = symbols_of(document)
    ones = np.ones(len(symbols), np.float32)
    mark = (symbols.code == MARK) | (symbols.code == 7)
    tokens = tokens_of(document, symbols.of_page, Ink(symbols.code == BLANK, mark, 0 * ones, 0 * ones, ones, ones))
    assert symbols.code[tokens.flat].tolist() == [2, 1, MARK, 7]


def test_marks_count_on_which_side_of_their_base_they_sit() -> None:
    document = extraction(page([(1, 0, 0, 5), (MARK, 0, 0, 0), (2, 0, 40, 5), (7, 0, 40, 0)]))
    symbols = symbols_of(document)
    ones = np.ones(len(symbols), np.float32)
    high = np.where(symbols.code == MARK, 0.9, np.where(symbols.code == 7, -0.2, 0.7)).astype(np.float32)
    mark = (symbols.code == MARK) | (symbols.code == 7)
    tokens = tokens_of(
        document, symbols.of_page, Ink(symbols.code == BLANK, mark, 0 * ones, high - 0.1, 0.5 * ones, high)
    )
    of_code = dict(
        zip(symbols.code.tolist(), zip(tokens.below.tolist(), tokens.above.tolist(), strict=True), strict=True)
    )
    assert of_code == {1: (0, 0), 2: (0, 0), 7: (1, 0), MARK: (0, 1)}


def test_a_mark_belongs_to_the_line_whose_letter_its_ink_is_near() -> None:
    """Hamza is drawn at its origin and set high over alef: the baseline of the line above may be nearer."""
    document = extraction(page([(1, 0, 0, 5), (2, 0, 16, 5), (MARK, 0, 7, 0)]))
    symbols = symbols_of(document)
    ones = np.ones(len(symbols), np.float32)
    mark = symbols.code == MARK
    bottom, top = np.where(mark, 0.0, 0.1), np.where(mark, 0.15, 0.75)
    ink = Ink(symbols.code == BLANK, mark, 0 * ones, bottom.astype(np.float32), 0.5 * ones, top.astype(np.float32))
    tokens = tokens_of(document, symbols.of_page, ink)
    each = np.split(symbols.code[tokens.flat], tokens.starts[1:-1])
    assert {tuple(token.tolist()) for token in each} == {(1,), (2, MARK)}
    assert tokens.above[symbols.code == MARK].tolist() == [1]


def test_a_mark_belongs_to_what_it_is_painted_with_where_a_tail_of_the_next_word_goes_below_it() -> None:
    """Painted are: a word, the mark, its alef, a narrow space and yeh, whose tail goes back below all of them."""
    alef, yeh = 3, 4

    def owner(*painted: int) -> int:
        place = {1: (0.0, 4.0), 2: (4.0, 4.0), MARK: (9.2, 0.0), alef: (8.0, 3.0), BLANK: (11.0, 1.0), yeh: (12.0, 6.0)}
        document = extraction(page([(code, place[code][0], 0.0, place[code][1]) for code in painted]))
        symbols = symbols_of(document)
        ones, mark = np.ones(len(symbols), np.float32), symbols.code == MARK
        left = np.where(symbols.code == yeh, -0.9, 0.0).astype(np.float32)
        right = np.select([symbols.code == alef, mark], [0.1, 0.1], 0.5).astype(np.float32)
        ink = Ink(symbols.code == BLANK, mark, left, -0.1 * ones, right, 0.7 * ones)
        tokens = tokens_of(document, symbols.of_page, ink)
        codes = symbols.code[tokens.flat].tolist()
        return codes[codes.index(MARK) - 1]

    assert owner(1, 2, MARK, alef, BLANK, yeh) == alef
    assert owner(1, 2, alef, MARK, BLANK, yeh) == yeh  # it may be of either
    assert owner(1, 2, alef, BLANK, yeh, MARK) == yeh


def test_tokens_are_counted_the_frequent_first_with_what_follows_them_in_a_line() -> None:
    line = [(1, 0.0, 0.0, 5.0), (2, 10.0, 0.0, 5.0), (1, 20.0, 0.0, 5.0), (3, 30.0, 0.0, 5.0)]
    document = extraction(page(line + [(code, x, 40.0, advance) for code, x, _, advance in line[:2]]))
    symbols = symbols_of(document)
    ones = np.ones(len(symbols), np.float32)
    none = np.zeros(len(symbols), np.bool_)
    tokens = tokens_of(document, symbols.of_page, Ink(none, none, 0 * ones, 0 * ones, 0.5 * ones, 0.7 * ones))
    names = symbols.code[tokens.flat].tolist()
    assert (names, tokens.counts.tolist()) == ([1, 2, 3], [3, 2, 1])
    follows = {(names[a], names[b]): n for a, b, n in tokens.follows.tolist()}
    assert follows == {(2, 1): 2, (3, 1): 1, (1, 2): 1}  # none from line to line
    assert tokens.follows[0].tolist() == [1, 0, 2]


def test_shares_of_places_with_others() -> None:
    tokens = Tokens(
        flat=np.array([1, 2, 1, 3, 2, 4, 3]), starts=np.array([0, 2, 3, 6, 7]), counts=np.array([3, 1, 1, 1]),
        follows=np.zeros((0, 3), np.int64), below=np.zeros(5, np.int64), above=np.zeros(5, np.int64),
    )  # fmt: skip
    assert tokens.shares_with([2]).tolist() == [0, 0.75, 1, 0.5, 1]
    assert tokens.shares_with([]).tolist() == [0, 0, 0, 0, 0]
    assert tokens.beside([2]).tolist() == [0, 0.75, 0, 0.5, 1]
    assert tokens.beside([3]).tolist() == [0, 0, 0.25, 0, 0]  # not those two places on, nor in another token
    assert tokens.beside([]).tolist() == [0, 0, 0, 0, 0]


def test_symbols_count_their_uses_and_keep_the_claim() -> None:
    symbols = symbols_of(extraction(page([(1, 0, 0, 5), (1, 5, 0, 5), (2, 10, 0, 5)])))
    assert symbols.code.tolist() == [1, 2]
    assert symbols.count.tolist() == [2, 1]
    assert symbols.claim == (None, None)


def test_an_empty_document_has_no_symbols() -> None:
    assert len(symbols_of(extraction(page([])))) == 0


def test_narrow_spaces_part_tokens_where_a_page_has_no_others() -> None:
    """A face that is small on its body, set without glyphs for spaces: words stand 1 apart, size 10, kerning 0.5."""
    words = [
        [(1, 12.5 * k, 20.0 * line, 5), (2, 12.5 * k + 5.5, 20.0 * line, 6)] for k in range(6) for line in range(5)
    ]
    assert cut([glyph for word in words for glyph in word]) == {(2, 1): 30}


def test_a_few_narrow_gaps_among_wide_ones_part_nothing() -> None:
    assert word_gap(np.array([0.0] * 80 + [0.1] * 5 + [0.25] * 20)) == parameters.Tokens.GAP
    assert (
        word_gap(np.array([0.0] * 400 + [0.1] * 19)) == parameters.Tokens.GAP
    )  # kerned pairs of a text whose spaces are glyphs
    assert word_gap(np.array([0.0] * 2000 + [0.1] * 40)) == parameters.Tokens.GAP  # and of a full page
    assert 0.05 < word_gap(np.array([0.0] * 80 + [0.05] * 3 + [0.12] * 20)) < 0.1


def test_hardly_any_white_parts_tokens_where_letters_leave_none() -> None:
    assert 0.0 < word_gap(np.array([0.0] * 80 + [0.055] * 20)) < 0.055
    assert word_gap(np.array([0.0] * 80 + [0.03] * 2 + [0.055] * 20)) == parameters.Tokens.GAP  # letters don't touch
    assert word_gap(np.array([0.0] * 80 + [0.055] * 19)) == parameters.Tokens.GAP  # few


@pytest.mark.parametrize("along", [[0.0, 10.0, 20.0], [0.0, 20.0, 10.0, 30.0], [30.0, 10.0, 20.0, 0.0]])
def test_the_glyphs_of_a_line_are_read_from_left_to_right_in_whatever_order_they_are_painted(
    along: list[float],
) -> None:
    places, ones = np.array(along), np.ones(len(along))
    rows, gaps = token_lines.from_left(
        np.arange(len(along)), np.array([0, len(along)]), places, 10 * ones, ones, ones < 1
    )
    assert places[rows].tolist() == sorted(along)
    assert gaps.tolist() == [0.0] * (len(along) - 1)


@pytest.mark.parametrize("shuffled", [False, True])
def test_pages_are_cut_alike_compiled_and_interpreted(shuffled: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A real page, once with its glyphs in another order; what is a mark is made up, and so are the boxes of ink."""
    document, rng = extract_pdf(PDFS / "treaty.pdf"), np.random.default_rng(5)
    page = document.pages[0]
    if shuffled:
        order = np.concatenate([part[rng.permutation(part.size)] for part in np.array_split(np.arange(len(page)), 9)])
        page = at_rows(page, order)
    document = replace(document, pages=(page,))
    symbols = symbols_of(document)
    blank = np.array([not (claim or "").strip() for claim in symbols.claim])
    mark = rng.random(len(symbols)) < 0.1
    left, bottom, width, height = rng.normal(0.0, 0.2, (4, len(symbols))).astype(np.float32)
    ink = Ink(blank, mark & ~blank, left, bottom, left + abs(width), bottom + abs(height))
    compiled = tokens_of(document, symbols.of_page, ink)
    plain = interpreted("warraq.decipher.glyph.signs.token_lines")
    numbered = plain.numbered
    monkeypatch.setattr(plain, "numbered", lambda signs, sizes: numbered(signs.astype(object), sizes))
    monkeypatch.setattr(tokens, "token_lines", plain)
    slow = tokens_of(document, symbols.of_page, ink)
    assert compiled.counts.size > 50
    assert compiled.below.sum() + compiled.above.sum() > 5
    for name in ("flat", "starts", "counts", "follows", "below", "above"):
        assert getattr(compiled, name).tolist() == getattr(slow, name).tolist(), name


def test_the_white_of_letters_set_apart_is_taken_alike_compiled_and_interpreted() -> None:
    """Lines with white of several widths, and blanks among them."""
    plain, rng = interpreted("warraq.decipher.glyph.signs.token_lines"), np.random.default_rng(3)
    blank, order, none = np.array([False, True]), np.arange(120), np.zeros(0, np.int64)
    symbol = (rng.random(120) < 0.05).astype(np.int64)
    white = rng.choice([1.0, 2.0, 2.2, 7.0], 120, p=[0.2, 0.4, 0.3, 0.1])
    along, down = np.cumsum(5 + white) % 170, np.floor(np.cumsum(5 + white) / 170) * 20
    ones, ink = np.ones(120, np.float32), Ink(blank, ~blank[::-1] & False, *np.zeros((4, 2), np.float32))
    made = []
    for module in (token_lines, plain):
        placed = module.Placed(along, down, symbol, order, none, none.reshape(0, 2))
        made.append(module.lines(order, placed, 10 * ones, 5 * ones, ink, module.Sides(none, none)))
    for one, other in zip(*made, strict=True):
        assert one.tolist() == other.tolist()
    assert (made[0][1] < 0.05).sum() > 40
