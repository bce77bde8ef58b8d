"""What each (font, charcode) of a document stands for, as columns that a page's glyphs look up at once."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.digits import to_arabic_indic
from warraq.arabic.joining import ALEFS, LAM, Form, joins_after
from warraq.arabic.letters import ALLAH, TATWEEL
from warraq.arabic.marks import is_mark
from warraq.arabic.presentation_forms import to_letters
from warraq.model.font import UNREAD, Font, GlyphMap, Reading
from warraq.model.glyph import Extraction
from warraq.model.packed.shown_codes import ShownCodes
from warraq.pages.codes.character_roles import SPACE as SPACE_IN_ROW
from warraq.pages.codes.character_roles import role_of
from warraq.pages.codes.forms import fonts_of_told_forms, form_of
from warraq.pages.codes.ink import Ink, inks
from warraq.pages.codes.readings import (
    NO_ADVANCE,
    ZWNJ,
    is_kashida,
    mark_of,
    may_be_kashida,
    prefer_claimed_letters,
    settled,
    unchecked,
)
from warraq.repair.order.bidi import MIRROR, bidi_class
from warraq.repair.order.brackets import is_bracket

#: Kinds of glyph.
LETTER: Final = 0  # anything that takes a place in the line: letters, digits, punctuation
MARK: Final = 1  # a combining mark: it belongs to the base below or above which it is painted
SPACE: Final = 2
SILENT: Final = 3  # paints something that is no text: a kashida, an ornament

#: What a code is, as flags: a letter of the script; its form joins it to a letter on its left, to one on its right, or
#: ends its word; a lam, an alef; and one whose text may compose with what stands beside it, or be read otherwise.
ARABIC, TO_NEXT, TO_LAST, ENDS, IS_LAM, IS_ALEF, NOT_INERT, LATIN = (1 << bit for bit in range(8))

#: An alef is at least this high, in units of the font size.
_STEM: Final = 0.4
_TEH_MARBUTA: Final = "\N{ARABIC LETTER TEH MARBUTA}"
#: Where it is painted it is a hyphen: at the end of a line, or anywhere by producers whose font lists it twice.
_SOFT_HYPHEN: Final = "\N{SOFT HYPHEN}"
#: Word sets numbers of formulas in bold and other digits of their own.
_MATHEMATICAL_DIGITS: Final = {0x1D7CE + i: str(i % 10) for i in range(50)}
#: ... and formulas from left to right, whatever the text around them: their digits take part in the order as this
#: Latin letter (a mathematical one), not as numbers.
_OF_FORMULA: Final = "\N{MATHEMATICAL BOLD CAPITAL A}"
#: ... and fonts list Latin ligatures as characters: ff, fi, fl, ffi, ffl and st.
_DRAWN_OTHERWISE: Final[dict[int, str]] = _MATHEMATICAL_DIGITS | {
    0xFB00 + i: text for i, text in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))
}
_UNSEEN: Final = frozenset((TATWEEL, "\N{COMBINING GRAPHEME JOINER}"))
#: Format characters that stay: the non-joiner, and signs around, over or under a number, the end of ayah among them.
_FORMATS: Final = frozenset((ZWNJ, *map(chr, (*range(0x600, 0x606), 0x6DD, 0x890, 0x891, 0x8E2))))
#: The ligature of the name of God: faces draw shadda and alef over it whether or not they are written.
_NAME_OF_GOD: Final = re.compile(r"\u0627?\u0644\u0644[\u0651\u0670]+\u0647")  # alef, lam, lam, marks, heh
_DEVANAGARI: Final = "\u0900"
#: What is read as nothing less surely than this may be a letter, unless it is the bar of a kashida: glyphs that belong
#: to the cluster of another are surer.
PERHAPS_LETTER: Final = 0.9
#: As NumPy holds its strings.
_UTF32: Final = f"utf-32-{sys.byteorder[0]}e"


@dataclass(frozen=True, slots=True)
class CodeTable:
    """One row per (font, charcode) that the document uses; all columns have the same length.

    Attributes:
        keys: ``font << 32 | charcode``, sorted.
        kind: LETTER, MARK, SPACE or SILENT.
        text: letters in logical order, no presentation forms, no tatweel.
        arabic: the text is a right-to-left letter.
        character: one character that stands for the whole cluster in the bidirectional algorithm.
        confidence: of the reading, 0..1.
        alternatives: other texts with their probability.
        claimed: what the file says of the code, cleaned like ``text``; empty where it says nothing.
        to_next: the form is initial or medial: the glyph is joined to a letter on its left.
        to_last: the form is medial or final: the glyph is joined to a letter on its right.
        ends: the form is isolated or final of a letter that could join: no letter follows it in its word.
        stem: nothing is known of it but that it has no advance and is as high as an alef.
        bar: the outline is the bar of a kashida, whatever the code is said to stand for, or it is said to be one.
        ink_left, ink_right: edges of the ink relative to the origin, in units of the font size; known for marks and for
            letters without advance, else NaN.
    """

    keys: NDArray[np.uint64]
    kind: NDArray[np.uint8]
    text: tuple[str, ...]
    character: tuple[str, ...]
    arabic: NDArray[np.bool_]
    confidence: NDArray[np.float64]
    alternatives: tuple[tuple[tuple[str, float], ...], ...]
    claimed: tuple[str, ...]
    to_next: NDArray[np.bool_]
    to_last: NDArray[np.bool_]
    ends: NDArray[np.bool_]
    bar: NDArray[np.bool_]
    stem: NDArray[np.bool_]
    ink_left: NDArray[np.float64]
    ink_right: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class CodeColumns:
    """What all pages look up in a table of codes, made once.

    Attributes:
        codes: the table.
        character: ``CodeTable.character``, and a space after the last.
        role: of each of those characters in a row.
        traits: of each code, the flags above.
        joiner: the code reads as a non-joiner.
        bracket: it reads as a bracket or an angle quotation mark.
        sure: how sure it leaves a word that holds it, 0..1: as sure as its reading is. A silent glyph leaves a word as
            sure as it is, unless it may well be a letter.
    """

    codes: CodeTable
    character: NDArray[np.str_]
    role: NDArray[np.uint16]
    traits: NDArray[np.uint8]
    joiner: NDArray[np.bool_]
    bracket: NDArray[np.bool_]
    sure: NDArray[np.float64]

    def painted(self, rows: NDArray[np.intp]) -> str:
        """The characters of some rows."""
        return self.character[rows].tobytes().decode(_UTF32, "surrogatepass")

    @classmethod
    def of(cls, codes: CodeTable) -> CodeColumns:
        """The columns of a table."""
        return cls(
            codes,
            np.array([*codes.character, " "]),
            np.array([*map(role_of, codes.character), SPACE_IN_ROW], dtype=np.uint16),
            _traits_of(codes),
            np.array([text == ZWNJ for text in codes.text], dtype=np.bool_),
            np.array([is_bracket(text) for text in codes.text], dtype=np.bool_),
            np.where((codes.kind == SILENT) & (codes.bar | (codes.confidence >= PERHAPS_LETTER)), 1, codes.confidence),
        )


def _traits_of(codes: CodeTable) -> NDArray[np.uint8]:
    """``CodeColumns.traits``."""
    traits = np.array([IS_LAM * (c == LAM) + IS_ALEF * (c in ALEFS) for c in codes.character], dtype=np.uint8)
    traits[[character.isascii() and character.isalpha() for character in codes.character]] |= LATIN
    for flag, column in (
        (ARABIC, codes.arabic),
        (TO_NEXT, codes.to_next),
        (TO_LAST, codes.to_last),
        (ENDS, codes.ends),
    ):
        traits[column] |= flag
    for row, (text, kind, others) in enumerate(zip(codes.text, codes.kind.tolist(), codes.alternatives, strict=True)):
        if others or kind == MARK or not is_inert(text):
            traits[row] |= NOT_INERT
    return traits


def build_codes(extraction: Extraction, maps: Sequence[GlyphMap], shown: ShownCodes) -> CodeTable:
    """The table of all codes that occur. A code without a reading keeps its claim, at low confidence.

    ``shown``: the codes of ``extraction``; a row has the number that its code has there.
    """
    keys = shown.keys.tolist()
    claims_of = [extraction.claims[index] if index >= 0 else None for index in shown.claim.tolist()]
    claims = dict(zip(keys, claims_of, strict=True))
    decided = _decided(extraction, maps, claims)
    claimed = tuple([clean(claim or "").strip(UNREAD + " ") for claim in claims_of])
    cleaned = prefer_claimed_letters([clean(reading.text) for reading in decided], claimed)
    kinds = [kind_of(reading.text, text) for reading, text in zip(decided, cleaned, strict=True)]
    drawn = _Drawn.of(extraction.fonts, claims, claimed, cleaned, kinds)
    cleaned, kinds = drawn.text, drawn.kind
    characters = tuple(
        [
            _OF_FORMULA
            if reading.text[:1] and ord(reading.text[0]) in _MATHEMATICAL_DIGITS
            else _character(_as_painted(extraction.fonts[key >> 32], key & 0xFFFFFFFF, text, reading.painted))
            for reading, text, key in zip(decided, cleaned, keys, strict=True)
        ]
    )
    forms = _forms(extraction.fonts, claims, kinds, cleaned)
    return CodeTable(
        keys=shown.keys,
        kind=np.array(kinds, dtype=np.uint8),
        text=tuple(cleaned),
        character=characters,
        arabic=np.array([bidi_class(character) in ("R", "AL") for character in characters], dtype=np.bool_),
        confidence=np.array([reading.confidence for reading in decided], dtype=np.float64),
        alternatives=tuple(
            [
                tuple([(clean(text), share) for text, share in reading.alternatives]) if reading.alternatives else ()
                for reading in decided
            ]
        ),
        claimed=claimed,
        to_next=np.array([form in ("ini", "med") for form in forms], dtype=np.bool_),
        to_last=np.array([form in ("med", "fin") for form in forms], dtype=np.bool_),
        ends=np.array([_ends_word(text, form) for text, form in zip(cleaned, forms, strict=True)], dtype=np.bool_),
        bar=drawn.bars,
        stem=drawn.stems,
        ink_left=drawn.edges[0],
        ink_right=drawn.edges[1],
    )


def _decided(extraction: Extraction, maps: Sequence[GlyphMap], claims: Mapping[int, str | None]) -> list[Reading]:
    """What each code was read as; ``claims`` have all codes that occur."""
    readings = {glyph_map.font: glyph_map.readings for glyph_map in maps}
    decided: list[Reading] = []
    for key, claim in claims.items():
        font, charcode = key >> 32, key & 0xFFFFFFFF
        reading = readings.get(font, {}).get(charcode)
        if reading is None:
            reading = unchecked(claim)
        decided.append(settled(reading, claim, extraction.fonts[font], charcode))
    return decided


@dataclass(frozen=True, slots=True, eq=False)
class _Drawn:
    """What codes stand for once their ink was looked at: text and kind; edges [2, codes] of the ink, NaN where it
    doesn't matter; and which are stems, and bars."""

    text: list[str]
    kind: list[int]
    edges: NDArray[np.float64]
    stems: NDArray[np.bool_]
    bars: NDArray[np.bool_]

    @classmethod
    def of(
        cls,
        fonts: Sequence[Font],
        claims: Mapping[int, str | None],
        claimed: Sequence[str],
        text: Sequence[str],
        kind: Sequence[int],
    ) -> _Drawn:
        """Of codes that stand for this as far as their readings tell; ``claimed`` are their ``claims``, cleaned."""
        cleaned, kinds = list(text), list(kind)
        advances = [fonts[key >> 32].widths.get(key & 0xFFFFFFFF, NO_ADVANCE) for key in claims]
        ink = _ink(fonts, claims, claimed, cleaned, kinds, advances)
        edges = np.full((2, len(claims)), np.nan)
        stems = np.zeros(len(claims), dtype=np.bool_)
        bars = np.array(
            [kind == SILENT and TATWEEL in (claim or "") for kind, claim in zip(kinds, claims.values(), strict=True)],
            dtype=np.bool_,
        )
        for row, (key, claim) in enumerate(claims.items()):
            if key not in ink and claim != _SOFT_HYPHEN:
                continue  # as most letters
            advance = advances[row]
            if kinds[row] == LETTER and is_kashida(cleaned[row], ink.get(key)):
                cleaned[row], kinds[row], bars[row] = "", SILENT, True
            elif claim == _SOFT_HYPHEN and (key in ink or fonts[key >> 32].program is None):
                cleaned[row], kinds[row] = "-", LETTER
            elif kinds[row] == SILENT and key in ink:
                edges[:, row] = ink[key].left, ink[key].right
                stems[row] = not claim and advance < NO_ADVANCE and ink[key].height > _STEM
                bars[row] |= ink[key].bar
            elif key in ink and (kinds[row] == MARK or advance < NO_ADVANCE):
                edges[:, row] = ink[key].left, ink[key].right
                cleaned[row] = mark_of(cleaned[row], advance, ink[key])
                kinds[row] = kind_of(cleaned[row], cleaned[row])
        return cls(cleaned, kinds, edges, stems, bars)


