"""A text as the lattice sees it: ``itemize`` makes ``Items`` of it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.letters import TATWEEL
from warraq.decipher.text.dump.stand_ins import KASHIDA

#: Item codes below zero are no symbols of the channel.
HARD: Final = -1  # a number, a Latin word or a punctuation mark
JOIN: Final = -2  # two pieces meet: a separator or nothing
LAYOUT: Final = -3  # a wide gap: a separator or nothing, and it is no letter

#: Control characters that stand for what is no character of the text.
JOIN_SIGN: Final = "\x01"
LAYOUT_SIGN: Final = "\x02"
#: A space of the layout: it may be a letter as any space may, and costs little where it is nothing.
SOFT_SIGN: Final = "\x03"
#: Room for a space that may have stood there (``collapsed_spaces``): a space, or nothing at no cost, in words too.
ROOM_SIGN: Final = "\x04"
#: Room for one more of the character behind it, which may have been lost (``doubled_letters``): a letter, or nothing at
#: no cost.
ECHO_SIGN: Final = "\x05"
#: All of these; in a dump they are characters like others that say nothing.
OWN_SIGNS: Final = (JOIN_SIGN, LAYOUT_SIGN, SOFT_SIGN, ROOM_SIGN, ECHO_SIGN)

_ITEM = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[./\-][A-Za-z0-9]+)*|\d+(?:[.,:\u066b\u066c]\d+)*|.", re.S)
#: Texts without these are items character by character.
_LONG = re.compile(r"[A-Za-z\d]")
#: What punctuation the decoder writes, and how it stands: after a word, before one, or between.
AFTER: Final = frozenset('\N{ARABIC COMMA}\N{ARABIC SEMICOLON}:.)"\N{ARABIC QUESTION MARK}')
BEFORE: Final = frozenset('("')
BETWEEN: Final = frozenset("-/")
#: Spaces that the text doesn't show.
_ADDED: Final = frozenset({SOFT_SIGN, ROOM_SIGN})
#: What is a letter or nothing.
_OF_NOTHING: Final = frozenset({ROOM_SIGN, ECHO_SIGN, KASHIDA})
_PLAIN = str.maketrans("–—‐«»“”", '---""""')


@dataclass(frozen=True, slots=True)
class Items:
    """A text as the lattice sees it: one code a character, numbers and Latin words being one item each.

    ``codes`` [n] are symbol numbers of the channel, or HARD, JOIN, LAYOUT; ``texts`` [n] the characters; ``soft`` [n]
    marks the spaces of the layout, and ``room`` [n] those that are only room for one; ``at`` [n] is where each item
    stands in the text.
    """

    codes: NDArray[np.int16]
    texts: tuple[str, ...]
    soft: NDArray[np.bool_]
    room: NDArray[np.bool_]
    at: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.texts)

    def symbols(self, start: int, end: int) -> tuple[int, ...]:
        """The symbols of the word over items [start, end); the layout's spaces at a seam inside it are none of it.

        Room for a symbol y is told as -1 - y.
        """
        codes = np.where(self.room[start:end], -1 - self.codes[start:end], self.codes[start:end])
        shown = self.codes[start:end] >= 0
        if (self.codes[start:end] == JOIN).any():
            shown &= ~self.soft[start:end]
        return tuple(codes[shown].tolist())

    def spelling(self, start: int, end: int) -> bytes:
        """What the text shows of the word over items [start, end), without what there is only room for."""
        return self.codes[start:end][~self.room[start:end]].tobytes()

    @classmethod
    def of_lines(cls, lines: Sequence[Items]) -> Items:
        """Lines that follow one another as one text; between two stands a LAYOUT item, which no word runs across."""
        codes: list[NDArray[np.int16]] = []
        texts: list[str] = []
        at: list[int] = []
        begin = 0
        for number, line in enumerate(lines):
            if number:
                codes.append(np.array([LAYOUT], np.int16))
                texts.append(LAYOUT_SIGN)
                at.append(begin)
                begin += 1
            codes.append(line.codes)
            texts += line.texts
            at += [begin + place for place in line.at]
            begin = at[-1] + 1 if at else begin
        soft = [np.append(line.soft, False) for line in lines]
        room = [np.append(line.room, False) for line in lines]
        return cls(np.concatenate(codes), tuple(texts), np.concatenate(soft)[:-1], np.concatenate(room)[:-1], tuple(at))


def itemize(text: str, symbols: dict[str, int]) -> Items:
    """``text`` in items, tatweel left out. What is neither symbol nor punctuation becomes a HARD item as it stands."""
    if _LONG.search(text):
        parts = _ITEM.findall(text)  # they leave nothing of the text out
        begins = itertools.accumulate(map(len, parts), initial=0)
        at, texts = zip(*((p, part) for p, part in zip(begins, parts, strict=False) if part != TATWEEL), strict=True)
    elif TATWEEL in text:
        at = tuple(itertools.compress(range(len(text)), [c != TATWEEL for c in text]))
        texts = tuple(text.replace(TATWEEL, ""))
    else:
        at, texts = tuple(range(len(text))), tuple(text)
    code = {sign: _code(sign, symbols) for sign in set(texts)}
    codes = np.array([*map(code.__getitem__, texts)], np.int16)
    if ECHO_SIGN in code:
        echoes = np.array([k for k, sign in enumerate(texts[:-1]) if sign == ECHO_SIGN], np.int64)
        codes[echoes] = np.where(codes[echoes + 1] >= 0, codes[echoes + 1], HARD)  # its character may be cut off
    soft = np.zeros(len(texts), bool)
    room = np.zeros(len(texts), bool)
    if not _OF_NOTHING.isdisjoint(code):
        room[:] = [sign in _OF_NOTHING for sign in texts]
    if not _ADDED.isdisjoint(code):
        soft[:] = [sign in _ADDED for sign in texts]
        texts = tuple([" " if sign in _ADDED else sign for sign in texts])
    return Items(codes, texts, soft, room, at)


def _code(part: str, symbols: dict[str, int]) -> int:
    if part == JOIN_SIGN:
        return JOIN
    if part == LAYOUT_SIGN:
        return LAYOUT
    if part in symbols:
        return symbols[part]
    return symbols.get(" " if part in _ADDED else part.translate(_PLAIN), HARD)
