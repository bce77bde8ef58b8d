"""Pages that ``warraq check`` sends the right way, beside harfix (PyPI): generated ones, and some typed by people.

    python -m benchmarks.check [--real FOLDER]      its ``more/passages.json``, and ``data/laws.json`` here

What is true of a page comes from neither tool. Of a generated file the damage is known: its page is *broken* where
PDFium copies other words than from the same file before it was damaged, and *in forms* where pdfplumber finds
presentation forms, which a search for letters doesn't; pictures are made of sound pages. A real page with passages
that people typed from its picture (``benchmarks.passages``) is broken where neither PDFium nor pdftotext copies the
letters of a fifth of the words (in whatever order: that of lam-alefs is the extractor's). A text of pdftotext is broken
where it lacks words of the true text. All others are sound.

A page is *sent on* where the route isn't ``keep``. Precision: how many of those that were sent on had to be; recall:
how many of those that had to be were. harfix has a fourth route, ``reextract``. The thresholds of pages are as they
were set before this was first run, those of texts (``unmapped_share``, ``spaces_share``) are not.
"""

from __future__ import annotations

import argparse
import subprocess
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

import pypdfium2

from benchmarks.copied_real import lost, tokens_of
from benchmarks.corpus.build import FOLDER, Case, pdf_of
from benchmarks.corpus.damage import NO_DAMAGE, SOUND
from benchmarks.corpus.page import faces
from benchmarks.corpus.producers import available, suits
from benchmarks.markdown import table_head, table_row
from benchmarks.matrix import FACES, SAMPLE, cases
from benchmarks.passages import load
from warraq.arabic.presentation_forms import is_presentation_form
from warraq.config import DEFAULT
from warraq.errors import WarraqError
from warraq.routes.of_text import routes_of_text
from warraq.run import check

BROKEN, IN_FORMS, PICTURE, IS_SOUND = "broken", "in forms", "picture", "sound"
KINDS: Final = (IS_SOUND, IN_FORMS, BROKEN, PICTURE)
KEEP: Final = "keep"
ROUTES: Final = (KEEP, "repair", "reextract", "ocr")
#: Words that a page loses by damage, or a passage lacks, from which on it is broken; shares between aren't judged.
LOST: Final = 0.02
PASSAGE_LOST, PASSAGE_WHOLE = 0.2, 0.05
#: Characters of the script that are presentation forms, from which share on a page is in forms.
FORMS: Final = 0.05
#: Seeds of sound files beyond those of the matrix, of which there are few.
MORE_SOUND: Final = (4000, 4001)
#: Every so manyth sound page becomes a picture.
PICTURE_EVERY: Final = 6
SCALE: Final = 100 / 72
#: Lists of passages: of the folder of real files, and of laws and gazettes among them.
PASSAGES: Final = Path("more") / "passages.json"
LAWS: Final = Path(__file__).parent / "data" / "laws.json"


@dataclass(frozen=True, slots=True)
class Page:
    """A page with what is true of it."""

    file: Path
    number: int
    kind: str


#: A tool: the route of each page of a file.
Tool = Callable[[Path], Sequence[str]]


def warraq_routes(path: Path) -> Sequence[str]:
    try:
        return [page.route for page in check(path).pages]
    except WarraqError:
        return []


def harfix_routes(path: Path) -> Sequence[str]:
    import harfix

    try:
        return [page.route for page in harfix.scan_pdf(path).pages]
    except Exception:  # noqa: BLE001 - what it can't read it sends nowhere
        return []


@cache
def copied(path: Path) -> tuple[str, ...]:
    """What PDFium copies of each page."""
    document = pypdfium2.PdfDocument(path)
    try:
        return tuple(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


@cache
def as_dump(path: Path) -> tuple[str, ...]:
    """What pdftotext writes of each page."""
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=False)
    return tuple(done.stdout.decode("utf-8", "replace").split("\f"))[:-1]


