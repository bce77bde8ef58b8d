"""Type 3 fonts: glyph procedures as outlines, and a page set in one that claims Latin letters."""

from __future__ import annotations

import zlib
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

from tests.decipher.glyph.test_faces import text
from tests.decipher.glyph.tiny_fonts import font
from tests.decipher.glyph.tiny_pages import page_of
from tests.decipher.glyph.typesetter import typeset
from tests.installed import require
from warraq.decipher.glyph.channel import decipher
from warraq.diagnose import diagnose
from warraq.fonts.outlines import atlas
from warraq.fonts.outlines.glyph_procedures import as_opentype, contours
from warraq.fonts.outlines.glyph_shape import Box, GlyphOutlines
from warraq.fonts.outlines.image_masks import inked
from warraq.fonts.outlines.outline import outlines_of
from warraq.fonts.programs.type3 import glyph_order, pack, unpack, upside_down
from warraq.model.finding import Finding

IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
SQUARE = b"500 0 0 0 100 100 d1 0 0 m 100 0 l 100 100 l 0 100 l h f"
NASKH = Path("/usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf")


def packed(procedures: dict[str, bytes], advance: float = 500.0) -> bytes:
    return pack(procedures, dict.fromkeys(procedures, advance), [0.001, 0, 0, 0.001, 0, 0], 1.0)


def test_packing_keeps_every_procedure() -> None:
    program = packed({"b": b"two", "a": b"one"}, advance=250.0)
    assert glyph_order({"b": b"", "a": b""}) == ["a", "b"]
    assert unpack(program) == ([0.001, 0, 0, 0.001, 0, 0], 1.0, [(250.0, b"one"), (250.0, b"two")])


def test_anything_else_is_no_packed_font() -> None:
    with pytest.raises(ValueError, match="not a packed"):
        as_opentype(b"\0\1\0\0")


def test_a_filled_path_becomes_an_outline_of_its_size() -> None:
    outlines = GlyphOutlines(as_opentype(packed({"a": SQUARE})))
    assert outlines.units_per_em == 2000
    assert outlines.box(1) == (Box(0, 0, 200, 200), 1000)


@pytest.mark.parametrize(
    ("procedure", "count"),
    [
        (b"0 0 m 9 0 l 9 9 l S", 0),
        (b"0 0 m 9 0 l 9 9 l n", 0),
        (b"0 0 9 9 re 20 20 9 9 re f*", 2),
        (b"q 2 0 0 2 0 0 cm 0 0 9 9 re f Q 0 0 9 9 re f", 2),
        (b"9 9 l f m 1 c", 0),
    ],
)
def test_only_fills_count(procedure: bytes, count: int) -> None:
    assert len(contours(procedure, IDENTITY)) == count


def test_matrices_hold_until_they_are_restored() -> None:
    first, second = contours(b"q 2 0 0 2 5 0 cm 0 0 1 1 re f Q 0 0 1 1 re f", IDENTITY)
    assert first[2] == (7.0, 2.0)
    assert second[2] == (1.0, 1.0)


def test_the_rows_of_an_image_mask_become_rectangles() -> None:
    # A plus of 3 x 3 pixels; the top row comes first.
    bits = bytes((0b01000000, 0b11100000, 0b01000000))
    image = b"3 0 0 3 0 0 cm BI /W 3 /H 3 /IM true /BPC 1 /D [1 0] ID " + bits + b" EI"
    outline = contours(image, IDENTITY)
    boxes = sorted(
        (min(x for x, _ in c), min(y for _, y in c), max(x for x, _ in c), max(y for _, y in c)) for c in outline
    )
    assert [tuple(round(value, 6) for value in box) for box in boxes] == [(0, 1, 3, 2), (1, 0, 2, 1), (1, 2, 2, 3)]


class _ProcedurePen(BasePen):
    """Writes a glyph as a Type 3 procedure."""

    def __init__(self, glyphs: object) -> None:
        super().__init__(glyphs)
        self.operators = [b"0 0 d0"]

    def _moveTo(self, point: tuple[float, float]) -> None:
        self.operators.append(b"%g %g m" % point)

    def _lineTo(self, point: tuple[float, float]) -> None:
        self.operators.append(b"%g %g l" % point)

    def _curveToOne(self, *points: tuple[float, float]) -> None:
        self.operators.append(b"%g %g %g %g %g %g c" % tuple(value for point in points for value in point))

    def _closePath(self) -> None:
        self.operators.append(b"h")


