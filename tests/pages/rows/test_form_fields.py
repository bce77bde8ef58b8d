"""Where the value of a form field goes among the lines of its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from tests.layout.lines import cell, line
from warraq.model.glyph import FormField
from warraq.model.line import Box, Line
from warraq.pages.rows.form_fields import with_values


def put(lines: Sequence[Line], *fields: tuple[Box, str], rules: Sequence[Box] = (), size: float = 0.0) -> list[Line]:
    drawn = np.array(rules, np.float32).reshape(-1, 4)
    return with_values(lines, 1, [FormField(box, text, size) for box, text in fields], drawn, rtl=True)


def texts(lines: Sequence[Line]) -> list[str]:
    return [each.text for each in lines]


def at(y: float, left: float, right: float) -> Box:
    return left, y - 12, right, y + 4


def test_of_two_fields_beside_each_other_the_first_one_comes_first() -> None:
    label = [cell("الاسم:", 523, 100)]
    given, family = (at(100, 300, 480), "عبد الرحمن بن محمد بن عبد الله"), (at(100, 200, 290), "العلي")
    for fields in ((given, family), (family, given)):
        assert texts(put(label, *fields)) == ["الاسم: عبد الرحمن بن محمد بن عبد الله العلي"]


def test_a_label_before_a_field_is_its_own_though_another_one_behind_it_is_nearer() -> None:
    lines = [cell("الاسم:", 523, 100), cell("المدينة:", 300, 100)]
    assert texts(put(lines, (at(100, 305, 440), "ليلى"))) == ["الاسم: ليلى", "المدينة:"]


def test_a_box_that_is_checked_goes_with_the_text_that_is_nearest() -> None:
    lines = [cell("نعم", 500, 100), cell("لا", 450, 100)]
    assert texts(put(lines, (at(100, 454, 464), "\u2611"))) == ["نعم", "\u2611 لا"]
    assert texts(put(lines, (at(100, 471, 481), "\u2611"))) == ["نعم \u2611", "لا"]


def test_a_box_that_is_far_from_any_text_stands_alone() -> None:
    label = [cell("نعم", 523, 100)]
    assert texts(put(label, (at(100, 400, 410), "\u2611"))) == ["نعم", "\u2611"]
    assert texts(put(label, (at(100, 400, 410), "ليلى"))) == ["نعم ليلى"]


def test_a_label_at_another_height_is_left_alone() -> None:
    assert texts(put([cell("الاسم:", 523, 100)], (at(130, 380, 480), "ليلى"))) == ["الاسم:", "ليلى"]


def test_a_rule_parts_a_field_from_its_neighbour() -> None:
    label, field = [cell("الاسم:", 523, 100)], (at(100, 380, 480), "ليلى")
    assert texts(put(label, field, rules=[(485, 80, 485, 120)])) == ["الاسم:", "ليلى"]
    assert texts(put(label, field, rules=[(485, 180, 485, 220)])) == ["الاسم: ليلى"]
    assert texts(put(label, field, rules=[(300, 108, 523, 108)])) == ["الاسم: ليلى"]


def test_a_long_value_fills_lines_of_its_own_within_its_box() -> None:
    words = " ".join(["كلمة"] * 60)
    *_, label = lines = [cell("ملاحظات:", 523, 100)]
    _, *lines_of_value = put(lines, ((300.0, 90.0, 480.0, 160.0), words))
    assert " ".join(texts(lines_of_value)) == words
    assert len(lines_of_value) > 3
    assert label.text == "ملاحظات:"
    boxes = [each.box or (0, 0, 0, 0) for each in lines_of_value]
    assert all(box[0] >= 300 and box[1] >= 90 and box[2] <= 480 and box[3] <= 160.1 for box in boxes)
    assert [box[1] for box in boxes] == sorted(box[1] for box in boxes)


def test_one_line_that_is_too_long_is_drawn_together_and_stays_in_its_box() -> None:
    [only] = put([], (at(100, 400, 440), "قسطنطينية الكبرى والصغرى"), size=12.0)
    assert only.box is not None
    assert only.box[0] >= 400
    assert only.box[2] <= 440
    assert only.text == "قسطنطينية الكبرى والصغرى"


def test_a_value_by_itself_is_written_as_its_letters_are() -> None:
    values = ("ليلى", "office 12", "12")
    assert [each.rtl for each in put([], *((at(100 + 40 * n, 100, 300), text) for n, text in enumerate(values)))] == [
        True,
        False,
        True,
    ]


def test_words_keep_their_places_around_a_value() -> None:
    whole = line("أنا الموقع أدناه __________ أقر بما يلي", 100)
    boxes = {word.text: word.box for word in whole.words}
    [filled] = put([whole], (boxes["__________"] or (0, 0, 0, 0), "ليلى العلي"))
    assert filled.text == "أنا الموقع أدناه ليلى العلي أقر بما يلي"
    assert {word.text: word.box for word in filled.words}["أقر"] == boxes["أقر"]


def test_presentation_forms_and_marks_of_direction_are_letters_without_them() -> None:
    [only] = put([], (at(100, 100, 300), "\u202b\ufedf\ufef4\ufee0\ufef0\u202c\u00a0\u0640"))
    assert only.text == "ليلى"


def test_no_value_goes_into_a_watermark() -> None:
    across = replace(cell("مسودة", 523, 100), across=True)
    assert texts(put([across], (at(100, 380, 480), "ليلى"))) == ["مسودة", "ليلى"]


def test_a_value_reaches_to_its_label_so_that_white_parts_no_columns() -> None:
    label = cell("الاسم:", 523, 100)
    [filled] = put([label], (at(100, 380, 440), "ليلى العلي"))
    assert label.box is not None
    first = filled.words[1].box
    assert first is not None
    assert first[2] == label.box[0] - 3
    [checked] = put([cell("نعم", 500, 100)], (at(100, 506, 516), "\u2611"))
    box = checked.words[0].box
    assert box is not None
    assert (box[0], box[2]) == (506, 516)


def test_lines_of_a_form_are_rows_and_fields_in_a_text_make_none() -> None:
    name = put([cell("الاسم:", 523, 100)], (at(100, 380, 480), "ليلى"))
    sentence = put([cell("أنا الموقع أدناه", 523, 100)], (at(100, 380, 430), "ليلى"))
    option = put([cell("نعم", 500, 100)], (at(100, 506, 516), "\u2611"))
    boxes = (at(100, 506, 516), "\u2611"), (at(100, 470, 480), "\u2610")
    options = put([line("نعم لا", 100, right=500, left=440)], *boxes)
    assert [each.in_cells for each in (*name, *sentence, *option, *options)] == [True, False, False, True]
