"""Signs of Latin fonts that the atlas hasn't got, taken for Arabic ones.

The atlas knows the letters of English alone: the accented letters and ligatures of other languages look like something
else, often an Arabic letter with dots or an Arabic-Indic digit. Among the letters of a Latin font neither can stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.arabic.letters import has_arabic
from pipeline.decipher.glyph.tokens import Symbols
from pipeline.model.font import Reading

#: What decides where neither the file nor the font's tables say anything.
GUESSED: Final = frozenset({"outline", "language"})
#: A font is Latin if it shows at least so many letters of that script, and so many times as many as Arabic signs.
LEAST_LETTERS: Final = 8
TIMES: Final = 6
#: The share of its neighbours that letters of its own font must be, of those that are letters, for a sign to be a part
#: of Latin text; spaces between them don't count.
AMONG_LATIN: Final = 0.9

UNREAD: Final = "\N{REPLACEMENT CHARACTER}"
_OTHER, _LATIN, _ARABIC, _BLANK = range(4)


def unread_among_latin(readings: Mapping[int, Reading], symbols: Symbols) -> dict[int, Reading]:
    """Symbol -> a reading that says nothing, for guessed Arabic signs among the letters of a Latin font.

    The guess stays as an alternative. Glyphs are neighbours as the stream paints them.
    """
    guessed = [s for s, reading in readings.items() if reading.evidence in GUESSED and has_arabic(reading.text)]
    if not guessed:
        return {}
    script = np.full(len(symbols), _OTHER, np.int8)
    for s, reading in readings.items():
        if not reading.text.strip():
            script[s] = _BLANK
        elif has_arabic(reading.text):
            script[s] = _ARABIC
        elif reading.text.isalpha() and reading.text.isascii():
            script[s] = _LATIN
    fonts = int(symbols.font.max(initial=-1)) + 1
    latin, arabic = (np.bincount(symbols.font[script == kind], minlength=fonts) for kind in (_LATIN, _ARABIC))
    is_latin = (latin >= LEAST_LETTERS) & (latin >= TIMES * arabic)
    asked = np.zeros(len(symbols), np.bool_)
    asked[guessed] = is_latin[symbols.font[guessed]]
    if not asked.any():
        return {}
    beside = _neighbours(asked, script, symbols)
    lettered = beside[:, _LATIN] + beside[:, _ARABIC]
    inside = asked & (lettered > 0) & (beside[:, _LATIN] >= AMONG_LATIN * lettered)
    found = {}
    for s in np.flatnonzero(inside).tolist():
        reading = readings[s]
        others = ((reading.text, reading.confidence), *reading.alternatives)
        found[s] = replace(reading, text=UNREAD, confidence=0.0, alternatives=others)
    return found


def _neighbours(asked: NDArray[np.bool_], script: NDArray[np.int8], symbols: Symbols) -> NDArray[np.int64]:
    """int64[symbols, 3], how often each of the ``asked`` has a neighbour of each script, blanks left out.

    Latin letters of other fonts count as no letters.
    """
    beside = np.zeros((asked.size, 3), np.int64)
    for painted in symbols.of_page:
        row = painted[script[painted] != _BLANK]
        places = np.flatnonzero(asked[row])
        for step in (-1, 1) if places.size else ():
            near = places + step
            inside = (near >= 0) & (near < row.size)
            own, other = row[places[inside]], row[near[inside]]
            kind = script[other]
            foreign = (kind == _LATIN) & (symbols.font[own] != symbols.font[other])
            np.add.at(beside, (own, np.where(foreign, _OTHER, kind)), 1)
    return beside
