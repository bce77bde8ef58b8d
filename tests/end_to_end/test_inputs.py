"""Whatever a file is given as, what comes of it is the same."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO, FileIO
from pathlib import Path
from zipfile import ZipFile

import pdfplumber
import pikepdf
import pytest

import warraq
from warraq import Document, Readable, WarraqError, extract, heal, inspect
from warraq.run import review

FIXTURES = Path(__file__).parents[2] / "fixtures"
SOUND = FIXTURES / "pdf" / "honest.pdf"
ENCRYPTED = FIXTURES / "pdf" / "bad" / "encrypted.pdf"


def read_to_its_end(path: Path) -> BytesIO:
    stream = BytesIO()
    stream.write(path.read_bytes())
    return stream


def in_an_archive(path: Path, folder: Path) -> Readable:
    with ZipFile(folder / "a.zip", "w") as archive:
        archive.write(path, path.name)
    return ZipFile(folder / "a.zip").open(path.name)


def in_a_pipe(path: Path, folder: Path) -> FileIO:
    """Something that gives a little at a time, and never goes back."""
    end, begin = os.pipe()

    def write() -> None:
        with os.fdopen(begin, "wb") as stream:
            stream.write(path.read_bytes())

    threading.Thread(target=write).start()
    return FileIO(end)


FORMS: dict[str, Callable[[Path, Path], Readable]] = {
    "name": lambda path, _: str(path),
    "bytes": lambda path, _: path.read_bytes(),
    "bytearray": lambda path, _: bytearray(path.read_bytes()),
    "memoryview": lambda path, _: memoryview(path.read_bytes()),
    "file": lambda path, _: path.open("rb"),
    "BytesIO at its end": lambda path, _: read_to_its_end(path),
    "member of an archive": in_an_archive,
    "pipe": in_a_pipe,
    "pdfplumber": lambda path, _: pdfplumber.open(path),
    "pdfplumber of bytes": lambda path, _: pdfplumber.open(BytesIO(path.read_bytes())),
}


@pytest.fixture(scope="module")
def sound() -> Document:
    return extract(SOUND)


@pytest.mark.parametrize("form", FORMS)
def test_a_pdf_reads_the_same_in_every_form(form: str, sound: Document, tmp_path: Path) -> None:
    assert extract(FORMS[form](SOUND, tmp_path), name=SOUND.name) == sound


def test_a_pikepdf_reads_as_it_would_be_saved(sound: Document, tmp_path: Path) -> None:
    with pikepdf.open(SOUND) as pdf:
        whole = extract(pdf)
        assert (whole.source.file, whole.body) == (SOUND.name, sound.body)
        assert extract(pdf).source.sha256 == whole.source.sha256, "it is saved as the same bytes each time"
        del pdf.pages[1:]
        first = extract(pdf, force=True)
        pdf.save(tmp_path / "first.pdf", deterministic_id=True)
    assert first == extract(tmp_path / "first.pdf", name=SOUND.name, force=True)
    assert first.source.pages == 1


def test_passwords_that_others_opened_a_file_with_open_it_here() -> None:
    expected = extract(ENCRYPTED, password="warraq")
    with pdfplumber.open(ENCRYPTED, password="warraq") as plumbed:
        assert extract(plumbed) == expected
    with pikepdf.open(ENCRYPTED, password="warraq") as piked:
        assert extract(piked).body == expected.body
    with pytest.raises(WarraqError, match="encrypted"):
        extract(ENCRYPTED.read_bytes())


def test_whoever_opened_a_file_may_go_on_reading_it() -> None:
    with SOUND.open("rb") as stream:
        stream.seek(5)
        inspect(stream)
        assert stream.tell() == 5
    with pdfplumber.open(SOUND) as pdf:
        inspect(pdf)
        assert pdf.pages[0].chars


def test_a_dump_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    text = "المادة 1\n\nتسري أحكام هذا القانون على العقود كلها.\n"
    path = tmp_path / "dump.txt"
    path.write_text(text, encoding="utf-8")
    assert extract(text.encode(), name="dump.txt") == extract(path)
    assert extract(path).source.engine == "text"
    assert inspect(BytesIO(text.encode())) == replace(inspect(path), file="document")


def test_what_has_no_name_is_called_document() -> None:
    assert extract(SOUND.read_bytes()).source.file == "document"
    assert extract(SOUND.open("rb")).source.file == SOUND.name
    assert extract(SOUND, name="https://example.org/a/b.pdf").source.file == "b.pdf"


def test_bytes_are_healed_and_shown_as_a_file_is(tmp_path: Path) -> None:
    faulty = FIXTURES / "pdf" / "gazette-damaged.pdf"
    assert heal(faulty, tmp_path / "a.pdf") == heal(faulty.read_bytes(), tmp_path / "b.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    out = BytesIO()
    heal(faulty, out)
    assert out.getvalue() == (tmp_path / "a.pdf").read_bytes()
    assert review(SOUND.read_bytes(), name=SOUND.name) == review(SOUND)


@pytest.mark.parametrize(
    ("command", "out"),
    [
        (["extract", "-", "-q"], None),
        (["inspect", "-", "--json"], None),
        (["heal", "-", "-q", "-o"], "healed.pdf"),
        (["review", "-", "-q", "-o"], "proof.html"),
        (["heal", "-", "-q", "-o", "-"], None),
        (["review", "-", "-q", "-o", "-"], None),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, list) else "",
)
def test_commands_read_stdin_for_a_dash(command: list[str], out: str | None, tmp_path: Path) -> None:
    path = tmp_path / "stdin"
    shutil.copy(SOUND, path)

    def made(arguments: list[str]) -> bytes:
        run = [sys.executable, "-m", "warraq", *arguments, *([str(tmp_path / out)] if out else [])]
        done = subprocess.run(run, input=SOUND.read_bytes(), capture_output=True, check=True)
        return (tmp_path / out).read_bytes() if out else done.stdout

    assert made(command) == made([command[0], str(path), *command[2:]])


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="no /dev/fd")
def test_a_pipe_that_has_a_path_is_read_once(sound: Document, tmp_path: Path) -> None:
    stream = in_a_pipe(SOUND, tmp_path)
    assert extract(f"/dev/fd/{stream.fileno()}", name=SOUND.name) == sound


#: What a user may write; each line is checked by mypy as it stands.
SCRIPT = """
import io
import os
from pathlib import Path
from typing import BinaryIO

import pdfplumber
import pikepdf

from warraq import Document, Readable, extract, heal, inspect


def read(given: Readable) -> Document:
    return extract(given, name="a.pdf")


def each(path: Path, opened: BinaryIO, entry: os.DirEntry[str]) -> list[Document]:
    with pikepdf.open(path) as pdf, pdfplumber.open(path) as plumbed, path.open("rb") as stream:
        forms = [read(pdf), read(plumbed), read(plumbed.stream), read(stream)]
        heal(pdf, path)
        inspect(plumbed)
    return [*forms, read(str(path)), read(path), read(entry), read(opened), read(b""), read(io.BytesIO(b""))]


extract(3)  # wrong
extract(io.StringIO(""))  # wrong
"""


def test_a_users_script_is_typed(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    environment = os.environ | {"MYPYPATH": str(Path(warraq.__file__).parents[1])}
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path), "--config-file", "", "script.py"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    wrong = [number for number, line in enumerate(SCRIPT.split("\n"), 1) if line.endswith("# wrong")]
    of_script = [line for line in done.stdout.splitlines() if line.startswith("script.py:") and " error: " in line]
    assert [int(line.split(":")[1]) for line in of_script] == wrong, done.stdout
