"""Letters whose dots are glyphs of their own."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from benchmarks.corpus import text
from benchmarks.reading import text_of, unseen
from pipeline import heal
from pipeline.config import EVIDENCE
from pipeline.decipher.glyph import ascent, atlas, split_dots
from pipeline.decipher.glyph.evidence.dots import FIRST_GLYPH, OWN_GLYPH, _costs, dots_of, signatures
from pipeline.decipher.glyph.evidence.outline import (
    BARE,
    DOTTED,
    JOINED,
    OTHER,
    SURE_COST,
    Use,
    _dots_apart,
    _missing_dots,
    outlines_of,
)
from pipeline.decipher.glyph.glyph_channel import decipher
from pipeline.decipher.glyph.split_dots import FIRST_CODE, join_dots
from pipeline.diagnose import used_codes
from pipeline.emit.proof.glyph_pictures import glyph_path
from pipeline.model.document import normal_text
from pipeline.model.glyph import Extraction, Page
from pipeline.model.packed_pages import PackedPages
from pipeline.run import read_pdf, review
from tests.decipher.glyph.split_face import taken_apart, write_pdf
from tests.decipher.glyph.tiny_fonts import font as font_of
from tests.decipher.glyph.tiny_pages import page_of
from tests.decipher.glyph.typesetter import Typeset, typeset
from tests.installed import require

BEH, HAH, ALEF_HAMZA = "\u0628", "\u062d", "\u0623"
YEH, WAW_HAMZA = "\u064a", "\u0624"
NASKH = Path("/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf")


@pytest.fixture(scope="module")
def page() -> Typeset:
    return typeset(set_text(), require(NASKH, "fonts-noto-core"))


def set_text() -> str:
    blocks = " ".join(block.text for block in text.pages(1, 1))
    return " ".join("".join(c for c in blocks if (c.isalpha() and not c.isascii()) or c in " .").split())


@pytest.fixture(scope="module")
def apart(page: Typeset) -> Extraction:
    return taken_apart(page)


def glyphs(extraction: Extraction) -> int:
    return sum(map(len, extraction.pages))


def codes(extraction: Extraction) -> list[int]:
    return np.concatenate([page.charcode for page in extraction.pages]).tolist()


@pytest.mark.parametrize("bases_first", [False, True])
def test_what_was_taken_apart_is_put_together_again(page: Typeset, bases_first: bool) -> None:
    whole, joined = page.extraction, join_dots(taken_apart(page, bases_first), EVIDENCE)
    assert glyphs(joined) == glyphs(whole)
    pairs = Counter(zip(codes(whole), codes(joined), strict=True))
    made = {old for old, new in pairs if new >= FIRST_CODE}
    assert made >= {old for old, shown in page.truth.items() if dots_of(shown) and old in made}
    assert len(made) > 30
    assert len({new for old, new in pairs if old in made}) == len(made) == sum(old in made for old, _ in pairs)


def test_a_joined_letter_is_painted_as_it_was(page: Typeset, apart: Extraction) -> None:
    whole, joined = page.extraction, join_dots(apart, EVIDENCE)
    before, after = outlines_of(whole.fonts[0]), outlines_of(joined.fonts[0])
    assert before is not None and after is not None
    new = {b: a for a, b in zip(codes(whole), codes(joined), strict=True) if b >= FIRST_CODE}
    for code, gid in new.items():
        letter = joined.fonts[0].code_to_gid[code]
        assert list(after.box(letter)[0] or ()) == pytest.approx(list(before.box(gid)[0] or ()), abs=10)
        assert len(after.contours([letter])[0]) == len(before.contours([gid])[0])
        drawn, as_before = glyph_path(joined.fonts[0], letter), glyph_path(whole.fonts[0], gid)
        assert drawn.count("Z") == as_before.count("Z")
        assert extent(drawn) == pytest.approx(extent(as_before), abs=8)


def extent(path: str) -> list[int]:
    """Least and largest coordinates of the points of a path."""
    numbers = [int(number) for number in re.findall(r"-?\d+", path)]
    return [reach(numbers[axis::2]) for axis in (0, 1) for reach in (min, max)]


def test_the_letters_are_read(page: Typeset, apart: Extraction) -> None:
    with unseen(("NotoNaskhArabic",)):
        right = share_right(page, join_dots(apart, EVIDENCE))
        without = share_right(page, join_dots(apart, EVIDENCE - {"split_dots"}))
    assert right > 0.99
    assert without < 0.9


def test_no_letter_is_sure_before_the_dots_are_learnt(
    page: Typeset, apart: Extraction, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[int] = []
    tell = ascent.sure

    def sure(*given: Any) -> list[int]:
        signs = tell(*given)
        found.append(len(signs))
        return signs

    monkeypatch.setattr(ascent, "sure", sure)
    decipher(page.extraction)
    decipher(join_dots(apart, EVIDENCE))
    assert found[0] > 10
    assert found[1] == 0


def share_right(page: Typeset, extraction: Extraction) -> float:
    """Share of the glyphs with a known truth that read so; those of dots are in nobody's way."""
    readings = decipher(extraction)[0].readings
    font = extraction.fonts[0]
    read = [readings[code].text for code in codes(extraction) if font.widths.get(code) != 0.0]
    true = [page.truth.get(code) for code in codes(page.extraction)]
    pairs = [(one, found) for one, found in zip(true, read, strict=True) if one is not None and one.strip()]
    return sum(one == found for one, found in pairs) / len(pairs)


