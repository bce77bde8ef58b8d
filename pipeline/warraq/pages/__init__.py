"""Pages: painted glyphs and their readings -> lines of words in logical order, with their places."""

from warraq.pages.page_lines import read_lines

__all__ = ["read_lines"]
