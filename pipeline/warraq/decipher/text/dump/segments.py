"""The segments of a dump's line: where its runs end, where a kashida was cut, and how pieces are put together again.

``segments_of`` cuts a raw line where the dump shows that a run ends. A line may have been cut elsewhere too, unseen;
for that its segments are written as one text, parted by LAYOUT_SIGN: that text is what ``raw`` is from
``stretched_cuts`` on, ``items`` are its items, and a cut is the number of the item that it is before.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.arabic.letters import TATWEEL
from warraq.decipher.text.dump.items import JOIN_SIGN, LAYOUT, LAYOUT_SIGN, ROOM_SIGN, SOFT_SIGN, Items
from warraq.decipher.text.dump.stand_ins import STAND_INS
from warraq.decipher.text.parameters import Segments as P

_ANY_LETTER: Final = f"[\u0621-\u063f\u0641-\u064a{STAND_INS}]"
#: A run that was cut at a kashida: the next one starts with a doubled tatweel behind a single space.
_CUT_KASHIDA = re.compile(f"(?<={TATWEEL}) (?={TATWEEL}{TATWEEL})|(?<=\\S) (?={TATWEEL}{TATWEEL})")
#: What looks like a cut kashida though the run before it doesn't end with one: a lost letter behind another one.
_STRETCHED_LETTER = re.compile(f"(?<={_ANY_LETTER}){LAYOUT_SIGN}(?={TATWEEL}{TATWEEL})")
#: A line whose edge is a cut kashida, or that has one for certain: more may be cut.
STRETCHED_LINE = re.compile(f"^[ {SOFT_SIGN}]*{TATWEEL}|{TATWEEL}[ {SOFT_SIGN}]*$|{LAYOUT_SIGN}{TATWEEL}")
#: Spaces of the layout. Fewer can be a short word between two others of which every letter that stands there is lost.
_WIDE = re.compile(" {10,}")
#: Signs that run with the digits beside them (ET of UAX #9).
_TERMINATORS: Final = "#$%\u00a2-\u00a5\u00b0\u066a\u2030\u20a0-\u20cf"
#: What an extractor sets as a run of its own: numbers with what binds them and the signs beside them, Latin words with
#: those and the numbers that follow them, and a letter in brackets, the label of an item, which is left behind its
#: line. A bracket between two letters ends a run where it stands (MuPDF): in a line as it is read a space is beside it.
_RUN = re.compile(
    r"([A-Za-z][A-Za-z0-9]*(?:[./\-][A-Za-z0-9]+)*(?: [A-Za-z0-9]+(?:[./\-][A-Za-z0-9]+)*)*"
    rf"|\d{{4}}-\d\d-\d\d|[{_TERMINATORS}]*\d+(?:[./,:\u066b\u066c]\d+)*[{_TERMINATORS}]*"
    r"|(?<=\d)\s*[-–/]|[-–/](?=\s*\d)|^\.(?=\s*\S)"
    rf"|(?<= )\S\S[()](?=\s*$|\s+{TATWEEL})"
    rf"|(?<={_ANY_LETTER})[()](?={_ANY_LETTER}))"
)
#: Marks that belong to the run of the word beside them, and what shows that a segment without letters is its own run.
_MARK = re.compile("[()\N{ARABIC COMMA}\N{ARABIC SEMICOLON}\N{ARABIC QUESTION MARK}]")
_RUN_SIGN = re.compile(r"[A-Za-z0-9.\-–/]")
SPACES: Final = " " + SOFT_SIGN + ROOM_SIGN
#: A space of the text, and those that there is room for behind it.
_OF_TEXT: Final = " " + ROOM_SIGN
_NO_TEXT: Final = SPACES + TATWEEL
_DASHES: Final = "-–"
_LETTER = re.compile(_ANY_LETTER)
#: So many spaces of a wide gap may be letters of the run on either side; as many are taken to stand at a line's edge.
_AT_GAP: Final = 2 * SOFT_SIGN


class Segment(NamedTuple):
    """A part of a line that is read as it stands. ``text`` keeps its tatweel; layout spaces are SOFT_SIGN."""

    text: str

    @property
    def letters(self) -> int:
        """How many Arabic letters it holds; none in a number, a Latin word or a mark."""
        return len(_LETTER.findall(self.text))

    @property
    def worded(self) -> bool:
        """It holds an Arabic letter."""
        return _shown(self.text).worded

    @property
    def flows(self) -> bool:
        """It is text, or a mark that belongs to the text beside it: no run by itself, as a number or Latin word is."""
        return self.worded or bool(_MARK.search(self.text) and not _RUN_SIGN.search(self.text))

    @property
    def open_start(self) -> bool:
        """It begins with a cut kashida, of which two tatweels or more are left: it goes on from another segment."""
        return _shown(self.text).open_start

    @property
    def open_end(self) -> bool:
        """It ends with a cut kashida, so it goes on in another segment."""
        return _shown(self.text).open_end


class _Shown(NamedTuple):
    """What is asked of a segment's text again and again, for the orders of a line share most of their segments: the
    properties of ``Segment``, how many ``characters`` it has without layout spaces at its edges, and whether one is at
    its beginning or its end."""

    worded: bool
    open_start: bool
    open_end: bool
    characters: int
    soft_start: bool
    soft_end: bool


@lru_cache(1 << 12)
def _shown(text: str) -> _Shown:
    inside = text.strip(SOFT_SIGN)
    return _Shown(
        _LETTER.search(text) is not None,  # the first one tells, so this is quicker than to count them
        text.lstrip(SPACES).startswith(2 * TATWEEL),
        text.rstrip(SPACES).endswith(TATWEEL),
        len(inside) - inside.count(TATWEEL),
        text.startswith(SOFT_SIGN),
        text.endswith(SOFT_SIGN),
    )


def segments_of(line: str) -> list[Segment]:
    """Segments of a raw line in the order of the dump."""
    body = line.strip(" ")
    left, right = _edge(len(line) - len(line.lstrip(" "))), _edge(len(line) - len(line.rstrip(" ")))
    segments: list[Segment] = []
    cut = _has_cut_kashida(body)
    for wide in _WIDE.split(body):
        first = len(segments)
        for part in _CUT_KASHIDA.split(wide) if cut else [wide]:
            runs = _with_ranges([r for r in _RUN.split(part) if r and r.strip(_NO_TEXT)])
            segments += [Segment(softened(run, i > 0, i < len(runs) - 1)) for i, run in enumerate(runs)]
        if 0 < first < len(segments):
            segments[first - 1 : first + 1] = _beside_gap(*segments[first - 1 : first + 1])
    if segments:
        segments[0] = Segment(SOFT_SIGN * left + segments[0].text)
        segments[-1] = Segment(segments[-1].text + SOFT_SIGN * right)
    return segments


def _with_ranges(runs: list[str]) -> list[str]:
    """``runs`` with the three of a range (number, dash, number) made one, where they stand in the order of reading.

    Most producers draw a range from left to right, as the bidirectional algorithm says; Word draws its numbers as runs
    of their own, the last one first. A range ascends, so its numbers tell which of the two was done.
    """
    parts: list[str] = []
    for number, run in enumerate(runs):
        first = runs[number - 2] if number > 1 else ""
        ranges = run.isdecimal() and first.isdecimal() and runs[number - 1] in _DASHES and int(first) < int(run)
        if ranges and not {*runs[number - 3 : number - 2], *runs[number + 1 : number + 2]} & {*_DASHES}:
            parts[-2:] = [first + runs[number - 1] + run]
        else:
            parts.append(run)
    return parts


def _beside_gap(before: Segment, after: Segment) -> tuple[Segment, Segment]:
    """Two runs with a wide gap between them, with those of its spaces that may be letters; none is at a cut kashida."""
    if before.worded and not before.open_end:
        before = Segment(before.text + _AT_GAP)
    if after.worded and not after.text.startswith(TATWEEL):
        after = Segment(_AT_GAP + after.text)
    return before, after


def _has_cut_kashida(body: str) -> bool:
    """Whether a run of a line begins or ends with a kashida. If none does, one beside a space is a lost letter's."""
    runs = [r.strip() for wide in _WIDE.split(body) for r in _RUN.split(wide) if r and r.strip()]
    return any(r.startswith(TATWEEL) or r.endswith(TATWEEL) for r in runs)


