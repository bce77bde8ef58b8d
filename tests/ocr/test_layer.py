"""A layer that somebody's text recognition wrote is judged by its words, a poor one beside the picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from tests.ocr.scans import engine
from tests.ocr.test_recognised_pages import Scripted
from tests.ocr.test_witness import line
from warraq.config import Config, Ocr
from warraq.emit.heal.text_layer import PictureText, with_text_layer
from warraq.emit.report.compare import character_error_rate
from warraq.model.document import Document
from warraq.model.line import Line
from warraq.ocr.layer import judged, poor_pages
from warraq.run import extract, read_pdf

LAW = Path(__file__).parents[2] / "fixtures" / "pdf" / "law.pdf"
KNOWN = [
    (word, 1.0) for word in ["هذا", "القانون", "في", "شأن", "تنظيم", "المكتبات", "العامة", "وحفظ", "الكتب", "فيها"]
]
UNKNOWN = [("خزاثن", 1.0), ("المخطرطاث", 1.0)]


def test_a_page_of_known_words_is_sound_and_one_of_unknown_ones_is_poor() -> None:
    assert poor_pages([line(*KNOWN)], {1}) == set()
    assert poor_pages([line(*KNOWN, *UNKNOWN)], {1}) == {1}
    assert poor_pages([line(*KNOWN, *UNKNOWN)], {2}) == set()
    assert poor_pages([line(*UNKNOWN)], {1}) == set()  # too few to tell


def test_words_of_a_poor_page_are_no_surer_than_such_words_are() -> None:
    lines = [line(("المكتبات", 1.0), ("المخطرطاث", 1.0), ("2019", 1.0), ("الكتب", 0.5))]
    (one,) = judged(lines, {1})
    known, unknown, number, doubtful = (word.confidence for word in one.words)
    assert known > number > unknown and doubtful == 0.5
    assert judged(lines, {2}) == lines


def scan_with_layer(folder: Path, turn: float, spoil: Callable[[str], str]) -> Path:
    """The law's first page as a picture, over it its text as a poor engine might read it."""
    source, target = folder / "picture.pdf", folder / "layer.pdf"
    with pypdfium2.PdfDocument(LAW) as document:
        page = document[0].render(scale=200 / 72, grayscale=True).to_pil().convert("L")
    page.rotate(turn, Image.Resampling.BICUBIC, fillcolor=255).save(source, "PDF", resolution=200, quality=95)
    lines = []
    for one in read_pdf(source, config=Config(ocr=Ocr("auto"))).lines:
        words = tuple(type(word)(spoil(word.text), "", box=word.box) for word in one.words)
        lines.append(Line(1, words, one.box, one.size, rtl=one.rtl))
    target.write_bytes(with_text_layer(source.read_bytes(), PictureText(lines, {1: turn} if turn else {})))
    return target


@pytest.mark.parametrize("turn", [0.0, 1.5])
def test_a_poor_layer_is_read_beside_its_picture(turn: float, tmp_path: Path) -> None:
    engine()
    true = extract(LAW, pages="1", pages_alone=True).to_text()
    layer = scan_with_layer(tmp_path, turn, lambda text: text.replace("ن", "ث").replace("و", "ر"))
    alone, beside = (extract(layer, ocr=mode) for mode in ("never", "auto"))
    assert [page.kind for page in (*alone.pages, *beside.pages)] == ["ocr_layer"] * 2
    before, after = (character_error_rate(true, document.to_text()) for document in (alone, beside))
    assert before > 0.08 and after < 0.5 * before
    assert "المخطرطات" in claims(beside) and "المخطوطات" in beside.to_text()
    assert {node.source for node in beside.walk()} == {"ocr_layer"}


def claims(document: Document) -> str:
    """What the file claims, where it is something else."""
    return " ".join(node.original or "" for node in document.walk())


def test_a_sound_layer_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine()
    layer = scan_with_layer(tmp_path, 0.0, str)
    monkeypatch.setattr("warraq.pictures.painter._answers", None)
    reader = Scripted("نص")
    assert extract(layer, ocr="auto", recogniser=reader) == extract(layer)
    assert not reader.asked
