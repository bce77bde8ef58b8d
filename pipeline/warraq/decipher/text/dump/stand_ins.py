"""Letters that came out as what is no letter: marks of vowels, Arabic-Indic digits.

Where each form of each letter has a code of its own and a map counts on from some of them, letters come out as whatever
stands there in Unicode, harakat and digits among it. Such a character gets a letter that stands in for it, by which the
search for words knows it.

>>> as_in_dump(_stand_in("\\u064e")) == "\\u064e"
True
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Final

from warraq.decipher.text.parameters import StandIns as P
from warraq.language.tokens import HARAKAT
from warraq.language.units import LETTERS
from warraq.model.line import Block, Word

#: A stand-in is this far behind its character, near the end of plane 16: fonts of icons have glyphs in plane 15.
_BEHIND: Final = 0x10F000
#: All stand-ins, and all letters of a dump, as parts of a class of an expression.
STAND_INS: Final = f"{chr(_BEHIND + 0x600)}-{chr(_BEHIND + 0x6FF)}"
SYMBOLS: Final = f"{LETTERS}{STAND_INS}"
#: The stand-ins of marks and digits, which take their direction from what is beside them.
WEAK_STAND_INS: Final = "".join(
    f"{chr(_BEHIND + first)}-{chr(_BEHIND + last)}"
    for first, last in ((0x610, 0x61A), (0x64B, 0x669), (0x670, 0x670), (0x6D6, 0x6ED))
)

_DIGITS: Final = "\u0660-\u0669"
#: The characters of the script that are neither letters of Arabic nor commas, semicolons and question marks.
_NO_LETTERS: Final = (
    f"{HARAKAT}{_DIGITS}\u0600-\u060b\u060d-\u060f\u061c-\u061e\u063b-\u063f\u066a-\u066f\u0671-\u06d3\u06d5-\u06ff"
)
_NO_LETTER: Final = re.compile(f"[{_NO_LETTERS}]")
#: The stand-in of a kashida, which may be a letter or nothing.
KASHIDA: Final = chr(_BEHIND + 0x640)
#: The first kashida of several, and one that begins a word.
_ONE_KASHIDA: Final = re.compile("(?<!\u0640)\u0640")
_BEGINS: Final = re.compile(f"(?<![{SYMBOLS}\u0640])\u0640+(?=[{SYMBOLS}])")
#: A digit inside a word, and a mark that no Arabic text has.
_ODD_DIGIT: Final = re.compile(f"(?<=[{LETTERS}{HARAKAT}])[{_DIGITS}](?=[{LETTERS}{HARAKAT}])")
_ODD_MARK: Final = re.compile("[\u0656-\u065f]")
_LETTER: Final = re.compile(f"[{LETTERS}]")
_DIGIT: Final = re.compile(r"\d")
_STAND_IN: Final = re.compile(f"[{STAND_INS}]")
#: A letter that Arabic hasn't. No language has so many of them.
_OTHER_LETTER: Final = re.compile("[\u063b-\u063f\u066e\u066f\u0671-\u06d3]")


def with_stand_ins(text: str) -> str:
    """``text`` with a stand-in for each character that stands for a letter; itself where marks are marks."""
    if not _has_odd_letters(text):
        return text
    text = _NO_LETTER.sub(lambda match: _stand_in(match.group()), text)
    return _ONE_KASHIDA.sub(KASHIDA, text) if len(_BEGINS.findall(text)) >= P.LEAST_KASHIDAS else text


def _has_odd_letters(text: str) -> bool:
    digits, marks = _ODD_DIGIT.findall(text), _ODD_MARK.findall(text)
    odd = len(digits) + len(marks)
    if odd >= P.LEAST and len(set(digits)) >= P.ODD_DIGITS and len(set(marks)) >= P.ODD_MARKS:
        return odd > P.SHARE * len(_LETTER.findall(text))
    other = Counter(_OTHER_LETTER.findall(text))
    return sum(count > 1 for count in other.values()) >= P.MOST_LETTERS


def as_in_dump(text: str) -> str:
    """``text`` with the characters themselves for their stand-ins."""
    return _STAND_IN.sub(lambda match: chr(ord(match.group()) - _BEHIND), text)


def has_stand_ins(text: str) -> bool:
    """Whether characters of ``text`` stand in for others."""
    return _STAND_IN.search(text) is not None


def without_stand_ins(text: str) -> str:
    """``text`` without the letters that stand in for other characters."""
    return _STAND_IN.sub("", text)


def as_shown(block: Block) -> Block:
    """``block`` as the dump has its characters."""

    def word(read: Word) -> Word:
        others = tuple((as_in_dump(text), p) for text, p in read.alternatives)
        text, original = as_in_dump(read.text), as_in_dump(read.original)
        sure = min(read.confidence, P.DIGITS_DOUBT) if _DIGIT.search(text) else read.confidence
        return replace(read, text=text, original=original, confidence=sure, alternatives=others)

    return replace(block, lines=tuple(replace(line, words=tuple(map(word, line.words))) for line in block.lines))


def _stand_in(character: str) -> str:
    return chr(_BEHIND + ord(character))
