"""Layout: lines of all pages -> blocks in reading order, each with its role: text, table, box, furniture, footnote."""

from warraq.layout.blocks import Layout, build_blocks, lay_out

__all__ = ["Layout", "build_blocks", "lay_out"]
