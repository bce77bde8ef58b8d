"""Which pages of a file are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from warraq.errors import UsageError

#: One page, a range, a range from the first page, a range to the last one.
_RANGE: Final = re.compile(r"(\d{1,9})|(\d{0,9})-(\d{0,9})")
_HELP: Final = "Pages count from 1: 3, 1-3,7 or 5- (to the last one)."


@dataclass(frozen=True, slots=True)
class ChosenPages:
    """Pages by number, as the file counts them from 1.

    Attributes:
        ranges: first and last of each range; None is the last of the file.
        alone: they are read as if the file had no others.
    """

    ranges: tuple[tuple[int, int | None], ...]
    alone: bool = False

    def numbers(self, count: int, where: str) -> frozenset[int]:
        """The pages among the ``count`` of a file.

        Raises:
            UsageError: it doesn't have all of them. ``where`` is the file.
        """
        missing = [page for first, last in self.ranges for page in (first, last or first) if page > count]
        if missing:
            has = "1 page" if count == 1 else f"{count} pages"
            raise UsageError(f"there is no page {max(missing)}: the file has {has}", where=where, help=_HELP)
        return frozenset(page for first, last in self.ranges for page in range(first, (last or count) + 1))


def chosen_pages(pages: str | Iterable[int] | None, *, alone: bool = False) -> ChosenPages | None:
    """What ``pages`` chooses; None where it chooses nothing.

    >>> chosen_pages("1-3,7").ranges
    ((1, 3), (7, 7))

    Raises:
        UsageError: it says no pages.
    """
    if pages is None:
        if alone:
            raise UsageError("no pages are chosen that could be read alone", help=_HELP)
        return None
    named = map(_range, pages.split(",")) if isinstance(pages, str) else ((page, page) for page in pages)
    ranges: tuple[tuple[int, int | None], ...] = tuple(named)
    for first, last in ranges:
        if first < 1 or (last is not None and last < first):
            raise UsageError(f"no pages are {first}-{last}", help=_HELP)
    if not ranges:
        raise UsageError("no page is chosen", help=_HELP)
    return ChosenPages(ranges, alone)


def _range(part: str) -> tuple[int, int | None]:
    match = _RANGE.fullmatch(part.strip())
    if match is None or part.strip() == "-":
        raise UsageError(f"{part.strip()!r} is no range of pages", help=_HELP)
    page, first, last = match.groups()
    if page:
        return int(page), int(page)
    return int(first or 1), int(last) if last else None
