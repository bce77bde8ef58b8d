"""Clusters drawn as several glyphs: each reads as its own part where the font's tables know the parts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.decipher.glyph.tiny_fonts import font, program
from tests.decipher.glyph.tiny_pages import page_of
from warraq.config import EVIDENCE
from warraq.decipher.glyph import channel, parameters
from warraq.decipher.glyph.channel import decipher
from warraq.decipher.glyph.signs.signs import ink_height
from warraq.decipher.glyph.signs.tokens import symbols_of
from warraq.decipher.glyph.trust import clusters
from warraq.decipher.glyph.trust.clusters import own_marks, parts_of, unclaimed_letters, without_bases, without_links
from warraq.decipher.glyph.trust.font_selection import FontSelection
from warraq.model.font import Font

AIN, DAMMA, ALEF, HAMZA, LAM = "\u0639", "\u064f", "\u0627", "\u0654", "\u0644"
ALEF_HAMZA = "\u0623"


def parts(made: Font) -> dict[int, str]:
    """charcode -> its part."""
    symbols = symbols_of(page_of(made, list(made.code_to_gid)))
    texts = parts_of(made, range(len(symbols)), symbols, EVIDENCE)
    return {int(symbols.code[s]): text for s, text in texts.items()}


def test_glyphs_that_all_claim_the_cluster_read_as_their_own_part() -> None:
    made = font(None, codes=(1, 2), claims={1: AIN + DAMMA, 2: AIN + DAMMA}, cmap={1: AIN, 2: DAMMA})
    assert parts(made) == {1: AIN, 2: DAMMA}


def test_a_glyph_that_claims_nothing_reads_as_the_part_that_another_claims() -> None:
    made = font(None, codes=(1, 2), claims={1: ALEF_HAMZA}, cmap={1: ALEF, 2: HAMZA})
    assert parts(made) == {1: ALEF, 2: HAMZA}


def test_a_glyph_that_claims_a_whole_run_reads_as_its_own_part() -> None:
    """WeasyPrint over Cairo: the first glyph of a run claims all of it, spaces and what another face paints too."""
    run = f"{AIN}{DAMMA}{LAM} "
    made = font(None, codes=(1, 2, 3, 4), claims={1: run, 4: run + "h"}, cmap={1: "\ufecb", 2: DAMMA, 3: LAM, 4: "h"})
    assert parts(made) == {1: AIN, 2: DAMMA, 3: LAM, 4: "h"}


def test_a_ligature_keeps_its_claim() -> None:
    made = font(None, codes=(1, 2), claims={1: LAM + ALEF, 2: AIN}, cmap={1: "\ufefb", 2: AIN})
    assert parts(made) == {}


def test_what_nobody_claims_is_read_by_the_tables() -> None:
    made = font(None, codes=(1, 2, 3), claims={1: AIN, 2: LAM}, cmap={1: AIN, 2: LAM}, names={3: "lammeeminitial"})
    assert parts(made) == {3: "\u0644\u0645"}


def test_what_the_tables_know_is_as_sure_as_they_are_and_what_nobody_knows_is_not() -> None:
    """Fonts of TeX without a map: digits and stops are claimed by their names, letters are told by theirs."""
    names = {3: "laminitial", 4: "meemfinal"}
    made = font(None, codes=(1, 2, 3, 4, 5), claims={1: ".", 2: ":"}, cmap={1: ".", 2: ":"}, names=names)
    (glyph_map,) = decipher(page_of(made, [3, 4, 5, 1, 2] * 4))
    assert [glyph_map.readings[code].text for code in (3, 4, 5)] == ["\u0644", "\u0645", ""]
    assert [glyph_map.readings[code].confidence for code in (3, 4, 5)] == [parameters.BY_TABLES] * 2 + [0.0]


def test_what_the_tables_do_not_know_stays_with_the_claim() -> None:
    assert parts(font(None, codes=(1, 2), claims={1: LAM + ALEF})) == {}


def test_marks_without_width_keep_no_base() -> None:
    assert own_marks(AIN + DAMMA, 0.0) == DAMMA
    assert own_marks(AIN + DAMMA, 0.3) == AIN + DAMMA
    assert own_marks(DAMMA, 0.0) == DAMMA


def test_a_mark_with_an_advance_that_claims_its_base_too_is_the_mark_alone() -> None:
    """WeasyPrint, Jomhuria: the vowel over an alef with hamza has an advance of its own."""
    boxes = {"mark": (10, 580, 120, 730, 135), "alef": (40, 0, 180, 580, 200)}
    data = program(["alef", "mark", "other"], {}, boxes=boxes)
    of_alef = {1: ALEF_HAMZA, 2: ALEF_HAMZA + DAMMA, 3: AIN + DAMMA}  # the last stands on the line
    page = page_of(font(data, codes=(1, 2, 3), claims=of_alef), [1, 2, 3])
    assert without_bases(page, symbols_of(page)).claim == (ALEF_HAMZA, DAMMA, AIN + DAMMA)
    (glyph_map,) = decipher(page)
    assert glyph_map.readings[2].text == DAMMA


def test_an_alef_without_width_that_completes_a_lam_alef_keeps_its_claim() -> None:
    """LibreOffice, Noto Naskh: the second glyph of a lam-alef claims the alef with its vowel."""
    assert own_marks(ALEF_HAMZA + DAMMA, 0.0, 0.76) == ALEF_HAMZA + DAMMA
    assert own_marks(AIN + DAMMA, 0.0, 0.28) == DAMMA


HEIGHTS = {1: 0.1, 2: 0.5, 3: 0.7, 4: 0.09}


@pytest.mark.parametrize(
    ("shown", "claims", "heights", "moved"),
    [
        ([3, 2, 1, 3], {1: "ج"}, {}, True),
        ([3, 1, 2, 3, 2, 3], {1: "ج"}, {}, True),  # the letter stands without its link too
        ([3, 2, 1, 3, 1, 3], {1: "ج"}, {}, False),  # the link stands without the letter
        ([3, 2, 1, 3], {1: "جر"}, {}, False),
        ([3, 2, 1, 3], {1: "-"}, {}, False),
        ([3, 2, 1, 3], {1: "ج", 2: "ر"}, {}, False),
        ([3, 2, 1, 3], {1: "ج"}, {1: 0.2}, False),  # a letter
        ([3, 2, 1, 3], {1: "ج"}, {1: 0.0}, False),  # a blank
        ([3, 2, 1, 3], {1: "ج"}, {2: 0.1}, False),  # another link
    ],
)
def test_the_claim_of_a_link_is_that_of_the_mute_letter_beside_it(
    shown: list[int], claims: dict[int, str], heights: dict[int, float], moved: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = page_of(font(None, codes=(1, 2, 3), claims={3: "ل", **claims}), shown)
    symbols = symbols_of(drawn)
    height_of = {int(gid): (HEIGHTS | heights)[int(code)] for gid, code in zip(symbols.gid, symbols.code, strict=True)}
    monkeypatch.setattr(clusters, "ink_height", lambda made, gid: height_of[gid])
    unlinked = without_links(drawn, symbols)
    by_code = dict(zip(symbols.code.tolist(), unlinked.claim, strict=True))
    assert (by_code[1], by_code[2]) == (("", claims[1]) if moved else (claims[1], claims.get(2)))


@pytest.mark.parametrize(
    ("shown", "claims", "heights", "letters"),
    [
        ([3, 1, 2, 3, 1, 2], {3: "\u0628"}, {1: 0.6, 2: 0.6}, {1, 2}),  # lam-alef as two glyphs that nobody claims
        ([3, 1, 2, 3], {1: "\u0644\u0627", 3: "\u0628"}, {2: 0.6}, set()),  # the claim of both is the first one's
        ([3, 1, 2, 3, 3, 2, 3, 3, 2], {1: "\u0644\u0627", 3: "\u0628"}, {2: 0.6}, {2}),  # that once only
        ([3, 2, 3], {3: "\u0628"}, {2: 0.2}, set()),  # dots, a link or a mark
        ([3, 2, 3], {3: "a"}, {2: 0.6}, set()),
    ],
)
def test_high_glyphs_without_a_claim_are_letters_where_no_cluster_claims_them(
    shown: list[int],
    claims: dict[int, str],
    heights: dict[int, float],
    letters: set[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn = page_of(font(None, codes=(1, 2, 3), claims=claims), shown)
    symbols = symbols_of(drawn)
    codes = dict(zip(symbols.gid.tolist(), symbols.code.tolist(), strict=True))
    monkeypatch.setattr(clusters, "ink_height", lambda made, gid: heights.get(codes[gid], 0.0))
    assert {int(symbols.code[s]) for s in unclaimed_letters(drawn, symbols)} == letters


def test_links_and_letters_of_different_fonts_keep_their_claims(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = page_of(font(None, codes=(1, 2), claims={1: "ج"}), [2, 1])
    (page,) = drawn.pages
    drawn = replace(drawn, fonts=drawn.fonts * 2, pages=(replace(page, font=(page.charcode == 1).astype(np.int32)),))
    monkeypatch.setattr(clusters, "ink_height", lambda made, gid: 0.1 if gid == made.code_to_gid[1] else 0.5)
    symbols = symbols_of(drawn)
    assert without_links(drawn, symbols).claim == symbols.claim


def test_a_letter_behind_a_link_is_read_by_the_claim_of_the_link(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel, "select_fonts", lambda *_: FontSelection(frozenset()))  # boxes look like no letters
    boxes = {"link": (-20, 0, 120, 90, 92), "jeem": (0, -194, 600, 267, 600), "lam": (0, 0, 300, 700, 300)}
    data = program(list(boxes), {}, boxes=boxes)
    claims = {1: "\u062c", 3: LAM}
    (glyph_map,) = decipher(page_of(font(data, codes=(1, 2, 3), claims=claims), [3, 2, 1, 3]))
    assert {code: reading.text for code, reading in glyph_map.readings.items()} == {1: "", 2: "\u062c", 3: LAM}
    assert glyph_map.verdict == "honest"


@pytest.mark.parametrize(("gid", "height"), [(1, 0.09), (2, 0.0), (0, 0.0), (-1, 0.0), (9, 0.0)])
def test_ink_has_a_height_where_a_glyph_of_the_face_paints(gid: int, height: float) -> None:
    data = program(["link", "blank"], {}, blank=["blank"], boxes={"link": (-20, 0, 120, 90, 92)})
    assert ink_height(font(data), gid) == height
    assert ink_height(font(None), gid) == 0.0


def test_a_sign_with_a_name_that_nobody_knows_is_doubtful_and_a_piece_of_a_sign_is_not() -> None:
    """Fonts of TeX are read by the names of their glyphs, which needn't be on any list."""
    names = {1: "summationdisplay", 2: "prime", 3: "hatultime", 4: "bracelefttp", 5: "a50"}
    claims = {1: "\N{N-ARY SUMMATION}", 2: "\N{PRIME}"}
    made = font(None, codes=tuple(names), claims=claims)
    made = replace(made, composite=False, subtype="Type1", code_to_name=names)
    (glyph_map,) = decipher(page_of(made, [1, 2, 3, 4, 5] * 4))
    assert {code: glyph_map.readings[code].text for code in names} == {**dict.fromkeys(names, ""), **claims}
    assert {code for code in names if glyph_map.readings[code].confidence < 0.5} == {3}


def test_what_claims_no_part_of_an_arabic_cluster_belongs_to_it_whatever_its_name() -> None:
    made = font(None, codes=(1, 2))
    made = replace(
        made, composite=False, subtype="Type1", to_unicode={1: LAM + ALEF}, code_to_name={1: "x1", 2: "hatultime"}
    )
    (glyph_map,) = decipher(page_of(made, [1, 2] * 4))
    assert (glyph_map.readings[2].text, glyph_map.readings[2].confidence) == ("", parameters.MOSTLY_SO)
