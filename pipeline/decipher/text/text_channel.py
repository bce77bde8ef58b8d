"""Restore a text dump whose letters are enciphered, many to one, and whose runs are out of order.

The channel is learnt from the text alone (``channel_em``), then letters (``decoder``) and order (``line_order``) are
decided together, and the channel learnt again from what was decoded, a few times over. Lines in another, cleaner font
of the same dump (bold headings) have a channel of their own, and tell the decoder which words the document uses.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from pipeline.decipher.text import brackets, channel_em, dump, emissions
from pipeline.decipher.text.agreement import agreed
from pipeline.decipher.text.block_edges import Place
from pipeline.decipher.text.decoder import Decoder, Memory, Settings
from pipeline.decipher.text.dump import DumpLine
from pipeline.decipher.text.dump_words import LABEL, ends_quoted, label_first, words_of
from pipeline.decipher.text.grounds import Outputs
from pipeline.decipher.text.items import JOIN_SIGN, LAYOUT_SIGN, SOFT_SIGN, Items
from pipeline.decipher.text.judged import TRIGRAM, reread_lines
from pipeline.decipher.text.last_order import Orders
from pipeline.decipher.text.lattice import Emissions, Piece
from pipeline.decipher.text.layout_spaces import layout_prices
from pipeline.decipher.text.line_order import LineOrder
from pipeline.decipher.text.line_stops import with_stops
from pipeline.decipher.text.orders import Costs, Ordered
from pipeline.decipher.text.orthography import as_written
from pipeline.decipher.text.readings import judged, literal, unprompted
from pipeline.decipher.text.rivals import Reading, by_type
from pipeline.decipher.text.second_spaces import price_of_second_space
from pipeline.decipher.text.segments import Segment, edges_of, segments_of
from pipeline.decipher.text.seldom_units import COMMON, prices_of_unseen
from pipeline.decipher.text.unseen import with_unseen
from pipeline.decipher.text.word_confidence import Doubt, doubts, outputs_of, words_at
from pipeline.language import tokens
from pipeline.language.clitics import bare_words
from pipeline.language.harakat import kinds_of_words
from pipeline.language.model import NO_CLITICS, LanguageModel
from pipeline.language.register import Register
from pipeline.language.tokens import fold_harakat
from pipeline.language.topics import Topics
from pipeline.language.units import LETTERS
from pipeline.model.finding import Finding
from pipeline.model.line import Block, Line, Word
from pipeline.model.record import dataclass

Progress = Callable[[int, int], None]
Result = TypeVar("Result")

#: A dump is enciphered where this share of its Arabic lines is.
ENCIPHERED_SHARE: Final = 0.1
#: Learning a channel needs this many enciphered words; below it the text is only reported.
LEAST_WORDS: Final = 100

#: A dump's lines stand with their last run first where reading them so is better by this much in all, nats.
BACKWARDS_ABOVE: Final = 3.0

#: In a clean font a letter comes out as another one nearly always or never.
CLEAN_LEAST: Final = 0.3
#: A line of at most so many words may be in either font, and so may one whose letters cost more than this (nats).
_SHORT: Final = 4
_PLAIN_ABOVE: Final = -2.0

_WORD = re.compile(f"[{LETTERS}]+")
#: Control characters of a dump that stand for something else here; like the others, they are no letter and no space.
_UNREADABLE: Final = dict.fromkeys(map(ord, (JOIN_SIGN, LAYOUT_SIGN, SOFT_SIGN)), "\N{REPLACEMENT CHARACTER}")


@dataclass(frozen=True, slots=True)
class Round:
    """One pass over the document.

    Attributes:
        settings: of the decoder.
        order: decide the order of each line anew; otherwise it stays as it is.
        choices: how often the orders of all lines are chosen, each time knowing better where blocks of the story end.
        costs: of orders that are not the usual one.
        again: the worst share of the lines, which is decoded again; the rest stay.
        share: the best share of the lines from which the channel is learnt afterwards.
        trust: how many observations of a unit the channel learnt at first is worth.
        sharpen: exponent on a unit's emission counts before they are normalised: a font draws one glyph, not several.
        least: outputs of a unit below this share are dropped, unless some neighbour calls for them.
        settled: outputs that the text can do without are dropped, however often they were read.
        unseen: outputs never seen are looked for once more, where words are read badly.
        judged: what stands around a word bears on what its place shows of the channel.
    """

    settings: Settings
    share: float
    order: bool = False
    choices: int = 2
    costs: Costs = Costs()
    again: float = 1.0
    trust: float = 0.5
    sharpen: float = 1.5
    least: float = 0.05
    settled: bool = False
    unseen: bool = False
    judged: bool = False


#: Quick decoding while the channel is rough; with words that may show an output never seen; and with unknown words.
_QUICK: Final = Settings(
    wild_words=1, beam=6, candidates=12, unknown_width=0, unknown_exact=False, weight=0.8, slope=0.4, floor=-5.5
)
_WILD: Final = replace(_QUICK, wild_words=155)
_FULL: Final = replace(_QUICK, unknown_width=5)
#: What orders cost when the channel is known. What is estimated of orders that join words across cut kashidas is often
#: 20 nats off, so more of them are decoded then; how many was chosen on made-up dumps (``benchmarks.text_channel``, as
#: drawn).
_KNOWN: Final = Costs(near=9, every=True, mark=6.0, drawn=48)
#: First the channel, then the order, then both, with less caution as they agree. Outputs never seen are looked for
#: twice: what was found first shows others. Made-up channels, order kept (``benchmarks.text_channel``, 30 % of forms to
#: space, ten pages): a second time helps or is neutral; a third helps some texts, and harms the source dump. What the
#: rarest units come out as is looked for behind them (``unseen``; chosen on three of those texts, held against others).
#: The judge of words bears on what the channel learns once the order is known; before, what stands around a word need
#: not be what belongs there. Of eleven such texts 5.4 % of the words were wrong without it, and 5.2 % with it.
ROUNDS: Final = (
    Round(_QUICK, share=0.6, trust=2.0, least=0.0),
    Round(_QUICK, share=0.7, order=True),
    Round(_WILD, share=0.9, sharpen=1.0, least=0.012),
    Round(_WILD, share=0.95, sharpen=1.0, least=0.012, unseen=True),
    Round(
        _FULL, share=0.95, order=True, choices=3, costs=_KNOWN, trust=0.1, sharpen=1.0, settled=True, unseen=True,
        judged=True,
    ),
)  # fmt: skip
#: Settings of the last decode, which is what the reader gets. The trigram counts less in it, for the judge of words
#: counts beside it (``judged``).
LAST: Final = Settings(
    wild_words=1, beam=8, candidates=15, unknown_width=12, inflected=2, rare=2, weight=TRIGRAM, slope=0.4, trailing=-2.5
)
#: Of the clean font's lines: their words keep their letters, but each diacritic may still have become a space.
CLEAN: Final = replace(LAST, weight=0.8, slope=0.8, trailing=0.0)


@dataclass(frozen=True, slots=True)
class TextRestoration:
    """A dump as it was meant to be read.

    Attributes:
        blocks: in document order, furniture among them.
        findings: what was wrong.
        enciphered: letters stood for others, and were deciphered.
        confidence: mean confidence of the words, 0..1.
    """

    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...]
    enciphered: bool
    confidence: float

    def sure_from(self, wrong: float) -> float:
        """The confidence from which on words hold no more wrong ones than this share of all, as far as they tell.

        1 where the surest of them would hold more.
        """
        found = sorted((word.confidence for b in self.blocks if b.role == "body" for word in b.words), reverse=True)
        expected = itertools.accumulate(1.0 - sure for sure in found)
        allowed = wrong * len(found)
        held = [sure for sure, total in zip(found, expected, strict=True) if total <= allowed]
        return held[-1] if held else 1.0

    @property
    def text(self) -> str:
        """The body's blocks, a line each."""
        return "\n".join(b.text for b in self.blocks if b.role == "body")


