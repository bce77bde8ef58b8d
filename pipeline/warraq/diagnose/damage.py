"""How damaged a font's Arabic map looks, without a language model: one cheap number."""

from __future__ import annotations

from collections import Counter
from math import prod
from typing import Final

from warraq.arabic.letters import fold_lookalikes, is_arabic_letter
from warraq.diagnose.case import FontCase
from warraq.diagnose.many_to_one_map import surplus_codes
from warraq.diagnose.usage import Counts
from warraq.model.font import Font

#: Share of each letter in Arabic prose, rounded; lookalikes are folded (yeh holds alef maksura).
_PROSE: Final = {
    "\u0627": 0.145, "\u0644": 0.125, "\u064a": 0.085, "\u0645": 0.06, "\u0648": 0.06, "\u0646": 0.055,
    "\u0631": 0.045, "\u062a": 0.055, "\u0628": 0.04, "\u0639": 0.038, "\u062f": 0.035, "\u0647": 0.035,
    "\u0629": 0.045, "\u0633": 0.025, "\u0641": 0.028, "\u0643": 0.022, "\u0642": 0.023, "\u0623": 0.022,
    "\u062d": 0.02, "\u062c": 0.016, "\u0634": 0.012, "\u0635": 0.012, "\u0637": 0.012, "\u062e": 0.009,
    "\u0630": 0.008, "\u0636": 0.008, "\u062b": 0.006, "\u0632": 0.007, "\u0625": 0.009, "\u063a": 0.005,
    "\u0638": 0.004, "\u0621": 0.004, "\u0626": 0.004, "\u0624": 0.002, "\u0622": 0.002,
}  # fmt: skip
#: Fewer Arabic glyphs than this say nothing about letter frequencies.
_ENOUGH: Final = 150
#: Half the sum of differences between claimed and usual shares: prose keeps below 0.2, shifted maps reach 0.4 to 0.6.
#: So do headings that repeat one word a hundred times, wherefore this sign alone never says more than one in two.
_USUAL_DISTANCE: Final = (0.25, 0.45)
_DISTANCE_SAYS_AT_MOST: Final = 0.5
#: A quarter of the glyphs (or codes) being wrong is damage enough to be certain.
_CERTAIN_FROM: Final = 0.25


def font_damage(font: Font, used_codes_counts: Counts) -> float:
    """0 (nothing suspicious, or no Arabic in it) to 1 (its Arabic map can't be right).

    Combines what the font program contradicts, spaces that paint, codes without a claim, surplus claimants of a letter,
    and letter frequencies that Arabic prose doesn't have.
    """
    case = FontCase(0, font, used_codes_counts)
    if not case.counts or not (case.arabic or case.mute):
        return 0.0
    wrong = set(case.contradicted) | set(case.painted_spaces)
    missing = [code for code in case.counts if code not in case.claims]
    shares = (
        case.uses(wrong) / case.glyphs,
        case.uses(missing) / case.glyphs,
        sum(surplus_codes(case).values()) / len(case.counts),
    )
    signs = (*(min(1.0, share / _CERTAIN_FROM) for share in shares), _unusual_letters(case))
    return 1 - prod(1 - sign for sign in signs)


def _unusual_letters(case: FontCase) -> float:
    letters: Counter[str] = Counter()
    for code, claim in case.claims.items():
        for letter in filter(is_arabic_letter, claim):
            letters[letter if letter in _PROSE else fold_lookalikes(letter)] += case.counts[code]
    total = sum(letters.values())
    if total < _ENOUGH:
        return 0.0
    distance = sum(abs(letters[letter] / total - share) for letter, share in _PROSE.items())
    distance += sum(count for letter, count in letters.items() if letter not in _PROSE) / total
    low, high = _USUAL_DISTANCE
    return _DISTANCE_SAYS_AT_MOST * min(1.0, max(0.0, (distance / 2 - low) / (high - low)))
