"""Word spaces and paragraph direction from geometry, and from what forms of letters say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.repair.painter import Painter
from tests.repair.sources import SPACES
from warraq.model.font import Font
from warraq.pages import read_lines
from warraq.pages.codes.forms import fonts_of_told_forms, form_of
from warraq.pages.lines import spaces
from warraq.repair.order.brackets import inside_out
from warraq.repair.order.painted_line import joined_below, paragraph_is_rtl

SIZE = 12.0
ALWAYS, TIGHT = SPACES.ALWAYS, SPACES.TIGHT


def page_threshold(relative: np.ndarray, arabic: np.ndarray) -> float:
    """What the compiled module and its source say."""
    threshold = spaces.page_threshold(relative, arabic)
    assert threshold == SPACES.page_threshold(relative, arabic)
    return threshold


def placed(*glyphs: tuple[str, float, float]) -> Painter:
    """A line of (text, x, advance), in the order of the stream."""
    painter = Painter()
    for text, x, advance in glyphs:
        painter.glyph(text, x, 100, advance, SIZE)
    return painter


def read(painter: Painter) -> list[str]:
    return [line.text for line in read_lines(*painter.extraction())[0]]


def test_a_space_that_kerning_closed_is_a_space() -> None:
    painter = placed(("د", 100.0, 9.2), ("ب", 94.0, 6.0), (" ", 106.2, 3.4), ("م", 109.6, 5.0), ("س", 114.6, 8.0))
    painter.rows[0].sort(key=lambda row: row[1])
    assert read(painter) == ["سم دب"]


@pytest.mark.parametrize(
    ("reh", "space", "text"),
    [
        (106.3, 106.0, "صدر عنا"),  # the tail of reh goes below the space, which is between the two in the stream
        (106.3, 106.4, "صدرعنا"),  # laid under the reh alone
        (107.9, 106.0, "صدر عنا"),
    ],
)
def test_a_space_that_kerning_covered_with_the_letter_before_it_is_a_space(reh: float, space: float, text: str) -> None:
    painter = placed(
        ("ا", 88.0, 4.0), ("ن", 92.0, 6.0), ("ع", 98.0, 8.0), (" ", space, 3.0), ("ر", reh, 6.0), ("د", reh + 6, 8.0),
        ("ص", reh + 14, 9.0),
    )  # fmt: skip
    assert read(painter) == [text]


def test_a_space_of_which_kerning_left_a_part_is_a_space() -> None:
    """The middle of the space lies under the letter behind it, or the letter before it doesn't reach farthest left."""
    partly = placed(("ب", 88.0, 6.0), ("م", 94.0, 6.0), (" ", 100.0, 3.0), ("ن", 101.2, 6.0), ("ك", 107.2, 6.0))
    assert read(partly) == ["كن مب"]
    hair = placed(
        ("ي", 88.0, 9.0), ("ل", 96.0, 5.0), ("ا", 95.0, 9.0), (" ", 104.0, 2.0), ("ز", 104.4, 6.0), ("و", 110.4, 6.0)
    )
    assert read(hair)[0].split()[0] == "وز"


def test_the_one_wide_gap_of_a_short_line_parts_words() -> None:
    """A label of two words, a space glyph between them, and its value far away: the white is no measure of itself."""
    painter = placed(
        ("8", 66.0, 6.0), ("4", 60.0, 6.0), ("ي", 510.0, 8.0), ("ل", 518.0, 4.0), ("ع", 522.0, 6.0), (" ", 528.0, 3.0),
        ("م", 531.0, 6.0), ("أ", 537.0, 4.0),
    )  # fmt: skip
    assert read(painter)[0].split() == ["أم", "علي", "48"]


def test_a_space_below_a_letter_of_another_script_or_at_the_end_of_a_run_is_none() -> None:
    latin = placed(("a", 94.0, 6.0), ("b", 100.0, 6.0), (" ", 106.0, 3.0), ("c", 106.2, 6.0), ("d", 112.2, 6.0))
    assert read(latin) == ["abcd"]
    run_end = placed((" ", 106.0, 3.0), ("ر", 106.2, 6.0), ("د", 112.2, 8.0), ("ا", 94.0, 4.0), ("ب", 98.0, 8.0))
    assert read(run_end) == ["دربا"]
    mixed = placed(("b", 98.0, 8.0), (" ", 106.0, 3.0), ("ر", 106.3, 6.0), ("د", 112.3, 8.0), ("ص", 120.3, 9.0))
    assert read(mixed) == ["صدرb"]


