"""Repair of text: strings with faults -> strings in logical order, each change recorded. Nothing here knows a page."""

from warraq.repair.strings.table import REPAIRS, apply_repairs, find_faults

__all__ = ["REPAIRS", "apply_repairs", "find_faults"]
