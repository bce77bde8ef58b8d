"""Segmentation of the whole source document, from its true text and from damaged versions of it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from benchmarks.structure_golden import Row, golden_document, read_truth
from tests.segment.truth_blocks import SOURCE, TRUTH, block, blocks_of
from warraq.config import DEFAULT
from warraq.emit.report.compare import compare
from warraq.model.document import Document
from warraq.model.line import Block, Line, Word
from warraq.needs_review import review
from warraq.segment import segment, unaccounted


@pytest.fixture(scope="module")
def rows() -> tuple[Row, ...]:
    return read_truth(TRUTH)


@pytest.fixture(scope="module")
def golden(rows: tuple[Row, ...]) -> Document:
    return golden_document(TRUTH, rows, {})


def outline(document: Document) -> list[tuple[str, str, str | None, str]]:
    return [(node.kind, node.id, node.number, node.content) for node in document.walk()]


@pytest.mark.parametrize("bold", [True, False])
@pytest.mark.parametrize("glued", [True, False])
def test_the_true_text_gives_the_true_tree(rows: Sequence[Row], golden: Document, bold: bool, glued: bool) -> None:
    document = segment(blocks_of(rows, bold=bold, glued=glued), source=SOURCE)
    assert outline(document) == outline(golden)
    assert document.findings == ()
    assert not review(document, DEFAULT).quality.needs_review


def test_the_counts_of_the_source_document(rows: Sequence[Row]) -> None:
    document = segment(blocks_of(rows), source=SOURCE)
    counts = Counter(node.kind for node in document.walk())
    assert counts == {
        "title": 1,
        "section": 5,
        "subsection": 7,
        "paragraph": 34,
        "recommendation": 22,
        "item": 10,
    }
    assert document.metadata.symbol == "CTOC/COP/WG.7/2020/4"
    assert document.metadata.job_number == "V.20-05359"
    assert document.metadata.meeting_dates == ("2020-09-08", "2020-09-09")
    assert document.metadata.language == "ar"
    assert len(document.furniture) == 4


def test_items_nest_by_their_style(rows: Sequence[Row]) -> None:
    document = segment(blocks_of(rows), source=SOURCE)
    paragraph = next(node for node in document.walk() if node.id == "par-26")
    assert [item.number for item in paragraph.children] == ["1", "2", "3", "4", "5"]
    assert [item.id for item in paragraph.children[0].children] == ["par-26-1-a", "par-26-1-b"]


def damaged_labels(blocks: list[Block], rng: random.Random) -> list[Block]:
    """Dashes on the wrong side of a number, as a right-to-left dump has them."""

    def damage(piece: Block) -> Block:
        first, *others = piece.lines
        word = first.words[0].text
        if piece.role == "body" and word.endswith("-") and rng.random() < 0.5:
            swapped = replace(first.words[0], text=f"-{word[:-1]}")
            return replace(piece, lines=(replace(first, words=(swapped, *first.words[1:])), *others))
        return piece

    return [damage(piece) for piece in blocks]


def lost_labels(blocks: list[Block], rng: random.Random) -> list[Block]:
    """A tenth of the numbered paragraphs without their number."""

    def lose(piece: Block) -> Block:
        first, *others = piece.lines
        numbered = piece.role == "body" and first.words[0].text.rstrip("-").isdecimal() and len(piece.words) > 12
        if numbered and rng.random() < 0.1:
            return replace(piece, lines=(replace(first, words=first.words[1:]), *others))
        return piece

    return [lose(piece) for piece in blocks]


def cut_blocks(blocks: list[Block], rng: random.Random) -> list[Block]:
    """Blocks broken between two lines, as by a page's end."""
    out = []
    for piece in blocks:
        ends_sentence = [i for i, line in enumerate(piece.lines) if line.text[-1] in ".:؛"]
        cuts = [i for i in range(1, len(piece.lines)) if i - 1 not in ends_sentence]
        if piece.role == "body" and cuts and rng.random() < 0.4:
            cut = rng.choice(cuts)
            out += [replace(piece, lines=piece.lines[:cut]), replace(piece, lines=piece.lines[cut:])]
        else:
            out.append(piece)
    return out


def merged_blocks(blocks: list[Block], rng: random.Random) -> list[Block]:
    """Numbered paragraphs run together into one block."""
    out: list[Block] = []
    for piece in blocks:
        numbered = piece.words[0].text.rstrip("-").isdecimal()
        before = out[-1] if out else None
        if (
            before
            and numbered
            and before.role == piece.role == "body"
            and before.text[-1] in ".:؛"
            and rng.random() < 0.3
        ):
            out[-1] = replace(before, lines=before.lines + piece.lines)
        else:
            out.append(piece)
    return out


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    ("damage", "least"), [(damaged_labels, 1.0), (cut_blocks, 1.0), (merged_blocks, 1.0), (lost_labels, 0.98)]
)
@pytest.mark.parametrize("bold", [True, False])
def test_damage_is_read_through_by_the_sequence(
    rows: Sequence[Row],
    golden: Document,
    damage: Callable[[list[Block], random.Random], list[Block]],
    least: float,
    bold: bool,
    seed: int,
) -> None:
    blocks = damage(blocks_of(rows, bold=bold), random.Random(seed))
    document = segment(blocks, source=SOURCE)
    assert compare(golden, document).structure_f1 >= least
    assert unaccounted(blocks, document) == (Counter(), Counter())


