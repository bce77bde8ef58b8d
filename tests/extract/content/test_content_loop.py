"""The compiled interpreter of content streams gives what its source gives when Python runs it, to the bit."""

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

from tests.extract.tiny import composite_font, helvetica, truetype
from tests.fuzz.mutations import Mutation, cut, flip, splice, token
from tests.interpreted import interpreted
from warraq.config import DEFAULT
from warraq.extract.content import content_loop
from warraq.extract.content import stream_reader as content
from warraq.extract.content.fonts import FontLoader
from warraq.extract.content.stream_reader import ContentReader, FontCache, GlyphColumns
from warraq.extract.objects.opened import OpenedDocument
from warraq.extract.objects.page_tree import page_dictionaries
from warraq.extract.pages import made_pages, pdf_file
from warraq.model.glyph import ARTIFACT, INVISIBLE, Extraction

FIXTURES = Path(__file__).parents[3] / "fixtures" / "pdf"
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
SLOW = interpreted("warraq.extract.content.content_loop")
SLOW.Tokens = interpreted("warraq.pdf.tokens").Tokens  # type: ignore[attr-defined]

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


def in_python(path: Path) -> Extraction:
    """``extract_pdf`` by the interpreter's own source."""
    with pytest.MonkeyPatch.context() as patch, np.errstate(all="ignore"):
        patch.setattr(pdf_file, "ContentLoop", SLOW.ContentLoop)
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

    def read(self, content: bytes, module: Any = content_loop) -> dict[str, Any]:
        """Columns, spans of ActualText, the number of images, and whether something was left out."""
        columns = GlyphColumns(DEFAULT.limits)
        fonts = FontCache(FontLoader(DEFAULT.limits), 10)
        with np.errstate(all="ignore"):
            reader = ContentReader(fonts, columns, (1.0, 0.0, 0.0, 1.0, -3.0, 4.0), loop=module.ContentLoop())
            reader.read(content, self.resources.resolve() if hasattr(self.resources, "resolve") else self.resources)
        columns_read = {name: getattr(columns, name).tobytes() for name in COLUMNS}
        return {**columns_read, "spans": columns.actual_text, "images": columns.images, "cut_off": columns.cut_off}

    def expect_same(self, content: bytes) -> dict[str, Any]:
        """Read by the compiled loop as by its source."""
        result = self.read(content)
        assert result == self.read(content, SLOW)
        return result


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    return Paper(tmp_path_factory.mktemp("paper"))


@settings(max_examples=150)
@given(pieces=st.lists(OPERATIONS, max_size=40))
def test_any_content(paper: Paper, pieces: list[bytes]) -> None:
    paper.expect_same(b"/F 10 Tf " + b" ".join(pieces))


@settings(max_examples=150)
@given(
    pieces=st.lists(OPERATIONS, min_size=5, max_size=30),
    mutation=st.sampled_from((flip, cut, splice, token)),
    chance=st.randoms(use_true_random=False),
)
def test_spoilt_content(paper: Paper, pieces: list[bytes], mutation: Mutation, chance: random.Random) -> None:
    paper.expect_same(mutation(b"/F 10 Tf " + b" ".join(pieces), chance))


@given(st.binary(max_size=300))
def test_garbage(paper: Paper, data: bytes) -> None:
    paper.expect_same(b"/F 10 Tf (a) Tj " + data)


@pytest.mark.parametrize("font", [b"/F", b"/G"])
def test_a_hexadecimal_string_of_an_odd_length_ends_with_a_zero(paper: Paper, font: bytes) -> None:
    results = [
        paper.expect_same(b"/F 10 Tf (text) Tj " + font + b" 10 Tf " + shown)
        for shown in (b"<0003004> Tj", b"<00030040> Tj")
    ]
    assert results[0] == results[1]


@pytest.mark.parametrize("shown", [b"(lost) Tj", b"[(lost) 9] TJ", b"( ) Tj"])
def test_text_without_a_font(paper: Paper, shown: bytes) -> None:
    assert paper.expect_same(b"q /F 10 Tf (text) Tj Q " + shown)["cut_off"] is (b"lost" in shown)


