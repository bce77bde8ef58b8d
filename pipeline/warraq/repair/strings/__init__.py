"""Repairs of strings, a file each, and the table of them: a string and what is known of it -> a string and its
changes.
"""
