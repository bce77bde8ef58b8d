"""Recognition: pictures of pages -> words with their places -> pages of glyphs, which the stages after it read."""