def test_without_advance_and_seldom_is_no_face_that_draws_dots_apart(
    apart: Extraction, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(split_dots, "LEAST_SHARE", 0.5)
    assert join_dots(apart, EVIDENCE) is apart


def test_codes_that_were_counted_are_not_counted_again(apart: Extraction) -> None:
    assert join_dots(apart, EVIDENCE, used_codes(apart)) is not apart
    assert join_dots(apart, EVIDENCE, [{} for _ in apart.fonts]) is apart  # none is used, it is said


def test_vowels_and_marks_of_other_scripts_are_no_dots(apart: Extraction) -> None:
    font = apart.fonts[0]
    marks = {code: "\N{HEBREW POINT HIRIQ}" for code, width in font.widths.items() if width == 0.0}
    claimed = replace(apart, fonts=(replace(font, to_unicode=marks),))
    assert join_dots(claimed, EVIDENCE) is claimed


def test_a_sound_face_is_left_as_it_is(page: Typeset) -> None:
    assert join_dots(page.extraction, EVIDENCE) is page.extraction


def test_widths_of_nothing_make_no_dots_of_zeros_and_full_stops() -> None:
    page = typeset("\u0662\u0660\u0660\u0660. \u0661\u0660. " * 30, require(NASKH, "fonts-noto-core"))  # 2000. 10.
    font = page.extraction.fonts[0]
    placed = replace(page.extraction, fonts=(replace(font, widths=dict.fromkeys(font.code_to_gid, 0.0)),))
    assert join_dots(placed, EVIDENCE) is placed


def test_dots_behind_a_base_are_its_own_though_they_mostly_stand_before_it(apart: Extraction) -> None:
    first = apart.pages[0]
    dots = dots_in(apart)[::10]
    rows = np.arange(len(first))
    rows[dots], rows[dots + 1] = dots + 1, dots
    columns = ("font", "charcode", "cid", "gid", "x", "y", "advance", "size", "angle", "flags", "claim")
    turned = replace(first, **{name: getattr(first, name)[rows] for name in columns})
    before, after = (joined_of(join_dots(with_first(apart, page), EVIDENCE)) for page in (first, turned))
    otherwise = sum(one != other for one, other in zip(before, after, strict=True))
    assert otherwise < len(dots) / 4  # two where they are given to the letter behind, whose ink is there too


@pytest.mark.parametrize(("column", "by"), [("size", 1.2), ("angle", 90)])
def test_dots_of_another_size_or_direction_are_no_part_of_the_letter(apart: Extraction, column: str, by: float) -> None:
    first, dots = apart.pages[0], dots_in(apart)[:10]
    changed = getattr(first, column).copy()
    changed[dots] = changed[dots] * by if column == "size" else by
    joined = join_dots(with_first(apart, replace(first, **{column: changed})), EVIDENCE)
    assert glyphs(joined) == glyphs(join_dots(apart, EVIDENCE)) + len(dots)


def test_the_same_dots_far_above_and_below_a_base_make_two_letters() -> None:
    low, also_low, high = (split_dots._Letter(0, 1, ((2, 0, dy),)) for dy in (-30, -20, 40))
    numbers, shapes = split_dots._numbered([low, also_low, low, high])
    assert numbers[low] == numbers[also_low] != numbers[high]
    assert shapes == {(0, numbers[low]): low, (0, numbers[high]): high}


def test_two_dots_that_touch_are_dots_as_are_three_drawn_as_one_and_a_bar_and_a_shadda_are_none() -> None:
    dot, two = split_dots._Shape(0.01, 1.0, 0.6), split_dots._Shape(0.022, 2.0, 0.6)
    bar, shadda = split_dots._Shape(0.022, 4.0, 0.9), split_dots._Shape(0.022, 1.6, 0.4)
    three, letter = split_dots._Shape(0.019, 0.97, 0.4), split_dots._Shape(0.021, 0.7, 0.4)
    large, full, thin = (split_dots._Shape(*row) for row in ((0.03, 1.0, 0.4), (0.02, 1.0, 0.55), (0.02, 1.0, 0.3)))
    marks = {1: [dot], 2: [two], 3: [bar], 4: [shadda], 5: [dot, two], 6: [dot, bar], 7: [three], 8: [letter]}
    others = {9: [large], 10: [full], 11: [thin]}
    assert split_dots._dots(marks | others, {1: 9}) == {1, 2, 5, 7}


def test_a_letter_of_which_actual_text_says_two_things_claims_none() -> None:
    letter = split_dots._Letter(0, 1, ((2, 0, 0),))
    found = [split_dots._Found(row, (row + 1,), letter) for row in (0, 2)]
    for texts, said in (((BEH, HAH), {}), ((BEH, BEH), {(0, 7): BEH})):
        extraction = page_of(font_of(None, codes=(1,)), [1, 2, 1, 2])
        page = replace(extraction.pages[0], actual_text=spans(texts))
        told = replace(extraction, pages=(page,))
        assert split_dots._said(told, [found], {letter: 7}, ()) == said


def spans(texts: Sequence[str]) -> tuple[tuple[int, int, str], ...]:
    return tuple((2 * at, 2 * at + 2, text) for at, text in enumerate(texts))


def test_glyph_procedures_are_not_drawn_to_look_for_dots(apart: Extraction, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    for name in ("_marks", "drawn_boxes"):
        monkeypatch.setattr(split_dots, name, lambda font, codes=(): looked.append(font.name) or {})
    wide = dict.fromkeys(apart.fonts[0].widths, 500.0)
    drawn = replace(apart, fonts=(replace(apart.fonts[0], program_kind="type3", widths=wide),))
    assert join_dots(drawn, EVIDENCE) is drawn
    assert not looked


def with_first(extraction: Extraction, page: Page) -> Extraction:
    return replace(extraction, pages=(page, *extraction.pages[1:]))


def dots_in(extraction: Extraction) -> NDArray[np.intp]:
    """The rows of dots on the first page."""
    widths = extraction.fonts[0].widths
    return np.flatnonzero([widths[code] == 0.0 for code in extraction.pages[0].charcode.tolist()])


def joined_of(extraction: Extraction) -> list[list[int]]:
    """Of each glyph those that it was joined of, or itself."""
    letters = extraction.fonts[0].letters
    gids = (gid for page in extraction.pages for gid in page.gid.tolist())
    return [[part for part, _, _ in letters.get(gid, ((gid, 0, 0),))] for gid in gids]


def test_packed_pages_stay_packed(apart: Extraction) -> None:
    packed = join_dots(replace(apart, pages=PackedPages(apart.pages)), EVIDENCE)
    assert isinstance(packed.pages, PackedPages)
    assert codes(packed) == codes(join_dots(apart, EVIDENCE))


def test_glyphs_of_annotations_stay_the_last_ones(apart: Extraction) -> None:
    page = apart.pages[0]
    kept = np.arange(len(page)) < len(page) - 2
    left = split_dots._without(replace(page, annotated=5), kept)
    assert left.annotated == 3
    assert split_dots._without(page, kept).annotated == 0


def test_a_base_that_stands_alone_claims_no_letter_with_dots(apart: Extraction) -> None:
    font, first = apart.fonts[0], apart.pages[0]
    bases = {parts[0][0] for parts in join_dots(apart, EVIDENCE).fonts[0].letters.values()}
    once, twice = sorted(bases & set(first.charcode.tolist()))[:2]
    told = {once: "\N{ARABIC LETTER JEEM}", twice: "\N{ARABIC LETTER HAH}"}
    claims = tuple(told.values())
    lost = [int(np.flatnonzero(first.charcode == base)[0]) - 1 for base in told]  # their dots
    claim = np.select([first.charcode == once, first.charcode == twice], [0, 1], -1).astype(np.int32)
    kept = np.delete(np.arange(len(first)), lost)
    first = split_dots._without(replace(first, claim=claim), np.isin(np.arange(len(first)), kept))
    fonts = (replace(font, to_unicode=told),)
    claimed = replace(apart, fonts=fonts, pages=(first, *apart.pages[1:]), claims=claims)
    joined = join_dots(claimed, EVIDENCE)
    assert joined.fonts[0].to_unicode == {twice: "\N{ARABIC LETTER HAH}"}
    left = {claims[i] for one in joined.pages for i in one.claim.tolist() if i >= 0}
    assert left == {"\N{ARABIC LETTER HAH}"}


def test_actual_text_of_just_a_letter_is_its_claim(page: Typeset, apart: Extraction) -> None:
    truth = page.truth
    spans: list[tuple[int, int, str]] = []
    whole = iter(codes(page.extraction))
    first = apart.pages[0]
    row = 0
    while row < len(first):
        dots = int(apart.fonts[0].widths[int(first.charcode[row])] == 0.0)
        shown = truth.get(next(whole), "")
        spans += [(row, row + 2, shown)] if dots and shown else []
        row += 1 + dots
    spans.append((0, 1, "x") if spans[0][0] else (2, 3, "x"))
    said = replace(apart, pages=(replace(first, actual_text=tuple(spans)), *apart.pages[1:]))
    joined = join_dots(said, EVIDENCE)
    claims: defaultdict[int, set[str]] = defaultdict(set)
    for old, new in zip(codes(page.extraction), codes(joined), strict=True):
        if new in joined.fonts[0].to_unicode:
            claims[new].add(truth[old])
    assert len(claims) > 25
    assert all({joined.fonts[0].to_unicode[code]} == shown for code, shown in claims.items())
    ends = [(start, end) for start, end, _ in joined.pages[0].actual_text]
    assert all(end - start == 1 for start, end in ends)


def test_it_is_the_same_each_time(apart: Extraction) -> None:
    once, again = join_dots(apart, EVIDENCE), join_dots(apart, EVIDENCE)
    assert once.fonts[0] == again.fonts[0]
    assert codes(once) == codes(again)


def test_a_file_is_read_and_healing_leaves_the_font(apart: Extraction, page: Typeset, tmp_path: Path) -> None:
    source, target = tmp_path / "apart.pdf", tmp_path / "healed.pdf"
    write_pdf(apart, source)
    with unseen(("NotoNaskhArabic",)):
        read = read_pdf(source)
        report = heal(source, target)
        assert "NaN" not in review(source)
    said = normal_text(" ".join(text_of(read.document).split()))
    true = normal_text(set_text())
    assert Levenshtein.distance(said, true) < 0.02 * len(true)
    assert report.fonts == ()
    assert [warning for warning in report.warnings if "Apart draws dots apart" in warning]
    assert len(read.in_file.pages[0]) == len(apart.pages[0]) > len(read.extraction.pages[0])


def test_letters_without_dots_are_out_for_joined_glyphs_and_those_with_dots_for_others(apart: Extraction) -> None:
    font = join_dots(apart, EVIDENCE).fonts[0]
    outlines, book = outlines_of(font), atlas.shipped()
    assert outlines is not None
    letter, parts = next(iter(font.letters.items()))
    base, other = parts[0][0], next(gid for gid in font.code_to_gid.values() if gid not in font.letters)
    uses = [Use(letter, 0.5, 10), Use(base, 0.5, 10), Use(other, 0.5, 10)]
    found = _dots_apart(outlines, uses)
    assert found.tolist() == [JOINED, BARE, OTHER]
    assert _dots_apart(outlines, [Use(letter, 0.5, 1), Use(base, 0.5, 10)]).tolist() == [JOINED, OTHER]  # a stray dot
    lost = _missing_dots([1, 1, 1], found, book)
    texts = [label.text for label in book.labels]
    label = {text: texts.index(text) for text in (BEH, HAH, ALEF_HAMZA, "7")}
    assert lost[:, label[BEH]].tolist() == [0, SURE_COST, DOTTED]
    assert lost[:, label[HAH]].tolist() == [SURE_COST, 0, 0]
    assert lost[:, label[ALEF_HAMZA]].tolist() == [0, SURE_COST, DOTTED]
    assert lost[:, label["7"]].tolist() == [SURE_COST, SURE_COST, 0]
    assert not _missing_dots([1, 1, 1], np.zeros(3, np.int64), book).any()


def test_which_dots_a_joined_letter_bears_is_known(apart: Extraction) -> None:
    font = join_dots(apart, EVIDENCE).fonts[0]
    outlines = outlines_of(font)
    assert outlines is not None
    borne = dict(zip(font.letters, signatures(outlines, list(font.letters)), strict=True))
    assert {gid: {(FIRST_GLYPH + dots, 0) for dots, _, _ in parts[1:]} for gid, parts in font.letters.items()} == {
        gid: set(signature) for gid, signature in borne.items()
    }
    assert _costs({("..",): 2.0}, ((FIRST_GLYPH, 0),)).rest == OWN_GLYPH * _costs({("..",): 2.0}, ((1, 0),)).rest


@pytest.mark.parametrize(
    ("claims", "whole"),
    [
        ({9: YEH}, True),
        ({9: YEH, 8: WAW_HAMZA}, True),
        ({9: YEH, 8: WAW_HAMZA, 3: "\N{ARABIC LETTER WAW}"}, True),  # which waw itself is drawn with
        ({9: YEH, 3: "\N{ARABIC LETTER WAW}"}, False),  # hamza that claims nothing
        ({9: YEH, 8: WAW_HAMZA, 1: YEH}, False),  # claimed twice
        ({9: YEH, 8: WAW_HAMZA, 1: "\N{REPLACEMENT CHARACTER}"}, False),
        ({9: HAH, 8: WAW_HAMZA}, False),  # which bears no dots
        ({9: YEH + BEH, 8: WAW_HAMZA}, False),
    ],
)
def test_dots_that_claim_the_one_letter_of_their_base_are_no_part_of_many(claims: dict[int, str], whole: bool) -> None:
    font = replace(font_of(None, codes=(1, 2, 3, 8, 9)), to_unicode=claims)
    yeh, final_yeh, waw = (split_dots._Letter(0, base, ((dots, 0, 0),)) for base, dots in ((1, 9), (2, 9), (3, 8)))
    letters = {yeh, final_yeh, waw} if len(claims) > 1 else {yeh, final_yeh}
    of_base = {1: YEH, 2: YEH} | ({3: WAW_HAMZA} if len(claims) > 1 else {})
    assert split_dots._claimed_whole(font, letters) == (of_base if whole else {})
    # Over another letter's base the same dots are a part of it.
    assert not split_dots._claimed_whole(font, letters | {split_dots._Letter(0, 1, ((8, 0, 0),))})


def of_one_letter_each(apart: Extraction) -> Extraction:
    """What is left where each base bears one kind of dots only, which claims a yeh."""
    letters = {own.letter for page in apart.pages for own in split_dots._letters(page, split_dots._faces(apart))}
    one = {letter.base: letter for letter in sorted(letters)}
    kept = {(base, dots) for base, letter in one.items() for dots, *_ in letter.dots}
    gone = {letter.dots[0][0] for letter in letters if (letter.base, letter.dots[0][0]) not in kept}
    pages = [split_dots._without(page, ~np.isin(page.charcode, list(gone))) for page in apart.pages]
    said = replace(apart.fonts[0], to_unicode={dots: YEH for _, dots in kept})
    return replace(apart, pages=tuple(pages), fonts=(said,))


def test_letters_claim_what_their_dots_do_where_these_are_parts_of_no_other(apart: Extraction) -> None:
    whole = of_one_letter_each(apart)
    joined = join_dots(whole, EVIDENCE)
    made = {code for code in codes(joined) if code >= FIRST_CODE}
    claims = {joined.claims[claim] for page in joined.pages for claim in page.claim[page.charcode >= FIRST_CODE]}
    assert claims == {YEH}
    assert {joined.fonts[0].to_unicode[code] for code in made} == {YEH}
    for unsaid in (join_dots(whole, EVIDENCE - {"claim"}), join_dots(apart, EVIDENCE)):
        assert unsaid.fonts[0].letters
        assert not unsaid.fonts[0].to_unicode.keys() & made


def test_what_is_said_of_a_part_of_a_letter_is_not_said_of_it(apart: Extraction) -> None:
    first = apart.pages[0]
    letter = next(iter(split_dots._letters(first, split_dots._faces(apart))))
    begin, end = min(letter.base, *letter.dots), max(letter.base, *letter.dots) + 1
    spans = ((letter.base, letter.base + 1, HAH), (letter.dots[0], letter.dots[0] + 1, HAH), (begin, end, BEH))
    said = replace(apart, pages=(replace(first, actual_text=spans), *apart.pages[1:]))
    assert [text for *_, text in join_dots(said, EVIDENCE).pages[0].actual_text] == [BEH]


def test_a_face_that_draws_dots_apart_in_some_of_its_ligatures_is_one(page: Typeset, apart: Extraction) -> None:
    dots = apart.pages[0].charcode[[width == 0.0 for width in map(apart.fonts[0].widths.get, codes(apart))]]
    assert dots.size / len(apart.pages[0]) > 5 * split_dots.LEAST_SHARE
    whole = replace(page.extraction.pages[0], font=page.extraction.pages[0].font)
    of_face = [replace(whole, number=number) for number in range(2, 7)]
    diluted = replace(apart, pages=(apart.pages[0], *of_face))
    assert join_dots(diluted, EVIDENCE).fonts[0].letters


LAM, NOON, FEH = "\u0644", "\u0646", "\u0641"
#: Codes of a page of Nastaliq: a base, dots, a spacer and a space.
BASE, DOTS, SPACER, SPACE = 1, 2, 3, 4
DRAWN = split_dots._Drawn(frozenset({DOTS}), {BASE: (0.0, 0.4), DOTS: (0.1, 0.2)}, frozenset({SPACER}))


def nastaliq(claims: dict[int, str], codes: Sequence[int], *spans: tuple[int, int, str]) -> Extraction:
    font = replace(font_of(None, claims=claims, codes=(BASE, DOTS, SPACER, SPACE)))
    page = page_of(font, codes, leftwards=False)
    return replace(page, pages=(replace(page.pages[0], actual_text=spans),))


@pytest.mark.parametrize(
    ("claims", "widths", "spacers"),
    [
        ({}, {SPACER: 0.0, SPACE: 250.0}, {SPACER}),
        ({SPACER: LAM}, {SPACER: 0.0, SPACE: 250.0}, {SPACER}),
        ({SPACER: "\N{ZERO WIDTH JOINER}"}, {SPACER: 0.0, SPACE: 250.0}, set()),
        ({SPACER: "\N{ARABIC SUKUN}"}, {SPACER: 0.0, SPACE: 250.0}, set()),
        ({}, {SPACER: 0.0, SPACE: 0.0}, set()),  # Qahiri's space
        ({}, {SPACER: 20.0, SPACE: 250.0}, set()),
    ],
)
def test_spacers_paint_nothing_and_take_no_room(
    claims: dict[int, str], widths: dict[int, float], spacers: set[int]
) -> None:
    font = replace(font_of(None, claims=claims, codes=(BASE, DOTS, SPACER, SPACE)), widths=widths)
    assert split_dots._spacers(font, {BASE, DOTS}) == spacers
    absent = replace(font, code_to_gid={SPACER: 0, SPACE: SPACE})
    assert split_dots._spacers(absent, ()) == set()


def test_a_spacer_goes_and_leaves_its_claim_to_the_base_behind_it_where_codes_go_by_text() -> None:
    told = nastaliq({SPACER: LAM}, [SPACER, BASE, SPACE, BASE, SPACER], (0, 2, LAM), (3, 4, NOON), (4, 5, FEH))
    for by_text, claims in (({0}, [LAM, "", ""]), ((), ["", "", ""])):
        page = split_dots._without_spacers(told.pages[0], {0: DRAWN}, by_text)
        assert page.charcode.tolist() == [BASE, SPACE, BASE]
        assert [told.claims[number] if number >= 0 else "" for number in page.claim.tolist()] == claims
        assert page.actual_text == ((0, 1, LAM), (2, 3, NOON))
    page = nastaliq({SPACER: LAM}, [SPACER, BASE, SPACER, SPACER, BASE, SPACER, BASE]).pages[0]
    page = replace(page, claim=np.array([0, -1, 0, -1, -1, 0, -1], np.int32), font=np.array([0] * 6 + [1], np.uint16))
    left = split_dots._without_spacers(page, {0: DRAWN}, {0})
    assert left.claim.tolist() == [0, 0, -1]  # across another spacer, but to no other font
    page = nastaliq({SPACER: LAM, BASE: FEH}, [SPACER, BASE, SPACER]).pages[0]
    assert split_dots._without_spacers(page, {0: DRAWN}, {0}).claim.tolist() == [page.claim[1]]
    assert split_dots._without_spacers(page, {0: replace(DRAWN, spacers=frozenset())}, {0}) is page


def test_codes_go_by_text_where_glyphs_have_several_of_several_claims() -> None:
    claims = {1: NOON, 2: FEH, 3: NOON, 4: BEH, 5: LAM, 6: BEH, 7: FEH, 8: "\ufef0", 9: "\u0649"}
    font = replace(font_of(None, claims=claims, codes=tuple(claims)))
    three = {1: 7, 2: 7, 3: 8, 4: 8, 5: 9, 6: 9, 7: 10}
    assert split_dots._claims_by_text(replace(font, code_to_gid=three))
    assert not split_dots._claims_by_text(replace(font, code_to_gid=three | {6: 11}))
    # The same letter in two shapes is one text.
    assert not split_dots._claims_by_text(replace(font, code_to_gid=three | {6: 11, 8: 12, 9: 12}))


@pytest.mark.parametrize(
    ("claims", "spans", "by_text", "said"),
    [
        ({BASE: NOON, DOTS: NOON}, (), (), NOON),  # Typst
        ({BASE: NOON, DOTS: FEH}, ((0, 1, NOON),), (), NOON),
        ({BASE: NOON, DOTS: FEH}, ((1, 2, FEH),), (), FEH),
        ({BASE: NOON, DOTS: FEH}, (), (), ""),
        ({DOTS: NOON}, (), (), ""),  # the dots of many letters (WeasyPrint)
        ({DOTS: NOON}, (), {0}, NOON),  # those of one (fpdf2)
        ({DOTS: NOON}, ((0, 2, FEH),), {0}, FEH),  # Chromium
        ({BASE: "\N{REPLACEMENT CHARACTER}", DOTS: "\N{REPLACEMENT CHARACTER}"}, (), (), ""),
    ],
)
def test_what_all_glyphs_of_a_letter_say_is_said_of_it(
    claims: dict[int, str], spans: tuple[tuple[int, int, str], ...], by_text: Any, said: str
) -> None:
    told = nastaliq(claims, [DOTS, BASE], *spans)
    letter = split_dots._Letter(0, BASE, ((DOTS, 0, 0),))
    found = split_dots._said(told, [[split_dots._Found(1, (0,), letter)]], {letter: 7}, by_text)
    assert found == ({(0, 7): said} if said else {})


def test_what_is_always_said_of_a_base_alone_is_its_claim_unless_it_has_dots() -> None:
    for texts, said in (((LAM, LAM), LAM), ((LAM, "\u0645"), ""), ((NOON, NOON), "")):
        spans = [(at, at + 1, text) for at, text in enumerate(texts)]
        found = split_dots._said_alone(nastaliq({BASE: FEH}, [BASE, BASE], *spans), [[]], {0: DRAWN}, ())
        assert found == ({(0, BASE): said} if said else {})


def test_what_a_code_claims_needs_no_telling_but_where_codes_go_by_text() -> None:
    for by_text, said in (((), {}), ({0}, {(0, BASE): "\u0639"})):
        assert split_dots._said_alone(nastaliq({BASE: "\ufecb"}, [BASE]), [[]], {0: DRAWN}, by_text) == said
    joined = split_dots._Found(0, (1,), split_dots._Letter(0, BASE, ((DOTS, 0, 0),)))
    told = nastaliq({BASE: FEH}, [BASE, DOTS], (0, 1, LAM))
    assert split_dots._said_alone(told, [[joined]], {0: DRAWN}, {0}) == {}


@pytest.mark.parametrize(
    ("white", "tail", "closed"), [(1.0, -0.05, True), (1.0, 0.0, False), (0.0, 0.0, False), (17.0, -1.65, False)]
)
def test_a_tail_that_reaches_over_the_white_before_it_leaves_none(white: float, tail: float, closed: bool) -> None:
    page = nastaliq({}, [BASE, BASE]).pages[0]
    page = replace(page, x=np.array([10.0, 15.0 + white], np.float32))
    edges = {0: {BASE: (tail, 0.5)}}
    assert split_dots._closed(page, edges).advance.tolist() == [5.0 + white if closed else 5.0, 5.0]
    turned = replace(page, angle=np.array([0.0, 90.0], np.float32))
    smaller = replace(page, size=np.array([10.0, 8.0], np.float32))
    other = replace(page, font=np.array([0, 1], np.uint16))
    for unlike in (turned, smaller, other):
        assert split_dots._closed(unlike, edges).advance.tolist() == [5.0, 5.0]
    assert split_dots._closed(page, {0: {DOTS: (tail, 0.5)}}).advance.tolist() == [5.0, 5.0]
    nothing = replace(page, size=np.zeros(2, np.float32))
    assert split_dots._closed(nothing, edges).advance.tolist() == [5.0, 5.0]


def test_letters_are_what_their_clusters_claim(page: Typeset, apart: Extraction) -> None:
    """As Typst claims them: each glyph of a letter the whole of it, by its code or else by /ActualText."""
    assert all(end > start for start, end, _ in clusters(page, apart))
    told = replace(apart.pages[0], actual_text=clusters(page, apart))
    joined = join_dots(replace(apart, pages=(told, *apart.pages[1:])), EVIDENCE)
    truth = page.truth
    right = {
        new: truth[old]
        for old, new in zip(codes(page.extraction), codes(joined), strict=True)
        if new >= FIRST_CODE and truth.get(old)
    }
    said = {code: text for code, text in joined.fonts[0].to_unicode.items() if code in right}
    assert len(said) > 25
    assert said == {code: right[code] for code in said}


def clusters(page: Typeset, apart: Extraction) -> tuple[tuple[int, int, str], ...]:
    """A span for each glyph of the letters of the first page."""
    spans: list[tuple[int, int, str]] = []
    whole, first, row = iter(codes(page.extraction)), apart.pages[0], 0
    while row < len(first):
        count = 2 if apart.fonts[0].widths[int(first.charcode[row])] == 0.0 else 1
        shown = page.truth.get(next(whole), "")
        spans += [(at, at + 1, shown) for at in range(row, row + count) if shown and count == 2]
        row += count
    return tuple(spans)


def test_a_face_with_spacers_is_joined_without_them_and_its_tails_take_their_room(apart: Extraction) -> None:
    narrow = tuple(replace(page, advance=page.advance * np.float32(0.9)) for page in apart.pages)
    plain = join_dots(replace(apart, pages=narrow), EVIDENCE)
    spaced = join_dots(with_spacers(replace(apart, pages=narrow)), EVIDENCE)
    assert codes(spaced) == codes(plain)
    advance = [np.concatenate([page.advance for page in one.pages]) for one in (plain, spaced)]
    wider = advance[1] > advance[0]
    assert 0.2 < wider.mean() < 1.0
    assert (advance[1] >= advance[0]).all()


def with_spacers(apart: Extraction) -> Extraction:
    """A blank glyph without a width before each letter and the dots before it."""
    font = apart.fonts[0]
    outlines = outlines_of(font)
    assert outlines is not None
    blank = next(gid for gid in font.code_to_gid.values() if outlines.box(gid)[0] is None)
    spacer = 1 << 15
    made = replace(
        font, code_to_gid=font.code_to_gid | {spacer: blank}, widths=font.widths | {spacer: 0.0},
        program_hash=font.program_hash + "spaced",
    )  # fmt: skip
    return replace(apart, fonts=(made,), pages=tuple(_spaced(page, spacer, blank, font) for page in apart.pages))


def _spaced(page: Page, spacer: int, blank: int, font: Any) -> Page:
    bases = [row for row, code in enumerate(page.charcode.tolist()) if font.widths[code] and code != blank]
    names = ("font", "charcode", "cid", "gid", "x", "y", "advance", "size", "angle", "flags", "claim")
    columns = {name: np.insert(getattr(page, name), bases, getattr(page, name)[bases]) for name in names}
    added = np.array(bases) + np.arange(len(bases))
    columns["charcode"][added], columns["gid"][added], columns["advance"][added] = spacer, blank, 0.0
    return replace(page, **columns)


def test_what_is_said_of_a_base_alone_is_claimed_wherever_it_stands() -> None:
    page = nastaliq({BASE: FEH}, [BASE, SPACE, BASE]).pages[0]
    assert split_dots._joined(page, [], {}, {(0, BASE): 5}, set()).claim.tolist() == [5, -1, 5]
    assert split_dots._joined(page, [], {}, {(0, FIRST_CODE): 5}, set()).claim.tolist() == page.claim.tolist()


def test_marks_between_letters_take_no_room() -> None:
    page = nastaliq({}, [BASE, DOTS, BASE]).pages[0]
    page = replace(page, x=np.array([10.0, 15.5, 16.0], np.float32), advance=np.array([5.0, 0.0, 5.0], np.float32))
    edges = {0: {BASE: (-0.05, 0.5), DOTS: (0.0, 0.1)}}
    assert split_dots._closed(page, edges).advance.tolist() == [6.0, 0.0, 5.0]
    assert split_dots._closed(page, {0: {BASE: (-0.05, 0.5)}}).advance.tolist() == [5.0, 0.0, 5.0]


@pytest.mark.parametrize(
    ("claim", "wrong"), [(NOON, True), ("\ufb9f", False), (LAM, False), ("\u066e", True), ("\N{ARABIC SUKUN}", False)]
)
def test_a_base_that_claims_a_letter_with_dots_is_believed_nowhere(claim: str, wrong: bool) -> None:
    """But noon ghunna, which is noon without its dot, and what has none."""
    told = nastaliq({BASE: claim}, [BASE])
    assert split_dots._wrongly_claimed(told, {(0, BASE)}) == ({(0, BASE)} if wrong else set())
