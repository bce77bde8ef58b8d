"""Words from the cells of a line: their text, what the file claimed, how sure they are, and what else they may be."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise, repeat
from math import prod
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.arabic.joining import LAM
from pipeline.arabic.letters import ALLAH
from pipeline.arabic.marks import composed
from pipeline.made_once import re_pattern
from pipeline.model.line import Box, Word
from pipeline.model.record import dataclass
from pipeline.repair import drop_controls
from pipeline.repair.arrange import Block
from pipeline.repair.attach import insert_mark
from pipeline.repair.bidi import MIRROR
from pipeline.repair.cells import Cells, LogicalCells, OrderedCell
from pipeline.repair.codes import CodeColumns
from pipeline.repair.frame import ASCENT, DESCENT, Floats, Indices
from pipeline.repair.non_joiners import NonJoiners
from pipeline.repair.readings import ZWNJ
from pipeline.repair.seats import SEATED, reseated

#: A word beside a number whose order UAX #9 doesn't confirm is this much less sure.
_UNVERIFIED: Final = 0.8
_DAGGER_ALEF: Final = "\N{ARABIC LETTER SUPERSCRIPT ALEF}"
#: Shadda with that alef between lam and heh of the name of God: faces add them of their own accord.
_NAME_OF_GOD: Final = re_pattern(r"(?<=\u0644\u0644)\u0651\u0670(?=\u0647)")
_ALEF: Final = "\N{ARABIC LETTER ALEF}"
_DEVANAGARI: Final = "\u0900"
_MOST_ALTERNATIVES: Final = 4
#: Twice the number of code and claim together, and one more where the character is mirrored.
_SYMBOL: Final = np.dtype(np.int64)


class _Spelling(NamedTuple):
    """What is the same for every word of the same codes."""

    text: str
    confidence: float
    alternatives: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class WordParts:
    """The words of all rows of a block, one after the other.

    Attributes:
        starts: first letter of each word, and the end of the last.
        rows: first word of each row, and the end of the last.
        symbols: what tells words without marks apart: ``_SYMBOL`` of each letter.
        used, codes, claims, turned: of each letter in logical order its cell, its row of codes, the number of what the
            file says of it, -1 for nothing, and whether its character is the mirror image of what is painted.
        marked: of each word, whether any of its letters has marks or silent glyphs.
        boxes: of each word.
    """

    starts: list[int]
    rows: list[int]
    symbols: bytes
    used: list[int]
    codes: list[int]
    claims: list[int]
    turned: Sequence[bool]
    marked: Sequence[bool]
    boxes: list[Box]


def part_words(block: BlockColumns, cells: LogicalCells, claims: int) -> WordParts:
    """The words of a block: each stands between two spaces.

    Args:
        claims: number of the document's claims.
    """
    space = block.cells.glyph[cells.cell] < 0
    letters = np.flatnonzero(~space)
    used, mirrored = cells.cell[letters], cells.mirrored[letters]
    opens = np.zeros(len(space) + 1, dtype=bool)
    opens[1:][space] = True
    opens[cells.bounds] = True
    # A word starts at the first letter after a space or at the start of a row.
    starts = np.flatnonzero(np.diff(np.cumsum(opens)[letters], prepend=0))
    glyphs = block.cells.glyph[used]
    codes, claim = block.row[glyphs], block.claim[glyphs]
    return WordParts(
        [*starts.tolist(), len(letters)],
        np.searchsorted(letters[starts], cells.bounds).tolist(),
        (2 * (codes.astype(_SYMBOL) * claims + claim + 1) + mirrored).tobytes(),
        used.tolist(),
        codes.tolist(),
        claim.tolist(),
        mirrored.tolist(),
        np.logical_or.reduceat(block.marked[used], starts).tolist(),
        block.boxes(glyphs, starts),
    )


#: Codes and claims of the marks of a letter, and of its silent glyphs.
_Hanging = tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]


def _with_hanging(symbols: bytes, cells: Sequence[int], hanging: Mapping[int, _Hanging | None]) -> Any:
    """What words that are spelt alike have in common; None where that can't be told of one."""
    found = [(place, hanging[cell]) for place, cell in enumerate(cells) if cell in hanging]
    return None if any(of is None for _, of in found) else (symbols, *found)


