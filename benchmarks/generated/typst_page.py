"""A generated page as Typst markup."""

from __future__ import annotations

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
    Cell,
    Columns,
    Figure,
    Foot,
    Pairs,
    Part,
    Table,
    Text,
)

_INDENT = 20

#: Columns of one height: Typst alone fills the first before it goes on to the next.
_BALANCED = """#let balanced(count, gap, body) = layout(size => {
  let width = (size.width - gap * (count - 1)) / count
  let height = measure(block(width: width, body)).height
  block(height: height / count + 30pt, columns(count, gutter: gap, body))
})
"""


def source_of(parts: Sequence[Part], look: Look) -> str:
    """The whole page."""
    headings = "".join(
        f"#let head{level}(body) = block(above: {7 if level > 1 else 10}pt, below: 8pt, sticky: true, text("
        f'size: {size}pt, weight: "{"bold" if bold else "regular"}", fill: rgb("#{colour}"), body))\n'
        for level in (1, 2)
        for size, bold, colour in (look.heading(level),)
    )
    between = look.leading - look.size
    return f"""#set page(paper: "a4", margin: {look.margin}pt)
#set text(font: ("{look.face.family}", "{FALLBACK_FAMILY}"), size: {look.size}pt, lang: "ar",
  dir: rtl, hyphenate: false, top-edge: 0.75em, bottom-edge: -0.25em)
#set par(leading: {between:.1f}pt, spacing: {between + 6:.1f}pt, justify: {str(look.justified).lower()})
{_BALANCED}{headings}{_parts(parts, look)}
"""


def _parts(parts: Sequence[Part], look: Look) -> str:
    return "\n".join(_part(part, look) for part in parts)


def _part(part: Part, look: Look) -> str:
    match part:
        case Text():
            return _text(part, look)
        case Figure():
            return _figure(part, look)
        case Across():
            widths = ", ".join(f"{share}fr" for share in part.shares)
            groups = ", ".join(f"[{_parts(group, look)}]" for group in part.groups)
            return f"#block(below: 12pt, grid(columns: ({widths}), column-gutter: {part.gap}pt, {groups}))"
        case Columns():
            return f"#balanced({part.count}, {part.gap}pt)[{_parts(part.parts, look)}]"
        case Box():
            ground = f', fill: rgb("#{part.ground}")' if part.ground else ""
            border = f', stroke: 1pt + rgb("#{part.border}")' if part.border else ""
            return f"#block(width: 100%, inset: 10pt, breakable: false{ground}{border})[{_parts(part.parts, look)}]"
        case Table():
            return _table(part, look)
        case Pairs():
            return "\n".join(_pair(label, text, part.leader) for label, text in part.rows)
        case Foot():
            notes = "".join(f"#block(below: 5pt, {_quoted(f'({sign}) {text}')})" for sign, text in part.notes)
            rule = "#line(start: (60%, 0pt), length: 40%, stroke: 0.7pt)"
            return f"#v(6pt)\n{rule}\n#[#set text(size: {look.small}pt)\n{notes}]"
    assert_never(part)


def _text(part: Text, look: Look) -> str:
    text = _quoted(part.text)
    if part.role == HEADING:
        return f"#head{part.level}({text})"
    if part.depth:
        widths = f"columns: ({_INDENT}pt, 1fr)"
        label = _quoted(part.label)
        return f"#pad(right: {_INDENT * (part.depth - 1)}pt, grid({widths}, {label}, par(justify: false, {text})))"
    if part.role == CAPTION:
        return f"#align(center, block(below: 14pt, text(size: {look.small}pt, {text})))"
    if part.role == NOTE:
        return f"#text(size: {look.small}pt, {text})\n"
    if part.role == BIG:
        size = f'size: {look.big}pt, weight: "bold", fill: rgb("#{look.accent}")'
        return f"#align(center, block(below: 6pt, text({size}, {text})))"
    if part.role == LABEL:
        return f'#block(below: 7pt, sticky: true, text(weight: "bold", {text}))'
    if part.role == TITLE:
        return f'#align(center, block(below: 7pt, sticky: true, text(weight: "bold", {text})))'
    return f"#par({text})"