@cache
def claimed(path: Path) -> tuple[str, ...]:
    """What pdfplumber finds on each page, as it stands in the file's maps."""
    import pdfplumber

    with pdfplumber.open(path) as document:
        return tuple("".join(char["text"] for char in page.chars) for page in document.pages)


def in_forms(text: str) -> bool:
    """Whether presentation forms are more than a few of its Arabic characters."""
    forms = sum(map(is_presentation_form, text))
    letters = sum("ARABIC" in unicodedata.name(char, "") for char in text)
    return forms > FORMS * max(letters, 1)


def generated() -> Iterator[Page]:
    """The pages of the matrix, and of more sound files."""
    matrix = list(cases(SAMPLE))
    pairs = [(producer, face.name) for face in faces(FACES) for producer in available() if suits(producer, face)]
    more = [Case(*pair, 3, seed + n, NO_DAMAGE) for n, pair in enumerate(pairs) for seed in MORE_SOUND]
    for case in (*matrix, *more):
        yield from _pages_of(case)


def _pages_of(case: Case) -> Iterator[Page]:
    file, before = pdf_of(case), pdf_of(replace(case, damage=NO_DAMAGE))
    for number, (now, then) in enumerate(zip(copied(file), copied(before), strict=True), 1):
        damaged = case.damage != NO_DAMAGE and case.damage.map != SOUND and lost(then, now).words > LOST
        kind = BROKEN if damaged else IN_FORMS if in_forms(claimed(before)[number - 1]) else IS_SOUND
        yield Page(file, number, kind)


def pictures(pages: Sequence[Page], folder: Path) -> Iterator[Page]:
    """Pictures of some of the sound pages, a file each."""
    for place, page in enumerate([page for page in pages if page.kind == IS_SOUND][::PICTURE_EVERY]):
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"picture-{place}.pdf"
        if not path.exists():
            document = pypdfium2.PdfDocument(page.file)
            document[page.number - 1].render(scale=SCALE).to_pil().save(path)
            document.close()
        yield Page(path, 1, PICTURE)


def real(folder: Path) -> Iterator[Page]:
    """The pages of which somebody typed a passage; those between sound and broken are left out."""
    passages: defaultdict[tuple[Path, int], list[str]] = defaultdict(list)
    for passage in (passage for path in (folder / PASSAGES, LAWS) for passage in load(path)):
        name = passage.file if passage.file.endswith(".pdf") else f"{passage.file}.pdf"
        file = next((path for path in (folder / name, folder / "more" / name) if path.exists()), None)
        if file is not None:
            passages[file, passage.page].append(passage.text)
    for (path, number), texts in sorted(passages.items()):
        by_tools = [tool(path)[number - 1] for tool in (copied, as_dump)]
        missing = min(_missing("\n".join(texts), text) for text in by_tools)
        if not any(text.strip() for text in by_tools):
            yield Page(path, number, PICTURE)
        elif missing > PASSAGE_LOST:
            yield Page(path, number, BROKEN)
        elif missing < PASSAGE_WHOLE:
            yield Page(path, number, IN_FORMS if in_forms(claimed(path)[number - 1]) else IS_SOUND)


def _missing(passage: str, text: str) -> float:
    """The share of the words of a passage whose letters a page has in no word; its others don't matter."""
    words, there = (Counter("".join(sorted(word)) for word in tokens_of(one)) for one in (passage, text))
    return (words - there).total() / max(words.total(), 1)


@dataclass(slots=True)
class Tally:
    """How a tool sends pages: (what is true, route) -> how many; and the seconds that it takes for them."""

    routes: Counter[tuple[str, str]]
    seconds: float = 0.0
    pages: int = 0

    def sent_on(self, *kinds: str) -> int:
        return sum(n for (kind, route), n in self.routes.items() if kind in kinds and route != KEEP)

    def all_of(self, *kinds: str) -> int:
        return sum(n for (kind, _), n in self.routes.items() if kind in kinds)

    def precision(self) -> float:
        return self.sent_on(BROKEN, IN_FORMS, PICTURE) / max(self.sent_on(*KINDS), 1)

    def recall(self, *kinds: str) -> float:
        return self.sent_on(*kinds) / max(self.all_of(*kinds), 1)


