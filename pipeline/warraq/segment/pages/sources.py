"""Where the text of each node is from: nothing is said of text that the file holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from warraq.model.document import Node, PageReport, TextSource

#: Kinds of pages whose text is read in pictures, the more doubtful first.
_SOURCES: Final[tuple[TextSource, ...]] = ("ocr", "ocr_layer")


def sources_of(pages: Iterable[PageReport]) -> dict[int, TextSource]:
    """Page number -> where its text is from, of the pages whose text is read in pictures."""
    return {page.number: page.kind for page in pages if page.kind == "ocr" or page.kind == "ocr_layer"}


def with_sources(nodes: Iterable[Node], sources: Mapping[int, TextSource]) -> tuple[Node, ...]:
    """The nodes, each that stands on such a page with its source; of several the more doubtful one."""
    return tuple(
        replace(node, source=_source(node, sources), children=with_sources(node.children, sources)) for node in nodes
    )


def _source(node: Node, sources: Mapping[int, TextSource]) -> TextSource | None:
    of_pages = {sources.get(span.page) for span in node.spans}
    return next((source for source in _SOURCES if source in of_pages), None)
