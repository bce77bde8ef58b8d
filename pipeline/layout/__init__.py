"""Layout: lines to blocks. Columns, furniture, footnotes, paragraphs."""

from pipeline.layout.blocks import build_blocks

__all__ = ["build_blocks"]
