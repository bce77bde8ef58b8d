"""Technical prose, one Latin word in eight: commands, paths, code, formulas, references. How much of it reads wrong.

    python -m benchmarks.technical_prose [--producers NAME...] [--faces NAME...] [--seeds N...] [--apart] [--show]
    python -m benchmarks.technical_prose --lines [--seeds N...] [--apart] [--show]

With ``--lines`` no PDF is made: each paragraph is cut into lines as the bidirectional algorithm paints them, and these
are put in order again; what differs is the order alone, and counts as wrong even where no page could tell.

The sentences (``data/technical``) are templates, filled by seeds, such as manuals have, and of more kinds. With
``--apart`` it is whole paragraphs, and a part of the others, that were kept apart: no rule is chosen by them. Character
errors as in ``benchmarks.honest_pages``. Where two strings paint alike and neither is more natural, that counts as
wrong, too.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bidi import get_display
from rapidfuzz.distance import Levenshtein

from benchmarks.corpus.page import Block, Face, faces, missing
from benchmarks.corpus.producers import PRODUCERS, available, render, suits
from benchmarks.honest_pages import differences
from benchmarks.markdown import table_head, table_row
from benchmarks.probes import plain
from benchmarks.reading import read
from warraq.pages.rows.row_order import order_of_painted
from warraq.repair.order.bidi import LEVEL_PROBE, MIRROR, kinds_of, spell
from warraq.repair.order.broken_phrases import Beyond, begins_with, ends_in_latin, is_mostly_arabic, last_word

DATA: Final = Path(__file__).parent / "data" / "technical"
FACES: Final = ("amiri", "noto-naskh", "dejavu")
SEEDS: Final = (1, 2, 3)
#: Characters of a line of ``--lines``: some end within a Latin phrase.
WIDTHS: Final = (60, 85)
_SENTENCES: Final = 3
_SLOT: Final = re.compile(r"\{(\w+)\}")
#: Two that no rule of UAX #9 sees, but rule L2 turns round at an odd level.
_UNSEEN: Final = "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}"


def _rows(name: str) -> list[str]:
    return [row for row in (DATA / name).read_text("utf-8").splitlines() if row and not row.startswith("#")]


def paragraphs(seed: int) -> list[str]:
    """All sentences in the order and with the contents of a seed, some to a paragraph."""
    chance = random.Random(f"technical {seed}")
    slots: defaultdict[str, list[str]] = defaultdict(list)
    for row in _rows("slots.tsv"):
        name, text = row.split("\t")
        slots[name].append(text)
    made = {
        "n": lambda: str(chance.randint(2, 900)),
        "int": lambda: f"{chance.randint(1, 99)},{chance.randint(100, 999)},000",
        "year": lambda: str(chance.randint(1961, 2024)),
        "decimal": lambda: f"{chance.randint(0, 99)}.{chance.randint(1, 9)}",
        "percent": lambda: f"{chance.randint(1, 99)}%",
    }

    def filled(slot: re.Match[str]) -> str:
        name = slot.group(1)
        return made[name]() if name in made else chance.choice(slots[name]) if name in slots else slot.group()

    sentences = _rows("sentences.txt")
    chance.shuffle(sentences)
    texts = [_SLOT.sub(filled, sentence) for sentence in sentences]
    return [" ".join(texts[start : start + _SENTENCES]) for start in range(0, len(texts), _SENTENCES)]


def apart() -> list[str]:
    """The paragraphs that no rule is chosen by."""
    return _rows("paragraphs.txt")


def manuals() -> list[str]:
    """Sentences as manuals have them."""
    return _rows("manuals.txt")


def manuals_apart() -> list[str]:
    """... and those of them that no rule is chosen by."""
    return _rows("manuals_apart.txt")


def kinds() -> list[str]:
    """Sentences of more kinds: invoices, spreadsheets, physics, medicine, devices and products with their versions."""
    return _rows("kinds.txt")


def kinds_apart() -> list[str]:
    """... and those of them that no rule is chosen by."""
    return _rows("kinds_apart.txt")


# --- lines without a page -------------------------------------------------------------------------------------------


def turned(text: str) -> list[bool]:
    """Of each character of a right-to-left paragraph, whether UAX #9 resolves it to an odd level."""
    last = get_display(text + LEVEL_PROBE, base_dir="R").rfind(text[-1] + LEVEL_PROBE) < 0
    shown = (get_display(text[:place] + _UNSEEN + text[place:], base_dir="R") for place in range(1, len(text)))
    return [*(_UNSEEN not in display for display in shown), last]


def painted_lines(lines: Sequence[str]) -> Iterator[str]:
    """The lines of a right-to-left paragraph as they are painted, left to right (UAX #9, L1 and L2)."""
    odd = turned(" ".join(lines))
    start = 0
    for line in lines:
        shown, island = list[str](), list[str]()
        for character, turn in zip(line, odd[start : start + len(line)], strict=True):
            if turn:
                shown += [*island[::-1], MIRROR.get(character, character)]
                island = []
            else:
                island.append(character)
        yield "".join([*shown, *island[::-1]][::-1])
        start += len(line) + 1


