"""The folder and its ledger: what is said to be done is there, whatever breaks off the writing."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest

from warraq.batch import ledger as ledger_module
from warraq.batch import store as store_module
from warraq.batch.store import Store
from warraq.errors import NotReadable, UsageError

from .archive import documents, ledger


def document(number: int) -> bytes:
    source = {"file": "a.pdf", "sha256": f"{number:064x}", "pages": 1, "engine": "test"}
    quality = {"words": 3, "uncertain": 0, "confidence": 1.0, "needs_review": False}
    return json.dumps({"source": source, "metadata": {"language": "ar"}, "quality": quality}).encode()


def entry(number: int) -> dict[str, Any]:
    return {"input": f"{number}.pdf", "status": "done", "sha256": f"{number:064x}"}


def fill(folder: Path, numbers: range, form: str = "jsonl") -> None:
    store = Store(folder, form, "settings")
    for number in numbers:
        store.put(document(number), entry(number))
    store.close()


def test_a_second_run_adds_another_part(tmp_path: Path) -> None:
    fill(tmp_path, range(2))
    fill(tmp_path, range(2, 5))
    assert sorted(path.name for path in tmp_path.glob("documents*")) == [
        "documents-00001.jsonl",
        "documents-00002.jsonl",
    ]
    assert [document["source"]["sha256"] for document in documents(tmp_path)] == [
        f"{number:064x}" for number in range(5)
    ]


def test_a_full_part_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "JSONL_BYTES", 2 * len(document(0)))
    fill(tmp_path, range(5))
    assert len(list(tmp_path.glob("documents-*.jsonl"))) == 3
    assert len(documents(tmp_path)) == 5


def test_what_the_ledger_does_not_name_is_cut_off(tmp_path: Path) -> None:
    store = Store(tmp_path, "jsonl", "settings")
    store.put(document(1), entry(1))
    # A crash: the second document is half written, the ledger's line of it has only begun.
    os.close(store._lock)
    partial = tmp_path / "documents-00001.jsonl.partial"
    with partial.open("ab") as stream:
        stream.write(document(2)[:20])
    with (tmp_path / "ledger.jsonl").open("ab") as stream:
        stream.write(b'{"input": "2.p')

    again = Store(tmp_path, "jsonl", "settings")
    assert again.ledger.holds(f"{1:064x}")
    assert not again.ledger.holds(f"{2:064x}")
    again.put(document(2), entry(2))
    again.close()
    assert [document["source"]["sha256"] for document in documents(tmp_path)] == [f"{number:064x}" for number in (1, 2)]
    assert len(ledger(tmp_path)) == 2


def test_a_part_that_the_ledger_does_not_name_is_deleted(tmp_path: Path) -> None:
    fill(tmp_path, range(1))
    (tmp_path / "documents-00007.jsonl").write_bytes(document(7) + b"\n")
    fill(tmp_path, range(1, 2))
    assert len(documents(tmp_path)) == 2


def test_what_a_loss_of_power_took_is_read_again(tmp_path: Path) -> None:
    """The ledger reached the disk, the end of the documents didn't. What the ledger says behind that is forgotten."""
    store = Store(tmp_path, "jsonl", "settings")
    for number in (1, 2, 3):
        store.put(document(number), entry(number))
    store.ledger.add({"input": "bad.pdf", "status": "failed"})
    os.close(store._lock)
    partial = tmp_path / "documents-00001.jsonl.partial"
    os.truncate(partial, 2 * len(document(1) + b"\n") - 5)

    again = Store(tmp_path, "jsonl", "settings")
    assert [again.ledger.holds(f"{number:064x}") for number in (1, 2, 3)] == [True, False, False]
    for number in (2, 3):
        again.put(document(number), entry(number))
    again.close()
    assert [document["source"]["sha256"] for document in documents(tmp_path)] == [
        f"{number:064x}" for number in (1, 2, 3)
    ]
    assert [entry["input"] for entry in ledger(tmp_path)] == ["1.pdf", "2.pdf", "3.pdf"]


def test_documents_are_safe_before_what_names_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path, "jsonl", "settings")
    store.put(document(1), entry(1))
    synced: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda file: synced.append(Path(f"/proc/self/fd/{file}").readlink().name))
    store.sync()
    assert synced == ["documents-00001.jsonl.partial", "ledger.jsonl"]
    store.close()


