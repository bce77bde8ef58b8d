"""The command ``warraq``. stdout is data, stderr is for people; an error has a message, a hint and an exit code.

Nothing but typer is imported here at the top: the stages are loaded by the command that needs them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.errors import NotUtf8, UsageError, WarraqError

if TYPE_CHECKING:
    from pipeline.emit.compare import Comparison
    from pipeline.model.document import Document
    from pipeline.run import Inspection, Progress

#: Exit code of a fault in this program, and of a comparison that came out worse.
INTERNAL_FAULT = 70
WORSE = 1

EPILOG = """
Exit codes: 0 done · 1 diff: worse than the floors, or different · 2 the call is wrong · 3 can't be read or
written · 4 not a PDF or text · 5 damaged PDF · 6 password needed or wrong · 7 no text layer (a scan) ·
8 no Arabic in it · 9 the text is not UTF-8 · 10 a limit was exceeded · 70 a fault in warraq itself
(WARRAQ_DEBUG=1 shows where).
"""

app = typer.Typer(
    name="warraq",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog=EPILOG,
)


class Format(StrEnum):
    """What ``extract`` writes."""

    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "markdown"
    TEXT = "text"


#: File name ending of each format.
ENDINGS = {Format.JSON: ".json", Format.JSONL: ".jsonl", Format.MARKDOWN: ".md", Format.TEXT: ".txt"}

Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")]
Password = Annotated[str | None, typer.Option(help="Password of an encrypted PDF.", envvar="WARRAQ_PASSWORD")]


@app.callback()
def about() -> None:
    """Turn Arabic PDFs with a broken text layer into text and structure that can be relied on.

    \b
    Try:
      warraq inspect report.pdf                 which fonts lie, and how sure that is
      warraq extract report.pdf -o report.json  the whole document, mended and segmented
      warraq extract *.pdf -o out/              many at once
      warraq extract dump.txt -f markdown       only the copied text is left? that works too
      pbpaste | warraq repair -                 text in, text out
    """


@app.command(epilog=EPILOG)
def extract(
    files: Annotated[list[Path], typer.Argument(help="PDFs, or text dumps in UTF-8.", metavar="FILE...")],
    out: Annotated[
        str | None,
        typer.Option("--out", "-o", help="A file, or a folder (NAME/ makes one). Without it: stdout.", metavar="PATH"),
    ] = None,
    form: Annotated[Format, typer.Option("--format", "-f", help="What to write.")] = Format.JSON,
    password: Password = None,
    force: Annotated[bool, typer.Option(help="Go on where there is no Arabic in the file.")] = False,
    quiet: Quiet = False,
) -> None:
    """Read PDFs or text dumps and write each as a document: sections, paragraphs, items, places, doubts.

    \b
    Examples:
      warraq extract report.pdf > report.json
      warraq extract report.pdf -f markdown -o report.md
      warraq extract *.pdf -o out/            writes out/NAME.pdf.json; goes on after a bad file
    """
    if len(files) > 1 and out is None:
        raise UsageError("several files need a folder to go to", help="Add --out FOLDER.")
    if len(files) > 1 and out is not None and Path(out).is_file():
        raise UsageError("several files can't go into one", where=out, help="Give --out a folder.")
    first_failure = 0
    for file in files:
        try:
            _extract_one(file, _target(file, out, form, several=len(files) > 1), form, password, force, quiet)
        except Exception as error:
            if len(files) == 1:
                raise
            code = _complain(error)
            first_failure = first_failure or code
    if first_failure:
        raise typer.Exit(first_failure)


def _extract_one(file: Path, target: Path | None, form: Format, password: str | None, force: bool, quiet: bool) -> None:
    from pipeline import run
    from pipeline.emit.json import write_whole

    with _progress(file.name, quiet) as tell:
        document = run.extract(file, password=password, progress=tell, force=force)
    text = _render(document, form)
    if target is None:
        sys.stdout.write(text)
    else:
        write_whole(text, target)
        if not quiet:
            _say(f"{file} -> {target}: {_summary(document)}")


def _target(file: Path, out: str | None, form: Format, *, several: bool) -> Path | None:
    """Where the output of ``file`` goes. The full name is kept, so that a.pdf and a.txt don't collide."""
    if out is None:
        return None
    if several or Path(out).is_dir() or out.endswith(os.sep):
        return Path(out) / f"{file.name}{ENDINGS[form]}"
    return Path(out)