class WordBuilder:
    """Makes the words of a document; words of the same codes are spelt once."""

    def __init__(self, columns: CodeColumns, claims: Sequence[str], non_joiners: NonJoiners) -> None:
        """
        Args:
            columns: of the table of codes.
            claims: those of the document.
            non_joiners: between which codes they stand.
        """
        codes = columns.codes
        self.codes = codes
        self.columns = columns
        #: Number -1 is that of no claim.
        self.claims = [*claims, ""]
        self.confidence: list[float] = codes.confidence.tolist()
        #: Place of each code among all, the least sure first.
        self.sureness: list[int] = np.argsort(np.argsort(codes.confidence, kind="stable")).tolist()
        #: What each code may be read as instead.
        self.others = [others[:_MOST_ALTERNATIVES] for others in codes.alternatives]
        self.doubtful = frozenset(row for row, others in enumerate(self.others) if others)
        #: Codes whose text doesn't stay as it is beside any other.
        self.composing = frozenset(row for row, text in enumerate(codes.text) if not _is_inert(text))
        #: All but those that are as sure as most, and only stand one after the other.
        uses = Counter(self.confidence)
        usual = max(uses, key=uses.__getitem__, default=1.0)
        unusual = frozenset(row for row, sure in enumerate(self.confidence) if sure != usual)
        self.special = self.doubtful | self.composing | unusual
        #: Confidence of words of so many other codes.
        self.usual = _Powers(usual)
        self.non_joiners = non_joiners
        self.spelt: dict[tuple[tuple[int, ...], tuple[str, ...]], _Spelling] = {}
        #: Words at no place by their symbols, and by what hangs on their letters: of lines whose order isn't verified,
        #: and of those whose order is.
        self.known: tuple[dict[Any, Word], dict[Any, Word]] = {}, {}

    def words(
        self, block: BlockColumns, cells: LogicalCells, parts: WordParts
    ) -> Iterator[tuple[list[Word], list[Box]]]:
        """The words of each row of a block, and where each stands; the words themselves are at no place."""
        symbols, unit = parts.symbols, _SYMBOL.itemsize
        hanging = self._hanging(block) if any(parts.marked) else {}
        bounds = list(zip(pairwise(parts.starts), parts.marked, strict=True))
        for (first, last), verified in zip(pairwise(parts.rows), cells.verified, strict=True):
            known = self.known[verified]
            words: list[Word] = []
            for (start, end), marked in bounds[first:last]:
                key: Any = symbols[unit * start : unit * end]
                if marked:
                    key = _with_hanging(key, parts.used[start:end], hanging)
                word = known.get(key)
                if word is None:
                    part = slice(start, end)
                    glyphs_of = parts.codes[part], parts.claims[part], parts.turned[part]
                    if marked:
                        word = self._marked(block, parts.used[part], *glyphs_of, verified, None)
                    else:
                        word = self._plain(*glyphs_of, verified)
                    if key is not None:
                        known[key] = word
                words.append(word)
            yield words, parts.boxes[first:last]

    def _hanging(self, block: BlockColumns) -> dict[int, _Hanging | None]:
        """What hangs on each cell that has marks or silent glyphs; None where it also matters where the marks stand."""
        rows, claims, texts = block.rows, block.claims, self.codes.text
        found: dict[int, _Hanging | None] = {}
        for cell in np.flatnonzero(block.marked).tolist():
            glyph = block.glyphs[cell]
            marks = [mark for mark, _ in block.block.marks.get(glyph, ())]
            text = texts[rows[glyph]]
            if marks and (len(text) > 1 or text == LAM):  # which may be read with the alef of its ligature
                found[cell] = None
                continue
            silent = block.cells.silent.get(cell, ())
            found[cell] = (
                tuple([(rows[mark], claims[mark]) for mark in marks]),
                tuple([(rows[other], claims[other]) for other in silent]),
            )
        return found

    def _plain(self, used: Sequence[int], claims: Sequence[int], mirrored: Sequence[bool], verified: bool) -> Word:
        """A word without marks and silent glyphs, at no place.

        Args:
            used: rows of its glyphs in the table, in logical order.
            claims: numbers of what the file says of them, -1 for nothing.
            mirrored, verified: as for ``word``.
        """
        texts = self._texts(used, mirrored)
        said = "".join(map(self.claims.__getitem__, claims))
        if verified and self.special.isdisjoint(used):
            return Word("".join(texts), said, self.usual[len(set(used))])
        if not self.composing.isdisjoint(used):
            return _made(*self._spelling(tuple(used), tuple(texts)), said, verified, None)
        return _made("".join(texts), self._confidence(used), self._alternatives(used, texts), said, verified, None)

    def _texts(self, used: Sequence[int], mirrored: Sequence[bool]) -> list[str]:
        """What each of some glyphs stands for where it is painted."""
        texts = list(map(self.codes.text.__getitem__, used))
        if True in mirrored:
            texts = [MIRROR.get(text, text) if turn else text for text, turn in zip(texts, mirrored, strict=True)]
        return self.non_joiners.insert(used, texts)

    def word(self, block: BlockColumns, cells: Sequence[OrderedCell], verified: bool) -> Word:
        """One word of a block.

        Args:
            cells: its clusters in logical order.
            verified: UAX #9 confirms the order of the line.
        """
        numbers = [cell for cell, _ in cells]
        glyphs = [block.glyphs[cell] for cell in numbers]
        used, claims = [block.rows[glyph] for glyph in glyphs], [block.claims[glyph] for glyph in glyphs]
        turned = [turn for _, turn in cells]
        return self._marked(block, numbers, used, claims, turned, verified, block.box(numbers))

    def _marked(
        self,
        block: BlockColumns,
        cells: Sequence[int],
        used: list[int],
        claims: Sequence[int],
        mirrored: Sequence[bool],
        verified: bool,
        box: Box | None,
    ) -> Word:
        """A word some of whose ``cells`` may have marks or silent glyphs. Other arguments as for ``_plain``."""
        codes, rows, marks = self.codes.text, block.rows, block.block.marks
        texts = self._texts(used, mirrored)
        said = [self.claims[claim] for claim in claims]
        used = list(used)
        for place in [place for place, cell in enumerate(cells) if block.is_marked[cell]][::-1]:
            cell = cells[place]
            hanging = marks.get(block.glyphs[cell], ())
            for mark, along in hanging:
                texts[place] = insert_mark(texts[place], codes[rows[mark]], along)
                said[place] += self.claims[block.claims[mark]]
            used[place + 1 : place + 1] = [rows[mark] for mark, _ in hanging]
            silent = block.cells.silent.get(cell, ())
            if silent:
                said[place] += "".join([self.claims[block.claims[other]] for other in silent])
                # Silent but for a non-joiner; painted left of a letter, it follows.
                texts[place] += "".join([codes[rows[other]] for other in silent])
        return _made(*self._spelling(tuple(used), tuple(texts)), "".join(said), verified, box)

    def _spelling(self, used: tuple[int, ...], texts: tuple[str, ...]) -> _Spelling:
        found = self.spelt.get((used, texts))
        if found is None:
            text = composed("".join(_one_alef(texts) if ALLAH in texts else texts))
            if _DAGGER_ALEF in text:
                text = _NAME_OF_GOD.sub("", text)
            if ZWNJ in text:
                text = drop_controls.repair(text)
            if not SEATED.isdisjoint(text):
                text = reseated(text)
            found = self.spelt[used, texts] = _Spelling(text, self._confidence(used), self._alternatives(used, texts))
        return found

    def _confidence(self, used: Sequence[int]) -> float:
        return prod(map(self.confidence.__getitem__, set(used)))

    def _alternatives(self, used: Sequence[int], texts: Sequence[str]) -> tuple[tuple[str, float], ...]:
        """The word with its least sure code read otherwise, everywhere that it stands."""
        if self.doubtful.isdisjoint(used):
            return ()
        unsure = min(used, key=self.sureness.__getitem__)
        reading = self.codes.text[unsure]
        found: list[tuple[str, float]] = []
        word = "".join(texts)
        for other, probability in self.others[unsure]:
            if len(reading) > 1:
                text = "".join([text.replace(reading, other) for text in texts])
            else:  # no text ends in one half of it
                text = word.replace(reading, other) if reading else word
            found.append((composed(text), probability))
        return tuple(found)


