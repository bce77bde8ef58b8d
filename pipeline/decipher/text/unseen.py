"""Outputs that a unit was never seen to have, looked for among the words that are read badly.

A unit that the text shows seldom may have been learnt wrong: its words are read as others, letter by letter likely and
yet rare, and these confirm what was learnt. The decoder, which must be quick, looks for outputs never seen in common
words alone. Here each spelling that is read as a rare word is looked up again, as any word of which one unit has an
output never seen. An output is believed where the words that it makes fit their places better by more than the unit's
present outputs are worth to it: a font draws one glyph for a unit.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.compiled import njit
from pipeline.decipher.text import lattice
from pipeline.decipher.text.decoder import Decoder
from pipeline.decipher.text.items import Items
from pipeline.decipher.text.lattice import HARD, Piece
from pipeline.decipher.text.rivals import REPEATED, Reading
from pipeline.decipher.text.seldom_units import words_of_units
from pipeline.language import tokens
from pipeline.language.model import STEP
from pipeline.model.record import dataclass

#: A word is rare below the first of these (log p), and none that is looked up is rarer than the
#: second, but such as begin a word that isn't.
RARE: Final = -9.0
RAREST: Final = -16.0
#: Shorter words fit too many places.
SHORTEST: Final = 3
#: So many places of a spelling are asked how a word fits.
ASKED: Final = 4
#: What a spelling says at most of an output, nats; of the outputs of a rare word, which may be the error itself.
MOST: Final = 8.0
MOST_OF_RARE: Final = 2.0
#: What an output must be worth, and how many spellings must show it.
WORTH: Final = 4.0
SHOWN_BY: Final = 2
#: The same once the text was read for the last time, of units that were read in so many words at most: what a unit of
#: more comes out as is known by then. In eighteen made-up dumps (``benchmarks.text_channel --others``) wrong outputs
#: are worth 7 nats at most beyond the present ones, and the right ones that make a difference 12 or more.
WORTH_AT_LAST: Final = 10.0
OF_FEW: Final = 8
#: What the present outputs are worth counts but so much: some may stay, and what is wrong confirms itself.
LOST: Final = 0.5
#: log p of an output that is found: the unit may keep another.
FOUND: Final = -0.7

#: The first token that is a word.
FIRST: Final = len(tokens.SPECIAL)
#: A unit and the symbol that it comes out as.
Output = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Place:
    """A place where a spelling was read: the tokens of its line (two more before them), the number among them, and its
    piece."""

    row: NDArray[np.int32]
    number: int
    piece: Piece


@dataclass(frozen=True, slots=True)
class _Proposal:
    """A word that a spelling would be if a unit had an output, and how much better it fits, nats."""

    spelling: bytes
    token: int
    gain: float


def with_unseen(
    decoder: Decoder, lines: Sequence[tuple[Items, Sequence[Piece]]], readings: Sequence[list[Reading]]
) -> list[list[Reading]]:
    """``readings`` of the ``lines``; spellings that show an output never seen are read as what it makes of them."""
    places = _places(lines)
    found = _found(decoder, places, _proposals(decoder, places), readings, WORTH)
    return [[_read_as(decoder, reading, found) for reading in line] for line in readings]


def with_last_unseen(
    decoder: Decoder,
    lines: Sequence[tuple[Items, Sequence[Piece]]],
    readings: Callable[[], Sequence[list[Reading]]],
) -> list[list[Reading]] | None:
    """``with_unseen`` for units of few words, once the ``lines`` were read for the last time; None if it finds nothing.

    The ``readings`` take long and are asked for only where they are needed.
    """
    places = _places(lines)
    met = words_of_units(lines)
    proposals = {
        output: found
        for output, found in _proposals(decoder, places).items()
        if met[output[0]] <= OF_FEW and len(found) >= SHOWN_BY and _gain(found, places) > WORTH_AT_LAST
    }
    if not proposals:
        return None
    known = readings()
    found = _found(decoder, places, proposals, known, WORTH_AT_LAST)
    return [[_read_as(decoder, reading, found) for reading in line] for line in known] if found else None


def _found(
    decoder: Decoder,
    places: dict[bytes, list[_Place]],
    proposals: Mapping[Output, list[_Proposal]],
    readings: Sequence[list[Reading]],
    least: float,
) -> dict[bytes, _Proposal]:
    """The proposal for each spelling whose output is worth ``least`` nats more than its unit's present ones."""
    worth = _worth_of_units(decoder, [reading for line in readings for reading in line])
    found: dict[bytes, _Proposal] = {}
    for (unit, _), several in proposals.items():
        if len(several) >= SHOWN_BY and _gain(several, places) > LOST * worth[unit] + least:
            for p in several:
                if p.spelling not in found or found[p.spelling].gain < p.gain:
                    found[p.spelling] = p
    return found


def _gain(proposals: Iterable[_Proposal], places: dict[bytes, list[_Place]]) -> float:
    """What an output is worth to the spellings that it makes words of, nats."""
    return sum(p.gain * len(places[p.spelling]) ** REPEATED for p in proposals)


def _read_as(decoder: Decoder, reading: Reading, found: dict[bytes, _Proposal]) -> Reading:
    items, (piece, *_), share = reading
    proposal = found.get(_spelling(items, piece))
    if proposal is None or not piece.units:
        return reading
    units, word = decoder.lm.spelling_of(proposal.token)
    return items, [replace(piece, text=word, token=proposal.token, units=units)], share


def _spelling(items: Items, piece: Piece) -> bytes:
    return items.codes[piece.start : piece.end].tobytes()


