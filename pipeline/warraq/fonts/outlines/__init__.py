"""Outlines of glyphs: a program -> rasters, measures, and how like the letters of known faces they are."""
