"""Repair: from painted glyphs and their readings to lines in logical order; and repairs of strings, one table."""

from pipeline.repair.read_lines import read_lines

__all__ = ["read_lines"]
