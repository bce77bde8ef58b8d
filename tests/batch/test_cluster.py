"""The same runs on Dask distributed."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from warraq.batch import Settings, Tally, run_archive
from warraq.errors import UsageError

from .archive import HONEST, expect_each_once, ledger, make_archive

pytest.importorskip("distributed")


def test_a_killed_dask_worker_loses_and_doubles_nothing(tmp_path: Path) -> None:
    from warraq.batch.cluster import DaskCluster

    names = make_archive(tmp_path / "in", 8)
    executor = DaskCluster(Settings(), 2)
    killed: list[int] = []

    def tell(tally: Tally) -> None:
        if tally.handled == 2:
            killed.append(next(iter(executor.client.run(os.getpid).values())))
            os.kill(killed[0], signal.SIGKILL)

    run_archive(names, tmp_path / "out", Settings(), executor, tell=tell)
    assert killed
    expect_each_once(tmp_path / "out", names)


def test_a_scheduler_at_an_address_and_a_bad_file(tmp_path: Path) -> None:
    from distributed import LocalCluster

    from warraq.batch.cluster import DaskCluster

    names = [*make_archive(tmp_path / "in", 2), str(HONEST.parent / "bad" / "truncated.pdf")]
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as cluster:
        executor = DaskCluster(Settings(), scheduler=cluster.scheduler_address)
        tally = run_archive(names, tmp_path / "out", Settings(), executor)
    assert (tally.done, tally.failed) == (2, 1)
    assert {entry["error"]["kind"] for entry in ledger(tmp_path / "out") if "error" in entry} == {"DamagedPdf"}


def test_a_scheduler_that_is_not_there() -> None:
    from warraq.batch.cluster import DaskCluster

    with pytest.raises(UsageError, match="can't be reached"):
        DaskCluster(Settings(), scheduler="tcp://127.0.0.1:1")