def _ink(
    fonts: Sequence[Font],
    claims: Mapping[int, str | None],
    claimed: Sequence[str],
    cleaned: Sequence[str],
    kinds: Sequence[int],
    advances: Sequence[float],
) -> Mapping[int, Ink]:
    """The ink of the codes that it tells something of: not of a letter that takes room and can be no kashida."""
    only_letters = {
        key
        for (key, claim), kind, advance in zip(claims.items(), kinds, advances, strict=True)
        if kind == LETTER and advance >= NO_ADVANCE and claim != _SOFT_HYPHEN
    }
    perhaps_bars = {
        key for key, text in zip(claims, cleaned, strict=True) if key in only_letters and may_be_kashida(text)
    }
    asked = [
        key
        for key, kind, claim in zip(claims, kinds, claimed, strict=True)
        if key in perhaps_bars or (key not in only_letters and (kind != SPACE or not claim))
    ]
    return inks(fonts, asked, perhaps_bars)


def _forms(
    fonts: Sequence[Font], claims: Mapping[int, str | None], kinds: Sequence[int], cleaned: Sequence[str]
) -> list[Form | None]:
    """The form of each code that is a letter."""
    told_fonts = fonts_of_told_forms(
        (key >> 32, claim, text) for (key, claim), text in zip(claims.items(), cleaned, strict=True)
    )
    return [
        form_of(fonts[key >> 32], key & 0xFFFFFFFF, claim if key >> 32 in told_fonts else None, text)
        if kind == LETTER
        else None
        for (key, claim), kind, text in zip(claims.items(), kinds, cleaned, strict=True)
    ]


