"""From a flat list of numbered pieces to the tree of the document, with ids that stay the same between runs."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, repeat
from operator import attrgetter
from types import MappingProxyType

from warraq.model import line as model
from warraq.model.document import (
    TITLED,
    Alternative,
    Cell,
    Document,
    Node,
    NodeKind,
    NoteMark,
    Span,
    Table,
    UncertainWord,
    normal_text,
)
from warraq.model.line import Block, Box, Line, Word

#: Kinds that nothing lies in, kinds that are told apart by counting, and kinds whose numbers others have again.
LEAVES: frozenset[NodeKind] = frozenset({"title", "table", "box", "toc"})
COUNTED: frozenset[NodeKind] = frozenset({"table", "box", "toc", "text", "preambular", "speech"})
SCOPES: frozenset[NodeKind] = frozenset({"annex", "resolution"})
#: How a kind is called in ids, where that is shorter than its name.
ABBREVIATED: Mapping[NodeKind, str] = MappingProxyType(
    {
        "section": "sec",
        "article": "art",
        "agenda_item": "agenda",
        "operative": "op",
        "paragraph": "par",
        "recommendation": "rec",
    }
)
#: An id of what lies in an article; a part is none.
_IN_ARTICLE = re.compile(r"(?:^|-)art-")
#: What parts the numbers of a resolution: 7/1, 2532 (2020).
_BETWEEN = re.compile(r"[/\s(]+")
#: Decimals of the numbers in the output.
PLACES = 4


@dataclass(slots=True)
class Draft:
    """A node in the making.

    Attributes:
        kind, number, ordinal: as in ``Node``.
        level: 1 is outermost; a node lies in the last one before it with a smaller level.
        label: as printed, with its punctuation.
        parts: its lines, piece by piece, each with the characters of its text that are the label and not content.
        typed: words that stand on no line, after the others: true texts have them.
        titled: an article whose words are its heading.
        table, target: of its block.
    """

    kind: NodeKind
    level: int
    number: str | None = None
    ordinal: int | None = None
    label: str | None = None
    parts: list[tuple[Sequence[Line], int, int]] = field(default_factory=list)
    typed: Sequence[Word] = ()
    titled: bool = False
    table: model.Table | None = None
    target: str = ""
    children: list[Draft] = field(default_factory=list)

    @property
    def lines(self) -> Sequence[Line]:
        """Where it stands."""
        if len(self.parts) == 1:
            return self.parts[0][0]
        return [line for lines, _, _ in self.parts for line in lines]

    def placed_texts(self) -> tuple[list[str], list[tuple[int, Box | None]]]:
        """The words of the content, without the label, and the page of each with its place on it."""
        texts: list[str] = []
        places: list[tuple[int, Box | None]] = []
        for lines, start, end in self.parts:
            texts += map(_TEXT, _without(_words_of(lines), start, end))
            for line in lines:
                places += zip(repeat(line.page), line.boxes)
        filled = next((index for index, text in enumerate(texts) if text), 0)  # the label is the first word, or two
        texts, places = texts[filled:], places[filled:]
        if "" not in texts:
            return texts, places
        return list(filter(None, texts)), list(compress(places, texts))

    @property
    def printed(self) -> list[Word]:
        """The words of its lines, as ``Line.unplaced`` has them; those that the label holds have no text."""
        words: list[Word] = []
        for lines, start, end in self.parts:
            words += _without(_words_of(lines), start, end)
        return words

    @property
    def words(self) -> list[Word]:
        """The words of the content, without the label."""
        return [*(word for word in self.printed if word.text), *self.typed]

    def content(self, printed: list[Word], text: str) -> tuple[list[Word], str]:
        """The words of the content and their text.

        Args:
            printed: of this draft.
            text: of its lines, with the label.
        """
        labelled = any(start < end for _, start, end in self.parts)
        if not (labelled or self.typed) and text and "  " not in text and text[0] != " " != text[-1]:
            return printed, text  # no word is without text
        words = [word for word in printed if word.text]
        words += self.typed
        return words, " ".join(map(_TEXT, words))


#: Of a word; a generator that asks each word for it takes twice as long.
_TEXT, _CONFIDENCE, _ORIGINAL = attrgetter("text"), attrgetter("confidence"), attrgetter("original")
#: ``look(place, node, draft)``
Look = Callable[[int, Node, Draft], None]


def _words_of(lines: Sequence[Line]) -> list[Word]:
    """The words of some lines, as ``Line.unplaced`` has them."""
    words: list[Word] = []
    for line in lines:
        words += line.unplaced
    return words


def _without(words: list[Word], start: int, end: int) -> list[Word]:
    """``words`` less the characters ``start`` to ``end`` of their text; a word that lies in it is left without text."""
    offset = 0
    for index, word in enumerate(words if start < end else ()):
        if offset >= end:
            break
        length = len(word.text)
        if offset + length > start:
            low, high = max(start - offset, 0), min(end - offset, length)
            words[index] = _reworded(word, word.text[:low] + word.text[high:])
        offset += length + 1
    return words


def _reworded(word: Word, text: str) -> Word:
    """``dataclasses.replace`` takes three times as long."""
    return Word(
        text,
        word.original,
        word.confidence,
        word.box,
        word.alternatives,
        word.mark,
        word.note,
        word.cut,
        word.joined,
    )


def assemble(
    drafts: Iterable[Draft],
    *,
    uncertain_below: float,
    notes: Mapping[str, str] = MappingProxyType({}),
    confidences: array[float] | None = None,
    look: Look | None = None,
) -> tuple[Node, ...]:
    """Nest ``drafts`` (in reading order) by level and freeze them.

    Args:
        drafts: in reading order.
        uncertain_below: confidence below which a word is listed as uncertain.
        notes: the id of each footnote by its key.
        confidences: that of every word is added to it.
        look: called with each node, its place in reading order and its draft, which nothing else needs then.
    """
    root = Draft("text", 0)
    open_drafts = [root]
    for draft in drafts:
        while open_drafts[-1].level >= draft.level:
            open_drafts.pop()
        open_drafts[-1].children.append(draft)
        if draft.kind not in LEAVES:
            open_drafts.append(draft)
    freezer = _Freezer(uncertain_below, notes, array("d") if confidences is None else confidences, look)
    return tuple(freezer.freeze(child, "", "") for child in root.children)


class _Freezer:
    """Makes nodes of drafts; knows the ids that have been given out."""

    def __init__(
        self, uncertain_below: float, notes: Mapping[str, str], confidences: array[float], look: Look | None
    ) -> None:
        self.uncertain_below = uncertain_below
        self.notes = notes
        self.confidences = confidences
        self.look = look
        self.made = 0
        self.ids: Counter[str] = Counter()

    def freeze(self, draft: Draft, parent: str, scope: str) -> Node:
        """The node of ``draft`` inside ``parent``; ``scope`` is the id of the annex or resolution that it is in."""
        identity = self._unique(_identity(draft, parent, scope), counted=draft.kind in COUNTED)
        inner = f"{identity}-" if draft.kind in SCOPES else scope
        place, self.made = self.made, self.made + 1
        printed, lines = draft.printed, draft.lines
        text = " ".join([line.text for line in lines if line.text or line.words])
        words, spelled = draft.content(printed, text)
        confidences = list(map(_CONFIDENCE, words))
        self.confidences.extend(confidences)
        doubtful = min(confidences, default=1.0) < self.uncertain_below
        content = spelled or None
        titled = draft.titled or draft.kind in TITLED
        node = Node(
            kind=draft.kind,
            id=identity,
            number=draft.number,
            ordinal=draft.ordinal,
            label=draft.label,
            title=content if titled else None,
            text=None if titled else content,
            original=_original(printed, text),
            spans=spans(lines),
            confidence=mean(confidences),
            uncertain=_uncertain(words, self.uncertain_below) if doubtful else (),
            marks=self._marks(words) if draft.typed or any(line.marked for line in lines) else (),
            table=_table(draft.table) if draft.table else None,
            target=draft.target or None,
            children=tuple(self.freeze(child, identity, inner) for child in draft.children),
        )
        if self.look is not None:
            self.look(place, node, draft)
        return node

    def _unique(self, identity: str, *, counted: bool) -> str:
        self.ids[identity] += 1
        if counted or identity.endswith("-x"):
            return f"{identity}-{self.ids[identity]}"
        return identity if self.ids[identity] == 1 else f"{identity}-again-{self.ids[identity]}"

    def _marks(self, words: Sequence[Word]) -> tuple[NoteMark, ...]:
        """The footnote marks of ``words``, each on its word as the node's content counts them."""
        marks = []
        index = 0
        for word in words:
            parts = len(word.text.split())
            if word.mark:
                note = self.notes.get(word.note, "")
                marks.append(NoteMark(mark=word.mark, index=max(index + parts - 1, 0), note=note))
            index += parts
        return tuple(marks)


