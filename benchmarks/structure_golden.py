"""Build the golden documents from the true texts, never from what the pipeline says.

    python -m benchmarks.structure_golden                 write fixtures/golden/*.json
    python -m benchmarks.structure_golden --floors out    and raise the floors to what the documents in out/ reach

``fixtures/golden/sources.json`` names, for each fixture, its true text (``benchmarks/truth.py`` has the format) and its
metadata, both written by hand.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from benchmarks.truth import Row, drafts, footnotes, read_truth
from warraq.config import DEFAULT
from warraq.emit.formats.json import read_document, write_json
from warraq.emit.report.compare import Comparison, compare
from warraq.emit.report.floors import CEILINGS, FLOORS, read_floors, rounded
from warraq.emit.whole import write_whole
from warraq.model.document import Document, Furniture, Metadata, Source
from warraq.segment.tree import assemble

__all__ = ["BASELINE", "FIXTURES", "Row", "golden_document", "golden_path", "read_truth", "sources"]

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
GOLDEN = FIXTURES / "golden"
SOURCES = GOLDEN / "sources.json"
BASELINE = GOLDEN / "baseline.json"


def golden_document(fixture: Path, rows: tuple[Row, ...], metadata: dict[str, Any]) -> Document:
    """The true document of ``fixture``."""
    notes = assemble(footnotes(rows), uncertain_below=DEFAULT.uncertain_below)
    keys = {row.number: node.id for row, node in zip((r for r in rows if r.kind == "footnote"), notes, strict=True)}
    return Document(
        source=Source(file=fixture.name, sha256=hashlib.sha256(fixture.read_bytes()).hexdigest(), engine="truth"),
        metadata=TypeAdapter(Metadata).validate_python(metadata),
        body=assemble(drafts(rows), uncertain_below=DEFAULT.uncertain_below, notes=keys),
        footnotes=notes,
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


def risen(floors: dict[str, float], reached: Comparison) -> dict[str, float]:
    """``floors`` with each measure at the better of what it was and what was reached; never worse."""
    now = rounded(reached)
    best: dict[str, float] = {name: min(floors.get(name, now[name]), now[name]) for name in CEILINGS}
    best |= {name: max(floors.get(name, now[name]), now[name]) for name in FLOORS}
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description="Rebuild the golden documents from the true texts.")
    parser.add_argument("--floors", type=Path, metavar="OUT", help="folder of documents to raise the floors by")
    arguments = parser.parse_args()
    write_golden()
    if arguments.floors:
        raise_floors(arguments.floors)


if __name__ == "__main__":
    main()
