"""The worker: a process that reads one document after the other, and that may die of any of them.

It speaks with its parent over a socket, in messages of bytes: what comes out of a hostile document is never unpickled.
Parent to worker: settings (pickled, once), then the name of a document, then ``READ`` or ``SKIP`` once its digest is
known. Worker to parent: ``READY`` once, then for each document ``DIGEST``, and ``DOCUMENT``, ``FAILURE``
or, where it ends with that, ``LAST_FAILURE``.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import signal
import socket
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Final

from warraq.batch.inputs import fetched, sha256_of
from warraq.batch.messages import Channel
from warraq.batch.settings import Settings, failure_of
from warraq.config import GARBAGE
from warraq.confined import confine
from warraq.errors import NotReadable

READY: Final = b"r"
DIGEST: Final = b"d"
DOCUMENT: Final = b"t"
FAILURE: Final = b"f"
LAST_FAILURE: Final = b"l"
READ: Final = b"y"
SKIP: Final = b"n"
#: Bytes of what the parent says at most: its settings, or a name.
_MOST: Final = 1 << 24
#: Bytes of the number of pages that stands before a document.
PAGES_BYTES: Final = 4


def serve(channel: Channel) -> None:
    """Read documents until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    with suppress(EOFError, OSError):
        settings: Settings = pickle.loads(channel.receive())
        load_stages()
        confine(settings.config.limits.memory_bytes)
        channel.send(READY)
        while _one(channel, os.fsdecode(channel.receive()), settings):
            pass


def _one(channel: Channel, name: str, settings: Settings) -> bool:
    """Read one document; False where the process should not go on after it."""
    try:
        with fetched(name, settings.config.limits.file_bytes) as path:
            digest = sha256_of(path, settings.config.limits.file_bytes)
            channel.send(DIGEST + digest.encode())
            if channel.receive() != READ:
                return True
            pages, line = document_line(path, digest, settings)
            channel.send(DOCUMENT + pages.to_bytes(PAGES_BYTES) + line)
    except (EOFError, ConnectionError, TimeoutError):
        return False  # the parent is gone
    except Exception as error:  # noqa: BLE001 - whatever a document does, the parent has to hear of it
        # How much of that document's memory is still held can't be known: the process ends.
        exhausted = isinstance(error, MemoryError)
        kind = LAST_FAILURE if exhausted else FAILURE
        channel.send(kind + json.dumps(asdict(failure_of(error))).encode())
        return not exhausted
    return True


def document_line(path: Path, digest: str, settings: Settings) -> tuple[int, bytes]:
    """Number of pages, and the document as one line of JSON.

    Raises:
        WarraqError: as ``extract`` does, and where the content isn't that of ``digest`` any more.
    """
    from warraq.emit.formats.json import to_data
    from warraq.run import extract

    document = extract(path, password=settings.password, config=settings.config, force=settings.force)
    if document.source.sha256 != digest:
        raise NotReadable("the file changed while it was read", where=str(path), help="Run again.")
    line = json.dumps(to_data(document), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return document.source.pages or 0, line


def load_stages() -> None:
    """What every document needs, before the clock runs."""
    import warraq.decipher.glyph.channel
    import warraq.emit.formats.json
    import warraq.extract.pages.pdf_file
    import warraq.layout
    import warraq.repair
    import warraq.segment  # noqa: F401

    gc.set_threshold(*GARBAGE)
    gc.freeze()  # what is loaded by now is there to stay, and isn't looked through for garbage again


if __name__ == "__main__":
    serve(Channel(socket.socket(fileno=int(sys.argv[1])), _MOST))
