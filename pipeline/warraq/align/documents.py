"""The whole way: files, read by the stages, their units paired and joined."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from warraq.config import DEFAULT, Config
from warraq.errors import UsageError

#: ISO 639-3: a language that nobody knows.
UNKNOWN: Final = "und"

if TYPE_CHECKING:
    from warraq.align.records import Alignment
    from warraq.extract.objects.source import Readable
    from warraq.model.document import Document
    from warraq.run import Progress


def align(
    *files: Readable | Document,
    languages: Sequence[str] | None = None,
    password: str | None = None,
    config: Config = DEFAULT,
    progress: Progress | None = None,
) -> Alignment:
    """Put documents beside each other that say the same in several languages, sentence by sentence.

    Each is aligned with the first one: paragraphs by their numbers, the headings above them, their lengths and what
    translations share (numbers, symbols, months, names), and sentences within them by the same. Paragraphs and
    sentences may be missing, split in two or joined, paragraphs may be moved.

    Args:
        files: two or more, as ``extract`` takes them, or documents that it gave. A language in Latin script will do.
        languages: code of each one's language, such as ``ar``; without it their words tell.
        password: of encrypted PDFs.
        config: thresholds and limits.
        progress: called as ``progress(stage, done, total)``.

    Raises:
        UsageError: there are fewer than two files, or not as many languages.
        WarraqError: as ``extract``.
    """
    if len(files) < 2:
        raise UsageError("one document can't be aligned", help="Name two or more.")
    if languages is not None and len(languages) != len(files):
        raise UsageError(f"{len(languages)} languages of {len(files)} documents", help="Name one each, in their order.")
    from warraq import run
    from warraq.align.joining import joined, paragraphs
    from warraq.align.pairing import pairs
    from warraq.align.records import Alignment
    from warraq.align.units import units
    from warraq.model.document import Document

    documents = [
        file
        if isinstance(file, Document)
        else run.extract(file, password=password, config=config, progress=progress, force=True)
        for file in files
    ]
    of_each = [units(document) for document in documents]
    paired = [pairs(of_each[0], other) for other in of_each[1:]]
    codes = languages or [document.metadata.language or UNKNOWN for document in documents]
    return Alignment(
        tuple(codes),
        tuple(document.source.file for document in documents),
        joined(of_each, paired),
        paragraphs(of_each, paired),
    )
