"""What is worked out for all words of the lexicon at once, from the letters or units that its trie has for them.

``clitics``, ``harakat`` and ``topics`` say what for; which letters and units are which is theirs.
"""

from __future__ import annotations

from collections.abc import Sequence

import cython
import numpy as np
from numpy.typing import NDArray

if not cython.compiled:
    from warraq.language.lookup import mix, units_before, walk

#: Units of a word, and letters: two a unit at most.
_ROOM, _LETTERS = 256, 512
_LOW = 0xFFFFFFFF
_ALL = 0xFFFFFFFFFFFFFFFF


class Spelt:
    """Words of a trie as their units are read, from the last on.

    Args:
        ends: int32[words], the nodes at which they end.
        unit, parent: of the trie (see ``LanguageModel``).
    """

    def __init__(self, ends: NDArray[np.int32], unit: NDArray[np.uint8], parent: NDArray[np.int32]) -> None:
        self.ends = ends
        self.unit = unit
        self.parent = parent
        #: room for the units of one word, or its letters
        self.row = bytearray(_ROOM)


class Clitics:
    """What units are at the beginning of a word.

    Args:
        kind: uint8[units], ``WAW``, ``LAM`` or ``JOINED`` of those that clitics are written with.
        first: uint8[units], each as it stands at the beginning of a word.
        letters: uint8[units], how many it has.
        of_article: uint8[units], whether the lam of the article is in it, where another lam has swallowed its alef.
        alef: the unit of that.
        left: so many letters stay, at least.
    """

    def __init__(
        self,
        kind: NDArray[np.uint8],
        first: NDArray[np.uint8],
        letters: NDArray[np.uint8],
        of_article: NDArray[np.uint8],
        alef: int,
        left: int,
    ) -> None:
        self.kind = kind
        self.first = first
        self.letters = letters
        self.of_article = of_article
        self.alef = alef
        self.left = left


WAW, LAM, JOINED = 1, 2, 3
_WAW, _LAM = WAW, LAM


def bare_words(
    spelt: Spelt,
    first: NDArray[np.int32],
    children: NDArray[np.uint8],
    word: NDArray[np.int32],
    value: NDArray[np.uint8],
    clitics: Clitics,
) -> NDArray[np.int32]:
    """Of words of the trie, those that they are without their first clitic; -1 of none.

    Args:
        first, children: of the trie.
        word, value: by node the token id of what ends there, by token id its -log p; the rest must be a likelier word.
    """
    result = np.full(len(spelt.ends), -1, np.int32)
    _bare_words(spelt, first, children, word, value, clitics, result)
    return result


def _bare_words(
    spelt: Spelt,
    first: NDArray[np.int32],
    children: NDArray[np.uint8],
    word: NDArray[np.int32],
    value: NDArray[np.uint8],
    clitics: Clitics,
    result: NDArray[np.int32],
) -> None:
    row = spelt.row
    for k in range(spelt.ends.shape[0]):
        begin = units_before(spelt.ends[k], spelt.unit, spelt.parent, row, _ROOM)
        kind = clitics.kind[row[begin]]
        if kind == 0:
            continue
        begin += 1
        letters = 0
        for at in range(begin, _ROOM):
            letters += clitics.letters[row[at]]
        if letters < clitics.left:
            continue
        if kind != _WAW:
            swallowed = kind == _LAM and clitics.of_article[row[begin]]
            row[begin] = clitics.first[row[begin]]
            if swallowed:
                begin -= 1
                row[begin] = clitics.alef
        node = walk(row, begin, _ROOM, spelt.unit, first, children)
        if node > 0 and spelt.unit[node] >= 128 and value[word[node]] <= value[word[spelt.ends[k]]]:
            result[k] = word[node]


class Affixes:
    """What a word may begin and end with around a root, by codes of letters.

    Args:
        endings, before_verbs, before_nouns, behind_yeh: int64, sorted keys of the endings of words, of what stands
            before a verb, before a noun, and behind the yeh of a nisba.
        of_verbs, of_nouns: bool[codes], prefixes of one letter.
        longest: letters of the longest affix.
    """

    def __init__(
        self,
        endings: NDArray[np.int64],
        before_verbs: NDArray[np.int64],
        before_nouns: NDArray[np.int64],
        behind_yeh: NDArray[np.int64],
        of_verbs: NDArray[np.bool_],
        of_nouns: NDArray[np.bool_],
        longest: int,
    ) -> None:
        self.endings = endings
        self.before_verbs = before_verbs
        self.before_nouns = before_nouns
        self.behind_yeh = behind_yeh
        self.of_verbs = of_verbs
        self.of_nouns = of_nouns
        self.longest = longest