def kashida_cuts(line: str) -> int:
    """How many spaces of a raw line an extractor set before the pieces of runs that were broken at their kashidas."""
    body = line.strip(" ")
    return len(_CUT_KASHIDA.findall(body)) if _has_cut_kashida(body) else 0


def uncut(text: str) -> list[str]:
    """Other readings of a line whose segments are parted by LAYOUT_SIGN: each time one cut is none.

    A letter that came out as a space and is stretched looks as a cut does before which no kashida was left.
    """
    matches = itertools.islice(_STRETCHED_LETTER.finditer(text), P.LOST)
    return [text[: m.start()] + " " + text[m.end() :] for m in matches]


def edges_of(line: str) -> tuple[int, int]:
    """The outer spaces of a raw line, as classes: none, one, more; 3 for the wide gap of an indent."""
    left, right = len(line) - len(line.lstrip(" ")), len(line) - len(line.rstrip(" "))
    return (3 if left > 8 else min(left, 2), min(right, 2))


def _edge(spaces: int) -> int:
    """How many of a line's outer spaces may be letters: extractors drop some, and indent with many."""
    return max(spaces, 2) if spaces <= P.INDENT else 3


def softened(run: str, before: bool, after: bool) -> str:
    """``run`` with the spaces at an edge towards another run made layout spaces: extractors put some there."""
    left = len(run) - len(run.lstrip(_OF_TEXT)) if before else 0
    right = len(run) - len(run.rstrip(_OF_TEXT)) if after else 0
    if left + right >= len(run):
        return SOFT_SIGN * len(run)
    return SOFT_SIGN * left + run[left : len(run) - right] + SOFT_SIGN * right