def _as_painted(font: Font, charcode: int, text: str, shown: str) -> str:
    """A digit in the script in which its glyph was read, as ``shown``, or the face knows it; other text as it is.

    Word writes the digits that were typed, and sets those that it shows as Arabic-Indic ones as such.
    """
    if len(text) != 1 or not text.isascii() or not text.isdigit():
        return text
    painted = shown or font.gid_to_unicode.get(font.code_to_gid.get(charcode, -1), "")
    return painted if painted == to_arabic_indic(text) else text


def _ends_word(text: str, form: Form | None) -> bool:
    """A letter that stands alone or last though it could join the next; a teh marbuta in any case."""
    return text == _TEH_MARBUTA or (form in ("iso", "fin") and joins_after(text[-1]))


def with_brackets_turned(codes: CodeTable, rows: set[int]) -> CodeTable:
    """The table with the characters of ``rows`` mirrored."""
    return with_signs(codes, {row: MIRROR.get(codes.text[row], codes.text[row]) for row in rows})


def with_texts(codes: CodeTable, texts: dict[int, str]) -> CodeTable:
    """The table with other letters for some of its rows."""
    if not texts:
        return codes
    kind, arabic = codes.kind.copy(), codes.arabic.copy()
    kind[list(texts)], arabic[list(texts)] = LETTER, True
    return replace(with_signs(codes, texts), kind=kind, arabic=arabic)


