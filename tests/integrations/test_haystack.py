"""The contract of Haystack: a component with ``run(sources, meta)`` that can be saved with its pipeline."""

from __future__ import annotations

import logging

import pytest
from haystack import Document, Pipeline
from haystack.components.preprocessors import DocumentSplitter
from haystack.dataclasses import ByteStream
from haystack.utils import Secret

from tests.integrations.files import ENCRYPTED, ENGLISH, FIRST_WORDS, LAST_WORDS, MISSING, REPORT
from warraq import UsageError
from warraq.integrations.haystack import WarraqConverter


def test_a_file_is_a_document_whose_pages_form_feeds_part() -> None:
    (document,) = WarraqConverter().run(sources=[REPORT])["documents"]
    assert isinstance(document, Document)
    first, last = str(document.content).split("\f")
    assert first.startswith(FIRST_WORDS)
    assert LAST_WORDS in last
    assert (document.meta["file_path"], document.meta["total_pages"]) == (str(REPORT), 2)


def test_pages_and_passages_are_documents_where_it_is_asked_for() -> None:
    pages = WarraqConverter(by="page").run(sources=[str(REPORT)])["documents"]
    assert [page.meta["page_number"] for page in pages] == [1, 2]
    passages = WarraqConverter(by="passage", max_tokens=40).run(sources=[str(REPORT)])["documents"]
    assert len(passages) > 10
    assert all(len(str(passage.content).split()) < 80 for passage in passages)


def test_metadata_are_of_all_sources_or_of_each() -> None:
    stream = ByteStream(REPORT.read_bytes(), meta={"file_path": "reports/1.pdf", "year": 2018})
    converter = WarraqConverter()
    one, other = converter.run(sources=[stream, REPORT], meta={"year": 2019})["documents"]
    assert (one.meta["file"], one.meta["year"], other.meta["year"]) == ("1.pdf", 2019, 2019)
    one, other = converter.run(sources=[stream, REPORT], meta=[{"n": 1}, {"n": 2}])["documents"]
    assert (one.meta["n"], one.meta["year"], other.meta["n"]) == (1, 2018, 2)
    with pytest.raises(ValueError, match="length"):
        converter.run(sources=[stream], meta=[{}, {}])


def test_what_cannot_be_read_is_logged_and_left_out(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="warraq"):
        documents = WarraqConverter().run(sources=[ENGLISH, MISSING, REPORT])["documents"]
    assert len(documents) == 1
    messages = [record.getMessage() for record in caplog.records]
    assert [message.startswith(str(path)) for path, message in zip((ENGLISH, MISSING), messages, strict=True)] == [
        True
    ] * 2


def test_it_works_in_a_pipeline_that_was_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORT_PASSWORD", "warraq")
    pipeline = Pipeline()
    pipeline.add_component("warraq", WarraqConverter(password=Secret.from_env_var("REPORT_PASSWORD")))
    pipeline.add_component("splitter", DocumentSplitter(split_by="page", split_length=1))
    pipeline.connect("warraq", "splitter")
    saved = pipeline.dumps()
    assert "warraq.integrations.haystack.WarraqConverter" in saved
    assert "REPORT_PASSWORD" in saved
    again = Pipeline.loads(saved, allowed_modules=["warraq.integrations.haystack"])
    pages = again.run({"warraq": {"sources": [ENCRYPTED]}})["splitter"]["documents"]
    assert [page.meta["page_number"] for page in pages] == [1]


def test_it_is_saved_as_it_was_made() -> None:
    made = WarraqConverter(by="passage", max_tokens=100, overlap=20, force=True)
    again = WarraqConverter.from_dict(made.to_dict())
    assert again.to_dict() == made.to_dict()
    assert (again.by, again.max_tokens, again.overlap, again.password, again.force) == ("passage", 100, 20, None, True)


def test_another_way_of_cutting_is_refused_at_once() -> None:
    with pytest.raises(UsageError, match="sentence"):
        WarraqConverter(by="sentence")  # type: ignore[arg-type]
