"""Pages set in installed faces, each face's family left out of the atlas."""

from __future__ import annotations

from pathlib import Path

import pytest
import uharfbuzz as hb

from tests.decipher.glyph.typesetter import Typeset, damaged, typeset
from tests.installed import require
from warraq.decipher.glyph.channel import decipher
from warraq.decipher.glyph.signs.spellings import rarity
from warraq.fonts.outlines import atlas
from warraq.model.finding import Finding

FONTS = Path("/usr/share/fonts")
TRUTH = Path(__file__).resolve().parents[3] / "fixtures" / "truth" / "ctoc-cop-wg7-2020-4.tsv"
FACES = [
    ("DejaVuSans", "truetype/dejavu/DejaVuSans.ttf", "fonts-dejavu-core"),
    ("NotoNaskhArabic", "truetype/noto/NotoNaskhArabic-Regular.ttf", "fonts-noto-core"),
    ("KacstOne", "truetype/kacst-one/KacstOne.ttf", "fonts-kacst-one"),
    ("", "truetype/scheherazade/Scheherazade-Regular.ttf", "fonts-sil-scheherazade"),
]


def text(length: int) -> str:
    rows = [line.split("\t") for line in TRUTH.read_text("utf-8").splitlines()]
    return "\n".join(row[2] for row in rows if len(row) == 3)[8000 : 8000 + length]


def right_share(page: Typeset, findings: list[Finding]) -> float:
    readings = decipher(page.extraction, findings)[0].readings
    compared = {code: n for code, n in page.count.items() if page.truth.get(code, " ").strip() and code}
    right = sum(n for code, n in compared.items() if readings[code].text == page.truth[code].replace("\u0640", ""))
    return right / sum(compared.values())


@pytest.mark.parametrize(("family", "file", "package"), FACES)
def test_a_page_without_a_map_is_read(family: str, file: str, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = require(FONTS / file, package)
    book = atlas.load(exclude=(family,))
    monkeypatch.setattr(atlas, "shipped", lambda: book)
    assert right_share(typeset(text(2500), path), []) >= 0.99


@pytest.mark.parametrize(("family", "file", "package"), FACES)
def test_two_pages_with_most_claims_wrong_are_read(
    family: str, file: str, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = require(FONTS / file, package)
    book = atlas.load(exclude=(family,))
    monkeypatch.setattr(atlas, "shipped", lambda: book)
    truth = typeset(text(5000), path).truth
    page = typeset(text(5000), path, damaged(truth, 0.6, seed=1))
    finding = Finding("wrong_map", "font", "0", 1.0, "")
    assert right_share(page, [finding]) >= 0.995


def test_a_hamza_with_its_vowel_and_an_asterisk_that_no_other_face_draws_so_are_read() -> None:
    path = require(FONTS / FACES[-1][1], FACES[-1][2])
    words = "وأُعد أُدرجت أُعيد* أُنشئ**"
    font = hb.Font(hb.Face(path.read_bytes()))
    buffer = hb.Buffer()
    buffer.add_str("\u0623\u064f")
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    both, _ = (info.codepoint for info in buffer.glyph_infos)
    readings = decipher(typeset(text(2500) + "\n" + words, path).extraction)[0].readings
    assert readings[both].text == "\u0654\u064f"
    assert readings[font.get_nominal_glyph(ord("*"))].text == "*"


def test_few_hamzas_have_a_vowel() -> None:
    """One of three strokes (Ruwudu) looks more like a hamza with fatha, of which the atlas has some."""
    assert {"\u0654\u064e", "\u0654\u064f"} <= {label.text for label in atlas.load().labels}
    assert rarity("\u0654\u064e") - rarity("\u0654") > 8.0 and rarity("\u0651\u064e") - rarity("\u0651") < 2.0