def with_signs(codes: CodeTable, texts: dict[int, str]) -> CodeTable:
    """The table with other digits or signs for some of its rows, which stay of their kind."""
    if not texts:
        return codes
    text, character = list(codes.text), list(codes.character)
    for row, new in texts.items():
        text[row], character[row] = new, _character(new)
    return replace(codes, text=tuple(text), character=tuple(character))


def with_characters(codes: CodeTable, characters: dict[int, str]) -> CodeTable:
    """The table with what some of its rows are by the rules of order; their text stays."""
    if not characters:
        return codes
    of_row = list(codes.character)
    for row, character in characters.items():
        of_row[row] = character
    return replace(codes, character=tuple(of_row))


def with_marks(codes: CodeTable, texts: dict[int, str]) -> CodeTable:
    """The table with marks for some of its rows, which had no text."""
    if not texts:
        return codes
    kind = codes.kind.copy()
    kind[list(texts)] = MARK
    return replace(with_signs(codes, texts), kind=kind)


def with_confidence(codes: CodeTable, known: dict[int, float]) -> CodeTable:
    """The table with another confidence for some of its rows."""
    if not known:
        return codes
    confidence = codes.confidence.copy()
    confidence[list(known)] = list(known.values())
    return replace(codes, confidence=confidence)


