"""Blocks in, document out: sections, recommendations, numbered paragraphs, list items, furniture and metadata."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.config import DEFAULT, Config
from pipeline.model.document import (
    Document,
    FindingReport,
    FontReport,
    Furniture,
    Node,
    Quality,
    Source,
    normal_text,
)
from pipeline.model.finding import Finding
from pipeline.model.line import Block, Word
from pipeline.segment.headings import own_title
from pipeline.segment.metadata import read_metadata
from pipeline.segment.numbering import read_labels
from pipeline.segment.profiles import by_name, choose
from pipeline.segment.sequence import pieces_of, read_sequence
from pipeline.segment.state import Move, Piece, State
from pipeline.segment.tree import Draft, assemble, mean_confidence, spans, unaccounted

__all__ = ["segment", "unaccounted"]


def segment(
    blocks: Sequence[Block],
    *,
    source: Source,
    fonts: Sequence[FontReport] = (),
    findings: Sequence[Finding] = (),
    config: Config = DEFAULT,
    profile: str | None = None,
) -> Document:
    """Make the document of ``blocks`` (in reading order, furniture among them).

    Every character of the body lands in exactly one node (``unaccounted`` checks it). A gap or a repeat in the
    numbering is added to ``findings``; nothing is dropped for it. ``profile`` is the name of a kind of document
    (``profiles.PROFILES``); without it the labels decide.
    """
    blocks = [filled for filled in map(_filled, blocks) if filled.lines]
    pieces = pieces_of([block for block in blocks if block.role == "body"])
    chosen = by_name(profile) if profile else choose(pieces)
    drafts, faults = _drafts(pieces, read_sequence(pieces, chosen.rules))
    body = assemble(drafts, uncertain_below=config.uncertain_below)
    footnotes = assemble(
        [_footnote(block) for block in blocks if block.role == "footnote"], uncertain_below=config.uncertain_below
    )
    furniture = tuple(_furniture(block) for block in blocks if block.role in ("header", "footer"))
    title = next((draft for draft in drafts if draft.kind == "title"), None)
    nodes = [node for root in body for node in root.walk()]
    return Document(
        source=source,
        metadata=read_metadata(
            " ".join(word.text for word in title.words) if title else None,
            [piece.text for piece in furniture],
            [node.text for node in nodes if node.text and node.kind != "title"],
        ),
        fonts=tuple(fonts),
        body=body,
        footnotes=footnotes,
        furniture=furniture,
        findings=tuple(_report(finding) for finding in (*findings, *faults)),
        quality=_quality(nodes, [word for draft in drafts for word in draft.words], faults, config),
    )


def _filled(block: Block) -> Block:
    """The block without blank words and lines."""
    lines = (replace(line, words=tuple(word for word in line.words if normal_text(word.text))) for line in block.lines)
    return replace(block, lines=tuple(line for line in lines if line.words))


def _drafts(pieces: Sequence[Piece], moves: Sequence[Move]) -> tuple[list[Draft], list[Finding]]:
    """Carry out the moves; the pieces before the first label become title and masthead."""
    front = [piece for piece, move in zip(pieces, moves, strict=True) if move.kind == "title"]
    title = own_title(front) if front else range(0)
    drafts: list[Draft] = []
    faults: list[Finding] = []
    for index, (piece, move) in enumerate(zip(pieces, moves, strict=True)):
        in_title = index in title
        if move.act == "open" and not (in_title and index > title.start):
            assert move.kind != "start"
            kind = move.kind if move.kind != "title" or in_title else "text"
            drafts.append(Draft(kind, move.level, move.number, move.ordinal))
        _add(drafts[-1], piece, move)
        if move.fault:
            faults.append(_fault(drafts[-1], move))
    return drafts, faults


def _add(draft: Draft, piece: Piece, move: Move) -> None:
    """Put the piece into the draft, its label apart from its words."""
    if move.label:
        draft.label = piece.text[move.label.start : move.label.end].strip()
        draft.words.extend(_without(piece, move.label.start, move.label.end))
    else:
        draft.words.extend(word for word in piece.words if word.text)
    draft.lines.extend(piece.lines)


def _without(piece: Piece, start: int, end: int) -> list[Word]:
    """The words of ``piece`` less the characters ``start`` to ``end`` of its text."""
    words = []
    offset = 0
    for word in piece.words:
        low, high = (min(max(position - offset, 0), len(word.text)) for position in (start, end))
        rest = word.text[:low] + word.text[high:]
        if rest:
            words.append(word if rest == word.text else replace(word, text=rest))
        offset += len(word.text) + 1
    return words


def _fault(draft: Draft, move: Move) -> Finding:
    sayings = {
        "numbering_gap": "does not follow the number before it: something between them is missing or unread",
        "numbering_repeat": "repeats a number or goes back",
        "number_inferred": "has no readable number; it was inferred from the numbers around it",
    }
    return Finding(
        move.fault, "block", f"{draft.kind} {move.number}", 1.0, f"{draft.kind} {move.number} {sayings[move.fault]}"
    )


def _footnote(block: Block) -> Draft:
    label = next((label for label in read_labels(block.text) if label.style in ("bracketed", "decimal")), None)
    draft = Draft("footnote", 1, label.number if label else None, label.ordinal if label else None)
    piece = Piece(block.lines, (), False, False, True, True)
    _add(draft, piece, Move("open", "footnote", 0.0, state=State(), label=label))
    return draft


def _furniture(block: Block) -> Furniture:
    return Furniture(role="header" if block.role == "header" else "footer", text=block.text, spans=spans(block.lines))


def _report(finding: Finding) -> FindingReport:
    return FindingReport(
        fault=finding.fault,
        subject=finding.subject,
        where=finding.where,
        score=round(finding.score, 4),
        detail=finding.detail,
    )


def _quality(nodes: Sequence[Node], words: Sequence[Word], faults: Sequence[Finding], config: Config) -> Quality:
    uncertain = sum(len(node.uncertain) for node in nodes)
    certain = 1.0 - uncertain / len(words) if words else 1.0
    return Quality(
        confidence=mean_confidence(words),
        words=len(words),
        uncertain=uncertain,
        needs_review=certain < config.review_below or bool(faults),
    )
