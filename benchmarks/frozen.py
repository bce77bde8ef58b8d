"""What the program makes of files, kept, so that a change which is to change nothing can be held against it.

    python -m benchmarks.frozen write OUT FILE|FOLDER... [--only NAME...] [--seconds 600]
    python -m benchmarks.frozen compare OLD NEW [--only NAME...]

An input is a PDF or a text dump, of a folder every ``*.pdf`` and ``*.txt`` below it but for those in ``truth/``; its
name begins with that of the folder. ``write`` keeps a folder for each input, see ``outputs``, and ``digests.tsv``:
input, output, sha256 and the seconds of CPU that the input took. Each input is read in a process of its own, which has
a limit of CPU time; what is there of others stays. ``compare`` lists every output that isn't the same byte for byte,
with the first places where it differs, and exits with 1 if there are any. ``--only``: inputs whose names begin so.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import pikepdf
from rapidfuzz.distance import Levenshtein

from warraq import run
from warraq.cli.exit_codes import INTERNAL_FAULT
from warraq.decipher.text import channel
from warraq.decipher.text.document.restoration import TextRestoration
from warraq.errors import WarraqError
from warraq.extract.objects.source import read_dump, read_input
from warraq.model.document import Document

TABLE: Final = "digests.tsv"
ERROR: Final = "error.json"
#: Inputs are files with these endings; in a folder of this name they are what people say of some, not inputs.
ENDINGS: Final = (".pdf", ".txt")
TRUTH: Final = "truth"
#: Seconds of CPU that an input may take, and for each of them those of the clock, on a machine that is busy.
SECONDS: Final = 600
PATIENCE: Final = 10
#: Places that are shown of an output that differs, and characters of each side.
MOST, WIDTH = 5, 70
#: As the command sets them.
ENVIRONMENT: Final = {"OPENBLAS_NUM_THREADS": "1", "PYDANTIC_DISABLE_PLUGINS": "1"}
#: (input, output) -> sha256, seconds
Digests = dict[tuple[str, str], tuple[str, str]]


def outputs(path: Path) -> Iterator[tuple[str, str]]:
    """Name and text of everything that is made of a file; what can't be read or healed gives an error as its output.

    Of both kinds the document, its findings and the text that ``extract -f text`` prints; of a PDF the map of each font
    with all its posteriors, and what healing did; of a dump each word with its confidence, and the text of ``repair``.
    """
    try:
        yield from (_of_pdf if read_input(path).kind == "pdf" else _of_dump)(path)
    except Exception as error:  # noqa: BLE001 - faults of ours are kept too
        yield ERROR, _json(_shown(error))


def _of_pdf(path: Path) -> Iterator[tuple[str, str]]:
    decipher, made = run._decipher_pdf, list[run._Deciphered]()

    def once(*arguments: Any, **options: Any) -> run._Deciphered:
        if not made:
            made.append(decipher(*arguments, **options))
        return made[0]

    with patch.object(run, "_decipher_pdf", once):
        reading = run.read_pdf(path)
        yield from _of_document(reading.document)
        fonts = reading.extraction.fonts
        maps = [{"name": fonts[glyph_map.font].name, **asdict(glyph_map)} for glyph_map in reading.maps]
        yield "maps.json", _json(maps)
        yield "healed.json", _json(_healed(path))


def _of_dump(path: Path) -> Iterator[tuple[str, str]]:
    restore, made = channel.restore, list[TextRestoration]()

    def once(*arguments: Any, **options: Any) -> TextRestoration:
        if not made:
            made.append(restore(*arguments, **options))
        return made[0]

    with patch.object(channel, "restore", once):
        yield from _of_document(run.extract(path))
        yield "repaired.txt", run.repair_text(read_dump(path))
    yield "words.json", _json([[(word.text, word.confidence) for word in block.words] for block in made[0].blocks])


def _of_document(document: Document) -> Iterator[tuple[str, str]]:
    yield "document.json", document.to_json()
    yield "findings.json", _json([asdict(finding) for finding in document.findings])
    yield "text.txt", document.to_text()


def _healed(path: Path) -> dict[str, Any]:
    """What healing did, and the digest of the healed file; of an encrypted one, which is never the same twice, that of
    its content."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "healed.pdf"
        try:
            report = run.heal(path, out)
        except Exception as error:  # noqa: BLE001 - faults of ours are kept too
            return _shown(error)
        data = out.read_bytes()
        with pikepdf.open(out) as pdf:
            if pdf.is_encrypted:
                plain = io.BytesIO()
                pdf.save(plain, encryption=False, static_id=True)
                data = plain.getvalue()
    return {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data), "report": asdict(report)}


