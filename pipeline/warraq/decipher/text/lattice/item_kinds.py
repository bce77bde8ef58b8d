"""What each kind of item can be that is no part of a word: a separator, a number, a mark, or junk."""

from __future__ import annotations

import threading
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.text.dump.items import AFTER, BEFORE, BETWEEN, JOIN, LAYOUT, Items
from warraq.decipher.text.lattice.layout_spaces import ROOM, layout_places
from warraq.decipher.text.lattice.word_lattice import ArcsOfKinds, Kinds
from warraq.decipher.text.parameters import ItemKinds as P
from warraq.language import tokens

_MARKS: Final = AFTER | BEFORE | BETWEEN
#: An arc: source and target node, counted from the item's E node, token and score.
_Arc = tuple[int, int, int, float]
_Key = tuple[str, int, int]
#: The nodes around an item: E and S before it, E and S behind it.
_E, _S, _E_NEXT, _S_NEXT = range(4)


class Prices(Protocol):
    """What ``decoder.Settings`` has for items that are no words, nats."""

    @property
    def junk(self) -> float: ...
    @property
    def extra_space(self) -> float: ...
    @property
    def layout(self) -> tuple[float, ...]: ...


class ItemKinds:
    """Numbers the kinds of items as they are met, and works out the arcs of each once.

    Args:
        marks: log p(character | punctuation mark), as in ``records.Emissions``.
        space: symbol number of the space.
        prices: of separators and junk.
    """

    def __init__(self, marks: dict[str, list[tuple[int, float]]], space: int, prices: Prices) -> None:
        self._marks, self._space, self._prices = marks, space, prices
        self._tells_layout = len(set(prices.layout)) > 1
        signs = {c: {tokens.SPECIAL[t] for t, _ in table} for c, table in marks.items()}
        self._opening = _MARKS | {c for c, side in signs.items() if side & BEFORE}
        self._closing = _MARKS | {c for c, side in signs.items() if side & AFTER}
        self._met: tuple[dict[_Key, int], Kinds] = {}, self._tables([])
        self._lock = threading.Lock()

    def of(self, items: Items) -> tuple[NDArray[np.int64], Kinds]:
        """The kind of each item [items], and what the kinds are."""
        # Only numbers and Latin words are longer than a character, and the first one tells them.
        first = [text[0] for text in items.texts]
        places = layout_places(items) if self._tells_layout else np.where(items.room, ROOM, items.soft)
        keys = list(zip(first, items.codes.tolist(), places.tolist(), strict=True))
        number, kinds = self._met
        try:
            return np.array([*map(number.__getitem__, keys)], np.int64), kinds
        except KeyError:
            with self._lock:  # the other thread may meet new kinds at the same time
                every = list(dict.fromkeys([*self._met[0], *keys]))
                number, kinds = self._met = {key: n for n, key in enumerate(every)}, self._tables(every)
        return np.array([*map(number.__getitem__, keys)], np.int64), kinds

    def _tables(self, keys: list[_Key]) -> Kinds:
        numbers: dict[tuple[int, int, bool], int] = {}
        arcs = [self._arcs(*key) for key in keys]
        every = [arc for of_kind in arcs for arc in of_kind]
        opens, closes, sign = [], [], []
        for text, code, place in keys:
            soft = place > 0
            between = code < 0 or code == self._space or place == ROOM
            opens.append(between or text in self._opening)
            closes.append(between or text in self._closing)
            # a word reads no more of what is no symbol than whether a seam is there
            added = soft + (place == ROOM)
            seen = (code, added, closes[-1]) if code >= 0 else (code if code == JOIN else -1, 0, True)
            sign.append(numbers.setdefault(seen, len(numbers) + 1))
        return Kinds(
            np.array([code for _, code, _ in keys], np.int16),
            np.array([place > 0 for _, _, place in keys], np.bool_),
            np.array([place == ROOM for _, _, place in keys], np.bool_),
            np.array(sign, np.int64),
            np.array(opens, np.bool_),
            np.array(closes, np.bool_),
            ArcsOfKinds(
                np.cumsum([0, *map(len, arcs)]),
                np.array([arc[0] for arc in every], np.int32),
                np.array([arc[1] for arc in every], np.int32),
                np.array([arc[2] for arc in every], np.int32),
                np.array([arc[3] for arc in every], np.float32),
            ),
        )

    def _arcs(self, text: str, code: int, place: int) -> list[_Arc]:
        """The arcs of one kind, by its first character: separators, numbers, marks, and junk so that no path breaks.

        ``place``: that of ``layout_places``.
        """
        price = self._prices
        if code == JOIN:
            return [(_E, _S_NEXT, -1, 0.0), (_S, _S_NEXT, -1, -0.1), (_E, _E_NEXT, -1, -0.5)]
        if code == LAYOUT:
            return [(_E, _S_NEXT, -1, 0.0), (_S, _S_NEXT, -1, -0.1), (_E, _E_NEXT, -1, -0.1)]
        if place == ROOM and code != self._space:
            return [(_E, _E_NEXT, -1, 0.0), (_S, _S_NEXT, -1, 0.0)]
        arcs: list[_Arc] = []
        if code == self._space:
            arcs.append((_E, _S_NEXT, -1, 0.0))
            arcs.append((_S, _S_NEXT, -1, self._nothing(place)))
            if place not in (0, ROOM):  # room that parts no words is nothing before the next one as well
                arcs.append((_E, _E_NEXT, -1, self._nothing(place)))
        elif text.isdigit() or (text.isascii() and text.isalpha()):
            token = tokens.NUMBER if text.isdigit() else tokens.LATIN
            return [(_S, _E_NEXT, token, 0.0), (_E, _E_NEXT, token, -1.0), (_E_NEXT, _S_NEXT, -1, -1.0)]
        itself = code < 0 and not text.isalpha() and text not in _MARKS and text not in self._marks
        junk = P.SIGN if itself else price.junk
        arcs += [(_E, _E_NEXT, -1, junk), (_S, _S_NEXT, -1, junk)]
        for token, logp in self._marks.get(text, ()):
            arcs += _mark(tokens.SPECIAL[token], token, logp, text in _MARKS)
        return arcs

    def _nothing(self, place: int) -> float:
        """What a space at a place (``layout_places``) costs where it is nothing, nats; room for one costs nothing."""
        if place == ROOM:
            return 0.0
        return self._prices.layout[place - 1] if place else self._prices.extra_space


def _mark(sign: str, token: int, logp: float, hard: bool) -> list[_Arc]:
    """The arcs of a punctuation mark; ``hard``: that stands in the text as such."""
    arcs: list[_Arc] = []
    if sign in AFTER:
        arcs.append((_E, _E_NEXT, token, logp))
        if hard:
            arcs += [(_S, _E_NEXT, token, logp - 3.0), (_E, _S_NEXT, token, logp - 3.0)]
    if sign in BEFORE:
        arcs.append((_S, _S_NEXT, token, logp))
        if hard:
            arcs.append((_E, _S_NEXT, token, logp - 3.0))
    if sign in BETWEEN:
        arcs += [(a, b, token, logp - 0.7) for a in (_E, _S) for b in (_E_NEXT, _S_NEXT)]
    return arcs
