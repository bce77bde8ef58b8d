"""Whether a reading of enciphered lines is borne out: what a letter came out as, it came out as elsewhere too.

A font's map is wrong for a glyph wherever it stands. Rare words, names and dialects look enciphered to the lexicon, but
a reading of them changes a letter here and there, as it suits the next word, and leaves it as it is elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from warraq.decipher.text.dump.dump import DumpLine
from warraq.decipher.text.parameters import BorneOut as P
from warraq.language.tokens import fold_marks
from warraq.language.units import ALEFS, LETTERS, UNITS, units
from warraq.model.line import Block

_WORD: Final = re.compile(f"[{LETTERS}]+")
_WAW: Final = "\N{ARABIC LETTER WAW}"
_SINGLE: Final = re.compile(
    f"(?<![{LETTERS}])(?!{_WAW})[{LETTERS}](?= +[{LETTERS}])|(?<=[{LETTERS}] )(?!{_WAW})[{LETTERS}](?![{LETTERS}])"
)
#: Letters that people write for each other are no other letters.
_SPELT: Final = str.maketrans(
    dict.fromkeys(ALEFS, "\N{ARABIC LETTER ALEF}") | {"\N{ARABIC LETTER ALEF MAKSURA}": "\N{ARABIC LETTER YEH}"}
)


def explains(blocks: Sequence[Block], lines: Sequence[DumpLine]) -> bool:
    """Whether ``blocks``, as which the enciphered ``lines`` were read, are no guesses."""
    alike, changed = borne_out(blocks)
    if loses_letters(lines):
        return alike >= P.LEAST_WHERE_LOST * changed
    return changed > 0 and alike >= P.LEAST_BORNE_OUT * changed


def loses_letters(lines: Iterable[DumpLine]) -> bool:
    """Whether so many single letters stand among the words of ``lines`` that others came out as spaces."""
    raw = [fold_marks(line.raw) for line in lines]
    words = sum(len(_WORD.findall(text)) for text in raw)
    return sum(len(_SINGLE.findall(text)) for text in raw) > P.LOST * words


def borne_out(blocks: Sequence[Block]) -> tuple[int, int]:
    """How many of the letters read otherwise than the dump shows them other words bear out, and how many there are.

    Words that were read several times count once, and of those that have as many characters as they show.
    """
    outputs: defaultdict[int, Counter[str]] = defaultdict(Counter)
    words = {(fold_marks(word.text), fold_marks(word.original)) for block in blocks for word in block.words}
    for text, shown in words:
        if len(text) == len(shown) and _WORD.fullmatch(text):
            begin = 0
            for unit in units(text):
                end = begin + len(UNITS[unit][0])
                outputs[unit][shown[begin:end]] += 1
                begin = end
    changed = alike = 0
    for unit, counts in outputs.items():
        others, letters = counts.total() - 1, UNITS[unit][0].translate(_SPELT)
        for output, count in counts.items():
            if others and output.translate(_SPELT) != letters:
                changed += count
                alike += count if 2 * (count - 1) >= others and count > 1 else 0
    return alike, changed
