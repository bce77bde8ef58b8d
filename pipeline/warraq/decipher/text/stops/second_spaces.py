"""Two spaces between words: a writer's own, or one of them a full stop that was lost. Each document tells for itself.

Where stops come out as spaces, whether one stands between two words is a matter of odds: how many stops the document
lost, against how often its writer typed two spaces. The language model doesn't know the first: what it is made of are
passages of one sentence mostly. But stops stand where a sentence may end, and a writer's second space anywhere: what
the model says of a stop at the single spaces shows what it says where none is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from warraq.decipher.text.dump.items import Items
from warraq.decipher.text.lattice.decoder import Decoder
from warraq.decipher.text.order.orders import Ordered
from warraq.decipher.text.stops.lost_stops import STOP, learnt_share, log_mean, worth_of_stop
from warraq.language import tokens


def price_of_second_space(decoder: Decoder, blocks: Sequence[Sequence[Ordered]]) -> float:
    """What a second space costs at which no stop was lost, nats: ``Settings.extra_space`` of these blocks.

    Where it is as likely as a stop, both cost the same. That of the settings where nothing can be learnt.
    """
    lost = decoder.lost_stop
    gaps = [gap for block in blocks for gap in _gaps(decoder, block)]
    single = np.array([worth for spaces, worth in gaps if spaces == 1])
    if lost is None or not single.size:
        return decoder.settings.extra_space
    # what is known of a stop where there is none is 1 in the mean, whatever the model thinks of stops
    usual = log_mean(single)
    _, share = learnt_share(np.array([worth for spaces, worth in gaps if spaces == 2]) - usual, 1.0, 2.0)
    return float(lost + usual + np.log((1 - share) / share))


def _gaps(decoder: Decoder, block: Sequence[Ordered]) -> Iterator[tuple[int, float]]:
    """Of each place between two words of a line that holds one space or two: their number, and what the language finds
    a full stop worth there, nats."""
    line_of = [(piece, line.path.items) for line in block for piece in line.path.pieces]
    row = [tokens.START, *(piece.token for piece, _ in line_of), tokens.END]
    for k, (piece, items) in enumerate(line_of):
        after = k + 1
        if after < len(line_of) and line_of[after][0].token == STOP:
            after += 1
        if after == len(line_of) or not piece.units or not line_of[after][0].units or line_of[after][1] is not items:
            continue
        spaces = plain_spaces(items, piece.end, line_of[after][0].start)
        if 1 <= spaces <= 2:
            worth = worth_of_stop(decoder, row[k], row[k + 1], row[after + 1], row[after + 2])
            yield spaces, worth + decoder.settings.fee


def plain_spaces(items: Items, start: int, end: int) -> int:
    """How many items [start, end) there are, if all of them are spaces of the text; else 0."""
    plain = [text == " " for text in items.texts[start:end]]
    return len(plain) if all(plain) and not items.soft[start:end].any() else 0