def without_white(words: str) -> Painter:
    """Words of one line, from the right, in a face whose space has no width; white before each reh."""
    glyphs: list[tuple[str, float, float]] = []
    at = 500.0
    for character in words:
        at -= 1.4 if character == "ر" else 0.0
        width = 0.0 if character == " " else 6.0
        at -= width
        glyphs.append((character, at, width))
    return placed(*glyphs)


def test_spaces_without_a_width_part_words_and_white_does_not() -> None:
    text = "من قال أن يصدر حكما في ما مر من شهر"
    assert read(without_white(text)) == [text]


def test_words_far_apart_are_parted_where_spaces_have_no_width() -> None:
    painter = without_white("من قال أن يصدر حكما في ما مر من شهر")
    at = 500.0 + 2 * SIZE
    for character in "مع":
        painter.glyph(character, at + 6.0 * (character == "م"), painter.rows[0][0][2], 6.0, SIZE)
    assert read(painter) == ["مع من قال أن يصدر حكما في ما مر من شهر"]


def test_a_number_is_parted_from_letters_by_a_space_without_a_width_wherever_the_stream_has_it() -> None:
    painter = without_white("ما مر من عام 7 في ما مر")
    row = painter.rows[0]
    digit = next(place for place, glyph in enumerate(row) if glyph[0] == painter.code("7"))
    row.append(row.pop(digit))  # a run of its own
    assert read(painter) == ["ما مر من عام 7 في ما مر"]


def test_a_space_without_a_width_before_a_letter_doesnt_part_it_from_the_number_that_it_is_joined_to() -> None:
    painter = without_white("ما مر في عام 6 و7 في ما مر")
    row = painter.rows[0]
    letter = next(place for place, glyph in enumerate(row) if glyph[0] == painter.code("و"))
    row[letter - 1], row[letter] = row[letter], row[letter - 1]  # the space and it are a run from left to right
    assert read(painter) == ["ما مر في عام 6 و7 في ما مر"]


@pytest.mark.parametrize(("white", "text"), [(0.45, "مر."), (1.2, "مر .")])
def test_white_before_a_stop_parts_no_words_where_spaces_have_no_width(white: float, text: str) -> None:
    words = "من قال أن يصدر حكما في ما مر"
    painter = without_white(words)
    left = min(glyph[1] for glyph in painter.rows[0])
    painter.glyph(".", left - 3.0 - white * SIZE, painter.rows[0][0][2], 3.0, SIZE)
    assert read(painter) == [words.removesuffix("مر") + text]


def test_a_space_without_a_width_stands_behind_a_tail_that_goes_below_its_word() -> None:
    """Yeh of على takes no room: it, the lam before it and the space all start in one place."""
    final = placed(
        ("ن", 88.0, 6.0), ("م", 94.0, 6.0), (" ", 100.0, 0.0), ("ى", 100.0, 4.6), ("ل", 100.0, 2.0), ("ع", 102.0, 5.0),
        (" ", 107.0, 0.0), ("ن", 107.0, 6.0), ("م", 113.0, 6.0),
    )  # fmt: skip
    assert read(final) == ["من على من"]


def test_a_stray_blank_without_a_width_leaves_white_its_meaning() -> None:
    words = [("ا", 100.0, 4.0), ("م", 104.0, 6.0), ("ن", 112.5, 6.0), ("م", 118.5, 6.0)]
    more = [("ن", 124.5 + 6 * n, 6.0) for n in range(9)]
    assert read(placed(*words, *more, (" ", 130.0, 0.0))) == ["ن" * 9 + "من ما"]


def test_white_parts_words_where_most_spaces_have_a_width() -> None:
    painter = without_white("من ما في من ما في من ما في من ما")
    painter.line("و و و و و و و و و و و و و", y=130, right=520)
    for text, x in (("ا", 484.0), ("م", 490.0), ("ن", 499.0), ("م", 505.0)):
        painter.glyph(text, x, 160, 6.0, SIZE)
    assert read(painter)[-1] == "من ما"


def test_slivers_of_kashida_hold_a_word_together() -> None:
    """Word stretches with a glyph narrower than a mark's double is far: none of them is painted twice."""
    step = 0.04 * SIZE
    slivers = [("ـ", 106.0 + number * step, step) for number in range(9)]
    assert read(placed(("ا", 94.0, 4.0), ("م", 98.0, 8.0), *slivers, ("ت", 106.0 + 9 * step, 8.0))) == ["تما"]


