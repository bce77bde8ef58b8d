"""From a flat list of numbered pieces to the tree of the document, with ids that stay the same between runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.model.document import TITLED, Alternative, Document, Node, NodeKind, Span, UncertainWord, normal_text
from pipeline.model.line import Block, Box, Line, Word

#: Decimals of the numbers in the output.
PLACES = 4


@dataclass(slots=True)
class Draft:
    """A node in the making.

    Attributes:
        kind, number, ordinal: as in ``Node``.
        level: 1 is outermost; a node lies in the last one before it with a smaller level.
        label: as printed, with its punctuation.
        words: of the content, without the label.
        lines: where it stands.
    """

    kind: NodeKind
    level: int
    number: str | None = None
    ordinal: int | None = None
    label: str | None = None
    words: list[Word] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    children: list[Draft] = field(default_factory=list)


def assemble(drafts: Iterable[Draft], *, uncertain_below: float) -> tuple[Node, ...]:
    """Nest ``drafts`` (in reading order) by level and freeze them."""
    root = Draft("text", 0)
    open_drafts = [root]
    for draft in drafts:
        while open_drafts[-1].level >= draft.level:
            open_drafts.pop()
        open_drafts[-1].children.append(draft)
        open_drafts.append(draft)
    ids: Counter[str] = Counter()
    return tuple(_freeze(child, "", ids, uncertain_below) for child in root.children)


def _freeze(draft: Draft, parent: str, ids: Counter[str], uncertain_below: float) -> Node:
    identity = _identity(draft, parent, ids)
    content = " ".join(word.text for word in draft.words) or None
    titled = draft.kind in TITLED
    return Node(
        kind=draft.kind,
        id=identity,
        number=draft.number,
        ordinal=draft.ordinal,
        label=draft.label,
        title=content if titled else None,
        text=None if titled else content,
        original=_original(draft),
        spans=spans(draft.lines),
        confidence=mean_confidence(draft.words),
        uncertain=_uncertain(draft.words, uncertain_below),
        children=tuple(_freeze(child, identity, ids, uncertain_below) for child in draft.children),
    )


def _identity(draft: Draft, parent: str, ids: Counter[str]) -> str:
    """An id from the number where there is one, else from the order among its like."""
    name = str(draft.ordinal) if draft.ordinal is not None else ""
    letter = latin_letter(draft.ordinal) if draft.ordinal is not None else ""
    is_letter = draft.number is not None and not draft.number.isdecimal()
    identity = {
        "title": "title",
        "section": f"sec-{name or 'x'}",
        "subsection": f"{parent or 'sec'}-{letter or 'x'}",
        "paragraph": f"par-{name}",
        "recommendation": f"rec-{name}",
        "item": f"{parent or 'item'}-{letter if is_letter else name or 'x'}",
        "text": f"{parent or 'body'}-text",
        "footnote": f"fn-{name or 'x'}",
    }[draft.kind]
    ids[identity] += 1
    counted = draft.kind == "text" or identity.endswith("-x")
    if counted:
        return f"{identity}-{ids[identity]}"
    return identity if ids[identity] == 1 else f"{identity}-again-{ids[identity]}"


def latin_letter(ordinal: int) -> str:
    """1 is a, 26 is z, 27 is aa."""
    letters = ""
    while ordinal > 0:
        ordinal, rest = divmod(ordinal - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _original(draft: Draft) -> str | None:
    """What the file claimed, if it is anything else than what we say."""
    claimed = " ".join(word.original for line in draft.lines for word in line.words)
    ours = " ".join(word.text for line in draft.lines for word in line.words)
    return claimed if claimed.strip() and claimed != ours else None


def spans(lines: Sequence[Line]) -> tuple[Span, ...]:
    """One span a page: the box round all lines on it, points rounded to two decimals."""
    boxes: dict[int, list[Box]] = {}
    for line in lines:
        boxes.setdefault(line.page, []).extend([line.box] if line.box else [])
    return tuple(Span(page=page, bbox=_around(found)) for page, found in sorted(boxes.items()))


def _around(boxes: Sequence[Box]) -> Box | None:
    if not boxes:
        return None
    left, top, right, bottom = zip(*boxes, strict=True)
    return (round(min(left), 2), round(min(top), 2), round(max(right), 2), round(max(bottom), 2))


def mean_confidence(words: Sequence[Word]) -> float:
    """Mean confidence of ``words``; 1 where there are none."""
    return round(sum(word.confidence for word in words) / len(words), PLACES) if words else 1.0


def _uncertain(words: Sequence[Word], below: float) -> tuple[UncertainWord, ...]:
    found = []
    index = 0
    for word in words:
        parts = normal_text(word.text).split()
        if word.confidence < below and parts:
            alternatives = tuple(
                Alternative(text=text, probability=round(min(max(share, 0.0), 1.0), PLACES))
                for text, share in word.alternatives
            )
            confidence = round(word.confidence, PLACES)
            found.append(UncertainWord(word=parts[0], index=index, confidence=confidence, alternatives=alternatives))
        index += len(parts)
    return tuple(found)


def unaccounted(blocks: Sequence[Block], document: Document) -> tuple[Counter[str], Counter[str]]:
    """Characters of the blocks that the document lacks, and characters that it has too many; both empty if all is well.

    White space doesn't count; labels do.
    """
    given = Counter("".join(normal_text(block.text) for block in blocks))
    nodes = [*document.walk(), *document.footnotes]
    held = Counter("".join((node.label or "") + node.content for node in nodes))
    held.update("".join(piece.text for piece in document.furniture))
    for count in (given, held):
        del count[" "]
    return given - held, held - given
