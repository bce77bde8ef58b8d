"""How little is known of the outputs of units that a text hardly shows.

What a unit that stands in hundreds of words comes out as has been learnt. Of one that was read in two words or in none
nothing is known: it may well have an output that nobody has seen, and common words that it stands in are read as rare
ones until somebody looks for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import log

from warraq.decipher.text.dump.items import Items
from warraq.decipher.text.parameters import SeldomUnits as P
from warraq.decipher.text.records import Piece
from warraq.language.units import COUNT


def prices_of_unseen(lines: Iterable[tuple[Items, Iterable[Piece]]]) -> tuple[float, ...]:
    """[units] ``Settings.unsettled``, by the words of ``lines`` as they were read."""
    met = words_of_units(lines)
    return tuple(P.NEVER_READ - log(1 + met[unit]) if met[unit] <= P.SELDOM else P.KNOWN for unit in range(COUNT))


def words_of_units(lines: Iterable[tuple[Items, Iterable[Piece]]]) -> Counter[int]:
    """In how many distinct words of ``lines``, as they were read, each unit stands."""
    words = {piece.units for _, pieces in lines for piece in pieces}
    return Counter(unit for units in words for unit in set(units))