def test_a_disk_that_says_late_that_it_is_full_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path, "jsonl", "settings")
    store.put(document(1), entry(1))

    def refuse(file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", refuse)
        with pytest.raises(NotReadable, match="No space left"):
            store.sync()
    store.close()
    assert len(documents(tmp_path)) == 1


@pytest.mark.parametrize(
    "line",
    [
        b"{]\n",
        b"\0\0\0\n",
        b"[1]\n",
        b"{}\n",
        b'{"status": "done", "sha256": "x", "input": "a"}\n',
        b"\xff\n",
        b"[" * 100_000 + b"\n",
    ],
)
def test_a_damaged_ledger_is_not_gone_on_with(tmp_path: Path, line: bytes) -> None:
    fill(tmp_path, range(2))
    whole = (tmp_path / "ledger.jsonl").read_bytes()
    (tmp_path / "ledger.jsonl").write_bytes(whole + line)
    with pytest.raises(NotReadable, match=f"damaged behind byte {len(whole)}") as caught:
        Store(tmp_path, "jsonl", "settings")
    assert "Cut it off" in caught.value.help
    assert len(documents(tmp_path)) == 2
    os.truncate(tmp_path / "ledger.jsonl", len(whole))
    fill(tmp_path, range(2, 3))
    assert len(documents(tmp_path)) == 3


def test_a_part_that_was_moved_away_keeps_its_number_and_its_documents(tmp_path: Path) -> None:
    fill(tmp_path, range(3))
    (tmp_path / "documents-00001.jsonl").rename(tmp_path / "elsewhere")
    fill(tmp_path, range(3, 4))
    assert [path.name for path in tmp_path.glob("documents-*")] == ["documents-00002.jsonl"]
    store = Store(tmp_path, "jsonl", "settings")
    assert all(store.ledger.holds(f"{number:064x}") for number in range(4))
    store.close()
    assert len(documents(tmp_path)) == 1


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_the_name_of_a_part_is_safe_before_what_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow")
    done: list[str] = []
    write = os.write
    named = {".": "names", "documents-00001.parquet.partial": "part", "documents-00001.jsonl.partial": "part"}

    def of(file: int) -> str:
        name = os.path.relpath(Path(f"/proc/self/fd/{file}").readlink(), tmp_path)
        return named.get(name, name)

    def wrote(file: int, data: bytes) -> int:
        done.append(f"write {of(file)}")
        return write(file, data)

    store = Store(tmp_path, form, "settings")
    monkeypatch.setattr(os, "fsync", lambda file: done.append(f"sync {of(file)}"))
    monkeypatch.setattr(os, "write", wrote)
    store.put(document(1), entry(1))
    store.close()
    begun = ["sync names", "write part", "write ledger.jsonl", "sync part", "sync names", "sync ledger.jsonl"]
    whole = ["sync part", "sync names", "write ledger.jsonl", "sync ledger.jsonl"]
    assert done == (begun if form == "jsonl" else whole)


def test_a_part_that_cannot_be_deleted_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path, range(2))
    (tmp_path / "documents-00002.jsonl").write_bytes(document(2))

    def refuse(path: Path) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        with pytest.raises(NotReadable, match="Permission denied"):
            Store(tmp_path, "jsonl", "settings")
    fill(tmp_path, range(2, 3))  # nobody holds the folder any more
    assert len(documents(tmp_path)) == 3


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_a_file_system_that_cannot_make_names_safe_is_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow")
    sync = os.fsync

    def refuse(file: int) -> None:
        if Path(f"/proc/self/fd/{file}").readlink().is_dir():
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        sync(file)

    monkeypatch.setattr(os, "fsync", refuse)
    fill(tmp_path, range(2), form)
    assert [path.name for path in tmp_path.glob("documents-*")] == [f"documents-00001.{form}"]
    assert [entry["status"] for entry in ledger(tmp_path)] == ["done"] * 2


