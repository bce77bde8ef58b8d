"""How the letters of a word join: what a contextual form in a font was drawn for."""

from __future__ import annotations

from typing import Final

from warraq.arabic.letters import TATWEEL
from warraq.language.units import DUAL_JOINING, HAMZA, RIGHT_JOINING

#: Letters beyond the Arabic alphabet that Arabic text borrows: peh, tcheh, veh, gaf; keheh and farsi yeh. Of Urdu:
#: tteh, heh goal and doachashmee, noon ghunna; ddal, rreh, teh marbuta goal, yeh barree; heh and yeh barree with hamza.
_BORROWED_DUAL: Final = "\u067e\u0686\u06a4\u06af\u06a9\u06cc" + "\u0679\u06c1\u06be\u06ba"
_BORROWED_RIGHT: Final = "\u0671\u0698" + "\u0688\u0691\u06c3\u06d2\u06c0\u06c2\u06d3"
#: Letters (and tatweel) that can join to the next one.
JOINS_AFTER: Final = frozenset(DUAL_JOINING + _BORROWED_DUAL + TATWEEL)
#: Letters (and tatweel) that can join to the one before.
JOINS_BEFORE: Final = frozenset(RIGHT_JOINING + _BORROWED_RIGHT) | JOINS_AFTER
LETTERS: Final = JOINS_BEFORE - {TATWEEL} | {HAMZA}
