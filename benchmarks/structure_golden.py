"""Build the golden documents from the true texts, never from what the pipeline says.

    python -m benchmarks.structure_golden                 write fixtures/golden/*.json
    python -m benchmarks.structure_golden --floors out    and raise the floors to what the documents in out/ reach

``fixtures/golden/sources.json`` names, for each fixture, its true text (``KIND<TAB>NUMBER<TAB>TEXT`` a block) and its
metadata, both written by hand.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.config import DEFAULT
from pipeline.emit.compare import compare
from pipeline.emit.floors import read_floors, risen
from pipeline.emit.json import read_document, write_json, write_whole
from pipeline.model.document import Document, Furniture, Metadata, NodeKind, Source
from pipeline.model.line import Word
from pipeline.segment.words import table
from pipeline.segment.tree import Draft, assemble

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
GOLDEN = FIXTURES / "golden"
SOURCES = GOLDEN / "sources.json"
BASELINE = GOLDEN / "baseline.json"

#: Level of each kind in the tree, and the style of number that it has.
LEVELS: dict[NodeKind, tuple[int, str]] = {
    "title": (1, ""),
    "section": (1, "ordinal"),
    "subsection": (2, "abjad"),
    "paragraph": (3, "decimal"),
    "recommendation": (3, "decimal"),
    "item": (4, ""),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One block of a true text; ``kind`` is a node kind or ``header`` (page furniture)."""

    kind: str
    number: str
    text: str


def read_truth(path: Path) -> tuple[Row, ...]:
    """The rows of a truth file."""
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(Row(*fields) for fields in csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def drafts(rows: Iterable[Row]) -> Iterator[Draft]:
    """The rows as nodes with their level; items nest by the change of style."""
    series: list[str] = []
    for row in rows:
        if row.kind == "header":
            continue
        kind: NodeKind = row.kind  # type: ignore[assignment]
        level, style = LEVELS[kind]
        if kind == "item":
            style = "decimal" if row.number.isdecimal() else "letter"
            series = series[: series.index(style) + 1] if style in series else [*series, style]
            level += len(series) - 1
        else:
            series = []
        words = [Word(text, text) for text in row.text.split()]
        yield Draft(kind, level, row.number or None, _ordinal(style, row.number), words=words)


def _ordinal(style: str, number: str) -> int | None:
    if style == "decimal":
        return int(number)
    return next((entry.ordinal for entry in table().get(style, ()) if entry.number == number), None)


def golden_document(fixture: Path, rows: tuple[Row, ...], metadata: dict[str, Any]) -> Document:
    """The true document of ``fixture``."""
    return Document(
        source=Source(file=fixture.name, sha256=hashlib.sha256(fixture.read_bytes()).hexdigest(), engine="truth"),
        metadata=Metadata(**metadata),
        body=assemble(drafts(rows), uncertain_below=DEFAULT.uncertain_below),
        furniture=tuple(Furniture(role="header", text=row.text) for row in rows if row.kind == "header"),
    )


def sources() -> dict[str, dict[str, Any]]:
    """Fixture (path below ``fixtures``) -> its truth and metadata."""
    return dict(json.loads(SOURCES.read_text(encoding="utf-8")))


def golden_path(fixture: Path) -> Path:
    """Where the golden document lies; the full name is kept, so that a dump and a PDF of one stem don't collide."""
    return GOLDEN / f"{fixture.name}.json"


def write_golden() -> None:
    """Write the golden document of every fixture that is there."""
    for name, entry in sources().items():
        fixture = FIXTURES / name
        if fixture.exists():
            rows = read_truth(FIXTURES / "truth" / entry["truth"])
            write_json(golden_document(fixture, rows, entry["metadata"]), golden_path(fixture))
            print(golden_path(fixture).relative_to(FIXTURES.parent))


def raise_floors(outputs: Path) -> None:
    """Raise each floor in ``baseline.json`` to what the document in ``outputs`` reaches; none is ever lowered."""
    floors = read_floors(BASELINE)
    for name in sources():
        golden = golden_path(FIXTURES / name)
        got = outputs / golden.name
        if golden.exists() and got.exists():
            fixture = Path(name).name
            floors[fixture] = risen(floors.get(fixture, {}), compare(read_document(golden), read_document(got)))
    write_whole(json.dumps(floors, indent=2, sort_keys=True) + "\n", BASELINE)


def main() -> None:
    parser = argparse.ArgumentParser(description="Rebuild the golden documents from the true texts.")
    parser.add_argument("--floors", type=Path, metavar="OUT", help="folder of documents to raise the floors by")
    arguments = parser.parse_args()
    write_golden()
    if arguments.floors:
        raise_floors(arguments.floors)


if __name__ == "__main__":
    main()
