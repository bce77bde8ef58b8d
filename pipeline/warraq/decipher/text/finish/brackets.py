"""Brackets that came out as letters: every closing one has an opening one, and the other way round.

The channel may write `(` as it writes the letter waw, and the lattice, which sees three tokens at a time, can't tell
whether a bracket closes later. So balance is restored on whole blocks: a conjunction waw before a closing bracket that
nothing opened becomes the bracket, a bracket that nothing closes becomes the conjunction, and a bracket's worth of two
symbols is a label.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from warraq.decipher.text import parameters
from warraq.decipher.text.dump.items import itemize
from warraq.decipher.text.dump.segments import joined
from warraq.decipher.text.lattice.decoder import Decoder
from warraq.decipher.text.order.beginnings import WAW
from warraq.decipher.text.order.orders import Ordered
from warraq.decipher.text.parameters import Brackets as P
from warraq.decipher.text.records import Piece
from warraq.language import tokens
from warraq.language.units import UNITS, is_word, units

_STOPS: Final = ".:"
#: (line, piece)
Place = tuple[int, int]


def balance(decoder: Decoder, lines: list[Ordered], opens: Sequence[bool]) -> list[Ordered]:
    """The lines with the brackets of each block balanced; ``opens`` marks the lines that begin a block."""
    symbols = [itemize(joined(line.segments), decoder.symbols).texts for line in lines]
    work = _Brackets(decoder, [list(line.path.pieces) for line in lines], symbols)
    opener = work.opener(_blocks(opens))
    if opener is None:
        return lines
    for block in _blocks(opens):
        work.label(block, opener)
        work.open(block, opener)
        work.revert(block)
    return [
        replace(line, path=replace(line.path, pieces=tuple(pieces)))
        for line, pieces in zip(lines, work.pieces, strict=True)
    ]


def _blocks(opens: Sequence[bool]) -> Iterator[range]:
    """The lines of each block."""
    begin = 0
    for i in range(1, len(opens) + 1):
        if i == len(opens) or opens[i]:
            yield range(begin, i)
            begin = i


class _Brackets:
    """The pieces of all lines, and the symbols (``texts`` of their items) that they were read from."""

    def __init__(self, decoder: Decoder, pieces: list[list[Piece]], symbols: list[tuple[str, ...]]) -> None:
        self.decoder, self.pieces, self.symbols = decoder, pieces, symbols

    def opener(self, blocks: Iterator[range]) -> str | None:
        """The symbol that an opening bracket comes out as: that of waw, if closing ones stand alone behind it."""
        seen: Counter[str] = Counter()
        for block in blocks:
            for line, k in self._unmatched(block)[1]:
                for _, _, symbol in self._candidates(block, line, k):
                    seen[symbol] += 1
                    break
        symbol, n = max(seen.items(), key=lambda s: (s[1], s[0]), default=("", 0))
        return symbol if n >= P.SEEN else None

    def _flat(self, block: range) -> list[Place]:
        return [(line, k) for line in block for k in range(len(self.pieces[line]))]

    def _unmatched(self, block: range) -> tuple[list[Place], list[Place]]:
        """Opening brackets that nothing closes, closing ones that nothing opens."""
        waiting: list[Place] = []
        closing: list[Place] = []
        for line, k in self._flat(block):
            text = self.pieces[line][k].text
            if text == "(":
                waiting.append((line, k))
            elif text == ")" and waiting:
                waiting.pop()
            elif text == ")":
                closing.append((line, k))
        return waiting, closing

    def _candidates(self, block: range, line: int, k: int) -> Iterator[tuple[int, int, str]]:
        """Words with a waw before the closing bracket at (line, k), the nearest first: place, and the waw's symbol."""
        flat = self._flat(block)
        at = flat.index((line, k))
        for row, i in flat[max(0, at - parameters.Orders.REACH) : at][::-1]:
            piece = self.pieces[row][i]
            if piece.text in "()" or piece.text in _STOPS:
                return
            symbol = self.symbols[row][piece.start]
            if piece.units and piece.text.startswith(WAW) and len(piece.text) > 2 and symbol != " ":
                yield row, i, symbol

    def label(self, block: range, opener: str) -> None:
        """Two symbols before a closing bracket, the first that of an opening one: a letter in brackets."""
        for line, k in self._unmatched(block)[1][::-1]:
            if not k:
                continue
            piece = self.pieces[line][k - 1]
            shown = [p for p in range(piece.start, piece.end) if self.symbols[line][p].strip(" \x01\x02\x03")]
            if len(shown) == 2 and self.symbols[line][shown[0]] == opener:
                letter = self._alone(self.symbols[line][shown[1]])
                self.pieces[line][k - 1 : k] = [self._bracket(shown[0]), self._word(letter, shown[1], shown[1] + 1)]

    def _alone(self, symbol: str) -> str:
        """The letter whose isolated form most likely comes out as ``symbol``."""
        column = self.decoder.emissions.own[:, self.decoder.symbols[symbol]]
        single = [u for u, (text, form) in enumerate(UNITS) if form == "iso" and len(text) == 1]
        return UNITS[max(single, key=lambda u: (column[u], -u))][0]

    def open(self, block: range, opener: str) -> None:
        """The likeliest waw before each closing bracket that nothing opened becomes the opening one."""
        for line, k in self._unmatched(block)[1][::-1]:
            best: tuple[float, int, int] = (-P.UNBALANCED, -1, -1)
            for steps, (row, i, symbol) in enumerate(self._candidates(block, line, k)):
                if symbol == opener:
                    best = max(best, (self._gain(row, i) - P.FARTHER * steps, row, i))
            _, row, i = best
            if row >= 0:
                piece = self.pieces[row][i]
                rest = self._word(piece.text[1:], piece.start + 1, piece.end)
                self.pieces[row][i : i + 1] = [self._bracket(piece.start), rest]

    def _gain(self, line: int, i: int) -> float:
        """What it is worth by the trigram to read the waw of a word as a bracket.

        What the document repeats doesn't count: the word was read with that waw wherever it stands.
        """
        row = [tokens.START, tokens.START, *(p.token for p in self.pieces[line])]
        a, b, c = row[i : i + 3]
        rest = self.decoder.lm.token_id(self.pieces[line][i].text[1:])
        sign = tokens.SPECIAL_ID["("]
        p = self.decoder.lm.token_trigram_logp
        known = 0.0 if rest != tokens.UNKNOWN or c == tokens.UNKNOWN else -P.UNBALANCED
        return self.decoder.settings.weight * (p(a, b, sign) + p(b, sign, rest) - p(a, b, c)) + known

    def revert(self, block: range) -> None:
        """An opening bracket that came of a letter and that nothing closes is the conjunction of the word behind it."""
        for line, k in self._unmatched(block)[0][::-1]:
            piece = self.pieces[line][k]
            if k + 1 == len(self.pieces[line]) or self.symbols[line][piece.start] == "(":
                continue
            word = self.pieces[line][k + 1]
            if word.units and word.start == piece.end:
                self.pieces[line][k : k + 2] = [self._word(WAW + word.text, piece.start, word.end)]

    def _word(self, text: str, start: int, end: int) -> Piece:
        spelled = units(text) if is_word(text) else ()
        return Piece(text, start, end, self.decoder.lm.token_id(text), spelled, 0.0)

    def _bracket(self, start: int) -> Piece:
        return Piece("(", start, start + 1, tokens.SPECIAL_ID["("], (), 0.0)