def _shown(error: Exception) -> dict[str, Any]:
    message, code = (error.message, error.exit_code) if isinstance(error, WarraqError) else (str(error), INTERNAL_FAULT)
    return {"error": type(error).__name__, "exit_code": code, "message": message}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, default=float) + "\n"


def inputs(paths: Sequence[Path]) -> dict[str, Path]:
    """Name -> file. Raises ValueError where two have the same name."""
    file_of: dict[str, Path] = {}
    for path in map(Path.resolve, paths):
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            parts = file.relative_to(path.parent).parts
            if file == path or (file.suffix.lower() in ENDINGS and file.is_file() and TRUTH not in parts):
                name = "/".join(parts)
                if name in file_of:
                    raise ValueError(f"{file_of[name]} and {file} have the same name, {name}")
                file_of[name] = file
    return file_of


def chosen(names: Iterable[str], only: Sequence[str]) -> list[str]:
    """The names that begin with one of ``only``; all where that is empty."""
    return [name for name in names if not only or name.startswith(tuple(only))]


def read_one(path: Path, folder: Path, seconds: int) -> None:
    """Write the outputs of a file into a folder; the process is killed after so many seconds of CPU."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
    for name, text in outputs(path):
        (folder / name).write_bytes(text.encode("utf-8", "surrogatepass"))


def frozen(path: Path, folder: Path, seconds: int) -> float:
    """``read_one`` in a process of its own, of which a death or the end of its time is the output; seconds of CPU."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "benchmarks.frozen", "one", str(path), str(folder), "--seconds", str(seconds)]
    try:
        code = subprocess.run(command, timeout=PATIENCE * seconds, env=os.environ | ENVIRONMENT).returncode
    except subprocess.TimeoutExpired:
        code = -signal.SIGXCPU
    if code:
        failure = {"error": "timeout"} if code == -signal.SIGXCPU else {"error": "exit", "exit_code": code}
        (folder / ERROR).write_text(_json(failure), "utf-8")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def write(out: Path, paths: Sequence[Path], only: Sequence[str], seconds: int) -> None:
    """Freeze the outputs of all inputs; a line on stderr for each."""
    file_of = inputs(paths)
    table = digests(out)
    for name in chosen(file_of, only):
        folder = out / name
        used = frozen(file_of[name], folder, seconds)
        table = {key: row for key, row in table.items() if key[0] != name}
        for output in sorted(folder.iterdir()):
            table[name, output.name] = hashlib.sha256(output.read_bytes()).hexdigest(), f"{used:.2f}"
        rows = ("\t".join((*key, *row)) + "\n" for key, row in sorted(table.items()))
        (out / TABLE).write_text("".join(rows), "utf-8")
        print(f"{used:7.2f} s  {name}", file=sys.stderr, flush=True)


def digests(folder: Path) -> Digests:
    """The table of a folder; empty where there is none."""
    if not (folder / TABLE).exists():
        return {}
    with (folder / TABLE).open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {(name, output): (digest, used) for name, output, digest, used in rows}


