"""Outputs that a unit was never seen to have, looked for among the words that are read badly.

A unit that the text shows seldom may have been learnt wrong: its words are read as others, letter by letter likely and
yet rare, and these confirm what was learnt. An output that was never seen (``proposals``) is believed where the words
that it makes fit their places better by more than the unit's present outputs are worth to it: a font draws one glyph
for a unit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from warraq.decipher.text import parameters
from warraq.decipher.text.dump.items import Items
from warraq.decipher.text.emissions.seldom_units import words_of_units
from warraq.decipher.text.lattice.decoder import Decoder
from warraq.decipher.text.outputs.proposals import (
    Places,
    Proposal,
    Proposals,
    Spelling,
    spelling_of,
    worth,
)
from warraq.decipher.text.parameters import UnseenOutputs as P
from warraq.decipher.text.records import Piece
from warraq.decipher.text.words.alternatives import Reading


def with_unseen(
    decoder: Decoder, places: Places, proposals: Proposals, readings: Sequence[list[Reading]]
) -> list[list[Reading]]:
    """``readings`` of lines; spellings that show an output never seen are read as what it makes of them.

    ``places`` are those of the lines, and ``proposals`` what was found for them.
    """
    readings_of = _found(decoder, places, _of_words(proposals), readings, P.WORTH)
    return [[_read_as(decoder, reading, readings_of) for reading in line] for line in readings]


def with_last_unseen(
    decoder: Decoder,
    lines: Sequence[tuple[Items, Sequence[Piece]]],
    places: Places,
    proposals: Proposals,
    readings: list[list[Reading]],
) -> list[list[Reading]]:
    """``with_unseen`` for units of few words, once the ``lines`` were read for the last time.

    Where nothing is found, the very ``readings`` come back.
    """
    met = words_of_units(lines)
    of_few = {output: words for output, words in _of_words(proposals).items() if met[output[0]] <= P.OF_FEW}
    chosen = _found(decoder, places, of_few, readings, P.WORTH_AT_LAST)
    return [[_read_as(decoder, reading, chosen) for reading in line] for line in readings] if chosen else readings


def _of_words(proposals: Proposals) -> Proposals:
    """Those for what was read as one word."""
    of_words = {output: [p for p in several if p.spelling[1] == 1] for output, several in proposals.items()}
    return {output: several for output, several in of_words.items() if several}


def _found(
    decoder: Decoder,
    places: Places,
    proposals: Mapping[tuple[int, int], list[Proposal]],
    readings: Sequence[list[Reading]],
    least: float,
) -> dict[Spelling, Proposal]:
    """The proposal for each spelling whose output is worth ``least`` nats more than its unit's present ones."""
    present = worth(decoder, (reading for line in readings for reading in line), set)
    proposals_of: dict[Spelling, Proposal] = {}
    for (unit, _), several in proposals.items():
        if len(several) >= P.SHOWN_BY and _gain(several, places) > P.LOST * present[unit] + least:
            for p in several:
                if p.spelling not in proposals_of or proposals_of[p.spelling].gain < p.gain:
                    proposals_of[p.spelling] = p
    return proposals_of


def _gain(proposals: Iterable[Proposal], places: Places) -> float:
    """What an output is worth to the spellings that it makes words of, nats."""
    gain: float = sum(p.gain * len(places[p.spelling]) ** parameters.Alternatives.REPEATED for p in proposals)
    return gain


def _read_as(decoder: Decoder, reading: Reading, proposals: dict[Spelling, Proposal]) -> Reading:
    items, (piece, *_), share = reading
    proposal = proposals.get(spelling_of(items, piece))
    if proposal is None or not piece.units:
        return reading
    units, word = decoder.lm.spelling_of(proposal.token)
    return items, [replace(piece, text=word, token=proposal.token, units=units)], share
