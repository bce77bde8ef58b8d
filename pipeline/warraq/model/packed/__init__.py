"""The glyphs of a page packed in arrays, and the codes of fonts that they are looked up by."""
