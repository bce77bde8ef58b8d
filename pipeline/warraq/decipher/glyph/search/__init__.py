"""Candidates with scores -> the reading of each sign, by coordinate ascent, and how sure it is."""
