"""The report on a folder as one HTML page with its plots as SVG. No script, nothing from a network."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib import resources
from typing import Final

from warraq.emit.pictures.content_policy import source_hash
from warraq.emit.report.report import FileRow
from warraq.model.document import FontReport

#: Verdicts and states in the order of the plots, with the class that colours them.
_VERDICTS: Final = {"honest": "good", "wrong_map": "bad", "no_map": "none", "unreadable": "worst"}
_STATES: Final = {"sure": "good", "review": "bad", "not read": "worst"}
_BAR: Final = 14
#: Pages of a file that its strip shows one by one; longer files are put together.
_STRIP: Final = 60
_MOST_PAGES_NAMED: Final = 8


def report_page(rows: Sequence[FileRow], title: str) -> str:
    """The page. ``title`` is the name of the folder."""
    style = resources.files("warraq.emit").joinpath("report.css").read_text(encoding="utf-8")
    name = html.escape(title)
    return "".join(
        (
            '<!doctype html>\n<html lang="en" dir="ltr">\n<head>\n<meta charset="utf-8">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            '<meta http-equiv="Content-Security-Policy" content="',
            f"default-src 'none'; style-src '{source_hash(style)}'; base-uri 'none'; form-action 'none'\">\n",
            f'<meta name="color-scheme" content="light dark">\n<title>Report on {name}</title>\n',
            f"<style>{style}</style>\n</head>\n<body>\n<header><h1><bdi>{name}</bdi></h1>",
            f"<p>{_summary(rows)}</p></header>\n<main>\n",
            _plots(rows),
            _table(rows),
            "</main>\n</body>\n</html>\n",
        )
    )


def _summary(rows: Sequence[FileRow]) -> str:
    pages = sum(row.pages for row in rows)
    words = sum(row.words for row in rows)
    unsure = sum(row.uncertain for row in rows)
    return f"{len(rows)} files, {pages} pages, {words} words; {unsure} words to check"


def _plots(rows: Sequence[FileRow]) -> str:
    fonts = [font for row in rows for font in row.fonts]
    faults = Counter(fault for row in rows for fault in row.faults)
    return "".join(
        (
            '<div class="plots">\n',
            _figure("Files", _stacked(Counter(row.state for row in rows), _STATES)),
            _figure("Fonts", _stacked(Counter(font.verdict for font in fonts), _VERDICTS)),
            _figure("Confidence of the files", _dots([row for row in rows if not row.error])),
            _figure("Files with a fault", _bars(faults.most_common())),
            "</div>\n",
        )
    )


def _figure(title: str, plot: str) -> str:
    return f"<figure><figcaption>{title}</figcaption>{plot}</figure>\n"


def _stacked(counts: Counter[str], classes: dict[str, str]) -> str:
    """One bar in parts, with a legend that says the same in words."""
    total = sum(counts.values())
    if not total:
        return '<p class="nothing">none</p>'
    parts, at = [], 0.0
    for name, kind in classes.items():
        width = 100 * counts[name] / total
        if width:
            parts.append(f'<rect class="{kind}" x="{at:.2f}" width="{width:.2f}" height="{_BAR}"/>')
        at += width
    legend = "".join(
        f'<li><i class="{kind}"></i>{name.replace("_", " ")} <b>{counts[name]}</b></li>'
        for name, kind in classes.items()
        if counts[name]
    )
    label = ", ".join(f"{name.replace('_', ' ')} {counts[name]}" for name in classes if counts[name])
    return (
        f'<svg class="stack" role="img" aria-label="{label}" viewBox="0 0 100 {_BAR}" preserveAspectRatio="none">'
        f'{"".join(parts)}</svg><ul class="legend">{legend}</ul>'
    )


def _dots(rows: Sequence[FileRow]) -> str:
    """Each file a dot at its confidence; files in the same place stand on each other."""
    if not rows:
        return '<p class="nothing">none</p>'
    least = min(0.9, *(row.confidence for row in rows))
    low = int(least * 20) / 20
    stacks: Counter[int] = Counter()
    dots = []
    for row in sorted(rows, key=lambda row: (row.confidence, row.file)):
        place = round(60 * (row.confidence - low) / (1 - low))
        up = 108 - 8 * min(stacks[place], 12)
        dots.append(
            f'<circle class="{_STATES[row.state]}" cx="{10 + place * 5}" cy="{up}" r="3.4">'
            f"<title>{html.escape(row.file)}: {row.confidence:.3f}</title></circle>"
        )
        stacks[place] += 1
    ticks = "".join(
        f'<text x="{10 + 300 * share:.0f}" y="128">{low + (1 - low) * share:g}</text>' for share in (0, 0.5, 1)
    )
    return (
        f'<svg class="dots" role="img" aria-label="Confidence of {len(rows)} files, from {least:.2f} to 1" '
        f'viewBox="-8 0 336 134"><path d="M10 114H310"/>{"".join(dots)}{ticks}</svg>'
    )


def _bars(counts: Sequence[tuple[str, int]]) -> str:
    if not counts:
        return '<p class="nothing">none</p>'
    most = max(count for _, count in counts)
    rows = "".join(
        f"<li><span>{html.escape(name.replace('_', ' '))}</span>"
        f'<svg aria-hidden="true" viewBox="0 0 100 {_BAR}" preserveAspectRatio="none">'
        f'<rect class="plain" width="{100 * count / most:.1f}" height="{_BAR}"/></svg><b>{count}</b></li>'
        for name, count in counts
    )
    return f'<ul class="bars">{rows}</ul>'


def _table(rows: Sequence[FileRow]) -> str:
    heads = ("File", "State", "Verdict", "Fonts", "Words", "To check", "Confidence", "Pages", "Look first at")
    body = "".join(_row(row) for row in sorted(rows, key=lambda row: (row.confidence, row.file)))
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    return (
        f'<div class="wide"><table><caption>The least sure first</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>\n{body}</tbody></table></div>\n"
    )


def _row(row: FileRow) -> str:
    name = f'<th scope="row"><bdi>{html.escape(row.file)}</bdi></th>'
    state = f'<td><span class="state {_STATES[row.state]}">{row.state}</span></td>'
    if row.error:
        return f'<tr>{name}{state}<td colspan="7" class="error">{html.escape(row.error)}</td></tr>\n'
    named = ", ".join(map(str, row.to_review[:_MOST_PAGES_NAMED]))
    more = len(row.to_review) - _MOST_PAGES_NAMED
    cells = (
        f"<td>{row.verdict.replace('_', ' ')}</td>",
        f"<td>{_fonts(row.fonts)}</td>",
        f'<td class="number">{row.words}</td>',
        f'<td class="number">{row.uncertain}</td>',
        f'<td class="number">{row.confidence:.3f}</td>',
        f"<td>{_strip(row)}</td>",
        f"<td>{named}{f' and {more} more' if more > 0 else ''}</td>",
    )
    return f"<tr>{name}{state}{''.join(cells)}</tr>\n"


def _fonts(fonts: Iterable[FontReport]) -> str:
    items = "".join(
        f'<li><bdi>{html.escape(font.name)}</bdi> <span class="{_VERDICTS.get(font.verdict, "none")}-text">'
        f"{font.verdict.replace('_', ' ')}</span>, {font.repaired} of {font.codes} codes, {font.confidence:.3f}</li>"
        for font in fonts
    )
    count = items.count("<li>")
    return f"<details><summary>{count}</summary><ul>{items}</ul></details>" if count else "–"


def _strip(row: FileRow) -> str:
    """A cell a page, the darker the larger its share of uncertain words."""
    if not row.doubts:
        return "–"
    pages = max(row.doubts)
    together = -(-pages // _STRIP)
    cells = []
    for i, first in enumerate(range(1, pages + 1, together)):
        doubt = [row.doubts.get(page, (0, 0)) for page in range(first, first + together)]
        doubts, words = (sum(pair[part] for pair in doubt) for part in (0, 1))
        share = doubts / words if words else 0.0
        strength = min(1.0, 0.25 + 6 * share) if doubts else 0.0
        cells.append(f'<rect x="{4 * i}" width="3.4" height="12"/>')
        if strength:
            cells.append(f'<rect class="doubt" x="{4 * i}" width="3.4" height="12" fill-opacity="{strength:.2f}"/>')
    width = 4 * -(-pages // together)
    unsure = len(row.to_review)
    return (
        f'<svg class="strip" role="img" aria-label="{unsure} of {pages} pages have words to check" '
        f'width="{width * 2}" height="20" viewBox="0 0 {width} 12" preserveAspectRatio="none">{"".join(cells)}</svg>'
    )
