"""The enciphered lines of a dump: channel, letters and order, learnt from each other a few times over.

The channel is learnt from the text alone (``channel_em``), then letters (``decoder``) and order (``line_order``) are
decided together, and the channel learnt again from what was decoded; ``rounds`` says how.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.text import parameters
from warraq.decipher.text.document.rounds import KNOWN, LAST, ROUNDS, Round
from warraq.decipher.text.dump.block_edges import Place
from warraq.decipher.text.dump.collapsed_spaces import is_collapsed, pieces_of_rows
from warraq.decipher.text.dump.dump import DumpLine
from warraq.decipher.text.dump.dump_runs import runs_of, segments_of_line
from warraq.decipher.text.dump.items import Items
from warraq.decipher.text.dump.segments import edges_of
from warraq.decipher.text.dump.stand_ins import has_stand_ins
from warraq.decipher.text.emissions import channel_em, emissions
from warraq.decipher.text.emissions.emissions import Smoothing
from warraq.decipher.text.emissions.seldom_units import prices_of_unseen
from warraq.decipher.text.finish import brackets, doubled_letters
from warraq.decipher.text.finish.collapsed_confidence import less_sure
from warraq.decipher.text.finish.hidden_words import may_be_hidden, with_hidden_words
from warraq.decipher.text.finish.numbers_apart import Numbers, put_back
from warraq.decipher.text.finish.orthography import as_written
from warraq.decipher.text.lattice.decoder import Decoder, Memory, Settings
from warraq.decipher.text.lattice.layout_spaces import layout_prices
from warraq.decipher.text.order.line_order import LineOrder
from warraq.decipher.text.order.orders import Costs, Ordered
from warraq.decipher.text.outputs.proposals import places_of, proposals_of
from warraq.decipher.text.outputs.readings import in_context, literal, neighbours, unprompted
from warraq.decipher.text.outputs.second_outputs import with_second_outputs
from warraq.decipher.text.outputs.unseen_outputs import with_last_unseen, with_unseen
from warraq.decipher.text.records import Emissions, Piece
from warraq.decipher.text.stops.line_stops import with_stops
from warraq.decipher.text.stops.second_spaces import price_of_second_space
from warraq.decipher.text.words.agreement import agreed
from warraq.decipher.text.words.alternatives import Reading, by_type
from warraq.decipher.text.words.labels import labelled
from warraq.decipher.text.words.last_order import Orders
from warraq.decipher.text.words.max_marginals import max_marginals
from warraq.decipher.text.words.word_confidence import Doubt, doubts, outputs_of, words_at
from warraq.decipher.text.words.word_features import Outputs
from warraq.decipher.text.words.word_judge import reread_lines
from warraq.language.context.register import Register
from warraq.language.context.topics import Topics
from warraq.language.model import NO_CLITICS, LanguageModel
from warraq.language.words.clitics import bare_words
from warraq.language.words.harakat import kinds_of_words

Result = TypeVar("Result")

#: A channel that keeps no letter takes so many passes.
_FROM_NOTHING: Final = channel_em.Learning(trust=0.0, iterations=30)


@dataclass(frozen=True, slots=True)
class CleanUse:
    """How often lines in a clean font use each word and each pair of neighbours, by token id."""

    words: dict[int, int] = field(default_factory=dict)
    pairs: dict[tuple[int, int], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Solution:
    """The lines and the doubt about each of their tokens, the search that read them, and what they show of letters."""

    lines: tuple[tuple[Ordered, tuple[Doubt, ...]], ...]
    order: LineOrder
    shown: Outputs


class Solver:
    """Channel, letters and order of the enciphered lines of one document.

    Args:
        lines, breaks: in document order, and whether each opens a block.
        clean: what lines in a clean font use.
        places: line number -> its place in the story.
        turned: they write a lam-alef of two characters with alef first.
        numbers: line number -> the numbers that stood above it (``numbers_apart``).
    """

    def __init__(
        self,
        lines: list[DumpLine],
        breaks: list[bool],
        lm: LanguageModel,
        clean: CleanUse,
        places: dict[int, Place],
        *,
        turned: bool = False,
        numbers: Mapping[int, Numbers] | None = None,
    ) -> None:
        self.lm, self.breaks, self.clean, self.turned = lm, breaks, clean, turned
        self.raw = "".join(line.raw for line in lines)
        # where each letter has a character of its own, none came out as a space
        self.collapsed = is_collapsed(lines) and not has_stand_ins(self.raw)
        self.torn = pieces_of_rows(lines, breaks) if self.collapsed else [False] * len(lines)
        self.segments = [segments_of_line(line, collapsed=self.collapsed) for line in lines]
        self.places = [places[line.number] for line in lines]
        self.edges = [edges_of(line.raw) for line in lines]
        self.numbers = [(numbers or {}).get(line.number, ()) for line in lines]
        self.apart = [line.blank > 0 for line in lines]
        #: the chance of each line that it opens a block of text
        self.opens = [float(b) for b in breaks]
        #: those that the last round decided among, until they were reconsidered
        self.orders: Orders | None = None
        #: the words that the last rounds read in each line
        self.earlier: list[list[frozenset[str]]] = []

    def solve(self, tell: Callable[[], None]) -> Solution:
        """The lines as the reader gets them. ``tell`` is called after each round, and after the last decode."""
        self.channel = self._first_channel()
        letters = self.channel.symbols
        learnt = emissions.from_channel(self.channel, emissions.mark_table(self.raw, letters), 0.05)
        pairs: dict[tuple[int, int], int] = {}
        state: list[Ordered] = []
        self.backwards = True
        for number, step in enumerate(ROUNDS):
            if number == 1:  # the channel is good enough now to tell which way the lines run
                order = self._line_order(learnt, {}, step.settings)  # pairs were met in the order that is in question
                self.backwards = order.prefers_backwards(self.segments) > 0
                if not self.backwards:
                    state, pairs = [], {}
            if step.settled:
                learnt = self._with_room_for_lost(learnt)
            order = self._line_order(learnt, pairs, step.settings, step.costs)
            state = self._pass(order, state, step)
            self.earlier = [*self.earlier, _words_read(state)][-parameters.WordFeatures.EARLIER :]
            # nothing was repeated yet when the first round read the lines, and its channel is too rough for shares
            if step.in_context:
                again = list(itertools.chain(*_each(in_context(order.decoder), blocks_of(state, self.breaks))))
            else:
                again = _each(literal if number == 0 else unprompted(order.decoder), state)
            pairs = neighbours(row for row, _ in again)
            readings = [r for _, r in again]
            lines = _read(state)
            if step.unseen:
                places = places_of(lines, order.decoder.space)
                proposals = proposals_of(order.decoder, places)
                readings = with_unseen(order.decoder, places, proposals, readings)
                readings = with_second_outputs(order.decoder, lines, places, proposals, readings)
            loose = emissions.loose_letters(lines, order.decoder.space) if step.settled else None
            learnt = self._learn(readings, _by_quality(state), learnt, step, loose)
            tell()
        solution = self._last(order.decoder, learnt, pairs, state)
        tell()
        return solution

    def _with_room_for_lost(self, learnt: Emissions) -> Emissions:
        """The ``learnt`` channel. Where it shows that two letters were taken for one, there is room for both from now
        on; where runs of spaces were made one, there is room behind each space anyway."""
        if self.collapsed:
            return learnt
        pairs = doubled_letters.taken_for_one(learnt, self.channel.number[" "])
        if not pairs.size:
            return learnt
        characters = frozenset(self.channel.symbols[symbol] for symbol in pairs[:, 2].tolist())
        self.segments = [doubled_letters.with_echoes(line, characters) for line in self.segments]
        return doubled_letters.shown_beside(learnt, pairs)

    def _first_channel(self) -> channel_em.Channel:
        runs = runs_of(self.segments)
        learning = _FROM_NOTHING if has_stand_ins(self.raw) else channel_em.USUAL
        return channel_em.learn(runs, self.lm, learning, turned=self.turned)

    def _last(
        self, decoder: Decoder, learnt: Emissions, pairs: dict[tuple[int, int], int], state: list[Ordered]
    ) -> Solution:
        """The lines as the reader gets them, by the ``learnt`` channel.

        ``state`` are the lines as ``decoder`` read them, and ``pairs`` the neighbours met there.
        """
        spaced = price_of_second_space(decoder, blocks_of(state, self.breaks))
        lines = _read(state)
        last = replace(
            LAST,
            extra_space=spaced,
            layout=layout_prices(lines),
            wild_words=parameters.SeldomUnits.COMMON,
            unsettled=prices_of_unseen(lines),
        )
        # only now: misread words that make a subject would teach the channel to misread more
        order = self._line_order(learnt, pairs, last, KNOWN, topic=self._topic(state), bare=bare_words(self.lm))
        if self.orders is not None:
            state = self.orders.reconsidered(order, state, self.opens)
            self.orders = None
        if any(self.numbers):
            state = put_back(order, state, self.numbers)
        blocks = _each(lambda block: _finished(order, block), blocks_of(state, self.breaks))
        # what stands around a word was read by the round before: once more, by what stands there now
        learnt, decoder = self._known_better(order.decoder, learnt, blocks)
        order = LineOrder(decoder, KNOWN, backwards=self.backwards)
        blocks = _each(lambda block: _finished(order, block), blocks)
        added = [self._added(k, line) for k, line in enumerate(itertools.chain(*blocks))]
        blocks = with_stops(order.decoder, blocks, blocks_of(self.apart, self.breaks), blocks_of(added, self.breaks))
        doubted, shown = self._doubted(order.decoder, learnt, list(itertools.chain(*blocks)))
        return Solution(tuple(doubted), order, shown)

    def _doubted(
        self, decoder: Decoder, learnt: Emissions, state: list[Ordered]
    ) -> tuple[list[tuple[Ordered, tuple[Doubt, ...]]], Outputs]:
        """The lines, which ``decoder`` has read by the ``learnt`` channel, with what is read by more than words, and
        the doubt about each of their tokens; and what they show of letters."""
        state = brackets.balance(decoder, state, self.breaks)
        begins = [any(opens) for opens in zip(self.breaks, self.apart, strict=True)]
        state, read = labelled(decoder, state, begins)
        found_words = _each(lambda block: words_at(decoder, block), blocks_of(state, self.breaks))
        rows = (row for block in found_words for row in block)
        # the places of a label don't agree on anything: its sequence tells what each is
        others = [
            [{} if k in sure else words for k, words in enumerate(row)] for row, sure in zip(rows, read, strict=True)
        ]
        state = agreed(decoder, state, others)
        of_blocks = _each(lambda block: max_marginals(decoder, block), blocks_of(state, self.breaks))
        without = list(itertools.chain(*of_blocks))
        shown = outputs_of(state, without, learnt)
        earlier = zip(*self.earlier, strict=True)
        doubted = [
            (line, doubts(line, words, other, shown, before, sure))
            for line, words, other, before, sure in zip(state, others, without, earlier, read, strict=True)
        ]
        if self.collapsed:
            doubted = [
                (line, less_sure(line.path.pieces, sure, self.lm, torn=torn))
                for torn, (line, sure) in zip(self.torn, doubted, strict=True)
            ]
        return self._with_hidden_words(decoder, as_written(doubted, decoder)), shown

    def _with_hidden_words(
        self, decoder: Decoder, doubted: list[tuple[Ordered, tuple[Doubt, ...]]]
    ) -> list[tuple[Ordered, tuple[Doubt, ...]]]:
        """The lines with the words of which one space of a run is left, where runs of spaces were made one."""
        if not self.collapsed:
            return doubted
        words = may_be_hidden(decoder)
        blocks = (with_hidden_words(decoder, block, words) for block in blocks_of(doubted, self.breaks))
        return list(itertools.chain(*blocks))

    def _known_better(
        self, decoder: Decoder, learnt: Emissions, blocks: list[list[Ordered]]
    ) -> tuple[Emissions, Decoder]:
        """The ``learnt`` channel, and what decodes by it and by the subject of ``blocks``, which ``decoder`` has read.

        What the rounds read badly hides from them what a rare unit comes out as: the channel gains such outputs.
        """
        state = list(itertools.chain(*blocks))
        topic, lines = self._topic(state), _read(state)
        readings = [r for block in _each(in_context(decoder), blocks) for _, r in block]
        places = places_of(lines, decoder.space)
        proposals = proposals_of(decoder, places)
        better = with_last_unseen(decoder, lines, places, proposals, readings)
        better = with_second_outputs(decoder, lines, places, proposals, better, last=True)
        if better is not readings:
            loose = emissions.loose_letters(lines, decoder.space)
            learnt = self._learn(better, _by_quality(state), learnt, ROUNDS[-1], loose, known=learnt)
            memory = replace(decoder.memory, topic=topic)
            return learnt, Decoder(self.lm, learnt, decoder.symbols, decoder.settings, memory)
        return learnt, decoder.on_subject(topic)

    def _added(self, number: int, line: Ordered) -> int:
        """How many spaces at the end of what is read of a line are no spaces of the dump's (``segments``)."""
        last, read = self.segments[number][-1].text, line.segments[-1].text
        ends_there = read.endswith(last) or last.endswith(read)
        return max(0, 2 - self.edges[number][1]) if ends_there else 0

    def _line_order(
        self,
        learnt: Emissions,
        pairs: dict[tuple[int, int], int],
        settings: Settings,
        costs: Costs | None = None,
        topic: NDArray[np.float32] | None = None,
        bare: NDArray[np.int32] = NO_CLITICS,
    ) -> LineOrder:
        memory = Memory.of(self.lm, self.clean.words, dict(Counter(pairs) + Counter(self.clean.pairs)), topic, bare)
        decoder = Decoder(self.lm, learnt, self.channel.number, settings, memory)
        return LineOrder(decoder, costs, backwards=self.backwards)

    def _topic(self, state: list[Ordered]) -> NDArray[np.float32]:
        """What subject and register of the words read, and of the clean passages, add to log p of each token."""
        used = Counter(p.token for line in state for p in line.path.pieces) + Counter(self.clean.words)
        return Topics.load().rescaling(used) + Register.load().rescaling(used)

    def _pass(self, order: LineOrder, state: list[Ordered], step: Round) -> list[Ordered]:
        if step.order:
            options = _each(order.options, self.segments, self.places, self.edges)
            state = [o.usual for o in options]
            for number in range(step.choices):
                if number:
                    order.foresee(options, state, self.opens)
                if number + 1 == step.choices:
                    order.cut_further(options, state)
                self.opens = order.chances(state, self.breaks, self.apart)
                order.blocks.learn(state, self.opens)
                state = order.choose(options, self.opens)
            self.orders = Orders(order, options) if step is ROUNDS[-1] else None  # they are large
            return state
        if not state:
            return _each(order.start, self.segments)
        return _each(lambda line: order.score(line.segments), state)

    def _learn(
        self,
        readings: Sequence[list[Reading]],
        ranks: Sequence[int],
        learnt: Emissions,
        step: Round,
        loose: Counter[str] | None,
        known: Emissions | None = None,
    ) -> Emissions:
        """Emissions from the ``readings`` of the lines that were decoded best, which ``ranks`` tells.

        ``loose`` are the ``loose_letters`` of a document whose channel is known; of the ``known`` channel outputs stay
        that many words show.
        """
        best = ranks[: int(step.share * len(ranks))]
        read = by_type(reading for k in best for reading in readings[k])
        counts = emissions.count(read, learnt, kinds_of_words(self.lm))
        counts.sharpen(step.sharpen)
        marks = emissions.mark_table(self.raw, self.channel.symbols, counts, loose)
        return emissions.from_counts(
            counts,
            self.channel,
            marks,
            Smoothing(trust=step.trust, prune=step.least),
            settled=step.settled,
            known=known,
        )


def _words_read(lines: Sequence[Ordered]) -> list[frozenset[str]]:
    """The words of each line."""
    return [frozenset(piece.text for piece in line.path.pieces if piece.units) for line in lines]


def _read(lines: Sequence[Ordered]) -> list[tuple[Items, tuple[Piece, ...]]]:
    """Items and pieces of each line."""
    return [(line.path.items, line.path.pieces) for line in lines]


def _each(function: Callable[..., Result], *columns: Iterable[Any]) -> list[Result]:
    """``function`` of each row of ``columns``, on two threads: the compiled searches run without Python's lock."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(function, *columns))


def blocks_of(lines: Iterable[Result], breaks: Iterable[bool]) -> list[list[Result]]:
    """The lines of each block, or what there is of each line."""
    blocks: list[list[Result]] = []
    for line, opens in zip(lines, breaks, strict=True):
        if opens or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def _finished(order: LineOrder, block: list[Ordered]) -> list[Ordered]:
    """The lines of a block decoded as the reader gets them."""
    return reread_lines(order.decoder, block)[0]


def _by_quality(state: list[Ordered]) -> list[int]:
    """Line numbers, those that read best first."""
    return sorted(range(len(state)), key=lambda k: -state[k].quality)