def broken(text: str, width: int) -> Iterator[str]:
    """``text`` in lines of so many characters at most, broken at spaces."""
    line = ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def read_lines(painted: Sequence[str]) -> Iterator[str]:
    """The lines of a paragraph as the pipeline orders them."""
    above, within = "", False
    for number, line in enumerate(painted):
        next_line = painted[number + 1] if number + 1 < len(painted) else ""
        word = last_word(painted[number - 1]) if number else ""
        beyond = Beyond(above, begins_with(next_line), within, next_line[-1:], word, is_mostly_arabic(next_line))
        order, rtl = order_of_painted(line, mostly_rtl=True, side=1, beyond=beyond)
        logical = spell(line, order)
        within = rtl or (above != "" and "R" not in kinds_of(line))
        going_on = f"{above} {logical}" if above and "R" not in kinds_of(line) else logical
        above = going_on if within and ends_in_latin(line) else ""
        yield logical


def lines_wrong(texts: Sequence[str]) -> tuple[int, int, int, list[str]]:
    """(characters, errors, lines, the wrong ones) of paragraphs that are cut into lines of each width."""
    characters, errors, count, wrong = 0, 0, 0, []
    for text in texts:
        for width in WIDTHS:
            lines = list(broken(text, width))
            for true, as_read in zip(lines, read_lines(list(painted_lines(lines))), strict=True):
                distance = Levenshtein.distance(true, as_read)
                characters, errors, count = characters + len(true), errors + distance, count + 1
                if distance:
                    wrong.append(f"{true}\n    {as_read}")
    return characters, errors, count, wrong


def lines_table() -> Iterator[str]:
    """How much of the lines of each set reads wrong, as a Markdown table."""
    yield from table_head("set", "lines", "wrong", "characters wrong, %")
    for name, texts in (
        ("templates, three seeds", [text for seed in SEEDS for text in paragraphs(seed)]),
        ("paragraphs, kept apart", apart()),
        ("manuals", manuals()),
        ("manuals, kept apart", manuals_apart()),
        ("more kinds", kinds()),
        ("more kinds, kept apart", kinds_apart()),
    ):
        characters, errors, count, wrong = lines_wrong(texts)
        yield table_row(name, str(count), str(len(wrong)), f"{100 * errors / characters:.2f}")


# --- pages ----------------------------------------------------------------------------------------------------------


def page_wrong(producer: str, face: Face, texts: Sequence[str]) -> tuple[int, int, int, int, list[str]]:
    """(characters, errors, words, wrong ones, what differs) of a document of these paragraphs.

    Paragraphs with a sign that neither the face nor the fallback has are left out.
    """
    blocks = [block for block in map(Block, texts) if not missing(face, [block])]
    with TemporaryDirectory(prefix="technical-") as folder:
        path = Path(folder) / "technical.pdf"
        render(producer, blocks, face, path)
        shown = plain(" ".join(read(path).words))
    true = plain(" ".join(block.text for block in blocks))
    words = true.split()
    wrong = Levenshtein.distance(words, shown.split())
    return len(true), Levenshtein.distance(true, shown), len(words), wrong, differences(true, shown)


def rows(producers: Sequence[str], chosen: Sequence[Face], documents: Sequence[list[str]], show: bool) -> Iterator[str]:
    """The table of producers and faces, line by line."""
    yield from table_head("producer", "face", "CER", "WER")
    for producer in producers:
        for face in chosen:
            if not suits(producer, face):
                continue
            measured = [page_wrong(producer, face, texts) for texts in documents]
            characters, errors, words, wrong = (sum(column) for column in zip(*(m[:4] for m in measured), strict=True))
            yield table_row(producer, face.name, f"{errors / characters:.3%}", f"{wrong / words:.2%}")
            if show:
                yield from (difference for m in measured for difference in m[4])


def main() -> None:
    parser = argparse.ArgumentParser(description="Errors on technical prose, as a Markdown table.")
    parser.add_argument("--producers", nargs="*", choices=list(PRODUCERS), default=available())
    parser.add_argument("--faces", nargs="*", default=list(FACES))
    parser.add_argument("--seeds", nargs="*", type=int, default=list(SEEDS))
    parser.add_argument("--apart", action="store_true", help="what was kept apart")
    parser.add_argument("--lines", action="store_true", help="lines as UAX #9 paints them, without any PDF")
    parser.add_argument("--show", action="store_true", help="print what is wrong")
    given = parser.parse_args()
    worked_on = [*(paragraphs(seed) for seed in given.seeds), manuals(), kinds()]
    documents = [apart(), manuals_apart(), kinds_apart()] if given.apart else worked_on
    if not given.lines:
        for line in rows(given.producers, faces(given.faces), documents, given.show):
            print(line, flush=True)
        return
    characters, errors, count, wrong = lines_wrong([text for texts in documents for text in texts])
    print(f"{errors / characters:.3%} of characters, {len(wrong)} of {count} lines")
    if given.show:
        print(*wrong, sep="\n")


if __name__ == "__main__":
    main()
