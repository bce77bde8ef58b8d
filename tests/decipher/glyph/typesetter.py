"""A small typesetter for tests: text and a font file become an ``Extraction`` whose true readings are known.

No PDF is written: the columns are filled as an engine would. HarfBuzz shapes right-to-left words and left-to-right
numbers; codes are glyph indices; what the file claims is up to the test.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import numpy as np
import uharfbuzz as hb

from warraq.model.font import Font
from warraq.model.glyph import Extraction, Page

_RUN = re.compile(
    r"[0-9\u0660-\u0669]+(?:[.,/:\u066b\u066c-][0-9\u0660-\u0669]+)*"
    r"|[A-Za-z\u00c0-\u024f0-9/.-]*[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f0-9/.-]*"
)
LINE_WIDTH = 450.0
LINES_PER_PAGE = 40


@dataclass(slots=True)
class Typeset:
    """``truth``: charcode -> what its glyph shows, for glyphs that are a cluster of their own."""

    extraction: Extraction
    truth: dict[int, str]
    count: Counter[int] = field(default_factory=Counter)


@dataclass(slots=True)
class _Glyph:
    gid: int
    x: float
    y: float
    advance: float
    text: str | None


class _Face:
    def __init__(self, path: Path, size: float) -> None:
        self.data = path.read_bytes()
        face = hb.Face(self.data)
        self.em = face.upem
        self.font = hb.Font(face)
        self.scale = size / self.em

    def shape(self, text: str, rtl: bool) -> list[_Glyph]:
        """Glyphs from left to right; ``text`` of a glyph is None where it is one of several in its cluster."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.direction, buffer.script, buffer.language = ("rtl", "Arab", "ar") if rtl else ("ltr", "Latn", "en")
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        hb.shape(self.font, buffer)
        infos = buffer.glyph_infos
        per_cluster = Counter(info.cluster for info in infos)
        starts = sorted(per_cluster)
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        glyphs, x = [], 0.0
        for info, position in zip(infos, buffer.glyph_positions, strict=True):
            shown = text[info.cluster : ends[info.cluster]]
            if rtl:
                shown = shown.translate(str.maketrans("()[]\u00ab\u00bb", ")(][\u00bb\u00ab"))
            known = shown if per_cluster[info.cluster] == 1 else None
            at = x + position.x_offset * self.scale
            glyphs.append(
                _Glyph(info.codepoint, at, -position.y_offset * self.scale, position.x_advance * self.scale, known)
            )
            x += position.x_advance * self.scale
        return glyphs


def _line(face: _Face, text: str) -> tuple[list[_Glyph], float]:
    """One line, painted left to right: runs are laid out from the right."""
    runs, last = [], 0
    for match in _RUN.finditer(text):
        if match.start() > last:
            runs.append((text[last : match.start()], True))
        runs.append((match.group(), False))
        last = match.end()
    runs.append((text[last:], True))
    placed: list[_Glyph] = []
    x = 0.0
    for run, rtl in reversed([r for r in runs if r[0]]):
        glyphs = face.shape(run, rtl)
        for glyph in glyphs:
            glyph.x += x
        x += sum(glyph.advance for glyph in glyphs)
        placed += glyphs
    return placed, x


def typeset(text: str, path: Path, claims: dict[int, str] | None = None, size: float = 14.0) -> Typeset:
    """Set ``text``, its paragraphs broken into lines of about 60 characters. ``claims``: glyph index -> string."""
    face = _Face(path, size)
    lines = [line for paragraph in text.splitlines() for line in _wrap(paragraph)]
    pages: list[Page] = []
    shown: defaultdict[int, Counter[str]] = defaultdict(Counter)
    count: Counter[int] = Counter()
    table = sorted(set((claims or {}).values()))
    for start in range(0, len(lines), LINES_PER_PAGE):
        rows = []
        for number, line in enumerate(lines[start : start + LINES_PER_PAGE]):
            glyphs, width = _line(face, line)
            for glyph in glyphs:
                rows.append((glyph.gid, 500 - width + glyph.x, 80 + 18 * number + glyph.y, glyph.advance))
                count[glyph.gid] += 1
                if glyph.text is not None:
                    shown[glyph.gid][glyph.text] += 1
        pages.append(_page(len(pages) + 1, rows, size, claims or {}, table))
    used = sorted(count)
    font = Font(
        name=path.stem, subtype="Type0", composite=True, program=face.data, program_kind="truetype",
        program_hash=sha256(face.data).hexdigest(), to_unicode={g: c for g, c in (claims or {}).items() if g in count},
        code_to_gid={g: g for g in used}, gid_to_unicode={}, gid_to_name={}, code_to_name={},
        widths={}, units_per_em=face.em,
    )  # fmt: skip
    extraction = Extraction("typeset.pdf", "0" * 64, "typeset", tuple(pages), (font,), tuple(table), {})
    truth = {gid: texts.most_common(1)[0][0] for gid, texts in shown.items()}
    return Typeset(extraction, truth, count)


def _wrap(paragraph: str) -> list[str]:
    lines, current = [], ""
    for word in paragraph.split():
        if current and len(current) + len(word) > 60:
            lines.append(current)
            current = word
        else:
            current = f"{current} {word}".strip()
    return [*lines, current] if current else lines


def _page(
    number: int, rows: list[tuple[int, float, float, float]], size: float, claims: dict[int, str], table: list[str]
) -> Page:
    gid = np.array([row[0] for row in rows], np.int32)
    count = len(rows)
    index = {text: i for i, text in enumerate(table)}
    return Page(
        number=number, width=595.0, height=842.0,
        font=np.zeros(count, np.uint16), charcode=gid.astype(np.uint32), cid=gid.astype(np.uint32), gid=gid,
        x=np.array([row[1] for row in rows], np.float32), y=np.array([row[2] for row in rows], np.float32),
        advance=np.array([row[3] for row in rows], np.float32), size=np.full(count, size, np.float32),
        angle=np.zeros(count, np.float32), flags=np.zeros(count, np.uint8),
        claim=np.array([index[claims[g]] if g in claims else -1 for g in gid.tolist()], np.int32),
    )  # fmt: skip


def damaged(truth: dict[int, str], share: float, seed: int) -> dict[int, str]:
    """Claims of which ``share`` are another code's, or a space."""
    chance = random.Random(seed)
    values = sorted(set(truth.values()))
    return {
        code: chance.choice([*values, " ", " "]) if chance.random() < share else text for code, text in truth.items()
    }
