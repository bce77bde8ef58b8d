"""The text channel on made-up ciphers: ``python -m benchmarks.text_channel [--text FILE] [--seeds 3]``.

Each seed makes another channel (which output each letter form has, how many are spaces; on demand a font with second
glyphs for use beside some letters, as those of word processors have) and sets the text in lines as
an extractor that writes runs by their place does: runs reversed at numbers and, in a share of the lines, cut unseen at
any letter; or as word processors draw them and extractors write that, see ``processed``. The default text is the true
text of the source report; its own channel plays no part here. A text that the language model was trained on gives
better figures than one of another kind.
"""

from __future__ import annotations

import argparse
import itertools
import lzma
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from benchmarks.markdown import table_head, table_row
from benchmarks.scores import in_place
from warraq.arabic.letters import ALIKE_JOINED, ALIKE_RIGHT_JOINING
from warraq.config import DEFAULT
from warraq.decipher.text import parameters
from warraq.decipher.text.channel import restore
from warraq.decipher.text.document.restoration import listed_below
from warraq.decipher.text.finish.first_alefs import ALEFS
from warraq.decipher.text.finish.orthography import YEHS
from warraq.decipher.text.order.stretched_runs import written
from warraq.emit.formats.markdown import plain_text
from warraq.language.tokens import fold_marks
from warraq.language.units import COUNT, LETTERS, UNIT_OF, UNITS, units
from warraq.model.line import Word
from warraq.run import extract

TRUTH = Path(__file__).parent.parent / "fixtures" / "truth" / "ctoc-cop-wg7-2020-4.tsv"
WORD = re.compile(f"[{LETTERS}]+")
WORDS_A_LINE = 13
#: A line of a text with fewer words is no paragraph.
SHORTEST = 8
#: The share of the letter forms of made-up dumps that are wrong.
WRONG = 0.5
#: What the table calls lines as a word processor draws them, and the share of them that have kashidas.
AS_DRAWN = "as drawn"
STRETCHED = 0.3
#: The share of lines in which somebody went on writing, so that a run begins between two words, and of those the share
#: in which they did so once more. As in the articles of a law that Word wrote (``benchmarks.run_breaks``).
EDITED = 0.08
AGAIN = 0.12
KASHIDA = "\N{ARABIC TATWEEL}"
#: Letters that people write for each other, as one.
SPELT = str.maketrans(dict.fromkeys(ALEFS, ALEFS[0]) | dict.fromkeys(YEHS, YEHS[0]))
#: Letters that are alike without their dots: fonts have the same glyphs for them.
SHAPES = (*ALIKE_JOINED, *"كلمه", *ALIKE_RIGHT_JOINING, *"ىة")
#: A second glyph of a shape is used beside such a share of the shapes that it meets, and is chosen by the letter before
#: in a share of those in the middle of words.
BESIDE, AFTER = 0.2, 0.2
#: The share of shapes that have a second glyph: in the source report's font some 14 % of the letters are drawn in two
#: ways that come out apart, in such a channel as many.
CONTEXTUAL = 0.5
#: What runs from left to right in a line.
FROM_LEFT = re.compile(
    r"[$%]?\d+(?:[.,:/\-\u066b\u066c]\d+)*[%°]?|[A-Za-z][A-Za-z0-9./\-]*(?: [A-Za-z0-9][A-Za-z0-9./\-]*)*"
)


def paragraphs(path: Path, words: int, seed: int, shortest: int = SHORTEST) -> Iterator[str]:
    """Paragraphs of the file, without diacritics, up to ``words``: a TSV's third column, the lines of a text or PDF of
    ``shortest`` words or more.

    A PDF is taken as it is read: its text must be sound.
    """
    if path.suffix == ".tsv":
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        lines = [row[2] for row in rows if row[0] in ("paragraph", "recommendation", "item")]
    else:
        lines = [line.strip() for line in _lines_of(path) if len(WORD.findall(line)) >= shortest]
        size = sum(len(line.split()) for line in lines)
        first = random.Random(seed).random() * max(0, size - words)
        behind = itertools.accumulate((len(line.split()) for line in lines), initial=0)
        lines = [line for line, begin in zip(lines, behind, strict=False) if begin >= first]
    count = 0
    for line in lines:
        yield fold_marks(line)
        count += len(line.split())
        if count >= words:
            return


