"""Real PDFs of a folder of the user's, their maps broken on purpose: typesetters' faces that no benchmark has chosen.

    python -m benchmarks.damaged_real FOLDER [--pages 3] [--skip 0] [--seed 7] [--only PART] [--each] [--words 10]

Of each PDF in Arabic the first pages are read as they are (``--skip``: those behind the first). Where that asks for no
review, it is the truth; then the maps are broken, in half of the cases the TrueType programs lose their own tables
(those of CFF keep their glyph names, if they have any, and simple fonts their encoding), and what is read now is held
against it. Only what the page doesn't show counts as alike: the script of digits, dashes of several lengths, Persian
letters for the Arabic ones that they look like. Faces that the atlas knows are left out of it where a file embeds them.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pikepdf
from fontTools.ttLib import TTLibError
from rapidfuzz.distance import Levenshtein

from benchmarks.corpus.damage import REMOVED, Damage, inflict
from benchmarks.corpus.font_tables import AS_IS, NONE
from benchmarks.markdown import table_head, table_row
from benchmarks.reading import Read, families_in, read, unseen
from benchmarks.scores import Doubt, Scores, ascii_digits, in_place, scores
from warraq.arabic.letters import ARABIC_LETTERS, has_arabic, is_arabic_letter
from warraq.config import DEFAULT
from warraq.emit.report.compare import fold_marks
from warraq.errors import WarraqError
from warraq.model.document import normal_text

DAMAGE: Final = {
    f"{what}, {tables}": Damage(name, kept)
    for kept, tables in ((AS_IS, "font as it is"), (NONE, "tables gone"))
    for name, what in (("wrong-75", "wrong map"), ("shifted", "map shifted"), (REMOVED, "no map"))
}
SEED: Final = 7
#: Of each file, so many.
PAGES: Final = 3
#: Words with Arabic letters that a file has at least.
LEAST_WORDS: Final = 50
#: The share of other letters from which on a text in Arabic script is in another language.
FOREIGN: Final = 0.01
#: Above this character error rate a file must ask for review.
SILENT_ABOVE: Final = 0.02
#: Reasons for review that pages out of a longer document give by themselves: its numbers begin before them.
OF_THE_CUT: Final = frozenset({"numbering_gap", "numbering_repeat", "number_inferred"})
#: What looks alike on the page, or differs by the face alone: Persian yeh and kaf, heh of two kinds, dashes, bullets,
#: and commas between digits.
_ALIKE: Final = str.maketrans(
    "\u06cc\u06be\u06d5\u06c1\u06a9\u2013\u2014\u2212\u25cf\u066b\u066c", "\u064a\u0647\u0647\u0647\u0643---\u2022,,"
)


@dataclass(frozen=True, slots=True)
class Result:
    """One damaged file beside the sound one."""

    name: str
    damage: str
    true: tuple[str, ...]
    ours: Scores
    read: Read
    right: tuple[bool, ...]

    @property
    def doubt(self) -> Doubt:
        """Its words with their confidence."""
        return Doubt(list(self.read.confidence), list(self.right))

    @property
    def silent(self) -> bool:
        """It is misread and doesn't ask for review."""
        return self.ours.cer > SILENT_ABOVE and not self.asks

    @property
    def asks(self) -> bool:
        """It asks for review because of what is read."""
        return asks_for_review(self.read)


@dataclass(slots=True)
class Row:
    """Results of one kind of damage; a file counts as much as any other."""

    results: list[Result] = field(default_factory=list)

    def mean(self, what: str) -> float:
        """Mean of one of the ``Scores``."""
        return float(sum(getattr(result.ours, what) for result in self.results)) / len(self.results)

    def doubt(self) -> Doubt:
        """The words of all files."""
        doubt = Doubt()
        for result in self.results:
            doubt.add(result.read.confidence, result.right)
        return doubt


def alike(text: str) -> str:
    """``text`` without marks, and what looks alike as one."""
    return ascii_digits(fold_marks(normal_text(text)).translate(_ALIKE))


def results(folder: Path, pages: int = PAGES, only: str = "", *, skip: int = 0, seed: int = SEED) -> Iterator[Result]:
    """The sound files of ``folder`` with each damage. Files that can't be damaged are named on standard error.

    ``skip``: so many pages of each file are left out first; a file that has no more is left out.
    """
    with tempfile.TemporaryDirectory(prefix="warraq-damaged-") as temporary:
        for source in sorted(path for path in folder.glob("*.pdf") if only in path.name):
            sound, broken = Path(temporary, "sound.pdf"), Path(temporary, "broken.pdf")
            try:
                if not _cut(source, slice(skip, skip + pages), sound):
                    continue
                true = read(sound)
                if asks_for_review(true) or not _is_arabic(true.words):
                    continue
                for name, damage in DAMAGE.items():
                    inflict(sound, broken, damage, None, seed)
                    with unseen(families_in(sound)):
                        yield _result(source.stem, name, true, read(broken))
            except (TTLibError, WarraqError, pikepdf.PdfError) as error:
                print(f"{source.name}: left out: {error}", file=sys.stderr)