def restore(text: str, progress: Progress | None = None) -> TextRestoration:
    """Restore a text dump.

    Args:
        text: what an extractor wrote; form feeds end pages.
        progress: called as ``progress(step, steps)``.
    """
    tell = progress or (lambda done, total: None)
    lm = LanguageModel.load()
    lines = dump.read_lines(text, lm)
    body = [line for line in lines if not line.furniture and line.quality is not None]
    garbled = [line for line in body if line.enciphered]
    if len(garbled) < ENCIPHERED_SHARE * len(body) or _too_little(garbled):
        return _as_it_stands(lines, len(garbled), len(body))
    steps = len(ROUNDS) + 3
    opens = dict(zip((line.number for line in body), dump.breaks(body), strict=True))
    places = dump.places([line for line in lines if not line.furniture], opens)
    clean = _CleanFont([line for line in body if line.clean], lm)
    read = clean.read(opens, places)
    tell(1, steps)
    breaks = [opens[line.number] for line in garbled]
    solver = _Solver(garbled, breaks, lm, clean.words(read), clean.pairs(read, opens), places)
    result: list[tuple[Ordered, tuple[Doubt, ...]]] = []
    for step, result in enumerate(solver.solve()):  # noqa: B007 (the last round's result is the one that counts)
        tell(step + 2, steps)
    read |= {line.number: _Read(o, d) for line, (o, d) in zip(garbled, result, strict=True)}
    garbled_order = _unjudged(solver.order)
    last = solver.order.decoder, solver.shown
    lines = [_in_its_font(line, read, clean.order, garbled_order, last) for line in lines]
    blocks = _blocks(lines, read)
    sure = [word.confidence for b in blocks if b.role == "body" for word in b.words]
    confidence = float(np.mean(sure)) if sure else 0.0
    detail = f"{len(garbled)} of {len(body)} lines are enciphered: letters stand for others or for spaces"
    finding = Finding("enciphered_text", "document", "text layer", len(garbled) / len(body), detail)
    tell(steps, steps)
    return TextRestoration(tuple(blocks), (finding,), True, confidence)


