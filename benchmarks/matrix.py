"""The matrix: generated files with every damage, warraq beside its peers, each face left out of the atlas.

    python -m benchmarks.accuracy --matrix [--sample | --full] [--only GROUP] [--no-peers]

Producers and faces take turns over the cells, so that a cell of the sample is one file and each row has many of both.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import product
from pathlib import Path
from typing import Final

from benchmarks import peers
from benchmarks.corpus.build import FOLDER, Case, face_of, pdf_of
from benchmarks.corpus.damage import MAPS, NO_DAMAGE, REMOVED, SOUND, Damage
from benchmarks.corpus.font_tables import CFF, KEPT, NONE, TABLES
from benchmarks.corpus.page import faces
from benchmarks.corpus.producers import available, suits
from benchmarks.markdown import table_head, table_row
from benchmarks.reading import Read, families_in, read, unseen
from benchmarks.scores import Doubt, Scores, right_words, scores
from warraq.config import DEFAULT, Config
from warraq.emit.whole import write_whole

PAGES: Final = (1, 3, 10)
#: Files in a cell of the matrix.
SAMPLE, FULL = 1, 6
#: No map and no tables is one kind of damage where a wrong map is nine, so it gets more files.
REMOVED_MORE: Final = 8
#: Seed of the first file; ``benchmarks.calibrate`` fits on seeds below.
FIRST_SEED: Final = 1000
#: Faces that the matrix takes, and those that confidence is fitted on: apart.
FACES: Final = ("amiri", "noto-naskh", "scheherazade", "kacst", "dejavu", "noto-sans", "nazli", "lateef")
#: OCR reads one file of a page in so many.
OCR_EVERY: Final = 8
#: Columns of ``Row.figures``.
FIGURES: Final = ("files", "CER", "WER", "numbers exact", "wrong, not flagged / 1,000")
PEER_SCORES: Final = FOLDER / "peers.json"


@dataclass(frozen=True, slots=True)
class Result:
    """One file: what warraq and the peers made of it."""

    case: Case
    group: str
    ours: Scores
    read: Read
    peers: dict[str, Scores]


@dataclass(slots=True)
class Row:
    """Results of one group, pooled."""

    results: list[Result] = field(default_factory=list)

    def rate(self, tool: str = "", what: str = "cer") -> float:
        """A rate over all words of the group; of warraq where no tool is named."""
        of_results = [result.peers.get(tool) if tool else result.ours for result in self.results]
        known = [score for score in of_results if score is not None]
        total = sum(score.words for score in known)
        return sum(getattr(score, what) * score.words for score in known) / total if total else float("nan")

    def figures(self) -> tuple[str, ...]:
        """``FIGURES`` as cells of a table."""
        return (
            str(len(self.results)),
            f"{self.rate():.2%}",
            f"{self.rate(what='wer'):.2%}",
            f"{self.rate(what='numbers'):.1%}",
            f"{self.doubt().unflagged(DEFAULT.uncertain_below):.2f}",
        )

    def worst(self) -> Result:
        """The file with the highest character error rate."""
        return max(self.results, key=lambda result: result.ours.cer)

    def doubt(self) -> Doubt:
        """The words of all files."""
        doubt = Doubt()
        for result in self.results:
            doubt.add(result.read.confidence, right_words(result.case.truth, result.read.words))
        return doubt

    def asks_for_review(self) -> int:
        """Files that do."""
        return sum(result.read.needs_review for result in self.results)

    def silent(self, above: float = 0.02) -> int:
        """Files whose character error rate is above and which don't ask for review."""
        return sum(result.ours.cer > above and not result.read.needs_review for result in self.results)


def group_of(case: Case) -> str:
    """The row that a case counts in."""
    damage = case.damage
    if damage == NO_DAMAGE:
        return "honest, as made"
    what = {SOUND: "honest", REMOVED: "no map"}.get(damage.map, "wrong map")
    tables = {KEPT: "tables kept", NONE: "tables gone", CFF: "tables gone, CFF"}.get(
        damage.tables, f"{damage.tables} only"
    )
    return f"{what}, {tables}"


def cases(each: int) -> Iterator[Case]:
    """All cells of the matrix, ``each`` files a cell; producers and faces in turn."""
    pairs = [(p, f.name) for f in faces(FACES) for p in available() if suits(p, f)]
    for turn, (pages, pair) in enumerate(product((1, 3), pairs)):
        if pages == 1 or turn % 5 == 0:
            yield Case(*pair, pages, FIRST_SEED + turn, NO_DAMAGE)
    seed = FIRST_SEED + 500
    for name, tables, pages in product(MAPS, TABLES, PAGES):
        for _ in range(each * (REMOVED_MORE if name == REMOVED and tables == NONE else 1)):
            seed += 1
            # 29 has no divisor in common with the number of pairs
            yield Case(*pairs[seed * 29 % len(pairs)], pages, seed, Damage(name, tables))


