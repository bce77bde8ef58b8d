"""Full stops that dumps lost: how many are read again at each sort of place, and what the odds of each are worth.

    python -m benchmarks.lost_stops FILE...    show; the worths are ``line_stops._WORTH``

Each FILE is a text, a paragraph or heading a line, or a sound PDF. It is put through made-up channels, its lines kept
in order, and drawn as a word processor does; all stops come out as spaces, and some words have two spaces behind them.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from benchmarks.text_channel import STRETCHED, WORD, channel, dump, paragraphs, processed
from warraq.decipher.text import channel as text_channel
from warraq.decipher.text.document import solver
from warraq.decipher.text.stops import line_stops
from warraq.decipher.text.stops.lost_stops import STOP
from warraq.decipher.text.stops.stop_places import Place, Sort, Text
from warraq.language.tokens import fold_marks

#: Words of each text, share of its letter forms that are wrong, and that are lost.
WORDS, WRONG, LOST = 2000, 0.5, 0.3
#: A line with fewer words is no passage.
SHORTEST: Final = 2
#: Share of the words behind which a writer types two spaces.
SECOND: Final = 0.02
#: What stands for a space that was a stop or is a second one until the lines are made: a character of private use.
_SPACE: Final = "\ue000"
_STOP: Final = re.compile(r"\s*\.(?=\s|$)")
_TOKEN: Final = re.compile(rf"{WORD.pattern}|\d+|[A-Za-z]+|\S")
#: Pull of the fit towards odds that are what they say.
_PULL: Final = 0.5


@dataclass(frozen=True, slots=True)
class Sample:
    """A place of a made-up dump: its sort, the log odds of a stop there, whether it ends a heading, whether a stop was
    read there and how sure that is, and whether one belongs there."""

    sort: Sort
    odds: float
    heading: bool
    read: bool
    sure: float
    right: bool


def passages(path: Path, words: int, seed: int) -> Iterator[str]:
    """Passages of a text, headings among them."""
    return paragraphs(path, words, seed, SHORTEST)


def without_stops(texts: Sequence[str], seed: int, drawn: bool) -> str:
    """A made-up dump of texts that shows none of their full stops."""
    draw = random.Random(seed)
    lost = [_STOP.sub(_SPACE, text) for text in texts]
    lost = [re.sub(" ", lambda m: m[0] if draw.random() > SECOND else _SPACE + " ", text) for text in lost]
    outputs = channel(draw, WRONG, LOST)
    made = processed(lost, outputs, draw, STRETCHED) if drawn else dump(lost, outputs, draw, None)
    # an extractor leaves a space behind a line
    return "\n".join(line.rstrip() + " " * bool(line) for line in made.replace(_SPACE, " ").split("\n"))


def samples(texts: Sequence[str], made: str) -> list[Sample]:
    """The places of a made-up dump of texts where a stop may have been lost, as far as the word before each is read."""
    samples_of_texts: list[Sample] = []
    weigh, stopped = line_stops._headings, line_stops.with_stops
    met: list[tuple[Text, Sequence[Place], NDArray[np.float64], NDArray[np.bool_]]] = []

    def watched(text: Text, places: Sequence[Place], likely: NDArray[np.float64]) -> NDArray[np.bool_]:
        met.append((text, places, likely, weigh(text, places, likely)))
        return met[-1][-1]

    def decided(*given: Any) -> Any:
        blocks = stopped(*given)
        for text, places, likely, headings in met:
            truth = _stops_behind([piece.text for piece in text.pieces], texts)
            for place, odds, heading in zip(places, likely.tolist(), headings.tolist(), strict=True):
                if place.piece in truth:
                    line = blocks[place.block][place.line]
                    row = line.path.pieces
                    behind = next(k for k, piece in enumerate(row) if piece.end == place.at) + 1
                    read = behind < len(row) and row[behind].token == STOP
                    sure = dict(line.marks)[place.at]
                    samples_of_texts.append(Sample(place.sort, odds, heading, read, sure, read == truth[place.piece]))
        return blocks

    with patch.object(line_stops, "_headings", watched), patch.object(solver, "with_stops", decided):
        text_channel.restore(made)
    return samples_of_texts


def _stops_behind(read: Sequence[str], texts: Sequence[str]) -> dict[int, bool]:
    """Of each token that was read as the texts have it, a word or number, whether a stop stands behind it there."""
    true = [token for text in texts for token in _TOKEN.findall(text)]
    words = [k for k, token in enumerate(true) if token[0].isalnum()]
    read_words = [k for k, token in enumerate(read) if token[0].isalnum()]
    stops = {}
    for edit in Levenshtein.opcodes([fold_marks(read[k]) for k in read_words], [true[k] for k in words]):
        if edit.tag == "equal":
            for a, b in zip(
                read_words[edit.src_start : edit.src_end], words[edit.dest_start : edit.dest_end], strict=True
            ):
                stops[a] = true[b + 1 : b + 2] == ["."]
    return stops


def worth(places: Sequence[Sample]) -> tuple[float, float]:
    """The odds of a stop at places whose odds are 0, and their growth with each: of a logistic curve, fitted."""
    x = np.array([[1.0, place.odds] for place in places])
    there = np.array([place.read == place.right for place in places], np.float64)
    weights = usual = np.array([0.0, 1.0])
    for _ in range(100):  # Newton's method, by small steps where the curve is flat
        sure = 1 / (1 + np.exp(-x @ weights))
        curve = (x * (sure * (1 - sure))[:, None]).T @ x + _PULL * np.eye(2)
        step = np.linalg.solve(curve, x.T @ (there - sure) - _PULL * (weights - usual))
        weights = weights + np.clip(step, -0.3, 0.3)
    return float(weights[0]), float(weights[1])


def rows(samples_of_texts: Sequence[Sample]) -> Iterator[str]:
    """The table, a line each: stops that were read, missed and too many, places without one, wrong ones and how many
    are by how sure they are, and what the odds are worth."""
    yield "place      read missed  extra   none  wrong  told  worth"
    for sort in Sort:
        places = [place for place in samples_of_texts if place.sort == sort]
        if places:
            count = [sum((place.read, place.right) == kind for place in places) for kind in _KINDS]
            expected = sum(1 - place.sure for place in places)
            bias, growth = worth([place for place in places if not place.heading])
            yield (
                f"{sort.name.lower():8}" + "".join(f"{n:7}" for n in count) + f"{count[1] + count[2]:7}{expected:6.0f}"
                f"  {bias:.2f} {growth:+.2f}"
            )
    headings = [place for place in samples_of_texts if place.heading]
    yield f"{len(headings)} headings, {sum(place.read == place.right for place in headings)} with a stop"


#: Whether a stop was read, and that is right: those of a stop that was read, missed, put where none is; and of none.
_KINDS: Final = ((True, True), (False, False), (True, False), (False, True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("texts", nargs="+", type=Path, metavar="FILE", help="texts, a passage a line")
    parser.add_argument("--seeds", type=int, default=1, help="how many channels of each kind")
    given = parser.parse_args()
    samples_so_far: list[Sample] = []
    for path in given.texts:
        for seed in range(1, given.seeds + 1):
            texts = list(passages(path, WORDS, seed))
            for drawn in (False, True):
                samples_so_far += samples(texts, without_stops(texts, seed, drawn))
        print(path.name, flush=True)
    print("\n".join(rows(samples_so_far)))


if __name__ == "__main__":
    main()
