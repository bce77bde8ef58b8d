"""The document as Markdown (CommonMark with tables and footnotes) and as plain text, for people to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import regex

from warraq.emit.formats.printed import HEADINGS, own_label, printable, words
from warraq.model.document import Document, Node, Table

#: Characters that Markdown would take for markup anywhere, and those that it would at the start of a line.
_SPECIAL = regex.compile(r"([\\`*_\[\]<>|~#&])")
_AT_START = regex.compile(r"^(\d+)([.)])(?=\s|$)|^([-+=:])")
#: What a label has that tells more than a bullet.
_TELLS = regex.compile(r"[\p{L}\p{N}]")
#: Boxes of items that are checked, or not, as lists of tasks have them.
_TASKS: Final = {"\u2611": "[x]", "\u2612": "[x]", "\u2610": "[ ]"}
#: Labels of footnotes: what the notation allows.
_NOTE = regex.compile(r"[^A-Za-z0-9-]")


def plain_text(document: Document) -> str:
    """One line a node, in reading order, its label first as the page has it."""
    return "".join(f"{own_label(node)} {node.content}".strip() + "\n" for node in document.walk())


def to_markdown(document: Document) -> str:
    """Headings, numbered paragraphs, indented items, tables; footnotes at the end, linked to their marks."""
    notes = {node.id: _NOTE.sub("-", node.id) for node in document.footnotes}
    parts = [part for node in document.body for part in _blocks(node, 0, notes)]
    parts += [f"[^{notes[node.id]}]: {_content(node, notes) or '&nbsp;'}" for node in document.footnotes]
    return "\n\n".join(parts) + "\n"


def _blocks(node: Node, depth: int, notes: Mapping[str, str]) -> Iterator[str]:
    label = _escape(own_label(node))
    content = _content(node, notes)
    if node.kind in HEADINGS and (node.title or node.kind != "article"):
        yield f"{'#' * HEADINGS[node.kind]} {label} {content}".replace("  ", " ").rstrip()
    elif node.kind in ("recommendation", "article"):
        yield f"**{label}**"
        if content:
            yield _at_start(content)
    elif node.kind == "item":
        marker = f"{_TASKS.get(label) or _at_start(label)} " if label in _TASKS or _TELLS.search(label) else ""
        yield f"{'    ' * depth}- {marker}{content}".rstrip()
    elif node.table:
        yield _table(node.table)
    elif node.kind == "box":
        yield f"> {_at_start(content)}"
    elif line := f"{_plain_number(label)} {content}".strip():
        yield line if label else _at_start(line)
    inner = depth + (node.kind == "item")
    for child in node.children:
        yield from _blocks(child, inner, notes)


def _content(node: Node, notes: Mapping[str, str]) -> str:
    """The words with their footnote marks, escaped."""
    parts = []
    for word, _, marks in words(node):
        links = "".join(f"[^{notes[mark.note]}]" if mark.note in notes else _escape(mark.mark) for mark in marks)
        parts.append(_escape(word) + links)
    return " ".join(parts)


def _table(table: Table) -> str:
    """A table of pipes. Its first row is the head, as the notation wants; spanned places are empty cells."""
    grid = [[""] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.column] = _escape(printable(cell.text))
    lines = [f"| {' | '.join(row)} |" for row in grid]
    return "\n".join([lines[0], f"|{' --- |' * table.columns}", *lines[1:]])


def _plain_number(label: str) -> str:
    """A label that Markdown would not turn into a list of its own."""
    return _at_start(label.replace("-", "\\-"))


def _at_start(text: str) -> str:
    """``text`` that can stand at the start of a line without becoming a list, a rule or a heading."""
    escaped: str = _AT_START.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", text)
    return escaped


def _escape(text: str) -> str:
    escaped: str = _SPECIAL.sub(r"\\\1", printable(text))
    return escaped
