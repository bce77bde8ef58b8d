"""Documents that say the same in several languages in; pairs of paragraphs and of sentences out."""
