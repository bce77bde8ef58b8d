"""Fill the marked blocks of README.md and docs/, so that no figure and no example there is typed by hand.

    python -m benchmarks.readme                  those of BLOCKS (some minutes: accuracy and speed are measured)
    python -m benchmarks.readme matrix faces harakat ablation cost scale extracted
                                                 accuracy on generated files, on unseen faces, of marks; cost of
                                                 a font, speed and memory; dumps as extractors write them
    python -m benchmarks.readme real damaged routes --real DIR
                                                 accuracy on files of your own, as benchmarks.accuracy --real takes
                                                 them, and on the same with broken maps (benchmarks.damaged_real)
    python -m benchmarks.readme others copied told --others FILE...
                                                 dumps made of texts of your own (benchmarks.text_channel), and with
                                                 the channel told (benchmarks.given_channel)
    python -m benchmarks.readme example json     those alone

A block stands between ``<!-- NAME:begin -->`` and ``<!-- NAME:end -->``: the example in README.md, the JSON in
docs/json.md, figures in docs/figures.md. The README's table is taken from those figures, whenever any was measured.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks import (
    ablation,
    accuracy,
    check,
    copied_out,
    copied_real,
    damaged_real,
    decipher_cost,
    given_channel,
    harakat,
    matrix,
    real,
    scale,
    speed,
    structure,
    technical_prose,
    text_channel,
    unseen_faces,
)
from benchmarks.markdown import table_head, table_row
from benchmarks.structure_golden import FIXTURES, sources
from benchmarks.text_channel import TRUTH
from tools.docs import fill
from warraq.emit.formats.json import to_data
from warraq.emit.whole import write_whole
from warraq.model.document import Node
from warraq.run import extract

ROOT = FIXTURES.parent
README = ROOT / "README.md"
FIGURES = ROOT / "docs" / "figures.md"
#: Blocks that stand elsewhere than in FIGURES.
PLACES = {"example": README, "summary": README, "json": ROOT / "docs" / "json.md"}
DUMP = FIXTURES / "text" / "ctoc-cop-wg7-2020-4.txt"
FACSIMILE = FIXTURES / "pdf" / "ctoc-cop-wg7-2020-4.pdf"
#: Lines of the dump that the example shows, counted from 1, and the node that comes of them.
LINES, NODE = slice(41, 47), "rec-2"
#: Length to which the JSON excerpt cuts a text, and a list.
CUT, MOST = 72, 2


@cache
def nodes(source: Path) -> dict[str, Node]:
    """Id -> node of the document that ``source`` gives."""
    return {node.id: node for node in extract(source).walk()}


def example() -> str:
    """Lines of the real text layer as they stand, and what warraq makes of them."""
    before = [" ".join(line.split()) for line in DUMP.read_text(encoding="utf-8").split("\n")[LINES]]
    node = nodes(DUMP)[NODE]
    doubts = "، ".join(word.word for word in node.uncertain) or "none"
    after = f"{node.label}\n{node.content}"
    return (
        f"Before (lines {LINES.start + 1} to {LINES.stop} of the dump; runs of spaces shown as one):\n\n"
        f"{_quote(line for line in before if line)}\n\n"
        f"After (node `{NODE}`; words it lists as uncertain: {doubts}):\n\n{_quote(after.splitlines())}"
    )


def _quote(lines: Iterable[str]) -> str:
    """A quotation that reads from right to left; GitHub and PyPI keep the attribute."""
    return '<div dir="rtl">\n\n> ' + "<br>\n> ".join(lines) + "\n\n</div>"


def excerpt() -> str:
    """The head of the facsimile's JSON, one font and one recommendation; long texts are cut."""
    data = to_data(extract(FACSIMILE))
    liar = next(font for font in data["fonts"] if font["verdict"] != "honest" and "language" in font["evidence"])
    node = next(node for node in _walk(data["body"]) if node["id"] == NODE)
    shown = {
        "schema_version": data["schema_version"],
        "source": data["source"],
        "metadata": data["metadata"],
        "fonts": [liar],
        "body": [node],
        "quality": data["quality"],
    }
    text = json.dumps(_cut(shown), ensure_ascii=False, indent=2)
    # Numbers in a list stand on one line.
    text = re.sub(r"\[\s+([-\d., \s]+?)\s+\]", lambda numbers: f"[{' '.join(numbers[1].split())}]", text)
    return f"```json\n{text}\n```"


