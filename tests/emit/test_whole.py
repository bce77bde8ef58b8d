"""Files are written whole or not at all, to wherever they are asked for."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from warraq.emit.whole import write_bytes_whole, write_pieces_whole, write_whole
from warraq.errors import NotReadable


def test_a_file_takes_the_place_of_another(tmp_path: Path) -> None:
    path = tmp_path / "new" / "out.json"
    write_whole("one", path)
    write_whole("two", path)
    assert path.read_text("utf-8") == "two"
    assert [p.name for p in path.parent.iterdir()] == ["out.json"]


def test_what_breaks_off_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    write_whole("one", path)

    def pieces() -> Iterator[str]:
        yield "tw"
        raise KeyError

    with pytest.raises(KeyError):
        write_pieces_whole(pieces(), path)
    assert path.read_text("utf-8") == "one"
    assert [p.name for p in tmp_path.iterdir()] == ["out.json"]


def test_a_link_keeps_pointing_where_it_does(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    link.symlink_to(target)
    for text in "one", "two":
        write_whole(text, link)
        assert link.is_symlink()
        assert target.read_text("utf-8") == text


def test_links_that_lead_to_each_other_stay_what_they_are(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.symlink_to(other)
    other.symlink_to(one)
    with pytest.raises(NotReadable):
        write_whole("one", one)
    assert one.readlink() == other
    assert other.readlink() == one
    assert len(list(tmp_path.iterdir())) == 2


def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    write_whole("one", pipe)
    reader.join(10)
    assert read == [b"one"]
    assert pipe.is_fifo()


@pytest.fixture
def umask() -> Iterator[None]:
    before = os.umask(0o027)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_has_what_the_umask_leaves(tmp_path: Path, umask: None) -> None:
    write_whole("one", tmp_path / "out")
    assert mode(tmp_path / "out") == 0o640


@pytest.mark.parametrize("before", [0o600, 0o664, 0o400])
def test_a_file_that_is_replaced_keeps_its_mode(before: int, tmp_path: Path, umask: None) -> None:
    path = tmp_path / "out"
    path.write_text("one")
    path.chmod(before)
    write_whole("two", path)
    assert path.read_text() == "two"
    assert mode(path) == before


@pytest.mark.parametrize(("source", "copied"), [(0o600, 0o600), (0o644, 0o640), (0o666, 0o640), (0o444, 0o440)])
def test_a_copy_is_open_to_nobody_who_cannot_read_what_it_is_a_copy_of(
    source: int, copied: int, tmp_path: Path, umask: None
) -> None:
    path = tmp_path / "source"
    path.touch()
    path.chmod(source)
    write_bytes_whole(b"two", tmp_path / "out", copy_of=path)
    assert mode(tmp_path / "out") == copied


def test_while_it_is_written_nobody_sees_what_replaces_a_private_file(tmp_path: Path, umask: None) -> None:
    path = tmp_path / "out"
    path.touch()
    path.chmod(0o600)
    seen: list[int] = []

    def pieces() -> Iterator[str]:
        seen.extend(mode(partial) for partial in tmp_path.iterdir())
        yield "two"

    write_pieces_whole(pieces(), path)
    assert seen == [0o600, 0o600]


def test_a_long_name_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("\N{ARABIC LETTER MEEM}" * 120)
    write_whole("one", path)
    assert path.read_text() == "one"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(NotReadable):
        write_whole("one", tmp_path)
    assert not list(tmp_path.iterdir())
