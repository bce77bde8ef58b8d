"""Words that leave no trace in a dump: how well what stands around a place tells whether one stood there.

    python -m benchmarks.hidden_words FILE...    show; the weights are ``hidden_words.WEIGHTS``

Each FILE is a text, a paragraph a line, or a sound PDF. Of each word that is frequent, and in turn, the places are
weighed where it stands, as if it stood nowhere, and those where it doesn't. Each text is held against what the others
tell.
"""

from __future__ import annotations

import argparse
import itertools
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.text_channel import WORD, paragraphs
from warraq.decipher.text import parameters
from warraq.decipher.text.finish.hidden_words import Gaps, frequent
from warraq.decipher.text.lattice.decoder import Decoder
from warraq.decipher.text.records import Emissions, Piece
from warraq.language import tokens
from warraq.language.model import LanguageModel
from warraq.language.units import COUNT

#: So many words, the most frequent ones of two letters and more, stand for those that a channel may lose.
WORDS: Final = 12
#: Words of each text.
SIZE: Final = 6000
_TOKEN: Final = re.compile(rf"{WORD.pattern}|\d+|[.،؛:()\"]")
#: Pull of the weights towards 0.
_PULL: Final = 1e-2
#: Rounds of Newton's method.
_STEPS: Final = 40
#: Features [places, weights], whether the word stands there, and the number of the word.
Rows = tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.int64]]


def decoder() -> Decoder:
    """What looks up the trigram; its channel has no letters."""
    emission = np.zeros((COUNT, 1), np.float32)
    beside = np.zeros((COUNT, COUNT, 1), np.float32)
    return Decoder(LanguageModel.load(), Emissions(emission, beside, beside, np.zeros(COUNT, np.float32), {}), {" ": 0})


def frequent_words(lm: LanguageModel) -> list[Piece]:
    """The most frequent words of two letters and more."""
    return list(itertools.islice((word for word in frequent(lm, lm.word_value.shape[0]) if len(word.text) > 1), WORDS))


def rows_of(path: Path, find: Decoder, words: Sequence[Piece]) -> Rows:
    """The places of a text at which each of the ``words`` may stand."""
    passages = [_of_passage(text, find, word) for text in paragraphs(path, SIZE, 0) for word in words]
    features, there = (np.concatenate(column) for column in zip(*passages, strict=True))
    number = np.repeat(np.arange(len(passages)) % len(words), [len(truth) for _, truth in passages])
    return features, there, number


def _of_passage(text: str, find: Decoder, word: Piece) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    passage = [(_token_of(token, find.lm), token) for token in _TOKEN.findall(text)]
    spelt = [spelling for _, spelling in passage]
    gaps = [(k, k + 1 + there) for there in (1, 0) for k in range(len(spelt) - 1 - there)]
    gaps = [
        (a, b) for a, b in gaps if word.text not in (spelt[a], spelt[b]) and (b == a + 1 or spelt[a + 1] == word.text)
    ]
    if not gaps:
        return np.zeros((0, len(parameters.HiddenWords.WEIGHTS))), np.zeros(0, np.bool_)
    before, behind = zip(*gaps, strict=True)
    return Gaps.of(passage, before, behind).features(find, word), np.array(behind) > np.array(before) + 1


def _token_of(text: str, lm: LanguageModel) -> int:
    return tokens.NUMBER if text.isdigit() else lm.token_id(text)


def fitted(features: NDArray[np.float64], there: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The weights of a logistic curve."""
    weights = np.zeros(features.shape[1])
    pull = _PULL * np.eye(weights.size)
    for _ in range(_STEPS):
        sure = 1 / (1 + np.exp(-np.clip(features @ weights, -30, 30)))
        curve = (features * (sure * (1 - sure))[:, None]).T @ features + pull
        weights = weights - np.linalg.solve(curve, features.T @ (sure - there) + pull @ weights)
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", nargs="+", type=Path, metavar="FILE", help="texts, a passage a line")
    given = parser.parse_args()
    find = decoder()
    words = frequent_words(find.lm)
    rows_in = {path: rows_of(path, find, words) for path in given.texts}
    for path, (features, there, number) in rows_in.items():
        others = [rows for other, rows in rows_in.items() if other != path] or [rows_in[path]]
        weights = fitted(*(np.concatenate(column) for column in list(zip(*others, strict=True))[:2]))
        said = features @ weights > 0
        of_word = [
            f"{word.text} {(there & ~said & (number == k)).sum()}/{(there & (number == k)).sum()}"
            f"+{(said & ~there & (number == k)).sum()}"
            for k, word in enumerate(words)
        ]
        print(f"{path.name}: missed/there+false:", ", ".join(of_word), flush=True)
    every = fitted(*(np.concatenate(column) for column in list(zip(*rows_in.values(), strict=True))[:2]))
    print("weights", ", ".join(f"{weight:.2f}" for weight in every))


if __name__ == "__main__":
    main()
