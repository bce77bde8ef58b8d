"""The classes of damage: what is done to a sound file, or which producers make such files by themselves."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from benchmarks.corpus.damage import MAPS, REMOVED, SOUND, UNTOUCHED, Claims, is_arabic
from benchmarks.corpus.font_tables import AS_IS, NAMES, NONE
from benchmarks.public.producers import TYPE3, limits

#: Where pdfFactory and its like put characters that they know nothing of.
_PRIVATE: Final = 0xF000
_TATWEEL: Final = "\N{ARABIC TATWEEL}"
_WINDOWS: Final = "cp1256"


def _private(claims: Claims, chance: random.Random) -> Claims:
    """Each code claims a character of the private use area, in the order of the codes."""
    return {code: chr(_PRIVATE + 0x20 + place) for place, code in enumerate(sorted(claims))}


def _reversed(claims: Claims, chance: random.Random) -> Claims:
    """What one glyph stands for is claimed as it is painted, from left to right."""
    return {code: text[::-1] if is_arabic(text) else text for code, text in claims.items()}


def _kashidas(claims: Claims, chance: random.Random) -> Claims:
    """A kashida claims a space, and one form in four the letter before it in the map."""
    letters = [code for code, text in sorted(claims.items()) if is_arabic(text) and text != _TATWEEL]
    taken = {code: claims[letters[place - 1]] for place, code in enumerate(letters) if place and chance.random() < 0.25}
    return claims | taken | {code: " " for code, text in claims.items() if text == _TATWEEL}


def _digits(claims: Claims, chance: random.Random) -> Claims:
    """Digits of a script claim one another; all else is sound."""
    table: Claims = {}
    for zero in ("0", "\N{ARABIC-INDIC DIGIT ZERO}", "\N{EXTENDED ARABIC-INDIC DIGIT ZERO}"):
        codes = [code for code, text in sorted(claims.items()) if len(text) == 1 and 0 <= ord(text) - ord(zero) < 10]
        others = codes[1:] + codes[:1]
        table |= {code: claims[other] for code, other in zip(codes, others, strict=True)}
    return claims | table


def _mojibake(claims: Claims, chance: random.Random) -> Claims:
    """Arabic is claimed as the bytes of Windows-1256 look like in Western Europe."""
    return {code: _misread(text) if is_arabic(text) else text for code, text in claims.items()}


def _misread(text: str) -> str:
    return unicodedata.normalize("NFKC", text).encode(_WINDOWS, "replace").decode("cp1252", "replace")


@dataclass(frozen=True, slots=True)
class Class:
    """One class of damage.

    Attributes:
        what: what is wrong with the file, for people.
        wild: where such files come from.
        change: (claims, chance) -> claims, what the maps are made to say; None where they stay as they are, or go.
        removed: the maps are taken away.
        tables: what the font programs keep, see :mod:`benchmarks.corpus.font_tables`.
        forms: only producers whose maps give presentation forms (true), or others (false); None where all will do.
        producers: those that make such files; none where all of these do.
        stretched: the lines are justified by kashidas.
    """

    what: str
    wild: str
    change: Callable[[Claims, random.Random], Claims] | None = None
    removed: bool = False
    tables: str = AS_IS
    forms: bool | None = None
    producers: tuple[str, ...] = ()
    stretched: bool = False

    def can_be_of(self, producer: str) -> bool:
        """Whether the producer makes files of this class, or such as can be damaged so."""
        if self.producers:
            return producer in self.producers
        return producer != TYPE3 and self.forms in (None, limits(producer).forms)

    @property
    def map(self) -> str:
        """The name of the map for :func:`benchmarks.corpus.damage.inflict`."""
        if self.removed:
            return REMOVED
        if self.change is None and self.tables == AS_IS:
            return UNTOUCHED
        return CHANGED if self.change else SOUND


CHANGED: Final = "changed"

CLASSES: Final[dict[str, Class]] = {
    "sound": Class(
        "nothing was done to it: the file as its producer made it, whose map may have faults of its own",
        "a control: a tool that breaks these gains nothing by the rest",
        forms=False,
    ),
    "forms": Class(
        "the map is true, but in presentation forms, and lines are written as they look",
        "ReportLab with arabic-reshaper and python-bidi, jsPDF, iText: programs without shaping",
        forms=True,
    ),
    "reversed": Class(
        "a ligature claims its letters from left to right",
        "producers that take the letters of a cluster in the order of painting",
        _reversed,
        forms=False,
    ),
    "kashidas": Class(
        "lines stretched by kashidas that claim spaces, one form in four claims its neighbour's letter",
        "Word and others that justify by kashida; words fall apart",
        _kashidas,
        tables=NONE,
        stretched=True,
    ),
    "swapped": Class(
        "pairs of letters change places in all their forms",
        "subsetters that sort glyphs after the map was written",
        MAPS["swapped"],
        tables=NONE,
    ),
    "wrong-35": Class(
        "35 % of the Arabic codes claim another's letter", "merged subsets", MAPS["wrong-35"], tables=NONE
    ),
    "wrong-100": Class(
        "all Arabic codes claim another's letter",
        "merged subsets, maps of another file",
        MAPS["wrong-100"],
        tables=NONE,
    ),
    "shifted": Class(
        "each code claims what stands a few places further", "maps off by some glyphs", MAPS["shifted"], tables=NONE
    ),
    "foreign": Class(
        "the map is that of a font with other glyphs", "one map shared by all fonts", MAPS["foreign"], tables=NONE
    ),
    "spaces": Class(
        "40 % of the Arabic codes claim a space", "converters that know no Arabic", MAPS["spaces-40"], tables=NONE
    ),
    "digits": Class(
        "digits claim one another, letters are sound",
        "fonts whose digits were put in place of others",
        _digits,
        tables=NONE,
    ),
    "mojibake": Class(
        "Arabic is claimed as Windows-1256 read as Windows-1252",
        "programs of the years before Unicode",
        _mojibake,
        tables=NONE,
    ),
    "private-use": Class(
        "codes claim characters of the private use area", "pdfFactory and printer drivers", _private, tables=NONE
    ),
    "no-map": Class(
        "there is no map, the fonts tell nothing of their glyphs",
        "printer drivers, subsetters that save space",
        removed=True,
        tables=NONE,
    ),
    "type3": Class(
        "glyphs are drawings in Type 3 fonts, without map and names",
        "converters of bitmap and TeX fonts, plotting libraries, faces in colours",
        producers=(TYPE3,),
    ),
    "names-only": Class(
        "there is no map, but glyphs have names", "PostScript and its heirs", removed=True, tables=NAMES
    ),
}
