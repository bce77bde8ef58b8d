"""``warraq diff``: documents against true ones."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from warraq.cli.command import OUT
from warraq.cli.exit_codes import WORSE
from warraq.cli.terminal import STDOUT, to_stdout
from warraq.errors import UsageError

if TYPE_CHECKING:
    from warraq.emit.report.compare import Comparison
    from warraq.emit.report.versions import Revision
    from warraq.model.document import Document


#: Formats of what became of a version, and how names of their files end.
VERSIONS: Final = {"text": ".txt", "jsonl": ".jsonl", "html": ".html", "akn": ".akn.xml"}


def diff_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("golden", type=Path, help="the true document (JSON), or a folder of them")
    parser.add_argument("got", type=Path, help="the document to measure, or the folder that holds the same names")
    parser.add_argument("--floors", type=Path, help="JSON of floors: exit 1 only where a measure is worse than there")
    parser.add_argument(
        "--limit", type=int, default=60, metavar="N", help="differences to show of each document (default: %(default)s)"
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="figures only, no words")
    parser.add_argument(
        "--versions", action="store_true", help="two versions of a document, paragraph by paragraph; PDFs will do"
    )
    parser.add_argument(
        "--json", dest="form", action="store_const", const="jsonl", help="with --versions: a JSON object a paragraph"
    )
    parser.add_argument(
        "-f",
        "--format",
        dest="form",
        choices=VERSIONS,
        help="with --versions: lines, objects, a page that shows each word, or Akoma Ntoso with a <mod> a change "
        "(default: that of the ending of --out, else text)",
    )
    parser.add_argument(*OUT, dest="out", metavar="FILE", help="with --versions: a file; without it, or for -: stdout")


@dataclass(frozen=True, slots=True)
class DiffOptions:
    """What ``diff`` was called with; see its help."""

    golden: Path
    got: Path
    floors: Path | None
    limit: int
    quiet: bool
    versions: bool
    form: str | None
    out: str | None


def diff(options: DiffOptions) -> int:
    """Compare documents word by word and structure by structure, with CER, WER and structure F1.

    With --versions: which paragraphs of a document were changed, renumbered, moved, added and taken out.

    Examples:
      warraq diff --versions draft.pdf adopted.pdf
      warraq diff --versions draft.pdf adopted.pdf -o changes.html
      warraq diff fixtures/golden/report.pdf.json out/report.pdf.json
      warraq diff fixtures/golden out --floors fixtures/golden/baseline.json
    """
    from warraq.emit.report.floors import read_floors

    if options.versions:
        return _show_versions(options)
    if options.form or options.out:
        raise UsageError("formats and files are those of versions", help="Add --versions.")
    known = read_floors(options.floors) if options.floors else None
    worse = False
    with to_stdout():
        for true, candidate in _pairs(options.golden, options.got):
            worse |= _diff_one(true, candidate, known, 0 if options.quiet else options.limit)
    return WORSE if worse else 0


def _show_versions(options: DiffOptions) -> int:
    """Write what became of each paragraph; exit code 1 where anything differs."""
    from warraq.emit.report.versions import revisions
    from warraq.emit.whole import write_whole

    target = None if options.out in (None, STDOUT) else Path(str(options.out))
    form = options.form or (_form_of(target) if target else "text")
    old, new = _document(options.golden), _document(options.got)
    report = revisions(old, new)
    text = _written(form, report, old, new)
    if target:
        write_whole(text, target)
    else:
        with to_stdout() as stream:
            stream.write(text)
    return WORSE if any(revision.status != "same" for revision in report) else 0


def _form_of(target: Path) -> str:
    """The format that a file is to have by its name. Raises UsageError if it is unknown."""
    for form, ending in VERSIONS.items():
        if target.name.lower().endswith(ending):
            return form
    raise UsageError("no format is known by this ending", where=str(target), help="Say which it is with --format.")


def _written(form: str, report: Sequence[Revision], old: Document, new: Document) -> str:
    from warraq.emit.report.versions import readable, to_jsonl

    if form == "html":
        from warraq.emit.report.versions_page import versions_page

        return versions_page(report, old, new)
    if form == "akn":
        from warraq.emit.report.amendments import to_amendment

        return to_amendment(report, old, new)
    return to_jsonl(report) if form == "jsonl" else "".join(f"{line}\n" for line in readable(report))


def _document(path: Path) -> Document:
    """A document that ``extract`` wrote, or that it makes of a PDF or text now."""
    from warraq import run
    from warraq.emit.formats.json import read_document

    return read_document(path) if path.suffix.lower() == ".json" else run.extract(path)


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

    from warraq.emit.formats.json import read_document
    from warraq.emit.report.compare import coloured, compare, structure_differences
    from warraq.emit.report.floors import regressions

    true, candidate = read_document(golden), read_document(got)
    comparison = compare(true, candidate)
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"[bold]{got}[/bold]  {_figures(comparison)}")
    if limit:
        for line in structure_differences(true, candidate):
            console.print(line, style="red" if line.startswith("-") else "green", markup=False)
        console.print(coloured(true, candidate, limit=limit))
    if known is None:
        return comparison.wer_raw > 0 or comparison.structure_f1 < 1
    worse = regressions(known.get(golden.name.removesuffix(".json"), {}), comparison)
    for sentence in worse:
        console.print(f"worse: {sentence}", style="bold red")
    return bool(worse)


def _figures(comparison: Comparison) -> str:
    return (
        f"CER {comparison.cer:.2%} · WER {comparison.wer:.2%} ({comparison.wer_raw:.2%} with harakat)"
        f" · numbers {comparison.numbers_exact:.2%}"
        f" · structure F1 {comparison.structure_f1:.4f} (with text {comparison.structure_text_f1:.4f})"
        f" · wrong words not flagged {comparison.unflagged} of {comparison.words}"
    )
