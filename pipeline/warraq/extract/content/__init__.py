"""Content streams and font resources -> painted glyphs: state of graphics, codes, what is visible."""