def _places(lines: Iterable[tuple[Items, Sequence[Piece]]]) -> dict[bytes, list[_Place]]:
    """Where each spelling (its symbols) was read as a word, whatever word."""
    places: defaultdict[bytes, list[_Place]] = defaultdict(list)
    for items, pieces in lines:
        row = np.array([tokens.START, tokens.START, *(p.token for p in pieces)], np.int32)
        for number, piece in enumerate(pieces, 2):
            codes = items.codes[piece.start : piece.end]
            if piece.units and len(codes) >= SHORTEST and (codes >= 0).all():
                places[codes.tobytes()].append(_Place(row, number, piece))
    return dict(places)


def _rare(decoder: Decoder, token: int) -> bool:
    return token == tokens.UNKNOWN or -STEP * float(decoder.lm.word_value[token, 0]) < RARE


def _proposals(decoder: Decoder, places: dict[bytes, list[_Place]]) -> dict[Output, list[_Proposal]]:
    """What each output never seen would make of the spellings that are read as rare words, where that fits better."""
    poor = [spelling for spelling, met in places.items() if _rare(decoder, met[0].piece.token)]
    result: defaultdict[Output, list[_Proposal]] = defaultdict(list)
    for spelling, words in zip(poor, _looked_up(decoder, poor), strict=True):
        met = places[spelling]
        read = {place.piece.token for place in met}
        shown = [(output, token, score) for output, token, score in words if token not in read]
        best: dict[Output, _Proposal] = {}
        gains = _gains(decoder, met[:: math.ceil(len(met) / ASKED)], shown)
        for (output, token, _), gain in zip(shown, gains, strict=True):
            if gain > 0 and (output not in best or gain > best[output].gain):
                best[output] = _Proposal(spelling, token, min(gain, MOST))
        for output, proposal in best.items():
            result[output].append(proposal)
    return result


def _gains(decoder: Decoder, met: Sequence[_Place], words: Sequence[tuple[Output, int, float]]) -> list[float]:
    """How much better each word goes with its neighbours than what was read, the mean over the places ``met``, nats."""
    total = np.zeros(len(words))
    for place in met if words else ():
        candidates = np.array([*(token for _, token, _ in words), place.piece.token], np.int32)
        fit = decoder.settings.weight * lattice.fits(place.row, place.number, candidates, *decoder.unprompted)
        total += np.array([score for _, _, score in words]) + fit[:-1] - place.piece.score - fit[-1]
    return list(total / max(1, len(met)))


def _looked_up(decoder: Decoder, spellings: Sequence[bytes]) -> list[list[tuple[Output, int, float]]]:
    """For each spelling the words of which just one unit shows an output never seen: (output, token, log p)."""
    codes = [np.frombuffer(spelling, np.int16) for spelling in spellings]
    starts = np.cumsum([0, *(len(c) + 1 for c in codes)])
    number = {int(start): k for k, start in enumerate(starts[:-1])}
    line = np.array([code for c in codes for code in (*c.tolist(), HARD)], np.int16)
    result: list[list[tuple[Output, int, float]]] = [[] for _ in codes]
    rows, scores = decoder.places.with_unseen(line, starts, RAREST)
    lm = decoder.lm
    unseen = _unseen(
        rows, line, decoder.emissions.before, decoder.settings.floor, lm.word_nodes, lm.trie_unit, lm.trie_parent
    )
    for (start, token), score, (unit, symbol) in zip(rows.tolist(), scores.tolist(), unseen.tolist(), strict=True):
        if unit >= 0:
            result[number[start]].append(((unit, symbol), token, score - decoder.settings.wild + FOUND))
    return result


@njit(cache=True, nogil=True)
def _unseen(rows, codes, before, floor, nodes, trie_unit, trie_parent):  # type: ignore[no-untyped-def]
    """For each of ``rows`` (start, token) [n, 2] the one output (unit, symbol) that was never seen if the symbols from
    ``start`` on, up to the HARD one, are that word's; (-1, -1) where they are more or fewer, or not just one is."""
    found = np.full((rows.shape[0], 2), -1, np.int64)
    for i in range(rows.shape[0]):
        start = end = rows[i, 0]
        while codes[end] != HARD:
            end += 1
        node = nodes[rows[i, 1] - FIRST]
        place, never = end, 0
        while node > 0:
            place -= 1
            if place < start:
                break
            unit, above = trie_unit[node] & 127, trie_parent[node]
            last = trie_unit[above] & 127 if above > 0 else 0
            if before[unit, last, codes[place]] <= floor:
                never += 1
                found[i, 0], found[i, 1] = unit, codes[place]
            node = above
        if node > 0 or place != start or never != 1:
            found[i] = -1
    return found


def _worth_of_units(decoder: Decoder, readings: Sequence[Reading]) -> Counter[int]:
    """What the present outputs of each unit are worth: the log odds of the spellings that need them, nats."""
    spellings: Counter[bytes] = Counter()
    shown: defaultdict[tuple[bytes, int], float] = defaultdict(float)
    rare: dict[tuple[bytes, int], bool] = {}
    for items, (piece, *_), share in readings:
        if piece.units:
            spelling = _spelling(items, piece)
            spellings[spelling] += share  # type: ignore[assignment]
            for unit in set(piece.units):
                shown[spelling, unit] += share
                rare[spelling, unit] = rare.get((spelling, unit), True) and _rare(decoder, piece.token)
    worth: Counter[int] = Counter()
    for (spelling, unit), weight in shown.items():
        share = weight / spellings[spelling]
        odds = math.log(max(share, 1e-9) / max(1 - share, 1e-9))
        most = MOST_OF_RARE if rare[spelling, unit] else MOST
        worth[unit] += max(0.0, min(odds, most)) * spellings[spelling] ** REPEATED
    return worth
