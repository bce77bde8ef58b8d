"""Sound TrueType programs read directly say what fontTools says of them; the others are left to it."""

from __future__ import annotations

import struct
import tracemalloc
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.tiny import CMAP, GLYPHS, truetype
from warraq.fonts.programs.program import NO_PROGRAM, FontProgram, _by_fonttools, parse_program
from warraq.fonts.programs.sfnt import MOST_CMAP_WORK, cmap_work, read_sfnt, sound_tables

FIXTURES = Path(__file__).parents[3] / "fixtures" / "pdf"
ROWS = {"alef": 0x05, "beh": 0x06, "one": 0x07, "A": 0x41}


def by_fonttools(data: bytes) -> FontProgram:
    try:
        return _by_fonttools(data)
    except Exception:  # noqa: BLE001 - as in parse_program
        return NO_PROGRAM


def with_cmap(kind: int, codes: dict[int, str], *others: int) -> bytes:
    """The test face with one subtable of this format, and the same once more for each other encoding."""
    font = TTFont(BytesIO(truetype()))
    subtable = CmapSubtable.newSubtable(kind)
    subtable.platformID, subtable.platEncID, subtable.language, subtable.cmap = 3, 1, 0, dict(codes)
    font["cmap"].tables = [subtable]
    for encoding in others:
        again = CmapSubtable.newSubtable(kind)
        again.platformID, again.platEncID, again.language, again.cmap = 3, encoding, 0, dict(codes)
        font["cmap"].tables.append(again)
    stream = BytesIO()
    font.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("kind", [0, 4, 6, 12])
def test_each_format_of_cmap_is_read(kind: int) -> None:
    codes = {code: name for name, code in ROWS.items()}
    data = with_cmap(kind, codes, 10)
    program = read_sfnt(data)
    assert program is not None
    expected = {code: GLYPHS.index(name) for code, name in codes.items()}
    assert program.cmaps == {(3, 1): expected, (3, 10): expected}
    assert parse_program(data) == by_fonttools(data)


def test_codes_beyond_two_bytes_are_read() -> None:
    program = read_sfnt(with_cmap(12, {0x1EE00: "alef", 0x1EE01: "beh", 0x628: "beh"}))
    assert program is not None
    assert program.cmaps == {(3, 1): {0x628: 3, 0x1EE00: 5, 0x1EE01: 3}}


@settings(max_examples=100)
@given(st.dictionaries(st.integers(1, 0xFFFE), st.sampled_from(GLYPHS[1:]), max_size=40), st.sampled_from([4, 12]))
def test_any_map_is_read_as_fonttools_reads_it(codes: dict[int, str], kind: int) -> None:
    data = with_cmap(kind, codes)
    assert read_sfnt(data) is not None
    assert parse_program(data) == by_fonttools(data)


@pytest.mark.parametrize(
    "data",
    [
        truetype()[:-200],
        with_cmap(13, {5: "alef"}),
        b"\0\1\0\0" + struct.pack(">4H", 1, 0, 0, 0),
        b"\0\1\0\0",
    ],
    ids=["cut off", "a format that is seldom used", "without tables", "without a directory"],
)
def test_what_is_unusual_is_left_to_fonttools(data: bytes) -> None:
    assert read_sfnt(data) is None


def test_tables_that_nobody_reads_are_not_copied() -> None:
    """A directory of 64 kB may list four thousand tables that are each the whole file."""
    data, more, length = truetype(), 100, 100_000
    count = struct.unpack(">H", data[4:6])[0]
    known = [
        struct.pack(">4sLLL", tag, checksum, offset + 16 * more, size)
        for tag, checksum, offset, size in struct.iter_unpack(">4sLLL", data[12 : 12 + 16 * count])
    ]
    others = [struct.pack(">4sLLL", b"x%03d" % number, 0, 0, length) for number in range(more)]
    head = data[:4] + struct.pack(">H", count + more) + data[6:12]
    crowded = head + b"".join([*known, *others]) + data[12 + 16 * count :] + bytes(length)
    tracemalloc.start()
    program = read_sfnt(crowded)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert program is not None and program == read_sfnt(data)
    assert peak < length


def test_very_many_subtables_that_overlap_are_too_much() -> None:
    """Each lists next to nothing, but a reader copies it, and a `cmap` of a megabyte has room for thousands of them."""
    count = 60_000
    records = b"".join(struct.pack(">HHL", 3, 1, 4 + 8 * count + 8 * number) for number in range(count))
    subtables = struct.pack(">4H", 4, 0xFFF0, 0, 2) * (count + 20)
    table = struct.pack(">HH", 0, count) + records + subtables
    assert cmap_work(table) > MOST_CMAP_WORK


@settings(max_examples=200)
@given(st.integers(4, 700), st.binary(min_size=1, max_size=6))
def test_a_damaged_program_is_read_as_fonttools_reads_it(at: int, noise: bytes) -> None:
    data = truetype(CMAP)
    damaged = data[:at] + noise + data[at + len(noise) :]
    assert parse_program(damaged) == by_fonttools(damaged)


def test_the_programs_of_the_fixtures_are_read_directly_and_alike() -> None:
    programs = set()
    for name in ("honest", "agenda", "law", "gazette"):
        with pikepdf.open(FIXTURES / f"{name}.pdf") as pdf:
            descriptors = [entry for entry in pdf.objects if isinstance(entry, pikepdf.Dictionary)]
            programs |= {
                bytes(descriptor.FontFile2.read_bytes()) for descriptor in descriptors if "/FontFile2" in descriptor
            }
    assert programs
    for data in programs:
        assert read_sfnt(data) is not None
        assert parse_program(data) == by_fonttools(data)


def test_tables_of_a_sound_program_are_those_that_fonttools_gives() -> None:
    data = truetype()
    reader = TTFont(BytesIO(data)).reader
    assert sound_tables(data, (b"loca", b"head", b"GSUB")) == {b"loca": reader["loca"], b"head": reader["head"]}
    assert sound_tables(b"OTTO" + data[4:], (b"loca",)) is None
    assert sound_tables(data[:-400], (b"loca",)) is None
    assert sound_tables(data[:20], (b"loca",)) is None
