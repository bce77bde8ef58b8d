"""A document cut as indexes want it: its pages, its passages or all of it, each with flat metadata.

Values of metadata are strings, numbers and booleans, for stores of vectors take nothing else. Doubt travels with the
text: each piece names its uncertain words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Literal, TypedDict

from warraq.config import DEFAULT, Config
from warraq.errors import UsageError

if TYPE_CHECKING:
    from warraq.extract.objects.source import Readable
    from warraq.model.document import Document, Node, PageReport

By = Literal["page", "passage", "document"]
Fact = str | int | float | bool


class PieceOptions(TypedDict, total=False):
    """Keywords of the adapters that cut documents; ``Pieces`` says what they mean."""

    by: By
    max_tokens: int
    overlap: int
    password: str | None
    config: Config
    force: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a document.

    Attributes:
        text: a page has a line a node, a document is Markdown.
        pages: where it stands, from 1; of a text dump without form feeds there are none.
        total_pages: how many the file has; 0 where it has none.
        facts: flat metadata. All pieces have ``file`` (its name), ``sha256``, ``confidence`` (mean of the words, 0..1),
            ``uncertain`` (the words to check, with spaces between) and ``needs_review`` (of the document); where they
            are known ``title``, ``symbol`` and ``language``; a page its ``page_kind``; a passage ``kind``, ``number``,
            ``node`` (its id) and ``heading`` (those above it).
    """

    text: str
    pages: tuple[int, ...]
    total_pages: int
    facts: dict[str, Fact]


@dataclass(frozen=True, slots=True)
class Pieces:
    """How files are read and cut.

    Attributes:
        by: ``page``; ``passage``, as ``Document.chunks`` cuts it; ``document`` leaves it whole. What has no pages, a
            text dump without form feeds, is left whole by page.
        max_tokens: the most that a passage has, in words.
        overlap: words at the end of a piece of a passage that begin the next one.
        password: of encrypted PDFs.
        config: thresholds and limits.
        force: give the text as it stands even where there is no Arabic in it.

    Raises:
        UsageError: ``by`` is none of these.
    """

    by: By = "page"
    max_tokens: int = 300
    overlap: int = 0
    password: str | None = None
    config: Config = DEFAULT
    force: bool = False

    def __post_init__(self) -> None:
        if self.by not in ("page", "passage", "document"):
            raise UsageError(f"documents aren't cut by {self.by!r}", help="Cut them by page, passage or document.")

    def of(self, file: Readable, name: str | None = None) -> Iterator[Piece]:
        """The pieces of a file in the order of reading; ``file``, ``name`` and errors are those of ``extract``."""
        yield from self.cut(self.read(file, name))

    def read(self, file: Readable, name: str | None = None) -> Document:
        """The document of a file."""
        from warraq.run import extract

        return extract(file, name=name, password=self.password, config=self.config, force=self.force)

    def cut(self, document: Document) -> Iterator[Piece]:
        """The pieces of a document."""
        if self.by == "passage":
            return self._passages(document)
        if self.by == "page" and document.pages:
            return _pages(document)
        return _whole(document)

    def _passages(self, document: Document) -> Iterator[Piece]:
        for chunk in document.chunks(self.max_tokens, self.overlap):
            facts = _facts(document, chunk.confidence, chunk.uncertain)
            facts |= {"kind": chunk.kind, "node": chunk.id}
            if chunk.number:
                facts["number"] = chunk.number
            if chunk.path:
                facts["heading"] = " / ".join(chunk.path)
            yield Piece(chunk.text, chunk.pages, _page_count(document), facts)


def nodes(document: Document) -> Iterator[Node]:
    """Every node of the body and every footnote."""
    return chain(document.walk(), *(note.walk() for note in document.footnotes))


def listed_words(document: Document) -> set[tuple[str | None, int | None]]:
    """The words that are uncertain, each as ``node`` and ``index`` of a ``Word`` say which it is."""
    return {(node.id, doubt.index) for node in nodes(document) for doubt in node.uncertain}


def _pages(document: Document) -> Iterator[Piece]:
    """Every page, those that are pictures too: a reader should know of what was not read."""
    listed = listed_words(document)
    for page in document.pages:
        words = [word for word in page.words or () if word.node is not None]
        confidence = sum(word.confidence for word in words) / len(words) if words else 0.0
        uncertain = tuple(word.text for word in words if (word.node, word.index) in listed)
        facts = _facts(document, confidence, uncertain)
        if page.kind:
            facts["page_kind"] = page.kind
        yield Piece(_text(page), (page.number,), _page_count(document), facts)


def _text(page: PageReport) -> str:
    return page.text.removesuffix("\n")


def _whole(document: Document) -> Iterator[Piece]:
    uncertain = tuple(doubt.word for node in nodes(document) for doubt in node.uncertain)
    facts = _facts(document, document.quality.confidence, uncertain)
    pages = tuple(page.number for page in document.pages)
    yield Piece(document.to_markdown(), pages, _page_count(document), facts)


def _page_count(document: Document) -> int:
    return document.source.pages or len(document.pages)


def _facts(document: Document, confidence: float, uncertain: tuple[str, ...]) -> dict[str, Fact]:
    said = document.metadata
    facts: dict[str, Fact] = {
        "file": document.source.file,
        "sha256": document.source.sha256,
        "confidence": round(confidence, 4),
        "uncertain": " ".join(uncertain),
        "needs_review": document.quality.needs_review,
    }
    return facts | {
        name: value
        for name, value in (("title", said.title), ("symbol", said.symbol), ("language", said.language))
        if value
    }
