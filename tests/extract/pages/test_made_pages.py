"""Pages are made many at once: each is what it is alone, and fonts and claims are numbered as they come."""

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary

from tests.extract.tiny import composite_font, truetype
from warraq.extract.pages import made_pages
from warraq.extract.pages.pdf_file import extract_pdf
from warraq.model.glyph import CLIPPED, INVISIBLE, RECOGNISED, Extraction

FIXTURES = Path(__file__).parents[3] / "fixtures" / "pdf"
COLUMNS = (
    "font",
    "charcode",
    "cid",
    "gid",
    "x",
    "y",
    "advance",
    "size",
    "angle",
    "flags",
    "claim",
    "rules",
    "fills",
    "dots",
)
SHOWN = b"BT /F 10 Tf 20 30 Td <00030005> Tj ET"


def alone(path: Path) -> Extraction:
    """The same where no page waits for another."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(made_pages, "TOGETHER", 0)
        return extract_pdf(path)


def expect_the_same(one: Extraction, other: Extraction) -> None:
    assert one.claims == other.claims
    assert repr(one.fonts) == repr(other.fonts)
    for page, twin in zip(one.pages, other.pages, strict=True):
        assert (page.number, page.width, page.height) == (twin.number, twin.width, twin.height)
        assert page.actual_text == twin.actual_text
        for name in COLUMNS:
            column, expected = getattr(page, name), getattr(twin, name)
            assert (column.dtype, column.shape) == (expected.dtype, expected.shape), name
            assert column.tobytes() == expected.tobytes(), (page.number, name)


def document(path: Path, *pages: tuple[bytes, tuple[int, int]], states: dict[str, Dictionary] | None = None) -> Path:
    """A PDF of pages with content and size; F and G are fonts with claims of their own, ``states`` graphics states."""
    pdf = pikepdf.new()
    fonts = Dictionary(
        F=pdf.make_indirect(composite_font(pdf, {3: "\u0628", 4: "\u062a", 5: "\u0627"}, truetype())),
        G=pdf.make_indirect(composite_font(pdf, {3: "\u062c", 4: "\u062d", 5: "\u062e"}, truetype())),
    )
    for content, size in pages:
        page = pdf.add_blank_page(page_size=size)
        page.obj.Resources = Dictionary(Font=fonts, ExtGState=Dictionary(states or {}))
        page.contents_add(content)
    pdf.save(path)
    return path


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.pdf")), ids=lambda path: path.name)
def test_each_page_of_every_fixture_is_what_it_is_alone(path: Path) -> None:
    expect_the_same(extract_pdf(path), alone(path))


def test_fonts_and_claims_are_numbered_page_by_page_in_the_order_of_the_pages_fonts_and_of_their_codes(
    tmp_path: Path,
) -> None:
    path = document(
        tmp_path / "order.pdf",
        (b"BT /G 10 Tf 20 30 Td <00050004> Tj ET", (200, 100)),
        (b"BT /F 10 Tf 20 30 Td <0004> Tj /G 10 Tf <00030005> Tj /F 10 Tf <0003> Tj ET", (200, 100)),
    )
    extraction = extract_pdf(path)
    assert extraction.claims == ("\u062d", "\u062e", "\u0628", "\u062a", "\u062c")
    assert [page.font.tolist() for page in extraction.pages] == [[0, 0], [1, 0, 0, 1]]
    assert [page.claim.tolist() for page in extraction.pages] == [[1, 0], [3, 4, 1, 2]]
    expect_the_same(extraction, alone(path))


def test_each_page_has_its_own_height_width_and_rules(tmp_path: Path) -> None:
    rule = b" 10 40 m 60 40 l S "
    path = document(
        tmp_path / "sizes.pdf",
        (SHOWN + rule, (200, 100)),
        (b"", (200, 100)),
        (SHOWN + rule + rule, (22, 300)),
    )
    first, empty, last = extract_pdf(path).pages
    assert first.y.tolist() == [70, 70]
    assert last.y.tolist() == [270, 270]
    assert [flags & CLIPPED for flags in first.flags] == [0, 0]
    assert [flags & CLIPPED for flags in last.flags] == [0, CLIPPED]
    assert first.rules[:, 1].tolist() == [60]
    assert last.rules[:, 1].tolist() == [260, 260]
    assert (len(empty), empty.rules.shape) == (0, (0, 4))


@pytest.mark.parametrize(
    ("inner", "rules"),
    [
        ("12 12 76 56", 8),  # inside
        ("8 8 84 64", 8),  # around
        ("20 20 60 40", 0),  # a hole in a ground
        ("12 8 76 64", 0),  # across
        ("110 10 80 60", 0),  # beside
    ],
)
def test_a_rectangle_filled_but_for_one_just_inside_it_is_a_border(tmp_path: Path, inner: str, rules: int) -> None:
    """So printers of web pages draw borders that are the same on all sides."""
    made = document(tmp_path / "border.pdf", (SHOWN + f" 10 10 80 60 re {inner} re f* ".encode(), (200, 100)))
    (page,) = extract_pdf(made).pages
    assert len(page.rules) == rules


def test_transparent_text_over_its_own_outlines_is_seen(tmp_path: Path) -> None:
    """Skia draws letters whose weight it makes itself as a path, and shows them once more with no opacity."""
    sheer, path = b" /Sheer gs BT /F 20 Tf 20 30 Td <00030004> Tj ET", b" 20 28 m 30 45 l 39 28 l 30 29 l h f"
    pages = {
        "drawn": (path + sheer, [0, 0]),
        "in pieces": (path + b" /Sheer gs BT /F 20 Tf 20 30 Td <0003> Tj 10 0 Td <0004> Tj ET", [0, 0]),
        "alone": (sheer, [INVISIBLE, INVISIBLE]),
        "on a box": (b" 20 28 19 17 re f" + sheer, [INVISIBLE, INVISIBLE]),
        "on a larger form": (b" 0 0 m 100 90 l 190 0 l h f" + sheer, [INVISIBLE, INVISIBLE]),
        "beside a form": (b" 60 28 m 70 45 l 79 28 l h f" + sheer, [INVISIBLE, INVISIBLE]),
        "on a short form": (b" 20 28 m 22 45 l 25 28 l h f" + sheer, [INVISIBLE, INVISIBLE]),
        "behind others": (path + b" " + SHOWN + sheer, [0, 0, INVISIBLE, INVISIBLE]),
    }
    states = {"/Sheer": Dictionary(ca=0)}
    made = document(tmp_path / "drawn.pdf", *((content, (200, 100)) for content, _ in pages.values()), states=states)
    flags = [(page.flags & INVISIBLE).tolist() for page in extract_pdf(made).pages]
    assert dict(zip(pages, flags, strict=True)) == {name: expected for name, (_, expected) in pages.items()}


def test_what_is_painted_hides_text_of_its_own_page_alone(tmp_path: Path) -> None:
    picture = b" q 200 0 0 100 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \0 EI Q "
    path = document(
        tmp_path / "paint.pdf",
        (b"BT /F 20 Tf 20 30 Td <000300040005> Tj ET 0 0 200 100 re f", (200, 100)),
        (SHOWN + b" 25 20 5 50 re f", (200, 100)),
        (SHOWN + b" 1 g " + SHOWN, (200, 100)),
        (b"3 Tr " + SHOWN, (200, 100)),
        (picture + b"3 Tr " + SHOWN, (200, 100)),
        (b"0 0 200 100 re f 1 g " + SHOWN, (200, 100)),
    )
    flags = [page.flags & (INVISIBLE | RECOGNISED) for page in extract_pdf(path).pages]
    hidden = INVISIBLE
    assert [each.tolist() for each in flags] == [
        [hidden, hidden, hidden],
        [0, hidden],
        [0, 0, hidden, hidden],
        [hidden, hidden],
        [hidden | RECOGNISED, hidden | RECOGNISED],
        [0, 0],
    ]


def test_pages_wait_until_they_are_many_and_empty_ones_do_not_wait_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[int] = []
    finish = made_pages.PageMaker.finish

    def watched(maker: made_pages.PageMaker) -> None:
        waited.append(len(maker._waiting))
        finish(maker)

    monkeypatch.setattr(made_pages.PageMaker, "finish", watched)
    monkeypatch.setattr(made_pages, "TOGETHER", 3 * made_pages._PAGE)
    extract_pdf(document(tmp_path / "empty.pdf", (SHOWN, (200, 100)), *[(b"", (200, 100))] * 6))
    assert waited == [3, 3, 1]
    for crowded in (b"0 0 9 9 re f " * 120, b"10 40 m 60 40 l S " * 200):
        waited.clear()
        extract_pdf(document(tmp_path / "full.pdf", (SHOWN, (200, 100)), *[(crowded, (200, 100))] * 2))
        assert waited == [2, 1, 0]
