"""Single claims that the font's own names contradict."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.decipher.glyph.split_face import NASKH, set_text
from tests.decipher.glyph.typesetter import Typeset, typeset
from tests.installed import require
from warraq.config import EVIDENCE
from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.channel import decipher
from warraq.decipher.glyph.signs.tokens import Symbols, symbols_of
from warraq.decipher.glyph.trust import contradicted as module
from warraq.decipher.glyph.trust.contradicted import contradicted, low_alefs
from warraq.decipher.glyph.trust.font_selection import select_fonts
from warraq.fonts.outlines.atlas import Atlas
from warraq.fonts.outlines.outline import UNSEEN, OutlineEvidence, Use, outline_evidence, outlines_of
from warraq.model.font import Font
from warraq.model.glyph import Extraction

DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
NOON, BEH, LAM, ALEF = "\u0646", "\u0628", "\u0644", "\u0627"


@pytest.fixture(scope="module")
def page() -> Typeset:
    return typeset(set_text()[:900], require(NASKH, "fonts-noto-core"))


def named(page: Typeset, wrongly: Mapping[int, str] | None = None) -> Extraction:
    """The page with names of its letters, where ``wrongly`` hasn't others."""
    shown = {gid: text for gid, text in page.truth.items() if text.isalpha()} | dict(wrongly or {})
    names = {gid: "_".join(f"uni{ord(c):04X}" for c in text) for gid, text in shown.items()}
    font = replace(page.extraction.fonts[0], gid_to_name=names, gid_to_unicode={})
    return replace(page.extraction, fonts=(font,))


def claiming(extraction: Extraction, page: Typeset, wrongly: Mapping[int, str]) -> Symbols:
    symbols = symbols_of(extraction)
    return replace(symbols, claim=tuple((page.truth | dict(wrongly)).get(gid) for gid in symbols.gid.tolist()))


def glyph_of(page: Typeset, text: str) -> int:
    return next(gid for gid, shown in sorted(page.truth.items()) if shown == text)


def contradicted_codes(extraction: Extraction, symbols: Symbols) -> list[int]:
    """Glyphs whose claims are doubted."""
    of_font = range(len(symbols))
    return [int(symbols.gid[s]) for s in contradicted(extraction.fonts[0], of_font, symbols)]


def test_a_claim_that_name_and_ink_contradict_is_doubted(page: Typeset) -> None:
    noon = glyph_of(page, NOON)
    assert contradicted_codes(named(page), claiming(named(page), page, {noon: BEH})) == [noon]


def test_names_of_old_faces_count_where_they_are_heard(page: Typeset) -> None:
    noon = glyph_of(page, NOON)
    font = replace(named(page).fonts[0], gid_to_name={noon: "noonisolated"})
    symbols = claiming(named(page), page, {noon: BEH})
    members = range(len(symbols))
    assert [int(symbols.gid[s]) for s in contradicted(font, members, symbols)] == [noon]
    assert contradicted(font, members, symbols, EVIDENCE - {"legacy"}) == []


def test_a_wrong_name_is_none_where_the_ink_is_as_claimed(page: Typeset) -> None:
    wrong = named(page, {glyph_of(page, NOON): BEH})
    assert contradicted_codes(wrong, claiming(wrong, page, {})) == []


@pytest.mark.parametrize("claim", ["\u0640", "n", NOON + "\u064f", "\u0753", NOON + BEH])
def test_kashidas_vowels_other_scripts_and_whole_clusters_are_no_contradiction(page: Typeset, claim: str) -> None:
    noon = glyph_of(page, NOON)  # U+0753 is a letter that the atlas doesn't know
    assert contradicted_codes(named(page), claiming(named(page), page, {noon: claim})) == []


def test_a_part_of_the_cluster_that_is_claimed_is_no_contradiction(page: Typeset) -> None:
    lam = glyph_of(page, LAM)
    assert contradicted_codes(named(page), claiming(named(page), page, {lam: LAM + ALEF})) == []


@pytest.mark.parametrize("part", [LAM, ALEF])
def test_a_claim_that_is_a_part_of_what_the_glyph_shows_is_doubted(part: str) -> None:
    page = typeset(set_text()[:900], require(DEJAVU, "fonts-dejavu-core"))  # it draws lam-alef as one glyph
    ligature = glyph_of(page, LAM + ALEF)
    assert contradicted_codes(named(page), claiming(named(page), page, {ligature: part})) == [ligature]
    assert contradicted_codes(named(page), claiming(named(page), page, {})) == []


def low(page: Typeset, wrongly: Mapping[int, str]) -> list[int]:
    symbols = claiming(page.extraction, page, wrongly)
    return [int(symbols.gid[s]) for s in low_alefs(page.extraction.fonts[0], range(len(symbols)), symbols)]


def lowest(page: Typeset) -> int:
    """The glyph of the letter that is least high."""
    outlines = outlines_of(page.extraction.fonts[0])
    assert outlines is not None
    boxes = {gid: outlines.box(gid)[0] for gid, text in page.truth.items() if text.isalpha()}
    return min(boxes, key=lambda gid: box.top - box.bottom if (box := boxes[gid]) is not None else math.inf)


