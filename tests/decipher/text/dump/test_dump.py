"""A dump as lines: clean or enciphered, furniture, pages, and where blocks begin."""

from __future__ import annotations

from tests.decipher.text.cipher import encipher, plain_lines, random_channel, words
from warraq.decipher.text import parameters
from warraq.decipher.text.dump import dump
from warraq.language.model import LanguageModel


def test_quality_tells_plain_from_enciphered() -> None:
    lm = LanguageModel.load()
    outputs = random_channel(5)
    for line in plain_lines():
        if len(words(line)) < 8:
            continue
        plain, cipher = dump.quality(line, lm), dump.quality(encipher(line, outputs), lm)
        assert plain is not None
        assert cipher is not None
        assert plain > parameters.Dump.CLEAN_ABOVE > cipher
    assert dump.quality("CTOC/COP 12", lm) is None


def test_furniture_and_page_numbers() -> None:
    text = "نص الفقرة الأولى\n\n\n A/AC.1/2 \n\n 3/9 V.20-01234 \n\nنص الفقرة الثانية\n\n A/AC.1/3 \n"
    lines = dump.read_lines(text, LanguageModel.load())
    assert [line.furniture for line in lines] == [False, True, True, False, True]
    assert [line.page for line in lines] == [1, 1, 3, 3, 3]


def test_a_blank_line_before_a_wide_gap_is_layout() -> None:
    """What stands at the end of a line is written with nothing before it."""
    lines = dump.read_lines("\n".join(["نص", "", " " * 10 + "آخر", "", " " * 50 + "آخر"]), LanguageModel.load())
    assert [line.blank for line in lines] == [0, 1, 0]


MASTHEAD = [
    "A/73/761* الأمم المتحدة",
    "الجمعية العامة",
    "Distr.: General",
    "22 February 2019",
    "Original: English",
]


def furniture(lines: list[str]) -> list[str]:
    return [line.raw for line in dump.read_lines("\n".join(lines), LanguageModel.load()) if line.furniture]


def test_the_masthead_is_furniture() -> None:
    body = ["الدورة الثالثة والسبعون", "البند 127 من جدول الأعمال", "1 January 2020"]
    assert furniture([*MASTHEAD, *body]) == MASTHEAD
    assert furniture(["نص كامل هنا"] * 16 + MASTHEAD) == []  # it stands in front of a document
    late = ["Distr.: General", *["نص كامل هنا"] * 9, "Original: English"]
    assert furniture(late) == late[:1]
    assert furniture(["Distr.: General", "2 January 2019"]) == ["Distr.: General", "2 January 2019"]


def test_the_organ_may_stand_between_the_lines_of_the_distribution() -> None:
    organ = [*MASTHEAD[:1], "Distr.: General", "22 February 2019", "الجمعية العامة", "Arabic", "Original: English"]
    assert furniture([*organ, "تعدد اللغات"]) == organ
    assert furniture([*organ[:4], "تعدد اللغات"]) == organ[:3]


def test_lines_of_a_masthead_that_are_enciphered_are_read() -> None:
    garbled = encipher("المجلس الاقتصادي والاجتماعي في دورته العادية", random_channel(5))
    assert furniture([garbled, *MASTHEAD[2:], "نص"]) == MASTHEAD[2:]


def test_a_letter_has_no_masthead() -> None:
    assert furniture(["شركة النور", "شارع الجامعة، Distr. 5، القاهرة", "السيد المدير", "تحية طيبة"]) == []
    assert furniture(["عقد توريد", "Distr. Agreement", "No. 5", "نص"]) == []


def test_the_kind_of_distribution_may_stand_below() -> None:
    masthead = ["الأمم المتحدة", "Distr.", "LIMITED", "22 March 2019", "ORIGINAL: ARABIC"]
    assert furniture([*masthead, "المجلس الاقتصادي والاجتماعي"]) == masthead


def test_ranges_beside_numbers_are_no_job_numbers() -> None:
    assert furniture(["السعر", "5 10-15000", "6 20-25000", "نص"]) == []


def test_lines_of_job_numbers_are_furniture_wherever_they_stand() -> None:
    lines = ["نص الفقرة", "19-03070 (A) 250319 250319", "*1903070*", "19-03070", "نص آخر", "07-12345"]
    assert furniture(lines) == lines[1:4]


def test_form_feeds_count_pages() -> None:
    lines = dump.read_lines("نص أول\n\fنص ثان\n", LanguageModel.load())
    assert [line.page for line in lines] == [1, 2]


def test_labels_open_blocks() -> None:
    text = "عقد الاجتماع   -18\nفي قاعة المؤتمرات\n5التوصية \nينبغي للدول أن تنظر\n"
    lines = dump.read_lines(text, LanguageModel.load())
    assert dump.breaks(lines) == [True, False, True, True]


def test_spaces_that_an_extractor_adds_are_no_characters_of_the_story() -> None:
    cut = "\N{ARABIC TATWEEL}" * 2
    raw = [f"{cut}تخدام القوة {cut}دولي اس{cut}", "من أجل    12", f"في الم {cut}ل", f" .{cut}تخدام {cut}دولي {cut}اس"]
    lines = [dump.DumpLine(k, line, 1, 0, -2.0) for k, line in enumerate(raw)]
    starts = dump.places(lines, dict.fromkeys(range(len(lines)), False))
    assert [starts[k].length for k in range(len(lines))] == [
        len("تخدام القوة دولي اس") - 1,
        len("من أجل 12"),
        len("في الم ل"),
        len(".تخدام دولي اس") - 2,
    ]
    assert starts[2].start == starts[0].length + starts[1].length


def test_a_mark_inside_a_word_is_a_symbol() -> None:
    assert dump.runs_of_symbols(["ا تمل،ةا، وعلى"], "\x03") == ["ا تمل،ةا", "وعلى"]
