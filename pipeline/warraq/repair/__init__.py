"""Repair: from painted glyphs and their readings to lines in logical order; and repairs of strings, one table."""

from warraq.repair.lines import read_lines
from warraq.repair.table import REPAIRS, apply_repairs, find_faults

__all__ = ["REPAIRS", "apply_repairs", "find_faults", "read_lines"]
