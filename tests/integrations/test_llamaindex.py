"""The contract of LlamaIndex: ``BaseReader``, by itself and in ``SimpleDirectoryReader``."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fsspec.implementations.memory import MemoryFileSystem
from llama_index.core import SimpleDirectoryReader
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.readers.base import BaseReader
from llama_index.core.schema import Document, MetadataMode

from tests.integrations.files import ENGLISH, FIRST_WORDS, LAST_WORDS, REPORT
from warraq import NoArabic
from warraq.integrations.llamaindex import WarraqReader


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(REPORT, tmp_path / "report.pdf")
    shutil.copy(ENGLISH, tmp_path / "english.pdf")
    return tmp_path


def test_the_reader_gives_a_document_a_page() -> None:
    reader = WarraqReader()
    assert isinstance(reader, BaseReader)
    first, last = reader.load_data(REPORT, extra_info={"year": 2019})
    assert isinstance(first, Document)
    assert first.text.startswith(FIRST_WORDS)
    assert LAST_WORDS in last.text
    assert {key: last.metadata[key] for key in ("file_name", "page_label", "total_pages", "year")} == {
        "file_name": REPORT.name,
        "page_label": "2",
        "total_pages": 2,
        "year": 2019,
    }


def test_a_directory_is_read_by_it(folder: Path) -> None:
    documents = SimpleDirectoryReader(folder, file_extractor={".pdf": WarraqReader()}).load_data()
    assert [document.metadata["page_label"] for document in documents] == ["1", "2"]  # the English file is left out
    assert {document.metadata["file_path"] for document in documents} == {str(folder / "report.pdf")}
    assert documents[0].text.startswith(FIRST_WORDS)


def test_a_directory_reader_raises_where_it_is_told_to(folder: Path) -> None:
    with pytest.raises(Exception, match="loading file") as raised:
        SimpleDirectoryReader(folder, file_extractor={".pdf": WarraqReader()}, raise_on_error=True).load_data()
    assert isinstance(raised.value.__cause__, NoArabic)


def test_files_of_other_file_systems_are_read() -> None:
    system = MemoryFileSystem()
    system.pipe_file("/reports/report.pdf", REPORT.read_bytes())
    documents = SimpleDirectoryReader(
        "/reports", fs=system, file_extractor={".pdf": WarraqReader(by="document")}
    ).load_data()
    assert [document.metadata["file_name"] for document in documents] == ["report.pdf"]
    assert FIRST_WORDS in documents[0].text


def test_only_what_tells_of_the_text_is_embedded_with_it() -> None:
    passages = WarraqReader(by="passage").load_data(REPORT)
    nodes = SentenceSplitter().get_nodes_from_documents(passages)
    (node,) = (node for node in nodes if node.metadata["node"] == "par-1")
    embedded = node.get_content(MetadataMode.EMBED)
    assert "heading: " in embedded
    assert "sha256" not in embedded
    assert "confidence" not in embedded
