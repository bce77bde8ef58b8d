"""The measures, on documents small enough to count by hand."""

from __future__ import annotations

import pytest

from benchmarks.structure_golden import risen
from warraq.emit.formats.markdown import plain_text, to_markdown
from warraq.emit.formats.printed import measured_text
from warraq.emit.report.compare import (
    character_error_rate,
    coloured,
    compare,
    differences,
    numbers_exact,
    structure_differences,
    word_error_rate,
)
from warraq.emit.report.floors import regressions
from warraq.model.document import Document, Metadata, Node, NodeKind, Source, UncertainWord


def document(*nodes: Node) -> Document:
    return Document(source=Source(file="a", sha256="", engine="test"), metadata=Metadata(), body=nodes)


def node(kind: NodeKind, number: str, text: str, **more: object) -> Node:
    return Node(kind=kind, id=f"{kind}-{number}", number=number, text=text, **more)  # type: ignore[arg-type]


GOLDEN = document(node("paragraph", "1", "نص أول في 5/3."), node("paragraph", "2", "نصٌّ ثانٍ هنا"))


def test_a_document_equals_itself() -> None:
    comparison = compare(GOLDEN, GOLDEN)
    assert (comparison.cer, comparison.wer, comparison.wer_raw, comparison.unflagged) == (0, 0, 0, 0)
    assert (comparison.numbers_exact, comparison.structure_f1, comparison.structure_text_f1) == (1, 1, 1)


def test_a_wrong_word_counts_once_and_is_forgiven_where_it_is_flagged() -> None:
    silent = document(node("paragraph", "1", "نص أول من 5/3."), GOLDEN.body[1])
    comparison = compare(GOLDEN, silent)
    assert comparison.wer == pytest.approx(1 / 9)
    assert comparison.unflagged == 1
    doubt = UncertainWord(word="من", index=2, confidence=0.5)
    honest = document(node("paragraph", "1", "نص أول من 5/3.", uncertain=(doubt,)), GOLDEN.body[1])
    assert compare(GOLDEN, honest).unflagged == 0
    assert compare(GOLDEN, honest).flagged == 1


def test_harakat_are_folded_in_one_figure_only() -> None:
    bare = document(GOLDEN.body[0], node("paragraph", "2", "نص ثان هنا"))
    comparison = compare(GOLDEN, bare)
    assert comparison.wer == 0
    assert comparison.wer_raw == pytest.approx(2 / 9)


def test_rates() -> None:
    assert character_error_rate("ابجد", "ابد") == pytest.approx(0.25)
    assert word_error_rate("ا ب ج", "ا  ج\nد") == pytest.approx(2 / 3)
    assert word_error_rate("", "") == 0


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("5/3 ثم CTOC/COP/WG.7/2020/4 ثم 19", 1.0),
        ("3/5 ثم CTOC/COP/WG.7/2020/4 ثم 19", 2 / 3),
        ("19 ثم CTOC/COP/WG.7/2020/4 ثم 5/3", 1 / 3),
        ("5/3 ثم CTOC/COP/WG.7/2020/4", 2 / 3),
        ("5/3 ثم CTOC/COP/WG.7/2020/4 ثم 19 و7", 3 / 4),
    ],
)
def test_numbers_count_in_order(text: str, share: float) -> None:
    assert numbers_exact("5/3 ثم CTOC/COP/WG.7/2020/4 ثم 19", text) == pytest.approx(share)


def test_structure_f1_counts_kind_and_number_in_order() -> None:
    got = document(GOLDEN.body[0], node("item", "2", "نص ثان هنا"))
    assert compare(GOLDEN, got).structure_f1 == pytest.approx(0.5)
    assert sorted(structure_differences(GOLDEN, got)) == ["+ item 2", "- paragraph 2"]
    other_text = document(GOLDEN.body[0], node("paragraph", "2", "شيء آخر بعيد كل البعد"))
    assert compare(GOLDEN, other_text).structure_f1 == 1
    assert compare(GOLDEN, other_text).structure_text_f1 == pytest.approx(0.5)


def test_the_diff_reads_word_by_word() -> None:
    got = document(node("paragraph", "1", "نص أول 5/3."), GOLDEN.body[1])
    changed = [part for part in differences(GOLDEN, got) if not part.equal]
    assert [(part.golden, part.got) for part in changed] == [(("في",), ())]
    assert "[-في-]" in coloured(GOLDEN, got).plain
    assert "1 more" in coloured(GOLDEN, got, limit=0).plain


def test_floors_only_rise() -> None:
    perfect, worse = compare(GOLDEN, GOLDEN), compare(GOLDEN, document(GOLDEN.body[0]))
    floors = risen({}, perfect)
    assert regressions(floors, perfect) == []
    assert any(sentence.startswith("structure_f1") for sentence in regressions(floors, worse))
    assert risen(floors, worse) == floors
    assert risen(risen({}, worse), perfect) == floors


def test_text_and_markdown() -> None:
    inner = node("item", "أ", "بند_أول")
    section = Node(kind="section", id="s", number="أولا", title="مقدمة", children=(node("item", "1", "قائمة:"), inner))
    whole = document(section, node("recommendation", "3", "تشجع"))
    assert plain_text(whole) == "أولا- مقدمة\n1- قائمة:\n(أ) بند_أول\nالتوصية 3 تشجع\n"
    assert to_markdown(whole) == ("## أولا- مقدمة\n\n- 1- قائمة:\n\n- (أ) بند\\_أول\n\n**التوصية 3**\n\nتشجع\n")


def labelled(kind: NodeKind, number: str | None, label: str, text: str = "نص") -> Node:
    return Node(kind=kind, id=label, number=number, label=label, text=text)


def test_text_and_markdown_print_labels_as_the_page_has_them() -> None:
    chapter = Node(kind="chapter", id="c", number="الأول", label="الفصل الأول:", title="عام")
    clause = labelled("article", "الأول", "البند الأول")
    items = (labelled("item", "1", "1."), labelled("item", "ب", "ب-"), labelled("item", None, "•"))
    paragraphs = labelled("paragraph", "2", "2."), labelled("paragraph", "3", "- 3"), labelled("paragraph", "4", "(4)")
    whole = document(chapter, clause, *items, *paragraphs)
    assert plain_text(whole).splitlines() == [
        "الفصل الأول: عام",
        "البند الأول نص",
        "1. نص",
        "ب- نص",
        "• نص",
        "2. نص",
        "- 3 نص",
        "(4) نص",
    ]
    assert to_markdown(whole).split("\n\n") == [
        "### الفصل الأول: عام",
        "**البند الأول**",
        "نص",
        "- 1\\. نص",
        "- ب- نص",
        "- نص",
        "2\\. نص",
        "\\- 3 نص",
        "(4) نص\n",
    ]
    # ... and are measured by what they number
    assert measured_text(whole).splitlines()[:3] == ["الفصل الأول عام", "المادة الأول نص", "1- نص"]
