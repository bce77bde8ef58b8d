"""Generated test files: the text is the seed's, the damage is in the map alone, and what is painted stays."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest

from benchmarks.corpus import text
from benchmarks.corpus.build import Case, face_of, pdf_of
from benchmarks.corpus.damage import MAPS, NO_DAMAGE, Damage, is_arabic
from benchmarks.corpus.font_tables import CFF, TABLES
from benchmarks.corpus.levels import levels, visual
from benchmarks.corpus.page import FACES, HEADING, faces, missing
from benchmarks.corpus.producers import PRODUCERS, available
from tests.installed import require
from warraq.extract.pages.pdf_file import extract_pdf
from warraq.fonts.programs.cmap import parse_cmap

#: A producer that is installed for the tests, and a face that the fixtures need anyway.
CASE = Case("fpdf2", "scheherazade", pages=1, seed=5)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    require(next(face for face in FACES if face.name == CASE.face).path, "fonts-sil-scheherazade")
    return tmp_path_factory.mktemp("corpus")


def claims_of(path: Path) -> dict[int, str]:
    """Code -> string of the font with most Arabic claims."""
    with pikepdf.open(path) as pdf:
        maps = [
            parse_cmap(font["/ToUnicode"].read_bytes()).to_unicode
            for font in pdf.objects
            if isinstance(font, pikepdf.Dictionary) and "/ToUnicode" in font
        ]
    return max(maps, key=lambda claims: sum(map(is_arabic, claims.values())), default={})


def painted(path: Path) -> bytes:
    document = pypdfium2.PdfDocument(path)
    try:
        return b"".join(page.render(scale=1).to_numpy().tobytes() for page in document)
    finally:
        document.close()


def test_a_seed_writes_the_same_text_and_another_seed_another() -> None:
    assert text.pages(7, 1) == text.pages(7, 1)
    assert text.pages(7, 1) != text.pages(8, 1)
    assert sum(len(block.text) for block in text.pages(7, 3)) >= 3 * text.PER_PAGE


def test_no_sentence_comes_twice_before_all_came() -> None:
    writer = text.Writer(1)
    templates = [writer._next("", text.sentences()) for _ in text.sentences()]
    assert sorted(templates) == sorted(text.sentences())


def test_every_slot_has_something_to_stand_there() -> None:
    for seed in range(3):
        assert not any("{" in block.text for block in text.document(seed, 25_000))


def test_numbers_dates_symbols_and_labels_are_in_it() -> None:
    whole = "\n".join(block.text for block in text.pages(1, 6))
    for sample in ("A/RES/", "(أ)", "/يناير", "%", '"'):  # U+0623; month January
        assert sample in whole
    assert any(block.kind == HEADING for block in text.pages(1, 1))
    indic = "\n".join(block.text for block in text.pages(text.INDIC_EVERY - 1, 1))
    assert any(0x0660 <= ord(char) <= 0x0669 for char in indic)


def test_text_of_a_folder(tmp_path: Path) -> None:
    lines = [f"نص طويل يكفي لأن يكون فقرة في هذا الاختبار ولا يشبه غيره من الفقرات {n}" for n in range(30)]  # our own
    (tmp_path / "one.txt").write_text("\n".join(["قصير", *lines]), encoding="utf-8")  # the first is too short
    blocks = text.document(3, 500, tmp_path)
    assert all(block.kind == HEADING or block.text.split(" ", 2)[-1] != "" for block in blocks)
    assert sum(any(line in block.text for line in lines) for block in blocks) >= 3
    with pytest.raises(FileNotFoundError):
        text.document(3, 500, tmp_path / "nothing")


def test_every_face_that_is_here_can_set_the_text() -> None:
    blocks = text.pages(1, 10)
    assert not [face.name for face in faces() if missing(face, blocks)]


def test_names_of_faces_and_producers_are_unique_and_known() -> None:
    assert len({face.name for face in FACES}) == len(FACES)
    assert set(available()) <= set(PRODUCERS)
    with pytest.raises(KeyError):
        faces(["no such face"])


def test_what_the_algorithm_takes_out_has_the_level_of_what_stands_before_it() -> None:
    text = "می\u200cخوانم X\u200c1"
    assert levels(text) == [*[1] * 9, 2, 2, 2]
    assert levels("\u200cا") == [1, 1]


def test_levels_are_those_of_the_bidirectional_algorithm() -> None:
    line = "قرار (A/RES/5)"  # U+0642 ...
    assert visual(line) == "(A/RES/5) \u0631\u0627\u0631\u0642"
    assert [level % 2 for level in levels(line)] == [1] * 6 + [0] * 7 + [1]


@pytest.mark.parametrize("name", [name for name in MAPS if name not in ("sound", "removed")])
def test_damage_changes_the_claims_and_keeps_the_painting(name: str, folder: Path) -> None:
    sound, broken = pdf_of(CASE, folder), pdf_of(replace(CASE, damage=Damage(name, "kept")), folder)
    before, after = claims_of(sound), claims_of(broken)
    arabic = [code for code, claim in before.items() if is_arabic(claim)]
    wrong = sum(before[code] != after[code] for code in arabic) / len(arabic)
    share = {"wrong-10": 0.1, "wrong-35": 0.35, "wrong-75": 0.75, "spaces-10": 0.1, "spaces-40": 0.4}.get(name)
    if share is not None:
        assert wrong == pytest.approx(share, abs=0.03)
    else:
        assert wrong > 0.3
    assert set(after) == set(before)
    assert painted(broken) == painted(sound)


@pytest.mark.parametrize("tables", TABLES)
def test_tables_are_what_was_asked_for(tables: str, folder: Path) -> None:
    path = pdf_of(replace(CASE, damage=Damage("removed", tables)), folder)
    assert not claims_of(path)
    before, after = (np.frombuffer(painted(made), np.uint8).astype(int) for made in (pdf_of(CASE, folder), path))
    if tables == CFF:  # cubic curves with whole coordinates: the same but for rounding
        assert abs(before - after).mean() < 0.3 < abs(before - 255).mean()
    else:
        assert (before == after).all()
    font = max(extract_pdf(path).fonts, key=lambda font: len(font.code_to_gid))
    assert font.program_kind in (("opentype", "cff") if tables == CFF else ("truetype",))
    named = sum(gid in font.gid_to_name for gid in font.code_to_gid.values()) / len(font.code_to_gid)
    listed = sum(gid in font.gid_to_unicode for gid in font.code_to_gid.values())
    assert named > 0.9 if tables in ("kept", "names") else named == 0
    assert listed > 20 if tables in ("kept", "cmap") else listed == 0


def test_swapped_letters_come_back_when_swapped_again() -> None:
    claims = {code: chr(0x0627 + code) for code in range(20)}
    once = MAPS["swapped"](claims, random.Random(1))
    assert once != claims
    assert MAPS["swapped"](once, random.Random(1)) == claims


def test_a_case_is_made_once(folder: Path) -> None:
    case = replace(CASE, damage=Damage("shifted", "none"))
    path = pdf_of(case, folder)
    made = path.stat().st_mtime_ns
    assert pdf_of(case, folder) == path
    assert path.stat().st_mtime_ns == made
    assert replace(case, damage=NO_DAMAGE).truth == case.truth
    assert face_of(case).family == "Scheherazade"