def _too_little(garbled: list[DumpLine]) -> bool:
    """Whether nothing can be learnt of these lines: few words, or letters that all stand alone among signs."""
    words = sum(len(_WORD.findall(line.raw)) for line in garbled)
    return words < LEAST_WORDS or not any(_runs([_segments(line)]) for line in garbled)


def _segments(line: DumpLine) -> list[Segment]:
    return segments_of(fold_harakat(line.raw).translate(_UNREADABLE))


def _runs(lines: list[list[Segment]]) -> list[str]:
    """What a channel is learnt from: the runs of letters and spaces of lines."""
    return dump.runs_of_symbols([segment.text for line in lines for segment in line], SOFT_SIGN)


@dataclass(frozen=True, slots=True)
class _Read:
    """A line as it was read: its order and tokens, and the doubt about each."""

    ordered: Ordered
    doubts: tuple[Doubt, ...]


class _CleanFont:
    """The lines in a font that keeps nearly all letters: a channel of their own, and the same search for order."""

    def __init__(self, lines: list[DumpLine], lm: LanguageModel) -> None:
        self.lines = lines
        self.segments = [_segments(line) for line in lines]
        self.order: LineOrder | None = None
        runs = _runs(self.segments)
        if not runs:
            return
        channel = channel_em.learn(runs, lm, iterations=3, early=0, trust=0.97)
        raw = "".join(line.raw for line in lines)
        found = emissions.from_channel(channel, emissions.mark_table(raw, ()), CLEAN_LEAST)
        self.order = LineOrder(Decoder(lm, found, channel.number, CLEAN))
        self.order.backwards = self.order.prefers_backwards(self.segments) > BACKWARDS_ABOVE

    def read(self, opens: dict[int, bool], places: dict[int, Place]) -> dict[int, _Read]:
        """Each line as it was meant, by its number."""
        if self.order is None:
            return {}
        options = [
            self.order.options(s, places[line.number]) for s, line in zip(self.segments, self.lines, strict=True)
        ]
        chosen = self.order.choose(options, [opens[line.number] for line in self.lines])
        return {
            line.number: _Read(o, doubts(o, words_at(self.order.decoder, [o])[0], self.order.decoder.lm))
            for line, o in zip(self.lines, chosen, strict=True)
        }

    def words(self, read: dict[int, _Read]) -> dict[int, int]:
        """How often these lines use each word of the lexicon (longer than two letters), by token id."""
        used = Counter(p.token for r in read.values() for p in r.ordered.path.pieces if len(p.text) > 2)
        return {token: n for token, n in used.items() if token >= len(tokens.SPECIAL)}

    def pairs(self, read: dict[int, _Read], opens: dict[int, bool]) -> dict[tuple[int, int], int]:
        """How often these lines use each pair of neighbours, counted once more: no other place need vouch for them."""
        rows: list[list[int]] = []
        for line in self.lines:
            if line.number in read:
                row = [p.token for p in read[line.number].ordered.path.pieces]
                if rows and not opens[line.number]:
                    rows[-1] += row
                else:
                    rows.append(row)
        return {pair: n + 1 for pair, n in _neighbours(rows).items()}


