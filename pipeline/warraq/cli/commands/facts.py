"""``warraq schema`` and ``warraq version``: what this build says of itself."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Final

from warraq.cli.terminal import to_stdout

#: Formats that have a schema; the names of ``extract --format``, ``document`` for its JSON.
SCHEMAS: Final = ("document", "jsonl", "chunks")


def schema_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "of",
        nargs="?",
        choices=SCHEMAS,
        default="document",
        metavar="FORMAT",
        help="document, which is the whole one (the default), or one line of jsonl or of chunks",
    )


def schema(of: str) -> None:
    """Print the JSON Schema of what ``extract`` writes."""
    from warraq.emit.schemas import published

    with to_stdout() as stream:
        stream.write(published(of))


def version_arguments(parser: ArgumentParser) -> None:
    """It takes none."""


def version() -> None:
    """Print the version of warraq and of the document schema."""
    from warraq import __version__
    from warraq.model.document import SCHEMA_VERSION

    with to_stdout() as stream:
        stream.write(f"warraq {__version__}, document schema {SCHEMA_VERSION}\n")
