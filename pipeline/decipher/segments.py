"""The segments of a dump's line: where its runs end, where a kashida was cut, and how pieces are put together again."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.decipher.items import JOIN_SIGN, LAYOUT_SIGN, SOFT_SIGN, TATWEEL, Items
from pipeline.decipher.lattice import LAYOUT

#: A run that was cut at a kashida: the next one starts with a doubled tatweel behind a single space.
_CUT_KASHIDA = re.compile(f"(?<={TATWEEL}) (?={TATWEEL}{TATWEEL})|(?<=\\S) (?={TATWEEL}{TATWEEL})")
#: A line whose edge is a cut kashida, or that has one for certain: more may be cut.
STRETCHED_LINE = re.compile(f"^[ {SOFT_SIGN}]*{TATWEEL}|{TATWEEL}[ {SOFT_SIGN}]*$|{LAYOUT_SIGN}{TATWEEL}")
#: Spaces of the layout. Fewer can be a short word between two others of which every letter that stands there is lost.
_WIDE = re.compile(" {10,}")
#: What an extractor sets as a run of its own: numbers with what binds them, Latin words, and a letter in brackets, the
#: label of an item, which is left behind its line.
_RUN = re.compile(
    r"([A-Za-z][A-Za-z0-9]*(?:[./\-][A-Za-z0-9]+)*|\d+(?:[./]\d+)+|\d+|(?<=\d)\s*[-–/]|[-–/](?=\s*\d)|^\.(?=\s*\S)"
    r"|(?<= )\S\S[()](?=\s*$))"
)
SPACES: Final = " " + SOFT_SIGN
_LABEL_NUMBER = re.compile(r"\d{1,3}")
#: More spaces than this at a line's edge are an indent.
_INDENT: Final = 5
#: Beyond so many pairs of cut kashidas each meets the next one.
_MOST_SEAMS: Final = 25
#: A word that is cut in two leaves at most this many items on one side.
_LONGEST_FRAGMENT: Final = 9


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a line that is read as it stands. ``text`` keeps its tatweel; layout spaces are SOFT_SIGN."""

    text: str

    @property
    def letters(self) -> int:
        """How many Arabic letters it holds; none in a number, a Latin word or a mark."""
        return sum("\u0621" <= c <= "\u064a" and c != TATWEEL for c in self.text)

    @property
    def open_start(self) -> bool:
        """A cut kashida says that it goes on from another segment."""
        return self.text.lstrip(SPACES).startswith(TATWEEL)

    @property
    def open_end(self) -> bool:
        """A cut kashida says that it goes on into another segment."""
        return self.text.rstrip(SPACES).endswith(TATWEEL)


def segments_of(line: str) -> list[Segment]:
    """Segments of a raw line in the order of the dump."""
    body = line.strip(" ")
    left, right = _edge(len(line) - len(line.lstrip(" "))), _edge(len(line) - len(line.rstrip(" ")))
    found = []
    cut = _has_cut_kashida(body)
    for wide in _WIDE.split(body):
        for part in _CUT_KASHIDA.split(wide) if cut else [wide]:
            runs = [r for r in _RUN.split(part) if r and r.strip()]
            found += [Segment(softened(run, i > 0, i < len(runs) - 1)) for i, run in enumerate(runs)]
    if found:
        found[0] = Segment(SOFT_SIGN * left + found[0].text)
        found[-1] = Segment(found[-1].text + SOFT_SIGN * right)
    return _label_last(found)


def _label_last(segments: list[Segment]) -> list[Segment]:
    """A paragraph's number that stands among the runs of its line (``-3``: a dash, then the number) goes behind them.

    There it is read first. What stood around it would else not be seen to go on.
    """
    for i, (dash, number) in enumerate(itertools.pairwise(segments)):
        apart = not i or segments[i - 1].text[-1] in SPACES
        if apart and dash.text.strip(SPACES) in ("-", "–") and _LABEL_NUMBER.fullmatch(number.text.strip(SPACES)):
            return [*segments[:i], *segments[i + 2 :], dash, number]
    return segments


def _has_cut_kashida(body: str) -> bool:
    """Whether a run begins or ends with a kashida. In other lines one beside a space belongs to a lost letter."""
    runs = [r.strip() for wide in _WIDE.split(body) for r in _RUN.split(wide) if r and r.strip()]
    return any(r.startswith(TATWEEL) or r.endswith(TATWEEL) for r in runs)


def edges_of(line: str) -> tuple[int, int]:
    """The outer spaces of a raw line, as classes: none, one, more; 3 for the wide gap of an indent."""
    left, right = len(line) - len(line.lstrip(" ")), len(line) - len(line.rstrip(" "))
    return (3 if left > 8 else min(left, 2), min(right, 2))


def _edge(spaces: int) -> int:
    """How many of a line's outer spaces may be letters: extractors drop some, and indent with many."""
    return max(spaces, 2) if spaces <= _INDENT else 3


def softened(run: str, before: bool, after: bool) -> str:
    """``run`` with the spaces at an edge towards another run made layout spaces: extractors put some there."""
    left = len(run) - len(run.lstrip(" ")) if before else 0
    right = len(run) - len(run.rstrip(" ")) if after else 0
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


