"""Structure of laws that people saw on pictures of the pages beside that of documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.law_structure import Mark, Truth, compare, load, marks_of, read_marks
from warraq.model.document import Document, FindingReport, Metadata, Node, NodeKind, Source, Span


def node(kind: NodeKind, ordinal: int | None, number: str | None, *children: Node, page: int = 1) -> Node:
    """One that begins on ``page``."""
    return Node(kind=kind, id="x", number=number, ordinal=ordinal, spans=(Span(page=page),), children=children)


def document(*body: Node, faults: tuple[str, ...] = ()) -> Document:
    """A document with these nodes and findings."""
    findings = tuple(FindingReport(fault=fault, subject="block", where="x", score=1.0, detail="") for fault in faults)
    return Document(
        source=Source(file="x.pdf", sha256="0" * 64, engine="x"), metadata=Metadata(), body=body, findings=findings
    )


def test_a_part_of_a_row_stands_for_each_of_its_numbers() -> None:
    assert list(read_marks(3, "article 4-5")) == [Mark(3, "article", "4", False), Mark(3, "article", "5", False)]
    assert list(read_marks(3, ">article 306 مكررًا أ")) == [Mark(3, "article", "306 مكرراا", True)]
    for written in ("article", "page 3"):
        with pytest.raises(ValueError, match="no mark"):
            list(read_marks(3, written))


def test_numbers_in_words_digits_and_with_bis_are_compared() -> None:
    quoting = node("article", 2, "الثانية", node("article", 93, "93 مكررا 6 / فقرة ثانية"))
    body = document(node("chapter", 1, "الأول"), quoting, node("section", None, None))
    assert marks_of(body) == [
        Mark(1, "chapter", "1", False),
        Mark(1, "article", "2", False),
        Mark(1, "article", "93 مكررا6فقرهثانيه", True),
    ]


def test_pages_that_nobody_looked_at_and_what_a_reader_may_see_either_way_count_for_nothing() -> None:
    truth = Truth(False, frozenset({1}), (Mark(1, "part", "1", False),), (Mark(1, "part", "1", False),))
    once, twice = (node("part", 1, "الأول") for _ in range(2))
    for body in (document(once), document(once, twice), document(once, node("part", 2, "الثاني", page=2))):
        assert compare(truth, body)[0].f1 == 1.0
    result, shown = compare(truth, document(node("part", 2, "الثاني"), faults=("numbering_gap", "wrong_map")))
    assert (result.right, result.faults, shown) == (0, 1, ["- part 1 (page 1)", "+ part 2 (page 1)"])


def test_the_list_names_what_was_set_on_no_file(tmp_path: Path) -> None:
    path = tmp_path / "list.tsv"
    path.write_text("# seen\nlaw\t1\tpart 1; ~article 1\nlaw\t2\nother apart\t1\tarticle 1\n", "utf-8")
    truth = load(path)
    assert (truth["law"].apart, truth["other"].apart, truth["law"].pages) == (False, True, frozenset({1, 2}))
    assert [mark.kind for mark in truth["law"].either] == ["article"]


def test_the_list_of_the_project_can_be_read() -> None:
    truth = load()
    assert 3 * sum(one.apart for one in truth.values()) > len(truth) - 3
    assert all(mark.page in one.pages for one in truth.values() for mark in one.marks)
