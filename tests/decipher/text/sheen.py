"""Dumps whose channel is known but for one letter, as the searches for outputs never seen take them."""

from __future__ import annotations

from pipeline.decipher.text import emissions
from pipeline.decipher.text.decoder import Decoder
from pipeline.decipher.text.items import Items, itemize
from pipeline.decipher.text.lattice import Piece
from pipeline.language.model import LanguageModel
from pipeline.language.units import UNIT_OF, UNITS
from tests.decipher.text.test_decoder import known_channel

#: The first sheen of a word, or behind a letter that doesn't join.
SHEEN = UNIT_OF["\N{ARABIC LETTER SHEEN}", "ini"]


def outputs(letter: str) -> list[str]:
    """Each unit comes out as its letter (its first), that sheen as ``letter``."""
    found = [" ", *(letters[:1] for letters, _ in UNITS[1:])]
    found[SHEEN] = letter
    return found


KEPT, OTHER = outputs("\N{ARABIC LETTER SHEEN}"), outputs("\N{ARABIC LETTER ZAH}")


def learnt_decoder(learnt: list[str]) -> Decoder:
    channel = known_channel(learnt)
    return Decoder(LanguageModel.load(), emissions.from_channel(channel, {}), channel.number)


def decoded(decoder: Decoder, text: str) -> tuple[Items, list[Piece]]:
    found = decoder.lattice(itemize(text, decoder.symbols))
    return found.items, list(found.search(0, len(found.items)).pieces)
