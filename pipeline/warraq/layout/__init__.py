"""Layout: lines to blocks. Columns, furniture, footnotes, paragraphs."""

from warraq.layout.blocks import build_blocks

__all__ = ["build_blocks"]
