"""Raised small print in a line: the marks of footnotes, which are no part of the word that they hang on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import regex

from pipeline.model.line import Word
from pipeline.repair.frame import Frame

#: Smaller than this share of the line's size, and raised by more than this share of it.
_SMALLER: Final = 0.8
_RAISED: Final = 0.14
#: A number, a few asterisks or daggers, or one letter; in brackets or not.
_MARK: Final = regex.compile(r"[(\[]?\s?(?:\p{Nd}{1,3}|[*\u2020\u2021]{1,3}|\p{Arabic}|[a-z])\s?[)\]/]?")


def raised_glyphs(frame: Frame, glyphs: Sequence[int]) -> frozenset[int]:
    """Those of a line's glyphs that are set smaller and higher than most."""
    size, down = frame.size[glyphs], frame.down[glyphs]
    if size.min() >= _SMALLER * size.max():
        return frozenset()
    usual = float(np.median(size))
    small = size < _SMALLER * usual
    if not small.any():
        return frozenset()
    high = down < float(np.median(down[~small])) - _RAISED * usual
    return frozenset(np.asarray(glyphs)[small & high].tolist())


def add_word(words: list[Word], part: list[int], raised: Sequence[bool], build: Callable[[list[int]], Word]) -> None:
    """Add the word of ``part`` to the line's ``words``; a mark in it is hung on it, or on the word before.

    At the start of a line a mark stays a word: it is the label of a footnote.

    Args:
        part: numbers of the word's cells, in logical order.
        raised: for each, whether it is raised.
        build: makes a word of such numbers.
    """
    word = build(part)
    high = [index for index, up in zip(part, raised, strict=True) if up]
    low = [index for index, up in zip(part, raised, strict=True) if not up]
    mark = build(high).text if high else ""
    if not _MARK.fullmatch(mark):
        words.append(word)
    elif not low:
        if words and not words[-1].mark:
            before = words[-1]
            words[-1] = replace(before, mark=mark, original=f"{before.original} {word.original}")
        else:
            words.append(word)
    elif raised[0] and not words:
        words += [build(high), build(low)]
    else:
        words.append(replace(build(low), mark=mark, original=word.original, box=word.box))
