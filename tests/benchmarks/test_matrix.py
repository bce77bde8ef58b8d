"""The matrix and its tables; the readings of warraq and of its peers on one small honest file."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import matrix, peers
from benchmarks.calibrate import FACES as FIT_FACES
from benchmarks.calibrate import cases as fit_cases
from benchmarks.corpus.build import Case
from benchmarks.corpus.damage import MAPS, NO_DAMAGE, Damage
from benchmarks.corpus.font_tables import TABLES
from benchmarks.reading import Read, families_in, read, unseen
from benchmarks.scores import Scores
from benchmarks.structure_golden import FIXTURES
from warraq.fonts.outlines import atlas

HONEST = FIXTURES / "pdf" / "honest.pdf"


def result(case: Case, cer: float, group: str = "", needs_review: bool = False) -> matrix.Result:
    words = tuple(case.truth.split())
    ours = Read(case.truth, words, (0.99,) * len(words), needs_review)
    return matrix.Result(case, group or matrix.group_of(case), Scores(cer, cer, 1.0, 100), ours, {})


def test_every_cell_has_a_file_and_no_two_files_are_one() -> None:
    made = list(matrix.cases(1))
    assert len(set(made)) == len(made)
    cells = {(case.damage.map, case.damage.tables, case.pages) for case in made if case.damage != NO_DAMAGE}
    assert len(cells) == len(MAPS) * len(TABLES) * len(matrix.PAGES)


def test_what_is_fitted_is_not_what_is_checked() -> None:
    assert not set(FIT_FACES) & set(matrix.FACES)
    assert not {case.seed for case in fit_cases()} & {case.seed for case in matrix.cases(1)}


def test_rows_pool_by_length_and_count_silence() -> None:
    row = matrix.Row()
    case = Case("typst", "scheherazade", 1, 3, Damage("removed", "none"))
    row.results = [result(case, 0.0), result(case, 0.03), result(case, 0.06, needs_review=True)]
    assert row.rate() == pytest.approx(0.03)
    assert row.silent() == 1
    assert row.asks_for_review() == 1
    assert dict(zip(matrix.FIGURES, row.figures(), strict=True)) == {
        "files": "3", "CER": "3.00%", "WER": "3.00%", "numbers exact": "100.0%", "wrong, not flagged / 1,000": "0.00",
    }  # fmt: skip
    assert row.worst().ours.cer == 0.06
    assert row.doubt().unflagged(0.85) == 0


def test_ocr_reads_a_sample_of_single_pages() -> None:
    cases = list(matrix.cases(1))
    read = [case for case in cases if peers.OCR in matrix.readers(case, ocr=True)]
    assert 0 < len(read) < len(cases) / 4
    assert all(case.pages == 1 for case in read)
    assert not any(peers.OCR in matrix.readers(case, ocr=False) for case in cases)


def test_groups_say_what_was_done() -> None:
    case = Case("typst", "amiri", 10, 1, Damage("wrong-35", "none"))
    assert matrix.group_of(case) == "wrong map, tables gone"
    assert list(matrix.rows_of([result(case, 0.0)])) == ["wrong map, tables gone", "wrong map, tables gone, 10 p."]
    assert matrix.group_of(Case("typst", "amiri")) == "honest, as made"


def test_tables_are_tables() -> None:
    case = Case("typst", "scheherazade", 1, 3, Damage("removed", "none"))
    rows = [row for row in matrix.tables([result(case, 0.01)]) if row]
    assert all(row.startswith("|") and row.endswith("|") for row in rows)
    heads = [at for at, row in enumerate(rows) if set(row) == {"|", "-"}]
    assert heads
    assert all(rows[at - 1].count("|") == rows[at].count("|") == rows[at + 1].count("|") for at in heads)
    assert any("1.00% typst-scheherazade-1p-3-removed-none" in row for row in rows)


def test_the_families_of_a_file_are_left_out() -> None:
    assert "LiberationSerif" in families_in(HONEST)
    everything = len(atlas.shipped().points)
    with unseen(("LiberationSerif",)):
        assert len(atlas.shipped().points) < everything
    assert len(atlas.shipped().points) == everything


def test_a_file_that_is_refused_is_an_empty_text_for_review(tmp_path: Path) -> None:
    path = tmp_path / "bad.pdf"
    path.write_bytes(b"%PDF-1.4 nothing")
    answer = read(path)
    assert answer.failure
    assert answer.needs_review
    assert answer.text == ""


@pytest.mark.parametrize("name", peers.available())
def test_a_peer_reads_an_honest_file(name: str) -> None:
    text = peers.read(name, HONEST)
    assert sum("\u0600" <= char <= "\u06ff" for char in text) > 1000


def test_a_peer_that_fails_has_read_nothing(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"nothing")
    assert all(peers.read(name, tmp_path / "bad.pdf") == "" for name in peers.available())
