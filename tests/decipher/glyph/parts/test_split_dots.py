"""Letters whose dots are glyphs of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from benchmarks.harakat import sentences
from benchmarks.reading import text_of, unseen
from tests.decipher.glyph.split_face import NASKH, codes, set_text, taken_apart, write_pdf
from tests.decipher.glyph.tiny_fonts import font as font_of
from tests.decipher.glyph.tiny_pages import page_of
from tests.decipher.glyph.typesetter import Typeset, typeset
from tests.glyph_columns import at_rows
from tests.installed import require
from warraq import heal
from warraq.config import EVIDENCE
from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.channel import _claimed, decipher
from warraq.decipher.glyph.evidence.dot_shapes import DotShapes
from warraq.decipher.glyph.evidence.dots import _costs, dots_of, signatures
from warraq.decipher.glyph.evidence.similar_glyphs import SimilarGlyphs
from warraq.decipher.glyph.parts import dots_apart, split_letters, whole_letters
from warraq.decipher.glyph.parts.split_dots import join_dots
from warraq.decipher.glyph.parts.split_letters import FIRST_CODE
from warraq.decipher.glyph.scores.confidence import Features, confidence
from warraq.decipher.glyph.search import coordinate_ascent, sign_readings, solve
from warraq.decipher.glyph.signs.tokens import symbols_of
from warraq.diagnose import used_codes
from warraq.emit.proof.glyph_pictures import glyph_path
from warraq.fonts.outlines import atlas
from warraq.fonts.outlines.outline import (
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
from warraq.model.document import normal_text
from warraq.model.font import Font
from warraq.model.glyph import Extraction, Page
from warraq.model.packed.pages import PackedPages
from warraq.run import read_pdf, review

AMIRI = Path("/usr/share/fonts/opentype/fonts-hosny-amiri/Amiri-Regular.ttf")
BEH, HAH, ALEF_HAMZA = "\u0628", "\u062d", "\u0623"


def glyphs(extraction: Extraction) -> int:
    return sum(map(len, extraction.pages))


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
    counts: list[int] = []
    tell = coordinate_ascent.sure

    def sure(*given: Any) -> list[int]:
        signs = tell(*given)
        counts.append(len(signs))
        return signs

    monkeypatch.setattr(coordinate_ascent, "sure", sure)
    decipher(page.extraction)
    decipher(join_dots(apart, EVIDENCE))
    assert counts[0] > 10
    assert counts[1] == 0


def test_letters_of_one_body_and_dots_of_one_shape_are_heard_whatever_else_changes(
    apart: Extraction, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Any] = []
    links: list[Any] = []
    weighed = Counter[str]()

    def similar(given_links: Any, *rest: Any) -> SimilarGlyphs:
        links.extend(given_links)
        return SimilarGlyphs(links, *rest)

    def dot_shapes(dots: Any, *rest: Any) -> DotShapes:
        drawn.append(dots)
        return DotShapes(dots, *rest)

    def weighs(name: str) -> Any:
        return lambda *given: weighed.update([name]) or True  # as if something had changed

    monkeypatch.setattr(solve, "SimilarGlyphs", similar)
    monkeypatch.setattr(solve, "DotShapes", dot_shapes)
    monkeypatch.setattr(SimilarGlyphs, "weigh", weighs("similar"))
    monkeypatch.setattr(DotShapes, "weigh", weighs("shapes"))
    joined = join_dots(apart, EVIDENCE)
    decipher(joined)
    assert weighed["similar"] == weighed["shapes"] > 3
    assert {link.of_body for _, link in links} == {True, False}
    (dots,) = drawn
    assert len(dots) == len(joined.fonts[0].letters)
    shapes = Counter(kinds for _, kinds in dots.values())
    assert max(shapes.values()) > 3  # many letters bear one dot
    assert all(kinds for kinds in shapes)


def test_marks_and_blank_glyphs_look_like_no_letter(apart: Extraction) -> None:
    """Of four glyphs that are drawn alike one is a mark and one paints nothing."""
    seen = SimpleNamespace(
        mark=np.array([False, True, False, False]),
        blank=np.array([False, False, True, False]),
        points=np.zeros((4, 2), np.float32),
    )
    outlines = SimpleNamespace(
        signs_of_font={0: [5, 6, 7, 8]}, uses_of_font={0: [Use(gid, 0.5, 1) for gid in range(4)]}, of_font={0: seen}
    )
    font = replace(apart.fonts[0], letters={9: ((9, 0, 0),)})
    case = SimpleNamespace(outlines=outlines, kinds=EVIDENCE, extraction=replace(apart, fonts=(font,)))
    links = [(sign, link.other) for sign, link in solve._links(case)]  # type: ignore[arg-type]
    assert links == [(5, 8), (8, 5)]
    case.extraction = replace(apart, fonts=(replace(font, letters={}),))
    assert not list(solve._links(case))  # type: ignore[arg-type]
    case.kinds = EVIDENCE - {"dots"}
    assert not list(solve._links(case))  # type: ignore[arg-type]


def share_right(page: Typeset, extraction: Extraction) -> float:
    """Share of the glyphs with a known truth that read so; those of dots are in nobody's way."""
    readings = decipher(extraction)[0].readings
    font = extraction.fonts[0]
    read = [readings[code].text for code in codes(extraction) if font.widths.get(code) != 0.0]
    true = [page.truth.get(code) for code in codes(page.extraction)]
    pairs = [(one, text) for one, text in zip(true, read, strict=True) if one is not None and one.strip()]
    return sum(one == text for one, text in pairs) / len(pairs)


