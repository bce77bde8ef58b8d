"""What a worker says that a document has taken over: it is not believed, and it holds up nobody."""

from __future__ import annotations

import json
import os
import socket
import sys
import textwrap
import time
from pathlib import Path
from typing import Protocol

import pytest

from tests.batch.archive import documents, expect_each_once, ledger, make_archive
from warraq.batch import Settings, child, run_archive
from warraq.batch.messages import BadMessage, Channel
from warraq.batch.pool import Pool

#: What stands in the place of the worker: as the real one until it has sent the digest of a file whose name has "bad".
HIJACKED = """
    import hashlib, os, pathlib, socket, sys, time
    from warraq.batch import worker
    from warraq.batch.messages import Channel

    channel = Channel(socket.socket(fileno=int(sys.argv[-1])), 1 << 24)
    end = channel._socket
    settings = __import__("pickle").loads(channel.receive())
    {before}
    channel.send(worker.READY)
    while True:
        name = os.fsdecode(channel.receive())
        digest = hashlib.sha256(pathlib.Path(name).read_bytes()).hexdigest()
        if "bad" in name:
            {instead}
        channel.send(worker.DIGEST + digest.encode())
        if channel.receive() == worker.READ:
            pages, line = worker.document_line(pathlib.Path(name), digest, settings)
            channel.send(worker.DOCUMENT + pages.to_bytes(worker.PAGES_BYTES) + line)
"""
READ = "channel.send(worker.DIGEST + digest.encode()); channel.receive(); "
PAGES = "(1).to_bytes(worker.PAGES_BYTES)"
LIES = {
    "half a message": "end.sendall(b'\\0\\0\\0\\x40half'); time.sleep(600)",
    "a byte now and then": "[(end.sendall(b'\\0'), time.sleep(0.5)) for _ in range(1200)]",
    "ready for ever": "[channel.send(worker.READY) for _ in range(100000)]",
    "a message of four gigabytes": "end.sendall(b'\\xff' * 4096); time.sleep(600)",
    "another digest": "channel.send(worker.DIGEST + b'0' * 63 + b'x')",
    "no digest": "channel.send(worker.DIGEST)",
    "two digests": READ + "channel.send(worker.DIGEST + digest.encode())",
    "a document that nobody asked for": f"channel.send(worker.DOCUMENT + {PAGES} + b'{{}}')",
    "bad UTF-8": READ + f"channel.send(worker.DOCUMENT + {PAGES} + b'\\xff')",
    "another schema": READ + f"channel.send(worker.DOCUMENT + {PAGES} + b'{{}}')",
    "several lines": READ + "pages, line = worker.document_line(pathlib.Path(name), digest, settings); "
    f"channel.send(worker.DOCUMENT + {PAGES} + line + b'\\n' + line)",
    "another file": READ + "pages, line = worker.document_line(pathlib.Path(name), digest, settings); "
    f"channel.send(worker.DOCUMENT + {PAGES} + line.replace(digest.encode(), b'0' * 64))",
    "a failure that is none": "channel.send(worker.FAILURE + b'{\"kind\": 1}')",
    "deep nesting": "channel.send(worker.FAILURE + b'[' * 60000)",
    "an unknown kind": "channel.send(b'?')",
    "nothing at all": "channel.send(b'')",
}


class Hijack(Protocol):
    """Puts code in the place of what the worker says of a document, and other code before it starts."""

    def __call__(self, instead: str, before: str = "pass") -> None: ...


@pytest.fixture
def hijack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hijack:
    def put(instead: str, before: str = "pass") -> None:
        program = tmp_path / "hijacked.py"
        program.write_text(textwrap.dedent(HIJACKED).format(before=before, instead=instead))
        runner = tmp_path / "python"
        runner.write_text(f'#!/bin/sh\nexec {sys.executable} {program} "$@"\n')
        runner.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(runner))
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path for path in sys.path if path))

    return put


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_costs_its_own_document_alone(lie: str, hijack: Hijack, tmp_path: Path) -> None:
    hijack(LIES[lie])
    names = make_archive(tmp_path / "in", 2)
    bad = tmp_path / "in" / "bad.pdf"
    bad.write_bytes(Path(names[0]).read_bytes() + b"%bad\n")
    settings = Settings()
    settings = Settings(
        config=type(settings.config)(limits=type(settings.config.limits)(seconds_per_document=8)),
    )
    start = time.monotonic()
    tally = run_archive([names[0], str(bad), names[1]], tmp_path / "out", settings, Pool(settings, 1))
    assert time.monotonic() - start < 60
    assert (tally.done, tally.failed) == (2, 1)
    (failed,) = (entry for entry in ledger(tmp_path / "out") if entry["status"] == "failed")
    assert failed["input"] == str(bad)
    assert failed["error"]["kind"] in ("WorkerDied", "LimitExceeded")
    assert len(documents(tmp_path / "out")) == 2


def test_a_start_that_takes_longer_than_a_document_may_is_nobodys_failure(hijack: Hijack, tmp_path: Path) -> None:
    hijack("pass", before="time.sleep(4)")
    names = make_archive(tmp_path / "in", 2)
    limits = type(Settings().config.limits)(seconds_per_document=3)
    settings = Settings(config=type(Settings().config)(limits=limits))
    run_archive(names, tmp_path / "out", settings, Pool(settings, 1))
    expect_each_once(tmp_path / "out", names)


def test_a_start_that_never_ends_ends_the_run_and_no_document_failed(
    hijack: Hijack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hijack("pass", before="time.sleep(600)")
    monkeypatch.setattr(child, "_START", 0.5)
    with pytest.raises(RuntimeError, match="can't be started"):
        run_archive(make_archive(tmp_path / "in", 2), tmp_path / "out", Settings(), Pool(Settings(), 1))
    assert ledger(tmp_path / "out") == []


def test_a_message_comes_whole_or_not_at_all() -> None:
    ours, theirs = (Channel(end, 100) for end in socket.socketpair())
    theirs.send(b"one")
    theirs.send(b"")
    assert [ours.take(), ours.take(), ours.take()] == [b"one", b"", None]
    theirs._socket.sendall(b"\0\0\0\x05ab")
    assert ours.take() is None
    assert not ours.silent
    theirs._socket.sendall(b"cde")
    assert ours.receive() == b"abcde"
    theirs._socket.sendall(b"\0\0\0\x65")
    with pytest.raises(BadMessage, match="101 bytes"):
        ours.take()
    theirs.close()
    with pytest.raises(EOFError):
        Channel(ours._socket, 100).receive()


def test_failures_of_an_earlier_run_still_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from warraq import cli

    bad = tmp_path / "in" / "bad.pdf"
    names = make_archive(tmp_path / "in", 1)
    bad.write_bytes(b"%PDF-1.4 nothing")
    for message in ("1 failed (", "1 failed in an earlier run (--retry-failed reads them again)"):
        with pytest.raises(SystemExit) as stopped:
            cli.main(["batch", *names, str(bad), "-o", str(tmp_path / "out"), "-j", "1"])
        assert stopped.value.code == 1
        assert message in capsys.readouterr().err
    bad.write_bytes(Path(names[0]).read_bytes() + b"%mended\n")
    with pytest.raises(SystemExit) as stopped:
        cli.main(["batch", *names, str(bad), "-o", str(tmp_path / "out"), "-j", "1"])
    assert stopped.value.code == 0
    assert json.loads((tmp_path / "out" / "ledger.jsonl").read_text().splitlines()[-1])["status"] == "done"
