"""Words that begin with a clitic, and the words that they are without it.

Arabic writes the conjunctions waw and feh, the prepositions beh, lam and kaf, together with the word behind them. What
follows that word follows it with them as well: a model of whole words that has seldom seen it so may ask what it knows
of the bare word.
"""

from __future__ import annotations

import functools
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.language.model import LanguageModel
from warraq.language.tokens import SPECIAL
from warraq.language.units import UNIT_OF, UNITS
from warraq.language.words import word_tables
from warraq.language.words.word_tables import JOINED, LAM, WAW

#: How clitics are written before a word: waw, which doesn't join; feh, beh and kaf, which do; and lam.
_CLITICS: Final = {
    UNIT_OF["\N{ARABIC LETTER WAW}", "iso"]: WAW,
    UNIT_OF["\N{ARABIC LETTER FEH}", "ini"]: JOINED,
    UNIT_OF["\N{ARABIC LETTER BEH}", "ini"]: JOINED,
    UNIT_OF["\N{ARABIC LETTER KAF}", "ini"]: JOINED,
    UNIT_OF["\N{ARABIC LETTER LAM}", "ini"]: LAM,
}
#: Units that the lam of the article is in where another lam has swallowed its alef, and that alef.
_OF_ARTICLE: Final = [text[:1] == "\N{ARABIC LETTER LAM}" and form in ("med", "fin") for text, form in UNITS]
_ALEF: Final = UNIT_OF["\N{ARABIC LETTER ALEF}", "iso"]
#: So many letters stay, at least.
LEFT: Final = 2
#: Each unit as it stands at the beginning of a word.
_BEGINS: Final = [UNIT_OF.get((letters, {"med": "ini", "fin": "iso"}.get(form, form)), 0) for letters, form in UNITS]


@functools.cache
def bare_words(lm: LanguageModel) -> NDArray[np.int32]:
    """The token id [tokens] of each word without its first clitic; -1 for what has none.

    The rest must be a word, and a likelier one: waw, feh, beh, lam and kaf begin other words, too.
    """
    clitics = word_tables.Clitics(
        np.array([_CLITICS.get(unit, 0) for unit in range(len(UNITS))], np.uint8),
        np.array(_BEGINS, np.uint8),
        np.array([len(letters) for letters, _ in UNITS], np.uint8),
        np.array(_OF_ARTICLE, np.uint8),
        _ALEF,
        LEFT,
    )
    bare = word_tables.bare_words(
        word_tables.Spelt(lm.word_nodes, lm.trie_unit, lm.trie_parent), lm.trie_first, lm.trie_children, lm.trie_word,
        np.ascontiguousarray(lm.word_value[:, 0]), clitics,
    )  # fmt: skip
    return np.concatenate([np.full(len(SPECIAL), -1, np.int32), bare])
