"""Single words that a person corrected: viewers copy the letters that were typed, and see the glyphs as before.

A code says the same everywhere, and a word may have more or fewer letters than glyphs. So the word is shown by a font
of its own (Type 3; ISO 32000-2, 9.6.4) that has one code a letter. The first that is shown paints all the glyphs, the
others nothing; together they take the place of the word. In the place of the other glyphs the pen moves on.
"""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Operator, Pdf, Stream, String

from warraq.emit.heal.heal_codes import (
    SHOWING,
    TextState,
    before_shown,
    codes_shown,
    followed,
    form_codes,
    pieces_shown,
)
from warraq.emit.heal.heal_content import resources_of
from warraq.emit.heal.heal_fonts import HEALED, HEALED_VERSION
from warraq.emit.heal.heal_objects import CannotFollow, instructions_of, operand, short_number, text_of
from warraq.emit.heal.heal_texts import to_unicode_cmap
from warraq.emit.pictures.places import word_glyphs
from warraq.model.font import GlyphMap, Reading
from warraq.model.glyph import Extraction, Page
from warraq.model.line import Line

#: The codes of the letters: behind that of the space, to which word spacing is added.
_FIRST: Final = 33
_MOST: Final = 256 - _FIRST
#: Thousandths of the size that a letter takes at least, and how far glyphs reach from their origins.
_NARROWEST: Final = 1
#: Less than this the pen isn't moved.
_LEAST: Final = 0.001
_DESCENT, _ASCENT, _BESIDE = -400, 1000, 500


@dataclass(frozen=True, slots=True)
class CorrectedWord:
    """A word and the text that it has.

    Attributes:
        glyphs: by their number on the page, in the order of painting, and the spaces that are painted beside it.
        spaces: whether the first of them is such a space, and the last.
    """

    glyphs: tuple[int, ...]
    text: str
    spaces: tuple[bool, bool] = (False, False)


def corrected_words(
    extraction: Extraction, maps: Sequence[GlyphMap], before: Sequence[Line], after: Sequence[Line]
) -> dict[int, list[CorrectedWord]]:
    """page index -> the words whose text was corrected by hand.

    Args:
        before, after: the lines without and with the corrections of words.
    """
    readings = {glyph_map.font: glyph_map.readings for glyph_map in maps}
    corrected: dict[int, list[CorrectedWord]] = {}
    by_page: defaultdict[int, list[tuple[Line, Line]]] = defaultdict(list)
    for old, new in zip(before, after, strict=True):
        if old.words != new.words and len(old.words) == len(new.words):
            by_page[old.page].append((old, new))
    for index, page in enumerate(extraction.pages):
        pairs = by_page.get(page.number, [])
        glyphs = iter(word_glyphs(page, [old for old, _ in pairs]))
        for was, now in ((a, b) for old, new in pairs for a, b in zip(old.words, new.words, strict=True)):
            indices = next(glyphs)
            if was.text != now.text:
                corrected.setdefault(index, []).append(_with_spaces(page, readings, sorted(indices), now.text))
    return corrected


def _with_spaces(
    page: Page, readings: Mapping[int, Mapping[int, Reading]], glyphs: list[int], text: str
) -> CorrectedWord:
    """A word with the spaces that are painted before and behind it: to readers that turn round what one font shows, a
    space in the font of the word beside it would be one on the other side of that."""

    def is_space(glyph: int, beside: int) -> bool:
        if not 0 <= glyph < len(page) or page.y[glyph] != page.y[beside]:
            return False
        reading = readings.get(int(page.font[glyph]), {}).get(int(page.charcode[glyph]))
        near = abs(float(page.x[glyph] - page.x[beside])) < 2 * float(page.size[beside])
        return near and reading is not None and reading.text == " "

    if not glyphs:
        return CorrectedWord((), text)
    before, behind = is_space(glyphs[0] - 1, glyphs[0]), is_space(glyphs[-1] + 1, glyphs[-1])
    all_of_it = [*([glyphs[0] - 1] if before else []), *glyphs, *([glyphs[-1] + 1] if behind else [])]
    return CorrectedWord(tuple(all_of_it), text, (before, behind))


def say_words(
    pdf: Pdf, index: int, words: Sequence[CorrectedWord], read: Extraction, logical: frozenset[int]
) -> list[Object] | None:
    """Have viewers copy words of a page as they were corrected.

    Args:
        read: the file as it is.
        logical: the fonts whose glyphs are painted in the order of reading, by their number there.

    Returns:
        The objects that were changed; None where the content can't be followed: then nothing is.
    """
    if index >= len(pdf.pages):
        return None
    contents, page = pdf.pages[index], read.pages[index]
    try:
        instructions = instructions_of(contents)
        resources = resources_of(contents.obj) or Dictionary()
        shown = _shown(instructions, resources, {glyph for word in words for glyph in word.glyphs})
        if shown.count != len(page) - page.annotated:
            return None
        instead: dict[int, list[Any]] = {}
        for word in words:
            if not word.glyphs or not all(glyph in shown.codes for glyph in word.glyphs):
                return None
            instead |= _Typeset(pdf, word, read, page, shown.codes, resources).instead(logical)
    except CannotFollow:
        return None
    rewritten = list(_rewritten(instructions, resources, instead))
    contents.obj.Contents = pdf.make_indirect(Stream(pdf, pikepdf.unparse_content_stream(rewritten)))
    return [contents.obj, resources, resources.Font]


