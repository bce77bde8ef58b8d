"""Producers of the TeX family: XeTeX with bidi, LuaTeX with babel."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from benchmarks.corpus.by_markup import run
from benchmarks.corpus.levels import MIRRORED, levels
from benchmarks.corpus.page import FALLBACK, HEADING, HEADING_SIZE, LEADING, MARGIN, SIZE, Block, Face

_SPECIAL = {char: f"\\{char}" for char in "#$%&_{}"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\^{}",
}


def xetex(blocks: Sequence[Block], face: Face, out: Path) -> None:
    """XeLaTeX with bidi: HarfBuzz shapes, xdvipdfmx writes. It does no UAX #9 itself, so that the levels are marked.

    Latin words are set in the same file as a font of Latin script. In one of Arabic script XeTeX paints the letters of
    a ligature in the wrong order: fi of Amiri, "Unfiied".
    """
    head = rf"""\setmainfont[Script=Arabic,{_file(face.path)}]{{{face.path.name}}}
\newfontfamily\latin[{_file(face.path)}]{{{face.path.name}}}
\newfontfamily\fallback[{_file(FALLBACK)}]{{{FALLBACK.name}}}\usepackage{{bidi}}\setRTL"""
    _typeset("xelatex", head, [replace(block, text=_levelled(block.text, face)) for block in blocks], out)


def luatex(blocks: Sequence[Block], face: Face, out: Path) -> None:
    """LuaLaTeX with babel's own bidi, shaped by HarfBuzz, with a fallback of luaotfload."""
    head = rf"""\directlua{{luaotfload.add_fallback("others",{{"[{FALLBACK}]:mode=harf;"}})}}
\usepackage[bidi=basic]{{babel}}\babelprovide[main,import]{{arabic}}
\babelfont{{rm}}[Renderer=HarfBuzz,Script=Arabic,RawFeature={{fallback=others}},{_file(face.path)}]{{{face.path.name}}}"""
    _typeset("lualatex", head, [replace(block, text=_escaped(block.text)) for block in blocks], out)


def _file(path: Path) -> str:
    return f"Ligatures=TeXReset,Path={path.parent}/"


def _typeset(engine: str, head: str, blocks: Sequence[Block], out: Path) -> None:
    """Typeset blocks whose text is TeX already."""
    rows = "\n\n".join(
        rf"{{\fontsize{{{HEADING_SIZE if block.kind == HEADING else SIZE}}}{{{LEADING}}}\selectfont {block.text}\par}}"
        for block in blocks
    )
    source = rf"""\documentclass[12pt]{{article}}
\usepackage[a4paper,margin={MARGIN}pt]{{geometry}}\usepackage{{fontspec}}
{head}
\pagestyle{{empty}}\parindent=0pt\parskip=8pt\sloppy
\begin{{document}}
{rows}
\end{{document}}
"""
    with tempfile.TemporaryDirectory(prefix="corpus-") as folder:
        page = Path(folder) / "page.tex"
        page.write_text(source, encoding="utf-8")
        run(engine, "-interaction=nonstopmode", f"-output-directory={folder}", str(page))
        out.write_bytes(page.with_suffix(".pdf").read_bytes())


def _escaped(text: str) -> str:
    return "".join(_SPECIAL.get(char, char) for char in text)


def _levelled(text: str, face: Face) -> str:
    r"""TeX source: what is at a left-to-right level goes into ``\LR``, what the face lacks into the other font."""
    parts = []
    for leftwards, stretch in groupby(zip(text, levels(text), strict=True), lambda item: item[1] % 2 == 1):
        part = "".join(char for char, _ in stretch)
        if leftwards:
            parts.append(_in_fonts(part, face, MIRRORED))
        elif part.isascii() and not all(char in face.characters or char.isspace() for char in part):
            parts.append(rf"\LR{{\fallback {_escaped(part)}}}")
        else:
            parts.append(rf"\LR{{{_in_fonts(part, face, {})}}}")
    return "".join(parts)


def _in_fonts(text: str, face: Face, mirror: Mapping[int, int]) -> str:
    """What the face lacks is set in the other font, which doesn't know the script and so doesn't mirror brackets."""
    parts = []
    for in_face, stretch in groupby(text, lambda char: char in face.characters or char.isspace()):
        part = "".join(stretch)
        if in_face and any(char.isascii() and char.isalpha() for char in part):
            parts.append(rf"{{\latin{{}}{_escaped(part)}}}")
            continue
        parts.append(_escaped(part) if in_face else rf"{{\fallback {_escaped(part.translate(mirror))}}}")
    return "".join(parts)
