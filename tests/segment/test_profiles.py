"""Kinds of document: chosen by evidence, forced by name, each with the series that it has."""

from __future__ import annotations

from collections import Counter

import pytest

from pipeline.model.document import Document
from pipeline.model.line import Block, Cell, Line, Table, Word
from pipeline.segment import segment, unaccounted
from pipeline.segment.profiles import names, profiles
from tests.segment.truth_blocks import SOURCE, block

RESOLUTION = [
    block("القرار 7/1", bold=True, centered=True),
    block("منع الاتجار وتعزيز التعاون", bold=True, centered=True),
    block("إن مؤتمر الأطراف،"),
    block("إذ يشير إلى قراره 5/3 المؤرخ 3 تموز/يوليه 2010،"),
    block("وإذ يضع في اعتباره ما سبق، وإذ يدرك أهمية التعاون،"),
    block("1- يقرر أن ينظر في المسألة؛"),
    block("2- يطلب إلى الأمانة ما يلي:"),
    block("(أ) أن تعد تقريرا؛"),
    block("'1' عن كل دولة؛"),
    block("'2' عن كل عام؛"),
    block("(ب) أن تعممه."),
    block("القرار 7/2", bold=True, centered=True),
    block("مسائل أخرى", bold=True, centered=True),
    block("إن مؤتمر الأطراف،"),
    block("وإذ يؤكد من جديد ما سبق،"),
    block("إذ يلاحظ ذلك مع التقدير،"),
    block("1- يحيط علما بالتقرير."),
]
TREATY = [
    block("اتفاقية صون الكتب", bold=True, centered=True),
    block("إن الدول الأطراف في هذه الاتفاقية،"),
    block("إذ تدرك أن الكتب ذاكرة مشتركة،"),
    block("قد اتفقت على ما يلي:"),
    block("الجزء الأول", bold=True, centered=True),
    block("أحكام عامة", bold=True, centered=True),
    block("المادة 1", bold=True, centered=True),
    block("المصطلحات", bold=True, centered=True),
    block("1- يقصد بالكتاب ما كتب باليد."),
    block("2- ويقصد بالخزانة ما يأتي:"),
    block("(أ) كل مكان عام؛"),
    block("(ب) كل مكان خاص."),
    block("المادة 2", bold=True, centered=True),
    block("النطاق", bold=True, centered=True),
    block("تنطبق هذه الاتفاقية على الكتب كلها."),
    block("المادة 4", bold=True, centered=True),
    block("النفاذ", bold=True, centered=True),
    block("1- يبدأ النفاذ بعد شهر."),
    block("المرفق الأول", bold=True, centered=True),
    block("قائمة الخزائن", bold=True, centered=True),
    block("نص المرفق كاملا هنا."),
]
LAW = [
    block("قانون رقم 12 لسنة 2021 بشأن الخزائن", bold=True, centered=True),
    block("بعد الاطلاع على الدستور، قرر ما يأتي:"),
    block("الباب الأول", bold=True, centered=True),
    block("التعاريف", bold=True, centered=True),
    block("مادة (1)- يقصد بالكلمات الآتية ما يلي:"),
    block("1- الوزارة: وزارة الثقافة."),
    block("2- الأمين: المسؤول عن الخزانة."),
    block("مادة (2)- أ- تسري أحكام القانون على الخزائن كلها."),
    block("ب- ولا تسري على ما في البيوت."),
    block("مادة (2) مكررا- يستثنى من ذلك ما سبق."),
    block("الباب الثاني", bold=True, centered=True),
    block("الفصل الأول", bold=True, centered=True),
    block("الترخيص", bold=True, centered=True),
    block("مادة (3): (1) لا تفتح خزانة إلا بترخيص."),
    block("(2) ويجدد الترخيص كل عام."),
    block("ويعد الترخيص لاغيا إذا لم يجدد."),
]
AGENDA = [
    block("جدول الأعمال المؤقت", bold=True),
    block("1- افتتاح الدورة."),
    block("2- المسائل التنظيمية:"),
    block("(أ) انتخاب الرئيس؛"),
    block("(ب) إقرار جدول الأعمال."),
    block("3- مسائل أخرى."),
]


def outline(document: Document) -> list[tuple[str, str | None]]:
    return [(node.kind, node.number) for node in document.walk()]


def test_the_resolution() -> None:
    document = segment(RESOLUTION, source=SOURCE)
    assert document.metadata.profile == "un-resolution"
    assert outline(document) == [
        ("resolution", "7/1"),
        ("text", None),
        ("preambular", None),
        ("preambular", None),
        ("operative", "1"),
        ("operative", "2"),
        ("item", "أ"),
        ("item", "1"),
        ("item", "2"),
        ("item", "ب"),
        ("resolution", "7/2"),
        ("text", None),
        ("preambular", None),
        ("preambular", None),
        ("operative", "1"),
    ]
    assert [node.title for node in document.body] == ["منع الاتجار وتعزيز التعاون", "مسائل أخرى"]
    assert document.findings == ()
    assert document.metadata.organ == "مؤتمر الأطراف"
    assert [node.id for node in document.walk()][:6] == [
        *("res-7-1", "res-7-1-text-1", "res-7-1-pre-1", "res-7-1-pre-2", "res-7-1-op-1", "res-7-1-op-2"),
    ]
    second = document.body[0].children[4]
    assert [[inner.number for inner in item.children] for item in second.children] == [["1", "2"], []]


