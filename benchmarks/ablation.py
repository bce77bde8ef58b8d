"""What each kind of evidence is worth: the same damaged files with one kind left out.

python -m benchmarks.accuracy --ablation
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from benchmarks.corpus.build import Case
from benchmarks.corpus.damage import Damage
from benchmarks.markdown import table_head, table_row
from benchmarks.matrix import FIRST_SEED, measure
from pipeline.config import DEFAULT, EVIDENCE

#: Damage that the columns stand for.
COLUMNS: Final = {
    "wrong map, tables kept": Damage("wrong-75", "kept"),
    "wrong map, cmap only": Damage("wrong-75", "cmap"),
    "wrong map, names only": Damage("wrong-75", "names"),
    "wrong map, tables gone": Damage("wrong-75", "none"),
    "no map, tables gone": Damage("removed", "none"),
}
#: Producer, face and pages of the files of each column.
FILES: Final = (("chromium", "noto-naskh", 1), ("typst", "scheherazade", 1))


def lines() -> Iterator[str]:
    """CER over the files of each column; the first row has all the evidence."""
    yield from table_head("CER", *COLUMNS)
    rows = {"all evidence": EVIDENCE} | {f"without {name}": EVIDENCE - {name} for name in sorted(EVIDENCE)}
    for name, evidence in rows.items():
        config = replace(DEFAULT, evidence=frozenset(evidence))
        wrong: defaultdict[str, list[float]] = defaultdict(list)
        for column, damage in COLUMNS.items():
            for turn, (producer, face, pages) in enumerate(FILES):
                case = Case(producer, face, pages, FIRST_SEED + turn, damage)
                wrong[column].append(measure(case, with_peers=False, config=config).ours.cer)
        yield table_row(name, *(f"{sum(rates) / len(rates):.2%}" for rates in wrong.values()))
