"""Pages as columns of glyphs, by our own reader or by pdfplumber's."""
