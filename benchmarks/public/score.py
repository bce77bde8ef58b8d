#!/usr/bin/env python3
"""Scores of texts that tools made of the files of a benchmark folder. It needs Python 3.11 or later and nothing else.

    python score.py FOLDER [OUTPUTS ...] [--measures cer wer numbers order forms] [--by class] [--json]

FOLDER has manifest.jsonl and truth/NAME.txt. OUTPUTS are folders with one file per document, NAME.txt in UTF-8, plain
text in reading order without markup; the folder's name is the tool's. Without any, all folders of FOLDER/outputs are
scored. A file that isn't there counts as a tool that read nothing, unless the folder says that it is a sample.

Texts are compared after this has been done to both, whatever tool they are of:

* presentation forms (U+FB50 to U+FDFF, U+FE70 to U+FEFF) become letters;
* characters that nobody sees go: marks of direction, joiners and non-joiners, soft hyphens, byte order marks;
* tatweel and harakat go, the rest is in NFC;
* white space of any kind and length is one space.

Measures, each taken over all files of a row together:

* cer, wer: edits (insertions, deletions, substitutions) per character and per word of the truth. A file counts as no
  worse than one that wasn't read, so that junk which is longer than the text doesn't outweigh all other files.
* numbers: numbers and symbols (2019, 5/3, A/RES/70/1) that are right and in order, as a share of the longer list.
  Digits of all scripts are the same here.
* order: of the words that both texts have just once, the share that is in the order of the truth.
* forms: share of the Arabic letters that came as presentation forms. It is no error above; a search for a word fails.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import asdict, astuple, dataclass
from functools import cache
from pathlib import Path

MANIFEST = "manifest.jsonl"
#: In a folder of outputs: what is to be known of the tool. ``{"sample": true}`` scores the files that are there alone,
#: ``{"not installed": "..."}`` and ``{"failed": "..."}`` say why there are none; ``version`` is printed.
STATUS = "status.json"
NOT_INSTALLED = "not installed"
FAILED = "failed"
#: Format characters that are seen: signs around numbers, the end of an ayah.
_SEEN = frozenset(map(chr, (*range(0x0600, 0x0606), 0x06DD, 0x08E2)))
_TATWEEL = "\u0640"
_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_LETTERS = re.compile("[\u0620-\u064a\u066e-\u06d3\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_NUMBERS = re.compile(r"[A-Z][A-Z0-9]*(?:[/.\-][A-Za-z0-9]+)+|\d+(?:[/.,:\-]\d+)*")
_SEPARATORS = str.maketrans({"\u066b": ".", "\u066c": ",", "\u2013": "-", "\u2212": "-"})


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one file, or of several added up."""

    files: int = 0
    missing: int = 0
    character_edits: int = 0
    characters: int = 0
    word_edits: int = 0
    words: int = 0
    numbers_right: int = 0
    numbers_all: int = 0
    ordered: int = 0
    common: int = 0
    as_forms: int = 0
    letters: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(*(one + two for one, two in zip(astuple(self), astuple(other), strict=True)))

    @property
    def cer(self) -> float | None:
        return _share(self.character_edits, self.characters)

    @property
    def wer(self) -> float | None:
        return _share(self.word_edits, self.words)

    @property
    def numbers(self) -> float | None:
        return _share(self.numbers_right, self.numbers_all)

    @property
    def order(self) -> float | None:
        return _share(self.ordered, self.common)

    @property
    def forms(self) -> float | None:
        return _share(self.as_forms, self.letters)


MEASURES: dict[str, Callable[[Score], float | None]] = {
    "cer": lambda score: score.cer,
    "wer": lambda score: score.wer,
    "numbers": lambda score: score.numbers,
    "order": lambda score: score.order,
    "forms": lambda score: score.forms,
}


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def normal(text: str) -> str:
    """``text`` as it is compared."""
    text = unicodedata.normalize("NFC", _FORMS.sub(_letters_of, text))
    return " ".join("".join(char for char in text if not _dropped(char)).split())


def _letters_of(form: re.Match[str]) -> str:
    """The letters of a presentation form; those of harakat alone decompose to a space and the mark."""
    return unicodedata.normalize("NFKC", form[0]).strip() or form[0]


@cache
def _dropped(char: str) -> bool:
    category = unicodedata.category(char)
    return char == _TATWEEL or category == "Mn" or (category == "Cf" and char not in _SEEN)