def as_type3(data: bytes, gids: list[int]) -> tuple[bytes, dict[int, int]]:
    """The glyphs of a TrueType face as a packed Type 3 font, and glyph index -> its index there."""
    face = TTFont(BytesIO(data))
    glyphs, order, scale = face.getGlyphSet(), face.getGlyphOrder(), 1000 / face["head"].unitsPerEm
    procedures, advances = {}, {}
    for gid in gids:
        pen = _ProcedurePen(glyphs)
        glyphs[order[gid]].draw(pen)
        name = f"n{gid:05d}"
        procedures[name] = b"\n".join([*pen.operators, b"f"])
        advances[name] = glyphs[order[gid]].width * scale
    number = {name: at for at, name in enumerate(glyph_order(procedures), start=1)}
    matrix = [1 / face["head"].unitsPerEm, 0, 0, 1 / face["head"].unitsPerEm, 0, 0]
    return pack(procedures, advances, matrix, 1.0), {gid: number[f"n{gid:05d}"] for gid in gids}


def test_a_type3_page_whose_claims_are_latin_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    path = require(NASKH, "fonts-noto-core")
    page = typeset(text(2500), path)
    book = atlas.load(exclude=("NotoNaskhArabic",))
    monkeypatch.setattr(atlas, "shipped", lambda: book)
    program, number = as_type3(path.read_bytes(), sorted(page.count))
    latin = {gid: chr(0x41 + place % 26) for place, gid in enumerate(sorted(page.count))}
    made = replace(
        page.extraction.fonts[0], program=program, program_kind="type3", program_hash=sha256(program).hexdigest(),
        subtype="Type3", composite=False, code_to_gid=number, to_unicode=latin, units_per_em=1000,
        code_to_name=dict(latin),
    )  # fmt: skip
    table = sorted(set(latin.values()))
    pages = tuple(
        replace(
            old,
            gid=np.array([number[g] for g in old.gid.tolist()], np.int32),
            claim=np.array([table.index(latin[g]) for g in old.gid.tolist()], np.int32),
        )
        for old in page.extraction.pages
    )
    extraction = replace(page.extraction, fonts=(made,), pages=pages, claims=tuple(table))
    glyph_map = decipher(extraction, diagnose(extraction))[0]
    assert glyph_map.verdict == "wrong_map"
    compared = {code: n for code, n in page.count.items() if page.truth.get(code, " ").strip()}
    right = sum(
        n for code, n in compared.items() if glyph_map.readings[code].text == page.truth[code].replace("\u0640", "")
    )
    assert right / sum(compared.values()) >= 0.99


def test_a_broken_procedure_leaves_the_others_readable() -> None:
    program = packed({"a": b"\xff\xfe garbage ) ] >>", "b": SQUARE})
    outlines = outlines_of(font(program, codes=(1, 2), kind="type3"))
    assert outlines is not None
    assert outlines.box(1)[0] is None
    assert outlines.box(2)[0] is not None


@pytest.mark.parametrize("far", [b"99999999999", b"-400000", b"1e999"])
def test_outlines_that_reach_too_far_are_left_out(far: bytes) -> None:
    square = b"500 0 0 0 100 100 d1 0 0 100 100 re f "
    outlines = GlyphOutlines(as_opentype(packed({"a": square + b"0 0 m " + far + b" 0 l 9 9 l h f"}, advance=1e12)))
    assert outlines.box(1)[0] == Box(0, 0, 200, 200)


@pytest.mark.parametrize(
    "kind", [b"/Fl", b"/CCF", b"/CCF /DP << /K -1 /Columns 9 >>", b"/JBIG2Decode", b"[ /AHx /Fl ]"]
)
def test_a_mask_that_cannot_be_decoded_is_no_blank(kind: bytes) -> None:
    procedure = b"0 0 9 9 re f 4 0 0 4 0 0 cm BI /W 8 /H 8 /IM true /F " + kind + b" ID nonsense EI"
    assert len(contours(procedure, IDENTITY)) == 2
    assert sorted(contours(procedure, IDENTITY)[1]) == [(0, 0), (0, 4), (4, 0), (4, 4)]


@pytest.mark.parametrize(
    "other",
    [b"/W 8 /H 8", b"/W 8 /H 0 /IM true", b"/W x /H 8 /IM true", b"/W -8 /H -8 /IM true", b"/W 8 /H 8 /IM false"],
)
def test_an_image_that_is_no_mask_is_left_out(other: bytes) -> None:
    assert contours(b"BI " + other + b" /F /JBIG2Decode ID nonsense EI", IDENTITY) == []


def _hex(data: bytes) -> bytes:
    return data.hex().encode() + b">"


#: An L of 3 x 3 pixels by ITU-T T.6. First row: horizontal mode, no white, one black, then vertical mode as far as the
#: edge; second row: as the first; third row: vertical mode, then two to the right; end of block.
FAXED = bytes.fromhex("26abe180080080")


