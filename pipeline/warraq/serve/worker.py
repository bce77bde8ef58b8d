"""A process that reads one document, or heals it, and ends: ``python -m warraq.serve.worker FOLDER``.

What to do is a line of JSON on stdin. What it makes are files in the folder; how far it is, and how it ended, are
lines of JSON on stdout.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from warraq.batch.settings import Failure, failure_of
from warraq.config import DEFAULT, Config, Ocr

#: Names of the files in the folder of a document.
INPUT, DOCUMENT, PROOF, HEALED, CORRECTIONS = "input", "document.json", "proof.html", "healed.pdf", "corrections.json"
#: The limits that a server may set.
LIMITS: Final = ("file_bytes", "pages", "seconds_per_document", "memory_bytes")


def main() -> None:
    folder = Path(sys.argv[1])
    asked = json.loads(sys.stdin.readline())
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)  # what a library prints is no message
    ended: dict[str, Any] = {"ended": True}
    try:
        _do(folder, asked, lambda stage, done, total: print(json.dumps([stage, done, total]), file=out))
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is told
        failure: Failure = failure_of(error)
        ended["error"] = {
            "kind": failure.kind, "message": failure.message, "exit_code": failure.exit_code, "help": failure.help,
        }  # fmt: skip
    print(json.dumps(ended), file=out)


def _do(folder: Path, asked: dict[str, Any], tell: Any) -> None:
    from warraq.confined import confine

    limits = replace(DEFAULT.limits, **{name: asked[name] for name in LIMITS})
    confine(limits.memory_bytes)
    ocr = asked["ocr"]
    config = replace(DEFAULT, limits=limits, ocr=Ocr(ocr["pages"], tuple(ocr["languages"]), ocr["workers"]))
    if asked["act"] == "heal":
        _heal(folder, asked, config, tell)
    else:
        _read(folder, asked, config, tell)


def _corrections(folder: Path) -> Any:
    from warraq.decipher.corrections import read_corrections

    path = folder / CORRECTIONS
    return read_corrections(path) if path.exists() else None


def _read(folder: Path, asked: dict[str, Any], config: Config, tell: Any) -> None:
    from warraq import run
    from warraq.extract.objects.source import read_input

    source = read_input(folder / INPUT, config.limits, name=asked["name"], password=asked["password"])
    corrections = _corrections(folder)
    if source.kind == "pdf":
        reading = run.read_pdf(source, config=config, progress=tell, corrections=corrections)
        tell("pictures", 0, 0)
        document, sheet = reading.document, run.sheet_of_pdf(source, reading, config)
    else:
        dump = run.read_text(source, config, tell, corrections)
        document, sheet = dump.document, run.sheet_of_dump(source, dump)
    (folder / PROOF).write_text(sheet, encoding="utf-8")
    document.save(folder / DOCUMENT, words=True)


def _heal(folder: Path, asked: dict[str, Any], config: Config, tell: Any) -> None:
    from warraq import run

    run.heal(
        folder / INPUT,
        folder / HEALED,
        name=asked["name"],
        password=asked["password"],
        config=config,
        progress=tell,
        corrections=_corrections(folder),
        tags=asked["tags"],
    )


if __name__ == "__main__":
    main()
