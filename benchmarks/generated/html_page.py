"""A generated page as HTML and CSS."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import assert_never

from benchmarks.corpus.page import FALLBACK_FAMILY
from benchmarks.generated.look import Look
from benchmarks.generated.sheet import (
    BIG,
    CAPTION,
    HEADING,
    LABEL,
    NOTE,
    TITLE,
    Across,
    Box,
    Columns,
    Figure,
    Foot,
    Pairs,
    Part,
    Setting,
    Table,
    Text,
)

#: Points that the text of an item is indented a step.
INDENT = 20.0
#: More dots than any line takes; what is too many is cut off.
_DOTS = "." * 400


_BROWSER = f"""
.across {{ display: flex; }}
.across > div {{ display: flex; flex-direction: column; }}
.across > div > .box:only-child {{ flex: 1; }}
.dots::after {{ content: "{_DOTS}"; }}
"""
_PRINTER = """
.across { display: table; width: 100%; }
.across > div { display: table-cell; vertical-align: top; }
.pair.dotted, .pair.dotted > div { display: block; }
.pair.dotted > div { display: inline; height: auto; margin: 0; overflow: visible; }
.dots::after { content: leader('.'); }
"""


def page_of(parts: Sequence[Part], look: Look, printer: bool = False) -> str:
    """The whole page; for a ``printer``, as WeasyPrint is, with leaders and with tables in place of flexible boxes."""
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><style>
{_css(look)}{_PRINTER if printer else _BROWSER}</style></head><body>
{_parts(parts, look)}
</body></html>
"""


def _css(look: Look) -> str:
    family = look.face.family
    headings = "".join(
        f"h{level} {{ font-size: {size}pt; line-height: 1.4; font-weight: {'bold' if bold else 'normal'}; "
        f"color: #{colour}; margin: {7 if level > 1 else 10}pt 0 5pt 0; break-after: avoid; }}\n"
        for level in (1, 2)
        for size, bold, colour in (look.heading(level),)
    )
    return f"""@font-face {{ font-family: "{family}"; src: url("{look.face.path.as_uri()}"); }}
@font-face {{ font-family: "{family}"; font-weight: bold; src: url("{look.bold.as_uri()}"); }}
@page {{ size: A4; margin: {look.margin}pt; }}
* {{ box-sizing: border-box; }}
body {{ font-family: "{family}", "{FALLBACK_FAMILY}"; font-size: {look.size}pt; line-height: {look.leading}pt;
  margin: 0; -webkit-print-color-adjust: exact; }}
p {{ margin: 0 0 7pt 0; text-align: {"justify" if look.justified else "start"}; orphans: 2; widows: 2; }}
.small {{ font-size: {look.small}pt; line-height: 1.5; text-align: start; }}
.caption {{ text-align: center; margin-bottom: 10pt; break-before: avoid; }}
.title, .label {{ font-weight: bold; margin-bottom: 4pt; }}
.title {{ text-align: center; }}
.big {{ font-size: {look.big}pt; line-height: 1.3; font-weight: bold; color: #{look.accent}; text-align: center;
  margin: 0; }}
.figure {{ position: relative; background: #{look.ground}; margin: 5pt 0; }}
.figure div {{ position: absolute; bottom: 0; background: #{look.accent}; }}
.figure.chart {{ margin-bottom: 22pt; }}
.figure span {{ position: absolute; text-align: center; font-size: {look.small}pt; line-height: 14pt; }}
.across {{ margin-bottom: 8pt; }}
.box {{ padding: 8pt 10pt 3pt 10pt; margin-bottom: 8pt; break-inside: avoid; }}
.item {{ position: relative; text-align: start; }}
.item span {{ position: absolute; right: -{INDENT}pt; }}
table {{ border-collapse: collapse; width: 100%; margin-bottom: 8pt; table-layout: fixed; }}
td {{ padding: var(--padding); vertical-align: var(--align); text-align: start; line-height: 1.35; }}
td.figures {{ text-align: end; }}
td.over {{ text-align: center; }}
tr.head td {{ font-weight: bold; }}
table.rules-all td {{ border: 0.7pt solid #444; }}
table.rules-across td {{ border-bottom: 0.7pt solid #444; }}
table.rules-across {{ border-top: 1.2pt solid #444; }}
table.rules-lines {{ border-top: 1.2pt solid #444; border-bottom: 1.2pt solid #444; }}
table.rules-lines tr.last td {{ border-bottom: 0.7pt solid #444; }}
td.ruled {{ border: 0.7pt solid #444; }}
table.rules-stripes tr.odd td {{ background: #{look.ground}; }}
table.rules-stripes tr.head td, table.rules-head tr.head td {{ background: #{look.accent}; color: #fff; }}
.pair {{ display: flex; margin-bottom: 4pt; }}
.leader {{ flex: 1; margin: 0 4pt; overflow: hidden; height: {look.leading}pt; white-space: nowrap; }}
.pair > div:first-child, .pair > div:last-child {{ white-space: nowrap; }}
.rule {{ border-bottom: 0.7pt dotted #000; }}
.foot {{ border-top: 0.7pt solid #000; margin-top: 10pt; padding-top: 4pt; }}
{headings}"""


