"""Ligatures whose claims are written as they look: ``\\u0631\\u062a`` (reh, teh) for a teh that is joined to a reh.

Producers that turn the text of a line round before they set it claim for each glyph what stands there then, from left
to right. One order alone can be drawn as one glyph where only one of two letters joins the next; a producer writes all
ligatures of a font the same way, so that those that can be read either way, and rare ones, go by the others.

It must not fire where one claim says the opposite, nor on presentation forms, which have no order to tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from warraq.arabic.letters import ALLAH, is_arabic_letter
from warraq.decipher.glyph.parameters import TurnedClaims as P
from warraq.decipher.glyph.signs.joining import JOINS_AFTER, JOINS_BEFORE
from warraq.decipher.glyph.signs.tokens import Symbols
from warraq.model.font import Reading


def turned_claims(
    symbols: Symbols, of_font: Mapping[int, Sequence[int]], readings: Mapping[int, Reading]
) -> dict[int, Reading]:
    """Symbol -> its reading in the order of the letters, for claims of fonts that write ligatures as they look.

    Args:
        of_font: font -> its symbols.
        readings: of all symbols; those that are no claims stay.
    """
    claims = {font: _ordered(members, symbols) for font, members in of_font.items()}
    sound = {font: {c for c in claimed.values() if tells(c) > 0} for font, claimed in claims.items()}
    turned = {font: {c for c in claimed.values() if tells(c) < 0} for font, claimed in claims.items()}
    # One program wrote all the maps: where none says the opposite, a font with few ligatures goes by the others.
    document = not any(sound.values()) and len(set().union(*turned.values())) >= P.LEAST
    changed: dict[int, Reading] = {}
    for font, claimed in claims.items():
        if document or (len(turned[font]) >= P.LEAST and not sound[font]):
            written = {s: claim for s, claim in claimed.items() if readings[s].evidence == "claim" and claim != ALLAH}
            changed |= {s: replace(readings[s], text=claim[::-1]) for s, claim in written.items()}
    return changed


def _ordered(members: Sequence[int], symbols: Symbols) -> dict[int, str]:
    """Symbol -> its claim, of those that claim two letters or more, without marks."""
    claims = {s: symbols.claim[s] or "" for s in members}
    return {s: claim for s, claim in claims.items() if len(claim) > 1 and all(map(is_arabic_letter, claim))}


def tells(claim: str) -> int:
    """1 where two letters can be one glyph as they stand only, -1 where only turned round, 0 where it doesn't tell.

    >>> tells("\\u062a\\u0631"), tells("\\u0631\\u062a"), tells("\\u0628\\u064a"), tells("\\u0631\\u0627")
    (1, -1, 0, 0)
    """
    if len(claim) != 2:
        return 0
    first, second = claim[0], claim[1]
    return (first in JOINS_AFTER and second in JOINS_BEFORE) - (second in JOINS_AFTER and first in JOINS_BEFORE)
