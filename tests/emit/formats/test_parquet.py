"""Parquet: a row a node, which DuckDB and pandas query by column, without reading JSON."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.emit.documents import awkward
from warraq import extract
from warraq.errors import UsageError

PDF = Path(__file__).parents[3] / "fixtures" / "pdf" / "law.pdf"


def queried(sql: str) -> list[Any]:
    """What DuckDB finds."""
    with duckdb.connect() as database:
        return database.execute(sql).fetchall()


def test_duckdb_queries_the_nodes(tmp_path: Path) -> None:
    document = extract(PDF)
    file = tmp_path / "law.parquet"
    document.save(file)
    articles = [node for node in document.walk() if node.kind == "article"]
    rows = queried(f"select id, ordinal, page from '{file}' where kind = 'article' order by position")
    assert rows == [(node.id, node.ordinal, node.spans[0].page) for node in articles]
    counts = f"select sum(len(uncertain)), sum(words) from '{file}' where kind != 'footnote'"
    assert queried(counts) == [(document.quality.uncertain, document.quality.words)]
    ((below,),) = queried(f"select count(*) from '{file}' where len(path) > 0 and list_contains(pages, 2)")
    assert below > 0


def test_every_node_has_a_row_with_what_it_lies_in(tmp_path: Path) -> None:
    document = awkward()
    document.save(tmp_path / "a.parquet")
    frame = import_module("pandas").read_parquet(tmp_path / "a.parquet")
    assert list(frame["id"]) == [node.id for node in (*document.walk(), *document.footnotes)]
    parents = {child.id: node.id for node in document.walk() for child in node.children}
    rows = zip(frame["id"], frame["parent"], strict=True)
    assert {node: parent for node, parent in rows if isinstance(parent, str)} == parents
    table = frame[frame["kind"] == "table"].iloc[0]
    assert [list(row) for row in table["table"]] == document.tables[0].to_rows()
    (doubt,) = frame[frame["id"] == "par-1"].iloc[0]["uncertain"]
    assert doubt["word"] == '<b>"قرار"' and doubt["alternatives"][0]["text"] == "فرار&"
    assert set(frame["file"]) == {document.source.file}


def test_what_is_no_text_is_saved_to_a_file() -> None:
    with pytest.raises(UsageError, match="no text") as refused:
        awkward().to("parquet")
    assert "save" in refused.value.help