@pytest.mark.parametrize("left", [None, b""])
def test_documents_without_a_ledger_are_not_deleted(tmp_path: Path, left: bytes | None) -> None:
    fill(tmp_path, range(2))
    (tmp_path / "ledger.jsonl").unlink()
    if left is not None:
        (tmp_path / "ledger.jsonl").write_bytes(left)
    with pytest.raises(UsageError, match="no ledger"):
        Store(tmp_path, "jsonl", "settings")
    assert len(documents(tmp_path)) == 2


def test_files_of_others_stay(tmp_path: Path) -> None:
    others = [tmp_path / name for name in ("documents-of-mine.jsonl", "documents-2.jsonl", "documents-x.jsonl.partial")]
    for path in others:
        path.write_text("mine")
    fill(tmp_path, range(2))
    fill(tmp_path, range(2, 3))
    assert [path.read_text() for path in others] == ["mine"] * 3
    assert (tmp_path / "documents-00002.jsonl").exists()


@pytest.mark.parametrize("module", [store_module, ledger_module])
def test_a_full_disk_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: Any) -> None:
    store = Store(tmp_path, "jsonl", "settings")
    store.put(document(1), entry(1))

    def full(file: int, data: bytes) -> None:
        os.write(file, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(module, "write_all", full)
        with pytest.raises(NotReadable, match="No space left"):
            store.put(document(2), entry(2))
    store.close()

    fill(tmp_path, range(2, 3))
    assert [document["source"]["sha256"] for document in documents(tmp_path)] == [f"{number:064x}" for number in (1, 2)]
    assert [entry["input"] for entry in ledger(tmp_path)] == ["1.pdf", "2.pdf"]


def test_a_parquet_part_counts_whole_or_not_at_all(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    fill(tmp_path, range(3), "parquet")
    # A crash while the ledger took the lines of the part: the last one is missing.
    lines = (tmp_path / "ledger.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "ledger.jsonl").write_bytes(b"".join(lines[:-1]))
    again = Store(tmp_path, "parquet", "settings")
    assert not any(again.ledger.holds(f"{number:064x}") for number in range(3))
    assert list(tmp_path.glob("*.parquet")) == []
    again.close()


def test_other_settings_need_another_folder(tmp_path: Path) -> None:
    fill(tmp_path, range(1))
    with pytest.raises(UsageError, match="other settings"):
        Store(tmp_path, "jsonl", "others")
    Store(tmp_path, "jsonl", "settings").close()  # nobody holds the folder any more


def test_two_runs_do_not_share_a_folder(tmp_path: Path) -> None:
    store = Store(tmp_path, "jsonl", "settings")
    with pytest.raises(NotReadable, match="another run"):
        Store(tmp_path, "jsonl", "settings")
    store.close()


def test_parquet_rows_have_what_one_filters_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    monkeypatch.setattr(store_module, "PARQUET_ROWS", 2)
    fill(tmp_path, range(3), "parquet")
    rows = [row for path in sorted(tmp_path.glob("*.parquet")) for row in parquet.read_table(path).to_pylist()]
    assert [row["input"] for row in rows] == ["0.pdf", "1.pdf", "2.pdf"]
    assert {row["words"] for row in rows} == {3}
    assert json.loads(rows[2]["document"]) == json.loads(document(2))
    assert [entry["part"] for entry in ledger(tmp_path)] == ["documents-00001.parquet"] * 2 + [
        "documents-00002.parquet"
    ]


def test_failures_are_remembered_until_they_are_to_be_tried_again(tmp_path: Path) -> None:
    store = Store(tmp_path, "jsonl", "settings")
    store.ledger.add({"input": "gone.pdf", "status": "failed"})
    store.close()
    kept = Store(tmp_path, "jsonl", "settings")
    assert kept.ledger.knows("gone.pdf")
    kept.close()
    forgotten = Store(tmp_path, "jsonl", "settings", forget_failures=True)
    assert not forgotten.ledger.knows("gone.pdf")
    forgotten.close()


def test_an_input_that_has_changed_is_not_known(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"one")
    store = Store(tmp_path / "out", "jsonl", "settings")
    store.ledger.add({"input": str(path), "status": "failed", "stamp": ledger_module.stamp(str(path))})
    assert store.ledger.knows(str(path))
    path.write_bytes(b"other")
    assert not store.ledger.knows(str(path))
    store.close()
