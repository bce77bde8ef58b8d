"""What somebody's text recognition wrote into a file, judged by its words: a sound layer is made of known ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from warraq.language.model import LanguageModel
from warraq.model.line import Line, Word
from warraq.ocr.mending.spelling import letters_of

#: A page of so many words is poorly read where more than this share of them isn't known.
_LEAST: Final = 10
_POOR: Final = 0.12
#: How often a known word of such a page is right, one that isn't known, and any other: a number, a Latin name.
_KNOWN, _UNKNOWN, _OTHER = 0.9, 0.15, 0.7


def poor_pages(lines: Sequence[Line], pages: Collection[int]) -> set[int]:
    """Those of ``pages`` whose lines hold too many unknown words."""
    counts: Counter[int] = Counter()
    unknown: Counter[int] = Counter()
    for line in lines:
        if line.page in pages:
            shares = [_share(word) for word in line.unplaced]
            counts[line.page] += sum(share != _OTHER for share in shares)
            unknown[line.page] += shares.count(_UNKNOWN)
    return {page for page, count in counts.items() if count >= _LEAST and unknown[page] > _POOR * count}


def judged(lines: Sequence[Line], pages: Collection[int]) -> list[Line]:
    """The lines, the words of those on ``pages`` no surer than such words are."""
    return [
        line.with_words(
            tuple(replace(word, confidence=min(word.confidence, _share(word))) for word in line.words), line.box
        )
        if line.page in pages
        else line
        for line in lines
    ]


def _share(word: Word) -> float:
    letters = letters_of(word.text)
    if not letters:
        return _OTHER
    return _KNOWN if letters in LanguageModel.load() else _UNKNOWN
