"""Lines of a dump whose channel is known, to put in order."""

from __future__ import annotations

from collections.abc import Iterable

from tests.decipher.text.lattice.test_decoder import known_channel
from warraq.decipher.text.dump.block_edges import Place
from warraq.decipher.text.dump.items import SOFT_SIGN
from warraq.decipher.text.dump.segments import Segment, segments_of
from warraq.decipher.text.emissions import emissions
from warraq.decipher.text.lattice.decoder import Decoder, Settings
from warraq.decipher.text.order.line_order import LineOrder
from warraq.language.model import LanguageModel


def known_order(marks: str = "،.()-/") -> LineOrder:
    """The search for order where every letter stands for itself, with these ``marks``."""
    channel = known_channel()
    channel_emissions = emissions.from_channel(channel, emissions.mark_table(marks, channel.symbols))
    return LineOrder(Decoder(LanguageModel.load(), channel_emissions, channel.number, Settings()))


def plain(line: Iterable[Segment]) -> str:
    """What a line in reading order says."""
    return "".join(s.text for s in line).replace(SOFT_SIGN, " ")


def restored(order: LineOrder, lines: list[str], breaks: list[bool]) -> list[str]:
    """What lines say once they are put in order; ``breaks``: those that nothing leads into."""
    places = [
        Place(sum(map(len, lines[:k])), len(line), b) for k, (line, b) in enumerate(zip(lines, breaks, strict=True))
    ]
    options = [order.options(segments_of(line), place) for line, place in zip(lines, places, strict=True)]
    return [" ".join(p.text for p in o.path.pieces) for o in order.choose(options, breaks)]
