"""Lists in lists of the same style: which bullet lies in which is told by its sign and by how far in it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from warraq.model.line import Line
from warraq.segment.tree import Draft

#: Marks that differ by less stand alike; by more they stand in another column. In units of the font size.
ALIKE: Final = 0.8
ELSEWHERE: Final = 8.0


@dataclass(frozen=True, slots=True)
class Mark:
    """The bullet or dash of an item.

    Attributes:
        sign: as printed.
        inset: how far in it stands from where lines begin, points.
        size: of its type, points; 0 in a dump.
    """

    sign: str
    inset: float
    size: float

    def deeper(self, other: Mark) -> float:
        """By how much it stands deeper than another one, points; 0 where they stand alike or in other columns."""
        difference = self.inset - other.inset
        return difference if ALIKE * self.size < abs(difference) < ELSEWHERE * self.size else 0.0


def nest_lists(drafts: Sequence[Draft]) -> None:
    """Put the items with bullets and dashes that lie in others below them, with what is in them.

    A level of the tree has the items of one style of label. Within it an item lies in the one before that stands less
    deep, or in the one of another sign above it where both stand alike; it follows the last one of its sign and place.
    """
    lists: dict[int, list[Mark]] = {}
    for draft in drafts:
        level = draft.level
        mark = _mark(draft)
        for closed in [other for other in lists if other > level or (other == level and mark is None)]:
            del lists[closed]
        if mark is not None:
            _put(lists.setdefault(level, []), mark)
        draft.level = level + sum(len(outer) - 1 for outer in lists.values())


def _mark(draft: Draft) -> Mark | None:
    if draft.kind != "item" or draft.number is not None or not draft.label or draft.label.endswith(":"):
        return None
    line: Line = draft.parts[0][0][0]
    inset = 0.0 if line.box is None else line.indent if line.rtl else line.box[0]
    return Mark(draft.label, inset, line.size)


def _put(outer: list[Mark], mark: Mark) -> None:
    """Open the item below those of ``outer`` that it lies in; the others are closed."""
    while outer and mark.deeper(outer[-1]) < 0:
        outer.pop()
    alike = [at for at, one in enumerate(outer) if one.sign == mark.sign and not mark.deeper(one)]
    if alike:
        del outer[alike[-1] :]
    outer.append(mark)