def asks_for_review(pages: Read) -> bool:
    """Whether pages out of a document ask for review for another reason than that they are cut out of it."""
    if pages.reading is None:
        return pages.needs_review
    return not OF_THE_CUT.issuperset(pages.reading.document.quality.reasons)


def _cut(source: Path, pages: slice, out: Path) -> bool:
    """These pages alone; false where there are none."""
    with pikepdf.open(source) as pdf:
        del pdf.pages[pages.stop :]
        del pdf.pages[: pages.start]
        if not pdf.pages:
            return False
        pdf.remove_unreferenced_resources()
        pdf.save(out)
    return True


def _is_arabic(words: Sequence[str]) -> bool:
    arabic = [word for word in words if has_arabic(word)]
    letters = [char for word in arabic for char in alike(word) if is_arabic_letter(char)]
    foreign = sum(char not in ARABIC_LETTERS for char in letters)
    return len(arabic) >= LEAST_WORDS and foreign <= FOREIGN * len(letters)


def _result(name: str, damage: str, true: Read, damaged: Read) -> Result:
    words = tuple(map(alike, true.words))
    right = in_place(words, [alike(word) for word in damaged.words])
    return Result(name, damage, words, scores(alike(true.text), alike(damaged.text)), damaged, tuple(right))


def lines(results: Sequence[Result], *, each: bool = False) -> Iterator[str]:
    """A row a kind of damage; ``each``: one a file behind them."""
    yield from table_head(
        "damage", "files", "CER", "WER", "numbers exact", "wrong, not flagged / 1,000", "flagged", "calibration error",
        "asks for review", "silent over 2 %", "worst file",
    )  # fmt: skip
    rows: dict[str, Row] = {}
    for result in results:
        rows.setdefault(result.damage, Row()).results.append(result)
    for damage, row in rows.items():
        doubt, worst = row.doubt(), max(row.results, key=lambda result: result.ours.cer)
        yield table_row(
            damage,
            str(len(row.results)),
            *_shares(row.mean("cer"), row.mean("wer"), row.mean("numbers")),
            *_doubts(doubt),
            f"{doubt.calibration_error():.4f}",
            str(sum(result.asks for result in row.results)),
            str(sum(result.silent for result in row.results)),
            f"{worst.ours.cer:.2%} {worst.name}",
        )
    if each:
        yield ""
        yield from table_head(
            "file", "damage", "CER", "WER", "numbers exact", "wrong, not flagged / 1,000", "flagged", "asks for review"
        )
        for result in results:
            ours, asks = result.ours, "yes" if result.asks else "**no**" if result.silent else "no"
            figures = (*_shares(ours.cer, ours.wer, ours.numbers), *_doubts(result.doubt))
            yield table_row(result.name, result.damage, *figures, asks)


def _shares(cer: float, wer: float, numbers: float) -> tuple[str, str, str]:
    return f"{cer:.2%}", f"{wer:.2%}", f"{numbers:.1%}"


def _doubts(doubt: Doubt) -> tuple[str, str]:
    return f"{doubt.unflagged(DEFAULT.uncertain_below):.2f}", f"{doubt.flagged(DEFAULT.uncertain_below):.1%}"


def wrong(result: Result, most: int) -> Iterator[str]:
    """What is read otherwise, with its confidence, at most so many places."""
    words = [alike(word) for word in result.read.words]
    edits = [edit for edit in Levenshtein.opcodes(result.true, words) if edit.tag != "equal"]
    for edit in edits[:most]:
        words_read = (f"{words[k]} ({result.read.confidence[k]:.2f})" for k in range(edit.dest_start, edit.dest_end))
        yield f"  {' '.join(result.true[edit.src_start : edit.src_end])} -> {' '.join(words_read)}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Real PDFs whose maps are broken on purpose.")
    parser.add_argument("folder", type=Path, help="PDFs that are read rightly as they are")
    parser.add_argument(
        "--pages", type=int, default=PAGES, metavar="N", help=f"of each file, so many (default: {PAGES})"
    )
    parser.add_argument(
        "--skip", type=int, default=0, metavar="N", help="leave the first N out: what comes then was seldom looked at"
    )
    parser.add_argument("--seed", type=int, default=SEED, metavar="N", help=f"of the damage (default: {SEED})")
    parser.add_argument("--only", default="", metavar="PART", help="files whose name holds this")
    parser.add_argument("--each", action="store_true", help="also a row a file")
    parser.add_argument("--words", type=int, default=0, metavar="N", help="also N places a file that are read wrong")
    given = parser.parse_args()
    results_so_far = []
    for result in results(given.folder, given.pages, given.only, skip=given.skip, seed=given.seed):
        results_so_far.append(result)
        if given.words:
            print(f"{result.name}, {result.damage}: {result.ours.cer:.2%}", flush=True)
            print(*wrong(result, given.words), sep="\n")
    if not results_so_far:
        parser.error(f"{given.folder} holds no sound PDF in Arabic")
    print(*lines(results_so_far, each=given.each), sep="\n")


if __name__ == "__main__":
    main()
