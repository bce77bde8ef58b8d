"""hOCR and ALTO: well formed, with every word, its box inside its line, its confidence and its font."""

from __future__ import annotations

import re
from pathlib import Path

import html5lib
import pytest
from lxml import etree

from warraq import extract
from warraq.config import Config
from warraq.emit.formats.placed.alto import to_alto
from warraq.emit.formats.placed.hocr import to_hocr
from warraq.errors import UsageError

FIXTURES = Path(__file__).parents[3] / "fixtures"
PDF = FIXTURES / "pdf" / "honest-wrong-map.pdf"
ALTO = "{http://www.loc.gov/standards/alto/ns-v4#}"


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


def test_alto_is_valid_and_has_every_word_with_its_node_and_font() -> None:
    document = extract(PDF)
    root = etree.fromstring(to_alto(document).encode())
    etree.XMLSchema(etree.parse(str(FIXTURES / "schema" / "alto-4-4.xsd"))).assertValid(root)
    strings = list(root.iter(f"{ALTO}String"))
    assert [string.get("CONTENT") for string in strings] == [word.text for word in document.words]
    labels = {tag.get("ID"): tag.get("LABEL") for tag in root.iter(f"{ALTO}StructureTag")}
    fonts = {style.get("ID"): style.get("FONTFAMILY") for style in root.iter(f"{ALTO}TextStyle")}
    for string, word in zip(strings, document.words, strict=True):
        block = next(string.iterancestors(f"{ALTO}TextBlock"))
        assert labels.get(block.get("TAGREFS")) == word.node
        assert fonts[string.get("STYLEREFS")] == word.font
        assert float(string.get("WC")) == pytest.approx(word.confidence)
        assert [other.text for other in string] == [other.text for other in word.alternatives]
        left, top, width, height = (int(string.get(name)) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
        edges = left, top, left + width, top + height
        assert word.bbox and edges == pytest.approx([edge * 300 / 72 for edge in word.bbox], abs=0.51)


@pytest.mark.parametrize("ending", ["hocr", "alto.xml"])
def test_a_text_has_no_places(ending: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("وقرر الفريق العامل أن يواصل النظر في مسألة التعاون\n", encoding="utf-8")
    with pytest.raises(UsageError, match="no places"):
        extract(path).save(tmp_path / f"a.{ending}")
    assert not (tmp_path / f"a.{ending}").exists()


def test_words_that_were_not_kept_are_said() -> None:
    with pytest.raises(UsageError, match="not kept"):
        extract(PDF, config=Config(words=False)).to("alto")
