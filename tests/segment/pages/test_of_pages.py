"""A document cut down to some of its pages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from warraq.model.document import (
    Document,
    FindingReport,
    HiddenText,
    Metadata,
    Node,
    NoteMark,
    PageReport,
    Quality,
    Source,
    Span,
)
from warraq.segment.pages.of_pages import of_pages


def on(*pages: int) -> tuple[Span, ...]:
    return tuple(Span(page=page) for page in pages)


def finding(subject: str, where: str) -> FindingReport:
    return FindingReport(fault="fault", subject=subject, where=where, score=1.0, detail="")


#: A section on the first page; paragraph 1 runs on to the second, with a note that stands on the third.
DOCUMENT = Document(
    source=Source(file="a.pdf", sha256="0", pages=3, engine="warraq"),
    metadata=Metadata(),
    pages=tuple(PageReport(number=number, word_count=1) for number in (1, 2, 3)),
    body=(
        Node(
            kind="section",
            id="sec-1",
            title="أحكام عامة",
            spans=on(1),
            confidence=0.5,
            children=(
                Node(
                    kind="paragraph",
                    id="par-1",
                    number="1",
                    text="تسري هذه الأحكام على الجميع وتنفذ",
                    spans=on(1, 2),
                    confidence=0.8,
                    marks=(NoteMark(mark="1", index=0, note="fn-1"),),
                ),
                Node(kind="paragraph", id="par-2", number="2", text="نص", spans=on(3)),
            ),
        ),
    ),
    footnotes=(
        Node(kind="footnote", id="fn-1", text="انظر القانون", spans=on(3)),
        Node(kind="footnote", id="fn-2", text="المرجع نفسه", spans=on(3)),
    ),
    hidden=(HiddenText(text="خفي", spans=on(3)),),
    findings=(
        finding("page", "1"),
        finding("page", "page 2"),
        finding("page", "page 3"),
        finding("block", "paragraph 1"),
        finding("block", "paragraph 2"),
        finding("font", "F"),
        finding("document", "a.pdf"),
    ),
    quality=Quality(confidence=0.7, words=99),
)


def test_what_a_page_has_is_kept_with_what_it_lies_in_and_refers_to() -> None:
    cut = of_pages(DOCUMENT, {2})
    assert [node.id for node in cut.walk()] == ["sec-1", "par-1"]
    assert [note.id for note in cut.footnotes] == ["fn-1"]
    assert cut.hidden == ()
    assert [finding.where for finding in cut.findings] == ["page 2", "paragraph 1", "F", "a.pdf"]


def test_words_weigh_alike_in_the_confidence() -> None:
    quality = of_pages(DOCUMENT, {2}).quality
    assert quality.words == 8
    assert quality.confidence == pytest.approx((2 * 0.5 + 6 * 0.8) / 8)


def test_all_pages_change_nothing() -> None:
    assert of_pages(DOCUMENT, range(1, 4)) is DOCUMENT
    dump = replace(DOCUMENT, pages=())
    assert of_pages(dump, range(0)) is dump, "true texts have no table of pages"
