"""Words that a line breaks in two: symbols and addresses at their signs, hyphenated words, Arabic words cut bare.

Lines are joined by spaces, so that ``A/RES/`` above ``55/25`` would come out in two. The halves become one word, which
stands at the end of the first line. It is told by the signs at the break, for a hyphen by how the document spells the
word elsewhere, and for an Arabic word without any sign by the forms of its letters: they join over the break.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter
from typing import Final

from warraq.model.line import Block, Line, Word

#: Furniture, and the entries of a table of contents, are lines of their own.
_WHOLE: Final = frozenset({"header", "footer", "toc"})
_ARABIC: Final = r"\u0620-\u064a\u066e-\u06d3"
_DIGIT: Final = r"0-9\u0660-\u0669\u06f0-\u06f9"
_LATIN: Final = r"A-Za-z\u00c0-\u024f"
_HYPHEN: Final = r"\-\u2010"
_HYPHENS: Final = ("-", "\u2010")
_SOFT_HYPHEN: Final = "\N{SOFT HYPHEN}"
#: Pairs of patterns: what the first half ends with, and what the second then begins with, if they are one word.
_BREAKS: Final = tuple(
    (re.compile(f"(?:{end})$"), re.compile(start))
    for end, start in (
        # a symbol, and words that a slash joins: A/RES/ 55/25, and/ or
        (rf"[{_LATIN}][^\s{_ARABIC}]*/|(?<![^\W\d])[{_LATIN}]/", rf"[{_LATIN}{_DIGIT}]"),
        (rf"[{_LATIN}][^\s{_ARABIC}]*(?<=[{_LATIN}{_DIGIT}])", rf"/[{_LATIN}{_DIGIT}]"),
        # numbers and Arabic words likewise: 55/ 25, month/ month
        (rf"[{_DIGIT}]/", rf"[{_DIGIT}]"),
        (rf"[{_ARABIC}]/", rf"[{_ARABIC}]"),
        (rf"[{_ARABIC}]", rf"/[{_ARABIC}]"),
        # a symbol after a stop inside it: CTOC/COP/WG. 7/2020
        (rf"[A-Z][A-Z{_DIGIT}]*/(?:[^\s{_ARABIC}]*/)?[{_LATIN}]+\.", rf"[{_DIGIT}]+(?![^\W\d_])"),
        # the two symbols of one document: E/2018/33- E/C.12/2017/3
        (rf"[{_LATIN}]/[^\s{_ARABIC}]*[{_LATIN}{_DIGIT}][{_HYPHEN}\u2013]", rf"[A-Z]+/[{_LATIN}{_DIGIT}]"),
        # ranges, and names with a number: 2018- 2019, COVID- 19
        (rf"[{_DIGIT}][{_HYPHEN}\u2013]", rf"[{_DIGIT}]"),
        (rf"[{_LATIN}{_ARABIC}]{{2}}[{_HYPHEN}]", rf"[{_DIGIT}]"),
        # double names: Asia- Pacific
        (rf"[{_LATIN}]{{2}}[{_HYPHEN}]", r"[A-Z]"),
    )
)
_ADDRESS: Final = re.compile(r"(?:[a-z]+:/|www\.|[\w.+\-]@)[^\s]*$|(?:https?|ftp|mailto):$", re.IGNORECASE)
_ADDRESS_ENDS: Final = re.compile(r"[/\-_?&=#%@~+:]$")
_ADDRESS_GOES_ON: Final = re.compile(rf"[/?&=#_@~%\-]?[A-Za-z0-9][^\s{_ARABIC}]*|//[^\s{_ARABIC}]+")
_ADDRESS_STOPS: Final = re.compile(r"[a-z0-9][\w\-]*[./].*")
_HOST: Final = re.compile(r"@[A-Za-z0-9\-]+\.[A-Za-z]")
_HYPHENATED: Final = re.compile(rf"[{_LATIN}]{{2,}}[{_HYPHEN}]$")
_LOWER: Final = re.compile(r"[a-z\u00df-\u00f6\u00f8-\u00ff]{2,}")
_WORD: Final = re.compile(rf"[{_LATIN}]+(?:[{_HYPHEN}][{_LATIN}]+)*")
_UNPLACED: Final = attrgetter("unplaced")
#: What a word that may go on below ends with, or the rest of it begins with.
_SIGNS: Final = frozenset("/-\u2010\u2013_?&=#%@~+:.")
#: Lines that end in a Latin word, and those of them that end in a hyphen: from this share on words are hyphenated.
_HYPHENATES: Final = 0.05


@dataclass(frozen=True, slots=True)
class Spellings:
    """How the document spells and hyphenates Latin words.

    Attributes:
        words: whole ones, also with hyphens inside, that stand within a line.
        hyphenates: it hyphenates words at the ends of left-to-right lines. No program has rules for Latin words in
            right-to-left text: a hyphen there is the word's own, unless the document has the word without it.
        soft: a soft hyphen is one. Some fonts list their hyphen as that, too, and producers then claim it everywhere.
    """

    words: frozenset[str]
    hyphenates: bool
    soft: bool

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Spellings:
        """Read from all ``lines``; little to do where none of them ends in a hyphen."""
        lines = list(lines)
        lasts = [words[-1] for words in map(_UNPLACED, lines) if words]
        ends = [word.text for word in lasts]
        soft = any(word.original.endswith(_SOFT_HYPHEN) for word in lasts) and not any(
            _SOFT_HYPHEN in word.original and "-" in word.text for line in lines for word in line.unplaced[:-1]
        )
        broken = sum([_HYPHENATED.search(end) is not None for end in ends if end.endswith(_HYPHENS)])
        if not broken:
            return cls(frozenset(), hyphenates=False, soft=soft)
        latin = sum(re.search(rf"[{_LATIN}]{{2}}\W*$", end) is not None for end in ends)
        words = (match.group().lower() for line in lines for match in _WORD.finditer(line.text))
        return cls(frozenset(words), broken >= _HYPHENATES * latin, soft)

    def joined(self, first: str, second: str, rtl: bool) -> str:
        """Both halves of a word that is broken after its hyphen, without the hyphen or with it.

        Args:
            rtl: the line is read from right to left.
        """
        start = _last_word(first)
        end = _WORD.match(second)
        assert end is not None
        whole, compound = (f"{start}{hyphen}{end.group()}".lower() for hyphen in ("", "-"))
        as_whole = whole in self.words
        if as_whole == (compound in self.words):
            as_whole = self.hyphenates and not rtl
        return (first[:-1] if as_whole else first) + second


def _last_word(text: str) -> str:
    match = re.search(rf"[{_LATIN}]+(?=[{_HYPHEN}]$)", text)
    return match.group() if match else ""


def join_wrapped(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the halves of broken words joined; those whose lines break none are the same."""
    blocks = [
        replace(block, lines=tuple(map(_hyphen_at_end, block.lines)))
        if block.table is None and any(_begins_with_hyphen(line) for line in block.lines if line.text[:1] == "-")
        else block
        for block in blocks
    ]
    spellings = Spellings.of(line for block in blocks for line in block.lines)
    return [block if block.role in _WHOLE else _joined_block(block, spellings) for block in blocks]


