"""A small archive for tests: honest documents that differ in nothing but their digest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

HONEST = Path(__file__).parents[2] / "fixtures" / "pdf" / "honest.pdf"


def make_archive(folder: Path, count: int) -> list[str]:
    """``count`` PDFs in ``folder``; a comment behind the end makes each a file of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    data = HONEST.read_bytes()
    paths = [folder / f"{number:03}.pdf" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_bytes(data + b"%%%d\n" % number)
    return [str(path) for path in paths]


def ledger(folder: Path) -> list[dict[str, Any]]:
    """The ledger's entries, without its first line."""
    lines = (folder / "ledger.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines[1:]]


def documents(folder: Path) -> list[dict[str, Any]]:
    """All documents of the finished JSON lines parts."""
    parts = sorted(folder.glob("documents-*.jsonl"))
    return [json.loads(line) for part in parts for line in part.read_text(encoding="utf-8").splitlines()]


def expect_each_once(folder: Path, names: list[str]) -> None:
    """Every input is in the ledger once and done, every document is there once, and nothing is left half written."""
    entries = ledger(folder)
    assert sorted(entry["input"] for entry in entries) == sorted(names)
    assert {entry["status"] for entry in entries} == {"done"}
    digests = [document["source"]["sha256"] for document in documents(folder)]
    assert sorted(digests) == sorted(entry["sha256"] for entry in entries)
    assert list(folder.glob("*.partial")) == []
