"""spaCy: a document as a ``Doc``. Needs ``pip install 'warraq[spacy]'``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import spacy
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Span

from warraq.integrations.pieces import nodes
from warraq.model.document import Document, Node, UncertainWord

#: Names of the groups of spans.
NODES: Final = "nodes"
UNCERTAIN: Final = "uncertain"
#: Attributes of spans, with what those of others have.
_ATTRIBUTES: Final[dict[str, Any]] = {
    "warraq_node": None,
    "warraq_pages": (),
    "warraq_confidence": None,
    "warraq_probability": None,
    "warraq_alternatives": (),
}


def to_spacy(document: Document, nlp: Language | None = None) -> Doc:
    """The text of a document, a line a node, in a ``Doc`` that is tokenized and nothing else.

    ``doc.spans["nodes"]`` has a span a node, with its kind as label and its id as ``id_``; ``doc.spans["uncertain"]``
    one a word to check. All have ``._.warraq_node`` (id) and ``._.warraq_pages``, nodes ``._.warraq_confidence``, words
    to check ``._.warraq_probability`` (that they are right) and ``._.warraq_alternatives``. A sentence begins with each
    node. ``doc.user_data`` has ``file``, ``sha256`` and ``needs_review``.

    Args:
        document: what ``warraq.extract`` gave.
        nlp: whose tokenizer and vocabulary are used; without it those of a blank pipeline for the language of the
            document. ``nlp(doc)`` runs the rest of it.
    """
    for name, default in _ATTRIBUTES.items():
        Span.set_extension(name, default=default, force=True)
    placed = list(_placed(document))
    text = "".join(one.text + "\n" for one in placed)
    if nlp is None:
        nlp = spacy.blank(_language(document))
        nlp.max_length = max(nlp.max_length, len(text))  # it is for pipelines that parse
    made = nlp.make_doc(text)
    spans, doubtful = [], []
    for one in placed:
        span = _span(made, one.start, one.start + len(one.text), one.node)
        span._.warraq_confidence = one.node.confidence
        spans.append(span)
        doubtful += [_doubt(made, one, doubt) for doubt in one.node.uncertain]
    made.spans[NODES] = spans
    made.spans[UNCERTAIN] = doubtful
    starts = np.zeros(len(made), dtype=np.uint64)  # 0: not known, 1: a sentence begins
    starts[[span.start for span in spans]] = 1
    made.from_array([SENT_START], starts)  # all at once: a token alone asks the whole text
    source = document.source
    made.user_data |= {"file": source.file, "sha256": source.sha256, "needs_review": document.quality.needs_review}
    return made


@dataclass(frozen=True, slots=True)
class _Placed:
    """A node and where its text begins, in characters."""

    node: Node
    start: int

    @property
    def text(self) -> str:
        return self.node.content

    def word(self, index: int) -> tuple[int, int]:
        """Where the word ``index`` of the node begins and ends."""
        words = self.text.split(" ")
        start = self.start + sum(len(word) + 1 for word in words[:index])
        return start, start + len(words[index])


def _placed(document: Document) -> Iterator[_Placed]:
    start = 0
    for node in nodes(document):
        if node.content:
            yield _Placed(node, start)
            start += len(node.content) + 1


def _language(document: Document) -> str:
    """The language as spaCy names it; one that it has no rules for is read as several are."""
    code = document.metadata.language or "ar"
    try:
        spacy.util.get_lang_class(code)
    except ImportError:
        return "xx"
    return code


def _span(made: Doc, start: int, end: int, node: Node) -> Span:
    """The tokens that ``start`` to ``end`` touch."""
    span = made.char_span(start, end, label=node.kind, span_id=node.id, alignment_mode="expand")
    span._.warraq_node = node.id
    span._.warraq_pages = tuple(dict.fromkeys(place.page for place in node.spans))
    return span


def _doubt(made: Doc, one: _Placed, doubt: UncertainWord) -> Span:
    span = _span(made, *one.word(doubt.index), one.node)
    span._.warraq_probability = doubt.confidence
    span._.warraq_alternatives = tuple(other.text for other in doubt.alternatives)
    return span
