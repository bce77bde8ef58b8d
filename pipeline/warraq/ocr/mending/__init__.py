"""Recognised words -> the same put right: digits, signs, spelling, lines passed over, and how sure each is."""
