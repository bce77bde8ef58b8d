"""Every fixture from file to document: valid, complete, the same each time, and no worse than it has been."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from benchmarks.structure_golden import BASELINE, FIXTURES, golden_document, golden_path, read_truth, sources
from warraq import extract, inspect, repair_text
from warraq.emit.formats.json import published_schema, read_document, to_data, to_json
from warraq.emit.report.compare import compare
from warraq.emit.report.floors import read_floors, regressions
from warraq.model.document import Document, normal_text

NAMES = sorted(sources())
PDFS = sorted(path.relative_to(FIXTURES).as_posix() for path in (FIXTURES / "pdf").glob("*.pdf"))
ALL = sorted({*NAMES, *PDFS})


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    """Each fixture extracted once, when a test first asks for it."""

    class Extracted(dict[str, Document]):
        def __missing__(self, name: str) -> Document:
            self[name] = extract(FIXTURES / name)
            return self[name]

    return Extracted()


@pytest.mark.parametrize("name", ALL)
def test_the_output_is_valid(documents: dict[str, Document], name: str) -> None:
    jsonschema.Draft202012Validator(json.loads(published_schema())).validate(to_data(documents[name]))


@pytest.mark.parametrize("name", ALL)
def test_ids_are_unique_and_text_is_normal(documents: dict[str, Document], name: str) -> None:
    nodes = list(documents[name].walk())
    assert nodes
    assert len({node.id for node in nodes}) == len(nodes)
    for node in nodes:
        assert node.content == normal_text(node.content)
        words = node.content.split()
        assert all(words[doubt.index] == doubt.word for doubt in node.uncertain)


@pytest.mark.parametrize("name", NAMES)
def test_a_second_run_in_another_process_gives_the_same_bytes(
    documents: dict[str, Document], name: str, tmp_path: Path
) -> None:
    out = tmp_path / "again.json"
    command = [sys.executable, "-m", "warraq", "extract", "-q", str(FIXTURES / name), "-o", str(out)]
    # Products of matrices come out a little otherwise by how many threads share them: no figure may show that.
    subprocess.run(command, check=True, env=os.environ | {"OPENBLAS_NUM_THREADS": "3"})
    assert out.read_bytes() == to_json(documents[name]).encode()


@pytest.mark.parametrize("name", NAMES)
def test_no_figure_is_worse_than_its_floor(documents: dict[str, Document], name: str) -> None:
    floors = read_floors(BASELINE)[Path(name).name]
    golden = read_document(golden_path(FIXTURES / name))
    assert regressions(floors, compare(golden, documents[name])) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_golden_document_is_that_of_the_true_text(name: str) -> None:
    entry = sources()[name]
    fixture = FIXTURES / name
    true = golden_document(fixture, read_truth(FIXTURES / "truth" / entry["truth"]), entry["metadata"])
    assert golden_path(fixture).read_text(encoding="utf-8") == to_json(true)


@pytest.mark.parametrize("name", NAMES)
def test_the_metadata_is_right(documents: dict[str, Document], name: str) -> None:
    true = sources()[name]["metadata"]
    metadata = documents[name].metadata
    assert metadata.symbol == true["symbol"]
    assert metadata.job_number == true["job_number"]
    assert list(metadata.meeting_dates) == true["meeting_dates"]
    for field in ("language", "organ", "date", "distribution", "original_language"):
        assert field not in true or getattr(metadata, field) == true[field]


def test_inspect_names_the_fonts_that_lie() -> None:
    inspection = inspect(FIXTURES / "pdf" / "ctoc-cop-wg7-2020-4.pdf")
    assert inspection.pages == 10
    assert inspection.enciphered
    assert any(font.verdict == "wrong_map" and font.repaired > 20 for font in inspection.fonts)
    assert any(finding.fault == "wrong_map" for finding in inspection.findings)


def test_an_honest_file_is_left_alone() -> None:
    inspection = inspect(FIXTURES / "pdf" / "honest.pdf")
    assert not inspection.enciphered
    assert all(font.repaired == 0 for font in inspection.fonts)


def test_a_sound_text_comes_back_as_it_is() -> None:
    rows = read_truth(FIXTURES / "truth" / "ctoc-cop-wg7-2020-4.tsv")
    text = "\n\n".join(row.text for row in rows) + "\n"
    assert repair_text(text) == text


def test_the_two_forms_of_the_honest_truth_agree() -> None:
    truth = FIXTURES / "truth"
    printed = (truth / "honest.txt").read_text(encoding="utf-8").splitlines()
    lines = []
    for row in read_truth(truth / "honest.tsv"):
        label = f"({row.number}) " if row.kind == "item" else f"{row.number}- " if row.number else ""
        lines.append(label + row.text)
    assert lines == [line for line in printed if line.strip()]
