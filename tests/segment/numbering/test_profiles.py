"""Kinds of document: chosen by evidence, forced by name, each with the series that it has."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from tests.segment.truth_blocks import SOURCE, block
from warraq.model.document import Document
from warraq.model.line import Block, Cell, Line, Table, Word
from warraq.segment import segment, unaccounted
from warraq.segment.numbering.profiles import _openings, by_name, names, profiles
from warraq.segment.pieces import Piece, _cut_words, ends_sentence, labels_of, pieces_of
from warraq.segment.tree import Draft

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
RECORD = [
    block("الجمعية العامة"),
    block("الجلسة العامة 7", bold=True),
    block("الرئيس: السيد سليم الوراق (جزر الورق)"),
    block("افتتحت الجلسة الساعة 15/00."),
    block("البند 5 من جدول الأعمال", bold=True),
    block("الرئيس (تكلم بالفرنسية): أعلن افتتاح الدورة."),
    block("وأدعو الممثلين إلى الوقوف."),
    block("السيدة ليلى حبر (جزر الحبر) (تكلمت بالعربية): أشكركم، سيدي الرئيس: نؤيد ذلك."),
    block("أجري تصويت مسجل."),
    block("المؤيدون: جزر الورق، جزر الحبر"),
    block("الممتنعون: جزر المداد"),
    block("الرئيس (تكلم بالفرنسية): رفعت الجلسة."),
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


def test_the_record_of_a_meeting() -> None:
    document = segment(RECORD, source=SOURCE)
    assert document.metadata.profile == "un-record"
    speeches = [(node.id, node.label, node.text) for node in document.walk() if node.kind == "speech"]
    assert speeches[1:] == [
        ("speech-2", "الرئيس (تكلم بالفرنسية):", "أعلن افتتاح الدورة."),
        ("speech-3", "السيدة ليلى حبر (جزر الحبر) (تكلمت بالعربية):", "أشكركم، سيدي الرئيس: نؤيد ذلك."),
        ("speech-4", "الرئيس (تكلم بالفرنسية):", "رفعت الجلسة."),
    ]
    section = next(node for node in document.walk() if node.kind == "section")
    assert [child.kind for child in section.children] == ["speech", "speech", "speech"]
    votes = [(node.id, node.label, node.text) for node in section.walk() if node.kind == "item"]
    assert [label for _, label, _ in votes] == ["المؤيدون:", "الممتنعون:"]
    assert len({identity.count("-") for identity, *_ in votes}) == 1  # neither lies in the other
    assert unaccounted(RECORD, document) == (Counter(), Counter())


def test_who_speaks_in_another_kind_of_document_is_text() -> None:
    document = segment([*LAW, block("الرئيس: سليم الوراق")], source=SOURCE)
    assert "speech" not in {node.kind for node in document.walk()}


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


def law(*blocks: Block) -> list[tuple[str, str | None]]:
    return outline(segment([*LAW[:2], *blocks], source=SOURCE, profile="law"))[1:]


def test_a_numbered_line_in_bold_above_an_article_heads_it() -> None:
    outline = law(
        block("الفصل الأول - الخزائن", bold=True),
        block("1- الخزائن العامة", bold=True),
        block("مادة 1- تفتح الخزائن."),
        block("2- الخزائن الخاصة", bold=True),
        block("ما في البيوت منها", bold=True),
        block("مادة 2- لا تفتح."),
    )
    numbered = [(kind, number) for kind, number in outline if number]
    assert numbered == [("chapter", "الأول"), ("section", "1"), ("article", "1"), ("section", "2"), ("article", "2")]


@pytest.mark.parametrize("colon", [":", ":-", ": -"])
def test_ordinals_that_a_colon_announces_are_a_list(colon: str) -> None:
    outline = law(
        block(f"مادة (1)- تكون الخزائن نوعين{colon}"),
        block("أولا: الخزائن العامة، وهي ما يأتي:"),
        block("1- خزائن المدن."),
        block("2- خزائن القرى."),
        block("ثانيا: الخزائن الخاصة."),
        block("مادة (2)- تفتح الخزائن."),
        block("أولا: أحكام ختامية", bold=True, centered=True),
        block("مادة (3)- تغلق الخزائن."),
    )
    assert [(kind, number) for kind, number in outline if number] == [
        ("article", "1"),
        ("item", "أولا"),
        ("item", "1"),
        ("item", "2"),
        ("item", "ثانيا"),
        ("article", "2"),
        ("section", "أولا"),
        ("article", "3"),
    ]


@pytest.mark.parametrize(
    ("text", "bold", "kind"),
    [
        ("2- خزائن خاصة", True, "item"),  # the end of a list, in bold like all of it
        ("2- خزائن خاصة", False, "item"),
    ],
)
def test_the_end_of_a_list_above_an_article_heads_nothing(text: str, bold: bool, kind: str) -> None:
    outline = law(
        block("مادة 1- الخزائن أنواع:"),
        block("1- خزائن عامة", bold=bold),
        block(text, bold=bold),
        block("مادة 2- تفتح."),
    )
    assert outline[-2:] == [(kind, "2"), ("article", "2")]


@pytest.mark.parametrize(("text", "bold"), [("2- تفتح الخزائن كل يوم.", True), ("2- تفتح الخزائن كل يوم", False)])
def test_a_numbered_text_above_an_article_heads_nothing(text: str, bold: bool) -> None:
    outline = law(
        block("1- الخزائن العامة", bold=True),
        block("مادة 1- تفتح الخزائن."),
        block(text, bold=bold),
        block("مادة 2- تغلق."),
    )
    assert [pair for pair in outline if pair[1]] == [
        ("section", "1"),
        ("article", "1"),
        ("paragraph", "2"),
        ("article", "2"),
    ]


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


@pytest.mark.parametrize("filler", [0, 70])
def test_an_agenda_begins_anew_under_a_heading_without_a_number(filler: int) -> None:
    """Annotations follow the items; long documents are read by compiled code."""
    items = [f"{n}- {text}." for n, text in enumerate(("المسائل التنظيمية", "المساعدة التقنية", "مسائل أخرى"), 1)]
    blocks = [block("جدول الأعمال المؤقت وشروحه", bold=True), *map(block, items), block("الشروح", bold=True)]
    for item in items:
        blocks += [block(item.strip("."), bold=True), block("ستعرض الأمانة تقريرها.")]
    document = segment([*blocks, *[block("نص آخر.")] * filler], source=SOURCE)
    assert [(node.kind, node.number) for node in document.walk() if node.number or node.title] == [
        *[("agenda_item", number) for number in "123"],
        ("section", None),
        *[("agenda_item", number) for number in "123"],
    ]
    assert document.findings == ()


def test_a_contract_is_no_agenda() -> None:
    blocks = [block("عقد إيجار", bold=True)]
    for number in ("الأول", "الثاني", "الثالث", "الرابع", "الخامس"):
        blocks += [block(f"البند {number}", bold=True), block("يلتزم الطرفان بما سبق ذكره.")]
    document = segment(blocks, source=SOURCE)
    assert document.metadata.profile == "generic"
    assert Counter(node.kind for node in document.walk())["article"] == 5


BOOK = [
    block("الخزائن الخشبية", bold=True, centered=True),
    block("بعد أن نختار الخشب ننظر في لونه ونقيس طوله."),
    block("1- نقيس العرض ثم نكتبه."),
    block("بعد أن يجف الغراء نصقل السطح ونمسحه."),
    block("2- نكتب ما قسناه."),
    block("تحقيقا للمتانة تستعمل المسامير الطويلة في الأركان."),
]
PARTS = [
    part
    for number in ("الأول", "الثاني", "الثالث", "الرابع")
    for part in (block(f"الباب {number}", bold=True), block("كان في القرية نجار يصنع الخزائن."))
]
CHAPTERS = [
    part
    for number in ("أولا", "ثانيا", "ثالثا", "رابعا")
    for part in (
        block(f"{number}- الخشب", bold=True),
        block("كان في القرية نجار يصنع الخزائن."),
        block("ثم جاء من بعده ابنه."),
    )
]
NUMBERED = [block("أولا- مقدمة", bold=True), *(block(f"{n}- نظر الفريق في المسألة وأحاط علما بها.") for n in (1, 2))]


@pytest.mark.parametrize(
    ("blocks", "profile", "evidence"),
    [
        (BOOK, "generic", {}),  # paragraphs that open like those of a preamble are whole sentences
        (PARTS, "generic", {}),  # no law: any book has parts
        (CHAPTERS, "generic", {}),  # no report: any book has ordinals
        (NUMBERED, "un-report", {"label ordinal": 1, "numbered": 0.2}),
        ([*NUMBERED, *NUMBERED[1:]], "generic", {}),  # lists begin anew
        ([block("A/74/100", role="header"), *CHAPTERS], "un-report", {"label ordinal": 4, "masthead": 0.5}),
        ([block("V.20-05359 (A)", role="footer"), *CHAPTERS], "un-report", {"label ordinal": 4, "masthead": 0.5}),
        ([block("TCP/IP", role="header"), *CHAPTERS], "generic", {}),
        (RESOLUTION, "un-resolution", {"label resolution": 4, "label decimal": 0.3, "opening preambular": 10}),
        (LAW, "law", {"label article": 4.4, "label part": 2, "label chapter": 0.5, "opening text": 0.5, "front": 6}),
    ],
)
def test_a_profile_needs_evidence_and_the_document_says_which(
    blocks: list[Block], profile: str, evidence: dict[str, float]
) -> None:
    metadata = segment(blocks, source=SOURCE).metadata
    assert (metadata.profile, metadata.profile_evidence) == (profile, evidence)
    assert segment(blocks, source=SOURCE, profile=profile).metadata.profile_evidence == {}


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


@pytest.mark.parametrize(
    ("first", "kind"),
    [("الجدول 1", "text"), ("جدول رقم (2)", "text"), ("Table 3", "text"), ("نتائج الحصر", "subsection")],
)
def test_a_caption_of_several_lines_says_that_it_is_one(first: str, kind: str) -> None:
    lines = [replace(_standing(text, y).lines[0], bold=True) for text, y in ((first, 130), ("عدد العاملين", 145))]
    held = _standing("القطاع 12", 160).lines
    table = Block("table", held, table=Table(1, 1, (Cell(0, 0, lines=held),), ruled=True))
    blocks = [block("أولا- مقدمة", bold=True), _standing("1- نص الفقرة.", 100), Block("body", tuple(lines)), table]
    document = segment(blocks, source=SOURCE)
    assert [node.kind for node in document.walk() if "العاملين" in node.content] == [kind]


def placed(text: str, top: float, left: float, page: int = 1, gap: float = 0.0, size: float = 12.0) -> Block:
    """A block of one line that no one would call short."""
    words = tuple(Word(word, word) for word in text.split())
    box, middle = (left, top, 600.0 - left, top + size), left > 100
    return Block("body", (Line(page, words, box, size, gap_before=gap, indent=left - 100),), middle)


@pytest.mark.parametrize(
    ("other", "nodes"),
    [
        (placed("لائحة الخزائن العامة", 80, 200, page=2), 2),  # in the middle
        (placed("لائحة الخزائن العامة", 140, 100, gap=2.0), 2),  # below white
        (placed("لائحة الخزائن العامة", 80, 100, page=2, size=18.0), 2),  # in another size
        (placed("لائحة الخزائن العامة", 80, 100, page=2), 1),
        (placed("لائحة الخزائن العامة", 80, 115, page=2), 1),  # a full line that is in the middle by chance
        (placed("لائحة الخزائن العامة", 80, 100, gap=2.0, page=2), 1),  # a page's top has no white above
    ],
)
def test_a_text_that_is_set_apart_is_one_of_its_own(other: Block, nodes: int) -> None:
    articles = [placed(f"مادة ({n})- يقصد بالكلمات الآتية ما يلي من هذا.", 60 + 20 * n, 100) for n in (1, 2, 3)]
    document = segment([*articles, placed("وزير الثقافة سمير", 130, 100), other], source=SOURCE, profile="law")
    texts = [node.text for node in document.walk() if node.kind == "text"]
    assert len(texts) == nodes
    assert " ".join(text or "" for text in texts) == f"وزير الثقافة سمير {other.text}"


@pytest.mark.parametrize(("above", "below", "nodes"), [(False, False, 1), (True, False, 2), (False, True, 2)])
def test_a_row_of_cells_is_a_text_of_its_own(above: bool, below: bool, nodes: int) -> None:
    article = placed("مادة (1)- يقصد بالكلمات الآتية ما يلي من هذا.", 80, 100)
    rows = [placed("وزير الثقافة سمير", 100, 100), placed("لائحة الخزائن العامة", 120, 100)]
    rows_in_cells = [
        replace(row, lines=tuple(replace(line, in_cells=in_cells) for line in row.lines))
        for row, in_cells in zip(rows, (above, below), strict=True)
    ]
    document = segment([article, *rows_in_cells], source=SOURCE, profile="law")
    assert len([node for node in document.walk() if node.kind == "text"]) == nodes


def test_only_the_first_piece_of_a_block_that_is_set_apart_is() -> None:
    first, second = placed("وزير الثقافة سمير", 200, 100, gap=2.0), placed("مادة (2)- يقصد بها ما يلي", 220, 100)
    both = replace(first, lines=(*first.lines, *second.lines))
    blocks = [placed("نص سابق", 100, 100), both]
    pieces = pieces_of(blocks, list(map(labels_of, blocks)), by_name("law"))
    assert [piece.parted for piece in pieces] == [False, True, False]


@pytest.mark.parametrize(("end", "nodes"), [(100, 1), (150, 2)])
def test_a_sentence_of_justified_text_goes_on_below_a_picture_unless_its_line_ends_early(
    end: float, nodes: int
) -> None:
    def text(words: str, top: float, gap: float) -> Block:
        line = Line(1, tuple(Word(word, word) for word in words.split()), size=12.0)
        boxes = [(end if at == 5 else 100.0, top + 20 * at, 600.0, top + 20 * at + 12) for at in range(6)]
        first, *rest = [replace(line, box=box) for box in boxes]
        return Block("body", (replace(first, gap_before=gap), *rest))

    article = block("مادة (1)- يقصد بالكلمات الآتية ما يلي من هذا.")
    blocks = [article, text("نص يصل سطره إلى آخره", 100, 0.0), text("وتتمته", 400, 5.0)]
    document = segment(blocks, source=SOURCE, profile="law")
    assert len([node for node in document.walk() if node.kind == "text"]) == nodes


@pytest.mark.parametrize(
    ("last", "title"),
    [
        (placed("في التعاريف العامة", 150, 200), "الأحكام العامة في التعاريف العامة"),
        (placed("في التعاريف العامة", 150, 200, page=2), "الأحكام العامة"),
        (placed("في التعاريف العامة", 150, 100), "الأحكام العامة"),
    ],
)
@pytest.mark.parametrize("label", ["الفصل الأول", "الفصل الأول:"])
def test_a_heading_in_the_middle_goes_on_there_in_any_size_on_its_page(last: Block, title: str, label: str) -> None:
    article = placed("مادة (1)- يقصد بالكلمات الآتية ما يلي من هذا.", 60, 100)
    heading = [placed(label, 100, 220, size=14.0), placed("الأحكام العامة", 120, 200, size=18.0)]
    document = segment([article, *heading, last], source=SOURCE, profile="law")
    assert [node.content for node in document.walk() if node.kind == "chapter"] == [title]


def test_the_number_of_an_article_may_follow_without_a_space_in_any_digits() -> None:
    texts = [
        "المادة١- تسري أحكامه على الخزائن.",
        "المادة٢-أ- لا تفتح إلا بترخيص.",
        "ب- ويجدد الترخيص.",
        "المادة 3-أ- يلغى ما سبق.",
        "ب- ولا يعاد.",
    ]
    document = segment([block(text) for text in texts], source=SOURCE, profile="law")
    assert outline(document) == [
        ("article", "1"),
        ("article", "2"),
        ("item", "أ"),
        ("item", "ب"),
        ("article", "3"),
        ("item", "أ"),
        ("item", "ب"),
    ]
    assert [node.text for node in document.walk() if node.number == "أ"] == ["لا تفتح إلا بترخيص.", "يلغى ما سبق."]
    assert all(node.original is None for node in document.walk())


def test_a_word_is_cut_with_what_is_claimed_of_it_and_its_mark_stays_with_the_end() -> None:
    before, after = Word("المادة", "ااا"), Word("نص", "نن")
    whole = Word("3-أ-", "3-ا-", alternatives=(("3-ا-", 0.1),), mark="1", note="1:1")
    first, rest = Word("3-", "3-"), Word("أ-", "ا-", mark="1", note="1:1")
    assert _cut_words((before, whole, after), 9) == ((before, first), (rest, after))
    unlike = replace(whole, original="لا")
    assert _cut_words((unlike,), 2) == ((replace(first, original="لا"),), (replace(rest, original=""),))
    assert _cut_words((before, whole), 7) == _cut_words((before, whole), 6) == ((before,), (whole,))


def test_a_heading_keeps_its_title_in_another_size_on_its_page_alone() -> None:
    def heading(text: str, top: float, page: int, size: float, bold: bool) -> Block:
        placed_block = placed(text, top, 200, page=page, size=size)
        return replace(placed_block, lines=tuple(replace(line, bold=bold) for line in placed_block.lines))

    article = placed("مادة (1)- يقصد بالكلمات الآتية ما يلي من هذا.", 100, 100)
    chapter = [heading("الفصل الأول", 130, 1, 12.0, False), heading("التعاريف والأحكام", 150, 1, 18.0, False)]
    signed = [heading("وزير الثقافة سمير", 300, 1, 12.0, True), heading("لائحة الخزائن", 80, 2, 18.0, True)]
    loose = [heading("أحكام عامة", 130, 1, 14.0, True), heading("وختامية", 150, 1, 18.0, True)]
    document = segment([article, *loose, article], source=SOURCE, profile="law")
    assert [node.content for node in document.walk()][1] == "أحكام عامة وختامية"
    document = segment([article, *chapter, article, *signed], source=SOURCE, profile="law")
    assert [node.content for node in document.walk()][1::2] == ["التعاريف والأحكام", "وزير الثقافة سمير"]
    assert [node.content for node in document.walk()][-1] == "لائحة الخزائن"


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ([(20.0, False, 200), (14.0, True, 200), (15.0, False, 100)], "سطر 0 سطر 1"),  # the number of a law above
        ([(12.0, False, 200), (14.0, True, 200)], "سطر 1"),  # a masthead in the middle is smaller
        ([(20.0, False, 100), (14.0, True, 200)], "سطر 1"),  # and one at the side no part of the title
        ([(20.0, False, 200), (14.0, True, 100)], "سطر 1"),  # nor one above a title at the side
        ([(20.0, False, 200), (15.0, False, 100)], "سطر 0"),
        ([(20.0, False, 100), (15.0, False, 100)], "سطر 0"),  # where all stand at the side, the largest
        ([(15.0, False, 100), (20.0, False, 100), (19.5, False, 100)], "سطر 1 سطر 2"),
        ([(15.0, False, 100), (15.0, False, 100)], "سطر 0 سطر 1"),
    ],
)
def test_a_title_in_the_middle_begins_with_what_is_larger_above_it(
    front: list[tuple[float, bool, float]], title: str
) -> None:
    blocks = []
    for number, (size, bold, left) in enumerate(front):
        placed_block = placed(f"سطر {number}", 60 + 30 * number, left, size=size)
        blocks.append(replace(placed_block, lines=tuple(replace(line, bold=bold) for line in placed_block.lines)))
    article = placed("مادة (1)- يقصد بالكلمات الآتية ما يلي من هذا.", 200, 100)
    document = segment([*blocks, article], source=SOURCE, profile="law")
    assert [node.content for node in document.walk() if node.kind == "title"] == [title]


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ([(14.0, True), (14.0, True), None, (14.0, True)], "سطر 0 سطر 1"),
        ([None, (17.0, False), None, (14.0, False)], "سطر 1"),
        ([None, (12.0, False), (14.0, True), None], "سطر 2"),
        ([None, (14.0, True), None], "سطر 1"),
        ([None, None], None),
    ],
)
def test_a_row_of_cells_is_no_part_of_a_title(front: list[tuple[float, bool] | None], title: str | None) -> None:
    blocks = []
    for number, look in enumerate(front):
        size, bold = look or (14.0, True)
        placed_block = placed(f"سطر {number}", 60 + 30 * number, 200, size=size)
        lines = tuple(replace(line, bold=bold, in_cells=look is None) for line in placed_block.lines)
        blocks.append(replace(placed_block, lines=lines))
    article = placed("مادة (1)- يقصد بالكلمات الآتية ما يلي من هذا.", 240, 100)
    document = segment([*blocks, article], source=SOURCE, profile="law")
    assert [node.content for node in document.walk() if node.kind == "title"] == [title] * (title is not None)
    assert [node.content for node in document.walk() if node.kind == "text"] == [
        f"سطر {number}" for number in range(len(front)) if f"سطر {number}" not in (title or "")
    ]


def test_the_largest_line_at_the_side_is_looked_for_up_to_the_next_row_of_cells() -> None:
    blocks = []
    for number, (size, in_cells) in enumerate([(20.0, True), (14.0, False), (14.0, True), (18.0, False)]):
        placed_block = placed(f"سطر {number}", 60 + 30 * number, 100, size=size)
        blocks.append(
            replace(placed_block, lines=tuple(replace(line, in_cells=in_cells) for line in placed_block.lines))
        )
    article = placed("مادة (1)- يقصد بالكلمات الآتية ما يلي من هذا.", 240, 100)
    document = segment([*blocks, article], source=SOURCE, profile="law")
    assert [node.content for node in document.walk() if node.kind == "title"] == ["سطر 1"]


def test_a_row_of_cells_is_no_rest_of_a_heading() -> None:
    article = placed("مادة (1)- يقصد بالكلمات الآتية ما يلي من هذا.", 100, 100)

    def heading(text: str, top: float, in_cells: bool = False) -> Block:
        placed_block = placed(text, top, 200, size=14.0)
        return replace(
            placed_block, lines=tuple(replace(line, bold=True, in_cells=in_cells) for line in placed_block.lines)
        )

    def sections(in_cells: bool) -> list[str]:
        blocks = [article, heading("أحكام عامة", 130), heading("وختامية", 150, in_cells), article]
        document = segment(blocks, source=SOURCE, profile="law")
        return [node.content for node in document.walk() if node.kind == "section"]

    assert sections(False) == ["أحكام عامة وختامية"]
    assert sections(True)[0] == "أحكام عامة"


@pytest.mark.parametrize("first", ["text", "preambular"])
def test_the_first_of_two_openings_wins(first: str) -> None:
    patterns = dict.fromkeys((first, "preambular", "text"), "وبعد")
    openings = _openings(patterns)
    assert openings is not None
    match = openings.match("وبعد الاطلاع")
    assert match is not None and match.lastgroup == first


@pytest.mark.parametrize("closing", ["", '"', "\u00bb", ")", "]", "\u00bb)"])
def test_what_closes_after_a_full_stop_leaves_the_text_complete(closing: str) -> None:
    assert ends_sentence(f"نص.{closing}")
    assert not ends_sentence(f"نص{closing}")


@pytest.mark.parametrize("white", ["", "\u00a0", " "])
def test_white_after_a_colon_is_no_text(white: str) -> None:
    for text, colon in ((f"ما يلي:{white}", True), (f"ما يلي{white}", False)):
        piece = Piece((Line(1, (Word(text, text),)),), (), False, False, True, True)
        assert piece.ends_with_colon is colon


def test_words_of_a_label_take_their_places_with_them() -> None:
    words = [Word(text, text, box=(float(at), 0.0, at + 1.0, 9.0)) for at, text in enumerate(("المادة", "5", "نص"))]
    further = Word("آخر", "آخر", box=(7.0, 0.0, 8.0, 9.0))
    draft = Draft("article", 1, parts=[([Line(1, tuple(words)), Line(2, (further,))], 0, len("المادة 5"))])
    assert draft.placed_texts() == (["نص", "آخر"], [(1, words[2].box), (2, further.box)])


def test_words_of_a_label_inside_the_content_take_their_places_with_them() -> None:
    words = [Word(text, text, box=(float(at), 0.0, at + 1.0, 9.0)) for at, text in enumerate(("نص", "5", "آخر"))]
    draft = Draft("article", 1, parts=[([Line(1, tuple(words))], 3, 4)])
    assert draft.placed_texts() == (["نص", "آخر"], [(1, words[0].box), (1, words[2].box)])


def test_a_resolution_of_the_council_has_its_year() -> None:
    blocks = [block("القرار 2532 (2020)", bold=True), block("إن مجلس الأمن،"), block("إذ يشير إلى قراراته،")]
    document = segment([*blocks, block("1- يطالب بوقف القتال؛")], source=SOURCE)
    assert [(node.id, node.number) for node in document.body] == [("res-2532-2020", "2532 (2020)")]


def test_what_a_body_has_done_opens_a_paragraph_of_the_preamble() -> None:
    blocks = [block("74/12- عنوان", bold=True), block("إن الجمعية العامة،"), block("وقد نظرت في التقرير،")]
    document = segment([*blocks, block("إذ تشير إلى قراراتها،"), block("1- تقرر ما يلي؛")], source=SOURCE)
    assert [node.kind for node in document.body[0].children] == ["text", "preambular", "preambular", "operative"]


UNDER_TWO_HEADINGS = (
    block("أولا- مقدمة", bold=True),
    block("ألف- الشبكة", bold=True),
    block("1- تتألف الشبكة من جهات التنسيق."),
)


def test_a_bold_number_above_a_numbered_paragraph_heads_it() -> None:
    blocks = [
        *UNDER_TWO_HEADINGS,
        block("1- الاجتماعات", bold=True),
        block("2- عقدت الشبكة اجتماعين."),
        block("2- الموارد", bold=True),
        block("3- لم تقدم موارد."),
    ]
    document = segment(blocks, source=SOURCE)
    assert [(node.id, node.title or node.text) for node in document.walk()][1:] == [
        ("sec-1-a", "الشبكة"),
        ("par-1", "تتألف الشبكة من جهات التنسيق."),
        ("sec-1-a-a", "الاجتماعات"),
        ("par-2", "عقدت الشبكة اجتماعين."),
        ("sec-1-a-b", "الموارد"),
        ("par-3", "لم تقدم موارد."),
    ]
    assert document.findings == ()


def test_a_bold_number_above_another_heads_nothing() -> None:
    blocks = [
        *UNDER_TWO_HEADINGS,
        block("1- الموارد", bold=True),
        block("2- التمويل", bold=True),
    ]
    document = segment(blocks, source=SOURCE)
    assert "1" not in [node.number for node in document.walk() if node.kind == "subsection"]


def test_bold_numbers_above_nothing_numbered_head_nothing() -> None:
    blocks = [
        block("أولا- مقدمة", bold=True),
        block("1- نص الفقرة الأولى.", bold=True),
        block("2- نص الفقرة الثانية", bold=True),
        block("3- نص الفقرة الثالثة", bold=True),
    ]
    document = segment(blocks, source=SOURCE)
    assert [node.kind for node in document.walk()] == ["section", *["paragraph"] * 3]


@pytest.mark.parametrize(
    ("front", "heading", "title"),
    [
        ("الدورة الثالثة والسبعون", 17.0, "تعدد اللغات"),
        ("الدورة الثالثة والسبعون", 14.0, "الدورة الثالثة والسبعون تعدد اللغات"),  # nothing tells them apart
        ("مكتبة المدينة", 17.0, "مكتبة المدينة"),
    ],
)
def test_behind_a_session_the_larger_heading_is_the_title(front: str, heading: float, title: str) -> None:
    blocks = [sized(front, 14.0, bold=True), sized("تعدد اللغات", heading, bold=True), sized("نص كامل هنا.", 14.0)]
    assert segment(blocks, source=SOURCE, profile="generic").metadata.title == title


def test_a_heading_on_the_next_page_is_no_part_of_the_title() -> None:
    title, contents = sized("تعدد اللغات", 17.0, bold=True), sized("المحتويات", 17.0, bold=True)
    text = sized("1- نص كامل هنا.", 14.0)
    assert segment([title, contents, text], source=SOURCE).metadata.title == "تعدد اللغات المحتويات"
    contents = replace(contents, lines=tuple(replace(line, page=2) for line in contents.lines))
    assert segment([title, contents, text], source=SOURCE).metadata.title == "تعدد اللغات"


def sized(text: str, size: float, bold: bool = False) -> Block:
    plain = block(text, bold=bold)
    return replace(plain, lines=tuple(replace(line, size=size, box=(0, 0, 1, 1)) for line in plain.lines))


PERSIAN_LAW = [
    block("قانون نگهداری کتاب‌ها", bold=True, centered=True),
    block("فصل اول - کلیات", bold=True, centered=True),
    block("ماده ۱ - هر کتاب یک برگه دارد."),
    block("تبصره ۱ - برگه‌ها را پاک نگه می‌دارند."),
    block("تبصره ۲ - گزارش ماده ۱ این قانون را می‌نویسند."),
    block("ماده ۲ - کتابدار پاسخگو است."),
    block("فصل دوم - پایان", bold=True, centered=True),
    block("ماده ۳ - این قانون چاپ می‌شود."),
]
URDU_LAW = [
    block("قانون کتب", bold=True, centered=True),
    block("باب اول", bold=True, centered=True),
    block("دفعہ ۱: ہر کتاب کی ایک پرچی ہے۔"),
    block("دفعہ ۲: دفعہ ۱ کے تحت رپورٹ لکھی جائے گی۔"),
    block("باب دوم", bold=True, centered=True),
    block("دفعہ ۳: یہ قانون شائع ہوگا۔"),
]


@pytest.mark.parametrize(
    ("blocks", "numbers"),
    [
        (
            PERSIAN_LAW,
            ["chapter اول", "article 1", "paragraph 1", "paragraph 2", "article 2", "chapter دوم", "article 3"],
        ),
        (URDU_LAW, ["part اول", "article 1", "article 2", "part دوم", "article 3"]),
    ],
)
def test_laws_in_persian_and_urdu_have_their_articles(blocks: list[Block], numbers: list[str]) -> None:
    document = segment(blocks, source=SOURCE)
    assert document.metadata.profile == "law"
    assert [f"{node.kind} {node.number}" for node in document.walk() if node.number] == numbers
