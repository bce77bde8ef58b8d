"""Headings in a column of their own are read with the text beside them."""

from __future__ import annotations

import pytest

from tests.layout.lines import FULL, blocks_of, line
from tests.layout.tables.test_white_tables import tight
from warraq.layout.heads_beside import by_heads
from warraq.model.line import Line

#: Points from the top of one section to that of the next.
SECTION = 60


def page(
    size: float = 12.0, bold: bool = True, lower: float = 0.0, lines: int = 3, pitch: int = SECTION, short: bool = True
) -> tuple[list[Line], list[Line]]:
    """Texts on the left, the last line of each ``short``, and headings beside them, ``lower`` than they begin."""
    texts = []
    for n in range(3):
        down = 100 + pitch * n
        texts += [line(f"نص{n} {FULL}", down + 16 * at, left=72, right=400) for at in range(lines - 1)]
        last = 72 if not short else 332 - 30 * n if lines == 1 else 272
        texts.append(line(f"نص{n} قصير", down + 16 * (lines - 1), left=last, right=400))
    heads = [tight(f"عنوان{n}", 523, 100 + pitch * n + lower, size=size) for n in range(3)]
    return texts, [Line(head.page, head.words, head.box, size, bold) for head in heads]


def order(texts: list[Line], heads: list[Line]) -> list[str] | None:
    parts = by_heads([texts, heads])
    return None if parts is None else [item.words[0].text for part in parts for column in part[::-1] for item in column]


IN_TURN = [word for n in range(3) for word in (f"عنوان{n}", *[f"نص{n}"] * 3)]


@pytest.mark.parametrize(("size", "bold"), [(12.0, True), (14.0, False)])
def test_each_heading_comes_before_the_text_beside_it(size: float, bold: bool) -> None:
    assert order(*page(size, bold)) == IN_TURN
    assert order(*page(size, bold, lower=5.0)) == IN_TURN


def test_a_text_begins_below_a_short_line_or_wide_white() -> None:
    assert order(*page(pitch=48)) == IN_TURN
    assert order(*page(short=False)) == IN_TURN
    assert order(*page(pitch=48, short=False)) is None


def test_headings_may_stand_on_the_left() -> None:
    texts, heads = page()
    parts = by_heads([heads, texts])
    assert parts is not None
    assert [len(part[0]) for part in parts] == [1, 1, 1]


def test_what_stands_above_the_first_heading_comes_first() -> None:
    texts, heads = page()
    read = order(texts, heads[1:])
    assert read is not None
    assert read[:4] == ["نص0", "نص0", "نص0", "عنوان1"]


def test_plain_entries_and_as_many_entries_as_lines_are_no_headings() -> None:
    assert order(*page(bold=False)) is None
    assert order(*page(lines=1)) is None
    texts, heads = page()
    assert order([Line(one.page, one.words, one.box, 12.0, True) for one in texts], heads) is None
    assert order(texts, heads[:1]) is None


def test_headings_in_the_middle_of_their_texts_tell_no_beginnings() -> None:
    texts, heads = page(lower=24.0)
    full = [line(f"نص {FULL}", 100 + 16 * n, left=72, right=400) for n in range(9)]
    assert order(full, heads) is None
    assert order(texts, heads) is None


def test_two_lines_of_one_heading_stay_together() -> None:
    texts, heads = page()
    more = [Line(1, tight("تتمته", 523, 114).words, tight("تتمته", 523, 114).box, 12.0, True)]
    read = order(texts, [*heads, *more])
    assert read is not None
    assert read[:3] == ["عنوان0", "تتمته", "نص0"]


def test_headings_beside_texts_are_no_table() -> None:
    texts, heads = page()
    read = blocks_of([*texts, *heads])
    assert all(block.role == "body" for block in read)
    assert list(dict.fromkeys(block.text.split()[0] for block in read)) == list(dict.fromkeys(IN_TURN))
