"""What was read in pictures of pages, written over them as text that nobody sees: searched and copied like any text.

A letter with its marks is a code of a font that paints nothing (Type 3; ISO 32000-2, 9.6.4). Words stand where the
picture shows them, letters from left to right as fonts paint them: so viewers put them in order as on any page.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Final

import pikepdf
import regex
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from warraq.config import Limits
from warraq.emit.heal.heal_save import whole_file
from warraq.emit.heal.heal_texts import to_unicode_cmap
from warraq.emit.heal.heal_words import is_turned
from warraq.emit.heal.healed_pdf import HealOptions, HealReport, PaintingChanged
from warraq.extract.objects.source import InputFile
from warraq.model.line import Line
from warraq.pictures.painter import compared_pages, repainted
from warraq.repair.order.bidi import MIRROR

#: The codes of a font: behind that of the space, to which word spacing is added.
_FIRST: Final = 33
_MOST: Final = 256 - _FIRST
#: Thousandths of the size that a letter takes, before a word is stretched to its box.
_WIDTH: Final = 500
_ASCENT, _DESCENT = 800, -200
#: Levels of a page tree.
_DEEP: Final = 64
_CLUSTER: Final = regex.compile(r"\X")
#: What runs from left to right among Arabic letters: a name with all that is in it, and a number with its separators
#: but for hyphens (UAX #9, W2 and W4).
_RIGHTWARDS: Final = regex.compile(
    r"\p{Script=Latin}(?:[^\p{Script=Arabic}\s]*[\p{Script=Latin}\d])?|\d+(?:[.,/:]\d+)*"
)
_LATIN: Final = regex.compile(r"\p{Script=Latin}")


@dataclass(frozen=True, slots=True)
class PictureText:
    """What was read in pictures.

    Attributes:
        lines: their boxes are those of the displayed page.
        angles: page number -> by how many degrees its lines rise, where they were read level.
    """

    lines: Sequence[Line]
    angles: Mapping[int, float]


def over_pictures(
    data: bytes, read: PictureText, report: HealReport, source: InputFile, options: HealOptions, limits: Limits
) -> tuple[bytes, HealReport]:
    """The file with a text layer over its pictures, and the report of what else was done to it.

    Raises:
        PaintingChanged: a page would look different.
        DamagedPdf, LimitExceeded: as ``heal_pdf`` does.
    """
    result = with_text_layer(data, read, source.password)
    if options.verify:
        changed = repainted(compared_pages(data, result, source.password, limits=limits, where=source.where))
        if changed:
            raise PaintingChanged(f"page {changed[0]} would look different", where=source.where)
    return result, replace(report, recognised=len({line.page for line in read.lines}))


def with_text_layer(data: bytes, read: PictureText, password: str | None = None) -> bytes:
    """The file with what was read in its pictures over them."""
    by_page: defaultdict[int, list[Line]] = defaultdict(list)
    for line in read.lines:
        by_page[line.page].append(line)
    with pikepdf.open(BytesIO(data), password=password or "") as pdf:
        letters = _Letters(pdf)
        for number, of_page in sorted(by_page.items()):
            page = pdf.pages[number - 1]
            content = "\n".join(_content(page, of_page, letters, read.angles.get(number, 0.0)))
            page.contents_add(Stream(pdf, b"q"), prepend=True)
            page.contents_add(Stream(pdf, f"Q {content}".encode("ascii")))
            letters.add_to(page)
        letters.write()
        return whole_file(pdf)


class _Letters:
    """The letters of a file and the fonts that have them."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._codes: dict[str, int] = {}
        self._fonts: list[Object] = []

    def code(self, letter: str) -> tuple[str, int]:
        """Name of the font and charcode of a letter."""
        number = self._codes.setdefault(letter, len(self._codes))
        while number // _MOST >= len(self._fonts):
            self._fonts.append(self._pdf.make_indirect(Dictionary()))
        return f"/WqOcr{number // _MOST}", _FIRST + number % _MOST

    def add_to(self, page: pikepdf.Page) -> None:
        """Have a page know the fonts."""
        for number, font in enumerate(self._fonts):
            page.add_resource(font, Name.Font, Name(f"/WqOcr{number}"), replace_existing=True)

    def write(self) -> None:
        """Fill the fonts, once all letters are known."""
        letters = list(self._codes)
        blank = Stream(self._pdf, f"{_WIDTH} 0 0 {_DESCENT} {_WIDTH} {_ASCENT} d1".encode("ascii"))
        for number, font in enumerate(self._fonts):
            some = dict(enumerate(letters[number * _MOST : (number + 1) * _MOST], start=_FIRST))
            names = [Name(f"/g{code}") for code in some]
            filled = Dictionary(
                Type=Name.Font,
                Subtype=Name.Type3,
                FontBBox=Array([0, _DESCENT, _WIDTH, _ASCENT]),
                FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
                FirstChar=_FIRST,
                LastChar=_FIRST + len(some) - 1,
                Widths=Array([_WIDTH] * len(some)),
                Encoding=Dictionary(Type=Name.Encoding, Differences=Array([_FIRST, *names])),
                CharProcs=Dictionary({str(name): blank for name in names}),
                Resources=Dictionary(),
                ToUnicode=Stream(self._pdf, to_unicode_cmap(some, dict.fromkeys(some, 1))),
            )
            for key, value in filled.items():
                font[key] = value