def _begins_with_hyphen(line: Line) -> bool:
    first = line.unplaced[0] if line.words else None
    return first is not None and first.original.startswith(_SOFT_HYPHEN) and first.text.startswith("-")


def _hyphen_at_end(line: Line) -> Line:
    """The line with a soft hyphen at its end that is painted before it: Typst does so in right-to-left paragraphs."""
    if not _begins_with_hyphen(line):
        return line
    words = list(line.words)
    first = replace(words[0], text=words[0].text[1:], original=words[0].original[1:])
    words[:1] = [first] if first.text else []
    if words:
        words[-1] = replace(words[-1], text=words[-1].text + "-", original=words[-1].original + _SOFT_HYPHEN)
    return replace(line, words=tuple(words))


def _joined_block(block: Block, spellings: Spellings) -> Block:
    if block.table is None:
        lines = joined_lines(block.lines, spellings)
        return block if lines is block.lines else replace(block, lines=lines)
    cells = [joined_lines(cell.lines, spellings) for cell in block.table.cells]
    if all(lines is cell.lines for lines, cell in zip(cells, block.table.cells, strict=True)):
        return block
    table = replace(
        block.table,
        cells=tuple(replace(cell, lines=lines) for cell, lines in zip(block.table.cells, cells, strict=True)),
    )
    return replace(block, table=table, lines=tuple(line for cell in table.cells for line in cell.lines))


