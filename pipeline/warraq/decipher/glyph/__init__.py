"""Decipherment of a PDF's glyphs: pages and fonts -> what each code of each font stands for, and how sure that is."""
