"""Damaged files that Cairo has written anew, as "print to a file" does: it takes their maps for true."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.structure_golden import FIXTURES, golden_path
from warraq.decipher.glyph import parameters
from warraq.decipher.glyph.candidates.candidates import Candidates, LabelIndex, Sight, from_outlines
from warraq.decipher.glyph.search import solve
from warraq.decipher.glyph.signs import sign_outlines
from warraq.emit.formats.json import read_document
from warraq.emit.formats.printed import measured_text
from warraq.emit.report.compare import character_error_rate, compare
from warraq.fonts.outlines.atlas import Atlas
from warraq.fonts.outlines.outline import FEW_GLYPHS, OutlineEvidence, Use, outline_evidence
from warraq.model.font import Font
from warraq.run import extract

NAMES = ("agenda", "gazette", "law", "letter", "report-tables", "resolution", "treaty")


@pytest.mark.parametrize("name", [f"{name}-damaged.pdf" for name in NAMES])
def test_glyphs_that_are_set_apart_as_latin_are_read_by_their_ink(name: str, tmp_path: Path) -> None:
    """What a wrong map calls a bracket or a space goes to a font of its own, whose tables say the same."""
    source = FIXTURES / "pdf" / name
    subprocess.run(["pdftocairo", "-pdf", source, tmp_path / name], check=True)
    golden, document = read_document(golden_path(source)), extract(tmp_path / name)
    compared = compare(golden, document)
    assert (compared.unflagged, compared.structure_f1) == (0, 1.0)
    assert character_error_rate(measured_text(golden), measured_text(document)) < 0.002


def test_a_font_of_one_or_two_glyphs_is_as_tall_as_what_most_is_set_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their own tops don't tell: a comma that the face lacks, or a full stop that stands in a font of its own."""
    tall: dict[int, list[float]] = {}
    kept: set[int] = set()

    def measured(font: Font, uses: Sequence[Use], book: Atlas, beside: float = 0.0) -> OutlineEvidence | None:
        evidence = outline_evidence(font, uses, book, beside)
        if evidence is not None:
            tall.setdefault(len(uses), []).append(beside)
        return evidence

    def proposed(
        loglik: NDArray[np.float32], index: LabelIndex, sight: Sight, most: int = parameters.Candidates.KEPT
    ) -> list[Candidates]:
        kept.add(most)
        assert most == parameters.Candidates.KEPT or len(loglik) < 10
        return from_outlines(loglik, index, sight, most)

    monkeypatch.setattr(sign_outlines, "outline_evidence", measured)
    monkeypatch.setattr(solve, "from_outlines", proposed)
    source, copy = FIXTURES / "pdf" / "gazette-damaged.pdf", tmp_path / "gazette.pdf"
    subprocess.run(["pdftocairo", "-pdf", source, copy], check=True)
    extract(copy)
    assert kept == {parameters.Candidates.KEPT, parameters.Solve.KEPT_OF_FEW}
    few = [value for count, values in tall.items() if count < FEW_GLYPHS for value in values]
    assert few
    assert all(0.4 < value < 0.6 for value in few)  # Scheherazade
    assert {value for count, values in tall.items() if count >= FEW_GLYPHS for value in values} == {0.0}
