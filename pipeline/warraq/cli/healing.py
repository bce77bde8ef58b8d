"""``warraq heal``, ``warraq review``: the PDF with a right text layer, and the sheet on which a person checks it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from warraq.cli.terminal import CorrectionsFile, Force, Password, Quiet, corrections_of, progress, say

if TYPE_CHECKING:
    from warraq.emit.healed_pdf import HealReport


def heal(
    file: Annotated[Path, typer.Argument(help="A PDF.", metavar="FILE")],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Where the healed PDF goes.", metavar="PATH")] = None,
    tags: Annotated[bool, typer.Option("--tags", help="Add structure tags and reading order.")] = False,
    incremental: Annotated[
        bool, typer.Option("--incremental", help="Append the changes; the file's own bytes stay as they are.")
    ] = False,
    in_place: Annotated[
        bool, typer.Option("--in-place", help="Let the healed PDF take the place of the file.")
    ] = False,
    verify: Annotated[bool, typer.Option(help="Compare the picture of every page before and after.")] = True,
    corrections: CorrectionsFile = None,
    password: Password = None,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Mend a PDF so that viewers, search engines and screen readers get the right text. It looks as before.

    \b
    Examples:
      warraq heal report.pdf -o healed.pdf
      warraq heal report.pdf -o healed.pdf --tags
      warraq heal report.pdf -o healed.pdf --corrections report.corrections.json
      warraq heal report.pdf --in-place
    """
    from warraq import run

    target = _target(file, out, in_place)
    known = corrections_of(corrections)
    with progress(file.name, quiet) as tell:
        report = run.heal(
            file,
            target,
            tags=tags,
            incremental=incremental,
            verify=verify,
            corrections=known,
            password=password,
            progress=tell,
            force=force,
        )
    for warning in report.warnings:
        say(f"warraq: {file}: {warning}")
    if not quiet:
        say(f"{file} -> {target}: {_summary(report)}")


def _target(file: Path, out: Path | None, in_place: bool) -> Path:
    """Where the healed PDF goes. Raises typer.BadParameter where the file itself would be replaced unasked."""
    if out is None:
        if not in_place:
            raise typer.BadParameter("say where the healed PDF goes: --out PATH, or --in-place")
        return file
    if out.exists() and file.exists() and out.samefile(file) and not in_place:
        raise typer.BadParameter(f"{out} is the file itself; --in-place lets the healed PDF take its place")
    return out


def _summary(report: HealReport) -> str:
    if not report.changed:
        return "nothing to heal; the same bytes"
    done = [
        f"{font.name}: {font.changed} codes" + (f", {font.split} ligatures split" if font.split else "")
        for font in report.fonts
    ]
    done += [f"{report.words} glyphs with a text of their own"] if report.words else []
    done += [f"language {report.language}"] if report.language else []
    done += ["tagged"] if report.tagged else []
    return "; ".join(done)


def review(
    file: Annotated[Path, typer.Argument(help="A PDF.", metavar="FILE")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Where the proof sheet goes.", metavar="PATH.html")],
    corrections: CorrectionsFile = None,
    password: Password = None,
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Write a proof sheet: one HTML page that shows each page beside its restored text, and takes corrections.

    \b
    Examples:
      warraq review report.pdf -o proof.html
      warraq extract report.pdf --corrections report.pdf.corrections.json -o report.json
    """
    from warraq import run
    from warraq.emit.whole import write_whole

    known = corrections_of(corrections)
    with progress(file.name, quiet) as tell:
        sheet = run.review(file, corrections=known, password=password, progress=tell, force=force)
    write_whole(sheet, out)
    if not quiet:
        say(f"{file} -> {out}: {len(sheet.encode()) / 1e6:.1f} MB; open it in a browser")
