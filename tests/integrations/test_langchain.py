"""The contract of LangChain: ``BaseLoader``, ``BaseBlobParser`` and the keys that its own loaders of PDFs have."""

from __future__ import annotations

import asyncio
import inspect

import pytest
from langchain_core.document_loaders import BaseBlobParser, BaseLoader, Blob
from langchain_core.documents import Document

from tests.integrations.files import DOUBTFUL, ENCRYPTED, ENGLISH, FIRST_WORDS, LAST_WORDS, REPORT
from warraq import NoArabic
from warraq.integrations.langchain import WarraqBlobParser, WarraqLoader


def test_the_loader_gives_a_document_a_page() -> None:
    loader = WarraqLoader(REPORT)
    assert isinstance(loader, BaseLoader)
    first, last = loader.load()
    assert isinstance(first, Document)
    assert first.page_content.startswith(FIRST_WORDS)
    assert LAST_WORDS in last.page_content
    assert {key: last.metadata[key] for key in ("source", "page", "page_label", "total_pages")} == {
        "source": str(REPORT),
        "page": 1,
        "page_label": "2",
        "total_pages": 2,
    }
    assert Document.model_validate_json(first.model_dump_json()) == first


def test_the_loader_is_lazy_and_leaves_load_to_its_base() -> None:
    assert inspect.isgenerator(WarraqLoader("there-is-none.pdf").lazy_load())
    assert WarraqLoader.load is BaseLoader.load


def test_the_loader_works_in_an_event_loop() -> None:
    first, _ = asyncio.run(WarraqLoader(str(REPORT)).aload())
    assert first.page_content.startswith(FIRST_WORDS)


def test_the_loader_takes_what_cuts_and_opens_files() -> None:
    passages = WarraqLoader(ENCRYPTED, by="passage", password="warraq").load()
    assert len(passages) > 2
    assert {"kind", "node", "page", "confidence", "uncertain"} <= passages[0].metadata.keys()


def test_errors_are_those_of_extract() -> None:
    with pytest.raises(NoArabic):
        WarraqLoader(ENGLISH).load()
    assert WarraqLoader(ENGLISH, force=True).load()[0].page_content


def test_doubts_are_in_the_metadata() -> None:
    (document,) = WarraqLoader(DOUBTFUL, by="document").load()
    assert document.metadata["uncertain"]


def test_the_parser_takes_blobs_with_a_path_or_with_bytes() -> None:
    parser = WarraqBlobParser()
    assert isinstance(parser, BaseBlobParser)
    by_path = parser.parse(Blob.from_path(REPORT))
    by_data = parser.parse(Blob.from_data(REPORT.read_bytes(), metadata={"source": "s3://reports/1.pdf", "year": 2019}))
    assert [one.page_content for one in by_path] == [one.page_content for one in by_data]
    assert by_path[0].metadata["source"] == str(REPORT)
    assert (by_data[0].metadata["source"], by_data[0].metadata["year"]) == ("s3://reports/1.pdf", 2019)
    assert by_data[0].metadata["file"] == "1.pdf"
    (nameless, _) = parser.parse(Blob.from_data(REPORT.read_bytes()))
    assert nameless.metadata["source"] == "document"


def test_the_parser_reads_lazily() -> None:
    assert inspect.isgenerator(WarraqBlobParser().lazy_parse(Blob.from_data(b"")))