def _lines_of(path: Path) -> list[str]:
    if path.suffix == ".pdf":
        return plain_text(extract(path)).splitlines()
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as text:
        return list(text)


@dataclass(frozen=True, slots=True)
class Channel:
    """What letters come out as.

    Attributes:
        outputs: by unit.
        before: (unit, next unit) -> output, where the font has another glyph for the unit there.
        after: (unit, unit before) -> output, the same.
    """

    outputs: Sequence[str]
    before: Mapping[tuple[int, int], str]
    after: Mapping[tuple[int, int], str]

    def of(self, word: str) -> list[str]:
        """The output of each unit of a word."""
        row = (0, *units(word), 0)
        return [
            self.before.get((unit, behind)) or self.after.get((unit, ahead)) or self.outputs[unit]
            for ahead, unit, behind in zip(row, row[1:], row[2:], strict=False)
        ]


def channel(draw: random.Random, wrong: float, spaces: float, contextual: float = 0.0) -> Channel:
    """A font whose map is ``wrong`` and lost to ``spaces`` in such shares of its glyphs.

    In a ``contextual`` share of the shapes that join to the next letter it has a second glyph, for use beside some
    others (``BESIDE``).
    """

    def drawn(unit: int) -> str:
        x = draw.random()
        other = draw.choice(LETTERS) if x < spaces + wrong else UNITS[unit][0][0]
        return " " if x < spaces else other

    outputs = [" ", *(drawn(unit) for unit in range(1, COUNT))]
    sides: tuple[dict[tuple[int, int], str], ...] = {}, {}
    for shape in SHAPES if contextual else ():
        for form in ("ini", "med"):
            if draw.random() < contextual:
                side = form == "med" and draw.random() < AFTER
                others = [(other, f) for other in SHAPES for f in (("ini", "med") if side else ("med", "fin"))]
                beside = [unit for other in others if draw.random() < BESIDE for unit in _units_of(*other)]
                for unit in _units_of(shape, form):
                    output = drawn(unit)
                    sides[side].update(((unit, other), output) for other in beside)
    return Channel(outputs, *sides)


def _units_of(shape: str, form: str) -> list[int]:
    """The letters of a shape that have the form."""
    return [UNIT_OF[letter, form] for letter in shape if (letter, form) in UNIT_OF]


def dump(texts: list[str], outputs: Channel, draw: random.Random, cut: float | None) -> str:
    """The text enciphered, in lines; ``cut`` is the share of lines cut unseen, None leaves every line in order.

    The space at which a line is broken stays behind what is read last.
    """
    lines = []
    for text in texts:
        row = text.split()
        for i in range(0, len(row), WORDS_A_LINE):
            plain = " ".join(row[i : i + WORDS_A_LINE])
            line = WORD.sub(lambda m: "".join(outputs.of(m.group())), plain) + " "
            runs = [run for run in re.split(f"({FROM_LEFT.pattern})", line) if run]
            if cut is not None and len(runs) == 1 and len(line) > 31 and draw.random() < cut:
                place = draw.randrange(5, len(line) - 6)
                line = line[place:] + line[:place]
            elif cut is not None:
                line = "".join(reversed(runs))
            lines.append(line)
        lines.append("")
    return "\n".join(lines)


def processed(texts: list[str], outputs: Channel, draw: random.Random, stretched: float, edited: float = EDITED) -> str:
    """The text enciphered, in lines as a word processor draws them and an extractor writes them.

    A run ends at numbers and where a block of the story does, between two words of the ``edited`` share of lines, and
    is broken at the kashidas of the ``stretched`` share. The space at which a line is broken is of its last run.
    """
    lines = []
    start = 0
    for text in texts:
        row = text.split()
        for i in range(0, len(row), WORDS_A_LINE):
            plain = " ".join(row[i : i + WORDS_A_LINE])
            line, joined, widths, gaps = "", [], [], []
            for part in re.findall(rf"[{LETTERS}]+|[^{LETTERS}]", plain):
                of_part = units(part) if WORD.match(part) else ()
                line += "".join(outputs.of(part)) if of_part else part
                joined += [UNITS[u][1] in ("ini", "med") for u in of_part] or [False]
                widths += [len(UNITS[u][0]) for u in of_part] or [1]
                gaps += [len(line)] if part == " " else []
            places = [k + 1 for k, joins in enumerate(joined) if joins]
            kashidas = draw.sample(places, min(3, len(places))) if draw.random() < stretched else []
            story = list(itertools.accumulate(widths, initial=start))
            blocks = {
                k
                for k in range(1, len(line))
                if story[k] // parameters.BlockEdges.BLOCK > story[k - 1] // parameters.BlockEdges.BLOCK
            }
            added = _added(gaps, draw, edited)
            lines.append(drawn(line + " ", set(kashidas), blocks | added))
            start = story[-1] + 1
        lines.append("")
        start += 1
    return "\n".join(lines)


