"""Test PDFs with known truth: our own Arabic text, many producers, many faces, and damage of every kind.

Nothing large is kept: files are made from seeds into ``build/corpus`` and found there again.
"""
