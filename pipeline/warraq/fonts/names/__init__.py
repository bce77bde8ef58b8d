"""Names of glyphs -> what they say is drawn: the Adobe Glyph List, foundries, TeX, the Macintosh."""
