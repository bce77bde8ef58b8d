"""From pieces and moves to nodes in the making; tables, frames and tables of contents are put in at their place."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from warraq.model.document import NodeKind
from warraq.model.finding import Finding
from warraq.model.line import Block, Line
from warraq.segment.headings import own_title, title_follows
from warraq.segment.nested_lists import nest_lists
from warraq.segment.numbering.numbering import Label, read_labels
from warraq.segment.pieces import RUNNING, Piece
from warraq.segment.rules import TEXT_LEVEL, Move
from warraq.segment.tree import Draft

#: Roles of blocks that are nodes of their own wherever they stand.
PLACED: dict[str, NodeKind] = {"table": "table", "box": "box", "toc": "toc"}
#: What is quoted from another law lies so much deeper: in the article that quotes it.
QUOTED = 20
#: Styles that a footnote, and an entry of a table of contents, can be numbered in.
NOTE_STYLES = frozenset({"bracketed", "decimal"})
ENTRY_STYLES = frozenset({"ordinal", "abjad", "decimal", "article", "part", "chapter", "division", "annex"})
#: Exactness from which the label of an entry is believed.
READABLE = 0.7

_SAYINGS = {
    "numbering_gap": "does not follow the number before it: something between them is missing or unread",
    "numbering_repeat": "repeats a number or goes back",
    "number_inferred": "has no readable number; it was inferred from the numbers around it",
}


def make_drafts(
    blocks: Sequence[Block], pieces: Sequence[Piece], moves: Sequence[Move], in_frames: Collection[int] = ()
) -> tuple[list[Draft], list[Finding]]:
    """Carry out the moves; the pieces before the first label become title and masthead.

    ``in_frames``: which blocks head what follows in their frame.
    """
    front = [piece for piece, move in zip(pieces, moves, strict=True) if move.kind == "title"]
    title = own_title(front) if front else range(0)
    if front and title_follows(front, pieces[len(front) :], moves[len(front) :]):
        title = range(len(front), len(front) + 1)
    drafts: list[Draft] = []
    faults: list[Finding] = []
    todo = iter(enumerate(zip(pieces, moves, strict=True)))
    running: Draft | None = None
    headed = 0  # the frame that has a heading
    quoted = 0  # how much deeper lies what is quoted
    for at, block in enumerate(blocks):
        if block.role not in RUNNING:
            headed = block.group if at in in_frames else headed
            drafts.append(_placed(block, heads=at in in_frames, headed=0 < headed == block.group))
            drafts[-1].level += quoted
            continue
        held = sum(len(line.words) > 0 for line in block.lines)
        while held:
            index, (piece, move) = next(todo)
            held -= len(piece.lines)
            in_title = index in title
            quoted = QUOTED if move.state.outer else 0
            if running is None or (move.act == "open" and not (in_title and index > title.start)):
                running = Draft("title", 1) if in_title else _opened(move)
                running.level += quoted
                drafts.append(running)
            _add(running, piece.lines, move.label)
            running.titled = running.titled or move.titled
            if move.fault:
                faults.append(_fault(running, move))
    nest_lists(drafts)
    return drafts, faults


def _opened(move: Move) -> Draft:
    assert move.kind != "start"
    if move.kind == "title":
        return Draft("text", TEXT_LEVEL)  # of the masthead: what follows doesn't lie in it
    return Draft(move.kind, move.level, move.number, move.ordinal)


def _add(draft: Draft, lines: Sequence[Line], label: Label | None) -> None:
    """Put the words of ``lines`` into the draft, their label apart from them."""
    start = end = 0
    if label:
        text = " ".join(line.text for line in lines)
        start, end = label.start, label.end
        draft.label = text[start:end].strip()
    draft.parts.append((lines, start, end))


def _placed(block: Block, *, heads: bool, headed: bool) -> Draft:
    """A table, a frame or an entry of a table of contents.

    Args:
        block: one that isn't running text.
        heads: it is the heading of its frame, a section that ends with the frame.
        headed: its frame has a heading.
    """
    kind = "section" if heads else PLACED.get(block.role, "text")
    label = _entry_label(block) if kind == "toc" else None
    level = TEXT_LEVEL + (headed and not heads)
    draft = Draft(kind, level, label.number if label else None, label.ordinal if label else None)
    draft.table, draft.target = block.table, block.target
    _add(draft, block.lines, label)
    return draft


def _entry_label(block: Block) -> Label | None:
    return next(
        (
            label
            for label in read_labels(block.lines[0].text)
            if label.style in ENTRY_STYLES and label.exactness >= READABLE and label.start == 0
        ),
        None,
    )


def footnote(block: Block) -> Draft:
    """A footnote with its number, if it has one. A raised mark before it stands alone, without punctuation."""
    label = next((label for label in read_labels(block.text) if label.style in NOTE_STYLES), None)
    if label is None and block.note:
        number = block.note.partition(":")[2].rstrip("+")
        mark = block.words[0].text
        if mark == number or (mark.isdecimal() and str(int(mark)) == number):
            label = Label("bracketed", int(number) if number.isdecimal() else 0, number, 0, len(mark), 1.0)
    draft = Draft("footnote", 1, label.number if label else None, (label.ordinal or None) if label else None)
    _add(draft, block.lines, label)
    return draft


def _fault(draft: Draft, move: Move) -> Finding:
    what = f"{draft.kind} {move.number}"
    return Finding(move.fault, "block", what, 1.0, f"{what} {_SAYINGS[move.fault]}")
