"""Passes over the readings that were made: letters of other languages, the name of God, blank glyphs, shared codes."""
