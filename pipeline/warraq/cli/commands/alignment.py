"""``warraq align``: translations of a document beside each other."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING, Final

from warraq.cli.command import OUT, takes_password, takes_quiet
from warraq.cli.files import asked_for
from warraq.cli.terminal import STDOUT, progress, say, to_stdout
from warraq.errors import UsageError

if TYPE_CHECKING:
    from warraq.align.records import Alignment
    from warraq.model.document import Document

#: Formats, and the endings of their files.
FORMATS: Final = {"tmx": (".tmx",), "xliff": (".xlf", ".xliff"), "moses": (), "tsv": (".tsv",), "jsonl": (".jsonl",)}


def align_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="PDFs, text dumps, or JSON that extract wrote; two or more"
    )
    parser.add_argument(
        *OUT,
        dest="out",
        metavar="PATH",
        help="a file, or what the names of moses begin with; without it, or for -: stdout",
    )
    parser.add_argument(
        "-f",
        "--format",
        dest="form",
        choices=FORMATS,
        help="tmx: TMX 1.4, xliff: XLIFF 2.1 of two documents, moses: a file a language, line by line "
        "(default: that of the ending of --out, else tmx)",
    )
    parser.add_argument(
        "--languages", metavar="CODES", help="the language of each document, such as ar,en; by default their words tell"
    )
    takes_password(parser)
    takes_quiet(parser)


def align(
    files: list[Path], out: str | None, form: str | None, languages: str | None, password: str | None, quiet: bool
) -> None:
    """Put translations of a document beside each other, sentence by sentence, each with a confidence.

    Each document is aligned with the first one: paragraphs by their numbers and headings, sentences within them by
    length, numbers, symbols, dates and names. Paragraphs may be missing, split or moved. Words that are uncertain in
    a document are listed beside its sentences. Languages in Latin script are read as well.

    Examples:
      warraq align ar.pdf en.pdf -o report.tmx
      warraq align ar.pdf en.pdf fr.pdf -f tsv > report.tsv
      warraq align ar.pdf en.pdf -f moses -o corpus/report     writes report.ar and report.en
      warraq align ar.json en.pdf -o report.xlf
    """
    target = None if out == STDOUT else out
    form = form or _form_of(target)
    if form == "moses" and target is None:
        raise UsageError("moses writes a file a language", help="Say with --out what their names begin with.")
    alignment = _aligned(files, languages, password, quiet)
    if target is None:
        with to_stdout() as stream:
            stream.write(alignment.to(form))
        return
    written = alignment.save(target, form)
    if not quiet:
        say(f"{', '.join(map(str, written))}: {_summary(alignment)}")


def _form_of(out: str | None) -> str:
    """The format that a file is to have by its name. Raises UsageError if it is unknown."""
    if out is None or not Path(out).suffix:
        return "tmx"
    for form, endings in FORMATS.items():
        if out.lower().endswith(endings or "\0"):
            return form
    raise UsageError("no format is known by this ending", where=out, help="Say which it is with --format.")


def _aligned(files: list[Path], languages: str | None, password: str | None, quiet: bool) -> Alignment:
    import warraq

    documents = [_document(file, password, quiet) for file in files]
    return warraq.align(*documents, languages=languages.split(",") if languages else None)


def _document(file: Path, password: str | None, quiet: bool) -> Document:
    from warraq import run
    from warraq.emit.formats.json import read_document

    if file.suffix.lower() == ".json":
        return read_document(file)
    asked = asked_for(file)
    with progress(asked.name, quiet) as tell:
        return run.extract(asked.file, name=asked.name, password=password, progress=tell, force=True)


def _summary(alignment: Alignment) -> str:
    whole = [group for group in alignment.sentences if all(group.sides)]
    sure = sum(group.confidence >= 0.9 for group in whole)
    alone = len(alignment.sentences) - len(whole)
    return f"{len(whole)} groups of sentences in {'-'.join(alignment.languages)}, {sure} of them sure; {alone} lack one"
