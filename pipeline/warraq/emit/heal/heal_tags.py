"""Structure tags: the segmentation's tree as a /StructTreeRoot, in reading order, for screen readers and for reflow.

ISO 32000-2, 14.7 and 14.8. Each piece of text painted on a page gets a marked-content identifier and belongs to one
element; page furniture, rules and pictures become artifacts. An element carries its restored text as /ActualText: in a
right-to-left line the order of painting is rarely the order of reading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Operator, Pdf, Stream, String

from warraq.emit.formats.printed import printed_label
from warraq.emit.heal.heal_codes import SHOWING, codes_shown, followed, form_codes
from warraq.emit.heal.heal_content import resources_of
from warraq.emit.heal.heal_objects import CannotFollow, instructions_of, operand, text_of
from warraq.model.document import TITLED, Document, Node, Span
from warraq.model.glyph import Extraction, Page

#: Structure types (14.8.4) of the kinds of node; what has a heading is a Sect with an H1 to H6.
_TYPES: Final = {"item": "LI", "footnote": "Note", "toc": "TOCI", "table": "Table"}
#: Kinds that stand in a list of their own, and its type.
_LISTS: Final = {"item": "L", "toc": "TOC"}
_PARAGRAPH: Final = "P"
_DEEPEST: Final = 6
#: Owner of a glyph: an index into the leaves, or one of these.
_ARTIFACT: Final = -1
_UNKNOWN: Final = -2
_PATH: Final = frozenset({"m", "re"})
_PAINTING: Final = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "n"})


@dataclass(slots=True)
class _Leaf:
    """An element with content of its own: its node's text, and where that is marked (page index, identifier)."""

    text: str
    spans: tuple[Span, ...]
    element: Object
    marks: list[tuple[int, int]] = field(default_factory=list)


class Tagger:
    """Tags one document. ``untagged`` has the numbers of the pages whose content could not be followed."""

    def __init__(self, pdf: Pdf, extraction: Extraction, document: Document) -> None:
        self.pdf = pdf
        self.extraction = extraction
        self.document = document
        self.leaves: list[_Leaf] = []
        self.untagged: list[int] = []
        self.touched: list[Object] = []

    def tag(self) -> None:
        """Mark the content of every page and build the tree."""
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        top = self._element("Document", root)
        self._children(self.document.body, top, 1)
        for note in self.document.footnotes:
            top.K.append(self._branch(note, top, 1))
        parents = [self._tag_page(index) for index in range(len(self.pdf.pages))]
        self._connect()
        root.K = Array([top])
        root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array([x for pair in parents for x in pair])))
        root.ParentTreeNextKey = len(parents)
        self.pdf.Root.StructTreeRoot = root
        self.pdf.Root.MarkInfo = Dictionary(Marked=True)
        self.touched.append(self.pdf.Root)

    # -- the tree ------------------------------------------------------------------------------------------------

    def _element(self, kind: str, parent: Object) -> Object:
        return self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + kind), P=parent, K=Array([])))

    def _branch(self, node: Node, parent: Object, depth: int) -> Object:
        """The element of ``node`` with those of its children inside it."""
        if node.kind in TITLED or node.kind == "title":
            element = self._element("Sect", parent)
            heading = self._element(f"H{min(depth, _DEEPEST)}", element)
            element.K.append(heading)
            self._leaf(node, heading)
            depth += 1
        elif node.kind == "table" and node.table is not None:
            return self._table(node, parent)
        else:
            element = self._element(_TYPES.get(node.kind, _PARAGRAPH), parent)
            inner = self._element("LBody", element) if node.kind == "item" else element
            if inner is not element:
                element.K.append(inner)
            self._leaf(node, inner)
            if node.children and node.kind != "item":
                # A paragraph holds no blocks: its items stand behind it, in a division of their own.
                division = self._element("Div", parent)
                element.P = division
                division.K.append(element)
                element = division
        self._children(node.children, element, depth)
        return element

    def _children(self, children: Sequence[Node], parent: Object, depth: int) -> None:
        """Append the children; items, and entries of a table of contents, in a list around their neighbours."""
        place, kind = parent, None
        for child in children:
            wanted = _LISTS.get(child.kind)
            if wanted != kind:
                place, kind = parent, wanted
                if wanted is not None:
                    place = self._element(wanted, parent)
                    parent.K.append(place)
            place.K.append(self._branch(child, place, depth))

    def _table(self, node: Node, parent: Object) -> Object:
        element = self._element("Table", parent)
        rows: dict[int, Object] = {}
        assert node.table is not None
        for cell in node.table.cells:
            if cell.row not in rows:
                rows[cell.row] = self._element("TR", element)
                element.K.append(rows[cell.row])
            made = self._element("TH" if cell.header else "TD", rows[cell.row])
            spanned = {"/RowSpan": cell.rows, "/ColSpan": cell.columns}
            if any(count > 1 for count in spanned.values()):
                made.A = Dictionary({"/O": Name.Table, **spanned})
            rows[cell.row].K.append(made)
            self.leaves.append(_Leaf(cell.text, cell.spans, made))
        return element

    def _leaf(self, node: Node, element: Object) -> None:
        label = node.label or printed_label(node)
        self.leaves.append(_Leaf(f"{label} {node.content}".strip(), node.spans, element))

    def _connect(self) -> None:
        """Give each leaf its marked content and its text."""
        for leaf in self.leaves:
            if not leaf.marks:
                continue
            pages = [self.pdf.pages[index].obj for index, _ in leaf.marks]
            leaf.element.Pg = pages[0]
            leaf.element.ActualText = String(leaf.text)
            for page, (index, mark) in zip(pages, leaf.marks, strict=True):
                first = index == leaf.marks[0][0]
                leaf.element.K.append(mark if first else Dictionary(Type=Name.MCR, Pg=page, MCID=mark))

    # -- the pages -----------------------------------------------------------------------------------------------

    def _tag_page(self, index: int) -> tuple[int, Object]:
        """Mark the content of a page; its key and its entry in the tree of parents."""
        page = self.pdf.pages[index]
        read = self.extraction.pages[index]
        owners = self._owners(read)[: len(read) - read.annotated]
        parents = Array([])
        try:
            marked = _marked(instructions_of(page), resources_of(page.obj) or Dictionary(), owners)
        except CannotFollow:
            self.untagged.append(index + 1)
            return index, self.pdf.make_indirect(parents)
        if marked.glyphs != len(owners):
            self.untagged.append(index + 1)
            return index, self.pdf.make_indirect(parents)
        for identifier, owner in enumerate(marked.leaves):
            self.leaves[owner].marks.append((index, identifier))
            parents.append(self.leaves[owner].element)
        content = pikepdf.unparse_content_stream(marked.instructions)
        page.obj.Contents = self.pdf.make_indirect(Stream(self.pdf, content))
        page.obj.StructParents = index
        page.obj.Tabs = Name.S
        self.touched.append(page.obj)
        return index, self.pdf.make_indirect(parents)

    def _owners(self, page: Page) -> list[int]:
        """The leaf that each glyph belongs to: the smallest box around its middle."""
        x = page.x.astype(np.float64) + page.advance * np.cos(np.radians(page.angle)) / 2
        y = page.y.astype(np.float64) - page.size * 0.2
        owner = np.full(len(page), _UNKNOWN)
        best = np.full(len(page), np.inf)
        boxes = [(number, span) for number, leaf in enumerate(self.leaves) for span in leaf.spans]
        boxes += [(_ARTIFACT, span) for piece in self.document.furniture for span in piece.spans]
        for number, span in boxes:
            if span.page != page.number or span.bbox is None:
                continue
            left, top, right, bottom = span.bbox
            inside = (x >= left - 1) & (x <= right + 1) & (y >= top - 1) & (y <= bottom + 1)
            area = (right - left) * (bottom - top)
            smaller = inside & (area < best)
            owner[smaller], best[smaller] = number, area
        return [int(value) for value in owner]


