"""Runs over a small archive, with workers that are killed, stopped or starved while they read."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.ocr.scans import engine
from warraq.batch import Settings, Tally, run_archive
from warraq.batch.pool import Pool
from warraq.batch.settings import Outcome
from warraq.config import DEFAULT

from .archive import HONEST, documents, expect_each_once, ledger, make_archive

pytestmark = pytest.mark.skipif(not Path("/proc").exists(), reason="workers are found through /proc")

BAD = HONEST.parent / "bad"


def limited(**limits: float) -> Settings:
    return Settings(replace(DEFAULT, limits=replace(DEFAULT.limits, **limits)))  # type: ignore[arg-type]


def workers_of(process: int) -> list[int]:
    """Workers that ``process`` has started."""
    pages = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
            command = path.with_name("cmdline").read_bytes()
        except OSError:
            continue
        if parent == process and b"warraq.batch.worker" in command:
            pages.append(int(path.parent.name))
    return pages


def once(act: Callable[[], None], after: int) -> Callable[[Tally], None]:
    """Does ``act`` when ``after`` inputs are dealt with."""
    left = [act]

    def tell(tally: Tally) -> None:
        if tally.handled >= after and left:
            left.pop()()

    return tell


def test_every_input_is_accounted_for(tmp_path: Path) -> None:
    names = [*make_archive(tmp_path / "in", 3), *(str(path) for path in sorted(BAD.iterdir())), "missing.pdf"]
    tally = run_archive(names, tmp_path / "out", Settings(), Pool(Settings(), 2))
    entries = {entry["input"]: entry for entry in ledger(tmp_path / "out")}
    assert sorted(entries) == sorted(names)
    assert tally.done == len(documents(tmp_path / "out")) >= 3
    assert entries["missing.pdf"]["error"]["exit_code"] == 3
    assert entries[str(BAD / "encrypted.pdf")]["error"]["kind"] == "EncryptedPdf"
    assert all(entry["error"]["exit_code"] != 70 for entry in entries.values() if entry["status"] == "failed")


def test_equal_content_is_read_once_and_a_second_run_reads_nothing(tmp_path: Path) -> None:
    (first,) = make_archive(tmp_path / "in", 1)
    copy = str(tmp_path / "in" / "copy.pdf")
    shutil.copyfile(first, copy)
    tally = run_archive([first, copy], tmp_path / "out", Settings(), Pool(Settings(), 2))
    assert (tally.done, tally.same, tally.failed) == (1, 1, 0)
    again = run_archive([first, copy], tmp_path / "out", Settings(), Pool(Settings(), 2))
    assert (again.handled, again.skipped) == (0, 2)
    assert len(documents(tmp_path / "out")) == 1


def test_from_time_to_time_documents_and_what_names_them_are_made_safe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Done:
        def results(self, names: Iterable[str], admit: Callable[[str, str], bool]) -> Iterator[Outcome]:
            for number, name in enumerate(names):
                now[0] += 2.0
                yield Outcome(name, "done", f"{number:064x}", b"{}")

    now, synced = [0.0], [""]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setattr(os, "fsync", lambda file: synced.append(Path(f"/proc/self/fd/{file}").readlink().name))

    def tell(tally: Tally) -> None:
        if tally.handled == 5:
            monkeypatch.undo()

    run_archive([f"{number}.pdf" for number in range(5)], tmp_path / "out", Settings(), Done(), tell=tell)
    part = "documents-00001.jsonl.partial"
    assert synced == ["", "out", part, "ledger.jsonl"]  # once, when the third of two seconds was done
    assert [entry["status"] for entry in ledger(tmp_path / "out")] == ["done"] * 5


def test_killed_workers_lose_and_double_nothing(tmp_path: Path) -> None:
    names = make_archive(tmp_path / "in", 8)
    killed: list[int] = []

    def kill_all() -> None:
        killed.extend(workers_of(os.getpid()))
        for process in killed:
            os.kill(process, signal.SIGKILL)

    run_archive(names, tmp_path / "out", Settings(), Pool(Settings(), 2), tell=once(kill_all, 2))
    assert killed
    expect_each_once(tmp_path / "out", names)


def test_a_document_that_hangs_stops_no_other(tmp_path: Path) -> None:
    names = make_archive(tmp_path / "in", 8)
    settings = limited(seconds_per_document=15)

    def stop_one() -> None:
        os.kill(workers_of(os.getpid())[0], signal.SIGSTOP)

    tally = run_archive(names, tmp_path / "out", settings, Pool(settings, 2), tell=once(stop_one, 4))
    assert (tally.done, tally.failed) == (7, 1)
    (failed,) = (entry for entry in ledger(tmp_path / "out") if entry["status"] == "failed")
    assert "15 s" in failed["error"]["message"]
    assert failed["error"]["exit_code"] == 10
    assert workers_of(os.getpid()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="RLIMIT_DATA counts what is taken on Linux alone")
def test_a_document_that_takes_too_much_memory_fails_alone(tmp_path: Path) -> None:
    names = make_archive(tmp_path / "in", 2)
    hungry = tmp_path / "in" / "hungry.txt"
    with hungry.open("wb") as stream:
        stream.truncate(400 << 20)  # a hole: no disk is used
    settings = limited(memory_bytes=512 << 20)
    tally = run_archive([str(hungry), *names], tmp_path / "out", settings, Pool(settings, 1))
    assert (tally.done, tally.failed) == (2, 1)
    (failed,) = (entry for entry in ledger(tmp_path / "out") if entry["status"] == "failed")
    assert failed["input"] == str(hungry)
    assert failed["error"]["exit_code"] == 10


def test_workers_that_never_start_end_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "false")
    with pytest.raises(RuntimeError, match="can't be started"):
        run_archive(make_archive(tmp_path / "in", 2), tmp_path / "out", Settings(), Pool(Settings(), 1))
    assert ledger(tmp_path / "out") == []


#: Documents of a run that is stopped: far more than are read until the signal comes.
MANY = 60


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "warraq", "batch", *arguments]


def test_a_run_that_is_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    names, out = make_archive(tmp_path / "in", MANY), tmp_path / "out"
    run = subprocess.Popen(command(str(tmp_path / "in"), "-o", str(out), "-j", "2", "-q"))
    written = out / "ledger.jsonl"
    while run.poll() is None and (not written.exists() or written.read_bytes().count(b"\n") < 4):
        time.sleep(0.01)
    workers = workers_of(run.pid)
    run.kill()
    run.wait()
    assert len(ledger(out)) < len(names)
    while any(Path(f"/proc/{worker}").exists() for worker in workers):  # nobody is left to read for
        time.sleep(0.01)
    subprocess.run(command(str(tmp_path / "in"), "-o", str(out), "-q"), check=True)
    expect_each_once(out, names)


def heeding() -> None:
    """Heed interrupts, also where a shell started the tests in its background, which ignores them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_an_interrupted_run_keeps_what_is_done_and_says_so(tmp_path: Path) -> None:
    names, out = make_archive(tmp_path / "in", MANY), tmp_path / "out"
    run = subprocess.Popen(
        command(str(tmp_path / "in"), "-o", str(out), "-j", "1"), stderr=subprocess.PIPE, text=True, preexec_fn=heeding
    )
    written = out / "ledger.jsonl"
    while run.poll() is None and (not written.exists() or written.read_bytes().count(b"\n") < 3):
        time.sleep(0.01)
    workers = workers_of(run.pid)
    run.send_signal(signal.SIGINT)
    _, message = run.communicate()
    assert run.returncode == 130
    assert "goes on from there" in message
    assert "Traceback" not in message
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)
    assert 2 <= len(documents(out)) == len(ledger(out)) < len(names)
    subprocess.run(command(str(tmp_path / "in"), "-o", str(out), "-q"), check=True)
    expect_each_once(out, names)


