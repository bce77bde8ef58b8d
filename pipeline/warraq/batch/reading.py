"""An archive for a caller of the library: the call that ``warraq batch`` makes, with its defaults."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from warraq.config import DEFAULT, Config

if TYPE_CHECKING:
    from warraq.batch.archive import Tally


def read_archive(
    inputs: Iterable[str | os.PathLike[str]],
    folder: str | os.PathLike[str],
    *,
    form: Literal["jsonl", "parquet"] = "jsonl",
    workers: int = 0,
    password: str | None = None,
    config: Config = DEFAULT,
    retry_failed: bool = False,
    progress: Callable[[Tally], None] | None = None,
) -> Tally:
    """Read many documents into a folder, each in a process that may fail without the others. It goes on where an
    earlier call with the same folder and settings was broken off.

    Call it below ``if __name__ == "__main__":``, for its processes begin by importing the module that calls.

    Args:
        inputs: files, folders (every PDF below them), patterns such as ``un/**/*.pdf``, or URLs that fsspec knows.
        folder: gets ``documents-00001.jsonl`` (or ``.parquet``) and so on, a document a line, and ``ledger.jsonl``,
            which says of each input what came of it.
        form: what is written; Parquet has the facts of a document in columns, and itself as JSON.
        workers: processes; 0 is one a core.
        password: tried on every encrypted PDF.
        config: thresholds and limits, those of time and memory a document too. Words are not kept.
        retry_failed: read again what failed in an earlier call.
        progress: called after each input.

    Raises:
        NotReadable: the folder can't be written, or its ledger is damaged.
        UsageError: the folder holds documents of other settings.
    """
    from dataclasses import replace

    from warraq.batch.archive import run_archive
    from warraq.batch.inputs import expand
    from warraq.batch.pool import Pool
    from warraq.batch.settings import Settings

    settings = Settings(replace(config, words=False), password)
    tell = progress or (lambda tally: None)
    names = expand(os.fspath(name) for name in inputs)
    pool = Pool(settings, workers)
    return run_archive(names, Path(folder), settings, pool, form=form, retry_failed=retry_failed, tell=tell)
