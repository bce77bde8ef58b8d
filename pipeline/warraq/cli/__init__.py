"""The command ``warraq``. stdout is data, stderr is for people; an error has a message, a hint and an exit code.

One module a command, each a row of ``COMMANDS``. Nothing heavy is imported at the top of these modules: the stages are
loaded by the command that needs them.
"""

from __future__ import annotations

import gc
import os
import sys
from argparse import SUPPRESS, Action, ArgumentParser
from collections.abc import Callable, Sequence
from typing import Any, Final, NoReturn

from warraq.cli.command import Command, Parser
from warraq.cli.commands.alignment import align, align_arguments
from warraq.cli.commands.archive import BatchOptions, batch, batch_arguments
from warraq.cli.commands.checking import CheckOptions, check, check_arguments
from warraq.cli.commands.comparison import DiffOptions, diff, diff_arguments
from warraq.cli.commands.context_protocol import mcp, mcp_arguments
from warraq.cli.commands.extraction import ExtractOptions, extract, extract_arguments
from warraq.cli.commands.facts import (
    completion,
    completion_arguments,
    schema,
    schema_arguments,
    version,
    version_arguments,
)
from warraq.cli.commands.healing import HealOptions, ReviewOptions, heal, heal_arguments, review, review_arguments
from warraq.cli.commands.inspection import inspect, inspect_arguments
from warraq.cli.commands.reporting import report, report_arguments
from warraq.cli.commands.serving import ServeOptions, serve, serve_arguments
from warraq.cli.commands.text import repair, repair_arguments
from warraq.cli.exit_codes import CLOSED_PIPE, INTERRUPTED
from warraq.cli.terminal import abandon_stdout, complain
from warraq.config import GARBAGE

__all__ = ["COMMANDS", "main", "whole_parser"]

#: Every command, in the order of the help.
COMMANDS: Final = (
    Command(extract, extract_arguments, ExtractOptions),
    Command(batch, batch_arguments, BatchOptions),
    Command(check, check_arguments, CheckOptions),
    Command(inspect, inspect_arguments),
    Command(repair, repair_arguments),
    Command(heal, heal_arguments, HealOptions),
    Command(review, review_arguments, ReviewOptions),
    Command(report, report_arguments),
    Command(diff, diff_arguments, DiffOptions),
    Command(align, align_arguments),
    Command(mcp, mcp_arguments),
    Command(serve, serve_arguments, ServeOptions),
    Command(schema, schema_arguments),
    Command(completion, completion_arguments),
    Command(version, version_arguments),
)

_ABOUT: Final = """\
Turn Arabic PDFs with a broken text layer into text and structure that can be relied on.

Try:
  warraq inspect report.pdf                 which fonts lie, and how sure that is
  warraq extract report.pdf -o report.json  the whole document, mended and segmented
  warraq extract *.pdf -o out/              many at once
  warraq extract dump.txt -f markdown       only the copied text is left? that works too
  pbpaste | warraq repair -                 text in, text out
  warraq heal report.pdf -o healed.pdf      the PDF itself, with a text layer that copies right
  warraq review report.pdf -o proof.html    page beside text, to check and to correct
  warraq check archive/                     which pages can be kept, repaired, or need OCR
  warraq report archive/ -o report/         what is broken how in a folder"""
_USAGE: Final = 2


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and exit; no traceback reaches the user unless WARRAQ_DEBUG is set."""
    gc.set_threshold(*GARBAGE)
    # No stage multiplies large matrices: threads for that only cost time to start.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    try:
        sys.exit(_run(list(sys.argv[1:] if arguments is None else arguments)) or 0)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        abandon_stdout()
        sys.exit(CLOSED_PIPE)
    except Exception as error:  # noqa: BLE001 - the last resort: nothing is thrown at the user
        sys.exit(complain(error))


def _run(given: list[str]) -> int | None:
    for command in COMMANDS:
        if given[:1] == [command.name]:
            return command(given[1:])
    commands = "\n".join(f"  {command.name:11}{command.summary}" for command in COMMANDS)
    parser = _parser(f"{_ABOUT}\n\ncommands (each tells more with -h):\n{commands}")
    if given:
        parser.add_argument("command", choices=[command.name for command in COMMANDS], help=SUPPRESS)
        parser.parse_args(given[:1])  # asks for help or the version, or is no command
    parser.print_help(sys.stderr)
    return _USAGE


def _parser(about: str) -> ArgumentParser:
    """A parser of what stands before the name of a command."""
    parser = Parser(prog="warraq", usage="%(prog)s [-h] [--version] COMMAND ...", description=about)
    parser.add_argument("-V", "--version", action=_Version, nargs=0, help="what `warraq version` prints")
    return parser


class _Version(Action):
    """Prints what ``warraq version`` prints, which is read only then."""

    def __call__(self, parser: ArgumentParser, *_: object) -> NoReturn:
        version()
        parser.exit()


def whole_parser(kind: Callable[..., ArgumentParser] = Parser) -> ArgumentParser:
    """All commands as one parser, for what writes completions of shells and the man page; it runs nothing.

    Args:
        kind: what makes the parser of each command.
    """
    parser = _parser(_ABOUT)
    made_by: Any = kind  # what makes one will do, be it a class or not
    commands = parser.add_subparsers(prog="warraq", metavar="COMMAND", parser_class=made_by)
    for command in COMMANDS:
        command.fill(commands.add_parser(command.name, description=command.help, help=command.summary, epilog=None))
    return parser