class Roots:
    """What the letters of a root may not be, by code: bool[codes] of its first letter, of a doubled one, and of the
    third; and what the teh of form VIII may be, ``of_eight``."""

    def __init__(
        self,
        no_first: NDArray[np.bool_],
        no_doubled: NDArray[np.bool_],
        no_third: NDArray[np.bool_],
        of_eight: NDArray[np.bool_],
    ) -> None:
        self.no_first = no_first
        self.no_doubled = no_doubled
        self.no_third = no_third
        self.of_eight = of_eight


class Morphology:
    """How words are built (see ``harakat``).

    Args:
        letters: codes of alef, seen, teh, meem and yeh.
        kinds: numbers of the kinds of places, ``ANY`` to ``LAST_DOUBLED`` of ``harakat``.
    """

    def __init__(self, affixes: Affixes, roots: Roots, letters: Sequence[int], kinds: Sequence[int]) -> None:
        self.affixes = affixes
        self.roots = roots
        self.alef, self.seen, self.teh, self.meem, self.yeh = letters
        self.any, self.root, self.derived, self.doubled, self.prefix, self.last, self.last_doubled = kinds


class Word:
    """The letters of a word, by code, the kinds of the places behind each, and where an ending may begin."""

    def __init__(self, letters: bytearray) -> None:
        """``letters``: room for them, or all that there are."""
        self.letters = letters
        self.kinds = bytearray(len(letters))
        self.ends = bytearray(len(letters) + 1)


def kinds_of_letters(letters: bytearray, morphology: Morphology) -> bytes:
    """Kind of the place behind each of the ``letters`` of a word."""
    word = Word(letters)
    _find_kinds(word, len(letters), morphology)
    return bytes(word.kinds)


def kinds_of_words(spelt: Spelt, letters: NDArray[np.uint8], morphology: Morphology) -> NDArray[np.uint64]:
    """Of words of the trie, the kind of the place behind each unit: see ``harakat``.

    ``letters`` [units, 2] are codes, 0 for none.
    """
    result = np.zeros(len(spelt.ends), np.uint64)
    _kinds_of_words(spelt, letters, morphology, Word(bytearray(_LETTERS)), result)
    return result


def _kinds_of_words(
    spelt: Spelt, letters: NDArray[np.uint8], morphology: Morphology, word: Word, result: NDArray[np.uint64]
) -> None:
    row = spelt.row
    for k in range(spelt.ends.shape[0]):
        begin = units_before(spelt.ends[k], spelt.unit, spelt.parent, row, _ROOM)
        size = 0
        for at in range(begin, _ROOM):
            for i in range(2):
                if letters[row[at], i]:
                    word.letters[size] = letters[row[at], i]
                    size += 1
        _find_kinds(word, size, morphology)
        size = 0
        number = _ALL  # of no places
        for at in range(begin, _ROOM):
            size += 2 if letters[row[at], 1] else 1
            number = number << 4 & _ALL | word.kinds[size - 1]
        result[k] = number


def _find_kinds(word: Word, size: int, morphology: Morphology) -> None:
    """Write the kinds of the places of a word of so many letters."""
    for i in range(size):
        word.kinds[i] = morphology.any
        word.ends[i] = False
    if size:
        word.kinds[size - 1] = morphology.last
    word.ends[size] = True
    key = 0
    for i in range(size - 1, max(-1, size - 1 - morphology.affixes.longest), -1):
        key |= word.letters[i] << 6 * (size - 1 - i)
        word.ends[i] = _among(key, morphology.affixes.endings)
        if i > 2 and word.letters[i - 1] == morphology.yeh and _among(key, morphology.affixes.behind_yeh):
            _note(word, size, i - 1, morphology.derived)
    key = 0
    for a in range(min(morphology.affixes.longest + 1, size)):
        if a:
            key = key << 6 | word.letters[a - 1]
        verb = _among(key, morphology.affixes.before_verbs)
        noun = _among(key, morphology.affixes.before_nouns)
        for length in range(3):
            if (length == 0 or a + length <= size - 2) and _is_prefix(word, a, length, verb, noun, morphology):
                _try_root(word, size, a, length, verb, morphology)
        if verb and a + 3 <= size and word.ends[a + 3] and not morphology.roots.no_first[word.letters[a]]:
            _note(word, size, a, morphology.root)
        if verb and size - a >= 5 and word.letters[a] == morphology.alef:
            tenth = word.letters[a + 1] == morphology.seen and word.letters[a + 2] == morphology.teh
            if tenth or morphology.roots.of_eight[word.letters[a + 2]]:
                _note(word, size, a + 2, morphology.root)


