"""Signs with their candidates -> how good the words and lines read with them."""
