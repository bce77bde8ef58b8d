"""Letters of other languages that a font's tables call single glyphs, where the document is in none of them.

Amiri draws teh and yeh with one dot over the other beside some letters, and names those glyphs after the letters of
Sindhi that are drawn so (``tteheh-ar.init.BaaBaaIsol``); Kufam gives a final yeh the code point of one with its dots
above (``uni063E.fina``). What the tables say of them counts with what they look like and with the words that they
stand in, and settles nothing. It must not fire where a document has several letters that Arabic hasn't got: it is
written with them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from warraq.arabic.letters import is_arabic_letter
from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.readings.language_letters import FOREIGN
from warraq.decipher.glyph.signs.tokens import Symbols
from warraq.fonts.claims.claim_text import plain
from warraq.fonts.claims.table_evidence import TableEvidence
from warraq.language.units import LETTERS
from warraq.model.font import Reading

#: Those of Arabic, alef wasla among them.
ARABIC: Final = frozenset(LETTERS) | frozenset("\u0671")
#: By which Arabic writes sounds of other languages: veh, ng, peh, tcheh, jeh and gaf.
BORROWED: Final = FOREIGN | frozenset("\u06a4\u06ad")
#: Two dots one over the other, as faces draw those of teh and yeh: tteheh as teh, beeh, e and U+063E as yeh.
_UPRIGHT: Final = str.maketrans("\u067a\u067b\u06d0\u063e", "\u062a\u064a\u064a\u064a")


def stray_letters(readings: Mapping[int, Reading], symbols: Symbols) -> set[int]:
    """Symbols with a letter of another language, of those that tables read; none where the document has such letters.

    Args:
        readings: symbol -> what tables and believed claims say.
    """
    foreign = {s: letters for s, r in readings.items() if r.evidence != "claim" and (letters := _letters(r) - ARABIC)}
    stray = {s for s, letters in foreign.items() if letters - BORROWED}
    if not stray:
        return stray
    uses: Counter[str] = Counter()
    for s, reading in readings.items():
        uses.update(dict.fromkeys(_letters(reading), int(symbols.count[s])))
    others = {letter: n for letter, n in uses.items() if letter not in ARABIC}
    written = (
        len(others) >= parameters.LanguageLetters.LEAST_KINDS
        and sum(others.values()) >= parameters.LanguageLetters.LEAST_SHARE * uses.total()
    )
    return set() if written else stray


def with_upright_dots(evidence: TableEvidence) -> TableEvidence:
    """``evidence``, where an Arabic letter whose two dots may be drawn upright is as likely as that which has them."""
    upright = {text.translate(_UPRIGHT): score for text, score in evidence.scores.items()}
    return replace(evidence, scores={**upright, **evidence.scores})


def _letters(reading: Reading) -> frozenset[str]:
    return frozenset(filter(is_arabic_letter, plain(reading.text)))
