"""What a reader should make of a generated page, in the records by which other benchmarks count it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.generated.sheet import BIG, HEADING, LABEL, TITLE, Foot, Pairs, Part, Table, Text, flat
from benchmarks.headings import Heading
from benchmarks.neighbours import Block, plain

_WORDS = 5


def whole_texts(parts: Sequence[Part]) -> Iterator[str]:
    """Texts that stand whole in what is read, folded, without white space."""
    for part in flat(parts):
        match part:
            case Text():
                yield plain(part.text)
            case Foot():
                yield from (plain(text) for _, text in part.notes)
            case Pairs(leader="dots"):
                yield from (plain(label + text) for label, text in part.rows)
            case Pairs(leader="pages"):
                yield from (plain(label) for label, _ in part.rows)


def blocks(parts: Sequence[Part]) -> tuple[Block, ...]:
    """Blocks in reading order; the notes at a foot are read apart and aren't among them."""
    marked = []
    for part in flat(parts):
        match part:
            case Text():
                marked.append(_block(f"{part.label} {part.text}", part.text, part.follows))
            case Table():
                cells = [cell.text for row in part.rows for cell in row if cell.text]
                marked.append(_block(cells[0], cells[-1], True))
            case Foot():
                pass
            case _:
                for number, (label, text) in enumerate(part.rows):
                    text = "" if part.leader == "pages" else text
                    marked.append(_block(label, text or label, part.follows or number > 0))
    return tuple(marked)


def _block(first: str, last: str, follows: bool) -> Block:
    return Block(plain(" ".join(first.split()[:_WORDS])), plain(" ".join(last.split()[-_WORDS:])), follows)


def note_marks(parts: Sequence[Part]) -> list[str]:
    """Signs in brackets that point to notes at a foot, folded; what is read may have them in the text or beside it."""
    return [plain(f"({sign})") for part in flat(parts) if isinstance(part, Foot) for sign, _ in part.notes]


def tables(parts: Sequence[Part]) -> list[tuple[tuple[str, ...], ...]]:
    """The cells of each table, folded; what a cell reaches over is empty."""
    return [
        tuple(tuple(text for cell in row for text in (plain(cell.text), *[""] * (cell.over - 1))) for row in part.rows)
        for part in flat(parts)
        if isinstance(part, Table)
    ]


def headings(parts: Sequence[Part]) -> list[Heading]:
    """What heads something; of level 0 what a reader may call a heading or not."""
    return [
        Heading(part.level if part.role == HEADING else 0, part.text)
        for part in flat(parts)
        if isinstance(part, Text) and part.role in (HEADING, TITLE, LABEL, BIG)
    ]
