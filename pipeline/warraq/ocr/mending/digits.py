"""Numbers in Arabic-Indic digits, read by the outlines of known faces: engines take those digits for each other.

What stands apart in the picture of a number is a digit or a sign, and how each looks the atlas knows. Words have no
say, as everywhere with digits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.fonts.outlines import atlas
from warraq.fonts.outlines.glyph_raster import Placed, on_baseline, zoomed
from warraq.fonts.outlines.glyph_shape import (
    BASELINE_CELLS,
    BASELINE_PIXELS,
    RASTER_SIZE,
    UNDER_BASELINE_TALLS,
    WINDOW_TALLS,
    ZOOM_MARGIN,
    ZOOM_PIXELS,
    Shapes,
)
from warraq.model.line import Box
from warraq.ocr.mending.missed import runs
from warraq.ocr.recogniser import RecognisedWord
from warraq.pictures.painter import Pixels
from warraq.repair.order.bidi import MIRROR

#: Digits that are read so (U+0660 to U+0669), and signs that stand among them.
_DIGITS: Final = "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669"
_SIGNS: Final = "()-/.\u060c:"
_ZERO, _STOP = _DIGITS[0], "."
_LETTER: Final = re.compile(r"[\u0621-\u064a\u0671-\u06d3\u06fa-\u06ff]")
_WESTERN: Final = re.compile(r"[0-9]")
_EASTERN: Final = re.compile(r"[\u0660-\u0669\u06f0-\u06f9]")
#: The height of an alef, in the usual heights of words: that is taken under which the digits look most familiar.
_TALLS: Final = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
#: A piece that looks further from all that it may be is none of it (squared distance in the space of the atlas), and so
#: far is one that is left out of the mean by which the height is chosen.
_FAR: Final = 90.0
_OUTLIER: Final = 200.0
#: A zero floats in most faces: its foot is so far above the baseline, where a full stop stands (heights of an alef).
_FLOATS: Final = 0.08
#: So much white is left and right of a digit (heights of an alef).
_ROOM: Final = 0.1
#: Less ink is grain (squares of the height of an alef). A box is looked at with so much around it (heights of words).
_GRAIN: Final = 0.006
_AROUND: Final = 0.15
#: Digits are looked at so much larger, and what is darker than this is their ink.
_LARGER: Final = 3
_INK: Final = 175
#: A row of which so much is ink is a rule of a table (share).
_RULE: Final = 0.9
#: How sure a number is: where the next digit is so much further away for each of its own, and where one is nearer.
_CLEAR: Final = 12.0
_SURE, _DOUBTFUL = 0.97, 0.7


def with_digits(picture: Pixels, words: Sequence[RecognisedWord]) -> list[RecognisedWord]:
    """The words, the numbers among them by their outlines, if most digits of the page are Arabic-Indic ones.

    A word in which something is no digit and no sign stays as the engine read it.
    """
    texts = [word.text for word in words]
    eastern, western = (sum(len(pattern.findall(text)) for text in texts) for pattern in (_EASTERN, _WESTERN))
    numbers = [place for place, text in enumerate(texts) if not _LETTER.search(text)]
    if eastern <= western or not numbers:
        return list(words)
    usual_height = median(word.box[3] - word.box[1] for word in words)
    pieces = {place: _pieces_of(picture, words[place].box, usual_height) for place in numbers}
    height = usual_height * _LARGER
    asked = [(piece, place) for place, of_word in pieces.items() for piece in of_word]
    if not asked:
        return list(words)
    sized = _sized([(piece, _baseline(pieces[place])) for piece, place in asked], height)
    usual = min(sized, key=lambda looks: _strangeness(looks))
    read = list(words)
    for place in numbers:
        mine = [number for number, (_, owner) in enumerate(asked) if owner == place]
        of_sizes = [[looks[number] for number in mine] for looks in sized] if mine else []
        looks = [usual[number] for number in mine]
        if any(look.distance > _FAR for look in looks):  # it may be set larger or smaller than most of the page
            looks = min(of_sizes, key=_strangeness)
        read[place] = _number(words[place], list(zip(pieces[place], looks, strict=True)), height)
    return read


class _Piece(NamedTuple):
    """Ink that hangs together: bool[height, width], and its left and top edges in the larger picture."""

    ink: NDArray[np.bool_]
    left: int
    top: int

    @property
    def right(self) -> int:
        return self.left + int(self.ink.shape[1])

    @property
    def bottom(self) -> int:
        return self.top + int(self.ink.shape[0])


class _Look(NamedTuple):
    """What a piece looks like: the nearest sign, its distance, and how much further the next one is."""

    text: str
    distance: float
    lead: float


def _pieces_of(picture: Pixels, box: Box, height: float) -> list[_Piece]:
    """What stands in a box, from left to right; parts above each other are one piece."""
    around = _AROUND * height
    left, top, right, bottom = (max(round(edge), 0) for edge in (box[0] - around, box[1], box[2] + around, box[3]))
    ink = _larger(picture.grey[top:bottom, left:right]) < _INK
    ink[np.mean(ink, axis=1) > _RULE] = False
    pieces = []
    for first, past in runs(np.any(ink, axis=0), 1):
        part = ink[:, first:past]
        rows = np.flatnonzero(np.any(part, axis=1))
        piece = _Piece(part[rows[0] : rows[-1] + 1], _LARGER * left + first, _LARGER * top + int(rows[0]))
        middle = (piece.left + piece.right) / 2 / _LARGER
        if box[0] <= middle <= box[2] and np.count_nonzero(piece.ink) > _GRAIN * (_LARGER * height) ** 2:
            pieces.append(piece)
    return pieces


def _larger(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A part of a picture, larger: what is thin keeps its shape when it is parted from the paper."""
    from PIL import Image

    size = grey.shape[1] * _LARGER, grey.shape[0] * _LARGER
    return np.asarray(Image.fromarray(grey).resize(size, Image.Resampling.BICUBIC)) if grey.size else grey