def _identity(draft: Draft, parent: str, scope: str) -> str:
    """An id from the number where there is one, else from the order among its like."""
    name = str(draft.ordinal) if draft.ordinal is not None else "x"
    match draft.kind:
        case "book" | "part" | "chapter" | "section" | "subsection" | "article" if _IN_ARTICLE.search(parent):
            return f"{parent}-{ABBREVIATED.get(draft.kind, draft.kind)}-{name}"  # quoted from another law
        case "title" | "box" | "table" | "toc":
            return draft.kind
        case "resolution":
            return f"res-{_BETWEEN.sub('-', draft.number or 'x').rstrip(')')}"
        case "part":
            return f"{parent or scope + 'part'}-{name}" if "part-" in parent else f"{scope}part-{name}"
        case "chapter":
            return f"{parent}-ch-{name}" if parent.removeprefix(scope) else f"{scope}ch-{name}"
        case "subsection":
            return f"{parent or 'sec'}-{_letter(draft)}"
        case "speech":
            return f"{scope}speech"
        case "preambular":
            return f"{scope}pre"
        case "paragraph" if parent.removeprefix(scope).startswith("art-"):
            return f"{parent}-{name}"
        case "item":
            is_letter = draft.number is not None and not draft.number.isdecimal()
            return f"{parent or 'item'}-{_letter(draft) if is_letter else name}"
        case "text":
            return f"{parent or 'body'}-text"
        case "footnote":
            return f"fn-{name}"
        case kind:
            return f"{scope}{ABBREVIATED.get(kind, kind)}-{name}"


