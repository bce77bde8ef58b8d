"""Labels that an extractor wrote as lines of their own, and edges of pages that no blank line parts from the text."""

from __future__ import annotations

from warraq.decipher.text.dump import dump, torn_lines
from warraq.language.model import LanguageModel

LINE = "ينبغي للدول الأطراف أن تعزز التعاون"


def mended(*lines: str) -> list[dump.DumpLine]:
    return torn_lines.mended(dump.read_lines("\n".join(lines), LanguageModel.load()))


def test_numbers_above_a_word_that_comes_again_are_on_its_line() -> None:
    torn = [text for number in "123" for text in (number, "التوصةا", LINE)]
    assert [line.raw for line in mended(*torn)] == ["1التوصةا", LINE, "2التوصةا", LINE, "3التوصةا", LINE]
    assert [line.short_label for line in mended(*torn)] == [True, False] * 3
    assert [line.raw for line in mended(*torn[:6])] == torn[:6]
    apart = [text for number in "123" for text in (number, "", "التوصةا", LINE)]
    assert len(mended(*apart)) == 9
    pages = [text for number in "123" for text in ("", number, "التوصةا", LINE)]
    assert [line.furniture for line in mended(*pages)] == [True, False, False] * 3


def test_a_dash_above_a_heading_is_on_its_line() -> None:
    assert [(line.raw, line.labelled) for line in mended("-", LINE, LINE)] == [(f"- {LINE}", True), (LINE, False)]
    garbled = "ارفلةـــا ممرما اوظعغ"
    assert [line.raw for line in mended("-", garbled)] == ["-", garbled]


def test_the_label_of_a_clean_heading_is_clean() -> None:
    label, _ = mended("-دال", LINE)
    assert dump.read_lines("-دال", LanguageModel.load())[0].enciphered
    assert label.clean
    assert not mended("-دال", "ارفلةـــا ممرما اوظعغ")[0].clean
    assert mended("دال", LINE)[0].enciphered
    assert (
        mended("-دال", "ارفلةـــا ممرما اوظعغ")[0].quality == dump.read_lines("-دال", LanguageModel.load())[0].quality
    )


def test_lines_that_count_pages_are_furniture_with_what_stands_beside_them() -> None:
    pages = [text for page in (1, 2, 3) for text in (LINE, f"{page}/3 V.20-05359", "CTOC/COP/2", LINE)]
    lines = mended(*pages)
    assert [line.furniture for line in lines] == [False, True, True, False] * 3
    assert [line.page for line in lines] == [1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3]


def test_two_lines_may_stand_beside_the_number_of_a_page() -> None:
    pages = [text for page in (1, 2, 3) for text in (LINE, f"{page}/3", "CTOC/COP/2", "Vienna 2020", LINE)]
    assert [line.furniture for line in mended(*pages)] == [False, True, True, True, False] * 3
    assert not any(line.furniture for line in mended(LINE, "1/2", LINE, LINE, "2/2", LINE))  # too few to tell


def test_fractions_and_what_stands_beside_a_page_once_are_text() -> None:
    rows = [text for number in (1, 3, 2) for text in (LINE, f"{number}/3", LINE)]
    assert not any(line.furniture for line in mended(*rows))
    pages = [text for page in (1, 2, 3) for text in (LINE, f"{page}/3", f"CTOC{'/COP' * page}", LINE)]
    assert [line.furniture for line in mended(*pages)] == [False, True, False, False] * 3
