"""Paragraphs of Latin lines in an Arabic document, told by where their lines begin and by how they read."""

from __future__ import annotations

import pytest

from tests.repair.painter import Painter
from warraq.pages import read_lines
from warraq.pages.rows.margins import AMONG_LATIN
from warraq.pages.rows.row_order import order_of_painted
from warraq.repair.order.bidi import spell

ARABIC = [
    "هذا شرح مختصر لبعض القواعد التي يتبعها المترجم في عمله اليومي",
    "وتليها أمثلة من كتب النحو القديمة والحديثة معا",
]
#: Mixed lines with Arabic at one end or at both, as a left-to-right paragraph has them.
LATIN = [
    "كتاب is a noun of three letters and its plural follows below, as does the plural of",
    "قلم. Both are masculine, which the verb shows.",
    "The second one, written as أقلام, is also found in older books, e.g. دفاتر",
    "and in the lists of names at the end.",
]
LEFT, RIGHT, LEADING = 60.0, 540.0, 15.0


def read(texts: list[str], rtl: bool, size: float = 12.0, indent: float = 0.0) -> list[str]:
    """What is read of ``texts`` below Arabic lines, flush with the edge where lines of their direction begin."""
    painter = Painter(size=size)
    y = 100.0
    for text in ARABIC:
        painter.line(text, y=y, right=RIGHT)
        y += LEADING
    y += LEADING
    for number, text in enumerate(texts):
        inside = indent * (number == 0)
        painter.line(text, y=y, rtl=rtl, **({"right": RIGHT - inside} if rtl else {"left": LEFT + inside}))
        y += LEADING
    lines, *_ = read_lines(*painter.extraction())
    return [line.text for line in lines][len(ARABIC) :]


@pytest.mark.parametrize("indent", [0.0, 15.0])
def test_latin_lines_that_begin_on_the_left_are_read_from_there(indent: float) -> None:
    assert read(LATIN, rtl=False, size=9.0, indent=indent) == LATIN


def test_lines_of_signs_among_them_are_read_from_there_too() -> None:
    texts = [
        "newcommand duree is set to ساعتان in all exams",
        "%--------",
        "hfill",
        "%--------",
        "niveau سنة ثانية end of it",
    ]
    assert read(texts, rtl=False, size=9.0) == texts


def test_a_comment_without_words_begins_with_its_sign() -> None:
    order, rtl = order_of_painted("------%", True, AMONG_LATIN)
    assert rtl
    assert spell("------%", order) == "%------"


def test_lines_of_signs_among_arabic_ones_are_read_from_the_right() -> None:
    texts = ["ما يلي نص قصير", "!--------", "وهذا نص آخر أطول منه"]
    assert read(texts, rtl=True, size=9.0) == texts


@pytest.mark.parametrize("number", ["+966 50 692 4054", "+20 (2) 123-4567", "056 615 1988", "35)"])
def test_a_telephone_number_by_itself_is_read_from_the_left(number: str) -> None:
    assert read([number], rtl=False) == [number]


def test_other_numbers_by_themselves_are_read_from_the_right() -> None:
    assert read(["12 34 56"], rtl=True) == ["12 34 56"]
    assert read(["05 12"], rtl=True) == ["05 12"]


def test_latin_lines_that_begin_on_the_right_are_read_from_there() -> None:
    """A right-to-left paragraph whose lines are mostly Latin: names of organisations."""
    texts = [
        "منظمة World Meteorological Organization و International Civil Aviation",
        "و Universal Postal Union معا",
        "والاتحاد International Telecommunication Union ومقره في جنيف",
        "و World Intellectual Property Organization أيضا",
    ]
    assert read(texts, rtl=True, size=9.0) == texts


def test_a_latin_heading_above_a_line_tells_nothing_of_it() -> None:
    painter = Painter()
    painter.line("UML", y=100, left=250, rtl=False, size=20)
    painter.line("المخطط Unified Modeling Language", y=132, left=250)
    lines, *_ = read_lines(*painter.extraction())
    assert [line.text for line in lines] == ["UML", "المخطط Unified Modeling Language"]


@pytest.mark.parametrize(
    ("painted", "text"),
    [
        ("the noun ملق, an old باتك, and a verb بتك.", "the noun قلم, an old كتاب, and a verb كتب."),
        ("subject(هريغ)", "subject(غيره)"),
        ("verbal phrases (لوألا مسقلا).", "verbal phrases (القسم الأول)."),
    ],
)
def test_a_line_by_itself_is_read_from_the_side_from_which_it_reads_well(painted: str, text: str) -> None:
    order, rtl = order_of_painted(painted, True, 0)
    assert not rtl
    assert spell(painted, order) == text


def test_a_line_that_only_paints_from_the_left_is_read_from_there() -> None:
    order, rtl = order_of_painted("4. API\u064a\u0644\u0635\u0627 \u064a\u0627\u0647", True, -1)
    assert not rtl
    assert order.verified
    assert spell("4. APIيلصا ياه", order) == "4. APIهاي اصلي"


def test_options_among_latin_lines_keep_their_hyphens() -> None:
    order, rtl = order_of_painted("--trusted-host example.org", True, AMONG_LATIN)
    assert spell("--trusted-host example.org", order) == "--trusted-host example.org"
    assert not rtl


def test_a_command_with_an_arabic_argument_begins_on_the_left() -> None:
    painted = r"\newcommand{\name}{ باتكلا نم لوألا لصفلا ناونع}"
    order, rtl = order_of_painted(painted, True, -1)
    assert not rtl
    assert spell(painted, order) == r"\newcommand{\name}{ عنوان الفصل الأول من الكتاب}"


@pytest.mark.parametrize(
    ("painted", "text"),
    [
        ("someone@example.org :ناونعلا", "العنوان: someone@example.org"),
        ("(Organization) ةمظنملا", "المنظمة (Organization)"),
        ("sin (x) و cos (x) بسحا (1", "1) احسب cos (x) و sin (x)"),
        (".Universal Postal Union وه داحتالا", "الاتحاد هو Universal Postal Union."),
    ],
)
def test_a_line_that_reads_well_from_the_right_is_read_from_there(painted: str, text: str) -> None:
    order, rtl = order_of_painted(painted, True, 0)
    assert rtl
    assert spell(painted, order) == text


@pytest.mark.parametrize(
    ("painted", "text"),
    [
        ("Some words are of both kinds, e.g. ،دلب ،قوس", "Some words are of both kinds, e.g. سوق، بلد،"),
        ("Both words, دلب، are nouns.", "Both words, بلد، are nouns."),
    ],
)
def test_an_arabic_list_that_goes_on_below_keeps_its_last_comma(painted: str, text: str) -> None:
    order, rtl = order_of_painted(painted, True, AMONG_LATIN)
    assert not rtl
    assert spell(painted, order) == text
