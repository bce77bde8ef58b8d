"""What the letters around it tell of a sign in Latin text, which no language model reads.

The atlas hasn't got every sign of Latin fonts. What it lacks looks like something else, and may be an Arabic letter
with dots or an Arabic-Indic digit: among the letters of a Latin font neither can stand. And outlines alone can't always
tell a small letter from a capital.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.letters import has_arabic
from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.parameters import LatinWords as P
from warraq.decipher.glyph.signs.spellings import LAST_LATIN
from warraq.decipher.glyph.signs.tokens import Symbols
from warraq.model.font import UNREAD, Reading
from warraq.model.glyph import Page

#: What decides where neither the file nor the font's tables say anything.
GUESSED: Final = frozenset({"outline", "language"})


_OTHER, _LATIN, _ARABIC, _BLANK = range(4)


def unread_among_latin(readings: Mapping[int, Reading], symbols: Symbols) -> dict[int, Reading]:
    """Symbol -> a reading that says nothing, for guessed Arabic signs among the letters of a Latin font.

    The guess stays as an alternative. Glyphs are neighbours as the stream paints them.
    """
    guessed = [s for s, reading in readings.items() if reading.evidence in GUESSED and has_arabic(reading.text)]
    if not guessed:
        return {}
    script = _scripts(readings, symbols)
    fonts = int(symbols.font.max(initial=-1)) + 1
    latin, arabic = (np.bincount(symbols.font[script == kind], minlength=fonts) for kind in (_LATIN, _ARABIC))
    in_latin_font = (latin >= P.LEAST_LETTERS) & (latin >= P.TIMES * arabic)
    asked = np.zeros(len(symbols), np.bool_)
    asked[guessed] = in_latin_font[symbols.font[guessed]]
    if not asked.any():
        return {}
    beside = _neighbours(asked, script, symbols)
    lettered = beside[:, _LATIN] + beside[:, _ARABIC]
    inside = asked & (lettered > 0) & (beside[:, _LATIN] >= P.AMONG_LATIN * lettered)
    changed = {}
    for s in np.flatnonzero(inside).tolist():
        reading = readings[s]
        others = ((reading.text, reading.confidence), *reading.alternatives)
        changed[s] = replace(reading, text=UNREAD, confidence=0.0, alternatives=others)
    return changed


def beside_in_stream(asked: Sequence[int], readings: Mapping[int, Reading], symbols: Symbols) -> NDArray[np.int64]:
    """int64[symbols, 2], how often each of the ``asked`` has a Latin letter of its font beside it, and an Arabic one.

    Glyphs are neighbours as the stream paints them, blanks left out.
    """
    script, marked = _scripts(readings, symbols), np.zeros(len(symbols), np.bool_)
    script[list(asked)], marked[list(asked)] = _OTHER, True
    return _neighbours(marked, script, symbols)[:, [_LATIN, _ARABIC]]


def _scripts(readings: Mapping[int, Reading], symbols: Symbols) -> NDArray[np.int8]:
    """The script of what each symbol reads as, or that it is blank."""
    script = np.full(len(symbols), _OTHER, np.int8)
    for s, reading in readings.items():
        if not reading.text.strip():
            script[s] = _BLANK
        elif has_arabic(reading.text):
            script[s] = _ARABIC
        elif is_latin(reading.text):
            script[s] = _LATIN
    return script


def small_inside_words(readings: Mapping[int, Reading], symbols: Symbols, pages: Sequence[Page]) -> dict[int, Reading]:
    """Symbol -> its best small letter, for guessed Latin capitals that nearly always stand inside words of small ones.

    Inside: right behind a letter, and one of its neighbours is small. A letter with an accent keeps one. Without an
    accent it has to look like a small letter too, for capitals do stand there: kHz, McDonald.
    """
    capitals = [s for s, r in readings.items() if r.evidence in GUESSED and is_latin(r.text) and r.text.isupper()]
    if not capitals:
        return {}
    letter, small, asked = (np.zeros(len(symbols) + 1, np.bool_) for _ in range(3))
    for s, reading in readings.items():
        letter[s] = is_latin(reading.text)
        small[s] = letter[s] and reading.text.islower()
    asked[capitals] = True
    inside = np.zeros(len(symbols), np.int64)
    for number, row in enumerate(symbols.of_page):
        places = 1 + np.flatnonzero(asked[row[1:]])
        if not places.size:
            continue  # each look at a page of a long document makes it anew
        # each glyph with the one behind it; nothing is behind the last
        joined = np.append(_touching(pages[number]), False)
        before, behind = row[places - 1], np.append(row, len(symbols))[places + 1]
        small_beside = small[before] | (joined[places] & small[behind])
        np.add.at(inside, row[places], joined[places - 1] & letter[before] & small_beside)
    changed = {}
    for s in capitals:
        if inside[s] < P.AMONG_LATIN * symbols.count[s]:
            continue
        reading = readings[s]
        plain = reading.text.isascii()
        likely = [t for t, _ in reading.alternatives if is_latin(t) and t.islower() and t.isascii() == plain]
        if plain and not likely:
            continue
        text = likely[0] if likely else reading.text.lower()
        others = (pair for pair in reading.alternatives if pair[0] != text)
        changed[s] = replace(reading, text=text, alternatives=tuple(others))
    return changed


def as_latin_claimed(members: Sequence[int], readings: Mapping[int, Reading], symbols: Symbols) -> dict[int, Reading]:
    """Symbol -> its claim, where that is a Latin letter, the reading an unsure guess of anything else, and nearly all
    other Latin letters of the font read as they are claimed.

    It is as sure as the claims of those are right: ``m`` looks much like ``ffl``, and no word tells them apart.

    Args:
        members: the symbols of one font.
    """
    claims = {s: claim for s in members if len(claim := symbols.claim[s] or "") == 1 and is_latin(claim)}
    right = sum(readings[s].text == claim for s, claim in claims.items()) / max(len(claims), 1)
    if len(claims) < P.LEAST_LETTERS or right < P.BORNE_OUT:
        return {}
    latin = {}
    for s, claim in claims.items():
        reading = readings[s]
        unsure = reading.evidence in GUESSED and reading.confidence < right
        if unsure and reading.text != claim and claim in dict(reading.alternatives):
            others = (reading.text, reading.confidence), *(pair for pair in reading.alternatives if pair[0] != claim)
            latin[s] = Reading(claim, right, "claim", others)
    return latin


def _touching(page: Page) -> NDArray[np.bool_]:
    """bool[glyphs - 1], where a glyph begins right behind the one before it: files without space glyphs leave gaps."""
    size = page.size[:-1]
    gap = page.x[1:] - page.x[:-1] - page.advance[:-1]
    on_line = abs(page.y[1:] - page.y[:-1]) < parameters.Tokens.LEAST_GAP * size
    touching: NDArray[np.bool_] = on_line & (gap < parameters.Tokens.LEAST_GAP * size) & (gap > -P.KERNED * size)
    return touching


def is_latin(text: str) -> bool:
    """Whether ``text`` is Latin letters alone, accented ones among them."""
    return text.isalpha() and max(text) <= LAST_LATIN


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
            this, other = row[places[inside]], row[near[inside]]
            kind = script[other]
            foreign = (kind == _LATIN) & (symbols.font[this] != symbols.font[other])
            np.add.at(beside, (this, np.where(foreign, _OTHER, kind)), 1)
    return beside