def chained(segments: tuple[Segment, ...], seam: Callable[[Segment, Segment], float]) -> list[list[int]]:
    """Numbers of the segments in chains: every cut kashida that can meets one that is cut on the other side.

    ``seam`` says how well the word is that two segments make, nats; of the ways to link them the one is taken that
    makes the best words together. What stands between two halves of a word, a number say, is a chain of its own.
    """
    ends = [i for i, segment in enumerate(segments) if segment.open_end]
    heads = [j for j, segment in enumerate(segments) if segment.open_start]
    if len(ends) * len(heads) > _MOST_SEAMS:
        return _grown(len(segments), {i: j for i, j in zip(ends, _next_in_circle(ends, heads), strict=True) if j >= 0})
    value = {(i, j): seam(segments[i], segments[j]) for i in ends for j in heads if i != j}
    best: tuple[float, dict[int, int]] = (-1e30, {})
    if len(ends) <= len(heads):
        ways = (dict(zip(ends, way, strict=True)) for way in itertools.permutations(heads, len(ends)))
    else:
        ways = (dict(zip(way, heads, strict=True)) for way in itertools.permutations(ends, len(heads)))
    for way in ways:
        if any(i == j for i, j in way.items()) or _closes(way):
            continue
        total = sum(value[link] for link in way.items())
        if total > best[0]:
            best = (total, way)
    return _grown(len(segments), best[1])


def _next_in_circle(ends: list[int], heads: list[int]) -> list[int]:
    """For each of ``ends`` the nearest free one of ``heads`` behind it, in a circle; -1 where that closes a circle."""
    free = sorted(heads)
    links: dict[int, int] = {}
    result = []
    for i in ends:
        order = [j for j in free if j > i] + [j for j in free if j < i]
        j = next((j for j in order if not _closes(links | {i: j})), -1)
        if j >= 0:
            links[i] = j
            free.remove(j)
        result.append(j)
    return result


def _closes(links: dict[int, int]) -> bool:
    """Whether some of the links make a circle."""
    for start in links:
        place = links[start]
        while place in links and place != start:
            place = links[place]
        if place == start:
            return True
    return False


def _grown(number: int, links: dict[int, int]) -> list[list[int]]:
    chains = []
    for first in sorted(set(range(number)) - set(links.values())):
        chain = [first]
        while chain[-1] in links:
            chain.append(links[chain[-1]])
        chains.append(chain)
    return chains


def turns(chains: list[list[int]]) -> list[list[int]]:
    """The chains one after another, beginning with each of them; none where that is the order they stand in."""
    if [i for chain in chains for i in chain] == list(range(sum(map(len, chains)))):
        return []
    return [[i for chain in chains[k:] + chains[:k] for i in chain] for k in range(len(chains))]


def stretched_cuts(raw: str, items: Items) -> set[int]:
    """Items at which a kashida may have been cut in two, though the dump doesn't show it for certain.

    Where a letter that came out as a space is stretched, it looks the same.
    """
    found = set()
    for p in range(1, len(items)):
        begin = _begin(raw, items.at[p])
        if begin < items.at[p]:
            if items.codes[p - 1] != LAYOUT:
                found.add(p)
        elif items.texts[p - 1] == " " and items.texts[p] != " " and raw[items.at[p - 1] - 1] == TATWEEL:
            found.add(p)
    return found


def _begin(raw: str, place: int) -> int:
    """``place``, or the start of the tatweels before it where a space stands before them."""
    begin = place
    while begin > 0 and raw[begin - 1] == TATWEEL:
        begin -= 1
    return begin if begin == 0 or raw[begin - 1] in SPACES + LAYOUT_SIGN else place


def open_edges(raw: str, items: Items, cuts: list[int]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """For each cut: the piece behind it begins with a cut kashida, the one before it ends with one."""
    at = [*items.at, len(raw)]
    starts, ends = [], []
    for c in cuts:
        place = _begin(raw, at[c])
        while place < len(raw) and raw[place] in SPACES + LAYOUT_SIGN:
            place += 1
        starts.append(place < len(raw) and raw[place] == TATWEEL)
        ends.append(raw[: _begin(raw, at[c])].rstrip(SPACES + LAYOUT_SIGN).endswith(TATWEEL))
    return np.array(starts), np.array(ends)


def pieces(raw: str, items: Items, places: list[int]) -> list[Segment]:
    """The pieces between ``places`` (item numbers), the last first."""
    at = [_begin(raw, place) for place in (*items.at, len(raw))]
    texts = [raw[at[a] : at[b]].strip(LAYOUT_SIGN) for a, b in itertools.pairwise(places)]
    parts = [Segment(part) for text in texts[::-1] for part in text.split(LAYOUT_SIGN)]
    return [Segment(softened(p.text, True, True)) for p in parts if p.text]


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
    for p in range(begin, min(begin + _LONGEST_FRAGMENT, len(items))):
        if items.texts[p] == " ":
            return p + 1
    return begin


def last_gap(items: Items, end: int) -> int:
    """The item behind the last space before ``end``, where that is near; else ``end``."""
    for p in range(end - 1, max(end - _LONGEST_FRAGMENT, -1), -1):
        if items.texts[p] == " ":
            return p + 1
    return end
