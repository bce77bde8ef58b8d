"""Run the cells of ``docs/notebook.ipynb`` and keep what they show.

python -m tools.notebook
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import nbformat
from nbclient import NotebookClient

from warraq.emit.whole import write_whole

NOTEBOOK: Final = Path(__file__).resolve().parents[1] / "docs" / "notebook.ipynb"
_SECONDS: Final = 120


def kept() -> Any:
    """The notebook as it is kept."""
    return nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]


def run() -> Any:
    """The notebook, its cells run anew in its folder. Raises ``nbclient``'s CellExecutionError where one fails."""
    notebook = kept()
    NotebookClient(notebook, timeout=_SECONDS, resources={"metadata": {"path": str(NOTEBOOK.parent)}}).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)  # the times
    notebook.metadata.language_info = {"name": "python"}  # not the version of this machine
    return notebook


def main() -> None:
    text = nbformat.writes(run())  # type: ignore[no-untyped-call]
    write_whole(text.rstrip("\n") + "\n", NOTEBOOK)


if __name__ == "__main__":
    main()
