"""What every proof sheet is made of: words, the tree of the structure, and the page that shows them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Final

from warraq.emit.formats.json import to_data
from warraq.emit.html_page import html_page, source_text
from warraq.emit.next_steps import next_step
from warraq.emit.proof.glyph_pictures import UNITS
from warraq.emit.translation import LANGUAGES, translations, translator
from warraq.model.document import Document, Node
from warraq.model.line import Box, Word

#: Characters of a node's text that the tree of the structure shows.
_EXCERPT: Final = 90
MOST_ALTERNATIVES: Final = 4
#: Parts of the script, in the order in which they run.
_SCRIPT: Final = ("model", "pages", "dump", "regions", "panels", "editor", "view", "start")


def sheet_html(
    document: Document,
    *,
    below: float,
    fonts: list[dict[str, Any]],
    pages: list[dict[str, Any]],
    tree: list[dict[str, Any]],
    language: str,
) -> str:
    """The page.

    Args:
        below: words below this confidence are to be checked.
        fonts, pages, tree: as the script takes them.
        language: that in which it opens; it has both.
    """
    written = to_data(document)
    content = {
        "source": written["source"],
        "title": document.metadata.title or "",
        "quality": written["quality"],
        "below": below,
        "unit": UNITS,
        "fonts": fonts,
        "pages": pages,
        "tree": tree,
        "findings": written.get("findings", []),
        "steps": {finding.fault: next_step(finding.fault) for finding in document.findings},
        "language": language,
        "texts": {name: translations(name) | _details(document, name) for name in LANGUAGES},
    }
    return html_page("proof/proof.html", style="proof/proof.css", script=_script(), language=language, data=content)


def _details(document: Document, language: str) -> dict[str, str]:
    """What the findings say -> what that is in the language, where it is known."""
    say = translator(language)
    details = dict.fromkeys(finding.detail for finding in document.findings)
    return {detail: said for detail in details if (said := say(detail)) != detail}


def _script() -> str:
    """All parts of the script in one scope of their own."""
    parts = "\n".join(source_text(f"proof/{name}.js") for name in _SCRIPT)
    return f"(() => {{\n'use strict';\n{parts}}})();\n"


def word_entry(word: Word, glyphs: Sequence[tuple[int, int]], below: float) -> dict[str, Any]:
    """Short names, because there are thousands: text, claimed, confidence, box, glyphs, alternatives."""
    entry: dict[str, Any] = {"t": word.text}
    if word.original != word.text:
        entry["o"] = word.original
    if word.confidence < 0.9995:
        entry["c"] = round(word.confidence, 3)
    if word.box is not None:
        entry["b"] = [round(value, 1) for value in word.box]
    if glyphs:
        entry["g"] = [number for pair in glyphs for number in pair]
    if word.confidence < below:
        others = [(text, round(share, 3)) for text, share in word.alternatives if text != word.text]
        entry["a"] = others[:MOST_ALTERNATIVES]
    return entry


def branch(
    node: Node, shown: Collection[int], first: Callable[[Node], int | None] = lambda node: None
) -> dict[str, Any]:
    """A node of the structure with those inside it.

    Args:
        shown: pages that the sheet has.
        first: gives the number of the word that a node begins with, where it has no place on a page.
    """
    text = node.content
    entry: dict[str, Any] = {
        "k": node.kind,
        "id": node.id,
        "t": text if len(text) <= _EXCERPT else text[:_EXCERPT].rsplit(" ", 1)[0] + " …",
        "at": [[span.page, *rounded(span.bbox)] for span in node.spans if span.page in shown],
    }
    if node.title or node.kind == "title":
        entry["h"] = 1
    if node.table is not None:
        entry["cells"] = [
            [span.page, *rounded(span.bbox)] for cell in node.table.cells for span in cell.spans if span.page in shown
        ]
    if node.label or node.number:
        entry["l"] = node.label or node.number
    if node.uncertain:
        entry["u"] = len(node.uncertain)
    at = first(node)
    if at is not None:
        entry["w"] = at
    if node.children:
        entry["ch"] = [branch(child, shown, first) for child in node.children]
    return entry


def rounded(box: Box | None) -> Iterable[float]:
    """Edges to a tenth of a point."""
    return (round(value, 1) for value in box) if box is not None else ()
