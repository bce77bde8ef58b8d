"""The proof sheet as a file: what is in it, how large it is, and that it asks nothing of a network."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.ocr.scans import engine
from warraq import run
from warraq.cli import main

FIXTURES = Path(__file__).parents[2] / "fixtures"

MOST_BYTES = 3_000_000


def data_of(sheet: Path) -> Any:
    match = re.search(r'<script type="application/json" id="data">(.*?)</script>', sheet.read_text("utf-8"), re.DOTALL)
    assert match
    return json.loads(match[1])


def test_ten_pages_stay_below_three_megabytes(facsimile_sheet: Path) -> None:
    assert facsimile_sheet.stat().st_size <= MOST_BYTES


def test_nothing_is_asked_of_a_network(facsimile_sheet: Path) -> None:
    text = facsimile_sheet.read_text(encoding="utf-8")
    without_data = re.sub(r'<script type="application/json".*?</script>', "", text, flags=re.DOTALL)
    links = set(re.findall(r"https?://[^\s\"'<>]+", without_data))
    assert links == {"http://www.w3.org/2000/svg"}  # a namespace, not an address
    assert "default-src 'none'" in text


def test_the_same_file_gives_the_same_sheet(doubtful: Path, doubtful_sheet: Path) -> None:
    assert run.review(doubtful) == doubtful_sheet.read_text(encoding="utf-8")


def test_every_word_of_the_pages_is_there_with_its_place(facsimile: Path, facsimile_sheet: Path) -> None:
    data = data_of(facsimile_sheet)
    expected = [(line.page, word.text) for line in run.read_pdf(facsimile).lines for word in line.words]
    shown = [(page["n"], word["t"]) for page in data["pages"] for line in page["lines"] for word in line["words"]]
    assert sorted(shown) == sorted(expected)
    for page in data["pages"]:
        for word in (word for line in page["lines"] for word in line["words"]):
            left, top, right, bottom = word["b"]
            assert 0 <= left < right <= page["w"]
            assert 0 <= top < bottom <= page["h"]


def test_words_that_were_read_in_pictures_stand_beside_them_without_glyphs(tmp_path: Path) -> None:
    engine()
    sheet = tmp_path / "sheet.html"
    with pytest.raises(SystemExit) as raised:
        main(["review", str(FIXTURES / "pdf" / "bad" / "scan.pdf"), "-q", "-o", str(sheet)])
    assert raised.value.code == 0
    data = data_of(sheet)
    (page,) = data["pages"]
    words = [word for line in page["lines"] for word in line["words"]]
    assert page["img"] and len(words) > 20 and any(word["t"] == "المخطوطات" for word in words)
    assert not any("g" in word for word in words) and all(word["b"] for word in words)
    assert data["fonts"] == []


def test_the_glyphs_of_a_word_read_its_letters(facsimile_sheet: Path) -> None:
    data = data_of(facsimile_sheet)
    readings = [{glyph["code"]: glyph["t"] for glyph in font["glyphs"]} for font in data["fonts"]]
    words = [word for page in data["pages"] for line in page["lines"] for word in line["words"]]
    explained = 0
    for word in words:
        pairs = zip(word["g"][::2], word["g"][1::2], strict=True)
        read = "".join(readings[font][code] for font, code in pairs)
        explained += sorted(re.sub(r"\s", "", read)) == sorted(word["t"])
    assert explained >= 0.95 * len(words)


def test_each_glyph_has_its_outline_claim_and_evidence(facsimile_sheet: Path) -> None:
    body = next(font for font in data_of(facsimile_sheet)["fonts"] if font["name"] == "Scheherazade-Regular")
    assert body["verdict"] == "wrong_map"
    assert sum("d" in glyph for glyph in body["glyphs"]) >= 0.95 * len(body["glyphs"])
    assert all({"claim", "t", "c", "e", "n", "at"} <= set(glyph) for glyph in body["glyphs"])
    assert any(glyph["claim"] != glyph["t"] for glyph in body["glyphs"])


def test_text_of_a_document_cant_end_the_script(doubtful_sheet: Path) -> None:
    text = doubtful_sheet.read_text(encoding="utf-8")
    data = text.split('id="data">', 1)[1].split("</script>", 1)[0]
    assert "<" not in data
