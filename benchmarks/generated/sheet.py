"""What a generated page is made of, and what follows from it: blocks in reading order, tables, headings.

Parts stand one below the other from the top; what stands side by side is told from the right. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

#: What a text is for, which decides how it is set.
BODY: Final = "body"
HEADING: Final = "heading"
CAPTION: Final = "caption"
NOTE: Final = "note"
#: Words that belong to a table or stand in it, such as its title: a reader may call them a heading or not.
TITLE: Final = "title"
#: Like a title, but at the right.
LABEL: Final = "label"
#: A number that carries the page's message, in large type.
BIG: Final = "big"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, heading, caption or item.

    Attributes:
        text: in logical order on one line.
        role: one of the names above.
        level: of a heading, 1 the outermost.
        label: sign or number before an item, hung out.
        depth: how often an item is indented.
        follows: its place after the block before it isn't a matter of taste.
    """

    text: str
    role: str = BODY
    level: int = 0
    label: str = ""
    depth: int = 0
    follows: bool = True


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture: bars on a ground, heights in shares of the whole; a chart has a number over each and a label below.

    The words of a chart may be read in any order, but make no table.
    """

    height: float
    bars: tuple[float, ...]
    numbers: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Across:
    """Groups of parts side by side, the first at the right, with the share of the width that each takes."""

    groups: tuple[tuple[Part, ...], ...]
    shares: tuple[float, ...]
    gap: float


@dataclass(frozen=True, slots=True)
class Columns:
    """Parts that flow through columns of one width; a paragraph goes on at the top of the next."""

    parts: tuple[Part, ...]
    count: int
    gap: float


@dataclass(frozen=True, slots=True)
class Box:
    """Parts in a frame, on a ground, or both; colours are six hex digits, empty for none."""

    parts: tuple[Part, ...]
    ground: str = ""
    border: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, with the columns and the rows that it reaches over; none where one above reaches over it."""

    text: str
    over: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Setting:
    """How a table is set.

    Attributes:
        width: the share of the page's that it takes; it stands in the middle.
        padding: white beside text in cells and above and below it, points.
        middle: text stands in the middle of the height of its row.
        centred: ... and in that of the width of its column.
    """

    width: float = 1.0
    padding: tuple[float, float] = (5.0, 4.0)
    middle: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        rows: cells of each row, from the side of reading.
        shares: of the width that each column takes.
        rules: ``all``, ``across``, ``stripes``, ``head`` (only the first rows are filled), ``lines`` (above, below the
            head and below), ``figures`` (only around the columns of numbers) or ``none``.
        heads: how many rows stand at the top as its head.
        figures: columns of numbers, which are aligned at the other side.
        ltr: it is read from the left, whatever is read around it.
        setting: widths, padding and where text stands in its cells.
    """

    rows: tuple[tuple[Cell, ...], ...]
    shares: tuple[float, ...]
    rules: str
    heads: int = 1
    figures: tuple[int, ...] = ()
    ltr: bool = False
    setting: Setting = Setting()


@dataclass(frozen=True, slots=True)
class Pairs:
    """Rows of a label and its value.

    Attributes:
        rows: label and value of each.
        leader: what stands between: ``dots``, ``rule`` or ``white``; ``pages``: dots, and behind them the page on
            which something begins, which is not read as text.
        follows: the place of the first row after the block before it isn't a matter of taste.
    """

    rows: tuple[tuple[str, str], ...]
    leader: str
    follows: bool = True


@dataclass(frozen=True, slots=True)
class Foot:
    """Notes at the foot of a column below a short rule, each with its sign."""

    notes: tuple[tuple[str, str], ...]


Part: TypeAlias = Text | Figure | Across | Columns | Box | Table | Pairs | Foot


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of one kind.

    Attributes:
        kind: its name.
        variant: what the seed chose of the kind, for people.
        parts: from the top.
        tables_may_be_seen: what is set like a table here may be called one or not, as the rows of a form.
    """

    kind: str
    variant: str
    parts: tuple[Part, ...]
    tables_may_be_seen: bool = False


def flat(parts: Sequence[Part]) -> Iterator[Text | Table | Pairs | Foot]:
    """Everything that has text, in reading order."""
    for part in parts:
        match part:
            case Across(groups=groups):
                for group in groups:
                    yield from flat(group)
            case Columns(parts=inner) | Box(parts=inner):
                yield from flat(inner)
            case Figure():
                pass
            case _:
                yield part
