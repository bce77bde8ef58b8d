"""Values of form fields are text beside their labels, whatever their appearances paint."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.extract.tiny import helvetica
from tests.repair.sheet import Sheet, save_all
from warraq.config import PDFPLUMBER, WARRAQ, Config
from warraq.emit.formats.html import to_html
from warraq.emit.formats.markdown import to_markdown
from warraq.errors import LimitExceeded
from warraq.run import extract

pytestmark = pytest.mark.filterwarnings("ignore:.*AcroForm", "ignore:.*interactive form fields")

Rect = tuple[float, float, float, float]
Widget = Callable[[pikepdf.Pdf], Dictionary]


def widget(box: Rect, appearance: bytes | None = None, **entries: Any) -> Widget:
    """A widget that is its own field; ``appearance``: what it paints in its rectangle, with the font /F."""

    def make(pdf: pikepdf.Pdf) -> Dictionary:
        made = Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=Array(box), F=4, T=String("f"), **entries)
        if appearance is not None:
            form = pdf.make_stream(
                appearance,
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=Array([0, 0, box[2] - box[0], box[3] - box[1]]),
                Resources=Dictionary(Font=Dictionary(F=helvetica())),
            )
            made.AP = Dictionary(N=form)
        return pdf.make_indirect(made)

    return make


def text(value: str, box: Rect, appearance: bytes | None = None, **entries: Any) -> Widget:
    return widget(box, appearance, FT=Name.Tx, V=String(value), **entries)


def button(state: str, box: Rect, **entries: Any) -> Widget:
    return widget(box, None, FT=Name.Btn, AS=Name("/" + state), **entries)


def form(sheet: Sheet, widgets: Sequence[Widget]) -> Sheet:
    sheet.page["Annots"] = lambda pdf: Array([make(pdf) for make in widgets])
    return sheet


def labelled(*labels: tuple[str, float, float]) -> Sheet:
    """A page with labels that end at an edge on the right, at a height from below."""
    sheet = Sheet()
    sheet.line("استمارة طلب الانتساب إلى الجمعية", 760)
    for label, right, y in labels:
        sheet.line(label, y, right=right)
    return sheet


def read(path: Path, sheet: Sheet, reader: str = WARRAQ) -> list[str]:
    document = extract(save_all(path / "form.pdf", [sheet]), config=Config(reader=reader))
    return [f"{node.label or ''} {node.content}".strip() for node in document.walk()]


def beside(y: float, right: float = 450.0, left: float = 250.0) -> Rect:
    return left, y - 4, right, y + 12


NAME = "محمد بن علي العمراني"


@pytest.mark.parametrize("reader", [WARRAQ, PDFPLUMBER])
def test_a_value_stands_behind_its_label(tmp_path: Path, reader: str) -> None:
    sheet = labelled(("الاسم الكامل:", 523, 700), ("المدينة:", 523, 660))
    form(sheet, [text("عمان", beside(660)), text(NAME, beside(700))])
    lines = " | ".join(read(tmp_path, sheet, reader))
    assert f"الاسم الكامل: {NAME}" in lines
    assert "المدينة: عمان" in lines


def test_a_value_is_taken_and_not_what_is_painted_for_it(tmp_path: Path) -> None:
    sheet = labelled(("الاسم الكامل:", 523, 700))
    form(sheet, [text(NAME, beside(700), b"BT /F 10 Tf 2 4 Td (ABCDEF) Tj ET")])
    page_text = " ".join(read(tmp_path, sheet))
    assert f"الاسم الكامل: {NAME}" in page_text
    assert "ABC" not in page_text


def test_a_value_stands_in_the_place_of_the_leader_under_it(tmp_path: Path) -> None:
    sheet = labelled(
        ("الاسم: ............................................ المهنة: ..............................", 523, 700)
    )
    form(sheet, [text("طبيب", (130, 694, 220, 712)), text(NAME, (300, 694, 480, 712))])
    assert f"الاسم: {NAME} المهنة: طبيب" in " ".join(read(tmp_path, sheet))


def test_numbers_and_latin_values_keep_their_order(tmp_path: Path) -> None:
    sheet = labelled(("الهاتف:", 523, 700), ("البريد:", 523, 660), ("المبلغ:", 523, 620))
    values = [("+962 6 555-0199", 700), ("office@example.org", 660), ("1,250.75", 620)]
    form(sheet, [text(value, beside(y)) for value, y in values])
    page_text = " ".join(read(tmp_path, sheet))
    for label, (value, _) in zip(("الهاتف", "البريد", "المبلغ"), values, strict=True):
        assert f"{label}: {value}" in page_text


def test_lines_of_a_long_value_stay_together(tmp_path: Path) -> None:
    value = "نرجو التكرم بالموافقة على الطلب المرفق مع الوثائق المطلوبة كلها\nولكم جزيل الشكر"
    sheet = labelled(("ملاحظات:", 523, 700), ("التوقيع:", 523, 500))
    form(sheet, [text(value, (100, 560, 523, 690), Ff=1 << 12)])
    assert " ".join(value.split()) in " ".join(read(tmp_path, sheet))


def test_check_boxes_and_radio_buttons_say_what_is_chosen(tmp_path: Path) -> None:
    sheet = labelled(("متزوج", 505, 700), ("أعزب", 405, 700), ("أوافق على الشروط", 505, 660))
    radio = {"Parent": Dictionary(FT=Name.Btn, Ff=1 << 15, V=Name("/a"))}
    form(
        sheet,
        [
            widget((510, 698, 522, 710), None, AS=Name("/a"), **radio),
            widget((410, 698, 422, 710), None, AS=Name.Off, **radio),
            button("Yes", (510, 658, 522, 670)),
        ],
    )
    page_text = " ".join(read(tmp_path, sheet))
    assert "☑ متزوج" in page_text
    assert "☐ أعزب" in page_text
    assert "☑ أوافق على الشروط" in page_text


def test_rows_of_labels_and_values_are_paragraphs_and_boxes_tasks(tmp_path: Path) -> None:
    rows = (("الاسم الأول:", "ليلى", "اسم العائلة:", "الزعبي"), ("تاريخ الميلاد:", "12/05/1990", "الجنسية:", "أردنية"))
    sheet, widgets = labelled(), []
    for row, (label, value, second, other) in enumerate(rows):
        y = 700 - 30 * row
        sheet.line(label, y, right=523)
        sheet.line(second, y, right=300)
        widgets += [text(value, (320, y - 5, 450, y + 13)), text(other, (100, y - 5, 230, y + 13))]
    for row, (option, state) in enumerate((("أوافق على الشروط", "Yes"), ("أرغب في تلقي الرسائل", "Off"))):
        sheet.line(option, 600 - 30 * row, right=505)
        widgets.append(button(state, (510, 598 - 30 * row, 522, 610 - 30 * row)))
    document = extract(save_all(tmp_path / "form.pdf", [form(sheet, widgets)]))
    written = to_markdown(document)
    assert "\n\nالاسم الأول: ليلى اسم العائلة: الزعبي\n\nتاريخ الميلاد: 12/05/1990 الجنسية: أردنية\n\n" in written
    assert "- [x] أوافق على الشروط" in written
    assert "- [ ] أرغب في تلقي الرسائل" in written


def test_a_numbered_heading_does_not_go_on_in_a_row_of_the_form(tmp_path: Path) -> None:
    sheet = labelled(("أولا: بيانات مقدم الطلب", 523, 720), ("الاسم:", 523, 690), ("ثانيا: المؤهلات العلمية", 523, 650))
    sheet.line("الشهادة:", 620)
    form(sheet, [text("ليلى", beside(690)), text("بكالوريوس", beside(620))])
    written = to_markdown(extract(save_all(tmp_path / "form.pdf", [sheet])))
    assert "أولا: بيانات مقدم الطلب\n\nالاسم: ليلى\n\n" in written
    assert "ثانيا: المؤهلات العلمية\n\nالشهادة: بكالوريوس\n" in written


def test_what_is_chosen_is_shown_by_its_name(tmp_path: Path) -> None:
    options = Array([Array([String("JO"), String("الأردن")]), Array([String("EG"), String("مصر")])])
    sheet = labelled(("البلد:", 523, 700))
    form(sheet, [widget(beside(700), None, FT=Name.Ch, Ff=1 << 17, V=String("EG"), Opt=options)])
    assert "البلد: مصر" in " ".join(read(tmp_path, sheet))


def test_values_come_from_the_field_above(tmp_path: Path) -> None:
    parent = Dictionary(FT=Name.Tx, V=String(NAME), Parent=Dictionary(T=String("form")))
    sheet = form(labelled(("الاسم:", 523, 700)), [widget(beside(700), None, Parent=parent)])
    assert f"الاسم: {NAME}" in " ".join(read(tmp_path, sheet))


@pytest.mark.parametrize(
    "entries",
    [
        {"FT": Name.Tx, "V": String("سر"), "Ff": 1 << 13},
        {"FT": Name.Tx, "V": String(" \r\n ")},
        {"FT": Name.Btn, "Ff": 1 << 16, "V": Name.Yes},
        {"FT": Name.Sig, "V": Dictionary()},
        {"V": String("سر")},
        {"FT": Name.Tx, "V": String("سر"), "F": 2},
    ],
    ids=["password", "blank", "push button", "signature", "no kind", "hidden"],
)
def test_what_a_field_does_not_show_is_no_text(tmp_path: Path, entries: dict[str, object]) -> None:
    def make(pdf: pikepdf.Pdf) -> Dictionary:
        made = widget(beside(700))(pdf)
        for key, value in entries.items():
            made["/" + key] = value
        return made

    page_text = " ".join(read(tmp_path, form(labelled(("الاسم:", 523, 700)), [make])))
    assert page_text.endswith("الاسم:")


def test_a_value_in_a_cell_stays_in_its_cell(tmp_path: Path) -> None:
    sheet = labelled(*((label, 515, 690 - 30 * row) for row, label in enumerate(("الاسم", "المدينة", "العمر"))))
    for y in (710, 680, 650, 620):
        sheet.add(f"100 {y} m 523 {y} l S")
    for x in (100, 400, 523):
        sheet.add(f"{x} 620 m {x} 710 l S")
    values = ("ليلى", "عمان", "34")
    form(sheet, [text(value, (404, 682 - 30 * row, 101, 708 - 30 * row)) for row, value in enumerate(values)])
    sheet.page["Annots"] = lambda pdf: Array(
        [text(value, (101, 682 - 30 * row, 399, 708 - 30 * row))(pdf) for row, value in enumerate(values)]
    )
    document = extract(save_all(tmp_path / "table.pdf", [sheet]))
    table = next(node.table for node in document.walk() if node.table is not None)
    assert [(cell.row, cell.column, cell.text) for cell in table.cells] == [
        (row, column, said)
        for row, pair in enumerate(zip(("الاسم", "المدينة", "العمر"), values, strict=True))
        for column, said in enumerate(pair)
    ]


def test_words_of_fields_are_sure_and_every_format_has_them(tmp_path: Path) -> None:
    sheet = form(labelled(("الاسم:", 523, 700)), [text("زعبلاوي قحطبة", beside(700))])
    document = extract(save_all(tmp_path / "form.pdf", [sheet]))
    node = next(node for node in document.walk() if "قحطبة" in node.content)
    assert not node.uncertain
    assert "زعبلاوي قحطبة" in to_markdown(document)
    assert "زعبلاوي قحطبة" in to_html(document)


def test_a_form_without_any_glyph_is_read(tmp_path: Path) -> None:
    document = extract(save_all(tmp_path / "form.pdf", [form(Sheet(), [text(NAME, beside(700))])]))
    assert [node.content for node in document.walk()] == [NAME]


def test_fields_that_lie_within_each_other_and_nowhere_end(tmp_path: Path) -> None:
    def circle(pdf: pikepdf.Pdf) -> Dictionary:
        first = pdf.make_indirect(Dictionary(FT=Name.Tx))
        second = pdf.make_indirect(Dictionary(Parent=first, Kids=Array([first])))
        first.Parent, first.Kids = second, Array([second])
        made = widget(beside(700), None, Parent=first)(pdf)
        second.Kids.append(made)
        return made

    def nowhere(pdf: pikepdf.Pdf) -> Dictionary:
        made = text("ضائع", beside(660))(pdf)
        del made["/Rect"]
        return made

    flat, turned = text("منبسط", (100, 600, 100, 620)), text("مقلوب", (450, 572, 250, 556))
    sheet = labelled(("الاسم:", 523, 700), ("المدينة:", 523, 560))
    page_text = " ".join(read(tmp_path, form(sheet, [circle, nowhere, flat, turned])))
    assert "المدينة: مقلوب" in page_text
    assert "ضائع" not in page_text
    assert "منبسط" not in page_text


def test_thousands_of_fields_take_no_longer_than_as_many_words(tmp_path: Path) -> None:
    sheet = labelled(("الاسم:", 523, 700))
    boxes = [(20 + 10 * (n % 50), 10 + 9 * (n // 50), 28 + 10 * (n % 50), 18 + 9 * (n // 50)) for n in range(3000)]
    path = save_all(tmp_path / "form.pdf", [form(sheet, [text(f"{n}", box) for n, box in enumerate(boxes)])])
    begin = time.perf_counter()
    document = extract(path)
    assert time.perf_counter() - begin < 20
    assert document.pages[0].word_count > 3000


def test_a_value_that_many_fields_share_counts_for_each(tmp_path: Path) -> None:
    def shared(pdf: pikepdf.Pdf) -> Array:
        parent = pdf.make_indirect(Dictionary(FT=Name.Tx, V=String("سر " * 2000)))
        return Array([widget(beside(700), None, Parent=parent)(pdf) for _ in range(100)])

    sheet = labelled(("الاسم:", 523, 700))
    sheet.page["Annots"] = shared
    path = save_all(tmp_path / "form.pdf", [sheet])
    limits = replace(Config().limits, content_bytes=1_000_000)
    with pytest.raises(LimitExceeded):
        extract(path, config=Config(limits=limits))
