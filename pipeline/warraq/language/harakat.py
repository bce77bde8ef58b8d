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

from warraq.compiled import njit
from warraq.language import tokens
from warraq.language.model import LanguageModel, units_before
from warraq.language.units import LETTERS, UNITS

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
    found = np.zeros(len(LETTERS) + 1, np.bool_)
    found[[_CODE[letter] for letter in letters]] = True
    return found


#: Prefixes of one letter; letters that are no first, no doubled, and no third one of a root.
_OF_VERBS: Final = _codes("يتنأ")
_OF_NOUNS: Final = _codes("مت")
_NO_FIRST: Final = _codes("اى")
_NO_DOUBLED: Final = _codes("اىءئؤة")
_NO_THIRD: Final = _codes("اة")
#: What the teh of form VIII may be.
_OF_EIGHT: Final = _codes("تطد")
_ALEF, _SEEN, _TEH, _MEEM, _YEH = (_CODE[letter] for letter in "استمي")


@njit(cache=True)
def _among(key, keys):  # type: ignore[no-untyped-def]
    """Whether sorted ``keys`` have this one."""
    at = np.searchsorted(keys, key)
    return at < keys.size and keys[at] == key


@njit(cache=True)
def _is_prefix(word, a, length, verb, noun):  # type: ignore[no-untyped-def]
    """Whether ``length`` letters of ``word`` from ``a`` on, 0 to 2, may stand between what is before a ``verb`` or a
    ``noun`` and the root."""
    if length == 0:
        return verb
    if length == 1:
        return (verb and _OF_VERBS[word[a]]) or (noun and _OF_NOUNS[word[a]])
    return word[a + 1] == _TEH and ((verb and _OF_VERBS[word[a]]) or (noun and word[a] == _MEEM))


@njit(cache=True)
def _note(kinds, place, kind):  # type: ignore[no-untyped-def]
    """Notes that a ``place`` before the last is of this kind, unless it is of one that bears harakat more often."""
    if place < kinds.size - 1:
        kinds[place] = max(kinds[place], kind)


@njit(cache=True)
def _of_root(word, a, length, verb, ends, kinds):  # type: ignore[no-untyped-def]
    """Notes what the places of ``word`` are if ``length`` letters from ``a`` on are a prefix; ``ends`` [letters + 1]
    says where an ending may begin."""
    n, b = word.size, a + length
    doubled = b + 2 <= n and not _NO_FIRST[word[b]] and not _NO_DOUBLED[word[b + 1]]
    if doubled and b + 3 <= n and ends[b + 3] and not _NO_THIRD[word[b + 2]]:
        _note(kinds, b + 1, DOUBLED if length else ROOT)
    if doubled and ends[b + 2]:
        _note(kinds, b + 1, ROOT)
        if b + 2 == n:
            kinds[n - 1] = LAST_DOUBLED
    if length == 1 and verb and _OF_VERBS[word[a]]:
        _note(kinds, a, PREFIX)
    if length == 1 and word[a] == _MEEM and b + 3 <= n:
        _note(kinds, a, DERIVED)


@njit(cache=True)
def _kinds(word):  # type: ignore[no-untyped-def]
    """Kind of the place behind each letter of ``word`` [codes]."""
    n = word.size
    kinds = np.zeros(n, np.uint8)
    if n == 0:
        return kinds
    kinds[n - 1] = LAST
    ends = np.zeros(n + 1, np.bool_)
    ends[n] = True
    key = np.int64(0)
    for i in range(n - 1, max(-1, n - 1 - _LONGEST_AFFIX), -1):
        key |= word[i] << (6 * (n - 1 - i))
        ends[i] = _among(key, _ENDINGS)
        if i > 2 and word[i - 1] == _YEH and _among(key, _BEHIND_YEH):
            _note(kinds, i - 1, DERIVED)
    key = np.int64(0)
    for a in range(min(_LONGEST_AFFIX + 1, n)):
        if a:
            key = key << 6 | word[a - 1]
        verb, noun = _among(key, _BEFORE_VERBS), _among(key, _BEFORE_NOUNS)
        for length in range(3):
            if (length == 0 or a + length <= n - 2) and _is_prefix(word, a, length, verb, noun):
                _of_root(word, a, length, verb, ends, kinds)
        if verb and a + 3 <= n and ends[a + 3] and not _NO_FIRST[word[a]]:
            _note(kinds, a, ROOT)
        tenth = n - a >= 5 and word[a + 1] == _SEEN and word[a + 2] == _TEH
        if verb and n - a >= 5 and word[a] == _ALEF and (tenth or _OF_EIGHT[word[a + 2]]):
            _note(kinds, a + 2, ROOT)
    return kinds


@njit(cache=True)
def _table(ends, unit, parent, letters):  # type: ignore[no-untyped-def]
    """``kinds_of_words`` of words that end at these nodes of a trie; ``letters`` [units, 2] are codes, 0 for none."""
    found = np.zeros(ends.size, np.uint64)
    row = np.empty(256, np.int64)
    word = np.empty(2 * row.size, np.int64)
    for k in range(ends.size):
        begin, n = units_before(ends[k], unit, parent, row), 0
        for u in row[begin:]:
            for letter in letters[u]:
                if letter:
                    word[n] = letter
                    n += 1
        kinds = _kinds(word[:n])
        at = n - 1
        for i in range(PLACES):
            if i < row.size - begin:
                found[k] |= np.uint64(kinds[at]) << np.uint64(4 * i)
                at -= 2 if letters[row[row.size - 1 - i], 1] else 1
            else:
                found[k] |= np.uint64(NONE) << np.uint64(4 * i)
    return found


@functools.cache
def kinds_of_words(lm: LanguageModel) -> NDArray[np.uint64]:
    """[tokens] the kind of the place behind each unit of a word, in four bits each, the last unit's lowest.

    ``NONE`` where there is no such unit, and for special tokens.
    """
    letters = np.array([[_CODE[c] for c in text] + [0] * (2 - len(text)) for text, _ in UNITS], np.int64)
    words = _table(lm.word_nodes, lm.trie_unit, lm.trie_parent, letters)
    return np.concatenate([np.full(len(tokens.SPECIAL), ~np.uint64(0)), words])


def kinds_of(word: str) -> list[int]:
    """Kind of the place behind each letter of a word of plain letters."""
    letters = np.array([_CODE[letter] for letter in word], np.int64)
    return list(map(int, _kinds(letters)))


def kinds(of_word: np.uint64) -> list[int]:
    """Kinds of the places behind the units of a word in their order, from its number in ``kinds_of_words``."""
    found = [int(of_word) >> 4 * i & 15 for i in range(PLACES)]
    return [kind for kind in found if kind != NONE][::-1]


def counted(of_words: NDArray[np.uint64], weights: Iterable[float]) -> NDArray[np.float64]:
    """[KINDS] how many places of each kind words of these numbers [n] and ``weights`` have."""
    places = (of_words[:, None] >> (4 * np.arange(PLACES, dtype=np.uint64))).astype(np.int64) & 15
    each = np.repeat(np.fromiter(weights, np.float64, len(of_words)), PLACES)
    return np.bincount(places.ravel(), each, NONE + 1)[:KINDS].astype(np.float64)
