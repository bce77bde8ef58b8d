"""What a document asks of later stages: its formats, and itself back from one.

The model knows none of them. ``warraq.emit.formats.exits`` does, and ``import warraq`` registers it here, so that a
document has methods for what is made of it and the stages keep their order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from warraq.model.document import Chunk, Document, Table


class Exits(Protocol):
    """What ``warraq.emit.formats.exits`` has; see there."""

    def write(self, document: Document, form: str, **options: Any) -> str: ...
    def save(self, document: Document, path: str | Path, form: str | None = None, **options: Any) -> None: ...
    def data(self, document: Document, *, words: bool = False) -> dict[str, Any]: ...
    def chunks(
        self, document: Document, longest: int, overlap: int, count: Callable[[str], int] | None
    ) -> Iterator[Chunk]: ...
    def notebook(self, document: Document) -> str: ...
    def table_csv(self, table: Table, *, guarded: bool, bom: bool) -> str: ...
    def frame(self, table: Table, library: str | None) -> Any: ...
    def read(self, text: str | bytes) -> Document: ...


_registered: list[Exits] = []


def register(exits: Exits) -> None:
    """Let documents leave by ``exits``."""
    _registered[:] = [exits]


def exits() -> Exits:
    """What was registered."""
    (registered,) = _registered
    return registered
