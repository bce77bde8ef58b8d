"""Lines of a dump in a font that keeps nearly all letters: how they are read, and which lines are in which font.

They have a channel of their own, and tell the decoder of the enciphered lines which words the document uses.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Final

from warraq.decipher.text import parameters
from warraq.decipher.text.document.rounds import CLEAN
from warraq.decipher.text.dump.block_edges import Place
from warraq.decipher.text.dump.dump import DumpLine
from warraq.decipher.text.dump.dump_runs import runs_of, segments_of_line, words_shown
from warraq.decipher.text.emissions import channel_em, emissions
from warraq.decipher.text.lattice.decoder import Decoder
from warraq.decipher.text.order.line_order import LineOrder
from warraq.decipher.text.order.orders import Ordered
from warraq.decipher.text.outputs.readings import neighbours
from warraq.decipher.text.parameters import CleanFont as P
from warraq.decipher.text.words.max_marginals import max_marginals
from warraq.decipher.text.words.word_confidence import Doubt, doubts, words_at
from warraq.decipher.text.words.word_features import Outputs
from warraq.language import tokens
from warraq.language.model import LanguageModel

#: How its channel is learnt: nearly all letters are kept.
_KEPT: Final = channel_em.Learning(iterations=3, early=0, trust=0.97)


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line as it was read: its order and tokens, and the doubt about each."""

    ordered: Ordered
    doubts: tuple[Doubt, ...]


class CleanFont:
    """The lines in a font that keeps nearly all letters: a channel of their own, and the same search for order."""

    def __init__(self, lines: list[DumpLine], lm: LanguageModel) -> None:
        self.lines = lines
        self.segments = [segments_of_line(line) for line in lines]
        self.order: LineOrder | None = None
        runs = runs_of(self.segments)
        if not runs:
            return
        channel = channel_em.learn(runs, lm, _KEPT)
        raw = "".join(line.raw for line in lines)
        learnt = emissions.from_channel(channel, emissions.mark_table(raw, ()), P.CLEAN_LEAST)
        self.order = LineOrder(Decoder(lm, learnt, channel.number, CLEAN))
        self.order.backwards = self.order.prefers_backwards(self.segments) > 0

    def read(self, opens: dict[int, bool], places: dict[int, Place]) -> dict[int, ReadLine]:
        """Each line as it was meant, by its number."""
        if self.order is None:
            return {}
        options = [
            self.order.options(s, places[line.number]) for s, line in zip(self.segments, self.lines, strict=True)
        ]
        chosen = self.order.choose(options, [opens[line.number] for line in self.lines])
        return {
            line.number: ReadLine(o, _doubts(self.order.decoder, o)) for line, o in zip(self.lines, chosen, strict=True)
        }

    def words(self, read: dict[int, ReadLine]) -> dict[int, int]:
        """How often these lines use each word of the lexicon (longer than two letters), by token id."""
        used = Counter(p.token for r in read.values() for p in r.ordered.path.pieces if len(p.text) > 2)
        return {token: n for token, n in used.items() if token >= len(tokens.SPECIAL)}

    def pairs(self, read: dict[int, ReadLine], opens: dict[int, bool]) -> dict[tuple[int, int], int]:
        """How often these lines use each pair of neighbours, counted once more: no other place need support them."""
        rows: list[list[int]] = []
        for line in self.lines:
            if line.number in read:
                row = [p.token for p in read[line.number].ordered.path.pieces]
                if rows and not opens[line.number]:
                    rows[-1] += row
                else:
                    rows.append(row)
        return {pair: n + 1 for pair, n in neighbours(rows).items()}


def _doubts(decoder: Decoder, line: Ordered, shown: Outputs | None = None) -> tuple[Doubt, ...]:
    """The doubts of a line that stands by itself; see ``doubts``."""
    return doubts(line, words_at(decoder, [line])[0], max_marginals(decoder, [line])[0], shown)


def without_judge(order: LineOrder) -> LineOrder:
    """The same search where no judge reads what it finds: its trigram counts as in the lines of the clean font."""
    d = order.decoder
    settings = replace(d.settings, weight=CLEAN.weight)
    return LineOrder(Decoder(d.lm, d.emissions, d.symbols, settings, d.memory), backwards=order.backwards)


def in_its_font(
    line: DumpLine,
    read: dict[int, ReadLine],
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
    if line.enciphered and words_shown(line) <= P.SHORT:
        other, (decoder, shown), quality = clean, (clean.decoder, None), 0.0
    elif line.clean and line.quality < P.PLAIN_ABOVE:
        other, (decoder, shown), quality = garbled, last, 2 * parameters.Dump.CLEAN_ABOVE
    else:
        return line
    mine = other.start(segments_of_line(line))
    if mine.score <= read[line.number].ordered.score:
        return line
    read[line.number] = ReadLine(mine, _doubts(decoder, mine, shown))
    return replace(line, quality=quality)
