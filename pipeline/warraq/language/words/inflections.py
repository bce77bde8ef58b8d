"""Words outside the lexicon that are a word in it behind a proclitic, or with another ending.

No list has all that Arabic builds of a stem: the dual with a pronoun, the feminine plural of an adjective, a verb
behind a conjunction. What a stem bears is known where the lexicon has it with some ending; which others it then takes,
and what is written before it, was counted in words of running text that are not in the lexicon
(``tools/build_inflections.py``).
"""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.language.model import DATA, LanguageModel
from warraq.language.parameters import STEP
from warraq.language.units import ALEFS, LAM, UNIT_OF, UNITS, units
from warraq.language.words.clitics import bare_words

_WRITTEN: Final = {
    part: words.split()
    for part, words in tomllib.loads((DATA / "inflections.toml").read_text(encoding="utf-8")).items()
}
#: What may stand before a word; the first is nothing.
PROCLITICS: Final = ("", *_WRITTEN["proclitics"])
#: Endings, with and without a pronoun; the first is none.
ENDINGS: Final = tuple(
    dict.fromkeys(
        ["", *_WRITTEN["endings"], *(b + p for b in ("", *_WRITTEN["bearing"]) for p in _WRITTEN["pronouns"])]
    )
)
#: So many letters of a stem stay before an ending, at least.
SHORTEST: Final = 2
#: What the log p of a word counts where it is asked how likely a form of it is: of types, between them and tokens.
POWER: Final = 0.25
#: Quantised -log p of what is never seen.
NEVER: Final = 255

#: Kinds of words of the lexicon, by what they begin with already: nothing, a clitic, the article.
PLAIN, CLITIC, ARTICLE = range(3)

_BEH: Final = "\N{ARABIC LETTER BEH}"
_DAL: Final = "\N{ARABIC LETTER DAL}"
_JOINED: Final = ("ini", "med")
_LAMS: Final = [n for n, (text, form) in enumerate(UNITS) if text[:1] == LAM and (form == "ini" or len(text) == 2)]
_DUAL: Final = frozenset(text for text, form in UNITS if form == "ini")


class Proclitics(NamedTuple):
    """What may stand before a word: ``before`` [proclitics, 4] are its units, so many as ``length`` says; ``logp`` is
    that of one before the kind of words that it goes with best, ``fit`` [proclitics, kinds] how much less likely the
    others are, and ``begins`` [proclitics, units] a unit that a word begins with as it is behind it (0: never)."""

    before: NDArray[np.uint8]
    length: NDArray[np.int64]
    logp: NDArray[np.float32]
    fit: NDArray[np.float32]
    begins: NDArray[np.uint8]


class Endings(NamedTuple):
    """What words may end with: ``unit``, ``first``, ``children`` and ``ending`` (-1: none ends there) are the trie of
    endings, its root behind a letter that joins 0, and behind another 1. ``rule`` [endings, endings] is p of the second
    where the lexicon has the first; both 0 is a whole word behind a proclitic. ``root`` [units] is where the endings
    behind a unit begin, -1 of none; ``last`` is a unit that joins as it is at a word's end."""

    unit: NDArray[np.uint8]
    first: NDArray[np.int32]
    children: NDArray[np.uint8]
    ending: NDArray[np.int16]
    rule: NDArray[np.float32]
    root: NDArray[np.int8]
    last: NDArray[np.uint8]


class Inflections(NamedTuple):
    """What compiled code takes of all this; probabilities are those of a word that is not in the lexicon.

    ``share`` [256] is p of the word of a quantised -log p that the form is of, and ``kind`` [tokens] its kind.
    """

    share: NDArray[np.float32]
    kind: NDArray[np.uint8]
    proclitics: Proclitics
    endings: Endings

    @classmethod
    @functools.cache
    def load(cls, lm: LanguageModel, folder: Path = DATA) -> Inflections:
        """The tables of ``folder`` for the lexicon of ``lm``.

        Raises FileNotFoundError where there are none, ValueError where they are of other proclitics or endings.
        """
        chances = np.exp(-STEP * np.load(folder / "inflection_proclitic.npy").astype(np.float64))
        rule = np.exp(-STEP * np.load(folder / "inflection_ending.npy").astype(np.float64))
        rule[rule <= np.exp(-STEP * (NEVER - 0.5))] = 0
        if len(chances) != len(PROCLITICS) or rule.shape != (len(ENDINGS), len(ENDINGS)):
            raise ValueError(f"{folder} has tables of other proclitics or endings: build them with `make language`")
        before, length, chance, begins = [], [], [], []
        for text, row in zip(PROCLITICS, chances, strict=True):
            for units_of, table in _proclitic(text):
                before.append(units_of + (0,) * (4 - len(units_of)))
                length.append(len(units_of))
                chance.append(row)
                begins.append(table)
        most = np.max(chance, axis=1, keepdims=True)
        root = [_root(text, form) for text, form in UNITS]
        last = [_form(text, {"ini": "iso", "med": "fin"}.get(form, form)) for text, form in UNITS]
        proclitics = Proclitics(
            np.array(before, np.uint8), np.array(length, np.int64), np.log(most[:, 0]).astype(np.float32),
            (chance / most).astype(np.float32), np.array(begins, np.uint8),
        )  # fmt: skip
        endings = Endings(*_trie(), rule.astype(np.float32), np.array(root, np.int8), np.array(last, np.uint8))
        return cls(shares(lm), kinds(lm), proclitics, endings)


