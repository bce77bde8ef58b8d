"""What kinds of evidence are worth: a row for each that is left out, a column for each kind of file."""

from __future__ import annotations

from contextlib import nullcontext

import pytest

from benchmarks import ablation, unseen_faces
from benchmarks.ablation import COLUMNS, FILES, lines, unseen_lines
from benchmarks.corpus.build import Case
from benchmarks.matrix import Result
from benchmarks.reading import Read
from benchmarks.scores import Scores
from warraq.config import EVIDENCE, Config


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Case, frozenset[str]]]:
    """What was asked for; a file is misread by one in a hundred for each kind of evidence that is left out."""
    asked: list[tuple[Case, frozenset[str]]] = []

    def measure(case: Case, with_peers: bool, config: Config) -> Result:
        assert not with_peers
        asked.append((case, frozenset(config.evidence)))
        ours = Scores(0.01 * len(EVIDENCE - config.evidence), 0.0, 1.0, 1)
        return Result(case, "", ours, Read("", (), (), False), {})

    monkeypatch.setattr(ablation, "measure", measure)
    monkeypatch.setattr(ablation, "as_shown", lambda result: result)
    monkeypatch.setattr(unseen_faces, "known", lambda _: nullcontext())
    return asked


def cells(row: str) -> list[str]:
    return row.strip("| ").split(" | ")


def test_each_kind_of_evidence_is_left_out_once(measured: list[tuple[Case, frozenset[str]]]) -> None:
    head, _, every, *rows = lines()
    assert cells(head) == ["CER", *COLUMNS]
    assert cells(every) == ["all evidence", *["0.00%"] * len(COLUMNS)]
    assert [cells(row)[0] for row in rows] == [f"without {name}" for name in sorted(EVIDENCE)]
    assert {cell for row in rows for cell in cells(row)[1:]} == {"1.00%"}
    assert len(measured) == (len(EVIDENCE) + 1) * len(COLUMNS) * len(FILES)


def test_unseen_faces_are_told_apart_by_their_dots_and_those_in_colours_left_out(
    measured: list[tuple[Case, frozenset[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Result] = []

    def as_shown(result: Result) -> Result:
        seen.append(result)
        return result

    monkeypatch.setattr(ablation, "as_shown", as_shown)
    head, *_ = unseen_lines(["mirza", "cairo", "cairo-play"])
    assert sorted(cells(head)[1:]) == [
        "dots apart, no map", "dots apart, wrong map", "others, no map", "others, wrong map",
    ]  # fmt: skip
    assert {case.face for case, _ in measured} == {"mirza", "cairo"}
    assert len(seen) == len(measured) == 4 * (len(EVIDENCE) + 1)
