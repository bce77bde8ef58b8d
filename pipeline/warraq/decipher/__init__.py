"""Decipherment: what the codes of a PDF (``glyph``) or the letters of copied text (``text``) stand for."""
