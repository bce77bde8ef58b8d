"""Words from the cells of a line: their text, what the file claimed, how sure they are, and what else they may be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise, repeat
from math import prod
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.joining import LAM
from warraq.arabic.letters import ALLAH
from warraq.arabic.marks import composed
from warraq.lazy import lazy
from warraq.model.line import Word
from warraq.pages.codes.codes import LETTER, SILENT, CodeColumns
from warraq.pages.codes.non_joiners import NonJoiners
from warraq.pages.codes.readings import ZWNJ
from warraq.pages.lines.arrange import Block
from warraq.pages.lines.baselines import Placed
from warraq.pages.lines.frame import Indices
from warraq.pages.rows.cells import Cells, LogicalCells, OrderedCell
from warraq.pages.rows.marks.hung_marks import HungMark, a_vowel_each, bears_vowel, insert_mark, without_vowels
from warraq.pages.rows.marks.lam_alef_marks import settle_marks
from warraq.pages.rows.marks.seats import SEATED, reseated
from warraq.pages.rows.rows import WordParts, part_words, spelled
from warraq.repair.order.brackets import turned
from warraq.repair.strings import drop_controls

#: A mark is in the middle of a ligature within this share of its width: so are all that were not placed.
_UNPLACED: Final = 0.01
#: A word beside a number whose order UAX #9 doesn't confirm is this much less sure.
_UNVERIFIED: Final = 0.8
_DAGGER_ALEF: Final = "\N{ARABIC LETTER SUPERSCRIPT ALEF}"
#: Shadda with that alef between lam and heh of the name of God: faces add them of their own accord.
_NAME_OF_GOD: Final = re.compile(r"(?<=\u0644\u0644)\u0651\u0670(?=\u0647)")
_ALEF: Final = "\N{ARABIC LETTER ALEF}"
_MOST_ALTERNATIVES: Final = 4


class _Spelling(NamedTuple):
    """What is the same for every word of the same codes and texts."""

    text: str
    confidence: float
    alternatives: tuple[tuple[str, float], ...]


class WordBuilder:
    """Makes the words of a document; words of the same pieces are made once."""

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
        #: That of none, and then those of the document.
        self.claims = ["", *claims]
        #: What each piece stands for, by its number.
        self.texts = [shown for text in codes.text for shown in (text, turned(text))]
        self.kind: list[int] = codes.kind.tolist()
        self.sure: list[float] = columns.sure.tolist()
        #: Rows from here on are what /ActualText says: no code leads to them.
        self.spoken = len(set(codes.keys.tolist()))  # np.unique would load numpy.ma
        #: Place of each code among all, the least sure first.
        self.sureness: list[int] = np.argsort(np.argsort(codes.confidence, kind="stable")).tolist()
        #: What each code may be read as instead.
        self.others = [others[:_MOST_ALTERNATIVES] for others in codes.alternatives]
        self.doubtful = frozenset(row for row, others in enumerate(self.others) if others)
        #: Number of each word of the document so far by what tells it from others, see ``rows.part_words``.
        self.numbers: dict[bytes, int] = {}
        self.silent = frozenset(np.flatnonzero(codes.kind == SILENT).tolist())
        self.non_joiners = non_joiners
        self.spelt: dict[tuple[tuple[int, ...], tuple[str, ...]], _Spelling] = {}
        #: Words at no place by their numbers, and those in rows whose order isn't verified: such a word is less sure.
        self.known: list[Word | None] = []
        self.known_doubted: dict[int, Word] = {}

    def words(self, block: BlockColumns, cells: LogicalCells, parts: WordParts) -> list[Word]:
        """The words of a block, at no place."""
        known, numbers = self.known, parts.numbers
        known += repeat(None, parts.different - len(known))
        doubted = _doubted(cells, parts)
        words = list(map(known.__getitem__, numbers))
        for place in doubted:
            words[place] = self.known_doubted.get(numbers[place])
        missing = [place for place, word in enumerate(words) if word is None]
        if missing and not self.non_joiners.possible:
            inert, confidence = parts.inert, parts.confidence
            new = {numbers[place]: place for place in missing if inert[place] and place not in doubted}
            fresh = list(new.values())
            sure = [_rounded(confidence[place]) for place in fresh]
            for number, word in zip(new, map(Word, *spelled(parts, fresh, self.texts, self.claims), sure), strict=True):
                known[number] = word
        for place in missing:
            if place not in doubted:
                words[place] = known[numbers[place]]
            if words[place] is None:
                words[place] = self._new_word(block, parts, place, place not in doubted)
        return words  # type: ignore[return-value]  # none is missing

    def _new_word(self, block: BlockColumns, parts: WordParts, place: int, verified: bool) -> Word:
        """A word of a block that takes more than to spell it; it may have come before, in another row."""
        number = parts.numbers[place]
        if not verified and number in self.known_doubted:
            return self.known_doubted[number]
        word, same = self._of_parts(block, parts, place, verified)
        if same and verified:
            self.known[number] = word
        elif same:
            self.known_doubted[number] = word
        return word

    def word(self, block: BlockColumns, cells: Sequence[OrderedCell], verified: bool) -> Word:
        """One word of a block.

        Args:
            cells: its clusters in logical order.
            verified: UAX #9 confirms the order of the line.
        """
        order, mirrored = zip(*cells, strict=True)
        one = LogicalCells(np.array(order, np.intp), np.array(mirrored, np.bool_), [0, len(cells)], [verified], [True])
        parts, _, _ = part_words(block, one, self.columns, len(self.claims), {})
        word, _ = self._of_parts(block, parts, 0, verified)
        left, top, right, bottom = np.frombuffer(parts.boxes).tolist()
        return replace(word, box=(left, top, right, bottom))

    def _of_parts(self, block: BlockColumns, parts: WordParts, place: int, verified: bool) -> tuple[Word, bool]:
        """The word at ``place``, and whether it is the same wherever its marks stand."""
        part = parts.part(place)
        claimed = "".join([self.claims[claim + 1] for claim in parts.claims[part].tolist()])
        along = list(map(block.along.get, parts.glyphs[part].tolist()))
        return self._spelt(parts.pieces[part].tolist(), claimed, along, verified)

    def _spelt(
        self, pieces: Sequence[int], claimed: str, along: Sequence[float | None], verified: bool
    ) -> tuple[Word, bool]:
        """A word, and whether it is the same wherever its marks stand.

        Args:
            pieces: as in ``WordParts``.
            claimed: what the file says of it.
            along: where each piece that is a mark stands along its base.
            verified: as for ``word``.
        """
        shown, kinds = self.codes.text, self.kind
        letters = [piece for piece in pieces if kinds[piece >> 1] == LETTER]
        texts = self.non_joiners.insert([piece >> 1 for piece in letters], [self.texts[piece] for piece in letters])
        codes = [piece >> 1 for piece in pieces]
        bases = [code for code in codes if kinds[code] == LETTER]
        marks = iter(self._hung(codes, along, bases))
        used: list[int] = []
        same, place = True, -1
        for code, where in zip(codes, along, strict=True):
            if kinds[code] == LETTER:
                place += 1
            elif where is not None:
                same &= self._hang(next(marks), bases, texts)
            else:
                # Silent but for a non-joiner; painted left of a letter, it follows.
                texts[place] += shown[code]
                if self.sure[code] == 1.0:
                    continue
            used.append(code)
        text, confidence, alternatives = self._spelling(tuple(used), tuple(texts))
        if not verified and not text.isalpha():
            confidence *= _UNVERIFIED
        return Word(text, claimed, _rounded(confidence), None, alternatives), same

    def _hung(self, codes: Sequence[int], along: Sequence[float | None], bases: Sequence[int]) -> list[HungMark]:
        """The marks among the ``codes`` of a word, of which ``bases`` are the letters; ``along`` as for ``_spelt``."""
        hung: list[HungMark] = []
        place = -1
        for code, where in zip(codes, along, strict=True):
            if self.kind[code] == LETTER:
                place += 1
            elif where is not None:
                hung.append(HungMark(place, where, self.codes.text[code]))
        return a_vowel_each(hung, [self.codes.text[code] for code in bases]) if hung else hung

    def _hang(self, mark: HungMark, bases: Sequence[int], texts: list[str]) -> bool:
        """Put ``mark`` on the text of its base, of ``bases`` (codes); whether it is the same wherever it stands."""
        place, where, marks = mark
        base = self.codes.text[bases[place]]
        is_spoken = bases[place] >= self.spoken and bears_vowel(base)
        texts[place] = insert_mark(texts[place], without_vowels(marks) if is_spoken else marks, where)
        if len(base) > 1:
            article = place > 0 and texts[place - 1] == _ALEF
            texts[place] = settle_marks(texts[place], article, abs(where - 0.5) > _UNPLACED)
        return len(base) == 1 and base != LAM  # which may be read with the alef of its ligature

    def _spelling(self, used: tuple[int, ...], texts: tuple[str, ...]) -> _Spelling:
        spelling = self.spelt.get((used, texts))
        if spelling is None:
            text = composed("".join(_one_alef(texts) if ALLAH in texts else texts))
            if _DAGGER_ALEF in text:
                text = _NAME_OF_GOD.sub("", text)
            if ZWNJ in text:
                text = drop_controls.repair(text)
            text = _reseated(text)
            confidence = prod([self.sure[code] for code in dict.fromkeys(used)])
            spelling = self.spelt[used, texts] = _Spelling(text, confidence, self._alternatives(used, texts))
        return spelling

    def _alternatives(self, used: Sequence[int], texts: Sequence[str]) -> tuple[tuple[str, float], ...]:
        """The word with its least sure code read otherwise, everywhere that it stands; silent ones stay so."""
        used = [code for code in used if code not in self.silent]
        if self.doubtful.isdisjoint(used):
            return ()
        unsure = min(used, key=self.sureness.__getitem__)
        reading = self.codes.text[unsure]
        alternatives: list[tuple[str, float]] = []
        word = "".join(texts)
        for other, probability in self.others[unsure]:
            if len(reading) > 1:
                text = "".join([text.replace(reading, other) for text in texts])
            else:  # no text ends in one half of it
                text = word.replace(reading, other)
            alternatives.append((_reseated(composed(text)), probability))
        return tuple(alternatives)


def _reseated(text: str) -> str:
    """``reseated``, which hardly any word has anything for."""
    return text if SEATED.isdisjoint(text) else reseated(text)


@lru_cache(maxsize=4096)
def _rounded(confidence: float) -> float:
    return round(confidence, 6)


def _doubted(cells: LogicalCells, parts: WordParts) -> frozenset[int]:
    """The words of rows whose order isn't verified."""
    if all(cells.verified):
        return frozenset()
    rows = zip(pairwise(parts.rows), cells.verified, strict=True)
    return frozenset([number for bounds, verified in rows if not verified for number in range(*bounds)])


