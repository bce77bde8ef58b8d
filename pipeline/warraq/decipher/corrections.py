"""What a person corrected: readings of glyphs, which mend every place where the glyph stands, and single words.

The proof sheet (``warraq review``) saves them as a small JSON file; ``warraq extract --corrections`` applies them,
glyphs before the lines are read, words after. A text dump has neither glyphs nor places: a word of it is known by its
line and its number in what was read of that. A correction that fits nothing is a finding, never dropped in silence.
"""

from __future__ import annotations

import json
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from warraq.decipher import checked
from warraq.errors import NotReadable, UsageError
from warraq.model.finding import Finding
from warraq.model.font import GlyphMap, Reading
from warraq.model.glyph import Extraction
from warraq.model.line import Block, Line, Word

#: Version of the file, under the key that also says what the file is.
FORMAT: Final = "warraq_corrections"
VERSION: Final = 1
EVIDENCE: Final = "correction"
#: A word is the one that was corrected if the middle of its box is this near, in points.
_NEAR: Final = 3.0
#: Bytes of the longest file that is read: corrections of every word of a long book.
_MOST_BYTES: Final = 1 << 26
#: Codes have at most four bytes; coordinates beyond this are on no page.
_MOST_CODE: Final = (1 << 32) - 1
_MOST_POINTS: Final = 1e6
#: Characters of what is faulty that are told.
_MOST_SHOWN: Final = 80
_HELP: Final = "Give a file that the proof sheet of `warraq review` saved."


@dataclass(frozen=True, slots=True)
class GlyphCorrection:
    """The glyph that ``charcode`` selects in the fonts whose program has this hash reads ``text``."""

    program_hash: str
    charcode: int
    text: str


@dataclass(frozen=True, slots=True)
class WordCorrection:
    """The word ``was`` on ``page`` around the point ``x, y`` (points from the top left) reads ``text``."""

    page: int
    x: float
    y: float
    was: str
    text: str


@dataclass(frozen=True, slots=True)
class DumpWordCorrection:
    """Of what was read of a ``line`` of a text dump, the word with this number, both from 1, reads ``text``."""

    line: int
    word: int
    was: str
    text: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """All corrections of one file.

    Attributes:
        sha256: of the file that the proof sheet showed; empty where unknown.
        glyphs, words: what to correct in a PDF, in the order in which it was done.
        dump_words: what to correct in a text dump.
    """

    sha256: str = ""
    glyphs: tuple[GlyphCorrection, ...] = ()
    words: tuple[WordCorrection, ...] = ()
    dump_words: tuple[DumpWordCorrection, ...] = ()


NONE: Final = Corrections()


def read_corrections(path: str | Path) -> Corrections:
    """Read a file of corrections. Raises ``NotReadable`` where it is missing or something else."""
    try:
        with Path(path).open("rb") as stream:
            content = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        raise NotReadable(error.strerror or "can't be read", where=str(path)) from error
    return corrections_in(content, str(path))


