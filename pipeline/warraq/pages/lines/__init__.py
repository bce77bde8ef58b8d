"""Glyphs of a page -> lines: directions of writing, baselines, gutters, rules, and the white between glyphs."""
