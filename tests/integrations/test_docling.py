"""The contract of docling: a ``DoclingDocument`` that docling-core accepts, and a declarative backend.

docling's ``DocumentConverter`` loads Torch, so the backend runs as that class runs it: by ``InputDocument`` and
``SimplePipeline``.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docling.backend.abstract_backend import DeclarativeDocumentBackend
from docling.datamodel.base_models import ConversionStatus, InputFormat
from docling.datamodel.document import ConversionResult, InputDocument
from docling.datamodel.pipeline_options import ConvertPipelineOptions
from docling.pipeline.simple_pipeline import SimplePipeline
from docling_core.types.doc import ContentLayer, DocItemLabel, DoclingDocument, TableItem, TextItem

from tests.integrations.files import DOUBTFUL, ENGLISH, FIXTURES, REPORT
from warraq import Document, extract
from warraq.integrations.docling import WarraqDocumentBackend, to_docling

TABLES = FIXTURES / "pdf" / "report-tables.pdf"
LONG = FIXTURES / "pdf" / "ctoc-cop-wg7-2020-4-word.pdf"


@pytest.fixture(scope="module", params=[REPORT, TABLES, LONG, DOUBTFUL], ids=lambda path: path.stem)
def document(request: pytest.FixtureRequest) -> Document:
    return extract(request.param)


@pytest.fixture(scope="module")
def exported(document: Document) -> DoclingDocument:
    return to_docling(document)


def node_of(item: TextItem | TableItem) -> str | None:
    return item.meta.get_custom_part()["warraq__node"] if item.meta else None


def test_docling_core_accepts_it(exported: DoclingDocument) -> None:
    again = DoclingDocument.model_validate_json(exported.model_dump_json())
    assert again.export_to_dict() == exported.export_to_dict()
    assert again.validate_tree(again.body)


def test_every_node_is_there_once_and_in_order(document: Document, exported: DoclingDocument) -> None:
    items = [item for item, _ in exported.iterate_items() if isinstance(item, TextItem | TableItem)]
    of_nodes = [node_of(item) for item in items]
    wanted = [node.id for node in document.walk() if node.content or node.table]
    notes = [node.id for note in document.footnotes for node in note.walk()]
    assert of_nodes == [*wanted, *notes]


def test_text_and_claims_are_kept_apart(document: Document, exported: DoclingDocument) -> None:
    nodes = {node.id: node for node in document.walk()}
    texts = [item for item in exported.texts if item.meta and node_of(item) in nodes]
    assert texts
    for item in texts:
        node = nodes[str(node_of(item))]
        assert item.text.endswith(node.content)
        assert item.orig == (node.original or f"{node.label or ''} {node.content}".strip()) or not node.label


def test_what_the_file_claimed_is_the_original() -> None:
    exported = to_docling(extract(REPORT))
    assert all(item.orig != item.text for item in exported.texts if item.label == DocItemLabel.TEXT)


def test_places_are_on_pages_and_their_characters_are_of_the_text(
    document: Document, exported: DoclingDocument
) -> None:
    sizes = {number: page.size for number, page in exported.pages.items()}
    assert sizes.keys() == {page.number for page in document.pages}
    for item in exported.texts:
        assert item.prov
        end = 0
        for place in item.prov:
            size = sizes[place.page_no]
            assert -1 <= place.bbox.l < place.bbox.r <= size.width + 1
            assert -1 <= place.bbox.t < place.bbox.b <= size.height + 1
            start, after = place.charspan
            assert end in (start, end)
            assert end <= start <= after <= len(item.text)
            end = after
        assert item.prov[0].charspan[0] == 0
        assert end == len(item.text)


def test_a_text_on_two_pages_is_cut_where_its_words_are() -> None:
    document = extract(REPORT)
    exported = to_docling(document)
    (item,) = (item for item in exported.texts if len(item.prov) == 2)
    first = item.prov[1].charspan[0]
    words = [word.text for word in document.words if word.node == node_of(item) and word.page == 2]
    assert item.text[first:] == " ".join(words)


def test_without_words_a_text_on_two_pages_stands_on_the_first() -> None:
    document = extract(REPORT)
    wordless = replace(document, pages=tuple(replace(page, words=None) for page in document.pages))
    (item,) = (item for item in to_docling(wordless).texts if len(item.prov) == 2)
    assert item.prov[-1].charspan[1] == len(item.text)


def test_doubts_are_in_the_metadata() -> None:
    document = extract(DOUBTFUL)
    exported = to_docling(document)
    listed = [doubt for item in exported.texts if item.meta for doubt in item.meta.warraq__uncertain]
    assert len(listed) == document.quality.uncertain > 0
    assert {"word", "index", "confidence", "alternatives"} == listed[0].keys()


def test_headers_and_footers_are_furniture() -> None:
    document = extract(LONG)
    exported = to_docling(document)
    furniture = [item for item in exported.texts if item.content_layer == ContentLayer.FURNITURE]
    assert [item.text for item in furniture if item.label == DocItemLabel.PAGE_HEADER] == [
        line.text for line in document.furniture if line.role == "header"
    ]
    assert len(furniture) == len(document.furniture) > 5
    assert furniture[0].text not in exported.export_to_markdown()


def test_footnotes_are_footnotes() -> None:
    document = extract(TABLES)
    notes = [item for item in to_docling(document).texts if item.label == DocItemLabel.FOOTNOTE]
    assert len(notes) == len(document.footnotes) > 0


def test_tables_have_their_cells() -> None:
    document = extract(TABLES)
    exported = to_docling(document)
    assert [table.data.num_rows for table in exported.tables] == [table.rows for table in document.tables] != []
    table, data = document.tables[0], exported.tables[0].data
    for cell in table.cells:
        assert data.grid[cell.row][cell.column].text == cell.text
        assert data.grid[cell.row][cell.column].column_header == cell.header
    assert len(data.grid[0]) == table.columns
    assert table.cells[0].text in exported.export_to_markdown()


def test_items_are_lists_with_their_markers() -> None:
    markdown = to_docling(extract(REPORT)).export_to_markdown()
    assert "# تقرير عن أعمال" in markdown
    assert "## أولا- مقدّمة" in markdown
    assert "(أ) أن تُخصَّص" in markdown


def test_where_it_is_from_is_said_as_docling_says_it(document: Document, exported: DoclingDocument) -> None:
    assert exported.origin is not None
    assert exported.origin.binary_hash == int(document.source.sha256, 16) & (2**64 - 1)
    assert (exported.origin.filename, exported.origin.mimetype) == (document.source.file, "application/pdf")


def test_a_copied_text_has_no_places() -> None:
    document = extract(REPORT)
    nowhere = replace(document, pages=(), furniture=(), source=replace(document.source, pages=None))
    exported = to_docling(nowhere)
    assert exported.origin is not None
    assert (exported.origin.mimetype, exported.pages) == ("text/plain", {})


def converted(file: Path | BytesIO, name: str | None = None) -> ConversionResult:
    asked = InputDocument(path_or_stream=file, format=InputFormat.PDF, backend=WarraqDocumentBackend, filename=name)
    return SimplePipeline(ConvertPipelineOptions()).execute(asked, raises_on_error=False)


def test_the_backend_is_a_declarative_one() -> None:
    assert issubclass(WarraqDocumentBackend, DeclarativeDocumentBackend)
    assert WarraqDocumentBackend.supported_formats() == {InputFormat.PDF}
    assert not WarraqDocumentBackend.supports_pagination()


def test_a_file_and_a_stream_are_converted() -> None:
    by_path, by_stream = converted(REPORT), converted(BytesIO(REPORT.read_bytes()), "report.pdf")
    assert by_path.status == by_stream.status == ConversionStatus.SUCCESS
    assert by_path.document == to_docling(extract(REPORT))
    assert by_stream.document.export_to_text() == by_path.document.export_to_text()
    assert by_stream.document.name == "report"
    assert by_path.input.document_hash == hashlib.sha256(REPORT.read_bytes()).hexdigest()


def test_what_cannot_be_read_is_a_failure_that_says_why() -> None:
    result = converted(ENGLISH)
    assert result.status == ConversionStatus.FAILURE
    assert "Arabic" in result.errors[0].error_message
