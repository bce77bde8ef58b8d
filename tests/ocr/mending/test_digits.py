"""Numbers in Arabic-Indic digits are read by their outlines, whatever the engine took them for."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.ocr.scans import scanned
from warraq.ocr.mending.digits import with_digits
from warraq.ocr.recogniser import RecognisedWord
from warraq.ocr.words import painted_order
from warraq.pictures.painter import Pixels, page_pixels
from warraq.run import extract

LAW = Path(__file__).parents[3] / "fixtures" / "pdf" / "law.pdf"
DPI = 200


@pytest.fixture(scope="module", params=["painted", "scanned"])
def picture(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Pixels:
    """The law's first page as it is, and as it comes from a scanner of 100 dots an inch."""
    path = LAW
    if request.param == "scanned":
        path = scanned(LAW, tmp_path_factory.mktemp("law") / "scan.pdf", dpi=100, pages=[0])
    (page,) = page_pixels(path.read_bytes(), [0], dpi=DPI)
    assert page is not None
    return page


@pytest.fixture(scope="module")
def true(picture: Pixels) -> list[RecognisedWord]:
    """The words of the law's first page, in boxes round their ink."""
    words = []
    for word in extract(LAW, pages="1").words:
        assert word.bbox is not None
        left, top, right, bottom = (round(edge * DPI / 72) for edge in word.bbox)
        rows = np.flatnonzero(np.any(picture.grey[top:bottom, left:right] < 128, axis=1)).tolist() or [0, bottom - top]
        words.append(RecognisedWord(word.text, (left, top + rows[0], right, top + rows[-1] + 1), 0.9, 0))
    return words


def number(word: RecognisedWord) -> str:
    """Its digits as they stand on the page."""
    return re.sub(r"\D", "", "".join(painted_order(word)))


def test_numbers_are_read_whatever_the_engine_says(
    request: pytest.FixtureRequest, picture: Pixels, true: list[RecognisedWord]
) -> None:
    misread = [replace(word, text=re.sub(r"[٠-٩]", "٧", word.text)) for word in true]
    pairs = [
        (number(is_), number(was))
        for was, is_ in zip(true, with_digits(picture, misread), strict=True)
        if re.search(r"[٠-٩]", was.text) and not re.search(r"[ء-ي]", was.text)
    ]
    assert len(pairs) >= 15
    least = 0.95 if request.node.callspec.params["picture"] == "painted" else 0.7
    assert sum(is_ == was for is_, was in pairs) >= least * len(pairs), [pair for pair in pairs if pair[0] != pair[1]]


def test_other_words_and_pages_of_other_digits_stay(picture: Pixels, true: list[RecognisedWord]) -> None:
    read = with_digits(picture, true)
    assert all(is_ is was for is_, was in zip(read, true, strict=True) if re.search(r"[ء-ي]", was.text))
    western = [replace(word, text=re.sub(r"[٠-٩]", "7", word.text)) for word in true]
    assert with_digits(picture, western) == western


def test_what_is_no_number_stays_as_it_was_read(picture: Pixels, true: list[RecognisedWord]) -> None:
    letters = next(word for word in true if word.text.startswith("القانون"))
    page = [*true, replace(letters, text="Olo")]
    assert with_digits(picture, page)[-1].text == "Olo"