def _parts(parts: Sequence[Part], look: Look) -> str:
    return "\n".join(_part(part, look) for part in parts)


def _part(part: Part, look: Look) -> str:
    match part:
        case Text():
            return _text(part)
        case Figure():
            return _figure(part)
        case Across():
            groups = "".join(
                f'<div style="width: {share / sum(part.shares):.1%}; '
                f'padding-left: {part.gap if number < len(part.groups) else 0}pt">{_parts(group, look)}</div>'
                for number, (group, share) in enumerate(zip(part.groups, part.shares, strict=True), 1)
            )
            return f'<div class="across">{groups}</div>'
        case Columns():
            style = f"columns: {part.count}; column-gap: {part.gap}pt"
            return f'<div style="{style}">{_parts(part.parts, look)}</div>'
        case Box():
            ground = f"background: #{part.ground};" if part.ground else ""
            border = f"border: 1pt solid #{part.border};" if part.border else ""
            return f'<div class="box" style="{ground}{border}">{_parts(part.parts, look)}</div>'
        case Table():
            return _table(part)
        case Pairs():
            return "".join(_pair(label, text, part.leader) for label, text in part.rows)
        case Foot():
            notes = "".join(f'<p class="small">({sign}) {html.escape(text)}</p>' for sign, text in part.notes)
            return f'<div class="foot">{notes}</div>'
    assert_never(part)


def _text(part: Text) -> str:
    text = html.escape(part.text)
    if part.role == HEADING:
        return f"<h{part.level}>{text}</h{part.level}>"
    if part.depth:
        style = f"margin-right: {INDENT * part.depth}pt; margin-bottom: 4pt"
        return f'<p class="item" style="{style}"><span>{html.escape(part.label)}</span>{text}</p>'
    classes = {CAPTION: "small caption", NOTE: "small", TITLE: "title", LABEL: "label", BIG: "big"}
    return f'<p class="{classes.get(part.role, "")}">{text}</p>'


def _figure(part: Figure) -> str:
    step = 100 / len(part.bars)
    bars = "".join(
        f'<div style="right: {(number + 0.2) * step:.1f}%; width: {0.6 * step:.1f}%; height: {bar:.0%}"></div>'
        for number, bar in enumerate(part.bars)
    )
    words = "".join(
        f'<span style="right: {number * step:.1f}%; width: {step:.1f}%; bottom: {place}">{html.escape(text)}</span>'
        for number, (bar, figure, label) in enumerate(zip(part.bars, part.numbers, part.labels, strict=False))
        for text, place in ((figure, f"{bar:.0%}"), (label, "-16pt"))
    )
    kind = "figure chart" if part.labels else "figure"
    return f'<div class="{kind}" style="height: {part.height}pt">{bars}{words}</div>'


def _table(part: Table) -> str:
    columns = "".join(f'<col style="width: {share / sum(part.shares):.1%}">' for share in part.shares)
    rows = []
    for number, row in enumerate(part.rows):
        cells, column = [], 0
        for cell in row:
            kind = "over" if cell.over > 1 or part.setting.centred else "figures" if column in part.figures else ""
            if part.rules == "figures" and column in part.figures:
                kind += " ruled"
            over = f" colspan={cell.over}" if cell.over > 1 else ""
            over += f" rowspan={cell.down}" if cell.down > 1 else ""
            if cell.down:
                cells.append(f'<td class="{kind}"{over}>{html.escape(cell.text)}</td>')
            column += cell.over
        kind = "head" if number < part.heads else "odd" if (number - part.heads) % 2 else ""
        kind += " last" if number == part.heads - 1 else ""
        rows.append(f'<tr class="{kind}">{"".join(cells)}</tr>')
    way = ' dir="ltr"' if part.ltr else ""
    return (
        f'<table{way} class="rules-{part.rules}" style="{_setting(part.setting)}">'
        f"<colgroup>{columns}</colgroup>{''.join(rows)}</table>"
    )


def _setting(setting: Setting) -> str:
    beside, above = setting.padding
    align = "middle" if setting.middle else "top"
    sides = f"width: {setting.width:.0%}; margin-left: auto; margin-right: auto"
    return f"--padding: {above}pt {beside}pt; --align: {align}; {sides}"


def _pair(label: str, text: str, leader: str) -> str:
    leader = "dots" if leader == "pages" else leader
    kind = "pair dotted" if leader == "dots" else "pair"
    return (
        f'<div class="{kind}"><div>{html.escape(label)}</div>'
        f'<div class="leader {leader}"></div><div>{html.escape(text)}</div></div>'
    )
