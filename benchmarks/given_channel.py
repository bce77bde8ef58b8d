"""What is left of the text channel's error where the channel is known: ``python -m benchmarks.given_channel FILE...``

The trials of ``benchmarks.text_channel --others``, but what each letter form comes out as is told, not learnt: words
that are wrong here are those that the language model can't tell apart. Where the second figure of a text is near the
first, a better search for the channel gains nothing. Signs and order are learnt as ever.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from benchmarks import text_channel
from benchmarks.markdown import table_head, table_row
from benchmarks.text_channel import IN_ORDER, Channel, made_up, trial
from warraq.decipher.text.emissions import channel_em, emissions
from warraq.decipher.text.records import Emissions
from warraq.language.units import COUNT

#: What an output is worth that a unit never has.
NEVER = 1e-6
#: Words of each text, and the kind of channel: one glyph for each letter form.
WORDS, KIND = 3500, IN_ORDER[0]


def as_learnt(true: Channel, runs: Sequence[str]) -> channel_em.Channel:
    """The ``true`` channel as if it had been learnt of enciphered ``runs``; its second glyphs aren't told."""
    symbols = sorted({symbol for run in runs for symbol in run} | {" "})
    learnt = channel_em.identity_channel(symbols, np.ones(len(symbols)))
    for unit in range(1, COUNT):
        learnt.emission[unit] = NEVER
        if true.outputs[unit] in learnt.number:  # else no word of the text has the unit
            learnt.emission[unit, learnt.number[true.outputs[unit]]] = 1.0
    learnt.emission /= learnt.emission.sum(1, keepdims=True)
    learnt.split[:] = 0.0
    return learnt


@contextmanager
def channel_given() -> Iterator[None]:
    """Inside, each made-up dump is restored by its true channel."""
    true: list[Channel] = []

    def made(*given: Any) -> tuple[str, Channel]:
        text, outputs = made_up(*given)
        true[:] = [outputs]
        return text, outputs

    def learnt(runs: Sequence[str], *_: Any, **__: Any) -> channel_em.Channel:
        return as_learnt(true[0], runs)

    def kept(_: Any, channel: channel_em.Channel, marks: Any, *__: Any, **___: Any) -> Emissions:
        return emissions.from_channel(channel, marks)

    with (
        patch.object(text_channel, "made_up", made),
        patch.object(channel_em, "learn", learnt),
        patch.object(emissions, "from_counts", kept),
    ):
        yield


def lines(paths: Sequence[Path], seeds: int = 2) -> Iterator[str]:
    """The table as Markdown: of each text and channel the share of wrong words as read, and with the channel told."""
    channels = range(1, seeds + 1)
    yield from table_head("text", *(f"channel {seed}{how}" for seed in channels for how in ("", ", told")))
    rows = []
    for path in paths:
        row = []
        for seed in channels:
            row.append(trial(path, seed, WORDS, KIND.cut, KIND.spaces).wer)
            with channel_given():
                row.append(trial(path, seed, WORDS, KIND.cut, KIND.spaces).wer)
        rows.append(row)
        yield table_row(path.stem, *(f"{wer:.1f}%" for wer in row))
    means = (sum(column) / len(rows) for column in zip(*rows, strict=True))
    yield table_row(f"mean of {len(rows)}", *(f"**{wer:.1f}%**" for wer in means))


def main() -> None:
    parser = argparse.ArgumentParser(description="What is left wrong of made-up dumps whose channel is told.")
    parser.add_argument("paths", type=Path, nargs="+", metavar="FILE", help="sound PDFs, .txt, .txt.xz or .tsv")
    parser.add_argument("--seeds", type=int, default=2, help="how many channels")
    given = parser.parse_args()
    for line in lines(given.paths, given.seeds):
        print(line, flush=True)


if __name__ == "__main__":
    main()
