"""What a page does not show is not read, and what it shows is: clips, colours, paint over text, layers, OCR."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from benchmarks.probes import lines_of
from tests.repair.sheet import Sheet
from warraq.extract.content import paint

TEXT = [
    "وقرر الفريق العامل أن يواصل النظر في مسألة تعزيز التعاون",
    "بين الدول الأطراف على الصعيدين الإقليمي والدولي في عام 2018-2019",
    "وأشار عدد من المتكلمين إلى أهمية تبادل المعلومات (الفقرة 5/3)",
]
HIDDEN = "نص لا يراه أحد 77"
SHOWN = "عنوان يراه القارئ 2020"

Content = Callable[[Sheet], None]


def read(tmp_path: Path, content: Content) -> list[str]:
    """The lines below the three of ``TEXT``, which every page has and which must come out."""
    sheet = Sheet()
    for number, text in enumerate(TEXT):
        sheet.line(text, 750 - 20 * number)
    content(sheet)
    lines = lines_of(sheet.save(tmp_path / "sheet.pdf"))
    assert lines[:3] == TEXT
    return lines[3:]


def around(before: str, text: str, after: str = "Q", size: float = 12.0) -> Content:
    def content(sheet: Sheet) -> None:
        sheet.add(before)
        sheet.line(text, 600, size=size)
        sheet.add(after)

    return content


STATES = Dictionary(
    Sheer=Dictionary(ca=0), Half=Dictionary(ca=0.5), Multiply=Dictionary(BM=Name.Multiply), Plain=Dictionary(ca=1)
)
#: A box round the line at 600, and one elsewhere.
BOX, ELSEWHERE = "72 590 460 30 re", "100 100 50 50 re"
#: A box within the first one.
INNER = "74 592 456 26 re"


@pytest.mark.parametrize(
    "content",
    [
        around(f"q {ELSEWHERE} W n", HIDDEN),
        around("q 0 0 0 0 re W n", HIDDEN),
        around(f"q {ELSEWHERE} W* f", HIDDEN),
        around("q 100 100 m 150 100 l 120 150 l h W n", HIDDEN),
        around(f"q {BOX} W n {ELSEWHERE} W n", HIDDEN),
        around("q 3 Tr", HIDDEN),
        around("q 7 Tr", HIDDEN),
        around("q 1 g", HIDDEN),
        around("q 1 1 1 rg", HIDDEN),
        around("q 0 0 0 0 k", HIDDEN),
        around(f"q 0 0 0.5 rg {ELSEWHERE} f 1 g", HIDDEN),
        around(f"q 0 g {BOX} f 1 g {BOX} f", HIDDEN),
        around("q /Sheer gs", HIDDEN),
        around("q", HIDDEN, f"1 g {BOX} f Q"),
        around("q", HIDDEN, f"0 g {BOX} f Q"),
        around(f"q 0 g {BOX} f", HIDDEN),
        around("q", HIDDEN, size=0.4),
        around("q", HIDDEN, size=0.0001),
    ],
    ids=[
        "clipped",
        "clipped to nothing",
        "clipped by a path that is filled",
        "clipped by a triangle",
        "clipped by two",
        "mode 3",
        "mode 7",
        "white",
        "white rgb",
        "white cmyk",
        "white beside a box",
        "white on a white box on a black one",
        "transparent",
        "painted over white",
        "blacked out",
        "black on black",
        "too small",
        "of no size",
    ],
)
def test_what_nobody_sees_is_not_read(tmp_path: Path, content: Content) -> None:
    def page(sheet: Sheet) -> None:
        sheet.resources["ExtGState"] = STATES
        content(sheet)

    assert read(tmp_path, page) == []


@pytest.mark.parametrize(
    "content",
    [
        around(f"q {BOX} W n", SHOWN),
        around("q 10 10 575 822 re W n q 20 20 555 802 re W* n", SHOWN, "Q Q"),
        around(f"q q {ELSEWHERE} W n Q", SHOWN),
        around(f"q {BOX} W", SHOWN),
        around(f"q 0 0 0.5 rg {BOX} f 1 g", SHOWN),
        around("q 0.2 g 72 585 m 540 585 l 540 640 l 72 640 l h f 1 1 1 rg", SHOWN),
        around("q 0 0.3 0 rg 60 580 m 100 700 200 700 560 640 c 560 580 l f 1 g", SHOWN),
        around("q 40 w 60 605 m 560 605 l S 1 g", SHOWN),
        around("q /Pattern cs /P1 scn 72 590 460 30 re f 1 g", SHOWN),
        around("q /Cs1 cs 1 1 1 sc", SHOWN),
        around("q 1 g 2 Tr", SHOWN),
        around("q 0.6 g", SHOWN),
        around("q /Half gs", SHOWN),
        around(f"q 1 g {BOX} f 0 g", SHOWN),
        around(f"q 0 g {BOX} f 1 g {INNER} f 0 g", SHOWN),
        around(f"q 0 g {BOX} f /Pattern cs /P1 scn {INNER} f 0 g", SHOWN),
        around("q", SHOWN, f"/Half gs 1 g {BOX} f Q"),
        around("q", SHOWN, f"/Multiply gs 1 1 0 rg {BOX} f Q"),
        around("q", SHOWN, f"{ELSEWHERE} W n 1 g {BOX} f Q"),
        around("q", SHOWN, f"1 g {BOX} S Q"),
        around("q 1 0 0 1 0 40 cm", SHOWN, f"Q 1 g {BOX} f 0 g"),
        around("q 7 Tr", SHOWN, f"0 0 1 rg {BOX} f Q"),
    ],
    ids=[
        "inside its clip",
        "inside two clips",
        "after a clip",
        "a clip that no path ends",
        "white on a box",
        "white on a drawn box",
        "white on a curve",
        "white on a thick line",
        "white on a pattern",
        "unknown colour",
        "white with black edges",
        "grey",
        "half transparent",
        "black on a white box",
        "black in a frame of a white box on a black one",
        "black on a pattern on a black box",
        "under a veil",
        "under a marker",
        "beside a clipped box",
        "inside a stroked box",
        "above a box",
        "filled through its letters",
    ],
)
def test_what_is_seen_is_read(tmp_path: Path, content: Content) -> None:
    def page(sheet: Sheet) -> None:
        sheet.resources["ExtGState"] = STATES
        content(sheet)

    assert read(tmp_path, page) == [SHOWN]


def test_on_a_page_of_very_many_pieces_nothing_is_taken_for_hidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = around("1 1 1 rg", HIDDEN)
    assert read(tmp_path, around("0 0 50 50 re f 1 1 1 rg", HIDDEN)) == read(tmp_path, content) == []
    monkeypatch.setattr(paint, "MOST_PAIRS", 10)
    assert read(tmp_path, content) == []  # no area: nothing to look at
    assert read(tmp_path, around("0 0 50 50 re f 1 1 1 rg", HIDDEN)) == [HIDDEN]


def test_a_cell_that_cuts_its_text_off_shows_the_rest(tmp_path: Path) -> None:
    # The clip ends before the last word.
    assert read(tmp_path, around("q 496.5 590 60 30 re W n", "داخل الخلية")) == ["داخل"]


def test_a_form_shows_what_is_inside_its_box(tmp_path: Path) -> None:
    def page(sheet: Sheet) -> None:
        inner = Sheet(claims=sheet.claims)
        inner.line(SHOWN, 600)
        inner.line(HIDDEN, 500)

        def forms(pdf: pikepdf.Pdf) -> Dictionary:
            form = pdf.make_stream("\n".join(inner.operators).encode())
            form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 550, 595, 700])
            return Dictionary(X=form)

        sheet.resources["XObject"] = forms
        sheet.add("/X Do")

    assert read(tmp_path, page) == [SHOWN]


def picture(pdf: pikepdf.Pdf) -> Dictionary:
    image = pdf.make_stream(b"\xff" * 100)
    image.Type, image.Subtype, image.ColorSpace = Name.XObject, Name.Image, Name.DeviceGray
    image.Width = image.Height = 10
    image.BitsPerComponent = 8
    return Dictionary(Picture=image)


def test_a_picture_that_is_painted_later_is_no_ground_for_white_text(tmp_path: Path) -> None:
    def page(sheet: Sheet, later: bool) -> None:
        sheet.resources["XObject"] = picture
        image = "q 451 0 0 80 72 560 cm /Picture Do Q"
        sheet.add("1 g" if later else f"{image} 1 g")
        sheet.line(HIDDEN, 600)
        sheet.add(f"0 g {image}" if later else "0 g")

    assert read(tmp_path, lambda sheet: page(sheet, later=True)) == []
    assert read(tmp_path, lambda sheet: page(sheet, later=False)) == [HIDDEN]


def recognised(area: str, *lines: tuple[str, float]) -> Content:
    """A picture, and over it text in mode 3."""

    def content(sheet: Sheet) -> None:
        sheet.resources["XObject"] = picture
        sheet.add(f"q {area} cm /Picture Do Q 3 Tr")
        for text, y in lines:
            sheet.line(text, y)
        sheet.add("0 Tr")

    return content


def test_text_recognised_in_a_picture_of_the_page_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, recognised("451 0 0 80 72 560", (SHOWN, 600))) == [SHOWN]


def test_text_recognised_in_a_page_with_a_stamp_is_read(tmp_path: Path) -> None:
    # The three lines of the page are few enough for the page to be a scan, and too many for it to be one alone.
    lines = [(f"{SHOWN} {number}", 600.0 - 20 * number) for number in range(1, 5)]
    assert read(tmp_path, recognised("595 0 0 842 0 0", *lines)) == [text for text, _ in lines]


def test_text_recognised_in_one_of_very_many_pictures_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paint, "MOST_PAIRS", 10)
    assert read(tmp_path, recognised("451 0 0 80 72 560", (SHOWN, 600), (HIDDEN, 500))) == [SHOWN]


def test_text_recognised_where_text_is_painted_is_read_once(tmp_path: Path) -> None:
    lines = [(text, 748.0 - 20 * number) for number, text in enumerate(TEXT)]
    assert read(tmp_path, recognised("595 0 0 842 0 0", *lines)) == []


def test_invisible_text_beside_a_picture_is_not_read(tmp_path: Path) -> None:
    assert read(tmp_path, recognised("50 0 0 50 72 72", (HIDDEN, 600))) == []


@pytest.mark.parametrize(
    ("membership", "shown"),
    [
        (lambda on, off: off, False),
        (lambda on, off: on, True),
        (lambda on, off: Dictionary(Type=Name.OCMD, OCGs=Array([on, off])), True),
        (lambda on, off: Dictionary(Type=Name.OCMD, OCGs=off), False),
        (lambda on, off: Dictionary(Type=Name.OCMD, OCGs=Array([on, off]), P=Name.AllOn), False),
        (lambda on, off: Dictionary(Type=Name.OCMD, OCGs=Array([on, off]), P=Name.AnyOff), True),
        (lambda on, off: Dictionary(Type=Name.OCMD, OCGs=Array([on, off]), P=Name.AllOff), False),
        (lambda on, off: Dictionary(Type=Name.OCMD, OCGs=on, P=Name.AllOff), False),
        (lambda on, off: Dictionary(Type=Name.OCMD, OCGs=on, VE=Array([Name.Not, on])), False),
        (lambda on, off: Dictionary(Type=Name.OCMD, VE=Array([Name.Or, on, off])), True),
        (lambda on, off: Dictionary(Type=Name.OCMD, VE=Array([Name.And, on, Array([Name.Not, off])])), True),
        (lambda on, off: Dictionary(Type=Name.OCMD, VE=Array([Name.And, on, off])), False),
    ],
)
def test_layers_that_are_off_are_not_read(
    tmp_path: Path, membership: Callable[[Dictionary, Dictionary], Dictionary], shown: bool
) -> None:
    def layers(pdf: pikepdf.Pdf) -> Dictionary:
        on, off = (pdf.make_indirect(Dictionary(Type=Name.OCG, Name=name)) for name in ("on", "off"))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([on, off]), D=Dictionary(OFF=Array([off])))
        return Dictionary(L=membership(on, off))

    def page(sheet: Sheet) -> None:
        sheet.resources["Properties"] = layers
        around("/OC /L BDC /P BMC", SHOWN, "EMC EMC")(sheet)

    assert read(tmp_path, page) == [SHOWN] * shown


@pytest.mark.parametrize(("event", "shown"), [(Name.View, False), (Name.Print, True)])
def test_a_layer_for_printing_alone_is_not_read(tmp_path: Path, event: Name, shown: bool) -> None:
    def layers(pdf: pikepdf.Pdf) -> Dictionary:
        usage = Dictionary(View=Dictionary(ViewState=Name.OFF))
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="print", Usage=usage))
        rule = Dictionary(Event=event, Category=Array([event]), OCGs=Array([layer]))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(AS=Array([rule])))
        return Dictionary(L=layer)

    def page(sheet: Sheet) -> None:
        sheet.resources["Properties"] = layers
        around("/OC /L BDC", SHOWN, "EMC")(sheet)

    assert read(tmp_path, page) == [SHOWN] * shown
