"""Reading what a file really holds: glyphs with their codes and places, fonts, and text dumps."""
