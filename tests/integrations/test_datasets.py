"""Parquet, as Hugging Face's datasets reads it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from datasets import Dataset, disable_progress_bars, load_dataset

from tests.integrations.files import DOUBTFUL, REPORT
from warraq import Document, extract

disable_progress_bars()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two files, and what ``extract`` and ``batch`` make of them."""
    place = tmp_path_factory.mktemp("archive")
    for file in (REPORT, DOUBTFUL):
        shutil.copy(file, place)
    for command in (
        ["extract", "-f", "parquet", "-o", str(place / "nodes")],
        ["batch", "-f", "parquet", "-o", str(place / "documents")],
    ):
        subprocess.run(
            [sys.executable, "-m", "warraq", *command, str(place / REPORT.name), str(place / DOUBTFUL.name)], check=True
        )
    return place


def loaded(place: Path, cache: Path) -> Dataset:
    return load_dataset("parquet", data_files=str(place / "*.parquet"), split="train", cache_dir=str(cache))


def test_nodes_are_rows(folder: Path, tmp_path: Path) -> None:
    rows = loaded(folder / "nodes", tmp_path)
    report = extract(REPORT)
    of_report = rows.filter(lambda row: row["file"] == REPORT.name)
    assert [row["text"] for row in of_report if row["kind"] == "item"] == [
        node.content for node in report.walk() if node.kind == "item"
    ]
    assert sum(len(row["uncertain"]) for row in rows) >= extract(DOUBTFUL, ocr="auto").quality.uncertain


def test_documents_are_rows(folder: Path, tmp_path: Path) -> None:
    rows = loaded(folder / "documents", tmp_path)
    assert len(rows) == 2
    documents = {document.source.file: document for document in map(Document.from_json, rows["document"])}
    assert documents.keys() == {REPORT.name, DOUBTFUL.name}
    assert json.loads(documents[REPORT.name].to_json()) == json.loads(extract(REPORT).to_json())
