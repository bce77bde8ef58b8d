"""Decoded lines -> the word at each place by what stands on both sides, its alternatives, and how sure it is."""
