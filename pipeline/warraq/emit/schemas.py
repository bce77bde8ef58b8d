"""The published JSON Schemas: of the document, of a line of JSONL, and of a line of chunks.

python -m warraq.emit.schemas        write them all anew, from the models
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any, Final

from warraq.emit.formats.json import made_schema, schema, schema_text
from warraq.model.document import SCHEMA_VERSION, Chunk, Node

_FOLDER: Final = "schema"


def line_schema() -> str:
    """Of a line of JSONL: a node without its children, and the ids of what it lies in as ``path``."""
    made: dict[str, Any] = made_schema(Node)
    reference = made.pop("$ref").rpartition("/")[2]
    fields: dict[str, Any] = made["$defs"].pop(reference)
    del fields["properties"]["children"]
    fields["properties"]["path"] = {
        "type": "array",
        "items": {"type": "string"},
        "title": "Path",
        "description": "ids of the nodes that it lies in, from the outermost in",
    }
    fields["required"] = [*fields["required"], "path"]
    return schema_text({**fields, "$defs": made["$defs"]}, "line")


def chunk_schema() -> str:
    """Of a line of chunks."""
    return schema_text(made_schema(Chunk), "chunk")


#: What ``warraq schema`` can print: name, file and how it is made.
SCHEMAS: Final[dict[str, tuple[str, Callable[[], str]]]] = {
    "document": (f"document-{SCHEMA_VERSION}.json", schema),
    "jsonl": (f"line-{SCHEMA_VERSION}.json", line_schema),
    "chunks": (f"chunk-{SCHEMA_VERSION}.json", chunk_schema),
}


def published(name: str) -> str:
    """The schema file of ``name`` in this package."""
    file, _ = SCHEMAS[name]
    return resources.files("warraq.emit").joinpath(_FOLDER).joinpath(file).read_text(encoding="utf-8")


def main() -> None:
    for file, make in SCHEMAS.values():
        (Path(__file__).parent / _FOLDER / file).write_text(make(), encoding="utf-8")


if __name__ == "__main__":
    main()
