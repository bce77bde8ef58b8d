"""Generated pages of the kinds that people make: blocks whole and in order, tables and their cells, headings.

    python -m benchmarks.pages [--seeds work|apart|N-M] [--kinds KIND...] [--producers NAME...] [--damage MAP]
        [--totals] [--show]

Each kind (``generated/kinds.py``, ``generated/tables.py``) is set by each producer once a seed, so that what is true of
a page is known by construction. A row a kind and producer:

- *right* pages have nothing wrong of all that follows;
- *whole* blocks have their text in one piece, letter by letter (white space folded, leaders left out);
- *pairs* of neighbours are right as ``benchmarks.neighbours`` counts them, but without an edit;
- *cells* are F1 as ``benchmarks.tables`` counts it; a table is found where one shares more than half of the text of
  both, any other that is seen is *false*;
- *headings*: missed and false, as ``benchmarks.headings`` counts them.

``work`` are the seeds that one may look at, ``apart`` those that only totals are asked of. Files are kept in
``build/pages``. A producer that isn't installed is left out, and what to install is said.
"""

from __future__ import annotations

import argparse
import re
import sys
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from benchmarks import headings
from benchmarks.corpus.damage import MAPS, UNTOUCHED
from benchmarks.generated import truth
from benchmarks.generated.build import FOLDER, PRODUCERS, available, missing, pdf_of, sheet_of
from benchmarks.generated.kinds import KINDS
from benchmarks.markdown import table_head, table_row
from benchmarks.neighbours import page_text, plain, right_pairs
from benchmarks.passages import best_part, document_of
from benchmarks.tables import Grid, cells_right, tables_of

SEEDS: Final = {"work": range(10), "apart": range(1000, 1010)}
#: A leader, as ``plain`` leaves it.
_LEADER: Final = re.compile(",{3,}")
_SHARED: Final = 0.5
#: Edits that text of a damaged file may have, as a share of its characters; of an honest one none.
_NEAR: Final = 0.1


@dataclass(frozen=True, slots=True)
class Score:
    """What was read of pages: (right, asked) of each kind, and what is wrong in words."""

    whole: tuple[int, int] = (0, 0)
    pairs: tuple[int, int] = (0, 0)
    tables: tuple[int, int] = (0, 0)
    cells: tuple[int, int, int] = (0, 0, 0)
    false_tables: int = 0
    headings: tuple[int, int, int] = (0, 0, 0)
    faults: tuple[str, ...] = field(default=())

    @property
    def is_right(self) -> bool:
        return not self.faults


def measure(kind: str, producer: str, seed: int, folder: Path = FOLDER, damage: str = UNTOUCHED) -> Score:
    """One page, made if it isn't there yet."""
    sheet, path = sheet_of(kind, seed), pdf_of(kind, producer, seed, folder, damage)
    near = 0.0 if damage == UNTOUCHED else _NEAR
    faults: list[str] = []

    marks = re.compile("|".join(map(re.escape, truth.note_marks(sheet.parts))) or "(?!)")
    texts = [marks.sub("", one) for one in truth.whole_texts(sheet.parts)]
    text = marks.sub("", _LEADER.sub("", plain(page_text(path, 1))))
    broken = [one for one in texts if one not in text and not (near and best_part(one, text)[2] <= near * len(one))]
    faults += [f"not whole: {_where(one, text)}" for one in broken]
    blocks = [
        replace(one, first=marks.sub("", one.first), last=marks.sub("", one.last)) for one in truth.blocks(sheet.parts)
    ]
    pairs = list(right_pairs(blocks, text, near))
    wrong = [(one, other) for one, other, is_right in pairs if not is_right]
    faults += [f"order: {one.last} -> {other.first}" for one, other in wrong]

    matched, cells, false = found_tables(truth.tables(sheet.parts), [grid for _, grid in tables_of(path, 1)], faults)
    if sheet.tables_may_be_seen:
        false = 0
    if false:
        faults.append(f"false tables: {false}")

    document = document_of(path)
    result = headings.measure(truth.headings(sheet.parts), headings.headings_of(document, 1) if document else [])
    faults += [f"heading missed: {one}" for one in result.missed]
    faults += [f"heading false: {one}" for one in result.false]
    return Score(
        (len(texts) - len(broken), len(texts)),
        (len(pairs) - len(wrong), len(pairs)),
        (matched, len(truth.tables(sheet.parts))),
        cells,
        false,
        (result.found, len(result.missed), len(result.false)),
        tuple(faults),
    )


def _where(one: str, text: str) -> str:
    """Where a broken block stops: what is read up to there, and what should come next."""
    length = bisect(range(1, len(one) + 1), False, key=lambda count: one[:count] not in text)
    return f"{one[:20]}… {one[max(length - 20, 0) : length]} / {one[length : length + 20]}"


