"""Symbols in Latin letters, read once more by themselves and larger: within Arabic lines engines garble them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from warraq.model.line import Box
from warraq.ocr.recogniser import RecognisedWord, Recogniser
from warraq.pictures.painter import Pixels

_ARABIC: Final = re.compile(r"[\u0621-\u064a\u0671-\u06d3]")
_LATIN: Final = re.compile(r"[A-Za-z]")
_EASTERN: Final = re.compile(r"[\u0660-\u0669\u06f0-\u06f9]")
_WESTERN: Final = re.compile(r"[0-9]")
#: What a symbol is written in, and what stands around one.
_SYMBOL: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[./-][A-Za-z0-9]+)+|[0-9]{4,}")
_AROUND_IT: Final = re.compile(r"^([^\w]*)(.*?)([^\w]*)$")
#: So much larger, with so much around it (heights of the word).
_LARGER: Final = 1.5
_AROUND: Final = 0.3
_LEAST_LETTERS: Final = 4
#: A symbol that was read twice, the second time in one script, is so sure.
_SURE: Final = 0.85


def with_symbols(
    recogniser: Recogniser, picture: Pixels, words: Sequence[RecognisedWord], languages: Sequence[str]
) -> list[RecognisedWord]:
    """The words, those that may be symbols as they are read by themselves, if that gives a symbol."""
    places = [place for place, word in enumerate(words) if _may_be_symbol(word.text)]
    if not places:
        return list(words)
    from PIL import Image

    size = [round(side * _LARGER) for side in reversed(picture.grey.shape)]
    larger = Image.fromarray(picture.grey).resize((size[0], size[1]), Image.Resampling.BICUBIC)
    boxes = [_larger(words[place].box) for place in places]
    again = recogniser.recognise(Pixels(np.asarray(larger), picture.dpi * _LARGER), languages, boxes)
    read = list(words)
    for place, box in zip(places, boxes, strict=True):
        inside = sorted((word for word in again if _in(word, box)), key=lambda word: word.box[0])
        symbol = _SYMBOL.search("".join(word.text for word in inside))
        if symbol is not None and len(symbol[0]) >= _LEAST_LETTERS:
            read[place] = _as_symbol(words[place], symbol[0])
    return read


def _may_be_symbol(text: str) -> bool:
    """Whether it may be one: Latin letters with digits or a slash, or digits of two scripts, without Arabic letters."""
    if _ARABIC.search(text) or len(text) < _LEAST_LETTERS:
        return False
    if _EASTERN.search(text) and _WESTERN.search(text):
        return True
    return bool(_LATIN.search(text)) and bool(_WESTERN.search(text) or "/" in text)


def _larger(box: Box) -> Box:
    around = _AROUND * (box[3] - box[1])
    left, top, right, bottom = box[0] - around, box[1] - around, box[2] + around, box[3] + around
    return left * _LARGER, top * _LARGER, right * _LARGER, bottom * _LARGER


def _in(word: RecognisedWord, box: Box) -> bool:
    across, down = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
    return box[0] <= across <= box[2] and box[1] <= down <= box[3]


def _as_symbol(word: RecognisedWord, symbol: str) -> RecognisedWord:
    """The word with a symbol for what stands between its brackets and stops."""
    around = _AROUND_IT.match(word.text)
    assert around is not None
    text = around[1] + symbol + around[3]
    same = text == word.text
    return replace(
        word, text=text, confidence=max(word.confidence, _SURE if same else 0.0), read="" if same else word.text
    )
