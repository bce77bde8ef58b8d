"""Lines that are no part of the text's flow: footnotes and their marks, running heads and feet, mastheads."""