def extended(codes: CodeTable, added: Sequence[tuple[int, str]]) -> CodeTable:
    """The table with rows at its end, to which no code leads: (row that each is like, its text, empty if silent)."""
    if not added:
        return codes
    like = np.array([row for row, _ in added], dtype=np.intp)
    texts = [text for _, text in added]
    kinds = np.array([kind_of(text, text) for text in texts], dtype=np.uint8)
    return replace(
        codes,
        keys=np.concatenate([codes.keys, codes.keys[like]]),
        kind=np.concatenate([codes.kind, kinds]),
        text=(*codes.text, *texts),
        character=(*codes.character, *map(_character, texts)),
        arabic=np.concatenate([codes.arabic, codes.arabic[like] & (kinds == LETTER)]),
        confidence=np.concatenate([codes.confidence, codes.confidence[like]]),
        alternatives=(*codes.alternatives, *((),) * len(added)),
        claimed=(*codes.claimed, *texts),
        to_next=np.concatenate([codes.to_next, codes.to_next[like] & (kinds == LETTER)]),
        to_last=np.concatenate([codes.to_last, codes.to_last[like] & (kinds == LETTER)]),
        ends=np.concatenate([codes.ends, codes.ends[like] & (kinds == LETTER)]),
        bar=np.concatenate([codes.bar, np.zeros(len(added), dtype=np.bool_)]),
        stem=np.concatenate([codes.stem, np.zeros(len(added), dtype=np.bool_)]),
        ink_left=np.concatenate([codes.ink_left, codes.ink_left[like]]),
        ink_right=np.concatenate([codes.ink_right, codes.ink_right[like]]),
    )


def _character(text: str) -> str:
    """The one that stands for a cluster in the bidirectional algorithm."""
    return text.lstrip(ZWNJ)[:1] or " "


@lru_cache(maxsize=4096)
def is_inert(text: str) -> bool:
    """Whether nothing in it composes with what stands beside it, or is left out there.

    Before Devanagari no character but marks composes with the one before it.
    """
    return (
        text != ALLAH
        and unicodedata.is_normalized("NFC", text)
        and all(c < _DEVANAGARI and not unicodedata.combining(c) and unicodedata.category(c) != "Cf" for c in text)
    )


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """Letters for presentation forms; no tatweel, nothing that isn't painted, no space unless there is nothing else.

    The zero width non-joiner stays: in Persian it spells words.
    """
    letters = to_letters(text).translate(_DRAWN_OTHERWISE)
    kept = "".join(
        c for c in letters if c in _FORMATS or (c not in _UNSEEN and unicodedata.category(c) not in ("Cf", "Cc"))
    )
    if _NAME_OF_GOD.fullmatch(kept):
        return "".join(c for c in kept if not is_mark(c))
    return "".join(kept.split()) or (" " if kept else "")


@lru_cache(maxsize=4096)
def kind_of(reading: str, text: str) -> int:
    """The kind of glyph that reads ``text`` once cleaned. Controls such as a tab count as spaces."""
    if not text.strip(ZWNJ):
        return SPACE if reading and TATWEEL not in reading and reading.isspace() else SILENT
    if text == " ":
        return SPACE
    if all(unicodedata.category(c) == "Mn" for c in text):
        return MARK
    return LETTER
