"""``warraq inspect``: which fonts lie, as a table or as JSON."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from warraq.cli.command import takes_language, takes_pages, takes_password, takes_quiet, takes_reader
from warraq.cli.files import asked_for
from warraq.cli.terminal import progress, to_stdout
from warraq.config import DEFAULT
from warraq.emit.next_steps import next_step
from warraq.emit.translation import Say, translator

if TYPE_CHECKING:
    from warraq.run import Inspection


def inspect_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a PDF or a text dump; - is stdin")
    parser.add_argument("--json", dest="as_json", action="store_true", help="JSON on stdout in place of the table")
    takes_pages(parser)
    takes_password(parser)
    takes_reader(parser)
    takes_language(parser)
    takes_quiet(parser)


def inspect(
    file: Path,
    as_json: bool,
    pages: str | None,
    pages_alone: bool,
    password: str | None,
    reader: str,
    language: str,
    quiet: bool,
) -> None:
    """Say which fonts of a file lie about their text, on what evidence, and how sure that is.

    Beside each finding stands what to do about it.

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
            stream.write(_inspection_json(inspection, translator(language)))
    else:
        with to_stdout():
            _print_inspection(inspection, translator(language))


def _inspection_json(inspection: Inspection, say: Say) -> str:
    import json
    from dataclasses import asdict

    data = asdict(inspection)
    for finding in data["findings"]:
        finding["next_step"] = say(next_step(finding["fault"]))
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _print_inspection(inspection: Inspection, say: Say) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    parts = [say("{n} pages", n=inspection.pages)] if inspection.pages else []
    parts.append(say("its letters are enciphered" if inspection.enciphered else "its letters mean what they say"))
    parts.append(say("confidence {share}", share=f"{inspection.confidence:.3f}"))
    console.print(f"{inspection.file}: {' · '.join(parts)}", highlight=False, markup=False)
    if inspection.fonts:
        table = Table(*map(say, ("font", "verdict", "codes", "repaired", "evidence", "confidence")))
        for font in inspection.fonts:
            evidence = ", ".join(f"{name} {share:.2f}" for name, share in font.evidence.items())
            row = (
                font.name,
                say(font.verdict),
                str(font.codes),
                str(font.repaired),
                evidence,
                f"{font.confidence:.3f}",
            )
            table.add_row(*row)
        console.print(table)
    for finding in inspection.findings:
        fault = say(finding.fault)
        line = f"{fault} · {say(finding.subject)} {finding.where} · {finding.score:.2f} · {say(finding.detail)}"
        console.print(line, highlight=False, markup=False)
        if step := next_step(finding.fault):
            console.print(f"  → {say(step)}", highlight=False, markup=False)