def corrections_in(content: bytes, where: str) -> Corrections:
    """The corrections that a file holds. Raises ``NotReadable``, which names ``where``, for anything else."""
    if len(content) > _MOST_BYTES:
        raise NotReadable(f"has more than {_MOST_BYTES:,} bytes", where=where, help=_HELP)
    try:
        data = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise NotReadable("is not JSON", where=where, help=_HELP) from error
    if not isinstance(data, dict) or data.get(FORMAT) != VERSION:
        raise NotReadable(f"is not a file of corrections, version {VERSION}", where=where, help=_HELP)
    try:
        return Corrections(
            sha256=_text(data.get("sha256", "")),
            glyphs=tuple(_glyph(entry) for entry in _list(data.get("glyphs", []))),
            words=tuple(_word(entry) for entry in _list(data.get("words", []))),
            dump_words=tuple(_dump_word(entry) for entry in _list(data.get("dump_words", []))),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise NotReadable(f"has a faulty entry ({str(error)[:_MOST_SHOWN]})", where=where, help=_HELP) from error


def _glyph(entry: dict[str, Any]) -> GlyphCorrection:
    return GlyphCorrection(_text(entry["program"]), _whole(entry["code"]), _text(entry["text"]))


def _word(entry: dict[str, Any]) -> WordCorrection:
    x, y = _list(entry["at"])
    return WordCorrection(_whole(entry["page"]), _point(x), _point(y), _text(entry["was"]), _text(entry["text"]))


def _dump_word(entry: dict[str, Any]) -> DumpWordCorrection:
    return DumpWordCorrection(_whole(entry["line"]), _whole(entry["word"]), _text(entry["was"]), _text(entry["text"]))


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is not a list")
    return value


def _whole(value: Any) -> int:
    """A charcode or the number of a page."""
    return checked.whole(value, 0, _MOST_CODE)


def _point(value: Any) -> float:
    """A coordinate in points."""
    return checked.number(value, -_MOST_POINTS, _MOST_POINTS)


def _text(value: Any) -> str:
    return unicodedata.normalize("NFC", checked.text(value))


def check_source(corrections: Corrections, sha256: str, where: str, *, force: bool) -> list[Finding]:
    """A finding where the corrections were made for another file and are applied by ``force``, where they fit.

    Raises:
        UsageError: they were made for another file.
    """
    if corrections.sha256 in ("", sha256):
        return []
    if not force:
        raise UsageError(
            "the corrections were made for another file",
            where=where,
            help="Give those that its own proof sheet saved; --force applies what fits.",
        )
    return [Finding("foreign_corrections", "document", where, 1.0, "the corrections were made for another file")]


def correct_glyphs(
    corrections: Corrections, extraction: Extraction, maps: Sequence[GlyphMap]
) -> tuple[list[GlyphMap], list[Finding]]:
    """``maps`` with the corrected readings, and a finding for each correction that fits no font of the file."""
    corrected = list(maps)
    findings = []
    for correction in corrections.glyphs:
        touched = False
        for i, glyph_map in enumerate(corrected):
            same_program = extraction.fonts[glyph_map.font].program_hash == correction.program_hash
            if same_program and correction.charcode in glyph_map.readings:
                corrected[i] = _with_reading(glyph_map, correction.charcode, correction.text)
                touched = True
        if not touched:
            detail = f"no font of the file has the corrected code {correction.charcode}"
            findings.append(Finding("unused_correction", "document", extraction.file, 1.0, detail))
    return corrected, findings


def _with_reading(glyph_map: GlyphMap, charcode: int, text: str) -> GlyphMap:
    before = glyph_map.readings[charcode]
    if before.text == text and before.evidence == EVIDENCE:
        return glyph_map
    readings = {**glyph_map.readings, charcode: Reading(text, 1.0, EVIDENCE)}
    # Each code counts alike here: how often it is used is no longer known.
    confidence = glyph_map.confidence + (1.0 - before.confidence) / len(readings)
    verdict = glyph_map.verdict if glyph_map.verdict != "honest" or before.text == text else "wrong_map"
    return replace(
        glyph_map,
        readings=readings,
        verdict=verdict,
        repaired=glyph_map.repaired + (before.text != text),
        confidence=min(1.0, confidence),
    )


def correct_words(corrections: Corrections, lines: Iterable[Line], where: str) -> tuple[list[Line], list[Finding]]:
    """``lines`` with the corrected words, sure from now on, and a finding for each correction that fits no word."""
    foreign = [
        Finding("unused_correction", "document", where, 1.0, f"the corrected word {entry.was} is one of a text dump")
        for entry in corrections.dump_words
    ]
    if not corrections.words:
        return list(lines), foreign
    open_ = list(corrections.words)
    corrected = []
    for line in lines:
        words = [_corrected(word, line.page, open_) for word in line.words]
        changed = any(new is not old for new, old in zip(words, line.words, strict=True))
        corrected.append(replace(line, words=tuple(word for word in words if word.text)) if changed else line)
    findings = [
        Finding("unused_correction", "page", str(entry.page), 1.0, f"the corrected word {entry.was} is not there")
        for entry in open_
    ]
    return corrected, [*findings, *foreign]


def _corrected(word: Word, page: int, open_: list[WordCorrection]) -> Word:
    if word.box is None:
        return word
    x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
    for entry in open_:
        near = abs(entry.x - x) < _NEAR and abs(entry.y - y) < _NEAR
        # The reader may have been improved, or a glyph corrected, since: the place decides where the text is new.
        if entry.page == page and near:
            open_.remove(entry)
            return replace(word, text=entry.text, confidence=1.0, alternatives=())
    return word


def correct_dump(
    corrections: Corrections, blocks: Iterable[Block], where: str
) -> tuple[tuple[Block, ...], list[Finding]]:
    """The ``blocks`` of a text dump with the corrected words, sure from now on, and a finding for each correction that
    fits no word.
    """
    of_line: defaultdict[int, list[DumpWordCorrection]] = defaultdict(list)
    for entry in corrections.dump_words:
        of_line[entry.line - 1].append(entry)
    corrected = []
    unused: list[DumpWordCorrection] = []
    for block in blocks if corrections.dump_words else ():
        lines = []
        for line in block.lines:
            corrected_line, left = _corrected_line(line, of_line.pop(line.painted, []))
            lines.append(corrected_line)
            unused += left
        corrected.append(replace(block, lines=tuple(lines)))
    unused += [entry for entries in of_line.values() for entry in entries]
    details = [f"the corrected word {entry.was} is not in line {entry.line}" for entry in unused]
    details += [f"a text dump has no glyph {entry.charcode}" for entry in corrections.glyphs]
    details += [f"the corrected word {entry.was} is one of a PDF" for entry in corrections.words]
    findings = [Finding("unused_correction", "document", where, 1.0, detail) for detail in details]
    return (tuple(corrected) if corrections.dump_words else tuple(blocks)), findings


def _corrected_line(line: Line, entries: Sequence[DumpWordCorrection]) -> tuple[Line, list[DumpWordCorrection]]:
    """``line`` corrected, and the corrections that fit none of its words.

    The reader may part a line otherwise than it did: the word that was corrected is the one of its reading that is
    nearest to its number, or the one with its number if its reading has gone.
    """
    if not entries:
        return line, []
    words, unused = list(line.words), []
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        places[word.text].append(place)
    for entry in entries:
        asked, alike = entry.word - 1, places.get(entry.was, [])
        around = bisect_left(alike, asked)
        near = min(alike[max(around - 1, 0) : around + 1], key=lambda place: abs(place - asked), default=asked)
        if 0 <= near < len(words):
            words[near] = replace(words[near], text=entry.text, confidence=1.0, alternatives=())
        else:
            unused.append(entry)
    return replace(line, words=tuple(word for word in words if word.text)), unused
