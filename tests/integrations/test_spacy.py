"""The contract of spaCy: a ``Doc`` with groups of spans that later components and a file keep."""

from __future__ import annotations

from dataclasses import replace

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from tests.integrations.files import DOUBTFUL, REPORT
from warraq import Document, extract
from warraq.integrations.spacy import to_spacy


@pytest.fixture(scope="module")
def report() -> Document:
    return extract(REPORT)


@pytest.fixture(scope="module")
def doubtful() -> Document:
    return extract(DOUBTFUL)


def test_every_node_is_a_span(report: Document) -> None:
    made = to_spacy(report)
    assert isinstance(made, Doc)
    assert made.lang_ == "ar"
    nodes = [node for node in report.walk() if node.content]
    assert [span.text for span in made.spans["nodes"]] == [node.content for node in nodes]
    assert [(span.label_, span.id_, span._.warraq_node) for span in made.spans["nodes"]] == [
        (node.kind, node.id, node.id) for node in nodes
    ]
    assert [span._.warraq_confidence for span in made.spans["nodes"]] == [node.confidence for node in nodes]
    assert {page for span in made.spans["nodes"] for page in span._.warraq_pages} == {1, 2}


def test_every_doubt_is_a_span(doubtful: Document) -> None:
    made = to_spacy(doubtful)
    doubts = [doubt for node in doubtful.walk() for doubt in node.uncertain]
    spans = made.spans["uncertain"]
    assert len(spans) == len(doubts) == doubtful.quality.uncertain > 0
    for span, doubt in zip(spans, doubts, strict=True):
        assert doubt.word in span.text
        assert span._.warraq_probability == doubt.confidence
        assert span._.warraq_alternatives == tuple(other.text for other in doubt.alternatives)
    assert made.user_data["needs_review"]


def test_a_sentence_begins_with_each_node(report: Document) -> None:
    made = to_spacy(report)
    assert [sentence.text.strip() for sentence in made.sents] == [span.text for span in made.spans["nodes"]]


def test_a_pipeline_goes_on_with_it(report: Document) -> None:
    nlp = spacy.blank("ar")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "اللجنة المعنية بصون المخطوطات"}])
    made = nlp(to_spacy(report, nlp))
    assert made.vocab is nlp.vocab
    assert {entity.label_ for entity in made.ents} == {"ORG"}
    assert made.spans["nodes"]


def test_it_is_kept_in_a_file(report: Document) -> None:
    kept = DocBin(docs=[to_spacy(report)], store_user_data=True).to_bytes()
    (again,) = DocBin().from_bytes(kept).get_docs(spacy.blank("ar").vocab)
    assert [span.id_ for span in again.spans["nodes"]] == [node.id for node in report.walk() if node.content]
    assert again.spans["nodes"][0]._.warraq_pages == (1,) or again.spans["nodes"][0]._.warraq_pages == [1]
    assert again.user_data["file"] == REPORT.name


@pytest.mark.parametrize(("language", "read_as"), [("fa", "fa"), ("xyz", "xx"), (None, "ar")])
def test_a_language_that_spacy_has_no_rules_for_is_read_all_the_same(
    report: Document, language: str | None, read_as: str
) -> None:
    named = replace(report, metadata=replace(report.metadata, language=language))
    assert to_spacy(named).lang_ == read_as


def test_a_long_document_is_no_error(report: Document) -> None:
    (first, *_) = (node for node in report.walk() if node.text)
    long = replace(report, body=(replace(first, text="كلمة " * 250_000, children=()),))
    assert len(to_spacy(long).text) > 1_000_000
