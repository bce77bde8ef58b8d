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

from warraq.compiled import njit
from warraq.language.model import LanguageModel, units_before, walk
from warraq.language.tokens import SPECIAL
from warraq.language.units import UNIT_OF, UNITS

#: Units that clitics are written with before a word: waw, which doesn't join; feh, beh and kaf, which do; and lam.
WAW: Final = UNIT_OF["\N{ARABIC LETTER WAW}", "iso"]
JOINED: Final = np.array([UNIT_OF[c, "ini"] for c in "\N{ARABIC LETTER FEH}\N{ARABIC LETTER BEH}\N{ARABIC LETTER KAF}"])
LAM: Final = UNIT_OF["\N{ARABIC LETTER LAM}", "ini"]
#: Units that the lam of the article is in where another lam has swallowed its alef, and that alef.
OF_ARTICLE: Final = np.array(
    [n for n, (text, form) in enumerate(UNITS) if text[:1] == "\N{ARABIC LETTER LAM}" and form in ("med", "fin")]
)
_ALEF: Final = UNIT_OF["\N{ARABIC LETTER ALEF}", "iso"]
#: So many letters stay, at least.
LEFT: Final = 2
#: Each unit as it stands at the beginning of a word.
_BEGINS: Final = np.array(
    [UNIT_OF.get((letters, {"med": "ini", "fin": "iso"}.get(form, form)), 0) for letters, form in UNITS]
)
_LETTERS: Final = np.array([len(letters) for letters, _ in UNITS])


@functools.cache
def bare_words(lm: LanguageModel) -> NDArray[np.int32]:
    """The token id [tokens] of each word without its first clitic; -1 for what has none.

    The rest must be a word, and a likelier one: waw, feh, beh, lam and kaf begin other words, too.
    """
    none = np.full(len(SPECIAL), -1, np.int32)
    found = _bare(
        lm.word_nodes, lm.trie_unit, lm.trie_parent, lm.trie_first, lm.trie_children, lm.trie_word,
        np.ascontiguousarray(lm.word_value[:, 0]),
    )  # fmt: skip
    return np.concatenate([none, found])


@njit(cache=True, nogil=True)
def _bare(ends, unit, parent, first, children, word, value):  # type: ignore[no-untyped-def]
    """``bare_words`` of the words that end at these trie nodes."""
    found = np.full(ends.size, -1, np.int32)
    row = np.empty(256, np.int64)
    for k in range(ends.size):
        begin = units_before(ends[k], unit, parent, row)
        clitic = row[begin]
        begin += 1
        if not (clitic in (WAW, LAM) or np.any(clitic == JOINED)) or _LETTERS[row[begin:]].sum() < LEFT:
            continue
        if clitic != WAW:
            swallowed = clitic == LAM and np.any(row[begin] == OF_ARTICLE)
            row[begin] = _BEGINS[row[begin]]
            if swallowed:
                begin -= 1
                row[begin] = _ALEF
        node = walk(row[begin:], unit, first, children)
        if node > 0 and unit[node] >= 128 and value[word[node]] <= value[word[ends[k]]]:
            found[k] = word[node]
    return found