def _content(page: pikepdf.Page, lines: Sequence[Line], letters: _Letters, angle: float) -> Iterator[str]:
    """Operations that show the words of a page."""
    matrix, width, height = _to_user_space(page)
    yield f"q {_numbers(matrix)} cm"
    if angle:
        turn = math.radians(angle)
        c, s, x, y = math.cos(turn), math.sin(turn), width / 2, height / 2
        yield f"{_numbers((c, s, -s, c, x - c * x + s * y, y - s * x - c * y))} cm"
    yield "BT 3 Tr"
    for line in lines:
        if line.box is None:
            continue
        size = max(line.size, 1.0)
        foot = height - line.box[3] - _DESCENT / 1000 * size
        placed = sorted((word.box, word.text) for word in line.words if word.box is not None)
        for box, text in placed:
            yield from _word(painted(text, rtl=line.rtl), box, (size, foot), letters)
    yield "ET Q"


def _word(
    clusters: Sequence[str], box: tuple[float, float, float, float], at: tuple[float, float], letters: _Letters
) -> Iterator[str]:
    """A word, stretched to its box, and a space behind it. ``at``: font size and baseline, points."""
    size, foot = at
    stretched = 100 * max(box[2] - box[0], 0.1) / (len(clusters) * size * _WIDTH / 1000)
    yield f"{_numbers((stretched,))} Tz 1 0 0 1 {_numbers((box[0], foot))} Tm"
    for cluster in [*clusters, " "]:
        font, code = letters.code(cluster)
        yield f"{font} {_numbers((size,))} Tf <{code:02X}> Tj"


def painted(text: str, *, rtl: bool = True) -> list[str]:
    """The letters of a word from left to right, each with its marks; brackets as they look. ``rtl``: as its line."""
    clusters: list[str] = _CLUSTER.findall(text)
    if not any(is_turned(cluster[0]) for cluster in clusters) and (not rtl or _LATIN.search(text)):
        return clusters
    kept = [cluster[0] for cluster in clusters]
    result: list[str] = []
    start = 0
    for match in _RIGHTWARDS.finditer("".join(kept)):
        result += [MIRROR.get(cluster, cluster) for cluster in clusters[start : match.start()]]
        result += reversed(clusters[match.start() : match.end()])
        start = match.end()
    result += [MIRROR.get(cluster, cluster) for cluster in clusters[start:]]
    return result[::-1]


def _to_user_space(page: pikepdf.Page) -> tuple[tuple[float, ...], float, float]:
    """The displayed page, its origin at the bottom left, to user space; its width and height."""
    x0, y0, x1, y1 = (float(edge) for edge in page.cropbox)
    x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
    turn = _rotation(page.obj) % 360
    wide, high = x1 - x0, y1 - y0
    if turn == 90:
        return (0, 1, -1, 0, x1, y0), high, wide
    if turn == 180:
        return (-1, 0, 0, -1, x1, y1), wide, high
    if turn == 270:
        return (0, -1, 1, 0, x0, y1), high, wide
    return (1, 0, 0, 1, x0, y0), wide, high


def _rotation(node: Object) -> int:
    """By how much a page is turned; a node of the page tree may say it for all below."""
    for _ in range(_DEEP):
        if "/Rotate" in node:
            return int(node["/Rotate"])
        if "/Parent" not in node:
            break
        node = node["/Parent"]
    return 0


def _numbers(values: Iterable[float]) -> str:
    return " ".join(f"{value:.4f}".rstrip("0").rstrip(".") for value in values)
