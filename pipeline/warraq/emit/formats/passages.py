"""A node with all that is in it as one passage of text: what a table cell or a search index can hold."""

from __future__ import annotations

from collections.abc import Iterable

from warraq.emit.formats.printed import own_label
from warraq.model.document import TITLED, Node


def passage(node: Node) -> str:
    """The text of the node without its own number, then the labels and texts of what is inside it."""
    inner = (f"{own_label(child)} {child.content}".strip() for child in node.walk() if child is not node)
    return " ".join(part for part in (node.content, *inner) if part)


def heading_path(ancestors: Iterable[Node]) -> tuple[str, ...]:
    """The headings above a node, from the outermost in, each with its number."""
    return tuple(
        f"{own_label(node)} {node.title or ''}".strip() for node in ancestors if node.kind in TITLED or node.title
    )


def pages(node: Node) -> tuple[int, ...]:
    """The pages that the node and what is in it stand on."""
    return tuple(sorted({span.page for inner in node.walk() for span in inner.spans}))
