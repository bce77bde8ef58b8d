"""Reading what a file really holds: glyphs with their codes and places, fonts, and text dumps."""

from pipeline.deferred import defer

# pdfminer guesses the encoding of text files with it, which nobody asks it for; it takes as long as reading four pages.
defer("charset_normalizer")
