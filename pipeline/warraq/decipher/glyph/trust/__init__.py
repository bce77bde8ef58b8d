"""Fonts and what they claim -> which of the claims are believed, and which fonts are read anew."""
