"""``warraq serve``: a web application for this machine."""

from __future__ import annotations

import signal
import socket
import threading
from argparse import ArgumentParser
from dataclasses import dataclass, replace
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Final

from warraq.cli.command import MEBIBYTE, at_least, process_limits, takes_ocr, takes_process_limits, takes_quiet
from warraq.cli.terminal import say
from warraq.config import DEFAULT, Ocr
from warraq.errors import UsageError

if TYPE_CHECKING:
    import uvicorn

_PORT: Final = 8017
_MOST_MIB: Final = 100
#: Seconds that what is being answered has when the server ends.
_GRACE: Final = 2
#: Addresses that are no names of a machine.
_EVERYWHERE: Final = ("", "0.0.0.0", "::")


def serve_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--port",
        type=at_least(0, int),
        default=_PORT,
        metavar="N",
        help="where it listens; 0 is any (default: %(default)s)",
    )
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="ADDRESS",
        help="address that it listens on; others than this machine's let others in (default: %(default)s)",
    )
    parser.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="another name by which it may be called; repeatable",
    )
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="folder where documents stay (default: nowhere)")
    parser.add_argument(
        "--minutes",
        type=at_least(1, float),
        default=60.0,
        metavar="N",
        help="how long a document is there that nobody asks for (default: %(default)g)",
    )
    parser.add_argument("-j", "--workers", type=at_least(1, int), default=1, metavar="N", help="documents at a time")
    parser.add_argument(
        "--max-mib",
        type=at_least(1, int),
        default=_MOST_MIB,
        metavar="MIB",
        help="largest file that is taken (default: %(default)s)",
    )
    parser.add_argument(
        "--max-pages",
        type=at_least(1, int),
        default=DEFAULT.limits.pages,
        metavar="N",
        help="most pages of a document (default: %(default)s)",
    )
    takes_ocr(parser)
    takes_process_limits(parser)
    takes_quiet(parser)


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """What ``serve`` was called with; see its help."""

    port: int
    host: str
    allow_host: list[str]
    keep: Path | None
    minutes: float
    workers: int
    max_mib: int
    max_pages: int
    ocr: str
    ocr_languages: tuple[str, ...]
    time_limit: float
    memory_limit: int
    quiet: bool


def serve(options: ServeOptions) -> None:
    """Offer a web application to the browser of this machine: drop a PDF, check and correct it, and get the results.

    Each document is read by a process of its own, within limits. No file is kept when the server ends unless --keep
    is given. The API that the page uses is described at /api/openapi.json. It needs the extra serve.

    Examples:
      warraq serve
      warraq serve --port 9000 --keep archive/ -j 2
    """
    try:
        import uvicorn

        from warraq.serve.app import application
    except ImportError:
        raise UsageError("it needs FastAPI and uvicorn", help="pip install 'warraq[serve]'") from None
    from warraq.serve.jobs import Jobs

    limits = replace(
        process_limits(options.time_limit, options.memory_limit),
        file_bytes=options.max_mib * MEBIBYTE,
        pages=options.max_pages,
    )
    try:
        family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
        listening = socket.create_server((options.host, options.port), family=family)
    except (OSError, OverflowError) as error:
        where = f"{options.host}:{options.port}"
        reason = getattr(error, "strerror", error)
        raise UsageError(f"it can't listen there ({reason})", where=where, help="Give another --port.") from error
    ocr = Ocr(options.ocr, options.ocr_languages)
    jobs = Jobs(limits, workers=options.workers, keep=options.keep, seconds=60 * options.minutes, ocr=ocr)
    names = [*options.allow_host, *([] if options.host in _EVERYWHERE else [options.host])]
    settings = uvicorn.Config(
        application(jobs, hosts=tuple(names)),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        timeout_graceful_shutdown=_GRACE,
    )
    if not options.quiet:
        name = "localhost" if options.host in _EVERYWHERE else options.host
        name = f"[{name}]" if ":" in name else name
        say(f"http://{name}:{listening.getsockname()[1]}/ (Ctrl-C ends it)")
        if not ip_address(listening.getsockname()[0]).is_loopback:
            say("Whoever reaches this address sees all documents: it asks for no password.")
    server = uvicorn.Server(settings)
    _end_with_the_terminal(server)
    try:
        server.run(sockets=[listening])
    finally:
        jobs.close()


def _end_with_the_terminal(server: uvicorn.Server) -> None:
    """End it as Ctrl-C does where its terminal is closed: its files are to go then, too."""

    def end(*_: object) -> None:
        server.should_exit = True

    if hasattr(signal, "SIGHUP") and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGHUP, end)