def test_marked_content_may_be_nested_deeply(paper: Paper) -> None:
    deep = b"/F 9 Tf q q /P BMC /Artifact BMC " + b"/P BMC " * 100 + b"BT (A) Tj ET " + b"EMC " * 102 + b"Q (B) Tj"
    assert list(paper.expect_same(deep)["run_flags"]) == [ARTIFACT, 0]


def shown(columns: dict[str, Any]) -> bytes:
    return bytes(np.frombuffer(columns["code"], np.uint32).tolist())


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"/F 9 Tf /P << /MCID 0 (A) Tj >> BDC (B) Tj", b"B"),
        (b"/F 9 Tf <</A[1 2 ' 3]>> (a) Tj", b"a"),
        (b'/F 9 Tf << T (b) " >> (a) Tj', b"a"),
        (b"/F 9 Tf << [(a) >> (b) Tj", b""),
        (b"/F 9 Tf << [(a) >> >> (b) Tj", b"b"),
        (b"/F 9 Tf << 1 ] (b) Tj", b"b"),
        (b"/F 9 Tf /P << /A [1 [2]] >> BDC (b) Tj", b"b"),
    ],
)
def test_where_a_dictionary_ends(paper: Paper, content: bytes, text: bytes) -> None:
    assert shown(paper.expect_same(content)) == text


@pytest.mark.parametrize("junk", [b"[(a)", b"{", b"<< /A 1"])
def test_states_are_saved_and_restored_whatever_stands_before_the_operator(paper: Paper, junk: bytes) -> None:
    columns = paper.expect_same(b"/F 10 Tf " + junk + b" q /F 9 Tf (a) Tj " + junk + b" Q (b) Tj")
    assert np.frombuffer(columns["run_frame"]).reshape(-1, 13)[:, 6].tolist() == [9, 10]


def test_more_glyphs_than_there_is_room_for(paper: Paper) -> None:
    columns = paper.expect_same(b"/F 9 Tf " + (b"(" + b"A" * 20_000 + b") Tj (B) Tj ") * 3)
    assert shown(columns) == (b"A" * 20_000 + b"B") * 3


def test_more_runs_than_there_is_room_for(paper: Paper) -> None:
    columns = paper.expect_same(b"/F 9 Tf 7 Tr (A) Tj 0 Tr " + b"(B) Tj " * 5000 + b"q 7 Tr (C) Tj 0 0 50 50 re f Q")
    assert shown(columns) == b"A" + b"B" * 5000 + b"C"
    assert not any(flags & INVISIBLE for flags in columns["run_flags"])  # each clip was painted


def test_letters_are_seen_where_something_is_painted_through_them(paper: Paper) -> None:
    content = b"/F 9 Tf q 7 Tr (A) Tj q (B) Tj %b Q Q q 7 Tr (C) Tj Q 0 0 90 90 re f"
    for painted, flags in ((b"", [4, 4, 4]), (b"/X Do", [0, 0, 0, 4]), (b"BI ID x EI", [0, 0, 4])):
        invisible = [code & INVISIBLE for code in paper.expect_same(content % painted)["run_flags"]]
        assert invisible == [INVISIBLE if flag else 0 for flag in flags]


@pytest.mark.parametrize(
    "number", [b"1" * 400, b"-" + b"9" * 30, b"0.1234567890123456789", b"123456789.123456789", b"--5", b"1e5", b"4.7"]
)
def test_numbers_of_any_length(paper: Paper, number: bytes) -> None:
    paper.expect_same(b"/F 9 Tf %b Tr %b Tc %b 0 0 1 0 0 cm %b 5 Td (AB) Tj %b 3 4 5 re f" % ((number,) * 5))


