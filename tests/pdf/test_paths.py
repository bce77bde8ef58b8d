"""Rules of a page: what counts as a painted straight line, and where it stands."""

from __future__ import annotations

import pytest

from warraq.config import DEFAULT
from warraq.extract.content.fonts import FontLoader
from warraq.extract.content.stream_reader import ContentReader, FontCache, GlyphColumns
from warraq.pdf.paths import IDENTITY, Matrix


def rules(content: bytes, ctm: Matrix = IDENTITY) -> list[tuple[float, ...]]:
    columns = GlyphColumns(DEFAULT.limits)
    ContentReader(FontCache(FontLoader(DEFAULT.limits), 10), columns, ctm).read(content, {})
    return [tuple(columns.rules[at : at + 4]) for at in range(0, len(columns.rules), 4)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"10 20 m 110 20 l S", [(10, 20, 110, 20)]),
        (b"110 20 m 10 20 l S", [(10, 20, 110, 20)]),
        (b"10 20 m 110 20 l n", []),
        (b"10 20 100 0.5 re f", [(10, 20, 110, 20.5)]),
        (b"10 20 100 50 re f", []),
        (b"10 20 m 110 20 l 110 20.5 l 10 20.5 l h f", [(10, 20, 110, 20.5)]),
        (b"10 20 m 110 80 l S", []),
        (b"0 0 m 100 0 l 50 80 100 80 100 100 c S", []),
        (b"10 20 m 110 20 l 10 40 m 110 40 l S", [(10, 20, 110, 20), (10, 40, 110, 40)]),
        (b"10 20 m 110 20 l f", []),
    ],
)
def test_which_paths_are_rules(content: bytes, expected: list[tuple[float, ...]]) -> None:
    assert rules(content) == expected


@pytest.mark.parametrize(
    "content",
    [
        b"10 20 100 50 re S",
        b"10 20 m 110 20 l 110 70 l 10 70 l h S",
        b"10 20 m 110 20 l 110 70 l 10 70 l s",
        b"10 20 m 110 20 l 110 70 l 10 70 l h s",
        b"10 20 m 110 20 l 110 70 l 10 70 l b",
        b"10 20 m 110 20 l 110 70 l 10 70 l b*",
        b"s 10 20 m 110 20 l 110 70 l 10 70 l 10 20 l h B",
    ],
)
def test_a_stroked_rectangle_has_four_sides(content: bytes) -> None:
    assert sorted(rules(content)) == sorted(
        [(10, 20, 110, 20), (110, 20, 110, 70), (10, 70, 110, 70), (10, 20, 10, 70)]
    )


def test_the_matrix_in_force_places_a_rule() -> None:
    assert rules(b"10 20 m 110 20 l S", ctm=(2.0, 0.0, 0.0, 2.0, 5.0, 7.0)) == [(25, 47, 225, 47)]


def test_a_drawing_of_many_points_has_no_rules() -> None:
    assert rules(b"0 0 m " + b"100 0 l 0 0 l " * 300 + b"S") == []
