"""Text of Akoma Ntoso elements: words with references, dates and footnotes at their place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote
from xml.etree import ElementTree as ET

import regex

from warraq.emit.formats.akoma.meta import NAMESPACE, UNKNOWN_COUNTRY, part_of_iri
from warraq.emit.formats.printed import own_label, printable
from warraq.model.document import Citation, DateMention, Document, Node
from warraq.model.un_organs import organ_of, year_of

#: The United Nations resolve symbols here.
RESOLVER: Final = "https://undocs.org/"
_DAY = regex.compile(r"\d{4}-\d{2}-\d{2}")
#: What an eId may not contain.
_NO_TOKEN = regex.compile(r"[^\p{L}\p{N}.-]+")


class TextWriter:
    """Fills elements with the text of nodes; knows the mentions in each, and the footnotes that have been placed."""

    def __init__(self, document: Document) -> None:
        self.notes = {note.id: note for note in document.footnotes}
        self.placed: set[str] = set()
        self.mentions: dict[str, list[DateMention | Citation]] = defaultdict(list)
        marks: list[DateMention | Citation] = [*document.metadata.citations, *document.metadata.dates]
        for mention in marks:
            if self._tag(mention) is not None:
                self.mentions[mention.node].append(mention)

    def fill(self, element: ET.Element, node: Node, *, label: str = "") -> None:
        """Put the content of ``node`` into ``element``: text, ``ref``, ``date`` and ``authorialNote``."""
        if label:
            _append(element, self.clean(label) + " ")
        content = node.content
        at = 0
        for start, end, mention, notes in self._stops(node):
            _append(element, self.clean(content[at:start]))
            if mention is not None:
                tag, attributes = self._tag(mention) or ("span", {})
                made = ET.SubElement(element, f"{{{NAMESPACE}}}{tag}", attributes)
                made.text = self.clean(content[start:end])
            for mark, note in notes:
                self._note(element, mark, note)
            at = end
        _append(element, self.clean(content[at:]))

    def _stops(self, node: Node) -> Iterator[tuple[int, int, DateMention | Citation | None, list[tuple[str, Node]]]]:
        """Where something other than text stands in the node: a mention from start to end, or notes at a place."""
        stops: list[tuple[int, int, DateMention | Citation | None, list[tuple[str, Node]]]] = []
        last = 0
        for mention in sorted(self.mentions[node.id], key=lambda mention: (mention.start, -mention.end)):
            if mention.start >= last:
                stops.append((mention.start, mention.end, mention, []))
                last = mention.end
        for mark in node.marks:
            note = self.notes.get(mark.note)
            end = _word_end(node.content, mark.index)
            covered = any(start < end < stop for start, stop, _, _ in stops)
            if note is not None and not covered:
                stops.append((end, end, None, [(mark.mark, note)]))
        return iter(sorted(stops, key=lambda stop: (stop[1], stop[0] == stop[1])))

    def _note(self, element: ET.Element, mark: str, note: Node) -> None:
        if note.id in self.placed:
            ET.SubElement(element, f"{{{NAMESPACE}}}noteRef", {"href": f"#{self._note_id(note)}", "marker": mark})
            return
        self.placed.add(note.id)
        attributes = {"marker": mark, "placement": "bottom", "eId": self._note_id(note)}
        made = ET.SubElement(element, f"{{{NAMESPACE}}}authorialNote", attributes)
        ET.SubElement(made, f"{{{NAMESPACE}}}p").text = self.clean(f"{own_label(note)} {note.content}".strip())

    @classmethod
    def _note_id(cls, note: Node) -> str:
        """The eId of a note: ``fn-3`` is the third one."""
        return f"authorialNote_{cls.token(note.id.removeprefix('fn-'))}"

    def unplaced(self) -> list[Node]:
        """The footnotes whose mark has not been met, so that they can be put at the end."""
        return [note for note in self.notes.values() if note.id not in self.placed]

    @staticmethod
    def _address(citation: Citation) -> str | None:
        """The IRI of the work that is cited, where its year is known; else where its symbol is resolved."""
        if citation.kind == "law":
            number, _, year = citation.number.rpartition("/")
            return f"/akn/{UNKNOWN_COUNTRY}/act/{year}/{number}"
        if citation.kind != "document":
            return None
        organ, year = organ_of(citation.number), year_of(citation.number)
        if organ is None or not year:
            return RESOLVER + quote(citation.number)
        kind = "statement/deliberation" if "RES" in citation.number.split("/") else "doc"
        return f"/akn/un/{kind}/{organ.identifier}/{year}/{part_of_iri(citation.number)}"

    @classmethod
    def _tag(cls, mention: DateMention | Citation) -> tuple[str, dict[str, str]] | None:
        """The element of a mention: only what has an address or a day."""
        if isinstance(mention, Citation):
            href = cls._address(mention)
            return ("ref", {"href": href}) if href else None
        return ("date", {"date": mention.iso}) if _DAY.fullmatch(mention.iso) else None

    @staticmethod
    def clean(text: str) -> str:
        """``text`` without what XML can't hold."""
        return printable(text)

    @staticmethod
    def token(text: str) -> str:
        """``text`` as part of an eId."""
        return _NO_TOKEN.sub("-", text).strip("-") or "x"


def _word_end(content: str, index: int) -> int:
    """Where word ``index`` of ``content`` ends."""
    end = -1
    for _ in range(index + 1):
        end = content.find(" ", end + 1)
        if end < 0:
            return len(content)
    return end


def _append(element: ET.Element, text: str) -> None:
    """Add text after what ``element`` has."""
    if not text:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
