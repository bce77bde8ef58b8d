"""Reading what a file really holds: glyphs with their codes and places, fonts, and text dumps."""

from pipeline.deferred import defer, defer_names, defer_package

# This package is loaded before any other module, so that no stage has loaded these.
# pdfminer guesses the encoding of text files with it, which nobody asks it for; it takes as long as reading four pages.
defer("charset_normalizer")
# Its package asks for its own version, for which ``importlib.metadata`` and ``email`` are loaded.
defer_package("pdfminer")
# It compiles expressions, which is done once on a machine.
defer_package("regex")
# Only its distances are asked for.
defer_package("rapidfuzz")
# Only encrypted files need them.
defer_names("cryptography.hazmat.backends", "default_backend")
defer_names("cryptography.hazmat.primitives.ciphers", "Cipher", "algorithms", "modes")