@dataclass(frozen=True, slots=True)
class _Marked:
    """One page's content with marked-content sequences.

    Attributes:
        instructions: with the sequences around what paints.
        leaves: the leaf of each identifier.
        glyphs: how many were met.
    """

    instructions: list[Any]
    leaves: list[int]
    glyphs: int


def _marked(instructions: Any, resources: Object, owners: Sequence[int]) -> _Marked:
    """The content of a page whose glyphs have these ``owners``, in the order of painting.

    Raises CannotFollow where it can't be told which glyphs an instruction shows.
    """
    page, forms, in_path = _Sequences(owners), resources.get("/XObject"), False
    for one, operator, state in followed(instructions, resources):
        if operator in SHOWING:
            page.enter(page.owner_of_next(codes_shown(one.operands, state.length)))
        elif operator == "Do" and isinstance(forms, Dictionary):
            form = forms.get(text_of(operand(one, 0)))
            count = form_codes(form, resources)
            page.enter(page.owner_of_next(count) if count else _ARTIFACT)
        elif operator in ("sh", "INLINE IMAGE", "BI"):
            page.enter(_ARTIFACT)
        elif operator in _PATH and not in_path:
            in_path = True
            page.enter(_ARTIFACT)
        elif operator in ("BT", "ET", "BMC", "BDC", "EMC"):
            page.leave()
        page.instructions.append(one)
        if operator in _PAINTING:
            in_path = False
    page.leave()
    return _Marked(page.instructions, page.leaves, page.met)


@dataclass(slots=True)
class _Sequences:
    """The marked-content sequences of a page as they are written.

    Attributes:
        owners: of each glyph of the page.
        instructions, leaves: as of ``_Marked``, so far.
        met: glyphs that were met so far.
        open: owner of the sequence that is open.
    """

    owners: Sequence[int]
    instructions: list[Any] = field(default_factory=list)
    leaves: list[int] = field(default_factory=list)
    met: int = 0
    open: int | None = None

    def owner_of_next(self, count: int) -> int:
        """The leaf that most of the next ``count`` glyphs belong to; the open one where none is known."""
        uses: defaultdict[int, int] = defaultdict(int)
        for owner in self.owners[self.met : self.met + count]:
            if owner != _UNKNOWN:
                uses[owner] += 1
        self.met += count
        if uses:
            return max(uses, key=lambda owner: (uses[owner], -owner))
        return self.open if self.open is not None else _ARTIFACT

    def enter(self, owner: int) -> None:
        """Open a sequence of ``owner``, unless it is open."""
        if owner == self.open:
            return
        self.leave()
        self.open = owner
        if owner == _ARTIFACT:
            self.instructions.append(([Name.Artifact], Operator("BMC")))
        else:
            self.instructions.append(([Name.Span, Dictionary(MCID=len(self.leaves))], Operator("BDC")))
            self.leaves.append(owner)

    def leave(self) -> None:
        """Close the sequence that is open."""
        if self.open is not None:
            self.open = None
            self.instructions.append(([], Operator("EMC")))
