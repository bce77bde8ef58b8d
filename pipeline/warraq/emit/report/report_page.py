"""The report on a folder as one HTML page with its plots as SVG, nothing from a network. Its script sorts the table."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from warraq.emit.html_page import html_page, source_text
from warraq.emit.next_steps import next_step
from warraq.emit.report.report import FileRow
from warraq.emit.translation import ENGLISH

#: Verdicts and states in the order of the plots, with the class that colours them.
_VERDICTS: Final = {"honest": "good", "wrong_map": "bad", "no_map": "none", "unreadable": "worst"}
_STATES: Final = {"sure": "good", "review": "bad", "not read": "worst"}
#: Pages of a file that its strip shows one by one; longer files are put together.
_STRIP: Final = 60
_MOST_PAGES_NAMED: Final = 8
#: Units of the plot of dots: where its axis begins and how long it is, places on it, how far dots stand apart.
_AXIS: Final = (10, 300)
_PLACES: Final = 60
_BOTTOM: Final = 108
_STEP: Final = 8
_MOST_STACKED: Final = 12


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a bar: what it counts, its class, and where it is, in hundredths of the bar."""

    name: str
    kind: str
    count: int
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class _Dot:
    """A file in the plot of confidences."""

    row: FileRow
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class _Shown:
    """A row of the table.

    Attributes:
        cells: how dark each cell of its strip is, 0..1.
        sheet: address of its proof sheet; empty where it has none.
    """

    row: FileRow
    cells: tuple[float, ...]
    sheet: str


def report_page(rows: Sequence[FileRow], title: str, *, language: str = ENGLISH, folder: Path | None = None) -> str:
    """The page.

    Args:
        title: name of the folder.
        language: one of ``LANGUAGES``.
        folder: where the page is to lie: links to proof sheets are relative to it.
    """
    rows = sorted(rows, key=lambda row: (row.confidence, row.file))
    read = [row for row in rows if not row.error]
    least = min([0.9, *(row.confidence for row in read)])
    low = int(least * 20) / 20
    start, length = _AXIS
    return html_page(
        "report/report.html",
        style="report/report.css",
        script=source_text("report/report.js"),
        language=language,
        title=title,
        files=[_Shown(row, tuple(_strip(row)), _address(row.sheet, folder)) for row in rows],
        states=_STATES,
        verdicts=_VERDICTS,
        state_parts=_stack(Counter(row.state for row in rows), _STATES),
        verdict_parts=_stack(Counter(font.verdict for row in rows for font in row.fonts), _VERDICTS),
        dots=_dots(read, low),
        least=least,
        ticks=[(round(start + length * share), f"{low + (1 - low) * share:g}") for share in (0, 0.5, 1)],
        faults=Counter(fault for row in rows for fault in row.faults).most_common(),
        steps={fault: next_step(fault) for row in rows for fault in row.faults},
        most=_MOST_PAGES_NAMED,
    )


def _address(sheet: str, folder: Path | None) -> str:
    """Where a proof sheet is, as seen from the page."""
    if not sheet:
        return ""
    if folder is None:
        return Path(sheet).absolute().as_uri()
    return quote(Path(os.path.relpath(sheet, folder)).as_posix())


def _stack(counts: Counter[str], classes: dict[str, str]) -> list[_Part]:
    """One bar in parts, in the order of ``classes``."""
    total = counts.total()
    parts, at = [], 0.0
    for name, kind in classes.items():
        if counts[name]:
            width = 100 * counts[name] / total
            parts.append(_Part(name, kind, counts[name], f"{at:.2f}", f"{width:.2f}"))
            at += width
    return parts


def _dots(rows: Sequence[FileRow], low: float) -> list[_Dot]:
    """Each file a dot at its confidence, from ``low`` to 1; files in the same place stand on each other."""
    start, length = _AXIS
    stacks: Counter[int] = Counter()
    dots = []
    for row in rows:
        place = round(_PLACES * (row.confidence - low) / (1 - low))
        dots.append(_Dot(row, start + place * length // _PLACES, _BOTTOM - _STEP * min(stacks[place], _MOST_STACKED)))
        stacks[place] += 1
    return dots


def _strip(row: FileRow) -> list[float]:
    """A cell a page, or a few pages, the darker the larger its share of uncertain words."""
    pages = max(row.doubts, default=0)
    together = -(-pages // _STRIP) or 1
    cells = []
    for first in range(1, pages + 1, together):
        doubt = [row.doubts.get(page, (0, 0)) for page in range(first, first + together)]
        doubts, words = (sum(pair[part] for pair in doubt) for part in (0, 1))
        cells.append(min(1.0, 0.25 + 6 * doubts / words) if doubts else 0.0)
    return cells
