"""Kinds of document, read from ``data/profiles.toml``: their series of numbers, and what a kind is known by."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Final, cast

from warraq.model.document import NodeKind
from warraq.model.line import Block
from warraq.segment.numbering import Label
from warraq.segment.words import fold

#: Exactness from which a label is evidence of its profile.
EVIDENT: Final = 0.7
#: A label style, a phrase or an opening counts so often at most: a long document is not surer of its kind.
OFTEN: Final = 8
#: Phrases are looked for in so many of the first pieces.
FRONT: Final = 12
#: An opening is recognised in so many characters.
LONGEST_OPENING: Final = 80
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
        unbroken: its numbers follow one another.
        openings: how unnumbered paragraphs open (folded text), a group for each kind of node; None where nothing tells.
        least, labels, front, opened: the evidence, see ``data/profiles.toml``.
        styles: those of label that mean something in this kind of document.
    """

    name: str
    series: tuple[Series, ...]
    items: frozenset[str]
    every_text: bool
    run_in: bool
    loose: bool
    unbroken: bool
    openings: re.Pattern[str] | None
    least: float
    labels: Mapping[str, float]
    front: tuple[tuple[re.Pattern[str], float], ...]
    opened: Mapping[str, float]
    styles: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        inferred = {"unreadable"} if any(series.infer for series in self.series) else set()
        styles = frozenset({series.style for series in self.series} | self.items | inferred)
        object.__setattr__(self, "styles", styles)

    def opening(self, text: str) -> NodeKind | None:
        """The kind of node that an unnumbered ``text`` opens like."""
        found = self.openings.match(_folded_opening(text)) if self.openings else None
        return cast("NodeKind", found.lastgroup) if found else None


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
        unbroken=fields.get("unbroken", False),
        openings=_openings(fields.get("openings", {})),
        least=evidence.get("least", 0),
        labels=evidence.get("labels", {}),
        front=tuple((re.compile(pattern), points) for pattern, points in evidence.get("front", {}).items()),
        opened=evidence.get("openings", {}),
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


def choose(blocks: Iterable[Block], labels: Iterable[Sequence[Label]]) -> Profile:
    """The profile with the most evidence in the first lines of the body's ``blocks``.

    Args:
        labels: of each of those lines.
    """
    texts = [block.lines[0].text for block in blocks]
    styles = Counter(
        style for of_line in labels for style in {label.style for label in of_line if label.exactness >= EVIDENT}
    )
    front = [fold(text) for text in texts[:FRONT]]
    openings = list(map(_folded_opening, texts))
    return max(profiles(), key=lambda profile: _points(profile, styles, front, openings))


def _points(profile: Profile, styles: Counter[str], front: Sequence[str], openings: Sequence[str]) -> float:
    """``front`` and ``openings`` are folded."""
    points = sum(weight * min(styles[style], OFTEN) for style, weight in profile.labels.items())
    points += sum(weight for pattern, weight in profile.front if any(map(pattern.match, front)))
    if profile.opened and profile.openings:
        opened = Counter(found.lastgroup for found in map(profile.openings.match, openings) if found)
        points += sum(weight * min(opened[kind], OFTEN) for kind, weight in profile.opened.items())
    return points if points >= profile.least else -1.0


def names() -> tuple[str, ...]:
    """The names of the profiles."""
    return tuple(profile.name for profile in profiles())


def by_name(name: str) -> Profile:
    """The profile called ``name``; ValueError with the names that there are."""
    for profile in profiles():
        if profile.name == name:
            return profile
    raise ValueError(f"no profile {name!r}; there are {', '.join(names())}")
