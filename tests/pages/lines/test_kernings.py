"""Letters that kerning sets apart on a page without spaces."""

from __future__ import annotations

import numpy as np
import pytest

from tests.glyph_columns import with_columns
from tests.repair.painter import Painter
from warraq.model.glyph import Page
from warraq.model.packed.shown_codes import shown_codes
from warraq.pages import read_lines
from warraq.pages.codes.codes import build_codes
from warraq.pages.lines import kernings
from warraq.pages.lines.kernings import ENDS, _ending, _kerned, without_kernings

SIZE, LETTER = 12.0, 4.0
WORDS = 12
#: White between words in the lines of a page, and behind a reh, in units of the font size.
SPACES = (0.128,) * 8
KERNING = 0.115


def page_of(behind_reh: float, at_end: float | None = None, *, spaces: bool = False) -> Painter:
    """Lines of words of beh and teh, with reh and beh in their middle.

    Args:
        behind_reh: white between those two.
        at_end: white behind the first word of each line; that of its line where it is None.
        spaces: they are drawn as glyphs.
    """
    painter = Painter()
    for number, space in enumerate(SPACES):
        x, y = 500.0, 100.0 + 20 * number
        for word in range(WORDS):
            text = "بتربت" if word == WORDS // 2 else "بتبت"
            for place, letter in enumerate(text):
                x -= LETTER + (behind_reh * SIZE if text[place - 1] == "ر" and place else 0.0)
                painter.glyph(letter, x, y, LETTER, SIZE)
            white = (at_end if at_end is not None and not word else space) * SIZE
            x -= white
            if spaces:
                painter.glyph(" ", x, y, white, SIZE)
    return painter


def words_of(painter: Painter) -> list[str]:
    extraction, maps = painter.extraction()
    return [word for line in read_lines(extraction, maps)[0] for word in line.text.split()]


def test_white_that_is_narrower_than_most_of_its_lines_is_kerning() -> None:
    assert words_of(page_of(KERNING)).count("بتربت") == len(SPACES)


def test_white_as_wide_as_spaces_parts_words() -> None:
    assert "بتربت" not in words_of(page_of(max(SPACES)))


def test_a_page_whose_words_are_kerned_with_spaces_is_left_as_it_is() -> None:
    """There narrow white behind a reh may be a space too."""
    read = words_of(page_of(KERNING, KERNING))
    assert "بتربت" not in read and read.count("بتبت") == len(SPACES) * (WORDS - 1)


@pytest.mark.parametrize("spaces", [True, False])
def test_a_page_that_draws_its_spaces_is_left_as_it_is(spaces: bool) -> None:
    extraction, maps = page_of(KERNING, spaces=spaces).extraction()
    shown, page = shown_codes(extraction), extraction.pages[0]
    read = without_kernings(page, build_codes(extraction, maps, shown), shown.of_page[0])
    assert (read is page) is spaces


@pytest.mark.parametrize("behind_reh", [0.0, 0.05])
def test_letters_that_stand_beside_each_other_stay_together(behind_reh: float) -> None:
    assert words_of(page_of(behind_reh)).count("بتربت") == len(SPACES)


def changed(painter: Painter, **columns: np.ndarray) -> tuple[Page, Page]:
    """The page with other columns, and what becomes of it."""
    extraction, maps = painter.extraction()
    shown, page = shown_codes(extraction), with_columns(extraction.pages[0], columns)
    return page, without_kernings(page, build_codes(extraction, maps, shown), shown.of_page[0])


def test_what_is_set_askew_or_in_other_sizes_or_far_apart_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    painter = page_of(KERNING)
    page, read = changed(painter)
    assert read is not page
    (spaced := page_of(KERNING)).glyph(" ", 20.0, 400.0, 3.0, SIZE)
    spaced_page, read = changed(spaced)
    assert read is spaced_page
    page, read = changed(painter, angle=np.full(len(page), 90, page.angle.dtype))
    assert read is page
    behind_reh = np.roll(page.charcode == painter.codes["ر"], 1)
    page, read = changed(painter, size=np.where(behind_reh, SIZE - 0.001, SIZE).astype(page.size.dtype))
    assert read is page
    monkeypatch.setattr(kernings, "WIDEST", KERNING - 0.01)
    page, read = changed(painter)
    assert read is page


@pytest.mark.parametrize(("ends", "count"), [(ENDS - 1, 0), (ENDS, 1)])
def test_only_behind_a_letter_that_joins_none_and_where_words_are_told_is_white_kerning(ends: int, count: int) -> None:
    """White between words, narrow white behind a reh; then three times as much, and narrow white behind a beh."""
    white = np.array([0.128] * ends + [KERNING])
    ending = np.array(["D"] * ends + ["R"])
    kerned = _kerned(white, np.zeros(white.size, np.intp), np.ones(white.size, np.bool_), ending)
    assert np.flatnonzero(kerned).tolist() == [ends] * count
    white, ending = np.append(np.repeat(white, 3), KERNING), np.append(np.repeat(ending, 3), "D")
    kerned = _kerned(white, np.zeros(white.size, np.intp), np.ones(white.size, np.bool_), ending)
    assert set(ending[kerned]) == {"R"}


def test_a_teh_marbuta_ends_its_word() -> None:
    assert [_ending(text) for text in ("ب", "ر", "ة", "بر", "")] == ["D", "R", "D", "R", ""]
