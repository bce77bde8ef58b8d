"""Restore a text dump whose letters are enciphered, many to one, and whose runs are out of order.

The channel is learnt from the text alone (``channel_em``), then letters (``decoder``) and order (``line_order``) are
decided together, and the channel learnt again from what was decoded, a few times over. Lines in another, cleaner font
of the same dump (bold headings) have a channel of their own, and tell the decoder which words the document uses.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from warraq.arabic.marks import VOWEL_MARKS
from warraq.config import DEFAULT, Limits
from warraq.decipher.text.document.borne_out import explains
from warraq.decipher.text.document.clean_font import CleanFont, ReadLine, in_its_font, without_judge
from warraq.decipher.text.document.restoration import TextRestoration, as_it_stands, blocks_of_lines, mean_confidence
from warraq.decipher.text.document.rounds import ROUNDS
from warraq.decipher.text.document.solver import CleanUse, Solver
from warraq.decipher.text.dump import dump, torn_lines
from warraq.decipher.text.dump.block_edges import Place
from warraq.decipher.text.dump.collapsed_spaces import is_collapsed
from warraq.decipher.text.dump.dump import DumpLine
from warraq.decipher.text.dump.dump_runs import runs_of, segments_of_line, words_shown
from warraq.decipher.text.dump.stand_ins import as_shown, has_stand_ins
from warraq.decipher.text.dump.torn_rows import with_rows
from warraq.decipher.text.finish.numbers_apart import Numbers, parted
from warraq.decipher.text.parameters import Channel as P
from warraq.errors import LimitExceeded
from warraq.language.model import LanguageModel
from warraq.model.finding import Finding
from warraq.model.line import Block

Progress = Callable[[int, int], None]

_LETTER: Final = re.compile("[\u0620-\u063a\u0641-\u064a\u066e-\u06d3]")
_FOREIGN: Final = re.compile("[\u066e-\u06d3]")
_VOWEL: Final = re.compile(f"[{VOWEL_MARKS}]")
_FAR: Final = 60


def restore(
    text: str,
    progress: Progress | None = None,
    *,
    mended: bool = False,
    turned: bool = False,
    limits: Limits = DEFAULT.limits,
) -> TextRestoration:
    """Restore a text dump.

    Args:
        text: what an extractor wrote; form feeds end pages.
        progress: called as ``progress(step, steps)``.
        mended: words of it had to be mended, so that others may be broken.
        turned: its enciphered lines write a lam-alef of two characters with alef first.
        limits: ``enciphered_line`` and ``enciphered_lines``.

    Raises:
        LimitExceeded: a limit doesn't hold.
    """
    restored = _restored(text, progress or (lambda done, total: None), mended, turned, limits)
    if not has_stand_ins(text):
        return restored
    return replace(restored, blocks=tuple(map(as_shown, restored.blocks)))


def is_enciphered(text: str) -> bool:
    """Whether ``restore`` deciphers ``text``."""
    if _is_other_arabic(text):
        return False
    body = _body(dump.read_lines(text, LanguageModel.load()))
    return _is_deciphered(body, [line for line in body if line.enciphered])


def judged_lines(text: str) -> list[tuple[str, bool]]:
    """The lines of ``text`` with Arabic that are no furniture, and of each whether its letters spell no words.

    None of a text whose words the lexicon can't know.
    """
    if _is_other_arabic(text):
        return []
    return [(line.raw, line.enciphered) for line in _body(dump.read_lines(text, LanguageModel.load()))]


def _body(lines: list[DumpLine]) -> list[DumpLine]:
    """The lines with Arabic that are no furniture."""
    return [line for line in lines if not line.furniture and line.quality is not None]


def _is_deciphered(body: list[DumpLine], garbled: list[DumpLine]) -> bool:
    """Whether so many lines of the ``body`` are ``garbled`` that it is no chance, and enough to learn from."""
    return len(garbled) >= P.ENCIPHERED_SHARE * len(body) and not _too_little(garbled)


def _as_laid_out(lines: list[DumpLine]) -> list[DumpLine]:
    """The lines of an enciphered dump, those put together that the document has on one."""
    lines = torn_lines.mended(lines)
    body = _body(lines)
    opens = dict(zip((line.number for line in body), dump.breaks(body), strict=True))
    garbled = [line for line in body if line.enciphered]
    if has_stand_ins("".join(line.raw for line in garbled)) or not is_collapsed(garbled):
        return lines
    rows = {line.number: line for line in with_rows(garbled, [opens[line.number] for line in garbled])}
    parts = {line.number for line in garbled}
    whole = (rows.get(line.number, line) for line in lines if line.number not in parts or line.number in rows)
    return list(whole)


def _restored(text: str, tell: Progress, mended: bool, turned: bool, limits: Limits) -> TextRestoration:
    lm = LanguageModel.load()
    lines = dump.read_lines(text, lm)
    if _is_other_arabic(text):
        return as_it_stands([replace(line, quality=None) for line in lines], 0, 0)
    body = _body(lines)
    garbled = [line for line in body if line.enciphered]
    if not _is_deciphered(body, garbled):
        return as_it_stands(lines, len(garbled), len(body), lm if mended else None)
    if len(garbled) > limits.enciphered_lines:
        raise LimitExceeded(
            f"more than {limits.enciphered_lines} lines are enciphered",
            where="text layer",
            help="Cut the text in parts.",
        )
    if any(len(line.raw) > limits.enciphered_line for line in garbled):
        raise LimitExceeded(f"an enciphered line has more than {limits.enciphered_line} characters", where="text layer")
    as_written = lines
    lines, numbers = parted(_as_laid_out(lines))
    body = _body(lines)
    garbled = [line for line in body if line.enciphered]
    opens = dict(zip((line.number for line in body), dump.breaks(body), strict=True))
    places = dump.places([line for line in lines if not line.furniture], opens)
    parts = list(parts_of(lines, opens, len(garbled)))
    steps = itertools.count(1)
    total = len(parts) * (len(ROUNDS) + 2) + 1
    blocks: list[Block] = []
    for part in parts:
        blocks += _read(part, opens, places, numbers, turned, lambda: tell(next(steps), total))
    tell(total, total)
    if not explains(blocks, garbled):
        why = "no map of letters explains them: names, a dialect, another language"
        return as_it_stands(as_written, len(garbled), len(body), lm if mended else None, why)
    detail = f"{len(garbled)} of {len(body)} lines are enciphered: letters stand for others or for spaces"
    finding = Finding("enciphered_text", "document", "text layer", len(garbled) / len(body), detail)
    return TextRestoration(tuple(blocks), (finding,), True, mean_confidence(blocks))


def parts_of(lines: list[DumpLine], opens: dict[int, bool], enciphered: int) -> Iterator[list[DumpLine]]:
    """The lines in parts of about as many enciphered ones each, ``enciphered`` all told. A part begins where a block
    does, unless that is far. The last takes what would be less than a quarter of one."""
    most = math.ceil(enciphered / math.ceil(enciphered / P.PART))
    part: list[DumpLine] = []
    count, left = 0, enciphered
    for line in lines:
        if count >= most and 4 * left > most and (opens.get(line.number, False) or count >= most + _FAR):
            yield part
            part, count = [], 0
        part.append(line)
        is_read = line.enciphered and not line.furniture
        count, left = count + is_read, left - is_read
    yield part


def _read(
    lines: list[DumpLine],
    opens: dict[int, bool],
    places: dict[int, Place],
    numbers: dict[int, Numbers],
    turned: bool,
    tell: Callable[[], None],
) -> list[Block]:
    """The blocks of a part, which is read as if it were all. ``tell`` is called after each step."""
    lm = LanguageModel.load()
    body = _body(lines)
    garbled = [line for line in body if line.enciphered]
    clean = CleanFont([line for line in body if line.clean], lm)
    read = clean.read(opens, places)
    tell()
    breaks = [opens[line.number] for line in garbled]
    use = CleanUse(clean.words(read), clean.pairs(read, opens))
    solution = Solver(garbled, breaks, lm, use, places, turned=turned, numbers=numbers).solve(tell)
    read |= {line.number: ReadLine(o, d) for line, (o, d) in zip(garbled, solution.lines, strict=True)}
    garbled_order = without_judge(solution.order)
    last = solution.order.decoder, solution.shown
    lines = [in_its_font(line, read, clean.order, garbled_order, last) for line in lines]
    return blocks_of_lines(lines, read)


def _is_other_arabic(text: str) -> bool:
    """Whether the lexicon doesn't know the words of ``text`` because it is in another language of the script, or bears
    the marks of vowels throughout, as verse and scripture do. Letters that stand for others leave no marks."""
    letters = len(_LETTER.findall(text))
    return len(_FOREIGN.findall(text)) > P.FOREIGN_SHARE * letters or len(_VOWEL.findall(text)) > P.VOWELLED * letters


def _too_little(garbled: list[DumpLine]) -> bool:
    """Whether nothing can be learnt of these lines: few words, or letters that all stand alone among signs.

    A line that comes again teaches nothing new.
    """
    words = sum(words_shown(line) for line in {line.raw.strip(): line for line in garbled}.values())
    return words < P.LEAST_WORDS or not any(runs_of([segments_of_line(line)]) for line in garbled)