@dataclass(slots=True)
class _Shown:
    """The code of each glyph that was asked for, what it is shown by, and how many glyphs there are."""

    codes: dict[int, tuple[bytes, TextState]]
    count: int = 0


def _shown(instructions: Sequence[Any], resources: Object, wanted: set[int]) -> _Shown:
    shown = _Shown({})
    for one, operator, state in followed(instructions, resources):
        if operator in SHOWING:
            codes_shown(one.operands, state.length)  # raises where they can't be counted
            for code in _codes(one, state.length or 1):
                if shown.count in wanted:
                    shown.codes[shown.count] = code, state
                shown.count += 1
        else:
            shown.count += _codes_of_form(one, operator, resources)
    return shown


def _codes_of_form(one: Any, operator: str, resources: Object) -> int:
    forms = resources.get("/XObject")
    if operator != "Do" or not isinstance(forms, Dictionary):
        return 0
    return form_codes(forms.get(text_of(operand(one, 0))), resources)


def _codes(one: Any, length: int) -> Iterator[bytes]:
    for piece in pieces_shown(one.operands):
        if isinstance(piece, String):
            data = bytes(piece)
            yield from (data[at : at + length] for at in range(0, len(data) - length + 1, length))


def _rewritten(instructions: Sequence[Any], resources: Object, instead: Mapping[int, list[Any]]) -> Iterator[Any]:
    """The instructions, with others for some glyphs: glyph -> what stands for its code."""
    at = 0
    for one, operator, state in followed(instructions, resources):
        if operator not in SHOWING:
            at += _codes_of_form(one, operator, resources)
            yield one
            continue
        count = codes_shown(one.operands, state.length)
        if instead.keys().isdisjoint(range(at, at + count)):
            at += count
            yield one
            continue
        yield from before_shown(one, operator)
        pending: list[Any] = []
        for piece in pieces_shown(one.operands):
            if not isinstance(piece, String):
                pending.append(piece)
                continue
            data, length = bytes(piece), state.length or 1
            for start in range(0, len(data) - length + 1, length):
                if at in instead:
                    yield from _text(pending)
                    pending = []
                    yield from instead[at]
                else:
                    pending.append(String(data[start : start + length]))
                at += 1
        yield from _text(pending)


def _text(pending: list[Any]) -> Iterator[Any]:
    if pending:
        yield [Array(pending)], Operator("TJ")