def _walk(body: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [inner for node in body for inner in (node, *_walk(node["children"]))]


def _cut(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _cut(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_cut(item) for item in value[:MOST]] if value and isinstance(value[0], dict) else value
    if isinstance(value, str) and len(value) > CUT:
        return value[:CUT].rsplit(" ", 1)[0] + " …"
    return value


#: The fixtures whose figures stand in the README; those of other kinds have a table of their structure.
SHOWN = ("ctoc-cop-wg7-2020-4", "honest")


def bench() -> str:
    """What ``make bench`` prints of the report and of the honest page."""
    shown = [FIXTURES / name for name in sources() if Path(name).name.startswith(SHOWN)]
    return "\n".join((*accuracy.lines(shown), "", *speed.lines(shown)))


def cipher() -> str:
    """What the text channel makes of made-up ciphers."""
    return "\n".join(text_channel.lines())


def kinds() -> str:
    """Structure, footnotes and tables on every PDF fixture."""
    return "\n".join(structure.lines())


def prose() -> str:
    """The order of lines of technical prose."""
    return "\n".join(technical_prose.lines_table())


def generated() -> str:
    """Accuracy on one generated file a cell, by kind of damage. Some ten minutes; the producers must be installed."""
    return _first_table(accuracy.matrix_lines(matrix.SAMPLE, "", with_peers=False, ocr=False))


def faces() -> str:
    """Files in faces that nothing was fitted on, fetched from npm."""
    return "\n".join(unseen_faces.kinds())


def marks() -> str:
    """Words whose marks alone are wrong. Some three minutes; the producers must be installed."""
    return "\n".join(harakat.lines(list(harakat.results())))


def out_of_files() -> str:
    """Dumps as extractors write them. Some five minutes; PyMuPDF and poppler must be installed."""
    return "\n".join(copied_out.lines([(path, TRUTH) for path in copied_out.FILES]))


def evidence() -> str:
    """Unseen faces with one kind of evidence left out."""
    return "\n".join(ablation.unseen_lines())


def _first_table(lines: Iterable[str]) -> str:
    """The first table of Markdown ``lines``; those by producer, face and damage are for who runs the benchmark."""
    rows = itertools.dropwhile(lambda line: not line.startswith("|"), lines)
    return "\n".join(list(itertools.takewhile(lambda line: line.startswith("|"), rows)))


def cost() -> str:
    """CPU time of diagnosis and decipherment of fonts never seen. Some four minutes."""
    return "\n\n".join((speed.machine(), "\n".join(decipher_cost.every())))


def size() -> str:
    """CPU time by stage and beside other tools, memory by length, throughput by workers, and what an archive takes."""
    tables = ("\n".join(table()) for table in scale.TABLES.values())
    return "\n\n".join((speed.machine(), *tables))


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the README's table: what was read, and where its figures stand in docs/figures.md.

    Attributes:
        block: the block that has the table.
        cells: what the row's first cells are.
        columns: head of the README's column -> head of the column there, where they differ.
        peer: what the first cells of the row of another way to read the same are.
    """

    title: str
    block: str
    cells: tuple[str, ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    peer: tuple[str, ...] = ()


#: Columns of figures of the README's table. Wrong words that aren't listed count per 1,000 everywhere.
CER, WER, NUMBERS, SILENT = "CER", "WER", "numbers exact", "wrong, not listed / 1,000"
REPORT, HONEST = "ctoc-cop-wg7-2020-4", "honest"
_OF_BENCH = {SILENT: "wrong, not flagged"}
_OF_FILES = {SILENT: "wrong, not flagged / 1,000"}
_OURS, _PEER = "**warraq**", "pdfplumber + bidi"
ROWS = (
    Row("a sound page", "bench", (f"{HONEST}.pdf", _OURS), _OF_BENCH, (f"{HONEST}.pdf", _PEER)),
    Row(
        "the same, its maps wrong",
        "bench",
        (f"{HONEST}-wrong-map.pdf", _OURS),
        _OF_BENCH,
        (f"{HONEST}-wrong-map.pdf", _PEER),
    ),
    Row(
        "a UN report, its fonts broken",
        "bench",
        (f"{REPORT}.pdf", _OURS),
        _OF_BENCH,
        (f"{REPORT}.pdf", _PEER),
    ),
    Row(
        "its text layer alone, as copied",
        "bench",
        (f"{REPORT}.txt", _OURS),
        _OF_BENCH,
        (f"{REPORT}.txt", "as it stands"),
    ),
    Row(
        "nine other texts through made-up fonts, as copied",
        "copied",
        ("mean of 9",),
        {WER: "channel 2"},
    ),
    Row("83 generated files, sound", "matrix", ("honest, as made",), _OF_FILES),
    Row("24 generated files, no map, tables gone", "matrix", ("no map, tables gone",), _OF_FILES),
    Row("14 faces held out, no map, tables gone", "faces", ("held out", "no map, tables gone"), _OF_FILES),
    Row("50 real files, maps made wrong, tables gone", "damaged", ("wrong map, tables gone",), _OF_FILES),
)


def summary(text: str) -> str:
    """The README's one table, from the figures that stand in ``text``, that of docs/figures.md."""
    head = ("what is read", CER, WER, NUMBERS, SILENT, "WER without warraq")
    lines = [*table_head(*head)]
    for row in ROWS:
        ours = _row_of(text, row.block, row.cells)
        figures = [ours.get(row.columns.get(name, name), _ABSENT) for name in (CER, WER, NUMBERS)]
        silent = _per_thousand(ours[row.columns.get(SILENT, SILENT)])
        peer = _row_of(text, row.block, row.peer)[WER] if row.peer else _ABSENT
        lines.append(table_row(row.title, *figures, silent, peer))
    return "\n".join(lines)


_ABSENT = "–"


def _row_of(text: str, block: str, cells: Sequence[str]) -> dict[str, str]:
    """Head of the column -> cell, of the row of a block's tables that begins with ``cells``. Raises LookupError."""
    _, _, rest = text.partition(f"<!-- {block}:begin -->")
    inside, _, _ = rest.partition(f"<!-- {block}:end -->")
    head: list[str] = []
    for line in inside.splitlines():
        row = [cell.strip() for cell in line.strip("| ").split(" | ")] if line.startswith("|") else []
        if row[: len(cells)] == list(cells):
            return {name: cell.strip("*") for name, cell in zip(head, row, strict=True)}
        head = (head or row) if row else []
    raise LookupError(f"docs/figures.md has no row {' | '.join(cells)} in {block}")


def _per_thousand(cell: str) -> str:
    """``2 of 3435`` as what it is per 1,000; other cells are that already."""
    wrong, _, words = cell.partition(" of ")
    return f"{1000 * int(wrong) / int(words):.2f}" if words else f"{float(wrong):.2f}"


BLOCKS: dict[str, Callable[[], str]] = {
    "example": example,
    "json": excerpt,
    "bench": bench,
    "cipher": cipher,
    "structure": kinds,
    "technical": prose,
}
#: Made only when asked for by name.
LONG: dict[str, Callable[[], str]] = {
    "matrix": generated,
    "faces": faces,
    "harakat": marks,
    "cost": cost,
    "scale": size,
    "extracted": out_of_files,
    "ablation": evidence,
}


def write(name: str, content: str) -> None:
    """Put ``content`` into the block ``name`` of the page that has it."""
    page = PLACES.get(name, FIGURES)
    write_whole(fill(page.read_text(encoding="utf-8"), name, content), page)
    print(f"{page.relative_to(ROOT)}: {name}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Fill the generated blocks of README.md and docs/.")
    names = ", ".join(BLOCKS)
    parser.add_argument(
        "blocks",
        nargs="*",
        metavar="BLOCK",
        help=f"of {names} (the default: these), {', '.join(LONG)}, real, sound, routes, damaged, others, copied, told",
    )
    parser.add_argument(
        "--real", type=Path, metavar="FOLDER", help="of blocks real, sound, routes and damaged: PDFs, manifest, truths"
    )
    parser.add_argument(
        "--others", type=Path, nargs="+", metavar="FILE", help="of blocks others, copied and told: sound PDFs or texts"
    )
    given = parser.parse_args()
    blocks = BLOCKS | LONG
    if given.others:
        blocks["others"] = lambda: "\n".join(text_channel.others(given.others))
        blocks["copied"] = lambda: "\n".join(text_channel.others(given.others, text_channel.COPIED))
        blocks["told"] = lambda: "\n".join(given_channel.lines(given.others))
    if given.real:
        blocks["real"] = lambda: "\n".join(real.lines(given.real))
        blocks["sound"] = lambda: "\n".join(copied_real.lines(list(copied_real.results(given.real))))
        blocks["routes"] = lambda: "\n".join((f"{speed.machine()}.\n", *check.lines(given.real)))
        blocks["damaged"] = lambda: "\n".join(damaged_real.lines(list(damaged_real.results(given.real))))
    unknown = [name for name in given.blocks if name not in blocks]
    if unknown:
        parser.error(
            f"no block {', '.join(unknown)}; real, sound, routes and damaged want --real FOLDER, "
            "others, copied and told --others FILE..."
        )
    for name in given.blocks or BLOCKS:
        write(name, blocks[name]())  # takes minutes; what is edited meanwhile stays
    write("summary", summary(FIGURES.read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