def without_stops(blocks: list[Block]) -> list[Block]:
    """A dump whose full stops and colons came out as spaces."""

    def strip(word: Word) -> Word:
        return replace(word, text=word.text.rstrip(".:؛") or word.text)

    return [
        replace(piece, lines=tuple(replace(line, words=tuple(map(strip, line.words))) for line in piece.lines))
        for piece in blocks
    ]


def line_by_line(blocks: list[Block]) -> list[Block]:
    """Each line a block of its own."""
    return [replace(piece, lines=(line,)) for piece in blocks for line in piece.lines]


def headings_run_in(blocks: list[Block]) -> list[Block]:
    """A short heading in one block with what follows it."""
    out: list[Block] = []
    for piece in blocks:
        before = out[-1] if out else None
        heading = before and len(before.lines) == 1 and before.words[0].text.startswith(("أولا", "ألف", "باء", "خامسا"))
        if before and heading and before.role == piece.role == "body":
            out[-1] = replace(before, lines=before.lines + piece.lines)
        else:
            out.append(piece)
    return out


@pytest.mark.parametrize("stops", [True, False])
@pytest.mark.parametrize("damage", [line_by_line, headings_run_in, list])
def test_the_blocks_of_a_dump_need_not_be_right(
    rows: Sequence[Row], golden: Document, damage: Callable[[list[Block]], list[Block]], stops: bool
) -> None:
    blocks = blocks_of(rows, bold=False)
    blocks = damage(blocks if stops else without_stops(blocks))
    document = segment(blocks, source=SOURCE)
    comparison = compare(golden, document)
    assert (comparison.structure_f1, comparison.structure_text_f1) == (1.0, 1.0)
    assert unaccounted(blocks, document) == (Counter(), Counter())


def test_every_character_is_in_exactly_one_node(rows: Sequence[Row]) -> None:
    blocks = blocks_of(rows)
    document = segment(blocks, source=SOURCE)
    assert unaccounted(blocks, document) == (Counter(), Counter())
    short = replace(document, body=document.body[:-1])
    missing, extra = unaccounted(blocks, short)
    assert missing and not extra


def test_a_gap_and_a_repeat_are_findings() -> None:
    blocks = [
        block("أولا – مقدمة", bold=True),
        block("1- نص الفقرة الأولى كاملا هنا."),
        block("2- نص الفقرة الثانية كاملا هنا."),
        block("5- نص الفقرة الخامسة كاملا هنا."),
        block("6- نص الفقرة السادسة كاملا هنا."),
        block("6- نص الفقرة السادسة مرة أخرى."),
        block("7- نص الفقرة السابعة كاملا هنا."),
    ]
    document = segment(blocks, source=SOURCE, profile="un-report")
    assert [node.number for node in document.walk()] == ["أولا", "1", "2", "5", "6", "6", "7"]
    assert [(finding.fault, finding.where) for finding in document.findings] == [
        ("numbering_gap", "paragraph 5"),
        ("numbering_repeat", "paragraph 6"),
    ]
    assert len({node.id for node in document.walk()}) == 7
    assert review(document, DEFAULT).quality.needs_review


def test_a_lost_number_is_inferred_and_said_so() -> None:
    blocks = [
        block("أولا – مقدمة", bold=True),
        block("1- نص الفقرة الأولى كاملا هنا."),
        block("نص طويل لفقرة ضاع رقمها في الاستخراج من الملف."),
        block("3- نص الفقرة الثالثة كاملا هنا."),
    ]
    document = segment(blocks, source=SOURCE)
    assert [(node.kind, node.number, node.label) for node in document.walk()][1:] == [
        ("paragraph", "1", "1-"),
        ("paragraph", "2", None),
        ("paragraph", "3", "3-"),
    ]
    assert [finding.fault for finding in document.findings] == ["number_inferred"]


