"""Measures of lines within their columns."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from tests.layout.lines import LEADING, SIZE, line
from warraq.layout.paragraphs import measure as measures
from warraq.layout.paragraphs.measure import measure, near_leading, usual_leading
from warraq.layout.place import placed
from warraq.model.line import Line

#: Distance from the line above in units of the leading, size, white at the left and at the right, right to left.
_LINES = st.lists(
    st.tuples(
        st.sampled_from((1.0, 1.0, 1.3, 4.0)),
        st.sampled_from((SIZE, SIZE, 20.0)),
        st.sampled_from((0.0, 0.0, 60.0, 150.0)),
        st.sampled_from((0.0, 0.0, 60.0, 150.0)),
        st.booleans(),
    ),
    min_size=1,
    max_size=24,
)


def _column(rows: list[tuple[float, float, float, float, bool]]) -> list[Line]:
    lines, y = [], 100.0
    for apart, size, from_left, from_right, rtl in rows:
        y += apart * LEADING
        lines.append(replace(line("نص قصير", y, left=72 + from_left, right=500 - from_right, size=size), rtl=rtl))
    return lines


#: The last line that is near the first one reaches farther than those between them.
@example([*[(1.0, SIZE, 60.0, 0.0, True)] * 4, (1.0, SIZE, 0.0, 0.0, True), *[(1.0, SIZE, 60.0, 0.0, True)] * 9])
@example([*[(1.0, SIZE, 0.0, 60.0, False)] * 4, (1.0, SIZE, 0.0, 0.0, False), *[(1.0, SIZE, 0.0, 60.0, False)] * 9])
#: The last line but one of text, set wider than the rest, has a heading below it.
@example([*[(1.0, SIZE, 0.0, 0.0, True)] * 9, *[(1.3, SIZE, 0.0, 0.0, True)] * 5, (4.0, 20.0, 0.0, 0.0, True)])
@given(_LINES)
def test_a_line_is_measured_by_the_lines_around_it(rows: list[tuple[float, float, float, float, bool]]) -> None:
    """As each would be that looks at all of its neighbours itself."""
    column = _column(rows)
    boxes, ratios = list(map(placed, column)), measures._leadings(column)
    left, right = measures._column_margins(boxes, measures._margins(boxes))
    for number, measured in enumerate(measure([column])[0]):
        near = boxes[max(0, number - measures._NEAR) : number + measures._NEAR + 1]
        lefts, rights = [box[0] for box in near], [box[2] for box in near]
        reached = measures._reached(min(lefts), max(rights), column[number].rtl, left, right)
        assert measured.width == reached[1] - reached[0]
        if not number:
            assert measured.line.gap_before == 0.0
            continue
        beside = [ratio for ratio in ratios[number - 1 : number + 1] if ratio is not None]
        around = ratios[max(0, number - measures._NEAR) : number + measures._NEAR] if beside else ()
        usual = near_leading(around, usual_leading([ratios]))
        size = max(column[number].size, column[number - 1].size)
        gap = (boxes[number][3] - boxes[number - 1][3]) / (usual * size) - 1
        assert measured.line.gap_before == round(max(0.0, gap), 3)
