"""The document as Markdown and as plain text, for people to read."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.model.document import Document, Node

#: Heading level of each titled kind; items are indented by how deep they lie.
_HEADINGS = {"title": 1, "section": 2, "subsection": 3}
#: Characters that Markdown would take for markup at this place.
_SPECIAL = regex.compile(r"([\\`*_\[\]<>|])")
#: How a number is printed where the document's own label is not known, by kind.
_LABELS = {"recommendation": "\u0627\u0644\u062a\u0648\u0635\u064a\u0629 {}"}  # altwsyh, the recommendation


def printed_label(node: Node) -> str:
    """The node's number as UN documents print it, the same for every source: ``3-``, ``(b)``, ``recommendation 4``."""
    if node.number is None:
        return ""
    if node.kind in _LABELS:
        return _LABELS[node.kind].format(node.number)
    letter = node.kind == "item" and not node.number.isdecimal()
    return f"({node.number})" if letter else f"{node.number}-"


def plain_text(document: Document) -> str:
    """One line a node, label first, in reading order. This is the text that accuracy is measured on."""
    return "".join(f"{printed_label(node)} {node.content}".strip() + "\n" for node in document.walk())


def to_markdown(document: Document) -> str:
    """Headings, numbered paragraphs, indented items; footnotes at the end."""
    parts = [part for node in document.body for part in _blocks(node, 0)]
    parts += [f"[^{note.number or note.id}]: {_escape(note.content)}" for note in document.footnotes]
    return "\n\n".join(parts) + "\n"


def _blocks(node: Node, depth: int) -> Iterator[str]:
    label = _escape(printed_label(node))
    content = _escape(node.content)
    if node.kind in _HEADINGS:
        yield f"{'#' * _HEADINGS[node.kind]} {label} {content}".replace("  ", " ").rstrip()
    elif node.kind == "recommendation":
        yield f"**{label}**"
        yield content
    elif node.kind == "item":
        yield f"{'    ' * depth}- {label} {content}".rstrip()
    else:
        yield f"{_plain_number(label)} {content}".strip()
    inner = depth + (node.kind == "item")
    for child in node.children:
        yield from _blocks(child, inner)


def _plain_number(label: str) -> str:
    """A label that Markdown would not turn into a list of its own."""
    return label.replace("-", "\\-") if label else ""


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
