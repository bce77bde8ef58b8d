"""Dumps whose channel is known but for one letter, as the searches for outputs never seen take them."""

from __future__ import annotations

from tests.decipher.text.lattice.test_decoder import known_channel
from warraq.decipher.text.dump.items import Items, itemize
from warraq.decipher.text.emissions import emissions
from warraq.decipher.text.lattice.decoder import Decoder
from warraq.decipher.text.records import Piece
from warraq.language.model import LanguageModel
from warraq.language.units import UNIT_OF, UNITS

#: The first sheen of a word, or behind a letter that doesn't join.
SHEEN = UNIT_OF["\N{ARABIC LETTER SHEEN}", "ini"]


def outputs(letter: str) -> list[str]:
    """Each unit comes out as its letter (its first), that sheen as ``letter``."""
    letters_shown = [" ", *(letters[:1] for letters, _ in UNITS[1:])]
    letters_shown[SHEEN] = letter
    return letters_shown


KEPT, OTHER = outputs("\N{ARABIC LETTER SHEEN}"), outputs("\N{ARABIC LETTER ZAH}")


def learnt_decoder(learnt: list[str]) -> Decoder:
    channel = known_channel(learnt)
    return Decoder(LanguageModel.load(), emissions.from_channel(channel, {}), channel.number)


def decoded(decoder: Decoder, text: str) -> tuple[Items, list[Piece]]:
    lattice = decoder.lattice(itemize(text, decoder.symbols))
    return lattice.items, list(lattice.search(0, len(lattice.items)).pieces)
