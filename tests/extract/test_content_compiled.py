"""The compiled content reader gives the same columns as the one in Python, to the bit."""

from __future__ import annotations

import math
import random
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Dictionary

from tests.fuzz.mutations import Mutation, cut, flip, splice, token
from warraq.config import DEFAULT
from warraq.extract import content_compiled, made_pages, pdf_file
from warraq.extract.content import ContentReader, FontCache, GlyphColumns
from warraq.extract.content_kernel import CODE
from warraq.extract.fonts import FontLoader
from warraq.extract.opened import OpenedDocument
from warraq.extract.page_tree import page_dictionaries
from warraq.model.glyph import Extraction

from .tiny import composite_font, helvetica, truetype

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pdf"
COLUMNS = (
    "code",
    "along",
    "advance",
    "run_length",
    "run_font",
    "run_flags",
    "run_frame",
    "areas",
    "rules",
)

#: What pages are made of, and what they are spoilt with.
_OPERATIONS = (
    b"BT", b"ET", b"q", b"Q", b"/F 9 Tf", b"/G 7.5 Tf", b"/G -8 Tf", b"/None 9 Tf", b"12 0 0 12 20 30.25 Tm",
    b"5 -3 Td", b"0 -11 TD", b"T*", b"14 TL", b".5 Tc", b"-2.125 Tw", b"80 Tz", b"-100 Tz", b"3 Ts", b"3 Tr",
    b"0 Tr", b"2 0 .1 2 1 1 cm", b"0 1 -1 0 50 50 cm", b"(A b) Tj", b"(a\\(b\\)\\101\\\n c) Tj", b"((x) y) Tj",
    b"<0003 0004> Tj", b"<00030004000> Tj", b"[<0003>-120.5<0004>] TJ", b"[(A) 30 (B) -.25] TJ", b"[] TJ",
    b"(q) '", b"1 2 (w) \"", b"(x) TJ", b"5 TJ", b"/P <</MCID 0/Lang (ar)>> BDC", b"/Artifact BMC",
    b"/Artifact <</Type/Pagination>> BDC", b"EMC", b"/Span <</ActualText (x)>> BDC", b"10 10 m 90 10 l S",
    b"10 10 60 30 re s", b"10 10 60 1 re f", b"1 1 m 5 5 l h B", b"1 1 m 2 2 3 3 4 4 c S", b"0 0 9 9 re n",
    b"/X Do", b"BI /W 1 ID x EI", b"% comment\n", b"--5 0 Td", b"1e5 Tc", b"9999999999999999999999 0 Td",
    b"0.000000000000000000001 Tc", b"true", b"[1 [2]] 0 d", b"<<", b")", b"/a#42 gs", b"foo", b"l h f",
    b"1 2 3", b"Td", b"Tm", b"1 1 m 1 9 l 9 9 l 9 1 l s", b"h b*", b"1 g", b"0.7 g",
    b"/Artifact <</Type/Pagination/Subtype/Header>> BDC", b"/Artifact <</Subtype /Watermark>> BDC", b"1 1 1 rg",
    b"0 .2 0 .1 k",
    b"/Cs1 cs", b"1 sc", b"g", b"7 Tr", b"5 w", b"0 0 90 50 re W n", b"5 5 m 60 5 l 60 40 l 5 40 l h W* n", b"W",
    b"10 10 50 20 re f", b"1 1 m 9 9 8 8 v W n", b"20 10 m 150 10 l 150 60 l 20 60 l f", b"7 7 m 50 60 l 90 7 l b*",
)  # fmt: skip
OPERATIONS = st.sampled_from(_OPERATIONS)


@pytest.fixture(autouse=True)
def always_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_file, "LOADED_PAGES", 0)
    monkeypatch.setattr(pdf_file, "COMPILED_PAGES", 0)
    monkeypatch.setattr(content_compiled, "SHORTEST", 0)