def _unjudged(order: LineOrder) -> LineOrder:
    """The same search where no judge reads what it finds: its trigram counts as in the lines of the clean font."""
    d = order.decoder
    settings = replace(d.settings, weight=CLEAN.weight)
    return LineOrder(Decoder(d.lm, d.emissions, d.symbols, settings, d.memory), backwards=order.backwards)


def _in_its_font(
    line: DumpLine,
    read: dict[int, _Read],
    clean: LineOrder | None,
    garbled: LineOrder,
    last: tuple[Decoder, Outputs | None],
) -> DumpLine:
    """``line``, where its words left it open which font it was in, in the font that explains it better.

    ``read`` is mended with it. One or two words, or a spelling between the two, are too little to tell by. The trigram
    counts alike in ``clean`` and ``garbled``, or one would explain every line better; ``last`` are the decoder by which
    words in the garbled font are doubted, and what they show of its letters.
    """
    if line.furniture or line.quality is None or line.short_label or clean is None:
        return line
    if line.enciphered and len(_WORD.findall(line.raw)) <= _SHORT:
        other, (decoder, shown), quality = clean, (clean.decoder, None), 0.0
    elif line.clean and line.quality < _PLAIN_ABOVE:
        other, (decoder, shown), quality = garbled, last, 2 * dump.CLEAN_ABOVE
    else:
        return line
    mine = other.start(_segments(line))
    if mine.score <= read[line.number].ordered.score:
        return line
    read[line.number] = _Read(mine, doubts(mine, words_at(decoder, [mine])[0], decoder.lm, shown))
    return replace(line, quality=quality)


