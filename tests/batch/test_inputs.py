"""Which documents an argument stands for."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path
from typing import Any

import pytest

from warraq.batch.inputs import expand, fetched, sha256_of
from warraq.errors import LimitExceeded, NotReadable, UsageError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.pdf", "a.PDF", "notes.txt", "deep/er/c.pdf"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"%PDF-1.4 " + name.encode())
    return tmp_path


def test_a_folder_is_every_pdf_below_it_in_the_order_of_names(folder: Path) -> None:
    assert [Path(name).name for name in expand([str(folder)])] == ["a.PDF", "b.pdf", "c.pdf"]


def test_a_pattern_takes_what_it_says(folder: Path) -> None:
    assert [Path(name).name for name in expand([f"{folder}/**/*.pdf"])] == ["b.pdf", "c.pdf"]
    assert [Path(name).name for name in expand([f"{folder}/*.txt"])] == ["notes.txt"]


def test_a_name_with_brackets_that_is_there_is_no_pattern(folder: Path) -> None:
    strange = folder / "report[1].pdf"
    strange.write_bytes(b"%PDF-")
    assert list(expand([str(strange)])) == [str(strange)]


def test_a_list_on_stdin_may_hold_all_of_these(folder: Path) -> None:
    lines = f"{folder}/b.pdf\n\n{folder}/deep\r\nmissing.pdf\n".encode()
    inputs = list(expand(["-"], io.BytesIO(lines)))
    assert [Path(name).name for name in inputs] == ["b.pdf", "c.pdf", "missing.pdf"]


def test_a_list_may_end_its_names_with_nul(folder: Path) -> None:
    odd = folder / "two\nlines.pdf"
    odd.touch()
    listed = b"\0".join(os.fsencode(path) for path in (odd, folder / "no-such.pdf")) + b"\0"
    assert list(expand(["-"], io.BytesIO(listed), null=True)) == [str(odd), str(folder / "no-such.pdf")]
    with (folder / "list").open("wb+") as stream:
        stream.write(listed)
        stream.seek(0)
        assert list(expand(["-"], stream, null=True)) == [str(odd), str(folder / "no-such.pdf")]


def test_names_need_not_be_utf_8(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xd3.pdf"
    Path(os.fsdecode(path)).write_bytes(b"%PDF-")
    assert [os.fsencode(name) for name in expand([str(tmp_path)])] == [path]
    assert [os.fsencode(name) for name in expand(["-"], io.BytesIO(path + b"\n"))] == [path]


def test_links_that_lead_in_a_circle_are_not_followed(folder: Path) -> None:
    (folder / "deep" / "loop").symlink_to(folder)
    assert len(list(expand([str(folder)]))) == 3


def test_a_folder_that_cannot_be_listed_is_reported(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed, scan = str(folder / "deep"), os.scandir

    def refuse(path: str) -> Any:
        if path == closed:
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert list(expand([str(folder)])) == [str(folder / "a.PDF"), str(folder / "b.pdf"), closed]
    with pytest.raises(NotReadable, match="can't be listed"):
        sha256_of(Path(closed), 100)


@pytest.mark.parametrize(
    "name", ["gone[1].pdf", "gone/**/*.pdf", "x" * 5000, "x" * 5000 + "*", "a\0b.pdf", "a\0/*.pdf"]
)
def test_what_is_not_there_is_reported(folder: Path, name: str) -> None:
    missing = f"{folder}/{name}"
    assert list(expand([missing, str(folder / "b.pdf")])) == [missing, str(folder / "b.pdf")]
    with pytest.raises(NotReadable):
        sha256_of(Path(missing), 100)


def test_a_pattern_of_urls_that_nothing_fits_is_reported(folder: Path) -> None:
    assert list(expand([f"file://{folder}/*.gone"])) == [f"file://{folder}/*.gone"]


def test_urls_are_listed_and_fetched(folder: Path) -> None:
    names = list(expand([f"file://{folder}"]))
    assert [name.rpartition("/")[2] for name in names] == ["a.PDF", "b.pdf", "c.pdf"]
    with fetched(names[1], 100) as path:
        assert path.name == "b.pdf"
        assert path.read_bytes() == b"%PDF-1.4 b.pdf"
    assert not path.exists()


def test_a_url_that_gives_too_much_is_cut_off(folder: Path) -> None:
    with pytest.raises(LimitExceeded), fetched(f"file://{folder}/b.pdf", 4):
        pass


def test_a_url_that_leads_nowhere(folder: Path) -> None:
    with pytest.raises(NotReadable), fetched(f"file://{folder}/none.pdf", 100):
        pass
    with pytest.raises(UsageError):
        list(expand(["nosuchscheme://host/a.pdf"]))


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.pdf"
    os.mkfifo(pipe)
    with pytest.raises(NotReadable, match="not a file"):
        sha256_of(pipe, 100)
    with pytest.raises(NotReadable):
        sha256_of(Path("a\0b.pdf"), 100)
