"""What decoded lines show of the channel: what each of their places may be, and the tokens that they were read as."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from warraq.decipher.text.dump.items import itemize
from warraq.decipher.text.dump.segments import joined
from warraq.decipher.text.lattice.decoder import Decoder, Lattice
from warraq.decipher.text.order.orders import Ordered
from warraq.decipher.text.words.alternatives import Reading, as_read, shared
from warraq.decipher.text.words.word_judge import Judge, in_place
from warraq.language import tokens

#: The tokens of a line, and what its places may be.
Shown = tuple[list[int], list[Reading]]


def literal(line: Ordered) -> Shown:
    """The tokens of a line, and its places as they were read."""
    return [piece.token for piece in line.path.pieces], as_read(line.path.items, line.path.pieces)


def unprompted(decoder: Decoder) -> Callable[[Ordered], Shown]:
    """What the language alone would read in a line as it is ordered, and what each of its places may be.

    A pair that was read wrong once, and then each time because it had been, must not support itself.
    """

    def reread(line: Ordered) -> Shown:
        lattice = _lattice(decoder, line)
        return lattice.unprompted(), shared(lattice, line.path.pieces)

    return reread


def in_context(decoder: Decoder) -> Callable[[Sequence[Ordered]], list[Shown]]:
    """The same of the lines of a block, if what stands around a place in the block bears on what it may be.

    By the trigram alone words that the channel makes alike share a place too evenly, and outputs that were never drawn
    keep a share of the channel.
    """

    def reread(block: Sequence[Ordered]) -> list[Shown]:
        judge = in_place([piece for line in block for piece in line.path.pieces], decoder.lm)
        lines, begin = [], 0
        for line in block:
            lattice, pieces = _lattice(decoder, line), line.path.pieces
            lines.append((lattice.unprompted(), shared(lattice, pieces, _behind(begin, judge))))
            begin += len(pieces)
        return lines

    return reread


def _behind(begin: int, judge: Judge) -> Judge:
    """The judge of the pieces from number ``begin`` on."""
    return lambda number, words: judge(begin + number, words)


def _lattice(decoder: Decoder, line: Ordered) -> Lattice:
    return decoder.lattice(itemize(joined(line.segments), decoder.symbols))


def neighbours(rows: Iterable[Sequence[int]]) -> dict[tuple[int, int], int]:
    """Counts of the pairs of neighbours in rows of token ids; punctuation alone doesn't count."""
    counts: Counter[tuple[int, int]] = Counter()
    for row in rows:
        for a, b in itertools.pairwise(row):
            if a > tokens.UNKNOWN and b > tokens.UNKNOWN and max(a, b) >= len(tokens.SPECIAL):
                counts[a, b] += 1
    return dict(counts)
