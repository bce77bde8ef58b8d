"""Segments of a line -> the order in which they were written, decided together with their letters."""