class BlockColumns:
    """What the words of a block are made from.

    Attributes:
        block, placed, cells: of which they are.
        row, claim: of each glyph of the page: its row in the code table, and what the file says of it.
    """

    def __init__(self, block: Block, placed: Placed, cells: Cells, row: Indices, claim: NDArray[np.int32]) -> None:
        self.block, self.placed = block, placed
        self.cells = cells
        self.row, self.claim = row, claim

    @lazy
    def next_mark(self) -> Indices:
        """For each glyph of the page the mark after it, -1 for none: the first of a base, or the next of the same."""
        before, after = [], []
        for base, marks in self.block.marks.items():
            before += [base, *(mark for mark, _ in marks[:-1])]
            after += [mark for mark, _ in marks]
        following = np.full(len(self.row), -1, dtype=np.intp)
        following[before] = after
        return following

    @lazy
    def along(self) -> dict[int, float]:
        """Where each mark stands along its base."""
        return {mark: place for marks in self.block.marks.values() for mark, place in marks}


def _one_alef(texts: tuple[str, ...]) -> list[str]:
    """The clusters of a word without an alef that the ligature after it is said to have too: no word has two there.

    Where a document often sets one before it, the ligature was read without it (``name_of_god``).
    """
    return [
        text
        for text, following in zip(texts, (*texts[1:], ""), strict=True)
        if not (text == _ALEF and following == ALLAH)
    ]
