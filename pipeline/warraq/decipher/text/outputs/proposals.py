"""What spellings that are read badly would be if one unit of theirs had an output that it was never seen to have.

The decoder, which must be quick, looks for outputs never seen in common words alone. Here each spelling that is read as
a rare word is looked up again, as any word of which one unit has an output never seen; so are two words that a single
space parts, if one of them is rare, for the space may be a letter. Which of the outputs are believed is for ``unseen``
and ``second_outputs`` to say.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.text import parameters
from warraq.decipher.text.dump.items import HARD, Items
from warraq.decipher.text.lattice import beam_search
from warraq.decipher.text.lattice.decoder import Decoder
from warraq.decipher.text.parameters import Proposals as P
from warraq.decipher.text.records import Piece
from warraq.decipher.text.words.alternatives import Reading
from warraq.language import tokens
from warraq.language.parameters import STEP

#: The first token that is a word.
FIRST: Final = len(tokens.SPECIAL)
#: A unit and the symbol that it comes out as.
Output = tuple[int, int]
#: Symbols, and of how many words they are read.
Spelling = tuple[bytes, int]
Use = TypeVar("Use", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Place:
    """A place where a spelling was read.

    Attributes:
        line: number of its line.
        row: the tokens of the line, two more before them.
        number: the number of its first token among them.
        pieces: the word that it was read as, or two with a space between.
    """

    line: int
    row: NDArray[np.int32]
    number: int
    pieces: tuple[Piece, ...]

    @property
    def start(self) -> int:
        """The first item."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """The item behind the last."""
        return self.pieces[-1].end


@dataclass(frozen=True, slots=True)
class Proposal:
    """A word that a spelling would be if a unit had an output, and how much better it fits, nats."""

    spelling: Spelling
    token: int
    gain: float


Places = dict[Spelling, list[Place]]
Proposals = dict[Output, list[Proposal]]


def spelling_of(items: Items, piece: Piece) -> Spelling:
    """The symbols of a word."""
    return items.codes[piece.start : piece.end].tobytes(), 1


def places_of(lines: Iterable[tuple[Items, Sequence[Piece]]], space: int | None = None) -> Places:
    """Where each spelling was read as a word, whatever word; or as two, if ``space``, its symbol, is given."""
    places: defaultdict[Spelling, list[Place]] = defaultdict(list)
    for line, (items, pieces) in enumerate(lines):
        row = np.array([tokens.START, tokens.START, *(p.token for p in pieces)], np.int32)
        for number, piece in enumerate(pieces):
            for place in _beginning(items, pieces, number, space) if piece.units else ():
                codes = items.codes[piece.start : place[-1].end]
                if len(codes) >= P.SHORTEST and (codes >= 0).all():
                    places[codes.tobytes(), len(place)].append(Place(line, row, number + 2, place))
    return dict(places)


def _beginning(
    items: Items, pieces: Sequence[Piece], number: int, space: int | None
) -> Iterator[tuple[Piece] | tuple[Piece, Piece]]:
    """The word of this number, and it with the next one if one space parts them."""
    word = pieces[number]
    yield (word,)
    if space is not None and number + 1 < len(pieces):
        other = pieces[number + 1]
        if other.units and other.start == word.end + 1 and items.codes[word.end] == space:
            yield word, other


def is_rare(decoder: Decoder, token: int) -> bool:
    """No word that is common by itself."""
    return token == tokens.UNKNOWN or -STEP * float(decoder.lm.word_value[token, 0]) < P.RARE


def proposals_of(decoder: Decoder, places: Places) -> Proposals:
    """What each output never seen would make of the spellings that are read as rare words, where that fits better."""
    poor = [spelling for spelling, met in places.items() if any(is_rare(decoder, p.token) for p in met[0].pieces)]
    result: defaultdict[Output, list[Proposal]] = defaultdict(list)
    for spelling, words in zip(poor, looked_up(decoder, [symbols for symbols, _ in poor]), strict=True):
        met = places[spelling]
        read = {place.pieces[0].token for place in met} if spelling[1] == 1 else set()
        shown = [(output, token, score) for output, token, score in words if token not in read]
        best: dict[Output, Proposal] = {}
        gains = gains_of(decoder, met[:: math.ceil(len(met) / P.ASKED)], shown)
        for (output, token, _), gain in zip(shown, gains, strict=True):
            if gain > 0 and (output not in best or gain > best[output].gain):
                best[output] = Proposal(spelling, token, min(gain, P.MOST))
        for output, proposal in best.items():
            result[output].append(proposal)
    return result


def gains_of(decoder: Decoder, met: Sequence[Place], words: Sequence[tuple[Output, int, float]]) -> list[float]:
    """How much better each word goes with its neighbours than what was read, the mean over the places ``met``, nats."""
    total = np.zeros(len(words))
    token = [token for _, token, _ in words]
    score = np.array([score for _, _, score in words])
    for place in met if words else ():
        first, *others = place.pieces
        if not others:
            fit = _fits(decoder, place.row, place.number, [*token, first.token])
            total += score + fit[:-1] - first.score - fit[-1]
        else:
            whole = np.delete(place.row, place.number + 1)
            two = first.score + others[0].score + _fit_of_two(decoder, place) + decoder.settings.fee
            total += score + _fits(decoder, whole, place.number, token) - two
    return list(total / max(1, len(met)))


def _fits(decoder: Decoder, row: NDArray[np.int32], number: int, candidates: Sequence[int]) -> NDArray[np.float64]:
    """How well each of the tokens goes with its neighbours in the row, nats."""
    fits = beam_search.fits(decoder.unprompted, row, number, np.array(candidates, np.int32))
    return np.asarray(decoder.settings.weight * fits)


def _fit_of_two(decoder: Decoder, place: Place) -> float:
    """How well two words go with each other and their neighbours, nats: each trigram that holds one counts once."""
    row, number, other = place.row, place.number, [place.pieces[1].token]
    first, both = _fits(decoder, row, number, [place.pieces[0].token]), _fits(decoder, row, number + 1, other)
    return float(first[0] + both[0] - _fits(decoder, row[: number + 3], number + 1, other)[0])


def looked_up(decoder: Decoder, spellings: Sequence[bytes]) -> list[list[tuple[Output, int, float]]]:
    """For each spelling the words of which just one unit shows an output never seen: (output, token, log p)."""
    codes = [np.frombuffer(spelling, np.int16) for spelling in spellings]
    starts = np.cumsum([0, *(len(c) + 1 for c in codes)])
    number = {int(start): k for k, start in enumerate(starts[:-1])}
    line = np.array([code for c in codes for code in (*c.tolist(), HARD)], np.int16)
    result: list[list[tuple[Output, int, float]]] = [[] for _ in codes]
    rows, scores = decoder.places.with_unseen(line, starts, P.RAREST)
    outputs = decoder.places.unseen_outputs(rows, line, decoder.lm.word_nodes)
    for (start, token), score, (unit, symbol) in zip(rows.tolist(), scores.tolist(), outputs.tolist(), strict=True):
        if unit >= 0:
            result[number[start]].append(((unit, symbol), token, score - decoder.settings.wild + P.FOUND))
    return result


def worth(
    decoder: Decoder, readings: Iterable[Reading], uses: Callable[[Sequence[int]], Iterable[Use]]
) -> Counter[Use]:
    """What the present outputs are worth to each of the ``uses`` of units in words: the log odds of the spellings that
    need them, nats."""
    spellings: Counter[Spelling] = Counter()
    shown: defaultdict[tuple[Spelling, Use], float] = defaultdict(float)
    rare: dict[tuple[Spelling, Use], bool] = {}
    for items, (piece, *_), share in readings:
        if piece.units:
            spelling = spelling_of(items, piece)
            spellings[spelling] += share  # type: ignore[assignment]
            for use in set(uses(piece.units)):
                shown[spelling, use] += share
                rare[spelling, use] = rare.get((spelling, use), True) and is_rare(decoder, piece.token)
    totals: Counter[Use] = Counter()
    for (spelling, use), weight in shown.items():
        share = weight / spellings[spelling]
        odds = math.log(max(share, 1e-9) / max(1 - share, 1e-9))
        most = P.MOST_OF_RARE if rare[spelling, use] else P.MOST
        totals[use] += max(0.0, min(odds, most)) * spellings[spelling] ** parameters.Alternatives.REPEATED
    return totals
