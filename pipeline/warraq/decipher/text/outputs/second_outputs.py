"""Second outputs of units: a font may draw another glyph for a letter beside some others.

There the letter comes out as something else, often as a space, and the words that show it fall apart or are read as
others. What the unit shows elsewhere says nothing against it there, and ``unseen``, which asks for more than all of
that is worth, never finds it. Here an output is held against what its unit shows before the same letters alone; for
that, several stems must show it. Spellings go to the outputs one after the other, to the best first: what one explains
speaks for no other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from warraq.decipher.text import parameters
from warraq.decipher.text.dump.items import Items
from warraq.decipher.text.emissions.second_glyphs import KINDS, Kind
from warraq.decipher.text.lattice.decoder import Decoder
from warraq.decipher.text.outputs.proposals import Output, Place, Places, Proposal, Proposals, Spelling, worth
from warraq.decipher.text.parameters import SecondOutputs as P
from warraq.decipher.text.records import Piece
from warraq.decipher.text.words.alternatives import Reading

#: A unit by itself, or before letters of a kind.
Use = int | tuple[int, Kind]


@dataclass(frozen=True, slots=True)
class _Word:
    """A proposal: what it is worth, the kind of what stands behind the unit, and the symbols around its own."""

    proposal: Proposal
    worth: float
    behind: Kind
    stem: bytes


@dataclass(frozen=True, slots=True)
class _Claim:
    """What an output is worth beyond what is shown now before these kinds of letters, and how many stems show it."""

    worth: float
    stems: int
    behind: Collection[Kind]


def with_second_outputs(
    decoder: Decoder,
    lines: Sequence[tuple[Items, Sequence[Piece]]],
    places: Places,
    proposals: Proposals,
    readings: list[list[Reading]],
    *,
    last: bool = False,
) -> list[list[Reading]]:
    """``readings`` of the ``lines``; what shows a second output of some unit is read as the word that it makes.

    ``places`` are those of the lines, and ``proposals`` what was found for them; ``last``: these were read for the last
    time. Where nothing is found, the very ``readings`` come back.
    """
    words = {output: [_word(decoder, places, output, p) for p in several] for output, several in proposals.items()}
    every = [reading for line in readings for reading in line]
    least = (P.WORTH_AT_LAST, P.STEMS_AT_LAST) if last else (P.WORTH, P.STEMS)
    accepted = _accepted(words, worth(decoder, every, _uses), *least)
    if not accepted:
        return readings
    of_line: defaultdict[int, list[tuple[Place, int]]] = defaultdict(list)
    for proposal in accepted:
        for place in places[proposal.spelling]:
            of_line[place.line].append((place, proposal.token))
    return [
        _read_as(decoder, items, line, of_line[number]) if number in of_line else line
        for number, ((items, _), line) in enumerate(zip(lines, readings, strict=True))
    ]


def _uses(units: Sequence[int]) -> Iterator[Use]:
    """Each unit of a word, by itself and before the kind of the one behind it."""
    yield from units
    yield from zip(units, (KINDS[unit] for unit in (*units[1:], 0)), strict=True)


def _word(decoder: Decoder, places: Places, output: Output, proposal: Proposal) -> _Word:
    codes = np.frombuffer(proposal.spelling[0], np.int16)
    units = decoder.lm.units_of(proposal.token)
    # where it comes out so more than once, the first place tells
    k = next(k for k, shown in enumerate(zip(units, codes.tolist(), strict=True)) if shown == output)
    behind = KINDS[units[k + 1] if k + 1 < len(units) else 0]
    repeated = len(places[proposal.spelling]) ** parameters.Alternatives.REPEATED
    return _Word(proposal, proposal.gain * repeated, behind, codes[max(0, k - 1) : k + 2].tobytes())


def _accepted(
    words: dict[Output, list[_Word]],
    present: Counter[Use],
    least: float = P.WORTH,
    stems: int = P.STEMS,
) -> list[Proposal]:
    """The proposals for the outputs that are worth the ``least`` and shown by so many stems; ``present`` is what is
    shown now, nats."""
    taken: set[Spelling] = set()
    accepted: list[Proposal] = []

    def claim(output: Output) -> _Claim:
        left = [word for word in words[output] if word.proposal.spelling not in taken]
        return _claimed(output[0], left, present)

    claims = {output: claim(output) for output in words}
    while claims:
        output = max(claims, key=lambda output: (claims[output].worth, output))
        if claims[output].worth < least:
            break
        now = claim(output)
        if now.worth < claims[output].worth:  # others have taken what it was worth
            claims[output] = now
            continue
        del claims[output]
        if now.stems >= stems:
            shown = [w.proposal for w in words[output] if w.proposal.spelling not in taken and w.behind in now.behind]
            taken.update(p.spelling for p in shown)
            accepted += shown
    return accepted


def _claimed(unit: int, words: Sequence[_Word], present: Counter[Use]) -> _Claim:
    """What the words say for an output of the unit: everywhere, or before some kinds of letters, whichever is more."""
    stems: defaultdict[Kind, dict[bytes, float]] = defaultdict(dict)
    for word in words:
        of_kind = stems[word.behind]
        of_kind[word.stem] = max(word.worth, of_kind.get(word.stem, 0.0))
    gain = {kind: sum(of_kind.values()) for kind, of_kind in stems.items()}
    beyond = {kind: gain[kind] - parameters.UnseenOutputs.LOST * present[unit, kind] - P.KIND for kind in gain}
    some = [kind for kind, value in beyond.items() if value > 0]
    everywhere, there = (
        sum(gain.values()) - parameters.UnseenOutputs.LOST * present[unit],
        sum(beyond[kind] for kind in some),
    )
    behind = list(gain) if everywhere > there else some
    return _Claim(max(everywhere, there), sum(len(stems[kind]) for kind in behind), behind)


def _read_as(
    decoder: Decoder, items: Items, line: Sequence[Reading], places: Sequence[tuple[Place, int]]
) -> list[Reading]:
    """The readings of a line, where places are read as other words (token ids); the first of those that overlap is."""
    words: list[Piece] = []
    for place, token in places:
        if all(place.end <= word.start or word.end <= place.start for word in words):
            units, text = decoder.lm.spelling_of(token)
            words.append(Piece(text, place.start, place.end, token, units, place.pieces[0].score))
    kept = [r for r in line if all(r[1][0].end <= word.start or word.end <= r[1][0].start for word in words)]
    return [*kept, *((items, [word], 1.0) for word in words)]
