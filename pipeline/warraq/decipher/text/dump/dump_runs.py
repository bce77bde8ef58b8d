"""What is read of a dump's line: the segments that can be ordered, and the runs that a channel is learnt from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from warraq.decipher.text.dump.collapsed_spaces import with_room
from warraq.decipher.text.dump.dump import DumpLine, runs_of_symbols
from warraq.decipher.text.dump.items import OWN_SIGNS, ROOM_SIGN, SOFT_SIGN
from warraq.decipher.text.dump.segments import Segment, segments_of
from warraq.decipher.text.dump.stand_ins import KASHIDA, SYMBOLS
from warraq.language.tokens import fold_harakat

_WORD: Final = re.compile(f"[{SYMBOLS}]+")
_INSIDE: Final = re.compile(f"(?<=[{SYMBOLS}]){KASHIDA}")
#: Control characters of a dump that stand for something else here; like the others, they are no letter and no space.
_UNREADABLE: Final = dict.fromkeys(map(ord, OWN_SIGNS), "\N{REPLACEMENT CHARACTER}")


def words_shown(line: DumpLine) -> int:
    """How many words of letters the line shows."""
    return len(_WORD.findall(line.raw))


def segments_of_line(line: DumpLine, *, collapsed: bool = False) -> list[Segment]:
    """The segments of a line as it stands, but for signs that have another meaning in the search.

    ``collapsed``: a space of the dump stands for as many as there were (``collapsed_spaces``).
    """
    segments = segments_of(fold_harakat(line.raw).translate(_UNREADABLE))
    return [Segment(with_room(segment.text)) for segment in segments] if collapsed else segments


def runs_of(lines: Iterable[list[Segment]]) -> list[str]:
    """What a channel is learnt from: the runs of letters and spaces of lines.

    Without the room for others: what comes out as a space inside words is enough to tell that it does. Of kashidas that
    may be letters those that begin words.
    """
    shown = (_INSIDE.sub("", segment.text.replace(ROOM_SIGN, "")) for line in lines for segment in line)
    return runs_of_symbols([*shown], SOFT_SIGN)