def test_a_space_drawn_elsewhere_in_the_stream_is_none() -> None:
    painter = placed(("د", 100.0, 9.2), ("م", 109.6, 5.0), ("س", 114.6, 8.0), ("ب", 94.0, 6.0), (" ", 106.2, 3.4))
    assert read(painter) == ["سمدب"]


def test_after_a_teh_marbuta_little_white_is_a_space() -> None:
    assert read(placed(("س", 106.0, 8.0), ("ة", 101.0, 5.0), ("ك", 92.4, 8.0), ("ل", 89.0, 3.4))) == ["سة كل"]
    assert read(placed(("س", 106.0, 8.0), ("ة", 101.0, 5.0), ("ك", 93.0, 8.0), ("ل", 89.6, 3.4))) == ["سةكل"]


def test_joined_forms_hold_a_word_together_over_any_white() -> None:
    medial, final = "\N{ARABIC LETTER BEH INITIAL FORM}", "\N{ARABIC LETTER DAL FINAL FORM}"
    alone = "\N{ARABIC LETTER DAL ISOLATED FORM}"
    assert read(placed((medial, 130.0, 5.0), (final, 110.0, 6.0), (alone, 104.0, 6.0))) == ["بدد"]
    assert read(placed((medial, 130.0, 5.0), (alone, 110.0, 6.0), (alone, 104.0, 6.0))) == ["ب دد"]


def test_narrow_spaces_of_a_page_without_space_glyphs_are_found() -> None:
    painter = Painter(space_glyphs=False, space_width=0.13)
    texts = ["من كتاب إلى كتاب", "من دار", "قال نعم ثم مضى", "إلى دار أخرى"]
    for number, text in enumerate(texts * 3):
        painter.line(text, y=100 + 20 * number)
    assert read(painter) == texts * 3


def tight(*words: tuple[str, float], lines: int = 8, kerning: float = 0.0) -> Painter:
    """Lines of words, each with the space behind it (em).

    The last two letters of the first word are ``kerning`` apart in one line (em).
    """
    painter = Painter(space_glyphs=False)
    for number in range(lines):
        at = 500.0
        for text, space in words:
            for place, character in enumerate(text):
                apart = kerning if not number and text == words[0][0] and place == len(text) - 1 else 0.0
                at -= 6.0 + apart * SIZE
                painter.glyph(character, at, 100 + 20 * number, 6.0, SIZE)
            at -= space * SIZE
    return painter


def test_hardly_any_white_parts_words_where_letters_leave_none() -> None:
    line = (("من", 0.055), ("كتاب", 0.054), ("إلى", 0.055), ("كتاب", 0.055))
    assert read(tight(*line)) == ["من كتاب إلى كتاب"] * 8
    assert read(tight(*line, lines=2))[0] == "منكتابإلىكتاب"  # too few lines tell nothing
    wide = (("من", 0.25), ("كتا", 0.05), ("ب", 0.25), ("إلى", 0.25))
    assert read(tight(*wide)) == ["من كتاب إلى"] * 8  # kerning, beside spaces
    assert read(tight(("منإلىنعمفيدار", 0.05), ("كتاب", 0.0)))[0] == "منإلىنعمفيداركتاب"  # no word is so long


def test_letters_that_do_not_touch_show_that_a_page_is_not_tight() -> None:
    white, letters = np.array([0.0] * 70 + [0.055] * 20), np.ones(90, dtype=np.bool_)
    assert page_threshold(white, letters) == TIGHT
    assert page_threshold(np.append(white, [0.03] * 2), np.append(letters, [True] * 2)) == ALWAYS
    assert page_threshold(np.append(white, [0.03] * 2), np.append(letters, [False] * 2)) == TIGHT  # between signs


def test_kerning_parts_no_word_of_a_tight_line_whose_spaces_are_wider() -> None:
    line = (("من", 0.1), ("كتاب", 0.1), ("إلى", 0.1), ("كتاب", 0.1))
    assert read(tight(*line, kerning=0.05)) == ["من كتاب إلى كتاب"] * 8


