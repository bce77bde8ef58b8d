"""Tables in Markdown."""

from __future__ import annotations

from collections.abc import Iterator


def table_head(*cells: str) -> Iterator[str]:
    """Header and rule of a table."""
    yield table_row(*cells)
    yield "|" + "---|" * len(cells)


def table_row(*cells: str) -> str:
    """One row of a table."""
    return "| " + " | ".join(cells) + " |"
