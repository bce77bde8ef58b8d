"""Embedded font programs: bytes -> which glyph a code selects, its names, widths and ink."""
