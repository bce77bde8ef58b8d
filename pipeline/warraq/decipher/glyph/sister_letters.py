"""Letters and digits that other languages of the script write otherwise, where a document is in one of them.

In some forms yeh and farsi yeh, kaf and keheh are one glyph, and fonts' tables name it after the Arabic letter; digits
of both kinds are drawn alike. Persian, Urdu and Kurdish documents show by letters that Arabic hasn't got which are
meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from warraq.decipher.glyph.fuse import plain
from warraq.decipher.glyph.tokens import Symbols
from warraq.language.units import LETTERS
from warraq.model.font import Reading

#: peh, tcheh, jeh and gaf
FOREIGN: Final = frozenset("\u067e\u0686\u0698\u06af")
#: So many of them, and so large a share of the letters, make a document one of another language. In Persian they are
#: 2 to 3 %; names in Arabic text stay far below.
LEAST_KINDS: Final = 2
LEAST_SHARE: Final = 0.01
#: yeh and alef maksura -> farsi yeh, kaf -> keheh, Arabic-Indic digits -> extended ones
SISTERS: Final = str.maketrans(
    {"\u064a": "\u06cc", "\u0649": "\u06cc", "\u0643": "\u06a9"}
    | {chr(0x0660 + digit): chr(0x06F0 + digit) for digit in range(10)}
)


def in_their_language(readings: Mapping[int, Reading], symbols: Symbols) -> dict[int, Reading]:
    """Symbol -> reading, where a letter or digit that nothing but its shape decided is the other language's.

    Claims that are believed stay as they are.
    """
    known = frozenset(LETTERS) | FOREIGN
    texts = {s: plain(reading.text) for s, reading in readings.items()}  # claims may be presentation forms
    letters = {s: int(symbols.count[s]) for s, text in texts.items() if text in known}
    foreign = {s: n for s, n in letters.items() if texts[s] in FOREIGN}
    kinds = {texts[s] for s in foreign}
    if len(kinds) < LEAST_KINDS or sum(foreign.values()) < LEAST_SHARE * max(1, sum(letters.values())):
        return {}
    return {
        s: replace(reading, text=reading.text.translate(SISTERS))
        for s, reading in readings.items()
        if reading.evidence != "claim" and reading.text.translate(SISTERS) != reading.text
    }