def joined(segments: Iterable[Segment]) -> str:
    """The segments as one text. Two cut kashidas make one word; otherwise a JOIN_SIGN stands between."""
    out = ""
    open_end = False
    for number, segment in enumerate(segments):
        text = segment.text
        if number and open_end and segment.open_start:
            out, text = out.rstrip(SPACES), text.lstrip(SPACES)
        elif number:
            out += JOIN_SIGN
        out += text
        open_end = segment.open_end
    return out


def unseen_cuts(order: Sequence[Segment]) -> tuple[int, ...]:
    """The places of a line in reading order, in characters, at which it was cut though the dump doesn't show it.

    That is where words follow words: a number or a Latin word is a run by itself, and a cut kashida shows what it
    joins. Where runs meet, extractors add spaces: of these one counts as a character.
    """
    cuts = []
    place = 0
    for before, after in itertools.pairwise([_shown(segment.text) for segment in order]):
        met = before.open_end and after.open_start
        place += before.characters
        place += not met and (before.soft_end or after.soft_start)
        if not met and before.worded and after.worded:
            cuts.append(place)
    return tuple(cuts)


def seams(order: Sequence[Segment]) -> list[bool]:
    """For each place where two segments meet and ``joined`` sets a JOIN_SIGN, whether words follow words there."""
    pairs = itertools.pairwise(order)
    return [a.worded and b.worded for a, b in pairs if not (a.open_end and b.open_start)]


def cut_marks(order: Sequence[Segment]) -> int:
    """How many marks of a line in reading order stand beside text from which they were cut though nothing shows it."""
    return sum(
        before.flows and after.flows and not (before.worded and after.worded)
        for before, after in itertools.pairwise(order)
    )


def characters_behind(segments: Sequence[Segment]) -> list[int]:
    """For each place of a dump's line, counted from its end, how many characters of the story stand behind it.

    Kashidas and the signs between two segments are places, and no characters.
    """
    text = LAYOUT_SIGN.join(s.text for s in segments)[::-1]
    return list(itertools.accumulate((c not in (TATWEEL, LAYOUT_SIGN) for c in text), initial=0))


