"""Raised small print in a line: the marks of footnotes, which are no part of the word that they hang on, and powers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

import regex

from warraq.arabic.digits import has_superscript, to_superscript
from warraq.model.line import Word
from warraq.pages.lines.frame import Frame, Indices
from warraq.pages.rows.cells import OrderedCell

#: Smaller than this share of the line's size, and raised by more than this share of it.
_SMALLER: Final = 0.8
_RAISED: Final = 0.14
#: What is shorter by so little is the same after sums in another order.
_ROUNDED: Final = 0.999
#: A number, a few asterisks or daggers, or one letter; in brackets or not.
_MARK: Final = regex.compile(r"[(\[]?\s?(?:\p{Nd}{1,3}|[*\u2020\u2021]{1,3}|\p{Arabic}|[a-z])\s?[)\]/]?")
#: What a power is of at its end: a number, what is in brackets, or a letter or two of another script. Transcriptions
#: raise the endings of longer words.
_BASE: Final = regex.compile(r".*[0-9)\]]|(?:.*[^\p{L}\p{M}])?[\p{Latin}\p{Greek}]{1,2}")


def may_be_raised(smallest: float, largest: float, spread: float) -> bool:
    """Whether any glyphs of a line can be raised small print.

    Args:
        smallest, largest: font sizes in the line, points.
        spread: between its highest baseline and its lowest, points.
    """
    return smallest < _SMALLER * largest and spread > _ROUNDED * _RAISED * smallest


def raised_glyphs(frame: Frame, glyphs: Indices) -> frozenset[int]:
    """Those of a line's glyphs that are set smaller and higher than most."""
    sizes = frame.size[glyphs].tolist()
    unit = _median(sizes)
    small = _SMALLER * unit
    if min(sizes) >= small:
        return frozenset()
    placed = list(zip(glyphs.tolist(), sizes, frame.down[glyphs].tolist(), strict=True))
    usual = _median([down for _, size, down in placed if size >= small])
    return frozenset([glyph for glyph, size, down in placed if size < small and down < usual - _RAISED * unit])


def _median(values: list[float]) -> float:
    """As in ``statistics``, which takes several times as long for the few values of a line."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def add_word(
    words: list[Word], part: list[OrderedCell], raised: Sequence[bool], build: Callable[[list[OrderedCell]], Word]
) -> None:
    """Add the word of ``part`` to the line's ``words``; a mark in it is hung on it, or on the word before.

    At the start of a line a mark stays a word: it is the label of a footnote.

    Args:
        part: the word's cells, in logical order.
        raised: for each, whether it is raised; one is at least.
        build: makes a word of such cells.
    """
    word = build(part)
    high = [index for index, up in zip(part, raised, strict=True) if up]
    low = [index for index, up in zip(part, raised, strict=True) if not up]
    mark = build(high).text
    is_mark = _MARK.fullmatch(mark) is not None
    powers = None
    if not is_mark or _goes_on(part, raised, build):
        powers = _with_powers(part, raised, build)
    if powers is not None:
        words.append(replace(word, text=powers))
    elif not is_mark:
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


def _goes_on(part: list[OrderedCell], raised: Sequence[bool], build: Callable[[list[OrderedCell]], Word]) -> bool:
    """Whether a word has more than one raised part, or goes on after it with a letter or digit: no mark stands so."""
    first, end = raised.index(True), len(raised) - raised[::-1].index(True)
    return not all(raised[first:end]) or (end < len(part) and build(part[end:]).text[:1].isalnum())


def is_power(base: str, raised: str) -> bool:
    """Whether raised signs after ``base`` are its power, and all of them exist in Unicode."""
    return has_superscript(raised) and _BASE.fullmatch(base) is not None


def _with_powers(
    part: list[OrderedCell], raised: Sequence[bool], build: Callable[[list[OrderedCell]], Word]
) -> str | None:
    """The text of a word whose raised signs are powers, ``1437`` to the ``2017``, ``10`` to the ``-2``; else None."""
    cells = list(zip(part, raised, strict=True))
    first = raised.index(True)
    if all(turned for _, turned in part[:first]):
        # The order of the line, which doesn't know what is raised, took a minus for a dash between numbers. Brackets of
        # the right-to-left text around are where they should be.
        end = next((place for place in range(first, len(part)) if part[place][1]), len(part))
        cells[first:end] = sorted(cells[first:end])
    text = ""
    for up, run in groupby(cells, key=lambda cell: cell[1]):
        piece = build([cell for cell, _ in run]).text
        if up and not is_power(text, piece):
            return None
        text += to_superscript(piece) if up else piece
    return text
