"""How a deciphered document spells: hamza on alef left out or put in, yeh and alef maksura written for each other.

The language model knows careful spelling, and reads it into documents that write otherwise. The channel tells: an
output that is usual for one letter alone prints that letter, whatever word it was read in, and letters that come out
alike in form after form are one letter in this document. A document that is spelt with care stays as it was read, and
so do letters that a channel of many to one mixes up in one form. What varies where it can be told is doubted elsewhere.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from warraq.decipher.text import parameters
from warraq.decipher.text.dump.items import Items
from warraq.decipher.text.emissions.channel_em import FIRST_HALF
from warraq.decipher.text.emissions.emissions import align
from warraq.decipher.text.finish.first_alefs import ALEFS, FirstAlefs, first_alef, usual_alef, with_letter
from warraq.decipher.text.lattice.decoder import Decoder
from warraq.decipher.text.order.orders import Ordered
from warraq.decipher.text.parameters import Orthography as P
from warraq.decipher.text.records import Emissions, Piece
from warraq.decipher.text.words.word_confidence import Doubt
from warraq.language.model import LanguageModel
from warraq.language.units import LAM, UNIT_OF, UNITS

#: Letters that people write for each other, beside alefs: alef maksura, yeh.
YEHS: Final = "\u0649\u064a"
#: The letters of each class, and those that a document may write for all of them: the first, or one that shows.
CLASSES: Final = ((ALEFS, ALEFS[0]), (YEHS, YEHS))
#: Too rare to tell by, and often written where no hamza is.
MADDA: Final = "\u0622"


#: A word as it was read: its units, and the symbols that they came out as.
Shown = tuple[tuple[int, ...], tuple[int, ...]]
#: Letter of a class -> its state of the channel in one form.
_Row = Mapping[str, int]


def as_written(
    lines: Sequence[tuple[Ordered, tuple[Doubt, ...]]], decoder: Decoder
) -> list[tuple[Ordered, tuple[Doubt, ...]]]:
    """The lines of a document, with the doubt about each of their tokens, as it spells them."""
    words = (_shown(p, line.path.items) for line, _ in lines for p in line.path.pieces if p.units)
    spelling = Orthography(Counter(words), decoder.emissions, tuple(decoder.symbols), decoder.lm)

    def respelt(line: Ordered, line_doubts: tuple[Doubt, ...]) -> tuple[Ordered, tuple[Doubt, ...]]:
        path = line.path
        pieces = tuple(replace(p, text=spelling.written(_shown(p, path.items))) if p.units else p for p in path.pieces)
        doubts = tuple(
            replace(
                doubt,
                confidence=round(
                    max(parameters.WordFeatures.LEAST, doubt.confidence * spelling.sure(_shown(piece, path.items))), 4
                ),
                alternatives=tuple(a for a in doubt.alternatives if a[0] != p.text),
            )
            if piece.units
            else doubt
            for p, piece, doubt in zip(pieces, path.pieces, line_doubts, strict=True)
        )
        return replace(line, path=replace(path, pieces=pieces)), doubts

    return [respelt(*line) for line in lines]


def likelier_spelling(word: str, lm: LanguageModel) -> str | None:
    """The likeliest spelling of ``word`` with another alef in one place; None where none is likelier than it is."""
    spellings = [word[:k] + alef + word[k + 1 :] for k, letter in enumerate(word) if letter in ALEFS for alef in ALEFS]
    best = max(spellings, key=lm.word_logp, default=word)
    return best if lm.word_logp(best) > lm.word_logp(word) else None


def _shown(piece: Piece, items: Items) -> Shown:
    return piece.units, items.symbols(piece.start, piece.end)


class Orthography:
    """Which letter of its class each output prints in a document.

    Args:
        words: the distinct words that were read in it, and how often each was.
        emissions: the channel that they were read with.
        symbols: the characters of the channel, by number.
        lm: tells how likely a word is as it would be spelt.
    """

    def __init__(
        self, words: Mapping[Shown, int], emissions: Emissions, symbols: Sequence[str], lm: LanguageModel
    ) -> None:
        self._emissions, self._lm = emissions, lm
        self._shown: Counter[tuple[int, int]] = Counter()
        self._used: Counter[tuple[int, int]] = Counter()
        shown = [(word[0], self._outputs(word)) for word in words]
        for (_, outputs), times in zip(shown, words.values(), strict=True):
            self._shown.update(set(outputs))
            self._used.update(dict.fromkeys(outputs, times))
        self._usual: dict[int, int] = {}
        for (state, symbol), _ in self._shown.most_common():
            self._usual.setdefault(state, symbol)
        self._printed: dict[tuple[int, int], str] = {}
        #: how often a document writes another letter for that of a state, where what it comes out as doesn't tell
        self._otherwise: dict[tuple[int, int], float] = {}
        for letters, for_all in CLASSES:
            rows = [
                {c: s for c, s in row.items() if s in self._usual} for row in _rows(letters, _half_of_alef(emissions))
            ]
            if letters is ALEFS:
                self._alefs = rows
            for row in rows:
                self._usual |= self._likeliest(row, shown, lm)
            one = self._one_letter(for_all, rows, symbols)
            for row in rows:
                self._printed |= self._prints(row, one)
            for written, letter in itertools.permutations(letters, 2):
                habit, alike = self._habit(written, letter, rows)
                if habit < P.MOSTLY:
                    self._otherwise |= {output: max(habit, self._otherwise.get(output, 0.0)) for output in alike}
                elif written in for_all:
                    self._printed |= dict.fromkeys(alike, written)

        self._firsts = FirstAlefs(self._uses_of_alefs(words, [outputs for _, outputs in shown]))

    def written(self, word: Shown) -> str:
        """The word as the document spells it."""
        letters = [UNITS[unit][0] for unit in word[0]]
        outputs = self._outputs(word)
        for k, output in enumerate(outputs):
            letters[k] = letters[k][:-1] + self._printed.get(output, letters[k][-1])
        place, shares = self._first(word[0], outputs)
        if shares and max(shares.values()) >= P.MOSTLY:
            letters[place] = letters[place][:-1] + max(shares, key=lambda letter: shares[letter])
        return "".join(letters)

    def sure(self, word: Shown) -> float:
        """How likely the document spells a word so, as far as its outputs don't tell."""
        outputs = self._outputs(word)
        place, shares = self._first(word[0], outputs)
        first = max(shares.values(), default=1.0)
        if shares and first < P.MOSTLY:  # it stays as it was read
            first = shares.get(UNITS[word[0][place]][0][-1], 0.0)
        others = (o for k, o in enumerate(outputs) if o not in self._printed and not (shares and k == place))
        return first * math.prod(1.0 - self._otherwise.get(o, 0.0) for o in others)

    def _first(self, units: tuple[int, ...], outputs: Sequence[tuple[int, int]]) -> tuple[int, dict[str, float]]:
        """Which unit has the alef that a word begins with, and the shares of those that it may be: none where its
        output tells which, or the document writes one alone."""
        place = first_alef(units, self._lm) if outputs else -1
        usual = usual_alef(units, place, self._lm) if place >= 0 else None
        if usual is None or outputs[place] in self._printed:
            return place, {}
        state, symbol = outputs[place]
        row = next(row for row in self._alefs if state in row.values())
        return place, self._firsts.shares(usual, [c for c, other in row.items() if self._usual[other] == symbol])

    def _uses_of_alefs(
        self, words: Mapping[Shown, int], outputs: Iterable[Sequence[tuple[int, int]]]
    ) -> Iterator[tuple[str, str, int]]:
        """``FirstAlefs.uses`` of the words of the document."""
        for ((units, _), times), symbols in zip(words.items(), outputs, strict=True):
            place = first_alef(units, self._lm) if symbols else -1
            usual = usual_alef(units, place, self._lm) if place >= 0 else None
            if usual and symbols[place] in self._printed:
                yield usual, self._printed[symbols[place]], times

    def _outputs(self, word: Shown) -> list[tuple[int, int]]:
        """(state, symbol) of the last letter of each unit; empty where the symbols can't be the units'."""
        aligned = align(*word, self._emissions)
        if aligned is None:
            return []
        taken, _ = aligned
        half = _half_of_alef(self._emissions)
        return [
            (FIRST_HALF[unit] + half, symbols[half]) if len(symbols) == 2 else (unit, symbols[0])
            for unit, symbols in zip(word[0], taken, strict=True)
        ]

    def _likeliest(
        self, row: _Row, shown: Iterable[tuple[tuple[int, ...], list[tuple[int, int]]]], lm: LanguageModel
    ) -> dict[int, int]:
        """state -> symbol, for the letters of ``row``: one output each, under which the words are spelt likeliest.

        A document that writes one of them where it doesn't belong shows two outputs where one letter was read.
        """
        outputs = [self._by_use(state)[: P.WEIGHED] for state in row.values()]
        if all(len(symbols) == 1 for symbols in outputs):
            return {}
        states = list(row.values())
        prices, printed = [], []
        for units, symbols in shown:
            for k, (state, symbol) in enumerate(symbols):
                if state in states:
                    prices.append([lm.word_logp(with_letter(units, k, c)) for c in row])
                    printed.append(symbol)
        price = np.array(prices)
        price = price.max(1, keepdims=True) - price
        symbol_of = np.array(printed)

        def cost(chosen: Iterable[int]) -> float:
            prints = symbol_of[:, None] == np.array(tuple(chosen))
            return float(np.where(prints, price, price.max()).min(1).sum())

        return dict(zip(states, min(itertools.product(*outputs), key=cost), strict=True))

    def _by_use(self, state: int) -> list[int]:
        """The outputs of a state, its usual one first, then those that more words show."""
        by_use = [(symbol != self._usual[state], -n, symbol) for (s, symbol), n in self._shown.items() if s == state]
        return [symbol for _, _, symbol in sorted(by_use)]

    def _prints(self, row: _Row, one: str | None) -> dict[tuple[int, int], str]:
        """(state, symbol) -> letter, for the letters of ``row``, where the symbol tells which of them it prints."""
        printed: dict[tuple[int, int], str] = {}
        for symbol in {self._usual[state] for state in row.values()}:
            letters = [c for c, state in row.items() if self._usual[state] == symbol]
            most = max(self._shown[state, symbol] for state in row.values())
            if one in letters or (len(letters) == 1 and self._shown[row[letters[0]], symbol] * P.OUTWEIGHED > most):
                letter = one if one in letters else letters[0]
                printed |= {(state, symbol): letter for state in row.values()}
        return printed

    def _habit(self, written: str, letter: str, rows: Iterable[_Row]) -> tuple[float, list[tuple[int, int]]]:
        """In which share of the places where their outputs tell the document writes one letter for another, 0 where few
        words show that; and (state, symbol) of the other ``letter`` where both come out alike."""
        both = [(row[letter], row[written]) for row in rows if letter in row and written in row]
        apart = [(state, other) for state, other in both if self._usual[state] != self._usual[other]]
        for_it = [(state, self._usual[other]) for state, other in apart]
        itself = [(state, self._usual[state]) for state, _ in apart]
        times, kinds = (sum(met[output] for output in for_it) for met in (self._used, self._shown))
        alike = [(state, self._usual[state]) for state, other in both if self._usual[state] == self._usual[other]]
        return times / (
            times + sum(self._used[output] for output in itself)
        ) if kinds >= parameters.FirstAlefs.LEAST_KINDS else 0.0, alike

    def _one_letter(self, for_all: str, rows: Iterable[_Row], symbols: Sequence[str]) -> str | None:
        """The letter that the document writes for all of a class; None where it tells them apart, or may do so."""
        total = 0.0
        shared: set[str] = set()
        members = {state for row in rows for state in row.values()}
        others = Counter(symbol for state, symbol in self._usual.items() if state not in members)
        for first, second in _pairs(for_all[0], rows):
            symbol = self._usual[first]
            if min(self._shown[first, symbol], self._shown[second, self._usual[second]]) < P.LEAST_SHOWN:
                continue
            if self._usual[second] != symbol:
                total -= P.OWN_OUTPUT
                continue
            total -= math.log((others[symbol] + 1) / (others.total() + 1))
            if symbols[symbol] != " ":
                shared.add(symbols[symbol])
        if total < P.ONE_LETTER or not shared:
            return None
        kept = [c for c in for_all if c in shared]
        return kept[0] if kept else for_all[0]


def _half_of_alef(emissions: Emissions) -> int:
    """Which character is the alef of a lam-alef that comes out as two, from 0."""
    return 0 if emissions.turned else 1


def _rows(letters: str, half: int) -> Iterator[dict[str, int]]:
    """The letters of a class in each form, and behind lam where they make one character with it, or two, of which
    theirs is the ``half``."""
    for form in ("iso", "fin"):
        yield {c: UNIT_OF[c, form] for c in letters}
        if (LAM + letters[0], form) in UNIT_OF:
            yield {c: UNIT_OF[LAM + c, form] for c in letters}
            yield {c: FIRST_HALF[UNIT_OF[LAM + c, form]] + half for c in letters}


def _pairs(first: str, rows: Iterable[_Row]) -> Iterator[tuple[int, int]]:
    """The states of ``first`` and of each other letter that tells, form by form."""
    for row in rows:
        if first in row:
            yield from ((row[first], state) for c, state in row.items() if c not in (first, MADDA))
