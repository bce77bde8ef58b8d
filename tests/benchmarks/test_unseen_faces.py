"""Faces that nothing was fitted on: fetched once, and each with each damage."""

from __future__ import annotations

import subprocess
import tarfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from benchmarks import unseen_faces
from benchmarks.corpus import page
from benchmarks.corpus.build import Case
from benchmarks.corpus.damage import NO_DAMAGE, Damage
from benchmarks.corpus.font_tables import NONE
from benchmarks.matrix import Result
from benchmarks.reading import Read
from benchmarks.scores import ascii_digits, scores
from benchmarks.unseen_faces import (
    APART,
    CHOSEN_ON,
    DAMAGE,
    EVERY,
    FIRST_SEED,
    LATER,
    as_shown,
    cases,
    draws_western_digits,
    fetched,
    kinds,
    known,
    shown,
)
from tests.installed import require
from warraq.fonts.outlines import atlas

AMIRI = Path("/usr/share/fonts/opentype/fonts-hosny-amiri/Amiri-Regular.ttf")


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """``npm pack`` that packs Amiri as whatever is asked for; the calls."""
    source = require(AMIRI, "fonts-hosny-amiri")
    calls: list[list[str]] = []

    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        calls.append(command)
        folder = Path(command[-1])
        with TTFont(source) as font:
            stream = BytesIO()
            font.save(stream)
        with tarfile.open(folder / "packed.tgz", "w:gz") as archive:
            weight = 700 if "@fontsource/bold" in command else 400
            entry = tarfile.TarInfo(f"package/files/some-arabic-{weight}-normal.woff2")
            entry.size = stream.tell()
            archive.addfile(entry, BytesIO(stream.getvalue()))
        return subprocess.CompletedProcess(command, 0, stdout="packed.tgz\n")

    monkeypatch.setattr(unseen_faces, "FOLDER", tmp_path / "corpus")
    monkeypatch.setattr(subprocess, "run", run)
    return calls


def test_a_face_is_fetched_once(npm: list[list[str]]) -> None:
    faces = [fetched("some"), fetched("some")]
    assert len(npm) == 1 and "@fontsource/some" in npm[0]
    assert [face.family for face in faces] == ["Amiri", "Amiri"]
    assert [path.name for path in faces[0].path.parent.iterdir()] == ["some.ttf"]
    before = page.FACES
    with known(["some"]):
        assert [face.name for face in page.faces(["some"])] == ["some"]
    assert before == page.FACES


def test_another_weight_of_a_face_is_another_face_of_the_same_package(npm: list[list[str]]) -> None:
    with pytest.raises(FileNotFoundError, match="no Arabic style of weight 900"):
        fetched("some@900")
    face = fetched("bold@700")
    assert [call[2] for call in npm] == ["@fontsource/some", "@fontsource/bold"]
    assert (face.name, face.path.name, face.package) == ("bold@700", "bold@700.ttf", "npm: @fontsource/bold")


def test_a_package_without_a_regular_style_is_told(npm: list[list[str]]) -> None:
    with pytest.raises(FileNotFoundError, match="no Arabic style of weight 400"), known(["bold", "some"]):
        pytest.fail("bold was left out")
    assert len(npm) == 1


def test_each_face_has_each_damage_and_none_is_in_the_atlas() -> None:
    made = list(cases(EVERY, [1, 3]))
    assert len(set(made)) == len(made) == len(EVERY) * len(DAMAGE) * 2
    assert {case.producer for case in made} == set(unseen_faces.PRODUCERS)
    assert list(cases(["mirza"], [3])) == [case for case in made if case.face == "mirza" and case.pages == 3]
    assert set(CHOSEN_ON) <= {*APART, *LATER}
    families = {family.lower() for family in atlas.shipped().families}
    assert families.isdisjoint(name.replace("-", "") for name in EVERY)