class _Solver:
    """Channel, letters and order of the enciphered lines of one document."""

    def __init__(
        self,
        lines: list[DumpLine],
        breaks: list[bool],
        lm: LanguageModel,
        heads: dict[int, int],
        pairs: dict[tuple[int, int], int],
        places: dict[int, Place],
    ) -> None:
        self.lm, self.breaks, self.heads, self.pairs = lm, breaks, heads, pairs
        self.raw = "".join(line.raw for line in lines)
        self.segments = [_segments(line) for line in lines]
        self.places = [places[line.number] for line in lines]
        self.edges = [edges_of(line.raw) for line in lines]
        self.apart = [line.blank > 0 for line in lines]
        self.orders: Orders | None = None
        self.shown: Outputs | None = None

    def solve(self) -> Iterator[list[tuple[Ordered, tuple[Doubt, ...]]]]:
        """Yields the lines as (Ordered, doubts) after each round; the last is the result."""
        self.channel = channel_em.learn(_runs(self.segments), self.lm)
        letters = self.channel.symbols
        found = emissions.from_channel(self.channel, emissions.mark_table(self.raw, letters), 0.05)
        pairs: dict[tuple[int, int], int] = {}
        state: list[Ordered] = []
        self.backwards = True
        for number, step in enumerate(ROUNDS):
            if number == 1:  # the channel is good enough now to tell which way the lines run
                order = self._line_order(found, {}, step.settings)  # pairs were met in the order that is in question
                self.backwards = order.prefers_backwards(self.segments) > BACKWARDS_ABOVE
                if not self.backwards:
                    state, pairs = [], {}
            order = self._line_order(found, pairs, step.settings, step.costs)
            state = self._pass(order, state, step)
            # nothing was repeated yet when the first round read the lines, and its channel is too rough for shares
            if step.judged:
                again = list(itertools.chain(*_each(judged(order.decoder), _blocks_of(state, self.breaks))))
            else:
                again = _each(literal if number == 0 else unprompted(order.decoder), state)
            pairs = _neighbours(row for row, _ in again)
            readings = [r for _, r in again]
            lines = _read(state)
            if step.unseen:
                readings = with_unseen(order.decoder, lines, readings)
            loose = emissions.loose_letters(lines, order.decoder.space) if step.settled else None
            found = self._learn(readings, _by_quality(state), found, step, loose)
            yield [(o, ()) for o in state]
        yield self._last(order.decoder, found, pairs, state)

    def _last(
        self, decoder: Decoder, found: Emissions, pairs: dict[tuple[int, int], int], state: list[Ordered]
    ) -> list[tuple[Ordered, tuple[Doubt, ...]]]:
        """The lines as the reader gets them, by the ``found`` channel.

        ``state`` are the lines as ``decoder`` read them, and ``pairs`` the neighbours met there.
        """
        spaced = price_of_second_space(decoder, _blocks_of(state, self.breaks))
        lines = _read(state)
        last = replace(
            LAST, extra_space=spaced, layout=layout_prices(lines), wild_words=COMMON, unsettled=prices_of_unseen(lines)
        )
        # only now: misread words that make a subject would teach the channel to misread more
        self.order = order = self._line_order(
            found, pairs, last, _KNOWN, topic=self._topic(state), bare=bare_words(self.lm)
        )
        if self.orders is not None:
            state = self.orders.reconsidered(order, state, self.breaks)
        blocks = _each(lambda block: _finished(order, block), _blocks_of(state, self.breaks))
        added = [self._added(k, line) for k, line in enumerate(itertools.chain(*blocks))]
        blocks = with_stops(order.decoder, blocks, _blocks_of(self.apart, self.breaks), _blocks_of(added, self.breaks))
        state = list(itertools.chain(*blocks))
        state = brackets.balance(order.decoder, state, self.breaks)
        found_words = _each(lambda block: words_at(order.decoder, block), _blocks_of(state, self.breaks))
        others = [row for block in found_words for row in block]
        state = agreed(order.decoder, state, others)
        shown = self.shown = outputs_of(state, others, found)
        read = [(line, doubts(line, row, self.lm, shown)) for line, row in zip(state, others, strict=True)]
        return as_written(read, order.decoder)

    def _added(self, number: int, line: Ordered) -> int:
        """How many spaces at the end of what is read of a line are no spaces of the dump's (``segments``)."""
        last, read = self.segments[number][-1].text, line.segments[-1].text
        ends_there = read.endswith(last) or last.endswith(read)
        return max(0, 2 - self.edges[number][1]) if ends_there else 0

    def _line_order(
        self,
        found: Emissions,
        pairs: dict[tuple[int, int], int],
        settings: Settings,
        costs: Costs | None = None,
        topic: NDArray[np.float32] | None = None,
        bare: NDArray[np.int32] = NO_CLITICS,
    ) -> LineOrder:
        memory = Memory.of(self.lm, self.heads, dict(Counter(pairs) + Counter(self.pairs)), topic, bare)
        decoder = Decoder(self.lm, found, self.channel.number, settings, memory)
        return LineOrder(decoder, costs, backwards=self.backwards)

    def _topic(self, state: list[Ordered]) -> NDArray[np.float32]:
        """What subject and register of the words read, and of the clean passages, add to log p of each token."""
        used = Counter(p.token for line in state for p in line.path.pieces) + Counter(self.heads)
        return Topics.load().rescaling(used) + Register.load().rescaling(used)

    def _pass(self, order: LineOrder, state: list[Ordered], step: Round) -> list[Ordered]:
        if step.order:
            options = _each(order.options, self.segments, self.places, self.edges)
            state = [o.usual for o in options]
            for number in range(step.choices):
                if number:
                    order.foresee(options, state, self.breaks)
                order.learn_openings(state, self.breaks)
                state = order.choose(options, self.breaks)
            self.orders = Orders(order, options)
            return state
        if not state:
            return _each(order.start, self.segments)
        poor = set(_by_quality(state)[int((1 - step.again) * len(state)) :])
        return _each(lambda k: _again(order, state[k]) if k in poor else state[k], range(len(state)))

    def _learn(
        self,
        readings: Sequence[list[Reading]],
        ranks: Sequence[int],
        found: Emissions,
        step: Round,
        loose: Counter[str] | None,
    ) -> Emissions:
        """Emissions from the ``readings`` of the lines that were decoded best, which ``ranks`` tells.

        ``loose`` are the ``loose_letters`` of a document whose channel is known.
        """
        best = ranks[: int(step.share * len(ranks))]
        read = by_type(reading for k in best for reading in readings[k])
        counts = emissions.count(read, found, kinds_of_words(self.lm))
        counts.sharpen(step.sharpen)
        marks = emissions.mark_table(self.raw, self.channel.symbols, counts, loose)
        return emissions.from_counts(
            counts, self.channel, marks, trust=step.trust, prune=step.least, settled=step.settled
        )