def numbers(text: str) -> list[str]:
    """Numbers and symbols of a normal text, digits as ASCII."""
    plain = (str(unicodedata.digit(char)) if unicodedata.category(char) == "Nd" else char for char in text)
    return _NUMBERS.findall("".join(plain).translate(_SEPARATORS))


def score(truth: str, text: str) -> Score:
    """Compare ``text`` with ``truth``, both as they came."""
    true, read = normal(truth), normal(text)
    true_numbers, read_numbers = numbers(true), numbers(read)
    ordered, common = in_order(true.split(), read.split())
    return Score(
        files=1,
        missing=not read,
        character_edits=min(distance(true, read), len(true)),
        characters=len(true),
        word_edits=min(distance(true.split(), read.split()), len(true.split())),
        words=len(true.split()),
        numbers_right=common_subsequence(true_numbers, read_numbers),
        numbers_all=max(len(true_numbers), len(read_numbers)),
        ordered=ordered,
        common=common,
        as_forms=len(_FORMS.findall(text)),
        letters=len(_LETTERS.findall(text)),
    )


def distance(one: Sequence[Hashable], other: Sequence[Hashable]) -> int:
    """Levenshtein's distance, a column a step in the bits of one number (Myers 1999, Hyyrö 2003)."""
    if not one:
        return len(other)
    places: defaultdict[Hashable, int] = defaultdict(int)
    for place, item in enumerate(one):
        places[item] |= 1 << place
    every, last = (1 << len(one)) - 1, 1 << (len(one) - 1)
    more, less, result = every, 0, len(one)
    for item in other:
        equal = places.get(item, 0)
        across = equal | less
        down = (((equal & more) + more) ^ more) | equal
        rises, falls = (less | ~(down | more)) & every, more & down
        result += bool(rises & last) - bool(falls & last)
        rises, falls = (rises << 1 | 1) & every, (falls << 1) & every
        more, less = (falls | ~(across | rises)) & every, rises & across
    return result


def common_subsequence(one: Sequence[Hashable], other: Sequence[Hashable]) -> int:
    """Length of the longest sequence that both have in the same order."""
    row = [0] * (len(other) + 1)
    for item in one:
        before = 0
        for place, candidate in enumerate(other, 1):
            above = row[place]
            row[place] = before + 1 if item == candidate else max(row[place - 1], above)
            before = above
    return row[-1]


def in_order(true: Sequence[str], read: Sequence[str]) -> tuple[int, int]:
    """Of the words that both have just once: how many are in the order of the truth, and how many there are."""
    counts, places = Counter(read), {word: place for place, word in enumerate(read)}
    once = [word for word, count in Counter(true).items() if count == 1 and counts[word] == 1]
    ends: list[int] = []
    for word in once:
        at = bisect_left(ends, places[word])
        ends[at : at + 1] = [places[word]]
    return len(ends), len(once)


@dataclass(frozen=True, slots=True)
class Outputs:
    """What one tool made: its name, its folder, and what ``status.json`` says of it."""

    name: str
    folder: Path
    status: dict[str, object]

    @classmethod
    def of(cls, folder: Path) -> Outputs:
        status = folder / STATUS
        said = json.loads(status.read_text(encoding="utf-8")) if status.exists() else {}
        return cls(str(said.get("name", folder.resolve().name)), folder, said)

    @property
    def absent(self) -> str:
        """``not installed`` or ``failed``, where the tool read nothing."""
        return next((word for word in (NOT_INSTALLED, FAILED) if word in self.status), "")

    @property
    def title(self) -> str:
        return self.name + (" (sample)" if self.status.get("sample") else "")

    def text(self, name: str) -> str | None:
        """The text of a document; None where it is to be left out."""
        path = self.folder / f"{name}.txt"
        if path.exists():
            return path.read_text(encoding="utf-8", errors="replace")
        return None if self.status.get("sample") or self.absent else ""


def read_manifest(folder: Path) -> list[dict[str, object]]:
    """The rows of the manifest. Raises FileNotFoundError where the folder is no benchmark."""
    lines = (folder / MANIFEST).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line]


def score_outputs(folder: Path, outputs: Outputs) -> dict[str, Score]:
    """Name of the document -> its score."""
    scores = {}
    for row in read_manifest(folder):
        name = str(row["name"])
        text = outputs.text(name)
        if text is not None:
            scores[name] = score((folder / "truth" / f"{name}.txt").read_text(encoding="utf-8"), text)
    return scores