class _Typeset:
    """One word as it is to be shown. Lengths are thousandths of the size of its first glyph."""

    def __init__(
        self,
        pdf: Pdf,
        word: CorrectedWord,
        read: Extraction,
        page: Page,
        codes: Mapping[int, tuple[bytes, TextState]],
        resources: Object,
    ) -> None:
        self._pdf, self._word, self._page, self._codes, self._resources = pdf, word, page, codes, resources
        self._fonts = read.fonts
        self._first = word.glyphs[0]
        _, self._state = codes[self._first]
        state = self._state
        if not state.name or not state.size or not state.scale or not page.size[self._first]:
            raise CannotFollow
        self._letters = unicodedata.normalize("NFC", word.text)
        if not 0 < len(self._letters) <= _MOST:
            raise CannotFollow
        self._places = [self._place(glyph) for glyph in word.glyphs]
        ends = [x + self._width(glyph) for (x, _), glyph in zip(self._places, word.glyphs, strict=True)]
        self._left, self._right = min(x for x, _ in self._places), max(ends)
        self._spacing = 1000.0 * state.spacing / state.size
        # a mark takes no room, or readers part it from its letter; PDFium knows whole numbers only
        room = sum(unicodedata.category(letter) != "Mn" for letter in self._letters) + sum(word.spaces)
        self._room = max(round((self._right - self._left) / max(room, 1) - self._spacing), _NARROWEST)

    def instead(self, logical: frozenset[int]) -> dict[int, list[Any]]:
        """What is shown in the place of each glyph."""
        size = short_number(self._state.size, 6)
        instead: dict[int, list[Any]] = {
            glyph: [([Array([short_number(-self._displacement(glyph))])], Operator("TJ"))]
            for glyph in self._word.glyphs
        }
        turned = int(self._page.font[self._first]) in logical and is_turned(self._letters[0])
        before, behind = (" " if space else "" for space in self._word.spaces)
        order = before + (self._letters if turned else from_left(self._letters)) + behind
        advances = [0 if unicodedata.category(letter) == "Mn" else self._room for letter in order]
        at = self._right if turned else self._left
        start = at - advances[0] - self._spacing if turned else at
        pen = 0.0
        shown: list[Any] = []
        for n, advance in enumerate(advances):
            place = at - advance - self._spacing if turned else at
            if abs(pen - place) > _LEAST:
                shown.append(short_number(pen - place))
            shown.append(String(bytes([_FIRST + n])))
            pen = place + advance + self._spacing
            at = place if turned else pen
        shown.append(short_number(pen - self._displacement(self._first)))
        font = self._font(order, advances, start)
        name = Name(f"/Warraq{font.objgen[0]}")
        self._resources.Font[name] = font
        instead[self._first] = [
            ([name, size], Operator("Tf")),
            ([Array(shown)], Operator("TJ")),
            ([Name(self._state.name), size], Operator("Tf")),
        ]
        return instead

    def _place(self, glyph: int) -> tuple[float, float]:
        """Where a glyph's origin is from the first one's, along the baseline and above it."""
        page, first = self._page, self._first
        angle, size = math.radians(float(page.angle[first])), float(page.size[first])
        right, down = float(page.x[glyph]) - float(page.x[first]), float(page.y[glyph]) - float(page.y[first])
        along = right * math.cos(angle) - down * math.sin(angle)
        above = -right * math.sin(angle) - down * math.cos(angle)
        # the columns have no more digits than that
        return round(1000.0 * along / size / self._state.scale, 2), round(1000.0 * above / size, 2)

    def _width(self, glyph: int) -> float:
        return self._advance(glyph) * self._ratio(glyph)

    def _advance(self, glyph: int) -> float:
        """Of a glyph, thousandths of its own size."""
        return self._fonts[int(self._page.font[glyph])].widths[int(self._page.charcode[glyph])]

    def _ratio(self, glyph: int) -> float:
        """Of a glyph's size to that of the first."""
        return self._codes[glyph][1].size / self._state.size

    def _displacement(self, glyph: int) -> float:
        """How far a glyph moves the pen, thousandths of its own size."""
        code, state = self._codes[glyph]
        spacing = state.spacing + state.word_spacing * (code == b" ")
        return self._advance(glyph) + 1000.0 * spacing / state.size

    def _font(self, order: str, advances: Sequence[int], start: float) -> Object:
        """The font of the word: its letters in the ``order`` in which they are shown, the first one at ``start``."""
        pdf = self._pdf
        box = [self._left - start - _BESIDE, _DESCENT, self._right - start + _BESIDE, _ASCENT]
        names = [f"/l{n}" for n in range(len(order))]
        procedures = Dictionary()
        fonts = Dictionary()
        for n, (name, advance) in enumerate(zip(names, advances, strict=True)):
            bounds = [0, _DESCENT, advance, _ASCENT] if n else box
            content: list[Any] = [([advance, 0, *map(short_number, bounds)], Operator("d1"))]
            content += [] if n else self._painted(fonts, start)
            procedures[name] = pdf.make_indirect(Stream(pdf, pikepdf.unparse_content_stream(content)))
        texts = {_FIRST + n: letter for n, letter in enumerate(order)}
        font = Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            FontBBox=Array([short_number(value) for value in box]), FirstChar=_FIRST, LastChar=_FIRST + len(order) - 1,
            Widths=Array(advances), CharProcs=procedures, Resources=Dictionary(Font=fonts),
            Encoding=Dictionary(Type=Name.Encoding, Differences=Array([_FIRST, *map(Name, names)])),
            ToUnicode=pdf.make_indirect(Stream(pdf, to_unicode_cmap(texts, dict.fromkeys(texts, 1)))),
        )  # fmt: skip
        font[HEALED] = HEALED_VERSION
        return pdf.make_indirect(font)

    def _painted(self, fonts: Object, start: float) -> Iterator[Any]:
        """What paints the glyphs of the word from ``start``; ``fonts`` gets theirs."""
        yield [], Operator("BT")
        for glyph, (x, y) in zip(self._word.glyphs, self._places, strict=True):
            code, state = self._codes[glyph]
            if state.font is None:
                raise CannotFollow
            fonts[state.name] = state.font
            yield [Name(state.name), short_number(1000.0 * self._ratio(glyph))], Operator("Tf")
            yield [1, 0, 0, 1, short_number(x - start), short_number(y)], Operator("Tm")
            yield [String(code)], Operator("Tj")
        yield [], Operator("ET")


def is_turned(text: str) -> bool:
    return unicodedata.bidirectional(text) in ("R", "AL")


def from_left(letters: str) -> str:
    """Letters as they lie from left to right: digits and Latin letters keep their order among the others."""
    if not any(map(is_turned, letters)):
        return letters
    runs = [(kept, list(run)) for kept, run in groupby(letters, _keeps_order)]
    return "".join(letter for kept, run in reversed(runs) for letter in (run if kept else reversed(run)))


def _keeps_order(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in ("L", "EN", "AN")
