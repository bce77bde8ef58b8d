"""A server that runs while a test does."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn

from warraq.serve.app import application
from warraq.serve.jobs import Jobs


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    """Documents of a server."""
    made = Jobs(workers=2)
    yield made
    made.close()


@pytest.fixture
def address(jobs: Jobs) -> Iterator[str]:
    """Where a server listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(application(jobs), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()
