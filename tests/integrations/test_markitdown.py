"""The contract of MarkItDown: a plugin that is found by its entry point and registers converters."""

from __future__ import annotations

import io
from importlib.metadata import entry_points

import pytest
from markitdown import DocumentConverter, MarkItDown, StreamInfo

from tests.integrations.files import ENCRYPTED, ENGLISH, FIRST_WORDS, REPORT
from warraq import extract
from warraq.integrations import markitdown as plugin
from warraq.integrations.markitdown import WarraqConverter, WarraqResult


@pytest.fixture(scope="module")
def converter() -> MarkItDown:
    return MarkItDown(enable_plugins=True)


def test_the_plugin_is_found_by_its_entry_point() -> None:
    (entry,) = (entry for entry in entry_points(group="markitdown.plugin") if entry.name == "warraq")
    assert entry.load() is plugin
    assert plugin.__plugin_interface_version__ == 1


def test_an_arabic_pdf_is_converted_by_it(converter: MarkItDown) -> None:
    result = converter.convert(REPORT)
    assert isinstance(result, WarraqResult)
    assert FIRST_WORDS in result.markdown
    assert FIRST_WORDS in str(result.title)
    assert result.document == extract(REPORT)


def test_without_plugins_it_has_no_part() -> None:
    assert not isinstance(MarkItDown(enable_plugins=False).convert(ENGLISH), WarraqResult)


def test_streams_are_converted_by_what_is_said_of_them(converter: MarkItDown) -> None:
    stream = io.BytesIO(REPORT.read_bytes())
    result = converter.convert_stream(stream, stream_info=StreamInfo(mimetype="application/pdf", filename="r.pdf"))
    assert isinstance(result, WarraqResult)
    assert result.document.source.file == "r.pdf"


def test_other_pdfs_are_left_to_the_converter_behind_it(converter: MarkItDown) -> None:
    result = converter.convert(ENGLISH)
    assert not isinstance(result, WarraqResult)
    assert result.markdown.strip()


def test_other_files_are_not_asked_of_it() -> None:
    ours = WarraqConverter()
    assert isinstance(ours, DocumentConverter)
    stream = io.BytesIO(b"%PDF-1.7")
    assert not ours.accepts(stream, StreamInfo(extension=".docx"))
    assert not ours.accepts(stream, StreamInfo())
    assert ours.accepts(stream, StreamInfo(extension=".PDF"))
    assert stream.tell() == 0


def test_a_password_opens_a_file(converter: MarkItDown) -> None:
    assert isinstance(converter.convert(ENCRYPTED, password="warraq"), WarraqResult)