def _made(
    text: str,
    confidence: float,
    alternatives: tuple[tuple[str, float], ...],
    original: str,
    verified: bool,
    box: Box | None,
) -> Word:
    if not verified and not text.isalpha():
        confidence *= _UNVERIFIED
    if confidence != 1.0:
        confidence = round(confidence, 6)
    return Word(text, original, confidence, box, alternatives)


class _Powers(dict[int, float]):
    """Number of codes -> confidence of a word of so many different ones, each ``sure``."""

    def __init__(self, sure: float) -> None:
        super().__init__()
        self._sure = sure

    def __missing__(self, count: int) -> float:
        self[count] = power = round(prod(repeat(self._sure, count)), 6)
        return power


@lru_cache(maxsize=4096)
def _is_inert(text: str) -> bool:
    """Whether nothing in it composes with what stands beside it, or is left out there.

    Before Devanagari no character but marks composes with the one before it.
    """
    return (
        text != ALLAH
        and unicodedata.is_normalized("NFC", text)
        and all(c < _DEVANAGARI and not unicodedata.combining(c) and unicodedata.category(c) != "Cf" for c in text)
    )


class BlockColumns:
    """What the words of a block are made from.

    Attributes:
        block, cells: of which they are.
        row, claim: of each glyph of the page: its row in the code table, and what the file says of it.
        marked: for each cell, whether it has marks or silent glyphs.
    """

    def __init__(self, block: Block, cells: Cells, row: Indices, claim: NDArray[np.int32]) -> None:
        self.block = block
        self.cells = cells
        self.row, self.claim = row, claim
        marked = np.zeros(len(row) + 1, dtype=bool)
        marked[list(block.marks)] = True
        self.marked = marked[cells.glyph]
        self.marked[list(cells.silent)] = True

    @cached_property
    def _edges(self) -> tuple[Floats, Floats, Floats, Floats]:
        frame = self.block.frame
        return frame.left, frame.down - ASCENT * frame.size, frame.right, frame.down + DESCENT * frame.size

    @cached_property
    def rows(self) -> list[int]:
        """``row``, ``claim``, ``marked`` and the glyphs of the cells as lists: single values are read from them."""
        return self.row.tolist()

    @cached_property
    def claims(self) -> list[int]:
        return self.claim.tolist()

    @cached_property
    def is_marked(self) -> list[bool]:
        return self.marked.tolist()

    @cached_property
    def glyphs(self) -> list[int]:
        return self.cells.glyph.tolist()

    def boxes(self, glyphs: Indices, starts: Indices) -> list[Box]:
        """Boxes on the displayed page around groups of glyphs, each from one of ``starts`` to the next."""
        if not len(starts):
            return []
        left, top, right, bottom = self._edges
        sides = (
            np.minimum.reduceat(left[glyphs], starts),
            np.minimum.reduceat(top[glyphs], starts),
            np.maximum.reduceat(right[glyphs], starts),
            np.maximum.reduceat(bottom[glyphs], starts),
        )
        return self.block.frame.boxes(np.stack(sides))

    def box(self, cells: Sequence[int]) -> Box:
        """Box on the displayed page around cells."""
        glyphs = self.cells.glyph[np.array(cells, dtype=np.intp)]
        return self.boxes(glyphs, np.zeros(1, dtype=np.intp))[0]


def _one_alef(texts: tuple[str, ...]) -> list[str]:
    """The clusters of a word without an alef that the ligature after it is said to have too: no word has two there.

    Where a document often sets one before it, the ligature was read without it (``decipher.glyph.name_of_god``).
    """
    return [
        text
        for text, following in zip(texts, (*texts[1:], ""), strict=True)
        if not (text == _ALEF and following == ALLAH)
    ]