def _added(gaps: Sequence[int], draw: random.Random, edited: float) -> set[int]:
    """Before which words of a line, of the places ``gaps``, somebody went on writing."""
    added: set[int] = set()
    while len(added) < len(gaps) and draw.random() < (AGAIN if added else edited):
        added.add(draw.choice(gaps))
    return added


def drawn(line: str, kashidas: set[int], blocks: set[int]) -> str:
    """One enciphered line, cut before the characters ``kashidas``, and before ``blocks`` unless in a number."""
    numbers = [number.span() for number in FROM_LEFT.finditer(line)]
    outside = {place for place in blocks if not any(a < place < b for a, b in numbers)}
    ends = {0, len(line), *itertools.chain(*numbers), *outside}
    cuts = sorted(ends | kashidas)
    runs: list[list[int]] = []
    texts = []
    for number, (a, b) in enumerate(itertools.pairwise(cuts)):
        if a in ends:
            runs.append([])
        runs[-1].append(number)
        texts.append((KASHIDA * 2 if a not in ends else "") + line[a:b] + (KASHIDA if b not in ends else ""))
    shown = ""
    for k in written(runs):
        shown += " " * (texts[k].startswith(KASHIDA) or shown.endswith(KASHIDA)) + texts[k]
    return shown.lstrip()


def made_up(
    texts: list[str], draw: random.Random, cut: float | str | None, spaces: float, contextual: float = 0.0
) -> tuple[str, Channel]:
    """A dump of a text, and its channel: ``cut`` is as of ``dump``, or ``AS_DRAWN``; the others as of ``channel``."""
    outputs = channel(draw, WRONG, spaces, contextual)
    text = processed(texts, outputs, draw, STRETCHED) if isinstance(cut, str) else dump(texts, outputs, draw, cut)
    return text, outputs


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a made-up dump.

    Attributes:
        words: true words.
        wer: share of them that are wrong, %.
        listed: share of what was read that is listed as uncertain, %.
        silent: wrong words that aren't listed, per 1,000.
        misread: those of them that aren't the same word spelt otherwise: hamza or none on alef, yeh or alef maksura.
    """

    words: int
    wer: float
    listed: float
    silent: float
    misread: float


def stand_rightly(true: Sequence[str], words: Sequence[Word], spelt: dict[int, str] | None = None) -> list[bool | None]:
    """Whether each word that was read stands in the ``true`` text at its place; None for what has no letters.

    ``spelt``: letters that count as others (``str.translate``).
    """
    table = spelt or {}
    runs = [(k, run) for k, word in enumerate(words) for run in WORD.findall(fold_marks(word.text).translate(table))]
    right: list[bool | None] = [None] * len(words)
    placed = in_place([word.translate(table) for word in true], [run for _, run in runs])
    for (k, _), stands in zip(runs, placed, strict=True):
        right[k] = stands and right[k] is not False
    return right


def trial(path: Path, seed: int, words: int, cut: float | str | None, spaces: float, contextual: float = 0.0) -> Trial:
    """A text put through the channel of a seed, and restored."""
    texts = list(paragraphs(path, words, seed))
    cipher, _ = made_up(texts, random.Random(seed), cut, spaces, contextual)
    restored = restore(cipher)
    want = [w for text in texts for w in WORD.findall(text)]
    read = [word for b in restored.blocks for word in b.words]
    got = [w for word in read for w in WORD.findall(word.text)]
    below = listed_below(restored.confidences, DEFAULT)
    listed = [word.confidence < below for word in read]
    right, alike = (stand_rightly(want, read, spelt) for spelt in (None, SPELT))
    compared = [k for k, stands in enumerate(right) if stands is not None]
    return Trial(
        len(want),
        100 * Levenshtein.distance(want, got) / len(want),
        100 * sum(listed[k] for k in compared) / max(1, len(compared)),
        1000 * sum(not listed[k] and not right[k] for k in compared) / max(1, len(compared)),
        1000 * sum(not listed[k] and not right[k] and not alike[k] for k in compared) / max(1, len(compared)),
    )


def measure(path: Path, seed: int, words: int, cut: float | str | None, spaces: float) -> str:
    """One row of the table."""
    outcome = trial(path, seed, words, cut, spaces)
    order = cut if isinstance(cut, str) else "kept" if cut is None else f"reversed, {cut:.0%} cut"
    figures = f"{outcome.wer:.1f}%", f"{outcome.listed:.0f}%", f"{outcome.silent:.1f}"
    return table_row(path.name, str(seed), str(outcome.words), f"{spaces:.0%}", order, *figures)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of made-up dumps: what its column is called, and as ``trial`` has it."""

    name: str
    cut: float | str | None
    spaces: float
    contextual: float = 0.0


