"""Tables of fitted weights, as the scripts that fit them write them: a name, a tab and a number a line."""

from __future__ import annotations

from pathlib import Path


def read_weights(path: Path) -> dict[str, float]:
    """The weight of each feature in the table at ``path``; lines that begin with ``#`` say where they are from."""
    rows = (row.split("\t") for row in path.read_text("utf-8").splitlines() if not row.startswith("#"))
    return {name: float(written) for name, written in rows}
