"""Which letters the labels of lists are, by the order in which their symbols follow each other.

The language says nothing about a letter that stands alone, and its form is seldom seen in words, so the channel says
little. But labels count: the symbol that begins each list is the first letter, the one behind it the second, whatever
they come out as. A hidden Markov model over the places of a list tells, one for each order that Arabic counts in; what
the letters come out as is learnt from the labels themselves, beginning with what the channel knows (Baum et al. 1970).
In the end each label is read by what the others show: no label speaks for itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.text.parameters import LabelSequence as P
from warraq.language.units import UNIT_OF

Array = NDArray[np.float64]

#: The letters in the order of numbers (abjad), which laws count by, and in that of the dictionary.
ABJAD: Final = (
    "\u0623\u0628\u062c\u062f\u0647\u0648\u0632\u062d\u0637\u064a\u0643\u0644\u0645\u0646"
    "\u0633\u0639\u0641\u0635\u0642\u0631\u0634\u062a\u062b\u062e\u0630\u0636\u0638\u063a"
)
HIJA: Final = (
    "\u0623\u0628\u062a\u062b\u062c\u062d\u062e\u062f\u0630\u0631\u0632\u0633\u0634\u0635"
    "\u0636\u0637\u0638\u0639\u063a\u0641\u0642\u0643\u0644\u0645\u0646\u0647\u0648\u064a"
)
ALEF: Final = "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}"
#: What labels may be drawn as beside the isolated form of their letter: alef without its hamza, and heh as it begins a
#: word, which nobody takes for a five.
DRAWN: Final = {ALEF: ("\N{ARABIC LETTER ALEF}", "iso"), "\N{ARABIC LETTER HEH}": ("\N{ARABIC LETTER HEH}", "ini")}


@dataclass(frozen=True, slots=True)
class Counted:
    """What the labels of a document are, and what stands for them elsewhere.

    Attributes:
        letters: of the order that they count by.
        shares: [labels, letters] how likely each label is each letter; none is where a space is no label.
        shown: [letters, symbols] how many labels show a letter as a symbol.
        referring: [symbols, letters] how likely a symbol by itself is each letter.
    """

    letters: str
    shares: Array
    shown: Array
    referring: Array


def counted(
    symbols: Sequence[int],
    begins: Sequence[bool],
    outputs: NDArray[np.floating],
    words: Mapping[int, int],
    numbers: Mapping[str, int],
) -> Counted | None:
    """What labels are that come out as ``symbols``, in document order; None where they don't count.

    Args:
        begins: whether each stands where a block begins.
        outputs: [states, symbols] log p that a unit comes out as a symbol.
        words: in how many words each unit was read.
        numbers: character -> its symbol.
    """
    if not symbols:
        return None
    seen = np.array(symbols)
    refers = np.where(begins, P.REFERS, P.REFERS_INSIDE)
    rated, chances = [], []
    for letters in (ABJAD, HIJA):
        known, trust = _known(letters, outputs, words, numbers)
        chances.append(float(np.log(_rarer(len(letters), P.RARER) @ known[:, seen]).sum()))
        emission = known
        for _ in range(P.ITERATIONS):
            shares, explained, _ = _shares(emission[:, seen], refers)
            shown = _shown(shares, seen, outputs.shape[1])
            emission = (trust * known + shown) / (trust + shown.sum(1, keepdims=True))
        surprise = float((trust * known * np.log(known / emission)).sum())
        rated.append((explained - surprise, letters, shares, known, trust))
    total, letters, shares, known, trust = max(rated, key=lambda one: one[0])
    if total - max(chances) < P.COUNTING:
        return None
    shares, likely = _by_the_others(shares, seen, refers, known, trust)
    empty = (seen == numbers[" "]) & (likely[shares.argmax(1), np.arange(seen.size)] < P.LEAST_LOST)
    shares, _, is_label = _shares(likely, np.where(empty, P.EMPTY, refers))
    shares[empty & (is_label < 0.5)] = 0.0
    shown = _shown(shares, seen, outputs.shape[1])
    emission = (trust * known + shown) / (trust + shown.sum(1, keepdims=True))
    referring = ((shown.sum(1) + _rarer(len(letters), P.RARER))[:, None] * emission).T
    return Counted(letters, shares, shown, referring / referring.sum(1, keepdims=True))


def _shown(shares: Array, seen: NDArray[np.integer], symbols: int) -> Array:
    """[letters, symbols] how many labels show a letter as a symbol, by their ``shares`` [labels, letters]."""
    shown = np.zeros((symbols, shares.shape[1]))
    np.add.at(shown, seen, shares)
    return shown.T


def _by_the_others(
    shares: Array, seen: NDArray[np.integer], refers: Array, known: Array, trust: Array
) -> tuple[Array, Array]:
    """[labels, letters] ``shares`` if what its letter comes out as is told for each label by the others alone, and
    [letters, labels] p of what each label came out as by that.

    The single initial of a name, or a label behind some that are missing, would else be taken for the next letter: by
    itself it shows what that comes out as. In 688 parts of laws and gazettes, whose letters all come out as themselves,
    113 labels of 14,911 are read as another letter so, and 238 if each speaks for itself too.
    """
    for _ in range(P.ITERATIONS):
        shown = _shown(shares, seen, known.shape[1])
        others = trust * known[:, seen] + shown[:, seen] - shares.T
        likely = others / (trust + shown.sum(1, keepdims=True) - shares.T)
        shares, _, _ = _shares(likely, refers)
    return shares, likely


def _rarer(letters: int, by: float) -> Array:
    """Shares of so many letters, of which each is rarer than the one before."""
    share = by ** np.arange(letters)
    return np.asarray(share / share.sum())


def _known(
    letters: str, outputs: NDArray[np.floating], words: Mapping[int, int], numbers: Mapping[str, int]
) -> tuple[Array, Array]:
    """What is known of how the letters come out before any label is looked at: [letters, symbols], and how many labels
    that is worth [letters, 1]."""
    shares, trust = np.empty((len(letters), outputs.shape[1])), np.empty((len(letters), 1))
    for k, letter in enumerate(letters):
        units = [UNIT_OF[letter, "iso"], *([UNIT_OF[DRAWN[letter]]] if letter in DRAWN else [])]
        drawn = np.exp(outputs[units].astype(np.float64))
        drawn = (1 - P.SO_DRAWN) * drawn[0] + P.SO_DRAWN * drawn[-1]
        seen = sum(words.get(unit, 0) for unit in units)
        otherwise = np.full(outputs.shape[1], (1 - P.KEPT - P.LOST) / outputs.shape[1])
        otherwise[numbers[" "]] += P.LOST
        otherwise[numbers.get(letter, numbers[" "])] += P.KEPT
        as_in_words = (1 - P.OTHERWISE) * seen / (seen + P.AS_NONE)
        shares[k] = as_in_words * drawn / drawn.sum() + (1 - as_in_words) * otherwise
        trust[k] = P.UNSEEN + P.WORTH * seen * (letter != ALEF)
    return shares, trust


def _following(letters: int) -> Array:
    """[letters + 1, letters] how likely each place of a list is behind each other one; the last is before all lists."""
    place = np.arange(letters)
    ahead = place[None, :] - np.arange(-1, letters)[:, None]
    chance = np.full((letters + 1, letters), (1 - P.NEXT - P.FIRST - P.FURTHER) / letters)
    chance[ahead == 1] += P.NEXT
    chance += P.FIRST * _rarer(letters, P.LATER_FIRST)
    chance += np.where(ahead > 1, P.FURTHER * P.LATER_FURTHER ** (ahead - 1.0), 0.0)
    chance = np.roll(chance, -1, axis=0)
    return np.asarray(chance / chance.sum(1, keepdims=True))


def _shares(likely: Array, refers: Array) -> tuple[Array, float, Array]:
    """[labels, letters] how likely each label is each letter, log p of them all, and [labels] how likely each is one at
    all: the forward-backward algorithm.

    Args:
        likely: [letters, labels] p of what each label came out as.
        refers: [labels] how likely each refers to a label and is none: the list goes on behind it.
    """
    letters, labels = likely.shape
    following, usual = _following(letters), _rarer(letters, P.RARER)
    by_itself = usual @ likely
    ahead = np.zeros((labels + 1, letters + 1))
    ahead[0, letters] = 1.0
    total = 0.0
    for k in range(labels):
        step = ahead[k] * refers[k] * by_itself[k]
        step[:letters] += (1 - refers[k]) * (ahead[k] @ following) * likely[:, k]
        ahead[k + 1] = step / step.sum()
        total += float(np.log(step.sum()))
    behind = np.ones(letters + 1)
    shares, is_label = np.empty((labels, letters)), np.empty(labels)
    for k in reversed(range(labels)):
        counts = (1 - refers[k]) * (ahead[k] @ following) * likely[:, k] * behind[:letters]
        referring = (ahead[k] * behind).sum() * refers[k] * usual * likely[:, k]
        both = counts.sum() + referring.sum()
        shares[k], is_label[k] = (counts + referring) / both, counts.sum() / both
        behind = refers[k] * by_itself[k] * behind + (1 - refers[k]) * (following @ (likely[:, k] * behind[:letters]))
        behind /= behind.sum()
    return shares, total, is_label
