"""Ties the marks in the text to their footnotes; a raised number that has none goes back into its word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from warraq.arabic.digits import to_superscript
from warraq.layout.notes.footnotes import mark_number
from warraq.model.line import Block, Line, Word
from warraq.pages.rows.raised import is_power

#: A mark that is not raised: a number in brackets, by itself or at the end of a word, before punctuation.
_INLINE: Final = re.compile(
    r"(?P<word>.*?)(?P<mark>[(\[][0-9\u0660-\u0669\u06f0-\u06f9*]{1,3}[)\]])(?P<end>[.,\u060c\u061b:;]*)"
)
_PUNCTUATION: Final = re.compile(r"[.,\u060c\u061b:;!\u061f)\]\"\u00bb\u201d]*$")
_CLOSING: Final = (")", "]")
#: A mark is tied to a note of its own page, else of the pages beside it.
_NEAR_PAGES: Final = (0, 1, -1)
_FURNITURE: Final = frozenset({"header", "footer"})


def link_marks(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with ``Word.note`` set wherever a mark names a footnote."""
    keys = {block.note for block in blocks if block.note}
    changed: dict[int, Line] = {}
    named: set[str] = set()
    for line in _text_lines(blocks):
        if line.marked:
            changed[id(line)] = _linked(line, keys, named)
    for key in sorted(keys - named, key=_order):
        _tie_inline(blocks, key, changed)
    return [_with_lines(block, changed) for block in blocks] if changed else list(blocks)


def _text_lines(blocks: Sequence[Block]) -> Iterator[Line]:
    for block in blocks:
        if block.role not in _FURNITURE:
            yield from block.lines


def _order(key: str) -> tuple[int, int, str]:
    page, _, number = key.partition(":")
    return int(page), int(number) if number.isdecimal() else 0, number


def _linked(line: Line, keys: set[str], named: set[str]) -> Line:
    words = []
    for word in line.words:
        if word.mark:
            number = mark_number(word.mark)
            near = (f"{line.page + step}:{number}" for step in _NEAR_PAGES)
            key = next((key for key in near if key in keys), None)
            if key is None:
                word = _with_mark_inside(word)
            else:
                named.add(key)
                word = replace(word, note=key)
        words.append(word)
    return replace(line, words=tuple(words))


def _with_mark_inside(word: Word) -> Word:
    """The word with its raised sign as one of its characters: a power (10 with 18 raised is not 1018), an ordinal."""
    end = _PUNCTUATION.search(word.text)
    at = end.start() if end else len(word.text)
    bracketed = word.mark.endswith(_CLOSING)
    if word.text.endswith(_CLOSING) and (bracketed or word.original.endswith(word.text[-1] + word.mark)):
        at = len(word.text)  # the power of all that is in brackets, or the mark of a note that isn't read as one
    power = word.mark.isdecimal() or is_power(word.text[:at], word.mark)
    sign = to_superscript(word.mark) if power else word.mark
    return replace(word, text=word.text[:at] + sign + word.text[at:], mark="")


def _tie_inline(blocks: Sequence[Block], key: str, changed: dict[int, Line]) -> None:
    """Look on the note's page for its number in brackets, set like the text."""
    page, _, number = key.partition(":")
    for block in blocks:
        if block.role in _FURNITURE or block.role == "footnote":
            continue
        for line in block.lines:
            if str(line.page) != page:
                continue
            tied = _inline(changed.get(id(line), line), number.rstrip("+"), key)
            if tied is not None:
                changed[id(line)] = tied
                return


def _inline(line: Line, number: str, key: str) -> Line | None:
    """The line with the mark apart from its word; None where it hasn't this number. A label is no mark."""
    words = list(line.words)
    for index, word in enumerate(words):
        match = _INLINE.fullmatch(word.text)
        if match is None or mark_number(match["mark"]) != number or word.mark:
            continue
        if match["word"]:
            words[index] = replace(word, text=match["word"] + match["end"], mark=match["mark"], note=key)
            return replace(line, words=tuple(words))
        if index > 0 and not words[index - 1].mark:
            before = words[index - 1]
            words[index - 1] = replace(
                before,
                text=before.text + match["end"],
                original=f"{before.original} {word.original}",
                mark=match["mark"],
                note=key,
            )
            del words[index]
            return replace(line, words=tuple(words))
    return None


def _with_lines(block: Block, changed: dict[int, Line]) -> Block:
    if changed.keys().isdisjoint(map(id, block.lines)):
        return block

    def new(lines: Sequence[Line]) -> tuple[Line, ...]:
        return tuple(changed.get(id(line), line) for line in lines)

    table = block.table
    if table is not None:
        table = replace(table, cells=tuple(replace(cell, lines=new(cell.lines)) for cell in table.cells))
    return replace(block, lines=new(block.lines), table=table)
