"""Evidence from codes that fonts of one document share.

Subsets of the faces of one family often keep its codes, the names of its glyphs or their indices: Type 3 and Type 1
fonts those of the typeface, CID fonts its glyph indices. A ligature that a heading shows once is then read where the
text shows it in many words. Others number each subset from scratch, and share codes by chance only. Letters that both
fonts are sure of tell which it is. Those near the code in question count alone: some fonts agree in a part of their
codes (two of a maker's old faces up to the slots of the signs, from there on no more).
"""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Any, Final

from warraq.arabic.letters import is_arabic_spelling
from warraq.decipher.glyph.parameters import SharedCodes as P
from warraq.decipher.glyph.signs.tokens import Symbols
from warraq.fonts.claims.claim_text import plain
from warraq.fonts.claims.table_evidence import OTHER_STRINGS
from warraq.model.font import Font, Reading

#: What fonts may share: the code, the name that the encoding has for it, the glyph that it selects.
KEYS: Final[tuple[Callable[[Font, int], Any], ...]] = (
    lambda font, code: code,
    lambda font, code: font.code_to_name.get(code),
    lambda font, code: font.code_to_gid.get(code),
)

_Letters = Mapping[Any, Reading]
"""Key -> reading, of the codes that stand for Arabic letters."""


def by_shared_codes(readings: Mapping[int, Reading], symbols: Symbols, fonts: Sequence[Font]) -> dict[int, Reading]:
    """Symbol -> what a font that shares its code is sure of, where its own font isn't and the two agree otherwise.

    Args:
        readings: symbol -> what it reads as.
    """
    unsure = [s for s, reading in readings.items() if reading.confidence < P.SURE and is_arabic_spelling(reading.text)]
    better: dict[int, Reading] = {}
    for key in KEYS if unsure else ():
        letters: defaultdict[int, dict[Any, Reading]] = defaultdict(dict)
        keys: dict[int, Any] = {}
        for s, reading in sorted(readings.items(), key=lambda item: (int(symbols.count[item[0]]), item[0])):
            font = int(symbols.font[s])
            keys[s] = key(fonts[font], int(symbols.code[s]))
            if keys[s] is not None and is_arabic_spelling(reading.text):
                letters[font][keys[s]] = reading
        pairs: dict[tuple[int, int], _Agreement] = {}
        for s in unsure:
            number = int(symbols.font[s])
            for other in sorted(letters):
                of_other = letters[other].get(keys[s])
                if other == number or of_other is None or of_other.confidence < P.SURE:
                    continue
                if (number, other) not in pairs:
                    pairs[number, other] = _Agreement(letters[number], letters[other])
                taken = pairs[number, other].take_over(keys[s], readings[s], of_other)
                if taken is not None and taken.confidence > better.get(s, readings[s]).confidence:
                    better[s] = taken
    return better


class _Agreement:
    """How far two fonts agree on the letters that both are sure of."""

    def __init__(self, letters: _Letters, other: _Letters) -> None:
        both = sorted(
            key
            for key in letters.keys() & other.keys()
            if min(letters[key].confidence, other[key].confidence) >= P.SURE
        )
        self._keys = both
        self._same = [plain(letters[key].text) == plain(other[key].text) for key in both]

    def take_over(self, key: Any, reading: Reading, other: Reading) -> Reading | None:
        """What the code ``key`` is read as where one font reads ``reading`` and the other one ``other``."""
        at = bisect(self._keys, key)
        below, above = self._same[:at][::-1], self._same[at:]
        run = sum(len(list(takewhile(bool, side))) for side in (below, above))
        if run < P.LEAST_AGREED or not all(side[0] for side in (below, above) if side):
            return None
        rate, letters = (run + 0.5) / (run + 1), plain(other.text)  # claims may be presentation forms
        before = reading.confidence if reading.text == letters else dict(reading.alternatives).get(letters, P.UNLISTED)
        against = (1 - before) * (1 - rate) / OTHER_STRINGS
        sure = min(other.confidence, before * rate / (before * rate + against))
        rest = reading.confidence + sum(odds for text, odds in reading.alternatives if text != letters)
        every = ((reading.text, reading.confidence), *reading.alternatives)
        others = tuple((text, round(odds * (1 - sure) / rest, 4)) for text, odds in every if text != letters)
        return replace(reading, text=letters, confidence=sure, evidence="shared_codes", alternatives=others)