def test_what_claims_an_alef_and_is_much_lower_is_none(page: Typeset) -> None:
    assert low(page, {lowest(page): ALEF}) == [lowest(page)]
    assert low(page, {}) == []


def test_a_form_of_keheh_counts_as_kaf(page: Typeset) -> None:
    noon = glyph_of(page, NOON)
    assert contradicted_codes(named(page), claiming(named(page), page, {noon: "\ufb90"})) == [noon]


def test_names_of_old_faces_stand_behind_the_cmap(page: Typeset) -> None:
    noon = glyph_of(page, NOON)
    font = replace(named(page).fonts[0], gid_to_name={noon: "noonisolated"}, gid_to_unicode={noon: BEH})
    symbols = claiming(named(page), page, {noon: BEH})
    assert contradicted(font, range(len(symbols)), symbols) == []


def test_the_most_used_glyphs_are_measured_beside(page: Typeset, monkeypatch: pytest.MonkeyPatch) -> None:
    noon = glyph_of(page, NOON)
    measured: list[Use] = []
    monkeypatch.setattr(module, "outline_evidence", lambda font, uses, book: measured.extend(uses))
    symbols = claiming(named(page), page, {noon: BEH})
    assert contradicted_codes(named(page), symbols) == []  # of a program that can't be read
    assert [use.gid for use in measured][:1] == [noon]
    most = sorted((int(n) for n, gid in zip(symbols.count, symbols.gid, strict=True) if gid != noon), reverse=True)
    assert [use.times for use in measured[1:]] == most[: parameters.Contradicted.BESIDE]


@pytest.mark.parametrize(("text", "name"), [("\u0631", LAM), ("\u0633", "\u0641"), ("\u0645", "\u0647")])
def test_by_itself_a_glyph_has_no_scale(page: Typeset, text: str, name: str) -> None:
    """Measured alone, a reh is as high as a lam."""
    wrong = named(page, {glyph_of(page, text): name})
    assert contradicted_codes(wrong, claiming(wrong, page, {})) == []


def test_of_what_paints_nothing_the_ink_does_not_decide(page: Typeset) -> None:
    space = glyph_of(page, " ")
    extraction = named(page, {space: NOON})
    assert contradicted_codes(extraction, claiming(extraction, page, {space: BEH})) == []


@pytest.mark.parametrize("unseen", [(BEH, NOON), (BEH,)])
def test_ink_that_is_like_no_letter_does_not_decide(
    page: Typeset, monkeypatch: pytest.MonkeyPatch, unseen: Sequence[str]
) -> None:
    noon = glyph_of(page, NOON)

    def as_mark(font: Font, uses: Sequence[Use], book: Atlas) -> OutlineEvidence:
        seen = outline_evidence(font, uses, book)
        assert seen is not None
        columns = [label.text in unseen for label in book.labels]
        return replace(seen, loglik=np.where(columns, UNSEEN, seen.loglik))

    monkeypatch.setattr(module, "outline_evidence", as_mark)
    assert contradicted_codes(named(page), claiming(named(page), page, {noon: BEH})) == []


def test_nothing_is_measured_where_nothing_is_contradicted(page: Typeset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "outline_evidence", lambda *_: pytest.fail("measured"))
    assert contradicted_codes(named(page), claiming(named(page), page, {})) == []


def test_low_alefs_are_asked_of_believed_fonts(page: Typeset) -> None:
    low_one = lowest(page)
    symbols = claiming(page.extraction, page, {low_one: ALEF})
    single = select_fonts(page.extraction, symbols, {0: list(range(len(symbols)))}, (), EVIDENCE).symbols
    assert low_one in {int(symbols.gid[s]) for s in single}


def test_it_is_asked_of_believed_fonts_unless_outlines_are_left_out(page: Typeset) -> None:
    noon = glyph_of(page, NOON)
    extraction = named(page)
    symbols = claiming(extraction, page, {noon: BEH})
    doubted = {int(s) for s in range(len(symbols)) if symbols.gid[s] == noon}
    for evidence, single in ((EVIDENCE, doubted), (EVIDENCE - {"outline"}, set())):
        selection = select_fonts(extraction, symbols, {0: list(range(len(symbols)))}, (), evidence)
        assert (selection.fonts, set(selection.symbols)) == (frozenset(), single)


def test_what_is_doubted_is_read_as_its_name_says(page: Typeset) -> None:
    noon = glyph_of(page, NOON)
    extraction = named(page)
    table = tuple(sorted({*page.truth.values(), BEH}))
    texts = page.truth | {noon: BEH}
    pages = tuple(
        replace(
            one,
            claim=np.array([table.index(texts[gid]) if gid in texts else -1 for gid in one.gid.tolist()], np.int32),
        )
        for one in extraction.pages
    )
    (glyph_map,) = decipher(replace(extraction, pages=pages, claims=table))
    code = int(next(one.charcode[one.gid == noon][0] for one in pages if noon in one.gid))
    assert glyph_map.readings[code].text == NOON
    assert glyph_map.verdict == "wrong_map"
    assert glyph_map.repaired == 1
