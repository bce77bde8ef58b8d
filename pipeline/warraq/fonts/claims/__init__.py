"""What a font's maps and tables claim of its codes -> one weighed claim a code."""