def test_the_treaty_with_a_missing_article() -> None:
    document = segment(TREATY, source=SOURCE)
    assert document.metadata.profile == "treaty"
    assert outline(document) == [
        ("title", None),
        ("text", None),
        ("preambular", None),
        ("text", None),
        ("part", "الأول"),
        ("article", "1"),
        ("paragraph", "1"),
        ("paragraph", "2"),
        ("item", "أ"),
        ("item", "ب"),
        ("article", "2"),
        ("text", None),
        ("article", "4"),
        ("paragraph", "1"),
        ("annex", "الأول"),
        ("text", None),
    ]
    articles = [node for node in document.walk() if node.kind == "article"]
    assert [article.title for article in articles] == ["المصطلحات", "النطاق", "النفاذ"]
    assert [child.id for child in articles[0].children] == ["art-1-1", "art-1-2"]
    assert [(finding.fault, finding.where) for finding in document.findings] == [("numbering_gap", "article 4")]


def test_the_law() -> None:
    document = segment(LAW, source=SOURCE)
    assert document.metadata.profile == "law"
    assert outline(document) == [
        ("title", None),
        ("text", None),
        ("part", "الأول"),
        ("article", "1"),
        ("item", "1"),
        ("item", "2"),
        ("article", "2"),
        ("item", "أ"),
        ("item", "ب"),
        ("article", "2 مكررا"),
        ("part", "الثاني"),
        ("chapter", "الأول"),
        ("article", "3"),
        ("paragraph", "1"),
        ("paragraph", "2"),
        ("text", None),
    ]
    assert document.findings == ()
    part = document.body[-1]
    assert part.children[0].kind == "chapter"
    assert part.children[0].title == "الترخيص"


def test_the_agenda() -> None:
    document = segment(AGENDA, source=SOURCE)
    assert document.metadata.profile == "un-agenda"
    assert outline(document) == [
        ("title", None),
        ("agenda_item", "1"),
        ("agenda_item", "2"),
        ("item", "أ"),
        ("item", "ب"),
        ("agenda_item", "3"),
    ]


@pytest.mark.parametrize("blocks", [RESOLUTION, TREATY, LAW, AGENDA])
@pytest.mark.parametrize("name", names())
def test_whatever_the_profile_nothing_is_lost(blocks: list[Block], name: str) -> None:
    document = segment(blocks, source=SOURCE, profile=name)
    assert document.metadata.profile == name
    assert unaccounted(blocks, document) == (Counter(), Counter())
    ids = [node.id for node in document.walk()]
    assert len(set(ids)) == len(ids)


def test_lists_in_the_order_of_the_dictionary() -> None:
    blocks = [
        block("مذكرة", bold=True),
        block("ما يلزم هو ما يلي:"),
        *map(block, ("أ- ورق.", "ب- حبر.", "ت- جلد.", "ث- خيط.")),
    ]
    document = segment(blocks, source=SOURCE)
    assert [node.number for node in document.walk() if node.kind == "item"] == ["أ", "ب", "ت", "ث"]
    assert document.findings == ()


def test_a_letter_that_the_page_vouches_for_is_not_read_as_another() -> None:
    def placed(text: str) -> Block:
        words = tuple(Word(word, word, 1.0, (0.0, 0.0, 9.0, 9.0)) for word in text.split())
        return Block("body", (Line(1, words, (0.0, 0.0, 99.0, 9.0)),))

    blocks = [placed(text) for text in ("نص قبل القائمة وهي ما يلي:", "(أ) أول؛", "(ب) ثان؛", "(د) رابع.")]
    document = segment(blocks, source=SOURCE)
    assert [node.number for node in document.walk() if node.kind == "item"] == ["أ", "ب", "د"]
    assert [finding.fault for finding in document.findings] == ["numbering_gap"]


def test_a_contract_is_no_agenda() -> None:
    blocks = [block("عقد إيجار", bold=True)]
    for number in ("الأول", "الثاني", "الثالث", "الرابع", "الخامس"):
        blocks += [block(f"البند {number}", bold=True), block("يلتزم الطرفان بما سبق ذكره.")]
    document = segment(blocks, source=SOURCE)
    assert document.metadata.profile == "generic"
    assert Counter(node.kind for node in document.walk())["article"] == 5


def test_the_table_of_profiles_is_sound() -> None:
    for profile in profiles():
        assert profile.series
        levels = [series.level for series in profile.series if series.form == "heading"]
        assert max(levels) < min(series.level for series in profile.series if series.form != "heading")
        assert all(series.form in ("heading", "text", "article") for series in profile.series)


def _standing(text: str, y: float, page: int = 1) -> Block:
    words = tuple(Word(part, part) for part in text.split())
    return Block("body", (Line(page, words, (72.0, y, 523.0, y + 12.0)),))


@pytest.mark.parametrize(("page", "texts"), [(1, 3), (2, 2)])
def test_a_caption_does_not_go_on_below_its_table_unless_a_page_ends_between(page: int, texts: int) -> None:
    intro = _standing("ويرد توزيع العاملين في الجدول.", 100)
    caption = _standing("الجدول 1: عدد العاملين بحسب القطاعات الفرعية", 130)
    held = _standing("القطاع 12", 160).lines
    table = Block("table", held, table=Table(1, 1, (Cell(0, 0, lines=held),), ruled=True))
    source = _standing("المصدر: دائرة الإحصاءات العامة، أعداد مختلفة.", 190, page)
    document = segment([intro, caption, table, source], source=SOURCE, profile="generic")
    assert len([node for node in document.walk() if node.kind not in ("table", "title")]) == texts
