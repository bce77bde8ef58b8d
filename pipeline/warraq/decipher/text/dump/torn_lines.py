"""Lines of an enciphered dump that its layout has one of: labels apart from what they number, and pages' edges.

Extractors write what stands at another height, as digits do in some fonts, as a line of its own; and where pages follow
each other without a blank line, nothing parts their headers and footers from the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from warraq.decipher.text.dump.dump import LONE_LABEL, DumpLine, has_arabic, masked, page_of, with_pages
from warraq.decipher.text.parameters import TornLines as P
from warraq.language.units import LETTERS

_NUMBER: Final = re.compile(r"\s*\d{1,3}\s*")
_ONE_WORD: Final = re.compile(f"\\s*[{LETTERS}]{{4,}}\\s*")
_DASH: Final = re.compile(r"\s*[-\N{EN DASH}]\s*")


def mended(lines: Sequence[DumpLine]) -> list[DumpLine]:
    """``lines`` with the edges of pages told as furniture, and with labels on the lines of what they number."""
    return _with_fonts_of_labels(_with_labels(with_pages(_with_edges(lines))))


def _with_edges(lines: Sequence[DumpLine]) -> list[DumpLine]:
    """``lines``, furniture where they count the pages, or stand beside such lines again and again."""
    is_furniture = [line.furniture for line in lines]
    counting = [k for k, line in enumerate(lines) if not has_arabic(line) and page_of(line.raw)]
    numbers = [page_of(lines[k].raw) for k in counting]
    follow = all(a and b and (a[0] + 1, a[1]) == b for a, b in pairwise(numbers))
    for k in counting if len(counting) >= P.LEAST and follow else ():
        is_furniture[k] = True
    for _ in range(2):  # a page has no more than two such lines on a side
        beside = [
            k
            for k in range(len(lines))
            if not is_furniture[k] and not has_arabic(lines[k]) and _beside(lines, is_furniture, k)
        ]
        again = Counter(masked(lines[k]) for k in beside)
        for k in beside:
            is_furniture[k] = again[masked(lines[k])] >= P.LEAST
    return [replace(line, furniture=edge) for line, edge in zip(lines, is_furniture, strict=True)]


def _beside(lines: Sequence[DumpLine], furniture: Sequence[bool], k: int) -> bool:
    """Whether line ``k`` stands before or behind one that is ``furniture``."""
    return (k > 0 and furniture[k - 1]) or (k + 1 < len(lines) and furniture[k + 1])


def _with_labels(lines: Sequence[DumpLine]) -> list[DumpLine]:
    """``lines``, the number above a word that comes again with others on its line, and the dash above a heading."""
    words = Counter(
        line.raw.strip() for number, line in pairwise(lines) if _NUMBER.fullmatch(number.raw) and _is_word(line)
    )
    result: list[DumpLine] = []
    for line in lines:
        above = result[-1] if result else None
        if above is not None and not line.blank and not above.furniture:
            numbered = _is_word(line) and words[line.raw.strip()] >= P.LEAST and _NUMBER.fullmatch(above.raw)
            if numbered or (line.clean and _DASH.fullmatch(above.raw)):
                result[-1] = replace(line, raw=_joined(above.raw.strip(), line.raw.strip()), blank=above.blank)
                continue
        result.append(line)
    return result


def _joined(label: str, text: str) -> str:
    """A label and what it numbers. A space between a number and its word might be read as a stop that was lost."""
    return f"{label}{text}" if _NUMBER.fullmatch(label) else f"{label} {text}"


def _is_word(line: DumpLine) -> bool:
    return _ONE_WORD.fullmatch(line.raw) is not None


def _with_fonts_of_labels(lines: list[DumpLine]) -> list[DumpLine]:
    """``lines``; labels of headings that are a line are as clean as what they head: a word is too little to tell by."""
    return [
        replace(line, quality=head.quality) if head.clean and LONE_LABEL.fullmatch(line.raw) else line
        for line, head in zip(lines, [*lines[1:], *lines[-1:]], strict=True)
    ]
