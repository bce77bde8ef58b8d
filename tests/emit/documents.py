"""Documents for the tests of the exports: the golden ones, and one with all that a format could stumble over."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from benchmarks.structure_golden import GOLDEN
from warraq.emit.formats.json import read_document
from warraq.model.document import (
    Alternative,
    Cell,
    Citation,
    DateMention,
    Document,
    Metadata,
    Node,
    NoteMark,
    Source,
    Span,
    Table,
    UncertainWord,
)

GOLDENS = sorted(GOLDEN.glob("*.pdf.json"))
SOURCE = Source(file="awkward <&>.pdf", sha256="0" * 64, pages=2, engine="test")


def golden(path: Path) -> Document:
    return read_document(path)


def awkward() -> Document:
    """Markup in the text, a mark that hangs on a mention, a note without a mark, an empty cell, every kind of node."""
    doubt = UncertainWord(
        word='<b>"قرار"', index=0, confidence=0.4, alternatives=(Alternative(text="فرار&", probability=0.3),)
    )
    paragraph = Node(
        kind="paragraph",
        id="par-1",
        number="1",
        ordinal=1,
        label="1-",
        text='<b>"قرار" & A/RES/55/25 في 3 يوليو 2018 | *نجم* _خط_ [^1] # \x0c\ufffe نهاية',
        spans=(Span(page=1, bbox=(1, 2, 3, 4)),),
        uncertain=(doubt,),
        marks=(NoteMark(mark="1", index=2, note="fn-1"), NoteMark(mark="†", index=3, note="")),
        children=(
            Node(kind="item", id="par-1-a", number="أ", ordinal=1, label="(أ)", text="- بند", children=()),
            Node(kind="item", id="par-1-b", number="ب", ordinal=2, label="(ب)", text="2. بند"),
        ),
    )
    cells = (
        Cell(row=0, column=0, columns=2, text="رأس | <th>", header=True),
        Cell(row=1, column=0, text="خلية"),
        Cell(row=1, column=1),
    )
    table = Node(
        kind="table",
        id="table-1",
        text="رأس | <th> خلية",
        table=Table(rows=2, columns=2, cells=cells, ruled=True),
        spans=(Span(page=2, bbox=(0, 0, 9, 9)),),
        uncertain=(UncertainWord(word="خلية", index=3, confidence=0.5),),
    )
    body = (
        Node(kind="text", id="body-text-1", text="ترويسة"),
        Node(kind="title", id="title", text="عنوان <الوثيقة>"),
        Node(kind="annex", id="annex-x-1", label="المرفق", title=None),
        Node(kind="book", id="book-1", number="الأول", ordinal=1, label="الكتاب الأول", title="كتاب"),
        Node(kind="part", id="part-1", number="الأول", ordinal=1, label="الباب الأول", title="باب"),
        Node(kind="chapter", id="ch-1", number="الأول", ordinal=1, label="الفصل الأول", title="فصل"),
        Node(
            kind="section",
            id="sec-1",
            number="أولا",
            ordinal=1,
            label="أولا-",
            title="مقدمة",
            children=(
                Node(
                    kind="subsection", id="sec-1-a", number="ألف", ordinal=1, title="فرع", children=(paragraph, table)
                ),
                Node(kind="recommendation", id="rec-1", number="1", ordinal=1, label="التوصية 1", text='=توصية، "نعم"'),
                Node(kind="box", id="box-1", text="إطار"),
                Node(kind="toc", id="toc-1", number="أولا", ordinal=1, label="أولا-", text="مدخل", target="7"),
            ),
        ),
        Node(
            kind="article",
            id="art-1",
            number="1",
            ordinal=1,
            label="المادة 1",
            title="تعاريف",
            children=(Node(kind="text", id="art-1-text-1", text="10. نص"),),
        ),
        Node(kind="article", id="art-2", number="2", ordinal=2, label="مادة 2:", text="نص"),
        Node(kind="article", id="art-3", number="3", ordinal=3, label="مادة 3:"),
        Node(kind="agenda_item", id="agenda-1", number="1", ordinal=1, label="1-", text="بند"),
        Node(kind="operative", id="op-1", number="1", ordinal=1, label="1-", text="يقرر"),
        Node(kind="speech", id="speech-1", label="الرئيس (تكلم بالعربية):", text="كلمة"),
        Node(kind="preambular", id="pre-1", text="إذ يشير"),
    )
    content = paragraph.content
    symbol, date = content.index("A/RES"), content.index("3 يوليو")
    citation = Citation(
        text="A/RES/55/25", node="par-1", start=symbol, end=symbol + 11, kind="document", number="A/RES/55/25"
    )
    mention = DateMention(text="3 يوليو 2018", node="par-1", start=date, end=date + 12, iso="2018-07-03")
    return Document(
        source=SOURCE,
        metadata=Metadata(
            symbol="A/1", organ="<لجنة>", language="ar", title="عنوان", citations=(citation,), dates=(mention,)
        ),
        body=body,
        footnotes=(
            Node(kind="footnote", id="fn-1", number="1", ordinal=1, label="1", text="حاشية *"),
            Node(kind="footnote", id="fn-x-1", text="بلا علامة"),
        ),
    )


def resolutions() -> Document:
    """Two resolutions in one file."""
    parts = [
        Node(
            kind="resolution",
            id=f"res-1-{number}",
            number=f"1/{number}",
            ordinal=number,
            label=f"القرار 1/{number}",
            title="عنوان",
            children=(
                Node(kind="preambular", id=f"res-1-{number}-pre-1", text="إذ يشير إلى ما سبق،"),
                Node(kind="operative", id=f"res-1-{number}-op-1", number="1", ordinal=1, label="1-", text="يقرر ذلك."),
            ),
        )
        for number in (1, 2)
    ]
    return Document(source=SOURCE, metadata=Metadata(language="ar", profile="un-resolution"), body=tuple(parts))


def empty() -> Document:
    return Document(source=SOURCE, metadata=Metadata())


def all_documents() -> dict[str, Document]:
    """Every golden document, read as each profile would have it in turn, and the made ones."""
    by_name = {path.name.removesuffix(".json"): golden(path) for path in GOLDENS}
    return {**by_name, "awkward": awkward(), "resolutions": resolutions(), "empty": empty()}


def as_profile(document: Document, profile: str) -> Document:
    return replace(document, metadata=replace(document.metadata, profile=profile))