def in_python(path: Path) -> Extraction:
    """``extract_pdf`` without the compiled loop."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf_file, "_reader", lambda name, pages: ContentReader)
        return pdf_file.extract_pdf(path)


def expect_equal(one: Extraction, other: Extraction) -> None:
    assert (one.claims, one.damaged_pages, repr(one.fonts)) == (other.claims, other.damaged_pages, repr(other.fonts))
    assert [font.code_to_gid for font in one.fonts] == [font.code_to_gid for font in other.fonts]
    for page, twin in zip(one.pages, other.pages, strict=True):
        for name in ("font", "charcode", "gid", "x", "y", "advance", "size", "angle", "flags", "claim", "rules"):
            assert getattr(page, name).tobytes() == getattr(twin, name).tobytes(), (page.number, name)
        assert page.actual_text == twin.actual_text


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.pdf")), ids=lambda path: path.name)
def test_every_glyph_of_every_fixture(path: Path) -> None:
    expect_equal(in_python(path), pdf_file.extract_pdf(path))


class Paper:
    """A page without content, whose resources have two fonts and a form."""

    def __init__(self, folder: Path) -> None:
        pdf = pikepdf.new()
        form = pdf.make_stream(b"BT /F 5 Tf 1 0 0 1 3 3 Tm (form) Tj ET 0 0 40 1 re f")
        form.stream_dict = Dictionary(Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
        page = pdf.add_blank_page(page_size=(200, 100))
        fonts = Dictionary(F=helvetica(), G=composite_font(pdf, {3: "b"}, truetype()))
        page.obj.Resources = Dictionary(Font=fonts, XObject=Dictionary(X=form))
        pdf.save(folder / "paper.pdf")
        self.document = OpenedDocument((folder / "paper.pdf").read_bytes(), None, DEFAULT.limits)
        self.resources = next(page_dictionaries(self.document))["Resources"]

    def read(self, content: bytes, compiled: bool) -> tuple[list[bytes], list[tuple[int, int, str]], int, bool]:
        """Columns, spans of ActualText, the number of images, and whether something was left out."""
        columns = GlyphColumns(DEFAULT.limits)
        fonts = FontCache(FontLoader(DEFAULT.limits), 10)
        ctm = (1.0, 0.0, 0.0, 1.0, -3.0, 4.0)
        if compiled:
            workspace = content_compiled.Workspace()
            reader = content_compiled.CompiledReader(
                fonts, columns, ctm, frozenset(), workspace, CODE.load_or_compile()
            )
        else:
            reader = ContentReader(fonts, columns, ctm)
        resources = self.resources.resolve() if hasattr(self.resources, "resolve") else self.resources
        reader.read(content, resources)
        return (
            [getattr(columns, name).tobytes() for name in COLUMNS],
            columns.actual_text,
            columns.images,
            columns.cut_off,
        )


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    return Paper(tmp_path_factory.mktemp("paper"))


@settings(max_examples=150)
@given(pieces=st.lists(OPERATIONS, max_size=40))
def test_any_content(paper: Paper, pieces: list[bytes]) -> None:
    content = b"/F 10 Tf " + b" ".join(pieces)
    assert paper.read(content, compiled=True) == paper.read(content, compiled=False)


@pytest.mark.parametrize("font", [b"/F", b"/G"])
def test_a_hexadecimal_string_of_an_odd_length_ends_with_a_zero(paper: Paper, font: bytes) -> None:
    found = [
        paper.read(b"/F 10 Tf (text) Tj " + font + b" 10 Tf " + shown, compiled=compiled)
        for shown in (b"<0003004> Tj", b"<00030040> Tj")
        for compiled in (True, False)
    ]
    assert found == [found[0]] * 4


@pytest.mark.parametrize("shown", [b"(lost) Tj", b"[(lost) 9] TJ", b"( ) Tj"])
def test_text_without_a_font(paper: Paper, shown: bytes) -> None:
    content = b"q /F 10 Tf (text) Tj Q " + shown
    found = paper.read(content, compiled=True)
    assert found == paper.read(content, compiled=False)
    assert found[-1] is (b"lost" in shown)


@settings(max_examples=100)
@given(
    pieces=st.lists(OPERATIONS, min_size=5, max_size=30),
    mutation=st.sampled_from((flip, cut, splice, token)),
    chance=st.randoms(use_true_random=False),
)
def test_spoilt_content(paper: Paper, pieces: list[bytes], mutation: Mutation, chance: random.Random) -> None:
    content = mutation(b"/F 10 Tf " + b" ".join(pieces), chance)
    ours, theirs = paper.read(content, compiled=True), paper.read(content, compiled=False)
    assert ours[0][:6] == theirs[0][:6]


def test_what_is_nested_too_deeply_is_read_in_python(paper: Paper) -> None:
    content = b"/F 9 Tf q q " + b"/P BMC " * 100 + b"BT (A) Tj ET Q (B) Tj"
    assert paper.read(content, compiled=True) == paper.read(content, compiled=False)


@pytest.mark.parametrize(
    "content",
    [
        b"/F 9 Tf /P << /MCID 0 (A) Tj >> BDC (B) Tj",
        b"/F 9 Tf <</A[1 2 ' 3]>> (a) Tj",
        b'/F 9 Tf << T (b) " >> (a) Tj',
        b"/F 9 Tf << [(a) >> (b) Tj",
        b"/F 9 Tf << 1 ] >> (b) Tj",
        b"/F 9 Tf /P << /A [1 [2]] >> BDC (b) Tj",
    ],
)
def test_where_a_dictionary_ends(paper: Paper, content: bytes) -> None:
    assert paper.read(content, compiled=True) == paper.read(content, compiled=False)


@pytest.mark.parametrize("junk", [b"[(a)", b"{", b"<< /A 1"])
def test_states_are_saved_and_restored_whatever_stands_before_the_operator(paper: Paper, junk: bytes) -> None:
    content = b"/F 10 Tf " + junk + b" q /F 9 Tf (a) Tj " + junk + b" Q (b) Tj"
    assert paper.read(content, compiled=True) == paper.read(content, compiled=False)


def test_more_glyphs_than_there_is_room_for(paper: Paper) -> None:
    content = b"/F 9 Tf " + b"(" + b"A" * 20_000 + b") Tj (B) Tj " * 3
    assert paper.read(content, compiled=True) == paper.read(content, compiled=False)


def test_room_for_glyphs_grows_no_further_than_it_is_needed(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    rooms = []

    class Watched(content_compiled.Workspace):
        def make_room(self, glyphs: int) -> None:
            rooms.append(glyphs)
            super().make_room(glyphs)

    monkeypatch.setattr(content_compiled, "Workspace", Watched)
    monkeypatch.setattr(content_compiled, "_GLYPHS", 64)
    monkeypatch.setattr(content_compiled, "_MOST_GLYPHS", 256)
    content = b"/F 9 Tf " + (b"(" + b"a" * 50 + b") Tj ") * 200
    assert paper.read(content, compiled=True) == paper.read(content, compiled=False)
    assert max(rooms) == 256
    content += b"(" + b"b" * 1500 + b") Tj (c) Tj"
    assert paper.read(content, compiled=True) == paper.read(content, compiled=False)
    assert max(rooms) == 2048


def test_a_pair_that_differs_from_the_one_before_by_one_number_or_a_sign_is_asked_for() -> None:
    x = np.array([1.0, 1.0, 1.0, 2.0, 0.0, -0.0, -0.0, 1.0])
    y = np.array([0.0, 0.0, 3.0, 3.0, 0.0, 0.0, 0.0, 0.0])
    asked: list[tuple[float, float]] = []

    def watched(first: float, second: float) -> float:
        asked.append((first, second))
        return math.copysign(first + 10 * second, first)

    found = made_pages._of_each(watched, x, y)
    assert found.tolist() == [1.0, 1.0, 31.0, 32.0, 0.0, 0.0, 0.0, 1.0]
    assert np.signbit(found).tolist() == [False, False, False, False, False, True, True, False]
    assert len(asked) == 6


def test_short_content_is_read_without_the_loop(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"/F 9 Tf (ab) Tj"
    expected = paper.read(content, compiled=False)
    monkeypatch.setattr(content_compiled, "SHORTEST", len(content) + 1)
    monkeypatch.setattr(content_compiled.CompiledReader, "_loop", None)
    assert paper.read(content, compiled=True) == expected


@pytest.mark.parametrize("distinct", [1, 3 * content_compiled._MOST_TABLES])
def test_a_font_takes_no_longer_where_there_are_many(
    distinct: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(content_compiled, "_WORTH_BYTES", 0)
    names = 3 * content_compiled._MOST_NAMES
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 100))
    page.obj.Resources = Dictionary(Font=Dictionary())
    for number in range(names):
        font = helvetica()
        font.FirstChar, font.LastChar, font.Widths = 65, 66, [100 + number % distinct, 200]
        page.obj.Resources.Font[f"/F{number}"] = font
    shown = [*range(names), *range(0, names, 7), names - 1]
    page.contents_add(b"BT " + b"".join(b"/F%d 9 Tf (AB) Tj " % number for number in shown))
    pdf.save(tmp_path / "fonts.pdf")

    known = []
    loop = content_compiled.CompiledReader._loop

    def watched(self: content_compiled.CompiledReader, *arguments: Any) -> tuple[int, int]:
        known.append(len(arguments[-1]))
        return loop(self, *arguments)

    monkeypatch.setattr(content_compiled.CompiledReader, "_loop", watched)
    extraction = pdf_file.extract_pdf(tmp_path / "fonts.pdf")
    assert len(extraction.fonts) == distinct
    expect_equal(in_python(tmp_path / "fonts.pdf"), extraction)
    assert len(known) > names and max(known) == content_compiled._MOST_NAMES


def test_pairs_of_zeros_that_differ_in_their_sign_alone_are_no_single_pair() -> None:
    found = made_pages._of_each(lambda x, _: x, np.array([0.0, -0.0]), np.zeros(2))
    assert np.signbit(found).tolist() == [False, True]
    assert np.signbit(made_pages._of_each(lambda x, _: x, np.full(2, -0.0), np.zeros(2))).all()


def _font_of_width(width: int) -> Dictionary:
    font = helvetica()
    font.FirstChar, font.LastChar, font.Widths = 65, 65, [width]
    return font


@pytest.mark.parametrize("indirect", [True, False])
def test_pages_that_name_their_fonts_in_one_place_ask_for_them_once(
    indirect: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf = pikepdf.new()
    first, second = (Dictionary(F=pdf.make_indirect(_font_of_width(width))) for width in (300, 900))
    entries = [first, first, second, first]
    if indirect:
        first, second = pdf.make_indirect(first), pdf.make_indirect(second)
        entries = [first, first, second, first]
    for entry in entries:
        page = pdf.add_blank_page(page_size=(200, 100))
        page.obj.Resources = Dictionary(Font=entry)
        page.contents_add(b"BT /F 10 Tf (AA) Tj ET")
    pdf.save(tmp_path / "named.pdf")
    calls: list[int] = []
    loop = content_compiled.CompiledReader._loop

    def watched(self: content_compiled.CompiledReader, *arguments: Any) -> tuple[int, int]:
        calls.append(1)
        return loop(self, *arguments)

    monkeypatch.setattr(content_compiled.CompiledReader, "_loop", watched)
    extraction = pdf_file.extract_pdf(tmp_path / "named.pdf")
    assert [page.advance.tolist() for page in extraction.pages] == [[3, 3], [3, 3], [9, 9], [3, 3]]
    assert len(calls) == (6 if indirect else 8)


def test_names_of_fonts_are_forgotten_where_there_are_too_many_places_of_them(tmp_path: Path) -> None:
    places = content_compiled._MOST_NAMES + 3
    pdf = pikepdf.new()
    for number in (*range(places), *range(places)):
        page = pdf.add_blank_page(page_size=(200, 100))
        page.obj.Resources = Dictionary(Font=Dictionary(F=_font_of_width(100 + number)))
        page.contents_add(b"BT /F 10 Tf (A) Tj ET")
    pdf.save(tmp_path / "places.pdf")
    space = content_compiled.Workspace()
    entries = [object() for _ in range(places)]
    for number, entry in enumerate(entries):
        space.names_of(entry)[b"F"] = number
    assert len(space._named) == 3
    assert [space.names_of(entry) for entry in entries[-3:]] == [{b"F": places - 3 + back} for back in range(3)]
    expect_equal(in_python(tmp_path / "places.pdf"), pdf_file.extract_pdf(tmp_path / "places.pdf"))
