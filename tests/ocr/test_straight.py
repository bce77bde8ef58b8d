"""Pages that lie askew are turned before they are read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from warraq.ocr.straight import skew, straightened
from warraq.pictures.painter import Pixels, page_pixels

AGENDA = Path(__file__).parents[2] / "fixtures" / "pdf" / "agenda.pdf"


def picture(angle: float) -> Pixels:
    (page,) = page_pixels(AGENDA.read_bytes(), [0], dpi=150)
    assert page is not None
    turned = Image.fromarray(page.grey).rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    return Pixels(np.asarray(turned), page.dpi)


@pytest.mark.parametrize("angle", [2.0, -3.4])
def test_a_page_askew_is_turned_upright(angle: float) -> None:
    askew = picture(angle)
    assert skew(askew) == pytest.approx(angle, abs=0.15)
    assert skew(straightened(askew)) == pytest.approx(0.0, abs=0.15)


def test_an_upright_page_stays_as_it_is() -> None:
    upright = picture(0.0)
    assert straightened(upright) is upright


@pytest.mark.parametrize("grey", [0, 255])
def test_a_page_without_lines_says_nothing(grey: int) -> None:
    assert skew(Pixels(np.full((400, 300), grey, np.uint8), 75.0)) == 0.0