def pooled(folder: Path, scores: dict[str, Score], by: str) -> dict[str, Score]:
    """Value of the field ``by`` of the manifest -> scores added up; and those of all files, under ``all``."""
    rows: dict[str, Score] = {}
    for row in read_manifest(folder):
        for key in (str(row[by]), "all"):
            rows[key] = rows.get(key, Score()) + scores.get(str(row["name"]), Score())
    rows["all"] = rows.pop("all", Score())
    return rows


def table(
    folder: Path, results: Iterable[tuple[Outputs, dict[str, Score]]], measure: str, by: str = "class"
) -> Iterator[str]:
    """One measure, a row a value of ``by`` and a column a tool, as a Markdown table."""
    columns = [(outputs, pooled(folder, scores, by)) for outputs, scores in results]
    counts = Counter(str(row[by]) for row in read_manifest(folder))
    counts["all"] = counts.total()
    yield "| " + " | ".join([f"{measure} by {by}", "files", *(outputs.title for outputs, _ in columns)]) + " |"
    yield "|---|" + "---:|" * (len(columns) + 1)
    for key in [*(key for key in counts if key != "all"), "all"]:
        cells = (_cell(outputs, rows[key], measure) for outputs, rows in columns)
        yield "| " + " | ".join([key, str(counts[key]), *cells]) + " |"


def summary(folder: Path, results: Iterable[tuple[Outputs, dict[str, Score]]]) -> Iterator[str]:
    """All measures of each tool over all files, as a Markdown table."""
    yield "| tool | version | files | nothing read | " + " | ".join(MEASURES) + " |"
    yield "|---|---|---:|---:|" + "---:|" * len(MEASURES)
    for outputs, scores in results:
        total = pooled(folder, scores, "class")["all"]
        cells = [outputs.title, str(outputs.status.get("version", "")), str(total.files), str(total.missing)]
        yield "| " + " | ".join([*cells, *(_cell(outputs, total, measure) for measure in MEASURES)]) + " |"


def _cell(outputs: Outputs, result: Score, measure: str) -> str:
    if outputs.absent:
        return outputs.absent
    share = MEASURES[measure](result)
    return "–" if share is None else f"{share:.1%}"


def main(arguments: Sequence[str] | None = None) -> int:
    head, _, rest = (__doc__ or "").partition("\n")
    parser = argparse.ArgumentParser(description=head, epilog=rest, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, help=f"the benchmark: {MANIFEST}, truth/")
    parser.add_argument("outputs", type=Path, nargs="*", help="folders of texts (default: all of FOLDER/outputs)")
    parser.add_argument("--measures", nargs="+", choices=list(MEASURES), default=["cer", "numbers"], metavar="MEASURE")
    parser.add_argument(
        "--by", default="class", metavar="FIELD", help="field of the manifest: class, producer, face, language"
    )
    parser.add_argument("--json", action="store_true", help="all counts of all files, one JSON object a line")
    given = parser.parse_args(arguments)
    if not (given.folder / MANIFEST).exists():
        print(f"{given.folder} has no {MANIFEST}: it is no benchmark folder", file=sys.stderr)
        return 2
    if absent := [path for path in given.outputs if not path.is_dir()]:
        print(f"no such folder: {', '.join(map(str, absent))}", file=sys.stderr)
        return 2
    if any(given.by not in row for row in read_manifest(given.folder)):
        print(f"the manifest has no field {given.by!r}", file=sys.stderr)
        return 2
    folders = given.outputs or sorted(path for path in (given.folder / "outputs").glob("*") if path.is_dir())
    results = [(outputs, score_outputs(given.folder, outputs)) for outputs in map(Outputs.of, folders)]
    for line in _lines(given, results):
        print(line)
    return 0


def _lines(given: argparse.Namespace, results: list[tuple[Outputs, dict[str, Score]]]) -> Iterator[str]:
    if given.json:
        for outputs, scores in results:
            for name, result in scores.items():
                yield json.dumps({"tool": outputs.name, "name": name, **asdict(result)}, ensure_ascii=False)
        return
    yield from summary(given.folder, results)
    for measure in given.measures:
        yield ""
        yield from table(given.folder, results, measure, given.by)


if __name__ == "__main__":
    sys.exit(main())
