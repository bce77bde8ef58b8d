"""The source document as blocks with its true text: what a perfect reader would hand to the segmenter."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.structure_golden import FIXTURES, Row
from warraq.model.document import Source
from warraq.model.line import Block, Line, Word

TRUTH = FIXTURES / "truth" / "ctoc-cop-wg7-2020-4.tsv"
SOURCE = Source(file="truth.tsv", sha256="0" * 64, engine="truth")
WORDS_A_LINE = 13
BOLD = frozenset({"title", "section", "subsection"})

LABELS = {"section": "{} –", "subsection": "{}-", "paragraph": "{}-", "recommendation": "التوصية {}"}


def block(text: str, *, bold: bool = False, role: str = "body", page: int = 1, centered: bool = False) -> Block:
    words = [Word(word, word) for word in text.split()]
    cut = [tuple(words[start : start + WORDS_A_LINE]) for start in range(0, len(words), WORDS_A_LINE)]
    return Block(role, tuple(Line(page, line, bold=bold) for line in cut), centered)


def label(row: Row) -> str:
    if row.kind == "item":
        return f"{row.number}-" if row.number.isdecimal() else f"({row.number})"
    return LABELS.get(row.kind, "").format(row.number)


def blocks_of(rows: Sequence[Row], *, bold: bool = True, glued: bool = False) -> list[Block]:
    """Blocks as the layout stage makes them; a recommendation's label is a heading of its own unless ``glued``."""
    blocks = []
    for row in rows:
        heavy = bold and row.kind in BOLD
        if row.kind == "header":
            blocks.append(block(row.text, role="header"))
        elif row.kind == "recommendation" and not glued:
            blocks += [block(label(row), bold=bold), block(row.text)]
        else:
            blocks.append(block(f"{label(row)} {row.text}".strip(), bold=heavy))
    return blocks
