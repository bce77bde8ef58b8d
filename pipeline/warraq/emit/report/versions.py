"""Two versions of a document, paragraph by paragraph: what was kept, changed, renumbered, moved, added and taken out.

Nodes are paired by their text: equal texts first, then similar ones between those, then what was moved. A number alone
proves nothing, since a paragraph that is put in shifts all that follow.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, product
from typing import Final, Literal

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq, Levenshtein

from warraq.emit.formats.printed import own_label
from warraq.emit.report.compare import fold_marks
from warraq.model.document import Document, Node

#: Two texts that agree to this share are versions of the same text.
SIMILAR: Final = 0.5
#: A text is moved only if it agrees to this share, and a shorter one than ``SHORT`` words only if it is the same.
MOVED: Final = 0.8
SHORT: Final = 4

Status = Literal["same", "changed", "renumbered", "moved", "added", "removed"]
SIGNS: Final = {"same": "=", "changed": "~", "renumbered": "#", "moved": ">", "added": "+", "removed": "-"}


@dataclass(frozen=True, slots=True)
class Edit:
    """A run of words: ``old`` became ``new``; equal runs have both the same."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Revision:
    """What became of one node.

    Attributes:
        status: ``changed`` where words differ, ``renumbered`` where only the number does, ``moved`` where it stands
            elsewhere in the order (its words may differ too), ``added`` and ``removed`` where one side is missing.
        old, new: the node on each side.
        edits: the words of both, where they differ.
    """

    status: Status
    old: Node | None
    new: Node | None
    edits: tuple[Edit, ...] = ()


def revisions(old: Document, new: Document) -> list[Revision]:
    """What became of each node, in the order of ``new``; what was taken out stands where it stood."""
    before, after = _units(old), _units(new)
    pairs = _pairs(before, after)
    moved = _moved(before, after, pairs)
    return list(_in_order(before, after, pairs, moved))


def _units(document: Document) -> list[Node]:
    """The nodes that have text of their own, footnotes last."""
    return [node for node in (*document.walk(), *document.footnotes) if node.content or node.label]


def _key(node: Node) -> tuple[str, str]:
    return node.kind, fold_marks(node.content)


def _pairs(before: Sequence[Node], after: Sequence[Node]) -> dict[int, int]:
    """Index in ``before`` -> index in ``after``, in increasing order of both."""
    pairs: dict[int, int] = {}
    keys, other = [_key(node) for node in before], [_key(node) for node in after]
    old = new = 0
    for edit in LCSseq.opcodes(keys, other):
        if edit.tag == "equal":
            pairs.update(_similar(before, after, range(old, edit.src_start), range(new, edit.dest_start)))
            pairs.update(zip(range(edit.src_start, edit.src_end), range(edit.dest_start, edit.dest_end), strict=True))
            old, new = edit.src_end, edit.dest_end
    pairs.update(_similar(before, after, range(old, len(before)), range(new, len(after))))
    return pairs


