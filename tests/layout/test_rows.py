"""Rows: where the words of lines leave white that may part columns."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.layout.lines import line
from warraq.layout.rows import make_rows
from warraq.model.line import Line


def in_pieces(*texts: str, edges: tuple[float, ...] = (523.0, 400.0, 280.0)) -> Line:
    """A line of pieces that end at some places, with narrow spaces inside them."""
    parts = [
        line(text, 100, right=right, left=right - 5.0 * len(text)) for text, right in zip(texts, edges, strict=False)
    ]
    words = tuple(word for part in parts for word in part.words)
    return replace(parts[0], words=words, box=(min(part.box[0] for part in parts if part.box), 90.0, 523.0, 104.0))


@pytest.mark.parametrize(
    ("texts", "spans"),
    [
        (("رقم الهوية", "والمدينة هي"), 2),
        (("رقم الهوية (", ") والمدينة هي"), 1),
        (("رقم الهوية", "، والمدينة هي"), 1),
        (("1-", "والمدينة هي"), 1),
        (("2-3-1-", "والمدينة هي"), 1),
        (("1-", "المدينة", "مئة"), 3),
    ],
)
def test_blanks_in_a_sentence_and_the_white_behind_a_label_part_nothing(texts: tuple[str, ...], spans: int) -> None:
    (row,) = make_rows([in_pieces(*texts)])
    assert len(row.spans) == spans


def test_pieces_are_cut_at_places_between_them() -> None:
    (row,) = make_rows([in_pieces("اليمين", "الوسط", "اليسار")])
    cut = [[piece.text for piece in pieces] for pieces in row.cut([300.0, 420.0])]
    assert cut == [["اليسار"], ["الوسط"], ["اليمين"]]