def turned(segments: Sequence[Segment], place: int) -> tuple[Segment, ...]:
    """A dump's line in reading order if it was cut at ``place``, which counts as those of ``characters_behind``.

    What stands behind that place is read first; of both halves the last segment is.
    """
    text = LAYOUT_SIGN.join(s.text for s in segments)
    halves = text[len(text) - place :], text[: len(text) - place]
    parts = [part for half in halves for part in reversed(half.split(LAYOUT_SIGN)) if part]
    return tuple(Segment(softened(part, True, True)) for part in parts)


def stretched_cuts(raw: str, items: Items) -> set[int]:
    """The cuts at kashidas that the dump doesn't show for certain.

    A letter that is stretched and came out as a space looks the same.
    """
    cuts = set()
    for p in range(1, len(items)):
        begin = _begin(raw, items.at[p])
        if begin < items.at[p]:
            if items.codes[p - 1] != LAYOUT:
                cuts.add(p)
        elif items.texts[p - 1] == " " and items.texts[p] != " " and raw[items.at[p - 1] - 1] == TATWEEL:
            cuts.add(p)
    return cuts


def _begin(raw: str, place: int) -> int:
    """Where that begins which stands at ``place``: tatweels before it are a part of it if a space, a sign or nothing
    stands before them, unless a run ends at ``place``."""
    if raw.startswith(LAYOUT_SIGN, place):
        return place
    begin = place
    while begin > 0 and raw[begin - 1] == TATWEEL:
        begin -= 1
    return begin if begin == 0 or raw[begin - 1] in SPACES + LAYOUT_SIGN else place


def open_edges(raw: str, items: Items, cuts: list[int]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether the piece behind each cut begins with a cut kashida, and whether the piece before it ends with one."""
    at = [*items.at, len(raw)]
    starts, ends = [], []
    for c in cuts:
        place = _begin(raw, at[c])
        while place < len(raw) and raw[place] in SPACES + LAYOUT_SIGN:
            place += 1
        starts.append(raw.startswith(2 * TATWEEL, place))
        ends.append(raw[: _begin(raw, at[c])].rstrip(SPACES + LAYOUT_SIGN).endswith(TATWEEL))
    return np.array(starts), np.array(ends)


def piece(raw: str, items: Items, begin: int, end: int) -> list[Segment]:
    """The piece of a line between the items before which it is cut, its two ends among these."""
    a, b = (_cut_at(raw, items.at[place] if place < len(items) else len(raw)) for place in (begin, end))
    parts = raw[a:b].strip(LAYOUT_SIGN).split(LAYOUT_SIGN)
    return [Segment(softened(part, True, True)) for part in parts if part]


def _cut_at(raw: str, place: int) -> int:
    """Where a line that is cut before ``place`` falls apart: before tatweels there, and behind those of a cut kashida.

    Of the spaces behind a run that ends with one, the first parts it from the next; others may be letters of that.
    """
    begin = _begin(raw, place)
    ended = raw[:begin].rstrip(" ")
    return min(len(ended) + 1, begin) if ended.endswith(TATWEEL) else begin


def behind_spaces(items: Items, begin: int) -> int:
    """The first item at or after ``begin`` that is no space."""
    while begin < len(items) and items.texts[begin] == " ":
        begin += 1
    return begin


def before_spaces(items: Items, end: int) -> int:
    """The end of what stands before ``end`` without its outer spaces."""
    while end > 0 and items.texts[end - 1] == " ":
        end -= 1
    return end


def next_gap(items: Items, begin: int) -> int:
    """The item behind the first space at or after ``begin``, where that is near; else ``begin``."""
    for p in range(begin, min(begin + P.LONGEST_FRAGMENT, len(items))):
        if items.texts[p] == " ":
            return p + 1
    return begin


def last_gap(items: Items, end: int) -> int:
    """The item behind the last space before ``end``, where that is near; else ``end``."""
    for p in range(end - 1, max(end - P.LONGEST_FRAGMENT, -1), -1):
        if items.texts[p] == " ":
            return p + 1
    return end