def _baseline(pieces: Sequence[_Piece]) -> int:
    return max((piece.bottom for piece in pieces), default=0)


def _sized(pieces: Sequence[tuple[_Piece, int]], height: float) -> list[list[_Look]]:
    """What each piece, with the row of its baseline, looks like if an alef is as high as ``_TALLS`` say; ``height`` is
    the usual one of words, pixels."""
    known = atlas.shipped()
    label_of = known.group_of // len(known.families)
    wanted = np.array([label.text in _DIGITS + _SIGNS for label in known.labels])[label_of]
    labels = label_of[wanted]
    sized = []
    for share in _TALLS:
        distances = known.distances(known.project(_shapes_of(pieces, share * height)))[wanted]
        looks = []
        for column in distances.T:
            nearest = int(labels[column.argmin()])
            lead = float(column[labels != nearest].min() - column.min())
            looks.append(_Look(known.labels[nearest].text, float(column.min()), lead))
        sized.append(looks)
    return sized


def _strangeness(looks: Sequence[_Look]) -> float:
    return sum(min(look.distance, _OUTLIER) for look in looks) / len(looks)


def _number(word: RecognisedWord, looks: Sequence[tuple[_Piece, _Look]], height: float) -> RecognisedWord:
    """The word as its pieces look, if each of them is a digit or a sign and one is a digit that stands on the line."""
    baseline = _baseline([piece for piece, _ in looks])
    signs: list[str] = []
    clear = True
    for piece, look in looks:
        sign = look.text
        if sign in (_ZERO, _STOP):
            # Either is a dot. A zero floats in most faces; where it doesn't, one right of a digit can hardly be a stop,
            # for text goes on at the left: but it may be a decimal point.
            floats = baseline - piece.bottom > _FLOATS * height
            inside = bool(signs) and signs[-1] in _DIGITS
            clear = clear and floats == inside
            sign = _ZERO if floats or inside else _STOP
        else:
            clear = clear and look.lead > _CLEAR
        signs.append(sign)
    if not any(sign in _DIGITS[1:] for sign in signs) or any(look.distance > _FAR for _, look in looks):
        return word
    text = "".join(MIRROR.get(sign, sign) for sign in signs)
    same = text == _eastern(word.text)
    confidence = _SURE if clear else max(_DOUBTFUL, word.confidence if same else 0.0)
    return replace(word, text=text, painted=True, confidence=confidence, read=word.text)


def _eastern(text: str) -> str:
    """``text`` with Arabic-Indic digits for those of Persian."""
    return text.translate({0x06F0 + digit: _DIGITS[digit] for digit in range(10)})


def _shapes_of(pieces: Sequence[tuple[_Piece, int]], tall: float) -> Shapes:
    """The pieces, each with the row of its baseline, as the atlas sees glyphs; ``tall``: height of an alef, pixels."""
    lines, boxes = [], []
    for piece, baseline in pieces:
        lines.append(_contours(piece.ink, baseline - piece.top))
        height, width = piece.ink.shape
        foot = baseline - piece.bottom
        boxes.append((0, foot, width, foot + height))
    count = len(pieces)
    begins = np.cumsum([0, *map(len, lines)])
    moved = np.zeros((count, 3), np.int64)
    moved[:, 0] = range(count)
    placed = Placed(np.concatenate(lines), begins, moved, np.arange(count + 1), np.array(boxes, np.int64))
    cells, topology = zoomed(placed, ZOOM_MARGIN, ZOOM_PIXELS)
    row = BASELINE_PIXELS * (1 - UNDER_BASELINE_TALLS / WINDOW_TALLS)
    on_line = on_baseline(placed, BASELINE_PIXELS / WINDOW_TALLS / tall, row, BASELINE_PIXELS)
    rasters = np.empty((count, RASTER_SIZE), np.float32)
    rasters[:, : BASELINE_CELLS**2], rasters[:, BASELINE_CELLS**2 :] = on_line, cells
    left, bottom, right, top = np.array(boxes, np.float64).T
    room = _ROOM * tall
    sizes = np.stack([left + room, left + room, right + 2 * room, right - left, bottom, top], axis=1) / tall
    return Shapes(rasters, np.c_[sizes, topology].astype(np.float32))


def _contours(ink: NDArray[np.bool_], baseline: int) -> NDArray[np.float64]:
    """The rows of ink as rectangles: lines from x, y to x, y, y upwards from the baseline."""
    lines = []
    for row, filled in enumerate(ink):
        top, bottom = baseline - row, baseline - row - 1
        for first, past in runs(filled, 1):
            corners = ((first, bottom), (past, bottom), (past, top), (first, top), (first, bottom))
            lines += [(*one, *other) for one, other in pairwise(corners)]
    return np.array(lines, np.float64)