@pytest.mark.parametrize(
    ("entries", "data"),
    [
        (b"", bytes((0b01100000, 0b01100000, 0b00000000))),
        (b"/D [1 0]", bytes((0b10000000, 0b10000000, 0b11100000))),
        (b"/D[1\n0]/F/Fl", zlib.compress(bytes((0b10000000, 0b10000000, 0b11100000)))),
        (b"/D [1 0] /F /AHx", b"80 80 e>"),
        (b"/D [1 0] /F [/A85]", b"J:QP~>"),
        (b"/D [1 0] /F /RL", bytes((255, 0x80, 0, 0xE0, 128))),
        (b"/F/CCF/DP<</K -1\n/Columns 3>>", FAXED),
        (b"/F/CCF/DP<</K -1\n/Columns 3>>", FAXED[:4] + bytes(8)),  # no end of block, and what is no code
        (b"/D[1\n0]/F/CCF/DP<</K -1/Columns 3/BlackIs1 true>>", FAXED),
        (b"/F/CCF/DP<</K -1/Columns 3/EncodedByteAlign true>>", bytes.fromhex("26aae086001001")),
        (b"/F [/AHx /CCF] /DP [null << /K -1 /Columns 3 >>]", _hex(FAXED)),
        (b"/D [1 0] /F [/AHx /AHx /AHx /AHx]", _hex(_hex(_hex(_hex(bytes((0x80, 0x80, 0xE0))))))),
    ],
)
def test_a_mask_is_decoded(entries: bytes, data: bytes) -> None:
    ink = inked(b"/W 3 /H 3 /IM true " + entries, data + b"\nEI Q")
    assert ink is not None
    assert ink.tolist() == [[True, False, False], [True, False, False], [True, True, True]]


def test_a_mask_without_data_is_blank_and_one_whose_filter_gives_nothing_is_not() -> None:
    for entries, painted in ((b"", False), (b"/F /Fl", True), (b"/F /RL", True)):
        ink = inked(b"/W 3 /H 2 /IM true " + entries, b"")
        assert ink is not None
        assert ink.all() == ink.any() == painted


@pytest.mark.parametrize(
    ("kind", "packed"), [(b"/Fl", zlib.compress(bytes([0x0F]) * 20000)), (b"/RL", bytes((129, 0x0F)) * 157 + b"\x80")]
)
def test_a_mask_is_unpacked_whole_however_well_it_is_packed(kind: bytes, packed: bytes) -> None:
    ink = inked(b"/W 400 /H 400 /IM true /D [1 0] /F " + kind, packed)
    assert ink is not None
    assert ink.sum() == 400 * 200


def test_more_filters_than_real_files_have_are_not_decoded() -> None:
    ink = inked(b"/W 3 /H 3 /IM true /D [1 0] /F [/AHx /AHx /AHx /AHx /AHx]", _hex(_hex(_hex(_hex(_hex(bytes(3)))))))
    assert ink is not None and ink.all()


def test_rows_that_are_missing_paint_nothing() -> None:
    for entries, data in ((b"", b"\0"), (b"/D [1 0]", b"\xff")):
        ink = inked(b"/W 3 /H 2 /IM true " + entries, data)
        assert ink is not None
        assert ink.tolist() == [[True] * 3, [False] * 3]


def test_a_font_is_turned_over_as_a_text_matrix_does_it() -> None:
    program = upside_down(packed({"a": b"500 0 d0 0 -300 m 100 -300 l 100 0 l 0 0 l h f"}))
    assert GlyphOutlines(as_opentype(program)).box(1)[0] == Box(0, 0, 200, 600)
    assert unpack(upside_down(pack({}, {}, [], 1.0)))[0] == [0.001, 0, 0, -0.001, 0, 0]


def test_what_is_painted_as_a_missing_character_and_claims_nothing_is_not_read_as_nothing() -> None:
    program = packed({".notdef": SQUARE, "beh": SQUARE})
    made = replace(
        font(program, codes=(1, 2, 3)), program_kind="type3", subtype="Type3", code_to_gid={1: 2, 2: 0, 3: 0}
    )
    readings = decipher(page_of(made, [1, 2, 3, 1, 2, 3]))[0].readings
    assert [(readings[code].text, readings[code].confidence) for code in (2, 3)] == 2 * [
        ("\N{REPLACEMENT CHARACTER}", 0.0)
    ]
    assert readings[1].text != "\N{REPLACEMENT CHARACTER}"
    claimed = replace(made, to_unicode={2: "\u0644"})
    wrong = Finding("wrong_map", "font", f"{made.name} (font 0)", 1.0, "")
    for findings in ((), (wrong,)):
        assert decipher(page_of(claimed, [1, 2, 3, 1, 2, 3]), findings)[0].readings[2].text == "\u0644"
    other = replace(made, program_kind="truetype", program=None)
    assert decipher(page_of(other, [1, 2, 3, 1, 2, 3]), (wrong,))[0].readings[2].text == ""