def _again(order: LineOrder, line: Ordered) -> Ordered:
    """The line decoded anew in the order it has."""
    return replace(order.score(line.segments), certainty=line.certainty)


def _read(lines: Sequence[Ordered]) -> list[tuple[Items, tuple[Piece, ...]]]:
    """Items and pieces of each line."""
    return [(line.path.items, line.path.pieces) for line in lines]


def _each(function: Callable[..., Result], *columns: Iterable[Any]) -> list[Result]:
    """``function`` of each row of ``columns``, on two threads: the compiled searches run without Python's lock."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(function, *columns))


def _blocks_of(lines: Iterable[Result], breaks: Iterable[bool]) -> list[list[Result]]:
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
    """Line numbers, those with the best score an item first."""
    return sorted(range(len(state)), key=lambda k: -state[k].score / max(1, len(state[k].path.items)))


def _neighbours(rows: Iterable[Sequence[int]]) -> dict[tuple[int, int], int]:
    """Counts of the pairs of neighbours in rows of token ids; punctuation alone doesn't count."""
    counts: Counter[tuple[int, int]] = Counter()
    for row in rows:
        for a, b in itertools.pairwise(row):
            if a > tokens.UNKNOWN and b > tokens.UNKNOWN and max(a, b) >= len(tokens.SPECIAL):
                counts[a, b] += 1
    return dict(counts)


def _as_it_stands(lines: list[DumpLine], garbled: int, arabic: int) -> TextRestoration:
    """A dump with nothing to decipher, or too little of it to learn from."""
    blocks, findings = [], []
    for line in lines:
        words = tuple(Word(w.replace("\N{ARABIC TATWEEL}", "") or w, w) for w in line.raw.split())
        plain = Line(line.page, words, gap_before=float(line.blank > 0))
        blocks.append(Block("header" if line.furniture else "body", (plain,)))
    if garbled:
        detail = f"{garbled} of {arabic} lines look enciphered, too few to learn how"
        findings.append(Finding("enciphered_text", "document", "text layer", garbled / max(1, arabic), detail))
    certain = 1.0 - garbled / max(1, arabic)
    return TextRestoration(tuple(blocks), tuple(findings), False, certain)


def _blocks(lines: list[DumpLine], read: dict[int, _Read]) -> list[Block]:
    """Blocks of all lines in order. Lines of one paragraph are one block."""
    blocks: list[list[DumpLine]] = []
    body: list[DumpLine] = []
    for line in lines:
        found = read.get(line.number)
        if found is not None and body and not _opens(body[-1], line, _words(line, found)):
            body.append(line)
            continue
        blocks.append([line])
        if not line.furniture:
            body = blocks[-1]
    return [Block("header" if block[0].furniture else "body", tuple(_lines(block, read))) for block in blocks]


def _lines(block: list[DumpLine], read: dict[int, _Read]) -> Iterator[Line]:
    """The lines of a block in words. Quotations close on later lines, unless one of the block's marks was lost."""
    paired = not sum(ends_quoted(read[line.number].ordered, False) for line in block if line.number in read) % 2
    quoted = False
    for line in block:
        found = read.get(line.number)
        if found is None:
            yield Line(line.page, tuple(Word(w, w) for w in line.raw.split()))
        else:
            yield _words(line, found, quoted)
            quoted = paired and ends_quoted(found.ordered, quoted)


def _words(line: DumpLine, found: _Read, quoted: bool = False) -> Line:
    """The line in words, its label first; ``quoted``: it begins inside quotation marks."""
    words = words_of(found.ordered, found.doubts, quoted)
    return label_first(Line(line.page, words, bold=line.clean, gap_before=float(line.blank > 0)))


def _opens(before: DumpLine, line: DumpLine, text: Line) -> bool:
    """A line opens a block: a label, another font, or a heading before it."""
    return (
        line.clean != before.clean
        or line.short_label
        or before.short_label
        or line.labelled
        or bool(LABEL.match(text.text))
    )
