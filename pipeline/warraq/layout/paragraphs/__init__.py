"""Lines in order -> paragraphs: where each begins, and words that a line breaks in two."""
