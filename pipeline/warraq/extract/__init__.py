"""Extraction: a file -> pages of glyphs as columns, and its fonts, with what the file claims of each code."""