def compare(old: Path, new: Path, only: Sequence[str]) -> Iterator[str]:
    """What differs, line by line: inputs that one of them lacks; the name of an output, below it the first places."""
    before, after = digests(old), digests(new)
    in_old, in_new = ({name for name, _ in table} for table in (before, after))
    for name in sorted(chosen(in_old ^ in_new, only)):
        yield f"{name}: not in {new if name in in_old else old}"
    in_both = {*chosen(in_old & in_new, only)}
    for key in sorted(key for key in {*before, *after} if key[0] in in_both):
        name = "/".join(key)
        if key not in after or key not in before:
            there = old if key in before else new
            yield f"{name}: only in {there}"
            if key[1] == ERROR:
                yield "    " + json.dumps(json.loads((there / name).read_text("utf-8")), ensure_ascii=False)
        elif before[key][0] != after[key][0]:
            yield f"{name}: differs"
            yield from (f"    {line}" for line in _places(old / name, new / name))


def _places(old: Path, new: Path) -> Iterator[str]:
    one, other = (path.read_text("utf-8", "surrogatepass") for path in (old, new))
    if old.suffix == ".json":
        differences = list(json_differences(json.loads(one), json.loads(other)))
    else:
        differences = list(word_differences(one, other))
    yield from (f"{place}: {_short(a)} -> {_short(b)}" for place, a, b in differences[:MOST])
    numbers = [(a, b) for _, a, b in differences if type(a) is float and type(b) is float]
    only = ", all of them numbers" if len(numbers) == len(differences) else ""
    most = max((abs(a - b) / max(abs(a), abs(b)) for a, b in numbers), default=0)
    yield f"places: {len(differences)}{only}" + (
        f"; numbers differ by {most:.1e} of themselves at most" if numbers else ""
    )


def json_differences(old: Any, new: Any, place: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Path, value and other value of all that differs; of a part that one lacks, None."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name in {**old, **new}:
            yield from json_differences(old.get(name), new.get(name), f"{place}.{name}")
    elif isinstance(old, list) and isinstance(new, list):
        for index, (a, b) in enumerate(zip_longest(old, new)):
            yield from json_differences(a, b, f"{place}[{index}]")
    elif old != new:
        yield place, old, new


def word_differences(old: str, new: str) -> Iterator[tuple[str, str, str]]:
    """Which word it is, the words there and the other words, of all that differs; white space counts."""
    one, other = (text.replace("\n", " \\n ").split(" ") for text in (old, new))
    for step in Levenshtein.opcodes(one, other):
        if step.tag != "equal":
            there, here = one[step.src_start : step.src_end], other[step.dest_start : step.dest_end]
            yield f"word {step.src_start}", " ".join(there), " ".join(here)


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= WIDTH else f"{text[:WIDTH]}…"


def main() -> None:
    parser = argparse.ArgumentParser(description="Keep what is made of files, and compare what is made of them later.")
    commands = parser.add_subparsers(dest="command", required=True)
    writes = commands.add_parser("write", help="read files and keep what comes of them")
    writes.add_argument("out", type=Path, help="folder to keep it in")
    writes.add_argument("paths", nargs="+", type=Path, help="PDFs, text dumps, or folders of them")
    compares = commands.add_parser("compare", help="list what differs; exits with 1 if anything does")
    compares.add_argument("old", type=Path)
    compares.add_argument("new", type=Path)
    for command in (writes, compares):
        command.add_argument("--only", nargs="+", default=[], metavar="NAME", help="inputs whose names begin so")
    one = commands.add_parser("one", help="read one file into a folder that is there, in this process")
    one.add_argument("path", type=Path)
    one.add_argument("folder", type=Path)
    for command in (writes, one):
        command.add_argument("--seconds", type=int, default=SECONDS, help="of CPU for a file (default: %(default)s)")
    given = parser.parse_args()
    if given.command == "one":
        read_one(given.path, given.folder, given.seconds)
    elif given.command == "write":
        write(given.out, given.paths, given.only, given.seconds)
    else:
        differences = list(compare(given.old, given.new, given.only))
        print(*differences or ["the same"], sep="\n")
        sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main()
