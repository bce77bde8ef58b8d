"""Words that a line breaks in two: joined where signs, spelling or the forms of letters say so, and only there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.layout.lines import line
from warraq.layout.paragraphs.wrapped import join_wrapped
from warraq.model.line import Block, Cell, Line, Table, Word

SOFT_HYPHEN = "\N{SOFT HYPHEN}"


def joined(*texts: str) -> str:
    """The text of a block of these lines, those without Arabic letters left to right."""
    lines = [replace(line(text, 100.0 + 18 * n), rtl=not text.isascii()) for n, text in enumerate(texts)]
    return join_wrapped([Block("body", tuple(lines))])[0].text


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("انظر A/RES/", "55/25 وما بعده", "انظر A/RES/55/25 وما بعده"),
        ("انظر A/", "RES/55/25", "انظر A/RES/55/25"),
        ("انظر (CTOC/COP/", "WG.7/2020/4)", "انظر (CTOC/COP/WG.7/2020/4)"),
        ("انظر CTOC/COP/WG.", "7/2020/4، الفقرة", "انظر CTOC/COP/WG.7/2020/4، الفقرة"),
        ("انظر A/C.3/75/L.12", "/Rev.1 أدناه", "انظر A/C.3/75/L.12/Rev.1 أدناه"),
        ("انظر (E/2018/33-", "E/C.12/2017/3) أيضا", "انظر (E/2018/33-E/C.12/2017/3) أيضا"),
        ("انظر A/64/742\N{EN DASH}", "S/2010/181", "انظر A/64/742\N{EN DASH}S/2010/181"),
        ("القراران 55/", "25 و69/197", "القراران 55/25 و69/197"),
        ("في أيلول/", "سبتمبر 2020", "في أيلول/سبتمبر 2020"),
        ("في أيلول", "/سبتمبر 2020", "في أيلول/سبتمبر 2020"),
        ("للفترة 2018-", "2019 وما بعدها", "للفترة 2018-2019 وما بعدها"),
        ("للفترة 2018\N{EN DASH}", "2019", "للفترة 2018\N{EN DASH}2019"),
        ("جائحة كوفيد-", "19 وأثرها", "جائحة كوفيد-19 وأثرها"),
        ("مرض COVID-", "19", "مرض COVID-19"),
        ("الوثيقة V.20-", "05359", "الوثيقة V.20-05359"),
        ("the Asia-", "Pacific region", "the Asia-Pacific region"),
        (
            "موقع https://www.unodc.org/",
            "unodc/en/index.html للمزيد",
            "موقع https://www.unodc.org/unodc/en/index.html للمزيد",
        ),
        ("موقع www.unodc.", "org/documents هنا", "موقع www.unodc.org/documents هنا"),
        ("موقع www.unodc.org/x", "?page=2 هنا", "موقع www.unodc.org/x?page=2 هنا"),
        ("موقع https:", "//un.org هنا", "موقع https://un.org هنا"),
        ("البريد info@", "un.org أو", "البريد info@un.org أو"),
        ("البريد info", "@un.org أو", "البريد info@un.org أو"),
        ("البريد first_", "last@un.org", "البريد first_ last@un.org"),
    ],
)
def test_symbols_numbers_and_addresses(above: str, below: str, whole: str) -> None:
    assert joined(above, below) == whole


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("قررت اللجنة ما يلي.", "وأشارت إلى ذلك"),
        ("بلغت النسبة 50", "في المائة"),
        ("في القرار 1/", "وقرر الفريق"),  # a footnote mark of the old style
        ("انظر A/64/742-", "Report of the Secretary-General"),
        ("انظر A/74/17.", "3 دول أعضاء"),
        ("وتكرر ذلك عام 2020.", "2021 كان أفضل"),
        ("الأعضاء -", "وعددهم 5"),
        ("-1", "عملا بالقرار"),
        ("2018-", "2019 برنامج"),  # alone on its line: a label
        ("see www.un.org.", "The text"),
        ("the word and", "another word"),
        ("A -", "b"),
        ("البند (أ)", "/ثم"),
    ],
)
def test_two_words_stay_two(above: str, below: str) -> None:
    assert joined(above, below) == f"{above} {below}"


def test_a_word_is_hyphenated_where_the_document_writes_it_whole() -> None:
    assert joined("international law", "is inter-", "national law") == "international law is international law"


def test_a_hyphen_stays_where_the_document_writes_it_inside_a_line() -> None:
    assert joined("the well-being and inter-", "national well-", "being").endswith("international well-being")


def test_a_hyphen_stays_where_the_document_does_not_hyphenate() -> None:
    plain = [f"words of a line in English {'x' * n}y" for n in range(40)]
    assert joined(*plain, "the well-", "being").endswith("the well-being")
    assert joined(*plain[:5], "the inter-", "national").endswith("the international")


def test_a_hyphen_of_a_latin_word_in_arabic_text_stays_unless_the_document_writes_it_whole() -> None:
    above, below = "\u0634\u0628\u0643\u0629 inter-", "national \u0643\u0628\u0631\u0649"
    assert "inter-national" in joined(above, below)
    assert "inter-national" not in joined("international law", above, below)


def soft(text: str) -> Line:
    """A line whose last word ends in a hyphen that is claimed to be a soft one."""
    made = line(text, 100.0)
    last = made.words[-1]
    return replace(made, words=(*made.words[:-1], replace(last, original=last.text[:-1] + SOFT_HYPHEN)))


def test_a_soft_hyphen_goes_whatever_else_the_document_writes() -> None:
    lines = (soft("the co-"), line("operation of co-operation", 118.0))
    assert join_wrapped([Block("body", lines)])[0].text == "the cooperation of co-operation"


def test_a_soft_hyphen_is_a_hyphen_where_it_stands_inside_lines_too() -> None:
    inside = Word("COVID-19", f"COVID{SOFT_HYPHEN}19")
    lines = (replace(soft("well-being and the well-"), words=(inside, *soft("the well-").words)), line("being", 118.0))
    assert join_wrapped([Block("body", (line("a well-being", 82.0), *lines))])[0].text.endswith("the well-being")


def test_an_arabic_word_is_joined_where_its_letters_are() -> None:
    above, below = line("وقرر الفر", 100.0), line("يق العامل", 118.0)
    cut = replace(above, words=(*above.words[:-1], replace(above.words[-1], cut=True)))
    goes_on = replace(below, words=(replace(below.words[0], joined=True), *below.words[1:]))
    assert join_wrapped([Block("body", (cut, goes_on))])[0].text == "وقرر الفريق العامل"
    assert join_wrapped([Block("body", (cut, below))])[0].text == "وقرر الفر يق العامل"
    assert join_wrapped([Block("body", (above, goes_on))])[0].text == "وقرر الفر يق العامل"


def test_the_whole_word_has_the_place_and_the_claims_of_both_halves() -> None:
    above, below = line("انظر A/RES/", 100.0), line("55/25 أدناه", 118.0)
    (block,) = join_wrapped([Block("body", (above, below))])
    word = block.lines[0].words[-1]
    first, second = above.words[-1].box, below.words[0].box
    assert first is not None
    assert second is not None
    assert word.original == "A/RES/55/25"
    assert word.box == (min(first[0], second[0]), first[1], max(first[2], second[2]), second[3])
    assert [each.text for each in block.lines[1].words] == ["أدناه"]


def test_a_line_that_held_but_the_rest_of_a_word_is_gone() -> None:
    (block,) = join_wrapped([Block("body", (line("انظر A/RES/", 100.0), line("55/25", 118.0)))])
    assert [each.text for each in block.lines] == ["انظر A/RES/55/25"]


def test_cells_are_joined_each_by_itself() -> None:
    first = Cell(0, 0, lines=(line("رمز A/RES/", 100.0), line("55/25", 118.0)))
    second = Cell(0, 1, lines=(line("2020", 100.0),))
    table = Table(1, 2, (first, second), ruled=True)
    (block,) = join_wrapped([Block("table", (*first.lines, *second.lines), table=table)])
    assert block.table is not None
    assert [cell.text for cell in block.table.cells] == ["رمز A/RES/55/25", "2020"]
    assert block.text == "رمز A/RES/55/25 2020"


def test_furniture_and_contents_keep_their_lines() -> None:
    lines = (line("انظر A/RES/", 100.0), line("55/25", 118.0))
    assert join_wrapped([Block(role, lines) for role in ("header", "footer", "toc")]) == [
        Block(role, lines) for role in ("header", "footer", "toc")
    ]


def test_unbroken_blocks_are_the_same_objects() -> None:
    block = Block("body", (line("قرر الفريق", 100.0), line("أن يواصل", 118.0)))
    assert join_wrapped([block])[0] is block


def test_a_soft_hyphen_painted_before_its_line_ends_it() -> None:
    above = line("-قرر دعم coun", 100.0)
    stray = replace(above.words[0], original=SOFT_HYPHEN + "قرر")
    above = replace(above, words=(stray, *above.words[1:]))
    assert join_wrapped([Block("body", (above, line("tries أدناه", 118.0)))])[0].text == "قرر دعم countries أدناه"
