"""Round trip: random logical paragraphs, painted by UAX #9, read back as the same string.

Two properties. Whatever is painted, the logical string that comes back paints the same page. And where only one logical
string paints it (numbers and Latin apart by a word of Arabic), that very string comes back.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Unpack

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.repair.painter import HowPainted, Painter, visual
from warraq.pages import read_lines
from warraq.repair.strings import reorder_lam_alef

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىئؤءأإآ"
DIACRITICS = ["", "", "", "", "ّ", "َ", "ُ", "ِ", "ْ", "َّ", "ِّ"]
INDIC = str.maketrans("0123456789.,%", "٠١٢٣٤٥٦٧٨٩٫٬٪")

letter = st.sampled_from(LETTERS)
# A line of one-letter words can't be told from one letter-spaced word.
plain_word = st.text(letter, min_size=2, max_size=9)
marked_word = st.lists(st.tuples(letter, st.sampled_from(DIACRITICS)), min_size=2, max_size=8).map(
    lambda pairs: "".join(character + marks for character, marks in pairs)
)
tanween = plain_word.map(lambda word: word + "ًا")
lam_alef = st.tuples(plain_word, st.sampled_from(["لا", "لأ", "لإ", "لآ", "الله", "للا"]), plain_word).map("".join)
any_arabic = st.one_of(plain_word, plain_word, marked_word, tanween, lam_alef)
# Two alefs and a lam at the start of a word are the sign of a broken lam-alef, which is mended.
arabic = any_arabic.filter(lambda word: reorder_lam_alef.find(word) == 0)

integer = st.integers(0, 99999).map(str)
year_range = st.tuples(st.integers(1900, 2050), st.integers(1, 30)).map(lambda pair: f"{pair[0]}-{sum(pair)}")
number = st.one_of(
    integer,
    year_range,
    st.tuples(integer, integer).map("/".join),
    st.dates().map(lambda day: f"{day.day}/{day.month}/{day.year}"),
    st.floats(0, 1e6, allow_nan=False).map(lambda value: f"{value:,.2f}"),
    st.integers(0, 100).map(lambda value: f"{value}%"),
    st.times().map(lambda moment: f"{moment.hour}:{moment.minute:02}"),
)
any_number = st.one_of(number, number.map(lambda text: text.translate(INDIC)))
symbol_part = st.one_of(st.sampled_from(["CTOC", "COP", "WG.7", "RES", "Rev.1", "INF", "Add.2"]), integer)
symbol = st.tuples(st.sampled_from(["A", "E", "CTOC", "UNODC"]), st.lists(symbol_part, min_size=1, max_size=4)).map(
    lambda parts: "/".join([parts[0], *parts[1]])
)
latin = st.lists(st.text("abcdefgXYZ", min_size=1, max_size=8), min_size=1, max_size=3).map(" ".join)
address = st.sampled_from(["https://www.example.org/a_b/index.html", "office@example.org", "www.example.org"])
group = st.text("ABCXYZ0123456789", min_size=4, max_size=4)
account = st.tuples(st.sampled_from(["SA03", "GB29", "JO94"]), st.lists(group, min_size=2, max_size=5)).map(
    lambda parts: " ".join([parts[0], *parts[1]])
)
formula = st.tuples(st.sampled_from("npx"), st.sampled_from("=<>≤≥≈"), number).map(" ".join)
raised = st.tuples(integer, st.sampled_from(["²", "³", "⁶"])).map("".join)
island = st.one_of(any_number, symbol, latin, address, st.just("COVID-19"), account, formula, raised)


def bracketed(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.sampled_from(["()", "[]", "«»", '""', "“”"])
    return st.tuples(pairs, inner).map(lambda pair: pair[0][0] + pair[1] + pair[0][1])


noted = st.tuples(plain_word, st.sampled_from(["²", "¹²", "⁽¹⁾", "⁽¹²⁾"])).map("".join)
piece = st.one_of(arabic, island, noted, bracketed(arabic), bracketed(island), island.map(lambda text: "و" + text))
label = st.sampled_from(["", "", "1- ", "(أ) ", "ألف- ", "-3 ", "(12) ", "19- ", "أولا- "])


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    """An Arabic line: pieces parted by Arabic words, punctuation after some of those."""
    words = [draw(label) + draw(arabic)]
    for _ in range(draw(st.integers(0, 6))):
        words.append(draw(piece))
        words.append(draw(arabic) + draw(st.sampled_from(["", "", "", "،", "؛", ".", ":", "؟"])))
    return " ".join(words)


how_painted = st.fixed_dictionaries(
    {
        "space_glyphs": st.booleans(),
        "kashida": st.sampled_from([0.0, 0.0, 0.3]),
        "noise": st.sampled_from([0.0, 0.0, 0.02]),
        "seed": st.integers(0, 1000),
        "space_width": st.sampled_from([0.2, 0.28, 0.5]),
    }
)


def groups_of_a_number(text: str, rtl: bool = True) -> bool:
    """``5 123`` is read as one number, whose groups only a no-break space would keep in that order."""
    return re.search(r"\d{1,3} \d{3}(?!\d)", "".join(base for base, _ in visual(text, rtl))) is not None


def read_back(text: str, rtl: bool = True, **how: Unpack[HowPainted]) -> list[str]:
    painter = Painter(width=5000.0, **how)
    painter.line(text, y=100, rtl=rtl)
    return [line.text for line in read_lines(*painter.extraction())[0]]


@settings(max_examples=300)
@given(paragraphs(), how_painted)
@example("عام 2018-2019 و(A/RES/55/25)", {})
@example("رقم وSA03 0000 0000 هنا", {})
@example("رقم GB29 000A 0000 0000 هنا", {"space_glyphs": False, "space_width": 0.2})
@example("قيمة n = 0% هنا", {})
@example("وثيقة وA/1 هنا", {"space_glyphs": False, "space_width": 0.2})
def test_unambiguous_paragraphs_come_back_exactly(text: str, how: HowPainted) -> None:
    assert read_back(text, **how) == [unicodedata.normalize("NFC", text)]


@settings(max_examples=300)
@given(st.lists(piece, min_size=1, max_size=8).map(" ".join), arabic)
@example("A/0 (0)", "ا")
def test_what_comes_back_paints_the_same(text: str, first: str) -> None:
    text = f"{first} {text}"
    assume(not groups_of_a_number(text))
    (back,) = read_back(text)
    assert visual(back) == visual(text)


@settings(max_examples=100)
@given(st.lists(st.one_of(latin, latin, arabic, integer), min_size=1, max_size=5).map(" ".join), latin, latin)
def test_latin_lines_with_arabic_in_them_paint_the_same(text: str, first: str, last: str) -> None:
    text = f"{first} phrase and {text} more words {last}"
    assume(not groups_of_a_number(text, rtl=False))
    assume(sum("a" <= c.lower() <= "z" for c in text) > 2 * sum(c in LETTERS for c in text))
    (back,) = read_back(text, rtl=False)
    assert visual(back, rtl=False) == visual(text, rtl=False)


@settings(max_examples=50)
@given(paragraphs())
def test_reading_twice_changes_nothing(text: str) -> None:
    (once,) = read_back(text)
    assert read_back(once) == [once]
