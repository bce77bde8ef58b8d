"""Letters and digits that other languages of the script write otherwise, where a document is in one of them.

In some forms yeh and farsi yeh, kaf and keheh are one glyph, and fonts' tables name it after the Arabic letter; digits
of both kinds are drawn alike. Persian, Urdu and Kurdish documents show by letters that Arabic hasn't got which are
meant. Of those letters neither Arabic words nor an atlas of Arabic faces can say where they are wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from warraq.arabic.letters import ARABIC_LETTERS, is_arabic_letter
from warraq.decipher.glyph.parameters import LanguageLetters as P
from warraq.decipher.glyph.signs.tokens import Symbols
from warraq.decipher.glyph.trust.lexicon_support import usable
from warraq.fonts.claims.claim_sources import agree, by_program
from warraq.fonts.claims.claim_text import plain
from warraq.language.units import LETTERS
from warraq.model.font import Font, Reading

#: peh, tcheh, jeh and gaf
FOREIGN: Final = frozenset("\u067e\u0686\u0698\u06af")
#: What evidence a reading has that the font's tables give, and one that they don't.
TABLES: Final = frozenset({"cmap", "gsub", "name"})
GUESSES: Final = frozenset({"outline", "language"})
#: tteh, ddal, rreh, yeh barree, noon ghunna, heh goal, heh doachashmee; and the share of the letters that they are in
#: Urdu at least. (They are 15 %; 2 % in a sheet of all letters of the script.)
URDU: Final = "\u0679\u0688\u0691\u06d2\u06ba\u06c1\u06be"
#: heh goal, heh doachashmee
HEHS_OF_URDU: Final = frozenset("\u06c1\u06be")
HEH: Final = "\N{ARABIC LETTER HEH}"
#: yeh and alef maksura -> farsi yeh, kaf -> keheh, Arabic-Indic digits -> extended ones
COUNTERPARTS: Final = str.maketrans(
    {"\u064a": "\u06cc", "\u0649": "\u06cc", "\u0643": "\u06a9"}
    | {chr(0x0660 + digit): chr(0x06F0 + digit) for digit in range(10)}
)


def in_their_language(readings: Mapping[int, Reading], symbols: Symbols) -> dict[int, Reading]:
    """Symbol -> reading, where a letter or digit that nothing but its shape decided is the other language's.

    Claims that are believed stay as they are. So does a letter that is claimed as it is read in a font that claims its
    counterpart too: what is claimed as a form, and digits, only say what the glyph looks like.
    """
    known = frozenset(LETTERS) | FOREIGN
    texts = {s: plain(reading.text) for s, reading in readings.items()}  # claims may be presentation forms
    letters = {s: int(symbols.count[s]) for s, text in texts.items() if text in known}
    foreign = {s: n for s, n in letters.items() if texts[s] in FOREIGN}
    kinds = {texts[s] for s in foreign}
    if len(kinds) < P.LEAST_KINDS or sum(foreign.values()) < P.LEAST_SHARE * max(1, sum(letters.values())):
        return {}
    theirs = {s: reading.text.translate(COUNTERPARTS) for s, reading in readings.items() if reading.evidence != "claim"}
    claimed = {(int(symbols.font[s]), symbols.claim[s]) for s in theirs}
    kept = {
        s
        for s, text in theirs.items()
        if text.isalpha() and symbols.claim[s] == readings[s].text and (int(symbols.font[s]), text) in claimed
    }
    changed = {s: text for s, text in theirs.items() if text != readings[s].text and s not in kept}
    return {s: replace(readings[s], text=text) for s, text in changed.items()}


def as_named(members: Sequence[int], readings: Mapping[int, Reading], symbols: Symbols) -> dict[int, Reading]:
    """Symbol -> its claim, where that names a letter which Arabic lacks and the reading is a guess of anything else.

    Only in a font whose tables bear its claims out, nearly all that they know, though its map is wrong otherwise: Word
    leaves out what it draws ligatures of. Nothing bears out these, so that they stay doubtful.

    Args:
        members: the symbols of one font.
    """
    claims = {s: plain(claim) for s in members if usable(claim := symbols.claim[s])}
    known = [s for s in claims if readings[s].evidence in TABLES and any(map(is_arabic_letter, claims[s]))]
    right = sum(agree(claims[s], readings[s].text) for s in known)
    if len(known) < P.LEAST_KNOWN or right < P.BORNE_OUT * len(known):
        return {}
    return {
        s: Reading(claim, min(readings[s].confidence, P.NAMED), "claim")
        for s, claim in claims.items()
        if readings[s].evidence in GUESSES
        and not readings[s].text.isspace()  # a blank is none
        and not agree(claim, readings[s].text)
        and _is_foreign(claim)
    }


def doubted_in_urdu(readings: Mapping[int, Reading], symbols: Symbols) -> dict[int, Reading]:
    """Symbol -> its reading, hardly sure of it, where letters are a guess and the document is in Urdu.

    Outlines are compared with Arabic faces, and words with Arabic ones. Of the letters and ligatures that end most
    words of Urdu neither has any, and both are sure of what stands nearest.
    """
    if not _is_in_urdu(readings, symbols):
        return {}
    guesses = {s: r for s, r in readings.items() if _is_guess(r)}
    return {s: replace(r, confidence=P.NAMED) for s, r in guesses.items() if r.confidence > P.NAMED}


def hehs_of_urdu(readings: Mapping[int, Reading], symbols: Symbols, fonts: Sequence[Font]) -> dict[int, Reading]:
    """Symbol -> heh goal or heh doachashmee, where tables gave a heh, name it so, and the document is in Urdu.

    Elsewhere a table that names these means a glyph that Arabic shares.
    """
    hehs = [s for s, r in readings.items() if r.evidence in TABLES and plain(r.text) == HEH]
    if not hehs or not _is_in_urdu(readings, symbols):
        return {}
    named = {}
    for s in hehs:
        code = int(symbols.code[s])
        named[s] = by_program(fonts[int(symbols.font[s])], [code]).get(code, "")
    return {s: replace(readings[s], text=text) for s, text in named.items() if text in HEHS_OF_URDU}


def _is_guess(reading: Reading) -> bool:
    return reading.evidence in GUESSES and any(map(is_arabic_letter, reading.text))


def _is_in_urdu(readings: Mapping[int, Reading], symbols: Symbols) -> bool:
    """Of the letters that aren't guessed enough are those that only Urdu has."""
    known: Counter[str] = Counter()
    for s, reading in readings.items():
        if not _is_guess(reading):
            known.update({char: int(symbols.count[s]) for char in plain(reading.text) if is_arabic_letter(char)})
    return bool(known) and sum(known[char] for char in URDU) >= P.LEAST_URDU * known.total()


def _is_foreign(claim: str) -> bool:
    """It is made of letters and marks, and one of the letters is no Arabic one."""
    return claim.isalpha() and any(is_arabic_letter(c) and c not in ARABIC_LETTERS for c in claim)
