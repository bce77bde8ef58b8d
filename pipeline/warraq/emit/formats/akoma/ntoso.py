"""The document as Akoma Ntoso 3.0 (OASIS LegalDocML), with the names that the United Nations use for it (AKN4UN).

A resolution is a ``statement``, a law or treaty an ``act``, everything else a ``doc``. What stands before the first
numbered node is preface and preamble; the rest is a hierarchy in which every node of the body is one element, so no
text is lost. Footnotes stand at their marks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, takewhile
from typing import Final
from xml.etree import ElementTree as ET

import regex

from warraq.emit.formats.akoma.meta import NAMESPACE, Kind, kind_of, meta
from warraq.emit.formats.akoma.text import TextWriter
from warraq.emit.formats.printed import own_label
from warraq.model.document import Document, Node, Table
from warraq.segment.numbering.words import fold, table
from warraq.segment.tree import latin_letter

#: Node kinds -> element and the abbreviation that the naming convention has for its eId.
ELEMENTS: Final = {
    "book": ("book", "book"),
    "part": ("part", "part"),
    "chapter": ("chapter", "chp"),
    "section": ("section", "sec"),
    "subsection": ("subsection", "subsec"),
    "article": ("article", "art"),
    "paragraph": ("paragraph", "para"),
    "operative": ("paragraph", "para"),
    "item": ("point", "point"),
}
#: All other kinds are an ``hcontainer`` of this name.
OTHERS: Final = {
    "agenda_item": "agendaItem",
    "preambular": "preambular",
    "toc": "tocEntry",
    "title": "title",
}
#: What lies in an article only where it is quoted from another law.
_QUOTED: Final = frozenset({"book", "part", "chapter", "section", "subsection", "article"})
#: Kinds that stand before the body: of the document, or of its only resolution.
_FRONT: Final = frozenset({"title", "text", "preambular", "toc", "box", "table"})
#: mkrr, bis, with the end that it has in a sentence, and what stands behind it
_BIS: Final = regex.compile(r"\u0645\u0643\u0631\u0631[\u0627\u0647\u0629]?(?P<index>.*)", regex.DOTALL)
#: Elements whose content is text and must not be indented.
_MIXED: Final = frozenset({"p", "num", "heading", "docTitle", "docNumber", "th", "td"})


def to_akoma_ntoso(document: Document) -> str:
    """One XML file, valid against the schema of OASIS."""
    ET.register_namespace("", NAMESPACE)
    root = _Writer(document).root()
    _indent(root, 0)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def eids(document: Document) -> dict[str, str]:
    """``id`` of each node of the hierarchy -> the eId that it has in ``to_akoma_ntoso``."""
    writer = _Writer(document)
    writer.root()
    return writer.eids


class _Writer:
    """Builds the tree of one document; knows the eIds that have been given out."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.kind: Kind = kind_of(document)
        self.text = TextWriter(document)
        self.ids: Counter[str] = Counter()
        self.eids: dict[str, str] = {}  # of each node in the hierarchy
        self.works: Counter[str] = Counter()  # the wIds that quoted elements have

    def root(self) -> ET.Element:
        root = ET.Element(f"{{{NAMESPACE}}}akomaNtoso")
        whole = _add(root, self.kind.element, name=self.kind.name)
        whole.append(meta(self.document, self.kind))
        front, body = self._split()
        self._preface(whole, front)
        self._preamble(whole, front)
        name = "body" if self.kind.element == "act" else "mainBody"
        main = _add(whole, name, eId=self._unique(name))
        annexes = list(takewhile(lambda node: node.kind == "annex", reversed(body)))[::-1]
        for node in body[: len(body) - len(annexes)]:
            self._hierarchy(main, node, "")
        attachments = [self._attachment(node, number) for number, node in enumerate(annexes, start=1)]
        for note in self.text.unplaced():
            self._hierarchy(main, note, "")
        self._or_empty(main)
        if attachments:
            _add(whole, "attachments").extend(attachments)
        return root

    def _or_empty(self, body: ET.Element) -> None:
        """A body has something in it."""
        if not len(body):
            _add(_add(_add(body, "hcontainer", name="empty", eId=self._unique("hcontainer_1")), "content"), "p")

    def _attachment(self, node: Node, number: int) -> ET.Element:
        """An annex at the end: a document of its own, a component of the work."""
        identity = self.eids[node.id] = self._unique(f"att_{number}")
        made = ET.Element(f"{{{NAMESPACE}}}attachment", eId=identity)
        annex = _add(made, "doc", name="annex")
        annex.append(meta(self.document, self.kind, f"annex_{number}"))
        preface = _add(annex, "preface", eId=self._unique(f"{identity}__preface"))
        line = _add(preface, "p")
        label = own_label(node)
        if label:
            _add(line, "docNumber").text = self.text.clean(label)
        self.text.fill(_add(line, "docTitle"), node)
        main = _add(annex, "mainBody", eId=self._unique(f"{identity}__mainBody"))
        for child in node.children:
            self._hierarchy(main, child, identity)
        self._or_empty(main)
        return made

    def _split(self) -> tuple[list[Node], list[Node]]:
        """What stands before the body, and the body; a single resolution is the document itself."""
        roots = list(self.document.body)
        if sum(node.kind == "resolution" for node in roots) == 1 and self.kind.element == "statement":
            at = next(index for index, node in enumerate(roots) if node.kind == "resolution")
            head = replace(roots[at], children=())
            roots = [*roots[:at], head, *roots[at].children, *roots[at + 1 :]]
            cut = next((i for i in range(at + 1, len(roots)) if roots[i].kind not in _FRONT), len(roots))
            return roots[:cut], roots[cut:]
        cut = next((i for i, node in enumerate(roots) if node.kind not in _FRONT), len(roots))
        if cut == len(roots) or (self.kind.element != "act" and not self._has_preamble(roots[:cut])):
            last = max((i for i in range(cut) if roots[i].kind == "title"), default=-1)
            cut = last + 1
        return roots[:cut], roots[cut:]

    @staticmethod
    def _has_preamble(nodes: Sequence[Node]) -> bool:
        return any(node.kind == "preambular" for node in nodes)

    def _preface(self, whole: ET.Element, front: Sequence[Node]) -> None:
        """Number and title, and the masthead before them."""
        heads = [index for index, node in enumerate(front) if node.kind in ("title", "resolution")]
        if not heads and not self.document.metadata.symbol:
            return
        preface = _add(whole, "preface", eId=self._unique("preface"))
        if self.document.metadata.symbol:
            _add(_add(preface, "p"), "docNumber").text = self.document.metadata.symbol
        for node in front[: heads[-1] + 1] if heads else ():
            line = _add(preface, "p")
            if node.kind in ("title", "resolution"):
                if node.label:
                    _add(line, "docNumber").text = node.label
                line = _add(line, "docTitle")
            self.text.fill(line, node)

    def _preamble(self, whole: ET.Element, front: Sequence[Node]) -> None:
        """The recitals, each in a container; the words that name the organ are the enacting formula."""
        heads = [index for index, node in enumerate(front) if node.kind in ("title", "resolution")]
        nodes = front[heads[-1] + 1 :] if heads else list(front)
        if not nodes:
            return
        preamble = _add(whole, "preamble", eId=self._unique("preamble"))
        for node in nodes:
            if node.table:
                self._table(preamble, node.table)
            elif node.kind == "preambular":
                place = _add(preamble, "container", name="preambular", eId=self._unique("container_1"))
                self.text.fill(_add(place, "p"), node)
            else:
                place = _add(preamble, "formula", name="enactingFormula", eId=self._unique("formula_1"))
                self.text.fill(_add(place, "p"), node)
            for child in node.children:
                self._flat(preamble, child)

    def _flat(self, parent: ET.Element, node: Node) -> None:
        """A node where no hierarchy may stand, as paragraphs."""
        for inner in node.walk():
            self.text.fill(_add(parent, "p"), inner, label=own_label(inner))

    def _hierarchy(self, parent: ET.Element, node: Node, above: str) -> None:
        """The node as an element with its number, heading, text and children."""
        element, short = ELEMENTS.get(node.kind, ("hcontainer", "hcontainer"))
        identity = self.eids[node.id] = self._eid(node, short, above)
        made = _add(parent, element, eId=identity)
        if element == "hcontainer":
            made.set("name", OTHERS.get(node.kind, node.kind))
        label = own_label(node)
        if label:
            _add(made, "num").text = self.text.clean(label)
        if node.title:
            self.text.fill(_add(made, "heading"), node)
        if node.children:
            if node.text:
                self._block(_add(made, "intro"), node)
            for quoted, children in groupby(node.children, lambda child: self._is_quoted(node, child)):
                place = self._quotation(made, identity) if quoted else made
                for child in children:
                    self._hierarchy(place, child, identity)
                if quoted:
                    self._name_in_work(place, identity)
        elif not node.title:
            self._block(_add(made, "content"), node)

    @staticmethod
    def _is_quoted(node: Node, child: Node) -> bool:
        return node.kind == "article" and child.kind in _QUOTED

    def _quotation(self, article: ET.Element, above: str) -> ET.Element:
        """The place in an ``article`` for what it puts into another law: a modification that quotes a structure."""
        name = self._unique(f"{above}__hcontainer_1")
        content = _add(_add(article, "hcontainer", name="modification", eId=name), "content")
        identity = self._unique(f"{name}__mod_1")
        made = _add(_add(content, "p"), "mod", eId=identity)
        return _add(made, "quotedStructure", eId=self._unique(f"{identity}__qstr_1"))

    def _name_in_work(self, quotation: ET.Element, above: str) -> None:
        """What is quoted has the name, too, that it has in the law that it becomes a part of."""
        for element in quotation.iter():
            identity = element.get("eId", "").removeprefix(f"{above}__")
            if element is not quotation and identity and not self.works[identity]:
                self.works[identity] += 1
                element.set("wId", identity)

    def _block(self, place: ET.Element, node: Node) -> None:
        if node.table:
            self._table(place, node.table)
        else:
            self.text.fill(_add(place, "p"), node)

    def _table(self, place: ET.Element, table: Table) -> None:
        made = _add(place, "table")
        rows = [_add(made, "tr") for _ in range(table.rows)]
        for cell in table.cells:
            field = _add(rows[cell.row], "th" if cell.header else "td")
            for name, count in (("rowspan", cell.rows), ("colspan", cell.columns)):
                if count > 1:
                    field.set(name, str(count))
            _add(field, "p").text = self.text.clean(cell.text)
        for row in rows:
            if not len(row):
                _add(_add(row, "td"), "p")

    def _eid(self, node: Node, short: str, above: str) -> str:
        """The eId by the naming convention: ``sec_2__subsec_a``; a number that runs on needs no parent."""
        alone = node.id.count("-") == 1 and node.kind in ("paragraph", "operative", "article")
        if node.ordinal is None:
            number = "1" if not node.number else str(node.number)
        else:
            number = node.id.rsplit("-", 1)[-1] if node.kind in ("item", "subsection") else str(node.ordinal)
            number += _bis(node.number or "")
        name = f"{short}_{self.text.token(number)}"
        return self._unique(name if alone or not above else f"{above}__{name}")

    def _unique(self, identity: str) -> str:
        """``identity``, or with the next number that is free: eIds are unique in a document."""
        while self.ids[identity]:
            stem, _, number = identity.rpartition("_")
            identity = f"{stem}_{int(number) + 1}" if number.isdecimal() else f"{identity}_2"
        self.ids[identity] += 1
        return identity


def _bis(number: str) -> str:
    """What the eId of an article between two has behind its number: ``-bis``, ``-bis-a``, ``-bis-2``."""
    printed = _BIS.search(number)
    if printed is None:
        return ""
    parts = regex.findall(r"\d+|\p{L}+", fold(printed["index"]))
    letters = {spelling: entry.ordinal for entry in table()["letter"] for spelling in entry.spellings}
    return "-bis" + "".join(f"-{latin_letter(letters[part]) if part in letters else part}" for part in parts)


def _add(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)


def _indent(element: ET.Element, depth: int) -> None:
    """Line feeds between elements, none inside text."""
    if element.tag.rpartition("}")[2] in _MIXED or not len(element):
        return
    element.text = "\n" + "  " * (depth + 1)
    for child in element:
        _indent(child, depth + 1)
        child.tail = "\n" + "  " * (depth + 1)
    element[-1].tail = "\n" + "  " * depth
