"""The letters of each language whose words are known, and how other spellings of them are folded.

Arabic has a unit for each form of a letter (see ``units``). Persian and Urdu write more letters than a byte has room
for in four forms each, so theirs are letters: the form follows from what stands beside a letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from warraq.language import units
from warraq.lazy import lazy

#: The zero width non-joiner, which parts the words that Persian writes without a space.
ZWNJ: Final = "\u200c"


@dataclass(frozen=True, eq=False)
class Alphabet:
    """The letters of one language.

    Attributes:
        language: its code (ISO 639-1).
        letters: those that words are made of.
        folded: what others write -> the language's own letters, for ``str.translate``.
        variants: letters that words are looked up with others for, as it has too few words with them: heh with hamza.
        full_stop: the sign that ends a sentence.
    """

    language: str
    letters: str
    folded: Mapping[int, str] = field(default_factory=dict)
    variants: Mapping[int, str] = field(default_factory=dict)
    full_stop: str = "."

    @lazy
    def number(self) -> dict[str, int]:
        """Letter -> its place among ``letters``, from 1 on: its unit, where units are letters."""
        return {letter: number for number, letter in enumerate(self.letters, 1)}

    @property
    def in_forms(self) -> bool:
        """Whether a unit is one form of a letter, not the letter."""
        return self.language == "ar"

    def fold(self, text: str) -> str:
        """``text`` with the language's own letters."""
        return text.translate(self.folded) if self.folded else text

    def looked_up(self, text: str) -> str:
        """``text`` as its words stand in the lexicon."""
        return self.fold(text).translate(self.variants)

    def is_word(self, text: str) -> bool:
        """Whether ``text`` is made of these letters alone."""
        return bool(text) and all(map(self.number.__contains__, text))

    def units(self, word: str) -> tuple[int, ...]:
        """Unit numbers of a word. Raises KeyError for a character that is none of the letters."""
        return units.units(word) if self.in_forms else tuple(map(self.number.__getitem__, word))

    def spell(self, numbers: tuple[int, ...] | list[int]) -> str:
        """The word that units stand for."""
        return units.spell(numbers) if self.in_forms else "".join(self.letters[number - 1] for number in numbers)

    def unit_of(self, letter: str, form: str) -> int:
        """The unit of a letter in a form (``iso``, ``ini``, ``med``, ``fin``); -1 where it has none."""
        return units.UNIT_OF.get((letter, form), -1) if self.in_forms else self.number[letter]

    def lam_alef(self, letter: str, form: str) -> int:
        """The unit of a lam with that alef behind it; -1 where they are units of their own."""
        return units.UNIT_OF.get((units.LAM + letter, form), -1) if self.in_forms else -1


ARABIC: Final = Alphabet("ar", units.LETTERS)
#: hamza, alefs, ... of Persian; waw and alefs with hamza stand in Arabic words.
PERSIAN: Final = Alphabet(
    "fa",
    "\u0621\u0622\u0623\u0624\u0625\u0626\u0627\u0628\u067e\u062a\u062b\u062c\u0686\u062d\u062e\u062f\u0630"
    "\u0631\u0632\u0698\u0633\u0634\u0635\u0636\u0637\u0638\u0639\u063a\u0641\u0642\u06a9\u06af\u0644\u0645\u0646"
    "\u0648\u0647\u06cc",
    str.maketrans(
        {"\u0643": "\u06a9", "\u064a": "\u06cc", "\u0649": "\u06cc", "\u06be": "\u0647", "\u06c1": "\u0647"}
        | {"\u06d5": "\u0647", "\u0671": "\u0627"}
    ),
    str.maketrans({"\u0629": "\u0647", "\u06c0": "\u0647"}),
)
#: tteh, ddal, rreh, noon ghunna, heh goal and doachashmee, yeh barree, and yeh barree, heh goal and teh marbuta goal
#: with hamza beside the letters that it shares with Persian.
URDU: Final = Alphabet(
    "ur",
    "\u0621\u0622\u0623\u0624\u0626\u0627\u0628\u067e\u062a\u0679\u062b\u062c\u0686\u062d\u062e\u062f\u0688\u0630"
    "\u0631\u0691\u0632\u0698\u0633\u0634\u0635\u0636\u0637\u0638\u0639\u063a\u0641\u0642\u06a9\u06af\u0644\u0645"
    "\u0646\u06ba\u0648\u06c1\u06be\u06c3\u06cc\u06d2",
    str.maketrans(
        {"\u0643": "\u06a9", "\u064a": "\u06cc", "\u0649": "\u06cc", "\u0647": "\u06c1", "\u06d5": "\u06c1"}
        | {"\u0629": "\u06c3", "\u06c0": "\u06c2", "\u0671": "\u0627"}
    ),
    str.maketrans({"\u06c2": "\u06c1", "\u06d3": "\u06d2", "\u0625": "\u0627"}),
    "\N{ARABIC FULL STOP}",
)
ALPHABETS: Final = {alphabet.language: alphabet for alphabet in (ARABIC, PERSIAN, URDU)}