def _similar(before: Sequence[Node], after: Sequence[Node], olds: range, news: range) -> Iterator[tuple[int, int]]:
    """The alignment of two runs with the most similarity in all (``SIMILAR`` or better each), order kept."""
    if not olds or not news:
        return
    worth = _similarity([before[index] for index in olds], [after[index] for index in news])
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for i in range(len(olds) - 1, -1, -1):
        for j in range(len(news) - 1, -1, -1):
            paired = worth[i][j] + best[i + 1][j + 1] if worth[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    i = j = 0
    while i < len(olds) and j < len(news):
        if worth[i][j] and best[i][j] == worth[i][j] + best[i + 1][j + 1]:
            yield olds[i], news[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def _similarity(olds: Sequence[Node], news: Sequence[Node]) -> list[list[float]]:
    """How far each pair agrees, 0..1; 0 below ``SIMILAR`` and between a heading and a text."""
    texts, others = ([fold_marks(node.content) for node in nodes] for nodes in (olds, news))
    scores = process.cdist(texts, others, scorer=fuzz.ratio, score_cutoff=100 * SIMILAR)
    alike = [[bool(old.title) == bool(new.title) for new in news] for old in olds]
    return [
        [float(score) / 100 * like for score, like in zip(row, likes, strict=True)]
        for row, likes in zip(scores, alike, strict=True)
    ]


def _moved(before: Sequence[Node], after: Sequence[Node], pairs: dict[int, int]) -> dict[int, int]:
    """Of the nodes without a partner in order, those that stand elsewhere: the most similar first."""
    olds = [index for index in range(len(before)) if index not in pairs]
    taken = set(pairs.values())
    news = [index for index in range(len(after)) if index not in taken]
    if not olds or not news:
        return {}
    worth = _similarity([before[index] for index in olds], [after[index] for index in news])
    pairs_there = product(range(len(olds)), range(len(news)))
    candidates = sorted(((worth[i][j], -i, -j) for i, j in pairs_there if worth[i][j] >= MOVED), reverse=True)
    moved: dict[int, int] = {}
    for share, i, j in candidates:
        old, new = olds[-i], news[-j]
        short = len(before[old].content.split()) < SHORT
        if old not in moved and new not in moved.values() and (share == 1.0 or not short):
            moved[old] = new
    return moved


def _in_order(
    before: Sequence[Node], after: Sequence[Node], pairs: dict[int, int], moved: dict[int, int]
) -> Iterator[Revision]:
    """Both sides merged: each new node in its order, each old one without a partner before the next that has one."""
    partner = {new: old for old, new in pairs.items()}
    from_afar = {new: old for old, new in moved.items()}
    at = 0
    for new, node in enumerate(after):
        if new in partner:
            yield from _removed(before, range(at, partner[new]), moved)
            at = partner[new] + 1
            yield _revision(before[partner[new]], node)
        elif new in from_afar:
            old = before[from_afar[new]]
            yield Revision("moved", old, node, _edits(old, node))
        else:
            yield Revision("added", None, node)
    yield from _removed(before, range(at, len(before)), moved)


def _removed(before: Sequence[Node], indices: range, moved: dict[int, int]) -> Iterator[Revision]:
    for index in indices:
        if index not in moved:
            yield Revision("removed", before[index], None)


def _revision(old: Node, new: Node) -> Revision:
    edits = _edits(old, new)
    if edits:
        return Revision("changed", old, new, edits)
    same = old.number == new.number and old.kind == new.kind
    return Revision("same" if same else "renumbered", old, new)


def _edits(old: Node, new: Node) -> tuple[Edit, ...]:
    """The words of both, as runs that are equal or not; empty where they are the same, harakat folded."""
    words, others = old.content.split(), new.content.split()
    folded, read = [fold_marks(word) for word in words], [fold_marks(word) for word in others]
    if folded == read:
        return ()
    edits = []
    for equal, group in groupby(Levenshtein.opcodes(folded, read), key=lambda edit: edit.tag == "equal"):
        run = list(group)
        was = " ".join(words[run[0].src_start : run[-1].src_end])
        now = " ".join(others[run[0].dest_start : run[-1].dest_end])
        edits.append(Edit(was, was if equal else now))
    return tuple(edits)


def to_jsonl(revisions: Sequence[Revision]) -> str:
    """One JSON object a line: ``status``, ``old`` and ``new`` (id, label, text), ``edits`` as pairs of old and new."""

    def side(node: Node | None) -> dict[str, str] | None:
        return {"id": node.id, "label": own_label(node), "text": node.content} if node else None

    return "".join(
        json.dumps(
            {
                "status": revision.status,
                "old": side(revision.old),
                "new": side(revision.new),
                "edits": [[edit.old, edit.new] for edit in revision.edits],
            },
            ensure_ascii=False,
        )
        + "\n"
        for revision in revisions
    )


def readable(revisions: Sequence[Revision]) -> Iterator[str]:
    """A line for each node that is not the same: its sign and id, then its words with [-old-] and {+new+}."""
    for revision in revisions:
        if revision.status == "same":
            continue
        ids = " -> ".join(dict.fromkeys(node.id for node in (revision.old, revision.new) if node))
        node = revision.new or revision.old
        assert node is not None  # one side is always there
        words = " ".join(map(_marked, revision.edits)) if revision.edits else node.content
        yield f"{SIGNS[revision.status]} {revision.status} {ids}: {words}".rstrip(": ")


def _marked(edit: Edit) -> str:
    if edit.old == edit.new:
        return edit.old
    return " ".join(part for part in (edit.old and f"[-{edit.old}-]", edit.new and f"{{+{edit.new}+}}") if part)