def _figure(part: Figure, look: Look) -> str:
    step = 100 / len(part.bars)
    bars = "".join(
        f"#place(bottom + right, dx: -{(number + 0.2) * step:.1f}%, "
        f'rect(width: {0.6 * step:.1f}%, height: {bar:.0%}, fill: rgb("#{look.accent}")))'
        for number, bar in enumerate(part.bars)
    )
    words = "".join(
        f"#place(bottom + right, dx: -{number * step:.1f}%, dy: {place}, "
        f"box(width: {step:.1f}%, align(center, text(size: {look.small}pt, {_quoted(text)}))))"
        for number, (bar, figure, label) in enumerate(zip(part.bars, part.numbers, part.labels, strict=False))
        for text, place in ((figure, f"-{bar * part.height + 2:.1f}pt"), (label, "15pt"))
    )
    below = "24pt" if part.labels else "12pt"
    return f'#block(width: 100%, height: {part.height}pt, below: {below}, fill: rgb("#{look.ground}"))[{bars}{words}]'


def _table(part: Table, look: Look) -> str:
    widths = ", ".join(f"{share}fr" for share in part.shares)
    accent = look.accent if part.rules in ("stripes", "head") else ""
    rule = '0.7pt + rgb("#444")'
    stroke = {"all": rule, "across": f"(x: none, y: {rule})"}.get(part.rules, "none")
    if part.rules == "figures":
        first, last = min(part.figures), max(part.figures)
        stroke = f"(x, y) => if x >= {first} and x <= {last} {{ {rule} }}"
    fills = [f'y < {part.heads} {{ rgb("#{accent}") }}'] if accent else []
    if part.rules == "stripes":
        fills.append(f'y >= {part.heads} and calc.odd(y - {part.heads}) {{ rgb("#{look.ground}") }}')
    fill = f"(x, y) => if {' else if '.join(fills)}" if fills else "none"
    cells = [
        _cell(cell, part, column, number < part.heads, "white" if accent else "black")
        for number, row in enumerate(part.rows)
        for column, cell in _placed(row)
        if cell.down
    ]
    if part.rules == "lines":
        lines = [f"table.hline(y: {row}, stroke: {rule})" for row in (0, part.heads, len(part.rows))]
        cells = [*lines, *cells]
    beside, above = part.setting.padding
    inset = f"(x: {beside}pt, y: {above + 1}pt)"
    table = f"table(columns: ({widths}), stroke: {stroke}, fill: {fill}, inset: {inset}, {', '.join(cells)})"
    # Typst takes the direction of a table from that of the text.
    block = f"block(above: 8pt, below: 14pt, {f'[#set text(dir: ltr); #{table}]' if part.ltr else table})"
    return (
        f"#{block}" if part.setting.width == 1.0 else f"#align(center, box(width: {part.setting.width:.0%}, {block}))"
    )


def _placed(row: Sequence[Cell]) -> list[tuple[int, Cell]]:
    placed, column = [], 0
    for cell in row:
        placed.append((column, cell))
        column += cell.over
    return placed


def _cell(cell: Cell, part: Table, column: int, is_head: bool, colour: str) -> str:
    centred = cell.over > 1 or part.setting.centred
    align = "center" if centred else "left" if (column in part.figures) != part.ltr else "right"
    align += " + horizon" if part.setting.middle else ""
    text = _quoted(cell.text)
    if is_head:
        text = f'text(weight: "bold", fill: {colour}, {text})'
    reach = f"colspan: {cell.over}, rowspan: {cell.down}"
    return f"table.cell({reach}, align: {align}, par(justify: false, leading: 0.35em, {text}))"


def _pair(label: str, text: str, leader: str) -> str:
    between = {
        "dots": "repeat[.]",
        "pages": "repeat[.]",
        "rule": 'line(length: 100%, stroke: (thickness: 0.7pt, dash: "dotted"))',
    }.get(leader, "[]")
    box = f"box(width: 1fr, inset: (x: 4pt), {between})"
    return f"#block(below: 9pt, par(justify: false, {_quoted(label)} + {box} + {_quoted(text)}))"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'text("{escaped}")'
