"""hOCR: well formed, with every word, its box inside its line, and its confidence."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import pytest

from warraq import extract
from warraq.emit.formats.hocr import to_hocr
from warraq.errors import UsageError

PDF = Path(__file__).parents[3] / "fixtures" / "pdf" / "honest-wrong-map.pdf"


def box(title: str) -> list[int]:
    (numbers,) = re.findall(r"bbox (\d+) (\d+) (\d+) (\d+)", title)
    return list(map(int, numbers))


def test_every_word_stands_in_a_line_of_its_page() -> None:
    document = extract(PDF)
    text = to_hocr(document)
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    pages = tree.findall(".//div[@class='ocr_page']")
    assert [box(page.get("title"))[2:] for page in pages] == [
        [round(edge * 300 / 72) for edge in page.size or ()] for page in document.pages
    ]
    words = tree.findall(".//span[@class='ocrx_word']")
    assert [word.text for word in words] == [word.text for word in document.words]
    assert all(0 <= int(word.get("title").rpartition(" ")[2]) <= 100 for word in words)
    lines = tree.findall(".//span[@class='ocr_line']")
    assert len(document.pages) < len(lines) < len(words) / 3
    for line in lines:
        left, top, right, bottom = box(line.get("title"))
        for word in line:
            inner = box(word.get("title"))
            assert left <= inner[0] < inner[2] <= right and top <= inner[1] < inner[3] <= bottom


def test_a_text_has_no_places(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("وقرر الفريق العامل أن يواصل النظر في مسألة التعاون\n", encoding="utf-8")
    with pytest.raises(UsageError, match="no places"):
        extract(path).save(tmp_path / "a.hocr")
    assert not (tmp_path / "a.hocr").exists()
