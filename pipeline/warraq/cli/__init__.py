"""The command ``warraq``. stdout is data, stderr is for people; an error has a message, a hint and an exit code.

One module a command, each a row of ``COMMANDS``. Nothing but typer is imported at the top of these modules: the stages
are loaded by the command that needs them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Final

import typer

from warraq.cli.archive import batch
from warraq.cli.comparison import diff
from warraq.cli.extraction import extract
from warraq.cli.facts import schema, version
from warraq.cli.healing import heal, review
from warraq.cli.inspection import inspect
from warraq.cli.reporting import report
from warraq.cli.terminal import EPILOG, INTERNAL_FAULT, INTERRUPTED, WORSE, complain
from warraq.cli.text import repair
from warraq.cli.values import Command, Group
from warraq.deferred import defer_what_is_seldom_needed
from warraq.garbage import seldom_look

__all__ = ["COMMANDS", "INTERNAL_FAULT", "INTERRUPTED", "WORSE", "app", "main"]

#: Every command, in the order of the help.
COMMANDS: Final[tuple[Callable[..., None], ...]] = (
    extract,
    batch,
    inspect,
    repair,
    heal,
    review,
    report,
    diff,
    schema,
    version,
)


def about() -> None:
    """Turn Arabic PDFs with a broken text layer into text and structure that can be relied on.

    \b
    Try:
      warraq inspect report.pdf                 which fonts lie, and how sure that is
      warraq extract report.pdf -o report.json  the whole document, mended and segmented
      warraq extract *.pdf -o out/              many at once
      warraq extract dump.txt -f markdown       only the copied text is left? that works too
      pbpaste | warraq repair -                 text in, text out
      warraq heal report.pdf -o healed.pdf      the PDF itself, with a text layer that copies right
      warraq review report.pdf -o proof.html    page beside text, to check and to correct
      warraq report archive/ -o report/         what is broken how in a folder
    """


def _app_with(commands: Sequence[Callable[..., None]]) -> typer.Typer:
    """The command with these commands of its own."""
    made = typer.Typer(
        name="warraq",
        cls=Group,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
        epilog=EPILOG,
    )
    made.callback()(about)
    for command in commands:
        made.command(epilog=EPILOG, cls=Command)(command)
    return made


app = _app_with(COMMANDS)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit; no traceback reaches the user unless WARRAQ_DEBUG is set."""
    defer_what_is_seldom_needed()
    # What the imports make is there to stay: looking through all of it for garbage takes a tenth of a short run.
    seldom_look()
    # No stage multiplies large matrices: threads for that only cost time to start.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # The records need no plugin, and looking for one reads the metadata of every package there is.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    first = (sys.argv[1:] if arguments is None else arguments)[:1]
    # Typer makes the options of all commands that it has, which takes longer than to read two pages.
    called = [command for command in COMMANDS if command.__name__ in first]
    try:
        (_app_with(called) if called else app)(arguments)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 - the last resort: nothing is thrown at the user
        sys.exit(complain(error))
