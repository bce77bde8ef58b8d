"""``warraq inspect``: which fonts lie, as a table or as JSON."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from warraq.cli.command import takes_pages, takes_password, takes_quiet, takes_reader
from warraq.cli.files import asked_for
from warraq.cli.terminal import progress, to_stdout
from warraq.config import DEFAULT

if TYPE_CHECKING:
    from warraq.run import Inspection


def inspect_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a PDF or a text dump; - is stdin")
    parser.add_argument("--json", dest="as_json", action="store_true", help="JSON on stdout in place of the table")
    takes_pages(parser)
    takes_password(parser)
    takes_reader(parser)
    takes_quiet(parser)


def inspect(
    file: Path,
    as_json: bool,
    pages: str | None,
    pages_alone: bool,
    password: str | None,
    reader: str,
    quiet: bool,
) -> None:
    """Say which fonts of a file lie about their text, on what evidence, and how sure that is.

    Examples:
      warraq inspect report.pdf
      warraq inspect --json report.pdf | jq '.fonts[] | select(.verdict != "honest")'
    """
    from warraq import run

    asked = asked_for(file)
    config = replace(DEFAULT, reader=reader)
    with progress(asked.name, quiet) as tell:
        inspection = run.inspect(
            asked.file,
            name=asked.name,
            password=password,
            config=config,
            progress=tell,
            pages=pages,
            pages_alone=pages_alone,
        )
    if as_json:
        with to_stdout() as stream:
            stream.write(_inspection_json(inspection))
    else:
        with to_stdout():
            _print_inspection(inspection)


def _inspection_json(inspection: Inspection) -> str:
    import json
    from dataclasses import asdict

    return json.dumps(asdict(inspection), ensure_ascii=False, indent=2) + "\n"


def _print_inspection(inspection: Inspection) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    pages = f", {inspection.pages} pages" if inspection.pages else ""
    state = "its letters are enciphered" if inspection.enciphered else "its letters mean what they say"
    console.print(f"{inspection.file}{pages}: {state} (confidence {inspection.confidence:.3f})", highlight=False)
    if inspection.fonts:
        table = Table("font", "verdict", "codes", "repaired", "evidence", "confidence")
        for font in inspection.fonts:
            evidence = ", ".join(f"{name} {share:.2f}" for name, share in font.evidence.items())
            row = (font.name, font.verdict, str(font.codes), str(font.repaired), evidence, f"{font.confidence:.3f}")
            table.add_row(*row)
        console.print(table)
    for finding in inspection.findings:
        line = f"{finding.fault} · {finding.subject} {finding.where} · {finding.score:.2f} · {finding.detail}"
        console.print(line, highlight=False, markup=False)