def shares(lm: LanguageModel) -> NDArray[np.float32]:
    """[256] p of each word of the lexicon with this quantised -log p, where ``POWER`` levels them."""
    raised = np.exp(-POWER * STEP * np.arange(256))
    value = lm.word_value[-lm.word_nodes.size :, 0]
    return np.asarray(raised / raised[value].sum(), np.float32)


def kinds(lm: LanguageModel) -> NDArray[np.uint8]:
    """[tokens] the kind of each word."""
    begins = np.zeros(lm.trie_unit.size, np.bool_)
    for at in range(lm.trie_first[0], lm.trie_first[1]):
        if lm.trie_unit[at] & 127 == UNIT_OF[ALEFS[-1], "iso"]:
            behind = np.arange(lm.trie_first[at], lm.trie_first[at + 1])
            begins[behind] = np.isin(lm.trie_unit[behind] & 127, _LAMS)
    for node in np.flatnonzero(begins).tolist():
        first, end = node, node + 1
        while first < end:  # what is below a node stands together on each level
            begins[first:end] = True
            first, end = int(lm.trie_first[first]), int(lm.trie_first[end])
    kind = np.where(bare_words(lm) >= 0, CLITIC, PLAIN).astype(np.uint8)
    kind[-lm.word_nodes.size :][begins[lm.word_nodes]] = ARTICLE
    return kind


def _form(text: str, form: str) -> int:
    return UNIT_OF.get((text, form), 0)


def _root(text: str, form: str) -> int:
    if form in _JOINED:
        return 0
    return -1 if text in _DUAL or form == "boundary" else 1


def _proclitic(text: str) -> list[tuple[tuple[int, ...], list[int]]]:
    """The units of a proclitic, and each unit that a word begins with as it is behind them; twice where its last letter
    is a lam, which an alef behind it swallows."""
    if not text:
        return [((), [n if form in ("iso", "ini") else 0 for n, (_, form) in enumerate(UNITS)])]
    whole = units(text + _BEH)[:-1]
    joins = UNITS[whole[-1]][1] in _JOINED
    behind = {"iso": "fin", "ini": "med"} if joins else {"iso": "iso", "ini": "ini"}
    lam = text[-1] == LAM
    table = [
        _form(letters, behind[form]) if form in behind and not (lam and letters in ALEFS) else 0
        for letters, form in UNITS
    ]
    if not lam:
        return [(whole, table)]
    form = "fin" if UNITS[whole[-1]][1] == "med" else "iso"
    ligature = [_form(LAM + letters, form) if letters in ALEFS and f == "iso" else 0 for letters, f in UNITS]
    return [(whole, table), (whole[:-1], ligature)]


def _trie() -> tuple[NDArray[np.uint8], NDArray[np.int32], NDArray[np.uint8], NDArray[np.int16]]:
    """The endings as they stand behind a letter that joins (from node 0) and behind another (from 1)."""
    roots: list[dict[int, Any]] = [{}, {}]
    for number, text in enumerate(ENDINGS[1:], 1):
        for root, letter in zip(roots, (_BEH, _DAL), strict=True):
            node = root
            for u in units(letter + text)[1:]:
                node = node.setdefault(u, {})
            node[-1] = number
    unit, ending = [0, 0], [-1, -1]
    first: list[int] = []
    children: list[int] = []
    queue = list(roots)
    for node in queue:
        keys = sorted(k for k in node if k >= 0)
        first.append(len(unit))
        children.append(len(keys))
        for key in keys:
            unit.append(key)
            ending.append(node[key].get(-1, -1))
            queue.append(node[key])
    return np.array(unit, np.uint8), np.array(first, np.int32), np.array(children, np.uint8), np.array(ending, np.int16)