def test_labels_of_a_dump_whose_runs_are_out_of_order() -> None:
    blocks = [
        block("مقدمة-أولا", bold=True),
        block("1- نص الفقرة الأولى كاملا هنا."),
        block("ملخص-ثانيا الرئيس بشأن المداولات", bold=True),
        block("افتتاح الدورة-ألف", bold=True),
        block("2- نص الفقرة الثانية كاملا هنا."),
        block("الكلمات-بدر", bold=True),  # the label is damaged beyond the table's reach
        block("3- نص الفقرة الثالثة كاملا هنا:"),
        Block("body", tuple(block(text).lines[0] for text in ("افتتاح الاجتماع (أ)", "إقرار جدول الأعمال (خ)"))),
        block("الحضور-جيم", bold=True),
        block("4-9 أيلول/سبتمبر 2020 اعتمد الفريق هذا التقرير."),
        block("ثالثا ختام الدورة-", bold=True),
    ]
    document = segment(blocks, source=SOURCE)
    assert [(node.kind, node.number, node.content) for node in document.walk() if node.kind != "paragraph"] == [
        ("section", "أولا", "مقدمة"),
        ("section", "ثانيا", "ملخص الرئيس بشأن المداولات"),
        ("subsection", "ألف", "افتتاح الدورة"),
        ("subsection", "باء", "الكلمات"),
        ("item", "أ", "افتتاح الاجتماع"),
        ("item", "ب", "إقرار جدول الأعمال"),
        ("subsection", "جيم", "الحضور"),
        ("section", "ثالثا", "ختام الدورة-"),
    ]
    assert [node.number for node in document.walk() if node.kind == "paragraph"] == ["1", "2", "3", "4"]
    faults = [(finding.fault, finding.where) for finding in document.findings]
    assert faults == [
        ("number_inferred", "subsection باء"),
        ("number_inferred", "item ب"),
    ]
    assert unaccounted(blocks, document) == (Counter(), Counter())


def test_a_number_at_the_start_of_a_line_is_not_a_label() -> None:
    lines = ("18- مثل جائحة كوفيد", "19- على دروب تهريب المهاجرين.")
    body = Block("body", tuple(Line(1, tuple(Word(word, word) for word in line.split())) for line in lines))
    document = segment([block("أولا – مقدمة", bold=True), block("17- نص كامل."), body], source=SOURCE)
    assert [node.number for node in document.walk()] == ["أولا", "17", "18"]


def test_uncertain_words_keep_their_place_after_the_label() -> None:
    words = (Word("1-", "1-"), Word("نص", "مص", 0.5, None, (("بص", 0.3),)), Word("واضح", "واضح"))
    blocks = [block("أولا – مقدمة", bold=True), Block("body", (Line(3, words, (10.0, 20.0, 30.004, 40.0)),))]
    document = segment(blocks, source=SOURCE)
    paragraph = document.body[0].children[0]
    assert paragraph.text == "نص واضح"
    assert paragraph.original == "1- مص واضح"
    assert [(doubt.word, doubt.index, doubt.alternatives[0].text) for doubt in paragraph.uncertain] == [("نص", 0, "بص")]
    assert paragraph.spans[0].page == 3
    assert paragraph.spans[0].bbox == (10.0, 20.0, 30.0, 40.0)
    assert document.quality.uncertain == 1


@pytest.mark.parametrize(("share", "probability"), [(1.25, 1.0), (-0.25, 0.0), (0.3, 0.3)])
def test_other_readings_have_probabilities(share: float, probability: float) -> None:
    line = Line(1, (Word("نص", "نص", 0.5, None, (("بص", share),)),))
    document = segment([Block("body", (line,))], source=SOURCE)
    (doubt,) = document.body[0].uncertain
    assert doubt.alternatives[0].probability == probability


def test_a_document_without_numbers_keeps_its_text() -> None:
    blocks = [block("مذكرة داخلية", bold=True), block("هذا نص عادي لا رقم له ولا عنوان."), block("وهذا نص آخر بعده.")]
    document = segment(blocks, source=SOURCE)
    assert [node.kind for node in document.walk()] == ["title", "text", "text"]
    assert unaccounted(blocks, document) == (Counter(), Counter())


def test_a_profile_is_chosen_by_the_labels_or_by_name() -> None:
    blocks = [
        block("مذكرة عن الحضور", bold=True),
        block("1- نص الفقرة الأولى كاملا هنا."),
        block("نص طويل لا رقم له لأن هذه الوثيقة لا ترقم كل فقراتها."),
        block("3- نص الفقرة الثالثة كاملا هنا."),
    ]
    generic = segment(blocks, source=SOURCE)
    assert [node.kind for node in generic.walk()] == ["title", "paragraph", "text", "paragraph"]
    assert [finding.fault for finding in generic.findings] == ["numbering_gap"]
    with_section = [blocks[0], block("أولا – مقدمة", bold=True), *blocks[1:]]
    assert [finding.fault for finding in segment(with_section, source=SOURCE).findings] == ["number_inferred"]
    assert segment(with_section, source=SOURCE, profile="generic").findings[0].fault == "numbering_gap"
    with pytest.raises(ValueError, match="un-report"):
        segment(blocks, source=SOURCE, profile="novel")


def test_nothing_in_nothing_out() -> None:
    assert segment([], source=SOURCE).body == ()
