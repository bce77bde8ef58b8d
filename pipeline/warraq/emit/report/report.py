"""What is broken how in a folder of documents: a row a file and a row a font, as CSV."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from warraq.config import DEFAULT, Config
from warraq.emit.formats.rows.csv_table import csv_table
from warraq.errors import WarraqError
from warraq.model.document import Document, FontReport
from warraq.model.line import Line

FILE_COLUMNS = (
    "file",
    "state",
    "verdict",
    "pages",
    "words",
    "uncertain",
    "confidence",
    "needs_review",
    "pages_to_review",
    "faults",
    "error",
)
FONT_COLUMNS = ("file", "font", "verdict", "codes", "repaired", "confidence", "evidence")
#: From the worst down: the verdict on a file is the worst of its fonts.
_VERDICTS = ("unreadable", "no_map", "wrong_map", "honest")


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file of the folder.

    Attributes:
        file: its path below the folder.
        error: why it could not be read; empty where it was. All other fields are empty then.
        fonts: the reports on its fonts; none for a text dump.
        pages: number of pages; 0 for a dump.
        words, uncertain: of the whole document.
        confidence: mean confidence of its words, 0..1.
        needs_review: as in ``Quality``.
        doubts: page number -> (uncertain words, words), for the pages that have words.
        faults: name -> number of findings.
        sheet: path of its proof sheet; empty where none was written.
    """

    file: str
    error: str = ""
    fonts: tuple[FontReport, ...] = ()
    pages: int = 0
    words: int = 0
    uncertain: int = 0
    confidence: float = 0.0
    needs_review: bool = False
    doubts: dict[int, tuple[int, int]] = field(default_factory=dict)
    faults: dict[str, int] = field(default_factory=dict)
    sheet: str = ""

    @property
    def state(self) -> str:
        """``not read``, ``review`` (a person should look), or ``sure``."""
        if self.error:
            return "not read"
        return "review" if self.needs_review else "sure"

    @property
    def verdict(self) -> str:
        """The worst verdict on its fonts; empty where there are none."""
        verdicts = {font.verdict for font in self.fonts}
        return next((verdict for verdict in _VERDICTS if verdict in verdicts), "")

    @property
    def to_review(self) -> tuple[int, ...]:
        """Numbers of the pages with uncertain words, the one with the largest share first."""
        unsure = [(doubts / words, page) for page, (doubts, words) in self.doubts.items() if doubts]
        return tuple(page for _, page in sorted(unsure, key=lambda pair: (-pair[0], pair[1])))


def file_row(name: str, document: Document, lines: Iterable[Line] = (), config: Config = DEFAULT) -> FileRow:
    """The row of a file that was read. ``lines`` say on which pages the doubts are."""
    doubts: Counter[int] = Counter()
    words: Counter[int] = Counter()
    for line in lines:
        words[line.page] += len(line.words)
        doubts[line.page] += sum(word.confidence < config.uncertain_below for word in line.words)
    return FileRow(
        file=name,
        fonts=document.fonts,
        pages=document.source.pages or 0,
        words=document.quality.words,
        uncertain=document.quality.uncertain,
        confidence=document.quality.confidence,
        needs_review=document.quality.needs_review,
        doubts={page: (doubts[page], words[page]) for page in sorted(words)},
        faults=dict(sorted(Counter(finding.fault for finding in document.findings).items())),
    )


def unread_row(name: str, error: WarraqError) -> FileRow:
    """The row of a file that could not be read."""
    return FileRow(file=name, error=error.message)


def files_csv(rows: Sequence[FileRow], *, guarded: bool = True, bom: bool = False) -> str:
    """One line a file, with a header; lists are parted by spaces; ``guarded``, ``bom``: see ``csv_table``."""
    return csv_table(
        FILE_COLUMNS,
        (
            (
                row.file,
                row.state,
                row.verdict,
                row.pages,
                row.words,
                row.uncertain,
                f"{row.confidence:.4f}" if not row.error else "",
                str(row.needs_review).lower() if not row.error else "",
                " ".join(map(str, row.to_review)),
                " ".join(f"{fault}:{count}" for fault, count in row.faults.items()),
                row.error,
            )
            for row in rows
        ),
        guarded=guarded,
        bom=bom,
    )


def fonts_csv(rows: Sequence[FileRow], *, guarded: bool = True, bom: bool = False) -> str:
    """One line a font, with a header; ``guarded`` and ``bom`` are those of ``csv_table``."""
    return csv_table(
        FONT_COLUMNS,
        (
            (
                row.file,
                font.name,
                font.verdict,
                font.codes,
                font.repaired,
                f"{font.confidence:.4f}",
                " ".join(f"{name}:{share:.2f}" for name, share in font.evidence.items()),
            )
            for row in rows
            for font in row.fonts
        ),
        guarded=guarded,
        bom=bom,
    )