def test_readings_of_a_face_that_draws_dots_apart_have_weights_of_their_own(
    page: Typeset, apart: Extraction, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds: list[bool] = []

    def watched(features: Features) -> float:
        kinds.append(features.dots_apart)
        return confidence(features)

    monkeypatch.setattr(sign_readings, "confidence", watched)
    decipher(page.extraction)
    assert kinds
    assert not any(kinds)
    kinds.clear()
    decipher(join_dots(apart, EVIDENCE))
    assert kinds
    assert all(kinds)


def test_without_advance_and_seldom_is_no_face_that_draws_dots_apart(
    apart: Extraction, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parameters.DotsApart, "LEAST_SHARE", 0.5)
    assert join_dots(apart, EVIDENCE) is apart


def test_codes_that_were_counted_are_not_counted_again(apart: Extraction) -> None:
    assert join_dots(apart, EVIDENCE, used_codes(apart)) is not apart
    assert join_dots(apart, EVIDENCE, [{} for _ in apart.fonts]) is apart  # none is used, it is said


def test_vowels_and_marks_of_other_scripts_are_no_dots(apart: Extraction) -> None:
    font = apart.fonts[0]
    marks = {code: "\N{HEBREW POINT HIRIQ}" for code, width in font.widths.items() if width == 0.0}
    claimed = replace(apart, fonts=(replace(font, to_unicode=marks),))
    assert join_dots(claimed, EVIDENCE) is claimed


@pytest.mark.parametrize("name", ["shadda", "shaddaisolated", "uni0651", "afii57457"])
def test_a_mark_that_its_glyph_name_calls_so_is_no_dot(apart: Extraction, name: str) -> None:
    (number,) = dots_apart.faces_with_dots(apart)
    font = apart.fonts[number]
    dots = dots_apart.faces_with_dots(apart)[number].dots
    names = {font.code_to_gid[code]: name for code in dots}
    named = (replace(font, gid_to_name=names), replace(font, code_to_name=dict.fromkeys(dots, name)))
    for changed in named:
        assert dots_apart.faces_with_dots(replace(apart, fonts=(changed,))) == {}


def test_a_joined_letter_without_a_claim_is_not_passed_over_in_an_honest_font(apart: Extraction) -> None:
    """Nothing beside it can claim it: it is a letter of its own, whatever the font claims else."""
    (number,) = dots_apart.faces_with_dots(apart)
    joined = join_dots(apart, EVIDENCE)
    letters = joined.fonts[number].letters
    symbols = symbols_of(joined)
    members = [s for s in range(len(symbols)) if int(symbols.gid[s]) in letters and not symbols.claim[s]]
    assert members
    assert _claimed(joined.fonts[number], members, symbols, EVIDENCE) == {}


def test_a_dot_that_a_wrong_map_calls_a_vowel_is_one_if_it_is_drawn_like_the_others(apart: Extraction) -> None:
    font, uses = apart.fonts[0], used_codes(apart)
    dots = dots_apart.faces_with_dots(apart, uses)[0].dots
    shapes = dots_apart._marks(font)
    alike = [code for code in dots if sum(dots_apart._same(shapes[code], shapes[dot]) for dot in dots) > 1]
    assert alike
    said = replace(font, to_unicode=font.to_unicode | {alike[0]: "\N{ARABIC DAMMA}"})
    assert dots_apart.faces_with_dots(replace(apart, fonts=(said,)), uses)[0].dots == dots
    known = replace(font, gid_to_unicode={font.code_to_gid[alike[0]]: "\N{ARABIC DAMMA}"})
    assert dots_apart.faces_with_dots(replace(apart, fonts=(known,)), uses)[0].dots == dots - {alike[0]}


@pytest.mark.parametrize(("vowel", "is_dotted"), [("\N{ARABIC DAMMA}", True), ("\N{ARABIC FATHA}", False)])
def test_a_dot_that_a_wrong_map_calls_a_damma_tells_a_face_of_dots(
    vowel: str, is_dotted: bool, apart: Extraction
) -> None:
    """Some faces draw a fatha as a small block, none a damma as a dot."""
    font, uses = apart.fonts[0], used_codes(apart)
    dots = dots_apart.faces_with_dots(apart, uses)[0].dots
    said = replace(font, to_unicode=font.to_unicode | dict.fromkeys(dots, vowel))
    assert bool(dots_apart.faces_with_dots(replace(apart, fonts=(said,)), uses)) is is_dotted


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
    turned = at_rows(first, rows)
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
    low, also_low, high = (split_letters.Letter(0, 1, ((2, 0, dy),)) for dy in (-30, -20, 40))
    numbers, shapes = split_letters.numbered([low, also_low, low, high])
    assert numbers[low] == numbers[also_low] != numbers[high]
    assert shapes == {(0, numbers[low]): low, (0, numbers[high]): high}


@pytest.mark.parametrize(("uses", "slight", "bears"), [(5, True, False), (4, True, True), (5, False, True)])
def test_a_vowel_bears_no_hamza_though_it_lies_nearer_than_the_letter(uses: int, slight: bool, bears: bool) -> None:
    base, vowel, hamza = 1, 2, 3
    font = font_of(None, claims={}, codes=(base, vowel, hamza))
    extraction = page_of(font, [base, vowel, hamza, *[base, vowel] * (uses - 1)])
    page = extraction.pages[0]
    place = 100 + 20 * np.cumsum(page.charcode == base) + 2.0 * (page.charcode != base)
    page = replace(page, x=place.astype(np.float32), advance=np.where(page.charcode == base, 5, 0).astype(np.float32))
    edges = {base: (0.0, 0.5), vowel: (0.0, 0.1), hamza: (0.0, 0.1)}
    bases, small = frozenset({base, vowel}), frozenset({vowel} if slight else ())
    drawn = {0: dots_apart.Drawn(frozenset({hamza}), bases, small, edges, frozenset())}
    extraction = replace(extraction, pages=(page,))
    (letter_found,) = split_letters.letters_of_page(page, drawn)
    assert page.charcode[letter_found.base] == vowel
    seldom = whole_letters._seldom_bearing(extraction, drawn, [[letter_found]])
    assert seldom == ({} if bears else {0: {vowel}})


def test_a_vowel_with_a_code_for_each_text_is_one_vowel() -> None:
    base, vowel, again, hamza = 1, 2, 4, 3
    font = replace(font_of(None, claims={}, codes=(base, vowel, again, hamza)), code_to_gid={1: 1, 2: 2, 4: 2, 3: 3})
    extraction = page_of(font, [vowel, hamza, again, again, again, again])
    letter = split_letters.Letter(0, vowel, ((hamza, 0, 0),))
    letter_found = split_letters.Found(0, (1,), letter)
    both = frozenset({vowel, again})
    drawn = {0: dots_apart.Drawn(frozenset({hamza}), both, both, {}, frozenset())}
    assert whole_letters._seldom_bearing(extraction, drawn, [[letter_found]]) == {0: both}


def test_letters_are_joined_without_what_seldom_bears_dots(apart: Extraction, monkeypatch: pytest.MonkeyPatch) -> None:
    def bases(joined: Extraction) -> set[int]:
        return {parts[0][0] for parts in joined.fonts[0].letters.values()}

    every = bases(join_dots(apart, EVIDENCE))
    gone = min(every)
    codes_of_gone = {code for code, gid in apart.fonts[0].code_to_gid.items() if gid == gone}
    monkeypatch.setattr(whole_letters, "_seldom_bearing", lambda extraction, drawn, letters: {0: codes_of_gone})
    left = bases(join_dots(apart, EVIDENCE))
    assert gone not in left
    assert every - {gone} <= left


def test_what_takes_no_room_and_is_small_may_be_a_vowel(apart: Extraction) -> None:
    font = apart.fonts[0]
    drawn = dots_apart.faces_with_dots(apart)[0]
    assert drawn.bases == drawn.edges.keys() - drawn.dots
    assert not drawn.slight  # all letters have a width
    outlines = outlines_of(font)
    assert outlines is not None
    sizes = {code: outlines.box(font.code_to_gid[code])[0] for code in drawn.edges}
    small = {
        code
        for code, box in sizes.items()
        if box and max(box.right - box.left, box.top - box.bottom) < parameters.DotsApart.SLIGHT * outlines.units_per_em
    }
    assert drawn.dots <= small < sizes.keys()
    assert {code for code in sizes if dots_apart._is_small(font, code)} == small


def test_two_dots_that_touch_are_dots_as_are_three_drawn_as_one_and_a_bar_and_a_shadda_are_none() -> None:
    dot, two = dots_apart._Shape(0.01, 1.0, 0.6, 1.0), dots_apart._Shape(0.022, 2.0, 0.6, 0.9)
    bar, shadda = dots_apart._Shape(0.022, 4.0, 0.9, 1.0), dots_apart._Shape(0.022, 1.6, 0.4, 0.6)
    three, letter = dots_apart._Shape(0.019, 0.97, 0.4, 0.6), dots_apart._Shape(0.021, 0.7, 0.4, 0.6)
    large, full, thin, small = (
        dots_apart._Shape(*row)
        for row in ((0.03, 1.0, 0.4, 1.0), (0.02, 1.0, 0.55, 1.0), (0.02, 1.0, 0.3, 1.0), (0.011, 1.4, 0.4, 0.6))
    )
    marks = {1: [dot], 2: [two], 3: [bar], 4: [shadda], 5: [dot, two], 6: [dot, bar], 7: [three], 8: [letter]}
    others = {9: [large], 10: [full], 11: [thin], 12: [small]}
    hamza, several = [dots_apart._Shape(0.011, 1.1, 0.4, 0.6)], [dot, dots_apart._Shape(0.011, 1.1, 0.4, 0.6)]
    assert dots_apart._dots(marks | others | {13: hamza, 14: several}, {1: 9, 12: 20, 13: 20}) == {1, 2, 5, 7, 13}
    fatha, wide = [dots_apart._Shape(0.011, 1.6, 0.4, 1.0)], [dots_apart._Shape(0.011, 1.2, 0.4, 0.65)]
    assert dots_apart._dots({1: [dot], 2: fatha, 3: wide}, {1: 9}) == {1, 3}
    joined = dots_apart._Shape(0.022, 2.0, 0.6, 0.6)
    assert dots_apart._dots({1: [dot], 2: [joined]}, {1: 9}) == {1}


def test_the_strokes_of_a_fathatan_are_no_dots() -> None:
    stroke, lozenge = dots_apart._Shape(0.009, 1.3, 0.33, 1.0), dots_apart._Shape(0.01, 1, 0.5, 1.0)
    marks = {1: [lozenge], 2: [stroke, stroke], 3: [stroke], 4: [lozenge, lozenge]}
    assert dots_apart._dots(marks, {1: 9}) == {1, 3, 4}


def test_shaddas_do_not_make_a_face_one_of_dots() -> None:
    """In a vocalised text without tables they are more of it than the dots of some faces that have those."""
    page = vocalised(NASKH, "fonts-noto-core", "\u0643\u0644\u0651 \u0623\u0645\u0651 " * 60)
    assert not dots_apart.faces_with_dots(page)
    assert join_dots(page, EVIDENCE) is page


def test_a_small_fatha_and_what_looks_like_three_of_it_do_not_either() -> None:
    page = vocalised(AMIRI, "fonts-hosny-amiri", " ".join(sentences()))
    assert not dots_apart.faces_with_dots(page)


def vocalised(path: Path, package: str, words: str) -> Extraction:
    """``words`` in a face without tables, whose marks have no width."""
    page = typeset(words, require(path, package)).extraction
    (font,) = page.fonts
    outlines = outlines_of(font)
    assert outlines is not None
    widths = {code: 0.0 if outlines.box(gid)[1] == 0 else 500.0 for code, gid in font.code_to_gid.items()}
    return replace(page, fonts=(replace(font, to_unicode={}, gid_to_unicode={}, gid_to_name={}, widths=widths),))


def test_glyph_procedures_are_not_drawn_to_look_for_dots(apart: Extraction, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    def look(font: Font, codes: Iterable[int] = ()) -> dict[int, object]:
        looked.append(font.name)
        return {}

    for name in ("_marks", "drawn_boxes"):
        monkeypatch.setattr(dots_apart, name, look)
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
    left = whole_letters._without(replace(page, annotated=5), kept)
    assert left.annotated == 3
    assert whole_letters._without(page, kept).annotated == 0


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
    ways = _dots_apart(outlines, uses)
    assert ways.tolist() == [JOINED, BARE, OTHER]
    assert _dots_apart(outlines, [Use(letter, 0.5, 1), Use(base, 0.5, 10)]).tolist() == [JOINED, OTHER]  # a stray dot
    lost = _missing_dots([1, 1, 1], ways, book)
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
    assert {
        gid: {(parameters.Dots.FIRST_GLYPH + dots, 0) for dots, _, _ in parts[1:]}
        for gid, parts in font.letters.items()
    } == {gid: set(signature) for gid, signature in borne.items()}
    assert (
        _costs({("..",): 2.0}, ((parameters.Dots.FIRST_GLYPH, 0),)).rest
        == parameters.Dots.OWN_GLYPH * _costs({("..",): 2.0}, ((1, 0),)).rest
    )


def test_a_face_that_draws_dots_apart_in_some_of_its_ligatures_is_one(page: Typeset, apart: Extraction) -> None:
    dots = apart.pages[0].charcode[[width == 0.0 for width in map(apart.fonts[0].widths.get, codes(apart))]]
    assert dots.size / len(apart.pages[0]) > 5 * parameters.DotsApart.LEAST_SHARE
    whole = replace(page.extraction.pages[0], font=page.extraction.pages[0].font)
    of_face = [replace(whole, number=number) for number in range(2, 7)]
    diluted = replace(apart, pages=(apart.pages[0], *of_face))
    assert join_dots(diluted, EVIDENCE).fonts[0].letters


def test_dots_may_all_be_pairs() -> None:
    """FreeSerif Bold draws the dots of a medial yeh apart, and all others with their letters."""
    square, hamza = dots_apart._Shape(0.009, 1.0, 0.55, 1.0), dots_apart._Shape(0.018, 0.67, 0.51, 0.68)
    pair = [square, square]
    assert dots_apart._dots({1: pair, 2: [hamza]}, {1: 33, 2: 2}) == {1}
    assert dots_apart._dots({1: pair, 2: [hamza], 3: [square]}, {1: 33, 2: 2, 3: 1}) == {1, 3}
    assert dots_apart._dots({2: [hamza]}, {2: 2}) == frozenset()


@pytest.mark.parametrize("in_one_glyph", [1, 2])
@pytest.mark.parametrize(("dots", "is_dotted"), [(2, False), (6, True)])
def test_a_face_draws_dots_apart_by_its_dots_alone(
    dots: int, is_dotted: bool, in_one_glyph: int, apart: Extraction, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Amiri's small fatha is like a dot, and a hamza or shadda beside it like dots that touch."""
    square, hamza = dots_apart._Shape(0.009, 1.0, 0.55, 1.0), dots_apart._Shape(0.009, 1.1, 0.5, 0.68)
    marks = {1: [square] * in_one_glyph, 2: [hamza] * in_one_glyph}
    monkeypatch.setattr(dots_apart, "_marks", lambda font, codes=None, claimed=False: {} if claimed else marks)
    uses = [{1: dots, 2: 20, 3: 100}] * len(apart.fonts)
    drawn = dots_apart.faces_with_dots(apart, uses)
    assert bool(drawn) is is_dotted
    assert all(each.dots == {1, 2} for each in drawn.values())
