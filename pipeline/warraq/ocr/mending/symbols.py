"""Symbols in Latin letters and doubtful numbers, read again by themselves: within Arabic lines engines garble them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from warraq.model.line import Box
from warraq.ocr.recogniser import RecognisedWord, Recogniser
from warraq.pictures.painter import Pixels
from warraq.repair.order.bidi import MIRROR

_ARABIC: Final = re.compile(r"[\u0621-\u064a\u0671-\u06d3]")
_LATIN: Final = re.compile(r"[A-Za-z]")
_EASTERN: Final = re.compile(r"[\u0660-\u0669\u06f0-\u06f9]")
_WESTERN: Final = re.compile(r"[0-9]")
#: What a symbol is written in, and what stands around one.
_SYMBOL: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[./-][A-Za-z0-9]+)+|[0-9]{4,}")
_AROUND_IT: Final = re.compile(r"^([^\w]*)(.*?)([^\w]*)$")
#: It is read with so much around it (heights of the word).
_AROUND: Final = 0.3
#: A number of one script, with what may stand beside it, is read again that the engine is less sure of, or whose signs
#: would be wider than this (heights).
_NUMBER: Final = re.compile(r"[-\u2013(\u00ab\u00bb,.:/\u060c]*[0-9][0-9./:,-]*[-\u2013)\u00ab\u00bb,.:\u060c%]*")
_DOUBTFUL: Final = 0.9
_ROOM: Final = 0.85
_LEAST_LETTERS: Final = 4
#: A symbol is no shorter than this share of what was read before.
_KEPT: Final = 0.8
#: A symbol that was read twice, the second time in one script, is so sure.
_SURE: Final = 0.85


def with_symbols(
    recogniser: Recogniser, picture: Pixels, words: Sequence[RecognisedWord], languages: Sequence[str]
) -> list[RecognisedWord]:
    """The words, those that may be symbols and doubtful numbers as they are read by themselves, if that gives one."""
    places = [place for place, word in enumerate(words) if _may_be_symbol(word.text) or _is_doubtful_number(word)]
    if not places:
        return list(words)
    boxes = [_around(words[place].box) for place in places]
    again = recogniser.recognise(picture, languages, boxes)
    read = list(words)
    for place, box in zip(places, boxes, strict=True):
        inside = sorted((word for word in again if _in(word, box)), key=lambda word: word.box[0])
        text = "".join(word.text for word in inside)
        if _is_number(words[place]) and _NUMBER.fullmatch(text):
            read[place] = _as_number(words[place], text, min(word.confidence for word in inside))
            continue
        symbol = _SYMBOL.search(text)
        least = max(_LEAST_LETTERS, _KEPT * sum(map(str.isalnum, words[place].text)))
        if symbol is not None and len(symbol[0]) >= least:
            read[place] = _as_symbol(words[place], symbol[0])
    return read


def _may_be_symbol(text: str) -> bool:
    """Whether it may be one: Latin letters with digits or a slash, or digits of two scripts, without Arabic letters."""
    if _ARABIC.search(text) or len(text) < _LEAST_LETTERS:
        return False
    if _EASTERN.search(text) and _WESTERN.search(text):
        return True
    return bool(_LATIN.search(text)) and bool(_WESTERN.search(text) or "/" in text)


def _is_doubtful_number(word: RecognisedWord) -> bool:
    """Whether it is a number that was hardly read, or is written where there is room for more."""
    if not _is_number(word):
        return False
    room = (word.box[2] - word.box[0]) / max(word.box[3] - word.box[1], 1.0)
    return word.confidence < _DOUBTFUL or room > _ROOM * len(word.text)


def _is_number(word: RecognisedWord) -> bool:
    return bool(_WESTERN.search(word.text)) and not (
        _ARABIC.search(word.text) or _LATIN.search(word.text) or _EASTERN.search(word.text)
    )


def _around(box: Box) -> Box:
    around = _AROUND * (box[3] - box[1])
    return box[0] - around, box[1] - around, box[2] + around, box[3] + around


def _in(word: RecognisedWord, box: Box) -> bool:
    across, down = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
    return box[0] <= across <= box[2] and box[1] <= down <= box[3]


def _as_number(word: RecognisedWord, text: str, sure: float) -> RecognisedWord:
    """The word with a number as it stands from left to right, if no digit of it is lost."""
    painted = "".join(MIRROR.get(sign, sign) for sign in text)
    if sum(map(str.isdigit, text)) < sum(map(str.isdigit, word.text)) or sure < word.confidence:
        return word
    return replace(word, text=painted, painted=True, confidence=sure, read=word.text)


def _as_symbol(word: RecognisedWord, symbol: str) -> RecognisedWord:
    """The word with a symbol for what stands between its brackets and stops."""
    around = _AROUND_IT.match(word.text)
    assert around is not None
    text = around[1] + symbol + around[3]
    same = text == word.text
    return replace(
        word, text=text, confidence=max(word.confidence, _SURE if same else 0.0), read="" if same else word.text
    )