def test_a_hamza_inside_its_alef_parts_no_word_of_a_tight_line() -> None:
    painter = tight(("من", 0.06), ("كتاب", 0.06), ("دار", 0.06), ("نعم", 0.06))
    for text, x, advance in (("ر", 480.0, 6.0), ("\u200d", 486.6, 0.0), ("ا", 486.0, 6.0), ("د", 492.0, 6.0)):
        painter.glyph(text, x, 300, advance, SIZE)
    assert read(painter)[-1].replace("\u200d", "") == "دار"


def test_white_inside_formulas_doesnt_part_the_letters_of_words_that_kerning_set_apart() -> None:
    def kerned(latin: int) -> str:
        """A word whose last letters stand 0.12 em apart, above other words and ``latin`` pairs of letters."""
        painter = Painter(space_glyphs=False, space_width=0.29)
        width = painter.line("قال نعم تعر", y=100, right=500)
        painter.line("يف", y=100, right=500 - width - 0.12 * SIZE)
        for number in range(5):
            painter.line("من كتاب إلى كتاب", y=120 + 20 * number)
        painter.space_width = 0.19
        painter.line("من كتاب إلى كتاب", y=220)
        for number in range(latin):
            painter.glyph("f", 100 + 40 * number, 240, 6.0, SIZE)
            painter.glyph("C", 106 + 0.1 * SIZE + 40 * number, 240, 6.0, SIZE)
        return read(painter)[0]

    assert kerned(latin=0) == kerned(latin=4) == "قال نعم تعريف"


def test_white_of_all_letters_tells_how_wide_spaces_are_where_few_are_arabic() -> None:
    white = np.array([0.0] * 80 + [0.17] * 20)
    assert page_threshold(white, np.arange(100) >= 95) == pytest.approx(0.1, abs=0.01)


def test_a_pair_that_kerning_set_apart_doesnt_tell_how_wide_the_spaces_of_a_page_are() -> None:
    def read_kerned(pairs: int) -> str:
        """The first of lines of two widths of spaces, with ``pairs`` of letters 0.12 em apart on the page."""
        painter = Painter(space_glyphs=False, space_width=0.29)
        for number in range(6):
            width = painter.line("قال نعم تعر", y=100 + 20 * number, right=500)
            if number < pairs:
                painter.line("يف", y=100 + 20 * number, right=500 - width - 0.12 * SIZE)
        painter.space_width = 0.19
        painter.line("من كتاب إلى كتاب", y=300)
        return read(painter)[0]

    assert read_kerned(1) == "قال نعم تعريف"
    assert read_kerned(6) == "قال نعم تعر يف"


def test_a_pair_that_kerning_set_apart_is_no_space_where_spaces_are_painted_that_are_as_narrow() -> None:
    def read_kerned(space: float, kerning: float) -> str:
        painter = Painter(space_width=space)
        width = Painter(space_width=space).line("كما قال نعم في تعر", y=100)
        painter.line("يف الكتاب نعم كما قال", y=100, right=500 - width - kerning * SIZE)
        painter.line("كما قال نعم في تعر", y=100, right=500)
        return read(painter)[0]

    assert read_kerned(0.128, 0.122) == "كما قال نعم في تعريف الكتاب نعم كما قال"
    assert read_kerned(0.12, 0.152) == "كما قال نعم في تعريف الكتاب نعم كما قال"
    assert read_kerned(0.12, 0.172) == "كما قال نعم في تعريف الكتاب نعم كما قال"
    assert read_kerned(0.128, 0.197) == "كما قال نعم في تعر يف الكتاب نعم كما قال"  # dropped
    assert read_kerned(0.28, 0.21) == "كما قال نعم في تعر يف الكتاب نعم كما قال"  # too wide for kerning


def test_the_space_of_a_lines_end_that_lies_under_its_last_letter_is_none() -> None:
    """Typst, right to left: where the line begins in the stream, and under the letter at its end."""
    letters = (("ي", 100.0, 7.0), ("ر", 108.1, 2.8), ("ط", 110.9, 8.4), (" ", 119.3, 1.5), ("ب", 120.8, 3.0))
    assert read(placed((" ", 100.0, 1.5), *letters)) == ["ب طري"]
    assert read(placed((" ", 106.9, 1.5), *letters)) == ["ب طر ي"]


def test_a_space_that_was_dropped_where_runs_meet_is_found() -> None:
    painter = Painter(space_width=0.2)
    width = painter.line("نظام مفتوح", y=100, right=500)
    painter.line("Linux system", y=100, right=500 - width - 0.15 * SIZE, rtl=False)
    assert read(painter) == ["نظام مفتوح Linux system"]


