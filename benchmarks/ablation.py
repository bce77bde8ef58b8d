"""What each kind of evidence is worth: the same damaged files with one kind left out.

    python -m benchmarks.accuracy --ablation     generated files in two text faces
    python -m benchmarks.ablation                a page in each of the unseen faces (``benchmarks.unseen_faces``)

In text faces that resemble those of the atlas most evidence is there more than once; strange faces tell the kinds
apart. CER: mean over the files.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final

from benchmarks import unseen_faces
from benchmarks.corpus.build import Case
from benchmarks.corpus.damage import NO_DAMAGE, Damage
from benchmarks.markdown import table_head, table_row
from benchmarks.matrix import FIRST_SEED, Result, measure
from benchmarks.unseen_faces import APART, EVERY, IN_COLOURS, as_shown
from warraq.config import DEFAULT, EVIDENCE

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
    """Generated files; the first row has all the evidence."""
    cases = [
        (column, Case(producer, face, pages, FIRST_SEED + turn, damage))
        for column, damage in COLUMNS.items()
        for turn, (producer, face, pages) in enumerate(FILES)
    ]
    yield from _table(cases)


def unseen_lines(names: Iterable[str] = EVERY) -> Iterator[str]:
    """Unseen faces but those in colours, which not every producer paints, their tables gone."""
    faces = [name for name in names if name not in IN_COLOURS]
    damage_of = {damage: name.partition(",")[0] for name, damage in unseen_faces.DAMAGE.items()}
    with unseen_faces.known(faces):
        cases = [
            (f"{'dots apart' if case.face in APART else 'others'}, {damage_of[case.damage]}", case)
            for case in unseen_faces.cases(faces, [1])
            if case.damage != NO_DAMAGE
        ]
        yield from _table(cases, as_shown)


def _table(
    cases: Iterable[tuple[str, Case]], seen: Callable[[Result], Result] = lambda result: result
) -> Iterator[str]:
    """A row a kind of evidence that is left out. ``cases``: each with its column."""
    cases = list(cases)
    yield from table_head("CER", *dict.fromkeys(column for column, _ in cases))
    rows = {"all evidence": EVIDENCE} | {f"without {name}": EVIDENCE - {name} for name in sorted(EVIDENCE)}
    for name, evidence in rows.items():
        config = replace(DEFAULT, evidence=frozenset(evidence))
        wrong: defaultdict[str, list[float]] = defaultdict(list)
        for column, case in cases:
            wrong[column].append(seen(measure(case, with_peers=False, config=config)).ours.cer)
        yield table_row(name, *(f"{sum(rates) / len(rates):.2%}" for rates in wrong.values()))


def main() -> None:
    parser = argparse.ArgumentParser(description="What each kind of evidence is worth on pages in unseen faces.")
    parser.add_argument("--faces", nargs="+", default=EVERY, metavar="NAME", help="of npm's @fontsource")
    given = parser.parse_args()
    for line in unseen_lines(given.faces):
        print(line, flush=True)


if __name__ == "__main__":
    main()
