"""In what rounds a dump's channel, letters and order are learnt, each with the settings of its decoder."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from warraq.decipher.text import parameters
from warraq.decipher.text.lattice.decoder import Settings
from warraq.decipher.text.order.orders import Costs


@dataclass(frozen=True, slots=True)
class Round:
    """One pass over the document.

    Attributes:
        settings: of the decoder.
        order: decide the order of each line anew; otherwise it stays as it is.
        choices: how often the orders of all lines are chosen, each time knowing better where blocks of the story end.
        costs: of orders that are not the usual one.
        share: the best share of the lines from which the channel is learnt afterwards.
        trust: how many observations of a unit the channel learnt at first is worth.
        sharpen: exponent on a unit's emission counts before they are normalised: a font draws one glyph, not several.
        least: outputs of a unit below this share are dropped, unless some neighbour calls for them.
        settled: outputs that the text can do without are dropped, however often they were read.
        unseen: outputs never seen are looked for once more, where words are read badly.
        in_context: what stands around a word bears on what its place shows of the channel.
    """

    settings: Settings
    share: float
    order: bool = False
    choices: int = 2
    costs: Costs = field(default_factory=Costs)
    trust: float = 0.5
    sharpen: float = 1.5
    least: float = 0.05
    settled: bool = False
    unseen: bool = False
    in_context: bool = False


#: Quick decoding while the channel is rough; with words that may show an output never seen; and with unknown words.
_QUICK: Final = Settings(
    wild_words=1, beam=6, candidates=12, unknown_width=0, unknown_exact=False, weight=0.8, slope=0.4, floor=-5.5
)
_WILD: Final = replace(_QUICK, wild_words=155)
_FULL: Final = replace(_QUICK, unknown_width=5)
#: What orders cost when the channel is known. What is estimated of orders that join words across cut kashidas is often
#: 20 nats off, so more of them are decoded then; how many was chosen on made-up dumps (``benchmarks.text_channel``, as
#: drawn).
KNOWN: Final = Costs(near=9, every=True, mark=6.0, drawn=48, further=12)
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
        _FULL, share=0.95, order=True, choices=3, costs=KNOWN, trust=0.1, sharpen=1.0, settled=True, unseen=True,
        in_context=True,
    ),
)  # fmt: skip
#: Settings of the last decode, which is what the reader gets. The trigram counts less in it, for the judge of words
#: counts beside it (``in_context``).
LAST: Final = Settings(
    wild_words=1,
    beam=8,
    candidates=15,
    unknown_width=12,
    inflected=2,
    rare=2,
    weight=parameters.WordJudge.TRIGRAM,
    slope=0.4,
    trailing=-2.5,
)
#: Of the clean font's lines: their words keep their letters, but each diacritic may still have become a space.
CLEAN: Final = replace(LAST, weight=0.8, slope=0.8, trailing=0.0)
