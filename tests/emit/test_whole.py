"""Files are written whole or not at all, to wherever they are asked for."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from warraq.emit.whole import write_pieces_whole, write_whole
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


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(NotReadable):
        write_whole("one", tmp_path)
    assert not list(tmp_path.iterdir())