def readers(case: Case, ocr: bool) -> list[str]:
    """The peers that read this file; OCR takes seconds a page and doesn't mind damage, so it gets a sample."""
    sampled = ocr and case.pages == 1 and case.seed % OCR_EVERY == 0
    return [*peers.available(), *([peers.OCR] if sampled else [])]


def families_of(case: Case) -> tuple[str, ...]:
    """The families of the atlas that the file of ``case`` is set in."""
    return tuple(sorted({face_of(case).atlas, *families_in(pdf_of(case))} - {""}))


def measure(case: Case, with_peers: bool, config: Config = DEFAULT, ocr: bool = False) -> Result:
    """Make the file of ``case`` and read it, by a warraq that has never seen its faces."""
    path = pdf_of(case)
    with unseen(families_of(case)):
        ours = read(path, config)
    beside = _peer_scores(path, case, readers(case, ocr)) if with_peers else {}
    return Result(case, group_of(case), scores(case.truth, ours.text), ours, beside)


def _peer_scores(path: Path, case: Case, names: Sequence[str]) -> dict[str, Scores]:
    """Scores of the peers, kept from run to run: they depend on nothing here but the file."""
    kept = json.loads(PEER_SCORES.read_text("utf-8")) if PEER_SCORES.exists() else {}
    key = f"{path.parent.name}/{path.name}"
    known = kept.get(key, {})
    for name in names:
        if name not in known:
            known[name] = asdict(scores(case.truth, peers.read(name, path)))
    kept[key] = known
    write_whole(json.dumps(kept, indent=0, sort_keys=True), PEER_SCORES)
    return {name: Scores(**known[name]) for name in names}


def run(each: int, only: str = "", with_peers: bool = True, ocr: bool = False) -> Iterator[Result]:
    """Results one by one; ``only`` takes the groups whose name holds it."""
    for case in cases(each):
        if only in group_of(case):
            yield measure(case, with_peers, ocr=ocr)


def rows_of(results: Sequence[Result]) -> dict[str, Row]:
    """Results by group, and by group and length where length matters."""
    rows: defaultdict[str, Row] = defaultdict(Row)
    for result in results:
        rows[result.group].results.append(result)
        if result.group.endswith("tables gone"):
            rows[f"{result.group}, {result.case.pages} p."].results.append(result)
    return dict(rows)


def tables(results: Sequence[Result]) -> Iterator[str]:
    """The tables, line by line."""
    rows = rows_of(results)
    yield from _own_table(rows)
    yield ""
    if any(result.peers for result in results):
        yield from _peer_table(rows)
        yield ""
    yield from _producer_table(results)
    yield ""
    yield from _damage_table(results)


def _own_table(rows: dict[str, Row]) -> Iterator[str]:
    yield from table_head(
        "warraq", *FIGURES, "flagged", "calibration error", "asks for review", "silent over 2 %", "worst file"
    )
    for name, row in rows.items():
        doubt, worst = row.doubt(), row.worst()
        yield table_row(
            name,
            *row.figures(),
            f"{doubt.flagged(DEFAULT.uncertain_below):.1%}",
            f"{doubt.calibration_error():.4f}",
            str(row.asks_for_review()),
            str(row.silent()),
            f"{worst.ours.cer:.2%} {worst.case.name}",
        )


def _peer_table(rows: dict[str, Row]) -> Iterator[str]:
    read = {name for row in rows.values() for result in row.results for name in result.peers}
    tools = [name for name in (*peers.PEERS, peers.OCR) if name in read]
    yield from table_head("CER", "**warraq**", *tools)
    for name, row in rows.items():
        yield table_row(name, f"**{row.rate():.2%}**", *(_share(row.rate(tool)) for tool in tools))


def _share(rate: float) -> str:
    return "–" if math.isnan(rate) else f"{rate:.1%}"


def _producer_table(results: Sequence[Result]) -> Iterator[str]:
    """Honest files and damaged ones by producer and by face."""
    for what in ("producer", "face"):
        rows: defaultdict[str, defaultdict[str, Row]] = defaultdict(partial(defaultdict, Row))
        columns = list(dict.fromkeys(result.group for result in results))
        for result in results:
            rows[getattr(result.case, what)][result.group].results.append(result)
        yield from table_head(f"CER by {what}", *columns)
        for name, row_in in rows.items():
            yield table_row(name, *(f"{row_in[c].rate():.2%}" if row_in[c].results else "–" for c in columns))
        yield ""


def _damage_table(results: Sequence[Result]) -> Iterator[str]:
    cells: defaultdict[tuple[str, str, int], Row] = defaultdict(Row)
    for result in results:
        cells[result.case.damage.map, result.case.damage.tables, result.case.pages].results.append(result)
    columns = list(product(TABLES, PAGES))
    yield from table_head("CER by damage", *(f"{kept}, {pages} p." for kept, pages in columns))
    for name in MAPS:
        rows_of_damage = [cells[name, kept, pages] for kept, pages in columns]
        if any(row.results for row in rows_of_damage):
            yield table_row(name, *(f"{row.rate():.2%}" if row.results else "–" for row in rows_of_damage))
