"""Pages that are set across."""

from __future__ import annotations

import pytest

from warraq.layout.turned import _is_tall
from warraq.model.line import Box


@pytest.mark.parametrize(
    ("box", "tall"),
    [
        ((0.0, 0.0, 20.0, 100.0), True),
        ((0.0, 0.0, 200.0, 100.0), False),  # wider than high: brackets over three lines, say
        ((0.0, 0.0, 10.0, 36.0), False),  # as high as letters of three sizes
        ((0.0, 0.0, 10.0, 36.5), True),
    ],
)
def test_a_line_that_is_set_across_is_higher_than_wide_and_than_a_few_letters(box: Box, tall: bool) -> None:
    assert _is_tall(box, 12.0) is tall