def joined_lines(lines: tuple[Line, ...], spellings: Spellings) -> tuple[Line, ...]:
    """The lines of one text, the same object where no word is broken. A line that held but a half is gone."""
    if not any(_may_join(above, below) for above, below in pairwise(lines)):
        return lines
    result: list[Line] = []
    for line in lines:
        whole = _whole(result[-1], line, spellings) if result and _may_join(result[-1], line) else None
        if whole is None:
            result.append(line)
            continue
        result[-1] = replace(result[-1], words=(*result[-1].words[:-1], whole))
        if len(line.words) > 1:
            result.append(replace(line, words=line.words[1:]))
    return tuple(result) if len(result) < len(lines) or result != list(lines) else lines


def _may_join(above: Line, below: Line) -> bool:
    """A cheap look: nearly all lines end in a letter or a stop and begin with a letter."""
    before, after = above.unplaced, below.unplaced
    if not before or not after:
        return False
    last, first = before[-1], after[0]
    return last.text[-1:] in _SIGNS or first.text[:1] in _SIGNS or last.cut or last.original.endswith(_SOFT_HYPHEN)


def _whole(above: Line, below: Line, spellings: Spellings) -> Word | None:
    """The last word of the line above with the first one of the line below; None where they are two."""
    last, first = above.words[-1], below.words[0]
    if last.mark or not last.text or not first.text:
        return None
    text = _joined(last, first, above, spellings)
    if text is None:
        return None
    box = last.box
    if box and first.box and above.page == below.page:
        other = first.box
        box = min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3])
    return replace(
        first,
        text=text,
        original=last.original + first.original,
        confidence=min(last.confidence, first.confidence),
        box=box,
        alternatives=(),
        cut=first.cut,
    )


def _joined(last: Word, first: Word, line: Line, spellings: Spellings) -> str | None:
    """The text of both; None where they are two words. ``line`` is the one that ends in the last word."""
    end, start = last.text, first.text
    if last.cut and first.joined:
        return end + start
    if _ADDRESS.search(end) and _address_goes_on(end, start):
        return end + start
    if _HOST.match(start) and end[-1].isalnum():
        return end + start
    if spellings.soft and last.original.endswith(_SOFT_HYPHEN) and start[0].isalpha():
        return end.removesuffix("-") + start
    if _HYPHENATED.search(end) and _LOWER.match(start):
        return spellings.joined(end, start, line.rtl)
    if len(line.words) == 1 and end[-1] in "-\u2010\u2013":
        return None  # a label, above its text
    return end + start if any(one.search(end) and other.match(start) for one, other in _BREAKS) else None


def _address_goes_on(end: str, start: str) -> bool:
    if _ADDRESS_ENDS.search(end):
        return _ADDRESS_GOES_ON.fullmatch(start) is not None
    if end.endswith("."):
        return _ADDRESS_STOPS.fullmatch(start) is not None
    return re.match(r"[/?&=#_@~%][A-Za-z0-9]", start) is not None
