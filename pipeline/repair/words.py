"""Words from the cells of a line: their text, what the file claimed, how sure they are, and what else they may be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from pipeline.model.line import Word
from pipeline.repair import drop_controls
from pipeline.repair.arrange import Block
from pipeline.repair.attach import insert_mark
from pipeline.repair.codes import CodeTable
from pipeline.repair.frame import ASCENT, DESCENT, Frame
from pipeline.repair.order import MIRROR
from pipeline.repair.readings import ZWNJ

#: A word beside a number whose order UAX #9 doesn't confirm is this much less sure.
_UNVERIFIED: Final = 0.8
_DAGGER_ALEF: Final = "\N{ARABIC LETTER SUPERSCRIPT ALEF}"
#: Shadda with that alef between lam and heh of the name of God: faces add them of their own accord.
_NAME_OF_GOD: Final = re.compile(r"(?<=\u0644\u0644)\u0651\u0670(?=\u0647)")
_MOST_ALTERNATIVES: Final = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """One painted cluster of a line.

    Attributes:
        glyph: the base, an index into the page's columns.
        silent: kashidas and other silent glyphs painted just before it, left of it.
    """

    glyph: int
    silent: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Spelling:
    """What is the same for every word of the same codes."""

    text: str
    confidence: float
    alternatives: tuple[tuple[str, float], ...]


class WordBuilder:
    """Makes the words of a document; words of the same codes are spelt once."""

    def __init__(self, codes: CodeTable) -> None:
        self.codes = codes
        self.confidence: list[float] = codes.confidence.tolist()
        self.spelt: dict[tuple[tuple[int, ...], tuple[str, ...]], _Spelling] = {}

    def word(self, page: PageColumns, cells: Sequence[Cell], mirrored: Sequence[bool], verified: bool) -> Word:
        """One word of the page.

        Args:
            cells: its clusters in logical order.
            mirrored: for each, whether its character is the mirror image of what is painted.
            verified: UAX #9 confirms the order of the line.
        """
        codes, rows, claimed, marks = self.codes.text, page.rows, page.claims, page.marks
        texts: list[str] = []
        used: list[int] = []
        claims: list[str] = []
        for cell, turn in zip(cells, mirrored, strict=True):
            glyph = cell.glyph
            row = rows[glyph]
            used.append(row)
            text = MIRROR.get(codes[row], codes[row]) if turn else codes[row]
            claims.append(claimed[glyph])
            if glyph in marks:
                for mark, along in marks[glyph]:
                    used.append(rows[mark])
                    text = insert_mark(text, codes[rows[mark]], along)
                    claims.append(claimed[mark])
            if cell.silent:
                claims += [claimed[other] for other in cell.silent]
                # Silent but for a non-joiner; painted left of a letter, it follows.
                text += "".join([codes[rows[other]] for other in cell.silent])
            texts.append(text)
        spelling = self._spelling(tuple(used), tuple(texts))
        confidence = spelling.confidence
        if not verified and not spelling.text.isalpha():
            confidence *= _UNVERIFIED
        return Word(
            text=spelling.text,
            original="".join(claims),
            confidence=confidence if confidence == 1.0 else round(confidence, 6),
            box=page.box([cell.glyph for cell in cells]),
            alternatives=spelling.alternatives,
        )

    def _spelling(self, used: tuple[int, ...], texts: tuple[str, ...]) -> _Spelling:
        found = self.spelt.get((used, texts))
        if found is None:
            confidence = 1.0
            for row in set(used):
                confidence *= self.confidence[row]
            text = unicodedata.normalize("NFC", "".join(texts))
            if _DAGGER_ALEF in text:
                text = _NAME_OF_GOD.sub("", text)
            if ZWNJ in text:
                text = drop_controls.repair(text)
            found = self.spelt[used, texts] = _Spelling(text, confidence, self._alternatives(used, texts))
        return found

    def _alternatives(self, used: tuple[int, ...], texts: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
        """The word with its least sure code read otherwise, everywhere that it stands."""
        unsure = min(sorted(set(used)), key=lambda row: self.confidence[row])
        reading = self.codes.text[unsure]
        found: list[tuple[str, float]] = []
        for other, probability in self.codes.alternatives[unsure][:_MOST_ALTERNATIVES]:
            pieces = [text.replace(reading, other) if reading else text for text in texts]
            found.append((unicodedata.normalize("NFC", "".join(pieces)), probability))
        return tuple(found)


class PageColumns:
    """Columns of a page as lists, for the loop over words: reading single values from an array is slow.

    Attributes:
        rows: row of each glyph in the code table.
        claims: what the file says that each glyph stands for.
        marks: as in ``Block``.
    """

    def __init__(self, block: Block, rows: list[int], claims: list[str]) -> None:
        frame: Frame = block.frame
        self.frame = frame
        self.rows = rows
        self.claims = claims
        self.marks = block.marks
        top, bottom = frame.down - ASCENT * frame.size, frame.down + DESCENT * frame.size
        # Rounded here, once a column: a box needs no more where the page isn't turned.
        edges = (frame.left, frame.right, top, bottom)
        self.left, self.right, self.top, self.bottom = [np.round(edge, 2).tolist() for edge in edges]

    def box(self, glyphs: Sequence[int]) -> tuple[float, float, float, float]:
        """Box on the displayed page around glyphs."""
        box = (
            min([self.left[glyph] for glyph in glyphs]),
            max([self.right[glyph] for glyph in glyphs]),
            min([self.top[glyph] for glyph in glyphs]),
            max([self.bottom[glyph] for glyph in glyphs]),
        )
        return self.frame.box(*box) if self.frame.angle else (box[0], box[2], box[1], box[3])
