"""The document as one HTML page: headings, numbered paragraphs, tables and footnotes; doubtful words are marked.

It needs no script and no other file. Nodes keep their ids, so that a link can point to a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from warraq.arabic.languages import OF_ARABIC_SCRIPT
from warraq.emit.formats.printed import HEADINGS, own_label, printable, words
from warraq.model.document import Document, Node, NoteMark, Table, UncertainWord

#: Languages that are written from right to left.
RIGHT_TO_LEFT: Final = OF_ARABIC_SCRIPT
_STYLE: Final = """\
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; line-height: 1.8; font-family: serif; }
.number { font-weight: bold; }
.inside { margin-inline-start: 2rem; }
mark { background: #fff3b0; }
table { border-collapse: collapse; }
th, td { border: 1px solid #999; padding: 0.2rem 0.5rem; text-align: start; vertical-align: top; }
aside { border: 1px solid #999; padding: 0 1rem; }
.toc { margin: 0; }
"""


def to_html(document: Document) -> str:
    """A whole page, valid HTML 5."""
    language = document.metadata.language or "ar"
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    title = document.metadata.title or document.metadata.symbol or document.source.file
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(language)}" dir="{direction}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_text(title)}</title>",
        *_facts(document),
        f"<style>\n{_STYLE}</style>",
        "</head>",
        "<body>",
        "<main>",
        *(line for node in document.body for line in _node(node)),
        "</main>",
        *_footnotes(document),
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _facts(document: Document) -> Iterator[str]:
    """What the document says of itself, as Dublin Core."""
    facts = {
        "DC.identifier": document.metadata.symbol,
        "DC.creator": document.metadata.organ,
        "DC.date": document.metadata.date,
        "DC.language": document.metadata.language,
    }
    for name, value in facts.items():
        if value:
            yield f'<meta name="{name}" content="{_text(value)}">'


def _node(node: Node) -> Iterator[str]:
    if node.table:
        yield from _table(node, node.table)
    elif node.kind in HEADINGS and (node.title or node.kind != "article"):
        yield from _headed(node)
    elif node.kind == "box":
        yield f"<aside{_attributes(node)}>"
        yield f"<p>{_content(node)}</p>"
        yield from (line for child in node.children for line in _node(child))
        yield "</aside>"
    else:
        yield f"<p{_attributes(node)}>{_content(node)}</p>"
        if node.children:
            yield '<div class="inside">'
            yield from (line for child in node.children for line in _node(child))
            yield "</div>"


def _headed(node: Node) -> Iterator[str]:
    """A section with its heading and what is in it; the title has nothing in it."""
    level = HEADINGS[node.kind]
    heading = f"<h{level}>{_content(node) or _text(node.id)}</h{level}>"
    if node.kind == "title" and not node.children:
        yield heading.replace(f"<h{level}>", f"<h{level}{_attributes(node)}>", 1)
        return
    yield f"<section{_attributes(node)}>"
    yield heading
    yield from (line for child in node.children for line in _node(child))
    yield "</section>"


def _attributes(node: Node) -> str:
    """Id, kind, and how far the text can be trusted."""
    return f' id="{_text(node.id)}" class="{node.kind}" data-confidence="{node.confidence:g}"'


def _content(node: Node) -> str:
    label = own_label(node)
    parts = [f'<span class="number">{_text(label)}</span>'] if label else []
    parts += [_doubted(word, doubt) + "".join(map(_mark, marks)) for word, doubt, marks in words(node)]
    if node.target:
        parts.append(f'<span class="page">{_text(node.target)}</span>')
    return " ".join(parts)


def _doubted(word: str, doubt: UncertainWord | None) -> str:
    if doubt is None:
        return _text(word)
    others = "\u060c ".join(other.text for other in doubt.alternatives)  # U+060C comma
    hint = f"{doubt.confidence:.2f}{': ' + others if others else ''}"
    return f'<mark title="{_text(hint)}">{_text(word)}</mark>'


def _mark(mark: NoteMark) -> str:
    if not mark.note:
        return f"<sup>{_text(mark.mark)}</sup>"
    return f'<sup><a href="#{_text(mark.note)}">{_text(mark.mark)}</a></sup>'


def _table(node: Node, table: Table) -> Iterator[str]:
    yield f"<table{_attributes(node)}>"
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        tag = "th" if cell.header else "td"
        scope = ' scope="col"' if cell.header else ""
        spans = "".join(
            f' {name}="{count}"' for name, count in (("rowspan", cell.rows), ("colspan", cell.columns)) if count > 1
        )
        rows[cell.row].append(f"<{tag}{scope}{spans}>{_text(cell.text)}</{tag}>")
    yield from (f"<tr>{''.join(row)}</tr>" for row in rows)
    yield "</table>"


def _footnotes(document: Document) -> Iterator[str]:
    if document.footnotes:
        yield "<footer>"
        yield from (f"<p{_attributes(node)}>{_content(node)}</p>" for node in document.footnotes)
        yield "</footer>"


def _text(text: str) -> str:
    return escape(printable(text), quote=True)