def _letter(draft: Draft) -> str:
    return latin_letter(draft.ordinal) if draft.ordinal else "x"


def _table(table: model.Table) -> Table:
    """The cells of a table block as the document has them."""
    return Table(
        rows=table.rows,
        columns=table.columns,
        ruled=table.ruled,
        cells=tuple(
            Cell(
                row=cell.row,
                column=cell.column,
                rows=cell.rows,
                columns=cell.columns,
                text=cell.text,
                spans=spans(cell.lines),
                header=cell.header,
            )
            for cell in table.cells
        ),
    )


def latin_letter(ordinal: int) -> str:
    """1 is a, 26 is z, 27 is aa."""
    letters = ""
    while ordinal > 0:
        ordinal, rest = divmod(ordinal - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _original(printed: Sequence[Word], ours: str) -> str | None:
    """What the file claimed of words, if it is anything else than what we say, their text."""
    claimed = " ".join(map(_ORIGINAL, printed))
    return claimed if claimed != ours and claimed.strip() else None


def spans(lines: Sequence[Line]) -> tuple[Span, ...]:
    """One span a page: the box round all lines on it, points rounded to two decimals."""
    pages = {line.page for line in lines}
    if len(pages) == 1:  # as most
        return (Span(page=pages.pop(), bbox=around([line.box for line in lines if line.box])),)
    boxes: dict[int, list[Box]] = {}
    for line in lines:
        of_page = boxes.setdefault(line.page, [])
        if line.box:
            of_page.append(line.box)
    return tuple(Span(page=page, bbox=around(on_page)) for page, on_page in sorted(boxes.items()))


def around(boxes: Sequence[Box]) -> Box | None:
    """The box round ``boxes``, points rounded to two decimals; None where there are none."""
    if not boxes:
        return None
    left, top, right, bottom = boxes[0]
    # ``min`` and ``max`` take longer for the few boxes of a paragraph.
    for other_left, other_top, other_right, other_bottom in boxes:
        left = other_left if other_left < left else left
        top = other_top if other_top < top else top
        right = other_right if other_right > right else right
        bottom = other_bottom if other_bottom > bottom else bottom
    return round(left, 2), round(top, 2), round(right, 2), round(bottom, 2)


def mean(confidences: Sequence[float]) -> float:
    """Mean confidence of words; 1 where there are none."""
    return round(sum(confidences) / len(confidences), PLACES) if confidences else 1.0


def _uncertain(words: Sequence[Word], below: float) -> tuple[UncertainWord, ...]:
    uncertain = []
    index = 0
    for word in words:
        parts = normal_text(word.text).split()
        if word.confidence < below and parts:
            alternatives = tuple(
                Alternative(text=text, probability=round(min(max(float(share), 0.0), 1.0), PLACES))
                for text, share in word.alternatives
            )
            confidence = round(float(word.confidence), PLACES)
            uncertain.append(
                UncertainWord(word=parts[0], index=index, confidence=confidence, alternatives=alternatives)
            )
        index += len(parts)
    return tuple(uncertain)


def unaccounted(blocks: Sequence[Block], document: Document) -> tuple[Counter[str], Counter[str]]:
    """Characters of the blocks that the document lacks, and characters that it has too many; both empty if all is well.

    White space doesn't count; labels do.
    """
    given = Counter("".join(normal_text(block.text) for block in blocks))
    nodes = [*document.walk(), *document.footnotes]
    held = Counter("".join((node.label or "") + node.content for node in nodes))
    held.update("".join(piece.text for piece in document.furniture))
    held.update("".join(piece.text for piece in document.hidden))
    for count in (given, held):
        del count[" "]
    return given - held, held - given
