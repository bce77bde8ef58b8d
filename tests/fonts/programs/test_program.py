"""Font programs: sound, crippled, and none."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.misc import eexec
from fontTools.misc.psCharStrings import T2CharString
from fontTools.ttLib import TTFont
from fontTools.ttLib.standardGlyphOrder import standardGlyphOrder
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.tiny import CMAP, GLYPHS, truetype
from warraq.fonts.names.macintosh_glyphs import GLYPHS as MACINTOSH_GLYPHS
from warraq.fonts.programs.program import NO_PROGRAM, _unicode_by_gid, parse_program

if TYPE_CHECKING:
    from _collections_abc import dict_items


def cff(glyphs: list[str], encoding: dict[int, str] | None = None) -> bytes:
    """A bare CFF program; without an ``encoding`` it has the standard one."""
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(glyphs)
    builder.setupCharacterMap({0x628: glyphs[1]})
    builder.setupCFF("Tiny", {}, {name: T2CharString(program=[500, "endchar"]) for name in glyphs}, {})
    if encoding is not None:
        builder.font["CFF "].cff[0].Encoding = [encoding.get(code, ".notdef") for code in range(256)]
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (500, 0)))
    builder.setupHorizontalHeader()
    builder.setupPost()
    stream = BytesIO()
    builder.save(stream)
    return TTFont(BytesIO(stream.getvalue())).reader["CFF "]


def type1(names: list[str]) -> bytes:
    entries = b"".join(b"/" + name.encode() + b" 4 RD \0\0\0\0 ND\n" for name in names)
    private = b"\0\0\0\0dup /Private 8 dict dup begin /CharStrings 2 dict dup begin\n" + entries + b"end"
    clear = b"%!PS-AdobeFont-1.0: Tiny\n/FontMatrix [0.001 0 0 0.001 0 0] def\n/Encoding 256 array\ndup 65 /beh put\n"
    return clear + b"currentfile eexec\n" + eexec.encrypt(private, 55665)[0]


def test_truetype_tells_cmap_names_and_advances() -> None:
    program = parse_program(truetype())
    assert program.kind == "truetype"
    assert program.gid_to_unicode == {GLYPHS.index(name): chr(point) for point, name in CMAP.items()}
    assert program.gid_to_name[3] == "beh"
    assert program.name_to_gid["beh.init"] == 4
    assert program.advance(3) == 500


def test_the_lowest_code_point_names_a_shared_glyph_and_private_use_comes_last() -> None:
    program = parse_program(truetype({0xFE8F: "beh", 0x628: "beh", 0xE001: "beh", 0xE002: "alef"}))
    assert program.gid_to_unicode == {3: "\u0628", 5: "\ue002"}


def test_post_without_names_gives_none() -> None:
    assert parse_program(truetype(names=False)).gid_to_name == {}


@pytest.mark.parametrize("table", ["cmap", "post", "head", "hmtx", "hhea", "maxp"])
def test_a_missing_or_broken_table_costs_only_itself(table: str) -> None:
    font = TTFont(BytesIO(truetype()))
    del font[table]
    stream = BytesIO()
    font.save(stream)
    program = parse_program(stream.getvalue())
    assert program.kind == "truetype"
    assert (program.gid_to_unicode == {}) == (table == "cmap")


def test_bare_cff_tells_its_charset() -> None:
    program = parse_program(cff([".notdef", "beh.init", "afii57415"]))
    assert program.kind == "cff"
    assert program.gid_to_name == {1: "beh.init", 2: "afii57415"}
    assert program.cid_to_gid is None


def test_code_zero_of_a_built_in_encoding_counts() -> None:
    data = cff([".notdef", "alefisolated", "aleffinal"], {7: "alefisolated", 65: "aleffinal"})
    assert parse_program(data).encoding == {7: "alefisolated", 65: "aleffinal"}
    format_0 = b"\x00\x02\x07A"  # fontTools can't write code 0
    assert data.count(format_0) == 1
    program = parse_program(data.replace(format_0, b"\x00\x02\x00A"))
    assert program.encoding == {0: "alefisolated", 65: "aleffinal"}


def test_type1_tells_its_charstrings_and_encoding() -> None:
    program = parse_program(type1(["alef", ".notdef", "beh", "g17"]))
    assert program.kind == "type1"
    assert program.name_to_gid == {".notdef": 0, "alef": 1, "beh": 2, "g17": 3}
    assert program.gid_to_name == {1: "alef", 2: "beh"}
    assert program.encoding == {65: "beh"}
    assert program.units_per_em == 1000


def test_hexadecimal_type1_and_pfb_are_the_same_program() -> None:
    raw = type1(["beh"])
    clear, _, cipher = raw.partition(b"eexec\n")
    assert parse_program(clear + b"eexec\n" + cipher.hex().encode()) == parse_program(raw)
    pfb = b"\x80\x01" + (len(clear) + 6).to_bytes(4, "little") + clear + b"eexec\n"
    pfb += b"\x80\x02" + len(cipher).to_bytes(4, "little") + cipher
    assert parse_program(pfb) == parse_program(raw)


@pytest.mark.parametrize("data", [b"", b"junk", b"\0\1\0\0", b"OTTO\0\1", b"%!", b"\x01\x00", zlib.compress(b"x")])
def test_what_is_no_program_is_none(data: bytes) -> None:
    assert parse_program(data).gid_to_unicode == {}


@settings(max_examples=60)
@given(st.integers(0, 900), st.binary(min_size=1, max_size=8))
def test_a_damaged_program_never_raises(at: int, noise: bytes) -> None:
    data = truetype()
    assert parse_program(data[:at] + noise + data[at + len(noise) :]).kind in ("truetype", "none")
    assert parse_program(data[:at]).kind in ("truetype", NO_PROGRAM.kind)


def test_the_glyphs_of_macintosh_fonts_are_those_of_fonttools() -> None:
    assert list(MACINTOSH_GLYPHS) == list(standardGlyphOrder)


def test_the_points_of_all_that_name_characters_count_but_not_the_codes_of_the_file() -> None:
    cmaps = {(0, 3): {0x627: 1}, (3, 1): {0x628: 2}, (3, 10): {0x1EE00: 3}, (3, 0): {0xF041: 4}, (1, 0): {65: 5}}
    assert _unicode_by_gid(cmaps) == {1: "\u0627", 2: "\u0628", 3: "\U0001ee00"}


def test_a_cmap_that_several_encodings_share_is_read_once() -> None:
    class Watched(dict[int, int]):
        read = 0

        def items(self) -> dict_items[int, int]:
            self.read += 1
            return super().items()

    shared = Watched({0x628: 2})
    assert _unicode_by_gid({(0, 3): shared, (0, 4): {0x627: 1}, (3, 1): shared}) == {1: "\u0627", 2: "\u0628"}
    assert shared.read == 1