def test_another_first_seed_makes_other_files_and_changes_turns() -> None:
    first, other = (list(cases(["mirza"], [1], seed)) for seed in (FIRST_SEED, FIRST_SEED + 1))
    assert [case.seed + 1 for case in first] == [case.seed for case in other]
    assert [case.damage for case in first] == [case.damage for case in other]
    assert all(one.producer != two.producer for one, two in zip(first, other, strict=True))


def test_faces_of_a_kind_are_one_row_with_the_worst_of_them(
    npm: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unseen_faces, "PRODUCERS", ("fpdf2",))
    rows = kinds(["some"])
    assert len(rows) == 2 + len(DAMAGE)
    worst = next(row for row in rows if "as made" in row)
    assert worst.startswith("| whole | as made | 1 | 0.00% |") and worst.endswith("0.00% some |")


@pytest.fixture
def western(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> page.Face:
    """Amiri with western digits for its Arabic ones and without a comma."""
    with TTFont(require(AMIRI, "fonts-hosny-amiri")) as font:
        for table in font["cmap"].tables:
            for code in range(10):
                table.cmap[0x660 + code] = table.cmap.get(0x30 + code, ".notdef")
            table.cmap.pop(ord("\N{ARABIC COMMA}"), None)
        font.save(tmp_path / "western.ttf")
    face = page.Face("western", "Western", tmp_path / "western.ttf", "")
    monkeypatch.setattr(page, "FACES", (*page.FACES, face))
    return face


def test_what_counts_is_what_a_page_shows(western: page.Face) -> None:
    assert draws_western_digits(western.path) and not draws_western_digits(AMIRI)
    by_fpdf2, by_typst, amiri = Case("fpdf2", "western"), Case("typst", "western"), Case("fpdf2", "amiri")
    assert "\N{ARABIC COMMA}" in by_fpdf2.truth
    assert shown(by_fpdf2, "٣، 5 ،") == "3 5 " and shown(by_typst, "٣، 5") == "3، 5"
    assert shown(amiri, "٣، 5") == "٣، 5"
    # A sign that the text hasn't got is no less wrong for not being in the face.
    assert shown(by_fpdf2, "\N{CYRILLIC SMALL LETTER BE}\u4e00") == "\N{CYRILLIC SMALL LETTER BE}\u4e00"


def test_a_text_is_measured_by_what_its_page_shows(western: page.Face) -> None:
    case = Case("fpdf2", "western", 1, 3)
    text = ascii_digits(case.truth).replace("\N{ARABIC COMMA}", "")
    words = (*text.split(), "\N{ARABIC COMMA}")
    result = as_shown(Result(case, "", scores(case.truth, text), Read(text, words, (1.0,) * len(words)), {}))
    assert scores(case.truth, text).cer > 0 == result.ours.cer
    assert result.read.words == words[:-1] and len(result.read.confidence) == len(words) - 1


def test_what_a_producer_sets_no_font_for_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    case = Case("fpdf2", "amiri", 1, 3)
    _, *rest = case.truth.split()
    monkeypatch.setattr(unseen_faces, "pdf_of", lambda case: case)
    monkeypatch.setattr(
        unseen_faces, "read", lambda case: Read(words=tuple(rest)) if case.damage == NO_DAMAGE else None
    )
    text = " ".join(rest)

    def measured(case: Case, fault: str) -> Result:
        reading: Any = SimpleNamespace(document=SimpleNamespace(findings=[SimpleNamespace(fault=fault)]))
        return as_shown(Result(case, "", scores(case.truth, text), Read(text, (), (), reading=reading), {}))

    damaged = replace(case, damage=Damage("removed", NONE))
    assert measured(damaged, "damaged_page").ours.cer == 0 < measured(damaged, "no_map").ours.cer
    assert measured(damaged, "damaged_page").case.truth == text
    assert measured(replace(damaged, producer="typst"), "damaged_page").ours.cer > 0
