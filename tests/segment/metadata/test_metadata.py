"""Dates, symbols, sessions, citations, language."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.segment.truth_blocks import SOURCE, block
from warraq.arabic.languages import language
from warraq.model.document import Citation, DateMention, Metadata
from warraq.model.line import Block
from warraq.segment import segment
from warraq.segment.metadata import dates
from warraq.segment.metadata.citations import SYMBOL, find_citations
from warraq.segment.metadata.dates import find_dates, meeting_days
from warraq.segment.metadata.front import is_front_matter


def metadata(*texts: str, header: str = "", title: str = "تقرير") -> Metadata:
    blocks = [block(header, role="header")] if header else []
    blocks += [block(title, bold=True), *(block(text) for text in texts)]
    return segment(blocks, source=SOURCE).metadata


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("المعقود في فيينا يومي 8 و9 أيلول/سبتمبر 2020", ["2020-09-08", "2020-09-09"]),
        ("من 11 إلى 13 تشرين الثاني/نوفمبر 2013", ["2013-11-11", "2013-11-12", "2013-11-13"]),
        ("من 30 أيار/مايو إلى 1 حزيران/يونيه 2012", ["2012-05-30", "2012-05-31", "2012-06-01"]),
        ("7-9 تشرين الأول/أكتوبر 2019", ["2019-10-07", "2019-10-08", "2019-10-09"]),
        ("في ٥ كانون الأول/ديسمبر ٢٠١٩", ["2019-12-05"]),
        ("في 3 يوليو 2018", ["2018-07-03"]),
        ("في 31 شباط/فبراير 2018", []),
        ("بلا تاريخ", []),
    ],
)
def test_meeting_days(text: str, days: list[str]) -> None:
    assert [day.isoformat() for day in meeting_days(text)] == days


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        (
            "في 8 أيلول/سبتمبر 2020 وفي 3 يوليو 2018",
            [("8 أيلول/سبتمبر 2020", "2020-09-08"), ("3 يوليو 2018", "2018-07-03")],
        ),
        ("يومي 8 و9 أيلول/سبتمبر 2020", [("8 و9 أيلول/سبتمبر 2020", "2020-09-08/2020-09-09")]),
        ("من 11 إلى 13 نوفمبر 2013", [("11 إلى 13 نوفمبر 2013", "2013-11-11/2013-11-13")]),
        ("7-9 أكتوبر 2019", [("7-9 أكتوبر 2019", "2019-10-07/2019-10-09")]),
        ("منذ كانون الثاني/يناير 2017", [("كانون الثاني/يناير 2017", "2017-01")]),
        ("في ٣٠ رمضان ١٤٤٥هـ", [("٣٠ رمضان ١٤٤٥", "2024-04-09")]),
        ("في شهر رجب 1443", [("رجب 1443", "2022-02-02/2022-03-03")]),
        ("المؤرخ 15/4/2021 الموافق 3/9/1442هـ", [("15/4/2021", "2021-04-15"), ("3/9/1442", "2021-04-15")]),
        ("بتاريخ 2021/4/15", [("2021/4/15", "2021-04-15")]),
        ("لسنة ١٤٤٥ هـ", [("لسنة ١٤٤٥ هـ", "2023-07-19/2024-07-06")]),
        ("لسنة ٢٠٢١ بشأن", [("لسنة ٢٠٢١", "2021")]),
        ("22 October 2019", [("22 October 2019", "2019-10-22")]),
        ("في ٣١ شباط/فبراير 2018", []),
        ("في 2018-2019 وعدده 2020", []),
        ("القرار 5/3 والوثيقة 12.500", []),
        ("مَارْس ٢٠١٩ مُؤرَّخ", [("مَارْس ٢٠١٩", "2019-03")]),
    ],
)
def test_dates_to_iso(text: str, dates: list[tuple[str, str]]) -> None:
    assert [(text[date.start : date.end], date.iso) for date in find_dates(text)] == dates


def test_only_a_date_on_which_something_was_held_is_a_meeting() -> None:
    body = ["صدر القانون في 10 كانون الثاني/يناير 2017.", "وعُقد الاجتماع في فيينا يومي 8 و9 أيلول/سبتمبر 2020."]
    assert metadata(*body, title="قانون").meeting_dates == ("2020-09-08", "2020-09-09")
    assert metadata(body[0], title="قانون").meeting_dates == ()


@pytest.mark.parametrize(
    "symbol", ["CTOC/COP/WG.7/2020/4", "A/RES/55/25", "CTOC/COP/WG.7/2020/INF/1/Rev.1", "E/CN.4/2005/102/Add.1"]
)
def test_symbols(symbol: str) -> None:
    assert SYMBOL.findall(f"({symbol}).") == [symbol]


def test_the_symbol_of_the_furniture_wins_over_those_that_are_cited() -> None:
    result = metadata("انظر A/RES/55/25 و A/RES/55/25", header="CTOC/COP/WG.7/2020/4 4/10 V.20-05359")
    assert (result.symbol, result.job_number) == ("CTOC/COP/WG.7/2020/4", "V.20-05359")


def test_the_symbol_of_a_resolution_of_the_council_has_its_year() -> None:
    assert metadata(header="S/RES/2532 (2020)").symbol == "S/RES/2532 (2020)"
    assert metadata(header="A/2532 (2020)").symbol == "A/2532"


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("19-03070 (A) 250319 250319", "19-03070"),
        ("2/3 19-03070*", "19-03070"),
        ("19-03070", "19-03070"),
        ("GE.20-04587(A)", "GE.20-04587"),
        ("K1900123 250319", "K1900123"),
        ("B19-00123 2/3", "B19-00123"),
        ("*1903070*", None),
        ("هاتف 19-03070", None),
    ],
)
def test_job_numbers(line: str, number: str | None) -> None:
    assert metadata(header=line).job_number == number
    assert metadata("انظر 19-03070 هنا").job_number is None


@pytest.mark.parametrize(
    ("text", "session", "number"),
    [
        ("الدورة الثالثة والسبعون", "الدورة الثالثة والسبعون", 73),
        ("دورة عام 2019", "دورة عام 2019", None),
        ("الدورة العادية", None, None),
        ("دورة عام 20191", None, None),
    ],
)
def test_sessions(text: str, session: str | None, number: int | None) -> None:
    result = metadata(text)
    assert (result.session, result.session_number) == (session, number)


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("البند 12 (ح) من جدول الأعمال", "12 (ح)"),
        ("البندان 13 و 115 من جدول الأعمال", "13 و 115"),
        ("البنود ٣ و٤ (أ) و٧ من جدول الأعمال المؤقت*", "3 و4 (أ) و7"),
        ("البند من جدول الأعمال", None),
    ],
)
def test_items_of_the_agenda(text: str, item: str | None) -> None:
    assert metadata(text).agenda_item == item


def test_the_organ_ends_where_the_distribution_begins() -> None:
    assert metadata(header="مجلس الأمن Distr.: General").organ == "مجلس الأمن"


@pytest.mark.parametrize(
    ("text", "front"),
    [
        ("الدورة الثالثة والسبعون", True),
        ("دورة عام 2019", True),
        ("البند 127 من جدول الأعمال", True),
        ("اللجنة الثالثة", True),
        ("اللجنة الثالثة بشأن التنظيم", False),
        ("تعدد اللغات", False),
        ("الدورة العادية", False),
        ("مجلس " + "واسع " * 20, False),
    ],
)
def test_front_matter(text: str, front: bool) -> None:
    assert is_front_matter(text) is front


def dump(*texts: str) -> list[Block]:
    """Lines of a dump; those that begin with ``|`` come after a blank line."""
    rows = [block(text.lstrip("|")) for text in texts]
    return [
        replace(line, lines=(replace(line.lines[0], gap_before=1.0), *line.lines[1:])) if text[0] == "|" else line
        for text, line in zip(texts, rows, strict=True)
    ]


@pytest.mark.parametrize(
    ("texts", "title"),
    [
        (
            ["الدورة الثالثة", "البند 127 من جدول الأعمال", "تعدد اللغات", "|تقرير", "عن اللغات", "|موجز"],
            "تقرير عن اللغات",
        ),
        (["الدورة الثالثة", "|تقرير", "عن اللغات"], "تقرير عن اللغات"),
        (["الدورة الثالثة", "تقرير", "عن اللغات"], "تقرير عن اللغات"),
        (["تقرير", "|عن اللغات"], "تقرير عن اللغات"),
        (["تقرير", "الدورة الثالثة"], "تقرير الدورة الثالثة"),
    ],
)
def test_the_title_of_a_dump_stands_behind_the_front_matter(texts: list[str], title: str) -> None:
    document = segment([*dump(*texts), block("أولا- مقدمة")], source=SOURCE)
    assert document.metadata.title == title
    assert [node.kind for node in document.body][-1] == "section"  # it lies in nothing of the masthead


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("في قرارها 5/3، وفي القرار 1373 (2001)", [("resolution", "5/3"), ("resolution", "1373 (2001)")]),
        ("وفقا لقراري المؤتمر 6/1 و7/1", [("resolution", "6/1"), ("resolution", "7/1")]),
        ("عملاً بالمقرر ٢/٧ الذي", [("decision", "2/7")]),
        ("انظر الوثيقة (CTOC/COP/2018/13) والقرار 9/1", [("document", "CTOC/COP/2018/13"), ("resolution", "9/1")]),
        ("وعلى القانون رقم ٨ لسنة ١٩٩٤ بشأن", [("law", "8/1994")]),
        ("بقرار رئيس الجمهورية رقم (12) لسنة 2001", [("law", "12/2001")]),
        ("بموجب الأمر رقم 12 لسنة 2010", [("law", "12/2010")]),
        ("من اللائحة رقم 3 لعام 1999", [("law", "3/1999")]),
        ("في قَرار المجلس 5/3", [("resolution", "5/3")]),
        ("ثلاثة أرباع أي 3/4 المخطوطات", []),
        ("القرار بلا رقم", []),
    ],
)
def test_citations(text: str, cited: list[tuple[str, str]]) -> None:
    assert [(citation.kind, citation.number) for citation in find_citations(text)] == cited


def test_mentions_point_into_their_node() -> None:
    document = segment([block("تقرير", bold=True), block("انظر قرارها 5/3 المؤرخ 3 يوليو 2018.")], source=SOURCE)
    nodes = {node.id: node for node in document.walk()}
    mentions: list[Citation | DateMention] = [*document.metadata.citations, *document.metadata.dates]
    assert [mention.text for mention in mentions] == ["5/3", "3 يوليو 2018"]
    for mention in mentions:
        assert nodes[mention.node].content[mention.start : mention.end] == mention.text
        assert [span.page for span in mention.spans] == []


def test_the_masthead_says_who_when_and_how() -> None:
    result = metadata(
        "الجمعية العامة",
        "الدورة الخامسة والسبعون",
        "البند 14 (أ) من جدول الأعمال المؤقت",
        header="A/75/1 Distr.: General 22 October 2019 Original: English",
    )
    assert result.organ == "الجمعية العامة"
    assert (result.session, result.session_number) == ("الدورة الخامسة والسبعون", 75)
    assert result.agenda_item == "14 (أ)"
    assert (result.distribution, result.original_language) == ("general", "en")
    assert result.date == "2019-10-22"


@pytest.mark.parametrize(
    ("header", "distribution", "language"),
    [
        ("Distr. générale Original : français", "general", "fr"),
        ("Distr.: limitada Original: inglés", "limited", "en"),
        ("LIMITED", "limited", None),
        ("ORIGINAL: ARABIC", None, "ar"),
    ],
)
def test_mastheads_in_other_languages_and_capitals(header: str, distribution: str | None, language: str | None) -> None:
    result = metadata(header=header)
    assert (result.distribution, result.original_language) == (distribution, language)


def test_the_organ_ends_where_arabic_tells_the_distribution() -> None:
    assert metadata(header="الجمعية العامة التوزيع: عام").organ == "الجمعية العامة"


@pytest.mark.parametrize(
    ("header", "above", "organ"),
    [
        (
            "الجمعية العامة",
            ["مجلس حقوق الإنسان", "الدورة الثالثة والأربعون", "البند 3 من جدول الأعمال"],
            "مجلس حقوق الإنسان",
        ),
        ("الجمعية العامة", ["مجلس حقوق الإنسان الدورة الثالثة والأربعون"], "مجلس حقوق الإنسان"),
        ("الجمعية العامة", ["الدورة الثانية والسبعون اللجنة الثالثة"], "اللجنة الثالثة"),
        ("الجمعية العامة", ["الدورة الثانية والسبعون"], "الجمعية العامة"),
        ("المجلس الاقتصادي والاجتماعي", ["لجنة المخدرات", "الدورة الستون"], "لجنة المخدرات"),
        (
            "الجمعية العامة",
            ["مجلس حقوق الإنسان", "الفريق العامل المعني بالاستعراض الدوري الشامل"],
            "الفريق العامل المعني بالاستعراض الدوري الشامل",
        ),
        (
            "مؤتمر الأطراف في اتفاقية الأمم المتحدة لمكافحة الجريمة المنظمة عبر الوطنية",
            ["الفريق العامل المعني بتهريب المهاجرين", "فيينا، 8 و9 أيلول/سبتمبر 2020"],
            "الفريق العامل المعني بتهريب المهاجرين",
        ),
        ("الجمعية العامة", ["الدورة الرابعة والسبعون", "مجلس الأمن", "السنة الرابعة والسبعون"], "الجمعية العامة"),
        (
            "مجلس الأمن",
            ["لجنة مجلس الأمن المنشأة عملا بالقرار 1540 (2004)"],
            "لجنة مجلس الأمن المنشأة عملا بالقرار 1540 (2004)",
        ),
        ("الجمعية العامة", ["البند 82 من جدول الأعمال", "لجنة القانون الدولي"], "الجمعية العامة"),
    ],
)
def test_the_organ_is_the_body_that_the_document_is_of(header: str, above: list[str], organ: str) -> None:
    """A masthead prints the parent first."""
    blocks = [block(header, role="header"), *map(block, above), block("تقرير عن الحالة", bold=True, centered=True)]
    result = segment([*blocks, block("1- عقدت الدورة في المقر.")], source=SOURCE, profile="un-report").metadata
    assert result.title == "تقرير عن الحالة"
    assert result.organ == organ


def test_the_distribution_may_stand_before_the_organ() -> None:
    assert metadata(header="Distr.: General الجمعية العامة").organ == "الجمعية العامة"


def test_a_month_and_year_at_the_foot_is_no_job_number() -> None:
    assert metadata(header="05-2020").job_number is None
    assert metadata(header="19-03070").job_number == "19-03070"


def test_a_provisional_agenda_is_not_a_distribution() -> None:
    assert metadata(title="جدول الأعمال المؤقت").distribution is None
    assert metadata(header="A/1 التوزيع: محدود").distribution == "limited"


def test_footnotes_are_searched_for_citations() -> None:
    blocks = [block("تقرير", bold=True), block("نص كامل هنا."), block("1 انظر A/RES/55/25.", role="footnote")]
    document = segment(blocks, source=SOURCE)
    assert [(citation.node, citation.number) for citation in document.metadata.citations] == [("fn-x-1", "A/RES/55/25")]


def test_a_letter_is_dated_and_holds_no_meeting() -> None:
    result = metadata(title="رسالة مؤرخة 3 أيار/مايو 2018 موجهة إلى رئيس المؤتمر")
    assert (result.date, result.meeting_dates) == ("2018-05-03", ())


def test_a_session_is_read_where_a_preposition_is_written_with_it() -> None:
    result = metadata(title="جدول الأعمال المؤقت المشروح للدورة الرابعة لمؤتمر صون المخطوطات")
    assert (result.session, result.session_number) == ("للدورة الرابعة", 4)
    assert metadata(title="تقرير عن الدورات").session_number is None


def test_the_title_names_the_organ_where_no_masthead_does() -> None:
    result = metadata(title="تقرير عن اجتماع الفريق العامل المعني بالنقل المعقود في فيينا يومي 8 و9 أيلول/سبتمبر 2020")
    assert result.organ == "الفريق العامل المعني بالنقل"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("هذا نص عربي", "ar"),
        ("گزارش نهایی درباره پژوهش", "fa"),
        ("یہ ایک بڑی رپورٹ ہے", "ur"),
        ("بڑا شہر", "ur"),
        ("English", None),
        ("ھەموو مرۆڤەکان بە ئازادی لە دایکبوون", "ckb"),
        ("د بشر ټول افراد آزاد نړۍ ته راځي", "ps"),
        ("سمورا انسان آزاد ۽ عزت ۽ حقن جي حوالي کان برابر پيدا ٿيا آهن", "sd"),
        ("ھەممە ئادەم زاتىدىنلا ئەركىن، ئىززەت-ھۆرمەت ۋە ھوقۇقتا باپباراۋەر", "ug"),
        ("سموا ماءنسي دلاهيركن بيبس دان سام راتا دري سݢي كمولياءن", "ms"),
    ],
)
def test_language(text: str, code: str | None) -> None:
    assert language([text]) == code


#: A date is put together of these, or isn't.
_PARTS = "8|الى|9|12|من|شهر|كانون الثاني|/|يناير|جمادي الاخره|،|,|سنه|عام|2020|1443|20201|ه|-|.|و|نص|12345678"
_DATE_PIECES = [*re.split(r"\|", _PARTS), " ", " ", " ", "  ", "نص طويل لا تاريخ فيه " * 5]


@given(st.lists(st.sampled_from(_DATE_PIECES), max_size=24))
@example([*"8 الى 12 من شهر", " جمادي الاخره / جمادي الاخره , سنه 1443 ", "نص " * 40, "12/5/2020 2021-1-2"])
@example(["12 الى 12 من شهر كانون الثاني / كانون الثاني , سنه 2020"])
def test_dates_looked_for_near_years_are_found_wherever_they_are(parts: list[str]) -> None:
    folded = "".join(parts)
    spans = [match.span() for match in dates._near_years(folded)]
    assert spans == [match.span() for match in dates._dates().finditer(folded)]


@pytest.mark.parametrize("name", [*dates.months(), *dates.hijri_months()])
def test_no_date_is_longer_than_what_is_looked_at_before_its_year(name: str) -> None:
    text = f"12 الي 12 من شهر {name} / {name} ، سنه 2020"
    (match,) = dates._near_years(f"{'نص ' * 40}{text}")
    assert match[0] in text and match.end("year" if match["year"] else "hijri_year") == match.end()
    assert len(text) - len("2020") <= dates._longest()