def test_two_runs_at_once_into_one_folder(tmp_path: Path) -> None:
    names, out = make_archive(tmp_path / "in", 4), str(tmp_path / "out")
    runs = [subprocess.Popen(command(str(tmp_path / "in"), "-o", out, "-j", "1", "-q")) for _ in range(2)]
    assert {run.wait() for run in runs} in ({0, 3}, {0})  # 0 twice where the one was done before the other began
    expect_each_once(tmp_path / "out", names)


def test_a_disk_that_is_full_ends_the_run_and_loses_nothing(tmp_path: Path) -> None:
    names, out = make_archive(tmp_path / "in", 4), tmp_path / "out"
    # No file may grow beyond 40,000 bytes, which is room for two documents.
    limited_run = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, resource.RLIM_INFINITY));"
        "from warraq.cli import main; main(sys.argv[1:])"
    )
    arguments = ["batch", str(tmp_path / "in"), "-o", str(out), "-j", "1", "-q"]
    full = subprocess.run([sys.executable, "-c", limited_run, *arguments], capture_output=True, text=True, check=False)
    assert full.returncode == 3
    assert "too large" in full.stderr
    assert 0 < len(documents(out)) < 4
    assert len(documents(out)) == len(ledger(out))
    subprocess.run(command(str(tmp_path / "in"), "-o", str(out), "-q"), check=True)
    expect_each_once(out, names)


def test_scans_are_read_where_that_is_asked_for(tmp_path: Path) -> None:
    engine()
    for options, code in ((("--ocr", "auto"), 0), ((), 1)):
        run = subprocess.run(
            command(str(BAD / "scan.pdf"), "-o", str(tmp_path / str(code)), "-q", *options), check=False
        )
        assert run.returncode == code
    (document,) = documents(tmp_path / "0")
    assert [page["kind"] for page in document["pages"]] == ["ocr"]


def test_the_command_reads_a_list_and_says_that_documents_failed(tmp_path: Path) -> None:
    names = [*make_archive(tmp_path / "in", 1), str(BAD / "truncated.pdf")]
    run = subprocess.run(
        command("-", "-o", str(tmp_path / "out")), input="\n".join(names), capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert run.stdout == ""
    assert "1 failed (1 DamagedPdf)" in run.stderr
