"""Layout: lines of all pages -> blocks in reading order, each with its role: text, table, box, furniture, footnote."""

from warraq.layout.blocks import build_blocks

__all__ = ["build_blocks"]
