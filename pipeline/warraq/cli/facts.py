"""``warraq schema`` and ``warraq version``: what this build says of itself."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer


class Schema(StrEnum):
    """Formats that have a schema; the names of ``extract --format``, ``document`` for its JSON."""

    DOCUMENT = "document"
    JSONL = "jsonl"
    CHUNKS = "chunks"


def schema(
    of: Annotated[Schema, typer.Argument(help="The whole document, or one line of the others.")] = Schema.DOCUMENT,
) -> None:
    """Print the JSON Schema of what ``extract`` writes."""
    from warraq.emit.schemas import published

    sys.stdout.write(published(of))


def version() -> None:
    """Print the version of warraq and of the document schema."""
    from warraq import __version__
    from warraq.model.document import SCHEMA_VERSION

    sys.stdout.write(f"warraq {__version__}, document schema {SCHEMA_VERSION}\n")
