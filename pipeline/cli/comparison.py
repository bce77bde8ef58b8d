"""``warraq diff``: documents against true ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.terminal import WORSE
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.emit.compare import Comparison


def diff(
    golden: Annotated[Path, typer.Argument(help="The true document (JSON), or a folder of them.")],
    got: Annotated[Path, typer.Argument(help="The document to measure, or the folder that holds the same names.")],
    floors: Annotated[
        Path | None, typer.Option(help="JSON of floors: exit 1 only where a measure is worse than there.")
    ] = None,
    limit: Annotated[int, typer.Option(help="Differences to show of each document.")] = 60,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Figures only, no words.")] = False,
) -> None:
    """Compare documents word by word and structure by structure, with CER, WER and structure F1.

    \b
    Examples:
      warraq diff fixtures/golden/report.pdf.json out/report.pdf.json
      warraq diff fixtures/golden out --floors fixtures/golden/baseline.json
    """
    from pipeline.emit.floors import read_floors

    known = read_floors(floors) if floors else None
    worse = False
    for true, candidate in _pairs(golden, got):
        worse |= _diff_one(true, candidate, known, 0 if quiet else limit)
    if worse:
        raise typer.Exit(WORSE)


def _pairs(golden: Path, got: Path) -> Iterator[tuple[Path, Path]]:
    """The files to compare; in a folder the documents are the files named ``NAME.ENDING.json``."""
    if not golden.is_dir():
        yield golden, got
        return
    names = sorted(path.name for path in golden.glob("*.*.json"))
    if not names:
        raise UsageError("there are no documents in it", where=str(golden), help="Run `make golden` first.")
    for name in names:
        yield golden / name, got / name


def _diff_one(golden: Path, got: Path, known: dict[str, dict[str, float]] | None, limit: int) -> bool:
    """Print the comparison of two files; True where it is worse than its floors (or, without floors, not equal)."""
    from rich.console import Console

    from pipeline.emit.compare import coloured, compare, structure_differences
    from pipeline.emit.floors import regressions
    from pipeline.emit.json import read_document

    true, candidate = read_document(golden), read_document(got)
    found = compare(true, candidate)
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"[bold]{got}[/bold]  {_figures(found)}")
    if limit:
        for line in structure_differences(true, candidate):
            console.print(line, style="red" if line.startswith("-") else "green", markup=False)
        console.print(coloured(true, candidate, limit=limit))
    if known is None:
        return found.wer_raw > 0 or found.structure_f1 < 1
    worse = regressions(known.get(golden.name.removesuffix(".json"), {}), found)
    for sentence in worse:
        console.print(f"worse: {sentence}", style="bold red")
    return bool(worse)


def _figures(found: Comparison) -> str:
    return (
        f"CER {found.cer:.2%} · WER {found.wer:.2%} ({found.wer_raw:.2%} with harakat)"
        f" · numbers {found.numbers_exact:.2%}"
        f" · structure F1 {found.structure_f1:.4f} (with text {found.structure_text_f1:.4f})"
        f" · wrong words not flagged {found.unflagged} of {found.words}"
    )
