"""Headings that a list of contents names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tests.layout.lines import line
from tests.segment.truth_blocks import SOURCE
from warraq.model.glyph import Bookmark
from warraq.model.line import Block
from warraq.segment import segment, unaccounted
from warraq.segment.named_headings import bookmark_blocks, named_headings
from warraq.segment.pieces import Setting
from warraq.segment.styles import NO_HEADING, heading_levels

TEXT = "بدأ العمل في المشروع منذ عام وما زال مستمرا إلى اليوم بغير توقف."


def block(text: str, role: str = "body", page: int = 2, indent: float = 0.0) -> Block:
    one = line(text, 100, right=523 - indent, page=page)
    object.__setattr__(one, "indent", indent)
    return Block(role, (one,))


CONTENTS = (
    block("محتويات التقرير", page=1),
    block("1. مقدمة العمل", "toc", page=1),
    block("أهداف العمل", "toc", page=1, indent=20),
    block("خلاصة العمل", "toc", page=1),
)


def named(blocks: Sequence[Block]) -> dict[str, int]:
    return {blocks[at].text: depth for at, depth in named_headings(blocks).items()}


def test_an_entry_alone_in_the_body_is_a_heading_as_deep_as_it_is_listed() -> None:
    blocks = (*CONTENTS, block("مقدمة العمل"), block(TEXT), block("أهداف العمل"), block(TEXT), block("خلاصة العمل:"))
    assert named(blocks) == {"محتويات التقرير": 1, "مقدمة العمل": 1, "أهداف العمل": 2, "خلاصة العمل:": 1}


def test_what_is_found_more_often_than_it_is_listed_is_none() -> None:
    assert "خلاصة العمل" not in named((*CONTENTS, *[block("خلاصة العمل"), block(TEXT)] * 2))


def test_a_sentence_with_the_words_of_an_entry_is_none() -> None:
    assert named((*CONTENTS, block("خلاصة العمل أنه بدأ"))) == {"محتويات التقرير": 1}


def test_a_few_letters_name_nothing() -> None:
    assert named((*CONTENTS, block("نص", "toc", page=1), block("نص"))) == {"محتويات التقرير": 1}


def test_a_paragraph_of_several_lines_and_a_row_of_cells_are_no_headings() -> None:
    entry = block("خلاصة هذا العمل", "toc", page=1)
    for words, count in ((("خلاصة هذا", "العمل"), 2), (("خلاصة", "هذا", "العمل"), 1)):
        body = Block("body", tuple(line(word, 100 + 18 * n, page=2) for n, word in enumerate(words)))
        assert len(named((*CONTENTS, entry, body))) == count
    cells = replace(line("خلاصة العمل", 100, page=2), in_cells=True)
    assert named((*CONTENTS, Block("body", (cells,)))) == {"محتويات التقرير": 1}


def test_the_title_of_contents_has_letters_and_stands_on_their_page() -> None:
    assert named((block("محتويات التقرير", page=1), block("خلاصة العمل", "toc", page=2))) == {}
    assert named((block("- 2 -", page=1), *CONTENTS[1:])) == {}


def test_entries_whose_indents_hardly_differ_are_as_deep() -> None:
    contents = [block("خلاصة العمل", "toc", page=1), block("أهداف العمل", "toc", page=1, indent=5)]
    assert named((*contents, block("أهداف العمل"), block(TEXT))) == {"أهداف العمل": 1}


def test_a_text_above_a_list_of_contents_is_no_title_of_it() -> None:
    assert named((block(TEXT, page=1), *CONTENTS[1:])) == {}


def test_without_contents_nothing_is_named() -> None:
    assert named((block("خلاصة العمل"), block(TEXT))) == {}


def test_a_named_heading_in_the_type_of_the_text_has_a_level() -> None:
    blocks = (block(TEXT, page=1), *CONTENTS, block("أهداف العمل"), block(TEXT), block("عن العمل"), block(TEXT))
    levels = heading_levels(blocks, Setting.of(blocks).reach)
    by_text = dict(zip((one.text for one in blocks), levels, strict=True))
    assert by_text["أهداف العمل"] == 2
    assert by_text["عن العمل"] == by_text[TEXT] == NO_HEADING


def test_bookmarks_name_headings_as_contents_do() -> None:
    bookmarks = bookmark_blocks([Bookmark(1, "1. مقدمة العمل"), Bookmark(2, "أهداف العمل"), Bookmark(1, "ملحق")])
    blocks = [block("مقدمة العمل"), block(TEXT), block("أهداف العمل"), block(TEXT), block("نتائج العمل"), block(TEXT)]
    assert named_headings(blocks, bookmarks) == {0: 1, 2: 2}


def test_bookmarks_are_no_text_of_the_document() -> None:
    bookmarks = bookmark_blocks([Bookmark(1, "أهداف العمل"), Bookmark(2, "ما ليس هنا")])
    blocks = [block(TEXT, page=1), block("أهداف العمل"), block(TEXT), *bookmarks]
    document = segment(blocks, source=SOURCE)
    assert unaccounted(blocks[:3], document) == (Counter(), Counter())
    assert [(node.kind, node.title) for node in document.walk() if node.title] == [("section", "أهداف العمل")]
    assert [page.number for page in document.pages] == []