def _among(key: int, keys: NDArray[np.int64]) -> bool:
    """Whether sorted ``keys`` have this one."""
    first = 0
    past = keys.shape[0]
    while first < past:
        middle = (first + past) // 2
        if keys[middle] < key:
            first = middle + 1
        else:
            past = middle
    return first < keys.shape[0] and bool(keys[first] == key)


def _note(word: Word, size: int, place: int, kind: int) -> None:
    """Note that a ``place`` before the last is of this kind, unless it is of one that bears harakat more often."""
    if place < size - 1:
        word.kinds[place] = max(word.kinds[place], kind)


def _is_prefix(word: Word, a: int, length: int, verb: bool, noun: bool, morphology: Morphology) -> bool:
    """Whether ``length`` letters from ``a`` on, 0 to 2, may stand between what is before a ``verb`` or a ``noun`` and
    the root."""
    if length == 0:
        return verb
    letter = word.letters[a]
    if length == 1:
        return (verb and morphology.affixes.of_verbs[letter]) or (noun and morphology.affixes.of_nouns[letter])
    before_teh = (verb and morphology.affixes.of_verbs[letter]) or (noun and letter == morphology.meem)
    return before_teh and word.letters[a + 1] == morphology.teh


def _try_root(word: Word, size: int, a: int, length: int, verb: bool, morphology: Morphology) -> None:
    """Note what the places are if ``length`` letters from ``a`` on are a prefix."""
    b = a + length
    if (
        b + 2 <= size
        and not morphology.roots.no_first[word.letters[b]]
        and not morphology.roots.no_doubled[word.letters[b + 1]]
    ):
        if b + 3 <= size and word.ends[b + 3] and not morphology.roots.no_third[word.letters[b + 2]]:
            _note(word, size, b + 1, morphology.doubled if length else morphology.root)
        if word.ends[b + 2]:
            _note(word, size, b + 1, morphology.root)
            if b + 2 == size:
                word.kinds[size - 1] = morphology.last_doubled
    if length == 1 and verb and morphology.affixes.of_verbs[word.letters[a]]:
        _note(word, size, a, morphology.prefix)
    if length == 1 and word.letters[a] == morphology.meem and b + 3 <= size:
        _note(word, size, a, morphology.derived)


def stems_of_words(
    spelt: Spelt,
    letters: NDArray[np.uint8],
    prefixes: NDArray[np.uint8],
    suffixes: NDArray[np.uint8],
    left: NDArray[np.int64],
) -> NDArray[np.uint32]:
    """Of words of the trie, hashes of the stems: words of one stem have the same.

    Args:
        letters: [units, 2], by number, 0 for none.
        prefixes, suffixes: [affixes, longest], letters by number, 0 behind the last; the first that fits is taken off.
        left: [2], so many letters stay of a word that loses an affix of one letter, or a longer one.
    """
    result = np.empty(len(spelt.ends), np.uint32)
    _stems_of_words(spelt, letters, prefixes, suffixes, left, result)
    return result


def _stems_of_words(
    spelt: Spelt,
    letters: NDArray[np.uint8],
    prefixes: NDArray[np.uint8],
    suffixes: NDArray[np.uint8],
    left: NDArray[np.int64],
    result: NDArray[np.uint32],
) -> None:
    word = spelt.row
    for k in range(spelt.ends.shape[0]):
        begin = _ROOM
        end = _ROOM
        node = spelt.ends[k]
        while node > 0 and begin > 1:
            for i in range(1, -1, -1):
                if letters[spelt.unit[node] & 127, i] > 0:
                    begin -= 1
                    word[begin] = letters[spelt.unit[node] & 127, i]
            node = spelt.parent[node]
        begin += _affix(word, begin, end, prefixes, left, True)
        size = 1
        while size > 0:
            size = _affix(word, begin, end, suffixes, left, False)
            end -= size
        key = 0
        for i in range(begin, end):
            key = mix(key + word[i])
        result[k] = key & _LOW


def _affix(
    word: bytearray,
    begin: int,
    end: int,
    affixes: NDArray[np.uint8],
    left: NDArray[np.int64],
    front: bool,
) -> int:
    """Length of the first of ``affixes`` that ``word[begin:end]`` begins with (``front``) or ends with; 0: none."""
    for k in range(affixes.shape[0]):
        size = 0
        while size < affixes.shape[1] and affixes[k, size] > 0:
            size += 1
        if end - begin - size < left[min(size, 2) - 1]:
            continue
        first = begin if front else end - size
        i = 0
        while i < size and word[first + i] == affixes[k, i]:
            i += 1
        if i == size:
            return size
    return 0
