"""Some pages of a document read by their pictures, several at a time."""

from __future__ import annotations

import math
import os
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from warraq.config import ALWAYS, Config
from warraq.errors import LimitExceeded
from warraq.model.finding import Finding
from warraq.model.font import GlyphMap
from warraq.model.glyph import Extraction, Page
from warraq.ocr.glyphs import GlyphMaker, in_points
from warraq.ocr.mending.confidence import calibrated
from warraq.ocr.mending.digits import with_digits
from warraq.ocr.mending.missed import missed_lines
from warraq.ocr.mending.second_reading import doubtful_lines, with_better_lines
from warraq.ocr.mending.spelling import put_right
from warraq.ocr.mending.symbols import with_symbols
from warraq.ocr.recogniser import RecognisedWord, Recogniser
from warraq.ocr.rules import rules_of
from warraq.ocr.straight import straightened
from warraq.pictures.painter import Pixels, page_pixels


@dataclass(frozen=True, slots=True)
class Recognised:
    """A document with what was read in pictures.

    Attributes:
        extraction: its pages have the words as glyphs of a font of their own.
        maps: with that of this font, the last.
        pages: numbers of the pages on which a word was read so.
        findings: a page whose picture could not be read.
        angles: page number -> by how many degrees its lines rise, of pages that were turned upright to be read: places
            are those of the upright page.
    """

    extraction: Extraction
    maps: list[GlyphMap]
    pages: frozenset[int]
    findings: list[Finding]
    angles: dict[int, float]


@dataclass(frozen=True, slots=True)
class PictureFile:
    """The file that the pictures are painted from."""

    data: bytes
    password: str | None


def recognise_pages(
    file: PictureFile,
    extraction: Extraction,
    maps: Sequence[GlyphMap],
    numbers: Collection[int],
    engine: tuple[Recogniser, Config],
    tell: Callable[[int, int], None],
) -> Recognised:
    """Read the pages with these numbers by their pictures.

    Args:
        file: that of ``extraction``.
        maps: a map a font.
        numbers: of pages; they keep the glyphs that they show, unless all is to be read by pictures.
        engine: what reads them, and the settings.
        tell: told how many are done, of how many.
    """
    _, config = engine
    maker = GlyphMaker(len(extraction.fonts), extraction.claims)
    read: dict[int, Page] = {}
    angles: dict[int, float] = {}
    findings: list[Finding] = []
    pages = [page for page in extraction.pages if page.number in numbers]
    answers = _answers(file, [page.number for page in pages], engine, tell)
    for page, answer in zip(pages, answers, strict=True):
        if answer.fault:
            findings.append(Finding("unread_picture", "page", str(page.number), 1.0, answer.fault))
        if answer.angle:
            angles[page.number] = answer.angle
        if answer.words:
            ruled = replace(page, rules=np.concatenate([page.rules, answer.rules]))
            read[page.number] = maker.page(ruled, answer.words, answer.dpi, alone=config.ocr.pages == ALWAYS)
    if not read:
        return Recognised(extraction, list(maps), frozenset(), findings, {})
    extended = replace(
        extraction,
        pages=tuple(read.get(page.number, page) for page in extraction.pages),
        fonts=(*extraction.fonts, maker.font()),
        claims=maker.claims,
    )
    return Recognised(extended, [*maps, maker.map()], frozenset(read), findings, angles)


NO_RULES: Final = np.zeros((0, 4), np.float32)


class _Answer(NamedTuple):
    """The words of a picture, its rules (``Page.rules``), its resolution, angle and size in pixels, and why it has
    none."""

    words: Sequence[RecognisedWord] = ()
    rules: NDArray[np.float32] = NO_RULES
    dpi: float = 1.0
    angle: float = 0.0
    width: int = 0
    height: int = 0
    fault: str = ""


def words_of_pages(
    file: PictureFile, numbers: Collection[int], engine: tuple[Recogniser, Config], tell: Callable[[int, int], None]
) -> dict[int, list[RecognisedWord]]:
    """What is read in the pictures of pages of text: page number -> its words, their boxes in points.

    They stand where the page shows them, though it was turned upright to be read. Where a picture can't be read there
    are none. Arguments are those of ``recognise_pages``.
    """
    answers = _answers(file, sorted(numbers), engine, tell)
    return {
        number: [in_points(_turned_back(word, answer), 72 / answer.dpi) for word in answer.words]
        for number, answer in zip(sorted(numbers), answers, strict=True)
        if answer.words
    }


def _turned_back(word: RecognisedWord, answer: _Answer) -> RecognisedWord:
    """A word of an upright picture where its middle stands on the page."""
    if not answer.angle:
        return word
    turn = math.radians(answer.angle)
    left, top, right, bottom = word.box
    x, y = (left + right - answer.width) / 2, (top + bottom - answer.height) / 2
    across = math.cos(turn) * x + math.sin(turn) * y - x
    down = math.cos(turn) * y - math.sin(turn) * x - y
    return replace(word, box=(left + across, top + down, right + across, bottom + down))


def _answers(
    file: PictureFile, numbers: Sequence[int], engine: tuple[Recogniser, Config], tell: Callable[[int, int], None]
) -> Iterator[_Answer]:
    """What is read in the pictures of pages, in their order."""
    recogniser, config = engine
    pictures = page_pixels(file.data, [number - 1 for number in numbers], file.password, limits=config.limits)
    tell(0, len(numbers))
    for done, answer in enumerate(_in_turn(pictures, recogniser, config), start=1):
        yield answer
        tell(done, len(numbers))


def _in_turn(pictures: Iterator[Pixels | None], recogniser: Recogniser, config: Config) -> Iterator[_Answer]:
    """What is read in each picture, in their order; no more of them are held than are read at a time, and one."""
    workers = config.ocr.workers or os.cpu_count() or 1
    waiting: deque[Future[_Answer]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        for picture in pictures:
            waiting.append(pool.submit(_read, recogniser, picture, config.ocr.languages))
            if len(waiting) > workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _read(recogniser: Recogniser, picture: Pixels | None, languages: Sequence[str]) -> _Answer:
    if picture is None:
        return _Answer(fault="the picture of the page can't be painted within the limits; nothing was read in it")
    try:
        upright = straightened(picture)
        height, width = upright.grey.shape
        words = read_picture(recogniser, upright, languages)
        return _Answer(words, rules_of(upright), upright.dpi, upright.angle, width, height)
    except LimitExceeded as error:
        return _Answer(fault=f"{error.message}; nothing was read in it")


def read_picture(recogniser: Recogniser, picture: Pixels, languages: Sequence[str]) -> list[RecognisedWord]:
    """The words of an upright picture: what the engine sees, lines that it passed over or hardly read, put right."""
    words = list(recogniser.recognise(picture, languages))
    boxes = [*missed_lines(picture, words), *doubtful_lines(picture, words)]
    if boxes:
        words = with_better_lines(words, boxes, recogniser.recognise(picture, languages, boxes))
    words = with_symbols(recogniser, picture, words, languages)
    return calibrated(put_right(with_digits(picture, words)))