#: Lines in order, with one glyph for each letter form and with second ones.
IN_ORDER = (Kind("", None, 0.3), Kind(", second glyphs", None, 0.3, CONTEXTUAL))
#: What copied text of word processors is like: lines as they are drawn, in fonts with second glyphs.
COPIED = (Kind("", AS_DRAWN, 0.2, CONTEXTUAL),)


def others(paths: Sequence[Path], kinds: Sequence[Kind] = IN_ORDER, seeds: int = 2, words: int = 3500) -> Iterator[str]:
    """Texts of one's own as a table in Markdown: the error in each channel of each kind, and the means."""
    channels = [(seed, kind) for kind in kinds for seed in range(1, seeds + 1)]
    heads = [f"channel {seed}{kind.name}" for seed, kind in channels]
    yield from table_head("text", *heads, "listed", "wrong, not listed / 1,000", "spelling apart")
    rows = []
    for path in paths:
        trials = [trial(path, seed, words, kind.cut, kind.spaces, kind.contextual) for seed, kind in channels]
        columns = zip(*((t.listed, t.silent, t.misread) for t in trials), strict=True)
        averages = (sum(column) / len(channels) for column in columns)
        rows.append([*(one.wer for one in trials), *averages])
        *wer, listed, silent, misread = rows[-1]
        yield table_row(path.stem, *(f"{x:.1f}%" for x in wer), f"{listed:.0f}%", f"{silent:.1f}", f"{misread:.1f}")
    *wer, listed, silent, misread = (sum(column) / len(rows) for column in zip(*rows, strict=True))
    means = (*(f"**{x:.1f}%**" for x in wer), f"{listed:.0f}%", f"{silent:.1f}", f"**{misread:.1f}**")
    yield table_row(f"mean of {len(rows)}", *means)


def lines(path: Path = TRUTH, seeds: int = 2, words: int = 3500) -> Iterator[str]:
    """The table as Markdown, row by row."""
    yield from table_head(
        "text", "channel", "words", "forms to space", "order", "WER", "listed", "wrong, not listed / 1,000"
    )
    for seed in range(1, seeds + 1):
        for cut, spaces in ((None, 0.1), (0.4, 0.1), (AS_DRAWN, 0.1), (None, 0.3)):
            yield measure(path, seed, words, cut, spaces)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--text", type=Path, default=TRUTH, help="a .tsv of true text, text (.txt, .txt.xz) or a sound PDF"
    )
    parser.add_argument(
        "--others", type=Path, nargs="+", metavar="FILE", help="many of these, 30 %% of forms lost to space"
    )
    parser.add_argument(
        "--copied",
        type=Path,
        nargs="+",
        metavar="FILE",
        help="the same, 20 %% of forms lost, lines as drawn, with second glyphs",
    )
    parser.add_argument("--seeds", type=int, default=2, help="how many channels")
    parser.add_argument("--words", type=int, default=3500, help="how many words of the text")
    arguments = parser.parse_args()
    paths, kinds = (arguments.copied, COPIED) if arguments.copied else (arguments.others, IN_ORDER)
    many = others(paths, kinds, arguments.seeds, arguments.words) if paths else None
    for line in many or lines(arguments.text, arguments.seeds, arguments.words):
        print(line, flush=True)


if __name__ == "__main__":
    main()
