"""Faces whose letters are one font and whose dots are another, a Type 3 font, as Chromium and Typst write colours."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pikepdf import Dictionary, Name
from rapidfuzz.distance import Levenshtein

from benchmarks.reading import text_of, unseen
from tests.decipher.glyph.split_face import set_text, taken_apart
from tests.decipher.glyph.split_face import write_pdf as write_letters
from tests.decipher.glyph.test_type3 import as_type3
from tests.decipher.glyph.typesetter import typeset
from tests.glyph_columns import glyph_columns, with_columns
from tests.installed import require
from warraq import heal
from warraq.config import EVIDENCE
from warraq.decipher.glyph.parts import dots_apart, whole_letters
from warraq.decipher.glyph.parts.split_dots import join_dots
from warraq.decipher.glyph.parts.whole_faces import drawn_boxes, hosts_of, whole_faces
from warraq.decipher.glyph.signs.signs import inked
from warraq.emit.proof.glyph_pictures import glyph_path
from warraq.fonts.outlines.outline import outlines_of
from warraq.fonts.programs.type3 import pack, unpack
from warraq.model.document import normal_text
from warraq.model.font import Font
from warraq.model.glyph import Extraction, Page
from warraq.model.packed.pages import PackedPages
from warraq.run import read_pdf

NASKH = Path("/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf")


@pytest.fixture(scope="module")
def apart() -> Extraction:
    return taken_apart(typeset(set_text(), require(NASKH, "fonts-noto-core")))


@pytest.fixture(scope="module")
def halves(apart: Extraction) -> Extraction:
    return in_two_fonts(apart)


def in_two_fonts(apart: Extraction) -> Extraction:
    """``apart``, its dots in a Type 3 font of their own."""
    whole = apart.fonts[0]
    assert whole.program is not None
    dots = sorted(code for code, width in whole.widths.items() if width == 0.0)
    program, number = as_type3(whole.program, dots)
    codes = {gid: place for place, gid in enumerate(dots)}
    marks = replace(
        whole, program=program, program_kind="type3", program_hash=sha256(program).hexdigest(), subtype="Type3",
        composite=False, code_to_gid={codes[gid]: number[gid] for gid in dots}, units_per_em=1000,
        to_unicode={}, widths=dict.fromkeys(codes.values(), 0.0),
    )  # fmt: skip
    letters = replace(
        whole,
        code_to_gid={code: gid for code, gid in whole.code_to_gid.items() if code not in codes},
        widths={code: width for code, width in whole.widths.items() if code not in codes},
    )
    pages = tuple(_parted(page, codes, number) for page in apart.pages)
    return replace(apart, fonts=(letters, marks), pages=pages)


def _parted(page: Page, codes: dict[int, int], number: dict[int, int]) -> Page:
    is_dots = np.isin(page.gid, list(codes))
    gids = page.gid.tolist()
    code = np.array([codes.get(gid, gid) for gid in gids], page.charcode.dtype)
    gid = np.array([number.get(gid, gid) for gid in gids], page.gid.dtype)
    return replace(page, font=is_dots.astype(page.font.dtype), charcode=code, cid=code, gid=gid)


def shapes(extraction: Extraction) -> list[list[int] | None]:
    """Box of each glyph in the order of the pages, thousandths of an em."""
    boxes = []
    for page in extraction.pages:
        for number, gid in zip(page.font.tolist(), page.gid.tolist(), strict=True):
            outlines = outlines_of(extraction.fonts[number])
            assert outlines is not None
            box = outlines.box(gid)[0]
            boxes.append(None if box is None else [round(1000 * side / outlines.units_per_em) for side in box])
    return boxes


def test_letters_are_joined_with_the_dots_of_the_other_font(apart: Extraction, halves: Extraction) -> None:
    one, both = join_dots(apart, EVIDENCE), join_dots(halves, EVIDENCE)
    assert [page.charcode.tolist() for page in both.pages] == [page.charcode.tolist() for page in one.pages]
    assert not any((page.font == 1).any() for page in both.pages)
    assert both.fonts[0].program_hash != one.fonts[0].program_hash
    pairs = zip(shapes(both), shapes(one), strict=True)
    assert all(a == b or (a and b and a == pytest.approx(b, abs=1)) for a, b in pairs)


def test_guests_are_painted_at_the_size_of_their_host(halves: Extraction) -> None:
    joined = join_dots(halves, EVIDENCE).fonts[0]
    outlines, of_guest = outlines_of(joined), outlines_of(halves.fonts[1])
    assert outlines is not None and of_guest is not None
    assert (outlines.units_per_em, of_guest.units_per_em) == (1000, 2000)
    for gid, (_, theirs) in joined.guests.items():
        box, larger = outlines.box(gid)[0], of_guest.box(theirs)[0]
        assert box is not None and larger is not None
        assert [2 * side for side in box] == pytest.approx(list(larger), abs=1)
        assert inked(joined, gid)
        assert glyph_path(joined, gid) == glyph_path(halves.fonts[1], theirs) != ""
        assert (outlines.contours([gid])[0] * [4, 2, 2, 2, 2]) == pytest.approx(
            of_guest.contours([theirs])[0], rel=0.05
        )


def test_packed_pages_stay_packed(halves: Extraction) -> None:
    packed = whole_faces(replace(halves, pages=PackedPages(halves.pages)), {1: 0})
    assert isinstance(packed.pages, PackedPages)
    assert [page.gid.tolist() for page in packed.pages] == [
        page.gid.tolist() for page in whole_faces(halves, {1: 0}).pages
    ]


def test_glyphs_beside_their_own_font_or_those_of_another_size_stay(halves: Extraction) -> None:
    alone = replace(halves, pages=tuple(replace(page, font=page.font * 0 + 1) for page in halves.pages))
    assert hosts_of(alone, {1}) == {}
    smaller = tuple(replace(page, size=np.where(page.font == 1, page.size / 2, page.size)) for page in halves.pages)
    assert not any((page.font == 1).all() for page in smaller)
    other = replace(halves, pages=smaller)
    assert hosts_of(other, {1}) == {}
    bare = replace(halves, fonts=(replace(halves.fonts[0], program=None), halves.fonts[1]))
    assert hosts_of(bare, {1}) == {}
    of_procedures = replace(halves, fonts=(replace(halves.fonts[0], program_kind="type3"), halves.fonts[1]))
    assert hosts_of(of_procedures, {1}) == {}
    assert hosts_of(halves, {1}) == {1: 0}
    assert whole_faces(halves, hosts_of(halves, set())) is halves


def test_the_first_and_last_glyph_of_a_page_stand_beside_one_alone(halves: Extraction) -> None:
    letters, marks = halves.fonts
    (page, *_) = halves.pages
    row = int(np.flatnonzero(page.font == 1)[0])
    pair = whole_letters._without(page, np.isin(np.arange(len(page)), (row, row + 1)))
    for font in ([0, 1], [1, 0]):
        ends = replace(pair, font=np.array(font, page.font.dtype))
        assert hosts_of(replace(halves, fonts=(marks, letters), pages=(ends,)), {0}) == {0: 1}


def test_a_code_that_selects_no_glyph_selects_none_in_its_host(halves: Extraction) -> None:
    (page, *_) = halves.pages
    absent = replace(page, gid=np.where(page.font == 1, -1, page.gid))
    assert whole_faces(replace(halves, pages=(absent,)), {1: 0}).pages[0].gid.tolist() == absent.gid.tolist()


def test_guests_of_one_host_have_no_code_or_index_in_common(halves: Extraction) -> None:
    letters, marks = halves.fonts
    last = 5000  # of the glyphs of a font, of which its codes select some
    far = replace(marks, code_to_gid={code: last - code for code in marks.code_to_gid})
    joined = whole_faces(replace(halves, fonts=(letters, far, marks)), {1: 0, 2: 0}).fonts[0]
    assert len(joined.guests) == 2 * len(marks.code_to_gid)
    assert len(joined.code_to_gid) == len(letters.code_to_gid) + 2 * len(marks.code_to_gid)
    assert {guest.code_to_gid[0] for guest, _ in joined.guests.values()} == {last, marks.code_to_gid[0]}


def test_bullets_beside_a_face_that_has_its_dots_stay_what_they_are(apart: Extraction, halves: Extraction) -> None:
    """Where another font of the document draws dots apart."""
    whole = typeset(set_text(), require(NASKH, "fonts-noto-core"))
    bullets = type3(DOT)
    listed = [with_bullet(page) for page in whole.extraction.pages]
    pages = (*apart.pages, *(replace(page, font=page.font + 1, number=page.number + 50) for page in listed))
    document = replace(apart, fonts=(*apart.fonts, *whole.extraction.fonts, bullets), pages=pages)
    assert hosts_of(document, {2}) == {2: 1}
    joined = join_dots(document, EVIDENCE)
    assert joined.fonts[0].letters
    assert joined.fonts[1:] == document.fonts[1:]
    assert [page.font.tolist() for page in joined.pages[-len(listed) :]] == [
        page.font.tolist() for page in pages[-len(listed) :]
    ]


def with_bullet(page: Page) -> Page:
    """Glyph 7 of the next font before its first glyph."""
    columns = {name: np.insert(column, 0, column[0]) for name, column in glyph_columns(page).items()}
    columns["font"][0], columns["charcode"][0], columns["gid"][0], columns["claim"][0] = 1, 7, 1, -1
    return with_columns(replace(page, actual_text=()), columns)


def type3(procedure: bytes, claim: str = "", width: float = 0.0) -> Font:
    program = pack({"a": procedure}, {"a": width}, [0.001, 0, 0, 0.001, 0, 0], 1.0)
    return Font(
        name="F", subtype="Type3", composite=False, program=program, program_kind="type3", program_hash="",
        to_unicode={7: claim} if claim else {}, code_to_gid={7: 1}, gid_to_unicode={}, gid_to_name={},
        code_to_name={}, widths={7: width},
    )  # fmt: skip


DOT = b"0 0 d0 0 0 100 100 re f"


def test_boxes_of_procedures() -> None:
    (box,) = drawn_boxes(type3(DOT), [7])
    assert box == pytest.approx((0.1, 0.1))
    assert drawn_boxes(type3(b"0 0 d0"), [7]) == []
    assert drawn_boxes(replace(type3(DOT), code_to_gid={7: 0}), [7]) == []  # painted as a missing character


@pytest.mark.parametrize(
    ("font", "dotted"),
    [
        (type3(DOT), True),
        (type3(DOT, claim="\u0646"), True),
        (type3(DOT, claim="\u064f"), False),  # a vowel
        (type3(DOT, width=500.0), False),  # a full stop
        (type3(b"0 0 d0 0 0 300 100 re f"), False),
        (type3(b"0 0 d0 0 0 400 400 re f"), False),
        (type3(b"0 0 d0 0 0 100 0 re f"), False),
        (type3(b"0 0 d0"), False),
    ],
)
def test_type3_fonts_that_may_draw_dots(halves: Extraction, font: Font, dotted: bool) -> None:
    assert dots_apart.drawing_dots(replace(halves, fonts=(halves.fonts[0], font))) == ({1} if dotted else set())


def test_a_type3_font_that_draws_letters_and_dots_is_read_as_any_other(apart: Extraction) -> None:
    whole = apart.fonts[0]
    assert whole.program is not None
    gids = sorted(whole.code_to_gid)
    program, number = as_type3(whole.program, gids)
    font = replace(
        whole, program=program, program_kind="type3", program_hash=sha256(program).hexdigest(), subtype="Type3",
        code_to_gid={gid: number[gid] for gid in gids}, units_per_em=1000,
    )  # fmt: skip
    pages = tuple(
        replace(page, gid=np.array([number[gid] for gid in page.gid.tolist()], page.gid.dtype)) for page in apart.pages
    )
    joined = join_dots(replace(apart, fonts=(font,), pages=pages), EVIDENCE)
    assert [len(page) for page in joined.pages] == [len(page) for page in join_dots(apart, EVIDENCE).pages]


def test_a_file_of_two_such_fonts_is_read_and_its_maps_are_left(halves: Extraction, tmp_path: Path) -> None:
    path = tmp_path / "halves.pdf"
    write_pdf(halves, path)
    with unseen(("NotoNaskhArabic",)):
        read = read_pdf(path)
        report = heal(path, tmp_path / "healed.pdf")
    guest, letters = read.extraction.fonts
    assert {theirs for _, theirs in letters.guests.values()} == set(guest.code_to_gid.values())
    said, true = normal_text(" ".join(text_of(read.document).split())), normal_text(set_text())
    assert Levenshtein.distance(said, true) < 0.02 * len(true)
    assert report.fonts == ()
    assert [warning.split(" draws")[0] for warning in report.warnings] == ["the font Dots", "the font Apart"]


def write_pdf(halves: Extraction, path: Path) -> None:
    """The pages, each glyph set by itself: a composite font, and a Type 3 font whose glyphs are forms."""
    letters, marks = halves.fonts
    assert letters.program is not None and marks.program is not None
    with pikepdf.new() as pdf:
        write_letters(halves, path)
        with pikepdf.open(path) as one_font:
            pdf.pages.extend(one_font.pages)
        glyphs = unpack(marks.program)[2]
        forms = {
            f"/X{code}": pdf.make_stream(
                glyphs[gid - 1][1], Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 1000, 1000]
            )
            for code, gid in marks.code_to_gid.items()
        }
        procedures = {f"/g{code}": pdf.make_stream(b"0 0 d0 /X%d Do" % code) for code in marks.code_to_gid}
        dots = pdf.make_indirect(
            Dictionary(
                Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 1000, 1000], FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
                CharProcs=Dictionary(procedures), FirstChar=0, LastChar=len(glyphs) - 1, Widths=[0] * len(glyphs),
                Encoding=Dictionary(Differences=[0, *map(Name, procedures)]), Name=Name("/Dots"),
                Resources=Dictionary(XObject=Dictionary(forms)),
            )
        )  # fmt: skip
        for page, sheet in zip(halves.pages, pdf.pages, strict=True):
            rows = zip(page.font, page.size, page.x, page.height - page.y, page.charcode.tolist(), strict=True)
            shown = "".join(
                f"/{'FD'[font]} {size} Tf 1 0 0 1 {x} {y} Tm <{code:0{4 - 2 * font}X}> Tj\n"
                for font, size, x, y, code in rows
            )
            sheet.Contents = pdf.make_stream(f"BT\n{shown}ET".encode())
            sheet.Resources.Font.D = dots
        pdf.save(path.with_suffix(".both"))
    path.with_suffix(".both").replace(path)
