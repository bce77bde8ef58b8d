"""The glyphs of a line -> cells, words and marks in logical order, with boxes and confidence."""
