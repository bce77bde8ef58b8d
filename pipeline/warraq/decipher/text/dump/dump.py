"""A text dump as lines: which are clean, enciphered or page furniture, and where a block may begin."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Final

from warraq.arabic.letters import TATWEEL
from warraq.decipher.text.dump.block_edges import Place
from warraq.decipher.text.dump.segments import kashida_cuts
from warraq.decipher.text.dump.stand_ins import STAND_INS, SYMBOLS, without_stand_ins
from warraq.decipher.text.parameters import Dump as P
from warraq.language.model import LanguageModel
from warraq.language.tokens import fold_marks
from warraq.language.units import LETTERS
from warraq.model.un_numbers import DISTRIBUTION, is_distribution, is_job_line, job_numbers, says_original

_WORD = re.compile(f"[{LETTERS}]+")
_SYMBOL = re.compile(f"[{SYMBOLS}]")
_SYMBOLS = re.compile(f"[{SYMBOLS}]+")
_ARABIC_LETTER = re.compile("[\u0620-\u063a\u0641-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc" + f"{STAND_INS}]")
#: `1-`, `-1`, `1.` at either end of a line, or inside it where an extractor left a hanging label
_LABEL = re.compile(r"^\s*\d{1,3}\s*[-–.](?!\d)|(?:^|\s)[-–]\s*\d{1,3}\s*$|\s[-–]\d{1,3}\s")
#: `- first`, `-A`: a heading's label, behind its line where runs are reversed, or its dash alone before the line
_HEADING_LABEL = re.compile(
    f"(?:^|\\s)[-–]\\s*[{LETTERS}]{{2,7}}\\s*$|^\\s*[{LETTERS}]{{2,7}}\\s*[-–]|^\\s*[-–] [{LETTERS}]{{2,7}} "
)
#: The same, and nothing else.
LONE_LABEL: Final = re.compile(f"\\s*(?:[-–]\\s*[{LETTERS}]{{2,7}}|[{LETTERS}]{{2,7}}\\s*[-–])\\s*")
#: A word and the number before it, with no space between: the label of a numbered piece.
NUMBERED: Final = re.compile(f"\\s*\\d{{1,3}}[{LETTERS}]{{4,}}\\s*")
_PAGE_OF = re.compile(r"(?<!\d)(\d{1,3})\s*/\s*(\d{1,3})(?!\d)")
_GAP = re.compile(" {10,}")
_ADDED = re.compile(r"(?<= ) +(?=\d)")
_FORM_FEED: Final = "\f"
#: A form feed begins a line, wherever an extractor wrote it.
_FEED_IN_LINE: Final = re.compile(r"(?<=[^\n\f])\f")


@dataclass(frozen=True, slots=True)
class DumpLine:
    """One line of a dump that holds more than spaces.

    Attributes:
        number: its place among the dump's lines, from 0.
        raw: the line as it stands.
        page: 1-based, as far as form feeds and page numbers tell.
        blank: blank lines above it, those of the layout not counted.
        quality: mean log p of a letter by the word model; None where there is no Arabic.
        furniture: a running header or footer.
    """

    number: int
    raw: str
    page: int
    blank: int
    quality: float | None
    furniture: bool = False

    @property
    def enciphered(self) -> bool:
        return self.quality is not None and self.quality < P.CLEAN_ABOVE

    @property
    def clean(self) -> bool:
        return self.quality is not None and self.quality >= P.CLEAN_ABOVE

    @property
    def short_label(self) -> bool:
        """One word and a number: the heading of a numbered piece (`Recommendation 5`)."""
        return (
            len(_SYMBOLS.findall(self.raw)) == 1 and any(c.isdigit() for c in self.raw) and len(self.raw.split()) <= 3
        )

    @property
    def labelled(self) -> bool:
        return bool(_LABEL.search(self.raw)) or (self.clean and bool(_HEADING_LABEL.search(self.raw)))


def quality(text: str, lm: LanguageModel) -> float | None:
    """Mean log p of the letters of ``text`` (word ends included) by the word model; None without Arabic letters."""
    symbols, letters = len(_SYMBOL.findall(text)), without_stand_ins(text)
    words = _WORD.findall(fold_marks(letters))
    if symbols and len(text) - len(letters) > P.STAND_INS * symbols:
        return P.WITH_STAND_INS
    if not words:
        return None
    return sum(lm.word_logp(w) for w in words) / sum(len(w) + 1 for w in words)


def read_lines(text: str, lm: LanguageModel) -> list[DumpLine]:
    """The lines of a dump, furniture marked."""
    lines: list[DumpLine] = []
    page, blank = 1, 0
    for number, raw in enumerate(raw_lines(text)):
        page += raw.count(_FORM_FEED)
        line = raw.replace(_FORM_FEED, "").replace("\t", "    ")
        if not line.strip():
            blank += 1
            continue
        lead = len(line) - len(line.lstrip(" "))
        lines.append(DumpLine(number, line, page, blank if lead < P.WIDE_LEAD else 0, quality(line, lm)))
        blank = 0
    return with_pages(_with_furniture(lines))


def raw_lines(text: str) -> list[str]:
    """The lines of a dump as they stand, blank ones too; a form feed begins one."""
    return _FEED_IN_LINE.sub("\n\f", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")


def has_arabic(line: DumpLine) -> bool:
    """Whether ``line`` has a letter of the script, or a sign that stands for one."""
    return _ARABIC_LETTER.search(line.raw) is not None


def page_of(text: str) -> tuple[int, int] | None:
    """The number of a page, and of how many, that ``text`` tells: `3/10`."""
    match = _PAGE_OF.search(text)
    return (int(match[1]), int(match[2])) if match and int(match[1]) <= int(match[2]) else None


def masked(line: DumpLine) -> str:
    """The line with all its numbers alike."""
    return re.sub(r"\d+", "0", line.raw.strip())


def _with_furniture(lines: list[DumpLine]) -> list[DumpLine]:
    """The masthead; lines of job numbers; lines without Arabic that stand apart and come again with other numbers, or
    that hold `page/pages`."""
    again = Counter(masked(line) for line in lines if not has_arabic(line))
    masthead = _masthead_lines(lines)
    jobs = job_numbers(line.raw for line in lines)
    result = []
    for place, line in enumerate(lines):
        alone = line.blank >= 1 and not has_arabic(line)
        runs = alone and (again[masked(line)] > 1 or page_of(line.raw) is not None)
        headed = place < masthead and not line.enciphered
        numbered = is_job_line(line.raw) or line.raw.strip() in jobs
        result.append(replace(line, furniture=runs or headed or numbered))
    return result


def _masthead_lines(lines: list[DumpLine]) -> int:
    """How many of the first lines are the masthead: all to the end of the distribution block, if there is one.

    It ends with the language of the original; the organ may stand between its lines.
    """
    start = next((place for place in range(min(P.FRONT, len(lines))) if _opens_distribution(lines, place)), None)
    if start is None:
        return 0
    rest = lines[start : start + P.BLOCK]
    last = next((place for place, line in enumerate(rest) if says_original(line.raw)), None)
    if last is not None:
        return start + last + 1
    return next((place for place in range(start + 1, len(lines)) if has_arabic(lines[place])), len(lines))


def _opens_distribution(lines: list[DumpLine], place: int) -> bool:
    if not DISTRIBUTION.search(lines[place].raw):
        return False
    return is_distribution([line.raw.strip() for line in lines[place : place + P.BLOCK]])


def with_pages(lines: list[DumpLine]) -> list[DumpLine]:
    """Page numbers that furniture tells, where there are no form feeds."""
    if any(line.page > 1 for line in lines):
        return lines
    page, result = 1, []
    for line in lines:
        numbers = page_of(line.raw) if line.furniture else None
        if numbers and page <= numbers[0]:
            page = numbers[0]
        result.append(replace(line, page=page))
    return result


def breaks(lines: list[DumpLine]) -> list[bool]:
    """For each line: it opens a block, and nothing of the line before leads into it."""
    result = []
    before: DumpLine | None = None
    for line in lines:
        opens = before is None or line.labelled or line.short_label or before.short_label
        opens |= before is not None and line.clean != before.clean
        result.append(opens)
        before = line
    return result


def places(lines: list[DumpLine], opens: dict[int, bool]) -> dict[int, Place]:
    """Where each of ``lines`` stands in the story, by its number.

    Kashidas and wide gaps are the layout's; of the spaces before a number all but one are an extractor's, and so are
    those between the pieces of a run that was broken at its kashidas.

    ``opens`` tells of the lines with Arabic whether they open a block: before it stands a mark that no dump shows.
    """
    by_line = {}
    start = 0
    for line in lines:
        start += opens.get(line.number, True)
        text = _ADDED.sub("", _GAP.sub(" ", line.raw)).replace(TATWEEL, "")
        length = len(text.strip()) + text.endswith(" ") - kashida_cuts(line.raw)
        by_line[line.number] = Place(start, length, opens.get(line.number, True))
        start += length
    return by_line


def runs_of_symbols(texts: list[str], soft: str) -> list[str]:
    """Runs of letters and spaces for learning the channel; a mark between two letters counts as one of them."""
    pattern = re.compile(f"(?:[{SYMBOLS} ]++|(?<=[{SYMBOLS}])[،؛.:(](?=[{SYMBOLS}]))++")
    runs = []
    for text in texts:
        for run in pattern.findall(text.replace(soft, " ").replace(TATWEEL, "")):
            if len(run.strip()) >= 3:
                runs.append(run.strip())
    return runs