def _render(document: Document, form: Format) -> str:
    from pipeline.emit import json, markdown

    writers: dict[Format, Callable[[Document], str]] = {
        Format.JSON: json.to_json,
        Format.JSONL: json.to_jsonl,
        Format.MARKDOWN: markdown.to_markdown,
        Format.TEXT: markdown.plain_text,
    }
    return writers[form](document)


def _summary(document: Document) -> str:
    quality = document.quality
    review = ", needs review" if quality.needs_review else ""
    return f"{quality.words} words, {quality.uncertain} uncertain, confidence {quality.confidence:.3f}{review}"


@app.command(epilog=EPILOG)
def inspect(
    file: Annotated[Path, typer.Argument(help="A PDF or a text dump.")],
    as_json: Annotated[bool, typer.Option("--json", help="JSON on stdout in place of the table.")] = False,
    password: Password = None,
    quiet: Quiet = False,
) -> None:
    """Say which fonts of a file lie about their text, on what evidence, and how sure that is.

    \b
    Examples:
      warraq inspect report.pdf
      warraq inspect --json report.pdf | jq '.fonts[] | select(.verdict != "honest")'
    """
    from pipeline import run

    with _progress(file.name, quiet) as tell:
        inspection = run.inspect(file, password=password, progress=tell)
    if as_json:
        sys.stdout.write(_inspection_json(inspection))
    else:
        _print_inspection(inspection)


def _inspection_json(inspection: Inspection) -> str:
    import json
    from dataclasses import asdict

    data = asdict(inspection)
    data["fonts"] = [font.model_dump() for font in inspection.fonts]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


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


@app.command(epilog=EPILOG)
def repair(
    file: Annotated[str, typer.Argument(help="A text file, or - for stdin.")] = "-",
    out: Annotated[Path | None, typer.Option("--out", "-o", help="A file. Without it: stdout.")] = None,
    quiet: Quiet = False,
) -> None:
    """Restore text that was copied out of a broken PDF: text in, text out. A sound text comes back unchanged.

    \b
    Examples:
      warraq repair dump.txt > restored.txt
      pdftotext report.pdf - | warraq repair
    """
    from pipeline import run
    from pipeline.emit.json import write_whole

    text = _read_stdin() if file == "-" else _read_text(Path(file))
    with _progress(file if file != "-" else "stdin", quiet) as tell:
        restored = run.repair_text(text, progress=tell)
    if out is None:
        sys.stdout.write(restored)
    else:
        write_whole(restored, out)


def _read_text(file: Path) -> str:
    from pipeline.extract.source import read_dump

    return read_dump(file)


def _read_stdin() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotUtf8(f"byte {error.start} is not UTF-8", where="stdin") from None


@app.command(epilog=EPILOG)
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


@app.command(epilog=EPILOG)
def schema() -> None:
    """Print the JSON Schema of the documents that ``extract`` writes."""
    from pipeline.emit.json import published_schema

    sys.stdout.write(published_schema())


@app.command(epilog=EPILOG)
def version() -> None:
    """Print the version of warraq and of the document schema."""
    from pipeline import __version__
    from pipeline.model.document import SCHEMA_VERSION

    sys.stdout.write(f"warraq {__version__}, document schema {SCHEMA_VERSION}\n")


@contextmanager
def _progress(name: str, quiet: bool) -> Iterator[Progress | None]:
    """A progress bar on stderr where a person is looking, nothing elsewhere."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(name, total=None)

        def tell(stage: str, done: int, total: int) -> None:
            bar.update(task, description=f"{name} · {stage}", completed=done, total=total or None)

        yield tell


def _say(message: str) -> None:
    sys.stderr.write(message + "\n")


def _complain(error: Exception) -> int:
    """Tell the user what went wrong and what to do; the exit code for it. WARRAQ_DEBUG raises our own faults."""
    if isinstance(error, WarraqError):
        _say(f"warraq: {error}")
        if error.help:
            _say(f"        {error.help}")
        return error.exit_code
    if os.environ.get("WARRAQ_DEBUG"):
        raise error
    _say(f"warraq: a fault in warraq itself: {type(error).__name__}: {error}")
    _say("        Set WARRAQ_DEBUG=1 to see where, and please report it.")
    return INTERNAL_FAULT


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit; no traceback reaches the user unless WARRAQ_DEBUG is set."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    try:
        app(arguments)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 - the last resort: nothing is thrown at the user
        sys.exit(_complain(error))


if __name__ == "__main__":
    main()
