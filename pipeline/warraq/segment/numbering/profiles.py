"""Kinds of document, read from ``data/profiles.toml``: their series of numbers, and what a kind is known by."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from typing import Any, Final, cast

from warraq.model.document import NodeKind
from warraq.model.line import Block
from warraq.model.un_numbers import is_job_line
from warraq.segment.numbering.numbering import Label
from warraq.segment.numbering.words import fold

#: Exactness from which a label is evidence of its profile.
EVIDENT: Final = 0.7
#: A label style, a phrase or an opening counts so often at most: a long document is not surer of its kind.
OFTEN: Final = 8
#: Phrases are looked for in so many of the first pieces.
FRONT: Final = 12
#: An opening is recognised in so many characters.
LONGEST_OPENING: Final = 80
#: How a paragraph of a preamble ends, which is a part of one sentence: U+060C comma, U+061B semicolon.
GOES_ON: Final = ("\u060c", "\u061b", ",", ";", ":")
#: Of numbered paragraphs so many begin anew at most (share), as those of an annex do.
ANEW: Final = 0.1
#: Words of a line with a document's symbol in a masthead, at most: ``A/74/100 ... 2``.
MASTHEAD_WORDS: Final = 4
#: The symbol of a document: its organ and two parts more, or one with a number (A/74/100, S/2019/1, CTOC/COP/2020/4).
_UN_SYMBOL: Final = re.compile(r"[A-Z]{1,6}(?:/[A-Z0-9.]+)*/\d[A-Z0-9.]*(?:/[A-Z0-9.]+)*\*{0,3}").fullmatch
#: A colon may have a dash behind it.
_AFTER_COLON: Final = " -\u2010\u2011\u2012\u2013\u2014\u2015"
#: A series that begins anew at 1 wherever 1 is found.
ANYWHERE: Final = "anywhere"


@dataclass(frozen=True, slots=True)
class Series:
    """One series of numbers; the fields are explained in ``data/profiles.toml``.

    ``index`` is its place in the profile, ``resets`` has the series that begin anew below it, and ``frees`` those that
    go on but may begin anew (as bits by index).
    """

    style: str
    kind: NodeKind
    level: int
    form: str
    index: int = 0
    runs: bool = False
    restarts: tuple[str, ...] = ()
    starts: bool = False
    infer: bool = False
    front: bool = False
    resets: tuple[bool, ...] = ()
    frees: int = 0


@dataclass(frozen=True, slots=True)
class Profile:
    """One kind of document.

    Attributes:
        name: as it is chosen by name.
        series: in the order in which they win a tie.
        items: styles of list marks.
        every_text: every paragraph has a number.
        run_in: a list may begin right after the label of what it is in.
        loose: bold lines without a number are headings.
        styled: what is set as headings are in the whole document is one, whatever number it has.
        unbroken: its numbers follow one another.
        openings: how unnumbered paragraphs open (folded text), a group for each kind of node; None where nothing tells.
        amends: what a text says that announces how another law is to read (folded text); None where nothing does.
        least, needs, labels, front, opened, masthead, numbered: the evidence, see ``data/profiles.toml``.
        styles: those of label that mean something in this kind of document.
        headings: those that name what they number, as chapters and articles.
    """

    name: str
    series: tuple[Series, ...]
    items: frozenset[str]
    every_text: bool
    run_in: bool
    loose: bool
    styled: bool
    unbroken: bool
    openings: re.Pattern[str] | None
    amends: re.Pattern[str] | None
    least: float
    needs: tuple[str, ...]
    labels: Mapping[str, float]
    front: tuple[tuple[re.Pattern[str], float], ...]
    opened: Mapping[str, float]
    masthead: float
    numbered: float
    styles: frozenset[str] = field(init=False)
    headings: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        inferred = {"unreadable"} if any(series.infer for series in self.series) else set()
        styles = frozenset({series.style for series in self.series} | self.items | inferred)
        object.__setattr__(self, "styles", styles)
        headings = frozenset(series.style for series in self.series if series.form in ("heading", "article"))
        object.__setattr__(self, "headings", headings)

    def opening(self, text: str) -> NodeKind | None:
        """The kind of node that an unnumbered ``text`` opens like."""
        match = self.openings.match(_folded_opening(text)) if self.openings else None
        return cast("NodeKind", match.lastgroup) if match else None

    def announces(self, text: str) -> bool:
        """Whether ``text`` announces, with a colon at its end, how another law is to read."""
        if self.amends is None or not text.rstrip(_AFTER_COLON).endswith(":"):
            return False
        return self.amends.search(fold(text)) is not None


def _folded_opening(text: str) -> str:
    """As much of ``text`` as an opening is recognised in, folded."""
    return _folded(text[:LONGEST_OPENING])


@lru_cache(maxsize=4096)
def _folded(opening: str) -> str:
    """``fold``, once for all that ask for the same line."""
    return fold(opening)


@cache
def profiles() -> tuple[Profile, ...]:
    """All profiles, in the order in which they win a tie."""
    text = resources.files("warraq.segment").joinpath("data/profiles.toml").read_text(encoding="utf-8")
    return tuple(_profile(name, fields) for name, fields in tomllib.loads(text).items())


def _profile(name: str, fields: Mapping[str, Any]) -> Profile:
    evidence = fields.get("evidence", {})
    return Profile(
        name=name,
        series=_series(fields["series"]),
        items=frozenset(fields.get("items", ())),
        every_text=fields.get("every_text", False),
        run_in=fields.get("run_in", False),
        loose=fields.get("loose", False),
        styled=fields.get("styled", False),
        unbroken=fields.get("unbroken", False),
        openings=_openings(fields.get("openings", {})),
        amends=re.compile(fields["amends"]) if "amends" in fields else None,
        least=evidence.get("least", 0),
        needs=tuple(evidence.get("needs", ())),
        labels=evidence.get("labels", {}),
        front=tuple((re.compile(pattern), points) for pattern, points in evidence.get("front", {}).items()),
        opened=evidence.get("openings", {}),
        masthead=evidence.get("masthead", 0),
        numbered=evidence.get("numbered", 0),
    )


def _openings(patterns: Mapping[str, str]) -> re.Pattern[str] | None:
    """One expression for all kinds; the first that matches wins."""
    groups = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in patterns.items())
    return re.compile(groups) if groups else None


def freed_by(kind: NodeKind, series: Sequence[Series]) -> int:
    """Those of the ``series`` that may begin anew below a heading of this kind, as bits by index."""
    return sum(1 << at for at, other in enumerate(series) if kind in other.restarts)


def _series(rows: Sequence[Mapping[str, Any]]) -> tuple[Series, ...]:
    """The series with what each does to the others when it moves on."""
    plain = [Series(**{**row, "restarts": tuple(row.get("restarts", ()))}) for row in rows]
    return tuple(
        Series(
            **{
                **row,
                "index": index,
                "restarts": tuple(row.get("restarts", ())),
                "resets": tuple(other.level > plain[index].level and not other.runs for other in plain),
                "frees": freed_by(plain[index].kind, plain),
            }
        )
        for index, row in enumerate(rows)
    )


def choose(
    blocks: Iterable[Block], labels: Iterable[Sequence[Label]], furniture: Iterable[str] = ()
) -> tuple[Profile, dict[str, float]]:
    """The profile with the most evidence in the first lines of the body's ``blocks``, and the points of its signs.

    Args:
        labels: of each of those lines.
        furniture: what stands above and below the text.
    """
    signs = _signs(list(blocks), list(labels), furniture)
    rated = [(profile, _evidence(profile, signs)) for profile in profiles()]
    return max(rated, key=lambda pair: _points(*pair))


@dataclass(frozen=True, slots=True)
class _Signs:
    """What is looked for evidence: styles of labels, first texts and openings (folded), and what else there is."""

    styles: Counter[str]
    front: Sequence[str]
    openings: Sequence[str]
    masthead: bool
    numbered: bool


def _signs(blocks: Sequence[Block], labels: Sequence[Sequence[Label]], furniture: Iterable[str]) -> _Signs:
    texts = [block.lines[0].text for block in blocks]
    evident = [{label.style for label in of_line if label.exactness >= EVIDENT} for of_line in labels]
    front = texts[:FRONT]
    return _Signs(
        styles=Counter(style for of_line in evident for style in of_line),
        front=[fold(text) for text in front],
        openings=[
            _folded_opening(text)
            for text, block in zip(texts, blocks, strict=True)
            if block.lines[-1].text.rstrip().endswith(GOES_ON)
        ],
        masthead=any(map(_is_masthead, (*furniture, *front))),
        numbered=_mostly_numbered(blocks, labels),
    )


def _is_masthead(text: str) -> bool:
    """A line that is a job number, or ends or begins with a symbol and says little else."""
    if is_job_line(text):
        return True
    words = text.split()
    return 0 < len(words) <= MASTHEAD_WORDS and any(map(_UN_SYMBOL, (words[0], words[-1])))


def _mostly_numbered(blocks: Sequence[Block], labels: Sequence[Sequence[Label]]) -> bool:
    """Half of the paragraphs have a number, and these run on: lists, of which books are full, begin anew.

    What has another label, and headings, aren't asked.
    """
    asked = [
        {label.style: label.ordinal for label in of_line if label.exactness >= EVIDENT}
        for block, of_line in zip(blocks, labels, strict=True)
        if block.role == "body" and not (block.lines[0].bold or block.centered)
    ]
    numbers = [kinds.get("decimal") for kinds in asked if kinds.keys() <= {"decimal"}]
    given = [number for number in numbers if number is not None]
    anew = sum(after <= before for before, after in pairwise(given))
    return len(given) > 1 and 2 * len(given) >= len(numbers) and anew <= ANEW * len(given)


def _evidence(profile: Profile, signs: _Signs) -> dict[str, float]:
    """Sign -> points, of the signs of ``profile`` that are found."""
    worth = {f"label {style}": weight * min(signs.styles[style], OFTEN) for style, weight in profile.labels.items()}
    worth["front"] = sum(weight for pattern, weight in profile.front if any(map(pattern.match, signs.front)))
    if profile.opened and profile.openings:
        opened = Counter(match.lastgroup for match in map(profile.openings.match, signs.openings) if match)
        worth |= {f"opening {kind}": weight * min(opened[kind], OFTEN) for kind, weight in profile.opened.items()}
    worth["masthead"] = profile.masthead * signs.masthead
    worth["numbered"] = profile.numbered * signs.numbered
    return {sign: points for sign, points in worth.items() if points}


def _points(profile: Profile, signs: Mapping[str, float]) -> float:
    points = sum(signs.values())
    has_needs = not profile.needs or any(sign in signs for sign in profile.needs)
    return points if has_needs and points >= profile.least else -1.0


def names() -> tuple[str, ...]:
    """The names of the profiles."""
    return tuple(profile.name for profile in profiles())


def by_name(name: str) -> Profile:
    """The profile called ``name``; ValueError with the names that there are."""
    for profile in profiles():
        if profile.name == name:
            return profile
    raise ValueError(f"no profile {name!r}; there are {', '.join(names())}")
