"""Full stops that came out as spaces: what the words say of each, and how many there are by what they say.

The language model doesn't know how often its stops are met in a text: what it is made of are passages of one sentence
mostly. But stops stand where a sentence may end: what it says of a stop where there is none is the measure of what it
says elsewhere, and the share of the places with one is learnt from what it says of all of them.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.decipher.text.lattice.decoder import Decoder
from warraq.decipher.text.parameters import LostStops as P
from warraq.language import tokens

STOP: Final = tokens.SPECIAL_ID["."]


def worth_of_stop(decoder: Decoder, a: int, b: int, c: int, d: int) -> float:
    """What the trigram finds a full stop worth between the tokens ``b`` and ``c``, which stand behind ``a`` and before
    ``d``, nats."""
    p = decoder.token_logp
    return p(a, b, STOP) + p(b, STOP, c) + p(STOP, c, d) - p(a, b, c) - p(b, c, d)


def log_mean(logs: NDArray[np.float64]) -> float:
    """Log of the mean of what these are the logs of."""
    return float(np.logaddexp.reduce(logs) - np.log(logs.size))


def learnt_share(odds: NDArray[np.float64], stops: float, places: float) -> tuple[NDArray[np.float64], float]:
    """Log odds that there are stops, from what the words say of each place (``odds``, log); and the share of places
    that have one.

    ``stops``, ``places``: what is known of the share before any is seen.
    """
    share, likely = stops / places, odds
    for _ in range(P.ROUNDS):
        likely = odds + np.log(share / (1 - share))
        share = (float((1 / (1 + np.exp(-likely))).sum()) + stops) / (odds.size + places)
    return likely, share