def test_room_for_glyphs_grows_no_further_than_it_is_needed(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    rooms: list[int] = []

    class Watched(SLOW.ContentLoop):  # type: ignore[name-defined]  # of a module made anew
        def _grow(self, room: int) -> None:
            rooms.append(room)
            super()._grow(room)

    monkeypatch.setattr(SLOW, "ContentLoop", Watched)
    monkeypatch.setattr(SLOW, "_GLYPHS", 64)
    monkeypatch.setattr(SLOW, "_MOST_GLYPHS", 256)
    content = b"/F 9 Tf " + (b"(" + b"a" * 50 + b") Tj ") * 200
    paper.expect_same(content)
    assert max(rooms) == 256
    content += b"(" + b"b" * 1500 + b") Tj (c) Tj"
    paper.expect_same(content)
    assert max(rooms) == 2048


def test_a_pair_that_differs_from_the_one_before_by_one_number_or_a_sign_is_asked_for() -> None:
    x = np.array([1.0, 1.0, 1.0, 2.0, 0.0, -0.0, -0.0, 1.0])
    y = np.array([0.0, 0.0, 3.0, 3.0, 0.0, 0.0, 0.0, 0.0])
    asked: list[tuple[float, float]] = []

    def watched(first: float, second: float) -> float:
        asked.append((first, second))
        return math.copysign(first + 10 * second, first)

    values = made_pages._of_each(watched, x, y)
    assert values.tolist() == [1.0, 1.0, 31.0, 32.0, 0.0, 0.0, 0.0, 1.0]
    assert np.signbit(values).tolist() == [False, False, False, False, False, True, True, False]
    assert len(asked) == 6


@pytest.mark.parametrize("most", [300, 1 << 22])
def test_fonts_for_whose_widths_there_is_no_room_are_asked_code_by_code(
    most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = 12
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(200, 100))
    page.obj.Resources = Dictionary(Font=Dictionary())
    for number in range(names):
        font = helvetica()
        font.FirstChar, font.LastChar, font.Widths = 65, 66, [100 + number, 200]
        page.obj.Resources.Font[f"/F{number}"] = font
    page.contents_add(b"BT " + b"".join(b"/F%d 9 Tf (AB) Tj " % number for number in range(names)))
    pdf.save(tmp_path / "fonts.pdf")
    expected = pdf_file.extract_pdf(tmp_path / "fonts.pdf")
    assert len(expected.fonts) == names
    monkeypatch.setattr(SLOW, "_MOST_WIDTHS", most)
    expect_equal(in_python(tmp_path / "fonts.pdf"), expected)


def test_names_of_fonts_are_forgotten_where_there_are_too_many(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SLOW, "_MOST_NAMES", 3)
    names = b" ".join(b"/N%d 9 Tf (a) Tj" % number for number in range(10))
    columns = paper.expect_same(b"/F 9 Tf (a) Tj " + names + b" /F 9 Tf (b) Tj")
    assert shown(columns) == b"a" * 11 + b"b"


def test_pairs_of_zeros_that_differ_in_their_sign_alone_are_no_single_pair() -> None:
    signs = made_pages._of_each(lambda x, _: x, np.array([0.0, -0.0]), np.zeros(2))
    assert np.signbit(signs).tolist() == [False, True]
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
    asked: list[str | None] = []
    font = ContentReader.font

    def watched(self: ContentReader, name: str | None) -> content_loop.ShownFont | None:
        asked.append(name)
        return font(self, name)

    monkeypatch.setattr(ContentReader, "font", watched)
    extraction = pdf_file.extract_pdf(tmp_path / "named.pdf")
    assert [page.advance.tolist() for page in extraction.pages] == [[3, 3], [3, 3], [9, 9], [3, 3]]
    assert len(asked) == (2 if indirect else 4)


def test_places_of_names_are_forgotten_where_there_are_too_many(tmp_path: Path) -> None:
    places = content._MOST_PLACES + 3
    pdf = pikepdf.new()
    for number in (*range(places), *range(places)):
        page = pdf.add_blank_page(page_size=(200, 100))
        page.obj.Resources = Dictionary(Font=Dictionary(F=_font_of_width(100 + number)))
        page.contents_add(b"BT /F 10 Tf (A) Tj ET")
    pdf.save(tmp_path / "places.pdf")
    fonts: Any = FontCache(FontLoader(DEFAULT.limits), 10)
    entries = [object() for _ in range(places)]
    for number, entry in enumerate(entries):
        fonts.names_of(entry)[b"F"] = number
    assert len(fonts._named) == 3
    assert [fonts.names_of(entry) for entry in entries[-3:]] == [{b"F": places - 3 + back} for back in range(3)]
    expect_equal(in_python(tmp_path / "places.pdf"), pdf_file.extract_pdf(tmp_path / "places.pdf"))
