"""Decipherment of a PDF's glyphs: what each code of each font stands for."""
