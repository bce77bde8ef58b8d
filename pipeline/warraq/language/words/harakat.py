"""Where a text that is written without harakat writes one after all: the kinds of places in a word.

Law and reports write one where a word would be misread: the doubled root letter of forms II and V (يوقّع, المنظّمة), the
vowel behind the prefix of a passive (يُنشر), seldom another. Which form a word is can't be seen from its letters, but
where its doubled letter would stand can: they are tried as prefixes and endings around a root.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.language import tokens
from warraq.language.model import LanguageModel
from warraq.language.units import LETTERS, UNITS
from warraq.language.words import word_tables

#: Kinds of places behind a letter of a word: any; behind a root's first letter, or one that may be doubled in another
#: form than II and V; behind the meem of a participle, or the yeh of a nisba; behind the doubled letter of forms II and
#: V; behind the prefix of a verb; behind the last letter, and behind one that may be doubled.
ANY, ROOT, DERIVED, DOUBLED, PREFIX, LAST, LAST_DOUBLED = range(7)
KINDS: Final = 7
#: There is no such place: the word is shorter.
NONE: Final = 15
#: Places of a word that are told apart, from its end.
PLACES: Final = 16

#: How often a place of each kind bears a haraka, beside all places (``benchmarks.harakat_places``): in 21 laws, reports
#: and handbooks that nobody here wrote, of whose places one in 740 does. Tanween behind an alef doesn't count.
SHARE: Final = np.array([0.20, 0.88, 2.2, 7.6, 7.5, 0.91, 3.1])

_CODE: Final = {letter: number for number, letter in enumerate(LETTERS, 1)}


def _key(letters: str) -> int:
    """A number for at most ten letters."""
    key = 0
    for letter in letters:
        key = key << 6 | _CODE[letter]
    return key


def _keys(affixes: str) -> NDArray[np.int64]:
    """Sorted keys of ``affixes``, that of none among them."""
    return np.array(sorted({0, *map(_key, affixes.split())}), np.int64)


#: Endings of verbs and nouns; what stands before a verb or a noun; what follows the yeh of a nisba.
_ENDINGS: Final = _keys(
    "ة ت ا ه ها هم هما ك كم نا ي ى ات ون ين ان تان تين وا ية تها ته تهم ني ناه وه وها ونها اته اتها اتهم"
)
_BEFORE_VERBS: Final = _keys("و ف ل س ول وس فس فل")
_BEFORE_NOUNS: Final = _keys("و ف ال وال ل لل ب بال ول وب فال ولل وبال ك كال فل")
_BEHIND_YEH: Final = _keys("ة ات ا ين ون تها ته")[1:]
#: Letters of the longest of those.
_LONGEST_AFFIX: Final = 4


def _codes(letters: str) -> NDArray[np.bool_]:
    """[letters + 1]: which codes are those of ``letters``."""
    is_code = np.zeros(len(LETTERS) + 1, np.bool_)
    is_code[[_CODE[letter] for letter in letters]] = True
    return is_code


_AFFIXES: Final = word_tables.Affixes(
    endings=_ENDINGS,
    before_verbs=_BEFORE_VERBS,
    before_nouns=_BEFORE_NOUNS,
    behind_yeh=_BEHIND_YEH,
    of_verbs=_codes("يتنأ"),
    of_nouns=_codes("مت"),
    longest=_LONGEST_AFFIX,
)
_ROOTS: Final = word_tables.Roots(
    no_first=_codes("اى"), no_doubled=_codes("اىءئؤة"), no_third=_codes("اة"), of_eight=_codes("تطد")
)
_MORPHOLOGY: Final = word_tables.Morphology(
    _AFFIXES, _ROOTS, letters=[_CODE[letter] for letter in "استمي"], kinds=range(KINDS)
)


@functools.cache
def kinds_of_words(lm: LanguageModel) -> NDArray[np.uint64]:
    """[tokens] the kind of the place behind each unit of a word, in four bits each, the last unit's lowest.

    ``NONE`` where there is no such unit, and for special tokens.
    """
    letters = np.array([[_CODE[c] for c in text] + [0] * (2 - len(text)) for text, _ in UNITS], np.uint8)
    spelt = word_tables.Spelt(lm.word_nodes, lm.trie_unit, lm.trie_parent)
    words = word_tables.kinds_of_words(spelt, letters, _MORPHOLOGY)
    return np.concatenate([np.full(len(tokens.SPECIAL), ~np.uint64(0)), words])


def kinds_of(word: str) -> list[int]:
    """Kind of the place behind each letter of a word of plain letters."""
    return list(word_tables.kinds_of_letters(bytearray(_CODE[letter] for letter in word), _MORPHOLOGY))


def kinds(of_word: np.uint64) -> list[int]:
    """Kinds of the places behind the units of a word in their order, from its number in ``kinds_of_words``."""
    places = [int(of_word) >> 4 * i & 15 for i in range(PLACES)]
    return [kind for kind in places if kind != NONE][::-1]


def counted(of_words: NDArray[np.uint64], weights: Iterable[float]) -> NDArray[np.float64]:
    """[KINDS] how many places of each kind words of these numbers [n] and ``weights`` have."""
    places = (of_words[:, None] >> (4 * np.arange(PLACES, dtype=np.uint64))).astype(np.int64) & 15
    each = np.repeat(np.fromiter(weights, np.float64, len(of_words)), PLACES)
    return np.bincount(places.ravel(), each, NONE + 1)[:KINDS].astype(np.float64)
