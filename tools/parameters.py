"""Reads what ``parameters.py`` of the channels says of each number: value, unit, comment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

#: What ``make sensitivity`` writes.
MOVES: Final = Path(__file__).parents[1] / "benchmarks" / "data" / "sensitivity.tsv"
#: Values at which rules do nothing, and what ``benchmarks.idle`` found they move then.
OFF_VALUES: Final = MOVES.with_name("off_values.tsv")
IDLE: Final = MOVES.with_name("idle.tsv")
ROOT: Final = Path(__file__).parents[1] / "pipeline" / "warraq" / "decipher"
CHANNELS: Final = ("glyph", "text")
#: How the unit of a number ends that keeps time or memory short: as long as it doesn't cut, it moves nothing.
BOUND: Final = "bound of work"

#: What stands in the table of switched off rules for a test that fails, and for a number that tests count with.
TEST, NAMED = "a test", "named in tests"

_CLASS: Final = re.compile(r"class (\w+):$")
_COMMENT: Final = re.compile(r" *#: ?(.*)$")
_NUMBER: Final = re.compile(r" *(\w+): Final = (.*)$")
_UNIT: Final = re.compile(r"  # ([^#]+?)(?:  # fmt: skip)?$")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number of a channel.

    Attributes:
        section: the class that it stands in, which has a module's name; empty for what several modules share.
        name: of the constant.
        source: the value as it is written.
        unit: of the value.
        comment: what it does; the same for all that stand below one comment.
    """

    section: str
    name: str
    source: str
    unit: str
    comment: str

    @property
    def key(self) -> str:
        """``Section.NAME``, or the name alone."""
        return f"{self.section}.{self.name}" if self.section else self.name

    @property
    def bounds_work(self) -> bool:
        """It is there to keep time or memory short."""
        return self.unit.endswith(BOUND)


def parameters(channel: str) -> Iterator[Parameter]:
    """Those of a channel in the order of its file. Raises ValueError for one without a unit or a comment."""
    section, comment, begun = "", "", False
    name, source = "", ""
    for line in (ROOT / channel / "parameters.py").read_text("utf-8").splitlines():
        if match := _CLASS.match(line):
            section, comment, begun = match[1], "", False
        elif match := _COMMENT.match(line):
            comment, begun = (f"{comment} {match[1]}" if begun else match[1]), True
        elif name or _NUMBER.match(line):
            begun = False
            match = None if name else _NUMBER.match(line)
            name, source = (match[1], match[2]) if match else (name, f"{source} {line.strip()}")
            if unit := _UNIT.search(source):
                if not comment:
                    raise ValueError(f"{section}.{name} has no comment")
                yield Parameter(section, name, source[: unit.start()], unit[1], comment)
                name = ""
            elif not source.endswith(("{", ",")):
                raise ValueError(f"{section}.{name} has no unit")


@dataclass(frozen=True, slots=True)
class Move:
    """What came of making a number a fifth less or more, see ``benchmarks.sensitivity``.

    Attributes:
        channel, name, value: of the number, as ``Parameter.key`` and ``source`` have them.
        change: ``less`` or ``more``.
        wrong, silent, listed: of 1,000 words how many more are.
        otherwise: words that come out otherwise, in letters or confidence.
    """

    channel: str
    name: str
    value: str
    change: str
    wrong: float
    silent: float
    listed: float
    otherwise: int


def moves() -> Iterator[Move]:
    """Those that are measured; none where there is no such file."""
    rows = MOVES.read_text("utf-8").splitlines()[2:] if MOVES.exists() else ()
    for channel, name, value, change, *figures, otherwise in (row.split("\t") for row in rows):
        wrong, silent, listed = map(float, figures)
        yield Move(channel, name, value, change, wrong, silent, listed, int(otherwise))


@dataclass(frozen=True, slots=True)
class Idle:
    """What came of switching a rule off, see ``benchmarks.idle``.

    Attributes:
        channel, name, value: of the number, as ``Parameter.key`` and ``source`` have them.
        off: the value that switches it off.
        where: what comes out otherwise, the first of all: a made-up dump, another file, a test; that tests name the
            number, or nothing, if none does.
        otherwise: words of it that do, in letters or confidence.
    """

    channel: str
    name: str
    value: str
    off: str
    where: str
    otherwise: int


def idle() -> Iterator[Idle]:
    """Those that are measured; none where there is no such file."""
    rows = IDLE.read_text("utf-8").splitlines()[2:] if IDLE.exists() else ()
    for channel, name, value, off, where, otherwise in (row.split("\t") for row in rows):
        yield Idle(channel, name, value, off, where, int(otherwise))


def standing(channel: str) -> dict[str, str]:
    """What is known of each number, by ``Parameter.key``: that it ``moves`` something when it changes by a fifth, or
    when its rule is switched off; that ``a test`` fails then, or counts with it (``named in tests``); that it bounds
    the work; that ``nothing`` moved; empty where it wasn't asked since it was set."""
    moved = {(move.name, move.value) for move in moves() if move.channel == channel and move.otherwise}
    asked: dict[tuple[str, str], Idle] = {}
    for row in idle():
        if row.channel == channel:
            key = (row.name, row.value)
            asked[key] = max(row, asked.get(key, row), key=lambda one: (one.otherwise, one.where))
    of: dict[str, str] = {}
    for one in parameters(channel):
        known = asked.get((one.key, one.source))
        if (one.key, one.source) in moved or (known and known.otherwise and known.where != TEST):
            of[one.key] = "moves"
        elif known and known.where:
            of[one.key] = known.where
        elif one.bounds_work:
            of[one.key] = BOUND
        else:
            of[one.key] = "nothing" if known else ""
    return of


def changed(value: Any, unit: str, factor: float) -> Any:
    """A number times a factor, or all those of a tuple or dictionary; a whole number by one at least.

    Of a share or probability above a half it is what is left to 1 that changes, the other way.
    """
    if isinstance(value, tuple):
        return tuple(changed(part, unit, factor) for part in value)
    if isinstance(value, dict):
        return {key: changed(part, unit, factor) for key, part in value.items()}
    if isinstance(value, int):
        step = max(1, round(abs(value * (factor - 1))))
        return value + step if factor > 1 else value - step
    if unit in ("share", "probability") and 0.5 < value < 1:
        return float(1 - (1 - value) / factor)
    return float(value * factor)


def holder(channel: str, section: str) -> Any:
    """What has the section's numbers as attributes: a class, or the module for those that are shared."""
    module = import_module(f"warraq.decipher.{channel}.parameters")
    return getattr(module, section) if section else module
