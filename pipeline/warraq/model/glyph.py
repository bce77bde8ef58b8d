"""A page as columns. One row is one painted glyph, in stream order; nothing here is an object per glyph.

Both engines fill the same columns, so that no later stage knows which one ran.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from warraq.model.font import Font

#: Bits of ``Page.flags``.
INVISIBLE: Final = 1  # nothing is seen: text render mode 3 or 7, a layer that is off, white on white, painted over
CLIPPED: Final = 2  # it lies outside the page's crop box, or outside the clipping path
ARTIFACT: Final = 4  # inside a marked-content sequence tagged /Artifact
ACTUAL_TEXT: Final = 8  # inside a span with /ActualText
RECOGNISED: Final = 16  # invisible over a picture: what text recognition read there
PALE: Final = 32  # in a light colour
WATERMARK: Final = 64  # inside an /Artifact that says it is a watermark
RUNNING: Final = 128  # inside an /Artifact that says it is a running header or footer
#: A filled rectangle this thin is a rule, points; a thicker one is a background.
RULE_THICKNESS: Final = 3.0


@dataclass(frozen=True, slots=True)
class FormField:
    """The value of a form field, where it stands.

    Attributes:
        box: left, top, right and bottom in points, as places of glyphs.
        text: what the file says that it holds, lines parted by line ends; a check box reads U+2611 or U+2610.
        size: of its font, points; 0 where the viewer chooses it.
    """

    box: tuple[float, float, float, float]
    text: str
    size: float = 0.0


#: The columns of a page: its glyphs, and nothing that is painted besides.
GLYPH_COLUMNS: Final = ("font", "charcode", "cid", "gid", "x", "y", "advance", "size", "angle", "flags", "claim")


@dataclass(frozen=True, slots=True)
class Page:
    """The glyphs of one page, column by column; every column has length n (the number of glyphs).

    Coordinates are PDF points (1/72 inch) on the page as it is displayed (after /Rotate), from its
    top left corner, y downwards. ``x, y`` is the glyph's origin on the baseline.

    Attributes:
        number: 1-based page number.
        width, height: size of the displayed page, points.
        font: index into ``Extraction.fonts``.
        charcode: the bytes of the character code in the string, big-endian. Not the CID, not the GID.
        cid: the character identifier after the Encoding CMap (for a simple font the charcode).
        gid: glyph index in the embedded font program; -1 where unknown.
        x, y: origin of the glyph.
        advance: displacement of the glyph along its baseline, points (character and word spacing excluded).
        size: effective font size, points.
        angle: direction of the baseline on the displayed page, degrees counter-clockwise; 0 is left to right.
        flags: bit set of INVISIBLE, CLIPPED, ARTIFACT, ACTUAL_TEXT, RECOGNISED, PALE, WATERMARK, RUNNING.
        claim: index into ``Extraction.claims`` of what ToUnicode (or the encoding) says; -1 where it says nothing.
        rules: painted straight lines along the page's edges, shape (m, 4): left, top, right, bottom in points. A stroke
            is given without its width: one side is 0. Strokes, the four sides of stroked rectangles, and filled
            rectangles of at most ``RULE_THICKNESS``, in the order of painting.
        fills: boxes of rectangles, circles and the like that are painted in a colour and are no lines, shape (k, 4), as
            ``rules``: the ground of panels, heads and bars. A page that is a drawing has none.
        dots: boxes of small discs and squares that are painted in a colour, shape (j, 4), as ``rules``: browsers draw
            the bullets of lists so.
        actual_text: (first glyph, glyph after the last, text) of each span with /ActualText, in stream order.
        annotated: how many glyphs annotations paint and not the page's content: the last ones.
        rotation: by how much /Rotate turns the page clockwise before it is displayed, degrees.
        pictured: pictures cover some of it, or it paints many outlines: what it shows need not be in its text.
        fields: values of form fields; no glyph stands for them.
    """

    number: int
    width: float
    height: float
    font: NDArray[np.uint16]
    charcode: NDArray[np.uint32]
    cid: NDArray[np.uint32]
    gid: NDArray[np.int32]
    x: NDArray[np.float32]
    y: NDArray[np.float32]
    advance: NDArray[np.float32]
    size: NDArray[np.float32]
    angle: NDArray[np.float32]
    flags: NDArray[np.uint8]
    claim: NDArray[np.int32]
    rules: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 4), dtype=np.float32))
    fills: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 4), dtype=np.float32))
    dots: NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 4), dtype=np.float32))
    actual_text: tuple[tuple[int, int, str], ...] = ()
    annotated: int = 0
    rotation: int = 0
    pictured: bool = False
    fields: tuple[FormField, ...] = ()

    def __len__(self) -> int:
        return int(self.font.size)

    @property
    def recognised(self) -> bool:
        """Most of its glyphs are what text recognition read in a picture."""
        return 2 * int(np.count_nonzero(self.flags & RECOGNISED)) > len(self)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the document's outline; ``depth`` 1 is outermost."""

    depth: int
    title: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a PDF really holds: its pages as columns, its fonts, and the table of claimed strings.

    Attributes:
        file: base name of the source.
        sha256: hex digest of the file's bytes.
        engine: name of the engine that filled the columns.
        pages: one ``Page`` per page, in order; of a long document packed, so that each look makes a page anew.
        fonts: every font that paints a glyph.
        claims: the distinct claimed Unicode strings; ``Page.claim`` points into it.
        info: the document information dictionary, decoded (Title, Producer, ...).
        damaged_pages: numbers of the pages whose content could be read only in part, or not at all.
        bookmarks: the document's outline, in its order.
        page_count: how many pages the file has; more than ``pages`` where some were read alone.
    """

    file: str
    sha256: str
    engine: str
    pages: Sequence[Page]
    fonts: tuple[Font, ...]
    claims: tuple[str, ...]
    info: dict[str, str]
    damaged_pages: tuple[int, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    page_count: int = 0