FORMS = {1: "\N{ARABIC LETTER SEEN MEDIAL FORM}", 2: "س", 3: ""}


@pytest.mark.parametrize(
    ("gid", "name", "claim", "form"),
    [(1, "", None, "med"), (2, "uni0633.init", None, "ini"), (3, "", FORMS[1], "med"), (3, "g17", "س", None)],
)
def test_the_form_is_what_cmap_claim_or_name_say(gid: int, name: str, claim: str | None, form: str | None) -> None:
    font = Font("F", "Type0", True, None, "none", "", {}, {7: gid}, {}, {}, {}, {})
    font = replace(font, gid_to_unicode={gid: FORMS[gid]}, gid_to_name={gid: name})
    assert form_of(font, 7, claim, "س") == form


@pytest.mark.parametrize(
    ("claims", "fonts"),
    [
        ("ﺳﺴﺲﺱ", {1}),  # right
        ("ﺳﺴﺲﺵ", set()),  # one in four names another letter: shifted by one
        ("سسسس", set()),  # no forms
    ],
)
def test_claims_tell_forms_where_they_name_the_letters_that_are_read(claims: str, fonts: set[int]) -> None:
    assert fonts_of_told_forms((1, claim, "س") for claim in claims) == fonts


def test_each_font_is_believed_by_its_own_claims_and_a_slip_is_forgiven() -> None:
    right, slip, none = (1, "ﺳ", "س"), (1, "ﺵ", "س"), (2, None, "س")
    assert fonts_of_told_forms([*[right] * 9, slip, none, (3, "ﺵ", "س"), (3, "سلم", "سلم")]) == {1}


def test_forms_of_letters_that_languages_share_a_glyph_for_name_what_is_read() -> None:
    shared = [("ﮎ", "ك"), ("ﮪ", "ه"), ("ﯼ", "ى"), ("ﯾ", "ي")]
    assert fonts_of_told_forms((1, claim, text) for claim, text in shared) == {1}
    assert fonts_of_told_forms((1, claim, "س") for claim, _ in shared) == set()


def ragged(painter: Painter, rtl: bool) -> None:
    for number, text in enumerate(["قال نعم ثم مضى إلى داره", "ثم عاد من داره", "ورأى ما رأى هناك"]):
        painter.line(text, y=200 + 20 * number, right=523.0 if rtl else None, left=None if rtl else 72.0)


@pytest.mark.parametrize("text", ["the word كتاب means a book", "Arabic كتاب in a Latin line"])
def test_a_latin_line_at_the_margin_of_arabic_lines_is_right_to_left(text: str) -> None:
    painter = Painter()
    ragged(painter, rtl=True)
    painter.line(text, y=100, right=523)
    assert read(painter)[0] == text


@pytest.mark.parametrize("text", ["www.example.org/ar هو الموقع", "Arabic كتاب in a Latin line"])
def test_a_line_that_starts_on_the_other_side_is_of_the_other_direction(text: str) -> None:
    painter = Painter()
    ragged(painter, rtl=True)
    painter.line("سطر طويل " * 9 + "كامل", y=400, right=523)
    painter.line(text, y=100, left=painter_left(painter), rtl=False)
    assert read(painter)[0] == text


def painter_left(painter: Painter) -> float:
    """Left edge of the longest line."""
    return min(row[1] for row in painter.rows[0])


FULL = "A/CTOC/COP بشأن afcagd ZegeYbXY وغيرها https://www.example.org/index"


def justified(above: str, below: str, right: float = 523) -> Painter:
    """A line of Latin and Arabic that fills its column, among others that do; those beside it end with these words.

    ``right``: where the line above it begins.
    """
    painter = Painter()
    width = painter.line(FULL, y=300, right=523)
    for y, end in ((240, "كامل"), (260, "كامل"), (280, above), (320, below), (340, "كامل")):
        painter.line("قال نعم ثم مضى إلى داره", y=y, right=right if y == 280 else 523, rtl=True)
        painter.line(end, y=y, left=523 - width, rtl=not end.isascii())
    return painter


def test_a_full_line_with_latin_at_both_ends_is_of_the_direction_of_its_paragraph() -> None:
    assert read(justified("كامل", "كامل"))[3] == FULL


