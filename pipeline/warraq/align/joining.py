"""Several documents: each was paired with the first one; what belongs to the same sentence of it is one group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from warraq.align.pairing import Pair
from warraq.align.records import AlignedParagraphs, AlignedSentences, Sentence
from warraq.align.units import Unit


@dataclass(slots=True)
class _Group:
    """Places of sentences by document, and how sure each bead is that joined them."""

    places: list[list[int]]
    confidences: list[float] = field(default_factory=list)


def paragraphs(documents: Sequence[Sequence[Unit]], paired: Sequence[Sequence[Pair]]) -> tuple[AlignedParagraphs, ...]:
    """Of each document but the first: the units that have a partner in the first one."""
    first = documents[0]
    return tuple(
        AlignedParagraphs(
            number,
            tuple(first[at].id for at in pair.left),
            tuple(other[at].id for at in pair.right),
            round(pair.confidence, 4),
            pair.moved,
        )
        for number, (other, of_other) in enumerate(zip(documents[1:], paired, strict=True), start=1)
        for pair in of_other
        if pair.left and pair.right
    )


def joined(documents: Sequence[Sequence[Unit]], paired: Sequence[Sequence[Pair]]) -> tuple[AlignedSentences, ...]:
    """The groups, in the order of the first document; each sentence of each document is in one of them."""
    texts = [[sentence for unit in document for sentence in unit.sentences] for document in documents]
    groups = [_Group([[at], *([] for _ in documents[1:])]) for at in range(len(texts[0]))]
    of_first = list(range(len(groups)))  # the group of each sentence of the first document
    after: list[list[tuple[int, _Group]]] = []
    for number, (other, pairs) in enumerate(zip(documents[1:], paired, strict=True), start=1):
        alone: list[tuple[int, _Group]] = []
        last = -1
        for lefts, rights, confidence in _beads(documents[0], other, pairs):
            if lefts:
                target = groups[of_first[lefts[0]]]
                for at in lefts[1:]:
                    _merge(groups, of_first, of_first[at], of_first[lefts[0]])
                if rights:
                    target.places[number] += rights
                    target.confidences.append(confidence)
                last = lefts[-1]
            elif rights:
                lone = _Group([[] for _ in documents], [confidence])
                lone.places[number] = rights
                alone.append((last, lone))
        after.append(alone)
    return tuple(_in_order(texts, groups, of_first, after))


def _merge(groups: list[_Group], of_first: list[int], taken: int, into: int) -> None:
    if taken == into:
        return
    target, other = groups[into], groups[taken]
    for places, more in zip(target.places, other.places, strict=True):
        places += more
    target.confidences += other.confidences
    for at in other.places[0]:
        of_first[at] = into


def _beads(
    first: Sequence[Unit], other: Sequence[Unit], pairs: Sequence[Pair]
) -> list[tuple[list[int], list[int], float]]:
    """The beads of sentences of all pairs, by the places of the sentences in their documents."""
    starts = [_starts(document) for document in (first, other)]
    made = []
    for pair in pairs:
        lefts, rights = (
            [at for unit in units for at in range(start[unit], start[unit + 1])]
            for units, start in ((pair.left, starts[0]), (pair.right, starts[1]))
        )
        made += [
            ([lefts[at] for at in bead.left], [rights[at] for at in bead.right], pair.confidence * bead.posterior)
            for bead in pair.sentences
        ]
    return made


def _starts(document: Sequence[Unit]) -> list[int]:
    """The place of the first sentence of each unit, and of the end."""
    starts = [0]
    for unit in document:
        starts.append(starts[-1] + len(unit.sentences))
    return starts


def _in_order(
    texts: Sequence[Sequence[Sentence]],
    groups: Sequence[_Group],
    of_first: Sequence[int],
    after: Sequence[Sequence[tuple[int, _Group]]],
) -> list[AlignedSentences]:
    waiting: dict[int, list[_Group]] = {}
    for of_document in after:
        for place, group in of_document:
            waiting.setdefault(place, []).append(group)
    ordered = list(waiting.get(-1, ()))
    for at, index in enumerate(of_first):
        if groups[index].places[0][0] == at:
            ordered.append(groups[index])
        ordered += waiting.get(at, ())
    return [
        AlignedSentences(
            tuple(tuple(text[at] for at in sorted(places)) for text, places in zip(texts, group.places, strict=True)),
            round(min(group.confidences, default=0.0), 4),
        )
        for group in ordered
    ]
