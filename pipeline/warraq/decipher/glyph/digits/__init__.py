"""Which glyphs of a font are its digits; digits are never told by words."""
