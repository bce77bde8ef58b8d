"""``warraq schema`` and ``warraq version``: what this build says of itself."""

from __future__ import annotations

import sys


def schema() -> None:
    """Print the JSON Schema of the documents that ``extract`` writes."""
    from pipeline.emit.json import published_schema

    sys.stdout.write(published_schema())


def version() -> None:
    """Print the version of warraq and of the document schema."""
    from pipeline import __version__
    from pipeline.model.document import SCHEMA_VERSION

    sys.stdout.write(f"warraq {__version__}, document schema {SCHEMA_VERSION}\n")