@pytest.mark.parametrize("ends", [("Latin words of another phrase", "كامل"), ("كامل", "Latin words of another phrase")])
def test_a_full_line_beside_latin_ones_is_judged_by_itself(ends: tuple[str, str]) -> None:
    assert read(justified(*ends))[3] != FULL


def test_a_full_line_beside_one_of_another_margin_is_judged_by_itself() -> None:
    assert read(justified("كامل", "كامل", right=400))[3] != FULL


def test_direction_where_geometry_says_nothing() -> None:
    assert paragraph_is_rtl("b", default=True) is False
    assert paragraph_is_rtl("12", default=True) is True
    assert paragraph_is_rtl(".12", default=True) is True
    assert paragraph_is_rtl("2003.", default=True) is False
    # an item in Latin whose number stands on its right; not where the line begins on the left, nor a part of a symbol
    assert paragraph_is_rtl("Proof of Active -1", side=1) is True
    assert paragraph_is_rtl("Proof of Active -1", side=0) is False
    assert paragraph_is_rtl("A/RES/55-1", side=1) is False
    assert paragraph_is_rtl("- Rostow, Cambridge", default=True) is False
    assert paragraph_is_rtl("-Rostow, Cambridge,", default=True) is False
    assert paragraph_is_rtl("-A/RES/55", default=True) is True
    assert paragraph_is_rtl("31° 26' 00.00''", default=True) is False
    assert paragraph_is_rtl("″15 ′30 °25", default=True) is True
    for braces, rtl in (("{", False), ("} }", False), ("});", False), ("(", True), ("{12}", True)):
        assert paragraph_is_rtl(braces, default=True) is rtl
    assert paragraph_is_rtl("/https://a.org/ar", default=True) is True
    assert paragraph_is_rtl("/www.a.org", default=True) is True
    assert paragraph_is_rtl("/a/b", default=True) is False
    assert paragraph_is_rtl("MERS-CoVو COVID-19", default=True) is True
    assert paragraph_is_rtl("the MERS2و in COVID-19", default=False) is True
    assert paragraph_is_rtl("the letter و in COVID-19", default=True) is False
    assert paragraph_is_rtl("the Covوي in COVID-19", default=True) is False
    assert paragraph_is_rtl("(Smith et al. (2010", default=True) is True
    assert paragraph_is_rtl("(Smith et al.) (2010", default=True) is False
    assert paragraph_is_rtl("(Smith et al.", default=True) is False
    assert paragraph_is_rtl("aaa \u0628", default=True) is True
    assert paragraph_is_rtl("aaa \u0628", default=False) is False


@pytest.mark.parametrize(
    ("painted", "turned"),
    [
        (")A/55/25(", {0, 8}),
        ("x )A 5( y", {2, 6}),
        ("a) b (c", set()),
        ("(a) (b)", set()),
        (":) x", set()),
        ("\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}A\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}.", {0, 2}),
    ],
)
def test_brackets_around_a_phrase_that_look_outwards(painted: str, turned: set[int]) -> None:
    assert inside_out(painted) == turned


@pytest.mark.parametrize(
    ("painted", "below", "ordered"),
    [
        ("5/ \u0628", "2", "52 \u0628"),
        ("5/ \u0628", "R", "5/ \u0628"),
        ("5- \u0628", "2", "5- \u0628"),
        ("5/\u0628", "2", "52\u0628"),
        ("5/\u0628\u0628", "2", "5/\u0628\u0628"),
        ("5/\u0628/3/\u0623", "2", "5/\u0628/3/\u0623"),
        ("A/\u0628\u0628", "R", "A/\u0628\u0628"),
        ("\u0665/ \u0628", "\u0662", "\u0665\u0662 \u0628"),
        ("\u0665/ \u0628", "2", "\u0665/ \u0628"),
        ("A/ \u0628", "2", "A/ \u0628"),
        ("// \u0628", "2", "// \u0628"),
    ],
)
def test_a_number_that_goes_on_below_keeps_its_last_slash(painted: str, below: str, ordered: str) -> None:
    assert joined_below(painted, below) == ordered


def test_a_symbol_over_two_lines() -> None:
    painter = Painter()
    width = painter.line("انظر ", y=100, right=523)
    painter.line("A/", y=100, right=523 - width - 3, rtl=False)
    painter.line("RES/55/25", y=120, right=523, rtl=False)
    assert read(painter) == ["انظر A/", "RES/55/25"]
