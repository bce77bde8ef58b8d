"""Ligatures that the outline atlas takes from faces by their code points: those of frequent letters.

Shaping words makes few of them: today's faces join letters one by one, and old ones of typesetters don't.
"""

from __future__ import annotations

import itertools
from typing import Final

from warraq.arabic.joining import FORM_OF
from warraq.arabic.tables import FORMS
from warraq.decipher.glyph.signs.joining import JOINS_AFTER, JOINS_BEFORE
from warraq.fonts.outlines.atlas import LETTER, Label

ALPHABET: Final = "".join(chr(c) for c in (*range(0x621, 0x63B), *range(0x641, 0x64B), 0x67E, 0x686, 0x6A4, 0x6AF))
#: Faces that have them; one weight of each, for room.
LIGATURE_FACES: Final = frozenset(
    ("NotoNaskhArabic-Regular.ttf", "NotoSansArabic-Regular.ttf", "Amiri-Regular.ttf", "KacstOne.ttf")
)
#: Letters of a ligature at most.
LONGEST: Final = 3
#: Words that tell how frequent ligatures are, and the share of words from which on one is.
WORDS: Final = 150_000
LEAST_SHARE: Final = 1e-4
#: Form of a presentation form -> whether it joins its neighbours.
_JOINS: Final[dict[str, tuple[bool, bool]]] = {form: joins for joins, form in FORM_OF.items()}


def encoded_ligatures() -> dict[str, Label]:
    """Characters of Arabic Presentation Forms that stand for several letters, and how these are drawn."""
    return {
        character: Label(text, *_JOINS[form], LETTER)
        for character, (text, form) in FORMS.items()
        if 1 < len(text) <= LONGEST and set(text) <= set(ALPHABET)
    }


def joining_of(word: str) -> list[tuple[bool, bool]]:
    """(joins before, joins after) of each character of ``word``, which is letters without marks."""
    joined = [a in JOINS_AFTER and b in JOINS_BEFORE for a, b in itertools.pairwise(word)]
    return list(zip([False, *joined], [*joined, False], strict=True))


def joined_within(word: str) -> list[Label]:
    """Every string of letters of ``word`` that a ligature could stand for.

    >>> [(label.text, label.before, label.after) for label in joined_within("\\u0645\\u062c\\u062f")][0]
    ('\u0645\u062c', False, True)
    """
    joins = joining_of(word)
    labels = []
    for begin, end in itertools.combinations(range(len(word) + 1), 2):
        joined = all(joins[k][1] and joins[k + 1][0] for k in range(begin, end - 1))
        if 1 < end - begin <= LONGEST and joined:
            labels.append(Label(word[begin:end], joins[begin][0], joins[end - 1][1], LETTER))
    return labels


def frequent_ligatures() -> dict[str, Label]:
    """Those of ``encoded_ligatures`` whose letters stand so in a share of all words."""
    from wordfreq import top_n_list, word_frequency

    encoded = encoded_ligatures()
    share = dict.fromkeys(encoded.values(), 0.0)
    for word in top_n_list("ar", WORDS):
        for label in joined_within(word):
            if label in share:
                share[label] += word_frequency(word, "ar")
    return {character: label for character, label in encoded.items() if share[label] >= LEAST_SHARE}
