"""``warraq mcp``: tools for language models."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

from warraq.cli.command import takes_password
from warraq.errors import UsageError


def mcp_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "folder", type=Path, metavar="FOLDER", help="the folder whose files it serves; no other is read"
    )
    takes_password(parser)


def mcp(folder: Path, password: str | None) -> None:
    """Serve tools to a language model, over stdin and stdout: extract, inspect, check, repair, heal, find.

    It speaks the Model Context Protocol, and is started by the program that has the model. What lies outside of FOLDER
    is neither read nor written, and no file is replaced. Needs pip install 'warraq[mcp]'.

    Examples:
      warraq mcp ~/reports
    """
    try:
        from warraq.integrations.mcp import server
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("warraq"):
            raise
        raise UsageError("the server needs the package mcp", help="pip install 'warraq[mcp]'") from error
    server(folder, password).run("stdio")
