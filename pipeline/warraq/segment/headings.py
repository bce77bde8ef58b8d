"""Headings: the title, headings without a number or with one that was lost, and headings of several lines."""

from __future__ import annotations

from collections.abc import Sequence

from warraq.segment.metadata.front import is_front_matter
from warraq.segment.pieces import Piece
from warraq.segment.rules import Move

#: Two pieces of a title agree in size within this share.
SAME_SIZE = 0.95


def own_title(pieces: Sequence[Piece]) -> range:
    """Which of the pieces before the first label are the document's title: a run of the largest bold ones with what
    stands above it in the middle, as large or larger; where none is bold, those in the middle at the top, else the
    largest. A row of cells is no title, and parts what stands above it from what stands below. Of a dump without bold
    lines the words tell.

    The others are masthead (the organ, the session, the place and date).
    """
    if not any(piece.placed or piece.bold for piece in pieces):
        return _behind_front_matter(pieces)
    may_be = [not piece.lines[0].in_cells for piece in pieces]
    if not any(may_be):
        return range(0)
    text = next((at for at, piece in enumerate(pieces) if _below_heading(pieces[:at], piece)), len(pieces))
    may_be[text:] = [False] * (len(pieces) - text)
    bold = [piece.bold and possible for piece, possible in zip(pieces, may_be, strict=True)]
    if not any(bold):
        first = may_be.index(True)
        end = next((index for index in range(first, len(pieces)) if not may_be[index]), len(pieces))
        aside = next((index for index in range(first, end) if not pieces[index].centered), end)
        return (
            range(first, aside) if aside > first else _largest(pieces, [first <= i < end for i in range(len(pieces))])
        )
    title = _largest(pieces, bold)
    first, largest = title.start, _size(pieces[title.start])
    while first and may_be[first - 1] and pieces[first].centered and pieces[first - 1].centered:
        if _size(pieces[first - 1]) < largest:
            break
        first -= 1
    return range(first, title.stop)


def title_follows(front: Sequence[Piece], pieces: Sequence[Piece], moves: Sequence[Move]) -> bool:
    """Whether the first of the ``pieces`` behind the ``front`` is the title: a heading without a number in larger type,
    where the front names a body, a session or an item of the agenda.
    """
    if not pieces or moves[0].act != "open" or moves[0].kind not in ("section", "subsection") or moves[0].number:
        return False
    if max(map(_size, front)) >= _size(pieces[0]) * SAME_SIZE:
        return False
    return any(is_front_matter(line.text) for piece in front for line in piece.lines)


def _behind_front_matter(pieces: Sequence[Piece]) -> range:
    """The title of a dump, of which nothing is known but its words and blank lines: what stands together behind the
    last of body, session and item of the agenda; everything where none of these are named.
    """
    front = [at for at, piece in enumerate(pieces) if is_front_matter(piece.text)]
    first = max(front, default=-1) + 1
    if first == len(pieces):
        return range(first)
    blank = [at for at in range(first, len(pieces)) if front and pieces[at].lines[0].gap_before > 0]
    return range(*blank[:2]) if len(blank) > 1 else range(blank[0] if blank else first, len(pieces))


def _below_heading(above: Sequence[Piece], piece: Piece) -> bool:
    """Whether it is running text below something larger: what is larger still below that is a figure or a heading."""
    if len(piece.lines) == 1 or not piece.ends_sentence:
        return False
    return any(_size(one) * SAME_SIZE > _size(piece) for one in above if not one.lines[0].in_cells)


def _largest(pieces: Sequence[Piece], among: Sequence[bool]) -> range:
    """The first of the largest pieces ``among`` all, with those that follow it on its page in about the same size."""
    largest = max(_size(piece) for piece, possible in zip(pieces, among, strict=True) if possible)
    first = next(i for i, piece in enumerate(pieces) if among[i] and _size(piece) >= largest)
    end = first + 1
    page = pieces[first].lines[-1].page
    while end < len(pieces) and among[end] and _size(pieces[end]) >= largest * SAME_SIZE:
        if pieces[end].lines[0].page != page:
            break
        end += 1
    return range(first, end)


def _size(piece: Piece) -> float:
    return max((line.size for line in piece.lines), default=0.0)
