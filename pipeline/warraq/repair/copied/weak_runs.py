"""Letters that came out as marks and digits, in the order of reading again.

The bidirectional algorithm runs digits, and what stands beside them, to the right: extractors that undo what was
painted turn every such run round, and within words there are many where letters are digits and marks. pdfium does it;
poppler sets such runs between marks of direction. Others write lines as they look. Nothing is known of the letters
yet, but letters follow letters with more rule in the order of reading, and many words begin alike, with the article,
while few end alike.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from warraq.arabic.letters import TATWEEL
from warraq.decipher.text.dump.stand_ins import KASHIDA, SYMBOLS, WEAK_STAND_INS, has_stand_ins
from warraq.repair.order.brackets import turned

_WEAK: Final = re.compile(f"[{WEAK_STAND_INS}0-9.,:/%#+\u060c-]+")
#: A number runs to the right in any order, the rest is read letter by letter.
_UNIT: Final = re.compile(r"\d+(?:[-./,:\u2013\u066b\u066c]\d+)*|.", re.S)
_WORD: Final = re.compile(f"[{SYMBOLS}]+")
_ISLAND: Final = re.compile(r"[A-Za-z0-9]+(?:[./:,-][A-Za-z0-9]+)*")
#: By how much the next letter is surer in the order of reading, nats: 0.13 where half of the letters are marks and
#: digits, 0.01 where one in thirty is.
_SURER: Final = 0.004
#: How much commoner the commonest pair of letters that begins words is than the one that ends them: three times and
#: more in the order of reading.
_TIMES: Final = 1.5


def in_reading_order(text: str) -> str:
    """``text`` with such runs, and such lines, turned round; itself where no letters came out so."""
    if not has_stand_ins(text):
        return text
    other = _WEAK.sub(lambda run: from_the_right(run.group()), text)
    if _doubt(other) < _doubt(text) - _SURER:
        text = other
    begins, ends = _commonest(text, slice(2)), _commonest(text, slice(-2, None))
    return "\n".join(map(_turned, text.split("\n"))) if ends > _TIMES * begins else text


def from_the_right(run: str) -> str:
    """What is painted from the left as it is read from the right; each number is one."""
    return "".join(_UNIT.findall(run)[::-1])


def _words(text: str) -> Iterator[str]:
    yield from _WORD.findall(text.replace(TATWEEL, "").replace(KASHIDA, ""))


def _doubt(text: str) -> float:
    """How unsure the next letter of a word is, or that it ends, if one knows the letter before: nats a letter."""
    pairs = Counter(pair for word in _words(text) for pair in pairwise(f" {word} "))
    firsts: Counter[str] = Counter()
    for (first, _), count in pairs.items():
        firsts[first] += count
    total = sum(count * math.log(firsts[first] / count) for (first, _), count in pairs.items())
    return total / max(1, pairs.total())


def _commonest(text: str, part: slice) -> int:
    """How many of the words have the commonest two letters at their beginning, or at their end."""
    return max(Counter(word[part] for word in _words(text) if len(word) > 2).values(), default=0)


def _turned(line: str) -> str:
    """A line that was written as it looks."""
    return "".join(map(turned, _ISLAND.sub(lambda island: island.group()[::-1], line[::-1])))
