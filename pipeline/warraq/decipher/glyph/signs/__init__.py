"""Painted glyphs -> signs (codes of one outline) and the tokens that they stand in."""