def found_tables(
    marked: Sequence[Grid], seen: Sequence[Grid], faults: list[str]
) -> tuple[int, tuple[int, int, int], int]:
    """Tables found; cells right, marked and seen in those; tables that are none."""
    left = list(seen)
    matched = right = all_marked = all_seen = 0
    for grid in marked:
        all_marked += _count(grid)
        best = max(left, key=lambda other: _shared(grid, other), default=())
        if _shared(grid, best) <= _SHARED:
            faults.append(f"table not found: {' | '.join(grid[0])}")
            continue
        left.remove(best)
        matched, agree = matched + 1, cells_right(grid, best)
        right, all_seen = right + agree, all_seen + _count(best)
        if agree < max(_count(grid), _count(best)):
            faults.append(f"cells: {agree} right of {_count(grid)}, {_count(best)} seen")
            faults += ["  seen   " + " | ".join(row) for row in best]
            faults += ["  marked " + " | ".join(row) for row in grid]
    return matched, (right, all_marked, all_seen), len(left)


def _count(grid: Grid) -> int:
    return sum(text != "" for row in grid for text in row)


def _shared(one: Grid, other: Grid) -> float:
    """Letters of both over letters of either."""
    letters = [Counter("".join(text for row in grid for text in row)) for grid in (one, other)]
    return (letters[0] & letters[1]).total() / max((letters[0] | letters[1]).total(), 1)


def total(scores: Sequence[Score]) -> Score:
    """All of them together."""

    def added(name: str) -> tuple[int, ...]:
        return tuple(map(sum, zip(*(getattr(score, name) for score in scores), strict=True)))

    whole, pairs, tables = (added(name) for name in ("whole", "pairs", "tables"))
    cells, heads = added("cells"), added("headings")
    return Score(
        (whole[0], whole[1]),
        (pairs[0], pairs[1]),
        (tables[0], tables[1]),
        (cells[0], cells[1], cells[2]),
        sum(score.false_tables for score in scores),
        (heads[0], heads[1], heads[2]),
    )


def share(scores: Sequence[Score]) -> float:
    """Of all that is asked the share that is right: blocks, pairs, cells, headings; false ones count as asked."""
    one = total(scores)
    right = one.whole[0] + one.pairs[0] + one.cells[0] + one.headings[0]
    asked = one.whole[1] + one.pairs[1] + max(one.cells[1:]) + sum(one.headings) + one.false_tables
    return right / max(asked, 1)


def row(kind: str, producer: str, scores: Sequence[Score]) -> str:
    """A row of the table."""
    one = total(scores)
    right, marked, seen = one.cells
    return table_row(
        kind,
        producer,
        f"{sum(score.is_right for score in scores)}/{len(scores)}",
        "{}/{}".format(*one.whole),
        "{}/{}".format(*one.pairs),
        "{}/{}".format(*one.tables) if one.tables[1] else "–",
        f"{2 * right / (marked + seen):.3f}" if marked + seen else "–",
        str(one.false_tables),
        f"{one.headings[1]}, {one.headings[2]}",
        f"{share(scores):.3f}",
    )


def lines(
    kinds: Sequence[str], producers: Sequence[str], seeds: Sequence[int], show: bool, damage: str = UNTOUCHED
) -> Iterator[str]:
    """A row a kind and producer, and all together. With ``show`` the pages with faults follow each row."""
    yield from table_head(
        "kind", "producer", "right", "whole", "pairs", "tables", "cells", "false", "headings missed, false", "share"
    )
    every: list[Score] = []
    for kind in kinds:
        for producer in producers:
            scores = [measure(kind, producer, seed, damage=damage) for seed in seeds]
            every += scores
            yield row(kind, producer, scores)
            for seed, score in zip(seeds, scores, strict=True):
                if show and not score.is_right:
                    yield f"seed {seed}, {sheet_of(kind, seed).variant}: {pdf_of(kind, producer, seed, damage=damage)}"
                    yield from (f"    {fault}" for fault in score.faults)
    yield row("all", "all", every)


def seeds(given: str) -> range:
    if given in SEEDS:
        return SEEDS[given]
    first, _, last = given.partition("-")
    return range(int(first), int(last or first) + 1)


def main() -> None:
    parser = argparse.ArgumentParser(description="Generated pages: blocks, order, tables, headings.")
    parser.add_argument("--seeds", type=seeds, default=SEEDS["work"], help="work (default), apart, or as 0-3")
    parser.add_argument("--kinds", nargs="+", choices=list(KINDS), default=list(KINDS), metavar="KIND")
    parser.add_argument("--producers", nargs="+", choices=list(PRODUCERS), default=available(), metavar="NAME")
    parser.add_argument("--damage", choices=list(MAPS), default=UNTOUCHED, help="what is done to the maps (nothing)")
    parser.add_argument("--totals", action="store_true", help="only the last row")
    parser.add_argument("--show", action="store_true", help="what is wrong on each page")
    given = parser.parse_args()
    for line in missing():
        print(f"left out: {line} (pip install -e '.[bench]' has those of PyPI)", file=sys.stderr)
    table = lines(given.kinds, given.producers, given.seeds, given.show, given.damage)
    for line in list(table)[-1:] if given.totals else table:
        print(line, flush=True)


if __name__ == "__main__":
    main()