def tally(tool: Tool, pages: Sequence[Page]) -> Tally:
    """How ``tool`` sends ``pages``; each file is read once."""
    result = Tally(Counter())
    by_file: defaultdict[Path, list[Page]] = defaultdict(list)
    for page in pages:
        by_file[page.file].append(page)
    for path, of_file in by_file.items():
        began = time.process_time()
        routes = tool(path)
        result.seconds += time.process_time() - began
        result.pages += len(routes)
        for page in of_file:
            result.routes[page.kind, routes[page.number - 1] if page.number <= len(routes) else "ocr"] += 1
    return result


def texts_of() -> Iterator[tuple[str, str]]:
    """What pdftotext writes of files of one page, with what is true of it."""
    for case in cases(SAMPLE):
        dump = as_dump(pdf_of(case)) if case.pages == 1 else ()
        if len(dump) == 1:
            broken = lost(case.truth, dump[0]).words > LOST
            yield dump[0], BROKEN if broken else IN_FORMS if in_forms(dump[0]) else IS_SOUND


def tally_texts(judge: Callable[[str], str], texts: Sequence[tuple[str, str]]) -> Tally:
    """How a tool sends texts."""
    began = time.process_time()
    routes = Counter((kind, judge(text)) for text, kind in texts)
    return Tally(routes, time.process_time() - began, len(texts))


def warraq_text(text: str) -> str:
    return routes_of_text(text, DEFAULT)[0][0].route


def harfix_text(text: str) -> str:
    import harfix

    return str(harfix.assess_document(text).route)


#: By name, what judges PDFs, and texts.
TOOLS: Final[dict[str, Tool]] = {"warraq": warraq_routes, "harfix": harfix_routes}
JUDGES: Final = {"warraq": warraq_text, "harfix": harfix_text}
#: Pages of one kind of file, and how each tool sends them.
Group = tuple[str, dict[str, Tally]]


def measured(folder: Path | None) -> Iterator[Group]:
    """Generated pages, real ones of ``folder``, and texts."""
    made = list(generated())
    made += pictures(made, FOLDER / "pictures")
    yield "generated", {name: tally(tool, made) for name, tool in TOOLS.items()}
    if folder is not None:
        typed = list(real(folder))
        yield "real, typed by people", {name: tally(tool, typed) for name, tool in TOOLS.items()}
    texts = list(texts_of())
    yield "texts of pdftotext", {name: tally_texts(judge, texts) for name, judge in JUDGES.items()}


def lines(folder: Path | None) -> Iterator[str]:
    """The tables."""
    groups = list(measured(folder))
    yield from table_head("pages", "by", "precision", "recall", "recall of broken", "sound pages sent on", "ms a page")
    for name, by_tool in groups:
        for tool, one in by_tool.items():
            shares = one.precision(), one.recall(BROKEN, IN_FORMS, PICTURE), one.recall(BROKEN)
            sound = f"{one.sent_on(IS_SOUND)} of {one.all_of(IS_SOUND)}"
            cost = f"{1000 * one.seconds / max(one.pages, 1):.1f}"
            yield table_row(name, tool, *(f"{share:.1%}" for share in shares), sound, cost)
    yield ""
    yield from table_head("pages", "which are", "by", *ROUTES)
    for name, by_tool in groups:
        for kind in KINDS:
            for tool, one in by_tool.items():
                if one.all_of(kind):
                    yield table_row(name, kind, tool, *(str(one.routes[kind, route]) for route in ROUTES))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--real", type=Path, metavar="FOLDER", help="PDFs, with a list of passages")
    for line in lines(parser.parse_args().real):
        print(line, flush=True)


if __name__ == "__main__":
    main()
